import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../repository.ts";

/**
 * How a reusable workflow names this repository's own actions: `canonical` is `$/actions/x` (same repository, same
 * commit; GitHub only), `pinned` names the repository at a ref (works everywhere, in act and on GHES too), `local` names a
 * folder of the checkout (for linters, which then see the action's inputs).
 */
export type References = "canonical" | "local" | { pinned: string };

const ownAction = /(\buses:\s*)\$\/(\S+)/g;

/** The reusable workflows as GitHub calls them, `.github/workflows/<name>.yml` to content. */
export function workflowCopies(references: References): Map<string, string> {
  const folder = join(root, "workflows");
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".yml")) : [];
  return new Map(
    names
      .sort()
      .map((name) => [
        `.github/workflows/${name}`,
        workflowCopy(readFileSync(join(folder, name), "utf8"), name, references),
      ]),
  );
}

export function workflowCopy(source: string, name: string, references: References): string {
  const header = `# Generated from workflows/${name} by \`npm run fix\`; do not edit.\n`;
  return header + withReferences(source, references);
}

export function withReferences(source: string, references: References): string {
  if (references === "canonical") return source;
  if (references === "local") return source.replace(ownAction, (_, uses, path) => `${uses}./${path}`);
  const [repository, ref] = references.pinned.split("@");
  return source.replace(ownAction, (_, uses, path) => `${uses}${repository}/${path}@${ref}`);
}
