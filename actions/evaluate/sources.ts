import { join, resolve } from "node:path";
import type { ActionDeps, Inputs } from "#action-kit";
import { InputError } from "#contracts";
import type { ModelProvider } from "./open-model.ts";
import type { spec } from "./spec.ts";

/** Answers, or somebody to ask for them. */
export type AskedSource =
  | { kind: "predictions"; path: string; name: string }
  | { kind: "endpoint"; provider: ModelProvider; baseUrl: string | undefined; name: string }
  | { kind: "gguf"; path: string; name: string };

/** The same, or what another tool made of answers. */
export type ModelSource = AskedSource | { kind: "results"; paths: string[]; name: string };

const choices = ["predictions", "results", "model-path", "endpoint"] as const;

/** Where the candidate's answers come from. @throws InputError unless it is exactly one */
export async function candidateSource(inputs: Inputs<typeof spec>, deps: ActionDeps): Promise<ModelSource> {
  const { provider, endpoint, model } = inputs;
  const said = choices.filter((name) => name !== "endpoint" && inputs[name] !== undefined);
  // an address that only the environment set gives way to what was said here
  const chosen = said[0] ?? (endpoint !== undefined || provider !== "openai-compatible" ? "endpoint" : undefined);
  if (!chosen || said.length > 1) {
    const problem = chosen ? "more than one is given" : "none is given";
    throw new InputError([{ where: choices.join(", "), problem, legal: "exactly one" }], "no-model");
  }
  if (chosen === "endpoint") {
    const name = inputs["sagemaker-endpoint"] ?? (model === "default" ? (endpoint ?? provider) : model);
    return { kind: "endpoint", provider, baseUrl: endpoint, name };
  }
  if (chosen === "results") {
    const paths = (inputs.results ?? []).map((path) => resolve(deps.workspace, path));
    return { kind: "results", paths, name: (inputs.results ?? []).join(", ") };
  }
  const source = await fileSource(inputs[chosen] as string, deps);
  if (source) return source;
  const problem = `${inputs[chosen]} does not exist, or holds no model.gguf`;
  throw new InputError([{ where: chosen, problem }], "missing-file");
}

/** Predictions, a GGUF or a folder with one; undefined when nothing of that is there. */
export async function fileSource(text: string, { files, workspace }: ActionDeps): Promise<AskedSource | undefined> {
  const path = resolve(workspace, text);
  const kind = (await files.stat(path))?.kind;
  if (kind === "file")
    return path.endsWith(".gguf") ? { kind: "gguf", path, name: text } : { kind: "predictions", path, name: text };
  const inside = join(path, "model.gguf");
  return kind === "directory" && (await files.stat(inside)) ? { kind: "gguf", path: inside, name: text } : undefined;
}
