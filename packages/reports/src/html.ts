import { reportText } from "#messages";
import type { Block, Document, Piece } from "./document.ts";
import { toneOf } from "./document.ts";
import { visible } from "./visible.ts";

/** The report as one self-contained page: no script, nothing fetched, light and dark, printable. */
export function toHtml({ language, title, verdict, blocks }: Document): string {
  const text = reportText[language];
  const badge = verdict
    ? `<p class="callout ${toneOf(verdict)}"><strong>${escapeHtml(text.verdict)}: ${escapeHtml(text.verdicts[verdict])}</strong></p>`
    : "";
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
${badge}
${blocks.map(renderBlock).join("\n")}
<footer>${escapeHtml(text.generated)}</footer>
</main>
</body>
</html>
`;
}

function renderBlock(block: Block): string {
  switch (block.kind) {
    case "heading":
      return `<h2>${escapeHtml(block.text)}</h2>`;
    case "paragraph":
      return `<p>${escapeHtml(block.text)}</p>`;
    case "list":
      return `<ul>${block.items.map((item) => `<li>${escapeHtml(item)}</li>`).join("")}</ul>`;
    case "table":
      return renderTable(block.head, block.rows, new Set(block.numeric));
    case "code":
      return `<pre><code>${escapeHtml(block.text)}</code></pre>`;
    case "callout":
      return `<p class="callout ${block.tone}">${escapeHtml(block.text)}</p>`;
    case "details":
      return `<details><summary>${escapeHtml(block.summary)}</summary>${block.blocks.map(renderBlock).join("\n")}</details>`;
    case "examples":
      return renderExamples(block);
    case "picture":
      return `<figure role="img" aria-label="${escapeHtml(block.alt)}">${block.svg}</figure>`;
  }
}

function renderExamples({ head, rows }: Extract<Block, { kind: "examples" }>): string {
  const text = (pieces: readonly Piece[]): string =>
    pieces.map((piece) => (piece.differs ? `<mark>${escapeHtml(piece.text)}</mark>` : escapeHtml(piece.text))).join("");
  const body = rows.map(({ cells, texts }) => {
    const plain = cells.map((cell) => `<td>${escapeHtml(cell)}</td>`);
    const compared = texts.map((pieces) => `<td class="text">${text(pieces)}</td>`);
    return `<tr>${[...plain, ...compared].join("")}</tr>`;
  });
  const titles = head.map((title) => `<th scope="col">${escapeHtml(title)}</th>`);
  return `<div class="wide"><table><thead><tr>${titles.join("")}</tr></thead><tbody>${body.join("")}</tbody></table></div>`;
}

function renderTable(head: string[], rows: string[][], numeric: Set<number>): string {
  const cell = (tag: string, text: string, column: number): string =>
    `<${tag}${tag === "th" ? ' scope="col"' : ""}${numeric.has(column) ? ' class="number"' : ""}>${escapeHtml(text)}</${tag}>`;
  const row = (tag: string, cells: string[]): string =>
    `<tr>${cells.map((text, column) => cell(tag, text, column)).join("")}</tr>`;
  return `<div class="wide"><table><thead>${row("th", head)}</thead><tbody>${rows.map((cells) => row("td", cells)).join("")}</tbody></table></div>`;
}

/** Text for an element or a double-quoted attribute. */
export function escapeHtml(text: string): string {
  return visible(text)
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/"/g, "&quot;")
    .replace(/'/g, "&#39;");
}

const style = `
:root{color-scheme:light dark;--ink:#1f2328;--faint:#656d76;--line:#d1d9e0;--paper:#fff;--panel:#f6f8fa;--good:#1a7f37;--bad:#cf222e;--warn:#9a6700;--note:#0969da;--baseline:#6e7781;--canary:#bf5700}
@media(prefers-color-scheme:dark){:root{--ink:#e6edf3;--faint:#9198a1;--line:#3d444d;--paper:#0d1117;--panel:#151b23;--good:#3fb950;--bad:#f85149;--warn:#d29922;--note:#4493f8;--baseline:#9198a1;--canary:#f0883e}}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,"Segoe UI","Noto Sans",sans-serif}
main{max-width:60rem;margin:0 auto;padding:1.5rem}
h1{font-size:1.7rem;line-height:1.25}h2{font-size:1.25rem;margin-top:2rem;border-bottom:1px solid var(--line);padding-bottom:.3rem}
p,li{overflow-wrap:anywhere}.wide{overflow-x:auto}
table{border-collapse:collapse;margin:1rem 0;font-variant-numeric:tabular-nums}th,td{border:1px solid var(--line);padding:.35rem .7rem;text-align:left;vertical-align:top}th{background:var(--panel)}.number{text-align:right}.text{white-space:pre-wrap;overflow-wrap:anywhere;min-width:12rem}mark{background:#fff1c2;color:#1f2328;border-radius:2px}
pre{background:var(--panel);padding:1rem;border-radius:6px;overflow-x:auto}
.callout{border-left:4px solid var(--note);background:var(--panel);padding:.6rem 1rem;border-radius:0 6px 6px 0}.good{border-color:var(--good)}.bad{border-color:var(--bad)}.warn{border-color:var(--warn)}
figure{margin:1rem 0}figure svg{max-width:100%;height:auto}summary{cursor:pointer;font-weight:600}footer{margin-top:3rem;color:var(--faint);font-size:.85rem}
@media print{main{max-width:none}details{display:block}}
`;
