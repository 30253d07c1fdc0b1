import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { ActionSpec } from "#action-kit";
import { actionNames, root } from "./repository.ts";

/** The declarations of all actions, by name. */
export async function loadSpecs(): Promise<Map<string, ActionSpec>> {
  const specs = new Map<string, ActionSpec>();
  for (const name of actionNames()) {
    const path = pathToFileURL(join(root, "actions", name, "spec.ts")).href;
    const { spec } = (await import(path)) as { spec: ActionSpec };
    if (spec.name !== name) throw new Error(`actions/${name}/spec.ts calls itself ${spec.name}`);
    specs.set(name, spec);
  }
  return specs;
}
