import { defineConfig } from "vitest/config";

/** A suite that builds Kubernetes' API server first, 8 minutes of one core: runs where it is asked for by its name. */
const byName = "kubernetes-api";

/** Suites against real servers: one at a time, they share the machine. */
export default defineConfig({
  test: {
    include: ["test/live/**/*.test.ts"],
    exclude: process.argv.some((argument) => argument.includes(byName)) ? [] : [`test/live/${byName}.test.ts`],
    globalSetup: ["test/temporary-folder.ts"],
    fileParallelism: false,
    testTimeout: 180_000,
    hookTimeout: 300_000,
  },
});
