import { InputError, type Promotion, type PromotionRecord, ToolkitError } from "#contracts";
import { type StandingPromotion, standingPromotion } from "#registry";
import type { NamedRegistry } from "../open-registries.ts";

export interface WayBack {
  legs: { registry: string; from: string; to: string }[];
  /** Of the model that comes back. */
  digest: string;
}

/**
 * Where the alias goes back to, in every registry by its own record.
 * @param served model that is in service now; undefined where there is no endpoint
 * @returns why nothing moves, where nothing does
 * @throws ToolkitError `alias-moved` where somebody moved it since, `nothing-before`; InputError `registries-missing`
 */
export async function wayBack(
  registries: readonly NamedRegistry[],
  { name, alias, served }: { name: string; alias: string; served: string | undefined },
): Promise<WayBack | NonNullable<PromotionRecord["kept"]>> {
  const standing: { at: NamedRegistry; last: StandingPromotion }[] = [];
  for (const at of registries) {
    const last = standingPromotion(await at.registry.promotions(name), alias);
    if (last) standing.push({ at, last });
  }
  const [first] = standing;
  if (!first) return "no-record";
  if (served === `${name}#${first.last.digest}`) return "in-service";
  requireAll(first.last, registries);
  const legs: WayBack["legs"] = [];
  let digest: string | undefined;
  for (const { at, last } of standing) {
    const now = (await at.registry.find(`${name}@${alias}`))?.version;
    if (last.previous === null || last.previous === last.version) throw nothingBefore(name, alias, last);
    if (now !== last.version && now !== last.previous) throw moved(at.name, `${name}@${alias}`, now, last);
    const previous = await at.registry.find(`${name}@${last.previous}`);
    if (!previous)
      throw new ToolkitError({
        code: "model-not-found",
        provider: at.name,
        message: `${name} ${last.previous}, which was ${alias} before, is no longer in registry ${at.name}`,
        hint: "promote another version",
      });
    digest ??= previous.digest;
    if (digest !== previous.digest)
      throw new ToolkitError({
        code: "registries-differ",
        provider: at.name,
        message: `${alias} was ${previous.digest} in registry ${at.name} before, and ${digest} in the others`,
        hint: "promote the version that is wanted in all of them",
      });
    // the record does not explain what is served: to move the alias would be a guess
    if (served !== undefined && previous.modelRef !== served) return "unrelated";
    legs.push({ registry: at.name, from: last.version, to: last.previous });
  }
  return { legs, digest: digest as string };
}

function requireAll({ registries = [], actor, time }: Promotion, given: readonly NamedRegistry[]): void {
  const missing = registries.filter((wanted) => !given.some(({ name }) => name === wanted));
  if (missing.length === 0) return;
  const problem = `the promotion of ${actor} of ${time} also went into ${missing.join(", ")}`;
  throw new InputError(
    [{ where: "registries", problem, mend: `give registries: ${registries.join(", ")}` }],
    "registries-missing",
  );
}

function moved(registry: string, alias: string, now: string | undefined, last: Promotion): ToolkitError {
  return new ToolkitError({
    code: "alias-moved",
    provider: registry,
    message: `${alias} in registry ${registry} is ${now ?? "unset"}, but the last promotion on record (${last.actor}, ${last.time}, ${last.run || "outside GitHub"}) made it ${last.version}: somebody moved it since then, and left no record`,
    hint: "a rollback undoes no decision of a person: move the alias by hand, or promote the version that is wanted",
  });
}

const nothingBefore = (name: string, alias: string, { version, actor, time }: Promotion): ToolkitError =>
  new ToolkitError({
    code: "nothing-before",
    message: `${name}@${alias} was nothing before ${actor} promoted ${version} (${time})`,
    hint: "promote another version instead",
  });
