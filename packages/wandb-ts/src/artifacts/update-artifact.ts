import * as z from "zod";
import { operation, type Wandb } from "../client/client.ts";

const updateOperation = operation(
  "UpdateArtifact",
  z.object({ updateArtifact: z.object({ artifact: z.object({ id: z.string() }) }) }),
  "mutation UpdateArtifact($input: UpdateArtifactInput!) { updateArtifact(input: $input) { artifact { id } } }",
);

/** Replaces what is given; the bytes of an artifact never change. */
export async function updateArtifact(
  wandb: Wandb,
  artifactId: string,
  changes: { description?: string; metadata?: Record<string, unknown> },
): Promise<void> {
  const { description, metadata } = changes;
  await wandb.graphql(updateOperation, {
    input: {
      artifactID: artifactId,
      ...(description !== undefined && { description }),
      ...(metadata && { metadata: JSON.stringify(metadata) }),
    },
  });
}
