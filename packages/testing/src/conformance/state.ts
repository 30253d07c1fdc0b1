import { describe, expect, it } from "vitest";
import type { StateStore } from "#state";

export interface StateUnderTest {
  /** A new client of the same store, which begins empty. */
  open(): StateStore;
  /** A client whose process is killed just before its n-th outer call; every call after that fails too. */
  openDying(calls: number): StateStore;
  /** A new client to which that process is dead. */
  openAfterDeath(): StateStore;
  corrupt(key: string): Promise<void>;
}

/** What every state store has to keep. */
export function stateConformance(name: string, newStore: () => Promise<StateUnderTest>): void {
  describe(`state store ${name}`, () => {
    it("keeps what was written, for other clients too", async () => {
      const { open } = await newStore();
      expect(await open().read("a/b")).toBeUndefined();
      const version = await open().write("a/b", { x: [1, "ü"] }, undefined);
      expect(await open().read("a/b")).toEqual({ version, value: { x: [1, "ü"] } });
    });

    it("swaps only what is still as it was read", async () => {
      const { open } = await newStore();
      const first = await open().write("key", 1, undefined);
      expect(await open().write("key", 2, undefined)).toBeUndefined();
      const second = await open().write("key", 2, first);
      expect(second).not.toBe(first);
      expect(await open().write("key", 3, first)).toBeUndefined();
      expect((await open().read("key"))?.value).toBe(2);
    });

    it("lets one of many writers win", async () => {
      const { open } = await newStore();
      const won = await Promise.all(
        Array.from({ length: 4 }, (_, writer) =>
          open()
            .write("race", writer, undefined)
            .catch(() => undefined),
        ),
      );
      expect(won.filter((version) => version !== undefined)).toHaveLength(1);
    });

    it("lets one of many writers of the same value win", async () => {
      const { open } = await newStore();
      const stores = Array.from({ length: 3 }, open);
      const won = await Promise.all(stores.map((store) => store.write("race", 1, undefined).catch(() => undefined)));
      expect(won.filter((version) => version !== undefined)).toHaveLength(1);
    });

    it("survives a death before every single call of a write: the record is old or new, and the next write goes on", async () => {
      let died = true;
      for (let calls = 1; died; calls++) {
        const { open, openDying, openAfterDeath } = await newStore();
        const first = await open().write("key", "old", undefined);
        died = await openDying(calls)
          .write("key", "new", first)
          .then(
            () => false,
            () => true,
          );
        const seen = await openAfterDeath().read("key");
        expect(["old", "new"]).toContain(seen?.value);
        if (!died) expect(seen?.value).toBe("new");
        expect(await openAfterDeath().write("key", "newest", seen?.version)).toBeDefined();
        expect(await openAfterDeath().list("")).toEqual(["key"]);
        expect(calls).toBeLessThan(50);
      }
    });

    it("lists by prefix", async () => {
      const { open } = await newStore();
      for (const key of ["deploy/b", "deploy/a", "other"]) await open().write(key, 1, undefined);
      expect(await open().list("deploy/")).toEqual(["deploy/a", "deploy/b"]);
    });

    it("names a record that is none, and a key that leaves its place", async () => {
      const { open, corrupt } = await newStore();
      await corrupt("bad");
      await expect(open().read("bad")).rejects.toMatchObject({ code: "state-corrupt" });
      for (const key of ["../x", "/x", "a//b", "", "a.lock/b", "a."])
        await expect(open().read(key)).rejects.toMatchObject({ code: "bad-state-key" });
    });
  });
}
