import type { ActionDeps, Inputs } from "#action-kit";
import {
  afterLook,
  asking,
  type CanarySettings,
  given,
  newDrive,
  reportOf,
  secondsLeft,
  turnOf,
  wantedBy,
} from "#canary";
import type { CanaryDrive, CanaryLook, CanaryReport, CanaryState, Deployment } from "#contracts";
import { isoTime } from "#platform";
import { rememberDrive } from "./completed.ts";
import type { Driven } from "./driven.ts";
import { endpointOf, modelRefsOf, type Seen } from "./endpoint.ts";
import { withClaim } from "./gate-claim.ts";
import { isHandsOff, requireFree, requireUntouched } from "./hands-off.ts";
import { keptState, onState } from "./kept-state.ts";
import { lineOf } from "./look-line.ts";
import type { Looks } from "./looks.ts";
import { requireGoesOn, requireSameRollout } from "./same-rollout.ts";
import { sharedStore } from "./shared-state.ts";
import type { spec } from "./spec.ts";
import type { Store } from "./state-file.ts";
import { takeBack } from "./take-back.ts";
import { withLease } from "./weight-lease.ts";

type State = CanaryState & { drive: CanaryDrive };

interface Task {
  driven: Driven;
  settings: CanarySettings;
  /** Looks at what stands there. */
  open(deployment: Deployment): Promise<Looks>;
}

/**
 * Gives the canary one weight of the plan after another, and looks at each until it is judged well: one look a run, or all
 * of them. The state is written before a weight is asked for and when it is there, so that the next run goes on from
 * wherever this one was killed. Every end in between takes the traffic back; what somebody else decided stays.
 */
export async function driveRollout(task: Task, inputs: Inputs<typeof spec>, deps: ActionDeps): Promise<CanaryReport> {
  const { name, mode, lease } = task.driven;
  const kept = await keptState(inputs, deps);
  const work = (before: CanaryState | undefined, store: Store) => rollOut(task, { before, store }, inputs, deps);
  // between its looks a rollout keeps its deployment as long as its weight holds; a loop ends with its run
  const state = mode === "look" ? kept?.name : undefined;
  const shared = await sharedStore(inputs, deps);
  const longest = task.driven.longest + inputs["look-interval"] + inputs["hand-over"];
  return await withClaim(
    deps,
    { subject: name, state, stateDir: inputs["state-dir"], seconds: lease, shared, longest },
    () => onState(kept, work),
    ({ drive }) => drive?.ended !== undefined,
  );
}

async function rollOut(
  { driven, settings, open }: Task,
  { before, store }: { before: CanaryState | undefined; store: Store },
  inputs: Inputs<typeof spec>,
  deps: ActionDeps,
): Promise<{ state: CanaryState; result: CanaryReport }> {
  const { mode, plan, lease, name, longest } = driven;
  const endpoint = endpointOf(driven, inputs, deps);
  const looked: CanaryLook[] = [];
  const notes = new Set<string>();
  let judging: CanaryReport["judging"];
  const first = await endpoint.see();
  const drive = before
    ? requireSameRollout(before, driven, settings)
    : newDrive(name, plan, requireFree(first, name), deps.clock.now());
  // a loop that is begun again has its time again
  const left =
    mode === "look" && drive.ended === undefined && !before?.rolledBack
      ? secondsLeft(drive, longest, deps.clock.now())
      : longest;
  const deadline = deps.clock.monotonic() + left * 1000;
  requireUntouched(drive, first);
  const looks = await open(first.deployment);
  let state: State = { ...(before ?? (await looks.begin())), drive };

  try {
    let goesOn = mode === "loop" || left > 0;
    if (!goesOn) await ask(first, { ...state, drive: { ...drive, ended: "timed-out" } }, false);
    while (goesOn && deps.clock.monotonic() < deadline) goesOn = await turn();
    if (goesOn) await giveUp();
  } catch (error) {
    if (!isHandsOff(error)) await giveUp();
    throw error;
  }
  return { state, result: report() };

  /** Tells whether another one follows. */
  async function turn(): Promise<boolean> {
    const seen = await endpoint.see();
    requireUntouched(state.drive, seen);
    switch (turnOf(state, seen)) {
      case "give":
        if (state.drive.inForce && state.drive.weight > 0) notes.add("lease-lapsed");
        await ask(seen, state, true);
        return true;
      case "look":
        return await lookOnce();
      case "hand-over":
        await ask(seen, state, false);
        return false;
      case "take-back":
        await ask(seen, state, false);
        return true;
      case "over":
        throw requireGoesOn(state, settings);
    }
  }

  async function lookOnce(): Promise<boolean> {
    const counted = await held(async () => {
      await looks.pass(state);
      const seen = await endpoint.see();
      requireUntouched(state.drive, seen);
      // what came after the lease had run out came at another weight: none of it counts
      return turnOf(state, seen) === "look" ? await looks.count(state) : undefined;
    });
    if (!counted) return true;
    // counts may be minutes late, and somebody may have decided meanwhile
    const seen = await endpoint.see();
    requireUntouched(state.drive, seen);
    const { look } = counted;
    const told = { ...look, weight: state.drive.weight, time: isoTime(deps.clock) };
    looked.push(told);
    deps.log.info(lineOf(told));
    for (const note of counted.notes) notes.add(note);
    judging = counted.judging ?? judging;
    const next = { ...counted.state, drive: afterLook(state.drive, look, inputs["on-inconclusive"]) };
    const { ended, weight } = next.drive;
    if (ended !== undefined || wantedBy(next.drive) !== weight) await ask(seen, next, ended === undefined);
    else {
      await keep(next);
      // until the next run
      if (mode === "look" && !seen.isLapsed) renewed((await endpoint.setWeight(weight, lease)).leaseExpiresAt);
    }
    return ended === undefined && mode === "loop";
  }

  /** Between two looks the lease lasts until the next run; one that is waited with is renewed meanwhile. */
  function held<Result>(work: () => Promise<Result>): Promise<Result> {
    if (mode === "look") return work();
    return withLease(deps, endpoint, { ...driven, weight: state.drive.weight }, renewed, work);
  }

  function renewed(leaseEndsAt: string | null): void {
    state = { ...state, drive: given(state.drive, leaseEndsAt) };
  }

  /** What the rollout wants by now; written down first, and then with the place where counting begins. */
  async function ask(seen: Seen, wanting: State, marks: boolean): Promise<void> {
    const { ended } = wanting.drive;
    const weight = wantedBy(wanting.drive);
    await keep({ ...wanting, drive: asking(wanting.drive, weight, seen) });
    const seconds = weight === 0 ? null : ended === "passed" ? inputs["hand-over"] : lease;
    const { leaseExpiresAt } = await endpoint.setWeight(weight, seconds);
    deps.log.info(`the canary of ${name} gets ${Math.round(weight * 1e4) / 100} %`);
    const marked = marks ? await looks.mark(state) : state;
    await keep({ ...marked, drive: given(state.drive, leaseExpiresAt) });
  }

  async function giveUp(): Promise<void> {
    await takeBack(state.drive, endpoint, (back) => keep({ ...state, drive: back }), deps);
  }

  async function keep(next: State): Promise<void> {
    state = next;
    rememberDrive(deps, next.drive);
    await store(next);
  }

  function report(): CanaryReport {
    const { step, weight, leaseEndsAt, ended } = state.drive;
    const told = reportOf(looked, state, settings, looks.source);
    // a plan that did not come to its end has not passed, whatever its last look said
    const isUndecided = told.verdict === "pass" || ended === "timed-out";
    const verdict = ended === "passed" ? "pass" : isUndecided ? "inconclusive" : told.verdict;
    const { tauMs } = state.telemetry ?? {};
    return {
      ...told,
      verdict,
      notes: [...told.notes, ...notes],
      modelRefs: modelRefsOf(first),
      ...(tauMs !== undefined && { tauMs }),
      ...(judging && { judging }),
      drive: { deployment: name, steps: plan.length, passed: step, weight, leaseEndsAt, ...(ended && { ended }) },
    };
  }
}
