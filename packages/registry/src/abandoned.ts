import { basename, join } from "node:path";
import { ToolkitError } from "#contracts";
import { isAliveHere, ownerOf, type Platform, silenceOf } from "#platform";

/** Somebody on another host who writes a model writes more often than this; what is left there costs nothing but room. */
const silenceMs = 3_600_000;

/**
 * Whether a folder that is under way, `.<owner>.<id>.<what>`, was left behind by a process that is gone. Of a process on
 * another host it is told by how long nothing in it was written.
 */
export async function isAbandoned(
  ports: Pick<Platform, "files" | "exec" | "random">,
  folder: string,
): Promise<boolean> {
  const [, word = ""] = /^\.([^.]+)\.[^.]+\.[^.]+$/.exec(basename(folder)) ?? [];
  const owner = ownerOf(word);
  if (!owner) return true;
  const alive = isAliveHere(ports.exec, owner);
  if (alive !== undefined) return !alive;
  const paths = [folder];
  try {
    for await (const path of ports.files.walk(folder)) paths.push(join(folder, path));
  } catch (error) {
    // got its place since
    if (error instanceof ToolkitError && error.code === "file-missing") return false;
    throw error;
  }
  return (await silenceOf(ports, paths, folder)) > silenceMs;
}
