import { execFile } from "node:child_process";
import { promisify } from "node:util";

/** A process from its start to its end, with all that it started. */
export interface Cost {
  seconds: number;
  cpuSeconds: number;
  /** Of the largest process among them. */
  rssMb: number;
}

/** What a child takes, by the system's own account of it. */
const program = `
import json, resource, subprocess, sys, time
started = time.monotonic()
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)
seconds = time.monotonic() - started
usage = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps({
    "seconds": seconds, "cpuSeconds": usage.ru_utime + usage.ru_stime, "rssMb": usage.ru_maxrss * 1.024e-3
}))
`;

/** @throws Error when it does not end with 0 */
export async function costOf(
  python: string,
  command: readonly string[],
  env: Record<string, string>,
  cwd?: string,
): Promise<Cost> {
  const { stdout } = await promisify(execFile)(python, ["-c", program, ...command], { env, cwd });
  return JSON.parse(stdout) as Cost;
}

/** `310 MB/s (4.2 CPU s, RSS 190 MB)`, over the rounds. */
export function saidRate(megabytes: number, costs: readonly Cost[], middle: (values: number[]) => number): string {
  const rate = megabytes / middle(costs.map(({ seconds }) => seconds));
  const cpu = middle(costs.map(({ cpuSeconds }) => cpuSeconds));
  return `${rate.toFixed(0)} MB/s (${cpu.toFixed(1)} CPU s, RSS ${mostMemory(costs).toFixed(0)} MB)`;
}

export const mostMemory = (costs: readonly Cost[]): number => Math.max(...costs.map(({ rssMb }) => rssMb));
