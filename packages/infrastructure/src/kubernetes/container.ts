import { containerPort, type ModelService } from "./model-service.ts";
import type { ModelSource } from "./model-source.ts";
import { serverArguments } from "./server-arguments.ts";

/** A user that images need not know of: nothing of them is written to. */
const user = 1000;

/** What a container may do: nothing but serve. */
export const securityContext = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ["ALL"] },
  privileged: false,
  readOnlyRootFilesystem: true,
  runAsGroup: user,
  runAsNonRoot: true,
  runAsUser: user,
  seccompProfile: { type: "RuntimeDefault" },
} as const;

export const podSecurityContext = {
  fsGroup: user,
  runAsGroup: user,
  runAsNonRoot: true,
  runAsUser: user,
  seccompProfile: { type: "RuntimeDefault" },
} as const;

/** Requests as limits, so that a server of a model is not evicted or throttled for another's sake. */
export function resourcesOf({ cpu, memory, gpus, gpuResource }: ModelService): object {
  const wanted = { cpu, memory, ...(gpus > 0 && { [gpuResource]: String(gpus) }) };
  return { requests: wanted, limits: wanted };
}

const probe = (periodSeconds: number, failureThreshold: number): object => ({
  httpGet: { path: "/health", port: "http" },
  periodSeconds,
  failureThreshold,
  timeoutSeconds: 5,
});

/** The server of the model; its probes wait as long as loading may take. */
export function serverContainer(service: ModelService, name: string, source: ModelSource): Record<string, unknown> {
  const { server } = service;
  return {
    name,
    image: server.image,
    args: serverArguments(service, source),
    env: environmentOf(service),
    ports: [{ name: "http", containerPort, protocol: "TCP" }],
    resources: resourcesOf(service),
    securityContext,
    startupProbe: probe(10, Math.max(1, Math.ceil(server.startSeconds / 10))),
    readinessProbe: probe(5, 3),
    livenessProbe: probe(20, 6),
    // what a server says before it dies is read from its pod's status
    terminationMessagePolicy: "FallbackToLogsOnError",
    volumeMounts: [
      ...(source.mount ? [source.mount] : []),
      { name: "scratch", mountPath: "/tmp" },
      ...(server.kind === "vllm" ? [{ name: "shared-memory", mountPath: "/dev/shm" }] : []),
    ],
  };
}

export function volumesOf({ server }: ModelService, source: ModelSource): object[] {
  return [
    ...(source.volume ? [source.volume] : []),
    { name: "scratch", emptyDir: {} },
    ...(server.kind === "vllm" ? [{ name: "shared-memory", emptyDir: { medium: "Memory", sizeLimit: "2Gi" } }] : []),
  ];
}

/** Caches go where a read-only container can write. */
export function environmentOf({ server: { tokenSecret } }: ModelService): object[] {
  const token = { secretKeyRef: { name: tokenSecret, key: "HF_TOKEN" } };
  return [
    { name: "HOME", value: "/tmp" },
    { name: "HF_HOME", value: "/tmp/huggingface" },
    ...(tokenSecret ? [{ name: "HF_TOKEN", valueFrom: token }] : []),
  ];
}
