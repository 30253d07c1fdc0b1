import { ToolkitError } from "#contracts";
import type { RayApplication, RayDetails } from "./schema.ts";

export interface ServeHttp {
  host: string;
  port: number;
}

/** Applications that were given by config, with it; those that a program started by itself are none of the config's. */
export function declared(details: RayDetails): RayApplication[] {
  return Object.entries(details.applications).flatMap(([name, application]) => {
    if (application.status === "DELETING" || application.source === "imperative") return [];
    if (application.deployed_app_config) return [application.deployed_app_config];
    throw new ToolkitError({
      code: "ray-config-unknown",
      provider: "ray-serve",
      message: `Serve does not say with what config ${name} runs; a new config without it would end it`,
      hint: `wait until ${name} is deployed, or deploy it by config`,
    });
  });
}

/**
 * The config with other applications in place of those that are there: PUT replaces everything, so all that is not ours
 * goes back as it came.
 */
export function configWith(details: RayDetails, applications: readonly RayApplication[], http: ServeHttp): unknown {
  const { proxy_location, http_options, grpc_options, target_capacity } = details;
  return {
    proxy_location: proxy_location ?? "EveryNode",
    http_options: http_options ?? http,
    ...(grpc_options && { grpc_options }),
    ...(target_capacity !== null && target_capacity !== undefined && { target_capacity }),
    applications,
  };
}

/** Where a replica finds Serve's HTTP proxy: on its own node, unless there is one on the head alone. */
export function proxyAddress(details: RayDetails, http: ServeHttp): string {
  const { host, port } = details.http_options ?? http;
  const anywhere = /^(0\.0\.0\.0|::|)$/.test(host);
  const head = details.proxy_location === "HeadOnly" ? details.controller_info.node_ip : undefined;
  return `http://${anywhere ? (head ?? "127.0.0.1") : host}:${port}`;
}

/** Where users reach Serve. @param config `serveUrl` where it is told */
export function serveUrl(
  { serveUrl: told, address, http }: { serveUrl?: string | undefined; address: string; http: ServeHttp },
  details: RayDetails,
): string {
  if (told) return told.replace(/\/+$/, "");
  const { port, root_path } = details.http_options ?? { ...http, root_path: "" };
  return `http://${new URL(address).hostname}:${port}${root_path}`;
}
