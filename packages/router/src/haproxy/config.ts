import { createHash } from "node:crypto";
import { type RouterConfig, routerSettingsOf } from "#contracts";
import type { Slot, Slots } from "./slots.ts";

export const configFile = "haproxy.cfg";
export const mapFile = "routing.map";
/** Sockets in HAProxy's folder: its runtime API, where it finds us, and where its log goes. */
export const sockets = { runtime: "admin.sock", keeper: "keeper.sock", log: "log.sock" } as const;

const silenceSeconds = 600;
const defaultBodyBytes = 32 * 1024 * 1024;

export type HaproxyPlaneConfig = RouterConfig & { haproxy: NonNullable<RouterConfig["haproxy"]> };

/** By which a running HAProxy says what settings it began with. */
export const settingsMark = (config: RouterConfig): string =>
  createHash("sha256")
    .update(JSON.stringify(routerSettingsOf(config)))
    .digest("hex")
    .slice(0, 16);

/**
 * HAProxy's config, for 2.6 to 3.2 (3.3 lets no ring write to a unix socket). Paths are relative to its folder. Every answer of HAProxy's own and every line of
 * its log is JSON; what users say appears in the log only through the converter `json`.
 */
export function haproxyConfig(config: HaproxyPlaneConfig, slots: Slots): string {
  const { host, port, userHeader } = config;
  const { upstreamTimeoutSeconds = silenceSeconds, mostBodyBytes = defaultBodyBytes } = config;
  const seconds = Math.ceil(upstreamTimeoutSeconds);
  return `# Written by genai-mlops; changes are lost.
global
  description ${settingsMark(config)}
  stats socket unix@${sockets.runtime} mode 600 level admin
  # two at one port would each answer half of the requests
  noreuseport
  hard-stop-after ${seconds + 60}s

# Holds the log while its reader is away; what does not fit is counted.
ring requests
  format raw
  maxlen 8192
  size 67108864
  timeout connect 1s
  timeout server 24d
  server keeper unix@${sockets.log}

defaults
  mode http
  # each piece of a stream goes on at once
  option http-no-delay
  # nobody works for a client that went away
  option abortonclose
  # a reload closes no connection that a client is about to use
  option idle-close-on-response
  timeout connect 4s
  timeout http-request 30s
  timeout http-keep-alive 60s
  timeout client ${seconds + 60}s
  timeout server ${seconds}s
  # before the first byte of an answer: once, at the other server where there is one
  retries 1
  option redispatch 1
  retry-on conn-failure empty-response
${[...errors].map(([status, code, message]) => `  http-error status ${status} content-type application/json string '${refusal(code, message)}'`).join("\n")}

frontend llm
  bind ${host}:${port}
  log ring@requests len 8192 format raw local0
  # of HAProxy alone, for load balancers; /health is of all of it
  monitor-uri /live

  http-request set-var(txn.id) req.fhdr(x-request-id,1),bytes(0,200)
  http-request set-var(txn.id) uuid() unless { var(txn.id) -m len gt 0 }
  http-request set-header x-request-id %[var(txn.id)]
  http-after-response set-header x-request-id %[var(txn.id)] if { var(txn.id) -m found }

  acl keepers path /health /metrics /scores
  acl keepers path_beg /admin/
  acl here src 127.0.0.0/8 ::1
  acl exporter path /haproxy/metrics
  acl models path_beg /v1/
  # dots would lead out of /v1/ once a server resolves them
  acl dotted path -m reg -i '(/|%2f|\\\\|%5c)(\\.|%2e){1,2}($|/|%2f|\\\\|%5c)'
  acl lengthless req.fhdr(transfer-encoding) -m found
  acl longer req.hdr_val(content-length) gt ${mostBodyBytes}

  # lists of models and what never reaches one say nothing of a variant's work
  http-request set-log-level silent unless { method POST }
  http-request set-log-level silent if !models or dotted or lengthless or longer
.if feature(PROMEX)
  http-request use-service prometheus-exporter if exporter
.endif
  http-request return status 404 content-type application/json string '${refusal("not-found", "there is no such path")}' if !models !keepers or dotted
  # whatever this listens on: weights are changed on this machine
  http-request return status 403 content-type application/json string '${refusal("not-local", "the admin API is for this machine alone")}' if { path_beg /admin/ } !here
  http-request return status 411 content-type application/json string '${refusal("length-required", "send the body with its content-length")}' if lengthless
  http-request return status 413 content-type application/json string '${refusal("too-large", `a body has at most ${mostBodyBytes} bytes`)}' if longer

  http-request set-var(txn.key) var(txn.id)
${userHeader === undefined ? "" : sticky(userHeader)}  # 48 bits of the key's SHA-256, as our own router takes them
  http-request set-var(txn.place) var(txn.key),sha2(256),bytes(0,6),hex,hex2i
  http-request set-var(txn.roles) str(roles),map_str(${mapFile})
  http-request set-var(txn.entry) str(weight),map_str(${mapFile})
  http-request set-var(txn.slot) var(txn.roles),field(1,:)
  http-request set-var(txn.canary) var(txn.roles),field(2,:)
  http-request set-var(txn.threshold) var(txn.entry),field(1,:)
  http-request set-var(txn.expires) var(txn.entry),field(2,:)
  http-request set-var(txn.left) date(0,ms),neg,add(txn.expires)
  acl stands var(txn.canary) -m len gt 0
  acl leased var(txn.left) -m int gt 0
  acl below var(txn.threshold),sub(txn.place) -m int gt 0
  http-request set-var(txn.weight) str(0)
  http-request set-var(txn.weight) var(txn.entry),field(3,:) if leased
  http-request set-var(txn.variant) str(baseline)
  http-request set-var(txn.variant) str(canary) if stands leased below
  http-request set-var(txn.slot) var(txn.canary) if stands leased below

  use_backend keeper if keepers
  use_backend %[var(txn.slot)]
  log-format '${logFormat(userHeader !== undefined)}'

# keeps weights, leases and the log; no user's request goes there
backend keeper
  server admin unix@${sockets.keeper}

${[...slots].map(([name, slot]) => backend(name, slot)).join("\n\n")}
`;
}

export const mapText = (roles: string, weight: string): string => `roles ${roles}\nweight ${weight}\n`;

const sticky = (header: string): string => `  http-request set-var(txn.user) req.fhdr(${header},1)
  http-request set-var(txn.key) var(txn.user) if { var(txn.user) -m len gt 0 }
  http-request set-var(txn.sticky) str(yes) if { var(txn.user) -m len gt 0 }
`;

/** `own` first; `other` is in the backend only for a second try. */
const backend = (name: string, { own, other }: Slot): string => `backend ${name}
  use-server own if TRUE
  server own ${own ?? "127.0.0.1:1 disabled"}
  server other ${other ?? "127.0.0.1:1 disabled"}`;

/** HAProxy's own refusals, as OpenAI-compatible clients read them. */
const errors = [
  [400, "bad-request", "HTTP that is none"],
  [408, "request-timeout", "the request did not come to its end"],
  [502, "upstream-cut", "the model server broke off"],
  [503, "upstream-unreachable", "the model server cannot be reached"],
  [504, "upstream-timeout", "the model server fell silent"],
] as const;

const refusal = (code: string, message: string): string =>
  JSON.stringify({ error: { message, type: "router_error", param: null, code } });

/** Everything is a string: a request that HAProxy could not read has none of it. */
function logFormat(sticky: boolean): string {
  const fields = {
    time: "%[date(0,ms)]",
    requestId: "%[var(txn.id),json(utf8s)]",
    variant: "%[var(txn.variant)]",
    server: "%s",
    status: "%ST",
    ended: "%ts",
    latencyMs: "%Ta",
    weight: "%[var(txn.weight)]",
    bucket: "%[var(txn.place),mul(10000),div(281474976710656)]",
    ...(sticky && { sticky: "%[var(txn.sticky)]" }),
  };
  return JSON.stringify(fields);
}
