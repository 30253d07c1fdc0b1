import type { CanaryReport, Evaluation, Language, TrainingMetrics } from "#contracts";
import { numbersIn, releaseText } from "#messages";
import { canaryReport } from "./canary-report.ts";
import { pipelineMermaid, pipelinePicture, type Stage } from "./charts/index.ts";
import { type Block, type Document, heading } from "./document.ts";
import { scoresPicture } from "./evaluation-scores.ts";
import { lossCurve } from "./training-report.ts";

/** What the steps of a release left behind; a step that did not run left nothing. */
export interface ReleaseParts {
  training?: readonly TrainingMetrics[] | undefined;
  evaluation?: Evaluation | undefined;
  canary?: CanaryReport | undefined;
  smoke?: "pass" | "fail" | "error" | "inconclusive" | undefined;
}

/** The whole release in one report: the pipeline, loss curve, scores, weight and evidence, and why it ended as it did. */
export function releaseReport(parts: ReleaseParts, outcome: "promoted" | "rolled-back", last: Document): Document {
  const { language } = last;
  const text = releaseText[language];
  const stages = stagesOf(parts, outcome, language);
  const picture: Block = {
    kind: "picture",
    svg: pipelinePicture(text.pipeline, stages),
    alt: stages.map(({ title, status, note }) => `${title}: ${note ?? status}`).join("; "),
    mermaid: pipelineMermaid(stages),
  };
  const blocks: Block[] = [...last.blocks, heading(text.pipeline), picture];
  if (parts.canary) blocks.push(heading(text.canary), ...canaryReport(parts.canary, language).blocks);
  if (parts.evaluation) blocks.push(heading(text.evaluation), scoresPicture(parts.evaluation, language));
  if (parts.training?.length) blocks.push(heading(text.training), lossCurve(parts.training, language));
  return { ...last, blocks };
}

function stagesOf(
  { training, evaluation, canary, smoke }: ReleaseParts,
  outcome: "promoted" | "rolled-back",
  language: Language,
): Stage[] {
  const text = releaseText[language];
  const numbers = numbersIn(language);
  const loss = training?.findLast((line) => typeof line["train/loss"] === "number")?.["train/loss"];
  const f1 = evaluation?.scores["f1"]?.value;
  const gate = (verdict: string | undefined): Stage["status"] =>
    verdict === undefined ? "skipped" : verdict === "pass" ? "done" : "failed";
  return [
    { id: "data", title: text.stages.data, status: "done" },
    {
      id: "training",
      title: text.stages.training,
      status: training ? "done" : "skipped",
      note: typeof loss === "number" ? text.loss(numbers.decimal(loss, 3)) : undefined,
    },
    {
      id: "evaluation",
      title: text.stages.evaluation,
      status: gate(evaluation?.verdict),
      note: f1 === undefined ? undefined : text.f1(numbers.decimal(f1, 3)),
    },
    { id: "registry", title: text.stages.registry, status: "done" },
    { id: "deploy", title: text.stages.deploy, status: "done" },
    { id: "smoke", title: text.stages.smoke, status: gate(smoke) },
    {
      id: "canary",
      title: text.stages.canary,
      status: gate(canary?.verdict),
      note: canary ? text.looks(numbers.integer(canary.looks.length)) : undefined,
    },
    { id: "outcome", title: text.stages.outcome[outcome], status: outcome === "promoted" ? "done" : "failed" },
  ];
}
