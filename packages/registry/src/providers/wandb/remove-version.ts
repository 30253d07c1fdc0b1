import { ToolkitError } from "#contracts";
import {
  type Artifact,
  addAliases,
  deleteArtifact,
  getArtifact,
  isIn,
  type PlacedAlias,
  removeAliases,
  WandbError,
} from "#wandb-ts";
import type { Entry, ledgerOf } from "./ledger.ts";
import { isKind } from "./ledger.ts";
import { type Home, provider } from "./open.ts";
import { aliasesAt, linkedPlace } from "./registry-link.ts";
import { type Held, ownAliases } from "./survey.ts";

/**
 * Its number is written down as given first; then the aliases go that W&B and we keep ourselves; W&B deletes it only
 * without any alias, so one that another run sets meanwhile holds it.
 */
export async function removeVersion(
  home: Home,
  ledger: ReturnType<typeof ledgerOf>,
  entries: readonly Entry[],
  name: string,
  held: Held,
  others: readonly Held[],
): Promise<void> {
  const { artifact, version } = held;
  const { wandb } = home;
  const place = { entity: await home.entity(), project: home.project, collection: name };
  const shown = await linkedPlace(home, name);
  const requireUnused = ({ aliases, allAliases }: Pick<Artifact, "aliases" | "allAliases">): void => {
    const kept = (one: PlacedAlias): boolean =>
      shown !== undefined && isIn(shown, one) && (one.alias === "latest" || one.alias === version);
    const linked = allAliases.filter((one) => !isIn(place, one) && !kept(one));
    const elsewhere = linked.map((one) => `${one.alias} in ${one.entity}/${one.project}/${one.collection}`);
    const used = [...ownAliases(aliases), ...elsewhere];
    if (used.length === 0) return;
    throw new ToolkitError({
      code: "version-in-use",
      provider,
      message: `${name} ${version} is ${used.join(", ")}`,
      hint: elsewhere.length === 0 ? "move the alias first" : "move the alias, and unlink the version at W&B, first",
    });
  };
  requireUnused(artifact);
  const recorded = entries.filter(isKind("removed")).some(({ modelIndex }) => modelIndex === artifact.index);
  if (!recorded) await ledger.append(entries, { kind: "removed", version, modelIndex: artifact.index });
  const newest = others.filter((one) => one !== held).at(-1);
  if (artifact.aliases.includes("latest")) {
    if (newest) await addAliases(wandb, place, newest.artifact.id, ["latest"]);
    else await removeAliases(wandb, place, artifact.id, ["latest"]);
  }
  await removeAliases(wandb, place, artifact.id, [version]);
  if (shown) {
    const isLatest = aliasesAt(shown, held).includes("latest");
    if (isLatest && newest && aliasesAt(shown, newest).length > 0)
      await addAliases(wandb, shown, newest.artifact.id, ["latest"]);
    await removeAliases(wandb, shown, artifact.id, ["latest", version]);
  }
  try {
    await deleteArtifact(wandb, artifact.id);
  } catch (error) {
    if (!(error instanceof WandbError) || error.code !== "refused") throw error;
    const now = await getArtifact(wandb, artifact.id);
    if (now) requireUnused(now);
    throw error;
  }
}
