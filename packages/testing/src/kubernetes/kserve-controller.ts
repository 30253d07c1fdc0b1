import { isDeepStrictEqual } from "node:util";
import { startMs } from "./argo-controller.ts";
import type { ClusterObject, ClusterObjects } from "./cluster-objects.ts";

interface Revision {
  name: string;
  annotations: Record<string, string>;
  /** What it was made of. */
  template: string;
  startedAt: number;
  broken: boolean;
}

interface Target {
  revisionName: string;
  latestRevision: boolean;
  percent: number;
  tag?: string;
}

/** Knative gives a container up that keeps ending. */
const failureMs = 20_000;

/**
 * KServe 0.19 with Knative, as far as an InferenceService shows it, one transition a pass: `createKnativeService` and
 * `PropagateStatus`. A revision is made for every change of the predictor and of the object's annotations.
 */
export class KServeController {
  readonly revisions: Revision[] = [];
  private readonly objects: Pick<ClusterObjects, "all" | "put">;

  constructor(objects: Pick<ClusterObjects, "all" | "put">) {
    this.objects = objects;
  }

  pass(now: number): void {
    for (const service of this.objects.all("InferenceService")) {
      const status = this.statusAfter(service, now);
      if (!isDeepStrictEqual(status, service["status"])) this.objects.put({ ...service, status }, "status");
    }
  }

  isReady({ broken, startedAt }: Revision, now: number): boolean {
    return !broken && now >= startedAt + startMs;
  }

  // biome-ignore lint/suspicious/noExplicitAny: the schema checks what comes of it
  private statusAfter({ metadata, spec, status: before = {} }: ClusterObject, now: number): any {
    const { canaryTrafficPercent: percent, ...predictor } = spec.predictor;
    const template = JSON.stringify([predictor, metadata.annotations]);
    const observed = { ...structuredClone(before), observedGeneration: metadata.generation };
    // KServe notices the change, and Knative makes its revision later
    if (before.observedGeneration !== metadata.generation) return { ...observed, conditions: conditions("Unknown") };
    if (this.revisions.at(-1)?.template !== template) {
      const number = String(this.revisions.length + 1).padStart(5, "0");
      this.revisions.push({
        name: `${metadata.name}-predictor-${number}`,
        annotations: { ...metadata.annotations },
        template,
        startedAt: now,
        broken: JSON.stringify(predictor).includes("/bad"),
      });
    }
    const created = this.revisions.at(-1) as Revision;
    const ready = this.revisions.findLast((revision) => this.isReady(revision, now))?.name;
    const component = structuredClone(before.components?.predictor ?? {});
    component.latestCreatedRevision = created.name;
    if (ready) {
      component.traffic = trafficOf(percent, component.latestRolledoutRevision, ready);
      propagate(component, ready, created.name);
    }
    const failed = created.broken && now >= created.startedAt + failureMs;
    const message = `Revision "${created.name}" failed with message: Container failed with: no such model.`;
    const state = created.name === ready ? "True" : failed ? "False" : "Unknown";
    return {
      ...observed,
      conditions: conditions(state, failed ? message : undefined),
      components: { ...before.components, predictor: component },
    };
  }
}

function conditions(status: "True" | "False" | "Unknown", message?: string): object[] {
  return ["PredictorConfigurationReady", "Ready"].map((type) => ({
    type,
    status,
    ...(message && { reason: "RevisionFailed", message }),
  }));
}

function trafficOf(percent: number | undefined, rolledOut: string | undefined, latest: string): Target[] {
  if (percent === undefined || !rolledOut) return [{ revisionName: latest, latestRevision: true, percent: 100 }];
  return [
    { revisionName: latest, latestRevision: true, percent },
    ...(percent < 100 ? [{ revisionName: rolledOut, latestRevision: false, percent: 100 - percent, tag: "prev" }] : []),
  ];
}

/** Which revision had everything last, by the traffic that is; the code of KServe's status, line by line. */
function propagate(component: Record<string, unknown>, latestReady: string, latestCreated: string): void {
  const traffic = component["traffic"] as Target[];
  for (const { revisionName, latestRevision, percent } of traffic) {
    if (revisionName !== latestReady || !latestRevision) continue;
    if (component["latestRolledoutRevision"] !== latestReady) {
      if (percent === 100) {
        if (component["latestRolledoutRevision"])
          component["previousRolledoutRevision"] = component["latestRolledoutRevision"];
        component["latestRolledoutRevision"] = latestReady;
      }
    } else if (latestReady === latestCreated && percent < 100) {
      const ofLatest = traffic.filter((each) => each.revisionName === latestReady);
      const total = ofLatest.reduce((sum, each) => sum + each.percent, 0);
      if (total === 100 && component["previousRolledoutRevision"])
        component["latestRolledoutRevision"] = component["previousRolledoutRevision"];
    }
  }
  component["latestReadyRevision"] = latestReady;
}
