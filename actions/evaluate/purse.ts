import { ToolkitError } from "#contracts";
import { type Budget, costOf, type KnownPrice, newBudget, worstCostOf } from "#evaluation";
import type { ChatAnswer, ChatRequest, Inference } from "#inference";

/** What the whole evaluation may cost, and what it has cost: the model's answers first, then the judge's. */
export interface Purse {
  limitUsd: number;
  budget: Budget;
  /** The prices that were used. */
  prices: Set<KnownPrice>;
  promptTokens: number;
  completionTokens: number;
  /** Null once a price or a count was unknown. */
  usd: number | null;
}

export function newPurse(limitUsd: number | undefined): Purse {
  const limit = limitUsd ?? Number.POSITIVE_INFINITY;
  return { limitUsd: limit, budget: newBudget(limit), prices: new Set(), promptTokens: 0, completionTokens: 0, usd: 0 };
}

/** Thrown in place of a request that the budget does not hold. */
export const budgetSpent = "budget-spent";

/**
 * The model with its answers paid for out of the purse: the worst case is reserved before a request is sent. Likelihoods
 * are of servers of one's own and cost nothing.
 * @throws ToolkitError `budget-spent`, from `chat`
 */
export function paidFrom(purse: Purse, inference: Inference, price: KnownPrice | undefined): Inference {
  if (price) purse.prices.add(price);
  return {
    ...inference,
    async chat(request, signal): Promise<ChatAnswer> {
      const worst = purse.limitUsd === Number.POSITIVE_INFINITY ? 0 : worstOf(request, price);
      const reservation = await purse.budget.reserve(worst);
      if (!reservation) throw new ToolkitError({ code: budgetSpent, message: "the budget holds no further request" });
      let usd: number | null = null;
      try {
        const answer = await inference.chat(request, signal);
        usd = costOf(price, answer);
        purse.promptTokens += answer.promptTokens ?? 0;
        purse.completionTokens += answer.completionTokens ?? 0;
        purse.usd = purse.usd === null || usd === null ? null : purse.usd + usd;
        return answer;
      } catch (error) {
        // what the server refused it does not bill
        if (error instanceof ToolkitError && error.status !== undefined && error.status >= 400 && error.status < 500)
          usd = 0;
        throw error;
      } finally {
        reservation.settle(usd);
      }
    },
  };
}

function worstOf({ messages, maxTokens }: ChatRequest, price: KnownPrice | undefined): number {
  const texts = messages.map(({ content }) => content);
  return worstCostOf(price, texts, maxTokens) ?? Number.POSITIVE_INFINITY;
}
