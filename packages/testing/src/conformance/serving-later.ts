import { describe, expect, it } from "vitest";
import type { Candidate, Progress, Serving, Strategy } from "#serving";
import type { MortalServing } from "./serving-deaths.ts";

export interface SubmittingServing extends MortalServing {
  /** One whose server never starts. */
  broken(name: string): Candidate;
}

export interface LaterSettings {
  /** Those that can be submitted. */
  strategies?: readonly Strategy[];
  /** Seconds within which every step of a deployment is over. */
  stepSeconds?: number;
}

type Verb = "submit" | "collect";

/** A look of whoever comes by: undefined where there was nothing to collect. */
async function look(serving: Serving, verb: Verb, candidate: Candidate, strategy: Strategy) {
  const work = serving[verb];
  if (!work) throw new Error(`the engine has no ${verb}`);
  return await work(candidate, strategy);
}

const seenAs = (record: unknown): unknown =>
  // every run has its own times
  JSON.parse(JSON.stringify(record, (key, value) => (/^(time|startedAt)$/.test(key) ? "" : value)));

/**
 * What every engine keeps whose deployments nobody has to wait for: a submission ends as a deployment does, whoever looks
 * and however often, and wherever a look was killed.
 */
export function laterConformance(
  name: string,
  newEndpoint: () => Promise<SubmittingServing>,
  { strategies = ["canary", "blue-green", "all-at-once"], stepSeconds = 600 }: LaterSettings = {},
): void {
  /** Collects until it is over; undefined where nothing is left to collect. */
  async function collected(
    world: SubmittingServing,
    candidate: Candidate,
    strategy: Strategy,
  ): Promise<Progress | undefined> {
    for (let looks = 1; looks <= 20; looks++) {
      await world.pass(stepSeconds);
      const progress = await look(world.open(), "collect", candidate, strategy);
      if (progress?.state !== "in-progress") return progress;
    }
    throw new Error("it is never over");
  }

  const standing = async (strategy: Strategy, models: readonly string[]): Promise<SubmittingServing> => {
    const world = await newEndpoint();
    for (const model of models) await world.open().deploy(world.candidate(model), strategy);
    return world;
  };

  describe.each(strategies)(`a deployment that nobody waits for, ${name}, %s`, { timeout: 60_000 }, (strategy) => {
    for (const before of [[], ["one"]] as const) {
      const title = before.length === 0 ? "the first" : "a later one";

      it(`${title}: is on its way until it is collected, and then as if somebody had waited`, async () => {
        const waited = await standing(strategy, before);
        await waited.open().deploy(waited.candidate("two"), strategy);
        const world = await standing(strategy, before);
        const two = world.candidate("two");
        const served = world.answering();
        expect(await look(world.open(), "collect", two, strategy)).toBeUndefined();
        for (const verb of ["submit", "submit", "collect", "collect"] as const) {
          const progress = await look(world.open(), verb, two, strategy);
          expect(progress).toMatchObject({ state: "in-progress", record: { pending: { modelRef: "two" } } });
          expect(world.answering()).toBe(served);
        }
        const over = await collected(world, two, strategy);
        expect(world.answering()).toBe(waited.answering());
        expect(seenAs(await world.open().describe())).toEqual(seenAs(await waited.open().describe()));
        expect(await world.open().describe()).toEqual(over?.record);
        for (const verb of ["collect", "submit"] as const)
          expect(await look(world.open(), verb, two, strategy)).toEqual({ ...over, already: true });
      });

      it(`${title}: fails as a deployment does, leaves what serves alone, and is told once`, async () => {
        const world = await standing(strategy, before);
        const bad = world.broken("bad");
        const [served, record] = [world.answering(), await world.open().describe()];
        expect(await look(world.open(), "submit", bad, strategy)).toMatchObject({ state: "in-progress" });
        await expect(collected(world, bad, strategy)).rejects.toMatchObject({
          code: "server-unhealthy",
          message: expect.stringContaining("no such model"),
        });
        expect([world.answering(), await world.open().describe()]).toEqual([served, record]);
        expect(await look(world.open(), "collect", bad, strategy)).toBeUndefined();
        // the way is free, and the same may be tried again
        for (const candidate of [bad, world.candidate("two")]) {
          expect(await look(world.open(), "submit", candidate, strategy)).toMatchObject({ state: "in-progress" });
          await collected(world, candidate, strategy).catch(() => undefined);
        }
        expect(await world.open().describe()).toMatchObject({
          history: expect.arrayContaining([expect.objectContaining({ modelRef: "two" })]),
        });
      });

      it(`${title}: another one is refused until it is collected, by name`, async () => {
        const world = await standing(strategy, before);
        const [two, three] = [world.candidate("two"), world.candidate("three")];
        await look(world.open(), "submit", two, strategy);
        for (const _time of ["under way", "in service"]) {
          await expect(look(world.open(), "submit", three, strategy)).rejects.toMatchObject({
            code: "deployment-pending",
            retryable: true,
            message: expect.stringContaining("two"),
          });
          await expect(look(world.open(), "collect", three, strategy)).rejects.toMatchObject({
            code: "submitted-other",
            message: expect.stringContaining("two"),
          });
          await world.pass(stepSeconds);
        }
        expect(await collected(world, two, strategy)).toMatchObject({ state: "deployed" });
      });

      for (const verb of ["submit", "collect"] as const)
        for (const ends of ["well", "badly"] as const)
          it(`${title}: ${verb} that is killed before any of its changes, and ends ${ends}`, async () => {
            for (let calls = 1, died = true; died; calls++) {
              const at = `killed before change ${calls}`;
              const world = await standing(strategy, before);
              const [served, record] = [world.answering(), await world.open().describe()];
              const candidate = ends === "well" ? world.candidate("two") : world.broken("bad");
              if (verb === "collect") {
                await look(world.open(), "submit", candidate, strategy);
                await world.pass(stepSeconds);
              }
              died = await diesIn(() => look(world.dying(calls), verb, candidate, strategy));
              // the first verb again, and then looks, as a schedule has them
              if (verb === "submit") await look(world.open(), verb, candidate, strategy);
              const over = await ending(() => collected(world, candidate, strategy));
              const now = await world.open().describe();
              if (ends === "well") {
                expect([over, now?.pending], at).toEqual(["deployed", undefined]);
                expect(
                  now?.history.filter(({ modelRef, event }) => `${event} ${modelRef}` === "deployed two"),
                  at,
                ).toHaveLength(1);
              } else {
                // where the endpoint itself went, or the last word was written, the answer died with the run
                expect(over, at).toMatch(/server-unhealthy|nothing/);
                expect([world.answering(), now], at).toEqual([served, record]);
              }
            }
          });

      it(`${title}: a submission that is killed is settled by its post step, and can be asked for again`, async () => {
        for (let calls = 1, died = true; died; calls++) {
          const at = `killed before change ${calls}`;
          const world = await standing(strategy, before);
          const two = world.candidate("two");
          died = await diesIn(() => look(world.dying(calls), "submit", two, strategy));
          const settled = await world.open().settle();
          expect(settled?.pending, at).toBeUndefined();
          expect(world.answering(), at).toBe(settled?.variants.baseline.modelRef ?? "nothing");
          expect(await world.open().describe(), at).toEqual(settled);
          await look(world.open(), "submit", two, strategy);
          expect((await collected(world, two, strategy))?.state, at).toBe("deployed");
        }
      });
    }

    it("is ended by whoever goes back meanwhile", async () => {
      const world = await standing(strategy, ["one"]);
      await look(world.open(), "submit", world.candidate("two"), strategy);
      await world.pass(stepSeconds);
      await world.open().rollback();
      expect((await world.open().describe())?.pending).toBeUndefined();
      expect(world.answering()).toMatch(/^(one|two)$/);
      const settled = await world.open().settle();
      expect(await world.open().describe()).toEqual(settled);
    });
  });
}

async function diesIn(work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work();
    return false;
  } catch (error) {
    if ((error as { code?: string }).code === "server-unhealthy") return false;
    expect((error as Error).message).toMatch(/killed/);
    return true;
  }
}

/** `deployed`, the code of what went wrong, or `nothing` where nothing is left to collect. */
async function ending(work: () => Promise<Progress | undefined>): Promise<string> {
  try {
    return (await work())?.state ?? "nothing";
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    return code ?? message;
  }
}
