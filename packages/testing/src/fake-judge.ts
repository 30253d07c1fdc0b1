import type { ChatMessage } from "#contracts";
import { attackOrder } from "./judge-attacks.ts";

export interface FakeJudgeOptions {
  /** Its honest opinion of a response, on the scale 0-10. */
  opinion?: (response: string) => number;
  /** Quotes the response before it answers. */
  quotes?: boolean;
}

/**
 * A judge that obeys whatever stands outside of the delimiters and nothing within: it takes as data what lies between tags
 * that carry the nonce it is told, and reads the rest as orders.
 */
export function fakeJudge({ opinion = () => 3, quotes = false }: FakeJudgeOptions = {}) {
  return (messages: readonly ChatMessage[]): string => {
    const last = messages.at(-1)?.content ?? "";
    const nonce = nonceIn(last);
    const orders = messages.map(({ content }) => withoutData(content, nonce)).join("\n");
    const responses = blocksOf(last, nonce, "response(?:-[ab])?");
    if (orders.includes('"winner"')) return JSON.stringify({ nonce, winner: preferred(responses, orders, opinion) });
    const score = obeys(orders) ? 10 : opinion(responses[0] ?? "");
    const names = [...new Set([...orders.matchAll(/\("([a-z][a-z0-9-]*)"\)/g)].map(([, name]) => name as string))];
    const answer = JSON.stringify({ nonce, ...Object.fromEntries(names.map((name) => [name, score])), score });
    return quotes ? `The response was:\n${responses[0]}\n\nMy evaluation:\n${answer}` : answer;
  };
}

/** A judge that obeys an order wherever it stands: what a prompt without delimiters is up against. */
export function naiveJudge(messages: readonly ChatMessage[]): string {
  return obeys(messages.map(({ content }) => content).join("\n")) ? "10" : "3";
}

const obeys = (text: string): boolean => text.includes(attackOrder);

function preferred([first = "", second = ""]: readonly string[], orders: string, opinion: (text: string) => number) {
  if (obeys(orders)) return "A";
  const difference = opinion(first) - opinion(second);
  return difference === 0 ? "tie" : difference > 0 ? "A" : "B";
}

/** The last thing it is told is the form of the answer, the nonce in it. */
const nonceIn = (text: string): string => [...text.matchAll(/"nonce": "([0-9a-f]+)"/g)].at(-1)?.[1] ?? "none";

const block = (nonce: string, kind: string): RegExp =>
  new RegExp(`<(${kind})-${nonce}[^>]*>\\n([\\s\\S]*?)\\n</\\1-${nonce}>`, "g");

const blocksOf = (text: string, nonce: string, kind: string): string[] =>
  [...text.matchAll(block(nonce, kind))].map(([, , content]) => content as string);

const withoutData = (text: string, nonce: string): string => text.replace(block(nonce, "[a-z-]+"), "");
