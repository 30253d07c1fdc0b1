import { ToolkitError } from "#contracts";
import type { Log } from "#platform";
import type { Reconciled, TrafficWeight } from "./serving.ts";

/** How an engine that ends no lease by itself is read and weighed. */
export interface Weighed<Standing> {
  endpoint: string;
  log: Pick<Log, "warning">;
  findingIn(standing: Standing): Reconciled["found"];
  weightOf(standing: Standing): TrafficWeight;
  /** What the canary is to get now; a lease that ran out is 0. */
  wantedIn(standing: Standing): number;
  existing(): Promise<Standing>;
  /** Gives the canary what is wanted; of 0, so that whoever drives it sees that nobody took the weight away. */
  make(standing: Standing, wanted: number): Promise<void>;
  alone(work: () => Promise<Reconciled>): Promise<Reconciled>;
}

/** The verb reconcile of such an engine, from what was seen of it without its lock. */
export async function reconcileWeights<Standing>(
  seen: Standing,
  restore: boolean,
  { endpoint, log, findingIn, weightOf, wantedIn, existing, make, alone }: Weighed<Standing>,
): Promise<Reconciled> {
  const isLeft = (found: Reconciled["found"]): boolean => found === "in-order" || (found === "moved" && !restore);
  const asFound = (standing: Standing): Reconciled => {
    const now = weightOf(standing);
    return { found: findingIn(standing), before: now, after: now };
  };
  if (isLeft(findingIn(seen))) return asFound(seen);
  const reconciling = alone(async () => {
    const now = await existing();
    const found = findingIn(now);
    if (isLeft(found)) return asFound(now);
    const wanted = wantedIn(now);
    log.warning(`the weights of ${endpoint} are not as they were granted; the canary gets ${wanted}`);
    await make(now, wanted);
    return { found, before: weightOf(now), after: weightOf(await existing()) };
  });
  return await reconciling.catch((error: unknown) => {
    // whoever holds the lock changes the endpoint, and weighs it in the end
    if (error instanceof ToolkitError && error.code === "locked")
      return { ...asFound(seen), found: "in-order" as const };
    throw error;
  });
}
