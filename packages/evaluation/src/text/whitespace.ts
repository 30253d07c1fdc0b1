/**
 * Whitespace as Python's `str.split`, `strip` and `isspace` mean it (Objects/unicodetype_db.h of CPython), which is
 * what sacrebleu counts words by. JavaScript's \s knows U+FEFF and does not know U+001C to U+001F and U+0085.
 */
export function isWhitespace(unit: number): boolean {
  if (unit <= 0x20) return unit === 0x20 || (unit >= 0x09 && unit <= 0x0d) || unit >= 0x1c;
  if (unit < 0x2000) return unit === 0x85 || unit === 0xa0 || unit === 0x1680;
  return unit <= 0x200a || unit === 0x2028 || unit === 0x2029 || unit === 0x202f || unit === 0x205f || unit === 0x3000;
}

/** `text.split()` of Python: what stands between runs of whitespace. */
export function words(text: string): string[] {
  const found: string[] = [];
  let start = -1;
  for (let at = 0; at < text.length; at++) {
    if (isWhitespace(text.charCodeAt(at))) {
      if (start >= 0) found.push(text.slice(start, at));
      start = -1;
    } else if (start < 0) start = at;
  }
  if (start >= 0) found.push(text.slice(start));
  return found;
}

/** `text.rstrip()` of Python. */
export function trimEnd(text: string): string {
  let end = text.length;
  while (end > 0 && isWhitespace(text.charCodeAt(end - 1))) end -= 1;
  return end === text.length ? text : text.slice(0, end);
}

/** `text.strip()` of Python. */
export function trim(text: string): string {
  let start = 0;
  while (start < text.length && isWhitespace(text.charCodeAt(start))) start += 1;
  return trimEnd(start === 0 ? text : text.slice(start));
}
