import { createHash } from "node:crypto";
import { join } from "node:path";
import type { ServedVariant } from "#contracts";
import { freePort, isoTime, type Platform } from "#platform";
import { type Engine, portOf, serverCommand } from "../../engine.ts";
import { type Candidate, namesOf } from "../../serving.ts";
import type { desiredProcesses } from "./desired-processes.ts";
import type { Layout } from "./layout.ts";

/** What a candidate is served with, as the record keeps it; llama.cpp goes without saying. */
export const settingsOf = ({
  contextSize,
  threads,
  parallel,
  extra,
  engine,
}: Candidate): ServedVariant["settings"] => ({
  contextSize,
  threads,
  parallel,
  extra: { ...extra },
  ...(engine === "vllm" && { engine }),
});

export interface ModelServers {
  /** Waits until it answers; one that does not is taken away again. @throws ToolkitError `server-unhealthy` */
  start(candidate: Candidate): Promise<ServedVariant>;
}

/** Servers of models, each with a copy of its model in the deployment's folder. */
export function modelServers(
  { files, clock, environment }: Pick<Platform, "files" | "clock" | "environment">,
  layout: Layout,
  config: {
    /** Name that the servers answer to. */
    alias: string;
    python(engine: Engine): Promise<string>;
    processes: ReturnType<typeof desiredProcesses>;
    ensureSupervisor(): Promise<void>;
    healthy(url: string, process: string): Promise<void>;
  },
): ModelServers {
  /** Copies the file or folder, whole or not at all. */
  async function own(from: string, to: string): Promise<void> {
    if (await files.stat(to)) return;
    await files.remove(`${to}.partial`);
    await files.copy(from, `${to}.partial`);
    await files.rename(`${to}.partial`, to);
  }

  return {
    async start(candidate) {
      const { digest, engine = "llama.cpp", modelRef, version, threads, parallel, contextSize, extra } = candidate;
      const settings = settingsOf(candidate);
      const key = createHash("sha256")
        .update(JSON.stringify([digest, settings]))
        .digest("hex");
      const server = `m-${key.slice(0, 12)}`;
      const model = layout.model(server, engine);
      await own(candidate.model, model);
      const known = await config.processes.find(server);
      const port = (known && portOf(known)) ?? (await freePort());
      const { command, args } = serverCommand(
        engine,
        {
          python: await config.python(engine),
          program: join(layout.programs, "model_server.py"),
          searchPath: environment.get("PATH") ?? "",
        },
        { model, alias: config.alias, names: namesOf(candidate), port, contextSize, threads, parallel, extra },
      );
      await config.processes.put({ name: server, command, args, log: layout.log(server) });
      await config.ensureSupervisor();
      const url = `http://127.0.0.1:${port}`;
      try {
        await config.healthy(`${url}/health`, server);
      } catch (error) {
        await config.processes.remove(server);
        throw error;
      }
      return { modelRef, version, digest, server, url, startedAt: isoTime(clock), settings };
    },
  };
}
