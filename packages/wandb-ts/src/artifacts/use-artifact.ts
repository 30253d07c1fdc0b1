import * as z from "zod";
import { operation, type Wandb } from "../client/client.ts";

const useArtifactOperation = operation(
  "UseArtifact",
  z.object({ useArtifact: z.object({ artifact: z.object({ id: z.string() }) }).nullable() }),
  `mutation UseArtifact($entityName: String!, $projectName: String!, $runName: String!, $artifactID: ID!) {
  useArtifact(input: {entityName: $entityName, projectName: $projectName, runName: $runName, artifactID: $artifactID}) {
    artifact { id }
  }
}`,
);

/** Draws the line from an artifact to the run that takes it in, for W&B's lineage. */
export async function recordUse(
  wandb: Wandb,
  { entity, project, run }: { entity: string; project: string; run: string },
  artifactId: string,
): Promise<void> {
  await wandb.graphql(useArtifactOperation, {
    entityName: entity,
    projectName: project,
    runName: run,
    artifactID: artifactId,
  });
}
