import { type Run, runAction, type Surroundings } from "#action-kit";
import { spec } from "./spec.ts";

// bad inputs are told of before the work is loaded
const run: Run<typeof spec> = async (inputs, deps) =>
  (await import("./everywhere.ts")).registerEverywhere(inputs, deps);

export const main = (surroundings: Surroundings): Promise<void> => runAction(spec, run, surroundings);
