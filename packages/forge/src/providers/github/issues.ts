import { commentLimit, fitBody } from "../../fit-body.ts";
import type { IssueDraft, Posted } from "../../forge.ts";
import { isMarked, markerOf } from "../../key.ts";
import type { Connection } from "./connection.ts";

export async function openIssue(connection: Connection, draft: IssueDraft): Promise<Posted & { number: number }> {
  const { rest, paginate, all, repository, login } = connection;
  const marker = markerOf(draft.key);
  const content = {
    title: draft.title.replace(/\s+/g, " ").slice(0, 250),
    body: `${marker}\n${fitBody(draft.body, draft.more, commentLimit - marker.length - 1)}`,
  };
  const creator = await login();
  const pages = paginate.iterator(rest.issues.listForRepo, { ...repository, state: "open", creator, per_page: 100 });
  // the list is of pull requests, too
  let oldest: { number: number; same: boolean; posted: Posted } | undefined;
  for await (const issue of all(pages)) {
    if (issue.pull_request || issue.user?.login !== creator || !isMarked(issue.body, draft.key)) continue;
    const same = issue.body === content.body && issue.title === content.title;
    if (!oldest || issue.number < oldest.number)
      oldest = { number: issue.number, same, posted: { id: issue.id, url: issue.html_url } };
  }
  if (oldest) {
    const { number, same, posted } = oldest;
    if (!same) await rest.issues.update({ ...repository, issue_number: number, ...content });
    return { ...posted, number };
  }
  const labels = draft.labels ? { labels: [...draft.labels] } : {};
  const { data } = await rest.issues.create({ ...repository, ...content, ...labels });
  return { id: data.id, url: data.html_url, number: data.number };
}
