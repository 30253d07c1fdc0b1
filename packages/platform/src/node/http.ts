import { Agent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import type { Http } from "../http.ts";
import { proxiedHttp } from "./proxied-http.ts";
import { type Connections, exchange } from "./transport.ts";

/**
 * Idle connections are closed by us, before servers close theirs (uvicorn after 5 s): a request on a connection that is
 * being closed is lost.
 */
const kept = { keepAlive: true, timeout: 4000 };
let agents: { http: Agent; https: HttpsAgent } | undefined;

const connections: Connections = {
  agentOf(protocol) {
    agents ??= { http: new Agent(kept), https: new HttpsAgent(kept) };
    return protocol === "https:" ? agents.https : agents.http;
  },
  // GitHub refuses whoever does not name himself
  headers: { accept: "*/*", "user-agent": "genai-mlops" },
};

/** Http with connections that are kept; by fetch where NODE_USE_ENV_PROXY asks for the environment's proxies. */
export function nodeHttp(): Http {
  const proxied = process.env["NODE_USE_ENV_PROXY"] === "1" || process.execArgv.includes("--use-env-proxy");
  return proxied ? proxiedHttp() : { send: (request) => exchange(request, connections) };
}
