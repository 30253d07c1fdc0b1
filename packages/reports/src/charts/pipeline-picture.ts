import { escapeHtml } from "../html.ts";
import { faint, label, line, svg, tones } from "./svg.ts";

export type StageStatus = "done" | "failed" | "running" | "skipped" | "waiting";

export interface Stage {
  id: string;
  title: string;
  status: StageStatus;
  /** A figure or a word under the title. */
  note?: string | undefined;
}

const colours: Record<StageStatus, string> = {
  done: tones.good,
  failed: tones.bad,
  running: tones.note,
  skipped: faint,
  waiting: faint,
};
const signs: Record<StageStatus, string> = { done: "✓", failed: "✗", running: "…", skipped: "–", waiting: "·" };

/** The stages of a release, left to right, two lines of five. */
export function pipelinePicture(title: string, stages: Stage[]): string {
  const perLine = 5;
  const lines = Math.ceil(stages.length / perLine);
  const parts = stages.flatMap(({ title: name, status, note }, index) => {
    const x = 10 + (index % perLine) * 144;
    const y = 14 + Math.floor(index / perLine) * 84;
    const colour = colours[status];
    const arrow =
      index % perLine < perLine - 1 && index < stages.length - 1
        ? [line(x + 126, y + 28, x + 142, y + 28, faint, ' stroke-width="2"')]
        : [];
    return [
      `<rect x="${x}" y="${y}" width="124" height="56" rx="8" fill="none" stroke="${colour}" stroke-width="2"/>`,
      label(x + 62, y + 24, `${signs[status]} ${name}`, { anchor: "middle", bold: true }),
      ...(note ? [label(x + 62, y + 43, note, { anchor: "middle", fill: faint })] : []),
      ...arrow,
    ];
  });
  return svg({ width: 730, height: lines * 84 + 4 }, title, parts);
}

/** The same as Mermaid, for job summaries. */
export function pipelineMermaid(stages: Stage[]): string {
  const text = (words: string): string => escapeHtml(words).replace(/[[\]"`;\n]/g, " ");
  const nodes = stages.map(
    ({ id, title, status, note }) =>
      `  ${id.replace(/\W/g, "_")}["${signs[status]} ${text(title)}${note ? `<br/>${text(note)}` : ""}"]:::${status}`,
  );
  const arrows = stages
    .slice(1)
    .map(({ id }, index) => `  ${(stages[index] as Stage).id.replace(/\W/g, "_")} --> ${id.replace(/\W/g, "_")}`);
  return [
    "flowchart LR",
    ...nodes,
    ...arrows,
    "  classDef done stroke:#1a7f37,stroke-width:2px",
    "  classDef failed stroke:#cf222e,stroke-width:2px",
    "  classDef running stroke:#0969da,stroke-width:2px",
    "  classDef skipped stroke:#8c959f,stroke-dasharray:4",
    "  classDef waiting stroke:#8c959f",
  ].join("\n");
}

/** A line as Mermaid draws it, for job summaries. `points` are cut down to 60. */
export function lineMermaid({
  title,
  x,
  y,
  points,
}: {
  title: string;
  x: string;
  y: string;
  points: { x: number; y: number }[];
}): string {
  const finite = points.filter((point) => Number.isFinite(point.x) && Number.isFinite(point.y));
  const every = Math.ceil(finite.length / 60) || 1;
  const kept = finite.filter((_, index) => index % every === 0 || index === finite.length - 1);
  const quoted = (words: string): string => `"${words.replace(/["\n]/g, " ")}"`;
  const round = (value: number): number => Number(value.toPrecision(4));
  return [
    "xychart-beta",
    `  title ${quoted(title)}`,
    `  x-axis ${quoted(x)} [${kept.map((point) => round(point.x)).join(", ")}]`,
    `  y-axis ${quoted(y)}`,
    `  line [${kept.map((point) => round(point.y)).join(", ")}]`,
  ].join("\n");
}
