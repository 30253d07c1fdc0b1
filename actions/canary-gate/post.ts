import type { Inputs, PostDeps } from "#action-kit";
import { type CanaryDrive, InputError } from "#contracts";
import { rememberedDrive, wasCompleted } from "./completed.ts";
import { type Driven, drivenBy } from "./driven.ts";
import { endpointOf } from "./endpoint.ts";
import { keptState } from "./kept-state.ts";
import type { spec } from "./spec.ts";
import { takeBack } from "./take-back.ts";

/** After an ending in between (cancelled, killed, failed): the canary gets nothing. */
export async function post(inputs: Inputs<typeof spec>, deps: PostDeps): Promise<void> {
  if (wasCompleted(deps)) return;
  const driven = drivenOrNone(inputs);
  const kept = driven && (await keptState(inputs, deps));
  const before = await kept?.read();
  const drive = driven && (rememberedDrive(deps) ?? before?.drive);
  if (!driven || !drive) {
    const state = inputs.state ? `; ${inputs.state} is what it was before` : "";
    return deps.log.warning(`canary-gate did not come to its end, so none of its looks counts${state}`);
  }
  const keep = async (next: CanaryDrive): Promise<void> => {
    if (kept && before)
      await kept.withState(async (now = before) => ({ result: undefined, state: { ...now, drive: next } }));
  };
  await takeBack(drive, endpointOf(driven, inputs, deps), keep, deps);
}

/** Of inputs that main refused there is nothing to take back. */
function drivenOrNone(inputs: Inputs<typeof spec>): Driven | undefined {
  try {
    return drivenBy(inputs);
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}
