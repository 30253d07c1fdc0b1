import { checkTextLimit, fitBody } from "../../fit-body.ts";
import type { Annotation, CheckDraft, Posted } from "../../forge.ts";
import { requireKey } from "../../key.ts";
import type { Connection } from "./connection.ts";

/** GitHub takes as many annotations in one request, and adds them to those that are there. */
const batchSize = 50;

type Level = "notice" | "warning" | "failure";

interface Line {
  path: string;
  start_line: number;
  end_line: number;
  annotation_level: Level;
  title: string;
  message: string;
}

export async function check(connection: Connection, draft: CheckDraft): Promise<Posted> {
  const { rest, repository } = connection;
  const wanted = [...new Map(draft.annotations.map(lineOf).map((line) => [identity(line), line])).values()];
  const begun = await begunRun(connection, draft, wanted);
  const left = begun?.left ?? wanted;
  const text = { title: draft.title.slice(0, 250), summary: fitBody(draft.summary, draft.more, checkTextLimit) };
  const output = (start: number) => ({ ...text, annotations: left.slice(start, start + batchSize) });
  const ending = { status: "completed", conclusion: draft.conclusion } as const;
  const head = {
    ...repository,
    name: draft.name,
    external_id: requireKey(draft.key),
    ...(draft.detailsUrl && { details_url: draft.detailsUrl }),
    // without its annotations a run must not look complete: a killed one stays open, and is found by the next
    ...(left.length > batchSize ? ({ status: "in_progress" } as const) : ending),
    output: output(0),
  };
  const { data } = begun
    ? await rest.checks.update({ ...head, check_run_id: begun.id })
    : await rest.checks.create({ ...head, head_sha: draft.sha });
  for (let start = batchSize; start < left.length; start += batchSize) {
    const last = start + batchSize >= left.length;
    await rest.checks.update({
      ...repository,
      ...(last && ending),
      check_run_id: data.id,
      output: output(start),
    });
  }
  return { id: data.id, url: data.html_url ?? "" };
}

/** The run of this key that goes on: it carries nothing but what is wanted, and need not be opened again for the rest. */
async function begunRun(
  connection: Connection,
  draft: CheckDraft,
  wanted: readonly Line[],
): Promise<{ id: number; left: Line[] } | undefined> {
  const run = await currentRun(connection, draft);
  if (!run) return undefined;
  const written = await annotationsOf(connection, run.id);
  const left = wanted.filter((line) => !written.has(identity(line)));
  const nothingElse = wanted.length - left.length === written.size;
  return nothingElse && (left.length <= batchSize || run.status !== "completed") ? { id: run.id, left } : undefined;
}

async function currentRun({ rest, paginate, all, repository }: Connection, { name, sha, key }: CheckDraft) {
  const pages = paginate.iterator(rest.checks.listForRef, {
    ...repository,
    ref: sha,
    check_name: name,
    filter: "latest",
    per_page: 100,
  });
  for await (const run of all(pages)) if (run.external_id === key) return run;
  return undefined;
}

async function annotationsOf({ rest, paginate, all, repository }: Connection, run: number): Promise<Set<string>> {
  const pages = paginate.iterator(rest.checks.listAnnotations, { ...repository, check_run_id: run, per_page: 100 });
  const found = new Set<string>();
  for await (const annotation of all(pages)) found.add(identity(annotation));
  return found;
}

const identity = (line: {
  path: string;
  start_line: number;
  end_line: number;
  annotation_level: string | null;
  title: string | null;
  message: string | null;
}): string =>
  JSON.stringify([line.path, line.start_line, line.end_line, line.annotation_level, line.title, line.message]);

function lineOf({ path, line, endLine, level, title, message }: Annotation): Line {
  return {
    path,
    start_line: line,
    end_line: endLine ?? line,
    annotation_level: level,
    title: title.slice(0, 255),
    message: fitBody(message, "…", 60_000),
  };
}
