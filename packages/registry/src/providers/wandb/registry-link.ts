import { addAliases, type Collection, isIn, linkArtifact, removeAliases } from "#wandb-ts";
import type { Home } from "./open.ts";
import { type Held, ownAliases } from "./survey.ts";

/**
 * Shows versions in the organization's registry too, under their numbers. No byte is copied, and one that is there already
 * is passed over; so whoever was killed before leaves it to the next one.
 */
export async function linkVersions(home: Home, name: string, versions: readonly Held[]): Promise<void> {
  const place = await linkedPlace(home, name);
  if (!place) return;
  for (const { artifact, version } of versions)
    if (!aliasesAt(place, { artifact }).includes(version))
      await linkArtifact(home.wandb, artifact.id, place, [version, ...ownAliases(artifact.aliases)]);
}

/** Lets an alias in the registry follow the one in the project. */
export async function followAlias(home: Home, name: string, alias: string, versions: readonly Held[]): Promise<void> {
  const place = await linkedPlace(home, name);
  if (!place) return;
  const target = versions.find(({ artifact }) => artifact.aliases.includes(alias));
  const shown = versions.find((one) => aliasesAt(place, one).includes(alias));
  if (target === shown) return;
  if (!target) return await removeAliases(home.wandb, place, shown?.artifact.id ?? "", [alias]);
  // links it too, when a killed run never did
  if (aliasesAt(place, target).includes(target.version))
    await addAliases(home.wandb, place, target.artifact.id, [alias]);
  else await linkVersions(home, name, [target]);
}

/** The collection of the registry that a model is shown in; undefined where none was asked for. */
export async function linkedPlace(home: Home, name: string): Promise<Collection | undefined> {
  const project = await home.registryProject();
  return project && { ...project, collection: name };
}

export const aliasesAt = (place: Collection, { artifact }: Pick<Held, "artifact">): string[] =>
  artifact.allAliases.filter((one) => isIn(place, one)).map(({ alias }) => alias);
