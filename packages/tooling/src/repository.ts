import { readdirSync } from "node:fs";
import { join } from "node:path";

/** Folder of this checkout. */
export const root = join(import.meta.dirname, "../../..");

/** Names of all actions, sorted. */
export function actionNames(): string[] {
  return readdirSync(join(root, "actions"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}
