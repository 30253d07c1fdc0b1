import { escapeHtml } from "../html.ts";

export interface Frame {
  width: number;
  height: number;
}

/** An SVG that takes its colours from the page's variables and stands alone with fallbacks. */
export function svg({ width, height }: Frame, title: string, parts: string[]): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="system-ui,'Segoe UI','Noto Sans',sans-serif" font-size="12"><title>${escapeHtml(title)}</title>${parts.join("")}</svg>`;
}

export const ink = "var(--ink,#1f2328)";
export const faint = "var(--faint,#656d76)";
export const rule = "var(--line,#d1d9e0)";
export const tones = {
  good: "var(--good,#1a7f37)",
  bad: "var(--bad,#cf222e)",
  warn: "var(--warn,#9a6700)",
  note: "var(--note,#0969da)",
};
export const seriesColours = [
  "var(--note,#0969da)",
  "var(--canary,#bf5700)",
  "var(--good,#1a7f37)",
  "var(--baseline,#6e7781)",
];

export function label(
  x: number,
  y: number,
  text: string,
  options: { anchor?: "start" | "middle" | "end"; fill?: string; bold?: boolean } = {},
): string {
  const { anchor = "start", fill = ink, bold = false } = options;
  return `<text x="${x}" y="${y}" text-anchor="${anchor}" fill="${fill}"${bold ? ' font-weight="600"' : ""}>${escapeHtml(text)}</text>`;
}

export const line = (x1: number, y1: number, x2: number, y2: number, stroke: string, extra = ""): string =>
  `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" stroke="${stroke}"${extra}/>`;
