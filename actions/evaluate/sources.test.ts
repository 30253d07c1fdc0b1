import { copyFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { type Evaluation, evaluationSchema } from "#contracts";
import { nodeClock } from "#platform";
import {
  evaluateInputs,
  type FakeDeps,
  type FakeOpenAi,
  fakeDeps,
  fakeEnvironment,
  fakeOpenAi,
  fakeSageMaker,
} from "#testing";
import { run } from "./run.ts";

const fixtures = join(import.meta.dirname, "../../packages/evaluation/src/import/__fixtures__");
const evaluationOf = (report: { json: unknown } | undefined): Evaluation => evaluationSchema.parse(report?.json);
const bare = { ...evaluateInputs, metrics: undefined, thresholds: [] };

let server: FakeOpenAi | undefined;
afterEach(() => server?.close());

async function withFiles(...names: string[]): Promise<FakeDeps> {
  const deps = await fakeDeps();
  for (const name of names) await copyFile(join(fixtures, name), join(deps.workspace, name));
  return deps;
}

describe("results of another tool", () => {
  it.each([
    ["promptfoo-0.123.1.json"],
    ["inspect-ai-0.3.285.json"],
    ["lm-eval-0.4.13-results.json", "lm-eval-0.4.13-samples-capitals.jsonl"],
  ])("of %s are a report like ours, gate and all", async (...names) => {
    const deps = await withFiles(...names);
    const { scores, metrics, testSet, verdict } = evaluationOf((await run({ ...bare, results: names }, deps)).report);
    expect(testSet.rows).toBeGreaterThan(0);
    expect(Object.keys(scores).length).toBeGreaterThan(0);
    expect(Object.values(metrics)[0]?.signature).toMatch(/^tool:(promptfoo|inspect|lm-evaluation-harness)$/);
    expect(verdict).toBe("pass");
    const [name] = Object.keys(scores);
    const held = await run({ ...bare, results: names, thresholds: [`${name}>=1.01`] }, deps);
    expect(held.verdict).toBe("fail");
  });

  it("without rows, or that are none, are refused with what would be legal", async () => {
    const deps = await withFiles("lm-eval-0.4.13-results.json");
    await expect(run({ ...bare, results: ["lm-eval-0.4.13-results.json"] }, deps)).rejects.toThrow(/log_samples/);
    await writeFile(join(deps.workspace, "x.json"), '{"a": 1}');
    await expect(run({ ...bare, results: ["x.json"] }, deps)).rejects.toMatchObject({ code: "bad-results" });
    await expect(run({ ...bare, results: ["nowhere.json"] }, deps)).rejects.toMatchObject({ code: "missing-file" });
  });
});

const testSet = Array.from({ length: 12 }, (_, id) =>
  JSON.stringify({ id: `m${id}`, messages: [{ role: "user", content: `mail ${id}` }], references: ["ok"] }),
).join("\n");

async function asking(more: Partial<FakeDeps> = {}, config: string[] = []): Promise<FakeDeps> {
  const deps = { ...(await fakeDeps({ clock: nodeClock() })), ...more };
  await writeFile(join(deps.workspace, "test.jsonl"), testSet);
  await writeFile(join(deps.workspace, "evaluation.yaml"), ["schemaVersion: 1", ...config].join("\n"));
  return deps;
}

describe("a SageMaker endpoint", () => {
  it("is asked by its name, with AWS's own variables", async () => {
    const key = {
      accessKeyId: "AKIAFAKE",
      secretAccessKey: "very-secret-key",
      region: "eu-central-1",
      service: "sagemaker",
    };
    const answer = { model: "m", choices: [{ message: { role: "assistant", content: "ok" }, finish_reason: "stop" }] };
    const sageMaker = await fakeSageMaker("mail-triage", key, {
      contentType: "application/json",
      answer: () => [JSON.stringify({ ...answer, usage: { prompt_tokens: 3, completion_tokens: 1 } })],
    });
    try {
      const environment = fakeEnvironment({
        AWS_ACCESS_KEY_ID: key.accessKeyId,
        AWS_SECRET_ACCESS_KEY: key.secretAccessKey,
        AWS_REGION: key.region,
        AWS_ENDPOINT_URL_SAGEMAKER_RUNTIME: sageMaker.origin,
      });
      const deps = await asking({ environment });
      const inputs = { ...bare, metrics: ["exact-match"], "test-set": "test.jsonl", provider: "sagemaker" as const };
      const { verdict } = await run({ ...inputs, "sagemaker-endpoint": "mail-triage" }, deps);
      expect(verdict).toBe("pass");
      await expect(run(inputs, deps)).rejects.toThrow(/sagemaker-endpoint: is needed/);
    } finally {
      await sageMaker.close();
    }
  });
});

describe("evaluation.yaml with measures of one's own", () => {
  const command = (script: string): string =>
    `metrics: [exact-match, { name: tone, kind: command, command: [node, -e, ${JSON.stringify(script)}] }]`;
  const scorer =
    "require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => { const { id, prediction } = JSON.parse(line); console.log(JSON.stringify({ id, score: prediction === 'ok' ? 1 : 0 })); })";
  const inputs = { ...bare, config: "evaluation.yaml", "test-set": "test.jsonl" };

  it("takes the user's command, and errs when it says nonsense", async () => {
    server = await fakeOpenAi();
    const good = await asking({}, [command(scorer)]);
    const given = { ...inputs, endpoint: server.baseUrl, model: "fake" };
    expect(evaluationOf((await run(given, good)).report).scores["tone"]).toMatchObject({ value: 1, n: 12 });
    const bad = await asking({}, [command("console.log('::set-env name=X::1')")]);
    await expect(run(given, bad)).rejects.toMatchObject({ code: "metric-command-answer" });
  });

  it("takes embeddings and ready-made checks of the server", async () => {
    server = await fakeOpenAi({ embed: (text) => [text.length, 1] });
    const deps = await asking({}, [
      "metrics: [exact-match, embedding-cosine]",
      `embedding: { endpoint: "${server.baseUrl}", model: fake }`,
      "suites: [not-empty, tokenizer-round-trip]",
    ]);
    const { report, verdict } = await run({ ...inputs, endpoint: server.baseUrl, model: "fake" }, deps);
    const evaluation = evaluationOf(report);
    expect(evaluation.scores["embedding-cosine"]?.value).toBeCloseTo(1, 9);
    expect(evaluation.metrics["embedding-cosine"]?.signature).toBe("model:fake");
    // a server without a tokenizer is no server whose tokenizer is right
    expect(evaluation.suites).toMatchObject([{ verdict: "pass" }, { name: "tokenizer-round-trip", verdict: "error" }]);
    expect(verdict).toBe("fail");
  });

  it("takes patterns and schemas, and refuses those that are none", async () => {
    server = await fakeOpenAi({ reply: () => '{"label": "spam"}' });
    const metrics = (pattern: string): string[] => [
      "metrics:",
      `  - { name: has-label, kind: regex, pattern: ${JSON.stringify(pattern)} }`,
      "  - { name: no-apology, kind: regex, pattern: sorry, absent: true }",
      "  - { name: well-formed, kind: json-schema, schema: label.json }",
    ];
    const deps = await asking({}, metrics('"label"'));
    await writeFile(
      join(deps.workspace, "label.json"),
      '{"type": "object", "required": ["label"], "properties": {"label": {"enum": ["ham", "spam"]}}}',
    );
    const given = { ...inputs, endpoint: server.baseUrl, model: "fake" };
    const { scores } = evaluationOf((await run(given, deps)).report);
    expect(Object.values(scores).map(({ value }) => value)).toEqual([1, 1, 1]);
    await writeFile(join(deps.workspace, "evaluation.yaml"), ["schemaVersion: 1", ...metrics("(")].join("\n"));
    await expect(run(given, deps)).rejects.toMatchObject({ code: "bad-pattern" });
  });
});
