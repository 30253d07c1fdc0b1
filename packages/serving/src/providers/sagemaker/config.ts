import type { Deployment } from "#contracts";
import type { DataCapture } from "./data-capture.ts";
import type { Guardrail } from "./guardrail.ts";
import type { SageMakerModel } from "./model.ts";
import type { Scaling } from "./scaling.ts";

export interface Deadlines {
  /** Until the instances of a change serve, or SageMaker has given up on them. */
  startSeconds: number;
  /** Until a change of weights is seen. */
  switchSeconds: number;
  /** false: SageMaker is asked, and what it is still at then is left to the next look (`under-way`). */
  waits?: boolean | undefined;
}

export interface SageMakerServingConfig extends Deadlines {
  endpoint: string;
  /** AWS_REGION unless given. */
  region?: string | undefined;
  /** What a deployment starts; the other verbs need none. */
  model?: SageMakerModel | undefined;
  /** How a model that replaces another all at once is watched over by SageMaker. */
  guardrail?: Guardrail | undefined;
  /** What a deployment captures; the other verbs keep what is. */
  capture?: DataCapture | undefined;
  /** How a deployment's variants are scaled; the other verbs keep what is. */
  scaling?: Scaling | undefined;
  /** Share of the requests that a shadow gets copies of; all unless told. */
  shadowShare?: number | undefined;
  /** Holds lock, plan and a copy of the record. */
  stateDir: string;
  /** Written before any traffic can move. */
  planOf(deployment: Deployment, place: { region: string; isScaled: boolean }): string;
}
