import { basename, dirname, join, resolve } from "node:path";
import type { ActionDeps, ActionResult, Inputs } from "#action-kit";
import { type DatasetLock, datasetConfigSchema, datasetLockSchema, InputError, type SplitName } from "#contracts";
import { datasetProviders, prepareDataset, verifyLock } from "#datasets";
import { readYaml, stateFolder } from "#platform";
import { datasetReport, rendered } from "#reports";
import type { spec } from "./spec.ts";

export async function run(inputs: Inputs<typeof spec>, deps: ActionDeps): Promise<ActionResult<typeof spec>> {
  const { files, log } = deps;
  const configPath = resolve(deps.workspace, inputs.config);
  const config = await readYaml(files, configPath, datasetConfigSchema, inputs.config);
  const outputFolder = resolve(deps.workspace, inputs["output-dir"]);
  const lockPath = resolve(deps.workspace, inputs.lock ?? join(dirname(inputs.config), "dataset.lock.json"));
  const committed = await readLock(files, lockPath);

  const provider = await datasetProviders[config.source.kind](deps);
  const cacheFolder = join(inputs["state-dir"] ?? stateFolder(deps.environment), "datasets");
  const source = await provider.fetch(config.source, { configFolder: dirname(configPath), cacheFolder });
  const { lock, examples } = await prepareDataset(deps, source, config, outputFolder);
  if (committed && !inputs["update-lock"]) verifyLock(committed, lock, basename(lockPath));

  const content = `${JSON.stringify(lock, null, 2)}\n`;
  await files.writeAtomic(join(outputFolder, "dataset.lock.json"), content);
  const lockState = !committed ? "created" : inputs["update-lock"] ? "updated" : "verified";
  if (lockState !== "verified") await files.writeAtomic(lockPath, content);
  if (lockState === "created")
    log.notice(`${basename(lockPath)} was made; commit it so that the next run is held to it`);
  for (const [name, split] of Object.entries(lock.splits))
    log.info(`${name}: ${split?.rows} rows ${JSON.stringify(split?.labels)}`);

  const titles: Partial<Record<SplitName, string[]>> = {};
  for (const [name, rows] of examples) titles[name] = rows.map(({ id, title }) => (title ?? id).slice(0, 80));
  return {
    outputs: { "dataset-dir": outputFolder, "dataset-digest": lock.digest, "lock-path": lockPath, rows: lock.rows },
    report: rendered(lock, datasetReport({ lock, lockState, titles }, inputs.language)),
  };
}

async function readLock(files: ActionDeps["files"], path: string): Promise<DatasetLock | undefined> {
  if ((await files.stat(path)) === undefined) return undefined;
  const mend = "restore it from the repository, or remove it to have it made anew";
  try {
    const parsed = datasetLockSchema.safeParse(JSON.parse(await files.readText(path)));
    if (parsed.success) return parsed.data;
  } catch {
    // said below
  }
  throw new InputError([{ where: path, problem: "is no dataset lock", mend }], "bad-lock");
}
