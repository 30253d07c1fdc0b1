import { afterEach, describe, expect, it } from "vitest";
import type { ChatRequest, Inference } from "#inference";
import type { VendorServer } from "../vendors/vendor-server.ts";

export interface InferenceUnderTest {
  server: VendorServer;
  /** A client of it; by default one that tries again, with the right key. */
  open(options?: { attempts?: number; timeoutMs?: number; badKey?: boolean; origin?: string }): Promise<Inference>;
  /** What must be seen nowhere. */
  secret: string;
  redact(text: string): string;
}

export interface InferenceTraits {
  /** Parameters that this model does not take. */
  ignores: readonly string[];
  /** Media type of a stream; server-sent events unless told. */
  streamType?: string;
  /** A body that the vendor answers a request of its own with that it cannot serve. */
  errorBody: string;
}

const messages: ChatRequest["messages"] = [
  { role: "system", content: "Be short." },
  { role: "user", content: "Привет?" },
  { role: "assistant", content: "Да." },
  { role: "user", content: "Hello?" },
];
const responseSchema = {
  name: "evaluation",
  schema: {
    type: "object",
    properties: { score: { type: "number" } },
    required: ["score"],
    additionalProperties: false,
  },
};

/** What every model behind the port has to keep. Its fake answers "Привет, мир", or {"score":7} when held to a schema. */
export function inferenceConformance(
  name: string,
  traits: InferenceTraits,
  newVendor: () => Promise<InferenceUnderTest>,
): void {
  describe(`inference by ${name}`, () => {
    let vendor: InferenceUnderTest;
    const start = async (): Promise<InferenceUnderTest> => {
      vendor = await newVendor();
      return vendor;
    };
    afterEach(() => vendor?.server.close());

    const answering = (status: number, body: string, headers: Record<string, string> = {}): void => {
      vendor.server.misbehave = (response) => {
        response.writeHead(status, { "content-type": "application/json", ...headers }).end(body);
        return true;
      };
    };

    it("answers with content, reason, tokens and the model that it says it is", async () => {
      const { open } = await start();
      const answer = await (await open()).chat({
        messages,
        maxTokens: 32,
        temperature: 0,
        stop: ["\n\n"],
        requestId: "r-1",
      });
      expect(answer).toMatchObject({ content: "Привет, мир", finishReason: "stop", firstTokenSeconds: null });
      expect(answer.promptTokens).toBeGreaterThan(0);
      expect(answer.completionTokens).toBeGreaterThan(0);
      expect(answer.cachedTokens).toBe(4);
      expect(answer.model).toBeTruthy();
      expect(answer.requestId).toBeTruthy();
      expect(answer.latencySeconds).toBeGreaterThanOrEqual(0);
      expect(answer.ignored ?? []).toEqual(traits.ignores);
      expect(answer.fromCache).toBeUndefined();
    });

    it("is held to a schema", async () => {
      const { open } = await start();
      const answer = await (await open()).chat({ messages, maxTokens: 32, temperature: 0, responseSchema });
      expect(JSON.parse(answer.content)).toEqual({ score: 7 });
      expect(answer.finishReason).toBe("stop");
    });

    it("knows its models, and makes up no likelihood", async () => {
      const { open } = await start();
      const inference = await open();
      expect(await inference.models()).toHaveLength(1);
      expect(await inference.likelihood(messages, "Да.")).toBeUndefined();
    });

    it("comes again after 429 and 503, as often as it may", async () => {
      const { open, server } = await start();
      server.misbehave = (response, count) => {
        if (count > 2) return false;
        response.writeHead(count === 1 ? 429 : 503, { "retry-after": "1", "content-type": "application/json" });
        response.end(traits.errorBody);
        return true;
      };
      expect((await (await open()).chat({ messages, maxTokens: 32 })).content).toBe("Привет, мир");
      expect(server.requests).toHaveLength(3);
      answering(503, traits.errorBody);
      const before = server.requests.length;
      const twice = await open({ attempts: 2 });
      await expect(twice.chat({ messages, maxTokens: 32 })).rejects.toMatchObject({
        code: "inference-failed",
        status: 503,
      });
      expect(server.requests.length - before).toBe(2);
    });

    it.each([
      [400, "inference-refused"],
      [404, "inference-refused"],
      [401, "inference-unauthorized"],
      [403, "inference-unauthorized"],
    ])("gives up at once on HTTP %i", async (status, code) => {
      const { open, server } = await start();
      answering(status, traits.errorBody);
      await expect((await open()).chat({ messages, maxTokens: 32 })).rejects.toMatchObject({ code, status });
      expect(server.requests).toHaveLength(1);
    });

    it("refuses a key that is wrong, and shows none", async () => {
      const { open, secret, redact } = await start();
      await expect((await open({ badKey: true })).chat({ messages, maxTokens: 32 })).rejects.toMatchObject({
        code: "inference-unauthorized",
      });
      answering(400, traits.errorBody.replace("MESSAGE", `bad request with ${secret}`));
      const inference = await open();
      const failure = await inference.chat({ messages, maxTokens: 32 }).catch((error: Error) => error);
      expect((failure as Error).message).toContain("bad request with ***");
      for (const body of [`{"error":"${secret}"}`, `{"oops":"${secret}"}`, `<${secret}>`]) {
        answering(200, body);
        const garbled = await inference.chat({ messages, maxTokens: 32 }).catch((error: Error) => error);
        expect(garbled).toBeInstanceOf(Error);
        expect((garbled as Error).message).not.toContain(secret);
      }
      expect(redact(`x ${secret} x`)).toBe("x *** x");
    });

    it.each([
      ["a page", "<html>welcome</html>", "text/html"],
      ["an empty object", "{}", "application/json"],
      ["torn JSON", '{"id":', "application/json"],
      ["nothing", "", "application/json"],
    ])("names %s instead of an answer, and does not pay for it twice", async (_what, body, type) => {
      const { open, server } = await start();
      answering(200, body, { "content-type": type });
      const failure = await (await open()).chat({ messages, maxTokens: 32 }).catch((error: unknown) => error);
      expect(failure).toMatchObject({ code: expect.stringMatching(/^inference-(garbled|failed)$/) });
      expect(server.requests).toHaveLength(1);
    });

    it("gives a server that hangs up after its time, and does not ask again", async () => {
      const { open, server } = await start();
      server.misbehave = () => true;
      const inference = await open({ timeoutMs: 60 });
      await expect(inference.chat({ messages, maxTokens: 32 })).rejects.toMatchObject({ code: "http-timeout" });
      expect(server.requests).toHaveLength(1);
    });

    it("stops when it is told to", async () => {
      const { open, server } = await start();
      const stop = new AbortController();
      server.misbehave = () => {
        stop.abort();
        return true;
      };
      const inference = await open();
      await expect(inference.chat({ messages, maxTokens: 32 }, stop.signal)).rejects.toMatchObject({
        code: "cancelled",
      });
      expect(server.requests).toHaveLength(1);
    });

    it("names a server that is not there", async () => {
      const { open } = await start();
      const inference = await open({ attempts: 1, origin: "http://127.0.0.1:9" });
      await expect(inference.chat({ messages, maxTokens: 32 })).rejects.toMatchObject({ code: "http-unreachable" });
    });

    it("answers in pieces with the same content and tokens", async () => {
      const { open } = await start();
      const inference = await open();
      const whole = await inference.chat({ messages, maxTokens: 32 });
      const streamed = await inference.chat({ messages, maxTokens: 32, stream: true });
      const { content, finishReason, promptTokens, completionTokens } = whole;
      expect(streamed).toMatchObject({ content, finishReason, promptTokens, completionTokens });
      expect(streamed.firstTokenSeconds).not.toBeNull();
    });

    it("names a stream that stops in the middle", async () => {
      const { open, server } = await start();
      const inference = await open();
      await inference.chat({ messages, maxTokens: 32, stream: true });
      answering(200, "", { "content-type": traits.streamType ?? "text/event-stream" });
      await expect(inference.chat({ messages, maxTokens: 32, stream: true })).rejects.toMatchObject({
        code: expect.stringMatching(/^inference-(cut|garbled)$/),
      });
      expect(server.requests).toHaveLength(2);
    });
  });
}
