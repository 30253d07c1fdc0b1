import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import type { Inputs } from "#action-kit";
import { fakeDeps, sampleMetadata, sampleModel } from "#testing";
import { run } from "./run.ts";
import type { spec } from "./spec.ts";

const inputsFor = (folder: string): Inputs<typeof spec> => ({
  registry: "file",
  "registry-uri": undefined,
  name: "mail",
  "model-path": folder,
  metadata: undefined,
  bump: "minor",
  evaluation: undefined,
  alias: "challenger",
  "state-dir": undefined,
  language: "ru",
  "report-dir": "reports",
});

describe("register", () => {
  it("gives a version and its alias once for the same bytes", async () => {
    const deps = await fakeDeps();
    const folder = await sampleModel("one");
    await writeFile(join(folder, "metadata.yaml"), stringify(sampleMetadata));
    const first = await run(inputsFor(folder), deps);
    expect(first.outputs).toMatchObject({
      version: "1.0.0",
      created: true,
      "model-ref": expect.stringMatching(/^mail#sha256:/),
    });
    expect(first.report?.markdown).toContain("Зарегистрирована новая версия 1.0.0");
    expect((await run(inputsFor(folder), deps)).outputs).toMatchObject({ version: "1.0.0", created: false });
  });

  it("refuses metadata that are not the specification's, all problems at once", async () => {
    const folder = await sampleModel("one");
    await writeFile(join(folder, "metadata.yaml"), "base_model: x\nextra: 1\n");
    const refused = await run(inputsFor(folder), await fakeDeps()).catch((error) => error);
    expect(refused.problems.length).toBeGreaterThan(5);
  });

  it("refuses a name that could leave the registry", async () => {
    const folder = await sampleModel("one");
    await writeFile(join(folder, "metadata.yaml"), stringify(sampleMetadata));
    await expect(run({ ...inputsFor(folder), name: "../up" }, await fakeDeps())).rejects.toMatchObject({
      code: "bad-name",
    });
  });
});
