import type { ActionDeps, ActionResult, Inputs } from "#action-kit";
import { InputError, type RegistryPoll, ToolkitError } from "#contracts";
import { type Forge, forgeProviders } from "#forge";
import { requireName } from "#registry";
import { registryEventReport, rendered } from "#reports";
import { openState } from "../open-state.ts";
import { openSources } from "./open-sources.ts";
import { relay } from "./relay.ts";
import type { spec } from "./spec.ts";

/** Every model of every registry is looked at, also when one of them fails; then the run fails with the first reason. */
export async function run(inputs: Inputs<typeof spec>, deps: ActionDeps): Promise<ActionResult<typeof spec>> {
  const names = requireNames(inputs.names);
  const sources = await openSources(inputs.registries, inputs, deps);
  const forge = inputs["dry-run"] ? undefined : await forgeOf(inputs, deps);
  const store = await openState(inputs, deps, lossOf(inputs));
  const parts = { store, forge, inputs };
  const poll: RegistryPoll = { schemaVersion: 1, events: [], polls: [] };
  let failure: unknown;
  for (const at of sources) {
    for (const name of names) {
      const place = { registry: at.name, name };
      try {
        const { state, versions, events, refusal } = await relay(at, name, parts, deps);
        poll.events.push(...events);
        poll.polls.push({ ...place, state, versions });
        if (refusal?.code === "forge-rate-limited")
          deps.log.warning(`the next run sends what is left: ${refusal.message}`);
        else failure ??= refusal;
      } catch (error) {
        if (!(error instanceof ToolkitError)) throw error;
        failure ??= error;
        deps.log.warning(`${at.name}: ${name}: ${error.message}`);
        poll.polls.push({ ...place, state: "failed", versions: 0, reason: `${error.message} [${error.code}]` });
      }
    }
  }
  if (failure) throw failure;
  return {
    outputs: {
      dispatched: poll.events.filter(({ outcome }) => outcome === "dispatched").length,
      events: JSON.stringify(poll.events),
    },
    report: rendered(poll, registryEventReport(poll, inputs.language)),
  };
}

const lossOf = ({ since }: Inputs<typeof spec>): string =>
  since === "now"
    ? "each look is the first one, which reports nothing of what is there, so that no event is ever sent"
    : "each look is the first one, which reports all that is there, so that the same events are sent every time";

function requireNames(names: readonly string[]): readonly string[] {
  const problems = names.flatMap((name) => {
    try {
      requireName(name);
      return [];
    } catch (error) {
      if (error instanceof InputError) return error.problems;
      throw error;
    }
  });
  if (names.length === 0) problems.push({ where: "names", problem: "names no model" });
  if (problems.length > 0) throw new InputError(problems, "bad-name");
  return [...new Set(names)];
}

async function forgeOf(inputs: Inputs<typeof spec>, deps: ActionDeps): Promise<Forge> {
  const { repository, apiUrl } = deps.github;
  const token = inputs["github-token"];
  if (token !== undefined) return await forgeProviders.github(deps, { repository, token, apiUrl });
  const hint = "give github-token, or set GITHUB_TOKEN; with dry-run none is needed";
  throw new ToolkitError({ code: "forge-unauthorized", message: "there is no token to send events with", hint });
}
