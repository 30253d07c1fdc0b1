import type { ActionDeps } from "#action-kit";
import type { Registry } from "#registry";
import { namedRegistries } from "./named-registries.ts";
import { openedRegistries, openRegistry, type RegistryInputs } from "./open-registry.ts";

export interface NamedRegistry {
  name: RegistryInputs["registry"];
  registry: Registry;
}

/**
 * Several registries at once, each by its own inputs and variables.
 * @throws InputError `bad-registries` with every name that is none
 */
export async function openRegistries(
  names: readonly string[] | undefined,
  inputs: RegistryInputs,
  deps: ActionDeps,
): Promise<NamedRegistry[]> {
  const opened: NamedRegistry[] = [];
  for (const { name, uri } of namedRegistries(names, inputs, openedRegistries))
    opened.push({ name, registry: await openRegistry({ ...inputs, registry: name, "registry-uri": uri }, deps) });
  return opened;
}
