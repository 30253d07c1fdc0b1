import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { nodeClock } from "#platform";
import { fakeDeps, registryConformance, sampleMetadata, sampleModel } from "#testing";
import { fileRegistry } from "./providers/file/index.ts";

async function newRegistry() {
  const deps = await fakeDeps({ clock: nodeClock() });
  const folder = join(deps.workspace, "registry");
  const random = { ...deps.random, uuid: () => crypto.randomUUID() };
  return {
    folder,
    open: () => fileRegistry({ ...deps, random }, { folder }),
    damage: (version: string) => writeFile(join(folder, "mail/versions", version, "files/model.gguf"), "other"),
  };
}

registryConformance("file", newRegistry);

describe("a registry folder", () => {
  it("that is corrupt is named, not passed over", async () => {
    const { folder, open } = await newRegistry();
    await open().register({ name: "mail", folder: await sampleModel("one"), bump: "minor", metadata: sampleMetadata });
    await writeFile(join(folder, "mail/versions/1.0.0/manifest.json"), "{half");
    await expect(open().list("mail")).rejects.toMatchObject({
      code: "registry-corrupt",
      message: expect.stringContaining("manifest.json"),
    });
  });

  it("loses nothing to a run that was killed: what it staged is no version, its lock no obstacle", async () => {
    const { folder, open } = await newRegistry();
    await mkdir(join(folder, "mail/.dead.staged/files"), { recursive: true });
    await writeFile(
      join(folder, "mail/.lock"),
      JSON.stringify({ pid: 2 ** 22 + 1, since: "2026-01-01T00:00:00Z", id: "dead" }),
    );
    expect(await open().list("mail")).toEqual([]);
    await expect(
      open().register({ name: "mail", folder: await sampleModel("one"), bump: "minor", metadata: sampleMetadata }),
    ).resolves.toMatchObject({ created: true });
  });
});
