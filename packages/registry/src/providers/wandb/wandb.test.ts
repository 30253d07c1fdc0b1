import { cp, mkdtemp, readdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { ModelVersion } from "#registry";
import {
  blobKey,
  dyingWandb,
  fetchOf,
  md5Of,
  registryConformance,
  sampleMetadata,
  sampleModel,
  seededRandom,
  wandbUnderTest,
} from "#testing";
import { linkArtifact, openWandb } from "#wandb-ts";
import { wandbRegistry } from "./index.ts";

const newRegistry = () => wandbUnderTest(wandbRegistry);

const candidate = (folder: string, bump: "major" | "minor" | "patch" = "minor") => ({
  name: "mail",
  folder,
  bump,
  metadata: sampleMetadata,
});

// W&B wants the MD5 before the bytes
registryConformance("wandb", newRegistry, { reads: 2 });

describe("models at W&B", () => {
  it("are artifacts as the specification's example logs them, with the number as an alias", async () => {
    const { open, artifact } = await newRegistry();
    await open().register(candidate(await sampleModel("one")));
    const { type, metadata, sequence } = artifact("1.0.0");
    expect(type).toBe("model");
    expect(JSON.parse(metadata ?? "")).toMatchObject({
      base_model: "base",
      training_samples: 2,
      eval_loss: 0.1,
      model_version: "1.0.0",
    });
    expect([...sequence.aliases.keys()].sort()).toEqual(["1.0.0", "latest"]);
  });

  it("have metadata.yaml among their files, which is no part of the model", async () => {
    const { open, artifact, contents, fake } = await newRegistry();
    const { version } = await open().register(candidate(await sampleModel("one")));
    const entry = contents(artifact("1.0.0"))["metadata.yaml"];
    const written = fake.state.blobs.get(blobKey(artifact("1.0.0").id, entry?.digest as string));
    expect(parse(Buffer.from(written ?? []).toString())).toEqual(sampleMetadata);
    expect((await readdir(await open().fetch(version))).sort()).toEqual(["merged", "model.gguf"]);
  });

  it("are one version when two runs register the same bytes with other words at once", async () => {
    const { open, orphans } = await newRegistry();
    const folder = await sampleModel("one");
    const made = await Promise.all(
      ["run-1", "run-2"].map((run_id) =>
        open().register({ ...candidate(folder), metadata: { ...sampleMetadata, run_id } }),
      ),
    );
    const left = await open().list("mail");
    expect(left).toHaveLength(1);
    expect(made.map(({ version }) => version.version)).toEqual([left[0]?.version, left[0]?.version]);
    expect(made.map(({ created }) => created).sort()).toEqual([false, true]);
    expect(await orphans()).toEqual([]);
  });

  it("move no bytes and make nothing when the same ones are registered again", async () => {
    const { open, fake } = await newRegistry();
    const folder = await sampleModel("one");
    await open().register(candidate(folder));
    fake.calls.length = 0;
    expect(await open().register(candidate(folder))).toMatchObject({ created: false });
    expect(fake.calls.filter(({ method }) => method === "PUT")).toEqual([]);
    expect(fake.calls.map(({ operation }) => operation)).not.toContain("CreateArtifact");
  });

  it("upload only the files that changed since the last version, and outlive it", async () => {
    const { open, fake, artifact, contents } = await newRegistry();
    const first = await sampleModel("one");
    const { version } = await open().register(candidate(first));
    const second = await mkdtemp(join(tmpdir(), "model-"));
    await cp(first, second, { recursive: true });
    await writeFile(join(second, "model.gguf"), "changed");
    fake.calls.length = 0;
    await open().register(candidate(second));
    const sent = fake.calls.filter(({ method, url }) => method === "PUT" && !url.pathname.includes("manifests"));
    expect(sent.map(({ body }) => Buffer.from(body).toString()).sort()).toEqual([
      "changed",
      expect.stringContaining('"schemaVersion": 1'),
    ]);
    expect(contents(artifact("1.1.0"))["merged/tokenizer.json"]?.birthArtifactID).toBe(artifact("1.0.0").id);
    await open().remove(version);
    const left = (await open().find("mail@1.1.0")) as ModelVersion;
    expect(await readFile(join(await open().fetch(left), "merged/model.safetensors"), "utf8")).toBe("one");
  });

  it("are fetched once a machine, whoever asks at the same time, and held to their checksums each time", async () => {
    const { open, fake } = await newRegistry();
    const { version } = await open().register(candidate(await sampleModel("one")));
    const machine = open();
    const folders = await Promise.all([1, 2, 3].map(() => machine.fetch(version)));
    expect(new Set(folders).size).toBe(1);
    fake.calls.length = 0;
    const [folder = ""] = folders;
    await machine.fetch(version);
    expect(fake.calls.filter(({ method, url }) => method === "GET" && url.pathname.includes("artifacts"))).toHaveLength(
      1,
    );
    await writeFile(join(folder, "model.gguf"), "other");
    await expect(machine.fetch(version)).rejects.toMatchObject({ code: "model-corrupt" });
  });

  it("are one version when two machines register the same bytes in the same moment", async () => {
    const { open, orphans } = await newRegistry();
    const folder = await sampleModel("one");
    const made = await Promise.all([1, 2, 3].map(() => open().register(candidate(folder))));
    expect(new Set(made.map(({ version }) => version.version))).toEqual(new Set(["1.0.0"]));
    expect(made.filter(({ created }) => created)).toHaveLength(1);
    expect(await open().list("mail")).toHaveLength(1);
    expect(await orphans()).toEqual([]);
  });

  it("get one number each and keep it, whoever dies between commit and number", async () => {
    const { open, openBy, fake } = await newRegistry();
    const models = await Promise.all(["a", "b", "c"].map(sampleModel));
    await open().register(candidate(models[0] as string));
    const dead = dyingWandb(fake.http, Number.POSITIVE_INFINITY);
    let killed = false;
    fake.interfere = async (call, proceed) => {
      if (killed || call.operation === "UpdateArtifact") {
        killed = true;
        throw new Error("killed");
      }
      return await proceed();
    };
    await expect(openBy(dead).register(candidate(models[1] as string, "major"))).rejects.toThrow();
    fake.interfere = (_call, proceed) => proceed();
    const seen = (await open().list("mail")).map(({ version }) => version);
    expect(seen).toEqual(["1.0.0", "2.0.0"]);
    const next = await open().register(candidate(models[2] as string, "patch"));
    expect(next.version.version).toBe("2.0.1");
    expect((await open().list("mail")).map(({ version }) => version)).toEqual(["1.0.0", "2.0.0", "2.0.1"]);
  });

  it("get numbers of their own, the same for every reader, however calls fall between each other", async () => {
    for (let seed = 1; seed <= 12; seed++) {
      const { open, orphans, fake } = await newRegistry();
      await open().register(candidate(await sampleModel("first")));
      const random = seededRandom(seed);
      const pause = async (): Promise<void> => {
        for (let turns = random.uniform() * 8; turns > 0; turns--) await turn();
      };
      fake.interfere = async (_call, proceed) => {
        await pause();
        const answer = await proceed();
        await pause();
        return answer;
      };
      const models = await Promise.all(["a", "b", "c", "d", "a"].map(sampleModel));
      const bumps = ["major", "patch", "minor", "minor", "patch"] as const;
      const told = new Map<string, string>();
      const read = async (): Promise<void> => {
        for (const { digest, version } of await open().list("mail")) {
          expect([seed, told.get(digest) ?? version]).toEqual([seed, version]);
          told.set(digest, version);
        }
      };
      const made = await Promise.all([
        ...models.map((folder, index) => open().register(candidate(folder, bumps[index]))),
        ...[1, 2, 3].map(async () => {
          for (let reads = 0; reads < 5; reads++) await read();
        }),
      ]);
      await read();
      expect(told.size).toBe(5);
      expect(new Set(told.values()).size).toBe(5);
      for (const one of made) if (one) expect(told.get(one.version.digest)).toBe(one.version.version);
      expect(await orphans()).toEqual([]);
    }
  });

  it("let one of many releases move an alias, however their calls fall between each other", async () => {
    for (let seed = 1; seed <= 12; seed++) {
      const { open, fake } = await newRegistry();
      for (const weight of ["one", "two", "three", "four"]) await open().register(candidate(await sampleModel(weight)));
      await open().setAlias("mail", "champion", "1.0.0", undefined);
      const random = seededRandom(seed);
      fake.interfere = async (_call, proceed) => {
        for (let turns = random.uniform() * 6; turns > 0; turns--) await turn();
        return await proceed();
      };
      const targets = ["1.1.0", "1.2.0", "1.3.0"];
      const moved = await Promise.allSettled(
        targets.map((version) => open().setAlias("mail", "champion", version, "1.0.0")),
      );
      const won = targets.filter((_, index) => moved[index]?.status === "fulfilled");
      expect([seed, won.length]).toEqual([seed, 1]);
      expect((await open().find("mail@champion"))?.version).toBe(won[0]);
    }
  });

  it("wait for a move that was claimed and is not done, and for a writer that is too slow only so long", async () => {
    for (const slow of [false, true]) {
      const { open, fake, deps } = await newRegistry();
      for (const weight of ["one", "two", "three"]) await open().register(candidate(await sampleModel(weight)));
      await open().setAlias("mail", "champion", "1.0.0", undefined);
      const claimed = Promise.withResolvers<void>();
      const held = Promise.withResolvers<void>();
      let first = true;
      fake.interfere = async (call, proceed) => {
        if (call.operation === "AddAliases" && first) {
          first = false;
          claimed.resolve();
          await held.promise;
        }
        return await proceed();
      };
      const one = open().setAlias("mail", "champion", "1.1.0", "1.0.0");
      await claimed.promise;
      const before = deps.clock.now();
      const other = open().setAlias("mail", "champion", "1.2.0", "1.0.0");
      if (slow) await other;
      else while (deps.clock.now() - before < 5000) await turn();
      held.resolve();
      await one;
      if (!slow) await expect(other).rejects.toMatchObject({ code: "alias-moved" });
      expect((await open().find("mail@champion"))?.version).toBe(slow ? "1.2.0" : "1.1.0");
    }
  });

  it("hear an alias that a person moved at W&B, and wait for no claim of the dead for ever", async () => {
    const { open, openDying, artifact, deps } = await newRegistry();
    for (const weight of ["one", "two", "three"]) await open().register(candidate(await sampleModel(weight)));
    await open().setAlias("mail", "champion", "1.0.0", undefined);
    const one = artifact("1.1.0");
    one.sequence.aliases.set("champion", one);
    expect((await open().find("mail@champion"))?.version).toBe("1.1.0");
    await expect(open().setAlias("mail", "champion", "1.2.0", "1.0.0")).rejects.toMatchObject({ code: "alias-moved" });
    await open().setAlias("mail", "champion", "1.2.0", "1.1.0");

    // killed between its claim and the alias
    for (let calls = 1; ; calls++) {
      const died = await openDying(calls)
        .setAlias("mail", "champion", "1.0.0", "1.2.0")
        .then(
          () => false,
          () => true,
        );
      if (!died) break;
      const before = deps.clock.now();
      const seen = (await open().find("mail@champion"))?.version;
      await open().setAlias("mail", "champion", "1.1.0", seen);
      expect(deps.clock.now() - before).toBeLessThan(40_000);
      await open().setAlias("mail", "champion", "1.2.0", "1.1.0");
    }
  });

  it("are not removed while a registry of the organization shows them, whose aliases are not ours", async () => {
    const { open, artifact, fake } = await newRegistry();
    const { version } = await open().register(candidate(await sampleModel("one")));
    await open().register(candidate(await sampleModel("two")));
    const wandb = openWandb({ apiKey: fake.apiKey, baseUrl: fake.baseUrl, fetch: fetchOf(fake) });
    const registry = { entity: "orgent", project: "wandb-registry-model", collection: "mail" };
    await linkArtifact(wandb, artifact("1.0.0").id, registry, ["champion"]);
    expect((await open().find("mail@1.0.0"))?.aliases).toEqual([]);
    expect(await open().find("mail@champion")).toBeUndefined();
    await expect(open().remove(version)).rejects.toMatchObject({
      code: "version-in-use",
      message: expect.stringContaining("champion in orgent/wandb-registry-model/mail"),
    });
    expect((await open().list("mail")).map((one) => one.version)).toEqual(["1.0.0", "1.1.0"]);
  });

  it("stand beside what others logged to the same collection, which is no version of ours", async () => {
    const { open, artifact } = await newRegistry();
    await open().register(candidate(await sampleModel("one")));
    await open().register(candidate(await sampleModel("two")));
    await open().setAlias("mail", "champion", "1.1.0", undefined);
    artifact("1.0.0").metadata = '{"base_model":"x"}';
    expect((await open().list("mail")).map(({ version }) => version)).toEqual(["1.1.0"]);
    expect(await open().watch?.("mail")).toMatchObject([
      { version: "v0", digest: null, aliases: [], foreign: true },
      { version: "1.1.0", digest: expect.stringMatching(/^sha256:/), aliases: ["champion"] },
    ]);
    expect(await open().watch?.("absent")).toEqual([]);
  });
});

describe("what was changed at W&B", () => {
  it("is named: metadata of a version, a record of the ledger, a path that leaves the model", async () => {
    const { open, artifact, contents, changeManifest } = await newRegistry();
    const { version } = await open().register(candidate(await sampleModel("one")));
    await open().attach(version, "evaluation.json", '{"verdict":"fail"}');

    const held = artifact("1.0.0");
    const before = held.metadata as string;
    held.metadata = before.replace('"bump":"minor"', '"bump":"huge"');
    await expect(open().list("mail")).rejects.toMatchObject({ code: "registry-corrupt" });
    held.metadata = before.replaceAll(version.digest, `sha256:${"0".repeat(64)}`);
    const [changed] = await open().list("mail");
    await expect(open().fetch(changed as ModelVersion)).rejects.toMatchObject({ code: "model-corrupt" });
    await expect(open().fetch(version)).rejects.toMatchObject({ code: "model-corrupt" });
    held.metadata = before;

    const entry = contents(held)["model.gguf"];
    for (const path of ["../../etc/passwd", "/etc/passwd", "merged/../../x", "a\\b", "C:x"]) {
      changeManifest(held, { ...contents(held), [path]: entry as never });
      await expect(open().fetch(version)).rejects.toMatchObject({ code: "model-corrupt" });
      const { [path]: _gone, ...rest } = contents(held);
      changeManifest(held, rest);
    }

    const record = artifact("v0", "mail.LEDGER");
    record.metadata = (record.metadata as string).replace("evaluation.json", "canary-report.json");
    await expect(open().attached(version, "canary-report.json")).rejects.toMatchObject({ code: "registry-corrupt" });
    await expect(open().promotions("mail")).rejects.toMatchObject({ code: "registry-corrupt" });
  });

  it("does not pass when both checksums of W&B were made to fit: ours do not", async () => {
    const { open, fake, artifact, contents, changeManifest } = await newRegistry();
    const { version } = await open().register(candidate(await sampleModel("one")));
    const held = artifact("1.0.0");
    const other = Buffer.from("gguf two");
    const entry = { digest: md5Of(other), size: other.length, birthArtifactID: held.id };
    fake.state.blobs.set(blobKey(held.id, entry.digest), other);
    changeManifest(held, { ...contents(held), "model.gguf": entry });
    await expect(open().fetch(version)).rejects.toMatchObject({
      code: "model-corrupt",
      message: expect.stringContaining("model.gguf is not the registered file"),
    });
  });
});

describe("names", () => {
  it("that W&B forbids are named with its rule before anything is sent", async () => {
    const { open, openBy, fake } = await newRegistry();
    expect(() => openBy(fake.http, "a/b")).toThrow(/none of \/ \\/);
    await expect(open().setAlias("mail", "latest", "1.0.0", undefined)).rejects.toMatchObject({
      code: "bad-alias",
      message: expect.stringContaining("W&B itself"),
    });
    const folder = await sampleModel("one");
    await writeFile(join(folder, "merged/genai-mlops.manifest.json"), "{}");
    await open().register(candidate(folder));
    const plain = await mkdtemp(join(tmpdir(), "model-"));
    await writeFile(join(plain, "genai-mlops.manifest.json"), "{}");
    await expect(open().register(candidate(plain))).rejects.toMatchObject({ code: "bad-model-file" });
  });
});
