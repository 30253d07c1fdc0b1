import { InputError, type Problem, type Threshold } from "#contracts";

/** Lines such as `f1>=0.85`. @throws InputError with every line that is none */
export function parseThresholds(lines: readonly string[]): Threshold[] {
  const problems: Problem[] = [];
  const found = lines.flatMap((line) => {
    const match = /^([a-z][\w-]*)\s*(>=|<=|>|<)\s*(-?\d+(?:\.\d+)?)\s*(%?)$/i.exec(line.trim());
    if (!match)
      problems.push({
        where: "thresholds",
        problem: `"${line}" is no threshold`,
        legal: "metric>=number, with >=, <=, > or <",
      });
    return match
      ? [
          {
            metric: match[1] as string,
            operator: match[2] as Threshold["operator"],
            limit: Number(match[3]) / (match[4] ? 100 : 1),
          },
        ]
      : [];
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
