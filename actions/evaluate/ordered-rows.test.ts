import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Prediction, predictionSchema } from "#contracts";
import { fakeDeps } from "#testing";
import { metRows } from "./met-rows.ts";
import { type OrderedRow, orderedRows } from "./ordered-rows.ts";

const row = (id: string, prediction: string | null = "a"): Prediction => ({ id, prediction, references: ["a"] });

async function ordered(rows: Prediction[], { journal = false, atOnce = 1e9 } = {}): Promise<OrderedRow<Prediction>[]> {
  const deps = await fakeDeps();
  const path = join(deps.workspace, "rows.jsonl");
  await writeFile(path, rows.map((each) => `${JSON.stringify(each)}\n`).join(""));
  const file = { path, shown: "rows.jsonl", schema: predictionSchema, journal };
  const found = await Array.fromAsync(orderedRows(deps, file, deps.tempFolder, atOnce));
  expect(await deps.files.list(deps.tempFolder)).toEqual([]);
  return found;
}

describe("rows in the order of their ids' hashes", () => {
  const ids = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 8, unit: "grapheme" }), {
    minLength: 1,
    maxLength: 60,
  });

  it("are the same whatever order they came in, and however many parts the disk held", async () => {
    await fc.assert(
      fc.asyncProperty(ids, fc.integer({ min: 1, max: 4000 }), async (names, atOnce) => {
        const rows = names.map((id) => row(id));
        const whole = await ordered(rows);
        const parts = await ordered(rows.toReversed(), { atOnce });
        expect(parts.map((each) => each.row)).toEqual(whole.map((each) => each.row));
        expect(whole.map(({ key }) => key)).toEqual(whole.map(({ key }) => key).toSorted());
      }),
      { numRuns: 30 },
    );
  });

  it("name every id that comes twice, with its line", async () => {
    const twice = ordered([row("x"), row("y"), row("x")]);
    await expect(twice).rejects.toThrow(/rows\.jsonl:1: the id x is given twice/);
  });

  it("take the last answer of a journal", async () => {
    const found = await ordered([row("x", null), row("y"), row("x", "later")], { journal: true });
    expect(found.find((each) => each.row.id === "x")?.row.prediction).toBe("later");
    expect(found).toHaveLength(2);
  });
});

describe("pairs of rows", () => {
  const pairs = async (left: Prediction[], right: Prediction[]) => {
    async function* stream(rows: Prediction[]) {
      yield* await ordered(rows);
    }
    const meeting = { where: "baseline", verb: "it answers", mend: "", sameReferences: true };
    return await Array.fromAsync(metRows(stream(left), stream(right), meeting));
  };

  it("meet by id, whatever order they came in", async () => {
    const met = await pairs([row("a"), row("b", "x"), row("c")], [row("c"), row("b", "y"), row("a")]);
    expect(met).toHaveLength(3);
    expect(met.every(([candidate, baseline]) => candidate.row.id === baseline.row.id)).toBe(true);
  });

  it("of another test set are refused, with how they differ", async () => {
    const many = ["a", "b", "c", "d"].map((id) => row(id));
    await expect(pairs(many, many.slice(1))).rejects.toThrow(/1 of 4 rows are not in it; first a/);
    await expect(pairs(many.slice(1), many)).rejects.toThrow(/it has 1 rows more; first a/);
    const other = { ...row("a"), references: ["another"] };
    await expect(pairs(many, [other, ...many.slice(1)])).rejects.toThrow(/1 rows have other references/);
  });
});
