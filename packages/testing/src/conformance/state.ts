import { describe, expect, it } from "vitest";
import type { StateStore } from "#state";

/** What every state store has to keep. `open` gives a new client of the same, empty store. */
export function stateConformance(
  name: string,
  newStore: () => Promise<{ open(): StateStore; corrupt(key: string): Promise<void> }>,
): void {
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

    it("lists by prefix", async () => {
      const { open } = await newStore();
      for (const key of ["deploy/b", "deploy/a", "other"]) await open().write(key, 1, undefined);
      expect(await open().list("deploy/")).toEqual(["deploy/a", "deploy/b"]);
    });

    it("names a record that is none, and a key that leaves its place", async () => {
      const { open, corrupt } = await newStore();
      await corrupt("bad");
      await expect(open().read("bad")).rejects.toMatchObject({ code: "state-corrupt" });
      for (const key of ["../x", "/x", "a//b", ""])
        await expect(open().read(key)).rejects.toMatchObject({ code: "bad-state-key" });
    });
  });
}
