import { join, resolve } from "node:path";
import type { ActionDeps, ActionResult, Inputs } from "#action-kit";
import { InputError, type RouterSettings, routerSettingsSchema, ToolkitError } from "#contracts";
import { readYaml } from "#platform";
import { deploymentId, type Engine, type OwnApplication, ownApplicationSchema, serverRequirements } from "#serving";
import { endpointAnnouncer } from "../announce-endpoint.ts";
import { declareUse } from "../declare-use.ts";
import { openRegistry } from "../open-registry.ts";
import { openServing } from "../open-serving.ts";
import { changing } from "../unfinished-change.ts";
import { deployed, sayDeployed } from "./deployed.ts";
import { chosenEngine } from "./engine.ts";
import { deployLater, requireMode } from "./later.ts";
import { parseObject } from "./parse-object.ts";
import { sageMakerOptions } from "./sagemaker-options.ts";
import type { spec } from "./spec.ts";

export async function run(inputs: Inputs<typeof spec>, deps: ActionDeps): Promise<ActionResult<typeof spec>> {
  requireMode(inputs);
  const extra = parseObject("server-args", inputs["server-args"], '{"n_batch": 256}');
  const registry = await openRegistry(inputs, deps);
  const version = await registry.find(inputs["model-ref"]);
  if (!version)
    throw new ToolkitError({
      code: "model-not-found",
      provider: inputs.registry,
      message: `${inputs["model-ref"]} is not registered`,
    });
  await declareUse(registry, version, "deploy", inputs, deps);
  if (inputs.target === "kubernetes") {
    const { deployToKubernetes } = await import("./kubernetes.ts");
    return await deployToKubernetes(inputs, deps, version, extra);
  }
  const application = await ownApplication(inputs, deps);
  const { model, sha256, engine } = await modelOf(inputs, deps, version.modelRef, () => registry.fetch(version));
  const slow = engine === "vllm" || (inputs.target === "ray-serve" && inputs["ray-engine"] === "vllm");
  const serving = await openServing(inputs, deps, {
    port: inputs.target === "local" ? inputs.port : inputs["ray-serve-port"],
    healthSeconds: inputs.timeout ?? (slow ? 900 : 60),
    dataPlane: inputs["data-plane"],
    routerSettings: await routerSettings(inputs, deps),
    serveUrl: inputs["ray-serve-url"],
    model: {
      engine: inputs["ray-engine"],
      replicas: inputs["ray-replicas"],
      gpus: inputs["ray-gpus"],
      requirements: inputs["ray-pip"] && inputs["ray-engine"] === "llama-cpp" ? serverRequirements : [],
      application,
      rollingWaitSeconds: inputs["rolling-wait"],
    },
    shadowShare: inputs["shadow-percent"] / 100,
    sagemaker: inputs.target === "sagemaker" ? sageMakerOptions(inputs) : {},
  });
  const candidate = {
    modelRef: version.modelRef,
    version: version.version,
    digest: version.digest,
    model,
    sha256,
    engine,
    contextSize: inputs["context-size"],
    threads: inputs.threads,
    parallel: inputs.parallel,
    extra,
  };
  const announcer = endpointAnnouncer(inputs, deps);
  const id = deploymentId(inputs.endpoint, version.digest);
  if (inputs.mode !== "run") return await deployLater(inputs, deps, { serving, candidate, announcer, id });
  await announcer.open(id, (text) => text.deploying(version.modelRef, inputs.strategy));
  const { before, deployment } = await announcer.failing(id, async () => ({
    before: await serving.describe(),
    deployment: await changing(deps, id, () => serving.deploy(candidate, inputs.strategy)),
  }));
  await sayDeployed(announcer, deployment);
  return deployed(inputs, deps, deployment, before?.variants.baseline.modelRef);
}

/** What the servers are given: the GGUF of the registered version, its weights for vLLM, or what `model-uri` names. */
async function modelOf(
  inputs: Inputs<typeof spec>,
  deps: ActionDeps,
  modelRef: string,
  fetched: () => Promise<string>,
): Promise<{ model: string; sha256?: string; engine?: Engine }> {
  const { files } = deps;
  // its instances fetch the model by themselves
  if (inputs.target === "sagemaker") return { model: inputs["model-uri"] ?? "" };
  const folder = await fetched();
  if (inputs.target === "local") return await chosenEngine(inputs.engine, { folder, modelRef }, deps);
  const remote = inputs["model-uri"];
  const gguf = join(folder, "model.gguf");
  if (inputs["ray-engine"] === "llama-cpp" && (await files.stat(gguf)))
    return { model: remote ?? gguf, sha256: await files.sha256(gguf) };
  const merged = join(folder, "merged");
  const ownEngine = inputs["ray-engine"] === "vllm" || inputs["ray-application"];
  if (ownEngine && (remote || (await files.stat(merged)))) return { model: remote ?? merged };
  const mend = "fine-tune with quantization q8_0 or f16";
  throw new InputError([{ where: "model-ref", problem: `${modelRef} holds no model.gguf`, mend }], "no-gguf");
}

async function routerSettings(
  inputs: Inputs<typeof spec>,
  { files, workspace }: ActionDeps,
): Promise<RouterSettings | undefined> {
  const path = inputs["router-settings"];
  if (path === undefined) return undefined;
  if (inputs.target === "local") return await readYaml(files, resolve(workspace, path), routerSettingsSchema, path);
  throw new InputError([
    { where: "router-settings", problem: `target: ${inputs.target} has no router of ours`, legal: "target: local" },
  ]);
}

async function ownApplication(
  inputs: Inputs<typeof spec>,
  { files, workspace }: ActionDeps,
): Promise<OwnApplication | undefined> {
  const path = inputs["ray-application"];
  return path ? await readYaml(files, resolve(workspace, path), ownApplicationSchema, path) : undefined;
}
