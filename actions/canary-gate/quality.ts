import { resolve } from "node:path";
import type { ActionDeps, Inputs } from "#action-kit";
import {
  type CanaryBlock,
  type CanaryJudging,
  type CanaryState,
  evaluationConfigSchema,
  ToolkitError,
} from "#contracts";
import { requireKnownPrices } from "#evaluation";
import { readYaml } from "#platform";
import type { Answer } from "#telemetry";
import { type JudgeSettings, judgeSettings } from "../judge-settings.ts";
import { type Judge, openJudges } from "../open-judges.ts";
import { answerSources } from "./answer-source.ts";
import { judgeAnswers } from "./judge-answers.ts";
import { type AnswerSample, sampleAnswers } from "./sample-answers.ts";
import type { spec } from "./spec.ts";
import { together } from "./together.ts";

type Place = NonNullable<CanaryState["answers"]>;
const arms = ["canary", "baseline"] as const;

/** What users were answered, before a judge. */
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
  /** The block of a look, with scores. */
  scored(block: CanaryBlock): CanaryBlock;
  place: Place;
  told: CanaryJudging;
  notes: string[];
}

/** @throws InputError with everything that the source or the judges lack */
export async function openQuality(
  chosen: keyof typeof answerSources,
  inputs: Inputs<typeof spec>,
  deps: ActionDeps,
): Promise<Quality> {
  const [{ answers, name }, { settings, judges }] = await together(
    () => answerSources[chosen](inputs, deps),
    () => judgesOf(inputs, deps),
  );
  const limitUsd = inputs["judge-budget"] ?? Number.POSITIVE_INFINITY;

  /** A place that cannot be read now is read by the next look: errors and latency are judged without it. */
  async function sampled({ mark, seed }: Place): Promise<AnswerSample & { failed: boolean }> {
    try {
      return { ...(await sampleAnswers(answers, mark, { most: inputs["judge-sample"], seed })), failed: false };
    } catch (error) {
      if (deps.signal.aborted || !(error instanceof ToolkitError) || !error.retryable) throw error;
      deps.log.warning(`the answers cannot be read now: ${error.message}`);
      return { mark, answers: { canary: 0, baseline: 0 }, sample: [], failed: true };
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
      const { mark, answers: seen, sample, failed } = await sampled(place);
      const judged = await judgeAnswers(
        sample,
        {
          settings,
          judges,
          budgetUsd: Math.max(0, limitUsd - place.spentUsd),
          concurrency: inputs["judge-concurrency"],
          seed: place.seed,
          stateDir: inputs["state-dir"],
        },
        deps,
      );
      const next = { ...place, mark, spentUsd: place.spentUsd + judged.usd };
      const by = (arm: Answer["arm"]) => armOf(arm, sample, judged.scores);
      const [canary, baseline] = [by("canary"), by("baseline")];
      const toldOf = (arm: Answer["arm"], { scores, missing }: ScoredArm) => ({
        answers: seen[arm],
        sampled: scores.length + missing,
        missing,
      });
      const told: CanaryJudging = {
        source: chosen,
        judges: judges.map((judge) => judge.name),
        rubric: settings.rubric.name,
        seed: place.seed,
        canary: toldOf("canary", canary),
        baseline: toldOf("baseline", baseline),
        spentUsd: judges.every(({ price }) => price !== undefined) ? next.spentUsd : null,
      };
      deps.log.info(lineOf(told));
      const none = failed
        ? ["answers-failed"]
        : arms.filter((arm) => seen[arm] === 0).map((arm) => `no-answers-${arm}`);
      return {
        place: next,
        told,
        notes: [...none, ...judged.notes],
        scored: (block) => ({
          ...block,
          canary: { ...block.canary, scores: canary.scores, scores_missing: canary.missing },
          baseline: { ...block.baseline, scores: baseline.scores, scores_missing: baseline.missing },
        }),
      };
    },
  };
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
