import { type RouterConfig, ToolkitError } from "#contracts";
import type { CircuitSettings } from "./circuit.ts";

/** Milliseconds of nothing, after which somebody is given up. */
export interface TimeLimits {
  /** A model server that takes no connection. */
  connectMs: number;
  /** One that begins no answer. */
  firstByteMs: number;
  /** One that falls silent within its answer. */
  idleMs: number;
  /** A client that reads nothing of its answer. */
  clientMs: number;
}

/** What a running router can change its mind about. */
export interface Settings {
  userHeader: string | undefined;
  userField: boolean;
  mostBodyBytes: number;
  limits: TimeLimits;
  circuit: CircuitSettings;
}

const silenceSeconds = 600;
const connectSeconds = 5;
export const clientSeconds = 60;
const mostBodyBytes = 32 * 1024 * 1024;
const circuit = { failures: 5, openSeconds: 2 };

export function settingsOf(config: RouterConfig): Settings {
  const silenceMs = (config.upstreamTimeoutSeconds ?? silenceSeconds) * 1000;
  const { failures, openSeconds } = config.circuit ?? circuit;
  return {
    userHeader: config.userHeader,
    userField: config.userField === true,
    mostBodyBytes: config.mostBodyBytes ?? mostBodyBytes,
    limits: {
      connectMs: (config.connectTimeoutSeconds ?? connectSeconds) * 1000,
      firstByteMs: config.firstByteTimeoutSeconds === undefined ? silenceMs : config.firstByteTimeoutSeconds * 1000,
      idleMs: silenceMs,
      clientMs: (config.clientTimeoutSeconds ?? clientSeconds) * 1000,
    },
    circuit: { failures, openMs: openSeconds * 1000 },
  };
}

/** What a router holds on to as long as it runs: its sockets, its files, the names of its series. */
const fixed = [
  "host",
  "port",
  "tokenFile",
  "requestLog",
  "rotateBytes",
  "stateFile",
  "model",
  "endpoint",
  "costPerHour",
  "clientTimeoutSeconds",
] as const;

/** @throws ToolkitError `reload-refused`, naming all that only a restart can change */
export function requireSameFixtures(before: RouterConfig, after: RouterConfig): void {
  const changed = fixed.filter((name) => before[name] !== after[name]);
  if (changed.length === 0) return;
  throw new ToolkitError({
    code: "reload-refused",
    message: `${changed.join(", ")} cannot be changed while the router runs; nothing was changed`,
    hint: "restart the router for these",
  });
}
