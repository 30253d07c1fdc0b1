import { mkdtemp, readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { contentDigest, type ModelVersion } from "#registry";
import type { FakeCloud } from "../fake-cloud/call.ts";
import type { Inspection } from "../fake-cloud/inspect.ts";
import type { RegistryUnderTest } from "../registry-under-test.ts";
import { sampleMetadata } from "../sample-metadata.ts";
import { sampleModel } from "../sample-model.ts";

interface BucketUnderTest extends RegistryUnderTest, Pick<Inspection, "rewrite"> {
  fake: FakeCloud;
}

interface Entry {
  version: string;
  upload: string;
}

const candidate = (folder: string) => ({ name: "mail", folder, bump: "minor" as const, metadata: sampleMetadata });

/** What a registry must not do for somebody who may write to its bucket, and knows all digests. */
export function tamperedBucket(name: string, newRegistry: () => Promise<BucketUnderTest>, provider: string): void {
  const corrupt = { code: "registry-corrupt", provider };

  /** A registered version, and the key of its list of files. */
  async function registered({ open, rewrite }: BucketUnderTest): Promise<{ version: ModelVersion; content: string }> {
    const { version } = await open().register(candidate(await sampleModel("one")));
    let upload = "";
    await rewrite("registry.json", (text) => {
      upload = (JSON.parse(text) as { versions: Entry[] }).versions[0]?.upload ?? "";
      return text;
    });
    return { version, content: `uploads/${upload}/content.json` };
  }

  /** The list of files with another path, and a digest that fits it: nothing but the path tells. */
  async function withPath(path: string, registry: BucketUnderTest): Promise<ModelVersion> {
    const { version, content } = await registered(registry);
    let digest = "";
    await registry.rewrite(content, (text) => {
      const listed = JSON.parse(text) as { files: { path: string; digest: string }[] };
      for (const file of listed.files) if (file.path === "model.gguf") file.path = path;
      digest = contentDigest(listed.files);
      return JSON.stringify(listed);
    });
    await registry.rewrite("registry.json", (text) => text.replaceAll(version.digest, digest));
    return { ...version, digest };
  }

  describe(`the bucket of ${name}, when somebody changed it`, () => {
    it("hands out no file whose path leaves the model's folder, whatever the digests say", async () => {
      for (const path of ["../../../outside", "/etc/outside", "merged/../../outside", "a\\b", "./x", "a//b", "x\0y"]) {
        const registry = await newRegistry();
        const version = await withPath(path, registry);
        const home = await mkdtemp(join(tmpdir(), "tampered-"));
        const { open } = registry;
        for (const work of [
          () => open().fetch(version),
          () => open().download(version, join(home, "deep/down/model")),
          () => open().metadata(version),
        ])
          await expect(work(), path).rejects.toMatchObject(corrupt);
        expect(await readdir(home)).toEqual([]);
      }
      // a path that is legal, and of no file that is there
      const registry = await newRegistry();
      const version = await withPath("other.gguf", registry);
      await expect(registry.open().fetch(version)).rejects.toMatchObject({ code: "model-corrupt" });
    });

    it("takes no record that leads out of the model's own folder, and removes nothing there", async () => {
      const changes: ((versions: Entry[], id: string) => object)[] = [
        (versions, upload) => ({ versions: versions.map((one) => ({ ...one, upload })) }),
        (_, id) => ({ uploads: [{ id, aliveAt: 0, abandoned: true }] }),
        ([first], upload) => ({ removing: [{ ...first, version: "0.9.0", upload }] }),
      ];
      for (const id of ["../../victim", "..", "a/b", "", "%2e%2e"]) {
        for (const change of changes) {
          const registry = await newRegistry();
          const { fake, open, openAfterDeath, rewrite } = registry;
          const { version } = await registered(registry);
          await rewrite("registry.json", (text) => {
            const record = JSON.parse(text) as { versions: Entry[] };
            return JSON.stringify({ ...record, ...change(record.versions, id) });
          });
          const model = await sampleModel("two");
          const before = fake.calls.length;
          for (const work of [
            () => open().list("mail"),
            () => open().fetch(version),
            () => openAfterDeath().register(candidate(model)),
          ])
            await expect(work(), id).rejects.toMatchObject(corrupt);
          expect(fake.calls.slice(before).filter((call) => call.startsWith("DELETE"))).toEqual([]);
        }
      }
    });

    it("names a record or a list of files that is torn, or is not as it was written", async () => {
      const changes: ((text: string) => string)[] = [
        (text) => text.slice(0, -10),
        () => "",
        () => "[]",
        (text) => text.replace("{", '{"more":1,'),
        (text) => text.replace('"schemaVersion":1', '"schemaVersion":2'),
      ];
      for (const change of changes) {
        const [one, other] = [await newRegistry(), await newRegistry()];
        const { version, content } = await registered(one);
        await one.rewrite(content, change);
        await expect(one.open().fetch(version)).rejects.toMatchObject(corrupt);
        await registered(other);
        await other.rewrite("registry.json", change);
        for (const work of [() => other.open().list("mail"), () => other.open().find("mail@1.0.0")])
          await expect(work()).rejects.toMatchObject(corrupt);
      }
      const moved = await newRegistry();
      await registered(moved);
      await moved.rewrite("registry.json", (text) => text.replace('"mail"', '"other"'));
      await expect(moved.open().list("mail")).rejects.toMatchObject(corrupt);
    });
  });
}
