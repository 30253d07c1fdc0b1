import { spawnSync } from "node:child_process";
import { root } from "./repository.ts";

export interface Step {
  name: string;
  /** Throws, or hands back a list of problems, when the step fails. */
  work: () => unknown;
}

/** Runs the steps in order and says how long each took; stops at the first that fails. */
export async function runSteps(steps: readonly Step[]): Promise<void> {
  for (const { name, work } of steps) {
    const started = performance.now();
    process.stderr.write(`▸ ${name}\n`);
    const problems = (await work()) as unknown;
    if (Array.isArray(problems) && problems.length > 0)
      throw new Error(`${name}:\n${problems.map((line) => `  ${line}`).join("\n")}`);
    process.stderr.write(`  ${((performance.now() - started) / 1000).toFixed(1)} s\n`);
  }
}

/** Runs a program with its output shown; throws when it fails. */
export function program(
  command: string,
  args: readonly string[],
  options: { env?: NodeJS.ProcessEnv; cwd?: string } = {},
): void {
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
    ...options,
  });
  if (error) throw error;
  if (status !== 0) throw new Error(`${[command, ...args].join(" ")} ended with exit code ${status}`);
}

/** Ends the process with 1 and the message when the work throws. */
export async function main(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    process.stderr.write(`\n✗ ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
