import type { ActionDeps } from "#action-kit";
import { declaredIn, inOrder, scoreScaleOf } from "#canary";
import { type CanaryState, canaryBlockSchema, InputError, type Problem } from "#contracts";
import { listedProblems, readRows } from "#platform";

export interface Survey {
  looks: number;
  declared: string[];
  scoreScale: 1 | 10 | undefined;
  /** Whether any line has single latencies. */
  hasLatencies: boolean;
}

/**
 * Reads a metrics file once before anything is judged: what it tells of, and whether every line is sound and new.
 * @throws InputError with all bad lines at once; a file without a line is none
 */
export async function survey(
  files: ActionDeps["files"],
  path: string,
  before: Pick<CanaryState, "blocks" | "scoreScale"> | undefined,
): Promise<Survey> {
  const seen = new Map<string, string>((before?.blocks ?? []).map((block) => [block, "an earlier run"]));
  const declared = new Set<string>();
  const repeated: Problem[] = [];
  let scoreScale: 1 | 10 | undefined;
  let looks = 0;
  let hasLatencies = false;
  const unsound = await problemsWhile(async () => {
    for await (const { line, row } of readRows(files, path, canaryBlockSchema)) {
      looks += 1;
      const first = seen.get(row.block);
      if (first !== undefined && repeated.length < listedProblems)
        repeated.push(repeatedBlock(path, line, row.block, first));
      seen.set(row.block, first ?? `line ${line}`);
      for (const metric of declaredIn([row])) declared.add(metric);
      hasLatencies ||= row.canary.latencies_ms !== undefined || row.baseline.latencies_ms !== undefined;
      const { scores: canary = [] } = row.canary;
      const { scores: baseline = [] } = row.baseline;
      if (canary.length + baseline.length > 0) scoreScale = scoreScale === 10 ? 10 : scoreScaleOf({ canary, baseline });
    }
  });
  const problems = [...unsound, ...repeated, ...otherScale(path, scoreScale, before)];
  if (problems.length > 0) throw new InputError(problems, unsound.length > 0 ? "bad-rows" : "bad-looks");
  if (looks === 0) throw new InputError([noLooks(path)], "no-looks");
  return { looks, declared: inOrder(declared), scoreScale, hasLatencies };
}

async function problemsWhile(read: () => Promise<void>): Promise<readonly Problem[]> {
  try {
    await read();
    return [];
  } catch (error) {
    if (error instanceof InputError) return error.problems;
    throw error;
  }
}

const repeatedBlock = (path: string, line: number, block: string, first: string): Problem => ({
  where: `${path}:${line}`,
  problem: `block ${JSON.stringify(block)} was counted already (${first})`,
  mend: "give each look's increments an id of their own, and each run only the lines that are new",
});

function otherScale(
  path: string,
  scale: 1 | 10 | undefined,
  before: Pick<CanaryState, "scoreScale"> | undefined,
): Problem[] {
  if (scale !== 10 || before?.scoreScale !== 1) return [];
  const problem = "scores above 1, but the looks before were scored from 0 to 1";
  return [{ where: path, problem, legal: "one scale over the whole rollout" }];
}

const noLooks = (path: string): Problem => ({
  where: path,
  problem: "holds no look: nothing measured is no success",
  legal: 'lines {"block": "1", "canary": {"requests", "errors", ...}, "baseline": {"requests", "errors", ...}}',
  mend: "write a line for each look at the canary",
});
