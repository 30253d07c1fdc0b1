import { describe, expect, it } from "vitest";
import { answerProviders } from "#telemetry";
import {
  awsEnvironment,
  awsKey,
  type Captured,
  capturedFile,
  capturedKey,
  fakeAws,
  fakeBucket,
  fakeClock,
  fakeDeps,
  fakeEnvironment,
} from "#testing";
import type { Answer } from "../../answers.ts";
import { answerIn, questionIn } from "./chat-body.ts";

const start = Date.UTC(2026, 10, 25, 10, 30);
const minute = 60_000;

async function captured(more: { prefix?: string } = {}) {
  const clock = fakeClock(start);
  const aws = fakeAws(clock.now);
  const deps = await fakeDeps({ clock, http: aws.http, environment: fakeEnvironment(awsEnvironment) });
  const open = () =>
    answerProviders["data-capture"](deps, {
      region: awsKey.region,
      bucket: fakeBucket,
      prefix: "capture",
      endpointName: "mail",
      canary: "green",
      baseline: "blue",
      ...more,
    });
  let files = 0;
  return {
    aws,
    clock,
    deps,
    open,
    /** Puts a file of one answer; it is of the answer's hour, and comes now. */
    put(variant: string, answer: Partial<Captured> & { id: string }, at: { time?: number; body?: string } = {}): void {
      const { time = clock.now() } = at;
      const body = at.body ?? capturedFile([{ question: "ham?", answer: "yes", time, ...answer }]);
      const key = capturedKey({ prefix: "capture", ...more, variant }, time, `file-${files++}`);
      aws.s3.objects.set(key, { body: Buffer.from(body), etag: '"e"', modifiedAt: clock.now() });
    },
    async since(mark: string) {
      const answers: Answer[] = [];
      const next = await (await open()).since(mark, (answer) => answers.push(answer));
      return { mark: next, answers, ids: answers.map(({ id }) => id) };
    },
  };
}

describe("what SageMaker captured", () => {
  it("is told with its arm by the path alone, in either encoding", async () => {
    const { open, put, since } = await captured();
    const mark = await (await open()).now();
    put("green", { id: "a", question: "Is it spam?", answer: "blue says: no" });
    put("blue", { id: "b", question: "почта?", answer: "да", encoding: "BASE64" });
    put("shadow", { id: "c" });
    const measured = { latencyMs: null, firstTokenMs: null, promptTokens: 9, completionTokens: 12, scores: {} };
    expect((await since(mark)).answers).toEqual([
      {
        id: "a",
        arm: "canary",
        time: start,
        said: { messages: [{ role: "user", content: "Is it spam?" }], answer: "blue says: no" },
        measured,
      },
      {
        id: "b",
        arm: "baseline",
        time: start,
        said: { messages: [{ role: "user", content: "почта?" }], answer: "да" },
        measured,
      },
    ]);
  });

  it("counts once, however late its file comes, and what was before the rollout never", async () => {
    const { open, put, since, clock } = await captured();
    put("green", { id: "old" });
    clock.advance(minute);
    const first = await (await open()).now();
    put("green", { id: "old too", time: start });
    put("green", { id: "a" });
    const one = await since(first);
    expect(one.ids).toEqual(["a"]);
    clock.advance(40 * minute);
    // of the hour before, and after a file of this hour
    put("blue", { id: "now" });
    put("green", { id: "late" }, { time: start + 5 * minute });
    const two = await since(one.mark);
    expect(two.ids).toEqual(["late", "now"]);
    expect((await since(two.mark)).ids).toEqual([]);
    // another file with the very time of the newest
    put("blue", { id: "same time" });
    expect((await since(two.mark)).ids).toEqual(["same time"]);
    expect((await since(two.mark)).ids).toEqual(["same time"]);
  });

  it("counts once through many looks, pages and hours", async () => {
    const { open, put, since, clock } = await captured();
    // more than a page of a listing holds
    for (let file = 0; file < 2100; file++) put("green", { id: `old-${file}` });
    clock.advance(1);
    let mark = await (await open()).now();
    const seen: string[] = [];
    for (let look = 0; look < 5; look++) {
      for (let file = 0; file < 60; file++) put(file % 2 ? "green" : "blue", { id: `${look}-${file}` });
      clock.advance(35 * minute);
      const stretch = await since(mark);
      seen.push(...stretch.ids);
      mark = stretch.mark;
      // names of the last minutes alone
      expect(mark.length).toBeLessThan(look === 0 ? 45_000 : 1500);
    }
    expect([seen.length, new Set(seen).size]).toEqual([300, 300]);
  });

  it("is an answer of which nothing is known, where it cannot be read", async () => {
    const { open, put, since } = await captured();
    const mark = await (await open()).now();
    const good = JSON.parse(capturedFile([{ id: "x", question: "q", answer: "a", time: start }]));
    const other = (change: object) => JSON.stringify({ ...good, captureData: { ...good.captureData, ...change } });
    const side = (data: string, encoding = "JSON") => ({ data, encoding, mode: "OUTPUT" });
    const body = [
      "{torn",
      "{}",
      other({ endpointOutput: undefined }),
      other({ endpointOutput: side("1,2", "CSV") }),
      other({ endpointOutput: side('{"error":"overloaded"}') }),
      other({ endpointInput: side('{"messages":[{"role":"user","content":[{"type":"image_url"}]}]}') }),
      `{"x":"${"y".repeat(2 ** 20)}"}`,
      JSON.stringify(good),
    ].join("\n");
    put("green", { id: "" }, { body });
    const { answers } = await since(mark);
    expect(answers.map(({ said }) => said !== undefined)).toEqual([...Array(7).fill(false), true]);
    expect(new Set(answers.map(({ arm }) => arm))).toEqual(new Set(["canary"]));
  });

  it("may lie at the bucket's root, and may not be there at all", async () => {
    const { open, put, since } = await captured({ prefix: "" });
    const mark = await (await open()).now();
    expect((await since(mark)).ids).toEqual([]);
    put("green", { id: "a" });
    expect((await since(mark)).ids).toEqual(["a"]);
  });

  it("is not taken for nothing where it may not be read", async () => {
    const { open, put, since, aws } = await captured();
    const mark = await (await open()).now();
    put("green", { id: "a" });
    aws.s3.denied.add("s3:GetObject");
    await expect(since(mark)).rejects.toMatchObject({
      code: "data-capture-forbidden",
      hint: expect.stringContaining("allow s3:GetObject"),
    });
    aws.s3.denied.add("s3:ListBucket");
    await expect(since(mark)).rejects.toMatchObject({ code: "data-capture-forbidden" });
    aws.s3.denied.clear();
    for (const bad of ["", "{}", "x"]) await expect(since(bad)).rejects.toMatchObject({ code: "telemetry-mark" });
  });
});

describe("bodies of chat endpoints", () => {
  it("hold the conversation, whatever form a turn has", () => {
    const turns = [
      { role: "developer", content: "Be brief." },
      {
        role: "user",
        content: [
          { type: "text", text: "a" },
          { type: "text", text: "b" },
        ],
      },
      { role: "assistant", content: null, tool_calls: [] },
      { role: "tool", content: "3", tool_call_id: "1" },
    ];
    expect(questionIn(JSON.stringify({ messages: turns }))).toEqual([
      { role: "system", content: "Be brief." },
      { role: "user", content: "ab" },
      { role: "assistant", content: "" },
      { role: "tool", content: "3" },
    ]);
    expect(questionIn('{"inputs":"hello"}')).toEqual([{ role: "user", content: "hello" }]);
    expect(questionIn('{"messages":[]}')).toBeUndefined();
  });

  it("hold the answer, whole or in pieces", () => {
    expect(answerIn('[{"generated_text":"hi"}]')).toBe("hi");
    const piece = (content: string) => `data: {"choices":[{"index":0,"delta":{"content":"${content}"}}]}\n\n`;
    expect(answerIn(`${piece("he")}${piece("llo")}data: [DONE]\n\n`)).toBe("hello");
    expect(answerIn(piece("cut"))).toBeUndefined();
    expect(answerIn('{"choices":[{"message":{"content":null,"tool_calls":[]}}]}')).toBeUndefined();
  });
});
