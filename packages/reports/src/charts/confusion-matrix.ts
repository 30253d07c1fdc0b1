import { faint, label, svg } from "./svg.ts";

/** Counts by true class (rows) and answered class (columns), darker where there are more. */
export function confusionMatrix(
  title: string,
  classes: string[],
  counts: number[][],
  names: { truth: string; answer: string },
): string {
  const size = 84;
  const left = 130;
  const top = 60;
  const largest = Math.max(1, ...counts.flat());
  const parts = [
    label(left + (classes.length * size) / 2, 18, names.answer, { anchor: "middle", fill: faint }),
    label(10, top + 14, names.truth, { fill: faint }),
  ];
  classes.forEach((name, index) => {
    parts.push(label(left + index * size + size / 2, top - 12, name.slice(0, 12), { anchor: "middle", bold: true }));
    parts.push(label(left - 10, top + index * size + size / 2 + 4, name.slice(0, 14), { anchor: "end", bold: true }));
  });
  counts.forEach((row, y) => {
    row.forEach((count, x) => {
      const colour = x === y ? "var(--good,#1a7f37)" : "var(--bad,#cf222e)";
      const share = Math.round((0.08 + 0.6 * (count / largest)) * 100) / 100;
      parts.push(
        `<rect x="${left + x * size}" y="${top + y * size}" width="${size - 3}" height="${size - 3}" rx="4" fill="${colour}" opacity="${count === 0 ? 0.04 : share}"/>`,
      );
      parts.push(
        label(left + x * size + size / 2, top + y * size + size / 2 + 5, String(count), {
          anchor: "middle",
          bold: true,
        }),
      );
    });
  });
  return svg({ width: left + classes.length * size + 20, height: top + classes.length * size + 10 }, title, parts);
}
