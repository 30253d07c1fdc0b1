import * as z from "zod";
import { operation, type Wandb } from "../client/client.ts";
import { WandbError } from "../client/error.ts";
import type { DraftFile } from "./files.ts";
import type { ManifestEntry } from "./manifest.ts";
import { putFile, putPart } from "./put-file.ts";

const nodeSchema = z.object({
  storagePath: z.string().nullish(),
  /** null when the store has the file already. */
  uploadUrl: z.string().nullish(),
  uploadHeaders: z.array(z.string()).nullish(),
  uploadMultipartUrls: z
    .object({
      uploadID: z.string(),
      uploadUrlParts: z.array(z.object({ partNumber: z.int(), uploadUrl: z.string() })),
    })
    .nullish(),
  artifact: z.object({ id: z.string() }),
});
type UploadPlace = z.output<typeof nodeSchema>;

const createFiles = operation(
  "CreateArtifactFiles",
  z.object({ createArtifactFiles: z.object({ files: z.object({ edges: z.array(z.object({ node: nodeSchema })) }) }) }),
  `mutation CreateArtifactFiles($input: CreateArtifactFilesInput!) {
  createArtifactFiles(input: $input) {
    files { edges { node {
      storagePath uploadUrl uploadHeaders
      uploadMultipartUrls { uploadID uploadUrlParts { partNumber uploadUrl } }
      artifact { id }
    } } }
  }
}`,
);

const completeMultipart = operation(
  "CompleteMultipartUploadArtifact",
  z.object({ completeMultipartUploadArtifact: z.object({ digest: z.string().nullish() }).nullable() }),
  `mutation CompleteMultipartUploadArtifact($completeMultipartAction: CompleteMultipartAction!, $completedParts: [UploadPartsInput!]!, $artifactID: ID!, $storagePath: String!, $uploadID: String!) {
  completeMultipartUploadArtifact(input: {completeMultipartAction: $completeMultipartAction, completedParts: $completedParts, artifactID: $artifactID, storagePath: $storagePath, uploadID: $uploadID}) {
    digest
  }
}`,
);

/** Addresses are signed for a while only: few are asked for at once, and anew when one has run out. */
const batchSize = 20;
const together = 4;

/** Sends what the store does not have yet. Every file is read once more, in chunks; at most four are under way. */
export async function uploadFiles(
  wandb: Wandb,
  { artifactId, manifestId }: { artifactId: string; manifestId: string },
  files: readonly DraftFile[],
): Promise<{ entries: ManifestEntry[]; sent: number }> {
  const entries: ManifestEntry[] = [];
  let sent = 0;

  const placesFor = async (batch: readonly DraftFile[]): Promise<UploadPlace[]> => {
    const artifactFiles = batch.map(({ path, md5, parts }) => ({
      artifactID: artifactId,
      artifactManifestID: manifestId,
      name: path,
      md5,
      uploadPartsInput: parts?.map(({ partNumber, hexMd5 }) => ({ partNumber, hexMD5: hexMd5 })) ?? null,
    }));
    const { createArtifactFiles } = await wandb.graphql(createFiles, { input: { artifactFiles, storageLayout: "V2" } });
    const places = createArtifactFiles.files.edges.map(({ node }) => node);
    if (places.length === batch.length) return places;
    throw new WandbError({
      code: "not-understood",
      message: `${places.length} addresses came for ${batch.length} files`,
    });
  };

  async function send(file: DraftFile, first: UploadPlace): Promise<void> {
    let place = first;
    for (let attempt = 1; ; attempt++) {
      try {
        if (await uploaded(wandb, file, place)) sent += 1;
        break;
      } catch (error) {
        const expired = error instanceof WandbError && error.code === "forbidden" && attempt < 3;
        if (!expired) throw error;
        place = (await placesFor([file]))[0] as UploadPlace;
      }
    }
    entries.push({ path: file.path, md5: file.md5, size: file.size, birthArtifactId: place.artifact.id });
  }

  for (let start = 0; start < files.length; start += batchSize) {
    const batch = files.slice(start, start + batchSize);
    const places = await placesFor(batch);
    const waiting = batch.map((file, index) => ({ file, place: places[index] as UploadPlace }));
    const worker = async (): Promise<void> => {
      for (let next = waiting.shift(); next; next = waiting.shift()) await send(next.file, next.place);
    };
    const ended = await Promise.allSettled(Array.from({ length: together }, worker));
    const failed = ended.find((one) => one.status === "rejected");
    if (failed) throw failed.reason;
  }
  return { entries, sent };
}

/** @returns false when the store had it */
async function uploaded(wandb: Wandb, file: DraftFile, place: UploadPlace): Promise<boolean> {
  const headers = place.uploadHeaders ?? [];
  if (place.uploadMultipartUrls && file.parts) {
    const { uploadID, uploadUrlParts } = place.uploadMultipartUrls;
    const completedParts: { partNumber: number; hexMD5: string }[] = [];
    for (const part of file.parts) {
      const url = uploadUrlParts.find(({ partNumber }) => partNumber === part.partNumber)?.uploadUrl;
      const etag = url && (await putPart(wandb, file, part, { url, headers }));
      if (!etag) throw new WandbError({ code: "not-understood", message: `part ${part.partNumber} got no ETag` });
      completedParts.push({ partNumber: part.partNumber, hexMD5: etag });
    }
    await wandb.graphql(completeMultipart, {
      completeMultipartAction: "Complete",
      completedParts,
      artifactID: place.artifact.id,
      storagePath: place.storagePath ?? "",
      uploadID,
    });
    return true;
  }
  if (!place.uploadUrl) return false;
  await putFile(wandb, file, { url: place.uploadUrl, headers });
  return true;
}
