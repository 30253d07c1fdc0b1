import { builtSources, type Cost, reportCost } from "./built-program.ts";

export interface MemoryBench {
  small: Cost & { rows: number; journalMb: number };
  large: Cost & { rows: number; journalMb: number };
}

/** Reads a test set from its file, asks a model that answers at once, and journals: nothing else takes memory. */
const program = `
import { writeSync, openSync, closeSync, statSync, rmSync } from "node:fs";
import { chatExampleSchema } from "#contracts";
import { nodePlatform, readRows } from "#platform";
import { predictRows } from "./actions/evaluate/predict.js";
const deps = { ...nodePlatform(), log: { debug() {}, info() {}, notice() {}, warning() {}, error() {} } };
const testSet = "test-set-" + given.rows + ".jsonl", path = "predictions-" + given.rows + ".jsonl";
const file = openSync(testSet, "w");
for (let index = 0; index < given.rows; index++)
  writeSync(file, JSON.stringify({
    id: "example-000-" + index, messages: [{ role: "user", content: "question " + index + " of " + "x".repeat(100) }], references: ["answer " + index],
  }) + "\\n");
closeSync(file);
const inference = {
  chat: async ({ messages }) => ({
    content: messages[0].content.replace("question", "answer"), finishReason: "stop", promptTokens: 40, completionTokens: 40,
    latencySeconds: 0.01, firstTokenSeconds: null, model: "bench", requestId: null,
  }),
};
async function* rows() {
  for await (const { row } of readRows(deps.files, testSet, chatExampleSchema)) yield row;
}
const options = {
  path, concurrency: 64, maxTokens: 64, temperature: 0, firstToken: false, likelihood: false, label: "bench",
  signal: new AbortController().signal,
};
const { answered, seconds } = await predictRows(deps, inference, rows(), options);
// and once more, as after an interruption: all of the journal is read, nothing is asked
const again = await predictRows(deps, inference, rows(), options);
if (answered !== given.rows || again.kept !== given.rows) throw new Error("answered " + answered + ", kept " + again.kept);
globalThis.found = { rows: given.rows, journalMb: statSync(path).size / 1e6 };
rmSync(testSet);
rmSync(path);
${reportCost}`;

/** Reading, asking and journaling of two test sets, one ten times the other, each in a process of its own. */
export async function benchEvaluateMemory({ rows = 1_000_000 } = {}): Promise<MemoryBench> {
  const built = builtSources();
  try {
    const small = await built.run<MemoryBench["small"]>(program, { rows: rows / 10 });
    const large = await built.run<MemoryBench["large"]>(program, { rows });
    return { small, large };
  } finally {
    built.remove();
  }
}

/** One line for a person. */
export function memoryBenchLine({ small, large }: MemoryBench): string {
  const said = ({ rows, rssMb, seconds, journalMb }: MemoryBench["small"]): string =>
    `${rows} rows ${rssMb.toFixed(0)} MB (journal ${journalMb.toFixed(0)} MB, asked in ${seconds.toFixed(1)} s)`;
  return `evaluate, reading and asking: ${said(small)}, ${said(large)}; ratio ${(large.rssMb / small.rssMb).toFixed(2)}`;
}

export const title = "Reading, asking and journaling: memory must not grow with the rows";

/** @param options.full a million rows, else a tenth */
export async function* lines({ full }: { full: boolean }): AsyncGenerator<string> {
  yield memoryBenchLine(await benchEvaluateMemory({ rows: full ? 1_000_000 : 100_000 }));
}
