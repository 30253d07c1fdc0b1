import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { conditions: ["source"] },
  ssr: { resolve: { conditions: ["source"] } },
  test: {
    include: ["packages/**/*.test.ts", "actions/**/*.test.ts", "test/golden/**/*.test.ts"],
    exclude: ["**/node_modules/**", "**/build/**"],
    pool: "threads",
    testTimeout: 20_000,
  },
});
