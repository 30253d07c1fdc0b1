import { reportText } from "#messages";
import type { Block, Document } from "./document.ts";
import { paragraph } from "./document.ts";
import { toMarkdown } from "./markdown.ts";

/** GitHub's own limits. */
export const summaryBytes = 1024 * 1024;
export const commentCharacters = 65_536;

/** Of a comment, what its hidden key, its commit and its link to the run take. */
const commentFrame = 1000;

/** Markdown that fits into a comment, with room for what frames it there. */
export function fitToComment(document: Document): string {
  return fitTo(document, commentCharacters - commentFrame, ({ length }) => length);
}

/**
 * Markdown within the limit, in bytes of UTF-8 unless measured otherwise: details are left out first, then blocks from
 * the end; what went is said.
 */
export function fitTo(
  document: Document,
  limit: number,
  sizeOf: (markdown: string) => number = Buffer.byteLength,
): string {
  const fits = (markdown: string): boolean => sizeOf(markdown) <= limit;
  const whole = toMarkdown(document);
  if (fits(whole)) return whole;
  const kept = document.blocks.filter(({ kind }) => kind !== "details");
  let left: Block[] = kept;
  for (;;) {
    const removed = document.blocks.length - left.length;
    const markdown = toMarkdown({
      ...document,
      blocks: [...left, paragraph(reportText[document.language].cut(removed))],
    });
    if (fits(markdown) || left.length === 0) return markdown;
    left = left.slice(0, Math.floor(left.length * 0.9));
  }
}
