import { type RefusalLanguage, refusalPatterns } from "./refusal-patterns.ts";

/** Characters in which an answer that refuses says so; later words like these are of something else. */
const opening = 300;

const compiled = Object.entries(refusalPatterns).map(([language, patterns]) => ({
  language: language as RefusalLanguage,
  expression: new RegExp(`(?<![\\p{L}\\p{N}])(?:${patterns.join("|")})`, "iu"),
}));

/**
 * Language in which an answer refuses, undefined when it does not. Known wordings only: an answer that evades in other
 * words is not found, and one that quotes a refusal at its beginning is. Write what refuses in English or Russian.
 */
export function refusal(answer: string): RefusalLanguage | undefined {
  const start = answer
    .slice(0, opening)
    .replace(/[’ʼ`´]/g, "'")
    .replace(/\s+/g, " ");
  return compiled.find(({ expression }) => expression.test(start))?.language;
}
