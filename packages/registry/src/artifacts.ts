import { posix } from "node:path";

/**
 * The specification's artifacts of a version, as addresses of folders (or of the one file) that exist.
 * @param base address of the folder with the model's files
 */
export function artifactsOf(
  base: string,
  paths: readonly string[],
): { checkpoint: string | null; tokenizer: string | null } {
  const address = (path: string): string => `${base}${posix.join("/", path)}`;
  const merged = paths.some((path) => path.startsWith("merged/"));
  const checkpoint = merged ? "merged/" : paths.includes("model.gguf") ? "model.gguf" : "/";
  const tokenizer = [...paths]
    .filter((path) => /^(tokenizer(_config)?\.json|tokenizer\.model|vocab\.(json|txt))$/.test(posix.basename(path)))
    .sort((left, right) => Number(right.startsWith("merged/")) - Number(left.startsWith("merged/")))[0];
  return {
    checkpoint: address(checkpoint),
    tokenizer: tokenizer === undefined ? null : address(`${posix.dirname(tokenizer)}/`),
  };
}
