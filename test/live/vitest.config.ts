import { defineConfig } from "vitest/config";

/** Suites against real servers: one at a time, they share the machine. */
export default defineConfig({
  test: { include: ["test/live/**/*.test.ts"], fileParallelism: false, testTimeout: 180_000, hookTimeout: 300_000 },
});
