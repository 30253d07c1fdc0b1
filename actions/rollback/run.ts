import type { ActionDeps, ActionResult, Inputs } from "#action-kit";
import { type Deployment, InputError, type PromotionRecord, type Settled } from "#contracts";
import { requireAlias, requireName } from "#registry";
import { deployReport, promotionReport, releaseReport, rendered } from "#reports";
import { deploymentAnnouncer } from "../announce-deployment.ts";
import { endpointAnnouncer } from "../announce-endpoint.ts";
import { carryOut } from "../carry-out.ts";
import { openRegistries } from "../open-registries.ts";
import { openServing } from "../open-serving.ts";
import { openState } from "../open-state.ts";
import type { Plan } from "../promotion-intent.ts";
import { latestEntries } from "../promotion-record.ts";
import { announceMerged, linkOf, propose, proposingOf } from "../proposed-promotion.ts";
import { releaseParts } from "../release-parts.ts";
import { changing } from "../unfinished-change.ts";
import { reconcile } from "./reconcile.ts";
import type { spec } from "./spec.ts";
import { wayBack } from "./way-back.ts";

/** Traffic first, whatever the registries say: users are served by a model that answers before anybody asks for records. */
export async function run(inputs: Inputs<typeof spec>, deps: ActionDeps): Promise<ActionResult<typeof spec>> {
  if (inputs.only !== undefined) return await reconcile(inputs.only, inputs, deps);
  const { github, log } = deps;
  const { endpoint, language, environment } = inputs;
  const alias = requireAlias(inputs.alias);
  const deployment = endpoint === undefined ? undefined : await trafficBack({ ...inputs, endpoint }, deps);
  const served = deployment?.variants.baseline.modelRef;
  const name = requireName(served?.split("#")[0] ?? nameOf(inputs));
  if (served) log.info(`all traffic is on ${served}`);

  const registries = await openRegistries(inputs.registries, inputs, deps);
  const announcer = deploymentAnnouncer(inputs, deps, { endpointUrl: deployment?.url, registries });
  let kept: PromotionRecord["kept"];
  let isRepeated = false;
  const plan = async (settled: readonly Settled[]): Promise<Plan | undefined> => {
    // what was half-done is back already; one more step back would undo the promotion before it
    if (served === undefined && settled.length > 0) return undefined;
    const last = (await registries[0]?.registry.promotions(name))?.findLast((entry) => entry.alias === alias);
    // the same step again must not go back one more
    isRepeated = served === undefined && last?.event === "rolled-back" && last.run !== "" && last.run === github.runUrl;
    if (isRepeated) return undefined;
    const way = await wayBack(registries, { name, alias, served });
    kept = typeof way === "string" ? way : undefined;
    if (typeof way === "string") return undefined;
    return {
      event: "rolled-back",
      name,
      alias,
      digest: way.digest,
      legs: way.legs,
      endpoint: endpoint ?? null,
      evidence: {},
      forced: null,
      environment,
      sha: github.sha,
      actor: github.actor,
      run: github.runUrl,
      seconds: 0,
    };
  };
  const proposing = proposingOf(registries);
  const planned = proposing && (await plan([]));
  const proposed = proposing && planned && (await propose(proposing, planned, announcer, deps));
  if (proposed) log.info(`${alias} of ${name} goes back when somebody merges ${linkOf(proposed)}, and not before`);
  else if (proposing) await announceMerged(proposing, name, alias, announcer);
  // a move that waited for a merge has nothing under way
  const { intent, settled } = proposing
    ? { intent: undefined, settled: [] }
    : await carryOut(
        {
          name,
          state: await openState(inputs, deps),
          parts: { registries, announce: announcer.announce },
          // it was moved a moment ago, by this run
          trafficOf: async (left) =>
            served === undefined || left.endpoint !== endpoint
              ? left.event === "promoted"
                ? "from"
                : "to"
              : served === `${name}#${left.digest}`
                ? "to"
                : "from",
          plan,
          isSame: (done) =>
            done.event === "rolled-back" &&
            done.alias === alias &&
            (served === undefined ? isRepeated : served === `${name}#${done.digest}`),
          shift: async () => undefined,
        },
        deps,
      );
  const now = await registries[0]?.registry.find(`${name}@${alias}`);
  const record: PromotionRecord = {
    schemaVersion: 1,
    event: "rolled-back",
    name,
    alias,
    digest: intent?.digest ?? now?.digest ?? null,
    legs: intent?.legs ?? planned?.legs ?? [],
    entries: await latestEntries(registries, name),
    settled,
    deployment: announcer.written(),
    evidence: {},
    forced: null,
    ...(proposed && { proposed }),
    ...(kept && settled.length === 0 && { kept }),
    endpoint: endpoint ?? null,
  };
  const last = deployment && deployReport("rollback", deployment, language);
  const said = promotionReport(record, language, last);
  const parts = await releaseParts(deps.files, inputs["report-dir"], deps.workspace);
  return {
    outputs: {
      "model-ref": served ?? now?.modelRef ?? "",
      endpoint: deployment?.url ?? "",
      version: intent || settled.length > 0 || isRepeated ? (now?.version ?? "") : "",
      proposal: proposed ? linkOf(proposed) : "",
      reconciled: "",
    },
    report: rendered(record, last ? releaseReport(parts, "rolled-back", said) : said),
  };
}

async function trafficBack(inputs: Inputs<typeof spec> & { endpoint: string }, deps: ActionDeps): Promise<Deployment> {
  const serving = await openServing(inputs, deps);
  const before = await serving.describe();
  if (!before) return await serving.rollback();
  const gone = (before.variants.canary ?? before.variants.baseline).modelRef;
  const status = endpointAnnouncer(inputs, deps);
  // the way back does not wait for what GitHub thinks of it
  await status.say(before.id, "in_progress", (text) => text.rollingBack(gone));
  const after = await status.failing(before.id, () => changing(deps, before.id, () => serving.rollback()));
  const { modelRef } = after.variants.baseline;
  if (modelRef === gone) await status.say(before.id, "success", (text) => text.serving(modelRef), after.url);
  else await status.say(before.id, "inactive", (text) => text.rolledBack(gone, modelRef));
  return after;
}

function nameOf({ name }: Inputs<typeof spec>): string {
  if (name !== undefined) return name;
  throw new InputError([{ where: "endpoint", problem: "neither endpoint nor name is given" }]);
}
