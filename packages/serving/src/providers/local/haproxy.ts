import { ToolkitError } from "#contracts";
import type { Platform } from "#platform";

/** From the first that knows all of our config to the last whose ring of log lines writes to a socket of the file system. */
const legal = "2.6 to 3.2";
const isLegal = (major: number, minor: number): boolean => (major === 2 && minor >= 6) || (major === 3 && minor <= 2);
const install =
  "install it (apt-get install haproxy, dnf install haproxy, brew install haproxy), or deploy with data-plane: router";

/**
 * Path of this machine's HAProxy.
 * @throws ToolkitError `haproxy-missing` or `haproxy-unfit`: too old, or too new, or built without what our config needs
 */
export async function haproxyProgram(exec: Pick<Platform["exec"], "which" | "run">): Promise<string> {
  const program = await exec.which("haproxy");
  if (!program) throw unfit("haproxy-missing", "there is no haproxy in PATH", install);
  const { stdout, stderr } = await exec.run(program, ["-vv"]);
  const [, version, major, minor] = /version ((\d+)\.(\d+)\S*)/.exec(stdout) ?? [];
  if (!version) throw unfit("haproxy-unfit", `${program} does not say its version: ${stderr.slice(0, 200)}`, install);
  if (!isLegal(Number(major), Number(minor)))
    throw unfit("haproxy-unfit", `${program} is HAProxy ${version}; ${legal} is needed`, install);
  if (!/[ +]OPENSSL\b|USE_(OPENSSL|QUICTLS)=1/.test(stdout))
    throw unfit("haproxy-unfit", `${program} is built without OpenSSL, which splits the traffic by SHA-256`, install);
  return program;
}

/**
 * The supervisor's process. As master and worker, so that `kill -USR2` of its id reloads it without losing a request; the
 * folder stands in the arguments so that the supervisor knows it for one of its own.
 */
export const haproxyCommand = (program: string, folder: string): { command: string; args: string[] } => ({
  command: program,
  args: ["-W", "-C", folder, "-f", "haproxy.cfg"],
});

const unfit = (code: string, message: string, hint: string): ToolkitError =>
  new ToolkitError({ code, provider: "haproxy", message, hint });
