import type { ActionDeps, ActionResult, Inputs } from "#action-kit";
import { type Deployment, InputError, ToolkitError } from "#contracts";
import { deployReport, rendered } from "#reports";
import type { Candidate, Progress, Serving } from "#serving";
import type { EndpointAnnouncer } from "../announce-endpoint.ts";
import { changing } from "../unfinished-change.ts";
import { deployed, recordPath, sayDeployed } from "./deployed.ts";
import type { spec } from "./spec.ts";

/** Why a target's deployment cannot be left alone, and what is there instead. */
const waitsFor = {
  local: "a server on this machine is up within minutes, and there is nothing to come back to",
  "ray-serve": "Ray Serve gives no candidate its traffic by itself: somebody has to wait for the replicas",
} as const;

/** @throws InputError where nothing goes on without somebody who waits */
export function requireMode({ mode, target }: Pick<Inputs<typeof spec>, "mode" | "target">): void {
  if (mode === "run" || target === "sagemaker" || target === "kubernetes") return;
  const problem = `${mode} is not for target: ${target}: ${waitsFor[target]}`;
  throw new InputError([
    { where: "mode", problem, legal: "run; submit and collect with target: sagemaker, kubernetes" },
  ]);
}

interface Later {
  serving: Serving;
  candidate: Candidate;
  announcer: EndpointAnnouncer;
  /** Of the deployment. */
  id: string;
}

/** Asks and does not wait, or takes one look. What is under way outlives this job: its post step undoes none of it. */
export async function deployLater(
  inputs: Inputs<typeof spec>,
  deps: ActionDeps,
  { serving, candidate, announcer, id }: Later,
): Promise<ActionResult<typeof spec>> {
  const { mode, strategy } = inputs;
  const { modelRef } = candidate;
  const ask = mode === "submit" ? serving.submit : serving.collect;
  if (!ask) throw new Error(`${inputs.target} has no ${mode}`);
  if (mode === "submit") await announcer.open(id, (text) => text.deploying(modelRef, strategy));
  const work = () => changing(deps, id, () => ask(candidate, strategy));
  const progress = mode === "submit" ? await announcer.failing(id, work) : await overOrNot(work, id, announcer);
  if (progress?.state === "deployed") {
    const { record } = progress;
    if (!progress.already) await sayDeployed(announcer, record);
    return deployed(inputs, deps, record, beforeIn(record), mode === "collect" && !progress.already);
  }
  if (mode === "submit") await announcer.say(id, "in_progress", (text) => text.submitted(modelRef));
  return notYet(inputs, deps, id, { modelRef, progress });
}

/** What is on its way, or was never sent there. */
export function notYet(
  inputs: Inputs<typeof spec>,
  deps: ActionDeps,
  id: string,
  { modelRef, progress }: { modelRef: string; progress: Exclude<Progress, { state: "deployed" }> | undefined },
): ActionResult<typeof spec> {
  if (!progress) {
    deps.log.notice(
      `nothing of ${modelRef} was submitted to ${inputs.endpoint}, or it came to nothing and was told of`,
    );
    return { outputs: { ...nothing, "deployment-id": id, deployment: recordPath(inputs, deps) } };
  }
  const { record } = progress;
  deps.log.info(`${modelRef} is on its way: ${progress.reason}`);
  const served = record.pending?.isFirst ? undefined : record;
  return {
    outputs: {
      ...nothing,
      outcome: "in-progress",
      "deployment-id": id,
      endpoint: served?.url ?? "",
      previous: served?.variants.baseline.modelRef ?? "",
      deployment: recordPath(inputs, deps),
      "first-deployment": served === undefined,
    },
    report: rendered(record, deployReport("deploy", record, inputs.language, { underWay: progress.reason })),
  };
}

const nothing = {
  outcome: "none",
  collected: false,
  endpoint: "",
  "canary-endpoint": "",
  previous: "",
  manifest: "",
  "first-deployment": false,
} as const;

const isFirst = ({ history }: Deployment): boolean => history.length === 1;

/** What was in service before this deployment; a look back, since it came long after the run that asked for it. */
export function beforeIn(record: Deployment): string | undefined {
  const { variants, previous } = record;
  if (variants.canary) return variants.baseline.modelRef;
  return isFirst(record) ? undefined : (previous?.modelRef ?? "");
}

/** What failed for good is said at GitHub; who could not look, or asked for another model, says nothing of this one. */
async function overOrNot<Result>(work: () => Promise<Result>, id: string, announcer: EndpointAnnouncer) {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ToolkitError && /^(server-unhealthy|endpoint-broken)$/.test(error.code))
      await announcer.say(id, "failure", (text) => text.failed(`${error.code}: ${error.message}`.replace(/\s+/g, " ")));
    throw error;
  }
}
