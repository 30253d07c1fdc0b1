import { delimiter, dirname, join } from "node:path";
import { InputError } from "#contracts";
import type { ModelServerOptions } from "./model-server.ts";
import type { ServerCommand } from "./server-command.ts";

/** The version that the requirements below pin, and whose options were recorded. */
export const vllmVersion = "0.33.0";

/** Requirements of vLLM's environment, one a line: everything that it pulls in, pinned. */
export const vllmRequirementsFile = (distFolder: string): string =>
  join(distFolder, "assets", "serving", "python", "vllm-requirements.txt");

/** Pythons that vLLM's wheels are made for, as uv reads it. */
export const vllmPython = ">=3.11,<3.15";

/** Of a GPU's memory: a candidate stands beside what serves, so that two have to fit. vLLM's own 0.92 lets none in. */
const shareOfGpu = 0.45;

/** What the deployment decides, and what would take the server out of its hands. */
const reserved = new Set([
  ...["model", "served-model-name", "host", "port", "max-model-len", "max-num-seqs"],
  ...["api-key", "uds", "root-path", "config", "grpc", "headless", "ssl-keyfile", "ssl-certfile"],
]);

/** Options as vLLM spells them. @throws InputError for an option that is the deployment's own */
export function vllmOptions(extra: Readonly<Record<string, unknown>>): [string, unknown][] {
  const options = Object.entries(extra).map(([name, value]): [string, unknown] => [name.replaceAll("_", "-"), value]);
  const problems = options
    .filter(([name]) => reserved.has(name) || !/^[a-z0-9][a-z0-9-]*$/.test(name))
    .map(([name]) => ({
      where: "server-args",
      problem: reserved.has(name) ? `${name} is set by the deployment` : `${JSON.stringify(name)} is no option`,
      mend: "leave it out",
    }));
  if (problems.length > 0) throw new InputError(problems);
  return options;
}

/**
 * `vllm serve` on the loopback, without a key: the router stands before it. `extra` are further options by name, with
 * `true` and `false` for switches.
 * @throws InputError for an option that is the deployment's own
 */
export function vllmCommand(
  { python, searchPath }: { python: string; searchPath: string },
  { model, alias, names = [], port, contextSize, parallel, extra = {} }: ModelServerOptions,
): ServerCommand {
  const further = vllmOptions(extra);
  const options: [string, unknown][] = [
    ["host", "127.0.0.1"],
    ["port", port],
    ["max-model-len", contextSize],
    ["max-num-seqs", parallel],
    // a line a request would fill the log; the router has its own
    ["disable-uvicorn-access-log", true],
    ...(further.some(([name]) => name === "gpu-memory-utilization")
      ? []
      : [["gpu-memory-utilization", shareOfGpu] as [string, unknown]]),
    ...further,
  ];
  const bin = dirname(python);
  return {
    command: "env",
    args: [
      // it builds kernels with programs of its own environment, and would report its use to its makers
      `PATH=${bin}${delimiter}${searchPath}`,
      "VLLM_NO_USAGE_STATS=1",
      join(bin, "vllm"),
      "serve",
      model,
      // it lists and answers to all of them
      "--served-model-name",
      alias,
      ...names,
      ...options.map(([name, value]) => word(name, value)),
    ],
  };
}

function word(name: string, value: unknown): string {
  if (value === true) return `--${name}`;
  if (value === false) return `--no-${name}`;
  return `--${name}=${typeof value === "object" ? JSON.stringify(value) : value}`;
}
