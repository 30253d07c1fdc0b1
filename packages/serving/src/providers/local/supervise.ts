import { join } from "node:path";
import { type Desired, desiredSchema, type Supervised, supervisedSchema } from "#contracts";
import { type Child, isoTime, type Platform } from "#platform";

type Ports = Pick<Platform, "exec" | "files" | "clock" | "environment">;
type Wanted = Desired["processes"][number];

interface Running {
  wanted: Wanted;
  child: Child | undefined;
  restarts: number;
  /** Not before this instant (a crash waits longer each time). */
  startAt: number;
}

/** What a served process may see of our environment. */
const allowed = /^(PATH|HOME|LANG|LC_.*|TZ|TMPDIR|LD_LIBRARY_PATH|CUDA_.*|NVIDIA_.*)$/;
const logCap = 20_000_000;

/**
 * Keeps the desired processes running until `desired.json` says stop: starts what is missing, ends what is no longer
 * wanted, starts what crashed again after a pause that doubles. Of two for one folder the later one ends.
 */
export async function supervise({ exec, files, clock, environment }: Ports, home: string): Promise<void> {
  const path = join(home, "desired.json");
  const statusPath = join(home, "supervisor.json");
  const env = Object.fromEntries(Object.entries(environment.all()).filter(([name]) => allowed.test(name)));
  const running = new Map<string, Running>();
  await endLeftovers();

  /** Children of a supervisor that was killed: ended, so that no two servers share a port. */
  async function endLeftovers(): Promise<void> {
    const before = await readStatus(files, statusPath);
    for (const { pid } of Object.values(before?.processes ?? {}))
      if (await belongsTo(files, exec, pid, home)) exec.signal(pid, "SIGKILL", { group: true });
  }

  async function start(entry: Running): Promise<void> {
    const { wanted } = entry;
    if (((await files.stat(wanted.log))?.size ?? 0) > logCap) await files.rename(wanted.log, `${wanted.log}.1`);
    const child = await exec
      .start(wanted.command, wanted.args, { env, logFile: wanted.log, cwd: home })
      .catch(() => undefined);
    entry.child = child;
    const crashed = (): void => {
      if (running.get(wanted.name) !== entry) return;
      entry.child = undefined;
      // what it started may live on without it, and hold its memory: vLLM's engine does when its HTTP server is killed
      child?.kill("SIGKILL");
      entry.restarts += 1;
      entry.startAt = clock.monotonic() + Math.min(30_000, 250 * 2 ** entry.restarts);
    };
    if (child) void child.ended.then(crashed);
    else crashed();
  }

  async function end(entry: Running): Promise<void> {
    running.delete(entry.wanted.name);
    const { child } = entry;
    if (!child) return;
    child.kill("SIGTERM");
    await Promise.race([child.ended, clock.sleep(5000)]);
    child.kill("SIGKILL");
  }

  for (;;) {
    const desired = await readDesired(files, path);
    if (desired) {
      const wanted = desired.stop ? [] : desired.processes;
      for (const entry of [...running.values()]) {
        const same = wanted.find(({ name }) => name === entry.wanted.name);
        if (!same || JSON.stringify(same) !== JSON.stringify(entry.wanted)) await end(entry);
      }
      for (const process of wanted)
        if (!running.has(process.name))
          running.set(process.name, { wanted: process, child: undefined, restarts: 0, startAt: 0 });
      for (const entry of running.values()) if (!entry.child && clock.monotonic() >= entry.startAt) await start(entry);
    }
    const processes = Object.fromEntries(
      [...running.values()].map(({ wanted, child, restarts }) => [wanted.name, { pid: child?.pid ?? 0, restarts }]),
    );
    await files.writeAtomic(
      statusPath,
      `${JSON.stringify({ schemaVersion: 1, pid: process.pid, time: isoTime(clock), processes } satisfies Supervised)}\n`,
    );
    if (desired?.stop && running.size === 0) return;
    await clock.sleep(200);
    if (((await readStatus(files, statusPath))?.pid ?? process.pid) !== process.pid) return;
  }
}

async function readDesired(files: Ports["files"], path: string): Promise<Desired | undefined> {
  try {
    return desiredSchema.parse(JSON.parse(await files.readText(path)));
  } catch {
    return undefined; // what runs goes on running
  }
}

export async function readStatus(files: Ports["files"], path: string): Promise<Supervised | undefined> {
  try {
    return supervisedSchema.parse(JSON.parse(await files.readText(path)));
  } catch {
    return undefined;
  }
}

/** Whether the process is one of ours: after a reboot its number may be anybody's. */
export async function belongsTo(
  files: Ports["files"],
  exec: Ports["exec"],
  pid: number,
  home: string,
): Promise<boolean> {
  if (pid <= 1 || !exec.isAlive(pid)) return false;
  const commandLine = await files.readText(`/proc/${pid}/cmdline`).catch(() => "");
  return commandLine.includes(home);
}
