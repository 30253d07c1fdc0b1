import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Inputs, parseInputs } from "#action-kit";
import type { Problem } from "#contracts";
import { fakeDeps } from "#testing";
import { run } from "./run.ts";
import { spec } from "./spec.ts";

/** Inputs as a workflow gives them: everything else has its default. */
const inputsOf = (given: Record<string, string>): Inputs<typeof spec> =>
  parseInputs(spec.inputs, { input: (name) => given[name] ?? "", variable: () => undefined }) as Inputs<typeof spec>;

const row = (id: number, prediction = "a"): string =>
  JSON.stringify({ id: `m${id}`, prediction, references: [id % 2 ? "a" : "b"] });
const example = (id: number): string =>
  JSON.stringify({ id: `m${id}`, messages: [{ role: "user", content: "x" }], references: ["a"] });

async function evaluated(content: string | Uint8Array, given: Record<string, string> = {}) {
  const deps = await fakeDeps();
  await writeFile(join(deps.workspace, "rows.jsonl"), content);
  return await run(inputsOf({ predictions: "rows.jsonl", metrics: "exact-match", ...given }), deps);
}
const refused = async (ran: Promise<unknown>): Promise<{ code: string; problems: Problem[] }> =>
  await ran.then(
    () => expect.unreachable("was not refused"),
    (error) => error,
  );

describe.each([
  ["predictions", row, {}],
  ["test set", example, { predictions: "", "test-set": "rows.jsonl", endpoint: "http://127.0.0.1:9/v1" }],
] as const)("a file of %s", (_, line, given) => {
  it("has every bad line named: broken, of another shape, with NUL, no UTF-8, of 10 MB", async () => {
    const lines = [
      line(1),
      "{broken",
      '{"id": "3"}',
      `{"id": "4\u0000"}`,
      Buffer.from([0x7b, 0xff, 0x7d]),
      `{"id": "${"x".repeat(10_000_000)}"}`,
      line(7),
    ];
    const { code, problems } = await refused(
      evaluated(Buffer.concat(lines.flatMap((each) => [Buffer.from(each), Buffer.from("\n")])), given),
    );
    expect(code).toBe("bad-rows");
    const named = problems.map(({ where }) => /rows\.jsonl:(\d+)/.exec(where)?.[1]);
    expect([...new Set(named)]).toEqual(["2", "3", "4", "5", "6"]);
    const said = problems.map(({ problem }) => problem).join("\n");
    for (const reason of ["is not JSON", "NUL byte", "not valid UTF-8", "longer than"]) expect(said).toContain(reason);
    // nobody wants 10 MB in an error
    expect(said.length).toBeLessThan(2000);
  });

  it("is listed up to twenty bad lines and a count", async () => {
    const { problems } = await refused(evaluated("{\n".repeat(500), given));
    expect(problems).toHaveLength(21);
    expect(problems.at(-1)?.problem).toContain("500 bad rows");
  });

  it("that is missing is named by its input", async () => {
    const path = "predictions" in given ? { "test-set": "nowhere.jsonl" } : { predictions: "nowhere.jsonl" };
    const { code, problems } = await refused(evaluated("", { ...given, ...path }));
    expect(code).toBe("missing-file");
    expect(problems[0]?.where).toMatch(/predictions|test-set/);
    expect(problems[0]?.problem).toContain("nowhere.jsonl");
  });
});

describe("predictions", () => {
  it("may begin with a byte order mark, have CRLF and blank lines, and no end of the last line", async () => {
    const { report } = await evaluated(`\uFEFF${row(1)}\r\n\r\n${row(2)}\r\n${row(3)}`);
    expect(report?.json).toMatchObject({ scores: { "exact-match": { n: 3 } } });
  });

  it("that are none never pass", async () => {
    for (const nothing of ["", "\n\n", "\uFEFF"]) {
      const verdict = await evaluated(nothing).then(
        (result) => result.verdict,
        () => "refused",
      );
      expect(["error", "refused"]).toContain(verdict);
    }
  });

  it("of one class have no F1 to be proud of: a class that is never seen does not count as right", async () => {
    const spam = Array.from({ length: 40 }, (_, id) =>
      JSON.stringify({ id: `m${id}`, prediction: '{"label":"spam"}', references: ['{"label":"spam"}'] }),
    ).join("\n");
    const { verdict } = await evaluated(spam, { metrics: "f1, f1-ham", thresholds: "f1-ham>=0.5" });
    expect(verdict).not.toBe("pass");
  });

  it("with an id twice are refused", async () => {
    const { code, problems } = await refused(evaluated(`${row(1)}\n${row(2)}\n${row(1)}\n`));
    expect(code).toBe("bad-rows");
    expect(JSON.stringify(problems)).toMatch(/rows\.jsonl.*m1|m1.*rows\.jsonl/);
    expect(problems).toHaveLength(1);
  });
});
