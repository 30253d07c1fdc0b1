import * as z from "zod";
import { operation, type Wandb } from "../client/client.ts";
import { WandbError } from "../client/error.ts";
import { getArtifact } from "./find-artifact.ts";

const deleteOperation = operation(
  "DeleteArtifact",
  z.object({ deleteArtifact: z.object({ artifact: z.object({ id: z.string() }) }).nullable() }),
  "mutation DeleteArtifact($input: DeleteArtifactInput!) { deleteArtifact(input: $input) { artifact { id } } }",
);

/** Deletes a version; W&B refuses while it has an alias (`refused`). Nothing happens when it is gone already. */
export async function deleteArtifact(wandb: Wandb, artifactId: string): Promise<void> {
  try {
    await wandb.graphql(deleteOperation, { input: { artifactID: artifactId, deleteAliases: false } });
  } catch (error) {
    // somebody else's deletion, or our own whose answer was lost
    if (!(error instanceof WandbError) || !["refused", "not-found"].includes(error.code)) throw error;
    const found = await getArtifact(wandb, artifactId);
    if (found && found.state !== "DELETED") throw error;
  }
}
