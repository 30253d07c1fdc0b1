import { describe, expect, it } from "vitest";
import type { Candidate, Serving, Strategy } from "#serving";

export interface MortalServing {
  /** A new client of the same endpoint, which serves nothing in the beginning. */
  open(): Serving;
  /** One that is killed just before its n-th change of the world. */
  dying(calls: number): Serving;
  candidate(name: string): Candidate;
  /** Model that a request gets now, or `one and two` that it may get; `nothing` where none answers. */
  answering(): string;
  /** Time goes on, and the engine with what it was told. */
  pass(seconds: number): Promise<void>;
}

export interface DeathSettings {
  /** Those that the engine has. */
  strategies?: readonly Strategy[];
  /**
   * Seconds until somebody looks after a run that was killed. An engine that moves traffic by itself is still at what it
   * was told when they are none, and done with it when they are many.
   */
  idleSeconds?: number;
  /** A model that was replaced all at once can be given everything back until a promotion. */
  keepsReplaced?: boolean;
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

/** Change before which a promotion dies in its bake, where one of the engine has before. */
const bakes = new WeakMap<object, Map<Strategy, number>>();

/** Promoted by a run that died in the bake: the model from before still stands. */
async function baking(newEndpoint: () => Promise<MortalServing>, strategy: Strategy): Promise<MortalServing> {
  const known = bakes.get(newEndpoint) ?? new Map<Strategy, number>();
  bakes.set(newEndpoint, known);
  for (let calls = known.get(strategy) ?? 1; ; calls++) {
    known.set(strategy, calls);
    const world = await standing(newEndpoint, strategy);
    await world
      .dying(calls)
      .promote(60)
      .catch((error: Error) => expect(error.message).toMatch(/killed/));
    if ((await world.open().describe())?.rollout?.step === "baking") return world;
    expect(calls, "no promotion dies in its bake").toBeLessThan(100);
  }
}

const replacing = ["all-at-once", "rolling"] as const;
type Replacing = (typeof replacing)[number];
const replaces = (strategy: Strategy): strategy is Replacing => replacing.some((each) => each === strategy);

const deploys = (strategy: Strategy): Record<string, Verb> => ({
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
    meanwhile: replaces(strategy) ? /^(one|two)$/ : /^one$/,
    ends: replaces(strategy) ? "two" : "one",
    step: replaces(strategy) ? "settled" : "standing",
  },
});

/** After a strategy that leaves nothing to promote. */
const keeps = (strategy: Replacing): Record<string, Verb> => ({
  [`a promotion after ${strategy}`]: {
    prepare: (newEndpoint) => standing(newEndpoint, strategy),
    verb: (serving) => serving.promote(0),
    meanwhile: /^two$/,
    ends: "two",
    step: "settled",
  },
  [`a rollback after ${strategy}`]: {
    prepare: (newEndpoint) => standing(newEndpoint, strategy),
    verb: (serving) => serving.rollback(),
    meanwhile: /^(one|two)$/,
    ends: "one",
    step: "settled",
  },
});

const moves = (strategy: Strategy): Record<string, Verb> => ({
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
  [`a weight and a rollback of the candidate, after ${strategy}`]: {
    prepare: (newEndpoint) => standing(newEndpoint, strategy),
    async verb(serving) {
      if ((await serving.describe())?.variants.canary) await serving.setWeight(0.25, 600);
      await serving.rollback();
    },
    meanwhile: /^one( and two)?$/,
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

/**
 * Kill -9 before every single change of every strategy's verbs. What serves goes on serving; the post step (`settle`)
 * brings traffic and record together without going on, and they stay together; the next run does what the killed one was
 * to do.
 */
export function servingDeaths(
  name: string,
  newEndpoint: () => Promise<MortalServing>,
  { strategies = ["canary", "blue-green", "all-at-once"], idleSeconds = 0, keepsReplaced = false }: DeathSettings = {},
): void {
  const all = strategies.map((strategy) => ({
    ...deploys(strategy),
    ...(!replaces(strategy) ? moves(strategy) : keepsReplaced ? keeps(strategy) : {}),
  }));
  const when = idleSeconds > 0 ? `, seen ${idleSeconds} s later` : "";
  describe(`a run that is killed before any of its changes, ${name}${when}`, () => {
    for (const [title, { prepare, verb, meanwhile, ends, step }] of all.flatMap(Object.entries<Verb>))
      it(title, async () => {
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
          if (idleSeconds > 0) await world.pass(idleSeconds);
          expect(world.answering(), at).toMatch(meanwhile);
          const settled = await world.open().settle();
          expect(world.answering(), at).toBe(settled?.variants.baseline.modelRef ?? "nothing");
          expect(await world.open().describe(), at).toEqual(settled);
          if (settled) expect(settled.rollout?.step === "standing", at).toBe(settled.variants.canary !== null);
          await world.pass(60);
          const later = await world.open().describe();
          expect(world.answering(), `${at}, a minute after`).toBe(later?.variants.baseline.modelRef ?? "nothing");
          // where nothing served, an engine may still be at a first model that it was told of
          if (settled) expect(later, `${at}, a minute after`).toEqual(settled);
          await verb(world.open(), world);
          expect(world.answering(), at).toBe(ends);
          const record = await world.open().describe();
          expect([record?.variants.baseline.modelRef, record?.rollout?.step], at).toEqual([ends, step]);
          const told = record?.history.map(({ event, modelRef }) => `${event} ${modelRef}`) ?? [];
          expect(told, `${at}, told once each`).toEqual([...new Set(told)]);
        }
      });
  });
}
