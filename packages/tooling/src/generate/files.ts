import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { loadSpecs } from "../load-specs.ts";
import { root } from "../repository.ts";
import { actionCatalog } from "./action-catalog.ts";
import { actionReadme } from "./action-readme.ts";
import { actionYml, rootAction } from "./action-yml.ts";
import { jsonSchemas } from "./json-schemas.ts";
import { workflowCopies } from "./workflows.ts";

/** Every generated file of the repository, path to content. One place decides what is generated. */
export async function generatedFiles(): Promise<Map<string, string>> {
  const specs = await loadSpecs();
  const files = new Map<string, string>();
  for (const [name, spec] of specs) {
    files.set(`actions/${name}/action.yml`, actionYml(spec));
    files.set(`actions/${name}/README.md`, actionReadme(spec));
  }
  const atRoot = specs.get(rootAction);
  if (atRoot) files.set("action.yml", actionYml(atRoot, { root: true }));
  files.set("actions/catalog.ts", actionCatalog([...specs.keys()]));
  for (const [path, content] of workflowCopies("canonical")) files.set(path, content);
  for (const [path, content] of jsonSchemas()) files.set(path, content);
  return files;
}

/** Folders that hold generated files only: what is not generated anew is deleted. */
const ownedFolders = ["packages/contracts/schemas"];

export async function writeGenerated(): Promise<void> {
  const files = await generatedFiles();
  for (const folder of ownedFolders) rmSync(join(root, folder), { recursive: true, force: true });
  for (const [path, content] of files) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
}

/** Paths whose content on disk differs from what would be generated, or that should not be there. */
export async function staleGenerated(): Promise<string[]> {
  const files = await generatedFiles();
  const stale = [...files].filter(([path, content]) => contentOf(path) !== content).map(([path]) => path);
  const orphans = ownedFolders.flatMap((folder) => namesIn(folder).map((name) => `${folder}/${name}`));
  return [...stale, ...orphans.filter((path) => !files.has(path))];
}

function contentOf(path: string): string | undefined {
  try {
    return readFileSync(join(root, path), "utf8");
  } catch {
    return undefined;
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(join(root, folder));
  } catch {
    return [];
  }
}
