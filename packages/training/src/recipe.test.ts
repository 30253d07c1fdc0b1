import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { expect, it } from "vitest";

it("the recipe reads its data, finds whole checkpoints and names its failures, as its own tests say", () => {
  const options = {
    cwd: join(import.meta.dirname, "../python"),
    stdio: "pipe",
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: "1" },
  } as const;
  expect(() => execFileSync("python3", ["-m", "unittest", "-q", "test_recipe"], options)).not.toThrow();
});
