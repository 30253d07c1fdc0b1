import { ToolkitError } from "#contracts";
import type { TrafficWeight } from "../../serving.ts";
import { requireWeight } from "../../weight.ts";
import { provider } from "./failures.ts";
import type { Home, Standing } from "./home.ts";
import { movementOf } from "./movement.ts";

/** Weights with their leases: the engines end none by themselves, so whoever asks next ends one that ran out. */
export function weightsOf(home: Home) {
  const { ports, config, workload, store, existing, write, alone } = home;
  const { clock, log } = ports;
  const { endpoint } = config;
  const movement = movementOf(home);

  function grantedNow({ state, granted }: Standing): TrafficWeight {
    const held =
      granted !== undefined &&
      granted.server === state.record.variants.canary?.server &&
      (granted.endsAt === null || clock.now() < Date.parse(granted.endsAt));
    return held ? { canary: granted.canary, leaseExpiresAt: granted.endsAt } : { canary: 0, leaseExpiresAt: null };
  }

  const shareOf = ({ seen, state }: Standing): number => seen.traffic[state.record.variants.canary?.server ?? ""] ?? 0;
  const isAsGranted = (standing: Standing): boolean =>
    standing.state.record.variants.canary === null || Math.abs(shareOf(standing) - grantedNow(standing).canary) < 1e-6;

  async function give(canary: number, leaseSeconds: number | null): Promise<TrafficWeight> {
    const { state } = await existing();
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
    const early = (): Promise<void> =>
      store.grant({ canary, endsAt: until((leaseSeconds ?? 0) + config.switchSeconds), server });
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

  async function reconciled(): Promise<Standing> {
    const standing = await existing();
    if (isAsGranted(standing)) return standing;
    const reconciling = alone(async () => {
      const now = await existing();
      const server = now.state.record.variants.canary?.server;
      if (isAsGranted(now) || !server) return now;
      const { canary } = grantedNow(now);
      log.warning(`the weights of ${endpoint} are not as they were granted; the canary gets ${canary}`);
      await movement.weigh(server, canary);
      return await existing();
    });
    return await reconciling.catch((error: unknown) => {
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
    const standing = await reconciled();
    return { canary: shareOf(standing), leaseExpiresAt: grantedNow(standing).leaseExpiresAt };
  }

  return { setWeight, weights };
}
