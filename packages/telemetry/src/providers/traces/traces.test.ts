import { appendFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { answerProviders } from "#telemetry";
import { fakeDeps } from "#testing";
import type { Answer } from "../../answers.ts";

const trace = (id: string, more: object = {}): string =>
  `${JSON.stringify({
    id,
    variant: "canary",
    time: "2026-11-25T10:00:00Z",
    messages: [{ role: "user", content: "ham?" }],
    answer: "yes",
    ...more,
  })}\n`;

async function traced(lines: string[] = []) {
  const deps = await fakeDeps();
  const path = join(deps.workspace, "traces.jsonl");
  if (lines.length > 0) await writeFile(path, lines.join(""));
  const open = () =>
    answerProviders.traces(deps, { path, shown: "traces.jsonl", canary: "canary", baseline: "baseline" });
  return {
    path,
    now: async () => (await open()).now(),
    add: (...more: string[]) => appendFile(path, more.join("")),
    async since(mark: string) {
      const answers: Answer[] = [];
      const next = await (await open()).since(mark, (answer) => answers.push(answer));
      return { mark: next, answers, ids: answers.map(({ id }) => id) };
    },
  };
}

describe("a file of traces", () => {
  it("is read on where it was left, a torn last line when it is whole", async () => {
    const { now, add, since } = await traced([trace("old")]);
    const mark = await now();
    await add(trace("a"), trace("b", { variant: "baseline", answer: null }), trace("other", { variant: "shadow" }));
    await add(trace("c").slice(0, 30));
    const first = await since(mark);
    expect(first.answers).toEqual([
      {
        id: "a",
        arm: "canary",
        time: Date.UTC(2026, 10, 25, 10),
        said: { messages: [{ role: "user", content: "ham?" }], answer: "yes" },
        measured: { latencyMs: null, firstTokenMs: null, promptTokens: null, completionTokens: null, scores: {} },
      },
      { id: "b", arm: "baseline", time: Date.UTC(2026, 10, 25, 10), said: undefined, measured: undefined },
    ]);
    await add(trace("c").slice(30), trace("d", { time: "2026-11-25T13:00:00+03:00", span: { kind: "llm" } }));
    const second = await since(first.mark);
    expect(second.ids).toEqual(["c", "d"]);
    expect((await since(second.mark)).ids).toEqual([]);
    expect((await since(mark)).ids).toEqual(["a", "b", "c", "d"]);
  });

  it("need not be there yet, and is told of all its bad lines at once", async () => {
    const { now, add, since } = await traced();
    const mark = await now();
    expect((await since(mark)).ids).toEqual([]);
    await add(trace("a"), "{broken\n", trace("b", { time: "yesterday" }), trace("", { messages: [] }));
    await expect(since(mark)).rejects.toMatchObject({
      code: "bad-rows",
      problems: [
        { where: "traces.jsonl:2" },
        { where: "traces.jsonl:3: time" },
        { where: "traces.jsonl:4: id" },
        { where: "traces.jsonl:4: messages" },
      ],
    });
  });

  it("that was rewritten is refused, since nobody knows what of it was counted", async () => {
    const { now, path, since } = await traced([trace("a"), trace("b")]);
    const mark = await now();
    await writeFile(path, [trace("b"), trace("a"), trace("c")].join(""));
    await expect(since(mark)).rejects.toMatchObject({ code: "telemetry-mark" });
    await writeFile(path, "");
    await expect(since(mark)).rejects.toMatchObject({ code: "telemetry-mark" });
    await expect(since("0")).rejects.toMatchObject({ code: "telemetry-mark" });
  });

  it("tells tokens, times and feedback of a span as OpenInference writes it, and by plain fields", async () => {
    const { now, add, since } = await traced();
    const mark = await now();
    const span = {
      start_time: "2026-11-25T10:00:00.250Z",
      end_time: "2026-11-25T10:00:02.750Z",
      attributes: { "llm.token_count.prompt": 12, "llm.token_count.completion": 0, "input.value": "ham?" },
      events: [
        { name: "exception", timestamp: "2026-11-25T10:00:00.300Z" },
        { name: "First Token Stream Event", timestamp: "2026-11-25T10:00:00.400Z" },
      ],
      scores: { rating: 4 },
    };
    const plain = { latency_ms: 2000, first_token_ms: 80, prompt_tokens: 7, completion_tokens: 9 };
    const general = { attributes: { "gen_ai.usage.input_tokens": 3, "gen_ai.usage.output_tokens": 4 } };
    await add(trace("span", span), trace("plain", plain), trace("general", general));
    expect((await since(mark)).answers.map(({ measured }) => measured)).toEqual([
      { latencyMs: 2500, firstTokenMs: 150, promptTokens: 12, completionTokens: 0, scores: { rating: 4 } },
      { latencyMs: 2000, firstTokenMs: 80, promptTokens: 7, completionTokens: 9, scores: {} },
      { latencyMs: null, firstTokenMs: null, promptTokens: 3, completionTokens: 4, scores: {} },
    ]);
  });

  it("is refused with tokens that are none, times that run backward and scores that are no numbers", async () => {
    const { now, add, since } = await traced();
    const mark = await now();
    const event = { name: "First Token Stream Event", timestamp: "2026-11-25T09:59:59Z" };
    await add(
      trace("a", { attributes: { "llm.token_count.prompt": "12" } }),
      trace("b", { end_time: "2026-11-25T09:59:59Z" }),
      trace("c", { events: [event], scores: { rating: "good" } }),
      trace("d", { latency_ms: -1 }),
    );
    const error = await since(mark).catch((thrown) => thrown);
    expect(error.problems.map(({ where }: { where: string }) => where)).toEqual([
      "traces.jsonl:1: attributes.llm.token_count.prompt",
      "traces.jsonl:2: end_time",
      "traces.jsonl:3: scores.rating",
      "traces.jsonl:4: latency_ms",
    ]);
  });
});
