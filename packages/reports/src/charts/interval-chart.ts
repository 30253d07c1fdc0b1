import { scale, ticks } from "./scale.ts";
import { faint, label, line, rule, seriesColours, svg, tones } from "./svg.ts";

export interface IntervalRow {
  name: string;
  value: number;
  low: number;
  high: number;
  baseline?: { value: number; low: number; high: number } | undefined;
  /** What the value is held to. */
  threshold?: number | undefined;
  tone?: keyof typeof tones | undefined;
}

/** Scores with their intervals, beside the baseline's (grey) and the threshold (a mark). */
export function intervalChart(
  title: string,
  rows: IntervalRow[],
  names: { candidate: string; baseline: string; threshold: string },
  format: (value: number) => string,
): string {
  const height = 70 + rows.length * 44;
  const values = rows
    .flatMap(({ low, high, threshold, baseline }) => [low, high, threshold, baseline?.low, baseline?.high])
    .filter((value): value is number => value !== undefined && Number.isFinite(value));
  if (values.length === 0) return svg({ width: 720, height: 50 }, title, [label(20, 30, "—", { fill: faint })]);
  const marks = ticks(Math.min(...values), Math.max(...values), 5);
  const toX = scale([marks[0] as number, marks.at(-1) as number], [190, 690]);
  const parts = marks.flatMap((mark) => [
    line(toX(mark), 36, toX(mark), height - 30, rule),
    label(toX(mark), height - 12, format(mark), { anchor: "middle", fill: faint }),
  ]);
  const legend: [string, string][] = [
    [names.candidate, seriesColours[0] as string],
    [names.baseline, seriesColours[3] as string],
    [names.threshold, tones.bad],
  ];
  const named = legend.filter(([name]) => name !== "");
  named.forEach(([name, colour], index) => {
    parts.push(
      `<rect x="${190 + index * 165}" y="12" width="14" height="8" fill="${colour}"/>`,
      label(210 + index * 165, 20, name),
    );
  });
  rows.forEach((row, index) => {
    const y = 58 + index * 44;
    parts.push(label(176, y + 6, row.name, { anchor: "end" }));
    parts.push(...bar(toX, row, y, row.tone ? tones[row.tone] : (seriesColours[0] as string)));
    if (row.baseline) parts.push(...bar(toX, row.baseline, y + 14, seriesColours[3] as string));
    if (row.threshold !== undefined)
      parts.push(line(toX(row.threshold), y - 10, toX(row.threshold), y + 20, tones.bad, ' stroke-width="2"'));
  });
  return svg({ width: 720, height }, title, parts);
}

function bar(
  toX: (value: number) => number,
  { value, low, high }: { value: number; low: number; high: number },
  y: number,
  colour: string,
): string[] {
  return [
    line(toX(low), y, toX(high), y, colour, ' stroke-width="4" stroke-linecap="round" opacity=".45"'),
    `<circle cx="${toX(value)}" cy="${y}" r="4.5" fill="${colour}"/>`,
  ];
}
