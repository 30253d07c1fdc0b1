import { ToolkitError } from "#contracts";
import { reconcileWeights } from "../../reconcile-weights.ts";
import type { Reconciled, TrafficWeight } from "../../serving.ts";
import { shadowHasNoWeight } from "../../shadow.ts";
import { requireWeight } from "../../weight.ts";
import { provider } from "./failures.ts";
import { isSplit, sharesOf, weightsFor } from "./fleet.ts";
import type { Home } from "./home.ts";
import type { Seen } from "./seen.ts";

/** Weights with their leases. */
export function weightsOf({ ports, config, running, existing, settled, alone }: Home) {
  const { clock, log } = ports;
  const { endpoint } = config;

  /** What was given to the canary that stands there. */
  const grantedIn = ({ state, granted }: Seen): Seen["granted"] =>
    granted?.model === state.record.variants.canary?.server ? granted : undefined;

  /** What the canary is to get now, by the record; a lease that ran out is 0. */
  function wantedIn(seen: Seen): number {
    const { canary = 0, endsAt = null } = grantedIn(seen) ?? {};
    return endsAt === null || clock.now() < Date.parse(endsAt) ? canary : 0;
  }

  /** What SageMaker gives it. */
  function shareIn({ state, variants, live }: Seen): number {
    const canary = state.record.variants.canary?.server;
    // a variant that hosts components names no model either
    const name = (canary && variants.find(({ ModelName }) => ModelName === canary)?.VariantName) ?? "";
    return sharesOf(live)[name] ?? 0;
  }

  // SageMaker keeps 32 bits of a weight
  const same = (left: number, right: number): boolean => Math.abs(left - right) < 2e-6;

  /** A lease is of the weight that was given with it, not of one that somebody else gave since. */
  function weightOf(seen: Seen): TrafficWeight {
    const canary = shareIn(seen);
    const granted = grantedIn(seen);
    return { canary, leaseExpiresAt: granted && same(granted.canary, canary) ? granted.endsAt : null };
  }

  function findingIn(seen: Seen): Reconciled["found"] {
    const wanted = wantedIn(seen);
    if (isSplit(seen.live, weightsFor(seen.state.record.variants, wanted, seen.variants))) return "in-order";
    const { canary, before } = grantedIn(seen) ?? {};
    const share = shareIn(seen);
    const isOurs = [canary, before].some((given) => given !== undefined && same(given, share));
    if (!isOurs) return "moved";
    // less than is wanted: a new weight is on its way
    return share > wanted ? "abandoned" : "in-order";
  }

  async function give(canary: number, leaseSeconds: number | null): Promise<TrafficWeight> {
    const seen = await existing();
    const { arn } = seen;
    const { variants } = seen.state.record;
    if (!variants.canary) {
      if (canary === 0) return { canary: 0, leaseExpiresAt: null };
      throw new ToolkitError({
        code: "no-canary",
        provider,
        message: `${endpoint} has no canary`,
        hint: "deploy a candidate with strategy: canary first",
      });
    }
    if (canary > 0 && seen.state.record.shadow !== undefined)
      throw shadowHasNoWeight(provider, variants.canary.modelRef);
    const model = variants.canary.server;
    const until = (seconds: number): string | null =>
      leaseSeconds === null ? null : new Date(clock.now() + seconds * 1000).toISOString();
    // the lease begins when the weight is there; should this run be killed before, it ends all the same
    const early = { canary, endsAt: until((leaseSeconds ?? 0) + config.switchSeconds), model, before: shareIn(seen) };
    // traffic is taken away even where that cannot be written down
    const written = await running.grant(arn, early).catch((error: unknown) => {
      if (canary > 0) throw error;
      return error;
    });
    await running.weigh(variants, canary);
    if (written !== undefined) throw written;
    const leaseExpiresAt = until(leaseSeconds ?? 0);
    await running.grant(arn, { canary, endsAt: leaseExpiresAt, model });
    return { canary, leaseExpiresAt };
  }

  async function make(now: Seen, wanted: number): Promise<void> {
    const granted = grantedIn(now);
    const ended = granted && wanted === 0 ? { ...granted, canary: 0 } : undefined;
    if (ended) await running.grant(now.arn, { ...ended, before: shareIn(now) });
    await running.weigh(now.state.record.variants, wanted);
    if (ended) await running.grant(now.arn, { ...ended, before: undefined });
  }

  const reconcile = async (restore: boolean): Promise<Reconciled> =>
    await reconcileWeights(await settled(config.switchSeconds), restore, {
      endpoint,
      log,
      findingIn,
      weightOf,
      wantedIn,
      existing,
      make,
      alone,
    });

  async function setWeight(canary: number, leaseSeconds: number | null): Promise<TrafficWeight> {
    requireWeight(canary, leaseSeconds);
    // a request for 0 waits for nobody
    if (canary === 0) return await give(0, null);
    return await alone(async () => {
      const { arn, state } = await existing();
      // or a canary with all the weight would look like a promotion that was killed
      if (state.next && !state.submitted) await running.write(arn, { ...state, next: null });
      return await give(canary, leaseSeconds);
    });
  }

  return { setWeight, reconcile, weights: async () => weightOf(await settled(config.switchSeconds)) };
}
