import { mkdtemp, readdir, readFile, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { type Exec, nodeExec, withFolderLock } from "#platform";
import { fakeDeps } from "#testing";

/** A folder that hosts share; each host has processes of its own. */
async function shared() {
  const deps = await fakeDeps();
  const folder = await mkdtemp(join(tmpdir(), "lock-"));
  const path = join(folder, ".lock");
  const random = { ...deps.random, uuid: () => crypto.randomUUID() };
  const on = (exec: Partial<Exec> = {}) => ({ ...deps, random, exec: { ...nodeExec(), ...exec } });
  const here = nodeExec().self();
  const elsewhere = { ...here, host: "0123456789abcdef", hostName: "other" };
  const held = async (holder: object, secondsAgo = 0): Promise<void> => {
    await writeFile(path, JSON.stringify({ since: "2026-01-01T00:00:00Z", id: "held", ...holder }));
    await silent(path, secondsAgo);
  };
  return { folder, path, on, here, elsewhere, held, other: on({ self: () => elsewhere }) };
}

async function silent(path: string, seconds: number): Promise<void> {
  const then = new Date(Date.now() - seconds * 1000);
  await utimes(path, then, then);
}

const taken = async (): Promise<string> => "taken";
const refused = (who: string) => ({ code: "locked", message: expect.stringContaining(`held by ${who} since`) });

describe("a lock of a process on another host", () => {
  it("holds as long as it was given or renewed within the lease, whatever process has its id here", async () => {
    const { path, on, elsewhere, held } = await shared();
    // as it looks from here: no such process, or any
    for (const isAlive of [() => false, () => true]) {
      await held(elsewhere, 50);
      const work = withFolderLock(on({ isAlive }), path, taken, { waitSeconds: 1 });
      await expect(work).rejects.toMatchObject(refused(`process ${process.pid} of other`));
    }
    await held(elsewhere, 3600);
    await writeFile(`${path}.held.alive`, "");
    await expect(withFolderLock(on(), path, taken, { waitSeconds: 1 })).rejects.toMatchObject({ code: "locked" });
  });

  it("is taken over after a lease without a sign of life, though its process id lives here, and nothing stays of it", async () => {
    const { folder, path, on, elsewhere, held } = await shared();
    await held(elsewhere, 3600);
    await writeFile(`${path}.held.alive`, "");
    await silent(`${path}.held.alive`, 61);
    expect(await withFolderLock(on({ isAlive: () => true }), path, taken, { waitSeconds: 0 })).toBe("taken");
    expect(await readdir(folder)).toEqual([]);
  });

  it("is kept by signs of life for as long as the work takes, and all of them are gone after it", async () => {
    const { folder, path, on, other } = await shared();
    const options = { waitSeconds: 0, leaseSeconds: 0.4 };
    const long = withFolderLock(other, path, () => sleep(1500), options);
    await sleep(1200);
    await expect(withFolderLock(on({ isAlive: () => false }), path, taken, options)).rejects.toMatchObject({
      code: "locked",
    });
    await long;
    expect(await readdir(folder)).toEqual([]);
    expect(await withFolderLock(on(), path, taken, options)).toBe("taken");
  });
});

describe("a lock of a process on this host", () => {
  it("is nobody's when another process has its id by now", async () => {
    const { path, on, here, held } = await shared();
    expect(here.started).toMatch(/^\d+$/);
    await held({ ...here, started: "1" });
    expect(await withFolderLock(on(), path, taken, { waitSeconds: 0 })).toBe("taken");
    await held(here);
    await expect(withFolderLock(on(), path, taken, { waitSeconds: 1 })).rejects.toMatchObject({ code: "locked" });
  });

  it("says who holds it, and one that an earlier version wrote is told by its process id", async () => {
    const { path, on, here, held } = await shared();
    const inside = () => readFile(path, "utf8");
    expect(JSON.parse(await withFolderLock(on(), path, inside))).toMatchObject({ ...here });
    await held({ pid: process.ppid });
    await expect(withFolderLock(on(), path, taken, { waitSeconds: 1 })).rejects.toMatchObject(
      refused(`process ${process.ppid}`),
    );
    await held({ pid: 2 ** 22 + 1 });
    expect(await withFolderLock(on(), path, taken, { waitSeconds: 0 })).toBe("taken");
  });
});
