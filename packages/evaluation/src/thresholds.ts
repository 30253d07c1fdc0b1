import { InputError, type Problem, type Threshold } from "#contracts";
import type { Metric, Scale } from "./metric.ts";

const shape = /^([a-z][\w+-]*)\s*(?:\[\s*([\w.-]+)\s*=\s*([^\]]+?)\s*\])?\s*(>=|<=|>|<)\s*(-?\d+(?:\.\d+)?)\s*(%?)$/i;

/** A threshold as it was written: what a percent sign means depends on the metric. */
export interface WrittenThreshold extends Threshold {
  percent: boolean;
  line: string;
}

/** Lines such as `f1>=0.85` or `f1[source=easy-ham]>=80%`. @throws InputError with every line that is none */
export function parseThresholds(lines: readonly string[]): WrittenThreshold[] {
  const problems: Problem[] = [];
  const found = lines.flatMap((line) => {
    const match = shape.exec(line.trim());
    if (!match) {
      problems.push({
        where: "thresholds",
        problem: `"${line}" is no threshold`,
        legal: "metric>=number or metric[key=value]>=number, with >=, <=, > or <",
      });
      return [];
    }
    const [, metric = "", key, value, operator, limit, percent] = match;
    return [
      {
        metric,
        operator: operator as Threshold["operator"],
        limit: Number(limit),
        ...(key !== undefined && { slice: { key, value: value ?? "" } }),
        percent: percent === "%",
        line,
      },
    ];
  });
  if (problems.length > 0) throw new InputError(problems, "bad-threshold");
  return found;
}

/**
 * Limits in the unit of their metric: 85 % of a share is 0.85, of BLEU 85.
 * @throws InputError with every limit that its metric cannot have: one that nothing or everything meets is no bar
 */
export function inUnits(thresholds: readonly WrittenThreshold[], metrics: readonly Metric[]): Threshold[] {
  const scales = new Map<string, Scale>(metrics.map(({ name, scale }) => [name, scale]));
  const problems: Problem[] = [];
  const found = thresholds.map(({ percent, line, ...threshold }) => {
    const scale = scales.get(threshold.metric) ?? "open";
    const limit = percent && scale === "share" ? threshold.limit / 100 : threshold.limit;
    if (percent && scale !== "share" && scale !== "hundred")
      problems.push({ where: "thresholds", problem: `"${line}": ${threshold.metric} is no share`, legal: "a number" });
    const most = scale === "share" ? 1 : scale === "hundred" ? 100 : Number.POSITIVE_INFINITY;
    if (scale !== "open" && (limit < 0 || limit > most))
      problems.push({
        where: "thresholds",
        problem: `"${line}" lies outside of what ${threshold.metric} can be`,
        legal: `0 to ${most}`,
      });
    return { ...threshold, limit };
  });
  if (problems.length > 0) throw new InputError(problems, "bad-threshold");
  return found;
}

/** NaN and what is missing meet no threshold. */
export function meets({ operator, limit }: Threshold, value: number | undefined): boolean {
  if (value === undefined || Number.isNaN(value)) return false;
  return operator === ">="
    ? value >= limit
    : operator === "<="
      ? value <= limit
      : operator === ">"
        ? value > limit
        : value < limit;
}
