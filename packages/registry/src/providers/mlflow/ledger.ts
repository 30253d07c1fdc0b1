import { ToolkitError } from "#contracts";
import { type Client, isRefusal, nothing, provider, unlessAbsent } from "./client.ts";
import { experimentIdSchema, experimentSchema, runSchema, runsSchema } from "./schema.ts";

/** Where all that belongs to one model lies. */
export interface Home {
  name: string;
  /** Experiment of the model's own: its logged models are the uploads. */
  experiment: string;
  /** `mlflow-artifacts:/…` of that experiment. */
  artifactUri: string;
  /** The run whose parameters are the ledger. */
  run: string;
  /** Experiment of that run; all models share it. */
  records: string;
  runArtifactUri: string;
}

/**
 * MLflow has no compare-and-swap on tags and aliases, but two things that only one of several can do: create an experiment
 * of some name, and give a parameter of a run its value (another value is refused with 400, held by a primary key in the
 * database). So each model has one run whose parameters are a ledger of facts that are written once: who holds a version
 * number, where the version lies, who moves an alias next, who was promoted. Of two writers one wins, the other reads what
 * the winner wrote. It is also the record that people see: the run is in MLflow's pages.
 */
export interface Ledger {
  /** Undefined when nothing was ever registered under the name. */
  find(name: string): Promise<Home | undefined>;
  /** The same, made when it is not there. */
  open(name: string): Promise<Home>;
  read(home: Home): Promise<Map<string, string>>;
  /** @returns the value that the key has from now on: ours, or that of whoever was faster */
  write(home: Home, key: string, value: string): Promise<string>;
  /** Removes runs that somebody made for a ledger and then was not the one, or died before. */
  sweep(home: Home): Promise<void>;
}

export const recordsExperiment = "genai-mlops/registry";
export const experimentOf = (name: string): string => `${recordsExperiment}/${name}`;
const runTag = "genai-mlops.records";
const modelTag = "genai-mlops.model";
/** MLflow cuts longer values off without a word. */
const longestValue = 6000;

export function mlflowLedger({ track }: Client, now: () => number): Ledger {
  async function experiment(name: string) {
    const query = { experiment_name: name };
    const call = { method: "GET", path: "/experiments/get-by-name", query } as const;
    const found = (await unlessAbsent(track(call, experimentSchema)))?.experiment;
    if (!found || found.lifecycle_stage === "active") return found;
    throw new ToolkitError({
      code: "registry-corrupt",
      provider,
      message: `MLflow's experiment ${name} was deleted, and with it what the registry knows`,
      hint: `restore it: mlflow experiments restore --experiment-id ${found.experiment_id}`,
    });
  }

  /** Silent when somebody else was faster. */
  async function create(name: string, tags: Record<string, string>): Promise<void> {
    const body = { name, tags: Object.entries(tags).map(([key, value]) => ({ key, value })) };
    try {
      await track({ method: "POST", path: "/experiments/create", body }, experimentIdSchema);
    } catch (error) {
      if (!isRefusal(error, "RESOURCE_ALREADY_EXISTS")) throw error;
    }
  }

  const run = async (id: string) =>
    (await track({ method: "GET", path: "/runs/get", query: { run_id: id } }, runSchema)).run;
  const removeRun = (id: string) => track({ method: "POST", path: "/runs/delete", body: { run_id: id } }, nothing);

  async function find(name: string): Promise<Home | undefined> {
    const found = await experiment(experimentOf(name));
    if (!found) return undefined;
    const id = found.tags.find(({ key }) => key === runTag)?.value;
    const records = id ? await unlessAbsent(run(id)) : undefined;
    if (records?.info.lifecycle_stage !== "active") {
      throw new ToolkitError({
        code: "registry-corrupt",
        provider,
        message: `the records of ${name} are gone: run ${id ?? "(none is named)"} of MLflow's experiment ${recordsExperiment}`,
        hint: "restore that run in MLflow",
      });
    }
    return {
      name,
      experiment: found.experiment_id,
      artifactUri: found.artifact_location,
      run: records.info.run_id,
      records: records.info.experiment_id,
      runArtifactUri: records.info.artifact_uri,
    };
  }

  async function open(name: string): Promise<Home> {
    const there = await find(name);
    if (there) return there;
    let records = await experiment(recordsExperiment);
    if (!records) {
      await create(recordsExperiment, {});
      records = await experiment(recordsExperiment);
    }
    const tags = [{ key: modelTag, value: name }];
    const body = { experiment_id: records?.experiment_id, run_name: `${name} records`, start_time: now(), tags };
    const made = await track({ method: "POST", path: "/runs/create", body }, runSchema);
    // the name is unique and comes with its tag in one step: from here on all agree on one run
    await create(experimentOf(name), { [runTag]: made.run.info.run_id, [modelTag]: name });
    const home = await find(name);
    if (!home)
      throw new ToolkitError({ code: "registry-corrupt", provider, message: `${experimentOf(name)} vanished` });
    return home;
  }

  async function read(home: Home): Promise<Map<string, string>> {
    return new Map((await run(home.run)).data.params.map(({ key, value }) => [key, value]));
  }

  return {
    find,
    open,
    read,
    async write(home, key, value) {
      if (value.length > longestValue) {
        throw new ToolkitError({
          code: "record-too-long",
          provider,
          message: `a record of ${value.length} characters; MLflow keeps ${longestValue}`,
          hint: "give a shorter reason, or fewer pieces of evidence",
        });
      }
      const body = { run_id: home.run, key, value };
      try {
        await track({ method: "POST", path: "/runs/log-parameter", body }, nothing);
        return value;
      } catch (error) {
        if (!isRefusal(error, "INVALID_PARAMETER_VALUE")) throw error;
        const held = (await read(home)).get(key);
        if (held === undefined) throw error;
        return held;
      }
    },
    async sweep(home) {
      const body = {
        experiment_ids: [home.records],
        filter: `tags.\`${modelTag}\` = '${home.name}'`,
        max_results: 1000,
      };
      const { runs } = await track({ method: "POST", path: "/runs/search", body }, runsSchema);
      for (const { info } of runs) if (info.run_id !== home.run) await removeRun(info.run_id);
    },
  };
}
