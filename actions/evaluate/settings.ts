import type { ActionDeps, Inputs } from "#action-kit";
import {
  type CustomMetric,
  type EvaluationConfig,
  evaluationConfigSchema,
  type PriceTable,
  type Threshold,
  type Tolerance,
} from "#contracts";
import { inUnits, type Metric, metricsNamed, parseThresholds, type QualityRule } from "#evaluation";
import { readYaml } from "#platform";
import { type JudgeSettings, judgeSettings } from "../judge-settings.ts";
import type { NamedFile } from "./bar.ts";
import { customMetric } from "./custom-metrics.ts";
import { embeddingMetric } from "./embedding.ts";
import { judgeMetrics, mentionsJudge } from "./judge-metrics.ts";
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
  judge: JudgeSettings | undefined;
  embedding: EvaluationConfig["embedding"];
  budgetUsd: number | undefined;
  prices: PriceTable | undefined;
}

type Given = Inputs<typeof spec>;

const usual = ["exact-match", "valid-json", "f1"];

/** @throws InputError with everything that is wrong in the file, or in the inputs */
export async function settingsOf(
  inputs: Given,
  file: NamedFile | undefined,
  imported: readonly Metric[],
  deps: ActionDeps,
): Promise<Settings> {
  const config = file && (await readYaml(deps.files, file.path, evaluationConfigSchema, file.shown));
  const custom = (config?.metrics ?? []).filter((metric) => typeof metric !== "string");
  const written = parseThresholds(inputs.thresholds ?? config?.thresholds ?? []);
  const guarded = guardedBy(inputs, config);
  const named = inputs.metrics ?? config?.metrics?.map((metric) => (typeof metric === "string" ? metric : metric.name));
  // what is held to a bar is measured, whether it was listed or not
  const heldTo = [
    ...written.map(({ metric }) => metric),
    ...Object.keys(guarded),
    ...(config?.quality ? [config.quality.metric] : []),
  ];
  const judge = judgeOf(inputs, config, [...(named ?? []), ...heldTo]);
  const usualHere = imported.length > 0 ? imported.map(({ name }) => name) : usual;
  const asked = [...(named ?? (judge?.alone ? [] : usualHere)), ...heldTo, ...(judge ? ["judge"] : [])];
  const own = [
    ...(await Promise.all(custom.map((metric) => customMetric(metric, deps)))),
    ...imported,
    ...(judge ? judgeMetrics(judge.settings) : []),
    ...(config?.embedding ? [embeddingMetric(config.embedding)] : []),
  ];
  const metrics = metricsNamed(named?.length === 0 ? [] : asked, inputs["label-field"], own);
  const { regression, slices, quality } = config ?? {};
  return {
    metrics,
    custom: custom.filter(({ name }) => metrics.some((metric) => metric.name === name)),
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
    judge: judge?.settings,
    embedding: metrics.some(({ name }) => name === "embedding-cosine") ? config?.embedding : undefined,
    budgetUsd: inputs["budget-usd"] ?? config?.budgetUsd,
    prices: config?.prices,
  };
}

/** A judge is asked where one is configured, or where a metric of its is named. */
function judgeOf(
  inputs: Given,
  config: EvaluationConfig | undefined,
  names: readonly string[],
): { settings: JudgeSettings; alone: boolean } | undefined {
  const calibrating = inputs.mode === "calibrate";
  if (!config?.judge && !calibrating && !inputs["judge-model"] && !mentionsJudge(names)) return undefined;
  return { settings: judgeSettings(config?.judge, inputs["judge-model"]), alone: calibrating };
}

function guardedBy(inputs: Given, config: EvaluationConfig | undefined): Record<string, Tolerance> {
  const named = config?.regression?.metrics ?? {};
  if (!inputs.guard) return named;
  return Object.fromEntries(inputs.guard.map((name) => [name, named[name] ?? { margin: 0 }]));
}
