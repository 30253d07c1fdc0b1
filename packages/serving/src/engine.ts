import { type ModelServerOptions, serverArguments } from "./model-server.ts";
import type { ServerCommand } from "./server-command.ts";
import { vllmCommand } from "./vllm.ts";

/** What serves a model on this machine: llama.cpp reads its GGUF, vLLM its merged weights, on a GPU. */
export const engines = ["llama.cpp", "vllm"] as const;
export type Engine = (typeof engines)[number];

/** What the engine reads of a registered version: a file or a folder. */
export const servedFile: Record<Engine, string> = { "llama.cpp": "model.gguf", vllm: "merged" };

/** Where the engine finds what it needs on this machine. */
export interface ServerPlace {
  /** Program of the environment that the engine is installed in. */
  python: string;
  /** `model_server.py`, for llama.cpp. */
  program: string;
  /** PATH of this process. */
  searchPath: string;
}

/** How a server of the engine is started. @throws InputError for options that are the deployment's own */
export function serverCommand(engine: Engine, place: ServerPlace, options: ModelServerOptions): ServerCommand {
  if (engine === "vllm") return vllmCommand(place, options);
  return { command: place.python, args: serverArguments(place.program, options) };
}

/** Port that a server was told. */
export function portOf({ args }: Pick<ServerCommand, "args">): number | undefined {
  const [, port] = /(?:"port":|--port=)(\d+)/.exec(args.join(" ")) ?? [];
  return port === undefined ? undefined : Number(port);
}
