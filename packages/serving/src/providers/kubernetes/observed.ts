import type { Deployment } from "#contracts";
import { atStep } from "../../rollout.ts";
import type { ServingState } from "./state.ts";
import type { Seen } from "./workload.ts";

type EventOf = (event: "promoted" | "rolled-back", modelRef: string) => Deployment["history"][number];

const gets = ({ traffic }: Seen, server: string | undefined): boolean =>
  server !== undefined && (traffic[server] ?? 0) > 1 - 1e-9;

/** A model in service for the first time has no server until the engine made one of its manifest. */
const unnamed = "";

/** Whether the state's model stands; until the first one does, nothing is deployed. */
export const isNamed = ({ record }: ServingState): boolean => record.variants.baseline.server !== unnamed;

/** What is written before the first manifest is: it holds as soon as the engine has a server of that revision. */
export const awaiting = (record: ServingState["record"], revision: string): ServingState => ({
  schemaVersion: 1,
  record: { ...record, variants: { ...record.variants, baseline: { ...record.variants.baseline, server: unnamed } } },
  revisions: { [unnamed]: revision },
  baking: false,
  next: null,
});

function named(seen: Seen, state: ServingState): ServingState {
  const { current, revision, settled, failed } = seen;
  if (isNamed(state) || current === "" || !settled || failed || revision !== state.revisions[unnamed]) return state;
  const { record } = state;
  const baseline = { ...record.variants.baseline, server: current };
  return { ...state, record: { ...record, variants: { baseline, canary: null } }, revisions: { [current]: revision } };
}

/** The state with what happened since it was written: by a run that was killed, by the engine itself or by a person. */
export function observed(seen: Seen, state: ServingState, eventOf: EventOf): ServingState {
  const { next } = state;
  if (next && seen.settled && gets(seen, next.record.variants.baseline.server))
    return observed(seen, { ...state, ...next, next: null }, eventOf);
  if (!isNamed(state)) return named(seen, state);
  const { record } = state;
  const { baseline, canary } = record.variants;
  // somebody promoted it to the end with the engine's own command
  if (canary && seen.kept === canary.server)
    return {
      ...state,
      record: {
        ...atStep(record, "settled"),
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
        ...atStep(record, "settled"),
        variants: { baseline, canary: null },
        history: [...record.history, eventOf("rolled-back", canary.modelRef)],
      },
      next: null,
    };
  // the model from before has everything again: by the engine's own command in the bake, or by what was synced
  if (!canary && record.previous && seen.settled && gets(seen, record.previous.server))
    return {
      ...state,
      record: {
        ...atStep(record, "settled"),
        variants: { baseline: record.previous, canary: null },
        previous: null,
        history: [...record.history, eventOf("rolled-back", baseline.modelRef)],
      },
      baking: false,
      next: null,
    };
  // the engine's own command ended the bake
  if (state.baking && seen.kept === baseline.server)
    return { ...state, record: atStep(record, "settled"), baking: false };
  return state;
}
