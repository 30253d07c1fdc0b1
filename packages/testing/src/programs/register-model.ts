import { fileRegistry } from "../../../registry/src/providers/file/index.ts";
import { fakeDeps } from "../fake-deps.ts";
import { sampleMetadata } from "../sample-metadata.ts";

/** Registers the model in the second argument in the registry folder of the first: a process of its own, to be killed. */
const [folder, model] = process.argv.slice(2) as [string, string];
const deps = await fakeDeps();
const random = { ...deps.random, uuid: () => crypto.randomUUID() };
await fileRegistry({ ...deps, random }, { folder }).register({
  name: "mail",
  folder: model,
  bump: "minor",
  metadata: sampleMetadata,
});
