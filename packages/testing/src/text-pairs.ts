import { seededUniform } from "#statistics";

export const textKinds = ["latin", "cyrillic", "chinese", "code", "emoji"] as const;
export type TextKind = (typeof textKinds)[number];

export interface TextPair {
  kind: TextKind;
  hypothesis: string;
  references: [string, string];
}

/** What tokenizers disagree about: spaces of all sorts, entities, numbers, marks, quotes, lone surrogates. */
// biome-ignore format: a list to read across
const oddities = [
  "\u00a0", "\u3000", "\u2028", "\u001c", "\u0085", "\ufeff", "\n", "-\n", "\t", "<skipped>", "&quot;", "&amp;lt;",
  "&gt;", "1,234.56", "5:30", "1999.", "3-4", "p.m.", "—", "…", "“x”", "«", "e\u0301", "é", "ß", "İ", "ΟΔΟΣ", "ﬁ", "№",
  "½", "²", "€5", "C++", "don't", "(a)", "...", "．", "，", "㌀", "々", "ー", "\u{20000}", "\ud800", "π", "ѣ", "ไทย", "हिन्दी",
  "한국어", "٣", "‼", "𝐀", "\u200b", "\u200d", "Dr. Smith's",
];

const emoji = [..."😀😂🥲👍🚀🔥❤☕⚠🎉🇷🇺🤖👩🧑💻🌍"];
const latinParts = "ba de fi go lu ma ne pi ro su ta ve xi zo an er ing ed tion ly ness able s".split(" ");
const cyrillicParts = "ба де фи го лу ма не пи ро су та ве же зо ан ер ость ный ать ение щий ё ъе".split(" ");
const codeWords = [
  "for ( let i = 0 ; i < n ++ ) { sum += arr [ i ] } return x => y . map ( f ) if ( ! ok ) throw new Error",
  '( "a" ) // # def self : import * async await null && || ?? `${t}` a_b $x @y',
].flatMap((line) => line.split(" "));

/** Seeded pairs of texts of about 25 words: a reference, a rewording of it, and a hypothesis made from it by edits. */
export function textPairs(count: number, { seed = 1, length = 25, odd = 0.04 } = {}): TextPair[] {
  const uniform = seededUniform(seed);
  const below = (limit: number): number => Math.floor(uniform() * limit);
  const pick = <Item>(items: readonly Item[]): Item => items[below(items.length)] as Item;
  const word = (parts: readonly string[]): string => Array.from({ length: 1 + below(4) }, () => pick(parts)).join("");
  // few words often, many seldom, as in texts
  const vocabularyOf = (make: () => string): (() => string) => {
    const known = Array.from({ length: 2000 }, make);
    return () => known[Math.floor(known.length * uniform() ** 3)] as string;
  };
  const latin = vocabularyOf(() => word(latinParts));
  const draw: Record<TextKind, () => string> = {
    latin: () => (below(12) === 0 ? `${latin()}${pick([",", ".", "!", ";", "?"])}` : latin()),
    cyrillic: vocabularyOf(() => word(cyrillicParts)),
    chinese: vocabularyOf(
      () => String.fromCodePoint(0x4e00 + below(0x5000), 0x4e00 + below(800)) + pick(["", "", "，", "。"]),
    ),
    code: () => pick(codeWords),
    emoji: () => (below(3) === 0 ? latin() : pick(emoji) + pick(["", "", "\ufe0f", "\u{1f3fd}", "\u200d"])),
  };
  const edited = (words: readonly string[], kind: TextKind, share: number): string[] => {
    const edits = words.flatMap((kept) => {
      if (uniform() >= share) return [kept];
      return [[], [draw[kind]()], [kept, draw[kind]()], [kept, kept]][below(4)] as string[];
    });
    // runs that moved are what TER searches for
    if (below(4) === 0 && edits.length > 4) {
      const run = edits.splice(below(edits.length - 3), 1 + below(4));
      edits.splice(below(edits.length + 1), 0, ...run);
    }
    return edits;
  };
  const written = (words: readonly string[], kind: TextKind): string =>
    words
      .map((one) => (uniform() < odd ? pick(oddities) + pick(["", " "]) : "") + one)
      .join(kind === "chinese" ? "" : " ");

  return Array.from({ length: count }, (_, index) => {
    const kind = textKinds[index % textKinds.length] as TextKind;
    const words = Array.from({ length: below(50) === 0 ? below(3) : 1 + below(2 * length - 1) }, draw[kind]);
    const reworded = edited(words, kind, 0.3);
    const hypothesis = below(50) === 0 ? [] : edited(words, kind, uniform() * 0.5);
    return {
      kind,
      hypothesis: written(hypothesis, kind),
      references: [written(words, kind), written(reworded, kind)],
    };
  });
}
