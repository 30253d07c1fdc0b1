import { ToolkitError } from "#contracts";
import type { TrafficWeight } from "../../serving.ts";
import { requireWeight } from "../../weight.ts";
import { provider } from "./failures.ts";
import type { Home, Standing } from "./home.ts";
import { movementOf } from "./movement.ts";

/**
 * Weights with their leases. The engines end none by themselves, so whoever asks next ends one that ran out. A weight that
 * a person, an analysis of the engine or a sync gave is theirs: it is read, and left.
 */
export function weightsOf(home: Home) {
  const { ports, config, workload, store, existing, write, alone } = home;
  const { clock, log } = ports;
  const { endpoint } = config;
  const movement = movementOf(home);

  const shareOf = ({ seen, state }: Standing): number => seen.traffic[state.record.variants.canary?.server ?? ""] ?? 0;

  /** The grant that the canary's weight is by; undefined where it is nobody's or somebody else's. */
  function ours(standing: Standing): Standing["granted"] {
    const { granted, state } = standing;
    const share = shareOf(standing);
    const isOurs = [granted?.canary, granted?.from].some((each) => Math.abs((each ?? -1) - share) < 1e-6);
    return isOurs && share > 0 && granted?.server === state.record.variants.canary?.server ? granted : undefined;
  }

  function ranOut(standing: Standing): boolean {
    const endsAt = ours(standing)?.endsAt;
    return typeof endsAt === "string" && clock.now() >= Date.parse(endsAt);
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

  async function withoutEnded(): Promise<Standing> {
    const standing = await existing();
    if (!ranOut(standing)) return standing;
    const ending = alone(async () => {
      const now = await existing();
      const server = now.state.record.variants.canary?.server;
      if (!ranOut(now) || !server) return now;
      log.warning(`the lease of the canary of ${endpoint} ran out; it gets nothing from now on`);
      await movement.weigh(server, 0);
      return await existing();
    });
    return await ending.catch((error: unknown) => {
      // whoever holds the lock changes the endpoint, and weighs it in the end
      if (error instanceof ToolkitError && error.code === "locked") return standing;
      throw error;
    });
  }

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

  async function weights(): Promise<TrafficWeight> {
    const standing = await withoutEnded();
    return { canary: shareOf(standing), leaseExpiresAt: ours(standing)?.endsAt ?? null };
  }

  return { setWeight, weights };
}
