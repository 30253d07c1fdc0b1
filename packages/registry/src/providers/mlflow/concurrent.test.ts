import { describe, expect, it } from "vitest";
import type { Http } from "#platform";
import { mlflowOnFake, sampleMetadata, sampleModel } from "#testing";
import type { ModelVersion } from "../../registry.ts";

const candidate = (folder: string) => ({ name: "mail", folder, bump: "minor" as const, metadata: sampleMetadata });

describe("two at the same model, the second between any two calls of the first", () => {
  /** Runs other work just before the n-th call. @returns whether it came to that */
  const between = (http: Http, order: number, work: () => Promise<unknown>) => {
    let count = 0;
    const meddled: { done: boolean; http: Http } = {
      done: false,
      http: {
        async send(request) {
          count += 1;
          if (count === order) {
            meddled.done = true;
            await work();
          }
          return await http.send(request);
        },
      },
    };
    return meddled;
  };
  const succeeds = (work: Promise<unknown>): Promise<boolean> =>
    work.then(
      () => true,
      () => false,
    );
  const everyOrder = async (one: (order: number) => Promise<boolean>): Promise<number> => {
    let order = 1;
    while (await one(order)) order += 1;
    return order;
  };

  it("never give one number to two models", async () => {
    const [first, second] = [await sampleModel("one"), await sampleModel("two")];
    const orders = await everyOrder(async (order) => {
      const { fake, open, openWith, openAfterDeath, orphans } = await mlflowOnFake();
      let other: ModelVersion | undefined;
      const meddled = between(fake.http, order, async () => {
        other = (await open().register(candidate(second))).version;
      });
      const { version } = await openWith({ http: meddled.http }).register(candidate(first));
      if (!meddled.done) return false;
      expect([version.version, other?.version].sort()).toEqual(["1.0.0", "1.1.0"]);
      expect((await open().list("mail")).map(({ version: one }) => one)).toEqual(["1.0.0", "1.1.0"]);
      for (const one of await open().list("mail")) await open().fetch(one);
      expect((await orphans()).filter((one) => !one.startsWith("run"))).toEqual([]);
      await openAfterDeath().register(candidate(first));
      expect(await orphans()).toEqual([]);
      return true;
    });
    expect(orders).toBeGreaterThan(15);
  });

  it("give the same model one number", async () => {
    const model = await sampleModel("one");
    await everyOrder(async (order) => {
      const { fake, open, openWith, openAfterDeath, orphans } = await mlflowOnFake();
      const meddled = between(fake.http, order, () => open().register(candidate(model)));
      const { version } = await openWith({ http: meddled.http }).register(candidate(model));
      if (!meddled.done) return false;
      expect(version.version).toBe("1.0.0");
      expect(await open().list("mail")).toHaveLength(1);
      expect((await orphans()).filter((one) => !one.startsWith("run"))).toEqual([]);
      await openAfterDeath().register(candidate(model));
      expect(await orphans()).toEqual([]);
      return true;
    });
  });

  it("move an alias once", async () => {
    const models = await Promise.all(["one", "two", "three"].map(sampleModel));
    const orders = await everyOrder(async (order) => {
      const { fake, open, openWith } = await mlflowOnFake();
      for (const model of models) await open().register(candidate(model));
      await open().setAlias("mail", "champion", "1.0.0", undefined);
      let other: Promise<void> | undefined;
      const meddled = between(fake.http, order, () => {
        other = open().setAlias("mail", "champion", "1.2.0", "1.0.0");
        return other.catch(() => undefined);
      });
      const one = openWith({ http: meddled.http }).setAlias("mail", "champion", "1.1.0", "1.0.0");
      await one.catch(() => undefined);
      const ends = await Promise.allSettled([one, other]);
      if (!meddled.done) return false;
      expect(ends.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
      const winner = ends[0]?.status === "fulfilled" ? "1.1.0" : "1.2.0";
      expect((await open().find("mail@champion"))?.version).toBe(winner);
      return true;
    });
    expect(orders).toBeGreaterThan(8);
  });

  it("never undo a later move by an earlier one that was slow", async () => {
    const models = await Promise.all(["one", "two", "three"].map(sampleModel));
    let later = 0;
    await everyOrder(async (order) => {
      const { fake, open, openWith } = await mlflowOnFake();
      for (const model of models) await open().register(candidate(model));
      await open().setAlias("mail", "champion", "1.0.0", undefined);
      let seen: string | undefined;
      const meddled = between(fake.http, order, async () => {
        seen = (await open().find("mail@champion"))?.version;
        await open()
          .setAlias("mail", "champion", "1.2.0", seen)
          .catch(() => undefined);
      });
      await openWith({ http: meddled.http })
        .setAlias("mail", "champion", "1.1.0", "1.0.0")
        .catch(() => undefined);
      if (!meddled.done) return false;
      later += seen === "1.1.0" ? 1 : 0;
      expect((await open().find("mail@champion"))?.version).toBe("1.2.0");
      return true;
    });
    // an agreed move is seen before MLflow's own alias has followed it
    expect(later).toBeGreaterThan(2);
  });

  it("never leave an alias on a version that was removed", async () => {
    const models = await Promise.all(["one", "two"].map(sampleModel));
    for (const remover of ["first", "second"])
      await everyOrder(async (order) => {
        const { fake, open, openWith, openAfterDeath, orphans } = await mlflowOnFake();
        for (const model of models) await open().register(candidate(model));
        const version = (await open().find("mail@1.1.0")) as ModelVersion;
        const works = [
          (registry = open()) => registry.remove(version),
          (registry = open()) => registry.setAlias("mail", "champion", "1.1.0", undefined),
        ] as const;
        const [one, two] = remover === "first" ? works : [works[1], works[0]];
        const ends: Record<"first" | "second", boolean> = { first: false, second: false };
        const meddled = between(fake.http, order, async () => {
          ends.second = await succeeds(two());
        });
        ends.first = await succeeds(one(openWith({ http: meddled.http })));
        if (!meddled.done) return false;
        const [removed, pointed] = remover === "first" ? [ends.first, ends.second] : [ends.second, ends.first];
        expect([removed, pointed]).toContain(false);
        expect((await open().find("mail@champion"))?.version).toBe(pointed ? "1.1.0" : undefined);
        expect((await open().find("mail@1.1.0"))?.version).toBe(removed ? undefined : "1.1.0");
        await openAfterDeath().register(candidate(models[0] as string));
        expect(await orphans()).toEqual([]);
        return true;
      });
  });

  it("agree also when the second waits in the middle until the first has ended", async () => {
    const model = await sampleModel("one");
    let overlaps = 0;
    await everyOrder(
      async (start) =>
        (await everyOrder(async (wait) => {
          const { fake, open, openWith } = await mlflowOnFake();
          const { version } = await open().register(candidate(model));
          const [waits, goesOn] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
          const slow = between(fake.http, wait, () => {
            waits.resolve();
            return goesOn.promise;
          });
          let removal: Promise<boolean> | undefined;
          const mover = between(fake.http, start, async () => {
            removal = succeeds(openWith({ http: slow.http }).remove(version));
            await Promise.race([waits.promise, removal]);
          });
          const move = openWith({ http: mover.http }).setAlias("mail", "champion", "1.0.0", undefined);
          const pointed = await succeeds(move);
          goesOn.resolve();
          const removed = (await removal) ?? false;
          if (!mover.done || !slow.done) return false;
          overlaps += 1;
          expect([removed, pointed].filter(Boolean).length).toBeLessThan(2);
          expect((await open().find("mail@champion"))?.version).toBe(pointed ? "1.0.0" : undefined);
          expect(await open().list("mail")).toHaveLength(removed ? 0 : 1);
          return true;
        })) > 1,
    );
    expect(overlaps).toBeGreaterThan(50);
  });
});
