import { join } from "node:path";
import type { ActionDeps, Inputs } from "#action-kit";
import { type CanaryReport, deploymentSchema, ToolkitError } from "#contracts";
import { readJson, stateFolder } from "#platform";
import { endpointAnnouncer } from "../announce-endpoint.ts";
import { drivenBy } from "./driven.ts";
import { endpointOf } from "./endpoint.ts";
import type { spec } from "./spec.ts";

/** The looks' outcome as the status of the deployment that they judge, as far as it is known. */
export async function announceVerdict(
  inputs: Inputs<typeof spec>,
  deps: ActionDeps,
  work: () => Promise<CanaryReport>,
): Promise<CanaryReport> {
  const { endpoint } = inputs;
  if (endpoint === undefined || inputs["github-token"] === undefined) return await work();
  const id = await deploymentOf({ ...inputs, endpoint }, deps);
  if (id === undefined) return await work();
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

/** By what serves the endpoint, where the gate knows that; else by this machine's record of it. */
async function deploymentOf(
  inputs: Inputs<typeof spec> & { endpoint: string },
  deps: ActionDeps,
): Promise<string | undefined> {
  const path = join(
    inputs["state-dir"] ?? stateFolder(deps.environment),
    "deployments",
    inputs.endpoint,
    "deployment.json",
  );
  try {
    const driven = drivenBy(inputs);
    if (driven) return (await endpointOf(driven, inputs, deps).see()).deployment.id;
    if (await deps.files.stat(path)) return (await readJson(deps.files, path, deploymentSchema, path)).id;
    deps.log.info(`no status is written at GitHub: neither a target is given nor is ${path} there`);
  } catch (error) {
    // the work meets the same, and says it
    if (!(error instanceof ToolkitError)) throw error;
  }
  return undefined;
}
