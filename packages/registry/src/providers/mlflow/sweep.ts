import { abandoned, type Claim, type Facts, isOver, keys } from "./facts.ts";
import type { Home } from "./ledger.ts";
import type { LoggedModel } from "./logged-models.ts";
import type { Server } from "./server.ts";
import type { Survey } from "./survey.ts";
import { uploadTag } from "./tags.ts";

/** Where evidence of a version lies among the artifacts of the records' run. */
export const evidenceFolder = (version: string): string => `evidence/${version}`;

/** Bytes first, what names them last: whoever is killed here leaves something that the next run finds and ends. */
export async function demolish(
  server: Server,
  home: Home,
  upload: { id: string; artifactUri: string },
  version?: string | undefined,
): Promise<void> {
  // parts of an upload that is never completed cost money and are seen in no list
  for (const [path, id] of await server.loggedModels.partsUploads(upload.id))
    await server.artifacts(upload.artifactUri).dropParts(path, id);
  await server.artifacts(wholeOf(upload)).remove();
  if (version !== undefined) await server.artifacts(home.runArtifactUri).remove(evidenceFolder(version));
  for (const stored of await server.models.versions(home.name))
    if (stored.tags.some(({ key, value }) => key === uploadTag && value === upload.id))
      await server.models.remove(home.name, stored.version);
  await server.loggedModels.remove(upload.id);
}

/** The logged model's whole folder, where its artifacts are a part of one. */
function wholeOf({ id, artifactUri }: { id: string; artifactUri: string }): string {
  const part = `/${id}/artifacts`;
  return artifactUri.endsWith(part) ? artifactUri.slice(0, -"/artifacts".length) : artifactUri;
}

/**
 * Clears away what killed runs left: uploads that show no life and became no version, versions whose removal was agreed,
 * MLflow versions that lost their number to another. Each is agreed in the ledger first, so that an owner who is slow and
 * not dead sees it and stops; what was seen may therefore be old.
 */
export async function sweep(server: Server, { home, facts, live, stored }: Survey): Promise<void> {
  const { ledger, loggedModels, models } = server;
  await ledger.sweep(home);
  const claims = new Map([...facts.claims.values()].map((claim) => [claim.upload, claim]));
  const liveUploads = new Set(live.map(({ claim }) => claim.upload));
  for (const upload of await loggedModels.list(home.experiment)) {
    // without our mark it is somebody else's
    if (liveUploads.has(upload.id) || upload.shape === undefined) continue;
    const claim = claims.get(upload.id);
    if (await isNobodys(server, home, facts, upload, claim)) await demolish(server, home, upload, claim?.version);
  }
  for (const version of stored) {
    const place = claims.get(version.tags.find(({ key }) => key === uploadTag)?.value ?? "")?.place;
    if (place !== undefined && place !== version.version) await models.remove(home.name, version.version);
  }
}

async function isNobodys(
  { ledger, client, leaseSeconds }: Server,
  home: Home,
  facts: Facts,
  upload: LoggedModel,
  claim: Claim | undefined,
): Promise<boolean> {
  if (claim && isOver(facts, claim)) return true;
  // settled, and not seen: removed by hand in MLflow, or in another registry than this one; its bytes are not ours to judge
  if (typeof claim?.place === "number") return false;
  if (facts.uploads.get(upload.id) === abandoned) return true;
  if (leaseSeconds > 0 && client.serverTime() - upload.aliveAt < leaseSeconds * 1000) return false;
  const became = await ledger.write(home, keys.upload(upload.id), abandoned);
  if (became === abandoned) return true;
  return (await ledger.write(home, keys.place(became), abandoned)) === abandoned;
}
