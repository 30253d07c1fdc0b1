import { join } from "node:path";
import type { ActionDeps } from "#action-kit";
import { InputError } from "#contracts";
import { type Engine, servedFile } from "#serving";
import { listGpus } from "#training";

/**
 * What serves a registered version on this machine, and the path of what it reads. `auto` is vLLM where nvidia-smi
 * answers and the version has merged weights, else llama.cpp.
 * @throws InputError when the engine asked for has no GPU or nothing to read
 */
export async function chosenEngine(
  wanted: "auto" | Engine,
  { folder, modelRef }: { folder: string; modelRef: string },
  { exec, files, log }: Pick<ActionDeps, "exec" | "files" | "log">,
): Promise<{ engine: Engine; model: string }> {
  const holds = async (engine: Engine): Promise<boolean> =>
    (await files.stat(join(folder, servedFile[engine]))) !== undefined;
  const gpus = wanted === "llama.cpp" ? [] : await listGpus(exec);
  if (wanted === "vllm") {
    const problems = [
      ...(gpus.length > 0 ? [] : [{ where: "engine", problem: "vllm needs a GPU, and nvidia-smi finds none" }]),
      ...((await holds("vllm"))
        ? []
        : [{ where: "model-ref", problem: `${modelRef} holds no ${servedFile.vllm}/, which vllm reads` }]),
    ].map((problem) => ({ ...problem, mend: "take engine: llama.cpp, or auto" }));
    if (problems.length > 0) throw new InputError(problems, "no-vllm");
  }
  if (wanted === "vllm" || (gpus.length > 0 && (await holds("vllm")))) {
    log.info(`vLLM serves ${modelRef} on ${gpus.map(({ name }) => name).join(", ")}`);
    return { engine: "vllm", model: join(folder, servedFile.vllm) };
  }
  if (!(await holds("llama.cpp"))) {
    const mend = "fine-tune with quantization q8_0 or f16";
    throw new InputError([{ where: "model-ref", problem: `${modelRef} holds no model.gguf`, mend }], "no-gguf");
  }
  return { engine: "llama.cpp", model: join(folder, servedFile["llama.cpp"]) };
}
