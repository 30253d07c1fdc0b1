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
      },
      { id: "b", arm: "baseline", time: Date.UTC(2026, 10, 25, 10), said: undefined },
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
});
