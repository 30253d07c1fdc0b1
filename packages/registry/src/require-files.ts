import { join } from "node:path";
import { type Manifest, ToolkitError } from "#contracts";
import type { Files } from "#platform";

/**
 * Holds a folder to a manifest: every file with its checksum, and none beside them, because whoever loads the folder
 * would load that one too.
 * @throws ToolkitError `model-corrupt` naming what is wrong
 */
export async function requireFiles(files: Files, folder: string, manifest: Manifest): Promise<void> {
  const wrong: string[] = [];
  for (const { path, digest } of manifest.files) {
    const kind = (await files.stat(join(folder, path)))?.kind;
    if (kind === undefined) wrong.push(`${path} is missing`);
    else if (kind !== "file") wrong.push(`${path} is no file`);
    else if (`sha256:${await files.sha256(join(folder, path))}` !== digest)
      wrong.push(`${path} is not the registered file`);
  }
  const listed = new Set(manifest.files.map(({ path }) => path));
  if ((await files.stat(folder)) !== undefined)
    for await (const path of files.walk(folder)) if (!listed.has(path)) wrong.push(`${path} was never registered`);
  if (wrong.length === 0) return;
  const more = wrong.length > 5 ? ` and ${wrong.length - 5} more` : "";
  throw new ToolkitError({
    code: "model-corrupt",
    message: `${manifest.name} ${manifest.version}: ${wrong.slice(0, 5).join("; ")}${more}`,
    hint: "register the model again from its training",
  });
}
