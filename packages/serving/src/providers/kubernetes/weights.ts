import { ToolkitError } from "#contracts";
import { reconcileWeights } from "../../reconcile-weights.ts";
import type { Reconciled, TrafficWeight } from "../../serving.ts";
import { requireWeight } from "../../weight.ts";
import { provider } from "./failures.ts";
import type { Home, Standing } from "./home.ts";
import { movementOf } from "./movement.ts";

/**
 * Weights with their leases. The engines end none by themselves: `reconcile` ends those that ran out. A weight that a
 * person, an analysis of the engine or a sync gave is theirs: it is read, and left.
 */
export function weightsOf(home: Home) {
  const { ports, config, workload, store, existing, write, alone } = home;
  const { clock, log } = ports;
  const { endpoint } = config;
  const movement = movementOf(home);

  const shareOf = ({ seen, state }: Standing): number => seen.traffic[state.record.variants.canary?.server ?? ""] ?? 0;

  const same = (left: number, right: number): boolean => Math.abs(left - right) < 1e-6;

  /** The grant that the canary's weight is by; undefined where it is nobody's or somebody else's. */
  function ours(standing: Standing): Standing["granted"] {
    const { granted, state } = standing;
    const share = shareOf(standing);
    const isOurs = [granted?.canary, granted?.from].some((each) => same(each ?? -1, share));
    return isOurs && share > 0 && granted?.server === state.record.variants.canary?.server ? granted : undefined;
  }

  /** What the canary is to get by now; a lease that ran out is 0. */
  function wantedIn({ granted, state }: Standing): number {
    if (granted?.server !== state.record.variants.canary?.server) return 0;
    const { canary = 0, endsAt = null } = granted ?? {};
    return endsAt === null || clock.now() < Date.parse(endsAt) ? canary : 0;
  }

  /** A lease is of the weight that was given with it, not of one that somebody else gave since. */
  function weightOf(standing: Standing): TrafficWeight {
    const { granted, state } = standing;
    const canary = shareOf(standing);
    const isOfIt = granted !== undefined && granted.server === state.record.variants.canary?.server;
    return { canary, leaseExpiresAt: isOfIt && same(granted.canary, canary) ? granted.endsAt : null };
  }

  function findingIn(standing: Standing): Reconciled["found"] {
    const [share, wanted] = [shareOf(standing), wantedIn(standing)];
    if (same(share, wanted)) return "in-order";
    if (!ours(standing)) return "moved";
    // less than is wanted: a new weight is on its way
    return share > wanted ? "abandoned" : "in-order";
  }

  async function give(canary: number, leaseSeconds: number | null): Promise<TrafficWeight> {
    const standing = await existing();
    const { state } = standing;
    const server = state.record.variants.canary?.server;
    if (!server) {
      if (canary === 0) return { canary: 0, leaseExpiresAt: null };
      throw new ToolkitError({
        code: "no-canary",
        provider,
        message: `${endpoint} has no canary`,
        hint: "deploy a candidate with strategy: canary first",
      });
    }
    await workload.requireShare(canary);
    const until = (seconds: number): string | null =>
      leaseSeconds === null ? null : new Date(clock.now() + seconds * 1000).toISOString();
    // the lease begins when the weight is there; should this run be killed before, it ends all the same
    const from = ours(standing) && shareOf(standing);
    const early = (): Promise<void> =>
      store.grant({ canary, endsAt: until((leaseSeconds ?? 0) + config.switchSeconds), server, from });
    // traffic is taken away even where that cannot be written down
    const written = await early().catch((error: unknown) => {
      if (canary > 0) throw error;
      return error;
    });
    await movement.weigh(server, canary, canary > 0 ? early : undefined);
    if (written !== undefined) throw written;
    const leaseExpiresAt = until(leaseSeconds ?? 0);
    if (leaseExpiresAt !== null) await store.grant({ canary, endsAt: leaseExpiresAt, server });
    return { canary, leaseExpiresAt };
  }

  async function make(now: Standing, wanted: number): Promise<void> {
    const server = now.state.record.variants.canary?.server;
    if (!server) return;
    await movement.weigh(server, wanted);
    if (now.granted && wanted === 0) await store.grant({ canary: 0, endsAt: now.granted.endsAt, server });
  }

  const reconcile = async (restore: boolean): Promise<Reconciled> =>
    await reconcileWeights(await existing(), restore, {
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
      const standing = await existing();
      // or a canary with all the weight would look like a promotion that was killed
      if (standing.state.next) await write(standing, { ...standing.state, next: null });
      return await give(canary, leaseSeconds);
    });
  }

  return {
    setWeight,
    reconcile,
    async weights() {
      await existing();
      await movement.calm();
      return weightOf(await existing());
    },
  };
}
