import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { callerOf, keep, keepRunnerFiles, type Ran } from "./caller.ts";

/** Single actions of the built `dist`, used from another repository, with files alone: neither model nor network. */
const caller = callerOf("gates");
afterAll(() => caller.dispose());

const uses = (action: string): string => `genai-mlops/genai-mlops/actions/${action}@v1`;
const checkout = { uses: "actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683" };
const reports = (job: string): string => `\${{ env.EVIDENCE }}/${job}`;
const lines = (rows: readonly object[]): string => `${rows.map((row) => JSON.stringify(row)).join("\n")}\n`;
const job = (...steps: object[]): object => ({ "runs-on": "ubuntu-latest", steps: [checkout, ...steps] });

interface Kept {
  outcome: string;
  conclusion: string;
  outputs: Record<string, string>;
}
const stepsOf = (ran: Ran, name: string): Record<string, Kept> => JSON.parse(ran.evidence(`${name}.json`));

describe("gates in a workflow of another repository", () => {
  const looks = (canaryErrors: number): string =>
    lines(
      Array.from({ length: 6 }, (_, block) => ({
        block: String(block + 1),
        canary: { requests: 500, errors: canaryErrors },
        baseline: { requests: 4500, errors: 45 },
      })),
    );
  const files = {
    "right.jsonl": lines(
      Array.from({ length: 40 }, (_, id) => ({ id: String(id), prediction: "a", references: ["a"] })),
    ),
    "wrong.jsonl": lines(
      Array.from({ length: 40 }, (_, id) => ({ id: String(id), prediction: "b", references: ["a"] })),
    ),
    "good.jsonl": looks(5),
    "bad.jsonl": looks(150),
  };
  const evaluate = (name: string, given: object = {}): object => ({
    id: "evaluate",
    uses: uses("evaluate"),
    with: {
      predictions: "wrong.jsonl",
      metrics: "exact-match",
      thresholds: "exact-match>=0.9",
      "report-dir": reports(name),
      ...given,
    },
  });
  const gate = (name: string, given: object = {}): object => ({
    id: "canary",
    uses: uses("canary-gate"),
    with: { "metric-source": "file", "metrics-file": "bad.jsonl", "report-dir": reports(name), ...given },
  });
  const onwards = { id: "onwards", run: "true" };
  const read = { run: 'test "$VERDICT" = fail', env: { VERDICT: "${{ steps.canary.outputs.verdict }}" } };
  let ran: Ran;

  beforeAll(async () => {
    const jobs = {
      good: job(
        evaluate("good", { predictions: "right.jsonl" }),
        gate("good", { "metrics-file": "good.jsonl" }),
        onwards,
        keep("good", "steps"),
      ),
      evaluate: job(evaluate("evaluate"), onwards, keep("evaluate", "steps")),
      canary: job(gate("canary"), onwards, keep("canary", "steps")),
      never: job(
        evaluate("never", { "fail-on": "never" }),
        gate("never", { "fail-on": "never" }),
        read,
        keep("never", "steps"),
      ),
      warn: job(gate("warn", { "warn-only": "true" }), read, keep("warn", "steps")),
      typo: job(gate("typo", { rule: "evidnce", alpha: "five" }), onwards, keep("typo", "steps")),
      root: job(
        { ...evaluate("root", { predictions: "right.jsonl" }), uses: "genai-mlops/genai-mlops@v1" },
        keep("root", "steps"),
      ),
      missing: job(evaluate("missing", { predictions: "nowhere.jsonl" }), onwards, keep("missing", "steps")),
    };
    const needs = Object.keys(jobs);
    ran = await caller.run(
      { jobs: { ...jobs, after: { ...job(keep("jobs", "needs")), needs, if: "always()" } } },
      files,
    );
  }, 300_000);

  it("let a good model through and fail the job of a bad one", () => {
    const results = Object.entries<{ result: string }>(JSON.parse(ran.evidence("jobs.json"))).map(
      ([name, { result }]) => [name, result],
    );
    expect(Object.fromEntries(results)).toEqual({
      good: "success",
      evaluate: "failure",
      canary: "failure",
      never: "success",
      warn: "success",
      root: "success",
      typo: "failure",
      missing: "failure",
    });
    expect(ran.code).not.toBe(0);
  });

  it("give a later step their verdict, scores and reports", () => {
    const { evaluate: evaluated, canary, onwards: went } = stepsOf(ran, "good");
    expect(evaluated?.outputs["verdict"]).toBe("pass");
    expect(JSON.parse(evaluated?.outputs["scores"] ?? "")).toMatchObject({ "exact-match": { value: 1, n: 40 } });
    expect(canary?.outputs).toMatchObject({ verdict: "pass", looks: "6" });
    expect(went?.outcome).toBe("success");
    expect(canary?.outputs["report-path"]).toMatch(/\/good\/canary-report\.json$/);
    expect(JSON.parse(ran.evidence("good/canary-report.json"))).toMatchObject({ verdict: "pass" });
    for (const report of ["evaluation.md", "evaluation.html", "canary-report.md", "canary-report.html"])
      expect(ran.evidence(`good/${report}`)).not.toBe("");
  });

  it("are evaluate where the repository itself is used, as the marketplace shows it", () => {
    expect(stepsOf(ran, "root")["evaluate"]?.outputs["verdict"]).toBe("pass");
    expect(JSON.parse(ran.evidence("root/evaluation.json"))).toMatchObject({ verdict: "pass" });
  });

  it("keep their outputs and reports when they fail, and stop the steps after them", () => {
    const evaluated = stepsOf(ran, "evaluate");
    expect(evaluated["evaluate"]).toMatchObject({ outcome: "failure", outputs: { verdict: "fail" } });
    expect(evaluated["onwards"]?.outcome).toBe("skipped");
    const judged = stepsOf(ran, "canary");
    expect(judged["canary"]).toMatchObject({ outcome: "failure", outputs: { verdict: "fail" } });
    expect(judged["onwards"]?.outcome).toBe("skipped");
    expect(JSON.parse(ran.evidence("canary/canary-report.json")).looks.at(-1)).toMatchObject({ verdict: "ROLLBACK" });
  });

  it("go on with `fail-on: never` and `warn-only`, and do not call the model good", () => {
    for (const name of ["never", "warn"]) {
      const { canary } = stepsOf(ran, name);
      expect(canary).toMatchObject({ outcome: "success", outputs: { verdict: "fail" } });
    }
    expect(ran.log).toMatch(/call\.yml\/warn.*::warning.*verdict fail/);
  });

  it("say all that is wrong with their inputs, and end as an error", () => {
    expect(stepsOf(ran, "typo")["canary"]).toMatchObject({ outcome: "failure", outputs: { verdict: "error" } });
    expect(ran.log).toMatch(/call\.yml\/typo.*evidnce/);
    expect(ran.log).toMatch(/call\.yml\/typo.*five/);
    // and the post step does not say it again
    expect(ran.log.match(/call\.yml\/typo.*::error::/g)).toHaveLength(1);
    expect(stepsOf(ran, "missing")["evaluate"]).toMatchObject({ outcome: "failure", outputs: { verdict: "error" } });
    expect(ran.log).toMatch(/call\.yml\/missing.*nowhere\.jsonl/);
  });
});

describe("hostile text and secrets in a workflow", () => {
  const secret = "sk-planted-8d1f5c0a7b3e";
  const hostile = [
    "::set-env name=HACKED::yes",
    "::error title=HACKED::HACKED",
    "::set-output name=verdict::HACKED",
    "::add-path::/HACKED",
    "::stop-commands::HACKED",
    "##[error]HACKED",
    "]]><script>alert('HACKED')</script><img src=x onerror=alert(1)>",
    "`${HACKED}` $(touch $EVIDENCE/HACKED)",
    "verdict<<EOF\nHACKED\nEOF",
    `key ${secret} and ${Buffer.from(secret).toString("base64")}`,
  ];
  // each stands at the start of a line, where a runner looks for commands
  const rows = hostile.map((text, id) => ({
    id: `${id}\n${text}`,
    prediction: `\n${text}\n`,
    references: [
      `
${text}!`,
    ],
  }));
  const block = { canary: { requests: 100, errors: 60 }, baseline: { requests: 900, errors: 9 } };
  let ran: Ran;

  beforeAll(async () => {
    const files = {
      "predictions.jsonl": lines(rows),
      "looks.jsonl": lines(hostile.map((text) => ({ block: `\n${text}`, ...block }))),
      "broken.jsonl": hostile.map((text) => text.replaceAll("\n", " ")).join("\n"),
    };
    const evaluate = (id: string, predictions: string): object => ({
      id,
      "continue-on-error": true,
      uses: uses("evaluate"),
      with: {
        predictions,
        metrics: "exact-match, valid-json",
        "api-key": secret,
        "report-dir": reports(id),
        language: "en",
      },
    });
    const judge = {
      id: "judge",
      "continue-on-error": true,
      uses: uses("canary-gate"),
      with: { "metric-source": "file", "metrics-file": "looks.jsonl", "report-dir": reports("judge") },
    };
    const control = { run: "echo '::error::CONTROL'" };
    const steps = [evaluate("score", "predictions.jsonl"), evaluate("broken", "broken.jsonl"), judge, control];
    ran = await caller.run(
      { jobs: { hostile: job(...steps, keep("steps", "steps"), keepRunnerFiles("runner")) } },
      files,
    );
  }, 300_000);

  it("act on nothing", () => {
    const steps = stepsOf(ran, "steps");
    expect(steps["score"]?.outputs["verdict"]).toBe("pass");
    expect(steps["broken"]?.outputs["verdict"]).toBe("error");
    expect(steps["judge"]?.outputs["verdict"]).toBe("fail");
    const environment = ran.evidence("runner/env.txt");
    expect(environment).toContain("GITHUB_WORKSPACE=");
    expect(environment).not.toContain("HACKED");
    expect(() => ran.evidence("HACKED")).toThrow();
    // act shows a command that it obeys behind one of these marks; one is the error that evaluate itself ends with
    const obeyed = ran.log.split("\n").filter((line) => /[⚙❗🚧💬❓].*(HACKED|CONTROL)/u.test(line));
    expect(obeyed.filter((line) => !line.includes("::error::evaluate: "))).toEqual([
      expect.stringContaining("::error::CONTROL"),
    ]);
  });

  it("reach the reports as text", () => {
    for (const html of ["score/evaluation.html", "judge/canary-report.html"]) {
      expect(ran.evidence(html)).not.toMatch(/<script|<img/);
    }
    for (const markdown of ["score/evaluation.md", "judge/canary-report.md", "runner/SUMMARY.md"]) {
      expect(ran.evidence(markdown)).not.toMatch(/<script|<img|^::|^##\[/m);
    }
  });

  it("leave the secret nowhere, encoded or plain", () => {
    expect(ran.everything).toContain("valid-json");
    for (const form of [secret, Buffer.from(secret).toString("base64"), encodeURIComponent(secret)]) {
      expect(ran.log.includes(form)).toBe(false);
      expect(ran.everything.includes(form)).toBe(false);
    }
    expect(ran.evidence("score/evaluation.html")).toContain("***");
  });
});
