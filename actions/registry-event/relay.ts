import { createHash } from "node:crypto";
import type { ActionDeps, Inputs } from "#action-kit";
import {
  type EventOutcome,
  parseStrictly,
  type RegistryEvent,
  type RegistryPoll,
  type RelayState,
  relayStateSchema,
  ToolkitError,
} from "#contracts";
import type { Forge } from "#forge";
import { isoTime } from "#platform";
import { registryEvents, requireName } from "#registry";
import type { StateStore } from "#state";
import type { NamedSource } from "./open-sources.ts";
import type { spec } from "./spec.ts";

/** How long a run that sends may take from one write of its state to the next. */
const leaseMs = 10 * 60_000;

export interface Relayed {
  state: "first" | "polled" | "busy";
  versions: number;
  events: RegistryPoll["events"];
  /** What a forge refused; the events that were not sent are `deferred`. */
  refusal: ToolkitError | undefined;
}

interface Begun {
  key: string;
  version: string;
  state: RelayState;
  planned: readonly RegistryEvent[];
}

export interface Relay {
  store: StateStore;
  forge: Pick<Forge, "dispatch"> | undefined;
  inputs: Pick<Inputs<typeof spec>, "since" | "event-type" | "dry-run">;
}

type Deps = Pick<ActionDeps, "clock" | "log">;

/**
 * One look at one model. Events are written down before any is sent, and each is marked as being sent before it is: after a
 * death that one may have been sent or not, so that it is reported as `unknown` and never sent again; the others, which
 * certainly were not, are sent by the next run. An event may be lost then, and never comes twice.
 */
export async function relay(
  at: NamedSource,
  name: string,
  { store, forge, inputs }: Relay,
  deps: Deps,
): Promise<Relayed> {
  const { clock, log } = deps;
  const soon = (): number => clock.now() + leaseMs;
  const source = sourceId(at);
  const key = `relay/${source}/${requireName(name)}-events`;
  for (;;) {
    const stored = await store.read(key);
    const known = stored && parseStrictly(relayStateSchema, stored.value, key);
    const now = await at.source.list(name);
    const versions = now.length;
    if (known && known.pending.length > 0 && clock.now() < known.until)
      return { state: "busy", versions, events: [], refusal: undefined };
    const seen = { registry: at.name, source, name, time: isoTime(clock), since: inputs.since };
    const { events, state } = registryEvents(known, now, seen);
    const lost = state.pending.filter((one) => one.state === "sending").map(({ event }) => event);
    const left = state.pending.filter((one) => one.state === "planned").map(({ event }) => event);
    const told: RegistryPoll["events"] = lost.map((event) => ({ ...event, outcome: "unknown" }));
    const planned = [...left, ...events];
    const look = known ? "polled" : "first";
    if (inputs["dry-run"]) {
      const shown = planned.map((event) => ({ ...event, outcome: "dry-run" as const }));
      return { state: look, versions, events: [...told, ...shown], refusal: undefined };
    }
    const first = await store.write(key, pendingFrom(state, planned, soon()), stored?.version);
    // another relay was faster, and sends what it found
    if (first === undefined) continue;
    for (const { id } of lost) log.warning(`nobody knows whether ${id} was sent; it is not sent again`);
    const sent = await sendAll({ key, version: first, state, planned });
    return { state: look, versions, events: [...told, ...sent.events], refusal: sent.refusal };
  }

  /** Sends one after another, until all are sent or the forge refuses one. */
  async function sendAll({ key, version, state, planned }: Begun) {
    let held: string | undefined = version;
    let refusal: ToolkitError | undefined;
    const events: RegistryPoll["events"] = [];
    const left = [...planned];
    for (let event = left[0]; event && !refusal; event = left[0]) {
      held = await store.write(key, pendingFrom(state, left, soon(), true), held);
      if (held === undefined) {
        log.warning("another relay took this one for dead, and goes on with what is left");
        return { events, refusal };
      }
      const ended = await send(event);
      refusal = ended.refusal;
      if (refusal) break;
      events.push({ ...event, outcome: ended.outcome });
      left.shift();
    }
    // what was refused was not sent: the next run need not wait
    if (planned.length > 0) await store.write(key, pendingFrom(state, left, 0), held);
    if (refusal) events.push(...left.map((event) => ({ ...event, outcome: "deferred" as const })));
    return { events, refusal };
  }

  async function send(event: RegistryEvent): Promise<{ outcome: EventOutcome; refusal?: ToolkitError }> {
    try {
      await forge?.dispatch({ eventType: inputs["event-type"], payload: event });
      log.info(`${inputs["event-type"]}: ${event.name} ${event.version} ${saidOf(event)} (${event.id})`);
      return { outcome: "dispatched" };
    } catch (error) {
      if (!(error instanceof ToolkitError)) throw error;
      if (error.code === "forge-outcome-unknown") {
        log.warning(`${event.id}: ${error.message}`);
        return { outcome: "unknown" };
      }
      return { outcome: "deferred", refusal: error };
    }
  }
}

const saidOf = (event: RegistryEvent): string =>
  event.kind === "approval" ? `is ${event.approval}` : (event.alias ?? "is new");

/** @param sends whether the first one is about to be sent */
const pendingFrom = (
  state: RelayState,
  events: readonly RegistryEvent[],
  until: number,
  sends = false,
): RelayState => ({
  ...state,
  pending: events.map((event, index) => ({ event, state: sends && index === 0 ? "sending" : "planned" })),
  until,
});

/** Two servers of one kind are two registries: neither their records nor the ids of their events meet. */
function sourceId({ name, place }: NamedSource): string {
  return place === undefined ? name : `${name}-${createHash("sha256").update(place).digest("hex").slice(0, 12)}`;
}
