import { resolve } from "node:path";
import type { ActionDeps, Inputs } from "#action-kit";
import { alphaOf, type CanarySettings, inOrder } from "#canary";
import { type CanaryMetricsConfig, canaryMetrics, canaryMetricsSchema, InputError, type Problem } from "#contracts";
import { readYaml } from "#platform";
import type { spec } from "./spec.ts";

/** The further metrics, the shares of alpha and the prices; undefined for a third each of the three. */
export async function readMetricsConfig(
  inputs: Pick<Inputs<typeof spec>, "metrics-config">,
  { files, workspace }: Pick<ActionDeps, "files" | "workspace">,
): Promise<CanaryMetricsConfig | undefined> {
  const path = inputs["metrics-config"];
  return path ? await readYaml(files, resolve(workspace, path), canaryMetricsSchema, path) : undefined;
}

type Rules = Pick<CanarySettings, "alpha" | "weights" | "further" | "dryRun">;

/** What can be judged at all under the rules. */
const judgeable = (rules: Rules): string[] =>
  [...canaryMetrics, ...Object.keys(rules.further ?? {})].filter((metric) => alphaOf(rules, metric) > 0);

/**
 * Metrics that `metrics` asks for; undefined where it is empty.
 * @throws InputError with every word that is no metric here
 */
export function askedMetrics(asked: readonly string[] | undefined, rules: Rules): string[] | undefined {
  const problems = unknownMetrics("metrics", asked ?? [], rules);
  if (problems.length > 0) throw new InputError(problems);
  return asked && asked.length > 0 ? inOrder(asked) : undefined;
}

/** Problems of words that name nothing that can be judged. */
export function unknownMetrics(where: string, words: readonly string[], rules: Rules): Problem[] {
  const known = judgeable(rules);
  return words
    .filter((word) => !known.includes(word))
    .map((word) => ({
      where,
      problem: `${JSON.stringify(word)} is no metric`,
      legal: known.join(", "),
      mend: "declare further metrics and every share of alpha in metrics-config",
    }));
}

/**
 * Dry runs are of metrics that are judged, and leave one that decides.
 * @throws InputError
 */
export function requireDecidable(declared: readonly string[], rules: Rules): void {
  const dryRun = rules.dryRun ?? [];
  const legal = declared.join(", ");
  const problems: Problem[] = dryRun
    .filter((metric) => !declared.includes(metric))
    .map((metric) => ({ where: "dry-run-metrics", problem: `"${metric}" is not judged`, legal }));
  if (declared.length > 0 && declared.every((metric) => dryRun.includes(metric)))
    problems.push({
      where: "dry-run-metrics",
      problem: "holds all that is judged, so that nothing could decide",
      mend: "leave out a metric; to see the verdict of all without failing, set warn-only: true",
    });
  for (const metric of declared)
    if (!(alphaOf(rules, metric) > 0))
      problems.push({ where: "metrics-config", problem: `gives "${metric}" no share of alpha, and it is judged` });
  if (problems.length > 0) throw new InputError(problems);
}
