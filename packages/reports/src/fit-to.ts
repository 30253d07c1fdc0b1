import { reportText } from "#messages";
import type { Block, Document } from "./document.ts";
import { paragraph } from "./document.ts";
import { toMarkdown } from "./markdown.ts";

/** GitHub's own limits. */
export const summaryBytes = 1024 * 1024;
export const commentCharacters = 65_536;

/** Markdown of at most `bytes` in UTF-8: details are left out first, then blocks from the end; what went is said. */
export function fitTo(document: Document, bytes: number): string {
  const fits = (markdown: string): boolean => Buffer.byteLength(markdown) <= bytes;
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
