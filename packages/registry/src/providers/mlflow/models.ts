import { ToolkitError } from "#contracts";
import { type Client, isRefusal, nothing, provider, unlessAbsent } from "./client.ts";
import { modelVersionSchema, modelVersionsSchema, registeredModelSchema, type StoredVersion } from "./schema.ts";
import type { Tag } from "./tags.ts";

/** MLflow's model registry: names, versions by its own numbers, aliases. */
export interface Models {
  /** Throws ToolkitError `name-taken` where the name is a prompt's. */
  ensure(name: string): Promise<void>;
  /** The oldest first. */
  versions(name: string): Promise<StoredVersion[]>;
  create(version: { name: string; source: string; modelId?: string; runId?: string; tags: Tag[] }): Promise<number>;
  /** Nothing happens when it is gone. */
  remove(name: string, number: number): Promise<void>;
  tag(name: string, number: number, tag: Tag): Promise<void>;
  /** Alias to MLflow's number. */
  aliases(name: string): Promise<Map<string, number>>;
  setAlias(name: string, alias: string, number: number): Promise<void>;
  /** Nothing happens when it is gone. */
  removeAlias(name: string, alias: string): Promise<void>;
}

const promptTag = "mlflow.prompt.is_prompt";

export function mlflowModels({ registered }: Client): Models {
  const get = (name: string) =>
    unlessAbsent(registered({ method: "GET", path: "/registered-models/get", query: { name } }, registeredModelSchema));

  return {
    async ensure(name) {
      const found = await get(name);
      if (found?.registered_model.tags.some(({ key, value }) => key === promptTag && value === "true")) {
        throw new ToolkitError({
          code: "name-taken",
          provider,
          message: `${name} is a prompt in this MLflow, and prompts share their names with models`,
          hint: "give the model another name",
        });
      }
      if (found) return;
      try {
        await registered({ method: "POST", path: "/registered-models/create", body: { name } }, nothing);
      } catch (error) {
        if (!isRefusal(error, "RESOURCE_ALREADY_EXISTS")) throw error;
      }
    },
    async versions(name) {
      const found: StoredVersion[] = [];
      const query: Record<string, string> = { filter: `name = '${name}'`, max_results: "10000" };
      do {
        const call = { method: "GET", path: "/model-versions/search", query } as const;
        const page = await registered(call, modelVersionsSchema);
        found.push(...page.model_versions);
        query["page_token"] = page.next_page_token ?? "";
      } while (query["page_token"]);
      return found.sort((left, right) => left.version - right.version);
    },
    async create({ name, source, modelId, runId, tags }) {
      const body = { name, source, model_id: modelId, run_id: runId, tags };
      const call = { method: "POST", path: "/model-versions/create", body } as const;
      return (await registered(call, modelVersionSchema)).model_version.version;
    },
    async remove(name, number) {
      const body = { name, version: String(number) };
      await unlessAbsent(registered({ method: "DELETE", path: "/model-versions/delete", body }, nothing));
    },
    async tag(name, number, { key, value }) {
      const body = { name, version: String(number), key, value };
      await registered({ method: "POST", path: "/model-versions/set-tag", body }, nothing);
    },
    async aliases(name) {
      const found = (await get(name))?.registered_model.aliases ?? [];
      return new Map(found.map(({ alias, version }) => [alias, version]));
    },
    async setAlias(name, alias, number) {
      const body = { name, alias, version: String(number) };
      await registered({ method: "POST", path: "/registered-models/alias", body }, nothing);
    },
    async removeAlias(name, alias) {
      const body = { name, alias };
      await unlessAbsent(registered({ method: "DELETE", path: "/registered-models/alias", body }, nothing));
    },
  };
}
