import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type Deployment, deploymentSchema } from "#contracts";
import { nodeEnvironment, stateFolder } from "#platform";
import { askCommand } from "#reports";
import { type ActRun, runAct } from "../act/run-act.ts";
import { stageCaller, stageToolkit } from "../act/stage.ts";
import { type StepTime, stepTimeOf } from "../act/step-times.ts";
import { writePipelineTime } from "../bench/pipeline-time.ts";
import { root } from "../repository.ts";
import { rollBackLeftover } from "../scenario/leftover.ts";
import { registerScenario, type Scenario, scenarios } from "../scenario/scenarios.ts";
import { stopEndpoint } from "../scenario/stop.ts";
import { main } from "../steps.ts";

const usage = `usage: npm run pipeline [-- --scenario ${scenarios.join(" | ")} | --stop] [--seed N] [--quick] [--language en]`;
const endpoint = "mail-triage";

/** The release workflow in act, on the example repository: everything a user's push would do. */
await main(async () => {
  const { values } = parseArgs({
    options: {
      quick: { type: "boolean" },
      stop: { type: "boolean" },
      scenario: { type: "string" },
      seed: { type: "string", default: "" },
      language: { type: "string", default: "ru" },
    },
  });
  const lasting = stateFolder(nodeEnvironment());
  const stateDir = values.quick ? join(lasting, "quick") : lasting;
  if (values.stop) return await stopEndpoint(stateDir, endpoint);
  if (values.quick && !values.scenario) await beginAnew(lasting, stateDir);
  if (values.scenario !== undefined && !scenarios.includes(values.scenario as Scenario))
    throw new Error(`unknown scenario ${values.scenario}\n${usage}`);
  const work = join(root, "out", "pipeline");
  const [toolkit, caller, reports] = [join(work, "toolkit"), join(work, "mail-triage"), join(work, "reports")];
  rmSync(reports, { recursive: true, force: true });
  process.stderr.write(
    `set-up: state, models and environments are kept in ${stateDir} (about 7 GB); reports come to ${reports}\n`,
  );
  stageToolkit(toolkit);
  stageCaller("mail-triage", caller);
  const shared = { "state-dir": stateDir, "report-dir": reports, language: values.language };
  const run = { caller, toolkit, work: join(work, "act") };
  const started = performance.now();
  if (values.scenario) await runScenario(values.scenario as Scenario);
  else {
    // a quick run trains a few steps on purpose too few: it shows that everything holds together, on rows that tuning may see
    const quick = {
      "max-steps": "6",
      "test-set": "data/prepared/validation.jsonl",
      thresholds: "exact-match>=0",
      compare: "false",
    };
    const code = await timed({
      ...run,
      workflow: "release.yml",
      inputs: { ...shared, ...(values.quick ? quick : {}) },
    });
    if (code !== 0)
      throw new Error(`the release did not come to its end (exit code ${code}); the reports in ${reports} say why`);
  }
  const deployment = deploymentOf(stateDir);
  process.stdout.write(
    `\n${Math.round((performance.now() - started) / 1000)} s. In service: ${deployment.variants.baseline.modelRef}\nreports: ${reports}\nask it:\n  ${askCommand(deployment)}\nend it:\n  npm run pipeline -- --stop${values.quick ? " --quick" : ""}\n`,
  );

  /** Runs it, and leaves how long each step took. */
  async function timed(given: ActRun): Promise<number> {
    const steps: StepTime[] = [];
    const begun = performance.now();
    const onLine = (line: string): void => {
      process.stdout.write(`${line}\n`);
      const step = stepTimeOf(line);
      if (step) steps.push(step);
    };
    const exitCode = await runAct({ ...given, onLine });
    const seconds = (performance.now() - begun) / 1000;
    const [scenario, quick] = [values.scenario ?? null, values.quick ?? false];
    const finishedAt = new Date().toISOString();
    writePipelineTime({ schemaVersion: 1, scenario, quick, exitCode, finishedAt, seconds, steps });
    return exitCode;
  }

  async function runScenario(scenario: Scenario): Promise<void> {
    if (deploymentOf(stateDir).variants.canary !== null) rollBackLeftover(stateDir, endpoint);
    const before = deploymentOf(stateDir).variants.baseline.modelRef;
    const candidate = await registerScenario(scenario, stateDir, join(work, "scenario"));
    await timed({
      ...run,
      workflow: "deploy.yml",
      inputs: {
        ...shared,
        "model-ref": candidate.modelRef,
        evidence: "",
        "replay-seed": values.seed,
        ...candidate.inputs,
      },
    });
    const after = deploymentOf(stateDir);
    const promoted = after.variants.baseline.modelRef === candidate.modelRef;
    const wanted = scenario === "healthy";
    if (
      promoted !== wanted ||
      after.variants.canary !== null ||
      (!wanted && after.variants.baseline.modelRef !== before)
    ) {
      throw new Error(
        `scenario ${scenario}: the candidate was ${promoted ? "promoted" : "not promoted"}, which is wrong; see ${reports}`,
      );
    }
    process.stdout.write(`scenario ${scenario}: ${promoted ? "promoted" : "rolled back"}, as it should be\n`);
  }
});

/** A quick run has a registry and an endpoint of its own, and what is large in common with the others. */
async function beginAnew(lasting: string, stateDir: string): Promise<void> {
  if (existsSync(join(stateDir, "deployments", endpoint))) await stopEndpoint(stateDir, endpoint);
  rmSync(stateDir, { recursive: true, force: true });
  mkdirSync(stateDir, { recursive: true });
  for (const name of ["environments", "models", "tools", "datasets"]) {
    mkdirSync(join(lasting, name), { recursive: true });
    symlinkSync(join(lasting, name), join(stateDir, name));
  }
}

function deploymentOf(stateDir: string): Deployment {
  const path = join(stateDir, "deployments", endpoint, "deployment.json");
  if (!existsSync(path)) throw new Error("nothing is deployed yet: run `npm run pipeline` first");
  return deploymentSchema.parse(JSON.parse(readFileSync(path, "utf8")));
}
