import * as z from "zod";
import type { Clock, Http, HttpRequest, HttpResponse } from "#platform";

interface Application {
  config: Record<string, unknown>;
  status: "DEPLOYING" | "RUNNING" | "DEPLOY_FAILED" | "DELETING";
  /** Looks at it until its status changes. */
  looks: number;
  /** Its replicas answer, also while it is deployed again. */
  serves: boolean;
}

export interface FakeRay {
  http: Http;
  /** What the cluster was told, by name of the application. */
  applications: Map<string, Application>;
  packages: Map<string, Uint8Array>;
  /** Applications that a program started by itself; no config touches them. */
  imperative: Set<string>;
  puts: unknown[];
}

/** Fields as Ray 2.60's ServeDeploySchema has them; unlike Ray it refuses all others, so that a misspelt one is seen. */
const deploymentSchema = z.strictObject({
  name: z.string(),
  num_replicas: z.int().optional(),
  max_ongoing_requests: z.int().optional(),
  max_surge_percent: z.int().min(0).max(100).optional(),
  graceful_shutdown_timeout_s: z.number().optional(),
  ray_actor_options: z.strictObject({ num_cpus: z.number().optional(), num_gpus: z.number().optional() }).optional(),
  user_config: z.unknown().optional(),
});
const configSchema = z.strictObject({
  proxy_location: z.enum(["EveryNode", "HeadOnly", "Disabled"]).optional(),
  http_options: z.looseObject({ host: z.string(), port: z.int() }).optional(),
  grpc_options: z.looseObject({}).optional(),
  target_capacity: z.number().optional(),
  applications: z.array(
    z.strictObject({
      name: z.string().min(1),
      route_prefix: z.string().startsWith("/").nullish(),
      import_path: z.string().regex(/^.+[:.].+$/),
      runtime_env: z
        .strictObject({
          working_dir: z
            .string()
            .regex(/^(gcs|https|s3):\/\//, "only remote URIs")
            .optional(),
          env_vars: z.record(z.string(), z.string()).optional(),
          pip: z.array(z.string()).optional(),
        })
        .optional(),
      args: z.record(z.string(), z.unknown()).optional(),
      deployments: z.array(deploymentSchema).optional(),
    }),
  ),
});

/**
 * A Ray dashboard as Ray 2.60 behaves: PUT replaces the whole config and answers 200 whatever will become of it; what is
 * not named in it goes; a change of `user_config` alone restarts nothing; each application is DEPLOYING for a moment
 * after any PUT, also where nothing of it changed; a status changes while one looks. An
 * application whose arguments say `fail` never starts, one that says `stuck` stays DEPLOYING.
 */
export function fakeRay(clock: Pick<Clock, "now">, { token }: { token?: string } = {}): FakeRay {
  const applications = new Map<string, Application>();
  const packages = new Map<string, Uint8Array>();
  const imperative = new Set<string>();
  const puts: unknown[] = [];
  let serveOptions: Record<string, unknown> = {};

  const answer = (status: number, body: string): HttpResponse => ({
    status,
    headers: new Map([["date", new Date(clock.now()).toUTCString()]]),
    body: (async function* () {
      yield new TextEncoder().encode(body);
    })(),
    text: async () => body,
    json: async () => JSON.parse(body) as unknown,
  });

  function put(text: string): HttpResponse {
    const parsed = configSchema.safeParse(JSON.parse(text));
    if (!parsed.success) return answer(400, z.prettifyError(parsed.error));
    const { applications: asked, ...options } = parsed.data;
    const [names, routes] = [asked.map(({ name }) => name), asked.map(({ route_prefix }) => route_prefix)];
    if (new Set(names).size < names.length) return answer(400, "Found multiple configs for one application");
    if (new Set(routes).size < routes.length) return answer(400, "Found duplicate route prefixes");
    const package_ = asked.map(({ runtime_env }) => runtime_env?.working_dir).find((uri) => uri && !held(uri));
    if (package_) return answer(500, `${package_} does not exist`);
    puts.push(parsed.data);
    if (applications.size === 0) serveOptions = options;
    for (const [name, application] of applications)
      if (!names.includes(name) && !imperative.has(name))
        applications.set(name, { ...application, status: "DELETING", looks: 1 });
    for (const config of asked) {
      const before = applications.get(config.name);
      const same = before && before.status !== "DELETING" && code(before.config) === code(config);
      const moved = JSON.stringify(before?.config) !== JSON.stringify(config);
      if (same && (before.status === "DEPLOY_FAILED" || (!moved && before.status === "DEPLOYING"))) continue;
      const serves = same === true && before?.serves === true;
      applications.set(config.name, { config, status: "DEPLOYING", looks: same && moved ? 1 : 2, serves });
    }
    return answer(200, "");
  }
  const held = (uri: string): boolean => !uri.startsWith("gcs://") || packages.has(uri.slice("gcs://".length));
  const code = (config: Record<string, unknown>): string =>
    JSON.stringify(config, (key, value: unknown) => (key === "user_config" ? undefined : value));

  function advance(): void {
    for (const [name, application] of applications) {
      application.looks -= 1;
      if (application.looks > 0) continue;
      if (application.status === "DELETING") applications.delete(name);
      if (application.status !== "DEPLOYING") continue;
      const args = (application.config["args"] ?? {}) as Record<string, unknown>;
      const { fail, stuck } = { ...args, ...(args["extra"] as object | undefined) } as Record<string, unknown>;
      application.status = fail ? "DEPLOY_FAILED" : stuck ? "DEPLOYING" : "RUNNING";
      application.serves = application.status === "RUNNING";
    }
  }

  function details(): HttpResponse {
    if (applications.size === 0)
      return answer(200, '{"controller_info": {}, "proxies": {}, "applications": {}, "target_capacity": null}');
    const told = [...applications].map(([name, { config, status }]) => [
      name,
      {
        name,
        status,
        message: status === "DEPLOY_FAILED" ? "RuntimeError: no such model" : "",
        source: imperative.has(name) ? "imperative" : "declarative",
        deployed_app_config: imperative.has(name) ? null : config,
        deployments:
          status === "DELETING" ? {} : { Any: { status: status === "RUNNING" ? "HEALTHY" : "UPDATING", message: "" } },
      },
    ]);
    const body = answer(
      200,
      JSON.stringify({
        controller_info: { node_ip: "10.0.0.1" },
        proxies: {},
        target_capacity: null,
        ...serveOptions,
        applications: Object.fromEntries(told),
      }),
    );
    advance();
    return body;
  }

  async function send({ method = "GET", url, headers, body }: HttpRequest): Promise<HttpResponse> {
    const { pathname } = new URL(url);
    if (token && headers?.["authorization"] !== `Bearer ${token}`) return answer(401, "Unauthorized");
    if (pathname === "/api/serve/applications/") return method === "PUT" ? put(String(body)) : details();
    const name = /^\/api\/packages\/gcs\/(_ray_pkg_[0-9a-f]+\.zip)$/.exec(pathname)?.[1];
    if (!name) return answer(404, "404: Not Found");
    if (method === "PUT") packages.set(name, body as Uint8Array);
    return packages.has(name) ? answer(200, "") : answer(404, `Package gcs://${name} does not exist`);
  }
  return { http: { send }, applications, packages, imperative, puts };
}

/** The dashboard to a process that is killed just before its n-th call, reading ones included. */
export function dyingDashboard(http: Http, calls: number): Http {
  let left = calls;
  return {
    async send(request) {
      left -= 1;
      if (left <= 0) throw new Error("killed");
      return await http.send(request);
    },
  };
}
