import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { type Schema, strictSchema } from "../../../packages/testing/src/kubernetes/strict-schema.ts";
import { goCommand } from "../../../packages/tooling/src/go-program.ts";

/** The engines' own definitions, in the Go modules that they publish. */
const modules = {
  rollouts: "github.com/argoproj/argo-rollouts@v1.9.0",
  gateway: "sigs.k8s.io/gateway-api@v1.6.3",
  kserve: "github.com/kserve/kserve@v0.19.0",
  kubernetes: "k8s.io/kubernetes@v1.37.2",
} as const;

/** Folder of a module's source; fetched at the first need. */
export function moduleFolder(name: keyof typeof modules): string {
  const output = execFileSync(goCommand(), ["mod", "download", "-json", modules[name]], {
    encoding: "utf8",
    env: { ...process.env, GOFLAGS: "-mod=mod", GOTOOLCHAIN: "local" },
    maxBuffer: 1 << 20,
  });
  const { Dir } = JSON.parse(output) as { Dir: string };
  return Dir;
}

/** Custom resource definitions that the manifests need. */
export const definitionFiles = (): string[] => [
  join(moduleFolder("rollouts"), "manifests/crds/rollout-crd.yaml"),
  join(moduleFolder("gateway"), "config/crd/standard/gateway.networking.k8s.io_httproutes.yaml"),
  join(moduleFolder("kserve"), "config/crd/full/serving.kserve.io_inferenceservices.yaml"),
];

interface Definition {
  spec: {
    group: string;
    names: { kind: string };
    versions: { name: string; schema: { openAPIV3Schema: Schema } }[];
  };
}

const versions: Record<string, string> = { Rollout: "v1alpha1", HTTPRoute: "v1", InferenceService: "v1beta1" };

/** Strict schemas by `apiVersion/kind`. */
export function wholeSchemas(): Record<string, Schema> {
  const schemas: Record<string, Schema> = {};
  for (const file of definitionFiles()) {
    const { spec } = parse(readFileSync(file, "utf8")) as Definition;
    const { kind } = spec.names;
    const version = spec.versions.find(({ name }) => name === versions[kind]);
    if (!version) throw new Error(`${file} has no ${versions[kind]} of ${kind}`);
    schemas[`${spec.group}/${version.name}/${kind}`] = strictSchema(version.schema.openAPIV3Schema);
  }
  const described = join(moduleFolder("kubernetes"), "api/openapi-spec/swagger.json");
  const { definitions } = JSON.parse(readFileSync(described, "utf8")) as { definitions: Record<string, Schema> };
  const resolve = (reference: string): Schema => {
    const found = definitions[reference.replace("#/definitions/", "")];
    if (!found) throw new Error(`${reference} is not described`);
    return found;
  };
  schemas["v1/Service"] = strictSchema(resolve("io.k8s.api.core.v1.Service"), resolve);
  schemas["policy/v1/PodDisruptionBudget"] = strictSchema(resolve("io.k8s.api.policy.v1.PodDisruptionBudget"), resolve);
  return schemas;
}

/** Name that kubeconform looks a schema up by. */
export function schemaFile(apiVersionAndKind: string): string {
  const parts = apiVersionAndKind.split("/");
  const kind = parts.pop() ?? "";
  const [group = "", version] = parts.length === 2 ? parts : ["", parts[0]];
  return [kind.toLowerCase(), group.split(".")[0], version].filter(Boolean).join("-").concat(".json");
}
