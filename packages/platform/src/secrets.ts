/** Values that must appear nowhere. Mask first, use afterwards. */
export interface Secrets {
  /** From now on hidden in the log (and its usual encodings: base64, URL) and by `redact`. Empty values are ignored. */
  mask(value: string): void;
  /** The text with every masked value replaced by ***. */
  redact(text: string): string;
}
