import { join } from "node:path";
import { type Deployment, InputError, type ServedVariant, ToolkitError } from "#contracts";
import { isoTime, withFolderLock } from "#platform";
import type { Candidate } from "../../serving.ts";
import { argoRollouts } from "./argo-rollouts.ts";
import { provider } from "./failures.ts";
import { kserve } from "./kserve.ts";
import { kubectlOf, type Place } from "./kubectl.ts";
import { isNamed, observed } from "./observed.ts";
import type { Ports } from "./ports.ts";
import { type Granted, type ServingState, stateStore } from "./state.ts";
import type { Seen } from "./workload.ts";

export interface RenderedManifest {
  name: string;
  content: string;
  /** `genai-mlops/revision` in it. */
  revision: string;
}

export interface KubernetesServingConfig extends Place {
  endpoint: string;
  engine: "argo-rollouts" | "kserve";
  /** What deploy writes and somebody else applies; the other verbs need none. */
  manifests?:
    | {
        folder: string;
        /** @param beside another model serves @throws InputError */
        of(candidate: Candidate, beside: boolean): RenderedManifest;
      }
    | undefined;
  /** After all requests went to another model for good: what Git must not undo, where it has not yet another one. */
  afterPromotion?(promoted: ServedVariant): Promise<void>;
  /** Where users reach the endpoint, without `/v1`; within the cluster unless told. */
  url?: string | undefined;
  /** How long a GitOps agent may take until the cluster was told. */
  syncSeconds: number;
  startSeconds: number;
  switchSeconds: number;
  /** false: what the agent or the engine is still at is left to the next look (`under-way`), and no manifest is written. */
  waits?: boolean | undefined;
  /** Holds lock, plan and a copy of the record. */
  stateDir: string;
  /** Written before any traffic can move. */
  planOf(deployment: Deployment): string;
}

/** The endpoint as it is now. */
export interface Standing {
  seen: Seen;
  /** What holds. */
  state: ServingState;
  /** What is written. */
  written: ServingState;
  granted: Granted | undefined;
}

export type Home = ReturnType<typeof openHome>;
type Event = Deployment["history"][number]["event"];

const workloads = { "argo-rollouts": argoRollouts, kserve } as const;

/** @throws InputError `bad-name` */
export function openHome(ports: Ports, config: KubernetesServingConfig) {
  const { clock, files } = ports;
  const { endpoint, namespace, engine } = config;
  requireName("endpoint", endpoint);
  requireName("kubernetes-namespace", namespace);
  const kubectl = kubectlOf(ports, config);
  const workload = workloads[engine](kubectl, endpoint);
  const store = stateStore(kubectl, config);
  const folder = join(config.stateDir, "deployments", endpoint);
  const within = (service: string): string => `http://${service}.${namespace}.svc.cluster.local`;
  const eventOf = (event: Event, modelRef: string) => ({ time: isoTime(clock), event, modelRef });

  /** undefined where nothing of ours ever served. */
  async function look(): Promise<Standing | undefined> {
    const stored = await store.read();
    const seen = stored && (await workload.look());
    if (!seen) return undefined;
    const { state: written, granted } = stored;
    const state = observed(seen, written, eventOf);
    return isNamed(state) ? { seen, written, state, granted } : undefined;
  }

  return {
    ports,
    config,
    workload,
    store,
    look,
    eventOf,
    /** @throws ToolkitError `not-deployed` */
    async existing(): Promise<Standing> {
      const standing = await look();
      if (standing) return standing;
      throw new ToolkitError({
        code: "not-deployed",
        provider,
        message: `nothing is deployed at ${endpoint} in namespace ${namespace}`,
        hint: "run deploy, commit its manifests, and run deploy again with kubernetes-follow: true",
      });
    },
    /** In the place of what was read. @throws ToolkitError `deployment-contested` when that is no longer there */
    async write(standing: Standing, state: ServingState): Promise<Standing> {
      await store.write(standing.written, state);
      return { ...standing, written: state, state };
    },
    alone: <Result>(work: () => Promise<Result>, waitSeconds = 5): Promise<Result> =>
      withFolderLock(ports, join(folder, ".lock"), work, {
        waitSeconds,
        hint: "another deploy, promote or rollback of this endpoint is going on; wait for it",
      }),
    record: join(folder, "deployment.json"),
    url: `${config.url ?? within(engine === "kserve" ? endpoint : `${endpoint}-stable`)}/v1`,
    baselineUrl: within(engine === "kserve" ? endpoint : `${endpoint}-stable`),
    canaryUrl: within(engine === "kserve" ? endpoint : `${endpoint}-canary`),
    async copyRecord(record: Deployment): Promise<Deployment> {
      await files.writeAtomic(join(folder, "deployment.json"), `${JSON.stringify(record, null, 2)}\n`);
      return record;
    },
    writePlan: (record: Deployment): Promise<void> =>
      files.writeAtomic(join(folder, "rollback-plan.md"), config.planOf(record)),
  };
}

/** The manifest's own rules are narrower; these are what a command line and a path take. */
function requireName(where: string, name: string): void {
  if (name.length <= 63 && /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(name)) return;
  const legal = "a label of RFC 1123: a-z, 0-9 and - between them, at most 63 characters";
  throw new InputError([{ where, problem: `"${name}" is no name that Kubernetes takes`, legal }], "bad-name");
}
