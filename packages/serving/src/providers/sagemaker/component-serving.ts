import { type Deployment, type ServedVariant, ToolkitError } from "#contracts";
import { isoTime } from "#platform";
import { atStep } from "../../rollout.ts";
import { type Candidate, deploymentId, type Strategy, type VariantHealth } from "../../serving.ts";
import { batchesOf, type ComponentHosting, componentOf, type SeenComponent, specificationOf } from "./component.ts";
import { containerOf } from "./container.ts";
import { instancesOf, modelName } from "./fleet.ts";
import type { Home } from "./home.ts";
import type { SageMakerModel } from "./model.ts";
import type { Seen } from "./seen.ts";
import { recordIn, type Submitted, stateTags } from "./state.ts";

export const isComponent = (seen: Seen): boolean => seen.state.record.hosting === "inference-component";

/**
 * The verbs on an endpoint of one inference component: another model takes its copies over in batches. The model from
 * before stays at SageMaker until a promotion has baked it, so that a rollback can give the copies back to it.
 * It has no copies meanwhile, so that the record calls the rollout settled as soon as the other one has them.
 */
export function componentServing(home: Home) {
  const { ports, config, service, running, ours, url, settled, eventOf, copyRecord, writePlan } = home;
  const { endpoint, startSeconds } = config;
  const { clock, log, secrets } = ports;
  const component = componentOf(home);

  /** The record with what a run set out to do, when the component shows that it happened. */
  function recordOf({ state }: Seen, now: SeenComponent | undefined): Deployment {
    const next = state.next?.record;
    return next && now?.status === "InService" && now.model === next.variants.baseline.server ? next : state.record;
  }

  /** Written down, with the models that it names and no other. */
  async function settle(seen: Seen, record: Deployment): Promise<Deployment> {
    await running.write(seen.arn, { schemaVersion: 1, record, config: seen.config, next: null });
    const kept = [record.variants.baseline, record.previous].flatMap((one) => (one ? [{ ModelName: one.server }] : []));
    await running.tidy(
      seen.config,
      kept.map((fleet) => ({ VariantName: "baseline", ...fleet })),
    );
    return await copyRecord(record);
  }

  async function change(
    seen: Seen,
    record: Deployment,
    act: (asked: () => Promise<void>) => Promise<void>,
  ): Promise<Deployment> {
    await running.change(seen, { record, config: seen.config, scaling: undefined }, act);
    return await settle(seen, record);
  }

  interface Wanted {
    candidate: Candidate;
    model: SageMakerModel;
    strategy: Strategy;
    submitted: Submitted | undefined;
  }

  async function deploy(
    { candidate, model, strategy, submitted }: Wanted,
    seen: Seen | undefined,
  ): Promise<Deployment> {
    const hosting = model.hosting as ComponentHosting;
    const name = modelName(endpoint, candidate, model);
    const specification = specificationOf(name, hosting, startSeconds);
    const how = batchesOf(config.guardrail);
    const now = seen && (await component.settled());
    const found = seen && recordOf(seen, now);
    if (seen && found && now?.status === "InService" && now.model === name && found.variants.baseline.server === name) {
      log.notice(`${candidate.modelRef} is deployed already`);
      await component.serve(specification, hosting.copies, how);
      return await settle(seen, found);
    }
    await service.createModel({
      ModelName: name,
      PrimaryContainer: containerOf(candidate, model),
      ExecutionRoleArn: model.roleArn,
      Tags: [ours],
    });
    const variant = variantOf(candidate, name);
    const id = deploymentId(endpoint, candidate.digest);
    const deployed = eventOf("deployed", candidate.modelRef);
    if (!seen || !found) return await first({ id, variant, event: deployed, model, strategy, submitted });
    // a run that was killed between the endpoint and its component goes on here
    if (found.variants.baseline.server === name) {
      await component.serve(specification, hosting.copies, how);
      return await settle(seen, found);
    }
    const record: Deployment = {
      ...found,
      id,
      variants: { baseline: variant, canary: null },
      previous: found.variants.baseline,
      rollout: { strategy, step: "settled" },
      history: [...found.history, deployed, eventOf("promoted", candidate.modelRef)],
    };
    await writePlan(record);
    try {
      return await change(seen, record, (asked) => component.serve(specification, hosting.copies, how, asked));
    } catch (error) {
      // what is refused for good leaves nothing behind
      if (error instanceof ToolkitError && !error.retryable)
        await settle(seen, found).catch((cause: unknown) =>
          log.warning(`not all that was made could be taken away: ${cause}`),
        );
      throw error;
    }
  }

  function variantOf(candidate: Candidate, server: string): ServedVariant {
    const { modelRef, version, digest, contextSize, threads, parallel, extra } = candidate;
    const settings = { contextSize, threads, parallel, extra: { ...extra } };
    return { modelRef, version, digest, server, url, startedAt: isoTime(clock), settings };
  }

  interface First {
    id: string;
    variant: ServedVariant;
    event: Deployment["history"][number];
    model: SageMakerModel;
    strategy: Strategy;
    submitted: Submitted | undefined;
  }

  async function first({ id, variant, event, model, strategy, submitted }: First): Promise<Deployment> {
    const hosting = model.hosting as ComponentHosting;
    const record: Deployment = {
      schemaVersion: 1,
      id,
      endpoint,
      target: "sagemaker",
      url,
      tokenFile: "",
      requestLog: "",
      hosting: hosting.mode,
      variants: { baseline: variant, canary: null },
      previous: null,
      rollout: { strategy, step: "settled" },
      history: [event],
    };
    const features = { capture: config.capture, roleArn: model.roleArn };
    const configName = await running.configureHost(instancesOf(model), features);
    await writePlan(record);
    const state = stateTags({
      schemaVersion: 1,
      record,
      config: configName,
      next: null,
      ...(submitted && { submitted }),
    });
    await service.createEndpoint(endpoint, configName, [ours, ...state]).catch(async (error: unknown) => {
      if (!(await service.endpoint(endpoint))) await running.tidy(undefined, []);
      throw error;
    });
    const seen = await running.settled();
    try {
      if (seen?.status !== "InService") throw running.unhealthy(seen?.reason ?? "the endpoint is gone");
      if (seen.state.record.variants.baseline.server !== variant.server) throw running.contested();
      await component.serve(specificationOf(variant.server, hosting, startSeconds), hosting.copies);
    } catch (error) {
      if (error instanceof ToolkitError && !error.retryable)
        await takeAway().catch((cause: unknown) => log.warning(`not all that was made could be taken away: ${cause}`));
      throw error;
    }
    return await settle(seen, record);
  }

  async function takeAway(): Promise<void> {
    await component.remove();
    await running.remove();
  }

  /** What became of a submission: how far it is, or why it failed, with nothing of it left. */
  async function followed(seen: Seen): Promise<string | undefined> {
    const now = await component.look();
    const { next, record } = seen.state;
    if (now && /^(Creating|Updating)$/.test(now.status)) return now.status;
    const isBack = next?.asked && now?.status === "InService" && now.model !== next.record.variants.baseline.server;
    if (now?.status !== "Failed" && !isBack) return undefined;
    if (isBack) await settle(seen, record);
    else await takeAway();
    throw component.unhealthy(now?.reason ?? "");
  }

  return {
    deploy,
    followed,
    async describe(seen: Seen): Promise<Deployment | undefined> {
      const now = await component.look();
      // until its component was there once, nothing has been deployed
      if (!now || now.status === "Failed") return undefined;
      return recordIn({ ...seen.state, record: recordOf(seen, now) });
    },
    async health({ state }: Seen): Promise<{ baseline: VariantHealth; canary: null }> {
      const now = await component.look();
      const copies = `${now?.copies.now ?? 0} of ${now?.copies.wanted ?? 0} copies`;
      const reason = `${now?.status ?? "gone"}: ${copies}${now?.reason ? `; ${now.reason}` : ""}`;
      const { modelRef } = state.record.variants.baseline;
      const healthy = (now?.copies.now ?? 0) > 0 && now?.status !== "Failed";
      return { baseline: { modelRef, healthy, reason: secrets.redact(reason) }, canary: null };
    },
    /** It has all traffic since it was deployed; what a killed run set out to do is written down. */
    async promote(seen: Seen): Promise<Deployment> {
      return await settle(seen, recordOf(seen, await component.settled()));
    },
    async endIf({ config: serves, state }: Seen, isOver: (record: Deployment) => boolean) {
      const { record } = state;
      const { previous, variants } = record;
      const bakes = previous !== null && (await service.hasModel(previous.server)) && !isOver(record);
      if (!bakes) await running.tidy(serves, [{ VariantName: "baseline", ModelName: variants.baseline.server }]);
      return { record, bakes };
    },
    /** After a killed run. Of a first one that brought no component into service nothing stays. */
    async settle(seen: Seen): Promise<Deployment | undefined> {
      const now = await component.settled();
      const { previous, history } = seen.state.record;
      if ((now && now.status !== "Failed") || previous || history.length > 1)
        return await settle(seen, recordOf(seen, now));
      await takeAway();
      return undefined;
    },
    async rollback(seen: Seen): Promise<Deployment> {
      const now = await component.settled();
      const record = recordOf(seen, now);
      const { previous, variants } = record;
      if (!now || !previous || !(await service.hasModel(previous.server))) return await settle(seen, record);
      const back: Deployment = {
        ...atStep(record, "settled"),
        variants: { baseline: previous, canary: null },
        previous: null,
        history: [...record.history, eventOf("rolled-back", variants.baseline.modelRef)],
      };
      // what a killed run set out to do is settled first, or the endpoint would seem to be changed by two
      await running.write(seen.arn, { schemaVersion: 1, record, config: seen.config, next: null });
      const specification = { ...now.specification, ModelName: previous.server };
      return await change(await settled(), back, () => component.serve(specification, now.copies.wanted));
    },
    /** The component, before the endpoint. */
    takeAway,
  };
}
