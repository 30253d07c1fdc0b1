import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { root } from "../repository.ts";

/**
 * Checks of the sources, then every hermetic test. Ends with a plain line `N passed, N failed`.
 * usage: npm test [-- <path> …], which runs the tests of these paths alone
 */
const only = process.argv.slice(2);
const report = join(mkdtempSync(join(tmpdir(), "genai-mlops-test-")), "report.json");
const inRepository = { cwd: root, stdio: "inherit" } as const;
const check =
  only.length > 0
    ? { status: 0 }
    : spawnSync(process.execPath, ["packages/tooling/src/commands/check.ts"], inRepository);
const vitest = [
  "node_modules/vitest/vitest.mjs",
  "run",
  "--config",
  "test/vitest.config.ts",
  "--reporter=default",
  "--reporter=json",
  `--outputFile.json=${report}`,
];
const tests = spawnSync(process.execPath, [...vitest, ...only], inRepository);

const counts = countsOf(report);
rmSync(dirname(report), { recursive: true });
const passed = counts.passed + (only.length === 0 && check.status === 0 ? 1 : 0);
const failed = counts.failed + (check.status === 0 ? 0 : 1);
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 && tests.status === 0 && counts.passed > 0 ? 0 : 1;

/** A report that is missing or says nothing is a failure, never a pass. */
function countsOf(path: string): { passed: number; failed: number } {
  try {
    const { numPassedTests, numFailedTests, numFailedTestSuites, success } = JSON.parse(readFileSync(path, "utf8"));
    const failed = numFailedTests + (numFailedTests === 0 && !success ? Math.max(1, numFailedTestSuites) : 0);
    return { passed: numPassedTests, failed };
  } catch {
    return { passed: 0, failed: 1 };
  }
}
