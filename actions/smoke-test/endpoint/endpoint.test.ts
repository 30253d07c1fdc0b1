import { writeFile } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import { stringify } from "yaml";
import type { Inputs } from "#action-kit";
import { ToolkitError } from "#contracts";
import { type Http, nodeClock, nodeHttp } from "#platform";
import { type FakeClock, type FakeDeps, type FakeOpenAi, fakeClock, fakeDeps, fakeOpenAi } from "#testing";
import { run } from "../run.ts";
import type { spec } from "../spec.ts";

let server: FakeOpenAi | undefined;
afterEach(() => server?.close());

type Given = Partial<Inputs<typeof spec>>;
const probes = [{ name: "probe", messages: [{ role: "user", content: "hi" }], expect: { contains: ["label"] } }];

/** Problems of the server by check, as `check:expected`; the probe itself always passes. */
async function problemsOf(endpoint: object, given: Given = {}, replaced: Partial<FakeDeps> = {}): Promise<string[]> {
  const deps = await fakeDeps({ clock: nodeClock(), ...replaced });
  await writeFile(join(deps.workspace, "smoke.yaml"), stringify({ schemaVersion: 1, endpoint, probes }));
  const inputs = {
    suite: "smoke.yaml",
    target: "openai-compatible",
    endpoint: server?.baseUrl,
    "sagemaker-endpoint": undefined,
    "sagemaker-variant": undefined,
    "sagemaker-component": undefined,
    model: "mail",
    version: undefined,
    "api-key": undefined,
    language: "en",
    "report-dir": "reports",
    "fail-on": "inconclusive",
    "warn-only": false,
    ...given,
  } as unknown as Inputs<typeof spec>;
  const { verdict, report } = await run(inputs, deps);
  const { outcomes } = (report?.json ?? {}) as { outcomes: { problems: { check: string; expected: string }[] }[] };
  const problems = outcomes.flatMap((one) => one.problems.map(({ check, expected }) => `${check}:${expected}`));
  expect(verdict).toBe(problems.length === 0 ? "pass" : "fail");
  return problems;
}

const json = (response: ServerResponse, body: unknown, status = 200): true => {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  return true;
};

/** A server that also says what `pages` hold by path. */
async function serving(pages: Record<string, unknown> = {}, reply = '{"label":"spam"}'): Promise<FakeOpenAi> {
  server = await fakeOpenAi({ reply: () => reply, model: "mail" });
  server.misbehave = (request: IncomingMessage, response: ServerResponse) => {
    const page = pages[request.url ?? ""];
    return page === undefined ? false : json(response, page);
  };
  return server;
}

/** As llama.cpp b0 and vLLM 0.33 list a model. */
const llamaCpp = {
  object: "list",
  data: [
    {
      id: "mail",
      aliases: ["mail"],
      tags: ["mail#sha256:01", "mail@1.2.0"],
      object: "model",
      owned_by: "llamacpp",
      meta: { n_ctx: 256, n_ctx_train: 8192 },
    },
  ],
};
const card = { object: "model", owned_by: "vllm", max_model_len: 4096 };
const vllm = {
  object: "list",
  data: [
    { ...card, id: "mail", root: "/models/merged", parent: null },
    { ...card, id: "mail@1.2.0", root: "/models/merged", parent: null },
    { ...card, id: "triage", root: "/adapters/triage", parent: "mail", max_model_len: null },
  ],
};

describe("what a server says it is", () => {
  it("is held to the id, the version, the adapter and the context of the suite", async () => {
    await serving({ "/v1/models": llamaCpp, "/lora-adapters": [{ id: 0, path: "/a/triage.gguf", scale: 1 }] });
    const good = { model: "mail", version: "mail@1.2.0", adapter: "triage", contextLength: 256 };
    expect(await problemsOf(good)).toEqual([]);
    const bad = { model: "other", version: "mail@1.3.0", adapter: "spam", contextLength: 8192 };
    expect(await problemsOf({ ...bad, model: undefined })).toEqual([
      "version:mail@1.3.0",
      "adapter:spam",
      "context-length:8192",
    ]);
    expect(await problemsOf({ model: "other" })).toEqual(["model:other"]);
    // what deploy resolved is told by the workflow, not by a file of the repository
    expect(await problemsOf({ version: "mail@1.3.0" }, { version: "mail#sha256:01" })).toEqual([]);
    expect(await problemsOf({ contextLength: 256 }, { version: "mail#sha256:02" })).toEqual(["version:mail#sha256:02"]);
  });

  it("is read of vLLM's list likewise, where an adapter is a model with a parent", async () => {
    await serving({ "/v1/models": vllm });
    expect(await problemsOf({ version: "/models/merged", adapter: "triage", contextLength: 4096 })).toEqual([]);
    // another name of the same model is listed like a model
    expect(await problemsOf({ model: "mail", version: "mail@1.2.0" })).toEqual([]);
    expect(await problemsOf({ model: "mail", version: "triage" })).toEqual(["version:triage"]);
    expect(await problemsOf({ adapter: "mail", contextLength: 8192 })).toEqual(["adapter:mail", "context-length:8192"]);
    await server?.close();
    await serving({ "/v1/models": llamaCpp, "/lora-adapters": [{ id: 0, path: "/a/triage.gguf", scale: 0 }] });
    expect(await problemsOf({ adapter: "triage" })).toEqual(["adapter:triage"]);
  });

  it("fails where the server says nothing, and names what was missing", async () => {
    await serving();
    expect(await problemsOf({ version: "mail@1.2.0", adapter: "triage", tokenizer: { text: "hi", count: 1 } })).toEqual(
      [
        "unsaid:GET /v1/models: aliases, tags, root",
        "unsaid:GET /v1/models: parent; GET /lora-adapters",
        "unsaid:POST /tokenize",
      ],
    );
  });
});

describe("a context that the server does not tell", () => {
  /** Counts a token a word, and four of the template; longer than `limit` is refused, cut at `kept`, or neither. */
  async function counting({ limit = Infinity, kept = Infinity, status = 400 }): Promise<void> {
    await serving();
    (server as FakeOpenAi).misbehaveTo = ({ messages, max_tokens: maxTokens }, response) => {
      const tokens = 4 + messages.reduce((sum, { content }) => sum + content.split(" ").length, 0);
      if (maxTokens !== 1) return false;
      if (tokens + 1 > limit) return json(response, { error: { message: `exceeds ${limit}` } }, status);
      const choices = [{ index: 0, message: { role: "assistant", content: "x" }, finish_reason: "length" }];
      return json(response, { choices, usage: { prompt_tokens: Math.min(kept, tokens), completion_tokens: 1 } });
    };
  }

  it("is shown by a request that fills it and one that exceeds it", async () => {
    await counting({ limit: 512 });
    expect(await problemsOf({ contextLength: 512 })).toEqual([]);
    expect(await problemsOf({ contextLength: 1024 })).toEqual(["context-short:1024"]);
    expect(await problemsOf({ contextLength: 256 })).toEqual(["context-long:256"]);
  });

  it("is not shown by a server that cuts prompts in silence, nor by a proxy's limit of bytes", async () => {
    await counting({ kept: 200 });
    expect(await problemsOf({ contextLength: 512 })).toEqual(["context-short:512"]);
    await server?.close();
    await counting({ limit: 512, status: 413 });
    expect(await problemsOf({ contextLength: 512 })).toEqual([expect.stringContaining("failed:")]);
  });
});

describe("the tokenizer", () => {
  it("is known by the tokens of a text and by the count of a prompt", async () => {
    await serving({ "/tokenize": { tokens: [19556, 905] } });
    const messages = [{ role: "user", content: "12345678" }];
    expect(await problemsOf({ tokenizer: { text: "Hello world", ids: [19556, 905], count: 2 } })).toEqual([]);
    expect(await problemsOf({ tokenizer: { text: "Hello world", ids: [19556], count: 1 } })).toEqual([
      "token-ids:19556",
      "token-count:1",
    ]);
    expect(await problemsOf({ tokenizer: { messages, promptTokens: 2 } })).toEqual([]);
    expect(await problemsOf({ tokenizer: { messages, promptTokens: 3 } })).toEqual(["token-count:3"]);
  });
});

describe("streaming", () => {
  const piece = (content: string | null, finish: string | null = null): string =>
    `data: ${JSON.stringify({ choices: [{ index: 0, delta: content === null ? {} : { content }, finish_reason: finish }] })}\n\n`;
  async function streams(pieces: number, { gapMs, end }: { gapMs: number; end: string }): Promise<void> {
    await serving();
    (server as FakeOpenAi).misbehaveTo = ({ stream }, response) => {
      if (!stream) return false;
      void (async () => {
        response.writeHead(200, { "content-type": "text/event-stream" });
        for (let index = 0; index < pieces; index++) {
          response.write(piece("word "));
          if (gapMs > 0) await pause(gapMs);
        }
        response.end(piece(null, "stop") + end);
      })();
      return true;
    };
  }

  it("is seen by pieces that come one after another and the end that the API has", async () => {
    await streams(6, { gapMs: 20, end: "data: [DONE]\n\n" });
    expect(await problemsOf({ streaming: true })).toEqual([]);
  });

  it.each([
    ["an answer that is held back until it is whole", 40, 0, "data: [DONE]\n\n", /^held-back:\d+\/40$/],
    ["an end without [DONE]", 6, 5, "", /^no-done:/],
    ["an answer too short to see a stream in", 1, 5, "data: [DONE]\n\n", /^short-stream:/],
  ])("is not seen in %s", async (_what, pieces, gapMs, end, problem) => {
    await streams(pieces, { gapMs, end });
    expect(await problemsOf({ streaming: true })).toEqual([expect.stringMatching(problem)]);
  });

  it("is not seen in an answer that comes as JSON", async () => {
    await serving();
    (server as FakeOpenAi).misbehaveTo = (_asked, response) =>
      json(response, { choices: [{ message: { role: "assistant", content: "label" }, finish_reason: "stop" }] });
    expect(await problemsOf({ streaming: true })).toEqual(["not-streamed:text/event-stream"]);
  });
});

describe("requests at once", () => {
  /** Answers when `together` are there, or it is one of the two before; refuses those beyond `atOnce`. */
  async function serves({ together, atOnce = 256 }: { together: number; atOnce?: number }, clock: FakeClock) {
    await serving();
    const waiting: ServerResponse[] = [];
    let asked = 0;
    (server as FakeOpenAi).misbehaveTo = (_asked, response) => {
      asked += 1;
      waiting.push(response);
      if (asked > 2 && waiting.length < together) return true;
      for (const [index, one] of waiting.splice(0).entries()) {
        // each takes a tenth of a second, one after the other
        clock.advance(100);
        if (index >= atOnce) json(one, { error: { message: "too busy" } }, 503);
        else json(one, { choices: [{ message: { role: "assistant", content: "label" }, finish_reason: "stop" }] });
      }
      if (asked === 2 + together) (server as FakeOpenAi).misbehaveTo = undefined;
      return true;
    };
  }

  it("are all answered, eight together", async () => {
    const clock = fakeClock();
    await serves({ together: 8 }, clock);
    expect(await problemsOf({ concurrency: 8 }, {}, { clock })).toEqual([]);
  });

  it("fail by those that are not answered, and by a time that is too many times as long as one's", async () => {
    const clock = fakeClock();
    await serves({ together: 8, atOnce: 5 }, clock);
    expect(await problemsOf({ concurrency: 8 }, {}, { clock })).toEqual(["concurrent-failures:3/8"]);
    await server?.close();
    await serves({ together: 8 }, clock);
    expect(await problemsOf({ concurrency: 8, maxSlowdown: 4 }, {}, { clock })).toEqual(["concurrent-slow:4"]);
  });
});

describe("the first answer", () => {
  it("is waited for while the server loads, and no longer than the suite says", async () => {
    const fake = await serving();
    fake.misbehave = (_request, response, count) =>
      count <= 4 ? json(response, { error: { message: "loading model" } }, 503) : false;
    expect(await problemsOf({ coldStartSeconds: 10 }, {}, { clock: fakeClock() })).toEqual([]);
    fake.misbehave = (_request, response) => json(response, { error: { message: "loading model" } }, 503);
    const problems = await problemsOf({ coldStartSeconds: 10 }, {}, { clock: fakeClock() });
    expect(problems[0]).toBe("cold-start:10 s");
  });

  it("is not waited for where the server refuses", async () => {
    const fake = await serving();
    fake.misbehave = (_request, response) => json(response, { error: { message: "no such model" } }, 404);
    expect((await problemsOf({ coldStartSeconds: 600 }))[0]).toMatch(/^failed:.*no such model/);
  });
});

describe("access", () => {
  it("is refused without a token and with a wrong one", async () => {
    server = await fakeOpenAi({ reply: () => "label", model: "mail", apiKey: "right" });
    expect(await problemsOf({ auth: "required" }, { "api-key": "right" })).toEqual([]);
    await server.close();
    await serving();
    expect(await problemsOf({ auth: "required" })).toEqual(["open:HTTP 200", "any-token:HTTP 200"]);
  });

  it("fails where any token opens, and where nobody says no but something broke", async () => {
    const fake = await serving();
    fake.misbehave = ({ headers }, response) => (headers.authorization ? false : json(response, { error: "no" }, 401));
    expect(await problemsOf({ auth: "required" }, { "api-key": "right" })).toEqual(["any-token:HTTP 200"]);
    fake.misbehave = ({ headers }, response) =>
      headers.authorization === "Bearer right" ? false : json(response, { error: "broken" }, 500);
    expect(await problemsOf({ auth: "required" }, { "api-key": "right" })).toEqual([
      "open:HTTP 500",
      "any-token:HTTP 500",
    ]);
  });

  /** The server as if it stood behind TLS; `plain` answers without. */
  const behindTls = (plain: (url: string) => { status: number; location?: string } | undefined): Http => ({
    async send(request) {
      const url = new URL(request.url);
      const inner = `http://${new URL(server?.baseUrl ?? "").host}${url.pathname}`;
      if (url.protocol === "https:") return await nodeHttp().send({ ...request, url: inner });
      expect(request.headers).toBeUndefined();
      const said = plain(request.url);
      if (!said) throw new ToolkitError({ code: "http-unreachable", retryable: true, message: "reset" });
      const headers = new Map(said.location === undefined ? [] : [["location", said.location]]);
      const body = (async function* () {})();
      return { status: said.status, headers, body, text: async () => "", json: async () => ({}) };
    },
  });

  it("is by TLS alone", async () => {
    await serving();
    const tls = { tls: "required" };
    const endpoint = "https://models.example.org:8443/v1";
    const asked: string[] = [];
    const closed = (url: string): undefined => void asked.push(url);
    expect(await problemsOf(tls, { endpoint }, { http: behindTls(closed) })).toEqual([]);
    expect(asked).toEqual(["http://models.example.org:8443/v1/models"]);
    const sentOn = () => ({ status: 308, location: "https://models.example.org/v1/models" });
    expect(await problemsOf(tls, { endpoint }, { http: behindTls(sentOn) })).toEqual([]);
    for (const status of [200, 401, 302])
      expect(await problemsOf(tls, { endpoint }, { http: behindTls(() => ({ status })) })).toEqual([
        `plain-http:HTTP ${status}`,
      ]);
  });

  it("fails at an address without TLS, and at a server that speaks none", async () => {
    const { baseUrl } = await serving();
    expect(await problemsOf({ tls: "required" })).toEqual(["no-tls:https://"]);
    const secure = await problemsOf({ tls: "required" }, { endpoint: baseUrl.replace("http:", "https:") });
    expect(secure[0]).toMatch(/^certificate:https:\/\/127.0.0.1:\d+ could not be reached/);
  });
});

describe("what cannot be asked", () => {
  it("is refused before anything is asked, all of it at once, with the reason", async () => {
    await serving();
    const everything = {
      version: "mail@1.2.0",
      tokenizer: { text: "hi", count: 1 },
      tls: "required",
      auth: "required",
      streaming: true,
    };
    const of = (target: "ray-serve" | "sagemaker") =>
      problemsOf({ ...everything, model: "mail" }, { target, "sagemaker-endpoint": "mail" });
    const place = (name: string) => ({ where: `smoke.yaml: endpoint.${name}`, problem: expect.stringMatching(/: .+/) });
    await expect(of("ray-serve")).rejects.toMatchObject({
      code: "not-askable",
      problems: ["tokenizer.text", "tls", "auth"].map(place),
    });
    await expect(of("sagemaker")).rejects.toMatchObject({
      problems: ["model", "version", "tokenizer.text", "tls", "auth"].map(place),
    });
    expect(server?.requests).toEqual([]);
  });

  it("is refused as a suite that makes no sense, too", async () => {
    await serving();
    const bad = { tls: "maybe", streaming: false, concurrency: 1, tokenizer: { text: "hi" }, contextLength: 1 };
    const refused = problemsOf({ ...bad, colour: "blue" });
    await expect(refused).rejects.toMatchObject({ code: "bad-input" });
    for (const word of ["tls", "streaming", "concurrency", "tokenizer", "contextLength", "colour"])
      await expect(refused).rejects.toThrow(word);
    await expect(problemsOf({})).rejects.toThrow(/checks nothing/);
    await expect(problemsOf({ maxSlowdown: 2 })).rejects.toThrow(/goes with concurrency/);
    await expect(problemsOf({ model: "mail" }, { endpoint: undefined })).rejects.toMatchObject({
      problems: [{ where: "endpoint" }],
    });
  });
});
