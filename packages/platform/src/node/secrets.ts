import type { Secrets } from "../secrets.ts";

/** Shorter values would blank out half of any text, and protect nothing. */
const shortestSecret = 4;

/**
 * @param announce told every value to hide in an outer log, each once
 */
export function maskedSecrets(announce: (value: string) => void = () => {}): Secrets {
  const values = new Set<string>();
  const hide = (value: string): void => {
    if (value.length < shortestSecret || values.has(value)) return;
    values.add(value);
    announce(value);
  };
  return {
    mask(value) {
      const trimmed = value.trim();
      hide(trimmed);
      // A runner hides a multi-line secret line by line; the same secret also travels in these encodings.
      for (const line of trimmed.split(/\r?\n/)) hide(line);
      hide(Buffer.from(trimmed).toString("base64"));
      hide(encodeURIComponent(trimmed));
      hide(JSON.stringify(trimmed).slice(1, -1));
    },
    redact(text) {
      let redacted = text;
      for (const value of [...values].sort((left, right) => right.length - left.length)) {
        redacted = redacted.replaceAll(value, "***");
      }
      return redacted;
    },
  };
}
