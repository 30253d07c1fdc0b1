import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import type { ClusterObject, ClusterObjects } from "./cluster-objects.ts";

interface ReplicaSet {
  modelRef: string;
  startedAt: number;
  broken: boolean;
  /** When an abort takes its pods. */
  endsAt: number;
}

/** Pods of these start in no time that a test would wait for, or never. */
export const startMs = 3000;

/**
 * Argo Rollouts 1.9 as far as a canary with a traffic router shows it, one transition a pass: `syncRolloutStatusCanary`,
 * `reconcileTrafficRouting` and `pauseContext` of its controller, in this order.
 */
export class ArgoController {
  readonly sets = new Map<string, ReplicaSet>();
  private readonly objects: Pick<ClusterObjects, "all" | "put">;

  constructor(objects: Pick<ClusterObjects, "all" | "put">) {
    this.objects = objects;
  }

  pass(now: number): void {
    for (const rollout of this.objects.all("Rollout")) {
      const status = this.statusAfter(rollout, now);
      if (!isDeepStrictEqual(status, rollout["status"])) this.objects.put({ ...rollout, status }, "status");
    }
  }

  isAvailable(hash: string, now: number): boolean {
    const set = this.sets.get(hash);
    return set !== undefined && !set.broken && now >= set.startedAt + startMs && now < set.endsAt;
  }

  // biome-ignore lint/suspicious/noExplicitAny: the schema checks what comes of it
  private statusAfter({ metadata, spec, status: before = {} }: ClusterObject, now: number): any {
    const { steps, canaryService, stableService } = spec.strategy.canary;
    const time = new Date(now).toISOString().replace(/\.\d+Z$/, "Z");
    const hash = hashOf(spec.template);
    const stepHash = hashOf(steps);
    const status = structuredClone(before);
    const stable = before.stableRS ?? "";
    status.observedGeneration = String(metadata.generation);
    const done = (phase: string, message?: string) => {
      status.phase = phase;
      if (message === undefined) delete status.message;
      else status.message = message;
      return status;
    };
    const weigh = (weight: number, canaryHash: string): void => {
      status.canary = {
        weights: {
          canary: { weight, podTemplateHash: canaryHash, serviceName: canaryService },
          stable: { weight: 100 - weight, podTemplateHash: status.stableRS, serviceName: stableService },
          verified: true,
        },
      };
    };
    const unpause = (): void => {
      delete status.pauseConditions;
      delete status.controllerPause;
    };
    if (before.currentPodHash !== hash || before.currentStepHash !== stepHash) {
      unpause();
      for (const name of ["abort", "abortedAt", "promoteFull"]) delete status[name];
      Object.assign(status, { currentPodHash: hash, currentStepHash: stepHash });
      status.currentStepIndex = stable === hash ? steps.length : 0;
      if (!this.isAvailable(hash, now)) this.start(hash, spec.template, now);
      return done("Progressing", "more replicas need to be updated");
    }
    const set = this.sets.get(hash);
    const available = this.isAvailable(hash, now);
    const promote = () => {
      unpause();
      delete status.promoteFull;
      Object.assign(status, { stableRS: hash, currentStepIndex: steps.length });
      weigh(0, hash);
      return done("Healthy");
    };
    if (stable === "" || stable === hash) {
      if (available) return promote();
      if (set && now >= set.startedAt + spec.progressDeadlineSeconds * 1000)
        return done("Degraded", `ProgressDeadlineExceeded: ReplicaSet "mail-${hash}" has timed out progressing.`);
      return done("Progressing", "updated replicas are still becoming available");
    }
    if (before.abort) {
      unpause();
      Object.assign(status, { currentStepIndex: 0, abortedAt: before.abortedAt ?? time });
      weigh(0, hash);
      if (set && set.endsAt === Number.POSITIVE_INFINITY)
        set.endsAt = now + spec.strategy.canary.abortScaleDownDelaySeconds * 1000;
      return done("Degraded", before.abortedAt ? before.message : "RolloutAborted: Rollout aborted update");
    }
    if (set && set.endsAt !== Number.POSITIVE_INFINITY) this.start(hash, spec.template, now);
    delete status.abortedAt;
    if (set && !available && now >= set.startedAt + spec.progressDeadlineSeconds * 1000) {
      const message = `ReplicaSet "mail-${hash}" has timed out progressing.`;
      if (spec.progressDeadlineAbort) Object.assign(status, { abort: true, abortedAt: time });
      return done("Degraded", `RolloutAborted: Rollout aborted update: ${message}`);
    }
    if (before.promoteFull) return available ? promote() : done("Progressing", "waiting for all steps to complete");
    const index = before.currentStepIndex ?? 0;
    const step = steps[index];
    if (!step) return available ? promote() : done("Progressing", "waiting for all steps to complete");
    if (step.pause) {
      if (before.pauseConditions?.length > 0) return done("Paused", "CanaryPauseStep");
      if (before.controllerPause) {
        unpause();
        status.currentStepIndex = index + 1;
        return done("Progressing", "waiting for all steps to complete");
      }
      status.controllerPause = true;
      status.pauseConditions = [{ reason: "CanaryPauseStep", startTime: time }];
      return done("Paused", "CanaryPauseStep");
    }
    // a pause without its condition ends here; one that nobody cleared stays, as the controller leaves it
    if (!(before.pauseConditions?.length > 0)) unpause();
    if (available) {
      if (step.setWeight !== undefined) weigh(step.setWeight, hash);
      status.currentStepIndex = index + 1;
      unpause();
    }
    return done("Progressing", "more replicas need to be updated");
  }

  private start(hash: string, template: ClusterObject["spec"], now: number): void {
    this.sets.set(hash, {
      modelRef: template.metadata.annotations["genai-mlops/model-ref"],
      startedAt: now,
      broken: JSON.stringify(template.spec.containers).includes("/bad"),
      endsAt: Number.POSITIVE_INFINITY,
    });
  }
}

const hashOf = (value: unknown): string =>
  createHash("sha256").update(JSON.stringify(value)).digest("hex").slice(0, 10);
