import type { ActionDeps, Inputs } from "#action-kit";
import { type Deployment, InputError, type Problem, ToolkitError } from "#contracts";
import { isPreRelease, type ModelVersion, requireAlias } from "#registry";
import type { Serving } from "#serving";
import type { NamedRegistry } from "../open-registries.ts";
import { openServing } from "../open-serving.ts";
import type { spec } from "./spec.ts";

export interface Endpoint {
  serving: Serving;
  before: Deployment;
}

/** @throws ToolkitError `not-deployed` */
export async function endpointOf(inputs: Inputs<typeof spec>, deps: ActionDeps): Promise<Endpoint | undefined> {
  const { endpoint } = inputs;
  requireAlias(inputs.alias);
  if (endpoint === undefined) return undefined;
  const serving = await openServing({ ...inputs, endpoint }, deps);
  const before = await serving.describe();
  if (!before) throw new ToolkitError({ code: "not-deployed", message: `nothing is deployed at ${endpoint}` });
  return { serving, before };
}

export interface Target {
  name: string;
  digest: string;
  modelRef: string;
  /** One a registry, in their order: each numbers its versions by itself. */
  versions: ModelVersion[];
}

/**
 * The one model that is promoted, as every registry has it.
 * @throws ToolkitError `model-not-found` naming all registries without it; InputError `pre-release`, `other-model`
 */
export async function targetOf(
  inputs: Pick<Inputs<typeof spec>, "model-ref">,
  endpoint: Endpoint | undefined,
  registries: readonly NamedRegistry[],
): Promise<Target> {
  const asked = inputs["model-ref"];
  const { baseline, canary } = endpoint?.before.variants ?? {};
  const served = (canary ?? baseline)?.modelRef;
  const selector = served ?? asked;
  if (selector === undefined)
    throw new InputError([{ where: "endpoint", problem: "neither endpoint nor model-ref is given" }]);
  const [first] = registries as [NamedRegistry, ...NamedRegistry[]];
  const found = await first.registry.find(asked ?? selector);
  if (!found) throw absent([first.name], asked ?? selector);
  if (served !== undefined && found.modelRef !== served) {
    const problem = `${asked} is ${found.modelRef}, and the candidate is ${served}`;
    throw new InputError(
      [{ where: "model-ref", problem, mend: "leave it out: the candidate is promoted" }],
      "other-model",
    );
  }
  const others = await Promise.all(registries.slice(1).map(({ registry }) => registry.find(found.modelRef)));
  const versions = [found, ...others];
  const missing = registries.filter((_, index) => versions[index] === undefined).map(({ name }) => name);
  if (missing.length > 0) throw absent(missing, found.modelRef);
  const problems = (versions as ModelVersion[]).flatMap(({ version }, index): Problem[] =>
    isPreRelease(version)
      ? [
          {
            where: registries[index]?.name ?? "",
            problem: `${version} is a pre-release`,
            mend: "register the same model without pre-release: it becomes a release",
          },
        ]
      : [],
  );
  if (problems.length > 0) throw new InputError(problems, "pre-release");
  const { name, digest, modelRef } = found;
  return { name, digest, modelRef, versions: versions as ModelVersion[] };
}

const absent = (registries: readonly string[], model: string): ToolkitError =>
  new ToolkitError({
    code: "model-not-found",
    provider: registries.join(", "),
    message: `${model} is not registered in ${registries.join(", ")}`,
    hint: "register the same folder there too: the digest has to be the same",
  });
