import { join } from "node:path";
import type { Verdict } from "#contracts";
import {
  nodeClock,
  nodeEnvironment,
  nodeFiles,
  nodeHttp,
  nodeRandom,
  type Platform,
  terminationSignal,
} from "#platform";
import { actionsCache } from "./actions-cache.ts";
import type { ActionDeps, PostDeps } from "./context.ts";
import { failureOf, failureSummary } from "./failure.ts";
import { gateOutcome } from "./gate-outcome.ts";
import { githubContext } from "./github-context.ts";
import type { Host } from "./host.ts";
import { maskSecrets } from "./mask-secrets.ts";
import { parseInputs } from "./parse-inputs.ts";
import type { ActionResult, ActionSpec, Inputs, Report } from "./spec.ts";
import { fitSummary } from "./summary.ts";

export type Run<Spec> = (inputs: Inputs<Spec>, deps: ActionDeps) => Promise<ActionResult<Spec>>;
export type Post<Spec> = (inputs: Inputs<Spec>, deps: PostDeps) => Promise<void>;

export interface Surroundings {
  host: Host;
  distFolder: string;
  /** Replaced in tests. */
  platform?: Partial<Platform> | undefined;
}

const phaseState = "genai-mlops-phase";

/**
 * Runs an action from its inputs to its outputs. Secrets are masked before anything else; all bad inputs are reported
 * together; every declared output and the summary are written whatever happens. Never throws.
 */
export async function runAction<Spec extends ActionSpec>(
  spec: Spec,
  run: Run<Spec>,
  { post, ...surroundings }: Surroundings & { post?: Post<Spec> | undefined },
): Promise<void> {
  const { host } = surroundings;
  maskSecrets(spec.inputs, host);
  try {
    const isPost = host.savedState(phaseState) === "main-started";
    host.saveState(phaseState, "main-started");
    const inputs = parseInputs(spec.inputs, host) as Inputs<Spec>;
    const deps = await depsOf(surroundings);
    if (isPost) await post?.(inputs, { ...deps, savedState: (name) => host.savedState(name) });
    else await finish(spec, inputs, deps, host, await run(inputs, deps));
  } catch (error) {
    await endInFailure(spec, host, error);
  }
}

async function depsOf({ host, platform, distFolder }: Surroundings): Promise<ActionDeps> {
  const outer: Platform = {
    http: nodeHttp(),
    clock: nodeClock(),
    random: nodeRandom(),
    files: nodeFiles(),
    environment: nodeEnvironment(),
    exec: host.exec,
    log: host.log,
    secrets: host.secrets,
    ...platform,
  };
  const github = await githubContext(outer);
  return {
    ...outer,
    distFolder,
    github,
    cache: actionsCache(outer, github),
    signal: terminationSignal(),
    tempFolder: outer.environment.get("RUNNER_TEMP") ?? join(outer.environment.get("TMPDIR") ?? "/tmp", "genai-mlops"),
    workspace: outer.environment.get("GITHUB_WORKSPACE") ?? ".",
    saveState: (name, value) => host.saveState(name, value),
  };
}

async function finish<Spec extends ActionSpec>(
  spec: Spec,
  inputs: Inputs<Spec>,
  deps: ActionDeps,
  host: Host,
  result: ActionResult<Spec>,
): Promise<void> {
  const common = inputs as {
    "report-dir": string;
    "fail-on"?: "fail" | "inconclusive" | "never";
    "warn-only"?: boolean;
  };
  const paths = result.report ? await writeReport(spec, common["report-dir"], deps, result.report) : {};
  const verdict: Verdict | undefined = spec.gate ? (result.verdict ?? "error") : undefined;
  writeOutputs(spec, host, { ...(result.outputs as Record<string, unknown>), ...paths, ...(verdict && { verdict }) });
  if (result.report) await host.writeSummary(fitSummary(result.report.summary ?? result.report.markdown));
  if (verdict === undefined) return;
  const outcome = gateOutcome(verdict, common["fail-on"] ?? "inconclusive", common["warn-only"] ?? false);
  const message = `${spec.name}: verdict ${verdict}`;
  if (outcome === "failure") host.fail(message);
  else if (outcome === "warning") host.log.warning(message);
}

async function writeReport(spec: ActionSpec, folder: string, { files, secrets }: ActionDeps, report: Report) {
  const path = (ending: string): string => join(folder, `${spec.report}.${ending}`);
  await files.writeAtomic(path("json"), secrets.redact(`${JSON.stringify(report.json, null, 2)}\n`));
  await files.writeAtomic(path("md"), secrets.redact(report.markdown));
  await files.writeAtomic(path("html"), secrets.redact(report.html));
  return { "report-path": path("json"), "markdown-path": path("md"), "html-path": path("html") };
}

/** Every declared output is set, so that a workflow never reads an undeclared empty one. */
function writeOutputs(spec: ActionSpec, host: Host, values: Record<string, unknown>): void {
  for (const name of Object.keys(spec.outputs)) host.setOutput(name, String(values[name] ?? ""));
}

async function endInFailure(spec: ActionSpec, host: Host, error: unknown): Promise<void> {
  const failure = failureOf(error);
  writeOutputs(spec, host, spec.gate ? { verdict: "error" } : {});
  for (const line of failure.details) host.log.info(line);
  host.fail(`${spec.name}: ${failure.message}`);
  const language = host.input("language").trim() === "en" ? "en" : "ru";
  await host.writeSummary(fitSummary(failureSummary(spec.name, failure, language)));
}
