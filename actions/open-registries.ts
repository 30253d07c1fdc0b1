import type { ActionDeps } from "#action-kit";
import { InputError, type Problem } from "#contracts";
import { type Registry, type RegistryName, registryProviders } from "#registry";
import { openRegistry, type RegistryInputs } from "./open-registry.ts";

export interface NamedRegistry {
  name: RegistryInputs["registry"];
  registry: Registry;
}

const isAddress = (text: string): boolean => text.includes("://");

/**
 * Several registries at once; the one of `registry` where none is named. Each takes its own inputs and variables; of
 * several, `registry-uri` is the folder of the file registry, or the address of the one that has an address.
 * @throws InputError `bad-registries` with every name that is none
 */
export async function openRegistries(
  names: readonly string[] | undefined,
  inputs: RegistryInputs,
  deps: ActionDeps,
): Promise<NamedRegistry[]> {
  const wanted = names && names.length > 0 ? names : [inputs.registry];
  const problems: Problem[] = [];
  const legal = Object.keys(registryProviders).filter(isOpened).join(", ");
  for (const [index, name] of wanted.entries()) {
    if (!isOpened(name)) problems.push({ where: "registries", problem: `"${name}" is no registry`, legal });
    else if (wanted.indexOf(name) < index) problems.push({ where: "registries", problem: `${name} is named twice` });
  }
  if (problems.length > 0) throw new InputError(problems, "bad-registries");
  const opened: NamedRegistry[] = [];
  for (const name of wanted as RegistryInputs["registry"][]) {
    const said = inputs["registry-uri"];
    const own = wanted.length === 1 || (said !== undefined && isAddress(said) === (name !== "file"));
    const given = { ...inputs, registry: name, "registry-uri": own ? said : undefined };
    opened.push({ name, registry: await openRegistry(given, deps) });
  }
  return opened;
}

/** Those that `openRegistry` opens by inputs of an action. */
const isOpened = (name: string): name is RegistryInputs["registry"] =>
  (["file", "mlflow"] satisfies RegistryName[] as string[]).includes(name);
