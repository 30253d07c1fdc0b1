import { join } from "node:path";
import { defineConfig } from "vitest/config";

export default defineConfig({
  root: join(import.meta.dirname, ".."),
  test: {
    include: ["packages/**/*.test.ts", "actions/**/*.test.ts", "test/chain/**/*.test.ts", "test/golden/**/*.test.ts"],
    exclude: ["**/node_modules/**", "build/**"],
    globalSetup: ["test/temporary-folder.ts"],
    pool: "threads",
    // much of the time programs are waited for: git, routers, model servers
    maxWorkers: "100%",
    // against what hangs, not what is slow: a busy machine takes many times as long
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});
