import type { Document } from "./document.ts";
import { fitTo, fitToComment, summaryBytes } from "./fit-to.ts";
import { toHtml } from "./html.ts";
import { toMarkdown } from "./markdown.ts";

interface Rendered {
  json: unknown;
  markdown: string;
  html: string;
  summary: string;
  comment: string;
}

/** All forms of a report that an action writes. `json` is the data that the document was made of. */
export function rendered(json: unknown, document: Document): Rendered {
  return {
    json,
    markdown: toMarkdown(document),
    html: toHtml(document),
    summary: fitTo(document, summaryBytes),
    comment: fitToComment(document),
  };
}
