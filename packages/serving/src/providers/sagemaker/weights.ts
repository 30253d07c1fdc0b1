import { ToolkitError } from "#contracts";
import type { TrafficWeight } from "../../serving.ts";
import { shadowHasNoWeight } from "../../shadow.ts";
import { requireWeight } from "../../weight.ts";
import type { Seen } from "./endpoint.ts";
import { provider } from "./failures.ts";
import { isSplit, sharesOf, weightsFor } from "./fleet.ts";
import type { Home } from "./home.ts";

/** Weights with their leases. */
export function weightsOf({ ports, config, running, existing, alone }: Home) {
  const { clock, log } = ports;
  const { endpoint } = config;

  /** What the canary is to get now, by the record; a lease that ran out is 0. */
  function grantedIn({ state, granted }: Seen): TrafficWeight {
    const held =
      granted !== undefined &&
      granted.model === state.record.variants.canary?.server &&
      (granted.endsAt === null || clock.now() < Date.parse(granted.endsAt));
    return held ? { canary: granted.canary, leaseExpiresAt: granted.endsAt } : { canary: 0, leaseExpiresAt: null };
  }

  const isAsGranted = (seen: Seen): boolean =>
    seen.status === "InService" &&
    isSplit(seen.live, weightsFor(seen.state.record.variants, grantedIn(seen).canary, seen.variants));

  async function give(canary: number, leaseSeconds: number | null): Promise<TrafficWeight> {
    const { arn, state } = await existing();
    const { variants } = state.record;
    if (!variants.canary) {
      if (canary === 0) return { canary: 0, leaseExpiresAt: null };
      throw new ToolkitError({
        code: "no-canary",
        provider,
        message: `${endpoint} has no canary`,
        hint: "deploy a candidate with strategy: canary first",
      });
    }
    if (canary > 0 && state.record.shadow !== undefined) throw shadowHasNoWeight(provider, variants.canary.modelRef);
    const model = variants.canary.server;
    const until = (seconds: number): string | null =>
      leaseSeconds === null ? null : new Date(clock.now() + seconds * 1000).toISOString();
    // the lease begins when the weight is there; should this run be killed before, it ends all the same
    const early = { canary, endsAt: until((leaseSeconds ?? 0) + config.switchSeconds), model };
    // traffic is taken away even where that cannot be written down
    const written = await running.grant(arn, early).catch((error: unknown) => {
      if (canary > 0) throw error;
      return error;
    });
    await running.weigh(variants, canary);
    if (written !== undefined) throw written;
    const leaseExpiresAt = until(leaseSeconds ?? 0);
    if (leaseExpiresAt !== null) await running.grant(arn, { canary, endsAt: leaseExpiresAt, model });
    return { canary, leaseExpiresAt };
  }

  /** Weights that are not as they were granted, by a lease that ran out or by Terraform, are made so. */
  async function reconciled(): Promise<Seen> {
    const seen = await existing();
    if (isAsGranted(seen)) return seen;
    const reconciling = alone(async () => {
      const now = await existing();
      if (isAsGranted(now)) return now;
      const { canary } = grantedIn(now);
      log.warning(`the weights of ${endpoint} are not as they were granted; the canary gets ${canary}`);
      await running.weigh(now.state.record.variants, canary);
      return await existing();
    });
    return await reconciling.catch((error: unknown) => {
      // whoever holds the lock changes the endpoint, and weighs it in the end
      if (error instanceof ToolkitError && error.code === "locked") return seen;
      throw error;
    });
  }

  async function setWeight(canary: number, leaseSeconds: number | null): Promise<TrafficWeight> {
    requireWeight(canary, leaseSeconds);
    // a request for 0 waits for nobody
    if (canary === 0) return await give(0, null);
    return await alone(async () => {
      const { arn, state } = await existing();
      // or a canary with all the weight would look like a promotion that was killed
      if (state.next) await running.write(arn, { ...state, next: null });
      return await give(canary, leaseSeconds);
    });
  }

  async function weights(): Promise<TrafficWeight> {
    const seen = await reconciled();
    const canary = seen.state.record.variants.canary?.server;
    // a variant that hosts components names no model either
    const name = (canary && seen.variants.find(({ ModelName }) => ModelName === canary)?.VariantName) ?? "";
    return { canary: sharesOf(seen.live)[name] ?? 0, leaseExpiresAt: grantedIn(seen).leaseExpiresAt };
  }

  return { setWeight, weights };
}
