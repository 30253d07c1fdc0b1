import * as z from "zod";
import { InputError, ToolkitError } from "#contracts";
import { provider } from "./failures.ts";
import type { Kubectl } from "./kubectl.ts";
import { podComplaints } from "./pods.ts";
import type { Workload } from "./workload.ts";

const kind = "rollouts.argoproj.io";
export const hashLabel = "rollouts-pod-template-hash";

const annotationsSchema = z.record(z.string(), z.string()).optional();
const weightSchema = z.looseObject({ weight: z.number(), podTemplateHash: z.string().optional() });
const rolloutSchema = z.looseObject({
  metadata: z.looseObject({ resourceVersion: z.string(), generation: z.int() }),
  spec: z.looseObject({
    template: z.looseObject({ metadata: z.looseObject({ annotations: annotationsSchema }) }),
    strategy: z.looseObject({
      canary: z.looseObject({
        steps: z
          .array(z.looseObject({ setWeight: z.number().optional(), pause: z.looseObject({}).optional() }))
          .optional(),
      }),
    }),
  }),
  status: z
    .looseObject({
      observedGeneration: z.string().optional(),
      phase: z.string().optional(),
      message: z.string().optional(),
      abort: z.boolean().optional(),
      promoteFull: z.boolean().optional(),
      abortedAt: z.string().nullish(),
      controllerPause: z.boolean().optional(),
      pauseConditions: z.array(z.looseObject({ reason: z.string() })).optional(),
      currentPodHash: z.string().optional(),
      currentStepIndex: z.int().optional(),
      stableRS: z.string().optional(),
      canary: z
        .looseObject({
          weights: z.looseObject({ canary: weightSchema, verified: z.boolean().nullish() }).optional(),
        })
        .optional(),
    })
    .optional(),
});

/**
 * Argo Rollouts. The weights are steps of the plan in Git, and the engine is moved from one to another by its status, as
 * `kubectl argo rollouts promote` and `abort` do it: a change of the steps themselves would begin the rollout anew, and an
 * agent that keeps the cluster like Git would take it back.
 */
export function argoRollouts(kubectl: Kubectl, name: string): Workload {
  const rollout = () => kubectl.get(kind, name, rolloutSchema);

  const patchStatus = (resourceVersion: string, status: object): Promise<void> =>
    kubectl.patch(kind, name, { metadata: { resourceVersion }, status }, "status");

  async function indexOf(share: number): Promise<number> {
    const steps = (await rollout())?.spec.strategy.canary.steps ?? [];
    const index = steps.findIndex(
      ({ setWeight }) => setWeight !== undefined && Math.abs(setWeight - share * 100) < 1e-6,
    );
    if (index !== -1) return index;
    const legal = steps.flatMap(({ setWeight }) => (setWeight === undefined ? [] : [`${setWeight}%`])).join(", ");
    const mend = "give kubernetes-plan this weight, deploy, and commit the manifests";
    throw new InputError([{ where: "weight", problem: `${share * 100}% is no step of the rollout`, legal, mend }]);
  }

  return {
    async look() {
      const found = await rollout();
      if (!found) return undefined;
      const { annotations } = found.spec.template.metadata;
      if (!annotations?.["genai-mlops/model-ref"])
        throw new ToolkitError({
          code: "name-taken",
          provider,
          message: `Rollout ${name} is there and was not made by this toolkit`,
          hint: "take another name for the endpoint",
        });
      const { metadata, spec, status = {} } = found;
      const { currentPodHash: hash = "", stableRS: stable = "", phase = "", pauseConditions = [] } = status;
      const weights = status.canary?.weights;
      const observed = status.observedGeneration === String(metadata.generation);
      const step = spec.strategy.canary.steps?.[status.currentStepIndex ?? -1];
      // paused by the step that it is at, not by the one that it was sent away from
      const paused = step?.pause !== undefined && pauseConditions.length > 0;
      const waits = paused && weights?.verified !== false && status.promoteFull !== true;
      const ofCanary = weights?.canary.podTemplateHash === hash ? weights.canary.weight / 100 : 0;
      const takenBack = observed && status.abort === true;
      // who is asked to come again is called degraded until the engine noticed
      const failed = takenBack || (observed && phase === "Degraded" && !status.abortedAt);
      return {
        resourceVersion: metadata.resourceVersion,
        revision: annotations["genai-mlops/revision"] ?? "",
        current: observed ? hash : "",
        settled: observed && (hash === stable ? phase === "Healthy" : takenBack ? ofCanary === 0 : waits),
        failed,
        takenBack,
        reason: [phase, status.message].filter(Boolean).join(": "),
        traffic: hash === stable ? { [stable]: 1 } : { [stable]: 1 - ofCanary, [hash]: ofCanary },
        kept: stable,
      };
    },
    async requireShare(share) {
      await indexOf(share);
    },
    async weigh({ resourceVersion }, share) {
      const currentStepIndex = await indexOf(share);
      // without its pause, or the engine would take the end of that for word to leave the step that it is sent to
      await patchStatus(resourceVersion, { currentStepIndex, pauseConditions: null, controllerPause: false });
    },
    async finish({ resourceVersion }) {
      await patchStatus(resourceVersion, { promoteFull: true });
    },
    async takeBack({ resourceVersion }) {
      await patchStatus(resourceVersion, { abort: true });
    },
    async renew({ resourceVersion }) {
      await patchStatus(resourceVersion, { abort: false });
    },
    async health(server) {
      const schema = z.looseObject({
        spec: z.looseObject({ replicas: z.int().optional() }),
        status: z.looseObject({ availableReplicas: z.int().optional() }).optional(),
      });
      const sets = await kubectl.list("replicasets.apps", `${hashLabel}=${server}`, schema);
      const wanted = sets.reduce((sum, { spec }) => sum + (spec.replicas ?? 0), 0);
      const available = sets.reduce((sum, { status }) => sum + (status?.availableReplicas ?? 0), 0);
      return { healthy: available > 0, reason: `${available} of ${wanted} pods are available` };
    },
    complaints: (server) => podComplaints(kubectl, `${hashLabel}=${server}`),
  };
}
