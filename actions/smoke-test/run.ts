import { resolve } from "node:path";
import type { ActionDeps, ActionResult, Inputs } from "#action-kit";
import { type SmokeProbe, type SmokeSuite, smokeSuiteSchema, ToolkitError, type Verdict } from "#contracts";
import type { Inference } from "#inference";
import { readYaml } from "#platform";
import { type ProbeOutcome, rendered, smokeReport } from "#reports";
import { checkAnswer } from "./check-answer.ts";
import { requireAskable } from "./endpoint/askable.ts";
import { checkEndpoint } from "./endpoint/check-endpoint.ts";
import { checkModel } from "./endpoint/listing.ts";
import { outcomeOf } from "./endpoint/outcome.ts";
import { openSubject, type Subject } from "./open-subject.ts";
import type { spec } from "./spec.ts";

export async function run(inputs: Inputs<typeof spec>, deps: ActionDeps): Promise<ActionResult<typeof spec>> {
  const suite = withVersion(
    await readYaml(deps.files, resolve(deps.workspace, inputs.suite), smokeSuiteSchema, inputs.suite),
    inputs.version,
  );
  const isAsync = inputs.target === "sagemaker" && inputs["sagemaker-async-input"] !== undefined;
  requireAskable(suite, isAsync ? "sagemaker-async" : inputs.target, inputs.suite);
  const { signal } = deps;
  const subject = await openSubject(inputs, deps);
  const until = deps.clock.monotonic() + inputs.for * 1000;
  let outcomes: ProbeOutcome[] = [];
  let failed: ProbeOutcome[] = [];
  let rounds = 0;
  for (;;) {
    outcomes = await askAll(suite, subject, deps);
    failed = outcomes.filter(({ problems }) => problems.length > 0);
    rounds += 1;
    const left = until - deps.clock.monotonic();
    if (failed.length > 0 || !(left > 0)) break;
    await deps.clock.sleep(Math.min(inputs.every * 1000, left), signal);
  }
  for (const { name, problems } of failed)
    deps.log.error(`${name}: ${problems.map(({ check, expected }) => `${check} (${expected})`).join(", ")}`);
  const verdict: Verdict = failed.length === 0 ? "pass" : "fail";
  return {
    outputs: { failed: failed.length, rounds },
    verdict,
    report: rendered({ schemaVersion: 1, verdict, outcomes }, smokeReport(outcomes, verdict, inputs.language)),
  };
}

async function askAll(suite: SmokeSuite, subject: Subject, deps: ActionDeps): Promise<ProbeOutcome[]> {
  const { inference } = subject;
  const { model } = suite;
  const [first] = suite.probes as [SmokeProbe];
  const outcomes = suite.endpoint ? await checkEndpoint(suite.endpoint, subject, first, deps) : [];
  if (model !== undefined) outcomes.push(await outcomeOf("model", () => checkModel(inference, model, deps.signal)));
  for (const probe of suite.probes) outcomes.push(await ask(inference, probe, deps.signal));
  return outcomes;
}

function withVersion(suite: SmokeSuite, version: string | undefined): SmokeSuite {
  return version === undefined ? suite : { ...suite, endpoint: { ...suite.endpoint, version } };
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
