import { createHash } from "node:crypto";
import type { ActionDeps, Inputs } from "#action-kit";
import { type CanaryMetricsConfig, InputError, type Problem } from "#contracts";
import { type CountedTelemetry, countedProviders, type Labels, labelsOf } from "#telemetry";
import { dialectOf, valuesFor } from "./dialect-of.ts";
import type { spec } from "./spec.ts";

export interface CountedSource {
  telemetry: CountedTelemetry;
  /** What is read, without a secret: two runs with the same one read the same counts. */
  name: string;
}

/** What is read beside errors and latency, and by which names. */
export interface Reading {
  config: CanaryMetricsConfig | undefined;
  /** Further metrics that histograms tell. */
  metrics: readonly string[];
}

type Open = (inputs: Inputs<typeof spec>, deps: ActionDeps, reading: Reading) => Promise<CountedSource>;

/** One line a source that somebody else counts for; `metric-source` chooses. */
const sources: Record<Exclude<Inputs<typeof spec>["metric-source"], "file" | "router">, Open> = {
  prometheus: openPrometheus,
  "ray-serve": openRayServe,
  cloudwatch: openCloudWatch,
};

/** @throws InputError with everything that the chosen source lacks */
export async function countedSource(
  inputs: Inputs<typeof spec>,
  deps: ActionDeps,
  reading: Reading,
): Promise<CountedSource> {
  const chosen = inputs["metric-source"];
  if (chosen === "file" || chosen === "router") throw new TypeError(`${chosen} counts by itself`);
  return await sources[chosen](inputs, deps, reading);
}

async function openPrometheus(
  inputs: Inputs<typeof spec>,
  deps: ActionDeps,
  { config, metrics }: Reading,
): Promise<CountedSource> {
  const problems: Problem[] = [];
  const url = inputs["prometheus-url"];
  if (!url) problems.push({ where: "prometheus-url", problem: needed, mend: "name it, or set PROMETHEUS_URL" });
  if (inputs["prometheus-token"] && inputs["prometheus-user"])
    problems.push({ where: "prometheus-token", problem: "stands beside prometheus-user", legal: "one of the two" });
  // labels that the router writes; nobody else does
  const ours = inputs["prometheus-dialect"] === "llm" && config?.counters?.requests === undefined;
  const more = ours && inputs.endpoint !== undefined ? { endpoint: inputs.endpoint } : {};
  const { canary, baseline } = armLabels(inputs, problems, more, (arm) => (ours ? [`variant=${arm}`] : []));
  if (problems.length > 0) throw new InputError(problems);
  const telemetry = await countedProviders.prometheus(deps, {
    url: url ?? "",
    token: inputs["prometheus-token"],
    user: inputs["prometheus-user"],
    password: inputs["prometheus-password"],
    canary,
    baseline,
    dialect: { ...dialectOf(inputs, config), values: valuesFor(metrics, inputs, config) },
    valueLabels: config?.counters?.valueLabels,
  });
  const names = [...(ours ? [] : [inputs["prometheus-dialect"]]), ...(config?.counters ? [config.counters] : [])];
  return { telemetry, name: nameOf("prometheus", url, canary, baseline, ...names) };
}

async function openRayServe(
  inputs: Inputs<typeof spec>,
  deps: ActionDeps,
  { config, metrics: further }: Reading,
): Promise<CountedSource> {
  const problems: Problem[] = [];
  const [metrics, address] = [inputs["ray-metrics"] ?? [], inputs["ray-address"]];
  if (metrics.length === 0 && !address)
    problems.push({ where: "ray-address", problem: needed, mend: "name it, or the nodes in ray-metrics" });
  const unknown = metrics.filter((each) => !URL.canParse(/^https?:\/\//.test(each) ? each : `http://${each}`));
  for (const each of unknown)
    problems.push({ where: "ray-metrics", problem: `${JSON.stringify(each)} is no address`, legal: "host:port" });
  const { canary, baseline } = armLabels(inputs, problems, {}, () => []);
  if (problems.length > 0) throw new InputError(problems);
  const telemetry = await countedProviders["ray-serve"](deps, {
    metrics,
    address,
    token: inputs["ray-token"],
    canary,
    baseline,
    values: valuesFor(further, inputs, config),
    valueLabels: config?.counters?.valueLabels,
  });
  const names = config?.counters ? [config.counters] : [];
  return { telemetry, name: nameOf("ray-serve", address ?? metrics, canary, baseline, ...names) };
}

async function openCloudWatch(inputs: Inputs<typeof spec>, deps: ActionDeps): Promise<CountedSource> {
  const problems: Problem[] = [];
  const { region = "", endpoint = "" } = inputs;
  if (region === "") problems.push({ where: "region", problem: needed, mend: "name it, or set AWS_REGION" });
  if (endpoint === "") problems.push({ where: "endpoint", problem: needed, mend: "name SageMaker's endpoint" });
  const labels = armLabels(inputs, problems, {}, () => []);
  for (const arm of ["canary", "baseline"] as const)
    if (Object.keys(labels[arm]).some((name) => name !== "VariantName"))
      problems.push({ where: `${arm}-selector`, problem: "names more than a variant", legal: "VariantName=NAME" });
  if (problems.length > 0) throw new InputError(problems);
  const [canary, baseline] = [labels.canary["VariantName"] ?? "", labels.baseline["VariantName"] ?? ""];
  const telemetry = await countedProviders.cloudwatch(deps, { region, endpointName: endpoint, canary, baseline });
  return { telemetry, name: nameOf("cloudwatch", region, endpoint, canary, baseline) };
}

const needed = "is needed by this metric-source";

function armLabels(
  inputs: Inputs<typeof spec>,
  problems: Problem[],
  more: Labels,
  unlessTold: (arm: "canary" | "baseline") => string[],
): { canary: Labels; baseline: Labels } {
  const labelsFor = (arm: "canary" | "baseline"): Labels => {
    const told = inputs[`${arm}-selector`] ?? [];
    const items = told.length > 0 ? told : unlessTold(arm);
    return { ...collected(problems, () => labelsOf(`${arm}-selector`, items)), ...more };
  };
  const arms = { canary: labelsFor("canary"), baseline: labelsFor("baseline") };
  requireDifferent(arms.canary, arms.baseline, problems);
  return arms;
}

function requireDifferent(canary: Labels, baseline: Labels, problems: Problem[]): void {
  if (problems.length > 0 || Object.entries(canary).some(([name, value]) => (baseline[name] ?? value) !== value))
    return;
  problems.push({
    where: "canary-selector",
    problem: "selects series that baseline-selector selects too",
    legal: "one label with another value in each",
  });
}

function collected<Value>(problems: Problem[], read: () => Value): Value | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    problems.push(...error.problems);
    return undefined;
  }
}

/** Addresses may be long and their paths private: a hash of them tells sources apart. */
function nameOf(provider: string, ...what: unknown[]): string {
  const hash = createHash("sha256").update(JSON.stringify(what)).digest("hex").slice(0, 16);
  return `${provider}:${hash}`;
}
