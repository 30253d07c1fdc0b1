import { createHash } from "node:crypto";
import { join } from "node:path";
import { type Metadata, ToolkitError } from "#contracts";
import type { Files } from "#platform";
import type { FoundFile, ModelFile } from "../../model-files.ts";
import type { Artifacts } from "./artifacts.ts";
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

export const shapeOf = (found: readonly FoundFile[]): string =>
  createHash("sha256")
    .update(found.map(({ path, bytes }) => `${bytes} ${path}\n`).join(""))
    .digest("hex");

/**
 * Sends a model's files into a new logged model and takes their checksums in the same read. It shows life on the way, so
 * that nobody takes it for abandoned. What fails is cleared away; what is killed, the next run clears.
 */
export async function uploadModel(
  server: Server,
  home: Home,
  folder: string,
  found: readonly FoundFile[],
  metadata: Metadata,
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
    const files = await send(server, model, folder, found);
    for (const { path, content } of await mlflowFiles(server.ports.files, folder, { model, files, metadata, runId })) {
      const bytes = typeof content === "string" ? Buffer.from(content) : content;
      await server.artifacts(model.artifactUri).put(path, sourceOf(bytes));
    }
    if (runId) await loggedModels.addOutput(runId, model.id);
    await loggedModels.ready(model.id);
    return { model, files };
  } catch (error) {
    await dropUpload(server, home, model.id, model.artifactUri).catch(() => undefined);
    throw isRefusal(error, "RESOURCE_DOES_NOT_EXIST") ? abandonedUpload(error) : error;
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

/** Files on the way at once: while the server writes one, the next is read. More gain nothing and hold more memory. */
const atOnce = 3;

async function send(
  server: Server,
  model: LoggedModel,
  folder: string,
  found: readonly FoundFile[],
): Promise<ModelFile[]> {
  const artifacts = server.artifacts(model.artifactUri);
  const showLife = lifeSigns(server, model.id);
  const sent = new Map<string, ModelFile>();
  const waiting = [...found];
  let failed: { error: unknown } | undefined;
  const sender = async (): Promise<void> => {
    for (let file = waiting.shift(); file && !failed; file = waiting.shift()) {
      try {
        sent.set(file.path, await sendFile(server.ports.files, artifacts, folder, file, showLife));
      } catch (error) {
        failed ??= { error };
      }
    }
  };
  // all have ended before anybody clears away: nothing is written behind their back
  await Promise.all(Array.from({ length: atOnce }, sender));
  if (failed) throw failed.error;
  return found.flatMap(({ path }) => sent.get(path) ?? []);
}

async function sendFile(
  files: Files,
  artifacts: Artifacts,
  folder: string,
  { path, bytes }: FoundFile,
  showLife: () => Promise<void>,
): Promise<ModelFile> {
  const local = join(folder, path);
  let reading = { hash: createHash("sha256"), size: 0 };
  const open = async function* (): AsyncGenerator<Uint8Array> {
    const current = { hash: createHash("sha256"), size: 0 };
    reading = current;
    for await (const chunk of files.stream(local, { reuse: true })) {
      current.hash.update(chunk);
      current.size += chunk.length;
      if (current.size > bytes) throw changed(path, bytes);
      await showLife();
      yield chunk;
    }
    if (current.size !== bytes) throw changed(path, bytes);
  };
  await artifacts.put(path, { bytes, open });
  // the server answers when it has all bytes, which is before we see the end of the file
  if (reading.size !== bytes || (await files.stat(local))?.size !== bytes) throw changed(path, bytes);
  return { path, bytes, digest: `sha256:${reading.hash.digest("hex")}` };
}

/** Tells the server now and then; between calls it costs a comparison. */
function lifeSigns({ ports, loggedModels, leaseSeconds }: Server, id: string): () => Promise<void> {
  let last = ports.clock.monotonic();
  return async () => {
    if (ports.clock.monotonic() - last < (leaseSeconds * 1000) / 4) return;
    last = ports.clock.monotonic();
    await loggedModels.showLife(id);
  };
}

export const abandonedUpload = (cause?: unknown): ToolkitError =>
  new ToolkitError({
    code: "upload-abandoned",
    provider,
    retryable: true,
    message: "another run took this upload for dead, because it showed no life for too long",
    hint: "run it again",
    cause,
  });

const changed = (path: string, bytes: number): ToolkitError =>
  new ToolkitError({
    code: "model-changed",
    provider,
    message: `${path} had ${bytes} bytes and another size when it was sent: something writes to it`,
    hint: "register when the training has ended",
  });

/** What people look for on a model's page. */
function paramsOf({ base_model, fine_tuned_on, hyperparameters, git_commit }: Metadata): Tag[] {
  const shown = { base_model, dataset: fine_tuned_on.dataset, samples: fine_tuned_on.samples, git_commit };
  return Object.entries({ ...hyperparameters, ...shown }).flatMap(([key, value]) =>
    value === null || value === undefined || !/^[\w\-. /]{1,250}$/.test(key)
      ? []
      : [{ key, value: (typeof value === "string" ? value : JSON.stringify(value)).slice(0, 500) }],
  );
}
