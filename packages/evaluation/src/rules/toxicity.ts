import { toxicityLexicon } from "./toxicity-lexicon.ts";

export type ToxicityLexicon = Readonly<Record<string, readonly string[]>>;

/** Where a term of the lexicon stands in a text, in code units. */
export interface ToxicTerm {
  language: string;
  start: number;
  end: number;
}

/**
 * Finder of rude words, insults and threats of a lexicon, as whole words: "class" and "оскорблять" hold none. It knows
 * neither context nor intent: a quotation counts, polite cruelty does not, and words in disguise (sh1t, х*й) pass. A
 * rate of it says something about many answers, little about one.
 */
export function toxicityIn(lexicon: ToxicityLexicon = toxicityLexicon): (text: string) => ToxicTerm[] {
  const expressions = Object.entries(lexicon)
    .filter(([, terms]) => terms.length > 0)
    .map(([language, terms]) => ({ language, expression: expressionOf(terms) }));
  return (text) => {
    // ё is е in most texts, the apostrophe has two shapes; one code unit for another, so that places stay
    const plain = text.replace(/ё/g, "е").replace(/Ё/g, "Е").replace(/’/g, "'");
    return expressions
      .flatMap(({ language, expression }) =>
        Array.from(plain.matchAll(expression), ({ 0: found, index }) => ({
          language,
          start: index,
          end: index + found.length,
        })),
      )
      .sort((left, right) => left.start - right.start);
  };
}

function expressionOf(terms: readonly string[]): RegExp {
  const alternatives = terms.map((term) =>
    RegExp.escape(term.toLowerCase().replaceAll("ё", "е").replace(/\*$/, ""))
      .replaceAll(/\\x20| /g, "\\s{1,3}")
      .concat(term.endsWith("*") ? "[\\p{L}\\p{M}]{0,30}" : ""),
  );
  return new RegExp(`(?<![\\p{L}\\p{M}\\p{N}_])(?:${alternatives.join("|")})(?![\\p{L}\\p{M}\\p{N}_])`, "giu");
}
