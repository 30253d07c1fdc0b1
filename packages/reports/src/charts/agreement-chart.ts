import { scale, ticks } from "./scale.ts";
import { faint, label, line, rule, seriesColours, svg } from "./svg.ts";

export interface AgreementPoint {
  human: number;
  judge: number;
  count: number;
}

/** A judge's scores against people's: on the diagonal both say the same; a circle's area is how often. */
export function agreementChart(
  title: string,
  points: readonly AgreementPoint[],
  names: { human: string; judge: string },
  threshold: number | undefined,
): string {
  const [size, left, bottom] = [420, 60, 370];
  const values = points.flatMap(({ human, judge }) => [human, judge]);
  if (values.length === 0) return svg({ width: size, height: 50 }, title, [label(20, 30, "—", { fill: faint })]);
  const marks = ticks(Math.min(...values), Math.max(...values), 5);
  const ends: [number, number] = [marks[0] as number, marks.at(-1) as number];
  const [toX, toY] = [scale(ends, [left, size - 20]), scale(ends, [bottom, 30])];
  const most = Math.max(...points.map(({ count }) => count));
  const parts = marks.flatMap((mark) => [
    line(toX(mark), 30, toX(mark), bottom, rule),
    line(left, toY(mark), size - 20, toY(mark), rule),
    label(toX(mark), bottom + 18, String(mark), { anchor: "middle", fill: faint }),
    label(left - 8, toY(mark) + 4, String(mark), { anchor: "end", fill: faint }),
  ]);
  parts.push(line(toX(ends[0]), toY(ends[0]), toX(ends[1]), toY(ends[1]), faint));
  if (threshold !== undefined && threshold >= ends[0] && threshold <= ends[1])
    parts.push(line(left, toY(threshold), size - 20, toY(threshold), seriesColours[1] as string));
  for (const { human, judge, count } of points) {
    const radius = 3 + 9 * Math.sqrt(count / most);
    parts.push(
      `<circle cx="${toX(human).toFixed(1)}" cy="${toY(judge).toFixed(1)}" r="${radius.toFixed(1)}" fill="${seriesColours[0]}" fill-opacity="0.6"/>`,
    );
  }
  parts.push(label((left + size) / 2, bottom + 40, names.human, { anchor: "middle", fill: faint }));
  parts.push(label(left, 20, names.judge, { fill: faint }));
  return svg({ width: size, height: bottom + 55 }, title, parts);
}
