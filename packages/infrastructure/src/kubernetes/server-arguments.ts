import { containerPort, type ModelService } from "./model-service.ts";
import type { ModelSource } from "./model-source.ts";

/** Command line of the model's server: the same names as on one machine, so that its answers name the same model. */
export function serverArguments(service: ModelService, { path, revision }: ModelSource): string[] {
  const { endpoint, server, gpus } = service;
  const [context, parallel, port] = [server.contextSize, server.parallel, containerPort].map(String);
  if (server.kind === "huggingface")
    return [`--model_name=${endpoint}`, `--max-model-len=${context}`, `--max-num-seqs=${parallel}`, ...server.args];
  if (server.kind === "vllm")
    return [
      `--model=${path}`,
      ...(revision ? [`--revision=${revision}`] : []),
      `--served-model-name=${endpoint}`,
      "--host=0.0.0.0",
      `--port=${port}`,
      `--max-model-len=${context}`,
      `--max-num-seqs=${parallel}`,
      ...(gpus > 1 ? [`--tensor-parallel-size=${gpus}`] : []),
      ...server.args,
    ];
  return [
    "--model",
    path,
    "--alias",
    endpoint,
    "--host",
    "0.0.0.0",
    "--port",
    port as string,
    "--ctx-size",
    // llama.cpp divides the context among its slots
    String(server.contextSize * server.parallel),
    "--parallel",
    parallel as string,
    "--threads",
    String(server.threads),
    ...(gpus > 0 ? ["--n-gpu-layers", "999"] : []),
    ...server.args,
  ];
}
