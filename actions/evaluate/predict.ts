import { type ChatExample, InputError, type ToolkitError } from "#contracts";
import { adaptivePool, type Inference } from "#inference";
import type { Platform } from "#platform";
import { type Asking, askRow, failedRow, otherModel, type PlacedRow, tooLong } from "./ask-row.ts";
import { type Journal, openJournal } from "./journal.ts";

export interface PredictOptions extends Asking {
  /** The journal: answers are appended to it, and rows answered in it are not asked again. Its name holds `journalKey`. */
  path: string;
  /** Requests at once, at most. */
  concurrency: number;
  /** Named in the log. */
  label: string;
  /** Rows of the test set where that is known: for the time that is left. */
  total?: number | undefined;
  /** Told of rows that are done, as they are logged. */
  onProgress?: ((done: number) => void) | undefined;
  signal: AbortSignal;
}

export interface Predicted {
  path: string;
  /** Rows with an answer in the file, those of earlier runs among them. */
  answered: number;
  /** Rows with an error in the file. */
  failed: number;
  /** Rows that were answered before. */
  kept: number;
  /** Of this run. */
  seconds: number;
}

type Ports = Pick<Platform, "files" | "clock" | "random" | "log" | "secrets">;

/** What may be the fault of one row; anything else is the end of the run. */
const rowErrors = new Set([
  "inference-refused",
  "inference-failed",
  "inference-garbled",
  "inference-cut",
  "inference-other-model",
  "http-timeout",
]);

/** Rows in a row that the server could not take, each after all its attempts: it is gone. */
const goneAfter = 5;
/** Rows that failed before any was answered: what is wrong is wrong with all of them. */
const hopelessAfter = 50;

/**
 * Asks the model for every row and leaves the answers in the journal, in memory for those that are under way. The rows
 * in the file are in the order of their answers; `index` is their place in the test set. Give the inference one attempt
 * (`attempts: 1`) where it has a choice: here the trying again is the pool's, so that all of it rests when the server asks.
 * @throws ToolkitError of a server that is gone or refuses the key; what was answered until then is kept
 */
export async function predictRows(
  ports: Ports,
  inference: Inference,
  rows: AsyncIterable<ChatExample>,
  options: PredictOptions,
): Promise<Predicted> {
  const { clock, log } = ports;
  const { label, signal, concurrency } = options;
  const journal = await openJournal(ports.files, options.path);
  const kept = journal.known.size;
  if (kept > 0) log.info(`${label}: ${kept} rows were answered before`);
  const progress = progressOf(ports, options, kept);
  const end = endOfRun(kept);
  const started = clock.monotonic();
  let [answered, failed, firstModel] = [kept, 0, journal.model];
  const onCongestion = (level: number, pauseMs: number): void =>
    log.info(`${label}: the server is busy; ${level} at once after ${(pauseMs / 1000).toFixed(1)} s`);
  const pool = adaptivePool(
    ports,
    openRows(rows, journal, options),
    { concurrency, signal, onCongestion },
    (row, stop) => askRow(inference, row, options, stop),
  );
  try {
    for await (const outcome of pool) {
      let error = "error" in outcome ? outcome.error : undefined;
      if ("result" in outcome) {
        const { model } = outcome.result;
        firstModel ??= model ?? undefined;
        if (model && firstModel !== undefined && model !== firstModel) error = otherModel(model, firstModel);
        else if (!journal.append(outcome.result)) error = tooLong();
        else answered += 1;
      }
      if (error) {
        if (!rowErrors.has(error.code)) throw error;
        failed += 1;
        journal.append(failedRow(outcome.item, error, ports.secrets.redact));
      }
      end.after(error);
      progress(answered + failed);
    }
  } finally {
    journal.close();
  }
  return { path: options.path, answered, failed, kept, seconds: (clock.monotonic() - started) / 1000 };
}

/** Rows that are not answered yet. @throws InputError `other-test-set` when the journal answers other rows than these */
async function* openRows(
  rows: AsyncIterable<ChatExample>,
  { known }: Journal,
  { path }: PredictOptions,
): AsyncGenerator<PlacedRow> {
  let [index, met] = [0, 0];
  const other = (problem: string): InputError =>
    new InputError([{ where: path, problem, mend: "remove the file" }], "other-test-set");
  for await (const example of rows) {
    const found = known.find(index, example.id);
    if (found === "other") throw other(`row ${index} of the test set is ${example.id}, and not in this file's answers`);
    if (found === "same") met += 1;
    // rows answered in this run are never known to it: `known` holds the runs before
    else yield { index, example };
    index += 1;
  }
  if (met < known.size) throw other(`${known.size - met} of its answers are to rows that the test set does not have`);
}

/** Tells failures of rows from the failure of the whole. */
function endOfRun(kept: number): { after(error: ToolkitError | undefined): void } {
  let [everAnswered, gone, hopeless] = [kept > 0, 0, 0];
  return {
    after(error) {
      everAnswered ||= error === undefined;
      gone = error && (error.retryable || error.code === "http-timeout") ? gone + 1 : 0;
      hopeless = error && !everAnswered ? hopeless + 1 : 0;
      if (error && (gone >= goneAfter || hopeless >= hopelessAfter)) throw error;
    },
  };
}

function progressOf(
  { clock, log }: Pick<Ports, "clock" | "log">,
  { label, total, onProgress }: PredictOptions,
  kept: number,
): (done: number) => void {
  const started = clock.monotonic();
  let told = started;
  return (done) => {
    const now = clock.monotonic();
    if (now - told < 10_000 && done !== total) return;
    told = now;
    onProgress?.(done);
    if (total === undefined) return log.info(`${label}: ${done} rows`);
    const left = ((now - started) / Math.max(1, done - kept)) * (total - done);
    log.info(`${label}: ${done}/${total} rows, ETA ${Math.round(left / 1000)} s`);
  };
}
