import { InputError, ToolkitError } from "#contracts";
import type { Inference } from "#inference";
import { batchEqualsSingle } from "./batch-equals-single.ts";
import { deterministicAtTemperature0 } from "./deterministic-at-temperature-0.ts";
import { maxLengthRespected } from "./max-length-respected.ts";
import { notEmpty } from "./not-empty.ts";
import { stopsAtStop } from "./stops-at-stop.ts";
import type { Suite, SuiteResult } from "./suite.ts";
import { tokenizerRoundTrip } from "./tokenizer-round-trip.ts";

/** Ready-made checks of pre- and postprocessing and of inference, by name. */
export const suites: Readonly<Record<string, Suite>> = {
  "tokenizer-round-trip": tokenizerRoundTrip,
  "not-empty": notEmpty,
  "max-length-respected": maxLengthRespected,
  "deterministic-at-temperature-0": deterministicAtTemperature0,
  "batch-equals-single": batchEqualsSingle,
  "stops-at-stop": stopsAtStop,
};

/**
 * Runs the named checks, one after another.
 * @throws InputError naming every unknown one; ToolkitError `cancelled`. Any other failure of the server is the check's own
 */
export async function runSuites(
  names: readonly string[],
  inference: Inference,
  signal: AbortSignal,
): Promise<SuiteResult[]> {
  const unknown = names.filter((name) => !Object.hasOwn(suites, name));
  if (unknown.length > 0) {
    const legal = Object.keys(suites).join(", ");
    throw new InputError(
      unknown.map((name) => ({ where: "suites", problem: `"${name.slice(0, 100)}" is unknown`, legal })),
      "unknown-suite",
    );
  }
  const results: SuiteResult[] = [];
  for (const name of names) results.push({ name, ...(await found(suites[name] as Suite, inference, signal)) });
  return results;
}

async function found(suite: Suite, inference: Inference, signal: AbortSignal): ReturnType<Suite> {
  try {
    return await suite(inference, signal);
  } catch (error) {
    if (!(error instanceof ToolkitError) || error.code === "cancelled") throw error;
    return { verdict: "error", detail: error.code };
  }
}
