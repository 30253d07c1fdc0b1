import { createHash } from "node:crypto";
import { InputError, type ServedVariant } from "#contracts";
import { type Candidate, namesOf } from "../../serving.ts";
import type { OwnApplication, RayApplication, RouterUserConfig } from "./schema.ts";

/** Marks what the toolkit made, by the endpoint that it belongs to. */
export const marker = "GENAI_MLOPS_ENDPOINT";
const routerDeployment = "Router";
const modelDeployment = "Server";

/** Tells an application of the user's own which model it is to serve. */
const told = (endpoint: string, candidate: Candidate): Record<string, string> => ({
  [marker]: endpoint,
  GENAI_MLOPS_MODEL: candidate.model,
  GENAI_MLOPS_MODEL_REF: candidate.modelRef,
  GENAI_MLOPS_MODEL_SHA256: candidate.sha256 ?? "",
});

export interface ModelOptions {
  engine: "llama-cpp" | "vllm";
  replicas: number;
  /** Of one replica; parts of a GPU are legal. */
  gpus: number;
  /** Installed for the replicas; none where the cluster's image holds the engine. */
  requirements: readonly string[];
  /** The user's own in place of the engine. */
  application?: OwnApplication | undefined;
  startSeconds: number;
  drainSeconds: number;
  /** How long each instance of a rolling update is watched; 30 unless told. */
  rollingWaitSeconds?: number | undefined;
}

/** @throws InputError for what is no name of an application and a route */
export function requireEndpoint(endpoint: string): void {
  if (/^[a-z0-9](-?[a-z0-9]){0,62}$/.test(endpoint)) return;
  const legal = "small letters, digits and single -, at most 63";
  throw new InputError([{ where: "endpoint", problem: `"${endpoint}" is no name`, legal }], "bad-name");
}

/** The same model with the same settings is the same application. */
export function modelName(endpoint: string, candidate: Candidate, options: ModelOptions): string {
  const { digest, contextSize, threads, parallel, extra } = candidate;
  const { engine, replicas, gpus, application } = options;
  const settings = [digest, contextSize, threads, parallel, extra, engine, replicas, gpus, application ?? null];
  return `${endpoint}--m${createHash("sha256").update(JSON.stringify(settings)).digest("hex").slice(0, 12)}`;
}

/** @param base where users reach Serve */
export function variantOf(candidate: Candidate, server: string, base: string, startedAt: string): ServedVariant {
  const { modelRef, version, digest, contextSize, threads, parallel, extra } = candidate;
  const settings = { contextSize, threads, parallel, extra: { ...extra } };
  return { modelRef, version, digest, server, url: `${base}/${server}`, startedAt, settings };
}

export function modelApplication(
  endpoint: string,
  candidate: Candidate,
  options: ModelOptions,
  source: string,
): RayApplication {
  const name = modelName(endpoint, candidate, options);
  const { application: own } = options;
  const shared = { name, route_prefix: `/${name}` };
  if (own) {
    const environment = own["runtime-env"] as RayApplication["runtime_env"];
    return {
      ...shared,
      import_path: own["import-path"],
      args: own.args,
      runtime_env: { ...environment, env_vars: { ...environment?.env_vars, ...told(endpoint, candidate) } },
      ...(own.deployments.length > 0 && {
        deployments: own.deployments.map((each) => ({ max_surge_percent: 100, ...each })),
      }),
    };
  }
  return {
    ...shared,
    import_path: "genai_mlops_llm:build",
    args: {
      engine: options.engine,
      model: candidate.model,
      sha256: candidate.sha256 ?? null,
      alias: endpoint,
      names: namesOf(candidate),
      context: candidate.contextSize,
      parallel: candidate.parallel,
      threads: candidate.threads,
      gpus: options.gpus,
      extra: candidate.extra,
      startSeconds: options.startSeconds,
    },
    runtime_env: {
      working_dir: source,
      env_vars: { [marker]: endpoint },
      ...(options.requirements.length > 0 && { pip: [...options.requirements] }),
    },
    deployments: [
      {
        name: modelDeployment,
        num_replicas: options.replicas,
        // more wait in line in the engine than it works on at once
        max_ongoing_requests: Math.max(64, 4 * candidate.parallel),
        max_surge_percent: 100,
        graceful_shutdown_timeout_s: options.drainSeconds,
        ray_actor_options: { num_cpus: candidate.threads, num_gpus: options.gpus },
      },
    ],
  };
}

export function routerApplication(
  endpoint: string,
  proxy: string,
  source: string,
  userConfig: RouterUserConfig,
): RayApplication {
  return {
    name: endpoint,
    route_prefix: `/${endpoint}`,
    import_path: "genai_mlops_router:build",
    args: { endpoint, proxy },
    runtime_env: { working_dir: source, env_vars: { [marker]: endpoint } },
    deployments: [
      {
        name: routerDeployment,
        num_replicas: 1,
        max_ongoing_requests: 2000,
        max_surge_percent: 100,
        graceful_shutdown_timeout_s: 120,
        ray_actor_options: { num_cpus: 0.1 },
        user_config: userConfig,
      },
    ],
  };
}

export const withUserConfig = (application: RayApplication, userConfig: RouterUserConfig): RayApplication => ({
  ...application,
  deployments: (application.deployments ?? []).map((deployment) =>
    deployment.name === routerDeployment ? { ...deployment, user_config: userConfig } : deployment,
  ),
});

export const userConfigOf = (application: RayApplication): unknown =>
  application.deployments?.find(({ name }) => name === routerDeployment)?.user_config;

export const belongsTo = (application: RayApplication, endpoint: string): boolean =>
  application.runtime_env?.env_vars?.[marker] === endpoint;
