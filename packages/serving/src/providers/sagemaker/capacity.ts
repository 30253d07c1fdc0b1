import type { ProductionVariant } from "@aws-sdk/client-sagemaker";
import type { Seen } from "./seen.ts";

export interface Capacity {
  /** Instances by variant that stand there with fewer, and need as many before they are given another model. */
  raise: Record<string, number>;
  /** Whether the configuration's own counts are enough; else those that stand are kept. */
  isConfigured: boolean;
}

/**
 * Instances that the variants of a new configuration begin with: as many as it says, and no fewer than serve the same
 * model now, nor than the variant has that they take the place of; autoscaling may have added to both.
 */
export function capacityFor(
  next: readonly ProductionVariant[],
  { variants, live }: Pick<Seen, "variants" | "live">,
): Capacity {
  const standing = (name: string | undefined): number | undefined => {
    const found = live.find(({ VariantName }) => VariantName === name);
    return found && Math.max(found.CurrentInstanceCount ?? 0, found.DesiredInstanceCount ?? 0);
  };
  const needs = next.flatMap(({ VariantName: name = "", ModelName, InitialInstanceCount: configured }) => {
    if (configured === undefined) return [];
    const before = variants.find((variant) => variant.ModelName === ModelName)?.VariantName ?? name;
    const needed = Math.max(configured, standing(before) ?? 0);
    return [{ name, configured, needed, kept: standing(name) ?? configured }];
  });
  return {
    raise: Object.fromEntries(needs.flatMap(({ name, needed, kept }) => (kept < needed ? [[name, needed]] : []))),
    isConfigured: needs.every(({ needed, configured }) => needed === configured),
  };
}
