import { resolve } from "node:path";
import type { ActionDeps, Inputs } from "#action-kit";
import { type CanarySettings, defaultSettings, type Overdispersion, overdispersionOf, type Window } from "#canary";
import { canaryWindowSchema, InputError } from "#contracts";
import { readRows } from "#platform";
import { problemsOfCounters } from "./dialect-of.ts";
import { readMetricsConfig, unknownMetrics } from "./metrics-config.ts";
import type { spec } from "./spec.ts";

/** The gate's inputs as the rules of a rollout. */
export async function settingsOf(
  inputs: Inputs<typeof spec>,
  deps: Pick<ActionDeps, "files" | "workspace">,
): Promise<CanarySettings> {
  const config = await readMetricsConfig(inputs, deps);
  const dryRun = inputs["dry-run-metrics"] ?? [];
  const settings: CanarySettings = {
    ...defaultSettings,
    alpha: inputs.alpha,
    minRequests: inputs["min-requests"],
    null: inputs.null,
    rule: inputs.rule === "specification" ? "specification" : "evidence",
    ...(config && { weights: config.shares, further: config.further }),
    ...(dryRun.length > 0 && { dryRun }),
    assignment: inputs.assignment,
    overdispersion: inputs["baseline-windows"] ? await readWindows(inputs["baseline-windows"], deps) : undefined,
  };
  const source = inputs["metric-source"];
  const ours = source === "file" || source === "router";
  const problems = [
    ...unknownMetrics("dry-run-metrics", dryRun, settings),
    ...(ours ? problemsOfCounters(inputs, config) : []),
  ];
  if (problems.length > 0) throw new InputError(problems);
  return settings;
}

/** Windows that do not tell a metric do not count for it. */
async function readWindows(
  path: string,
  { files, workspace }: Pick<ActionDeps, "files" | "workspace">,
): Promise<{ errors: Overdispersion; latency: Overdispersion }> {
  const errors: Window[] = [];
  const latency: Window[] = [];
  for await (const { row } of readRows(files, resolve(workspace, path), canaryWindowSchema)) {
    if (row.errors !== undefined) errors.push([row.requests, row.errors]);
    if (row.over_tau !== undefined) latency.push([row.requests, row.over_tau]);
  }
  return { errors: overdispersionOf(errors), latency: overdispersionOf(latency) };
}
