import { afterEach, describe, expect, it } from "vitest";
import { nodeHttp } from "#platform";
import { type FakeOpenAi, fakeClock, fakeOpenAi, seededRandom } from "#testing";
import { openAiCompatible } from "./index.ts";
import { eventData } from "./sse.ts";

let server: FakeOpenAi;
afterEach(() => server?.close());

const messages = [{ role: "user", content: "hello" }] as const;
const client = (options: { apiKey?: string; timeoutMs?: number; attempts?: number } = {}) =>
  openAiCompatible(
    { http: nodeHttp(), clock: fakeClock(), random: seededRandom(1) },
    { baseUrl: server.baseUrl, model: "fake", ...options },
  );

describe("an OpenAI-compatible model", () => {
  it("answers whole and in pieces with the same content, tokens and reason", async () => {
    server = await fakeOpenAi({ reply: () => "Привет, мир" });
    const whole = await client().chat({ messages, maxTokens: 8, requestId: "r-1" });
    const streamed = await client().chat({ messages, maxTokens: 8, stream: true });
    expect(whole).toMatchObject({
      content: "Привет, мир",
      finishReason: "stop",
      promptTokens: 2,
      completionTokens: 3,
      model: "fake",
      requestId: "r-1",
      firstTokenSeconds: null,
    });
    expect(streamed).toMatchObject({ content: "Привет, мир", finishReason: "stop", completionTokens: 3 });
    expect(streamed.firstTokenSeconds).not.toBeNull();
    expect(await client().models()).toEqual(["fake"]);
  });

  it("comes again after 429 with Retry-After and after a 503", async () => {
    server = await fakeOpenAi();
    server.misbehave = (_request, response, count) => {
      if (count > 2) return false;
      response.writeHead(count === 1 ? 429 : 503, { "retry-after": "1" }).end("{}");
      return true;
    };
    expect((await client().chat({ messages, maxTokens: 8 })).content).toBe("ok");
  });

  it.each([
    ["a key that is wrong", 401, '{"error":{"message":"bad key"}}', "inference-unauthorized"],
    ["a prompt that is too long", 400, '{"error":{"message":"exceeds the context size"}}', "inference-refused"],
    ["a server that fails for good", 500, "boom", "inference-failed"],
    ["an error body under status 200", 200, '{"error":{"message":"overloaded"}}', "inference-failed"],
    ["a page instead of an answer", 200, "<html>", "inference-garbled"],
    ["an answer without choices", 200, '{"choices":[]}', "inference-garbled"],
  ])("names %s", async (_what, status, body, code) => {
    server = await fakeOpenAi();
    server.misbehave = (_request, response) => {
      response.writeHead(status).end(body);
      return true;
    };
    await expect(client().chat({ messages, maxTokens: 8 })).rejects.toMatchObject({ code });
  });

  it.each([
    ["a stream that stops in the middle", 'data: {"choices":[{"delta":{"content":"half"}}]}\n\n', "inference-cut"],
    ["a garbled piece", "data: {nonsense\n\n", "inference-garbled"],
    ["an error within the stream", 'data: {"error":{"message":"out of memory"}}\n\n', "inference-failed"],
  ])("names %s", async (_what, body, code) => {
    server = await fakeOpenAi();
    server.misbehave = (_request, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" }).end(body);
      return true;
    };
    await expect(client().chat({ messages, maxTokens: 8, stream: true })).rejects.toMatchObject({ code });
  });

  it("gives a server that hangs up after its time", async () => {
    server = await fakeOpenAi();
    server.misbehave = () => true;
    await expect(client({ timeoutMs: 50, attempts: 1 }).chat({ messages, maxTokens: 8 })).rejects.toMatchObject({
      code: "http-timeout",
    });
  });

  it("does not make up a likelihood where the server knows none", async () => {
    server = await fakeOpenAi();
    expect(await client().likelihood(messages, "ok")).toBeUndefined();
  });
});

describe("server-sent events", () => {
  it("come out the same wherever the bytes are cut", async () => {
    const bytes = new TextEncoder().encode(
      ": comment\r\ndata: é1\r\n\r\ndata: a\ndata:b\n\nevent: x\rdata: c\r\rdata: lost",
    );
    for (let cut = 0; cut <= bytes.length; cut++) {
      const chunks = (async function* () {
        yield bytes.slice(0, cut);
        yield bytes.slice(cut);
      })();
      expect(await Array.fromAsync(eventData(chunks))).toEqual(["é1", "a\nb", "c"]);
    }
  });
});
