import { describe, expect, it } from "vitest";
import type { Deployment } from "#contracts";
import type { Candidate, Serving } from "#serving";

export interface ServingUnderTest {
  /** A new client of the same endpoint, which serves nothing in the beginning. */
  open(): Serving;
  candidate(name: string): Candidate;
  /** One whose server never starts. */
  broken(name: string): Candidate;
  /** `modelRef` of what answers a request to the deployment. */
  ask(deployment: Deployment): Promise<string>;
  pass(seconds: number): Promise<void>;
}

export interface ConformanceSettings {
  /** Milliseconds of one test. */
  timeout?: number;
  concurrent?: boolean;
  /** Words of the tests that run, where an engine is too slow for all and its other tests do the same under load. */
  only?: readonly string[];
}

/** What every engine that serves has to keep; `newEndpoint` is called once for each test. */
export function servingConformance(
  name: string,
  newEndpoint: () => Promise<ServingUnderTest>,
  { only, ...settings }: ConformanceSettings = {},
): void {
  const chosen = (title: string): boolean => !only || only.some((words) => title.includes(words));
  const check = (title: string, work: () => Promise<void>): void => {
    if (chosen(title)) it(title, settings, work);
  };
  describe(`serving by ${name}`, () => {
    check("knows of nothing before the first deployment", async () => {
      const { open } = await newEndpoint();
      expect(await open().describe()).toBeUndefined();
      for (const verb of ["rollback", "weights", "switchOver"] as const)
        await expect(open()[verb]()).rejects.toMatchObject({ code: "not-deployed" });
      for (const verb of ["promote", "endBake"] as const)
        await expect(open()[verb](0)).rejects.toMatchObject({ code: "not-deployed" });
    });

    check("deploys the first model alone and a later one beside it, each once, and takes it back", async () => {
      const { open, candidate, ask } = await newEndpoint();
      const first = await open().deploy(candidate("one"), "canary");
      expect(first).toMatchObject({ variants: { baseline: { modelRef: "one" }, canary: null }, previous: null });
      expect(await ask(first)).toBe("one");
      expect(await open().deploy(candidate("one"), "canary")).toEqual(first);
      const second = await open().deploy(candidate("two"), "canary");
      expect(second.variants).toMatchObject({ baseline: { modelRef: "one" }, canary: { modelRef: "two" } });
      expect(await open().describe()).toEqual(second);
      expect(await open().deploy(candidate("two"), "canary")).toEqual(second);
      expect(await open().weights()).toEqual({ canary: 0, leaseExpiresAt: null });
      expect(await open().health()).toMatchObject({ baseline: { healthy: true }, canary: { healthy: true } });
      await expect(open().deploy(candidate("three"), "canary")).rejects.toMatchObject({ code: "canary-present" });
      for (const _time of [1, 2])
        expect((await open().rollback()).variants).toMatchObject({ baseline: { modelRef: "one" }, canary: null });
      expect(await ask(first)).toBe("one");
      expect((await open().describe())?.history.map(({ event }) => event)).toEqual([
        "deployed",
        "deployed",
        "rolled-back",
      ]);
    });

    check("gives the canary its weight for as long as the lease is renewed", async () => {
      const { open, candidate, pass, ask } = await newEndpoint();
      const first = await open().deploy(candidate("one"), "canary");
      await expect(open().setWeight(0.5, 5)).rejects.toMatchObject({ code: "no-canary" });
      await open().deploy(candidate("two"), "canary");
      for (const [weight, lease] of [
        [-0.1, 5],
        [1.5, 5],
        [Number.NaN, 5],
        [0.5, null],
        [0.5, 0],
      ] as const)
        await expect(open().setWeight(weight, lease)).rejects.toMatchObject({ code: "bad-input" });
      expect((await open().setWeight(0.25, 60)).canary).toBe(0.25);
      const leased = await open().setWeight(1, 3);
      expect(leased).toEqual({ canary: 1, leaseExpiresAt: expect.any(String) });
      await pass(4.5);
      expect((await open().reconcile(false)).after.canary).toBe(0);
      // one that ran out is told from one that somebody took away
      expect(await open().weights()).toEqual({ canary: 0, leaseExpiresAt: leased.leaseExpiresAt });
      expect((await open().reconcile(true)).found).toBe("in-order");
      expect(await ask(first)).toBe("one");
      await open().setWeight(0, null);
      expect(await open().weights()).toEqual({ canary: 0, leaseExpiresAt: null });
    });

    check("promotes once, and keeps nothing of the old one after its bake", async () => {
      const { open, candidate, ask } = await newEndpoint();
      await open().deploy(candidate("one"), "canary");
      await open().deploy(candidate("two"), "canary");
      for (const _time of [1, 2])
        expect(await open().promote(0)).toMatchObject({
          variants: { baseline: { modelRef: "two" }, canary: null },
          previous: { modelRef: "one" },
        });
      expect((await open().rollback()).variants.baseline.modelRef).toBe("two");
      expect(await ask((await open().describe()) as Deployment)).toBe("two");
    });

    check("switches a blue-green deployment back while its old colour bakes", async () => {
      const { open, candidate, ask, pass } = await newEndpoint();
      await open().deploy(candidate("blue"), "blue-green");
      const inactive = await open().deploy(candidate("green"), "blue-green");
      expect(await ask(inactive)).toBe("blue");
      const promoted = open().promote(15);
      for (let waited = 0; (await open().describe())?.variants.canary && waited < 150; waited++) await pass(0.1);
      const back = await retried(() => open().rollback(), pass);
      expect(back.variants).toMatchObject({ baseline: { modelRef: "blue" }, canary: null });
      await promoted;
      expect((await open().describe())?.variants.baseline.modelRef).toBe("blue");
      expect(await ask(back)).toBe("blue");
    });

    check("keeps the old one until its bake is over, whoever asks when", async () => {
      const { open, candidate, ask, pass } = await newEndpoint();
      await open().deploy(candidate("one"), "canary");
      await open().deploy(candidate("two"), "canary");
      const promoted = await open().switchOver();
      expect(promoted).toMatchObject({ variants: { baseline: { modelRef: "two" }, canary: null } });
      expect(await ask(promoted)).toBe("two");
      const { record, secondsLeft } = await open().endBake(3600);
      expect([record.variants.baseline.modelRef, secondsLeft > 0, secondsLeft <= 3600]).toEqual(["two", true, true]);
      await pass(2);
      // most of it was before this run
      expect((await open().promote(2)).variants.baseline.modelRef).toBe("two");
      expect((await open().endBake(3600)).secondsLeft).toBe(0);
      expect((await open().rollback()).variants.baseline.modelRef).toBe("two");
    });

    check("replaces all at once", async () => {
      const { open, candidate, ask } = await newEndpoint();
      await open().deploy(candidate("one"), "all-at-once");
      const second = await open().deploy(candidate("two"), "all-at-once");
      expect(second).toMatchObject({ variants: { baseline: { modelRef: "two" }, canary: null } });
      expect(await ask(second)).toBe("two");
      // what serves is asked for again while another one stands beside it
      const third = await open().deploy(candidate("three"), "canary");
      expect(await open().deploy(candidate("two"), "all-at-once")).toEqual(third);
      expect(await ask(third)).toBe("two");
    });

    check("leaves what serves alone when a candidate never starts, and says what it said", async () => {
      const { open, candidate, broken, ask } = await newEndpoint();
      await expect(open().deploy(broken("bad"), "canary")).rejects.toMatchObject({ code: "server-unhealthy" });
      expect(await open().describe()).toBeUndefined();
      const first = await open().deploy(candidate("one"), "canary");
      for (const strategy of ["canary", "all-at-once"] as const)
        await expect(open().deploy(broken("bad"), strategy)).rejects.toMatchObject({
          code: "server-unhealthy",
          message: expect.stringContaining("no such model"),
        });
      expect(await open().describe()).toEqual(first);
      expect(await ask(first)).toBe("one");
    });
  });
}

/** The lock is held while traffic moves; whoever wants to go back then tries again. */
async function retried(work: () => Promise<Deployment>, pass: (seconds: number) => Promise<void>): Promise<Deployment> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if ((error as { code?: string }).code !== "locked" || attempt === 20) throw error;
      await pass(0.2);
    }
  }
}
