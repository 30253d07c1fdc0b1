import type { ActionDeps, Inputs } from "#action-kit";
import { InputError, type Problem, ToolkitError } from "#contracts";
import { type TelemetrySource, telemetryProviders } from "#telemetry";
import { endpointOf } from "./endpoint.ts";
import { openDeployment } from "./open-deployment.ts";
import { planOf } from "./plan.ts";
import { startReplay } from "./replay.ts";
import type { spec } from "./spec.ts";
import { withLease } from "./weight-lease.ts";

/** As short as the router takes renewals without harm. */
const lease = { lease: 5, renewal: 1 };

/** Live traffic through the router, split at one weight. */
export interface RouterTraffic {
  telemetry: TelemetrySource;
  modelRefs: { canary: string; baseline: string };
  /** Whether answers are scored against references. */
  scored: boolean;
  /** One stretch of traffic with the canary at its weight. */
  stretch(): Promise<void>;
  /** What comes after: the weight waits for promote, or the canary gets nothing. */
  end(keep: boolean): Promise<void>;
}

/**
 * Traffic of a comparison that holds one weight.
 * @throws InputError, ToolkitError `no-canary`
 */
export async function openRouterTraffic(inputs: Inputs<typeof spec>, deps: ActionDeps): Promise<RouterTraffic> {
  const weight = weightOf(inputs);
  const { deployment, admin } = await openDeployment(inputs, deps);
  const { canary, baseline } = deployment.variants;
  if (!canary)
    throw new ToolkitError({
      code: "no-canary",
      message: `${deployment.endpoint} has no canary`,
      hint: "deploy a candidate with strategy: canary first",
    });
  if ((await admin.state()).sticky)
    throw new InputError([
      {
        where: "rule",
        problem: `${inputs.rule} needs independent requests, and the router keeps users on one variant`,
        mend: "deploy without stickiness, or judge by rule: evidence with assignment: user",
      },
    ]);
  const served = endpointOf({ target: "local", endpoint: deployment.endpoint }, inputs, deps);
  const replay = await startReplay(inputs, deps, deployment, admin);
  const telemetry = await telemetryProviders["router-log"](deps, { path: deployment.requestLog });
  return {
    telemetry,
    modelRefs: { canary: canary.modelRef, baseline: baseline.modelRef },
    scored: replay !== undefined,
    async stretch() {
      await admin.setWeight(weight, lease.lease);
      await withLease(
        deps,
        served,
        { ...lease, weight },
        () => undefined,
        async () => {
          if (replay) await replay.send(inputs["look-requests"]);
          else await deps.clock.sleep(inputs["look-interval"] * 1000, deps.signal);
          if (deps.signal.aborted)
            throw new ToolkitError({ code: "cancelled", message: "the comparison was cancelled" });
        },
      );
    },
    end: async (keep) => void (await admin.setWeight(keep ? weight : 0, keep ? inputs["hand-over"] : null)),
  };
}

function weightOf({ plan, rule }: Inputs<typeof spec>): number {
  const problems: Problem[] = [];
  const [weight, ...more] = planOf(plan, problems);
  if (problems.length === 0 && weight !== undefined && more.length === 0) return weight;
  const problem = `has ${plan.length} weights, and rule: ${rule} holds one`;
  throw new InputError(problems.length > 0 ? problems : [{ where: "plan", problem, legal: "one share, such as 50%" }]);
}

/** Works with the traffic; whatever ends in between leaves the canary nothing. */
export async function withRouterTraffic<Result>(
  traffic: RouterTraffic,
  work: () => Promise<Result>,
  keeps: (result: Result) => boolean,
): Promise<Result> {
  let kept = false;
  try {
    const result = await work();
    kept = keeps(result);
    return result;
  } finally {
    await traffic.end(kept);
  }
}
