import { cp, mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Metadata } from "#contracts";
import type { Registry } from "#registry";

export const sampleMetadata: Metadata = {
  model_version: null,
  base_model: "base",
  fine_tuned_on: { dataset: "d@1", samples: 2, date: "2026-01-02" },
  hyperparameters: { learning_rate: 0.001, batch_size: 8, epochs: 1 },
  metrics: { eval_loss: 0.1, perplexity: 1.1, custom_score: null },
  artifacts: { checkpoint: null, tokenizer: null },
  dataset_digest: null,
  git_commit: null,
  packages: {},
  seed: 1,
  duration_seconds: 2,
  cost_usd: null,
  run_id: "r",
};

/** A model folder with this weight. */
export async function sampleModel(weight: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "model-"));
  await mkdir(join(folder, "merged"));
  await writeFile(join(folder, "merged/model.safetensors"), weight);
  await writeFile(join(folder, "merged/tokenizer.json"), "{}");
  await writeFile(join(folder, "model.gguf"), `gguf ${weight}`);
  await writeFile(join(folder, "training-metrics.jsonl"), String(Math.random()));
  return folder;
}

/** What every registry has to keep. `damage` changes a stored byte of the version's `model.gguf`. */
export function registryConformance(
  name: string,
  newRegistry: () => Promise<{ open(): Registry; damage(version: string): Promise<void> }>,
): void {
  const candidate = (folder: string, bump: "major" | "minor" | "patch" = "minor") => ({
    name: "mail",
    folder,
    bump,
    metadata: sampleMetadata,
  });

  describe(`registry ${name}`, () => {
    it("gives the same bytes the same version, and others the next", async () => {
      const { open } = await newRegistry();
      const folder = await sampleModel("one");
      const first = await open().register(candidate(folder));
      expect(first).toMatchObject({
        created: true,
        version: { version: "1.0.0", modelRef: expect.stringMatching(/^mail#sha256:[0-9a-f]{64}$/) },
      });
      const copy = await mkdtemp(join(tmpdir(), "copy-"));
      await cp(folder, copy, { recursive: true });
      await writeFile(join(copy, "training-metrics.jsonl"), "other");
      expect(await open().register(candidate(copy))).toMatchObject({ created: false, version: { version: "1.0.0" } });
      const bumps = [];
      for (const [weight, bump] of [
        ["two", "patch"],
        ["three", "minor"],
        ["four", "major"],
      ] as const)
        bumps.push((await open().register(candidate(await sampleModel(weight), bump))).version.version);
      expect(bumps).toEqual(["1.0.1", "1.1.0", "2.0.0"]);
    });

    it("lets writers at the same time each have a version", async () => {
      const { open } = await newRegistry();
      const models = await Promise.all(["a", "b", "c"].map(sampleModel));
      const made = await Promise.all(models.map((folder) => open().register(candidate(folder))));
      expect(made.map(({ version }) => version.version).sort()).toEqual(["1.0.0", "1.1.0", "1.2.0"]);
    });

    it("finds by alias, version, range and digest", async () => {
      const { open } = await newRegistry();
      const { version } = await open().register(candidate(await sampleModel("one")));
      await open().register(candidate(await sampleModel("two"), "patch"));
      await open().setAlias("mail", "champion", "1.0.0", undefined);
      for (const selector of ["mail@champion", "mail@1.0.0", version.modelRef])
        expect((await open().find(selector))?.version).toBe("1.0.0");
      expect((await open().find("mail@1.0.x"))?.version).toBe("1.0.1");
      expect((await open().find("mail@1.0.0"))?.aliases).toEqual(["champion"]);
      expect(await open().find("mail@challenger")).toBeUndefined();
      expect(await open().find("other@champion")).toBeUndefined();
      for (const bad of ["mail", "mail@", "../x@champion", "mail#sha256:1"])
        await expect(open().find(bad)).rejects.toThrow();
    });

    it("moves an alias only from where it was seen, and removes no version that one points to", async () => {
      const { open } = await newRegistry();
      for (const weight of ["one", "two"]) await open().register(candidate(await sampleModel(weight)));
      await open().setAlias("mail", "champion", "1.0.0", undefined);
      await expect(open().setAlias("mail", "champion", "1.1.0", undefined)).rejects.toMatchObject({
        code: "alias-moved",
      });
      const [first] = await open().list("mail");
      await expect(open().remove(first as never)).rejects.toMatchObject({ code: "version-in-use" });
      await open().setAlias("mail", "champion", "1.1.0", "1.0.0");
      await open().remove(first as never);
      expect(await open().find("mail@1.0.0")).toBeUndefined();
      await expect(open().setAlias("mail", "v1", "1.1.0", undefined)).rejects.toMatchObject({ code: "bad-alias" });
      await expect(open().setAlias("mail", "challenger", "9.9.9", undefined)).rejects.toMatchObject({
        code: "model-not-found",
      });
    });

    it("hands out only bytes that are the registered ones", async () => {
      const { open, damage } = await newRegistry();
      const { version } = await open().register(candidate(await sampleModel("one")));
      await expect(open().fetch(version)).resolves.toMatch(/./);
      expect(await open().metadata(version)).toMatchObject({ model_version: "1.0.0", base_model: "base" });
      await damage("1.0.0");
      await expect(open().fetch(version)).rejects.toMatchObject({ code: "model-corrupt" });
    });

    it("keeps evidence and promotions beside the versions", async () => {
      const { open } = await newRegistry();
      const { version } = await open().register(candidate(await sampleModel("one")));
      await open().attach(version, "evaluation.json", "{}");
      expect(await open().attached(version, "evaluation.json")).toBe("{}");
      expect(await open().attached(version, "canary-report.json")).toBeUndefined();
      const promotion = {
        time: "2026-01-02T03:04:05Z",
        version: "1.0.0",
        digest: version.digest,
        previous: null,
        evidence: {},
        forced: null,
        actor: "a",
        run: "r",
      };
      await open().recordPromotion("mail", promotion);
      await open().recordPromotion("mail", { ...promotion, previous: "1.0.0" });
      expect((await open().promotions("mail")).map(({ previous }) => previous)).toEqual([null, "1.0.0"]);
    });
  });
}
