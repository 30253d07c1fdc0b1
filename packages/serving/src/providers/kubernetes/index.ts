import { type Deployment, type ServedVariant, ToolkitError } from "#contracts";
import { bakingBy } from "../../bake.ts";
import { atStep } from "../../rollout.ts";
import type { Serving, VariantHealth } from "../../serving.ts";
import { collecting } from "./collect.ts";
import { provider } from "./failures.ts";
import { type KubernetesServingConfig, openHome } from "./home.ts";
import { movementOf } from "./movement.ts";
import type { Ports } from "./ports.ts";
import { putIntoService } from "./put-into-service.ts";
import { routesOf } from "./routes.ts";
import { weightsOf } from "./weights.ts";

export type { KubernetesServingConfig, RenderedManifest } from "./home.ts";

/**
 * A model in service on Kubernetes, where the engine is the user's: Argo Rollouts or KServe shifts the traffic, a GitOps
 * agent applies what `deploy` wrote, and we drive and read both by kubectl. Nothing of the manifests is ever applied here.
 * @throws InputError `bad-name`
 */
export function kubernetesServing(ports: Ports, config: KubernetesServingConfig): Serving {
  const home = openHome(ports, config);
  const { workload, store, look, existing, write, alone, eventOf, copyRecord } = home;
  const { clock, secrets } = ports;
  const movement = movementOf(home);
  const routes = routesOf(home);
  const deploy = putIntoService(home, routes);
  const { setWeight, weights, reconcile } = weightsOf(home);

  async function rollback(): Promise<Deployment> {
    const standing = await existing();
    const { state } = standing;
    const { record, baking } = state;
    const { baseline, canary } = record.variants;
    if (canary) {
      // before anything else, and even where it cannot be written down
      await movement.takeBack(canary.server);
      await store.grant({ canary: 0, endsAt: null, server: canary.server });
      const history = [...record.history, eventOf("rolled-back", canary.modelRef)];
      const back = { ...atStep(record, "settled"), variants: { baseline, canary: null }, history };
      await write(standing, { ...state, record: back, next: null });
      return await copyRecord(back);
    }
    if (!baking || !record.previous) {
      await write(standing, { ...state, next: null });
      return await copyRecord(record);
    }
    const back: Deployment = {
      ...atStep(record, "settled"),
      variants: { baseline: record.previous, canary: null },
      previous: null,
      history: [...record.history, eventOf("rolled-back", baseline.modelRef)],
    };
    await routes.route(standing, { record: back, baking: false }, () => movement.takeBack(baseline.server));
    return back;
  }

  return {
    describe: async () => (await look())?.state.record,
    deploy: (candidate, strategy) => alone(() => deploy(candidate, strategy)),
    collect: (candidate, strategy) =>
      alone(() => {
        const hasty = openHome(ports, { ...config, waits: false });
        return collecting(hasty, putIntoService(hasty, routesOf(hasty)))(candidate, strategy);
      }),
    setWeight,
    weights,
    reconcile,
    async health() {
      const { state } = await existing();
      const of = async ({ modelRef, server }: ServedVariant): Promise<VariantHealth> => {
        const { healthy, reason } = await workload.health(server);
        return { modelRef, healthy, reason: secrets.redact(reason) };
      };
      const { baseline, canary } = state.record.variants;
      return { baseline: await of(baseline), canary: canary && (await of(canary)) };
    },
    ...bakingBy(clock, {
      switchOver: () =>
        alone(async () => {
          const standing = await existing();
          const { record } = standing.state;
          if (record.variants.canary)
            return { record: (await routes.promoteCanary(standing)).state.record, moved: true };
          await write(standing, standing.state);
          return { record: await copyRecord(record), moved: false };
        }),
      endIf: (isOver) =>
        alone(async () => {
          const standing = await existing();
          const { record, baking } = standing.state;
          const bakes = baking && !isOver(record);
          return { record: baking && !bakes ? (await routes.settle(standing)).state.record : record, bakes };
        }, config.startSeconds),
    }),
    rollback: () =>
      alone(async () => {
        const record = await rollback();
        await movement.answers(record.variants.baseline.server);
        return record;
      }),
    settle: () =>
      alone(async () => {
        const standing = await look();
        if (!standing) return undefined;
        if (standing.state.record.variants.canary) await setWeight(0, null);
        // what the engine was told of happens without us: the record has to say whether it did
        else await movement.calm();
        const now = await existing();
        await write(now, { ...now.state, next: null });
        return await copyRecord(now.state.record);
      }),
    stop: () =>
      alone(async () => {
        if (await workload.look())
          throw new ToolkitError({
            code: "engine-excludes",
            provider,
            message: `${config.endpoint} is what its manifests say, and they are in Git`,
            hint: "delete them there; when the agent has taken the endpoint down, this step removes what it left",
          });
        await store.remove();
        await ports.files.remove(home.record);
      }),
  };
}
