/** Why a judge's answer is missing data. Never is one of these a score of 0. */
export type AnswerFault =
  | "judge-empty"
  | "judge-unreadable"
  | "judge-ambiguous"
  | "judge-echo"
  | "judge-wrong-nonce"
  | "judge-incomplete"
  | "judge-off-scale";

export type AnswerRead = { value: Readonly<Record<string, unknown>> | number | string } | { fault: AnswerFault };

export interface Expected {
  nonce: string;
  /** Everything that the judge was given as data: none of it may be taken for its answer. */
  judged: readonly string[];
  /** Key of the one value by which an answer can be given without JSON: `score: 7`, `winner: A`. */
  key: string;
}

const longestAnswer = 100_000;
/** Braces that open no object, more than which no evaluation holds. */
const mostStrayBraces = 200;

/**
 * What a judge answered, from its strictest form to its loosest: the whole answer is JSON; it is one fenced block; one
 * object in it holds the nonce; one object, or one line `key: value`, is all that could be meant. The loose forms are
 * taken only while the judged texts hold nothing that reads alike, since a judge that quotes them is no judge that
 * agrees. Two readings are none. A bare JSON number is an answer too, as in the specification; `10/10`, `ten`, numbers
 * in quotes and NaN are not.
 */
export function readAnswer(content: string, expected: Expected): AnswerRead {
  const text = content.replace(/^\uFEFF/, "").trim();
  if (text === "") return { fault: "judge-empty" };
  if (text.length > longestAnswer) return { fault: "judge-unreadable" };
  const whole = parsed(text) ?? parsed(/^```(?:json)?\s*\n([^`]*)\n\s*```$/i.exec(text)?.[1] ?? "");
  if (whole) return typeof whole.value === "object" ? checked(whole, expected) : whole;
  const objects = objectsIn(text);
  const own = objects.filter(({ value }) => value["nonce"] === expected.nonce);
  if (own.length > 0) return own.length === 1 ? checked(own[0] as Parsed, expected) : { fault: "judge-ambiguous" };
  const lines = linesOf(text, expected.key);
  if (objects.length + lines.length > 1) return { fault: "judge-ambiguous" };
  if (objects.length + lines.length === 0) return { fault: "judge-unreadable" };
  if (expected.judged.some((judged) => readsAlike(judged, expected.key))) return { fault: "judge-echo" };
  return objects[0] ? checked(objects[0], expected) : { value: lines[0] as number | string };
}

interface Parsed {
  text: string;
  value: Record<string, unknown>;
}

function parsed(text: string): Parsed | { text: string; value: number } | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value === "number") return { text, value };
  return isObject(value) ? { text, value } : undefined;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function checked({ text, value }: Parsed | { text: string; value: number }, expected: Expected): AnswerRead {
  const keys = [...text.matchAll(/"((?:[^"\\]|\\.)*)"(\s*:)?/g)].filter(([, , colon]) => colon).map(([, key]) => key);
  // JSON.parse takes the last of two equal keys; which one was meant nobody knows
  if (new Set(keys).size < keys.length) return { fault: "judge-ambiguous" };
  const { nonce } = value as Record<string, unknown>;
  if (nonce !== undefined && nonce !== expected.nonce) return { fault: "judge-wrong-nonce" };
  if (nonce === undefined && expected.judged.some((judged) => judged.includes(text))) return { fault: "judge-echo" };
  return { value: value as Record<string, unknown> };
}

/** The outermost JSON objects within a text, in order. */
function objectsIn(text: string): Parsed[] {
  const found: Parsed[] = [];
  let stray = 0;
  for (let at = text.indexOf("{"); at !== -1; at = text.indexOf("{", at)) {
    const end = endOf(text, at);
    const slice = end === undefined ? undefined : text.slice(at, end);
    const object = slice === undefined ? undefined : parsed(slice);
    if (object && typeof object.value === "object") found.push(object as Parsed);
    else if (++stray > mostStrayBraces) return [];
    at = object && end !== undefined ? end : at + 1;
  }
  return found;
}

function endOf(text: string, start: number): number | undefined {
  let depth = 0;
  let quoted = false;
  for (let at = start; at < text.length; at++) {
    const letter = text[at];
    if (quoted) {
      if (letter === "\\") at += 1;
      else if (letter === '"') quoted = false;
    } else if (letter === '"') quoted = true;
    else if (letter === "{") depth += 1;
    else if (letter === "}" && --depth === 0) return at + 1;
  }
  return undefined;
}

/** Values of the lines `key: value`, Markdown's stars around them apart. */
function linesOf(text: string, key: string): (number | string)[] {
  const line = new RegExp(`^[\\s*_>#-]*${key}[*_]*\\s*[:=]\\s*[*_]*\\s*(-?\\d+(?:\\.\\d+)?|[a-z]+)[*_.\\s]*$`, "gimu");
  return [...text.matchAll(line)].map(([, value]) =>
    /^-?\d/.test(value as string) ? Number(value) : (value as string),
  );
}

const readsAlike = (text: string, key: string): boolean =>
  new RegExp(`\\b${key}\\b`, "i").test(text) || /"nonce"/.test(text);
