import type { Deployment, weightFindings } from "#contracts";
import type { Engine } from "./engine.ts";

export interface Candidate {
  modelRef: string;
  version: string;
  digest: string;
  /** Path of what the engine reads; where the provider serves on other machines, whatever those find the model by. */
  model: string;
  /** What serves it on this machine; llama.cpp unless told. */
  engine?: Engine | undefined;
  /** Of the model file, in hexadecimal, for servers that fetch it by themselves. */
  sha256?: string | undefined;
  contextSize: number;
  threads: number;
  parallel: number;
  extra: Readonly<Record<string, unknown>>;
}

/** Id of the deployment of a model. @param digest `sha256:` and 64 digits */
export const deploymentId = (endpoint: string, digest: string): string => `${endpoint}-${digest.slice(7, 19)}`;

/** What a server of the candidate says it is, beside the name that requests give: whoever asks it knows what answers. */
export const namesOf = ({ modelRef, version }: Candidate): string[] => [
  modelRef,
  `${modelRef.split("#")[0]}@${version}`,
];

/**
 * `canary`: stands beside the model in service until somebody gives it weight. `blue-green`: stands there as the inactive
 * colour, is validated at its own address and takes everything by `promote`; until the bake is over `rollback` switches
 * back at once. `all-at-once`: takes everything as soon as it is healthy. `rolling`: takes the traffic instance by instance,
 * each watched for a while; one that does not do well gives all of it back, and the rest does not start. `shadow`: gets
 * copies of the requests, and its answers are thrown away; no weight can be given to it, `promote` and `rollback` end it.
 */
export type Strategy = "canary" | "blue-green" | "all-at-once" | "rolling" | "shadow";

/** Share of the requests that the canary gets. */
export interface TrafficWeight {
  canary: number;
  /** null: holds for good. Beside a weight of 0: the lease ran out then, and nobody took the weight away. */
  leaseExpiresAt: string | null;
}

export interface Reconciled {
  found: (typeof weightFindings)[number];
  before: TrafficWeight;
  after: TrafficWeight;
}

/** What became of a deployment that nobody waited for. */
export type Progress =
  /** `already`: somebody has said so before. */
  | { state: "deployed"; record: Deployment; already: boolean }
  /** @see Deployment.pending; `reason`: how far the engine says it is. */
  | { state: "in-progress"; record: Deployment; reason: string };

export interface VariantHealth {
  modelRef: string;
  healthy: boolean;
  /** What the engine says of it. */
  reason: string;
}

/**
 * Puts models into service. Every verb is idempotent and goes on where a killed run left it; each wait has a deadline of
 * its own. Throws ToolkitError `server-unhealthy` (with the end of its log; the candidate is removed, the champion
 * untouched), `port-in-use`, `canary-present`, `no-canary`, `shadow-canary`, `not-deployed`, `locked`.
 */
export interface Serving {
  describe(): Promise<Deployment | undefined>;
  /** The first model serves all traffic; a later one stands beside it and gets none until somebody gives it weight. */
  deploy(candidate: Candidate, strategy: Strategy): Promise<Deployment>;
  /**
   * Asks for the same and waits for nothing; absent where somebody has to wait, or where a commit is what asks. Run again,
   * it asks once.
   * @throws ToolkitError `deployment-pending` naming another one that is not collected yet, `endpoint-contested`
   */
  submit?(candidate: Candidate, strategy: Strategy): Promise<Progress>;
  /**
   * One look at what was submitted: goes on with it, ends it as `deploy` would, or takes away what failed and throws as
   * that does. Undefined where neither was it submitted nor does it serve.
   * @throws ToolkitError `submitted-other`
   */
  collect?(candidate: Candidate, strategy: Strategy): Promise<Progress | undefined>;
  /**
   * @param canary share of the requests, 0 to 1
   * @param leaseSeconds the weight falls to 0 when it is not renewed in time; null for 0 and 1 alone
   * @throws InputError for what is no weight
   */
  setWeight(canary: number, leaseSeconds: number | null): Promise<TrafficWeight>;
  /**
   * As the engine has them when it is done with what it is doing; changes nothing. An engine that ends no lease by itself
   * keeps the weight of one that ran out until somebody reconciles.
   */
  weights(): Promise<TrafficWeight>;
  /**
   * Takes the traffic of a canary whose lease ran out. A weight that the toolkit did not give is somebody's decision, and
   * stays; only with `restore` it is made again what was given, as after a tool that resets it.
   */
  reconcile(restore: boolean): Promise<Reconciled>;
  /** Asks what is in service; never throws because of an unhealthy one. */
  health(): Promise<{ baseline: VariantHealth; canary: VariantHealth | null }>;
  /**
   * All traffic to the canary, which becomes the baseline; the old one goes when its requests are done and `bakeSeconds`
   * since then are over: a run that comes later waits for what is left of them. A rollback during the bake wins.
   */
  promote(bakeSeconds: number): Promise<Deployment>;
  /** The same without an end: the old one stands, and `rollback` switches back to it, until somebody ends its bake. */
  switchOver(): Promise<Deployment>;
  /**
   * The old model goes when its requests are done, if `bakeSeconds` since the promotion are over; else nothing changes.
   * Gives no candidate traffic. @returns what is left of the bake; 0 where nothing bakes
   */
  endBake(bakeSeconds: number): Promise<{ record: Deployment; secondsLeft: number }>;
  /**
   * No traffic to the canary, which goes when its requests are done; the baseline is asked whether it answers. Without a
   * canary, and with the model from before still standing (in its bake), traffic goes back to that one.
   */
  rollback(): Promise<Deployment>;
  /**
   * After a run that was ended in between: traffic goes as the record has it, a canary gets none, and what the record does
   * not name goes. Undefined where nothing came into service.
   */
  settle(): Promise<Deployment | undefined>;
  /** Takes everything down. */
  stop(): Promise<void>;
}
