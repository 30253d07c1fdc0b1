import type { Goal } from "../goal.ts";

/** Half of Envoy's requests a second, by one process. */
export const rateOfEnvoys: Goal = { atLeast: 0.5 };
/** Milliseconds added to the 99th percentile of tokens at 1,000 streams at once. */
export const addedAtStreams: Goal = { atMost: 2 };
/** Requests lost in 1,000 changes of weights under load. */
export const lostInChanges: Goal = { atMost: 0 };
/**
 * Memory at the end over memory after the first 200,000 requests, when V8 has given the heap its size (seen: 176 MB after
 * 100,000 and 250 to 290 MB ever after); a tenth is what collecting garbage moves it by.
 */
export const memoryGrowth: Goal = { atMost: 1.1 };
