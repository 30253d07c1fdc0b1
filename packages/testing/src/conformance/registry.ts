import { cp, mkdtemp, readdir, readFile, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Promotion } from "#contracts";
import type { Bump, ModelVersion, Registry } from "#registry";
import type { RegistryUnderTest } from "../registry-under-test.ts";
import { sampleMetadata } from "../sample-metadata.ts";
import { sampleModel } from "../sample-model.ts";
import { requireFewReads } from "./registry-reads.ts";

/**
 * What every registry has to keep.
 * @param reads how often it may read a model that it has not: once, unless the vendor wants to know more before the bytes
 */
export function registryConformance(
  name: string,
  newRegistry: () => Promise<RegistryUnderTest>,
  { reads = 1 }: { reads?: number } = {},
): void {
  const candidate = (folder: string, bump: Bump = "minor") => ({
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

    it(`reads a model ${reads === 1 ? "once" : `${reads} times at most`}, tells what it read, and reads nothing that is known`, async () => {
      await requireFewReads(await newRegistry(), reads);
    });

    it("gives a pre-release a number that costs none, and the release of the same bytes once that is gone", async () => {
      const { open } = await newRegistry();
      await open().register(candidate(await sampleModel("one")));
      const folder = await sampleModel("two");
      const { version } = await open().register(candidate(folder, "minor-pr.7"));
      expect(version.version).toBe("1.1.0-pr.7.1");
      expect((await open().register(candidate(await sampleModel("three"), "minor-pr.7"))).version.version).toBe(
        "1.1.0-pr.7.2",
      );
      expect(await open().register(candidate(folder))).toMatchObject({
        created: false,
        version: { version: "1.1.0-pr.7.1" },
      });
      expect((await open().find("mail@1.1.0-pr.7.1"))?.digest).toBe(version.digest);
      expect((await open().find("mail@1.x"))?.version).toBe("1.0.0");
      await expect(open().fetch(version)).resolves.toMatch(/./);
      const found = await open().find("mail@1.1.0-pr.7.1");
      await open().remove(found as ModelVersion);
      const release = await open().register(candidate(folder));
      expect(release).toMatchObject({ created: true, version: { version: "1.1.0", digest: version.digest } });
      expect((await open().list("mail")).map((each) => each.version)).toEqual(
        expect.arrayContaining(["1.0.0", "1.1.0-pr.7.2", "1.1.0"]),
      );
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
      const promotion = promotionOf(version);
      await open().recordPromotion("mail", promotion);
      await open().recordPromotion("mail", { ...promotion, previous: "1.0.0" });
      await open().recordPromotion("mail", { ...promotion, previous: "1.0.0" });
      expect((await open().promotions("mail")).map(({ previous }) => previous)).toEqual([null, "1.0.0"]);
    });

    it("never gives a number twice, and lets a version be removed twice", async () => {
      const { open } = await newRegistry();
      await open().register(candidate(await sampleModel("one")));
      const { version } = await open().register(candidate(await sampleModel("two")));
      await open().remove(version);
      await open().remove(version);
      expect((await open().list("mail")).map((left) => left.version)).toEqual(["1.0.0"]);
      const next = await open().register(candidate(await sampleModel("three")));
      expect(next.version.version).toBe("1.2.0");
      for (const call of [
        () => open().fetch(version),
        () => open().metadata(version),
        () => open().attach(version, "evaluation.json", "{}"),
        () => open().setAlias("mail", "champion", version.version, undefined),
      ])
        await expect(call()).rejects.toMatchObject({ code: "model-not-found" });
      await expect(open().list("mail")).resolves.toHaveLength(2);
    });

    it("gives a copy of one's own, and leaves nothing of a bad one", async () => {
      const { open, damage } = await newRegistry();
      const { version } = await open().register(candidate(await sampleModel("one")));
      const home = await mkdtemp(join(tmpdir(), "download-"));
      const target = join(home, "model");
      await open().download(version, target);
      await open().download(version, target);
      expect(await readFile(join(target, "model.gguf"), "utf8")).toBe("gguf one");
      expect((await readdir(target)).sort()).toEqual(["merged", "model.gguf"]);
      await writeFile(join(target, "model.gguf"), "mine");
      await expect(open().download(version, target)).rejects.toMatchObject({ code: "model-corrupt" });
      await damage("1.0.0");
      await expect(open().download(version, join(home, "other"))).rejects.toMatchObject({ code: "model-corrupt" });
      expect(await readdir(home)).toEqual(["model"]);
    });

    it("hands out no file that was never registered", async () => {
      const { open, smuggle } = await newRegistry();
      const { version } = await open().register(candidate(await sampleModel("one")));
      await smuggle("1.0.0");
      await expect(open().fetch(version)).rejects.toMatchObject({
        code: "model-corrupt",
        message: expect.stringContaining("merged/modeling.py was never registered"),
      });
      const target = join(await mkdtemp(join(tmpdir(), "download-")), "model");
      await open().download(version, target);
      expect(await readdir(join(target, "merged"))).not.toContain("modeling.py");
    });

    it("says where the artifacts lie, by addresses that exist", async () => {
      const { open } = await newRegistry();
      const { version } = await open().register(candidate(await sampleModel("one")));
      const { artifacts } = await open().metadata(version);
      expect(artifacts.checkpoint).toMatch(/merged\/$/);
      expect(artifacts.tokenizer).toMatch(/merged\/$/);
    });

    it("takes evidence again by the digest that it had when it was attached", async () => {
      const { open } = await newRegistry();
      const { version } = await open().register(candidate(await sampleModel("one")));
      const first = await open().attach(version, "evaluation.json", '{"verdict":"pass"}');
      const second = await open().attach(version, "evaluation.json", new TextEncoder().encode("{}"));
      expect(await open().attached(version, "evaluation.json")).toBe("{}");
      expect(await open().attached(version, first)).toBe('{"verdict":"pass"}');
      expect(await open().attached(version, second)).toBe("{}");
      expect((await open().find("mail@1.0.0"))?.digest).toBe(version.digest);
    });

    it("names what it cannot take", async () => {
      const { open } = await newRegistry();
      const linked = await sampleModel("one");
      await symlink("/etc/hostname", join(linked, "merged/vocab.txt"));
      await expect(open().register(candidate(linked))).rejects.toMatchObject({ code: "bad-model-file" });
      const empty = await mkdtemp(join(tmpdir(), "empty-"));
      await expect(open().register(candidate(empty))).rejects.toMatchObject({ code: "missing-model" });
      await expect(open().register(candidate(join(empty, "absent")))).rejects.toMatchObject({ code: "missing-model" });
      const model = await sampleModel("one");
      for (const bad of ["../up", "Mail", "", "a/b", ".hidden"])
        await expect(open().register({ ...candidate(model), name: bad })).rejects.toMatchObject({ code: "bad-name" });
      await open().register(candidate(model));
      for (const bad of ["v2", "1.0.0", "Champion", "../x", ""])
        await expect(open().setAlias("mail", bad, "1.0.0", undefined)).rejects.toMatchObject({ code: "bad-alias" });
      await expect(open().setAlias("mail", "constructor", "1.0.0", undefined)).resolves.toBeUndefined();
    });

    it("lets one of two releases move an alias", async () => {
      const { open } = await newRegistry();
      for (const weight of ["one", "two", "three"]) await open().register(candidate(await sampleModel(weight)));
      await open().setAlias("mail", "champion", "1.0.0", undefined);
      const moved = await Promise.allSettled(
        ["1.1.0", "1.2.0"].map((version) => open().setAlias("mail", "champion", version, "1.0.0")),
      );
      expect(moved.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    });

    it("takes an alias away only from where it was seen, and twice is once", async () => {
      const { open } = await newRegistry();
      for (const weight of ["one", "two"]) await open().register(candidate(await sampleModel(weight)));
      await open().removeAlias("mail", "champion", "1.0.0");
      await open().removeAlias("mail", "constructor", "1.0.0");
      await open().removeAlias("other", "champion", "1.0.0");
      await open().setAlias("mail", "champion", "1.0.0", undefined);
      await open().setAlias("mail", "challenger", "1.0.0", undefined);
      await expect(open().removeAlias("mail", "champion", "1.1.0")).rejects.toMatchObject({ code: "alias-moved" });
      expect((await open().find("mail@champion"))?.version).toBe("1.0.0");
      await open().removeAlias("mail", "champion", "1.0.0");
      await open().removeAlias("mail", "champion", "1.0.0");
      expect(await open().find("mail@champion")).toBeUndefined();
      expect((await open().list("mail")).map(({ aliases }) => aliases)).toEqual([["challenger"], []]);
      await expect(open().setAlias("mail", "champion", "1.1.0", "1.0.0")).rejects.toMatchObject({
        code: "alias-moved",
      });
      await open().setAlias("mail", "champion", "1.1.0", undefined);
      expect((await open().find("mail@champion"))?.version).toBe("1.1.0");
      await open().removeAlias("mail", "challenger", "1.0.0");
      await open().remove((await open().find("mail@1.0.0")) as ModelVersion);
      expect((await open().list("mail")).map(({ aliases }) => aliases)).toEqual([["champion"]]);
      await expect(open().removeAlias("mail", "v1", "1.1.0")).rejects.toMatchObject({ code: "bad-alias" });
    });

    it("takes an alias away or moves it, where two want that at once", async () => {
      const { open } = await newRegistry();
      for (const weight of ["one", "two"]) await open().register(candidate(await sampleModel(weight)));
      await open().setAlias("mail", "champion", "1.0.0", undefined);
      const [taken, moved] = await Promise.allSettled([
        open().removeAlias("mail", "champion", "1.0.0"),
        open().setAlias("mail", "champion", "1.1.0", "1.0.0"),
      ]);
      expect([taken?.status, moved?.status].sort()).toEqual(["fulfilled", "rejected"]);
      const left = await open().find("mail@champion");
      expect(left?.version).toBe(moved?.status === "fulfilled" ? "1.1.0" : undefined);
    });

    it("is killed before every single change on an alias's way there and away, and the same again ends the same", async () => {
      const models = [await sampleModel("one"), await sampleModel("two")] as const;
      const thereAndAway = async (registry: Registry): Promise<void> => {
        const seen = await registry.find("mail@challenger");
        if (!seen) await registry.setAlias("mail", "challenger", "1.1.0", undefined);
        await registry.removeAlias("mail", "challenger", "1.1.0");
      };
      let died = true;
      let calls = 0;
      while (died) {
        calls += 1;
        const { open, openDying, openAfterDeath, orphans } = await newRegistry();
        for (const folder of models) await open().register(candidate(folder));
        await open().setAlias("mail", "champion", "1.0.0", undefined);
        died = await thereAndAway(openDying(calls)).then(
          () => false,
          () => true,
        );
        await thereAndAway(openAfterDeath());
        const left = await openAfterDeath().list("mail");
        expect(left.map((one) => [one.version, one.aliases])).toEqual([
          ["1.0.0", ["champion"]],
          ["1.1.0", []],
        ]);
        expect(await orphans()).toEqual([]);
        await openAfterDeath().setAlias("mail", "challenger", "1.0.0", undefined);
        expect((await openAfterDeath().find("mail@challenger"))?.version).toBe("1.0.0");
      }
      expect(calls).toBeGreaterThan(2);
    });

    it("is killed before every single change of a release, and the same release again ends the same", async () => {
      const models = [await sampleModel("one"), await sampleModel("two")] as const;
      const release = async (registry: Registry): Promise<void> => {
        const { version } = await registry.register(candidate(models[1]));
        const digest = await registry.attach(version, "evaluation.json", "{}");
        const seen = await registry.find("mail@champion");
        await registry.setAlias("mail", "champion", version.version, seen?.version);
        await registry.recordPromotion("mail", { ...promotionOf(version), evidence: { "evaluation.json": digest } });
        const [first] = await registry.list("mail");
        if (first?.version === "1.0.0") await registry.remove(first);
      };
      let died = true;
      let calls = 0;
      while (died) {
        calls += 1;
        const { open, openDying, openAfterDeath, orphans } = await newRegistry();
        const { version } = await open().register(candidate(models[0]));
        await open().setAlias("mail", "champion", version.version, undefined);
        died = await release(openDying(calls)).then(
          () => false,
          () => true,
        );
        // whoever looks in between sees whole versions only, and a champion
        for (const seen of await openAfterDeath().list("mail")) await openAfterDeath().fetch(seen);
        expect(await openAfterDeath().find("mail@champion")).toBeDefined();

        await release(openAfterDeath());
        const left = await openAfterDeath().list("mail");
        expect(left.map((one) => [one.version, one.aliases])).toEqual([["1.1.0", ["champion"]]]);
        expect(await openAfterDeath().promotions("mail")).toHaveLength(1);
        expect(await openAfterDeath().attached(left[0] as ModelVersion, "evaluation.json")).toBe("{}");
        expect(await orphans()).toEqual([]);
      }
      expect(calls).toBeGreaterThan(5);
    });
  });
}

const promotionOf = ({ version, digest }: ModelVersion): Promotion => ({
  time: "2026-01-02T03:04:05Z",
  version,
  digest,
  previous: null,
  evidence: {},
  forced: null,
  actor: "a",
  run: "r",
});
