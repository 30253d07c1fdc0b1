import type { Evaluation, Metadata } from "#contracts";
import type { Entry } from "./record.ts";

/** SageMaker's limits of CustomerMetadataProperties: 50 of them, keys of 128 characters, values of 256. */
const limits = { entries: 50, key: 128, value: 256 };
const aliases = "genai-mlops.aliases";

/** What people filter versions by in SageMaker; all of it stands in the record and in model.json too. */
export function marksOf(entry: Entry, metadata: Metadata, held: readonly string[], evaluation: Evaluation | undefined) {
  const { fine_tuned_on: tuned } = metadata;
  const facts: Record<string, string | number | null> = {
    "genai-mlops.version": entry.version,
    "genai-mlops.digest": entry.digest,
    "genai-mlops.manifest": entry.model,
    [aliases]: held.join(" "),
    base_model: metadata.base_model,
    dataset: tuned.dataset,
    dataset_digest: metadata.dataset_digest,
    training_samples: tuned.samples,
    eval_loss: metadata.metrics.eval_loss,
    git_commit: metadata.git_commit,
    run_id: metadata.run_id,
    ...(evaluation && { "evaluation.verdict": evaluation.verdict }),
    ...Object.fromEntries(
      Object.entries(evaluation?.scores ?? {}).map(([name, { value }]) => [`score.${name}`, value] as const),
    ),
  };
  const marks = Object.entries(facts)
    .map(([key, value]) => [legal(key, limits.key), legal(String(value ?? ""), limits.value)] as const)
    .filter(([key, value]) => key !== "" && value !== "");
  return Object.fromEntries(marks.slice(0, limits.entries));
}

/** Marks of ours that are not to be there any more. */
export const staleMarks = (shown: Record<string, string>, wanted: Record<string, string>): string[] =>
  Object.keys(shown).filter((key) => !(key in wanted) && (key === aliases || /^(score|evaluation)\./.test(key)));

/** Letters, digits, blanks and _ . : / = + - @, as SageMaker has it. */
const legal = (text: string, most: number): string =>
  text
    .replace(/[^\p{L}\p{Zs}\p{N}_.:/=+\-@]+/gu, "_")
    .trim()
    .slice(0, most);
