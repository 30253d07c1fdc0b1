import type { CanaryJudging, Language } from "#contracts";
import { canaryJudgingText, numbersIn } from "#messages";
import { type Block, heading, list, table } from "./document.ts";

/** Who judged the answers, how many of them, and for how much. None of the answers is shown: they are users' own. */
export function judgingBlocks(judging: CanaryJudging | undefined, language: Language): Block[] {
  if (!judging) return [];
  const text = canaryJudgingText[language];
  const numbers = numbersIn(language);
  const sources: Record<string, string> = text.sources;
  const rows = (["canary", "baseline"] as const).map((arm) => {
    const { answers, sampled, missing } = judging[arm];
    return [text[arm], ...[answers, sampled, missing].map((count) => numbers.integer(count))];
  });
  return [
    heading(text.heading),
    table([text.arm, text.answers, text.sampled, text.missing], rows, [1, 2, 3]),
    list([
      text.blind,
      `${text.source}: ${sources[judging.source] ?? judging.source}`,
      `${text.judges}: ${judging.judges.join(", ")}`,
      `${text.rubric}: ${judging.rubric}`,
      `${text.seed}: ${judging.seed}`,
      `${text.spent}: ${judging.spentUsd === null ? text.unknownPrice : numbers.decimal(judging.spentUsd, 4)}`,
    ]),
  ];
}
