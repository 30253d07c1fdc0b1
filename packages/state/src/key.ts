import { InputError } from "#contracts";

/** @throws InputError for a key that could leave its folder or name something else */
export function requireKey(key: string): string {
  const legal = /^[A-Za-z0-9][A-Za-z0-9._-]*(\/[A-Za-z0-9][A-Za-z0-9._-]*)*$/;
  if (legal.test(key) && !key.includes("..") && !key.endsWith(".lock")) return key;
  throw new InputError(
    [{ where: "state key", problem: `"${key}" is none`, legal: "words of letters, digits, . _ - parted by /" }],
    "bad-state-key",
  );
}
