import { spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { lockedEnvironment, nodeClock, nodeEnvironment, nodeRandom, stateFolder } from "#platform";
import { fakeDeps, type MlflowServer } from "#testing";

const recipe = join(import.meta.dirname, "../../../packages/training/python");

/** What MLflow's own loaders made of a model, by the address that they were given. */
export type Loaded = Record<string, Record<string, unknown>>;

export interface PythonLoader {
  /** Loads models as MLflow's users do. */
  load(uris: readonly string[]): Promise<Loaded>;
}

/**
 * Writes a tiny Hugging Face model into the folder, and loads it again by MLflow's own loaders. They need transformers and
 * torch, so this runs in the environment of fine-tune, which is made where fine-tune itself looks for it.
 */
export async function pythonLoader(server: MlflowServer, folder: string): Promise<PythonLoader> {
  const environment = nodeEnvironment();
  const deps = await fakeDeps({ clock: nodeClock(), random: nodeRandom(), environment });
  const request = { stateDir: stateFolder(environment), name: "training", megabytes: 5700 };
  const python = await lockedEnvironment(deps, recipe, request);
  const env = { ...process.env, ...server.environment, TRANSFORMERS_VERBOSITY: "error", HF_HUB_OFFLINE: "1" };
  const script = join(import.meta.dirname, "load_model.py");
  const child = spawn(python, [script, folder, server.packages], { env, stdio: ["pipe", "pipe", "pipe"] });
  let said = "";
  child.stderr.on("data", (chunk) => {
    said = (said + chunk).slice(-4000);
  });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const nextLine = async (): Promise<string> => {
    const line = await lines.next();
    if (!line.done) return line.value;
    throw new Error(`${script} ended:\n${said}`);
  };
  while ((await nextLine()) !== "made");
  return {
    async load(uris) {
      child.stdin.end(`${JSON.stringify(uris)}\n`);
      for (;;) {
        const line = await nextLine();
        if (line.startsWith("{")) return JSON.parse(line) as Loaded;
      }
    },
  };
}
