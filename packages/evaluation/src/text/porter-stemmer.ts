/** Forms that the rules get wrong, after NLTK. */
const irregular = new Map(
  Object.entries({
    sky: "sky",
    skies: "sky",
    dying: "die",
    lying: "lie",
    tying: "tie",
    news: "news",
    innings: "inning",
    inning: "inning",
    outings: "outing",
    outing: "outing",
    cannings: "canning",
    canning: "canning",
    howe: "howe",
    proceed: "proceed",
    exceed: "exceed",
    succeed: "succeed",
  }),
);

type Rule = readonly [suffix: string, replacement: string];

const step2Rules: readonly Rule[] = [
  ["ational", "ate"],
  ["tional", "tion"],
  ["enci", "ence"],
  ["anci", "ance"],
  ["izer", "ize"],
  ["bli", "ble"],
  ["alli", "al"],
  ["entli", "ent"],
  ["eli", "e"],
  ["ousli", "ous"],
  ["ization", "ize"],
  ["ation", "ate"],
  ["ator", "ate"],
  ["alism", "al"],
  ["iveness", "ive"],
  ["fulness", "ful"],
  ["ousness", "ous"],
  ["aliti", "al"],
  ["iviti", "ive"],
  ["biliti", "ble"],
  ["fulli", "ful"],
  // the l counts with the stem, so that "geologi" is long enough
  ["ogi", "og"],
];
const step3Rules: readonly Rule[] = [
  ["icate", "ic"],
  ["ative", ""],
  ["alize", "al"],
  ["iciti", "ic"],
  ["ical", "ic"],
  ["ful", ""],
  ["ness", ""],
];
const step4Suffixes = "al ance ence er ic able ible ant ement ment ent ion ou ism ate iti ous ive ize".split(" ");

/**
 * Stem of an English word in lower case (Porter 1980), as NLTK's PorterStemmer in its default mode NLTK_EXTENSIONS
 * (nltk/stem/porter.py), which rouge_score uses.
 */
export function porterStem(word: string): string {
  const known = irregular.get(word);
  if (known !== undefined || word.length <= 2) return known ?? word;
  let stem = step1c(step1b(step1a(word)));
  stem = step2(stem);
  stem = replaceFirst(stem, step3Rules);
  stem = step4(stem);
  return step5(stem);
}

/** Of each letter whether it is a consonant; y is one at the beginning and after a vowel. */
function consonants(word: string): boolean[] {
  const flags: boolean[] = [];
  for (const letter of word) flags.push(letter === "y" ? flags.at(-1) !== true : !"aeiou".includes(letter));
  return flags;
}

/** Porter's m: how often a vowel is followed by a consonant. */
function measure(word: string): number {
  return consonants(word).reduce(
    (sum, consonant, at, flags) => sum + (at > 0 && consonant && !flags[at - 1] ? 1 : 0),
    0,
  );
}

/** Consonant, vowel, consonant other than w, x and y; or just vowel and consonant. */
function endsInShortSyllable(word: string): boolean {
  const flags = consonants(word);
  const [third, second, last] = [flags.at(-3), flags.at(-2), flags.at(-1)];
  if (word.length === 2) return second === false && last === true;
  return third === true && second === false && last === true && !/[wxy]$/.test(word);
}

/** The first rule whose suffix fits decides, also when its stem is too short to be changed. */
function replaceFirst(word: string, rules: readonly Rule[]): string {
  for (const [suffix, replacement] of rules) {
    if (!word.endsWith(suffix)) continue;
    const stem = word.slice(0, -suffix.length);
    return measure(stem) > 0 ? stem + replacement : word;
  }
  return word;
}

function step1a(word: string): string {
  if (word.endsWith("ies")) return word.length === 4 ? word.slice(0, -1) : word.slice(0, -2);
  if (word.endsWith("sses")) return word.slice(0, -2);
  return word.endsWith("s") && !word.endsWith("ss") ? word.slice(0, -1) : word;
}

function step1b(word: string): string {
  if (word.endsWith("ied")) return word.length === 4 ? word.slice(0, -1) : word.slice(0, -2);
  if (word.endsWith("eed")) return measure(word.slice(0, -3)) > 0 ? word.slice(0, -1) : word;
  const suffix = ["ed", "ing"].find((ending) => word.endsWith(ending));
  const stem = word.slice(0, -(suffix?.length ?? 0));
  if (!suffix || consonants(stem).every(Boolean)) return word;
  if (/(at|bl|iz)$/.test(stem)) return `${stem}e`;
  const last = stem.at(-1) as string;
  if (stem.at(-2) === last && consonants(stem).at(-1)) return "lsz".includes(last) ? stem : stem.slice(0, -1);
  return measure(stem) === 1 && endsInShortSyllable(stem) ? `${stem}e` : stem;
}

function step1c(word: string): string {
  const stem = word.slice(0, -1);
  return word.endsWith("y") && stem.length > 1 && consonants(stem).at(-1) ? `${stem}i` : word;
}

function step2(word: string): string {
  if (word.endsWith("alli") && measure(word.slice(0, -4)) > 0) return step2(word.slice(0, -2));
  if (word.endsWith("ogi") && !word.endsWith("logi")) return word;
  return replaceFirst(word, step2Rules);
}

function step4(word: string): string {
  const suffix = step4Suffixes.find((ending) => word.endsWith(ending));
  if (!suffix) return word;
  const stem = word.slice(0, -suffix.length);
  if (measure(stem) <= 1 || (suffix === "ion" && !/[st]$/.test(stem))) return word;
  return stem;
}

function step5(word: string): string {
  let stem = word;
  if (word.endsWith("e")) {
    const shorter = word.slice(0, -1);
    const length = measure(shorter);
    if (length > 1 || (length === 1 && !endsInShortSyllable(shorter))) stem = shorter;
  }
  return stem.endsWith("ll") && measure(stem.slice(0, -1)) > 1 ? stem.slice(0, -1) : stem;
}
