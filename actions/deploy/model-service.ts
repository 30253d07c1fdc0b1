import { type Inputs, percentageSchema } from "#action-kit";
import { InputError, type Problem } from "#contracts";
import type { ModelService } from "#infrastructure";
import type { Candidate } from "#serving";
import { kubernetesStartSeconds } from "../kubernetes-serving.ts";
import type { spec } from "./spec.ts";

/** A candidate as a service of Kubernetes, by the inputs; the manifest's own rules say what is wrong with it. */
export function modelServiceOf(inputs: Inputs<typeof spec>, candidate: Candidate, beside: boolean): ModelService {
  const { modelRef, version, digest, model, contextSize, threads, parallel, extra } = candidate;
  const kind = inputs["kubernetes-server"];
  return {
    endpoint: inputs.endpoint,
    namespace: inputs["kubernetes-namespace"],
    engine: inputs["kubernetes-engine"],
    model: { modelRef, version, digest, uri: model },
    server: {
      kind,
      image: inputs["kubernetes-image"] ?? "",
      args: argumentsOf(extra),
      contextSize,
      threads,
      parallel,
      startSeconds: inputs.timeout ?? kubernetesStartSeconds,
      tokenSecret: inputs["kubernetes-token-secret"],
    },
    replicas: inputs["kubernetes-replicas"],
    cpu: inputs["kubernetes-cpu"],
    memory: inputs["kubernetes-memory"],
    gpus: inputs["kubernetes-gpus"],
    gpuResource: inputs["kubernetes-gpu-resource"],
    plan: percentsOf(inputs["kubernetes-plan"]),
    gateway: gatewayOf(inputs),
    beside,
  };
}

/** `{"dtype": "bfloat16", "enforce-eager": true}` as flags of a command line. */
function argumentsOf(extra: Readonly<Record<string, unknown>>): string[] {
  const bad = Object.keys(extra).filter((name) => !/^[a-z][a-z0-9-]*$/.test(name));
  if (bad.length > 0) {
    const legal = '{"dtype": "bfloat16", "enforce-eager": true}';
    throw new InputError(bad.map((name) => ({ where: `server-args.${name}`, problem: "is no option", legal })));
  }
  return Object.entries(extra).flatMap(([name, value]) => {
    if (value === false || value === null) return [];
    if (value === true) return [`--${name}`];
    return [`--${name}`, typeof value === "string" ? value : JSON.stringify(value)];
  });
}

function percentsOf(shares: readonly string[]): number[] {
  const problems: Problem[] = [];
  const percents = shares.map((share) => {
    const parsed = percentageSchema.safeParse(share);
    if (!parsed.success)
      problems.push({ where: "kubernetes-plan", problem: `"${share}" is no share`, legal: "5%, or 0.05" });
    // a share of hundredths has no exact binary form
    return parsed.success ? Math.round(parsed.data * 1e8) / 1e6 : Number.NaN;
  });
  if (problems.length > 0) throw new InputError(problems);
  return percents;
}

function gatewayOf(inputs: Inputs<typeof spec>): ModelService["gateway"] {
  const given = inputs["kubernetes-gateway"];
  if (given === undefined) return undefined;
  const slash = given.indexOf("/");
  const hostname = inputs["kubernetes-hostname"];
  return { name: given.slice(slash + 1), namespace: slash === -1 ? undefined : given.slice(0, slash), hostname };
}
