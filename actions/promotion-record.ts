import type { Promotion } from "#contracts";
import type { NamedRegistry } from "./open-registries.ts";

/** As many entries as promotion.json carries; the registry keeps all. */
const carried = 100;

/** The record as the first registry has it, the oldest first. */
export async function latestEntries(registries: readonly NamedRegistry[], name: string): Promise<Promotion[]> {
  return ((await registries[0]?.registry.promotions(name)) ?? []).slice(-carried);
}
