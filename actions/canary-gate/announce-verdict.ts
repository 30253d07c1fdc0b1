import { join } from "node:path";
import type { ActionDeps, Inputs } from "#action-kit";
import { type CanaryReport, deploymentSchema } from "#contracts";
import { readJson, stateFolder } from "#platform";
import { endpointAnnouncer } from "../announce-endpoint.ts";
import type { spec } from "./spec.ts";

/** The looks' outcome as the status of the deployment that they judge, where this machine has its record. */
export async function announceVerdict(
  inputs: Inputs<typeof spec>,
  deps: ActionDeps,
  work: () => Promise<CanaryReport>,
): Promise<CanaryReport> {
  const { endpoint } = inputs;
  const folder = join(inputs["state-dir"] ?? stateFolder(deps.environment), "deployments", endpoint ?? "");
  const path = join(folder, "deployment.json");
  const isKnown = endpoint !== undefined && inputs["github-token"] !== undefined && (await deps.files.stat(path));
  if (!isKnown) return await work();
  const { id } = await readJson(deps.files, path, deploymentSchema, path);
  const status = endpointAnnouncer(inputs, deps);
  await status.say(id, "in_progress", (text) => text.judging(endpoint));
  const report = await status.failing(id, work);
  const reasons = (report.looks.at(-1)?.reasons ?? [])
    .map(({ reason, metric }) => (metric ? `${reason}:${metric}` : reason))
    .join(", ");
  const { verdict, looks } = report;
  if (verdict === "pass") await status.say(id, "in_progress", (text) => text.passed(looks.length));
  else if (verdict === "fail") await status.say(id, "failure", (text) => text.failedGate(reasons));
  else await status.say(id, "in_progress", (text) => text.undecided(reasons));
  return report;
}
