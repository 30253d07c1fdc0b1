import { scale, ticks } from "./scale.ts";
import { faint, ink, label, line, rule, seriesColours, svg } from "./svg.ts";

export interface Series {
  name: string;
  points: { x: number; y: number }[];
}

export interface LineChart {
  title: string;
  x: string;
  y: string;
  series: Series[];
  /** A value holds until the next one: weights, not measurements. */
  steps?: boolean | undefined;
  /** A dashed line across. */
  limit?: { value: number; name: string } | undefined;
  format(value: number): string;
}

const frame = { width: 720, height: 300 };
const area = { left: 70, right: 700, top: 44, bottom: 250 };

/** Lines over a common x axis; points that are no numbers are left out. */
export function lineChart({ title, x, y, series, steps = false, limit, format }: LineChart): string {
  const drawn = series.map(({ name, points }) => ({
    name,
    points: points.filter((point) => Number.isFinite(point.x) && Number.isFinite(point.y)),
  }));
  const all = drawn.flatMap(({ points }) => points);
  if (all.length === 0) return svg({ width: frame.width, height: 60 }, title, [label(20, 34, "—", { fill: faint })]);
  const heights = [...all.map((point) => point.y), ...(limit ? [limit.value] : [])];
  const yTicks = ticks(Math.min(...heights), Math.max(...heights), 4);
  const xTicks = ticks(Math.min(...all.map((point) => point.x)), Math.max(...all.map((point) => point.x)), 8);
  const toX = scale([xTicks[0] as number, xTicks.at(-1) as number], [area.left, area.right]);
  const toY = scale([yTicks[0] as number, yTicks.at(-1) as number], [area.bottom, area.top]);
  const parts = [
    ...yTicks.flatMap((tick) => [
      line(area.left, toY(tick), area.right, toY(tick), rule),
      label(area.left - 8, toY(tick) + 4, format(tick), { anchor: "end", fill: faint }),
    ]),
    ...xTicks.map((tick) => label(toX(tick), area.bottom + 20, String(tick), { anchor: "middle", fill: faint })),
    label(area.left, 24, y, { fill: ink, bold: true }),
    label((area.left + area.right) / 2, frame.height - 12, x, { anchor: "middle", fill: faint }),
  ];
  drawn.forEach(({ name, points }, index) => {
    const colour = seriesColours[index % seriesColours.length] as string;
    parts.push(
      `<path d="${path(
        points.map((point) => [toX(point.x), toY(point.y)]),
        steps,
      )}" fill="none" stroke="${colour}" stroke-width="2" stroke-linejoin="round"/>`,
    );
    if (points.length <= 40)
      parts.push(
        ...points.map((point) => `<circle cx="${toX(point.x)}" cy="${toY(point.y)}" r="2.5" fill="${colour}"/>`),
      );
    const left = area.right - 150 * (drawn.length - index) + 20;
    parts.push(line(left, 20, left + 18, 20, colour, ' stroke-width="3"'), label(left + 24, 24, name));
  });
  if (limit) {
    parts.push(
      line(area.left, toY(limit.value), area.right, toY(limit.value), "var(--bad,#cf222e)", ' stroke-dasharray="5 4"'),
    );
    parts.push(label(area.right, toY(limit.value) - 5, limit.name, { anchor: "end", fill: "var(--bad,#cf222e)" }));
  }
  return svg(frame, title, parts);
}

function path(points: number[][], steps: boolean): string {
  return points.map(([x, y], index) => (index === 0 ? `M${x} ${y}` : steps ? `H${x}V${y}` : `L${x} ${y}`)).join("");
}
