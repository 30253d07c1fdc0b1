import { isAbsolute, join, resolve } from "node:path";
import type { ActionDeps, Inputs, Report, ReportAnnotation } from "#action-kit";
import { evaluationJunit, evaluationReport, rendered, toJunit, type WorstExample } from "#reports";
import type { Scored } from "./scored.ts";
import type { spec } from "./spec.ts";

/** Remarks that a check shows; GitHub takes fifty at a time. */
const mostRemarks = 20;

/** The report in all its forms, and JUnit beside it. */
export async function reportOf(
  { evaluation, worst }: Scored,
  inputs: Inputs<typeof spec>,
  { files, secrets, workspace }: ActionDeps,
): Promise<{ report: Report; junitPath: string }> {
  const examples = worst.map(
    ({ row, score, baseline }): WorstExample => ({
      id: row.id,
      title: row.title,
      score,
      expected: row.references[0] ?? "",
      got: row.prediction ?? row.error ?? "",
      baseline: baseline === null ? "" : baseline,
    }),
  );
  const junitPath = join(inputs["report-dir"], "evaluation.junit.xml");
  await files.writeAtomic(
    resolve(workspace, junitPath),
    secrets.redact(toJunit(evaluationJunit(evaluation, inputs.language))),
  );
  const written = rendered(evaluation, evaluationReport(evaluation, examples, inputs.language));
  return { report: { ...written, annotations: evaluation.verdict === "pass" ? [] : remarks(worst) }, junitPath };
}

/** At the rows that the model was worst at; only files of the workspace have lines that a reviewer sees. */
function remarks(worst: Scored["worst"]): ReportAnnotation[] {
  return worst.slice(0, mostRemarks).flatMap(({ row, score, place }) => {
    if (!place || isAbsolute(place.path)) return [];
    const got = (row.prediction ?? row.error ?? "").slice(0, 80);
    const message = `expected ${JSON.stringify((row.references[0] ?? "").slice(0, 80))}, got ${JSON.stringify(got)}`;
    const title = `${row.id}${Number.isFinite(score) ? `: ${score.toFixed(3)}` : ""}`;
    return [{ path: place.path, line: place.line, level: "warning" as const, title, message }];
  });
}
