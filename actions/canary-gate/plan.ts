import type { Problem } from "#contracts";

/** Weights of the plan, each larger than the one before; what is none is a problem more. */
export function planOf(steps: readonly string[], problems: Problem[]): number[] {
  const weights = steps.map((step) => (/^\d+(\.\d+)?\s*%$/.test(step) ? Number.parseFloat(step) / 100 : Number(step)));
  const legal = "growing shares under 100 %, such as 5%, 25%, 50%";
  const growing = weights.every((weight, index) => weight > (weights[index - 1] ?? 0) && weight < 1);
  if (weights.length === 0 || !growing)
    problems.push({ where: "plan", problem: `${steps.join(", ") || "it"} is none`, legal });
  return weights;
}
