import type { Inputs } from "#action-kit";
import { InputError, type Problem } from "#contracts";
import { planOf } from "./plan.ts";
import type { spec } from "./spec.ts";

/** The deployment whose weights the gate moves, and how. */
export interface Driven {
  target: "local" | "ray-serve" | "sagemaker" | "kubernetes";
  endpoint: string;
  /** Of both: two gates with the same one are on one deployment. */
  name: string;
  plan: number[];
  mode: "look" | "loop";
  /** Seconds that a weight outlives us, and after which one that is waited with is renewed. */
  lease: number;
  renewal: number;
  /** Seconds that the rollout may take; all its runs together, where each takes one look. */
  longest: number;
}

const longestLoop = 7200;
const longestByLooks = 7 * 86_400;

/** Seconds that a gate may take which waits itself. */
export const longestOf = (inputs: Pick<Inputs<typeof spec>, "max-duration">): number =>
  inputs["max-duration"] ?? longestLoop;

/** Of a gate that waits itself: as short as an engine takes renewals without harm, and SageMaker's changes take minutes. */
const loopLeases = {
  local: { lease: 5, renewal: 1 },
  "ray-serve": { lease: 60, renewal: 20 },
  sagemaker: { lease: 900, renewal: 300 },
  kubernetes: { lease: 300, renewal: 100 },
} as const;

/** Undefined: the gate only looks. @throws InputError with everything that does not go together */
export function drivenBy(inputs: Inputs<typeof spec>): Driven | undefined {
  const source = inputs["metric-source"];
  const { endpoint = "", mode = source === "router" ? "loop" : "look", lease, target } = inputs;
  const problems: Problem[] = [];
  const refuse = (where: string, problem: string, mend: string): void => void problems.push({ where, problem, mend });
  if (source === "router" && target !== "none" && target !== "local")
    refuse("target", `is ${target}, and metric-source: router counts on this machine`, "set target: local");
  if (source === "file" && target !== "none")
    refuse(
      "target",
      "is no matter of a file",
      "leave it out, or choose a metric-source that counts while traffic moves",
    );
  if (source !== "router" && target === "none") {
    if (mode === "loop") refuse("mode", "loop needs a target", "set target to what serves the endpoint");
    if (problems.length > 0) throw new InputError(problems);
    return undefined;
  }
  if (endpoint === "") refuse("endpoint", "is needed by a gate that moves weights", "name the endpoint of deploy");
  if (mode === "look" && !inputs.state)
    refuse("state", "is needed by mode: look", "name a canary-state.json that the next run finds again");
  if (mode === "look" && lease <= inputs["look-interval"])
    refuse("lease", `of ${lease} s is over before the look is`, "give it the time to the next run, and a margin");
  const plan = planOf(inputs.plan, problems);
  if (problems.length > 0) throw new InputError(problems);
  const served = target === "none" ? "local" : target;
  const leases = mode === "loop" ? loopLeases[served] : { lease, renewal: lease / 3 };
  const longest = inputs["max-duration"] ?? (mode === "loop" ? longestLoop : longestByLooks);
  return { target: served, endpoint, name: `${served} ${endpoint}`, plan, mode, longest, ...leases };
}
