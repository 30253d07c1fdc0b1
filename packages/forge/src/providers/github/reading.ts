import { ToolkitError } from "#contracts";
import { notAFile, requireCommit, requireRepositoryPath, tooLarge } from "../../file-rules.ts";
import type { FileRequest, PullRequest } from "../../repository-reader.ts";
import { type Connection, failureOf } from "./connection.ts";

interface Described {
  number: number;
  head: { sha: string; ref: string; repo: { full_name: string } | null };
  base: { sha: string; ref: string };
}

export async function pullRequest({ rest, repository }: Connection, number: number): Promise<PullRequest | undefined> {
  const found = await unlessMissing(rest.pulls.get({ ...repository, pull_number: number }));
  return found && pullRequestOf(found.data);
}

export async function pullRequestFrom(
  { rest, paginate, all, repository }: Connection,
  { owner, branch, sha }: { owner: string; branch: string; sha: string },
): Promise<PullRequest | undefined> {
  const head = `${owner}:${branch}`;
  const pages = paginate.iterator(rest.pulls.list, { ...repository, state: "open", head, per_page: 100 });
  for await (const found of all(pages)) if (found.head.sha === sha) return pullRequestOf(found);
  return undefined;
}

export async function fileAt(
  { rest, repository }: Connection,
  { sha, path, limitBytes }: FileRequest,
): Promise<Uint8Array | undefined> {
  const where = { ...repository, path: requireRepositoryPath(path), ref: requireCommit(sha) };
  const found = await unlessMissing(rest.repos.getContent(where));
  if (!found) return undefined;
  const { data } = found;
  if (Array.isArray(data) || data.type !== "file" || !("content" in data)) throw notAFile(path, sha);
  if (data.size > limitBytes) throw tooLarge(path, data.size, limitBytes);
  if (data.encoding === "base64") return new Uint8Array(Buffer.from(data.content, "base64"));
  // octokit would read the bytes as text
  const request = { parseSuccessResponseBody: false };
  const raw = await rest.repos.getContent({ ...where, mediaType: { format: "raw" }, request });
  return new Uint8Array(await new Response(raw.data as unknown as ReadableStream).arrayBuffer());
}

async function unlessMissing<Result>(asked: Promise<Result>): Promise<Result | undefined> {
  try {
    return await asked;
  } catch (error) {
    const failure = failureOf(error, "");
    if (failure instanceof ToolkitError && failure.code === "forge-not-found") return undefined;
    throw error;
  }
}

const pullRequestOf = ({ number, head, base }: Described): PullRequest => ({
  number,
  headSha: head.sha,
  headRef: head.ref,
  headRepository: head.repo?.full_name ?? null,
  baseSha: base.sha,
  baseRef: base.ref,
});
