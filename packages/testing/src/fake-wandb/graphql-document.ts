/** As much of the GraphQL language (October 2021) as operations of W&B's clients use. */

export type Value =
  | { variable: string }
  | { list: Value[] }
  | { object: Record<string, Value> }
  | { literal: string | number | boolean | null };

export interface Field {
  kind: "field";
  name: string;
  alias: string;
  arguments: Record<string, Value>;
  include: Value | undefined;
  selections: Selection[] | undefined;
}

export interface Spread {
  kind: "spread";
  fragment: string;
}

export interface Inline {
  kind: "inline";
  on: string;
  selections: Selection[];
}

export type Selection = Field | Spread | Inline;

export interface Variable {
  required: boolean;
  fallback: Value | undefined;
}

export interface Document {
  type: "query" | "mutation";
  name: string;
  variables: Map<string, Variable>;
  selections: Selection[];
  fragments: Map<string, { on: string; selections: Selection[] }>;
}

/** @throws Error for what is not GraphQL, or holds another number of operations than one */
export function parseDocument(text: string): Document {
  const words = text.match(/#[^\n]*|\.\.\.|[_A-Za-z]\w*|"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?|[!$():=@[\]{|}]/g) ?? [];
  const tokens = words.filter((word) => !word.startsWith("#"));
  let at = 0;
  const peek = (): string | undefined => tokens[at];
  const take = (expected?: string): string => {
    const token = tokens[at++];
    if (token === undefined || (expected !== undefined && token !== expected))
      throw new Error(`Syntax Error: Expected ${expected ?? "more"}, found ${token ?? "<EOF>"}.`);
    return token;
  };
  const skip = (token: string): boolean => peek() === token && take() === token;

  function value(): Value {
    if (skip("$")) return { variable: take() };
    if (skip("[")) {
      const list: Value[] = [];
      while (!skip("]")) list.push(value());
      return { list };
    }
    if (skip("{")) {
      const object: Record<string, Value> = {};
      while (!skip("}")) {
        const name = take();
        take(":");
        object[name] = value();
      }
      return { object };
    }
    const token = take();
    const words: Record<string, boolean | null> = { true: true, false: false, null: null };
    if (Object.hasOwn(words, token)) return { literal: words[token] ?? null };
    if (token.startsWith('"')) return { literal: JSON.parse(token) as string };
    return { literal: /^-?\d/.test(token) ? Number(token) : token };
  }

  function namedValues(): Record<string, Value> {
    const values: Record<string, Value> = {};
    if (!skip("(")) return values;
    while (!skip(")")) {
      const name = take();
      take(":");
      values[name] = value();
    }
    return values;
  }

  function selections(): Selection[] {
    take("{");
    const found: Selection[] = [];
    while (!skip("}")) found.push(selection());
    return found;
  }

  function selection(): Selection {
    if (skip("...")) {
      if (skip("on")) return { kind: "inline", on: take(), selections: selections() };
      return { kind: "spread", fragment: take() };
    }
    const first = take();
    const name = skip(":") ? take() : first;
    const given = namedValues();
    let include: Value | undefined;
    while (skip("@")) {
      const directive = take();
      if (directive !== "include") throw new Error(`Unknown directive "@${directive}".`);
      include = namedValues()["if"];
    }
    const below = peek() === "{" ? selections() : undefined;
    return { kind: "field", name, alias: first, arguments: given, include, selections: below };
  }

  function variables(): Map<string, Variable> {
    const found = new Map<string, Variable>();
    if (!skip("(")) return found;
    while (!skip(")")) {
      take("$");
      const name = take();
      take(":");
      while (skip("["));
      take();
      let required = false;
      while (peek() === "]" || peek() === "!") required = take() === "!";
      found.set(name, { required, fallback: skip("=") ? value() : undefined });
    }
    return found;
  }

  const operations: Omit<Document, "fragments">[] = [];
  const fragments: Document["fragments"] = new Map();
  while (peek() !== undefined) {
    const word = take();
    if (word === "fragment") {
      const name = take();
      take("on");
      fragments.set(name, { on: take(), selections: selections() });
    } else if (word === "query" || word === "mutation")
      operations.push({ type: word, name: take(), variables: variables(), selections: selections() });
    else throw new Error(`Syntax Error: Unexpected Name "${word}".`);
  }
  const [operation] = operations;
  if (!operation || operations.length > 1) throw new Error("Must provide one operation.");
  return { ...operation, fragments };
}
