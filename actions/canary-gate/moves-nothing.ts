import type { Inputs } from "#action-kit";
import type { Problem } from "#contracts";
import { spec } from "./spec.ts";

/** A comparison of what others count, or of a file, moves no weight: who asks for one is told, and not left to believe it. */
export function problemsOfMoving({ rule, target, plan, ...inputs }: Inputs<typeof spec>): Problem[] {
  const source = inputs["metric-source"];
  if (source === "router") return [];
  const problems: Problem[] = [];
  const mend = "let deploy split the traffic, and compare what comes; or move weights by rule: evidence";
  if (target !== "none")
    problems.push({
      where: "target",
      problem: `is ${target}, and rule: ${rule} moves none of its weights`,
      legal: "none",
      mend,
    });
  const told = plan && plan.join() !== spec.inputs.plan.default;
  if (source !== "file" && told)
    problems.push({
      where: "plan",
      problem: `is of weights, and rule: ${rule} moves none on ${source}`,
      legal: "leave it out",
      mend,
    });
  return problems;
}
