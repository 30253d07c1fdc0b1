import type { Deployment } from "#contracts";
import { atStep } from "../../rollout.ts";
import type { Seen } from "./endpoint.ts";
import type { Guardrail } from "./guardrail.ts";
import type { Home } from "./home.ts";

export type Routes = ReturnType<typeof routesOf>;

/** From one state that serves to the next. */
export function routesOf({ running, service, config: { endpoint }, eventOf, copyRecord }: Home) {
  async function bring(seen: Seen, record: Deployment, next: string, guardrail?: Guardrail): Promise<void> {
    await running.change(seen, record, next, () => running.update(seen.config, next, guardrail));
    await running.tidy(next, await service.variantsOf(next));
    await copyRecord(record);
  }

  /** What is done already: written down, with nothing beside it that a killed run left. */
  async function confirm({ arn, state, config: serves, variants }: Seen): Promise<Deployment> {
    await running.write(arn, state);
    await running.tidy(serves, variants);
    return await copyRecord(state.record);
  }

  /** The configuration that the record wants and nothing beside it: ends the model from before, and what a killed run left. */
  async function sweep(seen: Seen): Promise<Deployment> {
    const { record } = seen.state;
    const wanted = await running.configure(record, seen.variants);
    if (wanted === seen.config) {
      await running.tidy(seen.config, seen.variants);
      return record;
    }
    const alone = atStep(record, "settled");
    await bring(seen, alone, wanted);
    return alone;
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

  return { bring, confirm, sweep, route, promoteCanary, switchOver };
}
