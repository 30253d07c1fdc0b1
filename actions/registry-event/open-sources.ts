import type { ActionDeps, Inputs } from "#action-kit";
import {
  type EventSource,
  type EventSourceName,
  eventSourceProviders,
  langsmithPlace,
  langsmithSettings,
} from "#registry";
import { namedRegistries } from "../named-registries.ts";
import { openedRegistries, openRegistry, type RegistryInputs } from "../open-registry.ts";
import { registryPlace } from "./registry-place.ts";
import type { spec } from "./spec.ts";

export interface NamedSource {
  name: EventSourceName;
  source: EventSource;
  /** Tells two of one kind apart; undefined where the variables and folders of the job alone say which it is. */
  place: string | undefined;
}

export type SourceInputs = Omit<RegistryInputs, "registry"> &
  Pick<Inputs<typeof spec>, "registry" | "langsmith-api-key">;

/** Registries, and what only has versions to be looked at. @throws InputError `bad-registries` with every name that is none */
export async function openSources(
  names: readonly string[] | undefined,
  inputs: SourceInputs,
  deps: ActionDeps,
): Promise<NamedSource[]> {
  const opened: NamedSource[] = [];
  for (const { name, uri } of namedRegistries(names, inputs, [...openedRegistries, "langsmith" as const])) {
    if (name === "langsmith") opened.push(await openLangsmith(uri, inputs, deps));
    else {
      const at = { ...inputs, registry: name, "registry-uri": uri };
      const registry = await openRegistry(at, deps);
      const watch = registry.watch?.bind(registry);
      const source = watch ? { list: watch } : registry;
      opened.push({ name, source, place: registryPlace(at, deps) });
    }
  }
  return opened;
}

async function openLangsmith(owner: string | undefined, inputs: SourceInputs, deps: ActionDeps): Promise<NamedSource> {
  const settings = langsmithSettings({ apiKey: inputs["langsmith-api-key"], owner }, deps.environment);
  const source = await eventSourceProviders.langsmith(deps, settings);
  return { name: "langsmith", source, place: langsmithPlace(settings) };
}
