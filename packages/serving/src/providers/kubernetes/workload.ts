/** What an engine shows of an endpoint. A server is what has pods of its own: a ReplicaSet's hash, a revision's name. */
export interface Seen {
  resourceVersion: string;
  /** `genai-mlops/revision` of what the cluster was told; empty where somebody else told it. */
  revision: string;
  /** Server of what the cluster was told; empty until the engine took notice. */
  current: string;
  /** The engine is done with everything that it was told. */
  settled: boolean;
  /** The engine gave the current server up. */
  failed: boolean;
  /** The engine took all requests from the current server, and holds it so. */
  takenBack: boolean;
  /** What the engine says of its state. */
  reason: string;
  /** Share of the requests by server. */
  traffic: Readonly<Record<string, number>>;
  /** Server that the engine counts as the only one for good; undefined where it does not tell that from a share of 1. */
  kept: string | undefined;
}

export interface ServerHealth {
  healthy: boolean;
  reason: string;
}

/** One engine, driven and read. A verb asks; whether it came about is to be seen. */
export interface Workload {
  /** undefined: nothing of that name is there. @throws ToolkitError `name-taken` */
  look(): Promise<Seen | undefined>;
  /** @throws InputError for shares that the engine cannot give */
  requireShare(share: number): Promise<void>;
  /** That the current server gets the share. @throws ToolkitError `kubernetes-conflict` when it changed since it was seen */
  weigh(seen: Seen, share: number): Promise<void>;
  /** That the current server, which has all requests, is kept and the one before ends. */
  finish(seen: Seen): Promise<void>;
  /** That the current server loses all requests at once, whatever state it is in, and ends where the engine can end it. */
  takeBack(seen: Seen): Promise<void>;
  /** That a server which was taken back comes again. */
  renew(seen: Seen): Promise<void>;
  health(server: string): Promise<ServerHealth>;
  /** What the server's pods say of why they do not serve; empty when they say nothing. */
  complaints(server: string): Promise<string>;
}
