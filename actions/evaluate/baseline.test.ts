import { expect, it } from "vitest";
import { evaluateInputs, registeredInWandb } from "#testing";
import { baselineSource } from "./baseline.ts";

it("a baseline of the registry is drawn as an input of this job, unless that is not wanted", async () => {
  const { deps, inputs, consumers } = await registeredInWandb();
  const given = { ...evaluateInputs, ...inputs, baseline: ["mail@none", "mail@champion"] };
  expect(await baselineSource({ ...given, lineage: false }, deps)).toMatchObject({ name: "mail@champion (1.0.0)" });
  expect(consumers()).toEqual([]);
  await baselineSource(given, deps);
  expect(consumers()).toEqual(["genai-mlops-evaluate-42-release evaluate finished"]);
});
