import type { Deployment } from "#contracts";

export interface Candidate {
  modelRef: string;
  version: string;
  digest: string;
  /** Path of the GGUF. */
  model: string;
  contextSize: number;
  threads: number;
  parallel: number;
  extra: Readonly<Record<string, unknown>>;
}

/**
 * Puts models into service. Every verb is idempotent and goes on where a killed run left it. Throws ToolkitError
 * `server-unhealthy` (with the end of its log; the candidate is removed, the champion untouched), `port-in-use`,
 * `canary-present`, `not-deployed`, `locked`.
 */
export interface Serving {
  describe(): Promise<Deployment | undefined>;
  /** The first model serves all traffic; a later one stands beside it and gets none until somebody gives it weight. */
  deploy(candidate: Candidate, strategy: "canary" | "all-at-once"): Promise<Deployment>;
  /** All traffic to the canary, which becomes the baseline; the old one goes when its requests are done and `bakeSeconds` are over. */
  promote(bakeSeconds: number): Promise<Deployment>;
  /** No traffic to the canary, which goes when its requests are done; the baseline is asked whether it answers. */
  rollback(): Promise<Deployment>;
  /** Takes everything down. */
  stop(): Promise<void>;
}
