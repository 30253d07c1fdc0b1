/**
 * Makes characters visible that change what people see without being seen: controls, bidirectional overrides,
 * zero-width characters. Line feeds and tabs stay.
 */
export function visible(text: string): string {
  const hidden =
    /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]/gu;
  return text
    .replace(/\r\n?/g, "\n")
    .replace(hidden, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}
