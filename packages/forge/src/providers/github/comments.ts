import { ToolkitError } from "#contracts";
import { commentLimit, fitBody } from "../../fit-body.ts";
import type { CommentDraft, Posted } from "../../forge.ts";
import { isMarked, markerOf } from "../../key.ts";
import type { Connection } from "./connection.ts";

/**
 * Runs that write at once may each create a comment. All of them then see all, keep the oldest, and delete their own
 * later one, so that one is left whoever comes last.
 */
export async function upsertComment(connection: Connection, draft: CommentDraft): Promise<Posted | undefined> {
  const marker = markerOf(draft.key);
  const body = `${marker}\n${fitBody(draft.body, draft.more, commentLimit - marker.length - 1)}`;
  const found = await ownComments(connection, draft);
  if (found.length === 0 && draft.renewOnly) return undefined;
  if (found.length === 0) await create(connection, draft.number, body);
  const [kept, ...later] = found.length === 0 ? await ownComments(connection, draft) : found;
  // taken away by somebody in this moment: the caller comes again
  if (!kept) throw vanished();
  if (kept.body !== body) await update(connection, kept.id, body);
  for (const { id } of later) await remove(connection, id);
  return { id: kept.id, url: kept.url };
}

interface Own extends Posted {
  body: string;
}

/** Comments of this key by the token's own user, oldest first: a key that somebody else wrote is only text. */
async function ownComments({ rest, paginate, all, repository, login }: Connection, draft: CommentDraft) {
  const me = await login();
  const own: Own[] = [];
  const pages = paginate.iterator(rest.issues.listComments, {
    ...repository,
    issue_number: draft.number,
    per_page: 100,
  });
  for await (const { id, html_url, user, body } of all(pages))
    if (user?.login === me && isMarked(body, draft.key)) own.push({ id, url: html_url, body: body ?? "" });
  return own.sort((left, right) => left.id - right.id);
}

async function create({ rest, repository }: Connection, number: number, body: string): Promise<void> {
  await rest.issues.createComment({ ...repository, issue_number: number, body });
}

async function update({ rest, repository }: Connection, id: number, body: string): Promise<void> {
  try {
    await rest.issues.updateComment({ ...repository, comment_id: id, body });
  } catch (error) {
    throw isGone(error) ? vanished() : error;
  }
}

async function remove({ rest, repository }: Connection, id: number): Promise<void> {
  try {
    await rest.issues.deleteComment({ ...repository, comment_id: id });
  } catch (error) {
    if (!isGone(error)) throw error;
  }
}

const isGone = (error: unknown): boolean =>
  error instanceof Error && error.cause instanceof ToolkitError && error.cause.code === "forge-not-found";

const vanished = (): ToolkitError =>
  new ToolkitError({
    code: "forge-failed",
    provider: "github",
    retryable: true,
    message: "the comment was deleted meanwhile",
  });
