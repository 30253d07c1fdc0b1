import { ToolkitError } from "#contracts";
import { isoTime } from "#platform";
import type { Candidate, Progress, Strategy } from "../../serving.ts";
import { componentServing, isComponent } from "./component-serving.ts";
import { isUnderWay, provider } from "./failures.ts";
import { modelName } from "./fleet.ts";
import type { Home } from "./home.ts";
import { putIntoService } from "./put-into-service.ts";
import { requireDeployable } from "./requirements.ts";
import { routesOf } from "./routes.ts";
import { isMoving, type Seen } from "./seen.ts";
import { collected, recordIn, type Submitted } from "./state.ts";

/**
 * A deployment that nobody waits for. It is the same as one whose run was killed in its wait: each look goes on from
 * there, until SageMaker has to be waited for again. What was submitted stands in the endpoint's tags until it is over,
 * so that whoever looks, from whatever machine, knows what SageMaker went back from.
 * @param home waits: what failed is taken away to its end
 * @param hasty does not
 */
export function submissionsOf(home: Home, hasty: Home) {
  const { config, region, log } = hasty;
  const { endpoint } = config;
  const { clock } = hasty.ports;
  const { running } = hasty;
  const routes = routesOf(hasty);
  const deploy = putIntoService(hasty, routes, componentServing(hasty));
  const patient = { ...routesOf(home), components: componentServing(home) };

  function nameOf(candidate: Candidate, strategy: Strategy): string {
    return modelName(endpoint, candidate, requireDeployable(candidate, strategy, config, region));
  }

  /** Goes on until SageMaker is at something. */
  async function advance(candidate: Candidate, strategy: Strategy, submitted: Submitted): Promise<Progress> {
    try {
      const record = await deploy(candidate, strategy, submitted);
      const seen = await running.look();
      if (seen?.state.submitted) await ended(seen);
      return { state: "deployed", record, already: false };
    } catch (error) {
      if (!isUnderWay(error)) throw error;
      const seen = await running.look();
      if (seen?.state.submitted?.server !== submitted.server) throw running.contested();
      return await going(seen, error.message);
    }
  }

  async function going({ state }: Pick<Seen, "state">, reason: string): Promise<Progress> {
    return { state: "in-progress", record: await hasty.copyRecord(recordIn(state)), reason };
  }

  const serves = ({ state }: Seen, server: string): boolean =>
    [state.record.variants.baseline.server, state.record.variants.canary?.server].includes(server);

  const statusOf = ({ status }: Seen): string => `endpoint ${endpoint} is ${status}`;

  async function submit(candidate: Candidate, strategy: Strategy): Promise<Progress> {
    const server = nameOf(candidate, strategy);
    let seen = await running.look();
    const before = seen?.state.submitted;
    if (seen && before && before.server !== server && seen.status !== "Failed") throw pending(endpoint, before);
    if (seen && isMoving(seen)) {
      if (!before) throw running.contested();
      return await going(await asked(seen), statusOf(seen));
    }
    if (seen?.status === "Failed") {
      await takeAway(seen);
      seen = undefined;
    }
    const already = seen !== undefined && !before && serves(seen, server);
    const { modelRef } = candidate;
    const scaling = seen?.state.scaling ?? null;
    const isFirst = seen === undefined;
    const submitted = before && seen ? before : { server, modelRef, since: isoTime(clock), isFirst, scaling };
    if (seen && !before) await running.write(seen.arn, { ...seen.state, submitted });
    try {
      const progress = await advance(candidate, strategy, submitted);
      return progress.state === "deployed" ? { ...progress, already } : progress;
    } catch (error) {
      if (error instanceof ToolkitError && !error.retryable) await unmark(server);
      throw error;
    }
  }

  /** What was refused at once waits for nobody. */
  async function unmark(server: string): Promise<void> {
    const seen = await running.look().catch(() => undefined);
    if (seen?.state.submitted?.server !== server || isMoving(seen)) return;
    await running
      .write(seen.arn, collected(seen.state))
      .catch((cause: unknown) => log.warning(`the endpoint's tags still name what was submitted: ${cause}`));
  }

  async function collect(candidate: Candidate, strategy: Strategy): Promise<Progress | undefined> {
    const server = nameOf(candidate, strategy);
    const seen = await running.look();
    if (!seen) return undefined;
    const { submitted } = seen.state;
    if (!submitted) {
      // collected before, perhaps by a run that was killed before it had tidied up
      if (seen.status !== "InService" || !serves(seen, server)) return undefined;
      return { state: "deployed", record: await ended(seen), already: true };
    }
    if (submitted.server !== server) throw other(endpoint, submitted, candidate.modelRef);
    if (isMoving(seen)) return await going(await asked(seen), statusOf(seen));
    if (seen.status === "Failed") {
      await takeAway(seen);
      throw running.unhealthy(seen.reason);
    }
    if (isComponent(seen)) {
      const status = await patient.components.followed(seen);
      if (status !== undefined) return await going(seen, `inference component ${endpoint} is ${status}`);
    } else if (seen.status === "InService" && seen.state.next?.asked) {
      // nothing of the candidate stays, and what was scaled is scaled
      await patient.confirm(seen, submitted.scaling ?? undefined);
      throw running.unhealthy(seen.reason);
    }
    return await advance(candidate, strategy, submitted);
  }

  const ended = async (seen: Seen) =>
    isComponent(seen)
      ? ((await patient.components.settle(seen)) ?? seen.state.record)
      : patient.confirm(seen, config.scaling);

  /** A run that was killed between SageMaker's word and its own left that unwritten. */
  async function asked(seen: Seen): Promise<Seen> {
    const { next } = seen.state;
    if (!next || next.asked || seen.coming !== next.config) return seen;
    const state = { ...seen.state, next: { ...next, asked: true as const } };
    await running.write(seen.arn, state);
    return { ...seen, state };
  }

  const takeAway = (seen: Seen): Promise<void> =>
    isComponent(seen) ? patient.components.takeAway() : home.running.remove();

  return { submit, collect };
}

const pending = (endpoint: string, { modelRef, since }: Submitted): ToolkitError =>
  new ToolkitError({
    code: "deployment-pending",
    provider,
    retryable: true,
    message: `${modelRef} was submitted to ${endpoint} at ${since}, and nobody has collected it`,
    hint: "collect it (mode: collect with the same inputs), or run rollback",
  });

const other = (endpoint: string, { modelRef, since }: Submitted, wanted: string): ToolkitError =>
  new ToolkitError({
    code: "submitted-other",
    provider,
    message: `${modelRef} was submitted to ${endpoint} at ${since}, and not ${wanted} with these settings`,
    hint: "collect with the very inputs that it was submitted with",
  });
