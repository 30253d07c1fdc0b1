import { join, posix } from "node:path";
import { InputError, type Manifest, type Metadata, ToolkitError } from "#contracts";
import { isoTime } from "#platform";
import { artifactsOf } from "../../artifacts.ts";
import { draftRegister } from "../../commits/drafts.ts";
import type { Records } from "../../commits/records.ts";
import { contentDigest, type ModelFile, modelFiles, withDigests } from "../../model-files.ts";
import type { Candidate } from "../../registry.ts";
import { nextVersion } from "../../version.ts";
import { withCard } from "./card.ts";
import { type HuggingfaceConfig, type Ports, provider } from "./config.ts";
import { cardPath, type HubDraft, isOwn, type OnMain } from "./records.ts";
import { StreamedBlob } from "./streamed-blob.ts";

/** @throws InputError `bad-model-file` for names that the Hub and the records need */
export async function readModel({ files }: Ports, { folder, digests }: Candidate): Promise<ModelFile[]> {
  const found = await modelFiles(files, folder);
  const taken = found.filter(({ path }) => isOwn(path) || path === ".git" || path.startsWith(".git/"));
  if (taken.length === 0) return await withDigests(files, folder, found, digests);
  const mend = "move it out of the model's folder";
  const problems = taken.map(({ path }) => ({
    where: `model-path: ${JSON.stringify(path)}`,
    problem: "is a name that the Hub's repository needs",
    mend,
  }));
  throw new InputError(problems, "bad-model-file");
}

/** The next version in one commit: its files, records and card. What `main` had of the last one goes. */
export async function draftVersion(
  { files, clock }: Ports,
  { card }: HuggingfaceConfig,
  records: Records,
  on: OnMain,
  { candidate, model, repository, uri }: Wanted,
): Promise<{ draft: HubDraft; manifest: Manifest }> {
  const { name, bump, folder } = candidate;
  requireOurs(records, on, repository);
  const given = [...records.manifests.map(({ version }) => version), ...(await records.removed()), ...on.tagged];
  const version = nextVersion(given, bump);
  const digest = contentDigest(model);
  const manifest: Manifest = { schemaVersion: 1, name, version, digest, createdAt: isoTime(clock), files: model };
  const paths = model.map(({ path }) => path);
  const metadata: Metadata = {
    ...candidate.metadata,
    model_version: version,
    artifacts: artifactsOf(uri(version), paths),
  };
  const write = new Map(model.map((file) => [file.path, new StreamedBlob(files, join(folder, file.path), file)]));
  const remove = [...on.tree.keys()].filter((path) => !isOwn(path) && path !== cardPath && !write.has(path));
  const draft: HubDraft = {
    ...(await draftRegister(manifest, metadata)),
    description: digest,
    model: { write, remove },
  };
  const place = { on, repository, manifest, metadata, evaluation: undefined, newest: true };
  return { draft: withCard(draft, card, place), manifest };
}

export interface Wanted {
  candidate: Candidate;
  model: ModelFile[];
  /** `namespace/name` at the Hub. */
  repository: string;
  uri(version: string): string;
}

/** Files that a person or another tool put there would go with the first commit. */
function requireOurs({ snapshot }: Records, { tree }: OnMain, repository: string): void {
  if (snapshot.contents.size > 0) return;
  const foreign = [...tree.keys()].filter(
    (path) => !isOwn(path) && path !== cardPath && !/^LICENSE(\.\w+)?$/i.test(posix.basename(path)),
  );
  if (foreign.length === 0) return;
  throw new ToolkitError({
    code: "foreign-version",
    provider,
    message: `${repository} holds ${foreign[0]} and ${foreign.length - 1} more, which no run of this toolkit registered`,
    hint: "give the model another name, or remove the files from main",
  });
}
