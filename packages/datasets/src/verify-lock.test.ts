import { expect, it } from "vitest";
import type { DatasetLock } from "#contracts";
import { digest } from "./prepare-dataset.ts";
import { verifyLock } from "./verify-lock.ts";

const split = (content: string) => ({
  path: "x.jsonl",
  digest: digest(content),
  rows: 1,
  bytes: 1,
  labels: { all: 1 },
});
const lock: DatasetLock = {
  schemaVersion: 1,
  source: { kind: "npm", name: "mails", version: "1.0.0", integrity: "sha512-a" },
  configDigest: digest("config"),
  digest: digest("all"),
  rows: 3,
  duplicatesDropped: 0,
  splits: { train: split("a"), test: split("b") },
};

it("a lock holds the same data, and names every difference of others with the way to mean it", () => {
  expect(() => verifyLock(lock, structuredClone(lock), "dataset.lock.json")).not.toThrow();
  const other: DatasetLock = {
    ...lock,
    source: { ...lock.source, version: "1.0.1", integrity: "sha512-b" },
    configDigest: digest("other"),
    splits: { train: split("z"), validation: split("c") },
  };
  let problems: { where: string; mend?: string }[] = [];
  try {
    verifyLock(lock, other, "dataset.lock.json");
  } catch (error) {
    ({ problems } = error as { problems: typeof problems });
  }
  const named = ["source", "source.integrity", "configDigest", "splits.train", "splits.validation", "splits.test"];
  expect(problems.map(({ where }) => where)).toEqual(named.map((what) => `dataset.lock.json: ${what}`));
  for (const { mend } of problems) expect(mend).toContain("update-lock: true");
});
