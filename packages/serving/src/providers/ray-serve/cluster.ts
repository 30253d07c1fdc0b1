import { createHash } from "node:crypto";
import { join } from "node:path";
import { parseStrictly, ToolkitError } from "#contracts";
import { type Platform, withFolderLock } from "#platform";
import { belongsTo, userConfigOf, withUserConfig } from "./applications.ts";
import type { Dashboard } from "./dashboard.ts";
import { configWith, declared, type ServeHttp } from "./merge.ts";
import { type RayApplication, type RayDetails, type RouterUserConfig, routerConfigSchema } from "./schema.ts";
import { waitGone } from "./settle.ts";

/** What the cluster runs, and of it what is the endpoint's. */
export interface Seen {
  details: RayDetails;
  /** Seconds since 1970 by the head's clock. */
  headTime: number;
  /** All that came by config, the toolkit's and others'. */
  applications: RayApplication[];
  router: RayApplication | undefined;
  state: RouterUserConfig | undefined;
}

export type SeenRouter = Seen & { router: RayApplication; state: RouterUserConfig };

interface ClusterConfig {
  endpoint: string;
  address: string;
  http: ServeHttp;
  stateDir: string;
  model: { drainSeconds: number };
}

type Change = (state: RouterUserConfig, headTime: number) => Partial<RouterUserConfig>;

/** Seconds until a change of `user_config`, which restarts nothing, has to be everywhere. */
export const switchSeconds = 60;

/** The endpoint's part of a cluster's config, read and changed without touching the rest of it. */
export function rayCluster(
  ports: Pick<Platform, "clock" | "random" | "secrets" | "files" | "exec" | "log">,
  dashboard: Dashboard,
  config: ClusterConfig,
) {
  const { random } = ports;
  const { endpoint, model: options } = config;

  async function look(): Promise<Seen> {
    const { details, headTime } = await dashboard.details();
    const applications = declared(details);
    const router = applications.find(({ name }) => name === endpoint);
    if (details.applications[endpoint]?.source === "imperative" || (router && !belongsTo(router, endpoint)))
      throw new ToolkitError({
        code: "name-taken",
        provider: "ray-serve",
        message: `the cluster has an application ${endpoint} that this toolkit did not make`,
        hint: "choose another endpoint",
      });
    const state = router && parseStrictly(routerConfigSchema, userConfigOf(router), `user_config of ${endpoint}`);
    return { details, headTime, applications, router, state };
  }

  async function existing(): Promise<SeenRouter> {
    const { router, state, ...rest } = await look();
    if (router && state) return { ...rest, router, state };
    throw new ToolkitError({
      code: "not-deployed",
      provider: "ray-serve",
      message: `nothing is deployed at ${endpoint}`,
      hint: "run deploy first",
    });
  }

  const put = (details: RayDetails, applications: readonly RayApplication[]): Promise<void> =>
    dashboard.put(configWith(details, applications, config.http));

  /** Reading the config and putting the next one is one step for all writers of this machine, whatever their endpoint. */
  function writing<Result>(work: () => Promise<Result>): Promise<Result> {
    const key = createHash("sha256").update(config.address).digest("hex").slice(0, 12);
    return withFolderLock(ports, join(config.stateDir, "deployments", `.ray-${key}.lock`), work, { waitSeconds: 120 });
  }

  const raced = (): ToolkitError =>
    new ToolkitError({
      code: "deployment-raced",
      provider: "ray-serve",
      retryable: true,
      message: `somebody else changes the config of ${config.address} at the same time`,
      hint: "let one job at a time write to this cluster",
    });

  /** Ours beside what else is there, as the config that is there now wants it. */
  async function add(application: RayApplication): Promise<void> {
    for (let attempt = 1; attempt <= 3; attempt++) {
      const stays = await writing(async () => {
        const { details, applications } = await look();
        await put(details, [...applications.filter(({ name }) => name !== application.name), application]);
        return (await look()).applications.some(({ name }) => name === application.name);
      });
      if (stays) return;
    }
    throw raced();
  }

  async function remove(names: readonly string[]): Promise<void> {
    await writing(async () => {
      const { details, applications } = await look();
      const kept = applications.filter(({ name }) => !names.includes(name));
      if (kept.length < applications.length) await put(details, kept);
    });
    await waitGone(ports, dashboard, names, options.drainSeconds + switchSeconds);
  }

  /** Changes the router's `user_config`, and sees to it that the change is the one that stays. */
  async function edit(change: Change): Promise<RouterUserConfig> {
    for (let attempt = 1; attempt <= 3; attempt++) {
      const after = await writing(() => editOnce(change));
      if (after) return after;
    }
    throw raced();
  }

  /** Undefined when another machine's writer took the change away. */
  async function editOnce(change: Change): Promise<RouterUserConfig | undefined> {
    const { details, headTime, applications, router, state } = await existing();
    const writeId = random.uuid();
    const next = { ...state, ...change(state, headTime), revision: state.revision + 1, writeId };
    const changed = withUserConfig(router, next);
    await put(
      details,
      applications.map((application) => (application === router ? changed : application)),
    );
    const after = (await existing()).state;
    return after.writeId === writeId || after.revision > next.revision ? after : undefined;
  }

  return { look, existing, add, remove, edit };
}
