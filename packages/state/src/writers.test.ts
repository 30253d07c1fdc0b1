import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";

const program = join(import.meta.dirname, "../../testing/src/programs/count-up.ts");

it("loses no write of several processes, also when they begin at the lock of a dead one", async () => {
  const folder = await mkdtemp(join(tmpdir(), "writers-"));
  const dead = { pid: 2 ** 22 + 1, since: "2026-01-01T00:00:00Z", id: "dead" };
  await writeFile(join(folder, "count.json.lock"), JSON.stringify(dead));
  const ended = await Promise.all(
    [1, 2, 3, 4].map(() => once(spawn(process.execPath, [program, folder, "60"], { stdio: "inherit" }), "exit")),
  );
  expect(ended.map(([code]) => code)).toEqual([0, 0, 0, 0]);
  expect(JSON.parse(await readFile(join(folder, "count.json"), "utf8"))).toMatchObject({ value: 240 });
});
