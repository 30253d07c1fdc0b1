/** A step of Argo Rollouts' canary strategy. */
export type RolloutStep =
  | { setCanaryScale: { replicas: number } | { matchTrafficWeight: true } }
  | { setWeight: number }
  | { pause: Record<string, never> };

/**
 * The plan as steps, a pause after each. The canary stands without requests first: with a weight of 0 alone the engine
 * would start no pod of it. All requests come last, so that the model before can bake beside.
 * @param plan percent
 */
export function rolloutSteps(plan: readonly number[], replicas: number): RolloutStep[] {
  const weights = [...plan.filter((percent) => percent < 100), 100];
  return [
    { setCanaryScale: { replicas } },
    { setWeight: 0 },
    { pause: {} },
    { setCanaryScale: { matchTrafficWeight: true } },
    ...weights.flatMap((setWeight): RolloutStep[] => [{ setWeight }, { pause: {} }]),
  ];
}
