import type { ActionDeps, Inputs } from "#action-kit";
import {
  type CustomMetric,
  type EvaluationConfig,
  evaluationConfigSchema,
  type Threshold,
  type Tolerance,
} from "#contracts";
import { inUnits, type Metric, metricsNamed, parseThresholds, type QualityRule } from "#evaluation";
import { readYaml } from "#platform";
import type { NamedFile } from "./bar.ts";
import { customMetric } from "./custom-metrics.ts";
import type { spec } from "./spec.ts";

/** What the model is held to: evaluation.yaml, and the inputs, which win. */
export interface Settings {
  metrics: Metric[];
  custom: CustomMetric[];
  thresholds: Threshold[];
  guarded: Record<string, Tolerance>;
  minRows: number;
  maxAgeDays: number | undefined;
  onSoft: "report" | "inconclusive" | "fail";
  sliceBy: string[];
  sliceMinRows: number;
  cluster: string | undefined;
  quality: QualityRule | undefined;
  suites: string[];
  budgetUsd: number | undefined;
}

type Given = Inputs<typeof spec>;

const usual = ["exact-match", "valid-json", "f1"];

/** @throws InputError with everything that is wrong in the file, or in the inputs */
export async function settingsOf(inputs: Given, file: NamedFile | undefined, deps: ActionDeps): Promise<Settings> {
  const config = file && (await readYaml(deps.files, file.path, evaluationConfigSchema, file.shown));
  const custom = (config?.metrics ?? []).filter((metric) => typeof metric !== "string");
  const own = await Promise.all(custom.map((metric) => customMetric(metric, deps)));
  const written = parseThresholds(inputs.thresholds ?? config?.thresholds ?? []);
  const named = inputs.metrics ?? config?.metrics?.map((metric) => (typeof metric === "string" ? metric : metric.name));
  const guarded = guardedBy(inputs, config);
  // what is held to a bar is measured, whether it was listed or not
  const asked = [
    ...(named ?? usual),
    ...written.map(({ metric }) => metric),
    ...Object.keys(guarded),
    ...(config?.quality ? [config.quality.metric] : []),
  ];
  const metrics = metricsNamed(named?.length === 0 ? [] : asked, inputs["label-field"], own);
  const { regression, slices, quality } = config ?? {};
  return {
    metrics,
    custom,
    thresholds: inUnits(written, metrics),
    guarded,
    minRows: regression?.minRows ?? 2,
    maxAgeDays: regression?.maxAgeDays,
    onSoft: regression?.onSoft ?? "inconclusive",
    sliceBy: [...new Set([...(slices?.by ?? []), ...written.flatMap(({ slice }) => slice?.key ?? [])])],
    sliceMinRows: slices?.minRows ?? 1,
    cluster: config?.cluster,
    quality: quality && {
      metric: metrics.find(({ name }) => name === quality.metric) as Metric,
      threshold: quality.threshold,
      perCase: quality.perCase,
    },
    suites: config?.suites ?? [],
    budgetUsd: inputs["budget-usd"] ?? config?.budgetUsd,
  };
}

function guardedBy(inputs: Given, config: EvaluationConfig | undefined): Record<string, Tolerance> {
  const named = config?.regression?.metrics ?? {};
  if (!inputs.guard) return named;
  return Object.fromEntries(inputs.guard.map((name) => [name, named[name] ?? { margin: 0 }]));
}
