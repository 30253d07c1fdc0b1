import type { ActionDeps, ActionResult, Inputs } from "#action-kit";
import { knownDigests } from "#registry";
import { type RegisterReport, registerReports, rendered } from "#reports";
import { namedRegistries } from "../named-registries.ts";
import { openedRegistries } from "../open-registry.ts";
import { run } from "./run.ts";
import type { spec } from "./spec.ts";

/**
 * In every registry that is named; each numbers its versions by itself. The first one is what outputs and later steps
 * speak of, and comes last: when one of the others fails, the same command goes on where it ended. What one of them read
 * for checksums is not read again for the next.
 */
export async function registerEverywhere(
  inputs: Inputs<typeof spec>,
  deps: ActionDeps,
): Promise<ActionResult<typeof spec>> {
  const wanted = namedRegistries(inputs.registries, inputs, openedRegistries);
  const reports: { registry: string; report: RegisterReport }[] = [];
  const known = knownDigests(deps.files);
  let first: ActionResult<typeof spec> | undefined;
  for (const { name: registry, uri } of [...wanted].reverse()) {
    first = await run({ ...inputs, registry, "registry-uri": uri }, deps, undefined, known);
    reports.unshift({ registry, report: first.report?.json as RegisterReport });
  }
  if (!first) throw new Error("no registry was named");
  if (reports.length === 1) return first;
  const registries = reports.map(({ registry, report: { version, uri, created } }) => ({
    registry,
    version,
    uri,
    created,
  }));
  const json = { ...(first.report?.json as object), registries };
  return { ...first, report: rendered(json, registerReports(reports, inputs.language)) };
}
