import * as z from "zod";
import { InputError, type Prediction, type Problem, ToolkitError } from "#contracts";
import { type Child, type JsonLine, jsonLineBatches, listedProblems, type Platform } from "#platform";
import { commandEnvironment } from "./command-environment.ts";

export interface MetricCommand {
  name: string;
  /** Program and arguments; no shell. */
  command: readonly string[];
  /** Names of variables that it gets beside PATH, HOME and LANG. */
  environment: readonly string[];
  /** Longest time for all rows. */
  seconds: number;
}

export interface CommandScore {
  /** Place of the row in `rows`, counted from 0. */
  index: number;
  id: string;
  score: number;
}

type Ports = Pick<Platform, "exec" | "clock" | "environment" | "secrets">;

const lineSchema = z.looseObject({ id: z.string(), score: z.number() });
/** A line is an id and a number. */
const longestLine = 64 * 1024;

/**
 * Scores rows by the user's own command: rows go in as JSON lines, a line {"id", "score"} comes out for each, in their
 * order. Both ways are streamed, so that neither side holds the rows: the rows are read twice, once to be sent and once
 * beside the answers. Whatever is wrong with an answer is an error, and never a score.
 * @param rows gives the same rows each time
 * @throws InputError `metric-command-answer` naming rows; ToolkitError `metric-command-failed`, `metric-command-timeout`,
 * `command-not-found`
 */
export async function* commandScores(
  ports: Ports,
  metric: MetricCommand,
  rows: () => AsyncIterable<Prediction>,
  { cwd, signal }: { cwd: string; signal: AbortSignal },
): AsyncGenerator<CommandScore> {
  const [program = "", ...parameters] = metric.command;
  const sent = recorded(rows());
  const stderr: string[] = [];
  const child = await ports.exec.start(program, parameters, {
    cwd,
    env: commandEnvironment(ports, metric.environment),
    input: sent.lines,
    pipeOutput: true,
    onLine: (line) => {
      stderr.push(line.slice(0, 500));
      if (stderr.length > 10) stderr.shift();
    },
  });
  const limit = timeLimit(ports, child, metric, signal);
  let scored = 0;
  try {
    for await (const score of checked(metric, child.output as AsyncIterable<Uint8Array>, rows(), limit.over)) {
      scored += 1;
      yield score;
    }
    const { exitCode, signal: killedBy } = await Promise.race([child.ended, limit.over]);
    if (sent.error()) throw sent.error();
    if (exitCode !== 0) throw failure(ports, metric, `ended with ${exitCode ?? killedBy}`, stderr);
  } catch (error) {
    if (sent.error()) throw sent.error();
    // a command that died gives too few answers: its own words say more than their number
    const end = await Promise.race([child.ended, ports.clock.sleep(200).then(() => undefined)]);
    if (error instanceof InputError && end && end.exitCode !== 0)
      throw failure(ports, metric, `ended with ${end.exitCode ?? end.signal} after ${scored} rows`, stderr);
    throw error;
  } finally {
    limit.stop();
    child.kill("SIGKILL");
  }
}

/** Rows as lines; remembers what broke in them, which the child's end of the pipe cannot say. */
function recorded(rows: AsyncIterable<Prediction>): { lines: AsyncIterable<string>; error(): unknown } {
  let failure: unknown;
  async function* lines(): AsyncGenerator<string> {
    try {
      for await (const row of rows) yield `${JSON.stringify(row)}\n`;
    } catch (error) {
      failure = error;
      throw error;
    }
  }
  return { lines: lines(), error: () => failure };
}

/** Answers beside the rows that they are to. @throws InputError at the first that is to another, or with all that are none */
async function* checked(
  { name }: MetricCommand,
  output: AsyncIterable<Uint8Array>,
  rows: AsyncIterable<Prediction>,
  over: Promise<never>,
): AsyncGenerator<CommandScore> {
  const source = rows[Symbol.asyncIterator]();
  const problems: Problem[] = [];
  let [index, bad] = [0, 0];
  const where = (id: string): string => `metric ${name}, row ${id}`;
  try {
    for await (const batch of until(jsonLineBatches(output, { maxLineBytes: longestLine }), over)) {
      for (const item of batch) {
        const next = await source.next();
        if (next.done) throw answerError([{ where: `metric ${name}`, problem: `there are more answers than rows` }]);
        const { id } = next.value;
        const found = scoreIn(item, id);
        if (typeof found === "number") yield { index, id, score: found };
        else {
          bad += 1;
          if (bad <= listedProblems) problems.push({ where: where(id), ...found });
          // the answers are out of step: all that follow would be wrong
          if (found.otherRow) throw answerError(problems);
        }
        index += 1;
      }
    }
    for (let next = await source.next(); !next.done; next = await source.next()) {
      bad += 1;
      if (bad <= listedProblems) problems.push({ where: where(next.value.id), problem: "the command gave no answer" });
    }
  } finally {
    await source.return?.();
  }
  if (bad > listedProblems) problems.push({ where: `metric ${name}`, problem: `${bad} rows without a score in all` });
  if (bad > 0) throw answerError(problems);
}

function scoreIn(item: JsonLine, id: string): number | (Omit<Problem, "where"> & { otherRow?: true }) {
  const legal = '{"id": "…", "score": 0.5} a line, in the order of the rows; anything else on stderr';
  if ("problem" in item) return { problem: `line ${item.line} of the command ${item.problem}`, legal };
  const parsed = lineSchema.safeParse(item.value);
  if (!parsed.success) return { problem: `line ${item.line} of the command has no id, or no finite score`, legal };
  if (parsed.data.id !== id)
    return {
      problem: `line ${item.line} answers ${JSON.stringify(parsed.data.id.slice(0, 80))}`,
      legal,
      otherRow: true,
    };
  return parsed.data.score;
}

const answerError = (problems: readonly Problem[]): InputError => new InputError(problems, "metric-command-answer");

/** Batches until the time is over, even where nothing more comes. */
async function* until<Item>(items: AsyncIterable<Item>, over: Promise<never>): AsyncGenerator<Item> {
  const source = items[Symbol.asyncIterator]();
  for (;;) {
    const next = await Promise.race([source.next(), over]);
    if (next.done) return;
    yield next.value;
  }
}

function timeLimit(
  { clock }: Ports,
  child: Child,
  { name, seconds }: MetricCommand,
  signal: AbortSignal,
): { over: Promise<never>; stop(): void } {
  const stopping = new AbortController();
  const over = clock.sleep(seconds * 1000, AbortSignal.any([signal, stopping.signal])).then(() => {
    child.kill("SIGKILL");
    const message = `the command of metric ${name} did not end within ${seconds} s`;
    throw new ToolkitError({ code: "metric-command-timeout", message });
  });
  over.catch(() => child.kill("SIGKILL"));
  return { over, stop: () => stopping.abort() };
}

function failure({ secrets }: Ports, { name }: MetricCommand, what: string, stderr: readonly string[]): ToolkitError {
  const said = secrets.redact(stderr.join(" ⏎ ").replace(/\p{Cc}+/gu, " ")).slice(-500);
  return new ToolkitError({
    code: "metric-command-failed",
    message: `the command of metric ${name} ${what}${said === "" ? "" : `: ${said}`}`,
  });
}
