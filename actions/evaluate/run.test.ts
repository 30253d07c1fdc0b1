import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { runAction } from "#action-kit";
import { evaluateInputs, type FakeOpenAi, fakeDeps, fakeHost, fakeOpenAi } from "#testing";
import { run } from "./run.ts";
import { spec } from "./spec.ts";

const truth = (id: number): string => (id % 2 ? "spam" : "ham");
const predictions = (answer: (id: number) => string | null): string =>
  Array.from({ length: 40 }, (_, id) =>
    JSON.stringify({
      id: `m${id}`,
      prediction: answer(id),
      references: [`{"label":"${truth(id)}"}`],
      title: `mail ${id}`,
    }),
  ).join("\n");
const right = (id: number): string => `{"label":"${truth(id)}"}`;

let server: FakeOpenAi | undefined;
afterEach(() => server?.close());

describe("evaluate on a file of predictions", () => {
  it("needs neither network nor model, and passes what is good", async () => {
    const http = { send: () => Promise.reject(new Error("no network here")) };
    const deps = await fakeDeps({ http });
    await writeFile(join(deps.workspace, "p.jsonl"), predictions(right));
    const { verdict, report, outputs } = await run({ ...evaluateInputs, predictions: "p.jsonl" }, deps);
    expect(verdict).toBe("pass");
    expect(JSON.parse(outputs.scores as string)["f1"]).toMatchObject({ value: 1, n: 40 });
    expect(report?.markdown).toContain("Вердикт: пройдено");
  });

  it("fails what is bad, errs on what is empty, compares with a baseline", async () => {
    const deps = await fakeDeps();
    await writeFile(join(deps.workspace, "good.jsonl"), predictions(right));
    await writeFile(
      join(deps.workspace, "bad.jsonl"),
      predictions(() => '{"label":"ham"}'),
    );
    await writeFile(join(deps.workspace, "empty.jsonl"), "");
    const bad = await run(
      {
        ...evaluateInputs,
        predictions: "bad.jsonl",
        baseline: ["nowhere@champion", "good.jsonl"],
        guard: ["exact-match"],
      },
      deps,
    );
    expect(bad.verdict).toBe("fail");
    expect(bad.report?.json).toMatchObject({
      comparison: { name: "good.jsonl", metrics: { "exact-match": { outcome: "worse" } } },
    });
    const empty = await run({ ...evaluateInputs, predictions: "empty.jsonl" }, deps).then(
      ({ verdict }) => verdict,
      ({ code }) => code,
    );
    expect(["error", "bad-rows", "dataset-empty"]).toContain(empty);
    await expect(
      run({ ...evaluateInputs, predictions: "good.jsonl", baseline: ["nowhere.jsonl"] }, deps),
    ).rejects.toMatchObject({
      code: "missing-baseline",
    });
  });

  it("keeps hostile answers text, and a planted secret out of everything", async () => {
    const deps = await fakeDeps();
    const hostile = "::set-env name=PATH::/tmp <img src=x onerror=alert(1)> | [x](javascript:1) @team hunter2-secret";
    await writeFile(
      join(deps.workspace, "p.jsonl"),
      predictions((id) => (id < 20 ? right(id) : hostile)),
    );
    const inputs = {
      predictions: join(deps.workspace, "p.jsonl"),
      "api-key": "hunter2-secret",
      metrics: "f1,exact-match",
      language: "en",
      "report-dir": join(deps.workspace, "reports"),
      endpoint: "",
    };
    const host = fakeHost(inputs);
    await runAction(spec, run, { host, distFolder: deps.distFolder });
    const { readFile } = await import("node:fs/promises");
    const written = await Promise.all(
      ["json", "md", "html"].map((kind) => readFile(join(deps.workspace, `reports/evaluation.${kind}`), "utf8")),
    );
    const all = [...written, ...host.summary, ...host.outputs.values(), ...host.failures].join("\n");
    expect(all).not.toContain("hunter2-secret");
    expect(all).not.toContain("<img");
    expect(host.summary.join("\n")).not.toMatch(/^::|\]\(javascript|@team/m);
    expect(host.outputs.get("verdict")).toBe("pass");
  });
});

describe("evaluate on a model", () => {
  const testSet = Array.from({ length: 12 }, (_, id) =>
    JSON.stringify({
      id: `m${id}`,
      messages: [
        { role: "user", content: `mail ${id}` },
        { role: "assistant", content: right(id) },
      ],
    }),
  ).join("\n");
  const reply = ({ messages }: { messages: { content: string }[] }): string =>
    right(Number(messages.at(-1)?.content.split(" ")[1]));

  it("asks the endpoint for every row, the reference left out, and resumes without asking twice", async () => {
    server = await fakeOpenAi({ reply });
    const deps = await fakeDeps();
    await writeFile(join(deps.workspace, "test.jsonl"), testSet);
    const inputs = {
      ...evaluateInputs,
      "test-set": "test.jsonl",
      endpoint: server.baseUrl,
      metrics: ["f1", "latency-p95", "tokens"],
    };
    expect((await run(inputs, deps)).verdict).toBe("pass");
    expect(server.requests).toHaveLength(12);
    expect(server.requests.every(({ messages }) => messages.length === 1)).toBe(true);
    await run(inputs, deps);
    expect(server.requests).toHaveLength(12);
  });

  it("counts a refused request as a miss, and stops at a key that is wrong", async () => {
    server = await fakeOpenAi({ reply, apiKey: "right" });
    const deps = await fakeDeps();
    await writeFile(join(deps.workspace, "test.jsonl"), testSet);
    const inputs = { ...evaluateInputs, "test-set": "test.jsonl", endpoint: server.baseUrl };
    await expect(run(inputs, deps)).rejects.toMatchObject({ code: "inference-unauthorized" });
    server.misbehave = (_request, response, count) => {
      if (count % 4 !== 0) return false;
      response.writeHead(400).end('{"error":{"message":"too long"}}');
      return true;
    };
    const { verdict, report } = await run({ ...inputs, "api-key": "right" }, deps);
    expect(verdict).toBe("fail");
    expect(report?.json).toMatchObject({ errors: 3 });
  });

  it("names a server that is gone and a metric that the server cannot give", async () => {
    const deps = await fakeDeps();
    await writeFile(join(deps.workspace, "test.jsonl"), testSet);
    await expect(
      run({ ...evaluateInputs, "test-set": "test.jsonl", endpoint: "http://127.0.0.1:9/v1" }, deps),
    ).rejects.toMatchObject({ code: "http-unreachable" });
    server = await fakeOpenAi({ reply });
    const { verdict, report } = await run(
      { ...evaluateInputs, "test-set": "test.jsonl", endpoint: server.baseUrl, metrics: ["f1", "perplexity"] },
      deps,
    );
    expect(verdict).toBe("error");
    expect(report?.json).toMatchObject({ reasons: [{ reason: "missing-metric", metric: "perplexity" }] });
  });

  it("refuses no model, two of them, and a test set without references", async () => {
    const deps = await fakeDeps();
    await expect(run(evaluateInputs, deps)).rejects.toMatchObject({ code: "no-model" });
    await expect(run({ ...evaluateInputs, predictions: "a", "model-path": "b" }, deps)).rejects.toMatchObject({
      code: "no-model",
    });
    await writeFile(join(deps.workspace, "test.jsonl"), '{"id":"1","messages":[{"role":"user","content":"x"}]}\n');
    await expect(
      run({ ...evaluateInputs, "test-set": "test.jsonl", endpoint: "http://127.0.0.1:9/v1" }, deps),
    ).rejects.toMatchObject({ code: "bad-rows" });
  });
});
