import * as z from "zod";
import { operation, type Wandb } from "../client/client.ts";
import { WandbError } from "../client/error.ts";
import { type Artifact, aliasesIn, artifactFields, artifactSchema } from "./artifact.ts";
import type { Collection } from "./path.ts";

const projectArtifacts = operation(
  "ProjectArtifacts",
  z.object({
    project: z
      .object({
        artifactType: z
          .object({
            artifactCollection: z
              .object({
                artifacts: z
                  .object({
                    pageInfo: z.object({ endCursor: z.string().nullable(), hasNextPage: z.boolean() }),
                    edges: z.array(z.object({ version: z.string(), node: artifactSchema })),
                  })
                  .nullable(),
              })
              .nullable(),
          })
          .nullable(),
      })
      .nullable(),
  }),
  `query ProjectArtifacts($entity: String!, $project: String!, $type: String!, $collection: String!, $cursor: String, $perPage: Int, $filters: JSONString) {
  project(entityName: $entity, name: $project) {
    artifactType(name: $type) {
      artifactCollection(name: $collection) {
        __typename
        artifacts(after: $cursor, first: $perPage, filters: $filters) {
          pageInfo { endCursor hasNextPage }
          edges { version node { ${artifactFields} } }
        }
      }
    }
  }
}`,
);

/** Committed versions of a collection, a page in memory at a time, in the server's order; none when it is not there. */
export async function* listVersions(wandb: Wandb, place: Collection & { type: string }): AsyncGenerator<Artifact> {
  const { entity, project, collection, type } = place;
  let cursor: string | null = null;
  do {
    const variables: object = { entity, project, type, collection, cursor, perPage: 100, filters: committed };
    const answer: z.output<typeof projectArtifacts.data> = await wandb.graphql(projectArtifacts, variables);
    const page = answer.project?.artifactType?.artifactCollection?.artifacts;
    if (!page) return;
    for (const { version, node } of page.edges) {
      const index = /^v(\d+)$/.exec(version)?.[1];
      if (index === undefined)
        throw new WandbError({ code: "not-understood", message: `"${version}" is no version of W&B` });
      yield { ...node, collection, index: Number(index), aliases: aliasesIn(place, node.allAliases) };
    }
    if (page.pageInfo.hasNextPage && page.pageInfo.endCursor === cursor)
      throw new WandbError({ code: "not-understood", message: "the list of versions goes in a circle" });
    cursor = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  } while (cursor !== null);
}

const committed = JSON.stringify({ state: "COMMITTED" });
