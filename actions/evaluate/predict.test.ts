import { readFile, writeFile } from "node:fs/promises";
import type { ServerResponse } from "node:http";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { type ChatExample, type Prediction, predictionSchema, ToolkitError } from "#contracts";
import { inferenceProviders } from "#inference";
import { readRows } from "#platform";
import { type FakeOpenAi, fakeDeps, fakeOpenAi } from "#testing";
import { journalKey } from "./journal.ts";
import { type PredictOptions, predictRows } from "./predict.ts";

let server: FakeOpenAi;
afterEach(() => server?.close());

async function* rows(count: number): AsyncGenerator<ChatExample> {
  for (let index = 0; index < count; index++)
    yield {
      id: `m${index}`,
      messages: [
        { role: "system", content: "Be brief." },
        { role: "user", content: `question ${index}` },
        { role: "assistant", content: `answer ${index}` },
      ],
      slice: { source: "test" },
    };
}

async function scene() {
  const deps = await fakeDeps();
  const path = join(deps.workspace, "predictions.jsonl");
  const client = { baseUrl: server.baseUrl, model: "fake", attempts: 1, timeoutMs: 300 };
  const inference = await inferenceProviders["openai-compatible"](deps, client);
  const base: PredictOptions = {
    path,
    concurrency: 4,
    maxTokens: 16,
    temperature: 0,
    firstToken: false,
    likelihood: false,
    label: "candidate",
    signal: deps.signal,
  };
  const read = async (): Promise<Prediction[]> => {
    const found: Prediction[] = [];
    for await (const { row } of readRows(deps.files, path, predictionSchema)) found.push(row);
    return found.sort((left, right) => (left.index ?? -1) - (right.index ?? -1));
  };
  const ask = (count: number, options: Partial<PredictOptions> = {}) =>
    predictRows(deps, inference, rows(count), { ...base, ...options });
  return { deps, path, base, inference, read, ask };
}

const echo = ({ messages }: { messages: { content: string }[] }): string =>
  (messages.at(-1)?.content ?? "").replace("question", "answer");

describe("asking a model for every row", () => {
  it("leaves one line a row, with its place, its references and what was measured", async () => {
    server = await fakeOpenAi({ reply: echo });
    const { ask, read, path } = await scene();
    expect(await ask(40, { firstToken: true, usdOf: () => 0.001 })).toMatchObject({
      path,
      answered: 40,
      failed: 0,
      kept: 0,
    });
    const found = await read();
    expect(found.map(({ index, id, prediction }) => [index, id, prediction])).toEqual(
      Array.from({ length: 40 }, (_, index) => [index, `m${index}`, `answer ${index}`]),
    );
    expect(found[7]).toMatchObject({
      references: ["answer 7"],
      slice: { source: "test" },
      finish_reason: "stop",
      completion_tokens: 2,
      model: "fake",
      usd: 0.001,
    });
    expect(found[7]?.first_token_seconds).toBeGreaterThanOrEqual(0);
    expect(server.requests[0]).toMatchObject({ stream: true, max_tokens: 16 });
  });

  it("asks with a system prompt of one's own and with stops", async () => {
    server = await fakeOpenAi({ reply: echo });
    const { ask } = await scene();
    await ask(1, { system: "Отвечай коротко.", stop: ["\n"] });
    expect(server.requests[0]).toMatchObject({
      messages: [
        { role: "system", content: "Отвечай коротко." },
        { role: "user", content: "question 0" },
      ],
      stop: ["\n"],
    });
  });

  it("rests when the server asks, and loses no row to it", async () => {
    server = await fakeOpenAi({ reply: echo });
    const { ask, deps } = await scene();
    server.misbehave = (_request, response, count) => {
      if (count < 10 || count > 14) return false;
      response.writeHead(429, { "retry-after": "3" }).end("{}");
      return true;
    };
    expect(await ask(60)).toMatchObject({ answered: 60, failed: 0 });
    expect(deps.log.lines.map(String).join("\n")).toContain("the server is busy");
  });
});

describe("the journal", () => {
  it("spares what was answered; what failed, what is torn and what is twice is asked again, once", async () => {
    server = await fakeOpenAi({ reply: echo });
    const { ask, read, path } = await scene();
    const known = (index: number, prediction: string | null, extra = {}): string =>
      `${JSON.stringify({ id: `m${index}`, index, prediction, references: ["r"], ...extra })}\n`;
    const torn = known(5, "kept 5").slice(0, 30);
    await writeFile(
      path,
      `${known(0, "kept 0")}${known(3, null, { error: "x" })}${known(0, "again")}not json\n${known(9, "kept 9")}${torn}`,
    );
    expect(await ask(10)).toMatchObject({ answered: 10, failed: 0, kept: 2 });
    expect(server.requests).toHaveLength(8);
    const found = await read();
    expect(found.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect([found[0]?.prediction, found[9]?.prediction]).toEqual(["kept 0", "kept 9"]);
    expect(await ask(10)).toMatchObject({ answered: 10, kept: 10 });
    expect(server.requests).toHaveLength(8);
  });

  it("refuses answers to other rows than these", async () => {
    server = await fakeOpenAi({ reply: echo });
    const { ask, path } = await scene();
    await writeFile(path, '{"id":"other","index":1,"prediction":"x","references":["r"]}\n');
    await expect(ask(3)).rejects.toMatchObject({ code: "other-test-set" });
    await writeFile(path, '{"id":"m5","index":5,"prediction":"x","references":["r"]}\n');
    await expect(ask(3)).rejects.toMatchObject({ code: "other-test-set" });
  });

  it("has another name for everything that changes an answer", () => {
    const key = {
      source: "sha256:a",
      model: "m",
      testSetSha256: "t",
      parameters: { temperature: 0, system: undefined },
    };
    const others = [
      { ...key, source: "sha256:b" },
      { ...key, model: "n" },
      { ...key, testSetSha256: "u" },
      { ...key, parameters: { temperature: 0.1 } },
      { ...key, parameters: { temperature: 0, system: "x" } },
    ];
    expect(new Set([key, ...others].map(journalKey)).size).toBe(6);
    expect(journalKey({ ...key, parameters: { system: undefined, temperature: 0 } })).toBe(journalKey(key));
  });

  it("ends the run when it can no longer be written", async () => {
    server = await fakeOpenAi({ reply: echo });
    const { deps, inference, base } = await scene();
    const full = new ToolkitError({ code: "disk-full", message: "no space left on the disk" });
    const append = (): never => {
      throw full;
    };
    const files = { ...deps.files, appender: async () => ({ append, close: () => undefined }) };
    await expect(predictRows({ ...deps, files }, inference, rows(500), base)).rejects.toThrow(full);
    expect(server.requests.length).toBeLessThan(50);
  });
});

describe("a server that misbehaves", () => {
  it.each([
    ["garbage in the stream", true, 200, "text/event-stream", "data: {nonsense\n\n", "inference-garbled"],
    ["a stream that stops", true, 200, "text/event-stream", 'data: {"choices":[]}\n\n', "inference-cut"],
    ["an error body under 200", false, 200, "application/json", '{"error":{"message":"x"}}', "inference-failed"],
    ["a page", false, 200, "text/html", "<html>", "inference-garbled"],
    ["a page for a stream", true, 200, "text/html", "<html>", "inference-garbled"],
    ["a wrong content type", true, 200, "image/png", "\u0000PNG", "inference-cut"],
    ["ten million bytes", false, 200, "application/json", `"${"x".repeat(10_000_000)}"`, "inference-garbled"],
    ["a refusal", false, 422, "application/json", '{"error":"too long"}', "inference-refused"],
    ["a failure", false, 500, "text/plain", "boom", "inference-failed"],
  ])(
    "has a row error for %s, and the other rows their answers",
    async (_what, firstToken, status, type, body, code) => {
      server = await fakeOpenAi({ reply: echo });
      const { ask, read } = await scene();
      server.misbehaveTo = to("question 3", (response) =>
        response.writeHead(status, { "content-type": type }).end(body),
      );
      expect(await ask(8, { firstToken })).toMatchObject({ answered: 7, failed: 1 });
      const found = await read();
      expect(found).toHaveLength(8);
      expect(found[3]).toMatchObject({ id: "m3", prediction: null });
      expect(found[3]?.error).toContain(code);
      expect(found[3]?.error?.length).toBeLessThanOrEqual(300);
    },
  );

  it("has a row error for an answer that is too long to be read again", async () => {
    server = await fakeOpenAi({ reply: echo });
    const { ask, read } = await scene();
    const content = "\u0001".repeat(900_000);
    const piece = (text: string): string => `data: ${JSON.stringify({ choices: [{ delta: { content: text } }] })}\n\n`;
    server.misbehaveTo = to("question 2", (response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      for (let at = 0; at < content.length; at += 10_000) response.write(piece(content.slice(at, at + 10_000)));
      response.end("data: [DONE]\n\n");
    });
    expect(await ask(4, { firstToken: true })).toMatchObject({ answered: 3, failed: 1 });
    expect((await read())[2]?.error).toContain("too long");
  });

  it("has a row error for an answer that never comes", async () => {
    server = await fakeOpenAi({ reply: echo });
    const { ask, read } = await scene();
    server.misbehaveTo = to("question 1", () => undefined);
    expect(await ask(4)).toMatchObject({ answered: 3, failed: 1 });
    expect((await read())[1]?.error).toContain("http-timeout");
  });

  it("ends the run at once when it refuses the key, and keeps what was answered", async () => {
    server = await fakeOpenAi({ reply: echo });
    const { ask, read } = await scene();
    server.misbehave = (_request, response, count) => {
      if (count <= 20) return false;
      response.writeHead(401).end('{"error":{"message":"expired"}}');
      return true;
    };
    await expect(ask(1000)).rejects.toMatchObject({ code: "inference-unauthorized" });
    expect((await read()).length).toBe(20);
    server.misbehave = undefined;
    expect(await ask(100)).toMatchObject({ answered: 100, kept: 20 });
  });

  it("ends the run when it is gone, or fails for good", async () => {
    server = await fakeOpenAi({ reply: echo });
    const { ask, inference } = await scene();
    let calls = 0;
    server.misbehave = (_request, response) => {
      calls += 1;
      response.writeHead(503).end("no backend");
      return true;
    };
    await expect(ask(1000)).rejects.toMatchObject({ code: "inference-failed", status: 503 });
    expect(calls).toBeLessThan(60);
    await server.close();
    await expect(ask(1000)).rejects.toMatchObject({ code: "http-unreachable" });
    expect(inference).toBeDefined();
  });

  it("ends the run when nothing was ever answered, whatever the reason", async () => {
    server = await fakeOpenAi({ reply: echo });
    const { ask } = await scene();
    server.misbehave = (_request, response) => {
      response.writeHead(404).end('{"error":{"message":"the model does not exist"}}');
      return true;
    };
    await expect(ask(1000)).rejects.toMatchObject({ code: "inference-refused" });
  });

  it("has a row error for an answer of another model than the first", async () => {
    server = await fakeOpenAi({ reply: echo });
    const { ask, read } = await scene();
    const other = '{"model":"canary","choices":[{"message":{"content":"x"},"finish_reason":"stop"}]}';
    server.misbehaveTo = to("question 6", (response) => response.end(other));
    expect(await ask(8, { concurrency: 1 })).toMatchObject({ answered: 7, failed: 1 });
    expect((await read())[6]?.error).toMatch(/inference-other-model.*"canary".*"fake"/);
  });

  it("cannot have a secret written down", async () => {
    server = await fakeOpenAi({ reply: echo });
    const { ask, path, deps } = await scene();
    deps.secrets.mask("hunter2-secret");
    server.misbehaveTo = to("question 1", (response) =>
      response.writeHead(400).end('{"error":{"message":"key hunter2-secret is odd"}}'),
    );
    await ask(3);
    expect(await readFile(path, "utf8")).not.toContain("hunter2");
  });
});

/** Misbehaves to this question alone. */
function to(question: string, answer: (response: ServerResponse) => unknown): FakeOpenAi["misbehaveTo"] {
  return ({ messages }, response) => {
    if (messages.at(-1)?.content !== question) return false;
    answer(response);
    return true;
  };
}
