import type { ActionDeps, ActionResult, Inputs } from "#action-kit";
import { type Deployment, InputError, ToolkitError } from "#contracts";
import { isoTime } from "#platform";
import type { Serving } from "#serving";
import { endpointAnnouncer } from "../announce-endpoint.ts";
import { openServing } from "../open-serving.ts";
import { changing } from "../unfinished-change.ts";
import type { spec } from "./spec.ts";

type Baking = Pick<Inputs<typeof spec>, "bake" | "wait">;

/** All traffic to the candidate; a bake is waited for, or left to a later run. */
export async function moved(serving: Serving, { bake, wait }: Baking): Promise<Deployment> {
  return wait ? await serving.promote(bake) : await serving.switchOver();
}

/** Longer than any bake: asks whether anything bakes, and ends nothing. */
const always = 1e10;

/** When the bake is over that this run leaves to a later one, in ISO 8601; empty where nothing bakes. */
export async function bakedUntil(
  serving: Serving,
  { bake, wait }: Baking,
  { clock }: Pick<ActionDeps, "clock">,
): Promise<string> {
  if (wait) return "";
  const { secondsLeft } = await serving.endBake(always);
  return secondsLeft === 0 ? "" : timeIn(Math.max(bake - (always - secondsLeft), 0), clock);
}

const timeIn = (seconds: number, clock: ActionDeps["clock"]): string =>
  isoTime({ ...clock, now: () => Math.ceil(clock.now() / 1000 + seconds) * 1000 });

export async function sayServing(
  status: ReturnType<typeof endpointAnnouncer>,
  { id, variants, url }: Deployment,
  bakeEnds: string,
): Promise<void> {
  const { modelRef } = variants.baseline;
  if (bakeEnds) await status.say(id, "in_progress", (text) => text.baking(modelRef, bakeEnds), url);
  else await status.say(id, "success", (text) => text.serving(modelRef), url);
}

/**
 * The old model goes where its bake is over. A candidate that stands there gets nothing by this: it has a promotion, with
 * evidence, of its own.
 */
export async function endBake(inputs: Inputs<typeof spec>, deps: ActionDeps): Promise<ActionResult<typeof spec>> {
  const { endpoint, bake, wait } = inputs;
  if (endpoint === undefined)
    throw new InputError([{ where: "endpoint", problem: "is needed by only: bake", mend: "name the endpoint" }]);
  const serving = await openServing({ ...inputs, endpoint }, deps);
  const before = await serving.describe();
  if (!before) throw new ToolkitError({ code: "not-deployed", message: `nothing is deployed at ${endpoint}` });
  const bakes = (await serving.endBake(always)).secondsLeft > 0;
  const { record, secondsLeft } = await changing(deps, before.id, async () => {
    for (;;) {
      const ended = await serving.endBake(bake);
      if (ended.secondsLeft === 0 || !wait) return ended;
      deps.log.info(`the model before ${ended.record.variants.baseline.modelRef} stands ${ended.secondsLeft} s more`);
      await deps.clock.sleep(ended.secondsLeft * 1000, deps.signal);
    }
  });
  const bakeEnds = secondsLeft === 0 ? "" : timeIn(secondsLeft, deps.clock);
  const { modelRef, version } = record.variants.baseline;
  deps.log.info(bakeEnds ? `${modelRef} bakes until ${bakeEnds}` : `nothing stands from before ${modelRef}`);
  // a schedule that looks every hour does not say every hour that nothing is new
  if (bakes && !bakeEnds) await sayServing(endpointAnnouncer(inputs, deps), record, bakeEnds);
  return {
    outputs: {
      outcome: bakeEnds ? "baking" : "promoted",
      "bake-ends": bakeEnds,
      "model-ref": modelRef,
      previous: record.previous?.modelRef ?? "",
      version,
      endpoint: record.url,
      proposal: "",
    },
  };
}
