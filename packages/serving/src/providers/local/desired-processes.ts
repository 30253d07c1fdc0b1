import type { Desired } from "#contracts";
import type { Files } from "#platform";
import type { Layout } from "./layout.ts";

type Process = Desired["processes"][number];

/** What the supervisor is to keep running. A deployment that was stopped begins with nothing. */
export function desiredProcesses(files: Files, layout: Layout) {
  async function all(): Promise<Process[]> {
    if (!(await files.stat(layout.desired))) return [];
    const found = JSON.parse(await files.readText(layout.desired)) as Desired;
    return found.stop ? [] : found.processes;
  }

  const write = (processes: Process[], stop = false): Promise<void> =>
    files.writeAtomic(layout.desired, `${JSON.stringify({ schemaVersion: 1, stop, processes }, null, 2)}\n`);

  return {
    find: async (name: string): Promise<Process | undefined> => (await all()).find((process) => process.name === name),
    /** In place of the one with its name. */
    put: async (process: Process): Promise<void> =>
      write([...(await all()).filter(({ name }) => name !== process.name), process]),
    remove: async (gone: string): Promise<void> => write((await all()).filter(({ name }) => name !== gone)),
    /** Ends all others. */
    only: async (kept: readonly (string | undefined)[]): Promise<void> =>
      write((await all()).filter(({ name }) => kept.includes(name))),
    none: (): Promise<void> => write([]),
    stop: (): Promise<void> => write([], true),
  };
}
