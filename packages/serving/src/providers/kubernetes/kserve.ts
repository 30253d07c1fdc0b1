import * as z from "zod";
import { InputError, ToolkitError } from "#contracts";
import { provider } from "./failures.ts";
import type { Kubectl } from "./kubectl.ts";
import { podComplaints } from "./pods.ts";
import type { Workload } from "./workload.ts";

const kind = "inferenceservices.serving.kserve.io";
const revisionKind = "revisions.serving.knative.dev";
export const revisionLabel = "serving.knative.dev/revision";

const conditionSchema = z.looseObject({
  type: z.string(),
  status: z.string(),
  reason: z.string().optional(),
  message: z.string().optional(),
});
const annotationsSchema = z.record(z.string(), z.string()).optional();
const serviceSchema = z.looseObject({
  metadata: z.looseObject({ resourceVersion: z.string(), generation: z.int(), annotations: annotationsSchema }),
  spec: z.looseObject({ predictor: z.looseObject({ canaryTrafficPercent: z.number().optional() }) }),
  status: z
    .looseObject({
      observedGeneration: z.int().optional(),
      conditions: z.array(conditionSchema).optional(),
      modelStatus: z
        .looseObject({ lastFailureInfo: z.looseObject({ message: z.string().optional() }).optional() })
        .optional(),
      components: z
        .looseObject({
          predictor: z
            .looseObject({
              latestCreatedRevision: z.string().optional(),
              latestReadyRevision: z.string().optional(),
              latestRolledoutRevision: z.string().optional(),
              previousRolledoutRevision: z.string().optional(),
              traffic: z
                .array(z.looseObject({ revisionName: z.string().optional(), percent: z.number().optional() }))
                .optional(),
            })
            .optional(),
        })
        .optional(),
    })
    .optional(),
});
const revisionSchema = z.looseObject({
  metadata: z.looseObject({ annotations: annotationsSchema }),
  status: z.looseObject({ conditions: z.array(conditionSchema).optional() }).optional(),
});

/**
 * KServe in its serverless mode. The share is a field of the object, and the model before is the revision that had all
 * requests last: KServe finds it by itself, also after a share of 1 is taken back to 0.
 */
export function kserve(kubectl: Kubectl, name: string): Workload {
  const weigh: Workload["weigh"] = ({ resourceVersion }, share) =>
    kubectl.patch(kind, name, {
      metadata: { resourceVersion },
      spec: { predictor: { canaryTrafficPercent: Math.round(share * 100) } },
    });

  return {
    async look() {
      const found = await kubectl.get(kind, name, serviceSchema);
      if (!found) return undefined;
      const { metadata, spec, status = {} } = found;
      if (!metadata.annotations?.["genai-mlops/model-ref"])
        throw new ToolkitError({
          code: "name-taken",
          provider,
          message: `InferenceService ${name} is there and was not made by this toolkit`,
          hint: "take another name for the endpoint",
        });
      const {
        latestCreatedRevision: created = "",
        latestReadyRevision: ready,
        latestRolledoutRevision: latest,
        previousRolledoutRevision: previous = "",
        traffic = [],
      } = status.components?.predictor ?? {};
      // KServe may have noticed a change before Knative made a revision of it
      const revision = created === "" ? undefined : await kubectl.get(revisionKind, created, revisionSchema);
      const mark = metadata.annotations["genai-mlops/revision"] ?? "";
      const observed =
        status.observedGeneration === metadata.generation &&
        revision?.metadata.annotations?.["genai-mlops/revision"] === mark;
      const shares = new Map<string, number>();
      for (const { revisionName = "", percent = 0 } of traffic)
        shares.set(revisionName, (shares.get(revisionName) ?? 0) + percent / 100);
      const condition = status.conditions?.find(({ type }) => type === "Ready");
      const bad = (status.conditions ?? []).filter((each) => each.status === "False");
      const wanted = (spec.predictor.canaryTrafficPercent ?? 100) / 100;
      const shared = shares.get(created) ?? 0;
      const said = [...bad.map(({ type, message, reason }) => `${type}: ${message ?? reason}`), failureIn(status)];
      return {
        resourceVersion: metadata.resourceVersion,
        revision: mark,
        current: observed ? created : "",
        // the first revision has everything, whatever it was told
        settled:
          observed &&
          created === ready &&
          condition?.status === "True" &&
          Math.abs(shared - (latest === created && previous === "" ? 1 : wanted)) < 1e-9,
        failed: observed && created !== ready && bad.length > 0,
        // a share of 0 is like any other
        takenBack: false,
        reason: said.filter(Boolean).join("; ") || `Ready: ${condition?.status ?? "Unknown"}`,
        traffic: Object.fromEntries(shares),
        kept: undefined,
      };
    },
    async requireShare(share) {
      if (Math.abs(share * 100 - Math.round(share * 100)) < 1e-6) return;
      throw new InputError([
        { where: "weight", problem: `KServe cannot give ${share * 100}%`, legal: "whole percents" },
      ]);
    },
    weigh,
    finish: async () => undefined,
    takeBack: (seen) => weigh(seen, 0),
    renew: async () => undefined,
    async health(server) {
      const revision = await kubectl.get(revisionKind, server, revisionSchema);
      const ready = revision?.status?.conditions?.find(({ type }) => type === "Ready");
      const reason = `revision ${server}: ${[ready?.status ?? "absent", ready?.reason, ready?.message].filter(Boolean).join(", ")}`;
      return { healthy: ready?.status === "True", reason };
    },
    complaints: (server) => podComplaints(kubectl, `${revisionLabel}=${server}`),
  };
}

const failureIn = ({ modelStatus }: NonNullable<z.output<typeof serviceSchema>["status"]>): string | undefined =>
  modelStatus?.lastFailureInfo?.message;
