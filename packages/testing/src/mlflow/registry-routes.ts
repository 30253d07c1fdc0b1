import * as z from "zod";
import { absent, listed, MlflowError, type Route, route, type Tags, tagsOf, tagsSchema, taken } from "./answer.ts";
import type { FakeLoggedModel } from "./tracking-routes.ts";

interface Version {
  number: number;
  source: string;
  deleted: boolean;
  tags: Tags;
}

interface Registered {
  versions: Version[];
  aliases: Map<string, number>;
  tags: Tags;
}

/** Registered models, versions by MLflow's numbers, aliases. */
export function registryRoutes(now: () => number, loggedModel: (id: string) => FakeLoggedModel): Record<string, Route> {
  const models = new Map<string, Registered>();
  const found = (name: string): Registered => {
    const model = models.get(name);
    if (!model) throw absent(`Registered Model with name=${name}`);
    return model;
  };
  const versionOf = (name: string, number: string): Version => {
    const version = found(name).versions.find((one) => one.number === Number(number) && !one.deleted);
    if (!version) throw absent(`Model Version (name=${name}, version=${number})`);
    return version;
  };
  const shown = (name: string, { number, source, tags }: Version) => ({
    name,
    version: String(number),
    creation_timestamp: now(),
    source,
    status: "READY",
    ...listed("tags", tags),
  });
  const legalName = (name: string): string => {
    if (name !== "" && !/[/:]/.test(name)) return name;
    throw new MlflowError("INVALID_PARAMETER_VALUE", `Invalid model name '${name}'`);
  };
  const legalAlias = (alias: string): string => {
    if (/^[\w-]+$/.test(alias) && !/^v\d+$/i.test(alias) && alias.toLowerCase() !== "latest") return alias;
    throw new MlflowError("INVALID_PARAMETER_VALUE", `Version alias name '${alias}' is reserved.`);
  };
  const legalSource = (source: string, modelId: string | undefined): string => {
    const id = /^models:\/(m-[0-9a-f]{32})$/.exec(source)?.[1];
    if (id !== undefined) loggedModel(id);
    if (id === undefined && !source.startsWith("mlflow-artifacts:/"))
      throw new MlflowError("INVALID_PARAMETER_VALUE", `Invalid model version source: '${source}'.`);
    if (modelId !== undefined) loggedModel(modelId);
    return source;
  };

  return {
    "POST /registered-models/create": route(z.strictObject({ name: z.string(), tags: tagsSchema }), (given) => {
      if (models.has(legalName(given.name))) throw taken(`Registered Model (name=${given.name})`);
      models.set(given.name, { versions: [], aliases: new Map(), tags: tagsOf(given.tags) });
      return { registered_model: { name: given.name } };
    }),
    "GET /registered-models/get": route(z.strictObject({ name: z.string() }), ({ name }) => {
      const { aliases, tags } = found(name);
      const pointed = [...aliases].map(([alias, number]) => ({ alias, version: String(number) }));
      return { registered_model: { name, ...listed("tags", tags), ...(pointed.length > 0 && { aliases: pointed }) } };
    }),
    "DELETE /registered-models/delete": route(z.strictObject({ name: z.string() }), ({ name }) => {
      found(name);
      models.delete(name);
      return {};
    }),
    "POST /registered-models/alias": route(
      z.strictObject({ name: z.string(), alias: z.string(), version: z.string() }),
      ({ name, alias, version }) => {
        found(name).aliases.set(legalAlias(alias), versionOf(name, version).number);
        return {};
      },
    ),
    "DELETE /registered-models/alias": route(
      z.strictObject({ name: z.string(), alias: z.string() }),
      ({ name, alias }) => {
        found(name).aliases.delete(legalAlias(alias));
        return {};
      },
    ),
    "POST /model-versions/create": route(
      z.strictObject({
        name: z.string(),
        source: z.string(),
        run_id: z.string().optional(),
        model_id: z.string().optional(),
        tags: tagsSchema,
      }),
      (given) => {
        const { versions } = found(given.name);
        const source = legalSource(given.source, given.model_id);
        if ((given.tags ?? []).some(({ value }) => value.length > 100_000))
          throw new MlflowError("INVALID_PARAMETER_VALUE", "a tag's value is too long");
        const version = { number: versions.length + 1, source, deleted: false, tags: tagsOf(given.tags) };
        versions.push(version);
        return { model_version: shown(given.name, version) };
      },
    ),
    "GET /model-versions/search": route(
      z.strictObject({
        filter: z.string(),
        max_results: z.coerce.number().max(200_000),
        page_token: z.string().optional(),
      }),
      ({ filter, max_results, page_token = "" }) => {
        const name = /^name ?= ?'([^']+)'$/.exec(filter)?.[1];
        if (name === undefined) throw new MlflowError("INVALID_PARAMETER_VALUE", `Invalid filter '${filter}'`);
        // as the real one does: the latest first
        const all = [...(models.get(name)?.versions ?? [])].filter(({ deleted }) => !deleted).reverse();
        const start = Number(page_token);
        const next = start + max_results < all.length ? { next_page_token: String(start + max_results) } : {};
        const page = all.slice(start, start + max_results);
        return page.length > 0 ? { model_versions: page.map((version) => shown(name, version)), ...next } : {};
      },
    ),
    "POST /model-versions/set-tag": route(
      z.strictObject({ name: z.string(), version: z.string(), key: z.string().max(250), value: z.string() }),
      ({ name, version, key, value }) => {
        versionOf(name, version).tags.set(key, value);
        return {};
      },
    ),
    "DELETE /model-versions/delete": route(
      z.strictObject({ name: z.string(), version: z.string() }),
      ({ name, version }) => {
        const gone = versionOf(name, version);
        gone.deleted = true;
        const { aliases } = found(name);
        for (const [alias, number] of aliases) if (number === gone.number) aliases.delete(alias);
        return {};
      },
    ),
  };
}
