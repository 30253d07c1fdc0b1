import { InputError } from "#contracts";

/** Money held for a request that is under way. Settle it once, whatever became of the request. */
export interface Reservation {
  /**
   * @param usd what the request cost; null when nobody knows, and then the whole reservation counts as spent, since a
   * request that failed on our side may have been answered and billed
   */
  settle(usd: number | null): void;
}

/**
 * A limit on spending that holds whatever the order in which requests end: the worst case of each is reserved before it
 * is sent, and what it did not need is given back after.
 */
export interface Budget {
  /**
   * Waits while requests under way may still give back enough; undefined when none can: the budget is exhausted, and
   * stays so for everyone who asks later.
   */
  reserve(worstUsd: number): Promise<Reservation | undefined>;
  /** USD, settled. */
  spent(): number;
  exhausted(): boolean;
}

interface Waiting {
  worstUsd: number;
  decide(reservation: Reservation | undefined): void;
}

/** Rounding of sums of many small amounts must not let a cent through, nor keep one out. */
const tolerance = 1e-9;

/** @param limitUsd Infinity for no limit */
export function newBudget(limitUsd: number): Budget {
  let [spent, held, exhausted] = [0, 0, false];
  const queue: Waiting[] = [];

  function take(worstUsd: number): Reservation {
    held += worstUsd;
    let open = true;
    return {
      settle(usd) {
        if (!open) return;
        open = false;
        held = Math.max(0, held - worstUsd);
        spent += usd ?? worstUsd;
        serve();
      },
    };
  }

  const fits = (worstUsd: number): boolean => spent + held + worstUsd <= limitUsd + tolerance;

  function serve(): void {
    // first come, first served: a small request does not pass a large one by for ever
    for (let first = queue[0]; first; first = queue[0]) {
      if (!exhausted && fits(first.worstUsd)) {
        queue.shift();
        first.decide(take(first.worstUsd));
      } else if (exhausted || held <= tolerance) {
        exhausted = true;
        queue.shift();
        first.decide(undefined);
      } else return;
    }
  }

  return {
    reserve: (worstUsd) =>
      new Promise((decide) => {
        queue.push({ worstUsd: Number.isFinite(worstUsd) ? Math.max(0, worstUsd) : Number.POSITIVE_INFINITY, decide });
        serve();
      }),
    spent: () => spent,
    exhausted: () => exhausted,
  };
}

/** @throws InputError `over-budget`, before anything is sent, when the estimate is over the limit */
export function requireWithinBudget(likelyUsd: number, limitUsd: number): void {
  if (likelyUsd <= limitUsd) return;
  const problem = `the run is estimated at ${likelyUsd.toFixed(2)} USD, over the budget of ${limitUsd.toFixed(2)}`;
  const mend = "raise budget-usd, or judge fewer rows, with fewer repeats or a cheaper model";
  throw new InputError([{ where: "budget-usd", problem, mend }], "over-budget");
}

/**
 * @param where the input that the limit was given by
 * @throws InputError `unknown-price` when a limit is set on models of which some have no price
 */
export function requireKnownPrices(
  models: readonly { name: string; priced: boolean }[],
  limitUsd: number,
  where = "budget-usd",
): void {
  const unknown = models.filter(({ priced }) => !priced).map(({ name }) => name);
  if (unknown.length === 0 || limitUsd === Number.POSITIVE_INFINITY) return;
  throw new InputError(
    unknown.map((name) => ({
      where,
      problem: `the price of ${name} is unknown, so that no budget can be kept`,
      mend: "give it under prices: in evaluation.yaml, or leave the budget out",
    })),
    "unknown-price",
  );
}
