import type { Deployment, ServedVariant } from "#contracts";
import type { RouterUserConfig } from "./schema.ts";

const routed = ({ modelRef, server }: ServedVariant): { modelRef: string; route: string } => ({
  modelRef,
  route: `/${server}`,
});

/** A record's variants as the router application is told them. */
export const routedVariants = ({ baseline, canary }: Deployment["variants"]): RouterUserConfig["variants"] => ({
  baseline: routed(baseline),
  canary: canary && routed(canary),
});
