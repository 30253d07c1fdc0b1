import type { ServedVariant } from "#contracts";
import type { Serving, VariantHealth } from "../../serving.ts";
import type { Seen } from "./endpoint.ts";
import { openHome, type SageMakerServingConfig } from "./home.ts";
import type { Ports } from "./ports.ts";
import { putIntoService } from "./put-into-service.ts";
import { routesOf } from "./routes.ts";
import { weightsOf } from "./weights.ts";

export type { ContainerKind, SageMakerModel } from "./container.ts";
export type { Guardrail } from "./guardrail.ts";
export type { SageMakerServingConfig } from "./home.ts";

/**
 * A model each as a production variant of one SageMaker endpoint: `baseline` serves, `canary` stands beside it and gets
 * what weight it is given. The record travels in the endpoint's tags: what a run sets out to do is written there before
 * it is done, and holds as soon as the endpoint shows it. A weight's lease is kept there too: SageMaker ends none by
 * itself, so whoever reconciles next ends one that ran out.
 * @throws InputError `no-region`, `bad-name`
 */
export async function sageMakerServing(ports: Ports, config: SageMakerServingConfig): Promise<Serving> {
  const home = await openHome(ports, config);
  const { running, existing, settled, alone, eventOf, copyRecord } = home;
  const { clock, secrets } = ports;
  const routes = routesOf(home);
  const { confirm, promoteCanary, route, sweep } = routes;
  const deploy = putIntoService(home, routes);
  const { setWeight, weights, reconcile } = weightsOf(home);

  const stands = ({ variants }: Seen, variant: ServedVariant | null): variant is ServedVariant =>
    variant !== null && variants.some(({ ModelName }) => ModelName === variant.server);

  return {
    async describe() {
      const seen = await running.look();
      return seen && seen.status !== "Creating" && seen.status !== "Failed" ? seen.state.record : undefined;
    },
    deploy: (candidate, strategy) => alone(() => deploy(candidate, strategy)),
    setWeight,
    weights,
    reconcile,
    async health() {
      const seen = await existing();
      const { baseline, canary } = seen.state.record.variants;
      const of = ({ modelRef, server }: ServedVariant): VariantHealth => {
        const { VariantName } = seen.variants.find(({ ModelName }) => ModelName === server) ?? {};
        const live = seen.live.find((each) => each.VariantName === VariantName);
        const { CurrentInstanceCount: now = 0, DesiredInstanceCount: wanted = 0 } = live ?? {};
        const said = `${seen.status}: ${now} of ${wanted} instances${seen.reason && `; ${seen.reason}`}`;
        return { modelRef, healthy: now > 0, reason: secrets.redact(said) };
      };
      return { baseline: of(baseline), canary: canary && of(canary) };
    },
    async promote(bakeSeconds) {
      const promoted = await alone(async () => {
        const seen = await settled();
        if (seen.state.record.variants.canary) return await promoteCanary(seen);
        await confirm(seen);
        return seen;
      });
      if (!stands(promoted, promoted.state.record.previous)) return promoted.state.record;
      // without the lock: a rollback during the bake has to get through
      await clock.sleep(bakeSeconds * 1000);
      return await alone(async () => {
        const seen = await settled();
        const { baseline } = seen.state.record.variants;
        if (baseline.server === promoted.state.record.variants.baseline.server) await sweep(seen);
        return seen.state.record;
      }, config.startSeconds);
    },
    rollback: () =>
      alone(async () => {
        let seen = await settled();
        const { record } = seen.state;
        const { baseline, canary } = record.variants;
        // before anything else, and even where it cannot be written down
        if (canary) await setWeight(0, null);
        const back = stands(seen, record.previous) ? record.previous : undefined;
        if (canary)
          seen = await route(seen, {
            ...record,
            variants: { baseline, canary: null },
            history: [...record.history, eventOf("rolled-back", canary.modelRef)],
          });
        else if (back)
          seen = await route(seen, {
            ...record,
            variants: { baseline: back, canary: null },
            previous: null,
            history: [...record.history, eventOf("rolled-back", baseline.modelRef)],
          });
        else await running.write(seen.arn, seen.state);
        await sweep(seen);
        return await copyRecord(seen.state.record);
      }),
    stop: () =>
      alone(async () => {
        await running.look();
        await running.remove();
        await ports.files.remove(home.record);
      }),
  };
}
