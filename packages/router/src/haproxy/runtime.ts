import { connect } from "node:net";
import { ToolkitError } from "#contracts";
import { mapFile } from "./config.ts";

/** One server of a slot's backend, as HAProxy tells of it. */
export interface RunningServer {
  slot: string;
  role: "own" | "other";
  address: string;
  /** Requests under way. */
  inFlight: number;
  /** Whether it takes requests, or stands for no server. */
  ready: boolean;
}

export interface RunningMap {
  /** Of the process: another one began with what its files say. */
  pid: string;
  /** Of the settings that it began with; empty where its config is from before there was one. */
  settings: string;
  roles: string;
  weight: string;
}

const answerWithinMs = 3000;

/**
 * HAProxy's runtime API by its socket, whose file mode says who may use it. What it is told consists of names and numbers
 * that we made; nothing a user said goes there. Throws ToolkitError `haproxy-unreachable`, or `haproxy-refused` with its
 * words.
 */
export function haproxyRuntime(path: string) {
  async function map(...before: string[]): Promise<RunningMap> {
    const answer = await ask(path, [...before, "show info", `show map ${mapFile}`].join(";"));
    const pid = /^Pid: (\d+)/m.exec(answer)?.[1];
    const [roles, weight] = ["roles", "weight"].map(
      (key) => new RegExp(`^0x\\S+ ${key} (\\S+)$`, "m").exec(answer)?.[1],
    );
    if (pid === undefined || roles === undefined || weight === undefined) throw refused(before.join("; "), answer);
    const settings = /^description: (\S+)/im.exec(answer)?.[1] ?? "";
    return { pid, settings, roles, weight };
  }

  return {
    map: async (): Promise<RunningMap> => await map(),

    /** In this order, so that no weight ever meets a role that it was not granted for. */
    async setMap(entries: readonly (readonly ["roles" | "weight", string])[]): Promise<RunningMap> {
      const running = await map(...entries.map(([key, value]) => `set map ${mapFile} ${key} ${value}`));
      for (const [key, value] of new Map(entries))
        if (running[key] !== value) throw refused(`set map ${key} ${value}`, running[key]);
      return running;
    },

    /** All that belong to slots. */
    async servers(): Promise<RunningServer[]> {
      const answer = await ask(path, "show stat -1 4 -1");
      const [head = "", ...rows] = answer.trim().split("\n");
      const columns = head.replace(/^# /, "").split(",");
      const servers = rows.flatMap((row) =>
        serverOf(new Map(row.split(",").map((cell, at) => [columns[at] ?? "", cell]))),
      );
      if (servers.length === 0) throw refused("show stat", answer);
      return servers;
    },

    /** Hands the server's place to an address, or to none. */
    async point(slot: string, role: RunningServer["role"], address: string | undefined): Promise<void> {
      const server = `set server ${slot}/${role}`;
      const [host, port] = address?.split(":") ?? [];
      const commands = address
        ? [`${server} addr ${host} port ${port}`, `${server} state ready`]
        : [`${server} state maint`];
      const answer = await ask(path, commands.join(";"));
      const found = (await this.servers()).find((each) => each.slot === slot && each.role === role);
      if (found?.ready !== (address !== undefined) || (address && found.address !== address))
        throw refused(commands.join("; "), answer);
    },
  };
}
export type HaproxyRuntime = ReturnType<typeof haproxyRuntime>;

function serverOf(row: ReadonlyMap<string, string>): RunningServer[] {
  const [slot = "", role = ""] = [row.get("pxname"), row.get("svname")];
  if (!/^s\d+$/.test(slot) || (role !== "own" && role !== "other")) return [];
  const inFlight = Number(row.get("scur")) + Number(row.get("qcur"));
  return [{ slot, role, inFlight, address: row.get("addr") ?? "", ready: !row.get("status")?.startsWith("MAINT") }];
}

/** Commands with ; between them, and all that HAProxy says to them. */
function ask(path: string, commands: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ path });
    let answer = "";
    const fail = (cause?: Error): void => {
      socket.destroy();
      const message = `HAProxy does not answer at ${path}${cause ? `: ${cause.message}` : " in time"}`;
      reject(new ToolkitError({ code: "haproxy-unreachable", provider: "haproxy", status: 503, message, cause }));
    };
    socket.setEncoding("utf8");
    socket.setTimeout(answerWithinMs, () => fail());
    socket.on("error", fail);
    socket.on("data", (text: string) => {
      answer += text;
    });
    socket.on("end", () => resolve(answer));
    socket.on("connect", () => socket.write(`${commands}\n`));
  });
}

const refused = (commands: string, answer: string | undefined): ToolkitError =>
  new ToolkitError({
    code: "haproxy-refused",
    provider: "haproxy",
    status: 502,
    message: `HAProxy did not take "${commands}": ${answer?.trim().slice(0, 300)}`,
  });
