import { ToolkitError } from "#contracts";
import {
  type AnswerFault,
  type Budget,
  bothOrders,
  costOf,
  type JudgeCall,
  type JudgePrompt,
  judgePrompt,
  likelyCostOf,
  type PairJudged,
  pairwisePrompt,
  parseJudgeAnswer,
  parseWinner,
  type Winner,
  worstCostOf,
} from "#evaluation";
import type { ChatAnswer, ChatRequest, Inference, ResponseCache } from "#inference";
import type { JudgeOptions, JudgeRow } from "./judging.ts";
import type { Judge } from "./open-judges.ts";

/** What a question to a judge needs beside the judge. */
export interface Asking {
  options: JudgeOptions;
  cache: ResponseCache;
  budget: Budget;
}

/** Thrown through the cache when there is no money for a request; it was not sent. */
export class BudgetExhausted extends Error {}

/** Failures that are of the judge as a whole and not of one question. */
const fatal = new Set(["cancelled", "inference-unauthorized", "http-unreachable", "disk-full"]);

type Answered = Pick<JudgeCall, "promptTokens" | "completionTokens" | "usd"> & {
  answer: ChatAnswer | { fault: string };
};

export function requestOf({ options }: Pick<Asking, "options">, prompt: JudgePrompt): ChatRequest {
  const { maxTokens, temperature } = options;
  return {
    messages: prompt.messages,
    maxTokens,
    ...(temperature === undefined ? {} : { temperature }),
    responseSchema: prompt.schema,
  };
}

/** One answer, from the cache or for money. @throws BudgetExhausted */
async function answerOf(asking: Asking, judge: Judge, prompt: JudgePrompt, repeat: number): Promise<Answered> {
  const cached = asking.cache.wrap(budgeted(asking.budget, judge), judge.answerer, repeat);
  try {
    const answer = await cached.chat(requestOf(asking, prompt), asking.options.signal);
    return {
      answer,
      promptTokens: answer.promptTokens ?? 0,
      completionTokens: answer.completionTokens ?? 0,
      usd: answer.fromCache ? 0 : costOf(judge.price, answer),
    };
  } catch (error) {
    if (!(error instanceof ToolkitError) || fatal.has(error.code)) throw error;
    return {
      answer: { fault: error.code },
      promptTokens: 0,
      completionTokens: 0,
      usd: refusedUnpaid(error) ? 0 : null,
    };
  }
}

/** A request that the provider turned away is not billed; of any other failure nobody knows. */
const refusedUnpaid = ({ code, status }: ToolkitError): boolean =>
  code === "inference-refused" || code === "inference-unauthorized" || status === 429;

function budgeted(budget: Budget, { inference, price }: Judge): Inference {
  return {
    ...inference,
    async chat(request, signal) {
      // without a price there is no limit either: see requireKnownPrices
      const reservation = await budget.reserve(worstCostOf(price, textsOf(request), request.maxTokens) ?? 0);
      if (!reservation) throw new BudgetExhausted();
      let usd: number | null = null;
      try {
        const answer = await inference.chat(request, signal);
        usd = costOf(price, answer);
        return answer;
      } catch (error) {
        if (error instanceof ToolkitError && refusedUnpaid(error)) usd = 0;
        throw error;
      } finally {
        reservation.settle(usd);
      }
    },
  };
}

const textsOf = ({ messages, responseSchema }: ChatRequest): string[] => [
  ...messages.map(({ content }) => content),
  ...(responseSchema ? [JSON.stringify(responseSchema)] : []),
];

export const likelyUsd = ({ price }: Judge, request: ChatRequest): number | undefined =>
  likelyCostOf(price, textsOf(request), request.maxTokens);

const judgedTexts = ({ messages, references }: JudgeRow, ...responses: string[]): string[] => [
  ...messages.map(({ content }) => content),
  ...references,
  ...responses,
];

export function promptOf({ options }: Pick<Asking, "options">, row: JudgeRow, repeat: number): JudgePrompt {
  const { messages, references, prediction } = row;
  return judgePrompt(options.rubric, { messages, references, response: prediction as string }, repeat);
}

export interface Asked extends JudgeCall {
  /** Parameters that the model did not take. */
  ignored: readonly string[];
  fromCache: boolean;
}

/** A judge's scores for a row. @throws BudgetExhausted */
export async function askScore(asking: Asking, judge: Judge, row: JudgeRow, repeat: number): Promise<Asked> {
  const prompt = promptOf(asking, row, repeat);
  const { answer, ...spent } = await answerOf(asking, judge, prompt, repeat);
  if ("fault" in answer) return { ...spent, answer, ignored: [], fromCache: false };
  const expected = { nonce: prompt.nonce, judged: judgedTexts(row, row.prediction as string) };
  const said = parseJudgeAnswer(answer.content, asking.options.rubric, expected);
  return {
    ...spent,
    answer: "fault" in said ? { fault: faultOf(said.fault, answer) } : said,
    ignored: answer.ignored ?? [],
    fromCache: answer.fromCache ?? false,
  };
}

/** What cut the answer says more than that it cannot be read. */
function faultOf(fault: AnswerFault, { finishReason }: ChatAnswer): string {
  if (finishReason === "length") return "judge-cut";
  return finishReason === "refusal" || finishReason === "content_filter" ? "judge-refused" : fault;
}

function pairPromptOf({ options }: Pick<Asking, "options">, row: JudgeRow, first: string, second: string): JudgePrompt {
  const { messages, references } = row;
  return pairwisePrompt(options.rubric, { messages, references, first, second }, 0);
}

/** The two questions by which a row is compared. */
export function pairPromptsOf(asking: Pick<Asking, "options">, row: JudgeRow, baseline: string): JudgePrompt[] {
  const candidate = row.prediction as string;
  return [pairPromptOf(asking, row, candidate, baseline), pairPromptOf(asking, row, baseline, candidate)];
}

/** Both responses to a judge in both orders, told as A and B. @throws BudgetExhausted */
export async function askPair(
  asking: Asking,
  judge: Judge,
  row: JudgeRow,
  baseline: string,
): Promise<{ pair: PairJudged; calls: (Omit<Answered, "answer"> & { parsed: boolean })[] }> {
  const calls: (Omit<Answered, "answer"> & { parsed: boolean })[] = [];
  const winnerOf = async (first: string, second: string): Promise<Winner | null> => {
    const prompt = pairPromptOf(asking, row, first, second);
    const { answer, ...spent } = await answerOf(asking, judge, prompt, 0);
    const expected = { nonce: prompt.nonce, judged: judgedTexts(row, first, second) };
    const said = "fault" in answer ? answer : parseWinner(answer.content, expected);
    calls.push({ ...spent, parsed: "winner" in said });
    return "winner" in said ? said.winner : null;
  };
  const candidate = row.prediction as string;
  const pair = bothOrders(await winnerOf(candidate, baseline), await winnerOf(baseline, candidate));
  return { pair, calls };
}
