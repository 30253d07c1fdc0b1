import { resolve } from "node:path";
import type { ActionDeps, ActionResult, Inputs } from "#action-kit";
import { type SmokeProbe, smokeSuiteSchema, ToolkitError, type Verdict } from "#contracts";
import { type Inference, inferenceProviders } from "#inference";
import { readYaml } from "#platform";
import { type ProbeOutcome, rendered, smokeReport } from "#reports";
import { checkAnswer } from "./check-answer.ts";
import type { spec } from "./spec.ts";

export async function run(inputs: Inputs<typeof spec>, deps: ActionDeps): Promise<ActionResult<typeof spec>> {
  const suite = await readYaml(deps.files, resolve(deps.workspace, inputs.suite), smokeSuiteSchema, inputs.suite);
  const inference = await inferenceProviders["openai-compatible"](deps, {
    baseUrl: inputs.endpoint,
    model: inputs.model,
    apiKey: inputs["api-key"],
    timeoutMs: 60_000,
  });
  const outcomes: ProbeOutcome[] = [];
  if (suite.model !== undefined) outcomes.push(await checkIdentity(inference, suite.model, deps.signal));
  for (const probe of suite.probes) outcomes.push(await ask(inference, probe, deps.signal));
  const failed = outcomes.filter(({ problems }) => problems.length > 0);
  for (const { name, problems } of failed)
    deps.log.error(`${name}: ${problems.map(({ check, expected }) => `${check} (${expected})`).join(", ")}`);
  const verdict: Verdict = failed.length === 0 ? "pass" : "fail";
  return {
    outputs: { failed: failed.length },
    verdict,
    report: rendered({ schemaVersion: 1, verdict, outcomes }, smokeReport(outcomes, verdict, inputs.language)),
  };
}

async function ask(inference: Inference, probe: SmokeProbe, signal: AbortSignal): Promise<ProbeOutcome> {
  try {
    const answer = await inference.chat(
      { messages: probe.messages, maxTokens: probe.maxTokens, temperature: 0, stream: probe.stream },
      signal,
    );
    return {
      name: probe.name,
      problems: await checkAnswer(probe, answer),
      got: answer.content.slice(0, 200),
      latencySeconds: answer.latencySeconds,
    };
  } catch (error) {
    if (!(error instanceof ToolkitError) || error.code === "cancelled") throw error;
    return {
      name: probe.name,
      problems: [{ check: "failed", expected: error.message.slice(0, 200) }],
      got: "",
      latencySeconds: null,
    };
  }
}

async function checkIdentity(inference: Inference, expected: string, signal: AbortSignal): Promise<ProbeOutcome> {
  const models = await inference.models(signal).catch((): string[] => []);
  return {
    name: "model",
    problems: models.includes(expected) ? [] : [{ check: "model", expected }],
    got: models.join(", ").slice(0, 200),
    latencySeconds: null,
  };
}
