import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { clusterNearDuplicates, signatureOf, similarity } from "./near-duplicates.ts";

/** A text of made-up words that no other seed has. */
const textOf = (seed: string, words = 60): string =>
  Array.from({ length: words }, (_, index) =>
    createHash("sha256")
      .update(`${seed} ${index}`)
      .digest("hex")
      .replace(/\d/g, (digit) => "ghijklmnop"[Number(digit)] as string)
      .slice(0, 6),
  ).join(" ");
const cluster = (texts: readonly string[], threshold = 0.8): number[] =>
  clusterNearDuplicates(texts.map(signatureOf), threshold);

describe("near-duplicates", () => {
  it("are texts that differ in case, digits, punctuation or a word", () => {
    const mail = textOf("mail");
    const changed = `${mail.toUpperCase().replaceAll(" ", ",  ")} 2002-09-01`;
    const appended = `${mail} unsubscribe`;
    expect(cluster([mail, textOf("other"), changed, appended])).toEqual([0, 1, 0, 0]);
  });

  it("are not texts that only share some words, nor empty ones and full ones", () => {
    const half = `${textOf("a", 30)} ${textOf("b", 30)}`;
    expect(cluster([textOf("a"), half, textOf("b"), "", "hello"])).toEqual([0, 1, 2, 3, 4]);
    expect(cluster(["", "..."])).toEqual([0, 0]);
  });

  it("are found along a chain, and named by the first row", () => {
    const words = textOf("chain", 100).split(" ");
    const chain = [0, 4, 8].map((from) => words.slice(from, from + 88).join(" "));
    const found = cluster([textOf("x"), ...chain]);
    expect(found[1]).toBe(1);
    expect(found[2]).toBe(1);
  });

  it("are estimated close to their overlap", () => {
    // 58 shingles each, 28 in common of 88: Jaccard 0.32
    const left = signatureOf(`${textOf("same", 30)} ${textOf("left", 30)}`);
    const right = signatureOf(`${textOf("same", 30)} ${textOf("right", 30)}`);
    expect(Math.abs(similarity(left, right) - 28 / 88)).toBeLessThan(0.25);
    expect(similarity(left, left)).toBe(1);
  });

  it("are the same on every machine: a lock depends on them", () => {
    expect([...signatureOf("the quick brown fox jumps").subarray(0, 4)]).toMatchInlineSnapshot(`
      [
        28104554,
        14282124,
        696559071,
        988612720,
      ]
    `);
  });
});
