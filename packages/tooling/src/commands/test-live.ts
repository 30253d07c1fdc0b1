import { spawnSync } from "node:child_process";
import { root } from "../repository.ts";

/** Suites against real servers and the built dist; brings what they need from the registries. */
const vitest = [
  "node_modules/vitest/vitest.mjs",
  "run",
  "--config",
  "test/live/vitest.config.ts",
  "--reporter=verbose",
  ...process.argv.slice(2),
];
const { status } = spawnSync(process.execPath, vitest, { cwd: root, stdio: "inherit" });
process.exitCode = status ?? 1;
