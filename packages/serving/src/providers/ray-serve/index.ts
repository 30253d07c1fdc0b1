import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { type Deployment, InputError, type ServedVariant, ToolkitError } from "#contracts";
import { isoTime, type Platform, withFolderLock } from "#platform";
import { bakingBy } from "../../bake.ts";
import { atStep } from "../../rollout.ts";
import { type Candidate, deploymentId, type Serving, type Strategy, type VariantHealth } from "../../serving.ts";
import { vllmOptions } from "../../vllm.ts";
import { requireWeight } from "../../weight.ts";
import {
  belongsTo,
  type ModelOptions,
  modelApplication,
  modelName,
  requireEndpoint,
  routerApplication,
  variantOf,
} from "./applications.ts";
import { bakingOnRay } from "./baking-on-ray.ts";
import { rayCluster, type Seen, switchSeconds } from "./cluster.ts";
import { type Dashboard, rayDashboard } from "./dashboard.ts";
import { contested, endpointHold } from "./hold.ts";
import { configWith, proxyAddress, serveUrl } from "./merge.ts";
import { instanceByInstance, withReplicas } from "./rolling.ts";
import { routedVariants } from "./routed-variants.ts";
import type { RayApplication, RouterUserConfig } from "./schema.ts";
import { reasonOf, settled, waitSettled } from "./settle.ts";
import { uploadPrograms } from "./upload-programs.ts";
import { weightOf } from "./weight-of.ts";

export interface RayServeConfig {
  endpoint: string;
  /** Of the dashboard. */
  address: string;
  token?: string | undefined;
  /** Where users reach Serve's HTTP proxy; the dashboard's host with Serve's port unless told. */
  serveUrl?: string | undefined;
  /** For a Serve that does not run yet. */
  http: { host: string; port: number };
  model: ModelOptions;
  /** Folder of the Python programs that travel to the cluster. */
  programs: string;
  /** Holds lock, plan, previous config and a copy of the record. */
  stateDir: string;
  /** Written before any traffic can move. */
  planOf(deployment: Deployment, previousConfig: string): string;
}

type Ports = Pick<Platform, "http" | "clock" | "random" | "files" | "exec" | "log" | "secrets">;
/** Requests that were routed just before a switch have reached their server then. */
const settleMs = 1000;

/**
 * A model each in an application of its own on a Ray cluster, and the toolkit's router application in front. The record
 * travels in the router's `user_config`: whoever reaches the head finds it, and a change of record and traffic is one PUT.
 * Serve knows no compare-and-swap: of two writers at the same instant the one that lost sees it and writes again.
 */
export function rayServe(ports: Ports, config: RayServeConfig): Serving {
  const { clock, files, log, random } = ports;
  const { endpoint, model: options } = config;
  requireEndpoint(endpoint);
  const dashboard: Dashboard = rayDashboard(ports, config.address, config.token);
  const cluster = rayCluster(ports, dashboard, config);
  const { look, existing, add, remove, edit } = cluster;
  const home = join(config.stateDir, "deployments", endpoint);
  const roll = instanceByInstance(ports, dashboard, cluster, {
    startSeconds: options.startSeconds,
    waitSeconds: options.rollingWaitSeconds ?? 30,
  });
  const held = endpointHold(ports, cluster, { endpoint, home, seconds: options.startSeconds + 3 * switchSeconds });
  const alone = <Result>(work: () => Promise<Result>): Promise<Result> =>
    withFolderLock(ports, join(home, ".lock"), work, {
      waitSeconds: 5,
      hint: "another deploy, promote or rollback of this endpoint is going on; wait for it",
    });

  type Event = Deployment["history"][number]["event"];
  const eventOf = (event: Event, modelRef: string) => ({ time: isoTime(clock), event, modelRef });

  /** One PUT moves the record and the traffic: all of it to the baseline. */
  async function route(change: (record: Deployment) => Deployment): Promise<Deployment> {
    const { record } = await edit((state, headTime) => {
      const next = change(state.record);
      return {
        record: next,
        variants: routedVariants(next.variants),
        canary: 0,
        leaseSeconds: null,
        grantedAt: headTime,
      };
    });
    await waitSettled(ports, dashboard, [endpoint], switchSeconds);
    await clock.sleep(settleMs);
    await copyRecord(record);
    return record;
  }

  const copyRecord = (record: Deployment): Promise<void> =>
    files.writeAtomic(join(home, "deployment.json"), `${JSON.stringify(record, null, 2)}\n`);

  /** Ends what a record no longer names: the model before its predecessor, and what a killed run left. */
  async function sweep(record: Deployment, spared: readonly string[] = []): Promise<void> {
    const { baseline, canary } = record.variants;
    const named = [endpoint, baseline.server, canary?.server, ...spared];
    const { applications } = await look();
    const left = applications.filter((each) => belongsTo(each, endpoint) && !named.includes(each.name));
    if (left.length > 0) await remove(left.map(({ name }) => name));
  }

  /** The application of the model, running; taken away again when it does not come to that. */
  async function start(application: RayApplication): Promise<void> {
    const { name } = application;
    const { details } = await look();
    // Serve does not try again what it has given up
    if (details.applications[name] && !settled(details.applications[name])) await remove([name]);
    await add(application);
    try {
      await waitSettled(ports, dashboard, [name], options.startSeconds);
    } catch (error) {
      await remove([name]).catch((cause: unknown) => log.warning(`${name} could not be taken away: ${cause}`));
      throw error;
    }
  }

  /** What a person needs to undo what comes now, written before it comes. */
  async function writePlan(deployment: Deployment, { details, applications }: Seen): Promise<void> {
    const path = join(home, "previous-config.json");
    await files.writeAtomic(path, `${JSON.stringify(configWith(details, applications, config.http), null, 2)}\n`);
    // other applications' environment variables are in it
    await files.chmod(path, 0o600);
    await files.writeAtomic(join(home, "rollback-plan.md"), config.planOf(deployment, path));
  }

  async function deploy(candidate: Candidate, strategy: Strategy): Promise<Deployment> {
    if (strategy === "shadow") {
      const problem = "is not what the router in Ray Serve can do: it copies no requests";
      throw new InputError([{ where: "strategy", problem, legal: "canary, blue-green, all-at-once, rolling" }]);
    }
    if (options.engine === "vllm" && options.application === undefined) vllmOptions(candidate.extra);
    const seen = await look();
    const server = modelName(endpoint, candidate, options);
    const found = seen.state?.record;
    if (found && [found.variants.baseline.server, found.variants.canary?.server].includes(server)) {
      log.notice(`${candidate.modelRef} is deployed already`);
      await waitSettled(ports, dashboard, [server, endpoint], options.startSeconds);
      await copyRecord(found);
      if (strategy !== "all-at-once" && strategy !== "rolling") return found;
      // a run that was to replace it may have been killed on its way
      const { canary } = found.variants;
      const half = canary ? canary.server === server : found.rollout?.strategy === strategy;
      if (!half) return found;
      if (!canary || strategy === "all-at-once") return await switchOver();
      const source = await uploadPrograms(files, dashboard, config.programs);
      return await held(() => rollOver(modelApplication(endpoint, candidate, options, source)));
    }
    if (found?.variants.canary)
      throw new ToolkitError({
        code: "canary-present",
        provider: "ray-serve",
        message: `${found.variants.canary.modelRef} stands as canary`,
        hint: "promote it or roll it back first",
      });
    const source = await uploadPrograms(files, dashboard, config.programs);
    if (!found) {
      await start(modelApplication(endpoint, candidate, options, source));
      return await first(
        variantOf(candidate, server, serveUrl(config, (await look()).details), isoTime(clock)),
        source,
        strategy,
      );
    }
    return await held(async () => {
      await sweep(found, [server]);
      await renewRouter(source);
      const application = modelApplication(endpoint, candidate, options, source);
      await start(strategy === "rolling" ? withReplicas(application, 1) : application);
      const variant = variantOf(candidate, server, serveUrl(config, (await look()).details), isoTime(clock));
      const deployed = await routeBeside(found, variant, seen, strategy);
      if (strategy === "rolling") return await rollOver(application);
      return strategy === "all-at-once" ? await switchOver() : deployed;
    });
  }

  /** Takes it all back, and stops, when one instance does not do well. */
  async function rollOver(application: RayApplication): Promise<Deployment> {
    try {
      await roll(application, options.replicas);
    } catch (error) {
      if (error instanceof ToolkitError && error.code === "server-unhealthy") await sweep(await takeBack());
      throw error;
    }
    return await switchOver();
  }

  /** No traffic to the canary, which the record no longer names. */
  const takeBack = (): Promise<Deployment> =>
    route((before) => ({
      ...atStep(before, "settled"),
      variants: { ...before.variants, canary: null },
      history: before.variants.canary
        ? [...before.history, eventOf("rolled-back", before.variants.canary.modelRef)]
        : before.history,
    }));

  /** The variant as canary of what was found, if that is still what serves. */
  async function routeBeside(
    found: Deployment,
    variant: ServedVariant,
    seen: Seen,
    strategy: Strategy,
  ): Promise<Deployment> {
    const next: Deployment = {
      ...found,
      id: deploymentId(endpoint, variant.digest),
      variants: { ...found.variants, canary: variant },
      previous: null,
      rollout: { strategy, step: "standing" },
      history: [...found.history, eventOf("deployed", variant.modelRef)],
    };
    await writePlan(next, seen);
    return await route((record) => {
      if (isDeepStrictEqual(record, found)) return next;
      throw contested(endpoint, "it is not as it was when this deployment began");
    });
  }

  /** The router of this toolkit's version: Ray starts the new replica first, and ends the old one when it answers. */
  async function renewRouter(source: string): Promise<void> {
    const { router } = await existing();
    if (router.runtime_env?.["working_dir"] === source) return;
    await add({ ...router, runtime_env: { ...router.runtime_env, working_dir: source } });
    await waitSettled(ports, dashboard, [endpoint], options.startSeconds);
  }

  async function first(baseline: ServedVariant, source: string, strategy: Strategy): Promise<Deployment> {
    const seen = await look();
    if (seen.state) throw await withdrawn(baseline);
    const record: Deployment = {
      schemaVersion: 1,
      id: deploymentId(endpoint, baseline.digest),
      endpoint,
      target: "ray-serve",
      url: `${serveUrl(config, seen.details)}/${endpoint}/v1`,
      tokenFile: "",
      requestLog: "",
      variants: { baseline, canary: null },
      previous: null,
      rollout: { strategy, step: "settled" },
      history: [eventOf("deployed", baseline.modelRef)],
    };
    await writePlan(record, seen);
    const state: RouterUserConfig = {
      revision: 1,
      writeId: random.uuid(),
      variants: routedVariants(record.variants),
      canary: 0,
      leaseSeconds: null,
      grantedAt: seen.headTime,
      record,
    };
    const router = routerApplication(endpoint, proxyAddress(seen.details, config.http), source, state);
    await add(router);
    try {
      await waitSettled(ports, dashboard, [endpoint], options.startSeconds);
    } catch (error) {
      await remove([endpoint, baseline.server]).catch(() => log.warning("the router could not be taken away"));
      throw error;
    }
    if ((await existing()).state.writeId !== state.writeId) throw await withdrawn(baseline);
    await copyRecord(record);
    return record;
  }

  /** Of two first deployments the later one's router stays, and the other's model goes. */
  async function withdrawn({ server }: ServedVariant): Promise<ToolkitError> {
    const { variants } = (await existing()).state.record;
    if (![variants.baseline.server, variants.canary?.server].includes(server)) await remove([server]);
    return contested(endpoint, `${variants.baseline.modelRef} was deployed meanwhile`);
  }

  /** All traffic to the canary; the model from before stands until somebody sweeps. */
  const promoteCanary = (): Promise<Deployment> =>
    route((record) => {
      const { baseline, canary } = record.variants;
      if (!canary) return record;
      const event = eventOf("promoted", canary.modelRef);
      return atStep(
        {
          ...record,
          variants: { baseline: canary, canary: null },
          previous: baseline,
          history: [...record.history, event],
        },
        "baking",
      );
    });

  async function switchOver(): Promise<Deployment> {
    await sweep(await promoteCanary());
    return await baked();
  }

  /** The record says that nothing stands from before. */
  async function baked(): Promise<Deployment> {
    const { record } = (await existing()).state;
    if (record.rollout?.step !== "baking") return record;
    const after = (await edit((state) => ({ record: atStep(state.record, "settled") }))).record;
    await copyRecord(after);
    return after;
  }

  const standing = (seen: Seen, variant: ServedVariant | null): variant is ServedVariant =>
    variant !== null && settled(seen.details.applications[variant.server]);

  return {
    describe: async () => (await look()).state?.record,
    deploy: (candidate, strategy) => alone(() => deploy(candidate, strategy)),
    async setWeight(canary, leaseSeconds) {
      requireWeight(canary, leaseSeconds);
      let granted = 0;
      const state = await edit((before, headTime) => {
        if (canary > 0 && !before.variants.canary)
          throw new ToolkitError({
            code: "no-canary",
            provider: "ray-serve",
            message: `${endpoint} has no canary`,
            hint: "deploy a candidate with strategy: canary first",
          });
        granted = headTime;
        return { canary, leaseSeconds, grantedAt: headTime };
      });
      return weightOf({ state, headTime: granted });
    },
    weights: async () => weightOf(await existing()),
    // the router application ends a lease by itself
    async reconcile() {
      const now = weightOf(await existing());
      return { found: "in-order", before: now, after: now };
    },
    async health() {
      const { details, state } = await existing();
      const { baseline, canary } = state.record.variants;
      const of = ({ modelRef, server }: ServedVariant): VariantHealth => {
        const application = details.applications[server];
        return { modelRef, healthy: settled(application), reason: ports.secrets.redact(reasonOf(application)) };
      };
      return { baseline: of(baseline), canary: canary && of(canary) };
    },
    ...bakingBy(clock, bakingOnRay({ alone, existing, promoteCanary, standing, sweep, baked })),
    rollback: () =>
      alone(async () => {
        const seen = await existing();
        const { canary } = seen.state.record.variants;
        const back = !canary && standing(seen, seen.state.record.previous);
        let { record } = seen.state;
        if (canary) record = await takeBack();
        else if (back)
          record = await route((before) => ({
            ...atStep(before, "settled"),
            variants: { baseline: before.previous ?? before.variants.baseline, canary: null },
            previous: null,
            history: [...before.history, eventOf("rolled-back", before.variants.baseline.modelRef)],
          }));
        await sweep(record);
        await waitSettled(ports, dashboard, [endpoint, record.variants.baseline.server], switchSeconds);
        return record;
      }),
    settle: () =>
      alone(async () => {
        const { state, applications } = await look();
        if (!state) {
          const left = applications.filter((application) => belongsTo(application, endpoint));
          if (left.length > 0) await remove(left.map(({ name }) => name));
          return undefined;
        }
        const { record } = await edit((_, headTime) => ({ canary: 0, leaseSeconds: null, grantedAt: headTime }));
        await sweep(record, record.previous ? [record.previous.server] : []);
        await copyRecord(record);
        return record;
      }),
    stop: () =>
      alone(async () => {
        const { applications } = await look();
        const ours = applications.filter((application) => belongsTo(application, endpoint));
        if (ours.length > 0) await remove(ours.map(({ name }) => name));
        await files.remove(join(home, "deployment.json"));
      }),
  };
}
