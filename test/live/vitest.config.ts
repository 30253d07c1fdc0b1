import { defineConfig } from "vitest/config";

/**
 * Suites that run where they are asked for by their names: one builds Kubernetes' API server first, 8 minutes of one core,
 * the other installs 2.5 GB and starts vLLM six times.
 */
const byName = ["kubernetes-api", "vllm"];

/** Suites against real servers: one at a time, they share the machine. */
export default defineConfig({
  test: {
    include: ["test/live/**/*.test.ts"],
    exclude: byName
      .filter((name) => !process.argv.slice(2).some((argument) => argument.includes(name)))
      .map((name) => `test/live/${name}.test.ts`),
    globalSetup: ["test/temporary-folder.ts"],
    fileParallelism: false,
    testTimeout: 180_000,
    hookTimeout: 300_000,
  },
});
