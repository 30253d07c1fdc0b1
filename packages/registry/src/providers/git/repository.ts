import { join } from "node:path";
import { ToolkitError } from "#contracts";
import { loggedRetries, withRetry } from "#platform";
import { type GitRegistryConfig, type Ports, provider, requireRemote } from "./config.ts";

export interface Repository {
  /** A command without the network; its output, trimmed. */
  local(parameters: readonly string[], input?: string): Promise<string>;
  /** A command that only looks: false when git says no. */
  says(parameters: readonly string[]): Promise<boolean>;
  /** The commit that a branch of the remote is at. */
  tip(branch: string): Promise<string | undefined>;
  /** Brings a commit with its history. */
  bring(commit: string): Promise<void>;
  /**
   * Puts a commit upon `expected` (undefined: makes the branch); false when the branch was elsewhere. A tag comes with it,
   * or neither does. @throws ToolkitError `tag-taken`
   */
  push(branch: string, commit: string, expected: string | undefined, more?: PushOptions): Promise<boolean>;
  /** The exact output of a command about an object that never changes; kept under `key`. */
  content(key: string, parameters: readonly string[]): Promise<string>;
}

export interface PushOptions {
  how?: "onto" | "instead" | undefined;
  tag?: Tag | undefined;
}

export interface Tag {
  name: string;
  /** Its own id, of an annotated one. */
  object: string;
}

/** The plumbing of git over one clone and one remote. */
export function repositoryOf(ports: Ports, config: GitRegistryConfig): Repository {
  const { exec, files, random, environment, log } = ports;
  const remote = requireRemote(config.remote ?? "origin");
  const env = { ...environment.all(), GIT_TERMINAL_PROMPT: "0", LC_ALL: "C" };
  const stall = ["-c", "http.lowSpeedLimit=1", "-c", `http.lowSpeedTime=${config.stallSeconds ?? 60}`];
  const git = (parameters: readonly string[], input?: string) =>
    exec.run("git", [...stall, "-C", config.clone, ...parameters], { env, input });

  async function local(parameters: readonly string[], input?: string): Promise<string> {
    const { exitCode, stdout, stderr } = await git(parameters, input);
    if (exitCode === 0) return stdout.trim();
    throw failure(ports, parameters[0] ?? "", stderr);
  }

  const far = (parameters: readonly string[]): Promise<string> =>
    withRetry(ports, () => local(parameters), {
      attempts: 5,
      onRetry: loggedRetries(log),
    });

  const says = async (parameters: readonly string[]): Promise<boolean> => (await git(parameters)).exitCode === 0;
  const tip = async (branch: string): Promise<string | undefined> => {
    const listed = await far(["ls-remote", remote, `refs/heads/${branch}`]);
    // the pattern takes every reference that ends so
    const line = listed.split("\n").find((one) => one.endsWith(`\trefs/heads/${branch}`));
    return line?.split("\t")[0];
  };
  /** A tag's name is taken also by a tag that is called as its folder. */
  async function requireFreeTag({ name }: Tag): Promise<void> {
    const folder = name.slice(0, name.lastIndexOf("/"));
    const listed = await far(["ls-remote", remote, `refs/tags/${name}`, `refs/tags/${folder}`]);
    for (const line of listed.split("\n")) {
      const [object, reference] = line.split("\t");
      if (reference !== `refs/tags/${name}` && reference !== `refs/tags/${folder}`) continue;
      throw new ToolkitError({
        code: "tag-taken",
        provider,
        message: `the tag ${reference.slice("refs/tags/".length)} is in the repository already, at ${object}, and is not the one that the version ${name} needs`,
        hint: "rename or delete that tag, or set git-tags: false",
      });
    }
  }
  let address: Promise<string> | undefined;
  /** A push to a remote's name would move the clone's remote-tracking branch; to its address, nothing. */
  const pushAddress = (): Promise<string> => {
    address ??= git(["remote", "get-url", "--push", remote]).then(({ exitCode, stdout }) =>
      exitCode === 0 ? stdout.trim() : remote,
    );
    return address;
  };
  const cached = join(config.cacheFolder, "objects");

  return {
    local,
    says,
    tip,
    async bring(commit) {
      await far(["fetch", "--quiet", "--no-tags", "--no-write-fetch-head", remote, commit]);
    },
    async push(branch, commit, expected, { how = "onto", tag } = {}) {
      const lease = how === "instead" ? [`--force-with-lease=refs/heads/${branch}:${expected ?? ""}`] : [];
      const to = await pushAddress();
      const tagged = tag ? [`${tag.object}:refs/tags/${tag.name}`] : [];
      const options = ["--quiet", "--no-verify", ...(tag ? ["--atomic"] : []), ...lease];
      const parameters = ["push", ...options, to, `${commit}:refs/heads/${branch}`, ...tagged];
      try {
        await far(parameters);
        return true;
      } catch (error) {
        // an answer that was lost, or a race that the server names in one of many ways: what it holds now decides
        const now = await tip(branch);
        if (now === commit) return true;
        if (now !== expected) return false;
        if (tag) await requireFreeTag(tag);
        throw error;
      }
    },
    async content(key, parameters) {
      const path = join(cached, key);
      if ((await files.stat(path)) === undefined) {
        const partial = `${path}.${random.uuid()}`;
        // through a file, because a process's output comes back by lines, and only so much of it
        const child = await exec.start("git", ["-C", config.clone, ...parameters], { env, logFile: partial });
        const { exitCode } = await child.ended;
        if (exitCode !== 0) {
          const said = await files.readText(partial);
          await files.remove(partial);
          throw failure(ports, parameters[0] ?? "", said.slice(0, 10_000));
        }
        await files.rename(partial, path);
      }
      return await files.readText(path);
    },
  };
}

const transient =
  /error: (408|429|5\d\d)|Could not resolve host|Connection (reset|refused|timed out|was reset)|Failed to connect|Recv failure|early EOF|RPC failed|Operation too slow|unexpected disconnect|hung up|Empty reply|transfer closed|Operation timed out/i;
const forbidden =
  /error: (401|403)|Authentication failed|could not read (Username|Password)|Permission .*denied|not authorized|protected branch|hook declined|prohibited/i;
const absent = /not found|does not appear to be a git repository|not a git repository|no such remote/i;

/** What git says, as ours. Its text may carry an address with credentials, or a whole HTML page. */
function failure({ secrets }: Ports, command: string, said: string): ToolkitError {
  const lines = said
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => /^(fatal|error|remote|!)/.test(line) && !/^error: failed to push/.test(line));
  const shown = (lines.length > 0 ? lines : [said.trim().split("\n").at(-1) ?? ""]).slice(-3).join("; ");
  const plain = secrets.redact(shown.replace(/\/\/[^@/\s]*@/g, "//").replace(/<[^>]*>/g, " ")).slice(0, 500);
  const details = { provider, message: `git ${command}: ${plain}` };
  if (transient.test(said)) return new ToolkitError({ ...details, code: "git-unreachable", retryable: true });
  if (forbidden.test(said)) {
    const hint =
      "the job needs permissions: contents: write, and rules must let it push to the registry's branch and make tags (or set git-tags: false)";
    return new ToolkitError({ ...details, code: "git-forbidden", hint });
  }
  if (absent.test(said)) {
    const hint = "check out the repository first (actions/checkout), and check registry-uri";
    return new ToolkitError({ ...details, code: "git-not-there", hint });
  }
  return new ToolkitError({ ...details, code: "git-refused" });
}
