import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** Folder of this checkout. */
export const root = join(import.meta.dirname, "../../..");

/** Names of all actions with code of their own, sorted. */
export function actionNames(): string[] {
  return foldersOfActions().filter((name) => existsSync(join(root, "actions", name, "spec.ts")));
}

/** Names of the actions that only chain others, sorted. */
export function compositeNames(): string[] {
  return foldersOfActions().filter((name) => !existsSync(join(root, "actions", name, "spec.ts")));
}

function foldersOfActions(): string[] {
  return readdirSync(join(root, "actions"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}
