import type { ActionDeps } from "#action-kit";
import type { Exec, RunOptions } from "#platform";

type Deps = Pick<ActionDeps, "exec" | "environment" | "github" | "secrets" | "workspace">;

/**
 * git with the job's token towards GitHub, for a checkout that kept no credentials (`persist-credentials: false`, as it
 * should be where other people's code runs in the same job). The token is in the environment of git alone: neither on the
 * disk, nor in an argument, and sent to GitHub's own address only. Credentials that a checkout did keep stay the ones that
 * are used.
 */
export function gitWithToken(deps: Deps, token: string | undefined): Exec {
  const { exec, environment, github, secrets, workspace } = deps;
  const home = github.serverUrl.replace(/\/*$/, "/");
  if (token === undefined || !URL.canParse(home)) return exec;
  const credentials = Buffer.from(`x-access-token:${token}`).toString("base64");
  for (const secret of [token, credentials]) secrets.mask(secret);
  const setting = `http.${home}.extraheader`;
  let kept: Promise<boolean> | undefined;

  async function environmentOf(command: string, given: RunOptions["env"]): Promise<RunOptions["env"]> {
    if (command !== "git") return given;
    // GitHub refuses a request with two of these headers
    kept ??= exec
      .run("git", ["-C", workspace, "config", "--name-only", "--get-regexp", "^http\\..*extraheader$"])
      .then(({ stdout }) => stdout.split("\n").some((name) => name === setting || name === "http.extraheader"));
    if (await kept) return given;
    const before = given ?? environment.all();
    const count = Number(before["GIT_CONFIG_COUNT"] ?? 0) || 0;
    return {
      ...before,
      GIT_CONFIG_COUNT: `${count + 1}`,
      [`GIT_CONFIG_KEY_${count}`]: setting,
      [`GIT_CONFIG_VALUE_${count}`]: `AUTHORIZATION: basic ${credentials}`,
    };
  }

  return {
    ...exec,
    run: async (command, parameters, options) =>
      await exec.run(command, parameters, { ...options, env: await environmentOf(command, options?.env) }),
    start: async (command, parameters, options) =>
      await exec.start(command, parameters, { ...options, env: await environmentOf(command, options?.env) }),
  };
}
