import { resolve } from "node:path";
import type { ActionDeps, Inputs } from "#action-kit";
import {
  type AnswersPlace,
  type CanaryBlock,
  type CanaryJudging,
  type CanaryMetricsConfig,
  evaluationConfigSchema,
  ToolkitError,
} from "#contracts";
import { requireKnownPrices } from "#evaluation";
import { readYaml } from "#platform";
import type { Answer } from "#telemetry";
import { type JudgeSettings, judgeSettings } from "../judge-settings.ts";
import { type Judge, openJudges } from "../open-judges.ts";
import { answerSources } from "./answer-source.ts";
import { type AnswerValues, newAnswerValues } from "./answer-values.ts";
import { type JudgedAnswers, judgeAnswers } from "./judge-answers.ts";
import { type AnswerSample, sampleAnswers } from "./sample-answers.ts";
import type { spec } from "./spec.ts";
import { together } from "./together.ts";

type Place = AnswersPlace;
const arms = ["canary", "baseline"] as const;

/** Metrics that answers tell, and what a request costs. */
export interface AnswerMetrics {
  answered: readonly string[];
  prices: CanaryMetricsConfig["prices"];
}

/** What users were answered, before a judge; and what their requests cost and took. */
export interface Quality {
  /** What is read, by name. */
  name: string;
  /** Where the first look's answers begin. */
  first(): Promise<Place>;
  /** The place after all answers there are now. */
  now(): Promise<string>;
  /** Scores of a sample of the answers since, for the block of a look. */
  look(place: Place): Promise<QualityLook>;
}

export interface QualityLook {
  /** The block of a look, with scores and the further metrics' values. */
  scored(block: CanaryBlock): CanaryBlock;
  /** Answers of either arm since the look before. */
  answers: Record<Answer["arm"], number>;
  place: Place;
  /** Undefined where quality is not judged. */
  told: CanaryJudging | undefined;
  notes: string[];
}

/** @throws InputError with everything that the source or the judges lack */
export async function openQuality(
  chosen: keyof typeof answerSources,
  { answered, prices }: AnswerMetrics,
  inputs: Inputs<typeof spec>,
  deps: ActionDeps,
): Promise<Quality> {
  const [{ answers, name }, judging] = await together(
    () => answerSources[chosen](inputs, deps),
    async () => (answered.includes("quality") ? await judgesOf(inputs, deps) : undefined),
  );
  const limitUsd = inputs["judge-budget"] ?? Number.POSITIVE_INFINITY;
  const further = answered.filter((metric) => metric !== "quality");

  /** A place that cannot be read now is read by the next look: errors and latency are judged without it. */
  async function sampled({ mark, seed }: Place): Promise<AnswerSample & { failed: boolean; values: AnswerValues }> {
    const values = newAnswerValues(further, prices, seed);
    const most = judging ? inputs["judge-sample"] : 1;
    try {
      return { ...(await sampleAnswers(answers, mark, { most, seed, see: values.see })), failed: false, values };
    } catch (error) {
      if (deps.signal.aborted || !(error instanceof ToolkitError) || !error.retryable) throw error;
      deps.log.warning(`the answers cannot be read now: ${error.message}`);
      const values = newAnswerValues(further, prices, seed);
      return { mark, answers: { canary: 0, baseline: 0 }, sample: [], failed: true, values };
    }
  }

  return {
    name,
    async first() {
      const seed = inputs["judge-seed"] ?? Math.floor(deps.random.uniform() * 2 ** 31);
      deps.log.info(`answers are sampled by seed ${seed}`);
      return { source: name, mark: await answers.now(), seed, spentUsd: 0 };
    },
    now: () => answers.now(),
    async look(place) {
      const { mark, answers: seen, sample, failed, values } = await sampled(place);
      const judged = await judge(sample, place);
      // answers of one arm alone wait for the other's, and are read again then
      const extra = (arm: Answer["arm"]) => (mark === place.mark ? {} : values.of(arm));
      const scores = (arm: Answer["arm"]) => {
        if (!judged) return {};
        const { scores, missing } = armOf(arm, sample, judged.scores);
        return { scores, scores_missing: missing };
      };
      const next = { ...place, mark, spentUsd: place.spentUsd + (judged?.usd ?? 0) };
      const none = failed
        ? ["answers-failed"]
        : arms.filter((arm) => seen[arm] === 0).map((arm) => `no-answers-${arm}`);
      return {
        place: next,
        answers: seen,
        told: judged && toldOf(sample, seen, judged.scores, next),
        notes: [...none, ...(judged?.notes ?? [])],
        scored: (block) => ({
          ...block,
          canary: { ...block.canary, ...scores("canary"), ...extra("canary") },
          baseline: { ...block.baseline, ...scores("baseline"), ...extra("baseline") },
        }),
      };
    },
  };

  async function judge(sample: readonly Answer[], { seed, spentUsd }: Place): Promise<JudgedAnswers | undefined> {
    if (!judging) return undefined;
    const budgetUsd = Math.max(0, limitUsd - spentUsd);
    const { "judge-concurrency": concurrency, "state-dir": stateDir } = inputs;
    return await judgeAnswers(sample, { ...judging, budgetUsd, concurrency, seed, stateDir }, deps);
  }

  function toldOf(
    sample: readonly Answer[],
    seen: AnswerSample["answers"],
    scores: JudgedAnswers["scores"],
    { seed, spentUsd }: Place,
  ): CanaryJudging | undefined {
    if (!judging) return undefined;
    const { settings, judges } = judging;
    const armTold = (arm: Answer["arm"]) => {
      const own = armOf(arm, sample, scores);
      return { answers: seen[arm], sampled: own.scores.length + own.missing, missing: own.missing };
    };
    const told: CanaryJudging = {
      source: chosen,
      judges: judges.map((each) => each.name),
      rubric: settings.rubric.name,
      seed,
      canary: armTold("canary"),
      baseline: armTold("baseline"),
      spentUsd: judges.every(({ price }) => price !== undefined) ? spentUsd : null,
    };
    deps.log.info(lineOf(told));
    return told;
  }
}

async function judgesOf(
  inputs: Inputs<typeof spec>,
  deps: ActionDeps,
): Promise<{ settings: JudgeSettings; judges: Judge[] }> {
  const shown = inputs["judge-config"];
  const config = shown && (await readYaml(deps.files, resolve(deps.workspace, shown), evaluationConfigSchema, shown));
  const { judge, prices } = config || {};
  const settings = judgeSettings(judge, inputs["judge-model"]);
  const judges = await openJudges(deps, settings, { prices, apiKey: inputs["judge-api-key"] });
  const priced = judges.map(({ name, price }) => ({ name, priced: price !== undefined }));
  requireKnownPrices(priced, inputs["judge-budget"] ?? Number.POSITIVE_INFINITY, "judge-budget");
  return { settings, judges };
}

interface ScoredArm {
  scores: number[];
  missing: number;
}

function armOf(arm: Answer["arm"], sample: readonly Answer[], scores: readonly (number | undefined)[]): ScoredArm {
  const own = scores.filter((_, at) => sample[at]?.arm === arm);
  const known = own.filter((score) => score !== undefined);
  return { scores: known, missing: own.length - known.length };
}

function lineOf({ canary, baseline, spentUsd }: CanaryJudging): string {
  const arm = (name: string, { answers, sampled, missing }: CanaryJudging["canary"]): string =>
    `${name} ${sampled} of ${answers}, ${missing} without a score`;
  const money = spentUsd === null ? "for a price that is unknown" : `${spentUsd.toFixed(4)} USD so far`;
  return `answers judged: ${arm("canary", canary)}; ${arm("baseline", baseline)}; ${money}`;
}
