import type { DescribeEndpointCommandOutput, ProductionVariant } from "@aws-sdk/client-sagemaker";
import type { Features } from "./features.ts";
import type { Granted, ServingState } from "./state.ts";

export interface Seen {
  arn: string;
  status: string;
  /** What SageMaker says of its last failure. */
  reason: string;
  config: string;
  /** Configuration that it is being given; empty when there is none. */
  coming: string;
  live: NonNullable<DescribeEndpointCommandOutput["ProductionVariants"]>;
  liveShadow: NonNullable<DescribeEndpointCommandOutput["ShadowProductionVariants"]>;
  /** Variants of the configuration that serves. */
  variants: ProductionVariant[];
  shadow: ProductionVariant[];
  features: Features;
  state: ServingState;
  granted: Granted | undefined;
}

/** What a configuration says. */
export type Configured = Pick<Seen, "variants" | "shadow" | "features">;

const moving = /^(Creating|Updating|SystemUpdating|RollingBack|Deleting)$/;
export const isMoving = ({ status }: Pick<Seen, "status">): boolean => moving.test(status);
