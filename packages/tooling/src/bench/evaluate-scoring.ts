import { builtSources, type Cost, reportCost } from "./built-program.ts";

export const title = "Scoring, rows in a file against a baseline's: memory must not grow with the rows";

type Scored = Cost & { rows: number };

/** The whole action on two files of answers: exact match, BLEU, a slice, pairs with the baseline. */
const program = `
import { openSync, closeSync, writeSync, rmSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "./actions/evaluate/run.js";
import { evaluateInputs, fakeDeps } from "#testing";
const deps = await fakeDeps();
const names = ["good.jsonl", "bad.jsonl"];
for (const [wrong, name] of names.entries()) {
  const file = openSync(join(deps.workspace, name), "w");
  for (let index = 0; index < given.rows; index++)
    writeSync(file, JSON.stringify({
      id: "example-" + index, prediction: index % 10 < wrong ? "no answer" : "the answer is number " + (index % 97),
      references: ["the answer is number " + (index % 97)], slice: { source: "s" + (index % 5) },
    }) + "\\n");
  closeSync(file);
}
const started = performance.now();
const inputs = { ...evaluateInputs, predictions: names[0], baseline: [names[1]], guard: ["exact-match"],
  metrics: ["exact-match", "bleu"], thresholds: ["exact-match[source=s1]>=0.5"] };
const { verdict, report } = await run(inputs, deps);
if (verdict !== "pass" || report.json.testSet.rows !== given.rows) throw new Error(verdict + " of " + report.json.testSet.rows);
const seconds = (performance.now() - started) / 1000;
globalThis.found = { rows: given.rows };
rmSync(deps.workspace, { recursive: true });
${reportCost}`;

/** @param options.full a million rows, else two hundred thousand */
export async function* lines({ full }: { full: boolean }): AsyncGenerator<string> {
  const built = builtSources();
  try {
    const rows = full ? 1_000_000 : 200_000;
    const small = await built.run<Scored>(program, { rows: rows / 5 });
    yield lineOf(small);
    const large = await built.run<Scored>(program, { rows });
    yield lineOf(large);
    yield `five times the rows: ${(large.rssMb / small.rssMb).toFixed(2)} times the memory`;
  } finally {
    built.remove();
  }
}

const lineOf = ({ rows, seconds, cpuSeconds, rssMb }: Scored): string =>
  `${rows} rows ${seconds.toFixed(1)} s, ${cpuSeconds.toFixed(1)} CPU s, ${rssMb.toFixed(0)} MB`;
