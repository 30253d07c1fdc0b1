import { stringify } from "yaml";
import type { Metadata } from "#contracts";
import { isoTime } from "#platform";
import { artifactsOf } from "../../artifacts.ts";
import { contentDigest, type ModelFile } from "../../model-files.ts";
import type { Candidate, ModelVersion } from "../../registry.ts";
import { abandonedUpload } from "../../upload-life.ts";
import { nextVersion } from "../../version.ts";
import { provider } from "./client.ts";
import { abandoned, type Claim, claimValue, factsOf, keys } from "./facts.ts";
import type { Home } from "./ledger.ts";
import { metadataFile } from "./mlmodel.ts";
import type { Server } from "./server.ts";
import { described, heldBy, survey } from "./survey.ts";
import { tagsOf, uploadTag, type VersionRecord } from "./tags.ts";
import { dropUpload, sourceOf, type Upload } from "./upload.ts";

export interface Settled {
  version: ModelVersion;
  created: boolean;
}

/** What a version is made of: the bytes' checksums, and what is said of them. */
export interface Content {
  files: ModelFile[];
  metadata: Metadata;
}

/**
 * Makes a whole upload a version. The number is taken in the ledger, where only one can have it and where it stays with
 * these bytes for ever; others go on to the next. Bytes that have a number already keep it, and this upload goes.
 */
export async function settle(
  server: Server,
  home: Home,
  { bump, metadata }: Candidate,
  { model, files }: Upload,
): Promise<Settled> {
  const digest = contentDigest(files);
  const content = { files, metadata };
  for (;;) {
    const facts = factsOf(await server.ledger.read(home));
    const alike = [...facts.claims.values()].some((claim) => claim.digest === digest);
    const held = alike ? heldBy(await survey(server, home), digest) : undefined;
    if (held) {
      const settled = await finish(server, home, held, content);
      if (!settled) continue;
      await dropUpload(server, home, model.id, model.artifactUri);
      return settled;
    }
    const version = nextVersion([...facts.claims.keys()], bump);
    const claim = claimValue(digest, model.id);
    if ((await server.ledger.write(home, keys.claim(version), claim)) !== claim) continue;
    const taken: Claim = { version, digest, upload: model.id, place: undefined, removals: [] };
    const settled = await finish(server, home, taken, content, model.artifactUri);
    if (settled) return settled;
    throw abandonedUpload(provider);
  }
}

/**
 * Gives a taken number its place in MLflow, unless it has it. Anybody with the same bytes can do that for an owner who was
 * killed. @param fresh address of the bytes when we took the number just now
 * @returns undefined when the number was given up
 */
export async function finish(
  server: Server,
  home: Home,
  claim: Claim,
  content: Content,
  fresh?: string | undefined,
): Promise<Settled | undefined> {
  const { ledger, models, loggedModels } = server;
  const { version, upload } = claim;
  if (claim.place === undefined) {
    if ((await ledger.write(home, keys.upload(upload), version)) !== version) return undefined;
    const artifactUri =
      fresh ?? (await loggedModels.list(home.experiment)).find(({ id }) => id === upload)?.artifactUri;
    if (artifactUri === undefined) {
      // somebody removed the bytes in MLflow: nothing will ever come of the number
      await ledger.write(home, keys.place(version), abandoned);
      return undefined;
    }
    const begun = fresh ? undefined : (await models.versions(home.name)).find(({ tags }) => carries(tags, upload));
    const made = begun ? { number: begun.version } : await create(server, home, claim, content, artifactUri);
    const place = await ledger.write(home, keys.place(version), String(made.number));
    const ours = place === String(made.number);
    if (!ours) await models.remove(home.name, made.number);
    if (ours && "record" in made) return { version: described(home.name, made.number, made.record), created: true };
  }
  const live = (await survey(server, home)).live.find((one) => one.claim.version === version);
  return live && { version: live.version, created: false };
}

const carries = (tags: readonly { key: string; value: string }[], upload: string): boolean =>
  tags.some(({ key, value }) => key === uploadTag && value === upload);

async function create(
  server: Server,
  home: Home,
  { version, digest, upload }: Claim,
  { files, metadata }: Content,
  artifactUri: string,
): Promise<{ number: number; record: VersionRecord }> {
  const { models, loggedModels, client, ports } = server;
  const createdAt = isoTime({ ...ports.clock, now: client.serverTime });
  const artifacts = artifactsOf(
    artifactUri,
    files.map(({ path }) => path),
  );
  const record: VersionRecord = {
    manifest: { schemaVersion: 1, name: home.name, version, digest, createdAt, files },
    metadata: { ...metadata, model_version: version, artifacts },
    upload,
    artifactUri,
  };
  if (files.every(({ path }) => path !== metadataFile)) {
    const bytes = new TextEncoder().encode(stringify(record.metadata));
    await server.artifacts(artifactUri).put(metadataFile, sourceOf(bytes));
  }
  // a registry of its own cannot look into the tracking server's logged models
  const together = client.tracking === client.registry;
  const runId = (await loggedModels.runExists(metadata.run_id)) ? { runId: metadata.run_id } : {};
  const source = together ? { source: `models:/${upload}`, modelId: upload } : { source: artifactUri };
  const number = await models.create({ name: home.name, ...source, ...runId, tags: tagsOf(record) });
  return { number, record };
}
