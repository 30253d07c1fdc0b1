import type { Metadata } from "#contracts";
import { type FoundFile, type ModelFile, shapeOf } from "../../model-files.ts";
import type { Candidate } from "../../registry.ts";
import { readModelFile, sendModelFiles } from "../../send-model-files.ts";
import { abandonedUpload, lifeSigns } from "../../upload-life.ts";
import { isRefusal, provider } from "./client.ts";
import { abandoned, keys } from "./facts.ts";
import type { Home } from "./ledger.ts";
import type { LoggedModel } from "./logged-models.ts";
import { mlflowFiles } from "./mlmodel.ts";
import type { Server } from "./server.ts";
import { demolish } from "./sweep.ts";
import type { Tag } from "./tags.ts";

export interface Upload {
  model: LoggedModel;
  files: ModelFile[];
}

/**
 * Sends a model's files into a new logged model and takes their checksums in the same read. It shows life on the way, so
 * that nobody takes it for abandoned. What fails is cleared away; what is killed, the next run clears.
 */
export async function uploadModel(
  server: Server,
  home: Home,
  { folder, metadata, digests }: Candidate,
  found: readonly FoundFile[],
): Promise<Upload> {
  const { loggedModels } = server;
  const runId = (await loggedModels.runExists(metadata.run_id)) ? metadata.run_id : undefined;
  const model = await loggedModels.create({
    experiment: home.experiment,
    name: home.name.replaceAll(".", "_"),
    runId,
    shape: shapeOf(found),
    params: paramsOf(metadata),
  });
  try {
    const files = await send(server, model, { folder, digests }, found);
    for (const { path, content } of await mlflowFiles(server.ports.files, folder, { model, files, metadata, runId })) {
      const bytes = typeof content === "string" ? Buffer.from(content) : content;
      await server.artifacts(model.artifactUri).put(path, sourceOf(bytes));
    }
    if (runId) await loggedModels.addOutput(runId, model.id);
    await loggedModels.ready(model.id);
    return { model, files };
  } catch (error) {
    await dropUpload(server, home, model.id, model.artifactUri).catch(() => undefined);
    throw isRefusal(error, "RESOURCE_DOES_NOT_EXIST") ? abandonedUpload(provider, error) : error;
  }
}

export const sourceOf = (content: Uint8Array) => ({
  bytes: content.length,
  async *open() {
    yield content;
  },
});

/** Nobody makes a version of it any more; then it goes. Left alone when somebody did already. */
export async function dropUpload(server: Server, home: Home, id: string, artifactUri: string): Promise<void> {
  if ((await server.ledger.write(home, keys.upload(id), abandoned)) !== abandoned) return;
  await demolish(server, home, { id, artifactUri });
}

function send(
  { ports, artifacts, loggedModels, leaseSeconds }: Server,
  { id, artifactUri }: LoggedModel,
  { folder, digests }: Pick<Candidate, "folder" | "digests">,
  found: readonly FoundFile[],
): Promise<ModelFile[]> {
  const target = artifacts(artifactUri);
  const record = loggedModels.partsRecord(id);
  const onChunk = lifeSigns(ports.clock, leaseSeconds, () => loggedModels.showLife(id));
  return sendModelFiles(
    found.map((file) => readModelFile(ports.files, folder, file, { provider, onChunk, digests })),
    ({ file: { path, bytes }, open }) => target.put(path, { bytes, open }, record),
  );
}

/** What people look for on a model's page. */
function paramsOf({ base_model, fine_tuned_on, hyperparameters, git_commit }: Metadata): Tag[] {
  const shown = { base_model, dataset: fine_tuned_on.dataset, samples: fine_tuned_on.samples, git_commit };
  return Object.entries({ ...hyperparameters, ...shown }).flatMap(([key, value]) =>
    value === null || value === undefined || !/^[\w\-. /]{1,250}$/.test(key)
      ? []
      : [{ key, value: (typeof value === "string" ? value : JSON.stringify(value)).slice(0, 500) }],
  );
}
