import { describe, expect, it } from "vitest";
import type { Problem, ServedVariant } from "#contracts";
import { ggufUnder, readEvidence } from "./evidence.ts";

const model = { modelRef: "mail#sha256:1", gguf: "sha256:2" };
const reports: Record<string, string> = {
  "canary-report.json": JSON.stringify({ verdict: "pass", modelRefs: { canary: model.modelRef } }),
  "registered:evaluation.json": JSON.stringify({ verdict: "pass", model: { digest: model.gguf } }),
  "failed.json": JSON.stringify({ verdict: "fail", modelRefs: { canary: model.modelRef } }),
  "held.json": JSON.stringify({ verdict: "inconclusive", modelRefs: { canary: model.modelRef } }),
  "silent.json": JSON.stringify({ modelRefs: { canary: model.modelRef } }),
  "other.json": JSON.stringify({ verdict: "pass", modelRefs: { canary: "mail#sha256:9" } }),
  "nobody.json": JSON.stringify({ verdict: "pass", model: { digest: null } }),
  "torn.json": '{"verdict": "pass"',
  "list.json": "null",
  "night/canary-report.json": JSON.stringify({ verdict: "pass", modelRefs: { canary: model.modelRef }, looks: 2 }),
  "copy/canary-report.json": JSON.stringify({ verdict: "pass", modelRefs: { canary: model.modelRef } }),
};
const read = async (path: string): Promise<string | undefined> => reports[path];
const refused = async (
  paths: readonly string[],
  about: Parameters<typeof readEvidence>[2] = model,
): Promise<Problem[]> =>
  await readEvidence(read, paths, about).then(
    () => [],
    ({ problems }) => problems,
  );

describe("evidence for a promotion", () => {
  it("is kept by name with its digest when it passed and is about this model", async () => {
    const { digests } = await readEvidence(read, ["canary-report.json", "registered:evaluation.json"], model);
    expect(Object.keys(digests)).toEqual(["canary-report.json", "evaluation.json"]);
    for (const digest of Object.values(digests)) expect(digest).toMatch(/^sha256:[0-9a-f]{64}$/);
  });

  it("is refused when there is none", async () => {
    expect(await refused([])).toMatchObject([{ where: "evidence", problem: "none is given" }]);
  });

  it("is refused with everything that is wrong: missing, torn, not passed, about another model or none", async () => {
    const bad = [
      "nowhere.json",
      "torn.json",
      "list.json",
      "failed.json",
      "held.json",
      "silent.json",
      "other.json",
      "nobody.json",
    ];
    const problems = await refused([...bad, "canary-report.json"]);
    expect(problems.map(({ where }) => where)).toEqual(bad);
  });

  it("about the GGUF speaks for no version that has another one, or that serves something else", async () => {
    const about = async (gguf: string | undefined): Promise<Problem[]> =>
      await refused(["registered:evaluation.json"], { modelRef: model.modelRef, gguf });
    expect(await about("sha256:3")).toMatchObject([
      { problem: "it is about sha256:2", legal: "mail#sha256:1 or sha256:3" },
    ]);
    const served = (engine?: string) => ({ settings: { ...(engine && { engine }) } }) as ServedVariant;
    expect(await about(ggufUnder("sha256:2", served("vllm")))).toMatchObject([{ legal: "mail#sha256:1" }]);
    expect(await about(ggufUnder("sha256:2", served()))).toEqual([]);
    expect(await about(ggufUnder("sha256:2", undefined))).toEqual([]);
  });

  it("of a model without GGUF can only be about its version", async () => {
    const bare = { modelRef: model.modelRef, gguf: undefined };
    expect(await refused(["canary-report.json"], bare)).toEqual([]);
    expect(await refused(["nobody.json", "registered:evaluation.json"], bare)).toHaveLength(2);
  });

  it("that is two files of one name is refused, since one would be kept over the other; the same file twice is one", async () => {
    expect(await refused(["canary-report.json", "night/canary-report.json"])).toMatchObject([
      { where: "night/canary-report.json", problem: "other evidence with the name canary-report.json is given too" },
    ]);
    const { digests } = await readEvidence(read, ["canary-report.json", "copy/canary-report.json"], model);
    expect(Object.keys(digests)).toEqual(["canary-report.json"]);
  });
});

describe("evidence for a promotion that is forced", () => {
  it("is kept whatever its verdict, as long as it is about this model, and what is left out is told", async () => {
    const given = ["failed.json", "silent.json", "canary-report.json", "nowhere.json", "torn.json", "other.json"];
    const { digests, contents, leftOut } = await readEvidence(read, given, model, "forced");
    expect(Object.keys(digests)).toEqual(["failed.json", "silent.json", "canary-report.json"]);
    expect(contents["failed.json"]).toBe(reports["failed.json"]);
    expect(leftOut.map(({ where }) => where)).toEqual(["nowhere.json", "torn.json", "other.json"]);
  });

  it("may be none, but never two files of one name", async () => {
    expect(await readEvidence(read, [], model, "forced")).toEqual({ digests: {}, contents: {}, leftOut: [] });
    await expect(
      readEvidence(read, ["canary-report.json", "night/canary-report.json"], model, "forced"),
    ).rejects.toMatchObject({ code: "no-evidence" });
  });
});
