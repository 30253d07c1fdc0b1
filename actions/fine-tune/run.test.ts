import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { Inputs } from "#action-kit";
import { digest } from "#datasets";
import { nodeClock } from "#platform";
import { fakeDeps } from "#testing";
import { metricsLine, run } from "./run.ts";
import type { spec } from "./spec.ts";

const base: Inputs<typeof spec> = {
  "model-id": "./base",
  dataset: "data/prepared",
  config: "configs/lora.yaml",
  "output-dir": "outputs/model",
  command: undefined,
  "command-environment": undefined,
  seed: 42,
  quantization: "q8_0",
  "max-steps": undefined,
  "require-gpu": false,
  "gpu-cost-per-hour": 3.6,
  "state-dir": undefined,
  language: "en",
  "report-dir": "reports",
};

/** A trainer in bash: writes metrics and a summary as a user's own would, and counts how often it ran. */
const trainer = `
echo run >> "$GENAI_OUTPUT_DIR/../runs"
echo '{"step":1,"total_steps":2,"train/loss":0.9}' >> "$GENAI_METRICS_FILE"
echo '{"step":2,"total_steps":2,"train/loss":0.5,"eval/loss":0.4}' >> "$GENAI_METRICS_FILE"
echo "secret is [$MY_SECRET] seed is $GENAI_SEED" > "$GENAI_OUTPUT_DIR/seen"
echo '{"schemaVersion":1,"eval_loss":0.4,"seed":42,"steps":2,"samples":1,"epochs":1}' > "$GENAI_OUTPUT_DIR/training-summary.json"
`;

async function repository() {
  const deps = await fakeDeps({ clock: nodeClock() });
  const folder = join(deps.workspace, "data/prepared");
  await mkdir(folder, { recursive: true });
  const row = `${JSON.stringify({
    id: "1",
    messages: [
      { role: "user", content: "q" },
      { role: "assistant", content: "a" },
    ],
  })}\n`;
  const split = (name: string) => ({
    path: `${name}.jsonl`,
    digest: digest(row),
    rows: 1,
    bytes: row.length,
    labels: { all: 1 },
  });
  for (const name of ["train", "validation"]) await writeFile(join(folder, `${name}.jsonl`), row);
  const lock = {
    schemaVersion: 1,
    source: { kind: "file", name: "rows", version: "1", integrity: "sha512-x" },
    configDigest: digest("c"),
    digest: digest("d"),
    rows: 2,
    duplicatesDropped: 0,
    splits: { train: split("train"), validation: split("validation") },
  };
  await writeFile(join(folder, "dataset.lock.json"), JSON.stringify(lock));
  return deps;
}

describe("fine-tune", () => {
  it("runs the user's own command under the contract, streams its metrics and writes metadata.yaml", async () => {
    const deps = await repository();
    const { outputs, report } = await run({ ...base, command: trainer }, deps);
    const metadata = parse(await readFile(outputs["metadata-path"] as string, "utf8"));
    expect(metadata).toMatchObject({
      base_model: "./base",
      fine_tuned_on: { dataset: "rows@1", samples: 1 },
      metrics: { eval_loss: 0.4, perplexity: Math.exp(0.4) },
      dataset_digest: digest("d"),
      git_commit: deps.github.sha,
      seed: 42,
    });
    expect(Object.keys(metadata).slice(0, 6)).toEqual([
      "model_version",
      "base_model",
      "fine_tuned_on",
      "hyperparameters",
      "metrics",
      "artifacts",
    ]);
    expect(deps.log.lines.join("\n")).toContain("step 2/2  train/loss 0.5  eval/loss 0.4");
    expect(report?.html).toContain("Learning curve");
  });

  it("shows the command no secret of the job that it did not ask for", async () => {
    const deps = await repository();
    const environment = {
      get: (name: string) => (name === "MY_SECRET" ? "hunter2" : deps.environment.get(name)),
      all: () => ({ ...deps.environment.all(), MY_SECRET: "hunter2" }),
    };
    const seen = () => readFile(join(deps.workspace, "outputs/model/seen"), "utf8");
    await run({ ...base, command: trainer }, { ...deps, environment });
    expect(await seen()).toBe("secret is [] seed is 42\n");
    await run({ ...base, command: trainer, "command-environment": ["MY_SECRET"], seed: 7 }, { ...deps, environment });
    expect(await seen()).toBe("secret is [hunter2] seed is 7\n");
  });

  it("trains nothing twice, and never goes on from another job's files", async () => {
    const deps = await repository();
    const runs = async () => (await readFile(join(deps.workspace, "outputs/runs"), "utf8")).trim().split("\n").length;
    const first = await run({ ...base, command: trainer }, deps);
    const again = await run({ ...base, command: trainer }, deps);
    expect(again.outputs["run-id"]).toBe(first.outputs["run-id"]);
    expect(await runs()).toBe(1);
    const other = await run({ ...base, command: trainer, seed: 2 }, deps);
    expect(other.outputs["run-id"]).not.toBe(first.outputs["run-id"]);
    expect(await runs()).toBe(2);
  });

  it.each([
    ["exit 3", "loss-not-finite"],
    ["exit 4", "out-of-memory"],
    ["kill -9 $$", "training-killed"],
    ["exit 1", "training-failed"],
    ["true", "training-summary-missing"],
    ['echo "{}" > "$GENAI_OUTPUT_DIR/training-summary.json"', "training-summary-missing"],
  ])("names a training that ends as `%s`: %s, with advice", async (command, code) => {
    await expect(run({ ...base, command }, await repository())).rejects.toMatchObject({ code });
  });

  it("refuses data that are not the locked ones, before anything runs", async () => {
    const deps = await repository();
    await writeFile(join(deps.workspace, "data/prepared/train.jsonl"), "changed\n");
    await expect(run({ ...base, command: trainer }, deps)).rejects.toMatchObject({ code: "dataset-changed" });
  });

  it("names what is missing: the lock, a split that it names, the configuration", async () => {
    const named = async (work: Promise<unknown>): Promise<string> =>
      await work.then(
        () => "no error",
        (error) =>
          error.problems.map(({ where, problem }: Record<string, string>) => `${where}: ${problem}`).join("\n"),
      );
    const deps = await repository();
    expect(await named(run(base, deps))).toMatch(/configs\/lora\.yaml: there is no such file/);
    await rm(join(deps.workspace, "data/prepared/validation.jsonl"));
    expect(await named(run({ ...base, command: trainer }, deps))).toBe("validation.jsonl: there is no such file");
    expect(await named(run({ ...base, command: trainer, dataset: "data/nowhere" }, deps))).toMatch(
      /dataset\.lock\.json/,
    );
  });

  it("refuses a machine without GPU when one is required, and a wrong configuration, all at once", async () => {
    const deps = await repository();
    const noGpu = {
      ...deps.exec,
      which: async (name: string) => (name === "nvidia-smi" ? undefined : await deps.exec.which(name)),
    };
    await expect(
      run({ ...base, command: trainer, "require-gpu": true }, { ...deps, exec: noGpu }),
    ).rejects.toMatchObject({ code: "machine-unfit" });
    await mkdir(join(deps.workspace, "configs"));
    await writeFile(join(deps.workspace, "configs/lora.yaml"), "schemaVersion: 1\nlora: { r: 0, layers: 3 }\n");
    const refused = await run(base, deps).catch((error) => error);
    expect(refused.problems.map(({ where }: { where: string }) => where).join(" ")).toMatch(/lora\.r.*lora/);
  });

  it("refuses a disk that is too small, saying how much is needed", async () => {
    const deps = await repository();
    const full = { ...deps.files, freeSpace: async () => 1e9 };
    const refused = await run({ ...base, command: trainer }, { ...deps, files: full }).catch((error) => error);
    expect(refused.problems).toEqual([expect.objectContaining({ where: "disk", legal: "at least 12.0 GB" })]);
  });

  it("kills the whole training when the job is cancelled", async () => {
    const deps = await repository();
    const cancel = new AbortController();
    setTimeout(() => cancel.abort(), 300);
    await expect(run({ ...base, command: "sleep 60" }, { ...deps, signal: cancel.signal })).rejects.toMatchObject({
      code: "cancelled",
    });
  });
});

describe("a line of progress", () => {
  it("gives the figures and the time left", () => {
    expect(metricsLine({ step: 10, total_steps: 140, "train/loss": 0.123456, tokens_per_s: 540.2, eta_s: 299.6 })).toBe(
      "step 10/140  train/loss 0.1235  tokens_per_s 540.2  ETA 300 s",
    );
  });
});
