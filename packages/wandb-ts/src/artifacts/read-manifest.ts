import * as z from "zod";
import { operation, type Wandb } from "../client/client.ts";
import { WandbError } from "../client/error.ts";
import { textOf } from "../client/transport.ts";
import type { Artifact } from "./artifact.ts";
import { type Manifest, manifestDigest, parseManifest } from "./manifest.ts";

const manifestOperation = operation(
  "FetchArtifactManifest",
  z.object({
    artifact: z
      .object({ currentManifest: z.object({ file: z.object({ directUrl: z.string() }) }).nullable() })
      .nullable(),
  }),
  "query FetchArtifactManifest($id: ID!) { artifact(id: $id) { currentManifest { file { directUrl } } } }",
);

/**
 * @throws WandbError `not-found`, `corrupt` when the manifest's digest is not the artifact's; those of `parseManifest`
 */
export async function readManifest(wandb: Wandb, { id, digest }: Pick<Artifact, "id" | "digest">): Promise<Manifest> {
  const address = (await wandb.graphql(manifestOperation, { id })).artifact?.currentManifest?.file.directUrl;
  if (!address) throw new WandbError({ code: "not-found", message: "the artifact has no manifest" });
  const manifest = parseManifest(await wandb.receive(address, 60_000, textOf));
  // what is only pointed to counts in the digest by rules of its own store
  if (manifest.references.length === 0 && manifestDigest(manifest.entries) !== digest)
    throw new WandbError({ code: "corrupt", message: "the artifact's manifest is not the one that was committed" });
  return manifest;
}
