import { join, posix } from "node:path";
import { stringify } from "yaml";
import * as z from "zod";
import type { Metadata } from "#contracts";
import type { Files } from "#platform";
import type { ModelFile } from "../../model-files.ts";
import type { LoggedModel } from "./logged-models.ts";

export interface MlflowFile {
  path: string;
  content: string | Uint8Array;
}

interface Described {
  model: LoggedModel;
  files: readonly ModelFile[];
  metadata: Metadata;
  runId: string | undefined;
}

export const metadataFile = "metadata.yaml";
const tokenizerFolder = "components/tokenizer";
const tokenizerFile =
  /^(tokenizer(_config)?\.json|tokenizer\.model|spiece\.model|(special_tokens_map|added_tokens)\.json|vocab\.(json|txt)|merges\.txt|chat_template\.jinja)$/;

/** Folder of the Hugging Face model: `merged`, or the model's own top. */
function checkpointOf(paths: readonly string[]): string | undefined {
  if (paths.includes("merged/config.json")) return "merged";
  return paths.includes("config.json") ? "." : undefined;
}

function tokenizerFilesOf(paths: readonly string[]): string[] {
  const folder = checkpointOf(paths);
  return paths.filter((path) => posix.dirname(path) === folder && tokenizerFile.test(posix.basename(path)));
}

/** Paths that lie beside the model's own files, for MLflow. A model that brings one itself keeps its own. */
export function mlflowPaths(paths: readonly string[]): string[] {
  const copies = tokenizerFilesOf(paths).map((path) => `${tokenizerFolder}/${posix.basename(path)}`);
  return ["MLmodel", "requirements.txt", "python_env.yaml", metadataFile, ...copies].filter(
    (path) => !paths.includes(path),
  );
}

/**
 * What makes the folder one that `mlflow.transformers.load_model` and `mlflow.pyfunc.load_model` read: MLmodel with its
 * flavours, the environment, and the tokenizer where MLflow looks for it.
 */
export async function mlflowFiles(files: Files, folder: string, described: Described): Promise<MlflowFile[]> {
  const paths = described.files.map(({ path }) => path);

  const flavors = await flavorsOf(files, folder, paths, described.metadata);
  const written: MlflowFile[] = [{ path: "MLmodel", content: stringify(mlmodel(described, flavors)) }];
  if (flavors["transformers"]) {
    const environment = { build_dependencies: ["pip"], dependencies: ["-r requirements.txt"] };
    written.push({ path: "requirements.txt", content: requirements(described.metadata) });
    written.push({ path: "python_env.yaml", content: stringify(environment) });
    for (const path of tokenizerFilesOf(paths)) {
      const content = await files.readBytes(join(folder, path));
      written.push({ path: `${tokenizerFolder}/${posix.basename(path)}`, content });
    }
  }
  return written.filter(({ path }) => !paths.includes(path));
}

function mlmodel({ model, files, metadata, runId }: Described, flavors: Record<string, unknown>) {
  return {
    artifact_path: model.artifactUri,
    flavors,
    metadata: { base_model: metadata.base_model, git_commit: metadata.git_commit },
    mlflow_version: "3.0.0",
    model_id: model.id,
    model_size_bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
    model_uuid: model.id.replace(/^m-/, ""),
    ...(runId && { run_id: runId }),
    utc_time_created: new Date(model.aliveAt).toISOString().replace("T", " ").replace("Z", ""),
  };
}

const tasks: [RegExp, { task: string; instance_type: string }][] = [
  [
    /For(CausalLM|ConditionalGeneration)$|LMHeadModel$/,
    { task: "text-generation", instance_type: "TextGenerationPipeline" },
  ],
  [/ForSequenceClassification$/, { task: "text-classification", instance_type: "TextClassificationPipeline" }],
];

const configSchema = z.object({ architectures: z.tuple([z.string()], z.string()) });
const tokenizerSchema = z.object({ tokenizer_class: z.string() });

/** Flavours by what the files say of themselves; none of transformers where they do not say enough to be loaded. */
async function flavorsOf(files: Files, folder: string, paths: readonly string[], { packages, base_model }: Metadata) {
  const flavors: Record<string, unknown> = {};
  if (paths.includes("model.gguf")) flavors["gguf"] = { model: "model.gguf" };
  const checkpoint = checkpointOf(paths);
  if (checkpoint === undefined) return flavors;
  const said = async <Schema extends z.ZodType>(
    name: string,
    schema: Schema,
  ): Promise<z.output<Schema> | undefined> => {
    const text = await files.readText(join(folder, checkpoint, name)).catch(() => "");
    try {
      return schema.parse(JSON.parse(text)) as z.output<Schema>;
    } catch {
      return undefined;
    }
  };
  const architecture = (await said("config.json", configSchema))?.architectures[0];
  const task = tasks.find(([shape]) => architecture !== undefined && shape.test(architecture))?.[1];
  const tokenizer = (await said("tokenizer_config.json", tokenizerSchema))?.tokenizer_class;
  if (!task || !tokenizer) return flavors;
  flavors["transformers"] = {
    ...task,
    framework: "pt",
    pipeline_model_type: architecture,
    model_binary: checkpoint,
    source_model_name: base_model,
    components: ["tokenizer"],
    tokenizer_type: tokenizer,
    ...(packages["transformers"] && { transformers_version: packages["transformers"] }),
  };
  flavors["python_function"] = {
    loader_module: "mlflow.transformers",
    env: { virtualenv: "python_env.yaml" },
    ...(packages["python"] && { python_version: packages["python"] }),
  };
  return flavors;
}

/** Packages of the training that loading needs, at its versions. */
function requirements({ packages }: Metadata): string {
  const needed = ["transformers", "torch", "accelerate", "safetensors", "tokenizers", "sentencepiece"];
  const pinned = needed.flatMap((name) => {
    const version = packages[name];
    return version && /^[\w.+!-]+$/.test(version) ? [`${name}==${version}`] : [];
  });
  return `${["mlflow>=3", ...pinned].join("\n")}\n`;
}
