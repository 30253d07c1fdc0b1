import type { JudgeRubric } from "#contracts";
import { type Estimate, wilson } from "#statistics";
import { dataRule, fenced, type JudgePrompt, nonceOf, promptText, type Question } from "./question.ts";
import { type AnswerFault, readAnswer } from "./read-answer.ts";
import { criteriaOf } from "./rubric.ts";
import { visibleText } from "./visible-text.ts";

/** The judge sees A and B, and never which of them is new. */
export function pairwisePrompt(
  rubric: JudgeRubric,
  question: Question & { first: string; second: string },
  repeat: number,
): JudgePrompt {
  const { messages, references = [], first, second } = question;
  const judged = [...messages.map(({ content }) => content), ...references, first, second];
  const nonce = nonceOf(["pairwise", rubric, messages.map(({ role }) => role), references.length, repeat], judged);
  const text = [
    "Decide which of two responses to the following prompt is better.",
    `Prompt:\n${fenced("prompt", nonce, promptText(messages, nonce, visibleText))}`,
    ...references.map((reference) => `Reference answer:\n${fenced("reference", nonce, visibleText(reference))}`),
    `Response A:\n${fenced("response-a", nonce, visibleText(first))}`,
    `Response B:\n${fenced("response-b", nonce, visibleText(second))}`,
    `Criteria:\n${criteriaOf(rubric, repeat)
      .map((criterion) => `- ${criterion.text}`)
      .join("\n")}`,
    `The order of the responses and their lengths say nothing of their quality. Answer with one JSON object that holds "winner": "A", "B" or "tie", and "nonce": "${nonce}". No other text.`,
  ].join("\n\n");
  const rules = ["You compare answers of language models.", rubric.instructions, dataRule(nonce)];
  return {
    messages: [
      { role: "system", content: rules.filter(Boolean).join("\n") },
      { role: "user", content: text },
    ],
    nonce,
    schema: {
      name: "comparison",
      schema: {
        type: "object",
        properties: { nonce: { type: "string" }, winner: { type: "string", enum: ["A", "B", "tie"] } },
        required: ["nonce", "winner"],
        additionalProperties: false,
      },
    },
  };
}

export type Winner = "A" | "B" | "tie";

export function parseWinner(
  content: string,
  expected: { nonce: string; judged: readonly string[] },
): { winner: Winner } | { fault: AnswerFault } {
  const read = readAnswer(content, { ...expected, key: "winner" });
  if ("fault" in read) return read;
  const said = typeof read.value === "object" ? read.value["winner"] : read.value;
  if (said === undefined) return { fault: "judge-incomplete" };
  const winner = (["A", "B", "tie"] as const).find((known) => known === said);
  return winner ? { winner } : { fault: "judge-unreadable" };
}

export interface PairJudged {
  /** Null when an order has no answer. */
  outcome: "candidate" | "baseline" | "tie" | null;
  /** The judge preferred the same place in both orders: it judged the order and not the answers. */
  flipped: boolean;
}

/**
 * Both orders together: a win has to be won in each of them (Zheng et al. 2023, 3.4).
 * @param candidateFirst winner when the candidate was A
 * @param baselineFirst winner when the baseline was A
 */
export function bothOrders(candidateFirst: Winner | null, baselineFirst: Winner | null): PairJudged {
  if (candidateFirst === null || baselineFirst === null) return { outcome: null, flipped: false };
  if (candidateFirst === "A" && baselineFirst === "B") return { outcome: "candidate", flipped: false };
  if (candidateFirst === "B" && baselineFirst === "A") return { outcome: "baseline", flipped: false };
  return { outcome: "tie", flipped: candidateFirst !== "tie" && candidateFirst === baselineFirst };
}

export interface PairwiseSummary {
  wins: number;
  losses: number;
  ties: number;
  /** Pairs without an outcome. */
  missing: number;
  flips: number;
  /**
   * Share of pairs won, a tie half, by Wilson's interval. A tie varies less than a toss between win and loss, so with
   * ties the interval is rather too wide.
   */
  winRate: Estimate;
}

export function pairwiseSummary(pairs: Iterable<PairJudged>): PairwiseSummary {
  const counts = { candidate: 0, baseline: 0, tie: 0 };
  let [missing, flips] = [0, 0];
  for (const { outcome, flipped } of pairs) {
    if (outcome === null) missing += 1;
    else counts[outcome] += 1;
    if (flipped) flips += 1;
  }
  const { candidate: wins, baseline: losses, tie: ties } = counts;
  return { wins, losses, ties, missing, flips, winRate: wilson(wins + ties / 2, wins + losses + ties) };
}
