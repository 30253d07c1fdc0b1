import type { Judged, JudgeRubric } from "#contracts";
import {
  type JudgePrompt,
  judgedOf,
  newBudget,
  type PairJudged,
  type ParseRate,
  parseRate,
  type RepeatVariation,
  requireKnownPrices,
  variationOf,
} from "#evaluation";
import { type ResponseCache, runPool } from "#inference";
import {
  type Asked,
  type Asking,
  askPair,
  askScore,
  BudgetExhausted,
  likelyUsd,
  pairPromptsOf,
  promptOf,
  requestOf,
} from "./ask-judge.ts";
import type { JudgeOptions, JudgeRow } from "./judging.ts";
import type { Judge } from "./open-judges.ts";

export interface JudgedRow {
  id: string;
  judged: Judged;
  /** Against the baseline's answer, where there is one. */
  pair?: PairJudged | undefined;
}

export interface JudgeTotals {
  /** Rows that were drawn, and those of them that were judged to the end. */
  rows: number;
  judged: number;
  /** Money ran out: what was judged is told, and the gate errs. */
  stoppedByBudget: boolean;
  /** Over all answers that were asked for, comparisons among them. */
  answers: ParseRate;
  fromCache: number;
  promptTokens: number;
  completionTokens: number;
  /** Spent in this run; null when a price or a count of tokens is unknown. */
  usd: number | null;
  /** The same, requests that failed without a bill taken at their worst: what the budget was kept by. */
  usdAtMost: number;
  /** By what repeats differed. */
  variation: RepeatVariation;
  /** Parameters that a judge's model does not take, as `anthropic/claude-opus-5-5: temperature`. */
  ignored: string[];
}

export interface JudgeRun {
  /** Rows as they are judged, in no order. Draws no more than it judges at a time. */
  rows: AsyncGenerator<JudgedRow>;
  /** Whole once the rows have ended. */
  totals(): JudgeTotals;
}

/**
 * Judges a stream of rows: each by every judge, as often as repeats are asked for. Answers go through the cache, so that a
 * run that was killed pays for none of them again; money is reserved before a request is sent, and when it is at its end
 * nothing more is drawn.
 * @throws InputError `unknown-price`; from `rows` ToolkitError when a judge refuses the key or is gone
 */
export function judgeRows(
  cache: ResponseCache,
  rows: AsyncIterable<JudgeRow> | Iterable<JudgeRow>,
  options: JudgeOptions,
): JudgeRun {
  const { rubric, judges, repeats, panel, passAt } = options;
  requireKnownPrices(
    judges.map(({ name, price }) => ({ name, priced: price !== undefined })),
    options.budgetUsd,
  );
  const budget = newBudget(options.budgetUsd);
  const asking: Asking = { options, cache, budget };
  const counts = { rows: 0, judged: 0, asked: 0, parsed: 0, fromCache: 0, promptTokens: 0, completionTokens: 0 };
  let usd: number | null = 0;
  const ignored = new Set<string>();

  function count(call: Pick<Asked, "promptTokens" | "completionTokens" | "usd">, parsed: boolean): void {
    counts.asked += 1;
    counts.parsed += parsed ? 1 : 0;
    counts.promptTokens += call.promptTokens;
    counts.completionTokens += call.completionTokens;
    usd = usd === null || call.usd === null ? null : usd + call.usd;
  }

  async function scoresOf(judge: Judge, row: JudgeRow): Promise<Asked[]> {
    const calls: Asked[] = [];
    for (let repeat = 0; repeat < repeats; repeat++) {
      const call = await askScore(asking, judge, row, repeat);
      count(call, !("fault" in call.answer));
      counts.fromCache += call.fromCache ? 1 : 0;
      for (const name of call.ignored) ignored.add(`${judge.name}: ${name}`);
      calls.push(call);
    }
    return calls;
  }

  async function pairOf(row: JudgeRow): Promise<PairJudged | undefined> {
    const baseline = await options.baselineOf?.(row.id);
    if (baseline === undefined || baseline === null) return undefined;
    const pairs: PairJudged[] = [];
    for (const judge of judges) {
      const { pair, calls } = await askPair(asking, judge, row, baseline);
      for (const call of calls) count(call, call.parsed);
      pairs.push(pair);
    }
    return voteOf(pairs);
  }

  async function judgeRow(row: JudgeRow): Promise<JudgedRow | undefined> {
    if (row.prediction === null) return { id: row.id, judged: unanswered(rubric) };
    try {
      const calls: Asked[][] = [];
      for (const judge of judges) calls.push(await scoresOf(judge, row));
      const pair = await pairOf(row);
      return { id: row.id, judged: judgedOf(rubric, calls, { method: panel, passAt }), ...(pair && { pair }) };
    } catch (error) {
      // half of a row's answers are none; they are in the cache for the next run
      if (error instanceof BudgetExhausted) return undefined;
      throw error;
    }
  }

  async function* drawn(): AsyncGenerator<JudgeRow> {
    for await (const row of rows) {
      if (budget.exhausted()) return;
      counts.rows += 1;
      yield row;
    }
  }

  async function* judged(): AsyncGenerator<JudgedRow> {
    for await (const row of runPool(drawn(), options.concurrency, judgeRow)) {
      if (!row) continue;
      counts.judged += 1;
      yield row;
    }
  }

  return {
    rows: judged(),
    totals: () => {
      const { asked, parsed, ...rest } = counts;
      return {
        ...rest,
        stoppedByBudget: budget.exhausted(),
        answers: parseRate(asked, parsed),
        usd,
        usdAtMost: budget.spent(),
        variation: repeats > 1 ? variationOf(rubric, options.temperature) : "none",
        ignored: [...ignored].sort(),
      };
    },
  };
}

const unanswered = ({ criteria }: JudgeRubric): Judged => ({
  score: null,
  criteria: Object.fromEntries(criteria.map(({ name }) => [name, null])),
  repeats: [],
  error: "no-prediction",
  promptTokens: 0,
  completionTokens: 0,
  usd: 0,
});

/** A panel's word on a pair: what more than half of its judges say, else a tie; null when half or more say nothing. */
function voteOf(pairs: readonly PairJudged[]): PairJudged {
  const outcomes = pairs.flatMap(({ outcome }) => (outcome === null ? [] : [outcome]));
  const flipped = pairs.some((pair) => pair.flipped);
  if (outcomes.length * 2 <= pairs.length) return { outcome: null, flipped };
  const winner = outcomes.find((one) => outcomes.filter((other) => other === one).length * 2 > outcomes.length);
  return { outcome: winner ?? "tie", flipped };
}

export interface JudgeEstimate {
  /** Answers that will be asked for, and those of them that the cache has. */
  answers: number;
  fromCache: number;
  /** About, rather too much; undefined when a price is unknown. */
  likelyUsd: number | undefined;
}

/** What judging these rows will about cost, before anything is sent; comparisons as far as `baselineOf` knows answers. */
export async function estimateJudging(
  cache: ResponseCache,
  rows: AsyncIterable<JudgeRow> | Iterable<JudgeRow>,
  options: JudgeOptions,
): Promise<JudgeEstimate> {
  const estimate: JudgeEstimate = { answers: 0, fromCache: 0, likelyUsd: 0 };
  async function add(judge: Judge, prompt: JudgePrompt, repeat: number): Promise<void> {
    const request = requestOf({ options }, prompt);
    estimate.answers += 1;
    if (await cache.has(judge.answerer, request, repeat)) estimate.fromCache += 1;
    else {
      const usd = likelyUsd(judge, request);
      estimate.likelyUsd = usd === undefined || estimate.likelyUsd === undefined ? undefined : estimate.likelyUsd + usd;
    }
  }
  for await (const row of rows) {
    if (row.prediction === null) continue;
    const baseline = (await options.baselineOf?.(row.id)) ?? undefined;
    for (const judge of options.judges) {
      for (let repeat = 0; repeat < options.repeats; repeat++)
        await add(judge, promptOf({ options }, row, repeat), repeat);
      if (baseline !== undefined)
        for (const prompt of pairPromptsOf({ options }, row, baseline)) await add(judge, prompt, 0);
    }
  }
  return estimate;
}
