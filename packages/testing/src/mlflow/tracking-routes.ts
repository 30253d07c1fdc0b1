import * as z from "zod";
import { absent, listed, MlflowError, type Route, route, type Tags, tagsOf, tagsSchema, taken } from "./answer.ts";

interface Experiment {
  id: string;
  name: string;
  active: boolean;
  tags: Tags;
}

interface Run {
  id: string;
  experiment: string;
  active: boolean;
  tags: Tags;
  params: Tags;
}

export interface FakeLoggedModel {
  id: string;
  experiment: string;
  name: string;
  at: number;
  active: boolean;
  status: string;
  sourceRun: string;
  tags: Tags;
  params: Tags;
}

/** Experiments, runs and logged models. */
export function trackingRoutes(now: () => number): {
  routes: Record<string, Route>;
  loggedModel(id: string): FakeLoggedModel;
} {
  const experiments = new Map<string, Experiment>();
  const runs = new Map<string, Run>();
  const models = new Map<string, FakeLoggedModel>();
  const digits = (): string => crypto.randomUUID().replaceAll("-", "");

  const found = <Entry>(entries: Map<string, Entry>, id: string, what: string): Entry => {
    const entry = entries.get(id);
    if (entry === undefined) throw absent(`${what} with id=${id}`);
    return entry;
  };
  const activeRun = (id: string): Run => {
    const run = found(runs, id, "Run");
    if (run.active) return run;
    throw new MlflowError("INVALID_PARAMETER_VALUE", `The run ${id} must be in the 'active' state.`);
  };
  const loggedModel = (id: string): FakeLoggedModel => {
    const model = models.get(id);
    if (!model?.active) throw absent(`Logged model with ID '${id}'`);
    return model;
  };
  const shownRun = ({ id, experiment, active, tags, params }: Run) => ({
    info: {
      run_id: id,
      experiment_id: experiment,
      artifact_uri: `mlflow-artifacts:/${experiment}/${id}/artifacts`,
      lifecycle_stage: active ? "active" : "deleted",
    },
    data: { ...listed("params", params), ...listed("tags", tags) },
  });
  const shownModel = ({ id, experiment, name, at, status, sourceRun, tags, params }: FakeLoggedModel) => ({
    info: {
      model_id: id,
      experiment_id: experiment,
      name,
      creation_timestamp_ms: at,
      artifact_uri: `mlflow-artifacts:/${experiment}/models/${id}/artifacts`,
      status,
      source_run_id: sourceRun,
      ...listed("tags", tags),
    },
    data: listed("params", params),
  });
  const named = (name: string) => [...experiments.values()].find((one) => one.name === name);
  const byId = z.strictObject({ run_id: z.string() });

  const routes = {
    "POST /experiments/create": route(z.strictObject({ name: z.string().min(1), tags: tagsSchema }), (given) => {
      if (named(given.name)) throw taken(`Experiment(name=${given.name})`);
      const id = String(experiments.size + 1);
      experiments.set(id, { id, name: given.name, active: true, tags: tagsOf(given.tags) });
      return { experiment_id: id };
    }),
    "GET /experiments/get-by-name": route(z.strictObject({ experiment_name: z.string() }), ({ experiment_name }) => {
      const experiment = named(experiment_name);
      if (!experiment) throw absent(`Experiment with name '${experiment_name}'`);
      const { id, name, active, tags } = experiment;
      const stage = active ? "active" : "deleted";
      const artifact_location = `mlflow-artifacts:/${id}`;
      return {
        experiment: { experiment_id: id, name, artifact_location, lifecycle_stage: stage, ...listed("tags", tags) },
      };
    }),
    "POST /experiments/delete": route(z.strictObject({ experiment_id: z.string() }), ({ experiment_id }) => {
      found(experiments, experiment_id, "Experiment").active = false;
      return {};
    }),
    "POST /experiments/update": route(z.strictObject({ experiment_id: z.string(), new_name: z.string() }), (given) => {
      found(experiments, given.experiment_id, "Experiment").name = given.new_name;
      return {};
    }),
    "POST /runs/create": route(
      z.strictObject({ experiment_id: z.string(), run_name: z.string(), start_time: z.int(), tags: tagsSchema }),
      (given) => {
        found(experiments, given.experiment_id, "Experiment");
        const run = { id: digits(), experiment: given.experiment_id, active: true, params: new Map() };
        runs.set(run.id, { ...run, tags: tagsOf(given.tags) });
        return { run: shownRun(found(runs, run.id, "Run")) };
      },
    ),
    "GET /runs/get": route(byId, ({ run_id }) => ({ run: shownRun(found(runs, run_id, "Run")) })),
    "POST /runs/delete": route(byId, ({ run_id }) => {
      found(runs, run_id, "Run").active = false;
      return {};
    }),
    "POST /runs/search": route(
      z.strictObject({
        experiment_ids: z.array(z.string()),
        filter: z.string().optional(),
        max_results: z.int().max(50_000).optional(),
      }),
      ({ experiment_ids, filter = "" }) => {
        const [, key, value] = /^tags\.`([^`]+)` = '([^']*)'$/.exec(filter) ?? [];
        const matching = [...runs.values()].filter(
          (run) => run.active && experiment_ids.includes(run.experiment) && (!key || run.tags.get(key) === value),
        );
        return matching.length > 0 ? { runs: matching.map(shownRun) } : {};
      },
    ),
    "POST /runs/log-parameter": route(
      z.strictObject({ run_id: z.string(), key: z.string().regex(/^[\w\-. :/]{1,250}$/), value: z.string() }),
      ({ run_id, key, value }) => {
        const { params } = activeRun(run_id);
        const kept = value.slice(0, 6000);
        const before = params.get(key);
        if (before !== undefined && before !== kept)
          throw new MlflowError(
            "INVALID_PARAMETER_VALUE",
            `Changing param values is not allowed. Param with key='${key}'`,
          );
        params.set(key, kept);
        return {};
      },
    ),
    "POST /runs/outputs": route(
      z.strictObject({
        run_id: z.string(),
        models: z.array(z.strictObject({ model_id: z.string(), step: z.int() })),
      }),
      ({ run_id }) => {
        activeRun(run_id);
        return {};
      },
    ),
    "POST /logged-models": route(
      z.strictObject({
        experiment_id: z.string(),
        name: z.string().regex(/^[^/:.%"']+$/),
        source_run_id: z.string().optional(),
        tags: tagsSchema,
        params: tagsSchema,
      }),
      (given) => {
        if (!found(experiments, given.experiment_id, "Experiment").active) throw absent("active experiment");
        const id = `m-${digits()}`;
        const state = { at: now(), active: true, status: "LOGGED_MODEL_PENDING", sourceRun: given.source_run_id ?? "" };
        const content = { name: given.name, tags: tagsOf(given.tags), params: tagsOf(given.params) };
        models.set(id, { id, experiment: given.experiment_id, ...state, ...content });
        return { model: shownModel(loggedModel(id)) };
      },
    ),
    "POST /logged-models/search": route(
      z.strictObject({
        experiment_ids: z.array(z.string()).min(1),
        max_results: z.int().max(100).optional(),
        page_token: z.string().optional(),
      }),
      ({ experiment_ids, max_results = 100, page_token = "0" }) => {
        const all = [...models.values()].filter((model) => model.active && experiment_ids.includes(model.experiment));
        const start = Number(page_token);
        const next = start + max_results < all.length ? { next_page_token: String(start + max_results) } : {};
        const page = all.slice(start, start + max_results);
        return page.length > 0 ? { models: page.map(shownModel), ...next } : {};
      },
    ),
    "PATCH /logged-models/:id/tags": route(z.strictObject({ tags: tagsSchema }), ({ tags }, id) => {
      for (const [key, value] of tagsOf(tags)) loggedModel(id).tags.set(key, value);
      return {};
    }),
    "GET /logged-models/:id": route(z.strictObject({}), (_, id) => ({ model: shownModel(loggedModel(id)) })),
    "DELETE /logged-models/:id/tags/:key": route(z.strictObject({}), (_, id, key = "") => {
      if (!loggedModel(id).tags.delete(key)) throw absent(`tag with key '${key}'`);
      return {};
    }),
    "PATCH /logged-models/:id": route(
      z.strictObject({ model_id: z.string(), status: z.literal("LOGGED_MODEL_READY") }),
      ({ status }, id) => {
        loggedModel(id).status = status;
        return { model: shownModel(loggedModel(id)) };
      },
    ),
    "DELETE /logged-models/:id": route(z.strictObject({}), (_, id) => {
      loggedModel(id).active = false;
      return {};
    }),
  };
  return { routes, loggedModel };
}
