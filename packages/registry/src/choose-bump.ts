import type { Evaluation, Metadata, VersionBump } from "#contracts";
import { isBetter } from "./is-better.ts";

/** What is known of a model; without an evaluation it is never better. */
export interface Known {
  metadata: Metadata;
  evaluation: Evaluation | undefined;
}

/**
 * The part of the version that grows, by what changed. What callers hold to makes it major: another base model, prompt
 * format or output schema. Shown to be better: minor. A recipe of its own is minor too, because nobody knows what else it
 * changed; the same recipe on other data is a fix.
 * @param previous the latest release; undefined when there is none
 */
export function chooseBump(previous: (Known & { version: string }) | undefined, candidate: Known): VersionBump {
  if (!previous) return { part: "minor", reason: "first", previous: null, detail: "" };
  const decided = (part: VersionBump["part"], reason: VersionBump["reason"], detail = ""): VersionBump => ({
    part,
    reason,
    previous: previous.version,
    detail,
  });
  const [before, after] = [previous.metadata, candidate.metadata];
  if (before.base_model !== after.base_model)
    return decided("major", "base-model", `${before.base_model} -> ${after.base_model}`);
  for (const [field, reason] of [
    ["prompt_format", "prompt-format"],
    ["output_schema", "output-schema"],
  ] as const) {
    const [was, is] = [before.interface?.[field], after.interface?.[field]];
    // nothing can be said where one of both is not known
    if (was && is && was !== is) return decided("major", reason, `${was} -> ${is}`);
  }
  const better = isBetter(previous.evaluation, candidate.evaluation);
  if (better.length > 0) return decided("minor", "better", better.join(", "));
  const recipe = changedFields(before.hyperparameters, after.hyperparameters);
  if (recipe.length > 0) return decided("minor", "recipe", recipe.join(", "));
  if (dataOf(before) !== dataOf(after)) return decided("patch", "data", `${dataOf(before)} -> ${dataOf(after)}`);
  return decided("patch", "same-recipe");
}

const dataOf = ({ dataset_digest, fine_tuned_on }: Metadata): string => dataset_digest ?? fine_tuned_on.dataset;

function changedFields(before: Record<string, unknown>, after: Record<string, unknown>): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names]
    .filter((name) => JSON.stringify(before[name] ?? null) !== JSON.stringify(after[name] ?? null))
    .sort();
}
