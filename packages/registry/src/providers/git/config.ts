import { InputError, type Problem } from "#contracts";
import type { Platform } from "#platform";

export const provider = "git";

export interface GitRegistryConfig {
  /** A clone of the repository, shallow or not. Objects are added to it; its branches, index and files stay as they are. */
  clone: string;
  /** Name or address of the remote that keeps the records; `origin` unless told. */
  remote?: string | undefined;
  /** Branch with the records; `genai-mlops/registry` unless told. It has a history of its own. */
  branch?: string | undefined;
  /**
   * Where the models' bytes lie, since a git repository should not hold them: a folder that every runner reaches, which
   * may be shared by several hosts.
   */
  storeFolder: string;
  /** What was read of the repository is kept here, by its git id. */
  cacheFolder: string;
  /** `pull-request`: an alias moves when somebody merges what `propose` wrote. `commit` unless told. */
  mode?: "commit" | "pull-request" | undefined;
  /** Whether a version gets an annotated tag `<name>/v<version>` too, for people and other tools; true unless told. */
  tags?: boolean | undefined;
  /** How long a transfer may stand still; 60 unless told. */
  stallSeconds?: number | undefined;
}

export type Ports = Pick<Platform, "exec" | "files" | "clock" | "random" | "log" | "environment" | "secrets">;

/** @throws InputError `bad-registry-branch` by git's own rule for references (git-check-ref-format) */
export function requireBranch(branch: string): string {
  const legal =
    /^[^\s\x00-\x20\x7f~^:?*[\\]+$/.test(branch) &&
    !/(^[-/]|\/$|\/\/|\.\.|@\{|\.$|\.lock(\/|$)|(^|\/)\.)/.test(branch) &&
    branch !== "@" &&
    branch !== "HEAD";
  if (legal) return branch;
  const problem: Problem = {
    where: "registry-branch",
    problem: `"${branch}" is no branch`,
    legal: "parts parted by /, none of which begins with . or ends with .lock; no blanks, no .. ~ ^ : ? * [ \\ @{",
  };
  throw new InputError([problem], "bad-registry-branch");
}

/** @throws InputError `bad-registry-uri` for a remote that would be read as an option or that carries a password */
export function requireRemote(remote: string): string {
  const carries = URL.canParse(remote) && new URL(remote).password !== "";
  if (remote !== "" && !remote.startsWith("-") && !carries) return remote;
  const problem = carries ? "carries a password" : `"${remote}" is no remote`;
  const mend = "give the name of a remote, as origin; actions/checkout lends it the token";
  throw new InputError([{ where: "registry-uri", problem, mend }], "bad-registry-uri");
}
