import * as z from "zod";
import { operation, type Wandb } from "../client/client.ts";
import { type Artifact, artifactFields, artifactSchema } from "./artifact.ts";
import { listVersions } from "./list-versions.ts";
import type { ArtifactPath, Collection } from "./path.ts";

const byId = operation(
  "ArtifactByID",
  z.object({ artifact: artifactSchema.nullable() }),
  `query ArtifactByID($id: ID!) { artifact(id: $id) { ${artifactFields} } }`,
);

const byName = operation(
  "ArtifactMembershipByName",
  z.object({
    project: z
      .object({
        artifactCollectionMembership: z
          .object({
            versionIndex: z.int().nullable(),
            aliases: z.array(z.object({ alias: z.string() })),
            artifact: artifactSchema.nullable(),
          })
          .nullable(),
      })
      .nullable(),
  }),
  `query ArtifactMembershipByName($entity: String!, $project: String!, $name: String!) {
  project(name: $project, entityName: $entity) {
    artifactCollectionMembership(name: $name) {
      versionIndex
      aliases { alias }
      artifact { ${artifactFields} }
    }
  }
}`,
);

/** By the server's id, in whatever state it is. */
export async function getArtifact(wandb: Wandb, id: string): Promise<Artifact | undefined> {
  return (await wandb.graphql(byId, { id })).artifact ?? undefined;
}

/** By alias or `v<n>`, in the collection that it was logged or linked to; undefined when there is none. */
export async function findArtifact(wandb: Wandb, path: ArtifactPath): Promise<Artifact | undefined> {
  const { entity, project, collection, selector } = path;
  const found = await wandb.graphql(byName, { entity, project, name: `${collection}:${selector}` });
  const membership = found.project?.artifactCollectionMembership;
  if (!membership?.artifact) return undefined;
  return {
    ...membership.artifact,
    collection,
    index: membership.versionIndex ?? undefined,
    aliases: membership.aliases.map(({ alias }) => alias),
  };
}

/** The committed version with these files, by its digest (hexadecimal). */
export async function findByDigest(
  wandb: Wandb,
  place: Collection & { type: string },
  digest: string,
): Promise<Artifact | undefined> {
  for await (const version of listVersions(wandb, place)) if (version.digest === digest) return version;
  return undefined;
}
