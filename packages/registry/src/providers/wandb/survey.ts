import * as z from "zod";
import { digestSchema, type Metadata, metadataSchema, ToolkitError } from "#contracts";
import { type Artifact, addAliases, listVersions, updateArtifact } from "#wandb-ts";
import type { ModelVersion } from "../../registry.ts";
import { nextVersion, versionNumbers } from "../../version.ts";
import { type Entry, isKind } from "./ledger.ts";
import { type Home, provider } from "./open.ts";

export const modelType = "model";

const part = z.enum(["major", "minor", "patch"]);

/** What registration writes into an artifact's metadata, under `genai_mlops`. */
const factsSchema = z.strictObject({
  schemaVersion: z.literal(1),
  digest: digestSchema,
  bump: z.union([part, z.templateLiteral([part, "-", z.string()])]),
  /** null until the number is settled. */
  version: z.string().nullable(),
  metadata: metadataSchema,
});
export type Facts = z.output<typeof factsSchema>;

/** A registered version at W&B. */
export interface Held {
  artifact: Artifact & { index: number };
  facts: Facts;
  /** Semantic version: the settled one, or what it will be. */
  version: string;
}

/** The fields that W&B's users look for, as the specification's example has them, and ours beside. */
export function artifactMetadata(facts: Facts): Record<string, unknown> {
  const { metadata, version, digest } = facts;
  return {
    base_model: metadata.base_model,
    training_samples: metadata.fine_tuned_on.samples,
    eval_loss: metadata.metrics.eval_loss,
    model_version: version,
    digest,
    genai_mlops: facts,
  };
}

/** Every version that was registered by us, in W&B's order; what others logged to the collection is passed over. */
export async function survey(home: Home, name: string, ledger: readonly Entry[]): Promise<Held[]> {
  return (await surveyAll(home, name, ledger)).ours;
}

/** The same, and what others logged to the collection. */
export async function surveyAll(
  home: Home,
  name: string,
  ledger: readonly Entry[],
): Promise<{ ours: Held[]; others: Held["artifact"][] }> {
  // by id: a page may show again what a new version pushed there
  const artifacts = new Map<string, Omit<Held, "version">>();
  const others = new Map<string, Held["artifact"]>();
  const place = { entity: await home.entity(), project: home.project, collection: name, type: modelType };
  for await (const artifact of listVersions(home.wandb, place)) {
    const facts = factsOf(name, artifact);
    if (facts) artifacts.set(artifact.id, { artifact: artifact as Held["artifact"], facts });
    else others.set(artifact.id, artifact as Held["artifact"]);
  }
  const ours = numbered([...artifacts.values()], ledger.filter(isKind("removed")));
  return { ours, others: [...others.values()] };
}

/**
 * Numbers follow from W&B's order of commits (v0, v1, ...) and nothing else: every reader gives a version the same number,
 * so two writers at once need no lock. A number is written down (settled) soon after, the lower ones first; what was
 * removed keeps its place by its record in the ledger, so that no number is given twice.
 */
export function numbered(artifacts: readonly Omit<Held, "version">[], removed: readonly Entry<"removed">[]): Held[] {
  const settled = artifacts.flatMap(({ facts }) => facts.version ?? []);
  const lower: string[] = [];
  return [...artifacts]
    .sort((left, right) => left.artifact.index - right.artifact.index)
    .map((one) => {
      const gone = removed.filter(({ modelIndex }) => modelIndex < one.artifact.index).map(({ version }) => version);
      const version = one.facts.version ?? nextVersion([...settled, ...lower, ...gone], one.facts.bump);
      lower.push(version);
      return { ...one, version };
    });
}

/** Writes numbers down, the lower ones first, in the metadata and as an alias for W&B's users (`name:1.4.2`). */
export async function settle(home: Home, name: string, versions: readonly Held[]): Promise<void> {
  const place = { entity: await home.entity(), project: home.project, collection: name };
  for (const { artifact, facts, version } of versions) {
    if (facts.version === null)
      await updateArtifact(home.wandb, artifact.id, {
        metadata: artifactMetadata({ ...facts, version, metadata: { ...facts.metadata, model_version: version } }),
      });
    if (!artifact.aliases.includes(version)) await addAliases(home.wandb, place, artifact.id, [version]);
  }
}

function factsOf(name: string, { metadata, index }: Artifact): Facts | undefined {
  const written = metadata["genai_mlops"];
  if (written === undefined) return undefined;
  const parsed = factsSchema.safeParse(written);
  const [issue] = parsed.error?.issues ?? [];
  const legal = parsed.data && (parsed.data.version === null || versionNumbers(parsed.data.version));
  if (parsed.data && legal) return parsed.data;
  throw new ToolkitError({
    code: "registry-corrupt",
    provider,
    message: `${name}:v${index}: genai_mlops in its metadata is not what was written: ${issue?.path.join(".") ?? "version"}`,
    hint: "put its metadata back at W&B, or delete the version there",
  });
}

/** Aliases of ours: not those that W&B (`latest`) and `settle` (`1.4.2`) keep. */
export const ownAliases = (aliases: readonly string[]): string[] =>
  aliases.filter((alias) => alias !== "latest" && !versionNumbers(alias)).sort();

export function described(home: Home, entity: string, name: string, { artifact, facts, version }: Held): ModelVersion {
  return {
    name,
    version,
    digest: facts.digest,
    modelRef: `${name}#${facts.digest}`,
    uri: uriOf(entity, home.project, name, version),
    createdAt: artifact.createdAt,
    aliases: ownAliases(artifact.aliases),
  };
}

export const uriOf = (entity: string, project: string, name: string, version: string): string =>
  `wandb-artifact://${entity}/${project}/${name}:${version}`;

export function metadataOf(held: Held, artifacts: Metadata["artifacts"]): Metadata {
  return { ...held.facts.metadata, model_version: held.version, artifacts };
}
