import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Clock, type Files, type Http, type HttpRequest, nodeClock } from "#platform";
import { type MlflowConfig, type Registry, registryProviders } from "#registry";
import { dyingHttp } from "./dying.ts";
import { fakeClock } from "./fake-clock.ts";
import { fakeDeps } from "./fake-deps.ts";
import { type FakeMlflowOptions, fakeMlflow } from "./fake-mlflow.ts";
import type { RegistryUnderTest } from "./registry-under-test.ts";

/** A JSON call of an MLflow server, as a test looks into it from outside. */
export async function mlflowCall(
  http: Http,
  address: string,
  method: HttpRequest["method"],
  path: string,
  body?: object,
) {
  const headers = { "content-type": "application/json" };
  const request = { method, url: `${address}/api/2.0${path}`, headers };
  const response = await http.send(body ? { ...request, body: JSON.stringify(body) } : request);
  const text = await response.text();
  // biome-ignore lint/suspicious/noExplicitAny: answers of a server that a test looks into
  return { status: response.status, answer: (text ? JSON.parse(text) : {}) as any };
}

/** What a client has of its own. */
export interface MlflowClient {
  http?: Http;
  files?: Files;
  config?: Partial<MlflowConfig>;
}

export interface MlflowUnderTest extends RegistryUnderTest {
  openWith(changed: MlflowClient): Registry;
  /** Of the version's bytes. */
  artifactUri(version: string): Promise<string>;
}

const experiments = ["genai-mlops/registry", "genai-mlops/registry/mail"];

export interface MlflowPlace {
  clock?: Clock;
  /** Of every client, unless it has its own. */
  config?: Partial<MlflowConfig>;
  /** Paths of uploads whose parts the store holds. */
  heldParts?(): string[] | Promise<string[]>;
}

/** The registry on a server, fake or real, from which model `mail` and all that belongs to it was taken away. */
export async function mlflowUnderTest(
  http: Http,
  address: string,
  { clock = nodeClock(), config: common, heldParts = () => [] }: MlflowPlace = {},
): Promise<MlflowUnderTest> {
  const call = (method: HttpRequest["method"], path: string, body?: object) =>
    mlflowCall(http, address, method, path, body);
  const experiment = async (name: string) =>
    (await call("GET", `/mlflow/experiments/get-by-name?experiment_name=${encodeURIComponent(name)}`)).answer
      .experiment;
  for (const name of experiments) {
    const found = await experiment(name);
    if (!found) continue;
    const { experiment_id } = found;
    await call("POST", "/mlflow/experiments/update", { experiment_id, new_name: `old ${crypto.randomUUID()}` });
    await call("POST", "/mlflow/experiments/delete", { experiment_id });
  }
  await call("DELETE", "/mlflow/registered-models/delete", { name: "mail" });

  const deps = await fakeDeps({ clock });
  const random = { ...deps.random, uuid: () => crypto.randomUUID() };
  // a cache of its own for each: another machine
  const caches = await mkdtemp(join(tmpdir(), "mlflow-cache-"));
  let clients = 0;
  const openWith = (changed: MlflowClient): Registry => {
    clients += 1;
    const config = { tracking: address, registry: address, cacheFolder: join(caches, String(clients)) };
    const ports = { ...deps, random, http: changed.http ?? http, files: changed.files ?? deps.files };
    return lazily(registryProviders.mlflow(ports, { ...config, ...common, ...changed.config }));
  };

  const versions = async () =>
    ((await call("GET", "/mlflow/model-versions/search?filter=name%3D'mail'&max_results=1000")).answer.model_versions ??
      []) as { version: string; tags?: { key: string; value: string }[] }[];
  const tag = (tags: { key: string; value: string }[] | undefined, name: string): string =>
    tags?.find(({ key }) => key === `genai-mlops.${name}`)?.value ?? "";
  const artifactUri = async (version: string): Promise<string> =>
    tag((await versions()).find(({ tags }) => tag(tags, "version") === version)?.tags, "artifacts");
  const put = async (version: string, path: string, body: string): Promise<void> => {
    const within = (await artifactUri(version)).replace("mlflow-artifacts:/", "");
    await http.send({ method: "PUT", url: `${address}/api/2.0/mlflow-artifacts/artifacts/${within}/${path}`, body });
  };
  const listed = async (path: string): Promise<string[]> => {
    const url = `/mlflow-artifacts/artifacts?path=${encodeURIComponent(path)}`;
    return ((await call("GET", url)).answer.files ?? []).map((file: { path: string }) => file.path);
  };

  return {
    openWith,
    artifactUri,
    open: () => openWith({}),
    openDying: (calls) => openWith({ http: dyingHttp(http, calls) }),
    openAfterDeath: () => openWith({ config: { leaseSeconds: 0 } }),
    damage: (version) => put(version, "model.gguf", "other"),
    smuggle: (version) => put(version, "merged/modeling.py", "x"),
    async orphans() {
      const [shared, own] = await Promise.all(experiments.map(experiment));
      if (!own || !shared) return [];
      const records = tag(own.tags, "records");
      const live = (await openWith({}).list("mail")).map(({ version }) => version);
      const stored = await versions();
      const owned = stored.filter(({ tags }) => live.includes(tag(tags, "version")));
      const uploads = owned.map(({ tags }) => tag(tags, "upload"));
      const body = { experiment_ids: [own.experiment_id] };
      const models = (await call("POST", "/mlflow/logged-models/search", body)).answer.models ?? [];
      const runs =
        (await call("POST", "/mlflow/runs/search", { experiment_ids: [shared.experiment_id] })).answer.runs ?? [];
      const evidence = await listed(`${shared.experiment_id}/${records}/artifacts/evidence`);
      const extra = (found: string[], known: string[], what: string): string[] =>
        found.filter((one) => !known.includes(one)).map((one) => `${what} ${one}`);
      return [
        ...extra(
          models.map((model: { info: { model_id: string } }) => model.info.model_id),
          uploads,
          "logged model",
        ),
        ...extra(await listed(`${own.experiment_id}/models`), uploads, "artifacts"),
        ...extra(
          runs.map((run: { info: { run_id: string } }) => run.info.run_id),
          [records],
          "run",
        ),
        ...extra(evidence, live, "evidence"),
        ...extra(await heldParts(), [], "parts of"),
        ...(stored.length > owned.length || owned.length > live.length ? [`${stored.length} versions`] : []),
      ];
    },
  };
}

/**
 * The registry on a fake server, in a time of its own: pauses take none. Who looks from outside is refused nothing.
 * @param options `partBytes`: before a bucket, of parts of so many bytes
 */
export async function mlflowOnFake({ users, partBytes, ...options }: FakeMlflowOptions & { partBytes?: number } = {}) {
  const clock = fakeClock();
  const parts = partBytes === undefined ? {} : { leastPartBytes: partBytes };
  const fake = fakeMlflow({ now: clock.now, ...parts, ...options, ...(users && { users }) });
  const outside = users ? fakeMlflow().http : fake.http;
  const place = { clock, config: { partBytes }, heldParts: fake.heldParts };
  return { clock, fake, ...(await mlflowUnderTest(outside, fake.address, place)) };
}

/** A registry whose provider is loaded at the first call. */
export function lazily(opening: Promise<Registry>): Registry {
  return new Proxy({} as Registry, {
    get:
      (_, verb: string) =>
      async (...parameters: unknown[]) =>
        await ((await opening)[verb as keyof Registry] as (...given: unknown[]) => unknown)(...parameters),
  });
}
