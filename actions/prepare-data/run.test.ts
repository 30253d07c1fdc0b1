import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Inputs } from "#action-kit";
import { ToolkitError } from "#contracts";
import { fakeDeps } from "#testing";
import { run } from "./run.ts";
import type { spec } from "./spec.ts";

const inputs: Inputs<typeof spec> = {
  config: "data/dataset.yaml",
  "output-dir": "data/prepared",
  lock: undefined,
  "update-lock": false,
  "state-dir": undefined,
  language: "en",
  "report-dir": "reports",
};

const config = `schemaVersion: 1
source: { kind: file, path: rows.jsonl }
split: { seed: 1, train: 6, validation: 2, test: 2 }
`;

const words = ["alpha river", "bravo stone", "cedar light", "delta cloud", "ember field", "frost plain"];
/** Twelve made-up words that no other text has, so that none is a near-duplicate of another. */
const textOf = (label: string, word: string): string =>
  [
    ...createHash("sha256")
      .update(`${label} ${word}`)
      .digest("hex")
      .replace(/\d/g, (digit) => "klmnopqrst"[Number(digit)] as string)
      .matchAll(/.{5}/g),
  ].join(" ");
const rowsOf = (labels: readonly string[], salt = ""): string =>
  labels
    .flatMap((label) =>
      words.map((word, index) =>
        JSON.stringify({
          id: `${label}-${index}`,
          messages: [
            {
              role: "user",
              content: textOf(label, word + salt),
            },
            { role: "assistant", content: `{"label":"${label}"}` },
          ],
          slice: { label },
          title: `::set-output name=x::${word}`,
        }),
      ),
    )
    .join("\n");

async function repository(rows: string | Uint8Array, yaml = config) {
  const deps = await fakeDeps();
  await mkdir(join(deps.workspace, "data"));
  await writeFile(join(deps.workspace, "data/dataset.yaml"), yaml);
  await writeFile(join(deps.workspace, "data/rows.jsonl"), rows);
  return deps;
}

const problemsOf = async (ran: Promise<unknown>): Promise<string> =>
  await ran.then(
    () => "no error",
    (error: { problems?: { where: string; problem: string }[]; message: string }) =>
      (error.problems ?? []).map(({ where, problem }) => `${where}: ${problem}`).join("\n") || error.message,
  );

describe("prepare-data", () => {
  it("splits the rows, locks them, and holds the next run to the lock", async () => {
    const deps = await repository(rowsOf(["spam", "ham"]));
    const first = await run(inputs, deps);
    const lock = JSON.parse(await readFile(join(deps.workspace, "data/dataset.lock.json"), "utf8"));
    expect(lock.splits.train).toMatchObject({ rows: 6, labels: { ham: 3, spam: 3 } });
    expect(lock.splits.test).toMatchObject({ rows: 2, labels: { ham: 1, spam: 1 } });
    expect(first.report?.markdown).toContain("Commit it");

    const second = await run(inputs, deps);
    expect(second.outputs["dataset-digest"]).toBe(first.outputs["dataset-digest"]);
    expect(second.report?.markdown).toContain("The data are those of the committed");

    await writeFile(join(deps.workspace, "data/rows.jsonl"), rowsOf(["spam", "ham"], "changed"));
    expect(await problemsOf(run(inputs, deps))).toMatch(/splits\.train: is locked as sha256:/);
    await expect(run({ ...inputs, "update-lock": true }, deps)).resolves.toBeDefined();
  });

  it("keeps a hostile title text", async () => {
    const report = (await run(inputs, await repository(rowsOf(["spam", "ham"])))).report;
    expect(report?.markdown).not.toMatch(/::set-output/);
  });

  it("refuses an empty dataset and one of a single class", async () => {
    expect(await problemsOf(run(inputs, await repository("")))).toMatch(/no rows|empty/i);
    expect(await problemsOf(run(inputs, await repository(rowsOf(["spam"]))))).toMatch(/class/);
  });

  it("takes a dataset without classes, and refuses one that is too small", async () => {
    const plain = words.map((word, index) =>
      JSON.stringify({ id: `${index}`, messages: [{ role: "user", content: textOf("x", word) }], references: ["y"] }),
    );
    const { report } = await run(inputs, await repository(plain.join("\n"), config.replace("train: 6", "train: 2")));
    expect(report?.json).toMatchObject({ splits: { train: { labels: { all: 2 } } } });
    expect(await problemsOf(run(inputs, await repository(plain.slice(0, 3).join("\n"))))).toMatch(
      /test wants|left for train|validation wants/,
    );
  });

  it("names every broken line, and takes a BOM and CRLF", async () => {
    const broken = `${rowsOf(["spam", "ham"])}\n{"id":"x"}\nnot json\n`;
    const said = await problemsOf(run(inputs, await repository(broken)));
    expect(said).toMatch(/13/);
    expect(said).toMatch(/14/);
    const windows = `\ufeff${rowsOf(["spam", "ham"]).replaceAll("\n", "\r\n")}`;
    await expect(run(inputs, await repository(windows))).resolves.toBeDefined();
  });

  it("names lines with NUL and of 10 MB, and a file that is missing", async () => {
    const bad = `${rowsOf(["spam", "ham"])}\n{"id":"nul\u0000"}\n{"id":"${"x".repeat(10_000_000)}"}\n`;
    const said = await problemsOf(run(inputs, await repository(bad)));
    expect(said).toMatch(/rows\.jsonl:13: holds a NUL byte/);
    expect(said).toMatch(/rows\.jsonl:14: is longer than/);
    const elsewhere = await repository("", config.replace("rows.jsonl", "nowhere.jsonl"));
    expect(await problemsOf(run(inputs, elsewhere))).toMatch(/nowhere\.jsonl/);
  });

  it("leaves neither rows nor lock when the disk is full", async () => {
    const deps = await repository(rowsOf(["spam", "ham"]));
    const full = async (path: string): Promise<never> => {
      throw new ToolkitError({ code: "disk-full", message: `${path}: no space left on the disk` });
    };
    const files = { ...deps.files, writeAtomic: full, writeStream: full };
    await expect(run(inputs, { ...deps, files })).rejects.toMatchObject({ code: "disk-full" });
    expect(await readdir(join(deps.workspace, "data"))).not.toContain("dataset.lock.json");
    expect(
      (await deps.files.list(join(deps.workspace, "data/prepared"))).filter((name) => /jsonl?$/.test(name)),
    ).toEqual([]);
  });

  it("says what is wrong with its configuration, all at once", async () => {
    const said = await problemsOf(
      run(inputs, await repository("", "schemaVersion: 2\nsource: { kind: file }\nsplit: {}\n")),
    );
    expect(said).toMatch(/schemaVersion/);
    expect(said).toMatch(/source\.path/);
    expect(said).toMatch(/split\.train/);
    expect(await problemsOf(run({ ...inputs, config: "nowhere.yaml" }, await repository("")))).toMatch(
      /nowhere\.yaml: there is no such file/,
    );
  });
});
