import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { data, Evaluator, Lexer, Parser } from "@actions/expressions";
import { parse } from "yaml";
import type { Surroundings } from "#action-kit";
import type { Environment } from "#platform";
import { type FakeHost, fakeHost } from "#testing";
import { root } from "../../packages/tooling/src/repository.ts";

interface Step {
  id?: string;
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

interface Workflow {
  env?: Record<string, string>;
  jobs: Record<string, { env?: Record<string, string>; steps: Step[] }>;
}

export interface StepResult {
  outcome: "success" | "failure" | "skipped";
  outputs: Record<string, string>;
  host?: FakeHost;
  /** What a script said. */
  said?: string;
}

export interface CompositeResult {
  succeeded: boolean;
  outputs: Record<string, string>;
  steps: Record<string, StepResult>;
}

interface Surround extends Pick<Surroundings, "platform"> {
  /** What happens between two steps. */
  after?: (step: string) => void;
}

/**
 * A composite action in this process: its conditions are evaluated by GitHub's own library, its steps are the actions'
 * sources, its scripts run in bash. Quicker than act, and it needs no bundle.
 */
export async function runComposite(
  name: string,
  inputs: Record<string, string>,
  around: Surround,
): Promise<CompositeResult> {
  const composite = parse(readFileSync(join(root, "actions", name, "action.yml"), "utf8")) as Composite;
  const unknown = Object.keys(inputs).filter((input) => !(input in composite.inputs));
  if (unknown.length > 0) throw new Error(`${name} has no ${unknown.join(", ")}`);
  const defaults = Object.entries(composite.inputs).map(([input, { default: value = "" }]) => [input, String(value)]);
  const given = { ...(Object.fromEntries(defaults) as Record<string, string>), ...inputs };
  const contexts = { inputs: given, runner: { environment: "self-hosted" } };
  const { filled, ...ran } = await runSteps(composite.runs.steps, contexts, around);
  const outputs = Object.entries(composite.outputs).map(([output, { value }]) => [output, filled(value)]);
  return { ...ran, outputs: Object.fromEntries(outputs) as Record<string, string> };
}

/** The only job of a workflow, likewise. What others' actions do (a checkout, credentials) is left out. */
export async function runJob(
  path: string,
  contexts: Record<string, Record<string, string>>,
  { platform, after, changed = (text) => text }: Surround & { changed?: (text: string) => string },
): Promise<Omit<CompositeResult, "outputs">> {
  const workflow = parse(changed(readFileSync(join(root, path), "utf8"))) as Workflow;
  const [job] = Object.values(workflow.jobs);
  const environment = platform?.environment;
  const own = (env: Record<string, string> = {}): Environment => ({
    get: (name) => env[name] || environment?.get(name),
    all: () => ({ ...environment?.all(), ...env }),
  });
  const env = { ...workflow.env, ...job?.env };
  const surround = { platform: { ...platform, environment: own(env) }, ...(after && { after }) };
  const { filled: _, ...ran } = await runSteps(job?.steps ?? [], { ...contexts, env }, surround);
  return ran;
}

async function runSteps(
  list: readonly Step[],
  contexts: Record<string, unknown>,
  { platform, after }: Surround,
): Promise<Omit<CompositeResult, "outputs"> & { filled(text: string): string }> {
  const steps: Record<string, StepResult> = {};
  let succeeded = true;
  const evaluate = (expression: string) => evaluated(expression, { ...contexts, steps }, succeeded);
  const filled = (text: string): string =>
    text.replace(/\$\{\{(.*?)\}\}/gs, (_, inner: string) => evaluate(inner).coerceString());
  const filledIn = (texts: Record<string, string> = {}): Record<string, string> =>
    Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, filled(String(text))]));

  async function take({ uses = "", run, env, with: passed }: Step): Promise<StepResult> {
    if (run !== undefined) return inBash(run, filledIn(env));
    const [, action] = /^(?:\$|genai-mlops\/genai-mlops)\/actions\/([\w-]+)(?:@v1)?$/.exec(uses) ?? [];
    if (action === undefined) return { outcome: "success", outputs: {} };
    const variables = filledIn(env);
    const outer = platform?.environment;
    const environment: Environment = {
      get: (name) => variables[name] || outer?.get(name),
      all: () => ({ ...outer?.all(), ...variables }),
    };
    const host = fakeHost(filledIn(passed), environment.all());
    const { main } = (await import(join(root, "actions", action, "main.ts"))) as {
      main(surroundings: Surroundings): Promise<void>;
    };
    await main({ host, platform: { ...platform, environment }, distFolder: join(root, "dist") });
    const outcome = host.failures.length === 0 ? "success" : "failure";
    return { outcome, outputs: Object.fromEntries(host.outputs), host };
  }

  for (const [place, step] of list.entries()) {
    const condition = (step.if ?? "success()").replace(/^\$\{\{(.*)\}\}$/s, "$1");
    const asked = /\b(always|success|failure|cancelled)\(\)/.test(condition)
      ? condition
      : `success() && (${condition})`;
    const runs = truth(evaluate(asked));
    const result: StepResult = runs ? await take(step) : { outcome: "skipped", outputs: {} };
    const id = step.id ?? String(place);
    steps[id] = result;
    succeeded &&= result.outcome !== "failure";
    after?.(id);
  }
  return { succeeded, steps, filled };
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
  const { status, stdout: said } = spawnSync("bash", ["-e", "-c", script], {
    encoding: "utf8",
    env: { PATH: process.env["PATH"] ?? "", GITHUB_OUTPUT: output, ...env },
  });
  const lines = readFileSync(output, "utf8").trim().split("\n");
  const outputs = lines.map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]);
  return { outcome: status === 0 ? "success" : "failure", outputs: Object.fromEntries(outputs), said };
}
