import type { ServedVariant } from "#contracts";
import { bakingBy } from "../../bake.ts";
import { atStep } from "../../rollout.ts";
import type { Serving, VariantHealth } from "../../serving.ts";
import { unshadowed } from "../../shadow.ts";
import { componentServing, isComponent } from "./component-serving.ts";
import type { SageMakerServingConfig } from "./config.ts";
import { openHome } from "./home.ts";
import type { Ports } from "./ports.ts";
import { putIntoService } from "./put-into-service.ts";
import { routesOf } from "./routes.ts";
import type { Seen } from "./seen.ts";
import { collected, recordIn } from "./state.ts";
import { submissionsOf } from "./submissions.ts";
import { weightsOf } from "./weights.ts";

export type { SageMakerServingConfig } from "./config.ts";
export type { DataCapture } from "./data-capture.ts";
export type { Guardrail } from "./guardrail.ts";
export type { ContainerKind, Hosting, SageMakerModel } from "./model.ts";
export type { Scaling } from "./state.ts";

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
  const { confirm, keepInstances, promoteCanary, route, sweep } = routes;
  const components = componentServing(home);
  const deploy = putIntoService(home, routes, components);
  const { setWeight, weights, reconcile } = weightsOf(home);
  const submissions = async () => submissionsOf(home, await openHome(ports, { ...config, waits: false }));

  const stands = ({ variants }: Seen, variant: ServedVariant | null): variant is ServedVariant =>
    variant !== null && variants.some(({ ModelName }) => ModelName === variant.server);

  return {
    async describe() {
      const seen = await running.look();
      if (!seen || seen.status === "Creating" || seen.status === "Failed") return undefined;
      return isComponent(seen) ? await components.describe(seen) : recordIn(seen.state);
    },
    deploy: (candidate, strategy) => alone(() => deploy(candidate, strategy)),
    submit: (candidate, strategy) => alone(async () => (await submissions()).submit(candidate, strategy)),
    collect: (candidate, strategy) => alone(async () => (await submissions()).collect(candidate, strategy)),
    setWeight,
    weights,
    reconcile,
    async health() {
      const seen = await existing();
      if (isComponent(seen)) return await components.health(seen);
      const { baseline, canary } = seen.state.record.variants;
      const of = ({ modelRef, server }: ServedVariant): VariantHealth => {
        const fleets = [...seen.variants, ...seen.shadow];
        const { VariantName } = fleets.find(({ ModelName }) => ModelName === server) ?? {};
        const live = [...seen.live, ...seen.liveShadow].find((each) => each.VariantName === VariantName);
        const { CurrentInstanceCount: now = 0, DesiredInstanceCount: wanted = 0 } = live ?? {};
        // a serverless variant has none
        const isServerless = live?.CurrentServerlessConfig !== undefined;
        const fleet = isServerless ? "serverless" : `${now} of ${wanted} instances`;
        const said = `${seen.status}: ${fleet}${seen.reason && `; ${seen.reason}`}`;
        return { modelRef, healthy: now > 0 || isServerless, reason: secrets.redact(said) };
      };
      return { baseline: of(baseline), canary: canary && of(canary) };
    },
    ...bakingBy(clock, {
      switchOver: () =>
        alone(async () => {
          const seen = await settled();
          if (isComponent(seen)) return { record: await components.promote(seen), moved: false };
          if (seen.state.record.variants.canary)
            return { record: (await promoteCanary(seen)).state.record, moved: true };
          await confirm(seen, seen.state.scaling);
          if (stands(seen, seen.state.record.previous)) await keepInstances(seen);
          return { record: seen.state.record, moved: false };
        }),
      endIf: (isOver) =>
        alone(async () => {
          const seen = await settled();
          if (isComponent(seen)) return await components.endIf(seen, isOver);
          const { record } = seen.state;
          if (!stands(seen, record.previous)) return { record, bakes: false };
          const bakes = !isOver(record);
          return { record: bakes ? record : await sweep(seen), bakes };
        }, config.startSeconds),
    }),
    rollback: () =>
      alone(async () => {
        let seen = await settled();
        if (isComponent(seen)) return await components.rollback(seen);
        const { record } = seen.state;
        const { baseline, canary } = record.variants;
        // before anything else, and even where it cannot be written down
        if (canary) await setWeight(0, null);
        const back = stands(seen, record.previous) ? record.previous : undefined;
        if (canary)
          seen = await route(seen, {
            ...unshadowed(atStep(record, "settled")),
            variants: { baseline, canary: null },
            history: [...record.history, eventOf("rolled-back", canary.modelRef)],
          });
        else if (back)
          seen = await route(seen, {
            ...atStep(record, "settled"),
            variants: { baseline: back, canary: null },
            previous: null,
            history: [...record.history, eventOf("rolled-back", baseline.modelRef)],
          });
        else {
          seen = { ...seen, state: collected(seen.state) };
          await running.write(seen.arn, seen.state);
        }
        await sweep(seen);
        return await copyRecord(seen.state.record);
      }),
    settle: () =>
      alone(async () => {
        const seen = await running.settled();
        if (!seen || seen.status === "Failed") return undefined;
        if (isComponent(seen)) return await components.settle(seen);
        if (seen.state.record.variants.canary) await setWeight(0, null);
        return await confirm(seen, seen.state.scaling);
      }),
    stop: () =>
      alone(async () => {
        const seen = await running.look();
        await (seen && isComponent(seen) ? components.takeAway() : running.remove());
        await ports.files.remove(home.record);
      }),
  };
}
