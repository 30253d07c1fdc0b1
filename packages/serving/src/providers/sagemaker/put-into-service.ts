import { isDeepStrictEqual } from "node:util";
import { type Deployment, InputError, type ServedVariant, ToolkitError } from "#contracts";
import { isoTime } from "#platform";
import { type Candidate, deploymentId, type Strategy } from "../../serving.ts";
import { shapedBy } from "../../shadow.ts";
import type { componentServing } from "./component-serving.ts";
import { containerOf } from "./container.ts";
import { provider } from "./failures.ts";
import { type Features, saidOf } from "./features.ts";
import { fleetOf, modelName } from "./fleet.ts";
import type { Home } from "./home.ts";
import { modeOf } from "./hosting.ts";
import type { SageMakerModel } from "./model.ts";
import { requireDeployable, requireMode } from "./requirements.ts";
import type { Routes } from "./routes.ts";
import type { Seen } from "./seen.ts";
import { type ServingState, type Submitted, stateTags } from "./state.ts";

type Components = Pick<ReturnType<typeof componentServing>, "deploy">;
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
export function putIntoService(
  home: Home,
  { confirm, bring, sweep, reshape, switchOver }: Routes,
  components: Components,
) {
  const { ports, config, region, service, running, ours, url, eventOf, writePlan } = home;
  const { clock, log } = ports;
  const { endpoint } = config;

  function variantOf(candidate: Candidate, server: string): ServedVariant {
    const { modelRef, version, digest, contextSize, threads, parallel, extra } = candidate;
    const settings = { contextSize, threads, parallel, extra: { ...extra } };
    return { modelRef, version, digest, server, url: address, startedAt: isoTime(clock), settings };
  }

  /** @param submitted what is written down of a deployment that nobody here waits for */
  async function deploy(candidate: Candidate, strategy: Strategy, submitted?: Submitted): Promise<Deployment> {
    const model = requireDeployable(candidate, strategy, config, region);
    const isComponentMode = modeOf(model) === "inference-component";
    if (strategy === "rolling" && !isComponentMode && config.guardrail?.routing !== "rolling") throw unguarded();
    const name = modelName(endpoint, candidate, model);
    let seen = await running.settled();
    if (seen?.status === "Failed") {
      await running.remove();
      seen = undefined;
    }
    const found = seen?.state.record;
    if (seen) requireMode(seen, modeOf(model), endpoint);
    if (modeOf(model) === "inference-component")
      return await components.deploy({ candidate, model, strategy, submitted }, seen);
    if (seen && config.scaling) await home.scaling.requireOurs(["baseline", "canary"]);
    if (seen && found && [found.variants.baseline.server, found.variants.canary?.server].includes(name)) {
      log.notice(`${candidate.modelRef} is deployed already`);
      if (found.variants.canary?.server !== name) return await adjust(seen);
      if (replaces(strategy)) return await switchOver(seen);
      const shaped = shapedBy(strategy, found, config.shadowShare);
      return await adjust(shaped.shadow === found.shadow ? seen : await reshape(seen, shaped));
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
    return await orNothing(seen, () => start(seen, { candidate, model, name, strategy, submitted }));
  }

  /** What the endpoint has beside its models, as this deployment is told it. */
  const { hosting } = config.model ?? {};
  const address = hosting?.mode === "async" ? url.replace(/invocations$/, "async-invocations") : url;
  const features: Features = {
    capture: config.capture,
    asyncOutput: hosting?.mode === "async" ? hosting.output : undefined,
  };

  /** Models that serve already, with what the endpoint has beside them. */
  async function adjust(seen: Seen): Promise<Deployment> {
    const { record } = seen.state;
    if (isDeepStrictEqual(saidOf(seen.features), saidOf(features))) return await confirm(seen, config.scaling);
    const next = await running.configure(record, { ...seen, features });
    await bring(seen, record, next, { scaling: config.scaling });
    return record;
  }

  interface Started {
    candidate: Candidate;
    model: SageMakerModel;
    name: string;
    strategy: Strategy;
    submitted: Submitted | undefined;
  }

  async function start(seen: Seen | undefined, started: Started): Promise<Deployment> {
    const { candidate, model, name, strategy, submitted } = started;
    const found = seen?.state.record;
    await service.createModel({
      ModelName: name,
      PrimaryContainer: containerOf(candidate, model),
      ExecutionRoleArn: model.roleArn,
      Tags: [ours],
    });
    const fleet = fleetOf(name, model, config.startSeconds);
    const variant = variantOf(candidate, name);
    const id = deploymentId(endpoint, candidate.digest);
    const deployed = eventOf("deployed", candidate.modelRef);
    if (!seen || !found) return await first({ id, variant, fleet, event: deployed, strategy, submitted });
    const standing: Deployment = {
      ...found,
      id,
      variants: { ...found.variants, canary: variant },
      previous: null,
      rollout: { strategy, step: "standing" },
      history: [...found.history, deployed],
    };
    const beside = shapedBy(strategy, standing, config.shadowShare);
    const record: Deployment = replaces(strategy)
      ? {
          ...beside,
          variants: { baseline: variant, canary: null },
          previous: found.variants.baseline,
          rollout: { strategy, step: "settled" },
          history: [...beside.history, eventOf("promoted", candidate.modelRef)],
        }
      : beside;
    const next = await running.configure(record, { ...seen, variants: [...seen.variants, fleet], features });
    await writePlan(record);
    const guardrail = replaces(strategy) ? config.guardrail : undefined;
    await bring(seen, record, next, { guardrail, scaling: config.scaling });
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
    // what SageMaker is still at, it may still put into service: the next run sees how it ended
    if (now?.status === "Updating") return;
    // another run may have been faster
    if (now?.config !== before.config || !isDeepStrictEqual(now.state.record, before.state.record)) return;
    await running.write(before.arn, { ...before.state, next: null });
    await running.tidy(before.config, [...before.variants, ...before.shadow]);
  }

  interface First {
    id: string;
    variant: ServedVariant;
    fleet: ReturnType<typeof fleetOf>;
    event: Deployment["history"][number];
    strategy: Strategy;
    submitted: Submitted | undefined;
  }

  async function first({ id, variant, fleet, event, strategy, submitted }: First): Promise<Deployment> {
    const record: Deployment = {
      schemaVersion: 1,
      id,
      endpoint,
      target: "sagemaker",
      url: address,
      tokenFile: "",
      requestLog: "",
      ...(hosting && { hosting: hosting.mode }),
      variants: { baseline: variant, canary: null },
      previous: null,
      rollout: { strategy, step: "settled" },
      history: [event],
    };
    const name = await running.configure(record, { variants: [fleet], shadow: [], features });
    await writePlan(record);
    const { scaling } = config;
    const state: ServingState = { schemaVersion: 1, record, config: name, next: null, ...(scaling && { scaling }) };
    const tags = stateTags(submitted ? { ...state, submitted } : state);
    await service.createEndpoint(endpoint, name, [ours, ...tags]);
    const seen = await running.settled();
    if (seen && seen.state.record.variants.baseline.server !== variant.server) throw running.contested();
    if (seen?.status !== "InService") {
      const reason = seen?.reason ?? "the endpoint is gone";
      await running.remove();
      throw running.unhealthy(reason);
    }
    return await confirm(seen, scaling);
  }

  return deploy;
}
