import { type Deployment, ToolkitError } from "#contracts";
import { atStep } from "../../rollout.ts";
import { unshadowed } from "../../shadow.ts";
import { capacityHolder } from "./capacity-holder.ts";
import { isUnderWay } from "./failures.ts";
import type { Guardrail } from "./guardrail.ts";
import type { Home } from "./home.ts";
import type { Seen } from "./seen.ts";
import { collected, type Scaling } from "./state.ts";

export type Routes = ReturnType<typeof routesOf>;

interface Bringing {
  guardrail?: Guardrail | undefined;
  /** How the variants are scaled afterwards. */
  scaling: Scaling | undefined;
}

/** From one state that serves to the next. */
export function routesOf(home: Home) {
  const { running, settled, log, eventOf, copyRecord } = home;
  const capacity = capacityHolder(home);

  async function bring(seen: Seen, record: Deployment, config: string, how: Bringing): Promise<void> {
    const { scaling } = how;
    const { variants, shadow } = await running.configured(config);
    try {
      await running.change(seen, { record, config, scaling }, async (asked) => {
        await capacity.hold(seen, variants, scaling);
        await running.update(seen.config, config, { guardrail: how.guardrail, asked });
      });
    } catch (error) {
      // nothing is added or taken away until it is over
      if (isUnderWay(error)) throw error;
      await capacity
        .scale(seen.variants, seen.state.scaling)
        .catch((cause: unknown) =>
          log.warning(`autoscaling stays suspended until the next deploy or rollback: ${cause}`),
        );
      throw error;
    }
    await capacity.scale(variants, scaling);
    await running.tidy(config, [...variants, ...shadow]);
    await copyRecord(record);
  }

  /** What is done already: written down, with nothing beside it that a killed run left. */
  async function confirm(seen: Seen, scaling: Scaling | undefined): Promise<Deployment> {
    const { arn, state, config: serves, variants, shadow } = seen;
    if (state.scaling && !scaling) await capacity.release(variants);
    const { scaling: _before, ...rest } = state;
    await running.write(arn, { ...rest, ...(scaling && { scaling }) });
    await capacity.scale(variants, scaling);
    await running.tidy(serves, [...variants, ...shadow]);
    await copyRecord(state.record);
    // the last of all: until then whoever collects does all of this again
    const over = collected({ ...rest, ...(scaling && { scaling }) });
    if (state.submitted) await running.write(arn, over);
    return state.record;
  }

  /** The configuration that the record wants and nothing beside it: ends the model from before, and what a killed run left. */
  async function sweep(seen: Seen): Promise<Deployment> {
    const { record, scaling } = seen.state;
    const wanted = await running.configure(record, seen);
    if (wanted === seen.config) {
      await capacity.scale(seen.variants, scaling);
      await running.tidy(seen.config, [...seen.variants, ...seen.shadow]);
      return record;
    }
    const alone = atStep(record, "settled");
    await bring(seen, alone, wanted, { scaling });
    return alone;
  }

  /** All traffic to one variant by its weight, within the configuration that serves. */
  async function route(seen: Seen, record: Deployment): Promise<Seen> {
    const { scaling } = seen.state;
    const state = await running.change(seen, { record, config: seen.config, scaling }, async () => {
      await keepInstances(seen);
      await running.weigh(record.variants, 0);
    });
    await copyRecord(record);
    return { ...seen, state };
  }

  /** What loses its requests keeps its instances, until nobody can want them back; no way back waits for that. */
  async function keepInstances({ variants, state }: Seen): Promise<void> {
    await capacity.keep(variants, state.scaling).catch((error: unknown) => {
      if (!(error instanceof ToolkitError)) throw error;
      log.warning(`autoscaling may take instances away meanwhile: ${error.message}`);
    });
  }

  /** A canary in another way: as a shadow, with another share, or no longer as one. It begins without weight. */
  async function reshape(seen: Seen, record: Deployment): Promise<Seen> {
    const { scaling } = seen.state;
    const model = record.variants.canary?.server;
    if (model !== undefined) await running.grant(seen.arn, { canary: 0, endsAt: null, model });
    await bring(seen, record, await running.configure(record, seen), { scaling });
    return await settled();
  }

  async function promoteCanary(standing: Seen): Promise<Seen> {
    const isShadow = standing.state.record.shadow !== undefined;
    const seen = isShadow ? await reshape(standing, unshadowed(standing.state.record)) : standing;
    const { record } = seen.state;
    const { baseline, canary } = record.variants;
    if (!canary) throw new Error(`${record.endpoint} has no canary`);
    await capacity.match(seen, canary.server, baseline.server);
    return await route(seen, {
      ...atStep(record, "baking"),
      variants: { baseline: canary, canary: null },
      previous: baseline,
      history: [...record.history, eventOf("promoted", canary.modelRef)],
    });
  }

  async function switchOver(seen: Seen): Promise<Deployment> {
    const promoted = await promoteCanary(seen);
    return await sweep(promoted);
  }

  return { bring, confirm, sweep, route, reshape, promoteCanary, switchOver, keepInstances };
}
