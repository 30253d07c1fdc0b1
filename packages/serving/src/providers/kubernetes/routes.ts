import type { Deployment } from "#contracts";
import { atStep } from "../../rollout.ts";
import type { Home, Standing } from "./home.ts";
import { movementOf } from "./movement.ts";
import type { ServingState } from "./state.ts";

export type Routes = ReturnType<typeof routesOf>;

/** From one state that serves to the next: written as intent, done, and written as observed. */
export function routesOf(home: Home) {
  const { config, write, eventOf, copyRecord } = home;
  const movement = movementOf(home);

  async function route(
    standing: Standing,
    next: NonNullable<ServingState["next"]>,
    act: () => Promise<unknown>,
  ): Promise<Standing> {
    const intended = await write(standing, { ...standing.state, next });
    await act();
    const after = await write(intended, { ...standing.state, ...next, next: null });
    await copyRecord(next.record);
    return after;
  }

  /** All requests to the canary; the model before stands until the bake is over. */
  function promoteCanary(standing: Standing): Promise<Standing> {
    const { record } = standing.state;
    const { baseline, canary } = record.variants;
    if (!canary) throw new Error(`${config.endpoint} has no canary`);
    const promoted: Deployment = {
      ...atStep(record, "baking"),
      variants: { baseline: { ...canary, url: baseline.url }, canary: null },
      previous: baseline,
      history: [...record.history, eventOf("promoted", canary.modelRef)],
    };
    return route(standing, { record: promoted, baking: true }, () => movement.weigh(canary.server, 1));
  }

  /** The end of a bake. */
  async function settle(standing: Standing): Promise<Standing> {
    const { state } = standing;
    await movement.finish(state.record.variants.baseline.server);
    // before the record says that nothing is left to do
    await config.afterPromotion?.(state.record.variants.baseline);
    const record = atStep(state.record, "settled");
    const after = await write(standing, { ...state, record, baking: false, next: null });
    await copyRecord(record);
    return after;
  }

  async function switchOver(standing: Standing): Promise<Deployment> {
    return (await settle(await promoteCanary(standing))).state.record;
  }

  return { route, promoteCanary, settle, switchOver };
}
