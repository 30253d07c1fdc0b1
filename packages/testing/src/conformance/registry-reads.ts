import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "vitest";
import { contentDigest, type KnownDigests, knownDigests, modelFiles } from "#registry";
import { bytesReadBelow } from "../counted-files.ts";
import { fakeDeps } from "../fake-deps.ts";
import type { RegistryUnderTest } from "../registry-under-test.ts";
import { sampleMetadata } from "../sample-metadata.ts";
import { sampleModel } from "../sample-model.ts";

/** How often the disk is read: a model that is new `reads` times at most, and nothing of it that is known already. */
export async function requireFewReads({ open }: RegistryUnderTest, reads: number): Promise<void> {
  const folder = await sampleModel("x".repeat(300));
  const { files } = await fakeDeps();
  const digests = knownDigests(files);
  const found = await modelFiles(files, folder);
  const size = found.reduce((sum, { bytes }) => sum + bytes, 0);
  const registering = async (more: { digests?: KnownDigests }) => {
    const before = bytesReadBelow(folder);
    const candidate = { name: "mail", folder, bump: "minor", metadata: sampleMetadata, ...more } as const;
    const { version, created } = await open().register(candidate);
    return { version, created, read: (bytesReadBelow(folder) - before) / size };
  };
  const first = await registering({ digests });
  expect(first.created).toBe(true);
  expect(first.read).toBeLessThanOrEqual(reads);
  const told = await Promise.all(
    found.map(async ({ path }) => ({ path, digest: (await digests.held(join(folder, path))) ?? "" })),
  );
  expect(contentDigest(told)).toBe(first.version.digest);
  expect(await registering({ digests })).toMatchObject({ created: false, read: 0 });
  expect(await registering({})).toMatchObject({ created: false, read: 1 });
  // of the same size: what was known of it counts no more
  await writeFile(join(folder, "model.gguf"), `gguf ${"y".repeat(300)}`);
  const other = await registering({ digests });
  expect(other.created).toBe(true);
  expect(other.version.digest).not.toBe(first.version.digest);
}
