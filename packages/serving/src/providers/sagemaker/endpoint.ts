import { isDeepStrictEqual } from "node:util";
import type { ProductionVariant } from "@aws-sdk/client-sagemaker";
import { type Deployment, ToolkitError } from "#contracts";
import { capacityFor } from "./capacity.ts";
import type { Deadlines } from "./config.ts";
import { isUpdating, provider, underWay } from "./failures.ts";
import { type Features, featuresIn, saidOf } from "./features.ts";
import { configName, isNameOf, isSplit, variantsFor, weightsFor } from "./fleet.ts";
import { deploymentConfigOf, type Guardrail, shiftSeconds } from "./guardrail.ts";
import type { Ports } from "./ports.ts";
import type { AutoScaling } from "./scaling.ts";
import { type Configured, isMoving, type Seen } from "./seen.ts";
import type { Service } from "./service.ts";
import { type Granted, type Scaling, type ServingState, stateIn, stateTags, weightIn, weightTag } from "./state.ts";

/** Marks what the toolkit made, by the endpoint that it belongs to. */
export const mark = (endpoint: string) => ({ Key: "genai-mlops", Value: `serving:${endpoint}` });

/** One endpoint: what it is, and how it is brought from one state to the next. */
export function endpointOf(
  ports: Ports,
  { service, scaling }: { service: Service; scaling: AutoScaling },
  endpoint: string,
  deadlines: Deadlines,
) {
  const { clock, log, secrets } = ports;
  const ours = mark(endpoint);
  const isOurs = (tags: ReadonlyMap<string, string>): boolean => tags.get(ours.Key) === ours.Value;
  /** A configuration never changes. */
  const known = new Map<string, Configured>();
  /** Configuration of the endpoint that was seen last; empty where none serves. */
  let serves = "";

  async function configured(config: string): Promise<Configured> {
    const before = known.get(config);
    if (before) return before;
    const found = await service.config(config);
    const { ProductionVariants: variants = [], ShadowProductionVariants: shadow = [] } = found;
    const said = { variants, shadow, features: featuresIn(found) };
    known.set(config, said);
    return said;
  }

  /** Tags, and the state in them unless the endpoint is somebody else's; one that is just being written is read again. */
  async function readTags(arn: string): Promise<{ tags: Map<string, string>; state: ServingState | undefined }> {
    for (let attempt = 1; ; attempt++) {
      const tags = await service.tags(arn);
      try {
        return { tags, state: isOurs(tags) ? stateIn(tags) : undefined };
      } catch (error) {
        if (attempt === 3) throw error;
      }
      await clock.sleep(2000);
    }
  }

  /**
   * What is there now; undefined where nothing is, or nothing that ever served.
   * @throws ToolkitError `name-taken`, `endpoint-changed`, `deployment-corrupt`
   */
  async function look(): Promise<Seen | undefined> {
    const found = await service.endpoint(endpoint);
    const { EndpointArn: arn = "", EndpointStatus: status = "", EndpointConfigName: config = "" } = found ?? {};
    serves = "";
    if (!found || status === "Deleting") return undefined;
    const { tags, state } = await readTags(arn);
    if (!state)
      throw new ToolkitError({
        code: "name-taken",
        provider,
        message: `endpoint ${endpoint} is there and was not made by this toolkit`,
        hint: "take another name for the endpoint",
      });
    if (config !== state.config && config !== state.next?.config)
      throw new ToolkitError({
        code: "endpoint-changed",
        provider,
        message: `endpoint ${endpoint} serves configuration ${config}, which somebody else gave it; ours is ${state.config}`,
        hint: "give it ours again, or delete the endpoint and deploy anew; keep Terraform from it by ignore_changes = [endpoint_config_name]",
      });
    const reason = secrets.redact(found.FailureReason ?? "").slice(0, 1500);
    const seen = {
      arn,
      status,
      reason,
      config,
      coming: found.PendingDeploymentSummary?.EndpointConfigName ?? "",
      live: found.ProductionVariants ?? [],
      liveShadow: found.ShadowProductionVariants ?? [],
      granted: weightIn(tags),
    };
    if (status === "Creating" || status === "Failed") return { ...seen, variants: [], shadow: [], features: {}, state };
    const said = { ...seen, ...(await configured(config)) };
    serves = config;
    return { ...said, state: observed(said, state) };
  }

  /** The state with what a run set out to do, when that has happened. */
  function observed({ status, config, live, variants }: Omit<Seen, "state">, state: ServingState): ServingState {
    const { next } = state;
    // what became of a component only that one shows
    if (state.record.hosting === "inference-component") return state;
    if (!next || status !== "InService" || config !== next.config) return state;
    if (!isSplit(live, weightsFor(next.record.variants, 0, variants))) return state;
    return { ...state, record: next.record, config: next.config, next: null };
  }

  /** What is there when SageMaker is done with what it is doing. */
  async function settled(seconds = deadlines.startSeconds): Promise<Seen | undefined> {
    await done(seconds);
    return await look();
  }

  /** Waits until SageMaker is done. @throws ToolkitError `sagemaker-slow`, `endpoint-broken` */
  async function done(seconds: number): Promise<{ status: string; config: string; reason: string }> {
    const deadline = clock.monotonic() + seconds * 1000;
    for (let pause = 1000; ; pause = Math.min(15_000, pause * 1.5)) {
      const found = await service.endpoint(endpoint);
      const { EndpointStatus: status = "", EndpointConfigName: config = "", FailureReason = "" } = found ?? {};
      if (!isMoving({ status })) {
        if (status !== "" && status !== "InService" && status !== "Failed") throw broken(status, FailureReason);
        return { status, config, reason: secrets.redact(FailureReason).slice(0, 1500) };
      }
      if (deadlines.waits === false) throw underWay(`endpoint ${endpoint}`, status);
      if (clock.monotonic() >= deadline)
        throw new ToolkitError({
          code: "sagemaker-slow",
          provider,
          retryable: true,
          message: `endpoint ${endpoint} is ${status} after ${seconds} s`,
          hint: "the same step goes on from there; give it a longer timeout",
        });
      await clock.sleep(pause);
    }
  }

  const broken = (status: string, reason = ""): ToolkitError =>
    new ToolkitError({
      code: "endpoint-broken",
      provider,
      message: `endpoint ${endpoint} is ${status}: ${secrets.redact(reason).slice(0, 1500)}`,
      hint: "SageMaker could not roll back by itself; see the endpoint there",
    });

  /** The configuration that a record wants, there: of fleets that are known, and with what the endpoint has beside. */
  async function configure(record: Deployment, { variants, shadow, features }: Configured): Promise<string> {
    const wanted = variantsFor(record, [...variants, ...shadow]);
    const said = saidOf(features);
    // SageMaker tells the fields in an order of its own, which would be another name and a needless update
    const now = known.get(serves);
    if (
      now &&
      isDeepStrictEqual([wanted.production, wanted.shadow, said], [now.variants, now.shadow, saidOf(now.features)])
    )
      return serves;
    const name = configName(endpoint, wanted, said);
    await service.createConfig({
      EndpointConfigName: name,
      ProductionVariants: wanted.production,
      ...(wanted.shadow.length > 0 && { ShadowProductionVariants: wanted.shadow }),
      ...said,
      Tags: [ours],
    });
    return name;
  }

  /** The configuration of an endpoint that names no model: inference components bring theirs. */
  async function configureHost(instances: Partial<ProductionVariant>, features: Features): Promise<string> {
    const production: ProductionVariant[] = [{ VariantName: "baseline", ...instances }];
    const said = saidOf(features);
    const name = configName(endpoint, { production, shadow: [] }, said);
    await service.createConfig({ EndpointConfigName: name, ProductionVariants: production, ...said, Tags: [ours] });
    return name;
  }

  const write = (arn: string, state: ServingState): Promise<void> => service.addTags(arn, stateTags(state));

  /** Another run changed the endpoint since this one looked: locks reach no further than a machine. */
  const contested = (): ToolkitError =>
    new ToolkitError({
      code: "endpoint-contested",
      provider,
      retryable: true,
      message: `somebody else changes endpoint ${endpoint} at the same time`,
      hint: "let one job at a time change an endpoint: a concurrency group in the workflow does that",
    });

  /**
   * Writes what is to be, does it, and writes what came of it. Whatever autoscaling is about is waited for.
   * @param act calls back when SageMaker has taken on what nobody here waits for
   * @throws ToolkitError `endpoint-contested`
   */
  async function change(
    seen: Seen,
    { record, config, scaling: wanted }: { record: Deployment; config: string; scaling: Scaling | undefined },
    act: (asked: () => Promise<void>) => Promise<void>,
  ): Promise<ServingState> {
    const now = await settled();
    if (now?.status !== "InService" || now.config !== seen.config || !isDeepStrictEqual(now.state, seen.state))
      throw contested();
    // what is scaled before or after is ours to end, should this run be killed
    const held = seen.state.scaling ?? wanted;
    const intent: ServingState = { ...seen.state, next: { record, config }, ...(held && { scaling: held }) };
    await write(seen.arn, intent);
    await act(() => write(seen.arn, { ...intent, next: { record, config, asked: true } }));
    const { submitted } = seen.state;
    const after: ServingState = {
      schemaVersion: 1,
      record,
      config,
      next: null,
      ...(wanted && { scaling: wanted }),
      // what is done in the place of a submission ends it
      ...(submitted && deadlines.waits === false && { submitted }),
    };
    await write(seen.arn, after);
    return after;
  }

  /** The capacity that the endpoint needs before it is given a configuration. @returns whether that one's own is enough */
  async function makeRoom(config: string): Promise<boolean> {
    const seen = await settled();
    if (!seen) return true;
    const { raise, isConfigured } = capacityFor((await configured(config)).variants, seen);
    if (!isConfigured && Object.keys(raise).length > 0) await raiseTo(raise);
    return isConfigured;
  }

  /** Instances by variant, there before anything else happens. */
  async function raiseTo(counts: Readonly<Record<string, number>>): Promise<void> {
    log.info(`${endpoint} gets ${JSON.stringify(counts)} instances first`);
    await service.setCapacity(endpoint, counts);
    await clock.sleep(2000);
    await done(deadlines.startSeconds);
  }

  /**
   * Gives the endpoint another configuration than the one that it has.
   * @param asked told when nobody here waits for it
   * @throws ToolkitError `server-unhealthy` when SageMaker rolls back, `endpoint-contested`, `under-way`
   */
  async function update(
    from: string,
    config: string,
    { guardrail, asked }: { guardrail?: Guardrail | undefined; asked(): Promise<void> },
  ): Promise<void> {
    const keepsCounts = !(await makeRoom(config));
    for (let attempt = 1; ; attempt++) {
      try {
        await service.updateEndpoint(endpoint, config, {
          keepsCounts,
          deployment: guardrail && deploymentConfigOf(guardrail),
        });
        break;
      } catch (error) {
        if (!isUpdating(error) || attempt === 3) throw error;
        const after = await done(deadlines.startSeconds);
        // a first try may have got through without an answer
        if (after.config === config) return;
        if (after.config !== from) throw contested();
      }
    }
    if (deadlines.waits === false) {
      await asked();
      throw underWay(`endpoint ${endpoint}`, "Updating");
    }
    // a look at once could still show the state from before
    await clock.sleep(2000);
    const after = await done(deadlines.startSeconds + (guardrail ? shiftSeconds(guardrail) : 0));
    if (after.config === config && after.status === "InService") return;
    throw unhealthy(after.status === "" ? "the endpoint is gone" : after.reason);
  }

  const unhealthy = (reason: string): ToolkitError =>
    new ToolkitError({
      code: "server-unhealthy",
      provider,
      message: `the model does not come into service: ${reason}`,
      hint: `CloudWatch keeps what the container said, in /aws/sagemaker/Endpoints/${endpoint}`,
    });

  /**
   * Moves weights and sees to it that they are moved; waits in line while SageMaker changes the endpoint.
   * @throws ToolkitError `weights-not-moved` at its own deadline, or when somebody else moves them back
   */
  async function weigh(variants: Deployment["variants"], share: number): Promise<void> {
    const deadline = clock.monotonic() + deadlines.switchSeconds * 1000;
    for (let sent = 0; ; ) {
      const found = await service.endpoint(endpoint);
      const {
        EndpointStatus: status = "gone",
        EndpointConfigName: config = "",
        ProductionVariants: live = [],
      } = found ?? {};
      if (!isMoving({ status }) && status !== "InService") throw broken(status, found?.FailureReason);
      if (status === "InService") {
        const weights = weightsFor(variants, share, (await configured(config)).variants);
        if (isSplit(live, weights)) return;
        if (sent === 3) throw notMoved("somebody else moves them back");
        try {
          await service.setWeights(endpoint, weights);
          sent += 1;
        } catch (error) {
          if (!isUpdating(error)) throw error;
        }
      }
      if (clock.monotonic() >= deadline) throw notMoved(`the endpoint is ${status} after ${deadlines.switchSeconds} s`);
      await clock.sleep(1000);
    }
  }

  const notMoved = (why: string): ToolkitError =>
    new ToolkitError({
      code: "weights-not-moved",
      provider,
      retryable: true,
      message: `the weights of ${endpoint} are not as they were asked for: ${why}`,
      hint: "look at the endpoint's variants in SageMaker; Terraform resets weights unless it ignores them",
    });

  const grant = (arn: string, granted: Granted): Promise<void> => service.addTags(arn, [weightTag(granted)]);

  /** Ends configurations and models of ours that the endpoint does not serve by. */
  async function tidy(config: string | undefined, variants: readonly ProductionVariant[]): Promise<void> {
    const kept = new Set(variants.map(({ ModelName }) => ModelName));
    for (const { name, arn } of await service.configs(`${endpoint}-c`))
      if (name !== config && isNameOf(endpoint, "c", name) && isOurs(await service.tags(arn)))
        await service.deleteConfig(name);
    for (const { name, arn } of await service.models(`${endpoint}-m`))
      if (!kept.has(name) && isNameOf(endpoint, "m", name) && isOurs(await service.tags(arn)))
        await service.deleteModel(name);
  }

  /** Takes the endpoint away, with what is ours. */
  async function remove(): Promise<void> {
    const seen = await settled();
    if (seen?.state.scaling) await scaling.release(["baseline", "canary"]);
    await service.deleteEndpoint(endpoint);
    await settled();
    await tidy(undefined, []);
    log.info(`endpoint ${endpoint} is gone`);
  }

  return {
    look,
    settled,
    configured,
    configure,
    configureHost,
    write,
    change,
    update,
    raiseTo,
    unhealthy,
    weigh,
    grant,
    tidy,
    remove,
    contested,
    ours,
  };
}
