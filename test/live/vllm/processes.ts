import { readdirSync, readFileSync } from "node:fs";

export interface Process {
  pid: number;
  parent: number;
  group: number;
  /** What it calls itself. */
  name: string;
  args: string[];
}

/** Processes that run, but for those that only wait to be asked how they ended. */
export function processes(): Process[] {
  return readdirSync("/proc").flatMap((entry) => {
    const pid = Number(entry);
    if (!Number.isInteger(pid)) return [];
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
      const [state, parent, group] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      const args = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0").filter(Boolean);
      if (state === "Z") return [];
      return [{ pid, parent: Number(parent), group: Number(group), name: args[0] ?? "", args }];
    } catch {
      return [];
    }
  });
}

/** Of one server: the HTTP server leads the group that its engine and workers are in. */
export const groupOf = (leader: number): Process[] => processes().filter(({ group }) => group === leader);
