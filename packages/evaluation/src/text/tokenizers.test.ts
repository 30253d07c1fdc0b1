import { describe, expect, it } from "vitest";
import { codePoints } from "./code-points.ts";
import { porterStem } from "./porter-stemmer.ts";
import { tokenize13a } from "./tokenizer-13a.ts";
import { tokenizeChar } from "./tokenizer-char.ts";
import { tokenizeIntl } from "./tokenizer-intl.ts";
import { tokenizeZh } from "./tokenizer-zh.ts";
import { isWhitespace, trim, words } from "./whitespace.ts";

describe("whitespace", () => {
  it("is what Python's str.isspace says of every code unit", () => {
    const found = Array.from({ length: 0x1_0000 }, (_, unit) => unit).filter(isWhitespace);
    // [c for c in range(0x110000) if chr(c).isspace()]
    expect(found).toEqual([
      9, 10, 11, 12, 13, 28, 29, 30, 31, 32, 0x85, 0xa0, 0x1680, 0x2000, 0x2001, 0x2002, 0x2003, 0x2004, 0x2005, 0x2006,
      0x2007, 0x2008, 0x2009, 0x200a, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000,
    ]);
  });

  it("parts words and is trimmed, but a byte order mark is a character", () => {
    expect(words("\u001c a\u0085b\ufeff \u3000")).toEqual(["a", "b\ufeff"]);
    expect(trim("\u2028\ufeffa\n")).toBe("\ufeffa");
    expect(words(" \t")).toEqual([]);
  });
});

describe("13a", () => {
  it("reads entities (an escaped one twice, as sacrebleu does), joins hyphens at line ends and leaves numbers whole", () => {
    expect(tokenize13a("&amp;lt; a&quot;b -\nc\nd 1,234.5, 5-3 e.g. <skipped>x")).toEqual(
      '< a " b c d 1,234.5 , 5 - 3 e . g . x'.split(" "),
    );
  });

  it("leaves what is not ASCII as it is", () => {
    expect(tokenize13a("«Да» — 5€… 👍.")).toEqual(["«Да»", "—", "5€…", "👍", "."]);
  });
});

describe("zh", () => {
  it("parts ideographs, and all that Python's comparison of strings takes for them: dashes, quotes, arrows", () => {
    expect(tokenizeZh("我用GPT-4，a—b→c")).toEqual(["我", "用", "GPT-4", "，", "a", "—", "b", "→", "c"]);
  });

  it("takes no astral ideograph for one, as sacrebleu does", () => {
    expect(tokenizeZh("\u{20000}\u{20001}")).toEqual(["\u{20000}\u{20001}"]);
  });
});

describe("intl", () => {
  it("parts punctuation and symbols of every script, but not between numbers", () => {
    expect(tokenizeIntl("«Да», 1,5 € ½.5 ٣،٤ a👍")).toEqual(["«", "Да", "»", ",", "1,5", "€", "½.5", "٣،٤", "a", "👍"]);
    expect(tokenizeIntl("in 1999.")).toEqual(["in", "1999."]);
  });
});

describe("characters", () => {
  it("are code points: an emoji is one, a combining mark one, a lone surrogate one", () => {
    expect(tokenizeChar("e\u0301 👍\ud800")).toEqual(["e", "\u0301", "👍", "\ud800"]);
    expect([...codePoints("e\u0301 👍\ud800\udbffx", false)]).toEqual([0x65, 0x301, 0x1f44d, 0xd800, 0xdbff, 0x78]);
    expect(codePoints("a b", true)).toHaveLength(3);
  });
});

describe("Porter's stemmer", () => {
  it("stems as NLTK does", () => {
    const stems =
      "caresses caress ponies poni ties tie flies fli dying die news news agreed agre feed feed plastered plaster sing sing conflated conflat hopping hop falling fall filing file happy happi enjoy enjoy relational relat conditional condit digitizer digit radically radic hopefully hope geology geolog formalize formal electrical electr goodness good revival reviv adoption adopt replacement replac effective effect probate probat rate rate cease ceas controlling control rolling roll syzygy syzygi yyyyed yyyi skies sky yield yield";
    const pairs = stems.split(" ");
    for (let at = 0; at < pairs.length; at += 2)
      expect([pairs[at], porterStem(pairs[at] as string)]).toEqual([pairs[at], pairs[at + 1]]);
  });
});
