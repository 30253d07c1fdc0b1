import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { root } from "../repository.ts";

/** TypeScript sources of packages and actions, path to content. */
export function sourceFiles(): Map<string, string> {
  const files = new Map<string, string>();
  for (const folder of ["packages", "actions"]) {
    for (const entry of readdirSync(join(root, folder), { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name);
      if (entry.isFile() && path.endsWith(".ts") && !path.includes("/node_modules/") && !path.includes("/.venv/")) {
        files.set(relative(root, path), readFileSync(path, "utf8"));
      }
    }
  }
  return files;
}
