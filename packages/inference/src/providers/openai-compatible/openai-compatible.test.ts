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

const endless = (): string => {
  const piece = `data: ${JSON.stringify({ choices: [{ delta: { content: "x".repeat(1000) } }] })}\n\n`;
  return piece.repeat(3000);
};

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
    ["an answer of ten million bytes", 200, `"${"x".repeat(10_000_000)}"`, "inference-garbled"],
    ["bytes that are no text", 200, Buffer.from([0xff, 0xfe, 0, 1, 0x80]), "inference-garbled"],
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
    ["a page instead of a stream", "<html>busy</html>", "inference-cut"],
    ["a stream without any line end", "x".repeat(3_000_000), "inference-garbled"],
    ["a stream that never ends its answer", endless(), "inference-garbled"],
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

  it.each([
    ["whole", false, "http-unreachable"],
    ["in pieces", true, "inference-cut"],
  ])("names a connection that breaks in the middle of an answer that comes %s", async (_how, stream, code) => {
    server = await fakeOpenAi();
    server.misbehave = (request, response) => {
      response.writeHead(200, { "content-type": stream ? "text/event-stream" : "application/json" });
      response.write(stream ? 'data: {"choices":[{"delta":{"content":"half"}}]}\n\n' : '{"choices":[{"mess');
      setTimeout(() => request.socket.destroy(), 20);
      return true;
    };
    await expect(client({ attempts: 1 }).chat({ messages, maxTokens: 8, stream })).rejects.toMatchObject({ code });
  });

  it("reads a whole answer where a stream was asked for, and a page as none", async () => {
    server = await fakeOpenAi();
    let [type, body] = ["application/json", '{"choices":[{"message":{"content":"whole"}}]}'];
    server.misbehave = (_request, response) => {
      response.writeHead(200, { "content-type": type }).end(body);
      return true;
    };
    const asked = { messages, maxTokens: 8, stream: true };
    expect(await client().chat(asked)).toMatchObject({ content: "whole", firstTokenSeconds: null });
    [type, body] = ["text/html", "<html>"];
    await expect(client().chat(asked)).rejects.toMatchObject({ code: "inference-garbled" });
  });

  it("says when to come back, for a pool that does the waiting", async () => {
    server = await fakeOpenAi();
    server.misbehave = (_request, response) => {
      response.writeHead(429, { "retry-after": "7" }).end('{"error":{"message":"slow down"}}');
      return true;
    };
    const asked = client({ attempts: 1 }).chat({ messages, maxTokens: 8 });
    await expect(asked).rejects.toMatchObject({
      code: "inference-failed",
      status: 429,
      retryable: true,
      pauseMs: 7000,
    });
  });

  it("shows little of what a hostile server says", async () => {
    server = await fakeOpenAi();
    server.misbehave = (_request, response) => {
      response.writeHead(400).end(JSON.stringify({ error: { message: "x".repeat(100_000) } }));
      return true;
    };
    const error = await client()
      .chat({ messages, maxTokens: 8 })
      .catch((thrown: Error) => thrown);
    expect((error as Error).message.length).toBeLessThan(400);
  });

  it("does not make up a likelihood where the server knows none", async () => {
    server = await fakeOpenAi();
    expect(await client().likelihood(messages, "ok")).toBeUndefined();
  });
});

describe("embeddings", () => {
  it("come in the order of the texts, over as many requests as it takes", async () => {
    server = await fakeOpenAi({ embed: (text) => [text.length, 1] });
    const texts = Array.from({ length: 150 }, (_, index) => "x".repeat(index + 1));
    const vectors = await client().embed?.(texts);
    expect(vectors?.map(([first]) => first)).toEqual(texts.map(({ length }) => length));
  });

  it("are undefined where the server has none, and an error where they are none", async () => {
    server = await fakeOpenAi();
    expect(await client().embed?.(["a"])).toBeUndefined();
    server.misbehave = (_request, response) => {
      response.writeHead(200).end('{"data":[{"index":0,"embedding":[1,2]}]}');
      return true;
    };
    await expect(client().embed?.(["a", "b"])).rejects.toMatchObject({ code: "inference-garbled" });
  });
});

describe("the tokenizer of a server", () => {
  it("is asked beside /v1, and absent where there is none", async () => {
    server = await fakeOpenAi();
    expect(await client().tokenize?.("a")).toBeUndefined();
    expect(await client().detokenize?.([1])).toBeUndefined();
    const asked: (string | undefined)[] = [];
    server.misbehave = (request, response) => {
      asked.push(request.url);
      response.end(request.url === "/tokenize" ? '{"tokens":[1,2]}' : '{"prompt":"ab"}');
      return true;
    };
    expect(await client().tokenize?.("ab")).toEqual([1, 2]);
    expect(await client().detokenize?.([1, 2])).toBe("ab");
    expect(asked).toEqual(["/tokenize", "/detokenize"]);
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
