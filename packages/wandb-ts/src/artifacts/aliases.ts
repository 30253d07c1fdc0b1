import * as z from "zod";
import { operation, type Wandb } from "../client/client.ts";
import { WandbError } from "../client/error.ts";
import { aliasesIn } from "./artifact.ts";
import { getArtifact } from "./find-artifact.ts";
import { requireAlias } from "./names.ts";
import type { Collection } from "./path.ts";

const addAliasesOperation = operation(
  "AddAliases",
  z.object({ addAliases: z.object({ success: z.boolean() }).nullable() }),
  "mutation AddAliases($input: AddAliasesInput!) { addAliases(input: $input) { success } }",
);

const deleteAliasesOperation = operation(
  "DeleteAliases",
  z.object({ deleteAliases: z.object({ success: z.boolean() }).nullable() }),
  "mutation DeleteAliases($input: DeleteAliasesInput!) { deleteAliases(input: $input) { success } }",
);

/** An alias is of one version of a collection at a time: the version that had it loses it in the same moment. */
export async function addAliases(
  wandb: Wandb,
  place: Collection,
  artifactId: string,
  aliases: readonly string[],
): Promise<void> {
  if (aliases.length === 0) return;
  const input = inputOf(place, artifactId, aliases.map(requireAlias));
  requireSuccess("AddAliases", (await wandb.graphql(addAliasesOperation, { input })).addAliases);
}

/** Takes aliases away; one that the artifact does not have (any more) is passed over. */
export async function removeAliases(
  wandb: Wandb,
  place: Collection,
  artifactId: string,
  aliases: readonly string[],
): Promise<void> {
  const held = async (): Promise<string[]> => {
    // a link has aliases of its own, in the collection that it is in
    const now = aliasesIn(place, (await getArtifact(wandb, artifactId))?.allAliases ?? []);
    return aliases.filter((alias) => now.includes(alias));
  };
  const going = await held();
  if (going.length === 0) return;
  try {
    const input = inputOf(place, artifactId, going);
    requireSuccess("DeleteAliases", (await wandb.graphql(deleteAliasesOperation, { input })).deleteAliases);
  } catch (error) {
    // gone since we looked: by somebody else, or by our own call whose answer was lost
    if (!(error instanceof WandbError) || !["refused", "not-found"].includes(error.code)) throw error;
    if ((await held()).length > 0) throw error;
  }
}

const inputOf = ({ entity, project, collection }: Collection, artifactId: string, aliases: readonly string[]) => ({
  artifactID: artifactId,
  aliases: aliases.map((alias) => ({
    alias,
    entityName: entity,
    projectName: project,
    artifactCollectionName: collection,
  })),
});

function requireSuccess(name: string, result: { success: boolean } | null): void {
  if (!result?.success) throw new WandbError({ code: "refused", message: `${name}: W&B says that it did not succeed` });
}
