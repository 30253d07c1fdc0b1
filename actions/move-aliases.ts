import type { ActionDeps } from "#action-kit";
import { type Promotion, type PromotionIntent, type PromotionLeg, type Settled, ToolkitError } from "#contracts";
import { isoTime } from "#platform";
import { type Place, placeOf, settlement, type Traffic } from "#registry";
import type { NamedRegistry } from "./open-registries.ts";
import type { HeldPromotion } from "./promotion-intent.ts";

/**
 * Says outside the registries what became of a promotion; never throws because of a forge.
 * @returns whether it was said
 */
export type Announce = (
  intent: PromotionIntent,
  outcome: "proposed" | "done" | "undone",
  /** Of `proposed`: where it is decided. */
  url?: string,
) => Promise<boolean>;

export interface PromotionParts {
  registries: readonly NamedRegistry[];
  announce: Announce;
}

interface Leg extends PromotionLeg {
  registry: string;
  at: NamedRegistry["registry"];
}

/**
 * Moves the alias in every registry, then writes the record in each, then says it outside. Each step finds what was done
 * before. @throws whatever a registry throws; then nothing is closed
 */
export async function finish(held: HeldPromotion, parts: PromotionParts): Promise<void> {
  const { intent } = held;
  for (const { at, from, to } of legsOf(intent, parts)) {
    // a registry that is slow to answer is so before the look at the intent, not after it
    await at.find(`${intent.name}@${intent.alias}`);
    await held.stillMine();
    // also where it is there already: a killed run may have left its vendor to be told
    await at.setAlias(intent.name, intent.alias, to, from ?? undefined);
  }
  for (const leg of legsOf(intent, parts)) {
    if (await isRecorded(leg, intent, intent.id)) continue;
    await held.stillMine();
    await leg.at.recordPromotion(intent.name, entryOf(intent, leg));
  }
  await held.close("done", await parts.announce(intent, "done"));
}

/**
 * Moves back what moved. Where a registry has it on record already, it had happened in all of them: then the record of each
 * gets both, that it happened and that it was undone.
 */
export async function undo(
  held: HeldPromotion,
  parts: PromotionParts,
  deps: Pick<ActionDeps, "clock" | "github">,
): Promise<void> {
  const { intent } = held;
  const legs = legsOf(intent, parts);
  const recorded: boolean[] = [];
  const failures: unknown[] = [];
  for (const leg of legs) {
    recorded.push(await isRecorded(leg, intent, intent.id));
    // a registry that refuses even that keeps no other from going back
    await back(held, leg).catch((error: unknown) => failures.push(error));
  }
  if (failures.length > 0) throw failures[0];
  if (recorded.includes(true)) {
    for (const leg of legs) await recordUndone(held, leg, deps);
    await parts.announce(intent, "undone");
  }
  await held.close("undone");
}

async function back(held: HeldPromotion, { at, from, to }: Leg): Promise<void> {
  const { name, alias } = held.intent;
  const now = (await at.find(`${name}@${alias}`))?.version;
  // somebody else's is left alone; what is back already may still have to be shown
  if (from === to || (now !== to && (now ?? null) !== from)) return;
  await held.stillMine();
  if (from === null) await at.removeAlias(name, alias, to);
  else await at.setAlias(name, alias, from, to);
}

async function recordUndone(
  held: HeldPromotion,
  leg: Leg,
  { clock, github }: Pick<ActionDeps, "clock" | "github">,
): Promise<void> {
  const { intent } = held;
  const { at, from, to } = leg;
  const id = `${intent.id}.undone`;
  if (await isRecorded(leg, intent, id)) return;
  const before = from === null ? undefined : await at.find(`${intent.name}@${from}`);
  await held.stillMine();
  if (!(await isRecorded(leg, intent, intent.id))) await at.recordPromotion(intent.name, entryOf(intent, leg));
  await at.recordPromotion(intent.name, {
    ...entryOf(intent, leg),
    version: from,
    previous: to,
    digest: from === null ? null : (before?.digest ?? intent.digest),
    event: intent.event === "promoted" ? "rolled-back" : "promoted",
    id,
    time: isoTime(clock),
    evidence: {},
    forced: null,
    actor: github.actor,
    run: github.runUrl,
  });
}

/** Finishes or undoes, by what is there now, what another run left. */
export async function settleByData(
  held: HeldPromotion,
  parts: PromotionParts,
  traffic: Traffic,
  deps: Pick<ActionDeps, "clock" | "github" | "log">,
): Promise<Settled> {
  const { intent } = held;
  const places: Place[] = [];
  for (const leg of legsOf(intent, parts))
    places.push(placeOf((await leg.at.find(`${intent.name}@${intent.alias}`))?.version, leg));
  const decided = settlement(places, traffic);
  if (decided === "finish") await finish(held, parts);
  else await undo(held, parts, deps);
  const { id, event, actor, run, time } = intent;
  const outcome = decided === "finish" ? "finished" : "undone";
  deps.log.info(`the ${event === "promoted" ? "promotion" : "rollback"} of ${actor} (${run}) was ${outcome}`);
  return { id, event, outcome, actor, run, time };
}

/** @throws ToolkitError `registries-missing` where this run was not given all that took part */
function legsOf(intent: PromotionIntent, { registries }: PromotionParts): Leg[] {
  const missing = intent.legs.filter((leg) => !registries.some(({ name }) => name === leg.registry));
  if (missing.length > 0)
    throw new ToolkitError({
      code: "registries-missing",
      message: `the promotion that ${intent.actor} left half-done (${intent.run}) is also in ${missing.map(({ registry }) => registry).join(", ")}`,
      hint: `give registries: ${intent.legs.map(({ registry }) => registry).join(", ")}`,
    });
  return intent.legs.map((leg) => ({
    ...leg,
    at: (registries.find(({ name }) => name === leg.registry) as NamedRegistry).registry,
  }));
}

async function isRecorded({ at }: Leg, { name }: PromotionIntent, id: string): Promise<boolean> {
  return (await at.promotions(name)).some((promotion) => promotion.id === id);
}

export function entryOf(intent: PromotionIntent, { from, to }: Pick<PromotionLeg, "from" | "to">): Promotion {
  const { id, event, alias, digest, evidence, forced, environment, time, actor, run, legs } = intent;
  const registries = legs.map(({ registry }) => registry);
  return {
    time,
    version: to,
    digest,
    previous: from,
    evidence,
    forced,
    actor,
    run,
    id,
    event,
    alias,
    registries,
    environment,
  };
}
