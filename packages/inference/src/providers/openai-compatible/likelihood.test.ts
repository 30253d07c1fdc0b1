import { afterEach, describe, expect, it } from "vitest";
import { nodeHttp } from "#platform";
import { fakeClock, seededRandom, serveFake } from "#testing";
import { openAiCompatible } from "./index.ts";

let server: Awaited<ReturnType<typeof serveFake>> | undefined;
afterEach(() => server?.close());

interface Asked {
  messages: { role: string; content: string }[];
  grammar?: string;
  logprobs?: boolean;
  add_generation_prompt?: boolean;
  continue_final_message?: boolean;
  prompt_logprobs?: number;
  return_token_ids?: boolean;
}
const messages = [{ role: "user", content: "hi" }] as const;
/** Ids of the letters; 0 is the end of a turn, 10 what the template writes after it. */
const ids = (text: string): number[] => [...text].map((letter) => letter.codePointAt(0) as number);

/** Answers "yes" to everything; each token of a prompt is as likely as its place says. */
async function vllm(template = (asked: Asked) => asked.messages, extra: object = {}) {
  const asked: Asked[] = [];
  server = await serveFake(({ body }) => {
    const request = JSON.parse(body.toString()) as Asked;
    asked.push(request);
    const turns = template(request);
    const { add_generation_prompt: generate = true, continue_final_message: open = false } = request;
    const tokens = turns.flatMap(({ role, content }, place) => [
      ...ids(`${role[0]}:${content}`),
      ...(open && place === turns.length - 1 ? [] : [0, 10]),
    ]);
    if (generate) tokens.push(...ids("a:"));
    const scored = tokens.map((id, place) =>
      place === 0 ? null : { [id]: { logprob: -place / 10 }, 1: { logprob: 0 } },
    );
    const own = { message: { content: "yes" }, logprobs: { content: [{ logprob: -1 }] } };
    const answer = {
      choices: [own],
      prompt_logprobs: request.prompt_logprobs === undefined ? null : scored,
      prompt_token_ids: request.return_token_ids ? tokens : null,
      ...extra,
    };
    return { status: 200, headers: { "content-type": "application/json" }, body: JSON.stringify(answer) };
  });
  const ports = { http: nodeHttp(), clock: fakeClock(), random: seededRandom(1) };
  return { asked, inference: openAiCompatible(ports, { baseUrl: `${server.origin}/v1`, model: "m" }) };
}

describe("how likely vLLM holds an answer", () => {
  it("is told by the tokens of a prompt with the answer in it, its end included", async () => {
    const { asked, inference } = await vllm();
    // u:hi, end, newline, a: are nine tokens and the prompt; n, o and the end are its tokens 8 to 10
    const said = await inference.likelihood(messages, "no");
    expect(said).toEqual({ logProbability: expect.closeTo(-(0.8 + 0.9 + 1)), tokens: 3 });
    // the grammar was passed over, and is not sent again
    await inference.likelihood(messages, "no");
    expect(asked.map(({ grammar }) => grammar !== undefined)).toEqual([true, ...Array(6).fill(false)]);
  });

  it("is not what its own answer was, where that happens to be the same", async () => {
    const { inference } = await vllm();
    expect((await inference.likelihood(messages, "yes"))?.tokens).toBe(4);
  });

  it("is unknown where the template writes the turns before otherwise once there is an answer", async () => {
    const { inference } = await vllm(({ messages: turns }) => (turns.length > 1 ? turns.slice(1) : turns));
    expect(await inference.likelihood(messages, "no")).toBeUndefined();
  });

  it("is unknown where a token of the answer has none", async () => {
    const { inference } = await vllm(undefined, { prompt_logprobs: [null] });
    expect(await inference.likelihood(messages, "no")).toBeUndefined();
  });
});
