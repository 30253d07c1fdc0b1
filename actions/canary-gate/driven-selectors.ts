import type { Inputs } from "#action-kit";
import type { Deployment } from "#contracts";
import { canaryService, stableService } from "#infrastructure";
import type { spec } from "./spec.ts";

type Given = Inputs<typeof spec>;
type Arm = "canary" | "baseline";

/** The variants of a deployment that the gate drives as its engine's metrics name them, unless told. */
export function withSelectors(inputs: Given, { variants }: Deployment): Given {
  const told = (arm: Arm): string[] => {
    const given = inputs[`${arm}-selector`] ?? [];
    return given.length > 0 ? given : labelsOf(arm, inputs, variants);
  };
  return { ...inputs, "canary-selector": told("canary"), "baseline-selector": told("baseline") };
}

function labelsOf(arm: Arm, inputs: Given, variants: Deployment["variants"]): string[] {
  switch (inputs["metric-source"]) {
    case "cloudwatch":
      return [`VariantName=${arm}`];
    case "ray-serve":
      return [`application=${variants[arm]?.server}`];
    case "prometheus":
      return inputs.target === "kubernetes" ? serviceLabels(arm, inputs) : [];
    default:
      return [];
  }
}

/**
 * Argo Rollouts keeps a Service for either version, as deploy's manifests name them: Prometheus's operator tells it as
 * `service` of what a ServiceMonitor scrapes, Istio as where a request went. KServe's revisions have names that nobody knows
 * before.
 */
function serviceLabels(arm: Arm, { endpoint = "", ...inputs }: Given): string[] {
  if (inputs["kubernetes-engine"] !== "argo-rollouts") return [];
  const service = arm === "canary" ? canaryService(endpoint) : stableService(endpoint);
  const namespace = inputs["kubernetes-namespace"];
  switch (inputs["prometheus-dialect"]) {
    case "vllm":
    case "tgi":
      return [`service=${service}`, `namespace=${namespace}`];
    case "istio":
      return [`destination_service_name=${service}`, `destination_service_namespace=${namespace}`];
    default:
      return [];
  }
}
