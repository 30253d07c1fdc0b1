import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { stringify } from "yaml";
import {
  type FakeDeps,
  promoteInputs,
  registerInputs,
  runPromote,
  sampleMetadata,
  sampleModel,
  type TwoRegistries,
  twoRegistries,
} from "#testing";
import { registerEverywhere } from "./everywhere.ts";

const open: TwoRegistries[] = [];
afterEach(async () => {
  for (const { github } of open.splice(0)) await github.close();
});

async function world(): Promise<TwoRegistries & { folder: string }> {
  const made = await twoRegistries();
  open.push(made);
  const folder = await sampleModel("three");
  await writeFile(join(folder, "metadata.yaml"), stringify(sampleMetadata));
  return { ...made, folder };
}

const register = (folder: string, deps: FakeDeps, registries: string[] | undefined) =>
  registerEverywhere({ ...registerInputs, name: "mail", "model-path": folder, language: "en", registries }, deps);

describe("register in several registries", () => {
  it("gives each its own number, says the first one's, and lets all of them be promoted at once", async () => {
    const made = await world();
    const [files, server] = await made.registries();
    // the server has a version that the folder has not
    await server.register({
      name: "mail",
      folder: await sampleModel("one"),
      bump: "minor",
      metadata: sampleMetadata,
    });
    const { outputs, report } = await register(made.folder, made.deps, ["file", "mlflow"]);
    expect(outputs).toMatchObject({ version: "1.0.0", created: true });
    expect(report?.json).toMatchObject({
      version: "1.0.0",
      registries: [
        { registry: "file", version: "1.0.0", created: true },
        { registry: "mlflow", version: "1.1.0", uri: "models:/mail/2", created: true },
      ],
    });
    expect(report?.markdown).toMatch(/file[\s\S]*1\.0\.0[\s\S]*mlflow[\s\S]*1\.1\.0/);
    for (const registry of [files, server])
      expect((await registry.find("mail@challenger"))?.modelRef).toBe(outputs["model-ref"]);
    const given = { ...promoteInputs, registries: ["file", "mlflow"], "model-ref": String(outputs["model-ref"]) };
    const promoted = await runPromote({ ...given, force: "a test" }, made.deps);
    expect(promoted.outputs).toMatchObject({ version: "1.0.0" });
    expect((await server.find("mail@champion"))?.version).toBe("1.1.0");
  });

  it("goes on with the same command where one of them failed, and refuses what is none before anything", async () => {
    const made = await world();
    const broken: FakeDeps = { ...made.deps, http: { send: () => Promise.reject(new Error("gone")) } };
    await expect(register(made.folder, broken, ["file", "mlflow"])).rejects.toThrow();
    const [files] = await made.registries();
    expect(await files.list("mail")).toEqual([]);
    expect((await register(made.folder, made.deps, ["file", "mlflow"])).outputs).toMatchObject({ version: "1.0.0" });
    await expect(register(made.folder, made.deps, ["s3", "file"])).rejects.toMatchObject({ code: "bad-registries" });
    const alone = await register(made.folder, made.deps, undefined);
    expect(alone.outputs).toMatchObject({ created: false });
    expect(alone.report?.json).not.toHaveProperty("registries");
  });
});
