import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { type ChatMessage, judgeConfigSchema } from "#contracts";
import type { AnswerFault, CalibrationWarning, RepeatVariation } from "#evaluation";
import { judgeText } from "#messages";
import {
  chatCompletionsVendor,
  fakeDeps,
  fakeEnvironment,
  fakeJudge,
  type Recorded,
  type VendorServer,
  vendorServer,
} from "#testing";
import type { JudgeTotals } from "../judge-rows.ts";
import { openJudges } from "../open-judges.ts";

const root = join(import.meta.dirname, "../..");
const recorded = JSON.parse(
  readFileSync(join(root, "packages/inference/src/providers/openai/__fixtures__/chat-completion.json"), "utf8"),
) as Recorded;

let server: VendorServer;
afterEach(() => server?.close());

/** OpenAI as a judge: it answers what the fake judge thinks of the last question. */
async function judgingOpenAi(): Promise<VendorServer> {
  const judge = fakeJudge({ opinion: () => 8 });
  let last: ChatMessage[] = [];
  const vendor = chatCompletionsVendor({
    recorded,
    model: "gpt-4o",
    path: "/v1/chat/completions",
    limit: "max_completion_tokens",
    authorized: ({ headers, body }) => {
      last = (body as { messages: ChatMessage[] }).messages;
      return headers.authorization === "Bearer sk-fake";
    },
    reply: () => judge(last),
  });
  return await vendorServer(vendor);
}

describe("a run of the judge", () => {
  it("that is killed goes on with what it paid for, and pays for none of it twice", async () => {
    server = await judgingOpenAi();
    const folder = join(await mkdtemp(join(tmpdir(), "genai-mlops-")), "cache");
    const start = (): ChildProcess =>
      spawn(
        process.execPath,
        [join(root, "packages/testing/src/programs/judge-rows.ts"), folder, `${server.origin}/v1`, "60"],
        {
          stdio: ["ignore", "pipe", "inherit"],
          cwd: root,
        },
      );

    const first = start();
    server.misbehave = () => {
      if (server.requests.length >= 20) first.kill("SIGKILL");
      return false;
    };
    await once(first, "exit");
    server.misbehave = undefined;
    const paid = server.requests.length;
    expect(paid).toBeGreaterThanOrEqual(20);
    expect(paid).toBeLessThan(60);

    const second = start();
    const output: Buffer[] = [];
    second.stdout?.on("data", (chunk: Buffer) => output.push(chunk));
    const [code] = (await once(second, "exit")) as [number];
    expect(code).toBe(0);
    const totals = JSON.parse(Buffer.concat(output).toString()) as JudgeTotals;
    expect(totals).toMatchObject({ judged: 60, stoppedByBudget: false, answers: { asked: 60, enough: true } });
    // only what was under way when it died, four rows at a time, is asked again
    expect(totals.fromCache).toBeGreaterThanOrEqual(paid - 4);
    expect(server.requests.length).toBeLessThanOrEqual(60 + 4);
    expect(totals.usd).toBeCloseTo((60 - totals.fromCache) * ((15 * 2.5 + 4 * 1.25 + 10 * 10) / 1e6));
  }, 30_000);
});

describe("codes of the judge", () => {
  it("have their words", () => {
    type Fault = AnswerFault | "judge-cut" | "judge-refused" | "judge-split" | "no-prediction";
    const { faults, calibration, variations } = judgeText.ru;
    const complete: [Record<Fault, string>, Record<CalibrationWarning, string>, Record<RepeatVariation, string>] = [
      faults,
      calibration,
      variations,
    ];
    expect(complete.flatMap(Object.values).every((text) => /[а-я]/.test(text))).toBe(true);
  });
});

describe("the judges of evaluation.yaml", () => {
  it("are gpt-4o at temperature 0, asked once, unless others are named", () => {
    expect(judgeConfigSchema.parse({})).toEqual({
      models: [{ provider: "openai", model: "gpt-4o" }],
      repeats: 1,
      temperature: 0,
      maxTokens: 1024,
      panel: "mean",
      passAt: 0.5,
      pairwise: false,
    });
  });

  it("name all that is wrong with them", () => {
    const wrong = {
      models: [{ provider: "openai", endpoint: "http://a" }, { provider: "openai-compatible" }, { provider: "other" }],
      repeats: 0,
      rubric: { name: "x", scale: { min: 5, max: 1 }, criteria: [{ name: "score", text: "t" }] },
    };
    const paths = judgeConfigSchema.safeParse(wrong).error?.issues.map(({ path }) => path.join("."));
    expect(paths).toEqual(
      expect.arrayContaining(["models.2.provider", "repeats", "rubric.scale", "rubric.criteria.0.name"]),
    );
    const [first, second] = judgeConfigSchema.safeParse({ models: wrong.models.slice(0, 2) }).error?.issues ?? [];
    expect([first?.path.join("."), second?.path.join(".")]).toEqual(["models.0.endpoint", "models.1.endpoint"]);
  });

  it("are no panel of one judge twice", () => {
    const { error } = judgeConfigSchema.safeParse({ models: [{}, { model: "gpt-4o-mini" }, {}] });
    expect(error?.issues.map(({ path }) => path.join("."))).toEqual(["models.2"]);
  });

  it("are opened with their prices, the user's own first", async () => {
    const environment = fakeEnvironment({ OPENAI_API_KEY: "sk-fake", ANTHROPIC_API_KEY: "sk-ant" });
    const deps = await fakeDeps({ environment });
    const prices = {
      date: "2026-01-01",
      source: "ours",
      models: { "anthropic/claude-opus-5": { input: 1, output: 2 } },
    };
    const { models } = judgeConfigSchema.parse({
      models: [
        {},
        { provider: "anthropic", model: "claude-opus-5" },
        { provider: "openai-compatible", model: "llama", endpoint: "http://127.0.0.1:9/v1" },
      ],
    });
    const judges = await openJudges(deps, { models }, { prices });
    expect(judges.map(({ name, price }) => [name, price?.input])).toEqual([
      ["openai/gpt-4o", 2.5],
      ["anthropic/claude-opus-5", 1],
      ["openai-compatible/llama", undefined],
    ]);
  });

  it("without a key are refused, before anything is asked", async () => {
    const deps = await fakeDeps({ environment: fakeEnvironment({}) });
    await expect(openJudges(deps, judgeConfigSchema.parse({}))).rejects.toMatchObject({ code: "no-key" });
  });
});
