import type { ModelFile } from "./model-files.ts";

/** What `sha256sum --check` reads: a line a file. Paths of a model hold no backslash and no line end, so none is escaped. */
export function checksumList(files: readonly Pick<ModelFile, "path" | "digest">[]): string {
  return files.map(({ path, digest }) => `${digest.replace("sha256:", "")}  ${path}\n`).join("");
}
