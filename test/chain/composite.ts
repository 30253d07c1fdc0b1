import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { data, Evaluator, Lexer, Parser } from "@actions/expressions";
import { parse } from "yaml";
import type { Surroundings } from "#action-kit";
import { type FakeHost, fakeHost } from "#testing";
import { root } from "../../packages/tooling/src/repository.ts";

interface Step {
  id: string;
  if?: string;
  uses?: string;
  run?: string;
  env?: Record<string, string>;
  with?: Record<string, string>;
}

interface Composite {
  inputs: Record<string, { default?: string; required?: boolean }>;
  outputs: Record<string, { value: string }>;
  runs: { steps: Step[] };
}

export interface StepResult {
  outcome: "success" | "failure" | "skipped";
  outputs: Record<string, string>;
  host?: FakeHost;
}

export interface CompositeResult {
  succeeded: boolean;
  outputs: Record<string, string>;
  steps: Record<string, StepResult>;
}

/**
 * A composite action in this process: its conditions are evaluated by GitHub's own library, its steps are the actions'
 * sources, its scripts run in bash. Quicker than act, and it needs no bundle.
 * @param after what happens between two steps
 */
export async function runComposite(
  name: string,
  inputs: Record<string, string>,
  { platform, after }: Pick<Surroundings, "platform"> & { after?: (step: string) => void },
): Promise<CompositeResult> {
  const composite = parse(readFileSync(join(root, "actions", name, "action.yml"), "utf8")) as Composite;
  const unknown = Object.keys(inputs).filter((input) => !(input in composite.inputs));
  if (unknown.length > 0) throw new Error(`${name} has no ${unknown.join(", ")}`);
  const defaults = Object.entries(composite.inputs).map(([input, { default: value = "" }]) => [input, String(value)]);
  const given = { ...(Object.fromEntries(defaults) as Record<string, string>), ...inputs };
  const steps: Record<string, StepResult> = {};
  let succeeded = true;
  const evaluate = (expression: string) => evaluated(expression, { inputs: given, steps }, succeeded);
  const filled = (text: string): string =>
    text.replace(/\$\{\{(.*?)\}\}/gs, (_, inner: string) => evaluate(inner).coerceString());

  async function take({ uses, run, env = {}, with: passed = {} }: Step): Promise<StepResult> {
    const values = Object.fromEntries(Object.entries(passed).map(([input, text]) => [input, filled(String(text))]));
    if (run !== undefined)
      return inBash(run, Object.fromEntries(Object.entries(env).map(([variable, text]) => [variable, filled(text)])));
    const host = fakeHost(values);
    const action = (uses ?? "").replace("$/actions/", "");
    const { main } = (await import(join(root, "actions", action, "main.ts"))) as {
      main(surroundings: Surroundings): Promise<void>;
    };
    await main({ host, platform, distFolder: join(root, "dist") });
    const outcome = host.failures.length === 0 ? "success" : "failure";
    return { outcome, outputs: Object.fromEntries(host.outputs), host };
  }

  for (const step of composite.runs.steps) {
    const condition = (step.if ?? "success()").replace(/^\$\{\{(.*)\}\}$/s, "$1");
    const asked = /\b(always|success|failure|cancelled)\(\)/.test(condition)
      ? condition
      : `success() && (${condition})`;
    const runs = truth(evaluate(asked));
    const result: StepResult = runs ? await take(step) : { outcome: "skipped", outputs: {} };
    steps[step.id] = result;
    succeeded &&= result.outcome !== "failure";
    after?.(step.id);
  }
  const outputs = Object.entries(composite.outputs).map(([output, { value }]) => [output, filled(value)]);
  return { succeeded, steps, outputs: Object.fromEntries(outputs) as Record<string, string> };
}

function evaluated(expression: string, contexts: Record<string, unknown>, succeeded: boolean): data.ExpressionData {
  const status = (name: string, holds: boolean) => ({
    name,
    minArgs: 0,
    maxArgs: 0,
    call: () => new data.BooleanData(holds),
  });
  const functions = [
    status("always", true),
    status("success", succeeded),
    status("failure", !succeeded),
    status("cancelled", false),
  ];
  const { tokens } = new Lexer(expression.trim()).lex();
  const parsed = new Parser(tokens, Object.keys(contexts), functions).parse();
  const context = JSON.parse(JSON.stringify(contexts, withoutHost), data.reviver) as data.Dictionary;
  return new Evaluator(parsed, context, new Map(functions.map((each) => [each.name, each]))).evaluate();
}

const withoutHost = (key: string, value: unknown): unknown => (key === "host" ? undefined : value);

/** As GitHub reads a value as a condition. */
const truth = (value: data.ExpressionData): boolean => {
  const text = value.coerceString();
  return text !== "" && text !== "false" && text !== "0";
};

function inBash(script: string, env: Record<string, string>): StepResult {
  const output = join(mkdtempSync(join(tmpdir(), "composite-")), "output");
  writeFileSync(output, "");
  const { status } = spawnSync("bash", ["-e", "-c", script], {
    env: { PATH: process.env["PATH"] ?? "", GITHUB_OUTPUT: output, ...env },
  });
  const lines = readFileSync(output, "utf8").trim().split("\n");
  const outputs = lines.map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]);
  return { outcome: status === 0 ? "success" : "failure", outputs: Object.fromEntries(outputs) };
}
