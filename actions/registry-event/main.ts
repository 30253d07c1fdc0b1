import { runAction, type Surroundings } from "#action-kit";
import { run } from "./run.ts";
import { spec } from "./spec.ts";

export const main = (surroundings: Surroundings): Promise<void> => runAction(spec, run, surroundings);
