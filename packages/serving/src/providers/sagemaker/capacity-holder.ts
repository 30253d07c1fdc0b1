import type { ProductionVariant } from "@aws-sdk/client-sagemaker";
import type { Seen } from "./endpoint.ts";
import type { Home } from "./home.ts";
import type { Scaling } from "./state.ts";

type Fleets = readonly ProductionVariant[];

const namesOf = (fleets: Fleets): string[] => fleets.map(({ VariantName = "" }) => VariantName);

/** Autoscaling around a change: nothing is added or taken away while the endpoint is given another configuration. */
export function capacityHolder({ scaling: targets }: Pick<Home, "scaling">) {
  return {
    /**
     * Before a change: SageMaker refuses to remove a variant that is a scalable target, or to give it other instances;
     * the others are suspended.
     */
    async hold({ variants, state }: Seen, next: Fleets, wanted: Scaling | undefined): Promise<void> {
      if (!state.scaling) return;
      const stays = ({ VariantName, InstanceType }: ProductionVariant): boolean =>
        wanted !== undefined &&
        next.some((after) => after.VariantName === VariantName && after.InstanceType === InstanceType);
      await targets.release(namesOf(variants.filter((variant) => !stays(variant))));
      await targets.suspend(namesOf(variants.filter(stays)), {
        DynamicScalingInSuspended: true,
        DynamicScalingOutSuspended: true,
      });
    },
    /** While traffic moves between variants that stand: more instances may come, and none goes. */
    async keep(variants: Fleets, scaling: Scaling | undefined): Promise<void> {
      if (scaling) await targets.suspend(namesOf(variants), { DynamicScalingInSuspended: true });
    },
    /** After a change, and wherever one may have been cut short. */
    async scale(variants: Fleets, scaling: Scaling | undefined): Promise<void> {
      if (scaling) await targets.apply(namesOf(variants), scaling);
    },
    release: (variants: Fleets): Promise<void> => targets.release(namesOf(variants)),
  };
}
