import { seededUniform } from "./random.ts";

/** Fisher and Yates's shuffle, the same for the same seed. */
export function shuffled<Item>(items: readonly Item[], seed: number): Item[] {
  const uniform = seededUniform(seed);
  const order = [...items];
  for (let last = order.length - 1; last > 0; last--) {
    const place = Math.floor(uniform() * (last + 1));
    [order[last], order[place]] = [order[place] as Item, order[last] as Item];
  }
  return order;
}
