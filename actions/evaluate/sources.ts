import { join, resolve } from "node:path";
import type { ActionDeps, Inputs } from "#action-kit";
import { InputError } from "#contracts";
import { openRegistry } from "../open-registry.ts";
import type { spec } from "./spec.ts";

export type ModelSource =
  | { kind: "predictions"; path: string; name: string }
  | { kind: "endpoint"; baseUrl: string; name: string }
  | { kind: "gguf"; path: string; name: string };

/** Where the candidate's answers come from. @throws InputError unless it is exactly one */
export async function candidateSource(inputs: Inputs<typeof spec>, deps: ActionDeps): Promise<ModelSource> {
  const given = (["predictions", "model-path", "endpoint"] as const).filter((name) => inputs[name] !== undefined);
  const [first] = given;
  // a base URL that only the environment set gives way to what was said here
  const chosen = first === "endpoint" || given.length === 1 ? first : given.find((name) => name !== "endpoint");
  if (!chosen || (inputs.predictions && inputs["model-path"])) {
    throw new InputError(
      [
        {
          where: "predictions, model-path, endpoint",
          problem: chosen ? "more than one is given" : "none is given",
          legal: "exactly one",
        },
      ],
      "no-model",
    );
  }
  if (chosen === "endpoint") return { kind: "endpoint", baseUrl: inputs.endpoint as string, name: inputs.model };
  const source = await fileSource(inputs[chosen] as string, deps);
  if (!source)
    throw new InputError(
      [{ where: chosen, problem: `${inputs[chosen]} does not exist, or holds no model.gguf` }],
      "missing-file",
    );
  return source;
}

/** The first baseline that exists; undefined when none was asked for. @throws InputError when all of them are missing */
export async function baselineSource(inputs: Inputs<typeof spec>, deps: ActionDeps): Promise<ModelSource | undefined> {
  const wanted = inputs.baseline ?? [];
  for (const text of wanted) {
    const source =
      (await fileSource(text, deps)) ??
      (text.includes("@") && !text.includes("/") ? await registrySource(text, inputs, deps) : undefined);
    if (source) return source;
    deps.log.info(`baseline ${text} does not exist (yet)`);
  }
  if (wanted.length > 0)
    throw new InputError(
      [{ where: "baseline", problem: `none of these exists: ${wanted.join(", ")}` }],
      "missing-baseline",
    );
  return undefined;
}

async function fileSource(text: string, { files, workspace }: ActionDeps): Promise<ModelSource | undefined> {
  const path = resolve(workspace, text);
  const kind = (await files.stat(path))?.kind;
  if (kind === "file")
    return path.endsWith(".gguf") ? { kind: "gguf", path, name: text } : { kind: "predictions", path, name: text };
  const inside = join(path, "model.gguf");
  return kind === "directory" && (await files.stat(inside)) ? { kind: "gguf", path: inside, name: text } : undefined;
}

async function registrySource(
  selector: string,
  inputs: Inputs<typeof spec>,
  deps: ActionDeps,
): Promise<ModelSource | undefined> {
  const registry = await openRegistry(inputs, deps);
  const version = await registry.find(selector);
  if (!version) return undefined;
  return {
    kind: "gguf",
    path: join(await registry.fetch(version), "model.gguf"),
    name: `${selector} (${version.version})`,
  };
}
