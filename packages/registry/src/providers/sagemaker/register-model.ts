import { ToolkitError } from "#contracts";
import { isoTime } from "#platform";
import { contentDigest, type FoundFile, modelFiles, shapeOf, withDigests } from "../../model-files.ts";
import type { Candidate } from "../../registry.ts";
import { nextVersion } from "../../version.ts";
import type { Home } from "./home.ts";
import { makePackage } from "./make-package.ts";
import type { Entry, ModelRecord } from "./record.ts";
import { tidy } from "./tidy.ts";
import { dropUpload, requireAlive, type Uploaded, uploadModel } from "./upload-model.ts";

/** @returns the version's entry with its package */
export async function registerModel(home: Home, candidate: Candidate): Promise<{ entry: Entry; created: boolean }> {
  const { name, folder } = candidate;
  const found = await modelFiles(home.ports.files, folder);
  // rights and quota are found out before the bytes are sent
  await home.packages.openGroup(name);
  const before = await tidy(home, name);
  const same = before && (await known(home, before, candidate, found));
  if (same) return { entry: { ...same, arn: await makePackage(home, name, same) }, created: false };
  const uploaded = await uploadModel(home, candidate, found);
  const { entry, created } = await claim(home, candidate, shapeOf(found), uploaded).catch(async (error: unknown) => {
    // whoever took it for dead cleared it away before its last bytes came
    if (error instanceof ToolkitError && error.code === "upload-abandoned") await dropUpload(home, name, uploaded.id);
    throw error;
  });
  if (!created) await dropUpload(home, name, uploaded.id);
  return { entry: { ...entry, arn: await makePackage(home, name, entry) }, created };
}

/** The version with these bytes. Reads them only when one has files of the same names and sizes. */
async function known(
  { ports }: Home,
  record: ModelRecord,
  { folder, digests }: Candidate,
  found: readonly FoundFile[],
): Promise<Entry | undefined> {
  const shape = shapeOf(found);
  const alike = record.versions.filter((entry) => entry.shape === shape && !entry.removing);
  if (alike.length === 0) return undefined;
  const digest = contentDigest(await withDigests(ports.files, folder, found, digests));
  return alike.find((entry) => entry.digest === digest);
}

/** Gives uploaded bytes their number, unless somebody was faster with the same ones. */
async function claim(
  { records, ports }: Home,
  { name, bump }: Candidate,
  shape: string,
  { id, digest, model }: Uploaded,
): Promise<{ entry: Entry; created: boolean }> {
  let given: Entry | undefined;
  let created = false;
  await records.change(name, (record) => {
    given = record.versions.find((entry) => entry.digest === digest && !entry.removing);
    // ours when the answer to an earlier try was lost
    created = given === undefined || given.upload === id;
    if (given !== undefined) return false;
    requireAlive(record, id);
    const version = nextVersion([...record.versions.map((entry) => entry.version), ...record.removed], bump);
    const createdAt = isoTime(ports.clock);
    given = { version, digest, shape, upload: id, model, createdAt, arn: null, removing: false };
    record.versions.push(given);
    delete record.uploads[id];
    return true;
  });
  return { entry: given as Entry, created };
}
