import { ToolkitError } from "#contracts";
import type { Series } from "../../counters/series.ts";

const label = String.raw`([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\.)*)"`;
const sample = new RegExp(
  String.raw`^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{((?:\s*${label}\s*,?)*)\s*\})?\s+(\S+)(?:\s+-?\d+)?\s*$`,
);
const eachLabel = new RegExp(label, "g");

/**
 * Series of the given names in Prometheus's text format 0.0.4, all seen at the same time. A node's page holds thousands of
 * others, which are passed over.
 * @throws ToolkitError `telemetry-corrupt` for a line of one of the names that is none
 */
export function readExposition(text: string, names: ReadonlySet<string>, time: number): Series[] {
  const found: Series[] = [];
  for (const line of text.split("\n")) {
    const name = /^[a-zA-Z_:][a-zA-Z0-9_:]*/.exec(line)?.[0];
    if (name === undefined || !names.has(name)) continue;
    const [, , inner = "", , , value = ""] = sample.exec(line) ?? [];
    if (value === "")
      throw new ToolkitError({ code: "telemetry-corrupt", message: `a line that is none: ${line.slice(0, 120)}` });
    const labels = Object.fromEntries(
      [...inner.matchAll(eachLabel)].map(([, key = "", quoted = ""]) => [key, unquoted(quoted)]),
    );
    found.push({ name, labels, samples: [[time, Number(value)]] });
  }
  return found;
}

const unquoted = (text: string): string => text.replace(/\\(.)/g, (_, each) => (each === "n" ? "\n" : each));
