import type { Registry } from "#registry";
import { sampleMetadata } from "./sample-metadata.ts";

/**
 * A release from the registration to the removal of the oldest version, as a run of the actions would make it: what is
 * killed on the way, the same again has to end.
 */
export async function releaseModel(registry: Registry, folder: string, evaluation = "{}"): Promise<void> {
  const { version } = await registry.register({ name: "mail", folder, bump: "minor", metadata: sampleMetadata });
  // the challenger until it is judged
  const judged = (await registry.attached(version, "evaluation.json")) !== undefined;
  if (!judged) await registry.setAlias("mail", "challenger", version.version, undefined);
  const digest = await registry.attach(version, "evaluation.json", evaluation);
  await registry.removeAlias("mail", "challenger", version.version);
  const seen = await registry.find("mail@champion");
  await registry.setAlias("mail", "champion", version.version, seen?.version);
  await registry.recordPromotion("mail", {
    time: "2026-01-02T03:04:05Z",
    version: version.version,
    digest: version.digest,
    previous: null,
    evidence: { "evaluation.json": digest },
    forced: null,
    actor: "a",
    run: "r",
  });
  const [first] = await registry.list("mail");
  if (first && first.version !== version.version) await registry.remove(first);
}
