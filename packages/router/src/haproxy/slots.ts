import { InputError, type Variants } from "#contracts";

/**
 * A backend of HAProxy that stands for one model server. Variants move by handing slots over, never by changing the
 * address under a request: what is on its way to the old server stays there, and can be counted.
 */
export interface Slot {
  /** `address:port` of the server; undefined while it stands for none. */
  own: string | undefined;
  /** Who answers in its stead when it cannot be reached, before the first byte. */
  other: string | undefined;
}
export type Slots = ReadonlyMap<string, Slot>;

/** Which slot is which variant; the canary's is empty when there is none. */
export interface Roles {
  baseline: string;
  canary: string;
}

/** Baseline, canary, and the ones before them that are still at work. */
export const slotNames = ["s1", "s2", "s3", "s4", "s5", "s6"] as const;
export const noSlots = (): Slots => new Map(slotNames.map((name) => [name, { own: undefined, other: undefined }]));

/** @throws InputError for what HAProxy cannot be told at run time: names to resolve, TLS, paths */
export function addressOf(url: string): string {
  const { protocol, hostname, port, pathname, username } = new URL(url);
  const host = hostname === "localhost" ? "127.0.0.1" : hostname;
  if (protocol === "http:" && /^\d+\.\d+\.\d+\.\d+$/.test(host) && /^\/(v1\/?)?$/.test(pathname) && username === "")
    return `${host}:${port || "80"}`;
  const problem = `${url} is no address that HAProxy can change to while it runs`;
  throw new InputError([{ where: "variants", problem, legal: "http://<IPv4 address>:<port>, with or without /v1" }]);
}

/**
 * Finds a slot for both variants; those that stand already keep theirs. Nothing else changes, so that a config of the new
 * slots serves the old roles as well. A dead canary's requests may go to the baseline; a baseline's never to a canary
 * that got no weight.
 * @param taken slots that must not be given away: in a role now, or at work for a server from before
 * @throws InputError when all are taken
 */
export function placed(slots: Slots, variants: Variants, taken: ReadonlySet<string>): { slots: Slots; roles: Roles } {
  const next = new Map(slots);
  const roles: Roles = { baseline: "", canary: "" };
  const baseline = addressOf(variants.baseline.url);
  roles.baseline = give(baseline, undefined);
  if (variants.canary) roles.canary = give(addressOf(variants.canary.url), baseline);
  return { slots: next, roles };

  function give(own: string, other: string | undefined): string {
    const known = [...next].find(([, slot]) => slot.own === own)?.[0];
    const free = [...next].find(([name, slot]) => slot.own === undefined && !taken.has(name))?.[0];
    const name = known ?? free ?? [...next.keys()].find((each) => !taken.has(each) && each !== roles.baseline);
    if (name === undefined)
      throw new InputError([
        { where: "variants", problem: "all slots are at work for servers from before", mend: "try again in a minute" },
      ]);
    // one server in both roles has no other to go to
    if (name !== roles.baseline) next.set(name, { own, other });
    return name;
  }
}
