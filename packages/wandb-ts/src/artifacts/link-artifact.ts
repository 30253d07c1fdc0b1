import * as z from "zod";
import { operation, type Wandb } from "../client/client.ts";
import { requireAlias, requireCollectionName } from "./names.ts";
import type { Collection } from "./path.ts";

const linkArtifactOperation = operation(
  "LinkArtifact",
  z.object({ linkArtifact: z.object({ versionIndex: z.int().nullable() }).nullable() }),
  "mutation LinkArtifact($input: LinkArtifactInput!) { linkArtifact(input: $input) { versionIndex } }",
);

/**
 * Shows a committed artifact in a collection of a registry too (entity of the organization, project
 * `wandb-registry-<name>`); no byte is copied.
 * @returns n of its `v<n>` there
 */
export async function linkArtifact(
  wandb: Wandb,
  artifactId: string,
  { entity, project, collection }: Collection,
  aliases: readonly string[] = [],
): Promise<number | undefined> {
  const input = {
    artifactID: artifactId,
    artifactPortfolioName: requireCollectionName(collection),
    entityName: entity,
    projectName: project,
    aliases: aliases.map((alias) => ({ alias: requireAlias(alias), artifactCollectionName: collection })),
  };
  return (await wandb.graphql(linkArtifactOperation, { input })).linkArtifact?.versionIndex ?? undefined;
}

const orgInfo = z.object({ name: z.string(), orgEntity: z.object({ name: z.string() }).nullable() });
const organizationOperation = operation(
  "FetchOrgInfoFromEntity",
  z.object({
    entity: z
      .object({
        organization: orgInfo.nullable(),
        user: z.object({ organizations: z.array(orgInfo) }).nullable(),
      })
      .nullable(),
  }),
  `query FetchOrgInfoFromEntity($entity: String!) {
  entity(name: $entity) {
    organization { name orgEntity { name } }
    user { organizations { name orgEntity { name } } }
  }
}`,
);

/** The entities whose registries an entity can link to: its organization's, or a user's organizations'. */
export async function organizationEntities(wandb: Wandb, entity: string): Promise<string[]> {
  const found = (await wandb.graphql(organizationOperation, { entity })).entity;
  const organizations = found?.organization ? [found.organization] : (found?.user?.organizations ?? []);
  return organizations.flatMap(({ orgEntity }) => (orgEntity ? [orgEntity.name] : []));
}
