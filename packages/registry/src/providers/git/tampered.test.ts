import { mkdtemp, readdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Manifest } from "#contracts";
import { contentDigest } from "#registry";
import { gitRegistryUnderTest, sampleMetadata, sampleModel } from "#testing";
import { gitRegistry } from "./index.ts";

const branch = "genai-mlops/registry";

describe("a manifest on the branch that somebody changed, with a digest that fits it", () => {
  it("hands out no file whose path leaves the model's folder", async () => {
    const { open, server, git } = await gitRegistryUnderTest(gitRegistry);
    const folder = await sampleModel("one");
    const { version } = await open().register({ name: "mail", folder, bump: "minor", metadata: sampleMetadata });
    const person = join(await mkdtemp(join(tmpdir(), "person-")), "clone");
    await git("clone", "--quiet", "--branch", branch, server, person);
    const file = join(person, "mail/versions/1.0.0/manifest.json");
    const before = JSON.parse(await readFile(file, "utf8")) as Manifest;
    for (const path of ["../../../outside", "/etc/outside", "merged/../../outside", "a\\b"]) {
      const files = before.files.map((one) => (one.path === "model.gguf" ? { ...one, path } : one));
      const digest = contentDigest(files);
      await writeFile(file, JSON.stringify({ ...before, files, digest }));
      await git("-C", person, "commit", "--quiet", "--all", "-m", "by hand");
      await git("-C", person, "push", "--quiet", "origin", `HEAD:${branch}`);
      const home = await mkdtemp(join(tmpdir(), "tampered-"));
      const changed = { ...version, digest };
      for (const work of [() => open().fetch(changed), () => open().download(changed, join(home, "deep/down/model"))])
        await expect(work(), path).rejects.toMatchObject({ code: "registry-corrupt" });
      expect(await readdir(home)).toEqual([]);
    }
  });
});
