import type { Language, Verdict } from "#contracts";

/** A report as data. Every text in it is plain text: renderers escape it, so hostile content stays text. */
export interface Document {
  language: Language;
  title: string;
  verdict?: Verdict | undefined;
  blocks: Block[];
}

export type Block =
  | { kind: "heading"; text: string }
  | { kind: "paragraph"; text: string }
  | { kind: "list"; items: string[] }
  | { kind: "table"; head: string[]; rows: string[][]; numeric?: number[] | undefined }
  | { kind: "code"; text: string; language?: "sh" | "json" | "yaml" | undefined }
  | { kind: "callout"; tone: "good" | "bad" | "warn" | "note"; text: string }
  | { kind: "details"; summary: string; blocks: Block[] }
  | {
      /** Texts side by side, a row an example; HTML marks where they differ, Markdown shows their beginnings. */
      kind: "examples";
      head: string[];
      rows: { cells: string[]; texts: Piece[][] }[];
    }
  | {
      kind: "picture";
      /** An SVG made by `charts`; goes into the HTML report. */
      svg: string;
      /** The same in words: alternative text, and what Markdown shows where there is no Mermaid. */
      alt: string;
      /** Goes into Markdown, where people look at job summaries. */
      mermaid?: string | undefined;
    };

/** A stretch of text, and whether it is only in this column. */
export interface Piece {
  text: string;
  differs: boolean;
}

export const heading = (text: string): Block => ({ kind: "heading", text });
export const paragraph = (text: string): Block => ({ kind: "paragraph", text });
export const list = (items: string[]): Block => ({ kind: "list", items });
export const table = (head: string[], rows: string[][], numeric?: number[]): Block => ({
  kind: "table",
  head,
  rows,
  numeric,
});
export const code = (text: string, language?: "sh" | "json" | "yaml"): Block => ({ kind: "code", text, language });
export const callout = (tone: "good" | "bad" | "warn" | "note", text: string): Block => ({
  kind: "callout",
  tone,
  text,
});
export const details = (summary: string, blocks: Block[]): Block => ({ kind: "details", summary, blocks });

/** The colour that a verdict is shown in. */
export const toneOf = (verdict: Verdict): "good" | "bad" | "warn" =>
  verdict === "pass" ? "good" : verdict === "inconclusive" ? "warn" : "bad";
