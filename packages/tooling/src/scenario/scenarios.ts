import { cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { ToolkitError } from "#contracts";
import { registryProviders } from "#registry";
import { slowServer } from "./slow-server.ts";
import { commandPlatform } from "./stop.ts";

export const scenarios = ["healthy", "regress-quality", "regress-errors", "regress-latency"] as const;
export type Scenario = (typeof scenarios)[number];

const name = "mail-triage";

/**
 * Registers the candidate of a scenario: the champion's weights under a new version, or the untuned model. How it is
 * served makes the other regressions.
 */
export async function registerScenario(
  scenario: Scenario,
  stateDir: string,
  folder: string,
): Promise<{ modelRef: string; inputs: Record<string, string> }> {
  const registry = await registryProviders.file(commandPlatform as never, { folder: join(stateDir, "registry") });
  const champion = await registry.find(`${name}@champion`);
  if (!champion)
    throw new ToolkitError({
      code: "no-champion",
      message: "there is no champion yet",
      hint: "run `npm run pipeline` first",
    });
  const source = join(await registry.fetch(champion), "model.gguf");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  cpSync(scenario === "regress-quality" ? untuned(stateDir) : source, join(folder, "model.gguf"));
  // the same weights under another version: a file beside them makes the content another
  mkdirSync(join(folder, "adapter"));
  writeFileSync(join(folder, "adapter", "scenario.txt"), `${scenario} ${new Date().toISOString()}\n`);
  const metadata = await registry.metadata(champion);
  const { version } = await registry.register({ name, folder, bump: "patch", metadata });
  const inputs = {
    healthy: async () => ({}),
    "regress-quality": async () => ({}),
    "regress-errors": async () => shortContext,
    "regress-latency": async () => ({ ...(await slowServer(source, stateDir)) }),
  }[scenario];
  return { modelRef: version.modelRef, inputs: await inputs() };
}

/** Longer mails, of which far more than a tenth do not fit into 256 tokens (llama.cpp knows no smaller context). */
const shortContext = {
  engine: "llama.cpp",
  "context-size": "256",
  "dataset-config": "data/long-mails/dataset.yaml",
};

/** GGUF of the base model, out of the cache that training filled. */
function untuned(stateDir: string): string {
  const models = join(stateDir, "models");
  const found = readdirSync(models).filter((entry) => !entry.startsWith("."));
  if (found.length === 0)
    throw new ToolkitError({
      code: "no-base-model",
      message: `${models} holds no base model`,
      hint: "run `npm run pipeline` first",
    });
  return join(dirname(join(models, found[0] as string, "x")), "model.gguf");
}
