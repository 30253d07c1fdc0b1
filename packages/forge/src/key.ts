import { InputError } from "#contracts";

const legal = /^[A-Za-z0-9][A-Za-z0-9._-]*(\/[A-Za-z0-9][A-Za-z0-9._-]*)*$/;

/** @throws InputError for a key that could leave the HTML comment that hides it */
export function requireKey(key: string): string {
  if (legal.test(key) && !key.includes("--") && key.length <= 200) return key;
  throw new InputError(
    [
      {
        where: "forge key",
        problem: `"${key}" is none`,
        legal: "words of letters, digits, . _ - parted by /, without --, 200 characters at most",
      },
    ],
    "bad-forge-key",
  );
}

/** First line of what we wrote under this key; people do not see it. */
export function markerOf(key: string): string {
  return `<!-- genai-mlops: ${requireKey(key)} -->`;
}

/** A quotation of the marker further down in a report is not the marker. */
export function isMarked(body: string | null | undefined, key: string): boolean {
  return (body ?? "").trimStart().split(/\r?\n/, 1)[0] === markerOf(key);
}
