import { ToolkitError } from "#contracts";
import type { Exec } from "#platform";

/** Short commands by `@actions/exec`, silent: what is logged of them is the caller's decision. */
export const runnerExec: Exec["run"] = async (command, args, options = {}) => {
  const { getExecOutput } = await import("@actions/exec");
  try {
    const { exitCode, stdout, stderr } = await getExecOutput(quoted(command), [...args], {
      silent: true,
      ignoreReturnCode: true,
      ...(options.cwd !== undefined && { cwd: options.cwd }),
      ...(options.env && { env: options.env }),
      ...(options.input !== undefined && { input: Buffer.from(options.input) }),
      ...(options.onLine && {
        listeners: {
          stdline: (line: string) => options.onLine?.(line, "stdout"),
          errline: (line: string) => options.onLine?.(line, "stderr"),
        },
      }),
    });
    return { exitCode, stdout, stderr };
  } catch (cause) {
    throw new ToolkitError({ code: "command-not-found", message: `${command} could not be started`, cause });
  }
};

/** `@actions/exec` splits its command line at spaces; a path may hold one. */
function quoted(command: string): string {
  return `"${command}"`;
}
