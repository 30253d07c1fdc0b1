import type { ModelPrice, PriceTable } from "#contracts";
import { publishedPrices } from "./price-table.ts";

export interface KnownPrice extends ModelPrice {
  /** When and where the figures were read. */
  date: string;
  source: string;
}

/**
 * The price of a model: the user's table before ours; `provider/model` before `model`; then the same without a publisher
 * (`google/…`) and without the date of a snapshot. Undefined is an unknown price, and never 0.
 */
export function priceOf(provider: string, model: string, own?: PriceTable): KnownPrice | undefined {
  const undated = model.replace(/-(\d{4}-\d{2}-\d{2}|\d{8})$/, "");
  const names = [`${provider}/${model}`, model, withoutPublisher(model), undated, withoutPublisher(undated)];
  for (const table of own ? [own, publishedPrices] : [publishedPrices]) {
    const found = names.find((name) => Object.hasOwn(table.models, name));
    if (found !== undefined) return { ...(table.models[found] as ModelPrice), date: table.date, source: table.source };
  }
  return undefined;
}

const withoutPublisher = (model: string): string => model.replace(/^[a-z-]+\//, "");
