import { ToolkitError } from "#contracts";
import type { Platform } from "#platform";
import { requireKey } from "../../key.ts";
import type { StateStore } from "../../state-store.ts";

export interface GitRefConfig {
  /** A clone of the repository; objects are made there. */
  folder: string;
  /** Remote that the references live on, such as origin. */
  remote: string;
}

const space = "refs/genai-mlops/";

/** References of the repository itself: a commit a record, and a push with a lease as the swap. Needs `contents: write`. */
export function gitRefState(
  { exec, random }: Pick<Platform, "exec" | "random">,
  { folder, remote }: GitRefConfig,
): StateStore {
  async function git(
    parameters: readonly string[],
    input?: string,
  ): Promise<{ exitCode: number; stdout: string; stderr: string }> {
    return await exec.run("git", ["-C", folder, ...parameters], { input });
  }

  async function mustGit(parameters: readonly string[], input?: string): Promise<string> {
    const { exitCode, stdout, stderr } = await git(parameters, input);
    if (exitCode === 0) return stdout.trim();
    throw new ToolkitError({
      code: "state-unreachable",
      provider: "git-ref",
      retryable: true,
      message: `git ${parameters[0]}: ${lastLine(stderr)}`,
    });
  }

  /** A version that another clone wrote is no object of this one yet. */
  async function have(version: string): Promise<void> {
    if ((await git(["cat-file", "-e", version])).exitCode !== 0)
      await mustGit(["fetch", "--quiet", "--no-tags", remote, version]);
  }

  async function tipOf(key: string): Promise<string | undefined> {
    const said = await mustGit(["ls-remote", remote, `${space}${requireKey(key)}`]);
    return said.split(/\s/)[0] || undefined;
  }

  return {
    async read(key) {
      const version = await tipOf(key);
      if (version === undefined) return undefined;
      await have(version);
      const text = await mustGit(["show", `${version}:state.json`]);
      try {
        return { version, value: JSON.parse(text) as unknown };
      } catch {
        throw new ToolkitError({ code: "state-corrupt", provider: "git-ref", message: `${space}${key} holds no JSON` });
      }
    },
    async write(key, value, expected) {
      if ((await tipOf(key)) !== expected) return undefined;
      const blob = await mustGit(["hash-object", "-w", "--stdin"], `${JSON.stringify(value, null, 2)}\n`);
      const tree = await mustGit(["mktree"], `100644 blob ${blob}\tstate.json\n`);
      const author = ["-c", "user.name=genai-mlops", "-c", "user.email=genai-mlops@users.noreply.github.com"];
      if (expected) await have(expected);
      const parent = expected ? ["-p", expected] : [];
      // two writers of the same value in the same second would make the same commit, and git would tell both that they won
      const message = `genai-mlops: ${key}\n\nWrite: ${random.uuid()}`;
      const commit = await mustGit([...author, "commit-tree", tree, ...parent, "-m", message]);
      const pushed = await git([
        "push",
        "--quiet",
        `--force-with-lease=${space}${key}:${expected ?? ""}`,
        remote,
        `${commit}:${space}${key}`,
      ]);
      if (pushed.exitCode === 0) return commit;
      const tip = await tipOf(key);
      // the answer was lost on its way, not the push
      if (tip === commit) return commit;
      if (tip !== expected) return undefined;
      throw new ToolkitError({
        code: "state-unreachable",
        provider: "git-ref",
        message: `git push: ${lastLine(pushed.stderr)}`,
        hint: "the job needs permissions: contents: write",
      });
    },
    async list(prefix) {
      const said = await mustGit(["ls-remote", remote, `${space}*`]);
      const keys = said.split("\n").flatMap((line) => line.split(/\s/)[1]?.slice(space.length) ?? []);
      return keys.filter((key) => key.startsWith(prefix)).sort();
    },
  };
}

/** The line that says why, without the credentials that an address may carry. */
function lastLine(said: string): string {
  const line = said.trim().split("\n").at(-1) ?? "";
  return line.replace(/\/\/[^@/\s]*@/g, "//");
}
