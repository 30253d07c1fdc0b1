import type { Deployment, ServedVariant } from "#contracts";
import type { BakingEngine } from "../../bake.ts";
import type { Seen, SeenRouter } from "./cluster.ts";

interface Verbs {
  alone<Result>(work: () => Promise<Result>): Promise<Result>;
  existing(): Promise<SeenRouter>;
  promoteCanary(): Promise<Deployment>;
  standing(seen: Seen, variant: ServedVariant | null): boolean;
  /** Ends every application that the record does not name. */
  sweep(record: Deployment): Promise<void>;
  /** The record says that nothing stands from before. */
  baked(): Promise<Deployment>;
}

/** The application from before stays until its bake is over. */
export const bakingOnRay = ({ alone, existing, promoteCanary, standing, sweep, baked }: Verbs): BakingEngine => ({
  switchOver: () =>
    alone(async () => {
      const { record } = (await existing()).state;
      const moved = record.variants.canary !== null;
      return { record: moved ? await promoteCanary() : record, moved };
    }),
  endIf: (isOver) =>
    alone(async () => {
      const seen = await existing();
      const { record } = seen.state;
      if (!standing(seen, record.previous)) return { record: await baked(), bakes: false };
      if (!isOver(record)) return { record, bakes: true };
      await sweep(record);
      return { record: await baked(), bakes: false };
    }),
});
