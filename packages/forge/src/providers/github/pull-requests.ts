import { commentLimit, fitBody } from "../../fit-body.ts";
import type { Posted, PullRequestDraft } from "../../forge.ts";
import type { Connection } from "./connection.ts";

export async function openPullRequest(
  { rest, repository }: Connection,
  { head, base, title, body, more }: PullRequestDraft,
): Promise<Posted & { number: number }> {
  const content = { title: title.replace(/\s+/g, " ").slice(0, 250), body: fitBody(body, more, commentLimit) };
  const from = { ...repository, base, head: `${repository.owner}:${head}`, state: "open" as const };
  const [found] = (await rest.pulls.list(from)).data;
  const same = found?.title === content.title && found.body === content.body;
  if (found && !same) await rest.pulls.update({ ...repository, pull_number: found.number, ...content });
  const { id, html_url, number } = found ?? (await rest.pulls.create({ ...repository, base, head, ...content })).data;
  return { id, url: html_url, number };
}
