import { posix } from "node:path";

/**
 * The specification's artifacts of a version, as addresses of folders (or of the one file) that exist.
 * @param uri where the model's files lie
 */
export function artifactsOf(
  uri: string,
  paths: readonly string[],
): { checkpoint: string | null; tokenizer: string | null } {
  const address = (path: string): string => `${uri}/${path.replace(/^[./]+/, "")}`;
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
