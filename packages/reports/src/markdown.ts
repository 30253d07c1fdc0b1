import { reportText } from "#messages";
import type { Block, Document, Piece } from "./document.ts";
import { toneOf } from "./document.ts";
import { visible } from "./visible.ts";

const alerts = { good: "TIP", bad: "CAUTION", warn: "WARNING", note: "NOTE" } as const;

/** Of an example's text in Markdown. */
const shownCharacters = 80;

/** The report as GitHub-flavoured Markdown. */
export function toMarkdown({ language, title, verdict, blocks }: Document): string {
  const text = reportText[language];
  const head = [`# ${inline(title)}`];
  if (verdict)
    head.push(alert(alerts[toneOf(verdict)], `**${inline(text.verdict)}: ${inline(text.verdicts[verdict])}**`));
  return `${[...head, ...blocks.map(renderBlock)].join("\n\n")}\n`;
}

function renderBlock(block: Block): string {
  switch (block.kind) {
    case "heading":
      return `## ${inline(block.text)}`;
    case "paragraph":
      return inline(block.text);
    case "list":
      return block.items.map((item) => `- ${inline(item)}`).join("\n");
    case "table":
      return renderTable(block.head, block.rows, new Set(block.numeric));
    case "code":
      return fenced(block.text, block.language ?? "text");
    case "callout":
      return alert(alerts[block.tone], inline(block.text));
    case "details":
      return `<details><summary>${inline(block.summary)}</summary>\n\n${block.blocks.map(renderBlock).join("\n\n")}\n\n</details>`;
    case "examples":
      return renderTable(
        block.head,
        block.rows.map(({ cells, texts }) => [...cells, ...texts.map((pieces) => beginning(pieces))]),
        new Set(),
      );
    case "picture":
      return block.mermaid ? fenced(block.mermaid, "mermaid") : inline(block.alt);
  }
}

function beginning(pieces: readonly Piece[]): string {
  const characters = [...pieces.map(({ text }) => text).join("")];
  return characters.length > shownCharacters
    ? `${characters.slice(0, shownCharacters).join("")}…`
    : characters.join("");
}

function renderTable(head: string[], rows: string[][], numeric: Set<number>): string {
  const line = (cells: string[]): string => `| ${cells.map(inline).join(" | ")} |`;
  const rule = `| ${head.map((_, column) => (numeric.has(column) ? "---:" : "---")).join(" | ")} |`;
  return [line(head), rule, ...rows.map(line)].join("\n");
}

const alert = (kind: string, text: string): string => `> [!${kind}]\n> ${text}`;

/** A fence longer than any run of backticks inside, so that nothing closes it. */
function fenced(text: string, language: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${visible(text).replace(/\n$/, "")}\n${fence}`;
}

/** Plain text on one line with everything escaped that Markdown, HTML, mentions or autolinks would read. */
export function inline(text: string): string {
  return visible(text)
    .replace(/\s*\n\s*/g, " ")
    .trim()
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/[\\`*_{}[\]()#+!|~$^=]/g, (sign) => `&#${sign.charCodeAt(0)};`)
    .replace(/^(-|\d+\.)(?=\s|$)/, (mark) => `&#${mark.charCodeAt(0)};${mark.slice(1)}`)
    .replace(/^-(?=-)/, "&#45;")
    .replace(/@/g, "&#64;")
    .replace(/:\/\//g, "&#58;//")
    .replace(/\bwww\./gi, (word) => `${word.slice(0, -1)}&#46;`)
    .replace(/::/g, "&#58;&#58;")
    .replace(/:(?=[\w+-]+:)/g, "&#58;");
}
