import type { ActionDeps } from "#action-kit";
import { InputError, type Promotion, type PromotionIntent, type PromotionRecord } from "#contracts";
import { isoTime } from "#platform";
import type { ProposingRegistry, Registry } from "#registry";
import type { DeploymentAnnouncer } from "./announce-deployment.ts";
import { entryOf } from "./move-aliases.ts";
import type { NamedRegistry } from "./open-registries.ts";
import type { Plan } from "./promotion-intent.ts";

export interface Proposing {
  name: string;
  registry: ProposingRegistry;
}

const proposes = (registry: Registry): registry is ProposingRegistry => registry.propose !== undefined;

/**
 * The registry where somebody's merge decides; undefined where aliases move at once.
 * @throws InputError `proposes-alone` where others take part: their aliases would be moved before anybody decided
 */
export function proposingOf(registries: readonly NamedRegistry[]): Proposing | undefined {
  const found = registries.find(({ registry }) => proposes(registry));
  if (!found || !proposes(found.registry)) return undefined;
  if (registries.length === 1) return { name: found.name, registry: found.registry };
  const others = registries.flatMap(({ name }) => (name === found.name ? [] : [name]));
  throw new InputError(
    [
      {
        where: "registries",
        problem: `with git-mode: pull-request an alias of ${found.name} waits for a merge, and ${others.join(", ")} would not`,
        mend: "leave git-mode at commit, or name git alone; after the merge promote in the others with the same model-ref",
      },
    ],
    "proposes-alone",
  );
}

/**
 * Proposes what is planned, with its record, and says outside that it waits. A run before this one may have proposed the
 * same: then it is that one's record and deployment. No traffic moves, and no alias.
 */
export async function propose(
  { name: registryName, registry }: Proposing,
  plan: Plan,
  announcer: DeploymentAnnouncer,
  { clock, random }: Pick<ActionDeps, "clock" | "random">,
): Promise<NonNullable<PromotionRecord["proposed"]>> {
  const [leg] = plan.legs as [PromotionIntent["legs"][0]];
  const { seconds: _, ...planned } = plan;
  const opened = { ...planned, schemaVersion: 1, state: "open", id: random.uuid(), time: isoTime(clock) } as const;
  const entry = { ...entryOf({ ...opened, holder: "", until: 0 }, leg), sha: plan.sha };
  const move = { name: plan.name, alias: plan.alias, version: leg.to, seen: leg.from ?? undefined };
  // a record is given, so that there is something to propose
  const made = await registry.propose(move, entry);
  if (!made?.promotion) throw new Error(`nothing was proposed for ${plan.name}@${plan.alias}`);
  const { branch, base, url = null } = made;
  await announcer.announce(intentOf(plan.name, registryName, made.promotion), "proposed", url ?? undefined);
  return { branch, base, url };
}

/** Where it is decided: a page, or else a branch. */
export const linkOf = ({ url, branch }: NonNullable<PromotionRecord["proposed"]>): string => url ?? branch;

/** After the merge: what waited at GitHub is done. Says nothing anew where that was said before. */
export async function announceMerged(
  { name: registryName, registry }: Proposing,
  name: string,
  alias: string,
  announcer: DeploymentAnnouncer,
): Promise<void> {
  const last = (await registry.promotions(name)).findLast((entry) => entry.alias === alias);
  if (last?.sha && last.version !== null) await announcer.announce(intentOf(name, registryName, last), "done");
}

/** What an entry of the record was, as the intent that it came from. */
function intentOf(name: string, registry: string, promotion: Promotion): PromotionIntent {
  const { id = "", event = "promoted", alias = "", environment = "", sha = "", previous, version, ...rest } = promotion;
  const { digest, evidence, forced, time, actor, run } = rest;
  // what is proposed has a version to move to
  if (version === null || digest === null) throw new Error(`the record ${id} of ${name} leads nowhere`);
  return {
    schemaVersion: 1,
    state: "open",
    id,
    event,
    name,
    alias,
    digest,
    legs: [{ registry, from: previous, to: version }],
    endpoint: null,
    evidence,
    forced,
    environment,
    sha,
    time,
    actor,
    run,
    holder: "",
    until: 0,
  };
}
