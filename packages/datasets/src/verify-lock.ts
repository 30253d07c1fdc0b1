import { type DatasetLock, InputError, type Problem, type SplitName, splitNames } from "#contracts";

/**
 * Holds a new lock against the committed one: a dataset never changes in silence.
 * @throws InputError naming every difference
 */
export function verifyLock(committed: DatasetLock, fresh: DatasetLock, where: string): void {
  const problems: Problem[] = [];
  const compare = (what: string, locked: unknown, found: unknown): void => {
    if (locked !== found)
      problems.push({
        where: `${where}: ${what}`,
        problem: `is locked as ${locked ?? "absent"}, but is ${found ?? "absent"}`,
      });
  };
  compare(
    "source",
    `${committed.source.name}@${committed.source.version}`,
    `${fresh.source.name}@${fresh.source.version}`,
  );
  compare("source.integrity", committed.source.integrity, fresh.source.integrity);
  compare("configDigest", committed.configDigest, fresh.configDigest);
  for (const name of splitNames) compare(`splits.${name}`, digestOf(committed, name), digestOf(fresh, name));
  if (problems.length === 0) return;
  const mend = "if the change is meant, run once with update-lock: true and commit the lock";
  throw new InputError(
    problems.map((problem) => ({ ...problem, mend })),
    "dataset-changed",
  );
}

function digestOf(lock: DatasetLock, name: SplitName): string | undefined {
  return lock.splits[name]?.digest;
}
