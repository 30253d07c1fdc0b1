import type { Deployment } from "#contracts";

type Step = NonNullable<Deployment["rollout"]>["step"];

/** The record with its rollout at this step; one from before rollouts were recorded stays as it is. */
export const atStep = (record: Deployment, step: Step): Deployment =>
  record.rollout ? { ...record, rollout: { ...record.rollout, step } } : record;
