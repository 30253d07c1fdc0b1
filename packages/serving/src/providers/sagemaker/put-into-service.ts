import { isDeepStrictEqual } from "node:util";
import { type Deployment, InputError, type ServedVariant, ToolkitError } from "#contracts";
import { isoTime } from "#platform";
import type { Candidate, Strategy } from "../../serving.ts";
import { containerOf, type SageMakerModel } from "./container.ts";
import type { Seen } from "./endpoint.ts";
import { provider } from "./failures.ts";
import { fleetOf, modelName } from "./fleet.ts";
import { requireGuardrail } from "./guardrail.ts";
import type { Home } from "./home.ts";
import { requireModel } from "./requirements.ts";
import type { Routes } from "./routes.ts";
import { stateTags } from "./state.ts";

/** SageMaker itself goes instance by instance, and back when an alarm is raised. */
const replaces = (strategy: Strategy): boolean => strategy === "all-at-once" || strategy === "rolling";

const unguarded = (): InputError =>
  new InputError([
    {
      where: "strategy",
      problem: "rolling is a guarded update of SageMaker's, and there are no guardrails",
      mend: "name alarms of CloudWatch in guardrail-alarms",
    },
  ]);

/** The verb deploy. */
export function putIntoService(home: Home, { confirm, bring, sweep, switchOver }: Routes) {
  const { ports, config, region, service, running, ours, url, eventOf, copyRecord, writePlan } = home;
  const { clock, log } = ports;
  const { endpoint } = config;

  function variantOf(candidate: Candidate, server: string): ServedVariant {
    const { modelRef, version, digest, contextSize, threads, parallel, extra } = candidate;
    const settings = { contextSize, threads, parallel, extra: { ...extra } };
    return { modelRef, version, digest, server, url, startedAt: isoTime(clock), settings };
  }

  async function deploy(candidate: Candidate, strategy: Strategy): Promise<Deployment> {
    const model = requireModel(candidate, config.model, region);
    if (strategy === "rolling" && config.guardrail?.routing !== "rolling") throw unguarded();
    if (config.guardrail) requireGuardrail(config.guardrail);
    const name = modelName(endpoint, candidate, model);
    let seen = await running.settled();
    if (seen?.status === "Failed") {
      await running.remove();
      seen = undefined;
    }
    const found = seen?.state.record;
    if (seen && found && [found.variants.baseline.server, found.variants.canary?.server].includes(name)) {
      log.notice(`${candidate.modelRef} is deployed already`);
      if (replaces(strategy) && found.variants.canary?.server === name) return await switchOver(seen);
      return await confirm(seen);
    }
    if (found?.variants.canary)
      throw new ToolkitError({
        code: "canary-present",
        provider,
        message: `${found.variants.canary.modelRef} stands as canary`,
        hint: "promote it or roll it back first",
      });
    // a guarded update keeps the variants' names, so that nothing may stand from before
    if (seen && config.guardrail && seen.variants.length > 1) {
      await sweep(seen);
      seen = await running.settled();
    }
    return await orNothing(seen, () => start(seen, { candidate, model, name, strategy }));
  }

  interface Started {
    candidate: Candidate;
    model: SageMakerModel;
    name: string;
    strategy: Strategy;
  }

  async function start(seen: Seen | undefined, { candidate, model, name, strategy }: Started): Promise<Deployment> {
    const found = seen?.state.record;
    await service.createModel({
      ModelName: name,
      PrimaryContainer: containerOf(candidate, model),
      ExecutionRoleArn: model.roleArn,
      Tags: [ours],
    });
    const fleet = fleetOf(name, model, config.startSeconds);
    const variant = variantOf(candidate, name);
    const id = `${endpoint}-${candidate.digest.slice(7, 19)}`;
    const deployed = eventOf("deployed", candidate.modelRef);
    if (!seen || !found) return await first({ id, variant, fleet, event: deployed, strategy });
    const beside: Deployment = {
      ...found,
      id,
      variants: { ...found.variants, canary: variant },
      previous: null,
      rollout: { strategy, step: "standing" },
      history: [...found.history, deployed],
    };
    const record: Deployment = replaces(strategy)
      ? {
          ...beside,
          variants: { baseline: variant, canary: null },
          previous: found.variants.baseline,
          rollout: { strategy, step: "settled" },
          history: [...beside.history, eventOf("promoted", candidate.modelRef)],
        }
      : beside;
    const next = await running.configure(record, [...seen.variants, fleet]);
    await writePlan(record);
    await bring(seen, record, next, replaces(strategy) ? config.guardrail : undefined);
    return record;
  }

  /** What is refused for good leaves nothing behind; what may go better is gone on with by the next run. */
  async function orNothing<Result>(before: Seen | undefined, work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof ToolkitError && !error.retryable)
        await undo(before).catch((cause: unknown) =>
          log.warning(`not all that was made could be taken away: ${cause}`),
        );
      throw error;
    }
  }

  async function undo(before: Seen | undefined): Promise<void> {
    if (!before) {
      if (!(await service.endpoint(endpoint))) await running.tidy(undefined, []);
      return;
    }
    const now = await running.look();
    // another run may have been faster
    if (now?.config !== before.config || !isDeepStrictEqual(now.state.record, before.state.record)) return;
    await running.write(before.arn, { ...before.state, next: null });
    await running.tidy(before.config, before.variants);
  }

  interface First {
    id: string;
    variant: ServedVariant;
    fleet: ReturnType<typeof fleetOf>;
    event: Deployment["history"][number];
    strategy: Strategy;
  }

  async function first({ id, variant, fleet, event, strategy }: First): Promise<Deployment> {
    const record: Deployment = {
      schemaVersion: 1,
      id,
      endpoint,
      target: "sagemaker",
      url,
      tokenFile: "",
      requestLog: "",
      variants: { baseline: variant, canary: null },
      previous: null,
      rollout: { strategy, step: "settled" },
      history: [event],
    };
    const name = await running.configure(record, [fleet]);
    await writePlan(record);
    const state = stateTags({ schemaVersion: 1, record, config: name, next: null });
    await service.createEndpoint(endpoint, name, [ours, ...state]);
    const seen = await running.settled();
    if (seen && seen.state.record.variants.baseline.server !== variant.server) throw running.contested();
    if (seen?.status !== "InService") {
      const reason = seen?.reason ?? "the endpoint is gone";
      await running.remove();
      throw running.unhealthy(reason);
    }
    await running.tidy(name, seen.variants);
    return await copyRecord(seen.state.record);
  }

  return deploy;
}
