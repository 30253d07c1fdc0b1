import { mortalKubernetes, servingDeaths } from "#testing";

for (const engine of ["argo-rollouts", "kserve"] as const)
  for (const idleSeconds of [0, 60]) servingDeaths(engine, () => mortalKubernetes(engine), { idleSeconds });
