import { join } from "node:path";
import type { Clock, Http } from "#platform";
import type { Candidate, RayServeConfig } from "#serving";
import { rayServe } from "../../serving/src/providers/ray-serve/index.ts";
import { routerConfigSchema } from "../../serving/src/providers/ray-serve/schema.ts";
import { fakeClock } from "./fake-clock.ts";
import { fakeDeps } from "./fake-deps.ts";
import { type FakeRay, fakeRay } from "./fake-ray.ts";

const programs = join(import.meta.dirname, "../../serving/python");
const digestOf = (name: string): string => `sha256:${Buffer.from(name.padEnd(32, "_")).toString("hex")}`;

/** A cluster, and what opens the endpoint `mail` there; every folder and clock is a fake. */
export async function rayServingUnderTest(
  changed: Partial<RayServeConfig> = {},
  token?: string,
  clock: Clock = fakeClock(),
) {
  const ray = fakeRay(clock, token ? { token } : {});
  const deps = await fakeDeps({ clock, random: { ...(await fakeDeps()).random, uuid: () => crypto.randomUUID() } });
  const config: RayServeConfig = {
    endpoint: "mail",
    address: "http://ray.example:8265",
    http: { host: "0.0.0.0", port: 8000 },
    model: { engine: "llama-cpp", replicas: 1, gpus: 0, requirements: [], startSeconds: 30, drainSeconds: 5 },
    programs,
    stateDir: join(deps.workspace, "state"),
    planOf: (deployment, previous) => `${deployment.id} ${previous}`,
    ...changed,
  };
  const candidate = (name: string, args: object = {}): Candidate => ({
    modelRef: name,
    version: "1.0.0",
    digest: digestOf(name),
    model: `/models/${name}.gguf`,
    contextSize: 256,
    threads: 1,
    parallel: 1,
    extra: { ...args },
  });
  const open = (http: Http = ray.http, more: Partial<RayServeConfig> = {}) =>
    rayServe({ ...deps, http }, { ...config, ...more });
  return { ray, clock, deps, candidate, open, config };
}

/** What a request gets: the model of the application that the router's config names, if that one runs. */
export function answeringOnRay(ray: FakeRay): string {
  const config = ray.applications.get("mail")?.config as { deployments: { user_config: unknown }[] } | undefined;
  if (!config) return "nothing";
  const { variants, record } = routerConfigSchema.parse(config.deployments[0]?.user_config);
  const server = ray.applications.get(variants.baseline.route.slice(1));
  if (record.variants.baseline.modelRef !== variants.baseline.modelRef) return "another than the record says";
  return server?.serves ? variants.baseline.modelRef : "nothing";
}
