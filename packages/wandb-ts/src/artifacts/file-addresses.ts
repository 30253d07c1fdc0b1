import * as z from "zod";
import { operation, type Wandb } from "../client/client.ts";
import { WandbError } from "../client/error.ts";
import type { Collection } from "./path.ts";

const addressesOperation = operation(
  "GetArtifactMembershipFileUrls",
  z.object({
    project: z
      .object({
        artifactCollection: z
          .object({
            artifactMembership: z
              .object({
                files: z
                  .object({
                    pageInfo: z.object({ endCursor: z.string().nullable(), hasNextPage: z.boolean() }),
                    edges: z.array(
                      z.object({ node: z.object({ name: z.string(), directUrl: z.string() }).nullable() }),
                    ),
                  })
                  .nullable(),
              })
              .nullable(),
          })
          .nullable(),
      })
      .nullable(),
  }),
  `query GetArtifactMembershipFileUrls($entity: String!, $project: String!, $collection: String!, $alias: String!, $cursor: String, $perPage: Int) {
  project(name: $project, entityName: $entity) {
    artifactCollection(name: $collection) {
      __typename
      artifactMembership(aliasName: $alias) {
        files(after: $cursor, first: $perPage) {
          pageInfo { endCursor hasNextPage }
          edges { node { name directUrl } }
        }
      }
    }
  }
}`,
);

/** Signed addresses of a version's files, a page at a time, so that none grows old in a queue. */
export async function* fileAddresses(
  wandb: Wandb,
  { entity, project, collection }: Collection,
  version: string,
): AsyncGenerator<Map<string, string>> {
  let cursor: string | null = null;
  do {
    const variables: object = { entity, project, collection, alias: version, cursor, perPage: 100 };
    const answer: z.output<typeof addressesOperation.data> = await wandb.graphql(addressesOperation, variables);
    const page = answer.project?.artifactCollection?.artifactMembership?.files;
    if (!page) throw new WandbError({ code: "not-found", message: `${collection}:${version} has no files` });
    yield new Map(page.edges.flatMap(({ node }) => (node ? [[node.name, node.directUrl] as const] : [])));
    if (page.pageInfo.hasNextPage && page.pageInfo.endCursor === cursor)
      throw new WandbError({ code: "not-understood", message: "the list of files goes in a circle" });
    cursor = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  } while (cursor !== null);
}
