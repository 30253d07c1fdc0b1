import { describe, expect, it } from "vitest";
import type { Deployment } from "#contracts";
import { gateInputs } from "#testing";
import { withSelectors } from "./driven-selectors.ts";

const deployment = {
  variants: { canary: { server: "mail--m2" }, baseline: { server: "mail--m1" } },
} as unknown as Deployment;
const selectorsOf = (more: object) => {
  const inputs = { ...gateInputs, endpoint: "mail", ...more } as typeof gateInputs;
  const found = withSelectors(inputs, deployment);
  return [found["canary-selector"], found["baseline-selector"]];
};
const kubernetes = { "metric-source": "prometheus", target: "kubernetes", "kubernetes-namespace": "models" };

describe("selectors of a deployment that the gate drives", () => {
  it.each([
    [
      "cloudwatch",
      { "metric-source": "cloudwatch", target: "sagemaker" },
      ["VariantName=canary"],
      ["VariantName=baseline"],
    ],
    [
      "Ray Serve",
      { "metric-source": "ray-serve", target: "ray-serve" },
      ["application=mail--m2"],
      ["application=mail--m1"],
    ],
    [
      "vLLM behind a ServiceMonitor",
      { ...kubernetes, "prometheus-dialect": "vllm" },
      ["service=mail-canary", "namespace=models"],
      ["service=mail-stable", "namespace=models"],
    ],
    [
      "Istio's gateway",
      { ...kubernetes, "prometheus-dialect": "istio" },
      ["destination_service_name=mail-canary", "destination_service_namespace=models"],
      ["destination_service_name=mail-stable", "destination_service_namespace=models"],
    ],
  ])("are known of %s", (_name, more, canary, baseline) => {
    expect(selectorsOf(more)).toEqual([canary, baseline]);
  });

  it("are the user's where those are told, and nobody's where names cannot be known", () => {
    const own = { "canary-selector": ["pod=a"], "baseline-selector": ["pod=b"] };
    expect(selectorsOf({ ...kubernetes, "prometheus-dialect": "vllm", ...own })).toEqual([["pod=a"], ["pod=b"]]);
    const kserve = { ...kubernetes, "prometheus-dialect": "vllm", "kubernetes-engine": "kserve" };
    expect(selectorsOf(kserve)).toEqual([[], []]);
    expect(selectorsOf({ ...kubernetes, "prometheus-dialect": "envoy" })).toEqual([[], []]);
  });
});
