import { InputError } from "#contracts";

/** @throws InputError for a key that could leave its folder or name something else */
export function requireKey(key: string): string {
  const legal = /^[A-Za-z0-9][A-Za-z0-9._-]*(\/[A-Za-z0-9][A-Za-z0-9._-]*)*$/;
  const reserved = key.split("/").some((word) => word.endsWith(".lock") || word.endsWith("."));
  if (legal.test(key) && !key.includes("..") && !reserved && key.length <= 200) return key;
  throw new InputError(
    [
      {
        where: "state key",
        problem: `"${key}" is none`,
        legal: "words of letters, digits, . _ - parted by /, none ending with . or .lock",
      },
    ],
    "bad-state-key",
  );
}
