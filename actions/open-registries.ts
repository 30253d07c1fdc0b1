import type { ActionDeps } from "#action-kit";
import { type ModelVersion, type Registry, versionPage } from "#registry";
import { namedRegistries } from "./named-registries.ts";
import { openedRegistries, openRegistry, type RegistryInputs } from "./open-registry.ts";

export interface NamedRegistry {
  name: RegistryInputs["registry"];
  registry: Registry;
  /** Where people look at a version; undefined where this registry has no such page, or none that is known. */
  page(version: ModelVersion): string | undefined;
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
  const { environment, github } = deps;
  const repositoryUrl = github.repository === "" ? undefined : `${github.serverUrl}/${github.repository}`;
  const opened: NamedRegistry[] = [];
  for (const { name, uri } of namedRegistries(names, inputs, openedRegistries))
    opened.push({
      name,
      registry: await openRegistry({ ...inputs, registry: name, "registry-uri": uri }, deps),
      page: (version) => versionPage(version, { registry: name, said: uri, repositoryUrl, environment }),
    });
  return opened;
}
