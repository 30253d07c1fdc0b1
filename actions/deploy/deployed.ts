import { join } from "node:path";
import type { ActionDeps, ActionResult, Inputs } from "#action-kit";
import type { Deployment } from "#contracts";
import { stateFolder } from "#platform";
import { deployReport, rendered } from "#reports";
import type { EndpointAnnouncer } from "../announce-endpoint.ts";
import type { spec } from "./spec.ts";

/** Says at GitHub what became of it. */
export async function sayDeployed(announcer: EndpointAnnouncer, { id, url, variants }: Deployment): Promise<void> {
  const { baseline, canary } = variants;
  if (canary) await announcer.say(id, "in_progress", (text) => text.standing(canary.modelRef));
  else await announcer.say(id, "success", (text) => text.serving(baseline.modelRef), url);
}

/** @param before what was in service; undefined at the first deployment */
export function deployed(
  inputs: Inputs<typeof spec>,
  deps: ActionDeps,
  deployment: Deployment,
  before: string | undefined,
  collected = false,
): ActionResult<typeof spec> {
  const { baseline, canary } = deployment.variants;
  const canaryUrl = canary && addressOf(deployment, canary.url);
  const beside = deployment.shadow === undefined ? `at ${canaryUrl}, without traffic yet` : "copies of requests";
  const { modelRef } = canary ?? baseline;
  deps.log.info(`${modelRef} answers${canary ? ` ${beside}` : ""}; the router is ${deployment.url}`);
  return {
    outputs: {
      outcome: "deployed",
      collected,
      "deployment-id": deployment.id,
      endpoint: deployment.url,
      "canary-endpoint": canaryUrl ?? "",
      previous: before ?? "",
      deployment: recordPath(inputs, deps),
      manifest: "",
      "first-deployment": before === undefined,
    },
    report: rendered(deployment, deployReport("deploy", deployment, inputs.language)),
  };
}

export function recordPath(inputs: Inputs<typeof spec>, { environment }: ActionDeps): string {
  return join(inputs["state-dir"] ?? stateFolder(environment), "deployments", inputs.endpoint, "deployment.json");
}

/** SageMaker has one address: the variant is named by a header, and a shadow not at all. */
function addressOf({ target, shadow }: Deployment, url: string): string | null {
  if (target !== "sagemaker") return `${url}/v1`;
  return shadow === undefined ? url : null;
}
