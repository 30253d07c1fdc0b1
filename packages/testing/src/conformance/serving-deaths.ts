import { describe, expect, it } from "vitest";
import type { Candidate, Serving, Strategy } from "#serving";

export interface MortalServing {
  /** A new client of the same endpoint, which serves nothing in the beginning. */
  open(): Serving;
  /** One that is killed just before its n-th change of the world. */
  dying(calls: number): Serving;
  candidate(name: string): Candidate;
  /** Model that a request gets now; `nothing` where none answers. */
  answering(): string;
}

interface Verb {
  /** What is there before. */
  prepare(newEndpoint: () => Promise<MortalServing>): Promise<MortalServing>;
  verb(serving: Serving, world: MortalServing): Promise<unknown>;
  /** What may serve when it was killed. */
  meanwhile: RegExp;
  /** What serves when it was done. */
  ends: string;
  step: "standing" | "baking" | "settled";
}

const serving = async (newEndpoint: () => Promise<MortalServing>, strategy: Strategy): Promise<MortalServing> => {
  const world = await newEndpoint();
  await world.open().deploy(world.candidate("one"), strategy);
  return world;
};

const standing = async (newEndpoint: () => Promise<MortalServing>, strategy: Strategy): Promise<MortalServing> => {
  const world = await serving(newEndpoint, strategy);
  await world.open().deploy(world.candidate("two"), strategy);
  return world;
};

/** Promoted by a run that died in the bake: the model from before still stands. */
async function baking(newEndpoint: () => Promise<MortalServing>, strategy: Strategy): Promise<MortalServing> {
  for (let calls = 1; ; calls++) {
    const world = await standing(newEndpoint, strategy);
    await world
      .dying(calls)
      .promote(60)
      .catch((error: Error) => expect(error.message).toMatch(/killed/));
    if ((await world.open().describe())?.rollout?.step === "baking") return world;
    expect(calls, "no promotion dies in its bake").toBeLessThan(100);
  }
}

const deploys = (strategy: Strategy, replaces = false): Record<string, Verb> => ({
  [`the first deployment, ${strategy}`]: {
    prepare: (newEndpoint) => newEndpoint(),
    verb: (serving, { candidate }) => serving.deploy(candidate("one"), strategy),
    meanwhile: /^(nothing|one)$/,
    ends: "one",
    step: "settled",
  },
  [`a later deployment, ${strategy}`]: {
    prepare: (newEndpoint) => serving(newEndpoint, strategy),
    verb: (serving, { candidate }) => serving.deploy(candidate("two"), strategy),
    meanwhile: replaces ? /^(one|two)$/ : /^one$/,
    ends: replaces ? "two" : "one",
    step: replaces ? "settled" : "standing",
  },
});

const moves = (strategy: "canary" | "blue-green"): Record<string, Verb> => ({
  [`a promotion after ${strategy}`]: {
    prepare: (newEndpoint) => standing(newEndpoint, strategy),
    verb: (serving) => serving.promote(0),
    meanwhile: /^(one|two)$/,
    ends: "two",
    step: "settled",
  },
  [`the end of a bake, after ${strategy}`]: {
    prepare: (newEndpoint) => baking(newEndpoint, strategy),
    verb: (serving) => serving.promote(1),
    meanwhile: /^two$/,
    ends: "two",
    step: "settled",
  },
  [`a rollback of a candidate, after ${strategy}`]: {
    prepare: (newEndpoint) => standing(newEndpoint, strategy),
    verb: (serving) => serving.rollback(),
    meanwhile: /^one$/,
    ends: "one",
    step: "settled",
  },
  [`a rollback in the bake, after ${strategy}`]: {
    prepare: (newEndpoint) => baking(newEndpoint, strategy),
    verb: (serving) => serving.rollback(),
    meanwhile: /^(one|two)$/,
    ends: "one",
    step: "settled",
  },
});

const verbs: Record<string, Verb> = {
  ...deploys("canary"),
  ...deploys("blue-green"),
  ...deploys("all-at-once", true),
  ...moves("canary"),
  ...moves("blue-green"),
};

/**
 * Kill -9 before every single change of every strategy's verbs. What serves goes on serving; the post step (`settle`)
 * brings traffic and record together without going on; the next run does what the killed one was to do.
 */
export function servingDeaths(
  name: string,
  newEndpoint: () => Promise<MortalServing>,
  { rolling = false }: { rolling?: boolean } = {},
): void {
  const all = { ...verbs, ...(rolling ? deploys("rolling", true) : {}) };
  describe(`a run that is killed before any of its changes, ${name}`, () => {
    for (const [title, { prepare, verb, meanwhile, ends, step }] of Object.entries(all))
      it(title, { timeout: 60_000 }, async () => {
        for (let calls = 1, died = true; died; calls++) {
          const world = await prepare(newEndpoint);
          died = await verb(world.dying(calls), world).then(
            () => false,
            (error: Error) => {
              expect(error.message).toMatch(/killed/);
              return true;
            },
          );
          const at = `killed before change ${calls}`;
          expect(world.answering(), at).toMatch(meanwhile);
          const settled = await world.open().settle();
          expect(world.answering(), at).toBe(settled?.variants.baseline.modelRef ?? "nothing");
          expect(await world.open().describe(), at).toEqual(settled);
          await verb(world.open(), world);
          expect(world.answering(), at).toBe(ends);
          const record = await world.open().describe();
          expect([record?.variants.baseline.modelRef, record?.rollout?.step], at).toEqual([ends, step]);
        }
      });
  });
}
