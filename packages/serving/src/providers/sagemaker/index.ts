import { join } from "node:path";
import { type Deployment, type ServedVariant, ToolkitError } from "#contracts";
import { isoTime, withFolderLock } from "#platform";
import type { Candidate, Serving, Strategy, TrafficWeight, VariantHealth } from "../../serving.ts";
import { requireWeight } from "../../weight.ts";
import { type Ports, regionOf } from "./aws-settings.ts";
import type { SageMakerModel } from "./container.ts";
import { containerOf } from "./container.ts";
import { endpointOf, mark, type Seen } from "./endpoint.ts";
import { provider } from "./failures.ts";
import { fleetOf, isSplit, modelName, sharesOf, weightsFor } from "./fleet.ts";
import { requireEndpoint, requireModel } from "./requirements.ts";
import { openService } from "./service.ts";
import { stateTags } from "./state.ts";

export type { ContainerKind, SageMakerModel } from "./container.ts";

export interface SageMakerServingConfig {
  endpoint: string;
  /** AWS_REGION unless given. */
  region?: string | undefined;
  /** What a deployment starts; the other verbs need none. */
  model?: SageMakerModel | undefined;
  /** Until new instances serve: they start, fetch image and model, and load it. */
  startSeconds: number;
  /** Until a change of weights is seen. */
  switchSeconds: number;
  /** Holds lock, plan and a copy of the record. */
  stateDir: string;
  /** Written before any traffic can move. */
  planOf(deployment: Deployment, previousConfig: string): string;
}

/**
 * A model each as a production variant of one SageMaker endpoint: `baseline` serves, `canary` stands beside it and gets
 * what weight it is given. The record travels in the endpoint's tags: what a run sets out to do is written there before
 * it is done, and holds as soon as the endpoint shows it. A weight's lease is kept there too: SageMaker ends none by
 * itself, so whoever asks for the weights next ends one that ran out.
 * @throws InputError `no-region`, `bad-name`
 */
export async function sageMakerServing(ports: Ports, config: SageMakerServingConfig): Promise<Serving> {
  const { clock, files, log, secrets } = ports;
  const { endpoint } = config;
  requireEndpoint(endpoint);
  const region = regionOf(ports, config.region);
  const ours = mark(endpoint);
  const service = await openService(ports, region, (tags) => tags.get(ours.Key) === ours.Value);
  const running = endpointOf(ports, service, endpoint, config);
  const home = join(config.stateDir, "deployments", endpoint);
  const url = `https://runtime.sagemaker.${region}.amazonaws.com/endpoints/${endpoint}/invocations`;
  const alone = <Result>(work: () => Promise<Result>, waitSeconds = 5): Promise<Result> =>
    withFolderLock(ports, join(home, ".lock"), work, {
      waitSeconds,
      hint: "another deploy, promote or rollback of this endpoint is going on; wait for it",
    });

  type Event = Deployment["history"][number]["event"];
  const eventOf = (event: Event, modelRef: string) => ({ time: isoTime(clock), event, modelRef });
  const copyRecord = async (record: Deployment): Promise<Deployment> => {
    await files.writeAtomic(join(home, "deployment.json"), `${JSON.stringify(record, null, 2)}\n`);
    return record;
  };
  const writePlan = (record: Deployment, previousConfig: string): Promise<void> =>
    files.writeAtomic(join(home, "rollback-plan.md"), config.planOf(record, previousConfig));

  function serving(seen: Seen | undefined): Seen {
    if (seen && seen.status !== "Creating" && seen.status !== "Failed") return seen;
    throw new ToolkitError({
      code: "not-deployed",
      provider,
      message: `nothing is deployed at ${endpoint} in ${region}`,
      hint: "run deploy first, or set AWS_REGION to where the endpoint is",
    });
  }
  const existing = async (): Promise<Seen> => serving(await running.look());
  const settled = async (): Promise<Seen> => serving(await running.settled());

  function variantOf(candidate: Candidate, server: string): ServedVariant {
    const { modelRef, version, digest, contextSize, threads, parallel, extra } = candidate;
    const settings = { contextSize, threads, parallel, extra: { ...extra } };
    return { modelRef, version, digest, server, url, startedAt: isoTime(clock), settings };
  }

  async function deploy(candidate: Candidate, strategy: Strategy): Promise<Deployment> {
    const model = requireModel(candidate, config.model, region);
    const name = modelName(endpoint, candidate, model);
    let seen = await running.settled();
    if (seen?.status === "Failed") {
      await running.remove();
      seen = undefined;
    }
    const found = seen?.state.record;
    if (seen && found && [found.variants.baseline.server, found.variants.canary?.server].includes(name)) {
      log.notice(`${candidate.modelRef} is deployed already`);
      if (strategy === "all-at-once" && found.variants.canary?.server === name) return await switchOver(seen);
      return await confirm(seen);
    }
    if (found?.variants.canary)
      throw new ToolkitError({
        code: "canary-present",
        provider,
        message: `${found.variants.canary.modelRef} stands as canary`,
        hint: "promote it or roll it back first",
      });
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
    if (!seen || !found) return await first({ id, variant, fleet, event: deployed });
    const beside: Deployment = {
      ...found,
      id,
      variants: { ...found.variants, canary: variant },
      previous: null,
      history: [...found.history, deployed],
    };
    const record: Deployment =
      strategy === "all-at-once"
        ? {
            ...beside,
            variants: { baseline: variant, canary: null },
            previous: found.variants.baseline,
            history: [...beside.history, eventOf("promoted", candidate.modelRef)],
          }
        : beside;
    const next = await running.configure(record, [...seen.variants, fleet]);
    await writePlan(record, seen.config);
    await bring(seen, record, next);
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
    await running.write(before.arn, before.state);
    if ((await running.look())?.config === before.config) await running.tidy(before.config, before.variants);
  }

  async function bring(seen: Seen, record: Deployment, next: string): Promise<void> {
    await running.change(seen, record, next, () => running.update(next));
    await running.tidy(next, await service.variantsOf(next));
    await copyRecord(record);
  }

  /** What is done already: written down, with nothing beside it that a killed run left. */
  async function confirm({ arn, state, config: serves, variants }: Seen): Promise<Deployment> {
    await running.write(arn, state);
    await running.tidy(serves, variants);
    return await copyRecord(state.record);
  }

  interface First {
    id: string;
    variant: ServedVariant;
    fleet: ReturnType<typeof fleetOf>;
    event: Deployment["history"][number];
  }

  async function first({ id, variant, fleet, event }: First): Promise<Deployment> {
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
      history: [event],
    };
    const name = await running.configure(record, [fleet]);
    await writePlan(record, "");
    const state = stateTags({ schemaVersion: 1, record, config: name, next: null });
    await service.createEndpoint(endpoint, name, [ours, ...state]);
    const seen = await running.settled();
    if (seen?.status !== "InService") {
      const reason = seen?.reason ?? "the endpoint is gone";
      await running.remove();
      throw running.unhealthy(reason);
    }
    await running.tidy(name, seen.variants);
    return await copyRecord(seen.state.record);
  }

  /** The configuration that the record wants and nothing beside it: ends the model from before, and what a killed run left. */
  async function sweep(seen: Seen): Promise<void> {
    const { record } = seen.state;
    const wanted = await running.configure(record, seen.variants);
    if (wanted !== seen.config) await bring(seen, record, wanted);
    else await running.tidy(seen.config, seen.variants);
  }

  /** All traffic to one variant by its weight, within the configuration that serves. */
  async function route(seen: Seen, record: Deployment): Promise<Seen> {
    const move = (): Promise<void> => running.weigh(record.variants, 0);
    const state = await running.change(seen, record, seen.config, move);
    await copyRecord(record);
    return { ...seen, state };
  }

  function promoteCanary(seen: Seen): Promise<Seen> {
    const { record } = seen.state;
    const { baseline, canary } = record.variants;
    if (!canary) throw new Error(`${endpoint} has no canary`);
    return route(seen, {
      ...record,
      variants: { baseline: canary, canary: null },
      previous: baseline,
      history: [...record.history, eventOf("promoted", canary.modelRef)],
    });
  }

  async function switchOver(seen: Seen): Promise<Deployment> {
    const promoted = await promoteCanary(seen);
    await sweep(promoted);
    return promoted.state.record;
  }

  const stands = ({ variants }: Seen, variant: ServedVariant | null): variant is ServedVariant =>
    variant !== null && variants.some(({ ModelName }) => ModelName === variant.server);

  /** What the canary is to get now, by the record; a lease that ran out is 0. */
  function grantedIn({ state, granted }: Seen): TrafficWeight {
    const held =
      granted !== undefined &&
      granted.model === state.record.variants.canary?.server &&
      (granted.endsAt === null || clock.now() < Date.parse(granted.endsAt));
    return held ? { canary: granted.canary, leaseExpiresAt: granted.endsAt } : { canary: 0, leaseExpiresAt: null };
  }

  const isAsGranted = (seen: Seen): boolean =>
    seen.status === "InService" &&
    isSplit(seen.live, weightsFor(seen.state.record.variants, grantedIn(seen).canary, seen.variants));

  async function setWeight(canary: number, leaseSeconds: number | null): Promise<TrafficWeight> {
    const { arn, state } = await existing();
    const { variants } = state.record;
    if (!variants.canary) {
      if (canary === 0) return { canary: 0, leaseExpiresAt: null };
      throw new ToolkitError({
        code: "no-canary",
        provider,
        message: `${endpoint} has no canary`,
        hint: "deploy a candidate with strategy: canary first",
      });
    }
    const model = variants.canary.server;
    const until = (seconds: number): string | null =>
      leaseSeconds === null ? null : new Date(clock.now() + seconds * 1000).toISOString();
    // the lease begins when the weight is there; should this run be killed before, it ends all the same
    const early = { canary, endsAt: until((leaseSeconds ?? 0) + config.switchSeconds), model };
    // traffic is taken away even where that cannot be written down
    const written = await running.grant(arn, early).catch((error: unknown) => {
      if (canary > 0) throw error;
      return error;
    });
    await running.weigh(variants, canary);
    if (written !== undefined) throw written;
    const leaseExpiresAt = until(leaseSeconds ?? 0);
    if (leaseExpiresAt !== null) await running.grant(arn, { canary, endsAt: leaseExpiresAt, model });
    return { canary, leaseExpiresAt };
  }

  /** Weights that are not as they were granted, by a lease that ran out or by Terraform, are made so. */
  async function reconciled(): Promise<Seen> {
    const seen = await existing();
    if (isAsGranted(seen)) return seen;
    return await alone(async () => {
      const now = await existing();
      if (isAsGranted(now)) return now;
      const { canary } = grantedIn(now);
      log.warning(`the weights of ${endpoint} are not as they were granted; the canary gets ${canary}`);
      await running.weigh(now.state.record.variants, canary);
      return await existing();
    });
  }

  return {
    async describe() {
      const seen = await running.look();
      return seen && seen.status !== "Creating" && seen.status !== "Failed" ? seen.state.record : undefined;
    },
    deploy: (candidate, strategy) => alone(() => deploy(candidate, strategy)),
    async setWeight(canary, leaseSeconds) {
      requireWeight(canary, leaseSeconds);
      // a request for 0 waits for nobody
      if (canary === 0) return await setWeight(0, null);
      return await alone(async () => {
        const { arn, state } = await existing();
        // or a canary with all the weight would look like a promotion that was killed
        if (state.next) await running.write(arn, { ...state, next: null });
        return await setWeight(canary, leaseSeconds);
      });
    },
    async weights() {
      const seen = await reconciled();
      const canary = seen.state.record.variants.canary?.server;
      const name = seen.variants.find(({ ModelName }) => ModelName === canary)?.VariantName ?? "";
      return { canary: sharesOf(seen.live)[name] ?? 0, leaseExpiresAt: grantedIn(seen).leaseExpiresAt };
    },
    async health() {
      const seen = await existing();
      const { baseline, canary } = seen.state.record.variants;
      const of = ({ modelRef, server }: ServedVariant): VariantHealth => {
        const { VariantName } = seen.variants.find(({ ModelName }) => ModelName === server) ?? {};
        const live = seen.live.find((each) => each.VariantName === VariantName);
        const { CurrentInstanceCount: now = 0, DesiredInstanceCount: wanted = 0 } = live ?? {};
        const said = `${seen.status}: ${now} of ${wanted} instances${seen.reason && `; ${seen.reason}`}`;
        return { modelRef, healthy: now > 0, reason: secrets.redact(said) };
      };
      return { baseline: of(baseline), canary: canary && of(canary) };
    },
    async promote(bakeSeconds) {
      const promoted = await alone(async () => {
        const seen = await settled();
        if (seen.state.record.variants.canary) return await promoteCanary(seen);
        await confirm(seen);
        return seen;
      });
      if (!stands(promoted, promoted.state.record.previous)) return promoted.state.record;
      // without the lock: a rollback during the bake has to get through
      await clock.sleep(bakeSeconds * 1000);
      return await alone(async () => {
        const seen = await settled();
        const { baseline } = seen.state.record.variants;
        if (baseline.server === promoted.state.record.variants.baseline.server) await sweep(seen);
        return seen.state.record;
      }, config.startSeconds);
    },
    rollback: () =>
      alone(async () => {
        let seen = await settled();
        const { record } = seen.state;
        const { baseline, canary } = record.variants;
        const back = stands(seen, record.previous) ? record.previous : undefined;
        if (canary)
          seen = await route(seen, {
            ...record,
            variants: { baseline, canary: null },
            history: [...record.history, eventOf("rolled-back", canary.modelRef)],
          });
        else if (back)
          seen = await route(seen, {
            ...record,
            variants: { baseline: back, canary: null },
            previous: null,
            history: [...record.history, eventOf("rolled-back", baseline.modelRef)],
          });
        else await running.write(seen.arn, seen.state);
        await sweep(seen);
        return await copyRecord(seen.state.record);
      }),
    stop: () =>
      alone(async () => {
        await running.look();
        await running.remove();
        await files.remove(join(home, "deployment.json"));
      }),
  };
}
