import { dirname, join } from "node:path";
import type { ActionDeps, ActionResult, Inputs } from "#action-kit";
import { InputError, ToolkitError } from "#contracts";
import { stateFolder } from "#platform";
import { registryProviders } from "#registry";
import { deployReport, rendered } from "#reports";
import { localProvider } from "../local-serving.ts";
import type { spec } from "./spec.ts";

export async function run(inputs: Inputs<typeof spec>, deps: ActionDeps): Promise<ActionResult<typeof spec>> {
  const extra = parseExtra(inputs["server-args"]);
  const stateDir = inputs["state-dir"] ?? stateFolder(deps.environment);
  const registry = await registryProviders[inputs.registry](deps, {
    folder: inputs["registry-uri"] ?? join(stateDir, "registry"),
  });
  const version = await registry.find(inputs["model-ref"]);
  if (!version)
    throw new ToolkitError({
      code: "model-not-found",
      provider: inputs.registry,
      message: `${inputs["model-ref"]} is not registered`,
    });
  const model = join(await registry.fetch(version), "model.gguf");
  if (!(await deps.files.stat(model)))
    throw new InputError(
      [
        {
          where: "model-ref",
          problem: `${version.modelRef} holds no model.gguf`,
          mend: "fine-tune with quantization q8_0 or f16",
        },
      ],
      "no-gguf",
    );

  const serving = await localProvider(inputs, deps, { port: inputs.port, healthSeconds: inputs.timeout });
  const before = await serving.describe();
  const candidate = {
    modelRef: version.modelRef,
    version: version.version,
    digest: version.digest,
    model,
    contextSize: inputs["context-size"],
    threads: inputs.threads,
    parallel: inputs.parallel,
    extra,
  };
  const deployment = await serving.deploy(candidate, inputs.strategy);
  const { canary } = deployment.variants;
  deps.log.info(
    `${version.modelRef} answers${canary ? ` at ${canary.url}/v1, without traffic yet` : ""}; the router is ${deployment.url}`,
  );
  return {
    outputs: {
      "deployment-id": deployment.id,
      endpoint: deployment.url,
      "canary-endpoint": canary ? `${canary.url}/v1` : "",
      previous: before?.variants.baseline.modelRef ?? "",
      deployment: join(dirname(deployment.requestLog), "deployment.json"),
      "first-deployment": before === undefined,
    },
    report: rendered(deployment, deployReport("deploy", deployment, inputs.language)),
  };
}

function parseExtra(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // said below
  }
  throw new InputError([{ where: "server-args", problem: "is no JSON object", legal: '{"n_batch": 256}' }]);
}
