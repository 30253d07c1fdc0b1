/** Engines of others that shift the traffic. */
export const kubernetesEngines = ["argo-rollouts", "kserve"] as const;
export type KubernetesEngine = (typeof kubernetesEngines)[number];

/** What serves the model in its container. `huggingface` is KServe's own runtime, which needs no image. */
export const modelServers = ["vllm", "llama.cpp", "huggingface"] as const;
export type ModelServer = (typeof modelServers)[number];

/** A model in service on Kubernetes, as its manifests say it. */
export interface ModelService {
  /** Name of everything that is rendered. */
  endpoint: string;
  namespace: string;
  engine: KubernetesEngine;
  model: {
    modelRef: string;
    version: string;
    /** `sha256:` and 64 hexadecimal digits. */
    digest: string;
    /** What the server loads: `pvc://claim/path`, `oci://image@sha256:…`, `hf://owner/name:commit`; of KServe also `s3://`, `gs://`. */
    uri: string;
  };
  server: {
    kind: ModelServer;
    /** Empty for `huggingface`. */
    image: string;
    /** Further arguments of the server. */
    args: readonly string[];
    /** Tokens of prompt and answer. */
    contextSize: number;
    threads: number;
    /** Requests at once. */
    parallel: number;
    /** How long it may take until it answers. */
    startSeconds: number;
    /** Secret with HF_TOKEN, for models that are not public. */
    tokenSecret?: string | undefined;
  };
  replicas: number;
  /** Quantities of Kubernetes: `4`, `500m`; `16Gi`. */
  cpu: string;
  memory: string;
  gpus: number;
  /** Name that the cluster has for its GPUs. */
  gpuResource: string;
  /** Percent of the requests that the canary may get, rising. Argo Rollouts alone knows them beforehand. */
  plan: readonly number[];
  /** Gateway that the route hangs on, for Argo Rollouts. */
  gateway?: { name: string; namespace?: string | undefined; hostname?: string | undefined } | undefined;
  /** Whether another model is in service, beside which this one begins without requests. */
  beside: boolean;
}

/** Port of the server in its container, and of the services before it. */
export const [containerPort, servicePort] = [8080, 80] as const;

export const stableService = (endpoint: string): string => `${endpoint}-stable`;
export const canaryService = (endpoint: string): string => `${endpoint}-canary`;
