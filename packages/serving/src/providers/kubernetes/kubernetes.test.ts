import { fastClock, kubernetesServingUnderTest, servingConformance } from "#testing";

for (const engine of ["argo-rollouts", "kserve"] as const)
  servingConformance(engine, async () => {
    const clock = fastClock(40);
    const { open, candidate, cluster } = await kubernetesServingUnderTest(engine, clock);
    const serving = await open();
    return {
      open: () => serving,
      candidate,
      broken: candidate,
      ask: async () => Object.keys(cluster.answering()).join(" and "),
      pass: (seconds) => clock.sleep(seconds * 1000),
    };
  });
