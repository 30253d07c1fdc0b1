import { describe, expect, it } from "vitest";
import { ToolkitError } from "#contracts";
import type { ChatAnswer, ChatRequest, Inference } from "#inference";
import { runSuites, suites } from "./catalog.ts";

const never = new AbortController().signal;
/** A token a code point, and a text that depends on the question. */
const sound = ({ messages }: ChatRequest): string => `Answer to: ${messages[0]?.content} — and more of it, as told.`;

interface Server {
  reply?: (request: ChatRequest, call: number, running: number) => string;
  completionTokens?: (content: string) => number | null;
  tokenize?: Inference["tokenize"] | null;
  detokenize?: Inference["detokenize"];
  ignoresStop?: boolean;
  ignoresLength?: boolean;
}

/** A server that does everything right, but for what a test takes from it. */
function served(server: Server = {}): Inference {
  let [calls, running] = [0, 0];
  const codes = async (text: string): Promise<number[]> => [...text].map((character) => character.codePointAt(0) ?? 0);
  const texts = async (tokens: readonly number[]): Promise<string> => String.fromCodePoint(...tokens);
  return {
    async chat(request): Promise<ChatAnswer> {
      calls += 1;
      running += 1;
      const call = calls;
      await new Promise((resolve) => setTimeout(resolve, 1));
      const whole = (server.reply ?? sound)(request, call, running);
      running -= 1;
      const cut = server.ignoresLength ? whole : [...whole].slice(0, request.maxTokens).join("");
      const stop = server.ignoresStop ? undefined : request.stop?.[0];
      const content = stop !== undefined && cut.includes(stop) ? cut.slice(0, cut.indexOf(stop)) : cut;
      const tokens = server.completionTokens ?? ((text: string) => [...text].length);
      return {
        content,
        finishReason: "stop",
        promptTokens: 1,
        completionTokens: tokens(content),
        latencySeconds: 0,
        firstTokenSeconds: null,
        model: "m",
        requestId: null,
      };
    },
    likelihood: async () => undefined,
    models: async () => ["m"],
    ...(server.tokenize === null ? {} : { tokenize: server.tokenize ?? codes }),
    detokenize: server.detokenize ?? texts,
  };
}

const foundBy = async (name: string, server: Server) => (await runSuites([name], served(server), never))[0];

describe("the ready-made checks", () => {
  it("all pass on a server that is sound", async () => {
    const results = await runSuites(Object.keys(suites), served(), never);
    expect(results).toEqual(Object.keys(suites).map((name) => ({ name, verdict: "pass" })));
  });

  it.each<[string, string, "fail" | "error", string, Server]>([
    [
      "tokenizer-round-trip",
      "a lossy tokenizer",
      "fail",
      "text-differs",
      { detokenize: async (tokens) => String.fromCodePoint(...tokens.filter((token) => token < 0x10000)) },
    ],
    ["tokenizer-round-trip", "a server that cuts the text", "fail", "text-differs", { detokenize: async () => "" }],
    ["tokenizer-round-trip", "no tokens", "fail", "no-tokens", { tokenize: async () => [] }],
    ["tokenizer-round-trip", "no tokenizer", "error", "no-tokenizer", { tokenize: null }],
    [
      "tokenizer-round-trip",
      "a tokenizer that the server does not have",
      "error",
      "no-tokenizer",
      { tokenize: async () => undefined },
    ],
    [
      "not-empty",
      "blank answers to one script",
      "fail",
      "empty-answer",
      { reply: (request) => (/大海/.test(request.messages[0]?.content ?? "") ? " \n" : "fine") },
    ],
    ["max-length-respected", "a limit that is passed over", "fail", "too-long", { ignoresLength: true }],
    [
      "max-length-respected",
      "a count that does not fit the text",
      "fail",
      "too-long",
      { ignoresLength: true, completionTokens: () => 4 },
    ],
    [
      "max-length-respected",
      "no count at all",
      "error",
      "no-token-count",
      { completionTokens: () => null, tokenize: null },
    ],
    ["max-length-respected", "answers that never reach it", "error", "limit-not-reached", { reply: () => "ok" }],
    [
      "deterministic-at-temperature-0",
      "another answer each time",
      "fail",
      "answers-differ",
      { reply: (request, call) => `${call} ${sound(request)}` },
    ],
    [
      "deterministic-at-temperature-0",
      "another answer at the third time",
      "fail",
      "answers-differ",
      { reply: (request, call) => (call === 6 ? "x" : sound(request)) },
    ],
    [
      "batch-equals-single",
      "answers that change in company",
      "fail",
      "batch-differs",
      { reply: (request, _call, running) => (running > 4 ? `${sound(request)}`.slice(1) : sound(request)) },
    ],
    ["stops-at-stop", "a stop that is passed over", "fail", "stop-in-answer", { ignoresStop: true }],
    [
      "stops-at-stop",
      "another answer with a stop",
      "fail",
      "other-answer",
      { reply: (request) => (request.stop ? "quite another" : sound(request)) },
    ],
    ["stops-at-stop", "answers without a middle", "error", "answers-too-short", { reply: () => "ok" }],
  ])("%s finds %s", async (name, _what, verdict, detail, server) => {
    expect(await foundBy(name, server)).toMatchObject({ name, verdict, detail });
  });

  it("show no text of the model", async () => {
    const secret = "::error::hunter2";
    const results = await runSuites(
      Object.keys(suites),
      served({ reply: (_request, call) => `${secret} ${call}`, ignoresLength: true, ignoresStop: true }),
      never,
    );
    expect(JSON.stringify(results)).not.toContain("hunter2");
    expect(results.some(({ verdict }) => verdict === "fail")).toBe(true);
  });

  it("take a space at the start of a round trip, which SentencePiece adds", async () => {
    const detokenize = async (tokens: readonly number[]): Promise<string> => ` ${String.fromCodePoint(...tokens)}`;
    expect(await foundBy("tokenizer-round-trip", { detokenize })).toMatchObject({ verdict: "pass" });
  });

  it("err where the server fails, end where they are cancelled, and name what is unknown", async () => {
    const failing = (code: string) => ({
      ...served(),
      chat: () => Promise.reject(new ToolkitError({ code, message: "x" })),
    });
    expect(await runSuites(["not-empty"], failing("http-timeout"), never)).toEqual([
      { name: "not-empty", verdict: "error", detail: "http-timeout" },
    ]);
    await expect(runSuites(["not-empty"], failing("cancelled"), never)).rejects.toMatchObject({ code: "cancelled" });
    await expect(runSuites(["nonsense", "constructor"], served(), never)).rejects.toMatchObject({
      code: "unknown-suite",
      problems: [{ where: "suites" }, { where: "suites" }],
    });
  });
});
