import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { datasetConfigSchema } from "#contracts";
import { fakeDeps } from "#testing";
import { prepareDataset } from "./prepare-dataset.ts";

const config = datasetConfigSchema.parse({
  schemaVersion: 1,
  source: { kind: "npm", name: "mails", version: "1.0.0" },
  task: { kind: "classify-mail", instruction: "Classify.", labels: { bad: "spam", good: "ham" } },
  split: { seed: 1, train: 4, validation: 2, test: 2 },
});
const pinned = { kind: "npm", name: "mails", version: "1.0.0", integrity: "sha512-x" };
const word = (group: string, id: number): string => `${group}${"abcdefghij"[id]}`;

async function mails(write: (folder: string) => Promise<unknown> = async () => undefined) {
  const deps = await fakeDeps();
  const folder = join(deps.workspace, "data");
  for (const group of ["bad", "good"]) {
    await mkdir(join(folder, group), { recursive: true });
    for (let id = 0; id < 8; id++) {
      const text = Array.from({ length: 12 }, (_, at) => `${word(group, id)}${"klmnopqrstuv"[at]}`).join(" ");
      await writeFile(join(folder, group, `${id}.txt`), `Subject: ${word(group, id)}\n\n${text}\n`);
    }
    await writeFile(join(folder, group, "index.json"), "[]");
  }
  await write(folder);
  const output = join(deps.workspace, "prepared");
  return { output, prepare: () => prepareDataset(deps, { path: folder, pinned }, config, output) };
}

describe("a dataset of mails", () => {
  it("gives the same bytes twice, and a lock that says exactly what they are", async () => {
    const { output, prepare } = await mails();
    const { lock, examples } = await prepare();
    const test = await readFile(join(output, "test.jsonl"), "utf8");
    expect(lock).toMatchObject({
      rows: 16,
      source: pinned,
      splits: { test: { rows: 2, bytes: test.length, labels: { ham: 1, spam: 1 } }, train: { rows: 4 } },
    });
    expect(examples.get("test")?.map(({ id }) => id)).toEqual(
      test
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line).id),
    );
    expect((await prepare()).lock).toEqual(lock);
    expect(await readFile(join(output, "test.jsonl"), "utf8")).toBe(test);
  });

  it("uses of near-duplicates the first alone, and says how many it dropped", async () => {
    const { prepare } = await mails(async (folder) => {
      const first = await readFile(join(folder, "bad/0.txt"), "utf8");
      for (const copy of [8, 9])
        await writeFile(join(folder, `bad/${copy}.txt`), first.replace("Subject: ", `Subject: ${copy} `));
    });
    expect((await prepare()).lock).toMatchObject({ rows: 18, duplicatesDropped: 2 });
  });

  it("names folders of classes that the source has not", async () => {
    const { prepare } = await mails((folder) => rm(join(folder, "bad"), { recursive: true }));
    await expect(prepare()).rejects.toMatchObject({ problems: [{ where: "task.labels.bad" }] });
  });
});
