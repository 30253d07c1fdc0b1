import { existsSync, globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { root } from "../repository.ts";

/** What GitHub reads of this repository and of the examples: workflows and action definitions, path to content. */
export function workflowFiles(): Map<string, string> {
  const patterns = [".github/workflows/*.yml", "workflows/examples/*/.github/workflows/*.yml", "actions/*/action.yml"];
  const paths = globSync(patterns, { cwd: root }).sort();
  if (existsSync(join(root, "action.yml"))) paths.push("action.yml");
  return new Map(paths.map((path) => [path, readFileSync(join(root, path), "utf8")]));
}

export const isAction = (path: string): boolean => basename(path) === "action.yml";
