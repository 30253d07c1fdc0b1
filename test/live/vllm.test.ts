import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { type Inference, inferenceProviders } from "#inference";
import { nodeClock, nodeHttp, nodePlatform, nodeRandom } from "#platform";
import { countedProviders, prometheusDialects } from "#telemetry";
import { fakeDeps } from "#testing";
import { run as smokeTest } from "../../actions/smoke-test/run.ts";
import { login } from "./prometheus/server.ts";
import { groupOf, processes } from "./vllm/processes.ts";
import { startSeconds, startVllm, until, type VllmUnderTest } from "./vllm/under-test.ts";

/** vLLM's servers on the processor, started, asked, killed and ended by our own code. */
const hi = [{ role: "user", content: "hi" }] as const;
let vllm: VllmUnderTest;

beforeAll(async () => {
  vllm = await startVllm();
}, 1_500_000);

afterAll(() => vllm?.stop(), 60_000);

const client = (baseUrl: string, more: object = {}): Promise<Inference> =>
  inferenceProviders["openai-compatible"](nodePlatform(), { baseUrl, model: "mail", ...more });

/** What a suite of smoke-test says of a server, by check and what it expected. */
async function problemsOf(suite: object, more: object = {}): Promise<string[]> {
  writeFileSync(join(vllm.home, "smoke.yaml"), stringify(suite));
  const deps = {
    ...(await fakeDeps({ http: nodeHttp(), clock: nodeClock(), random: nodeRandom() })),
    workspace: vllm.home,
  };
  const inputs = {
    suite: "smoke.yaml",
    target: "openai-compatible",
    endpoint: `${vllm.baseline.url}/v1`,
    model: "mail",
    for: 0,
    every: 1,
    language: "en",
    "report-dir": vllm.home,
    ...more,
  };
  const { report } = await smokeTest(inputs as never, deps);
  const { outcomes } = (report as { json: unknown }).json as {
    outcomes: { problems: { check: string; expected: string }[] }[];
  };
  return outcomes.flatMap(({ problems }) => problems.map(({ check, expected }) => `${check}:${expected}`));
}

describe("a vLLM that deploy started", () => {
  it("was given our options and none else, and took each", () => {
    const { args } = processes().find(({ pid }) => pid === vllm.baseline.pid) as { args: string[] };
    const port = new URL(vllm.baseline.url).port;
    expect(args.slice(args.indexOf("serve") + 2)).toEqual([
      ...["--served-model-name", "mail", "mail#sha256:one", "mail@1.2.0"],
      ...["--host=127.0.0.1", `--port=${port}`, "--max-model-len=512", "--max-num-seqs=8"],
      "--disable-uvicorn-access-log",
      "--gpu-memory-utilization=0.45",
      "--enforce-eager",
      "--kv-cache-memory-bytes=300000000",
    ]);
    const name = Object.keys(vllm.pids()).find((each) => vllm.pids()[each]?.pid === vllm.baseline.pid);
    const log = readFileSync(join(vllm.folder, "logs", `${name}.log`), "utf8");
    const [, said = ""] = /non-default args: (\{.*\})/.exec(log) ?? [];
    for (const taken of ["'max_model_len': 512", "'max_num_seqs': 8", "'enforce_eager': True", "'host': '127.0.0.1'"])
      expect(said).toContain(taken);
    expect(log).not.toContain("POST /v1/chat/completions");
  });

  it("is what smoke-test expects, by every check that it can be asked", async () => {
    const endpointAsked = {
      model: "mail",
      version: "mail@1.2.0",
      contextLength: 512,
      tokenizer: { text: "hello world", ids: [28120, 905], messages: hi, promptTokens: 31 },
      streaming: true,
      concurrency: 8,
      maxSlowdown: 100,
      coldStartSeconds: 60,
    };
    const probes = [
      { name: "says something", messages: hi, maxTokens: 24, stream: true, expect: { regex: "[A-Za-z]{2}" } },
    ];
    expect(await problemsOf({ schemaVersion: 1, endpoint: endpointAsked, probes })).toEqual([]);
    expect(await problemsOf({ schemaVersion: 1, model: "other", endpoint: { model: "other" }, probes })).toEqual([
      "model:other",
      "model:other",
    ]);
    expect(
      await problemsOf({
        schemaVersion: 1,
        endpoint: {
          version: "mail@1.3.0",
          contextLength: 1024,
          adapter: "triage",
          tokenizer: { text: "hello world", ids: [1, 2], messages: hi, promptTokens: 30 },
          auth: "required",
        },
        probes: [{ ...probes[0], expect: { regex: "^\\d+$" } }],
      }),
    ).toEqual([
      "version:mail@1.3.0",
      "adapter:triage",
      "context-length:1024",
      "token-ids:1 2",
      "token-count:30",
      "open:HTTP 200",
      "any-token:HTTP 200",
      expect.stringMatching(/^regex:/),
    ]);
  });

  it("shows an adapter and keeps to its key, where it has them", async () => {
    const asked = { schemaVersion: 1, probes: [{ name: "any", messages: hi, maxTokens: 2, expect: { maxTokens: 2 } }] };
    const of = { endpoint: vllm.keyed.url, "api-key": "right" };
    const good = { adapter: "triage", auth: "required", contextLength: 512 };
    expect(await problemsOf({ ...asked, endpoint: good }, of)).toEqual([]);
    expect(await problemsOf({ ...asked, endpoint: { adapter: "mail" } }, of)).toEqual(["adapter:mail"]);
    expect((await problemsOf({ ...asked, endpoint: { adapter: "triage" } }, { ...of, "api-key": "left" }))[0]).toMatch(
      /^failed:.*401/,
    );
    const question = { messages: hi, maxTokens: 12, temperature: 0 };
    const plain = await (await client(vllm.keyed.url, { apiKey: "right" })).chat(question);
    const adapted = await (await client(vllm.keyed.url, { apiKey: "right", model: "triage" })).chat(question);
    expect(adapted.model).toBe("triage");
    expect(adapted.content).not.toBe(plain.content);
    await expect((await client(vllm.keyed.url, { apiKey: "left" })).chat(question)).rejects.toMatchObject({
      code: "inference-unauthorized",
    });
  });

  it("ends as a whole when the replica is killed that needed it", async () => {
    expect(groupOf(vllm.keyed.child.pid).length).toBeGreaterThan(1);
    vllm.keyed.replica.kill("SIGKILL");
    await until(60, () => groupOf(vllm.keyed.child.pid).length === 0);
  });
});

describe("the client of inference", () => {
  it("gets the same for the same seed, and its tokens counted whole and in a stream", async () => {
    const inference = await client(`${vllm.baseline.url}/v1`);
    const asked = { messages: [{ role: "user", content: "Tell me a story." }], maxTokens: 24, temperature: 1 } as const;
    const first = await inference.chat({ ...asked, seed: 7 });
    expect((await inference.chat({ ...asked, seed: 7 })).content).toBe(first.content);
    const others = await Promise.all([1, 2, 3].map((seed) => inference.chat({ ...asked, seed })));
    expect(new Set(others.map(({ content }) => content)).size).toBeGreaterThan(1);
    const streamed = await inference.chat({ ...asked, seed: 7, stream: true });
    expect(streamed).toMatchObject({ content: first.content, finishReason: "length", completionTokens: 24 });
    expect([streamed.promptTokens, streamed.completionTokens]).toEqual([first.promptTokens, first.completionTokens]);
    expect(streamed.arrival).toMatchObject({ done: true });
    expect(streamed.firstTokenSeconds).toBeLessThan(streamed.latencySeconds);
  });

  it("holds an answer to a schema", async () => {
    const schema = {
      type: "object",
      properties: { label: { enum: ["spam", "ham"] } },
      required: ["label"],
      additionalProperties: false,
    };
    const { content, ignored } = await (await client(`${vllm.baseline.url}/v1`)).chat({
      messages: hi,
      maxTokens: 40,
      temperature: 0,
      responseSchema: { name: "verdict", schema },
    });
    expect(ignored).toBeUndefined();
    expect(["spam", "ham"]).toContain(JSON.parse(content).label);
  });

  it("is told how likely an answer is, by the numbers that vLLM gives to its own", async () => {
    const inference = await client(`${vllm.baseline.url}/v1`);
    const messages = [{ role: "user", content: "What is the capital of France? One word." }] as const;
    const own = await fetch(`${vllm.baseline.url}/v1/chat/completions`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ model: "mail", messages, max_tokens: 40, temperature: 0, logprobs: true }),
    });
    const { choices } = (await own.json()) as {
      choices: [{ message: { content: string }; logprobs: { content: { logprob: number }[] } }];
    };
    const [{ message, logprobs }] = choices;
    const said = await inference.likelihood(messages, message.content);
    // its own list has all tokens, also the one that ends the turn
    expect(said?.tokens).toBe(logprobs.content.length);
    const sum = logprobs.content.reduce((total, { logprob }) => total + logprob, 0);
    expect(Math.abs((said?.logProbability ?? Number.NaN) - sum)).toBeLessThan(0.3);
    const [right, wrong] = [
      await inference.likelihood(messages, "Paris"),
      await inference.likelihood(messages, "Oslo"),
    ];
    expect(right?.logProbability).toBeGreaterThan(wrong?.logProbability as number);
  });

  it("is refused what the server does not have, and what does not fit", async () => {
    const long = [{ role: "user", content: "word ".repeat(600) }] as const;
    await expect(
      (await client(`${vllm.baseline.url}/v1`)).chat({ messages: long, maxTokens: 8 }),
    ).rejects.toMatchObject({
      code: "inference-refused",
      status: 400,
      message: expect.stringContaining("512"),
    });
    const other = await client(`${vllm.baseline.url}/v1`, { model: "nobody" });
    await expect(other.chat({ messages: hi, maxTokens: 8 })).rejects.toMatchObject({
      code: "inference-refused",
      status: 404,
    });
    const { embed } = await client(`${vllm.baseline.url}/v1`);
    expect(await embed?.(["a"])).toBeUndefined();
  });
});

describe("two of them behind the router", () => {
  /** Lines of the router's log. */
  async function routed(): Promise<{ requestId: string; variant: string }[]> {
    await vllm.serving.weights();
    const lines = readFileSync(join(vllm.folder, "requests.jsonl"), "utf8").trim().split("\n");
    return lines.map((line) => JSON.parse(line)).filter(({ kind }) => kind === "request");
  }

  it("share the requests, and their own pages tell of each what was asked", async () => {
    await vllm.serving.setWeight(0.5, 120);
    const source = await countedProviders.prometheus(nodePlatform(), {
      ...login,
      url: vllm.prometheus.url,
      canary: { job: "two" },
      baseline: { job: "one" },
      dialect: prometheusDialects.vllm,
      staleMs: 120_000,
    });
    await until(30, async () => (await source.now()).includes("two"));
    const mark = await source.now();
    const answered = { canary: 0, baseline: 0 };
    for (let round = 0; round < 6; round++)
      await Promise.all(
        Array.from({ length: 4 }, async (_, place) => {
          const response = await fetch(`${vllm.url}/chat/completions`, {
            method: "POST",
            headers: { "content-type": "application/json", "x-request-id": `live-${round}-${place}` },
            body: JSON.stringify({ model: "mail", messages: hi, max_tokens: 6, ignore_eos: true }),
          });
          const { usage } = (await response.json()) as { usage: { completion_tokens: number } };
          expect(usage.completion_tokens).toBe(6);
        }),
      );
    // the router tells a caller nothing of the arms; its log does
    for (const { requestId, variant } of await routed())
      if (requestId.startsWith("live-")) answered[variant as keyof typeof answered] += 1;
    expect(answered.canary + answered.baseline).toBe(24);
    expect(Math.min(answered.canary, answered.baseline)).toBeGreaterThan(2);
    const refused = await client(`${vllm.canary.url}/v1`, { model: "nobody", attempts: 1 });
    for (let asked = 0; asked < 3; asked++)
      await expect(refused.chat({ messages: hi, maxTokens: 1 })).rejects.toMatchObject({ status: 404 });
    let counted = await source.since(mark, 1e6);
    await until(30, async () => {
      counted = await source.since(mark, 500);
      return counted.canary.requests + counted.baseline.requests >= 27;
    });
    expect(counted).toMatchObject({
      canary: { requests: answered.canary + 3, errors: 3 },
      baseline: { requests: answered.baseline, errors: 0 },
    });
    for (const arm of ["canary", "baseline"] as const) {
      const { values, overTau } = counted[arm];
      const counts = (name: keyof NonNullable<typeof values>): number =>
        values?.[name]?.reduce((sum, { count }) => sum + count, 0) ?? 0;
      expect([counts("firstTokenMs"), counts("latencyMs")]).toEqual([answered[arm], answered[arm]]);
      expect(values?.completionTokens).toEqual([{ low: 5, high: 10, count: answered[arm] }]);
      expect(values?.promptTokens).toEqual([{ low: 20, high: 50, count: answered[arm] }]);
      expect(overTau).toBeLessThanOrEqual(answered[arm]);
    }
  });

  it("let the one that stays answer alone when the other is taken away, to its last process", async () => {
    expect(groupOf(vllm.canary.pid).map(({ name }) => name.split(":")[0])).toContain("VLLM");
    await vllm.serving.rollback();
    await until(30, () => groupOf(vllm.canary.pid).length === 0);
    expect((await (await client(vllm.url)).chat({ messages: hi, maxTokens: 2 })).model).toBe("mail");
  });
});

describe("a vLLM that fails", () => {
  it("leaves no engine behind when its HTTP server is killed, and answers again", async () => {
    const before = groupOf(vllm.baseline.pid).map(({ pid }) => pid);
    expect(before.length).toBeGreaterThan(1);
    process.kill(vllm.baseline.pid, "SIGKILL");
    await until(30, () => !processes().some(({ pid }) => before.includes(pid)));
    const answers = async (): Promise<boolean> => {
      const inference = await client(vllm.url, { attempts: 1 });
      return await inference.chat({ messages: hi, maxTokens: 2 }).then(
        () => true,
        () => false,
      );
    };
    await until(startSeconds, answers);
  }, 600_000);

  it("is not taken into service, and its own words say why", async () => {
    // SmolLM2 has 8192 places
    const beyond = vllm.candidate("three", { contextSize: 20_480 });
    await expect(vllm.serving.deploy(beyond, "canary")).rejects.toMatchObject({
      code: "server-unhealthy",
      message: expect.stringMatching(/max_model_len \(20480\) is greater than the derived max_model_len/),
    });
    expect((await vllm.serving.describe())?.variants.canary).toBeNull();
  }, 900_000);

  it("is gone with all of its processes when the endpoint is stopped", async () => {
    const leaders = Object.values(vllm.pids()).filter(({ pid }) => pid > 0);
    const all = leaders.flatMap(({ pid }) => groupOf(pid).map((each) => each.pid));
    expect(all.length).toBeGreaterThan(2);
    await vllm.serving.stop();
    await until(30, () => !processes().some(({ pid }) => all.includes(pid)));
  });
});
