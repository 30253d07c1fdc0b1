import { globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { root } from "../repository.ts";

/** What GitHub reads of this repository and of the examples: workflows and action definitions, path to content. */
export function workflowFiles(): Map<string, string> {
  const workflows = [".github/workflows/*.yml", "workflows/examples/*/.github/workflows/*.yml"];
  const paths = globSync([...workflows, "action.yml", "actions/*/action.yml"], { cwd: root }).sort();
  return new Map(paths.map((path) => [path, readFileSync(join(root, path), "utf8")]));
}

export const isAction = (path: string): boolean => basename(path) === "action.yml";
