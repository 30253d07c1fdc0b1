import { createHash } from "node:crypto";
import type { ActionDeps, Inputs } from "#action-kit";
import { InputError, type Problem } from "#contracts";
import { type CountedTelemetry, countedProviders, type Labels, labelsOf, llmDialect } from "#telemetry";
import type { spec } from "./spec.ts";

export interface CountedSource {
  telemetry: CountedTelemetry;
  /** What is read, without a secret: two runs with the same one read the same counts. */
  name: string;
}

type Open = (inputs: Inputs<typeof spec>, deps: ActionDeps) => Promise<CountedSource>;

/** One line a source that somebody else counts for; `metric-source` chooses. */
const sources: Record<Exclude<Inputs<typeof spec>["metric-source"], "file" | "router">, Open> = {
  prometheus: openPrometheus,
};

/** @throws InputError with everything that the chosen source lacks */
export async function countedSource(inputs: Inputs<typeof spec>, deps: ActionDeps): Promise<CountedSource> {
  const chosen = inputs["metric-source"];
  if (chosen === "file" || chosen === "router") throw new TypeError(`${chosen} counts by itself`);
  return await sources[chosen](inputs, deps);
}

async function openPrometheus(inputs: Inputs<typeof spec>, deps: ActionDeps): Promise<CountedSource> {
  const problems: Problem[] = [];
  const url = requireUrl("prometheus-url", inputs["prometheus-url"], problems);
  if (inputs["prometheus-token"] && inputs["prometheus-user"])
    problems.push({ where: "prometheus-token", problem: "stands beside prometheus-user", legal: "one of the two" });
  const more = inputs.endpoint === undefined ? {} : { endpoint: inputs.endpoint };
  const selected = (arm: "canary" | "baseline"): Labels => {
    const items = inputs[`${arm}-selector`] ?? [];
    return {
      ...collected(problems, () => labelsOf(`${arm}-selector`, items.length > 0 ? items : [`variant=${arm}`])),
      ...more,
    };
  };
  const [canary, baseline] = [selected("canary"), selected("baseline")];
  requireDifferent(canary, baseline, problems);
  if (problems.length > 0) throw new InputError(problems);
  const telemetry = await countedProviders.prometheus(deps, {
    url,
    token: inputs["prometheus-token"],
    user: inputs["prometheus-user"],
    password: inputs["prometheus-password"],
    canary,
    baseline,
    dialect: llmDialect,
  });
  return { telemetry, name: nameOf("prometheus", url, canary, baseline) };
}

function requireUrl(where: string, said: string | undefined, problems: Problem[]): string {
  const legal = "http://host:port or https://host/prefix";
  if (!said) problems.push({ where, problem: "is needed by this metric-source", legal });
  else if (!/^https?:$/.test(URL.canParse(said) ? new URL(said).protocol : ""))
    problems.push({ where, problem: "is no address", legal });
  else if (new URL(said).password !== "")
    problems.push({ where, problem: "holds a password, which would be in every log", legal: "prometheus-password" });
  return said ?? "";
}

function requireDifferent(canary: Labels, baseline: Labels, problems: Problem[]): void {
  if (problems.length > 0 || Object.entries(canary).some(([name, value]) => (baseline[name] ?? value) !== value))
    return;
  problems.push({
    where: "canary-selector",
    problem: "selects series that baseline-selector selects too",
    legal: "one label with another value in each",
  });
}

function collected<Value>(problems: Problem[], read: () => Value): Value | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    problems.push(...error.problems);
    return undefined;
  }
}

/** Addresses may be long and their paths private: a hash of them tells sources apart. */
function nameOf(provider: string, ...what: unknown[]): string {
  const hash = createHash("sha256").update(JSON.stringify(what)).digest("hex").slice(0, 16);
  return `${provider}:${hash}`;
}
