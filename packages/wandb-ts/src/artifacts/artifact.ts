import * as z from "zod";

/** One version of an artifact. */
export interface Artifact {
  /** Of the server. */
  id: string;
  type: string;
  /** The collection that it was asked for in: the one it was logged to, or the one it is linked to. */
  collection: string;
  /** n of `v<n>` in that collection; undefined until it is committed. */
  index: number | undefined;
  state: "PENDING" | "COMMITTED" | "DELETED";
  /** Hexadecimal MD5 over the manifest's paths and digests. */
  digest: string;
  description: string | undefined;
  metadata: Record<string, unknown>;
  /** In that collection. */
  aliases: string[];
  /** Bytes. */
  size: number;
  fileCount: number;
  createdAt: string;
}

export const artifactFields = `
  id
  artifactSequence { name }
  artifactType { name }
  versionIndex
  description
  metadata
  state
  size
  digest
  fileCount
  createdAt
  aliases { alias artifactCollection { __typename name } }
`;

export const artifactSchema = z
  .object({
    id: z.string(),
    artifactSequence: z.object({ name: z.string() }),
    artifactType: z.object({ name: z.string() }),
    versionIndex: z.int().nullable(),
    description: z.string().nullish(),
    metadata: z.string().nullish(),
    state: z.enum(["PENDING", "COMMITTED", "DELETED"]),
    size: z.number(),
    digest: z.string(),
    fileCount: z.number(),
    createdAt: z.string(),
    aliases: z
      .array(z.object({ alias: z.string(), artifactCollection: z.object({ name: z.string() }).nullable() }))
      .nullish(),
  })
  .transform(
    (found): Artifact => ({
      id: found.id,
      type: found.artifactType.name,
      collection: found.artifactSequence.name,
      index: found.versionIndex ?? undefined,
      state: found.state,
      digest: found.digest,
      description: found.description ?? undefined,
      metadata: metadataOf(found.metadata),
      aliases: (found.aliases ?? [])
        .filter(({ artifactCollection }) => artifactCollection?.name === found.artifactSequence.name)
        .map(({ alias }) => alias),
      size: found.size,
      fileCount: found.fileCount,
      createdAt: found.createdAt,
    }),
  );

/** Whatever is not a JSON object is as good as none: anybody may have logged it. */
function metadataOf(text: string | null | undefined): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text ?? "{}");
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : {};
  } catch {
    return {};
  }
}
