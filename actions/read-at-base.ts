import { relative, resolve, sep } from "node:path";
import { type ActionDeps, pullRequestInEvent } from "#action-kit";
import { ToolkitError } from "#contracts";
import { type FileRequest, fileAtCommit, forgeProviders, type RepositoryReader } from "#forge";

export interface BaseFile {
  bytes: Uint8Array;
  /** Hash of the base that it was read at; null when the workspace's own file was taken. */
  base: string | null;
}

type Deps = Pick<
  ActionDeps,
  "github" | "workspace" | "tempFolder" | "exec" | "files" | "random" | "http" | "clock" | "log"
>;

/**
 * A file that a pull request must not change for its own sake, such as thresholds or a test set: on pull requests as the
 * base has it, else, and where the base has none, as the workspace has it.
 * @returns undefined when there is none
 * @throws ToolkitError `base-ref-unreachable` and others of `fileAtCommit`: never falls back to the head's file
 */
export async function readAtBase(
  deps: Deps,
  path: string,
  {
    pullRequest,
    token,
    limitBytes,
  }: { pullRequest?: number | undefined; token?: string | undefined; limitBytes: number },
): Promise<BaseFile | undefined> {
  const { files, github, workspace, tempFolder } = deps;
  const full = resolve(workspace, path);
  const within = relative(workspace, full).split(sep).join("/");
  const reader = token === undefined ? undefined : await openReader(deps, token);
  const base = within.startsWith("../") ? undefined : await baseOf(github, pullRequest, reader);
  if (base !== undefined) {
    const request: FileRequest = { sha: base, path: within, limitBytes };
    const bytes = await fileAtCommit(deps, { folder: workspace, tempFolder, reader }, request);
    if (bytes) return { bytes, base };
  }
  if ((await files.stat(full)) === undefined) return undefined;
  return { bytes: await files.readBytes(full), base: null };
}

const openReader = (deps: Deps, token: string): Promise<RepositoryReader> =>
  forgeProviders.github(deps, { repository: deps.github.repository, token, apiUrl: deps.github.apiUrl });

async function baseOf(
  github: Deps["github"],
  given: number | undefined,
  reader: RepositoryReader | undefined,
): Promise<string | undefined> {
  const inEvent = pullRequestInEvent(github, given);
  if (inEvent.kind === "none") return undefined;
  if (inEvent.kind === "whole") return inEvent.pullRequest.baseSha;
  const found =
    inEvent.kind === "number" ? await reader?.pullRequest(inEvent.number) : await reader?.pullRequestFrom(inEvent);
  if (found) return found.baseSha;
  throw new ToolkitError({
    code: "base-ref-unreachable",
    message: "nobody says what the base of the pull request is",
    hint: "give github-token, with permissions: { pull-requests: read }",
  });
}
