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
import { type Publication, publicationOf, silent } from "./publication.ts";
import type { OpenPublisher } from "./publisher.ts";
import type { ActionResult, ActionSpec, Inputs, Report } from "./spec.ts";
import { fitSummary } from "./summary.ts";

export type Run<Spec> = (inputs: Inputs<Spec>, deps: ActionDeps) => Promise<ActionResult<Spec>>;
export type Post<Spec> = (inputs: Inputs<Spec>, deps: PostDeps) => Promise<void>;

export interface Surroundings {
  host: Host;
  distFolder: string;
  /** Opens the forge that results are said at; without it nothing is said there. */
  publisher?: OpenPublisher | undefined;
  /** Replaced in tests. */
  platform?: Partial<Platform> | undefined;
}

const phaseState = "genai-mlops-phase";
/** Of an action that has not begun: its post step has nothing to undo, and says nothing twice. */
const refused = "inputs-refused";
const started = "main-started";

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
  let publication = silent;
  let removeTemp = async (): Promise<void> => {};
  try {
    const phase = host.savedState(phaseState);
    if (phase === refused) return;
    const isPost = phase === started;
    if (!isPost) host.saveState(phaseState, refused);
    const outer = await depsOf(surroundings);
    removeTemp = () => outer.files.remove(outer.tempFolder);
    if (!isPost) publication = publicationOf(spec, host, outer, surroundings.publisher);
    const inputs = parseInputs(spec.inputs, host) as Inputs<Spec>;
    host.saveState(phaseState, started);
    const deps = { ...outer, progress: publication.progress };
    if (isPost) await post?.(inputs, { ...deps, savedState: (name) => host.savedState(name) });
    else await finish(spec, inputs, deps, host, publication, await run(inputs, deps));
  } catch (error) {
    await endInFailure(spec, host, publication, error);
  } finally {
    await removeTemp().catch((error: unknown) => host.log.warning(`temporary files are left behind: ${String(error)}`));
  }
}

async function depsOf({ host, platform, distFolder }: Surroundings): Promise<Omit<ActionDeps, "progress">> {
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
    tempFolder: join(tempHome(outer), `genai-mlops-${outer.random.uuid()}`),
    workspace: outer.environment.get("GITHUB_WORKSPACE") ?? ".",
    saveState: (name, value) => host.saveState(name, value),
  };
}

/** A runner empties its own after the job; elsewhere nobody does. */
const tempHome = ({ environment }: Platform): string =>
  environment.get("RUNNER_TEMP") ?? environment.get("TMPDIR") ?? "/tmp";

async function finish<Spec extends ActionSpec>(
  spec: Spec,
  inputs: Inputs<Spec>,
  deps: ActionDeps,
  host: Host,
  publication: Publication,
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
  const message = titleOf(spec, verdict);
  const { markdown = message, summary = markdown, comment = summary, annotations = [] } = result.report ?? {};
  const notes = await publication.finish({ title: message, verdict, summary, comment, annotations });
  if (result.report || notes) await host.writeSummary(`${result.report ? fitSummary(summary) : ""}${notes}`);
  if (verdict === undefined) return;
  const outcome = gateOutcome(verdict, common["fail-on"] ?? "inconclusive", common["warn-only"] ?? false);
  if (outcome === "failure") host.fail(message);
  else if (outcome === "warning") host.log.warning(message);
}

const titleOf = ({ name }: ActionSpec, verdict: Verdict | undefined): string =>
  verdict ? `${name}: verdict ${verdict}` : name;

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

async function endInFailure(spec: ActionSpec, host: Host, publication: Publication, error: unknown): Promise<void> {
  const failure = failureOf(error);
  writeOutputs(spec, host, spec.gate ? { verdict: "error" } : {});
  for (const line of failure.details) host.log.info(line);
  host.fail(`${spec.name}: ${failure.message}`);
  const language = host.input("language").trim() === "en" ? "en" : "ru";
  const summary = fitSummary(failureSummary(spec.name, failure, language));
  const said = { title: titleOf(spec, "error"), verdict: "error", summary, comment: summary, annotations: [] } as const;
  await host.writeSummary(`${summary}${await publication.finish(said)}`);
}
