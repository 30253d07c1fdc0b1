import { environmentOf, resourcesOf, securityContext, serverContainer, volumesOf } from "./container.ts";
import { modelAnnotations, modelLabels } from "./labels.ts";
import { containerPort, type ModelService } from "./model-service.ts";
import { modelSource } from "./model-source.ts";
import { serverArguments } from "./server-arguments.ts";

/**
 * The object for KServe. Knative takes no security context of a pod unless a feature is turned on, so the container
 * has all of it.
 */
export function kserveObjects(service: ModelService): object[] {
  const { endpoint, namespace, replicas, server, beside } = service;
  const annotations = {
    ...modelAnnotations(service),
    "serving.knative.dev/progress-deadline": `${server.startSeconds}s`,
    "serving.kserve.io/deploymentMode": "Serverless",
  };
  return [
    {
      apiVersion: "serving.kserve.io/v1beta1",
      kind: "InferenceService",
      metadata: { name: endpoint, namespace, labels: modelLabels(service), annotations },
      spec: {
        predictor: {
          // the first model has nothing to share with, and a later 0 would take its requests from it
          ...(beside && { canaryTrafficPercent: 0 }),
          // as many as a replica works on at once; the rest waits in line
          containerConcurrency: server.parallel,
          minReplicas: replicas,
          maxReplicas: replicas,
          timeout: 600,
          automountServiceAccountToken: false,
          enableServiceLinks: false,
          ...predictor(service),
        },
      },
    },
  ];
}

/** KServe's own runtime of Hugging Face, or a container of the user's. */
function predictor(service: ModelService): object {
  const source = modelSource(service);
  if (service.server.kind === "huggingface")
    return {
      model: {
        modelFormat: { name: "huggingface" },
        storageUri: service.model.uri,
        args: serverArguments(service, source),
        env: environmentOf(service),
        resources: resourcesOf(service),
        securityContext,
        volumeMounts: [{ name: "scratch", mountPath: "/tmp" }],
      },
      volumes: [{ name: "scratch", emptyDir: {} }],
    };
  const {
    startupProbe: _byDeadline,
    livenessProbe: _byKnative,
    ...container
  } = serverContainer(service, "kserve-container", source);
  const fetched = source.storageUri ? [{ name: "STORAGE_URI", value: source.storageUri }] : [];
  return {
    containers: [
      {
        ...container,
        env: [...environmentOf(service), ...fetched],
        // Knative sends requests to the one port of this name
        ports: [{ name: "http1", containerPort, protocol: "TCP" }],
        readinessProbe: { httpGet: { path: "/health", port: containerPort }, periodSeconds: 5, timeoutSeconds: 5 },
      },
    ],
    volumes: volumesOf(service, source),
  };
}
