import { ToolkitError } from "#contracts";
import type { Platform } from "#platform";

/** Long-term support since 2021; what our config says is known from there on. */
const oldest = [2, 4] as const;
const install =
  "install it (apt-get install haproxy, dnf install haproxy, brew install haproxy), or deploy with data-plane: router";

/**
 * Path of this machine's HAProxy.
 * @throws ToolkitError `haproxy-missing` or `haproxy-unfit`: too old, or built without what our config needs
 */
export async function haproxyProgram(exec: Pick<Platform["exec"], "which" | "run">): Promise<string> {
  const program = await exec.which("haproxy");
  if (!program) throw unfit("haproxy-missing", "there is no haproxy in PATH", install);
  const { stdout, stderr } = await exec.run(program, ["-vv"]);
  const [, version, major, minor] = /version ((\d+)\.(\d+)\S*)/.exec(stdout) ?? [];
  const least = oldest.join(".");
  if (!version) throw unfit("haproxy-unfit", `${program} does not say its version: ${stderr.slice(0, 200)}`, install);
  if (Number(major) < oldest[0] || (Number(major) === oldest[0] && Number(minor) < oldest[1]))
    throw unfit("haproxy-unfit", `${program} is HAProxy ${version}; ${least} or later is needed`, install);
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
