import { execFileSync } from "node:child_process";
import { bin, buildDist } from "./build/dist.ts";
import { actionlintProblems } from "./check/actionlint.ts";
import { layerViolations } from "./check/layers.ts";
import { parserProblems } from "./check/parsed.ts";
import { tooLong } from "./check/size.ts";
import { sourceFiles } from "./check/source-files.ts";
import { workflowFiles } from "./check/workflow-files.ts";
import { zizmorProblems } from "./check/zizmor.ts";
import { staleGenerated } from "./generate/files.ts";
import { root } from "./repository.ts";
import { program, type Step } from "./steps.ts";

/** Everything that is checked without running the code. */
export const checks: readonly Step[] = [
  {
    name: "format and lint",
    work: () => program(process.execPath, [bin("@biomejs/biome", "biome"), "check", "--error-on-warnings"]),
  },
  { name: "types", work: () => program(process.execPath, [bin("typescript", "tsc"), "--noEmit"]) },
  {
    name: "layers",
    work: () => layerViolations(sourceFiles()).map(({ file, line, problem }) => `${file}:${line}: ${problem}`),
  },
  { name: "file size", work: () => tooLong(sourceFiles()) },
  { name: "generated files", work: staleGenerated },
  { name: "workflows and actions parse", work: () => parserProblems(workflowFiles()) },
  { name: "workflows are safe", work: () => zizmorProblems(workflowFiles()) },
  { name: "workflows hold together", work: () => actionlintProblems(workflowFiles()) },
  { name: "dist is what the sources give", work: staleDist },
];

/** Rebuilds `dist` from nothing and asks git, so that a new or a vanished chunk is seen too. */
async function staleDist(): Promise<string[]> {
  const before = changesIn("dist");
  if (before.length > 0) return [...before, "dist has changes that are not committed: run `npm run fix` and commit it"];
  await buildDist();
  const after = changesIn("dist");
  return after.length > 0 ? [...after, "dist differs from a fresh build: run `npm run fix` and commit it"] : [];
}

function changesIn(folder: string): string[] {
  const output = execFileSync("git", ["status", "--porcelain", "--", folder], { cwd: root, encoding: "utf8" });
  return output.split("\n").filter(Boolean);
}
