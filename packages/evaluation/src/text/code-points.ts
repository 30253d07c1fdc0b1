import { isWhitespace } from "./whitespace.ts";

/** Code points of a text, as Python's strings count them (a lone surrogate is one), with or without whitespace. */
export function codePoints(text: string, whitespace: boolean): Int32Array {
  const points = new Int32Array(text.length);
  let length = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (!whitespace && isWhitespace(unit)) continue;
    const point = unit >= 0xd800 && unit <= 0xdbff ? (text.codePointAt(at) as number) : unit;
    if (point > 0xffff) at += 1;
    points[length++] = point;
  }
  return points.subarray(0, length);
}
