import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import type { RunResult } from "#platform";
import { ArgoController } from "./argo-controller.ts";
import { type ClusterObject, ClusterObjects, mergePatch, ServerError } from "./cluster-objects.ts";
import { KServeController } from "./kserve-controller.ts";

const [passMs, syncMs] = [400, 2500];
const namespace = "models";

const kinds: Record<string, string> = {
  "rollouts.argoproj.io": "Rollout",
  "inferenceservices.serving.kserve.io": "InferenceService",
  configmaps: "ConfigMap",
  "replicasets.apps": "ReplicaSet",
  pods: "Pod",
  "revisions.serving.knative.dev": "Revision",
};

export interface FakeClusterOptions {
  now: () => number;
  /** Folder that the GitOps agent applies from. */
  manifests: string;
}

/**
 * A cluster with both engines and a GitOps agent, behind kubectl. It takes the arguments that we give and no others, holds
 * every object to the recorded schemas, and moves with the clock: the agent applies a file some seconds after it changed,
 * and a controller makes one transition at a time.
 */
export function fakeCluster({ now, manifests }: FakeClusterOptions) {
  const objects = new ClusterObjects();
  const argo = new ArgoController(objects);
  const kserve = new KServeController(objects);
  const applied = new Map<string, { content: string; changedAt: number; done: boolean }>();
  const calls: string[][] = [];
  let passedAt = now();
  let outage: string | undefined;

  function turn(): void {
    sync();
    for (; passedAt + passMs <= now(); passedAt += passMs) {
      argo.pass(passedAt);
      kserve.pass(passedAt);
    }
  }

  /** What a commit brings: a file is applied as it is, and fields of others stay. */
  function sync(): void {
    for (const name of readdirSync(manifests).filter((each) => each.endsWith(".yaml"))) {
      const content = readFileSync(join(manifests, name), "utf8");
      const known = applied.get(name);
      if (known?.content !== content) applied.set(name, { content, changedAt: now(), done: false });
      const file = applied.get(name);
      if (!file || file.done || now() < file.changedAt + syncMs) continue;
      file.done = true;
      for (const document of parseAllDocuments(content)) {
        const object = document.toJS() as ClusterObject | null;
        if (object) objects.put(object, "rest");
      }
    }
  }

  /** Objects that the controllers own. */
  function derived(kind: string): ClusterObject[] {
    if (kind === "Revision")
      return kserve.revisions.map((revision) =>
        bare("serving.knative.dev/v1", kind, revision.name, {
          annotations: revision.annotations,
          status: { conditions: [{ type: "Ready", status: kserve.isReady(revision, now()) ? "True" : "False" }] },
        }),
      );
    const owners = [
      ...[...argo.sets].map(([hash, { broken }]) => ({
        labels: { "rollouts-pod-template-hash": hash },
        ready: argo.isAvailable(hash, now()),
        broken,
      })),
      ...kserve.revisions.map((revision) => ({
        labels: { "serving.knative.dev/revision": revision.name },
        ready: kserve.isReady(revision, now()),
        broken: revision.broken,
      })),
    ];
    return owners.map(({ labels, ready, broken }) => {
      const [value = ""] = Object.values(labels);
      if (kind === "ReplicaSet")
        return bare("apps/v1", kind, `mail-${value}`, {
          labels,
          spec: { replicas: 2 },
          status: { availableReplicas: ready ? 2 : 0 },
        });
      const terminated = { reason: "Error", exitCode: 1, message: "no such model in /models" };
      const said = broken ? { lastState: { terminated }, state: { waiting: { reason: "CrashLoopBackOff" } } } : {};
      return bare("v1", kind, `mail-${value}-x`, {
        labels,
        status: { phase: "Running", containerStatuses: [{ name: "server", ready, ...said }] },
      });
    });
  }

  const stored = (kind: string): ClusterObject[] =>
    kind in { ReplicaSet: 1, Pod: 1, Revision: 1 } ? derived(kind) : objects.all(kind);

  function get({ kind, name, flags }: Request): string {
    if (flags.get("output") !== "json") throw new ServerError("error: only JSON is read here");
    if (!name) {
      const [label = "", value] = (flags.get("selector") ?? "").split("=");
      const items = stored(kind).filter(({ metadata }) => metadata.labels?.[label] === value);
      return JSON.stringify({ apiVersion: "v1", kind: "List", items });
    }
    const found = stored(kind).find(({ metadata }) => metadata.name === name);
    if (found) return JSON.stringify(found, null, 4);
    if (flags.has("ignore-not-found")) return "";
    throw new ServerError(`Error from server (NotFound): ${kind} "${name}" not found`);
  }

  function patch({ kind, resource, name, flags }: Request): string {
    const before = objects.get(kind, name);
    if (!before) throw new ServerError(`Error from server (NotFound): ${resource} "${name}" not found`);
    if (flags.get("type") !== "merge") throw new ServerError("error: only merge patches are known here");
    const change = JSON.parse(flags.get("patch") ?? "") as { metadata?: { resourceVersion?: string }; status?: object };
    const { resourceVersion } = change.metadata ?? {};
    if (resourceVersion !== undefined && resourceVersion !== before.metadata.resourceVersion)
      throw new ServerError(
        `Error from server (Conflict): Operation cannot be fulfilled on ${resource} "${name}": the object has been modified`,
      );
    const part = flags.get("subresource");
    // the status is a subresource: the one patch changes nothing of the other
    if (part === undefined && change.status) delete change.status;
    const after = mergePatch(before, change) as ClusterObject;
    objects.put(after, part === "status" ? "status" : "rest");
    return `${resource}/${name} patched`;
  }

  function create(input: string | undefined): string {
    const object = JSON.parse(input ?? "") as ClusterObject;
    if (objects.get(object.kind, object.metadata.name))
      throw new ServerError(
        `Error from server (AlreadyExists): ${object.kind} "${object.metadata.name}" already exists`,
      );
    objects.put(object, "rest");
    return "created";
  }

  function kubectl(args: readonly string[], input?: string): RunResult {
    calls.push([...args]);
    try {
      if (outage !== undefined) throw new ServerError(outage);
      turn();
      const request = requestOf(args);
      const stdout = work[request.verb](request, input);
      return { exitCode: 0, stdout, stderr: "" };
    } catch (error) {
      if (!(error instanceof ServerError)) throw error;
      return { exitCode: 1, stdout: "", stderr: `${error.message}\n` };
    }
  }

  const work: Record<Request["verb"], (request: Request, input?: string) => string> = {
    get,
    patch,
    create: (_request, input) => create(input),
    delete: ({ kind, name }) => {
      objects.remove(kind, name);
      return "";
    },
  };

  /** Models that get requests now, by their share of them. */
  function answering(): Record<string, number> {
    turn();
    const shares: [string, number][] = [];
    for (const { status = {} } of objects.all("Rollout")) {
      const { canary, stable } = status.canary?.weights ?? {};
      for (const each of [canary, stable])
        if (each?.weight > 0) shares.push([argo.sets.get(each.podTemplateHash)?.modelRef ?? "?", each.weight / 100]);
    }
    for (const { status = {} } of objects.all("InferenceService"))
      for (const { revisionName, percent } of status.components?.predictor?.traffic ?? [])
        if (percent > 0) {
          const revision = kserve.revisions.find(({ name }) => name === revisionName);
          shares.push([revision?.annotations["genai-mlops/model-ref"] ?? "?", percent / 100]);
        }
    return Object.fromEntries(shares);
  }

  return {
    objects,
    argo,
    kserve,
    calls,
    kubectl,
    answering,
    /** From now on every call ends so; undefined ends it. */
    fail: (message: string | undefined) => {
      outage = message;
    },
  };
}

export type FakeCluster = ReturnType<typeof fakeCluster>;

function bare(apiVersion: string, kind: string, name: string, more: object): ClusterObject {
  const { labels, annotations, ...rest } = more as { labels?: object; annotations?: object };
  const metadata = { name, namespace, resourceVersion: "1", generation: 1, labels, annotations };
  return { apiVersion, kind, metadata, ...rest } as ClusterObject;
}

interface Request {
  verb: "get" | "patch" | "create" | "delete";
  resource: string;
  kind: string;
  name: string;
  flags: Map<string, string>;
}

/** Flags by verb, beside those of every call. */
const flagsOf: Record<Request["verb"], readonly string[]> = {
  get: ["output", "ignore-not-found", "selector"],
  patch: ["type", "subresource", "patch"],
  create: ["filename"],
  delete: ["ignore-not-found", "wait"],
};

function requestOf(args: readonly string[]): Request {
  const flags = new Map<string, string>();
  const words: string[] = [];
  for (const argument of args) {
    const [, flag, value = ""] = /^--([a-z-]+)(?:=([\s\S]*))?$/.exec(argument) ?? [];
    if (flag) flags.set(flag, value);
    else words.push(argument);
  }
  const [verb = "", resource = "", name = ""] = words;
  if (!(verb in flagsOf)) throw new ServerError(`error: unknown command "${verb}"`);
  const legal = [...flagsOf[verb as Request["verb"]], "namespace", "request-timeout", "context"];
  for (const flag of flags.keys()) if (!legal.includes(flag)) throw new ServerError(`error: unknown flag: --${flag}`);
  if (flags.get("namespace") !== namespace) throw new ServerError("error: another namespace");
  const kind = kinds[resource];
  if (verb !== "create" && !kind) throw new ServerError(`error: the server doesn't have a resource type "${resource}"`);
  return { verb: verb as Request["verb"], resource, kind: kind ?? "", name, flags };
}
