import type { Deployment } from "#contracts";
import type { ServingState } from "./state.ts";
import type { Seen } from "./workload.ts";

type EventOf = (event: "promoted" | "rolled-back", modelRef: string) => Deployment["history"][number];

const gets = ({ traffic }: Seen, server: string | undefined): boolean =>
  server !== undefined && (traffic[server] ?? 0) > 1 - 1e-9;

/** The state with what happened since it was written: by a run that was killed, by the engine itself or by a person. */
export function observed(seen: Seen, state: ServingState, eventOf: EventOf): ServingState {
  const { next } = state;
  if (next && seen.settled && gets(seen, next.record.variants.baseline.server))
    return observed(seen, { ...state, ...next, next: null }, eventOf);
  const { record } = state;
  const { baseline, canary } = record.variants;
  // somebody promoted it to the end with the engine's own command
  if (canary && seen.kept === canary.server)
    return {
      ...state,
      record: {
        ...record,
        variants: { baseline: { ...canary, url: baseline.url }, canary: null },
        previous: baseline,
        history: [...record.history, eventOf("promoted", canary.modelRef)],
      },
      baking: false,
      next: null,
    };
  // the engine or a person took it back
  if (canary && seen.takenBack && seen.current === canary.server && gets(seen, baseline.server))
    return {
      ...state,
      record: {
        ...record,
        variants: { baseline, canary: null },
        history: [...record.history, eventOf("rolled-back", canary.modelRef)],
      },
      next: null,
    };
  return state;
}
