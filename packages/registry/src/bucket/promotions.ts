import { isDeepStrictEqual } from "node:util";
import { type Promotion, promotionSchema } from "#contracts";
import { corrupt, parsedObject } from "./journal.ts";
import { keysOf } from "./record.ts";
import type { Shelf } from "./shelf.ts";

/** Numbered objects, each written once: a line can be neither changed nor given twice. The first one first. */
export async function readPromotions({ store, models }: Shelf, name: string): Promise<Promotion[]> {
  const keys = keysOf(name);
  const found: Promotion[] = [];
  for await (const key of store.list(keys.promotions)) {
    const expected = keys.promotion(found.length + 1);
    if (key !== expected)
      throw corrupt(models.provider, store.address(expected), `is missing: the next is ${store.address(key)}`);
    const line = await store.get(key);
    if (!line) throw corrupt(models.provider, store.address(key), "is gone");
    found.push(parsedObject(line.content, promotionSchema, models.provider, store.address(key)));
  }
  return found;
}

/** The same record twice in a row is one. */
export async function appendPromotion(shelf: Shelf, name: string, record: Promotion): Promise<void> {
  for (;;) {
    const before = await readPromotions(shelf, name);
    if (isDeepStrictEqual(before.at(-1), record)) return;
    const line = new TextEncoder().encode(JSON.stringify(record));
    if (await shelf.store.put(keysOf(name).promotion(before.length + 1), line, { absent: true })) return;
  }
}
