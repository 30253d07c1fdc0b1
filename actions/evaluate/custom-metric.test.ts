import { describe, expect, it } from "vitest";
import type { Prediction } from "#contracts";
import { nodeClock } from "#platform";
import { fakeDeps, fakeEnvironment } from "#testing";
import { commandEnvironment } from "./command-environment.ts";
import { type CommandScore, commandScores, type MetricCommand } from "./custom-metric.ts";

async function* rows(count: number): AsyncGenerator<Prediction> {
  for (let index = 0; index < count; index++)
    yield { id: `m${index}`, prediction: `ответ ${index}`, references: ["ответ 1"] };
}

/** Reads lines, and for each writes what `answer` gives; `row` and `index` are at hand. */
const scorer = (answer: string, { end = "", start = "" } = {}): string[] => [
  process.execPath,
  "-e",
  `${start}; let index = 0; const lines = require("node:readline").createInterface({ input: process.stdin });
   lines.on("line", (line) => { const row = JSON.parse(line); ${answer}; index += 1; });
   lines.on("close", () => { ${end} });`,
];
const right = "console.log(JSON.stringify({ id: row.id, score: row.prediction === row.references[0] ? 1 : 0.5 }))";

async function scores(
  command: readonly string[],
  count: number,
  options: Partial<MetricCommand> & {
    source?: () => AsyncIterable<Prediction>;
  } = {},
): Promise<{ found: CommandScore[]; error: unknown }> {
  const deps = await fakeDeps({ clock: nodeClock() });
  deps.secrets.mask("hunter2-secret");
  const metric = { name: "own", command, environment: [], seconds: 20, ...options };
  const source = options.source ?? (() => rows(count));
  const found: CommandScore[] = [];
  try {
    for await (const score of commandScores(deps, metric, source, { cwd: deps.workspace, signal: deps.signal })) {
      found.push(score);
    }
    return { found, error: undefined };
  } catch (error) {
    return { found, error };
  }
}

describe("a metric by the user's own command", () => {
  it("has a score for each row, in their order", async () => {
    const { found, error } = await scores(scorer(right), 500);
    expect(error).toBeUndefined();
    expect(found).toHaveLength(500);
    expect(found.slice(0, 2)).toEqual([
      { index: 0, id: "m0", score: 0.5 },
      { index: 1, id: "m1", score: 1 },
    ]);
  });

  it("takes answers that come only after all rows are read", async () => {
    const command = scorer("all.push(row.id)", {
      start: "const all = []",
      end: "for (const id of all) console.log(JSON.stringify({ id, score: 1 }))",
    });
    expect((await scores(command, 3000)).found).toHaveLength(3000);
  });

  it("draws rows only as fast as the command reads", async () => {
    let drawn = 0;
    const source = async function* (): AsyncGenerator<Prediction> {
      for await (const row of rows(20_000)) {
        drawn += 1;
        yield { ...row, prediction: "x".repeat(1000) };
      }
    };
    let early = 0;
    setTimeout(() => {
      early = drawn;
    }, 700);
    const asleep = "Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1500)";
    const { found, error } = await scores(scorer(right, { start: asleep }), 0, { source });
    expect(error).toBeUndefined();
    expect(found).toHaveLength(20_000);
    // what the pipe holds while nobody reads it
    expect(early).toBeGreaterThan(0);
    expect(early).toBeLessThan(500);
  });

  it.each([
    ["another row's id", scorer('console.log(JSON.stringify({ id: "x", score: 1 }))'), /row m0: line 1 answers "x"/],
    [
      "answers out of order",
      scorer("if (index) console.log(JSON.stringify({ id: row.id, score: 1 }))"),
      /row m0: line 1 answers "m1"/,
    ],
    ["no answer to the last", scorer(`if (index < 4) ${right}`), /row m4: the command gave no answer/],
    ["no answer at all", scorer(""), /row m0: the command gave no answer[\s\S]*row m4/],
    [
      "NaN",
      scorer('console.log(`{"id":"${row.id}","score":NaN}`)'),
      /row m0: line 1 of the command is not JSON[\s\S]*row m4/,
    ],
    ["no number", scorer('console.log(JSON.stringify({ id: row.id, score: "high" }))'), /row m0: .*no finite score/],
    ["null", scorer("console.log(JSON.stringify({ id: row.id, score: null }))"), /row m0: .*no finite score/],
    ["infinity", scorer('console.log(`{"id":"${row.id}","score":1e999}`)'), /row m0: .*no finite score/],
    ["a greeting", scorer(right, { start: 'console.log("loading…")' }), /row m0: line 1 of the command is not JSON/],
    [
      "one answer too many",
      scorer(right, { end: 'console.log(JSON.stringify({ id: "m4", score: 1 }))' }),
      /more answers than rows/,
    ],
    ["a line without end", scorer('process.stdout.write("x".repeat(200000))'), /is longer than 65536 bytes/],
  ])("is an error for %s, naming rows", async (_what, command, message) => {
    const { error } = await scores(command, 5);
    expect(error).toMatchObject({ code: "metric-command-answer", message: expect.stringMatching(message) });
  });

  it("is an error when the command crashes, even after its last answer, with its own words made harmless", async () => {
    const crash = 'console.error("\\x1b[31mboom hunter2-secret\\n::error::x"); process.exit(3)';
    const { error } = await scores(scorer(right, { end: crash }), 5);
    expect(error).toMatchObject({ code: "metric-command-failed", message: expect.stringContaining("ended with 3") });
    expect((error as Error).message).toMatch(/boom \*\*\*/);
    expect((error as Error).message).not.toMatch(/\p{Cc}/u);
    const middle = await scores(scorer(`if (index === 2) { ${crash} } ${right}`), 5000);
    expect(middle.error).toMatchObject({ code: "metric-command-failed" });
  });

  it.each([
    ["answers nothing", scorer("setInterval(() => {}, 1000)")],
    ["answers all and stays", scorer(right, { end: "setInterval(() => {}, 1000)" })],
    ["leaves a child that holds its output", ["sh", "-c", "setsid sleep 30 & sleep 30"]],
  ])("is ended after its time when it %s", async (_what, command) => {
    const begun = performance.now();
    const { error } = await scores(command, 5, { seconds: 1 });
    expect(error).toMatchObject({ code: "metric-command-timeout" });
    expect(performance.now() - begun).toBeLessThan(8000);
  });

  it("is an error when the rows themselves break, and names a command that is not there", async () => {
    const source = async function* (): AsyncGenerator<Prediction> {
      yield* rows(3);
      throw new Error("torn rows");
    };
    expect((await scores(scorer(right), 0, { source })).error).toMatchObject({ message: "torn rows" });
    expect((await scores(["no-such-command"], 3)).error).toMatchObject({ code: "command-not-found" });
  });
});

describe("the environment of a command", () => {
  const environment = fakeEnvironment({
    PATH: "/bin",
    HOME: "/root",
    MODE: "fast",
    OPENAI_API_KEY: "sk-1",
    INPUT_TOKEN: "t",
    HARMLESS: "it is hunter2",
  });
  const secrets = { mask: () => undefined, redact: (text: string) => text.replaceAll("hunter2", "***") };

  it("holds what is listed and no more", () => {
    expect(commandEnvironment({ environment, secrets }, ["MODE", "ABSENT"])).toEqual({
      PATH: "/bin",
      HOME: "/root",
      MODE: "fast",
    });
  });

  it("never holds a secret, listed or not", () => {
    const listed = ["OPENAI_API_KEY", "INPUT_TOKEN", "HARMLESS", "A B"];
    try {
      commandEnvironment({ environment, secrets }, listed);
      expect.unreachable();
    } catch (error) {
      expect(error).toMatchObject({ code: "bad-environment" });
      expect((error as { problems: unknown[] }).problems).toHaveLength(4);
      expect((error as Error).message).not.toContain("hunter2");
    }
  });
});
