import { podSecurityContext, serverContainer, volumesOf } from "./container.ts";
import { modelAnnotations, modelLabels, selectorLabels } from "./labels.ts";
import { canaryService, type ModelService, servicePort, stableService } from "./model-service.ts";
import { modelSource } from "./model-source.ts";
import { rolloutSteps } from "./steps.ts";

/** Seconds that requests have to end in when a pod goes, after the gateway has heard of it. */
const [drainSeconds, unlistSeconds] = [120, 10];

/** Objects for Argo Rollouts with its plugin for Gateway API, in the order in which they are applied. */
export function argoObjects(service: ModelService): object[] {
  const { endpoint, namespace } = service;
  const metadata = (name: string): object => ({ name, namespace, labels: ownLabels(service) });
  return [
    ...[stableService(endpoint), canaryService(endpoint)].map((name) => ({
      apiVersion: "v1",
      kind: "Service",
      metadata: metadata(name),
      spec: {
        type: "ClusterIP",
        // the engine adds which of the two versions
        selector: selectorLabels(service),
        ports: [{ name: "http", port: servicePort, targetPort: "http", protocol: "TCP" }],
      },
    })),
    {
      apiVersion: "gateway.networking.k8s.io/v1",
      kind: "HTTPRoute",
      metadata: metadata(endpoint),
      spec: route(service),
    },
    {
      apiVersion: "policy/v1",
      kind: "PodDisruptionBudget",
      metadata: metadata(endpoint),
      spec: { maxUnavailable: 1, selector: { matchLabels: selectorLabels(service) } },
    },
    { apiVersion: "argoproj.io/v1alpha1", kind: "Rollout", metadata: metadata(endpoint), spec: rollout(service) },
  ];
}

/** Labels of what stays the same from one model to the next. */
const ownLabels = (service: ModelService): object => ({
  ...selectorLabels(service),
  "app.kubernetes.io/managed-by": "genai-mlops",
});

function route({ endpoint, gateway }: ModelService): object {
  const { name = "", namespace, hostname } = gateway ?? {};
  const backend = (service: string, weight: number): object => ({
    group: "",
    kind: "Service",
    name: service,
    port: servicePort,
    weight,
  });
  return {
    parentRefs: [{ group: "gateway.networking.k8s.io", kind: "Gateway", name, ...(namespace && { namespace }) }],
    ...(hostname && { hostnames: [hostname] }),
    rules: [
      {
        matches: [{ path: { type: "PathPrefix", value: "/" } }],
        backendRefs: [backend(stableService(endpoint), 100), backend(canaryService(endpoint), 0)],
      },
    ],
  };
}

function rollout(service: ModelService): object {
  const { endpoint, namespace, replicas, server, plan } = service;
  return {
    replicas,
    revisionHistoryLimit: 3,
    // a version that never starts is aborted by the engine itself
    progressDeadlineSeconds: server.startSeconds + 60,
    progressDeadlineAbort: true,
    selector: { matchLabels: selectorLabels(service) },
    strategy: {
      canary: {
        stableService: stableService(endpoint),
        canaryService: canaryService(endpoint),
        scaleDownDelaySeconds: drainSeconds,
        abortScaleDownDelaySeconds: drainSeconds,
        trafficRouting: { plugins: { "argoproj-labs/gatewayAPI": { httpRoute: endpoint, namespace } } },
        steps: rolloutSteps(plan, replicas),
      },
    },
    template: {
      metadata: { labels: modelLabels(service), annotations: modelAnnotations(service) },
      spec: podSpec(service),
    },
  };
}

function podSpec(service: ModelService): object {
  const source = modelSource(service);
  const container = serverContainer(service, "server", source);
  return {
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    securityContext: podSecurityContext,
    terminationGracePeriodSeconds: drainSeconds + unlistSeconds,
    containers: [{ ...container, lifecycle: { preStop: { sleep: { seconds: unlistSeconds } } } }],
    volumes: volumesOf(service, source),
  };
}
