import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type SplitRow, splitRows } from "./split.ts";

const rowsOf = (count: number, label = (id: number): string => (id % 2 ? "spam" : "ham")): SplitRow[] =>
  Array.from({ length: count }, (_, id) => ({ id: `m${id}`, label: label(id), group: id }));
const sizes = { seed: 7, train: 40, validation: 10, test: 20, replay: 6 };
const idsOf = (rows: readonly SplitRow[] | undefined): string[] => (rows ?? []).map(({ id }) => id);

describe("splits", () => {
  it("share no row and no near-duplicate, and hold the same number of each class", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 1, max: 5 }), (seed, copies) => {
        const rows = rowsOf(600).map((row, id) => ({ ...row, group: id - (id % (2 * copies)) + (id % 2) }));
        const splits = splitRows(rows, { ...sizes, seed }, "rows");
        const all = [...splits.values()].flat();
        expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
        expect(new Set(all.map(({ group }) => group)).size).toBe(all.length);
        const test = splits.get("test") ?? [];
        expect(test.filter(({ label }) => label === "spam")).toHaveLength(test.length / 2);
      }),
      { numRuns: 30 },
    );
  });

  it("are the same for the same rows in any order, and others for another seed", () => {
    const rows = rowsOf(200);
    const first = splitRows(rows, sizes, "rows");
    const turned = splitRows([...rows].reverse(), sizes, "rows");
    for (const [name, chosen] of first) expect(idsOf(turned.get(name))).toEqual(idsOf(chosen));
    expect(idsOf(splitRows(rows, { ...sizes, seed: 8 }, "rows").get("test"))).not.toEqual(idsOf(first.get("test")));
  });

  it("keep their test rows when training gets more", () => {
    const rows = rowsOf(400);
    const small = splitRows(rows, sizes, "rows");
    const large = splitRows(rows, { ...sizes, train: 200 }, "rows");
    for (const name of ["test", "validation", "replay"] as const)
      expect(idsOf(large.get(name))).toEqual(idsOf(small.get(name)));
    expect(large.get("train")).toHaveLength(200);
  });

  it("are refused without rows, with one class, and with too few for what was asked", () => {
    const refusal = (rows: readonly SplitRow[]): unknown => {
      try {
        return splitRows(rows, sizes, "mails.jsonl");
      } catch (error) {
        return error;
      }
    };
    expect(refusal([])).toMatchObject({ code: "dataset-empty", problems: [{ where: "mails.jsonl" }] });
    expect(refusal(rowsOf(200, () => "spam"))).toMatchObject({
      code: "dataset-one-class",
      problems: [{ problem: "every row has the class spam" }],
    });
    const few = refusal(rowsOf(30)) as { code: string; problems: { problem: string }[] };
    expect(few.code).toBe("dataset-too-small");
    expect(few.problems.map(({ problem }) => problem).join("; ")).toMatch(
      /replay wants 3 of each class.*ham is left for train/s,
    );
  });
});
