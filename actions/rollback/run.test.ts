import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Inputs } from "#action-kit";
import { fakeDeps, rollbackInputs } from "#testing";
import { run } from "./run.ts";
import type { spec } from "./spec.ts";

const inputs: Inputs<typeof spec> = { ...rollbackInputs, endpoint: "mail" };

describe("rollback", () => {
  it("says that there is nothing to roll back, and whose name is none", async () => {
    const deps = await fakeDeps();
    await expect(run(inputs, deps)).rejects.toMatchObject({ code: "not-deployed", hint: "run deploy first" });
    await expect(run({ ...inputs, endpoint: "../mail" }, deps)).rejects.toMatchObject({ code: "bad-name" });
  });

  it("does not guess what a damaged record meant", async () => {
    const deps = await fakeDeps();
    const folder = join(deps.workspace, "state");
    await deps.files.makeFolder(join(folder, "deployments/mail"));
    await writeFile(join(folder, "deployments/mail/deployment.json"), '{"schemaVersion": 1');
    await expect(run({ ...inputs, "state-dir": folder }, deps)).rejects.toMatchObject({ code: "deployment-corrupt" });
  });
});
