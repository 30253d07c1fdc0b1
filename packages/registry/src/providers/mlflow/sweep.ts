import { abandoned, type Claim, isOver, keys } from "./facts.ts";
import type { Home } from "./ledger.ts";
import type { LoggedModel } from "./logged-models.ts";
import type { Server } from "./server.ts";
import { type Survey, survey } from "./survey.ts";
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
 * not dead sees it and stops.
 * @returns how things are afterwards
 */
export async function sweep(server: Server, home: Home): Promise<Survey> {
  const { ledger, loggedModels, models } = server;
  await ledger.sweep(home);
  const uploads = await loggedModels.list(home.experiment);
  const found = await survey(server, home);
  let cleared = false;
  const liveUploads = new Set(found.live.map(({ claim }) => claim.upload));
  for (const upload of uploads) {
    // without our mark it is somebody else's
    if (liveUploads.has(upload.id) || upload.shape === undefined) continue;
    const claim = [...found.facts.claims.values()].find((one) => one.upload === upload.id);
    if (!(await isNobodys(server, found, upload, claim))) continue;
    await demolish(server, home, upload, claim?.version);
    cleared = true;
  }
  for (const stored of found.stored) {
    const owner = stored.tags.find(({ key }) => key === uploadTag)?.value;
    const claim = [...found.facts.claims.values()].find(({ upload }) => upload === owner);
    const settled = claim?.place !== undefined && claim.place !== stored.version;
    if (settled) await models.remove(home.name, stored.version);
    cleared ||= settled;
  }
  return cleared ? await survey(server, home) : found;
}

async function isNobodys(
  { ledger, client, leaseSeconds }: Server,
  { facts, home }: Survey,
  upload: LoggedModel,
  claim: Claim | undefined,
): Promise<boolean> {
  // its removal was agreed, or it was made a version that somebody removed in MLflow
  if (claim && (isOver(facts, claim) || typeof claim.place === "number")) return true;
  if (facts.uploads.get(upload.id) === abandoned) return true;
  if (leaseSeconds > 0 && client.serverTime() - upload.aliveAt < leaseSeconds * 1000) return false;
  const became = await ledger.write(home, keys.upload(upload.id), abandoned);
  if (became === abandoned) return true;
  return (await ledger.write(home, keys.place(became), abandoned)) === abandoned;
}
