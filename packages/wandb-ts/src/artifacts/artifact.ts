import * as z from "zod";
import type { Collection } from "./path.ts";

export interface PlacedAlias extends Collection {
  alias: string;
}

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
  /** In every collection that it is in, by links too. */
  allAliases: PlacedAlias[];
  /** Bytes. */
  size: number;
  fileCount: number;
  createdAt: string;
}

const collectionFields = "name project { name entity { name } }";
const collectionSchema = z
  .object({
    name: z.string(),
    project: z.object({ name: z.string(), entity: z.object({ name: z.string() }) }).nullable(),
  })
  .transform(({ name, project }) => ({
    entity: project?.entity.name ?? "",
    project: project?.name ?? "",
    collection: name,
  }));

export const artifactFields = `
  id
  artifactSequence { ${collectionFields} }
  artifactType { name }
  versionIndex
  description
  metadata
  state
  size
  digest
  fileCount
  createdAt
  aliases { alias artifactCollection { __typename ${collectionFields} } }
`;

export const artifactSchema = z
  .object({
    id: z.string(),
    artifactSequence: collectionSchema,
    artifactType: z.object({ name: z.string() }),
    versionIndex: z.int().nullable(),
    description: z.string().nullish(),
    metadata: z.string().nullish(),
    state: z.enum(["PENDING", "COMMITTED", "DELETED"]),
    size: z.number(),
    digest: z.string(),
    fileCount: z.number(),
    createdAt: z.string(),
    aliases: z.array(z.object({ alias: z.string(), artifactCollection: collectionSchema.nullable() })).nullish(),
  })
  .transform((found): Artifact => {
    const allAliases = (found.aliases ?? []).flatMap(({ alias, artifactCollection }) =>
      artifactCollection ? [{ alias, ...artifactCollection }] : [],
    );
    return {
      id: found.id,
      type: found.artifactType.name,
      collection: found.artifactSequence.collection,
      index: found.versionIndex ?? undefined,
      state: found.state,
      digest: found.digest,
      description: found.description ?? undefined,
      metadata: metadataOf(found.metadata),
      aliases: aliasesIn(found.artifactSequence, allAliases),
      allAliases,
      size: found.size,
      fileCount: found.fileCount,
      createdAt: found.createdAt,
    };
  });

export function aliasesIn(place: Collection, aliases: readonly PlacedAlias[]): string[] {
  return aliases.filter((one) => isIn(place, one)).map(({ alias }) => alias);
}

export const isIn = (place: Collection, { entity, project, collection }: Collection): boolean =>
  place.entity === entity && place.project === project && place.collection === collection;

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
