import { join } from "node:path";
import type { ActionDeps } from "#action-kit";
import { type Evaluation, InputError, type JudgeReport } from "#contracts";
import {
  asScore,
  calibrate,
  judgeVariance,
  type PairJudged,
  pairwiseSummary,
  requireWithinBudget,
  shareOf,
} from "#evaluation";
import type { ResponseCache } from "#inference";
import { stateFolder } from "#platform";
import { type Estimate, newReservoir } from "#statistics";
import { withJudgeCache } from "../judge-cache.ts";
import { estimateJudging, type JudgedRow, type JudgeTotals, judgeRows } from "../judge-rows.ts";
import { type JudgeSettings, judgingBy } from "../judge-settings.ts";
import type { JudgeOptions, JudgeRow } from "../judging.ts";
import { type Judge, openJudges } from "../open-judges.ts";
import { promptOf } from "./ask-row.ts";
import { judgeMetric, winMetric } from "./judge-metrics.ts";
import { keepMeasures } from "./keep-measures.ts";
import type { Measuring } from "./measuring.ts";
import type { AnsweredRow, MeasuredRow } from "./rows.ts";

export interface JudgedAnswers {
  candidate: string[];
  baseline: string[];
  report: JudgeReport;
  /** In this run; null when a price or a count is unknown. */
  usd: number | null;
  tokens: { prompt: number; completion: number };
  reasons: Evaluation["reasons"];
}

type Calibration = NonNullable<JudgeReport["calibration"]>;
type Rows = () => AsyncGenerator<AnsweredRow>;

/** Rows whose repeats are kept to tell the judge's variance from the answers'. */
const rowsOfVariance = 5_000;

/** Candidate and baseline before the same judges, who know neither. @throws InputError `no-key`, `over-budget`, `judge-needs-test-set` */
export async function judgedAnswers(
  settings: JudgeSettings,
  measuring: Measuring,
  rows: { candidate: Rows; baseline: Rows | undefined },
  deps: ActionDeps,
): Promise<JudgedAnswers> {
  const { inputs, testSet, labels, purse } = measuring;
  const judges = await openJudges(deps, settings, {
    prices: measuring.settings.prices,
    apiKey: inputs["judge-api-key"] ?? inputs["api-key"],
  });
  if (!testSet)
    throw new InputError(
      [{ where: "test-set", problem: "is needed by the judge", mend: "give the questions that were answered" }],
      "judge-needs-test-set",
    );
  for (const { price } of judges) if (price) purse.prices.add(price);
  const stateDir = inputs["state-dir"] ?? stateFolder(deps.environment);
  return await withJudgeCache(deps, join(stateDir, "judge-cache"), async (cache) => {
    const options = optionsOf(settings, judges, measuring, deps);
    await requireEstimate(cache, rows, options);
    const candidate = await judgeArm("candidate", rows.candidate, cache, rows.baseline, options);
    // what the candidate's judging left is all that the baseline's may cost
    const left = { ...options, budgetUsd: options.budgetUsd - candidate.totals.usdAtMost };
    const baseline = rows.baseline && (await judgeArm("baseline", rows.baseline, cache, undefined, left));
    const all = baseline ? [candidate.totals, baseline.totals] : [candidate.totals];
    return {
      candidate: [candidate.path],
      baseline: baseline ? [baseline.path] : [],
      report: {
        ...reportOf(settings, judges, all),
        ...varianceOf(candidate.repeats, all),
        ...(candidate.pairs.length > 0 ? { pairwise: pairsOf(candidate.pairs) } : {}),
        ...(labels ? { calibration: calibrationOf(settings, candidate.labelled, measuring) } : {}),
      },
      usd: all.reduce<number | null>((sum, { usd }) => (sum === null || usd === null ? null : sum + usd), 0),
      tokens: {
        prompt: all.reduce((sum, { promptTokens }) => sum + promptTokens, 0),
        completion: all.reduce((sum, { completionTokens }) => sum + completionTokens, 0),
      },
      reasons: reasonsOf(all),
    };
  });

  async function requireEstimate(cache: ResponseCache, of: typeof rows, options: JudgeOptions): Promise<void> {
    if (!Number.isFinite(options.budgetUsd)) return;
    const arms = [
      judgeRowsOf(of.candidate, of.baseline),
      ...(of.baseline ? [judgeRowsOf(of.baseline, undefined)] : []),
    ];
    let likely: number | undefined = 0;
    for (const arm of arms) {
      const { likelyUsd } = await estimateJudging(cache, arm.rows, { ...options, baselineOf: arm.baselineOf });
      likely = likely === undefined || likelyUsd === undefined ? undefined : likely + likelyUsd;
    }
    if (likely !== undefined) requireWithinBudget(likely, options.budgetUsd);
  }

  async function judgeArm(
    label: string,
    own: Rows,
    cache: ResponseCache,
    other: Rows | undefined,
    options: JudgeOptions,
  ): Promise<JudgedArm> {
    const arm = judgeRowsOf(own, settings.pairwise ? other : undefined);
    const run = judgeRows(cache, arm.rows, { ...options, baselineOf: arm.baselineOf });
    const repeats = newReservoir<readonly (number | null)[]>(rowsOfVariance);
    const pairs: PairJudged[] = [];
    const labelled = new Map<string, number | null>();
    let done = 0;
    async function* measured(): AsyncGenerator<MeasuredRow> {
      for await (const row of run.rows) {
        repeats.add(row.judged.repeats);
        if (row.pair) pairs.push(row.pair);
        if (labels?.has(row.id)) labelled.set(row.id, row.judged.score);
        done += 1;
        if (done % 50 === 0) deps.log.info(`${label}: ${done} answers judged`);
        yield measuresOf(row);
      }
    }
    const path = await keepMeasures(measured(), `${label}-judge`, deps);
    return { path, totals: run.totals(), repeats: repeats.sample, pairs, labelled };
  }
}

interface JudgedArm {
  path: string;
  totals: JudgeTotals;
  repeats: readonly (readonly (number | null)[])[];
  pairs: PairJudged[];
  labelled: ReadonlyMap<string, number | null>;
}

function optionsOf(
  settings: JudgeSettings,
  judges: readonly Judge[],
  { inputs, purse }: Measuring,
  { signal }: ActionDeps,
): JudgeOptions {
  return {
    ...judgingBy(settings),
    judges,
    concurrency: inputs.concurrency,
    budgetUsd: purse.limitUsd - purse.budget.spent(),
    signal,
  };
}

/** Rows as a judge is given them, with the baseline's answers at hand for those that are under way. */
function judgeRowsOf(
  own: Rows,
  other: Rows | undefined,
): { rows: AsyncGenerator<JudgeRow>; baselineOf: JudgeOptions["baselineOf"] } {
  const answers = new Map<string, string | null>();
  async function* rows(): AsyncGenerator<JudgeRow> {
    const others = other?.();
    try {
      for await (const { id, row, example, references } of own()) {
        // both are in the same order, and hold the same rows
        const met = await others?.next();
        if (met && !met.done && row.prediction !== null) answers.set(met.value.id, met.value.row.prediction);
        const messages = example ? promptOf(example, undefined) : [];
        yield { id, messages, prediction: row.prediction, references };
      }
    } finally {
      await others?.return(undefined);
    }
  }
  async function baselineOf(id: string): Promise<string | null | undefined> {
    const answer = answers.get(id);
    answers.delete(id);
    return answer;
  }
  return { rows: rows(), baselineOf: other && baselineOf };
}

function measuresOf({ id, judged, pair }: JudgedRow): MeasuredRow {
  const criteria = Object.entries(judged.criteria).map(([name, score]) => [`${judgeMetric}-${name}`, score]);
  const won = pair?.outcome === "candidate" ? 1 : pair?.outcome === "tie" ? 0.5 : 0;
  return {
    id,
    measured: {
      [judgeMetric]: judged.score,
      ...Object.fromEntries(criteria),
      ...(pair && { [winMetric]: pair.outcome === null ? null : won }),
    },
  };
}

function reportOf(settings: JudgeSettings, judges: readonly Judge[], all: readonly JudgeTotals[]): JudgeReport {
  const sum = (of: (totals: JudgeTotals) => number): number => all.reduce((total, each) => total + of(each), 0);
  return {
    models: judges.map(({ name }) => name),
    rubric: settings.rubric.name,
    repeats: settings.repeats,
    variation: all[0]?.variation ?? "none",
    temperature: settings.temperature,
    asked: sum(({ answers }) => answers.asked),
    parsed: sum(({ answers }) => answers.parsed),
    fromCache: sum(({ fromCache }) => fromCache),
    ignored: [...new Set(all.flatMap(({ ignored }) => ignored))],
  };
}

function varianceOf(
  repeats: readonly (readonly (number | null)[])[],
  [totals]: readonly JudgeTotals[],
): Pick<JudgeReport, "variance"> {
  const found = judgeVariance(repeats, totals?.variation ?? "none");
  if (!found) return {};
  const { components, standardErrorOfJudge } = found;
  return { variance: { answers: components.between, judge: components.within, standardErrorOfJudge } };
}

function pairsOf(pairs: readonly PairJudged[]): NonNullable<JudgeReport["pairwise"]> {
  const { winRate, ...counts } = pairwiseSummary(pairs);
  return { ...counts, winRate: orNull(winRate) };
}

function calibrationOf(
  { rubric }: JudgeSettings,
  labelled: ReadonlyMap<string, number | null>,
  { labels }: Measuring,
): Calibration {
  const { min, max } = rubric.scale;
  const rows = [...(labels ?? [])].map(([id, { score, passed }]) => {
    const share = labelled.get(id) ?? null;
    return { human: score, judge: share === null ? null : min + share * (max - min), passed };
  });
  const { n, missing, kappa, spearman, bias, threshold, warnings } = calibrate(rows, { scale: rubric.scale });
  return {
    n,
    missing,
    kappa: orNull(kappa),
    spearman: orNull(spearman),
    bias: orNull(bias),
    threshold: threshold ? { ...asScore(threshold), share: shareOf(rubric, threshold.value) } : null,
    points: pointsOf(rows),
    warnings,
  };
}

/** What a picture shows: as few points as the scales have tenths. */
function pointsOf(rows: readonly { human: number; judge: number | null }[]): Calibration["points"] {
  const points = new Map<string, Calibration["points"][number]>();
  for (const { human, judge } of rows) {
    if (judge === null) continue;
    const at = { human: Math.round(human * 10) / 10, judge: Math.round(judge * 10) / 10 };
    const key = JSON.stringify(at);
    points.set(key, { ...at, count: (points.get(key)?.count ?? 0) + 1 });
  }
  return [...points.values()];
}

function orNull(estimate: Estimate) {
  return { ...asScore(estimate), value: Number.isFinite(estimate.value) ? estimate.value : null };
}

function reasonsOf(all: readonly JudgeTotals[]): Evaluation["reasons"] {
  const unread = all.some(({ answers }) => answers.asked > 0 && !answers.enough);
  return [
    ...(unread ? [{ reason: "parse-rate" as const, metric: judgeMetric }] : []),
    ...(all.some(({ stoppedByBudget }) => stoppedByBudget) ? [{ reason: "budget" as const }] : []),
  ];
}
