import { WandbError } from "../client/error.ts";

const longest = 128;

/** W&B's rule for names of artifacts and collections. */
export function requireCollectionName(name: string): string {
  if (name !== "" && name.length <= longest && /^[\w.-]+$/.test(name)) return name;
  throw badName("artifact name", name, "letters, digits, _ . -, at most 128");
}

export function requireProject(name: string): string {
  if (name !== "" && name.length <= longest && !/[/\\#?%:\r\n]/.test(name)) return name;
  throw badName("project", name, "at most 128 characters, none of / \\ # ? % :");
}

/** `latest` and `v<number>` are kept by W&B itself. */
export function requireAlias(alias: string): string {
  if (alias !== "" && alias.length <= longest && !/[/:]/.test(alias) && !/^v\d+$/.test(alias)) return alias;
  throw badName("alias", alias, "at most 128 characters, none of / :, not v0, v1, ...");
}

export function requireType(type: string): string {
  if (/^[-\w]+([ ]*[-.\w]+)*$/.test(type) && type.length <= longest && !type.startsWith("wandb-")) return type;
  throw badName("artifact type", type, "letters, digits, _ . - and spaces between, at most 128, not wandb-...");
}

/** A path inside an artifact: relative, parted by /, and nothing in it that leads out of the artifact's folder. */
export function isSafePath(path: string): boolean {
  const parts = path.split("/");
  return (
    path.length <= 1024 &&
    !/[\\\0\n]/.test(path) &&
    !/^[A-Za-z]:/.test(path) &&
    parts.every((part) => part !== "" && part !== "." && part !== "..")
  );
}

const badName = (what: string, name: string, legal: string): WandbError =>
  new WandbError({ code: "bad-name", message: `"${name.slice(0, 150)}" is no ${what} of W&B; legal: ${legal}` });
