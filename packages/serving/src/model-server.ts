import { join } from "node:path";
import { ToolkitError } from "#contracts";
import type { Child, Platform } from "#platform";

/** What llama.cpp's server is started with. */
export interface ModelServerOptions {
  /** Path of the GGUF. */
  model: string;
  /** Name that the server answers to, and says it is. */
  alias: string;
  /** What it says beside it of the model: its ref and version. */
  names?: readonly string[] | undefined;
  /** 0 takes a free one. */
  port: number;
  /** Tokens that one request may have, prompt and answer. */
  contextSize: number;
  /** Requests at once. */
  parallel: number;
  threads: number;
  /** Further fields of llama.cpp's common_params. */
  extra?: Readonly<Record<string, unknown>> | undefined;
}

/** Requirement that the servers' Python environment is made of. */
export const serverRequirements = ["xllamacpp==2026.10.11549"] as const;

export const serverProgram = (distFolder: string): string =>
  join(distFolder, "assets", "serving", "python", "model_server.py");

export function serverArguments(program: string, options: ModelServerOptions, parent?: number): string[] {
  const { model, alias, names, port, contextSize, parallel, threads, extra } = options;
  return [
    program,
    JSON.stringify({
      model,
      alias,
      ...(names && { tags: names }),
      host: "127.0.0.1",
      port,
      context: contextSize,
      parallel,
      threads,
      extra: extra ?? {},
      ...(parent === undefined ? {} : { parent }),
    }),
  ];
}

/**
 * Serves a model while the work runs, and only then: it ends with us, even when we are killed.
 * @param work gets the address with `/v1`
 * @throws ToolkitError `server-failed` with the end of the server's log
 */
export async function serveForRun<Result>(
  { exec, clock, log, environment }: Pick<Platform, "exec" | "clock" | "log" | "environment">,
  { python, program }: { python: string; program: string },
  options: Omit<ModelServerOptions, "port">,
  work: (baseUrl: string) => Promise<Result>,
  startSeconds = 120,
): Promise<Result> {
  const lines: string[] = [];
  let told: (url: string) => void = () => undefined;
  const listening = new Promise<string>((resolve) => {
    told = resolve;
  });
  const child: Child = await exec.start(python, serverArguments(program, { ...options, port: 0 }, process.pid), {
    env: environment.all(),
    onLine(line) {
      lines.push(line);
      if (lines.length > 200) lines.shift();
      const event = line.startsWith('{"event"') ? parseEvent(line) : undefined;
      if (event) told(event);
      else log.debug(line);
    },
  });
  try {
    const waited = new AbortController();
    const outcome = await Promise.race([
      listening,
      child.ended.then(() => undefined),
      clock.sleep(startSeconds * 1000, waited.signal).then(
        () => undefined,
        () => undefined,
      ),
    ]);
    waited.abort();
    if (outcome === undefined) {
      throw new ToolkitError({
        code: "server-failed",
        provider: "llama-cpp",
        message: `the model server for ${options.model} does not answer: ${lines.slice(-12).join("\n")}`,
        hint: "check that the file is a whole GGUF and that there is memory for it",
      });
    }
    return await work(`${outcome}/v1`);
  } finally {
    child.kill("SIGTERM");
    await Promise.race([child.ended, clock.sleep(3000)]);
    child.kill("SIGKILL");
  }
}

function parseEvent(line: string): string | undefined {
  try {
    const { event, url } = JSON.parse(line) as { event: unknown; url: unknown };
    return event === "listening" && typeof url === "string" ? url : undefined;
  } catch {
    return undefined;
  }
}
