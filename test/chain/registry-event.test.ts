import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { callerOf } from "./caller.ts";

const caller = callerOf("registry-event");
const reports = mkdtempSync(join(tmpdir(), "chain-reports-"));
afterAll(() => {
  caller.dispose();
  rmSync(reports, { recursive: true, force: true });
});

it("a second look by a runner with an empty disk is no first one: the repository remembers", async () => {
  const polls: unknown[] = [];
  for (const look of ["one", "two"]) {
    const { code, log } = await caller.run({
      jobs: {
        look: {
          uses: "genai-mlops/genai-mlops/.github/workflows/registry-event.yml@v1",
          with: { names: "mail", runner: '["ubuntu-latest"]', "report-dir": join(reports, look), language: "en" },
          secrets: { WANDB_API_KEY: "key-of-nobody" },
        },
      },
    });
    expect(code, log).toBe(0);
    polls.push(JSON.parse(readFileSync(join(reports, look, "registry-event.json"), "utf8")).polls);
  }
  const poll = { registry: "file", name: "mail", versions: 0 };
  expect(polls).toEqual([[{ ...poll, state: "first" }], [{ ...poll, state: "polled" }]]);
}, 300_000);
