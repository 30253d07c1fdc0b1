import { execFileSync } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { evaluationSchema } from "#contracts";
import { evaluateInputs, type FakeDeps, fakeDeps } from "#testing";
import { run } from "./run.ts";

const config = (limit: number): string =>
  `schemaVersion: 1\nmetrics: [exact-match]\nthresholds: ["exact-match>=${limit}"]\n`;
const example = (id: number, answer: string): string =>
  JSON.stringify({ id: `m${id}`, messages: [{ role: "user", content: `mail ${id}` }], references: [answer] });
const answers = (wrong: number): string =>
  Array.from({ length: 20 }, (_, id) => JSON.stringify({ id: `m${id}`, prediction: id < wrong ? "b" : "a" })).join(
    "\n",
  );
const testSet = (answer: (id: number) => string): string =>
  Array.from({ length: 20 }, (_, id) => example(id, answer(id))).join("\n");

/** A repository whose pull request lowers its own bar and rewrites what is right. */
async function pullRequest(): Promise<FakeDeps> {
  const deps = await fakeDeps();
  const folder = deps.workspace;
  const git = (...parameters: string[]): string =>
    execFileSync("git", ["-C", folder, "-c", "user.name=a", "-c", "user.email=a@example.org", ...parameters], {
      encoding: "utf8",
    }).trim();
  git("init", "--quiet", "--initial-branch=main");
  await mkdir(join(folder, "data"));
  await writeFile(join(folder, "evaluation.yaml"), config(0.95));
  await writeFile(
    join(folder, "data/test.jsonl"),
    testSet(() => "a"),
  );
  git("add", "--all");
  git("commit", "--quiet", "--message", "Base");
  const base = git("rev-parse", "HEAD");
  await writeFile(join(folder, "evaluation.yaml"), config(0.1));
  await writeFile(
    join(folder, "data/test.jsonl"),
    testSet((id) => (id < 10 ? "b" : "a")),
  );
  await writeFile(join(folder, "answers.jsonl"), answers(10));
  git("add", "--all");
  git("commit", "--quiet", "--message", "Lower the bar");
  const repository = { full_name: "octo/mail-triage" };
  const event = {
    pull_request: {
      number: 7,
      head: { sha: git("rev-parse", "HEAD"), ref: "fix", repo: repository },
      base: { sha: base, ref: "main", repo: repository },
    },
  };
  return { ...deps, github: { ...deps.github, eventName: "pull_request", event } };
}

const given = {
  ...evaluateInputs,
  metrics: undefined,
  thresholds: undefined,
  config: "evaluation.yaml",
  "test-set": "data/test.jsonl",
  predictions: "answers.jsonl",
};

describe("the bar of a pull request", () => {
  it("is its base's: thresholds and test set that it changes have no effect, and the report says so", async () => {
    const deps = await pullRequest();
    const { verdict, report } = await run(given, deps);
    expect(verdict).toBe("fail");
    const { scores, bar } = evaluationSchema.parse(report?.json);
    expect(scores["exact-match"]?.value).toBe(0.5);
    expect(bar).toMatchObject({ source: "base", changed: ["evaluation.yaml", "data/test.jsonl"] });
    expect(report?.markdown).toContain("evaluation.yaml, data/test.jsonl");
  });

  it("is the workspace's on a push", async () => {
    const deps = await pullRequest();
    const pushed = { ...deps, github: { ...deps.github, eventName: "push", event: {} } };
    expect((await run(given, pushed)).verdict).toBe("pass");
  });

  it("is never the head's because the base cannot be read", async () => {
    const deps = await pullRequest();
    const event = structuredClone(deps.github.event) as { pull_request: { base: { sha: string } } };
    event.pull_request.base.sha = "f".repeat(40);
    const lost = { ...deps, github: { ...deps.github, event } };
    await expect(run(given, lost)).rejects.toMatchObject({ code: "base-ref-unreachable" });
  });
});

describe("a test set beside predictions", () => {
  it("says what is right, whatever the answers claim", async () => {
    const deps = await fakeDeps();
    await writeFile(
      join(deps.workspace, "test.jsonl"),
      testSet(() => "a"),
    );
    const lying = Array.from({ length: 20 }, (_, id) =>
      JSON.stringify({ id: `m${id}`, prediction: "b", references: ["b"] }),
    );
    await writeFile(join(deps.workspace, "p.jsonl"), lying.join("\n"));
    const inputs = { ...evaluateInputs, metrics: ["exact-match"], thresholds: ["exact-match>=0.5"] };
    expect((await run({ ...inputs, predictions: "p.jsonl" }, deps)).verdict).toBe("pass");
    expect((await run({ ...inputs, predictions: "p.jsonl", "test-set": "test.jsonl" }, deps)).verdict).toBe("fail");
  });

  it("wants every row answered, and no other", async () => {
    const deps = await fakeDeps();
    await writeFile(
      join(deps.workspace, "test.jsonl"),
      testSet(() => "a"),
    );
    await writeFile(join(deps.workspace, "p.jsonl"), answers(0).split("\n").slice(1).join("\n"));
    const inputs = { ...evaluateInputs, predictions: "p.jsonl", "test-set": "test.jsonl", metrics: ["exact-match"] };
    await expect(run({ ...inputs, thresholds: [] }, deps)).rejects.toThrow(/it has 1 rows more; first m0/);
  });
});

describe("evaluation.yaml", () => {
  it("is refused with everything that is wrong in it", async () => {
    const deps = await fakeDeps();
    await writeFile(join(deps.workspace, "answers.jsonl"), answers(0));
    await writeFile(join(deps.workspace, "evaluation.yaml"), "schemaVersion: 2\nmetrics: [1]\nslicez: {}\n");
    const refused = run({ ...given, "test-set": undefined }, deps);
    await expect(refused).rejects.toThrow(/schemaVersion[\s\S]*metrics[\s\S]*slicez/);
  });

  it("holds slices, clusters, quality and regression to what it says", async () => {
    const deps = await fakeDeps();
    const rows = (wrong: number): string =>
      Array.from({ length: 40 }, (_, id) =>
        JSON.stringify({
          id: `m${id}`,
          prediction: id < wrong ? "b" : "a",
          references: ["a"],
          slice: { source: id % 2 ? "odd" : "even", thread: String(id % 20) },
        }),
      ).join("\n");
    await writeFile(join(deps.workspace, "good.jsonl"), rows(0));
    await writeFile(join(deps.workspace, "bad.jsonl"), rows(12));
    await writeFile(
      join(deps.workspace, "evaluation.yaml"),
      [
        "schemaVersion: 1",
        "metrics: [exact-match, bleu, rougeL]",
        'thresholds: ["exact-match[source=odd]>=90%"]',
        "regression: { metrics: { exact-match: { margin: 0.05 } }, minRows: 20 }",
        "slices: { by: [source] }",
        "cluster: thread",
        "quality: { metric: exact-match, threshold: 0.5, perCase: false }",
      ].join("\n"),
    );
    const inputs = { ...given, "test-set": undefined, baseline: ["good.jsonl"] };
    const bad = await run({ ...inputs, predictions: "bad.jsonl" }, deps);
    expect(evaluationSchema.parse(bad.report?.json)).toMatchObject({
      verdict: "fail",
      cluster: { key: "thread", clusters: 20 },
      quality: { ok: true, average: 0.7 },
      reasons: [
        { reason: "threshold", metric: "exact-match", slice: { key: "source", value: "odd" } },
        { reason: "regression", metric: "exact-match" },
      ],
    });
    const junit = await readFile(join(deps.workspace, bad.outputs["junit-path"] as string), "utf8");
    expect(junit).toContain("<failure");
    expect((await run({ ...inputs, predictions: "good.jsonl" }, deps)).verdict).toBe("pass");
  });
});

describe("a baseline that is a report", () => {
  it("is met by intervals, and refused when it is of another test set or no report", async () => {
    const deps = await fakeDeps();
    const rows = (wrong: number, from = 0): string =>
      Array.from({ length: 60 }, (_, id) =>
        JSON.stringify({ id: `m${id + from}`, prediction: id < wrong ? "b" : "a", references: ["a"] }),
      ).join("\n");
    for (const [name, wrong] of [
      ["good", 0],
      ["bad", 40],
    ] as const)
      await writeFile(join(deps.workspace, `${name}.jsonl`), rows(wrong));
    await writeFile(join(deps.workspace, "other.jsonl"), rows(0, 1));
    const inputs = { ...evaluateInputs, metrics: ["exact-match"], thresholds: [], guard: ["exact-match"] };
    const first = await run({ ...inputs, predictions: "good.jsonl" }, deps);
    await writeFile(join(deps.workspace, "base.json"), JSON.stringify(first.report?.json));
    await writeFile(join(deps.workspace, "junk.json"), "{}");
    const against = { ...inputs, baseline: ["base.json"] };
    expect((await run({ ...against, predictions: "good.jsonl" }, deps)).verdict).toBe("pass");
    expect((await run({ ...against, predictions: "bad.jsonl" }, deps)).verdict).toBe("fail");
    await expect(run({ ...against, predictions: "other.jsonl" }, deps)).rejects.toMatchObject({
      code: "other-test-set",
    });
    await expect(run({ ...inputs, predictions: "good.jsonl", baseline: ["junk.json"] }, deps)).rejects.toMatchObject({
      code: "bad-baseline",
    });
  });
});
