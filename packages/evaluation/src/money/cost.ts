import type { ModelPrice } from "#contracts";

export interface TokenCounts {
  promptTokens: number | null;
  completionTokens: number | null;
  /** Of the prompt's, those that the provider had cached. */
  cachedTokens?: number | null | undefined;
}

/** USD of one request; null when the price or a count is unknown. */
export function costOf(price: ModelPrice | undefined, counts: TokenCounts): number | null {
  const { promptTokens, completionTokens } = counts;
  if (!price || promptTokens === null || completionTokens === null) return null;
  const rates = price.long && promptTokens > price.long.above ? price.long : price;
  const cached = Math.min(counts.cachedTokens ?? 0, promptTokens);
  const usd =
    (promptTokens - cached) * rates.input + cached * (rates.cached ?? rates.input) + completionTokens * rates.output;
  return usd / 1_000_000;
}

/** Roles, separators, and what a provider tells a model of its tools, by the request and by the message. */
const overhead = { request: 1000, message: 16 };

/**
 * No more than this can one answer cost: a token is at least one byte of text (byte-level BPE), and the answer has a
 * limit. Undefined when the price is unknown.
 */
export function worstCostOf(
  price: ModelPrice | undefined,
  texts: readonly string[],
  maxTokens: number,
): number | undefined {
  const promptTokens = bytesOf(texts) + overhead.request + overhead.message * texts.length;
  return costOf(price, { promptTokens, completionTokens: maxTokens }) ?? undefined;
}

/**
 * What it will about cost, rather too much: three bytes a token (English has four, Russian five to six, Chinese three),
 * and answers of full length.
 */
export function likelyCostOf(
  price: ModelPrice | undefined,
  texts: readonly string[],
  maxTokens: number,
): number | undefined {
  const promptTokens = Math.ceil(bytesOf(texts) / 3) + overhead.message * texts.length;
  return costOf(price, { promptTokens, completionTokens: maxTokens }) ?? undefined;
}

const bytesOf = (texts: readonly string[]): number =>
  texts.reduce((sum, text) => sum + new TextEncoder().encode(text).length, 0);
