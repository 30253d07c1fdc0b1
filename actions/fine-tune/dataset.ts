import { join } from "node:path";
import { type DatasetLock, datasetLockSchema, InputError, type Problem } from "#contracts";
import { type Files, readJson } from "#platform";

export interface TrainingData {
  digest: string;
  /** Name and version of the source. */
  source: string;
  samples: number;
  train: string;
  validation: string;
}

/** The splits that a training reads, each held to its locked digest: nobody trains on bytes that were not pinned. */
export async function readDataset(files: Files, folder: string): Promise<TrainingData> {
  const lock: DatasetLock = await readJson(
    files,
    join(folder, "dataset.lock.json"),
    datasetLockSchema,
    `${folder}/dataset.lock.json`,
  );
  const problems: Problem[] = [];
  for (const name of ["train", "validation"] as const) {
    const split = lock.splits[name];
    if (!split) problems.push({ where: name, problem: "the lock has no such split" });
    else if (!(await files.stat(join(folder, split.path))))
      problems.push({ where: split.path, problem: "there is no such file" });
    else if (`sha256:${await files.sha256(join(folder, split.path))}` !== split.digest)
      problems.push({
        where: split.path,
        problem: "its bytes are not the locked ones",
        mend: "run prepare-data again",
      });
  }
  if (problems.length > 0) throw new InputError(problems, "dataset-changed");
  const { train, validation } = lock.splits as Record<"train" | "validation", { path: string; rows: number }>;
  return {
    digest: lock.digest,
    source: `${lock.source.name}@${lock.source.version}`,
    samples: train.rows,
    train: join(folder, train.path),
    validation: join(folder, validation.path),
  };
}
