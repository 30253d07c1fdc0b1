import type { ActionDeps } from "#action-kit";
import { type PromotionIntent, parseStrictly, promotionIntentSchema, ToolkitError } from "#contracts";
import { isoTime } from "#platform";
import { requireName } from "#registry";
import type { StateStore } from "#state";

/** A promotion that this run alone may carry out, as long as nobody took it for dead. */
export interface HeldPromotion {
  intent: PromotionIntent;
  /** @throws ToolkitError `promotion-taken-over` when another run did */
  stillMine(): Promise<void>;
  /** @param announced whether it was said outside; undefined where there was nothing to say */
  close(outcome: "done" | "undone", announced?: boolean): Promise<void>;
  /** Leaves it to the next run at once, because this one gives up. */
  leave(): Promise<void>;
}

type Deps = Pick<ActionDeps, "clock" | "random" | "log" | "github" | "environment">;

/** How long a second promotion waits for the first. */
const waitMs = 60_000;
const pauseMs = 5_000;

/** Every word of it is legal in a state store whatever the model is called. */
export const intentKey = (name: string): string => `promotion/${requireName(name)}-intent`;

/**
 * Writes down what is going to be changed before anything is. Of two runs at once one writes, the other waits for it. What
 * a dead run left open goes to `settle` first.
 * @param plan asked after that, when the registries are whole; undefined when there is nothing to change
 * @param settle finishes or undoes what it is given, and closes it
 * @throws ToolkitError `promotion-under-way` naming who, since when
 */
export async function holdPromotion(
  state: StateStore,
  name: string,
  deps: Deps,
  settle: (left: HeldPromotion) => Promise<void>,
  plan: () => Promise<Plan | undefined>,
): Promise<HeldPromotion | undefined> {
  const { clock, random, log } = deps;
  const key = intentKey(name);
  const deadline = clock.monotonic() + waitMs;
  for (;;) {
    const stored = await state.read(key);
    const found = stored && parseStrictly(promotionIntentSchema, stored.value, key);
    if (stored && found?.state === "open") {
      if (!isDead(found, deps)) {
        if (clock.monotonic() >= deadline) throw underWay(found);
        log.info(`waiting for the promotion of ${name} by ${found.actor} (${found.run}), begun ${found.time}`);
        await clock.sleep(pauseMs);
        continue;
      }
      const taken = await write({ ...found, ...holdFor(0) }, stored.version);
      if (taken) {
        log.info(`going on with what ${found.actor} (${found.run}) began ${found.time} and left half-done`);
        await settle(taken);
      }
      continue;
    }
    const planned = await plan();
    if (!planned) return undefined;
    const { seconds, ...rest } = planned;
    const intent: PromotionIntent = {
      schemaVersion: 1,
      state: "open",
      id: random.uuid(),
      time: isoTime(clock),
      ...rest,
      ...holdFor(seconds),
    };
    const held = await write(intent, stored?.version);
    if (held) return held;
  }

  function holdFor(seconds: number): Pick<PromotionIntent, "holder" | "until"> {
    return { holder: holderOf(deps), until: clock.now() + (seconds + 300) * 1000 };
  }

  async function write(intent: PromotionIntent, expected: string | undefined): Promise<HeldPromotion | undefined> {
    const version = await state.write(key, promotionIntentSchema.parse(intent), expected);
    if (version === undefined) return undefined;
    return {
      intent,
      async stillMine() {
        if ((await state.read(key))?.version !== version) throw takenOver(intent);
      },
      async close(outcome, announced) {
        const closed: PromotionIntent = { ...intent, state: outcome, ...(announced !== undefined && { announced }) };
        if ((await state.write(key, closed, version)) === undefined) throw takenOver(intent);
      },
      async leave() {
        await state.write(key, { ...intent, until: 0 }, version);
      },
    };
  }
}

export type Plan = Omit<PromotionIntent, "schemaVersion" | "state" | "id" | "time" | "holder" | "until"> & {
  /** What it takes at most beside the aliases, such as the bake. */
  seconds: number;
};

/** Steps of one job come one after another: an earlier one that left this open has ended, however it did. */
function isDead({ holder, until }: PromotionIntent, deps: Deps): boolean {
  return deps.clock.now() >= until || (deps.github.runId !== "" && holder === holderOf(deps));
}

function holderOf({ github, environment, random }: Deps): string {
  const { runId, runAttempt, job } = github;
  if (runId === "") return random.uuid();
  // jobs of a matrix have one id, and a runner each
  return [runId, runAttempt, job, environment.get("RUNNER_NAME") ?? ""].join("/");
}

const underWay = ({ name, actor, run, time, until }: PromotionIntent): ToolkitError =>
  new ToolkitError({
    code: "promotion-under-way",
    retryable: true,
    message: `${name} is being promoted or rolled back by ${actor} since ${time}: ${run || "(a run outside GitHub)"}`,
    hint: `wait for that run; if it died, what it left is settled by any run after ${new Date(until).toISOString()}`,
  });

const takenOver = ({ name, id }: PromotionIntent): ToolkitError =>
  new ToolkitError({
    code: "promotion-taken-over",
    message: `another run took this promotion of ${name} (${id}) for dead and settled it`,
    hint: "look at promotion.json of that run",
  });
