import { InputError, ToolkitError } from "#contracts";

/**
 * A path within a repository, as git writes it (`./` at the start is taken off).
 * @throws InputError for one that leaves the repository or names git's own folder
 */
export function requireRepositoryPath(path: string): string {
  const plain = path.replace(/^(\.\/)+/, "");
  const parts = plain.split("/");
  const legal =
    plain !== "" &&
    !/[\0\\]/.test(plain) &&
    !/^[A-Za-z]:/.test(plain) &&
    parts.every((part) => part !== "" && part !== "." && part !== ".." && part.toLowerCase() !== ".git");
  if (legal) return plain;
  throw new InputError(
    [{ where: path || "path", problem: "is no path within the repository", legal: "relative, with /, without .." }],
    "bad-path",
  );
}

/** @throws InputError for what is no full hash: a name may move, and may be read as an option */
export function requireCommit(sha: string): string {
  if (/^([0-9a-f]{40}|[0-9a-f]{64})$/.test(sha)) return sha;
  throw new InputError([{ where: "commit", problem: `"${sha.slice(0, 80)}" is no full hash`, legal: "40 hex digits" }]);
}

export function tooLarge(path: string, size: number, limitBytes: number): ToolkitError {
  return new ToolkitError({
    code: "file-too-large",
    message: `${path} has ${size} bytes; at most ${limitBytes} are read`,
  });
}

export function notAFile(path: string, sha: string): ToolkitError {
  return new ToolkitError({ code: "not-a-file", message: `${path} at ${sha} is no plain file` });
}
