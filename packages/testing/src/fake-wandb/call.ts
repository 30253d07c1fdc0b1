import type { StorageAnswer } from "./storage.ts";

export interface WandbCall {
  method: string;
  url: URL;
  /** Names in lower case. */
  headers: ReadonlyMap<string, string>;
  body: Uint8Array;
  /** Of a GraphQL call. */
  operation: string | undefined;
  /** Whether it changes anything at W&B. */
  changes: boolean;
}

export type WandbAnswer = StorageAnswer;
