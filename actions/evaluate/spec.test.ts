import { expect, it } from "vitest";
import { metricNames } from "#evaluation";
import { spec } from "./spec.ts";

it("the input `metrics` names every metric that there is", () => {
  const said = spec.inputs.metrics.description.split(/[\s,;:]+/);
  for (const name of metricNames) expect(said).toContain(name);
});
