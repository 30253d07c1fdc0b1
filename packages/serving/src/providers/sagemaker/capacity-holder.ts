import type { ProductionVariant } from "@aws-sdk/client-sagemaker";
import type { Home } from "./home.ts";
import type { Seen } from "./seen.ts";
import type { Scaling } from "./state.ts";

type Fleets = readonly ProductionVariant[];

const namesOf = (fleets: Fleets): string[] => fleets.map(({ VariantName = "" }) => VariantName);

/** Autoscaling around a change: nothing is added or taken away while the endpoint is given another configuration. */
export function capacityHolder({ scaling: targets, running }: Pick<Home, "scaling" | "running">) {
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
    /** Before a model takes all traffic: as many instances as the one has that it takes it from. */
    async match({ variants, live, state }: Seen, taker: string, giver: string): Promise<void> {
      if (!state.scaling) return;
      const standing = (model: string) => {
        const name = variants.find(({ ModelName }) => ModelName === model)?.VariantName;
        return live.find(({ VariantName }) => VariantName === name);
      };
      const [to, from] = [standing(taker), standing(giver)];
      const needed = from?.CurrentInstanceCount ?? 0;
      if (to?.VariantName && (to.CurrentInstanceCount ?? 0) < needed)
        await running.raiseTo({ [to.VariantName]: needed });
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
