import type { Deployment, RouterSettings } from "#contracts";
import type { Engine } from "../../engine.ts";

/** What the provider needs of the router's admin API; `#router` gives it. */
export interface Admin {
  state(): Promise<{
    inFlight: Record<string, number>;
    variants: { baseline: { url: string } };
    weights: { canary: number };
    leaseExpiresAt: string | null;
    shadow: boolean;
    settings?: RouterSettings | undefined;
    awaitsReload?: boolean | undefined;
  }>;
  setWeight(canary: number, leaseSeconds: number | null, options?: { shadow?: boolean }): Promise<unknown>;
  setVariants(variants: {
    baseline: { url: string; modelRef: string };
    canary: { url: string; modelRef: string } | null;
  }): Promise<unknown>;
}

export interface LocalConfig {
  stateDir: string;
  endpoint: string;
  /** Of the router; 0 takes a free one at the first deployment. */
  port: number;
  /** What carries the traffic; settled by the first deployment, which takes the router unless told. */
  dataPlane?: "router" | "haproxy" | undefined;
  /** Program of the environment that the engine's servers run in; asked for when one is started. */
  python(engine: Engine): Promise<string>;
  /** Bundles: folders `router` and `supervisor`, and the model server's program. */
  programs: { router: string; supervisor: string; modelServer: string };
  adminOf(url: string, tokenFile: string): Admin;
  /** Written before any traffic can move. */
  planOf(deployment: Deployment): string;
  healthSeconds: number;
  /** Time limits, largest body, circuit, whose requests stay together; those that the endpoint has stay unless told. */
  routerSettings?: RouterSettings | undefined;
  /** How long a server that gets no more requests may work on those it has; as long as the router waits for a byte. */
  drainSeconds?: number | undefined;
  /** Share of the requests that a shadow gets copies of; all unless told. */
  shadowShare?: number | undefined;
}
