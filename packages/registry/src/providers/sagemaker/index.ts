import { join } from "node:path";
import { ToolkitError } from "#contracts";
import type { ModelVersion, Registry } from "../../registry.ts";
import { parseSelector, requireAlias, requireName, selected } from "../../version.ts";
import { bringModel } from "./bring-model.ts";
import { attachEvidence, readEvidence } from "./evidence.ts";
import { openHome } from "./home.ts";
import { moveAlias, removeAlias } from "./move-alias.ts";
import { requireGroupName, type SageMakerRegistryConfig } from "./place.ts";
import type { Ports } from "./ports.ts";
import { readPromotions, recordPromotion } from "./promotions.ts";
import { notFound } from "./record.ts";
import { registerModel } from "./register-model.ts";
import { removeVersion } from "./remove-version.ts";
import { corrupt, metadataOf, storedModel } from "./stored-model.ts";
import { described, type Held, survey } from "./survey.ts";
import { watch } from "./watch.ts";

export type { SageMakerRegistryConfig } from "./place.ts";

/**
 * Models as model packages of SageMaker, one group a model, with the bytes as `model.tar.gz` in S3. Which numbers are
 * given and where aliases point stands in one object a model there (`record.ts`), which is changed on a condition;
 * SageMaker, which knows no condition, shows it (`show-version.ts`).
 * @throws InputError `no-region`
 */
export async function sageMakerRegistry(ports: Ports, config: SageMakerRegistryConfig): Promise<Registry> {
  const home = await openHome(ports, config);
  const { records } = home;

  async function list(name: string): Promise<ModelVersion[]> {
    const record = await records.read(named(name));
    return record ? (await survey(home, record)).map((held) => described(record, held)) : [];
  }

  async function heldOf({ name, version, digest }: ModelVersion): Promise<Held> {
    const record = await records.read(named(name));
    const held = record && (await survey(home, record)).find(({ entry }) => entry.version === version);
    if (!held) throw notFound(name, version);
    if (held.entry.digest === digest) return held;
    throw corrupt(name, version, `is ${held.entry.digest}, not ${digest}`);
  }

  return {
    list,
    watch: async (name) => await watch(home, named(name)),
    async register(candidate) {
      const { entry, created } = await registerModel(home, { ...candidate, name: named(candidate.name) });
      const record = await records.read(candidate.name);
      if (record?.versions.some(({ upload, removing }) => upload === entry.upload && !removing))
        return { version: described(record, { entry, arn: entry.arn ?? "", approval: undefined }), created };
      const message = `${candidate.name} was registered, and another run removed it at once`;
      throw new ToolkitError({ code: "model-not-found", provider: "sagemaker", retryable: true, message });
    },
    async find(text) {
      const selector = parseSelector(text);
      return selected(await list(selector.name), selector);
    },
    async setAlias(name, alias, version, seen) {
      requireAlias(alias);
      await moveAlias(home, named(name), alias, version, seen);
    },
    async removeAlias(name, alias, from) {
      await removeAlias(home, named(name), requireAlias(alias), from);
    },
    async remove({ name, version }) {
      await removeVersion(home, named(name), version);
    },
    async fetch(version) {
      const { entry } = await heldOf(version);
      const { manifest } = await storedModel(home, version.name, entry);
      const folder = join(home.cacheFolder, version.name, version.digest.replace(":", "-"));
      await bringModel(home, entry, manifest, folder, { strict: true });
      return folder;
    },
    async download(version, folder) {
      const { entry } = await heldOf(version);
      const { manifest } = await storedModel(home, version.name, entry);
      await bringModel(home, entry, manifest, folder, { strict: false });
    },
    async metadata(version) {
      const { entry } = await heldOf(version);
      return metadataOf(home, version.name, entry, await storedModel(home, version.name, entry));
    },
    async attach(version, evidence, content) {
      requireName(evidence);
      const { entry } = await heldOf(version);
      return await attachEvidence(home, version.name, entry, evidence, content);
    },
    async attached(version, nameOrDigest) {
      return await readEvidence(home, named(version.name), version.version, nameOrDigest);
    },
    recordPromotion: (name, promotion) => recordPromotion(home, named(name), promotion),
    promotions: (name) => readPromotions(home, named(name)),
  };

  function named(name: string): string {
    return requireGroupName(requireName(name));
  }
}
