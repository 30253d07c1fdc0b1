import { InputError, type Problem } from "#contracts";
import type { ModelService } from "./model-service.ts";
import { partsOf, schemesOf } from "./model-source.ts";

/** What is made of an endpoint's name is longer, and a service takes 63: `-canary`, and `-predictor-00001` of Knative. */
const longestName = { "argo-rollouts": 56, kserve: 47 } as const;

const legalQuantity = { cpu: "cores: 4, 0.5 or 500m", memory: "bytes: 16Gi, 512Mi, 2G" } as const;
const quantity = {
  cpu: /^(?:[1-9]\d*m|[1-9]\d*(?:\.\d+)?|0\.\d*[1-9]\d*)$/,
  memory: /^[1-9]\d*(?:\.\d+)?(?:[KMGT]i|[kMGT])?$/,
} as const;

/** Everything that the cluster would refuse, or take and never start. @throws InputError with all of it */
export function requireModelService(service: ModelService): void {
  const problems = [
    ...nameProblems(service),
    ...modelProblems(service),
    ...serverProblems(service),
    ...sizeProblems(service),
    ...planProblems(service),
  ];
  if (problems.length > 0) throw new InputError(problems);
}

/** A label of RFC 1123; what a Service is named by has to begin with a letter as well (RFC 1035). */
const isLabel = (name: string, longest = 63): boolean =>
  name.length <= longest && /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(name);
/** A subdomain of RFC 1123. */
const isSubdomain = (name: string): boolean =>
  name.length <= 253 && /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/.test(name);

const labelRule = (longest: number): string =>
  `a label of RFC 1123: a-z, 0-9 and - between them, at most ${longest} characters`;

function nameProblems({ endpoint, namespace, engine, gateway, server }: ModelService): Problem[] {
  const problems: Problem[] = [];
  const wrong = (where: string, name: string, legal: string): void =>
    void problems.push({ where, problem: `"${name}" is no name that Kubernetes takes`, legal });
  const longest = longestName[engine];
  if (!isLabel(endpoint, longest) || !/^[a-z]/.test(endpoint))
    wrong("endpoint", endpoint, `${labelRule(longest)}, beginning with a letter`);
  if (!isLabel(namespace)) wrong("kubernetes-namespace", namespace, labelRule(63));
  if (server.tokenSecret !== undefined && !isSubdomain(server.tokenSecret))
    wrong("kubernetes-token-secret", server.tokenSecret, "a subdomain of RFC 1123");
  if (engine === "kserve") return problems;
  if (!gateway) {
    const mend = "name the Gateway that requests come in by, as name or namespace/name";
    problems.push({ where: "kubernetes-gateway", problem: "is needed by kubernetes-engine: argo-rollouts", mend });
    return problems;
  }
  if (!isSubdomain(gateway.name)) wrong("kubernetes-gateway", gateway.name, "a subdomain of RFC 1123");
  if (gateway.namespace !== undefined && !isLabel(gateway.namespace))
    wrong("kubernetes-gateway", gateway.namespace, `namespace/name, the namespace ${labelRule(63)}`);
  if (gateway.hostname !== undefined && !isSubdomain(gateway.hostname.replace(/^\*\./, "")))
    wrong("kubernetes-hostname", gateway.hostname, "a subdomain of RFC 1123, *. before it at most");
  return problems;
}

function modelProblems({ engine, model, server }: ModelService): Problem[] {
  const where = "model-uri";
  const problems: Problem[] = [];
  if (!/^sha256:[0-9a-f]{64}$/.test(model.digest))
    problems.push({ where: "model-ref", problem: `"${model.digest}" is no digest`, legal: "sha256: and 64 digits" });
  const parts = partsOf(model.uri);
  const schemes: readonly string[] = schemesOf[engine];
  const legal = schemes.map((scheme) => `${scheme}://…`).join(", ");
  if (!parts || !schemes.includes(parts.scheme)) {
    const problem = `${engine} can serve nothing from "${model.uri}"`;
    return [...problems, { where, problem, legal }];
  }
  if (parts.scheme === "pvc" && !isSubdomain(parts.place))
    problems.push({ where, problem: `"${parts.place}" is no name of a claim`, legal: "a subdomain of RFC 1123" });
  if (parts.scheme === "oci" && !/@sha256:[0-9a-f]{64}$/.test(model.uri.split("#")[0] ?? ""))
    problems.push({ where, problem: "names an image that may change", legal: "oci://registry/image@sha256:…" });
  if (parts.scheme === "hf" && server.kind === "llama.cpp")
    problems.push({ where, problem: "llama.cpp cannot hold a model of the Hub to a commit", legal: "another scheme" });
  else if (parts.scheme === "hf" && !/^[\w.-]+:[0-9a-f]{40}$/.test(parts.path))
    problems.push({
      where,
      problem: `"${model.uri}" names no commit of the Hub`,
      legal: "hf://owner/name:<40 digits>",
    });
  if (server.kind === "llama.cpp" && parts.scheme !== "hf" && !/\.gguf$/.test(parts.file || parts.path))
    problems.push({
      where,
      problem: "llama.cpp reads a file",
      legal: "…/model.gguf, or oci://image@sha256:…#model.gguf",
    });
  return problems;
}

function serverProblems({ engine, server }: ModelService): Problem[] {
  const where = "kubernetes-image";
  if (server.kind === "huggingface")
    return engine === "kserve"
      ? []
      : [{ where: "kubernetes-server", problem: "huggingface is a runtime of KServe", legal: "vllm | llama.cpp" }];
  const { image } = server;
  const legal = "registry/image:tag, or registry/image@sha256:…";
  if (image === "") return [{ where, problem: `is needed by kubernetes-server: ${server.kind}`, legal }];
  const [, tag] = /^[a-z0-9][\w.\-/:]*?(?::([\w][\w.-]{0,127})|@sha256:[0-9a-f]{64})$/i.exec(image) ?? [undefined, "?"];
  if (tag === "?") return [{ where, problem: `"${image}" names no version`, legal }];
  if (tag === "latest") return [{ where, problem: "latest is another image every day", legal }];
  return [];
}

function sizeProblems(service: ModelService): Problem[] {
  const { replicas, gpus, gpuResource, server } = service;
  const problems: Problem[] = (["cpu", "memory"] as const).flatMap((name) =>
    quantity[name].test(service[name])
      ? []
      : [
          {
            where: `kubernetes-${name}`,
            problem: `"${service[name]}" is no quantity`,
            legal: legalQuantity[name],
          },
        ],
  );
  const whole = (where: string, value: number, least: number): void => {
    if (!Number.isInteger(value) || value < least)
      problems.push({ where, problem: `is ${value}`, legal: `a whole number, ${least} or more` });
  };
  whole("kubernetes-replicas", replicas, 1);
  whole("kubernetes-gpus", gpus, 0);
  whole("timeout", server.startSeconds, 1);
  const [domain = "", name = ""] = gpuResource.split("/");
  if (!isSubdomain(domain) || !/^[A-Za-z0-9]([\w.-]{0,61}[A-Za-z0-9])?$/.test(name))
    problems.push({
      where: "kubernetes-gpu-resource",
      problem: `"${gpuResource}" is no resource`,
      legal: "nvidia.com/gpu",
    });
  return problems;
}

/** The plan is written into the manifest, where a weight has no fractions. */
function planProblems({ plan }: ModelService): Problem[] {
  const legal = "whole percents from 1 to 100, rising";
  const isWhole = plan.every((percent) => Number.isInteger(percent) && percent >= 1 && percent <= 100);
  const rises = plan.every((percent, index) => index === 0 || percent > (plan[index - 1] as number));
  if (plan.length > 0 && isWhole && rises) return [];
  return [
    { where: "kubernetes-plan", problem: `"${plan.map((percent) => `${percent}%`).join(", ")}" is no plan`, legal },
  ];
}
