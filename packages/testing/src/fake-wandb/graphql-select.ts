import type { Document, Field, Selection, Value } from "./graphql-document.ts";

/**
 * A type of the schema: the values of its fields; a field with arguments is a function of them. `__typename` tells the type,
 * `__interfaces` what it also is.
 */
export interface Node {
  __typename: string;
  __interfaces?: readonly string[];
  [field: string]: unknown;
}

type Values = Record<string, unknown>;
type Resolver = (parameters: Values) => unknown;

/**
 * Answers an operation from a root node: exactly the fields that were asked for.
 * @throws Error as a server's validation: unknown fields, fragments, variables, a missing selection
 */
export async function answerDocument(document: Document, root: Node, given: Values): Promise<Values> {
  const values = variablesOf(document, given);
  const used = new Set<string>();

  function valueFor(value: Value): unknown {
    if ("variable" in value) {
      used.add(value.variable);
      if (!document.variables.has(value.variable)) throw new Error(`Variable "$${value.variable}" is not defined.`);
      return values[value.variable];
    }
    if ("list" in value) return value.list.map(valueFor);
    if ("object" in value) return withoutUndefined(mapValues(value.object, valueFor));
    return value.literal;
  }

  async function select(node: Node, selections: readonly Selection[], into: Values): Promise<Values> {
    for (const selection of selections) {
      if (selection.kind === "field") await field(node, selection, into);
      else {
        const fragment = selection.kind === "inline" ? selection : document.fragments.get(selection.fragment);
        if (!fragment) throw new Error(`Unknown fragment in ${document.name}.`);
        if (fragment.on === node.__typename || node.__interfaces?.includes(fragment.on))
          await select(node, fragment.selections, into);
      }
    }
    return into;
  }

  async function field(node: Node, { name, alias, ...asked }: Field, into: Values): Promise<void> {
    if (asked.include !== undefined && valueFor(asked.include) !== true) return;
    if (name !== "__typename" && (name.startsWith("__") || !Object.hasOwn(node, name)))
      throw new Error(`Cannot query field "${name}" on type "${node.__typename}".`);
    const parameters = withoutUndefined(mapValues(asked.arguments, valueFor));
    const member = node[name];
    if (typeof member !== "function" && Object.keys(parameters).length > 0)
      throw new Error(`Unknown argument "${Object.keys(parameters)[0]}" on field "${node.__typename}.${name}".`);
    const found = typeof member === "function" ? await (member as Resolver)(parameters) : member;
    into[alias] = await complete(`${node.__typename}.${name}`, found, asked.selections, into[alias]);
  }

  async function complete(
    path: string,
    value: unknown,
    selections: readonly Selection[] | undefined,
    before: unknown,
  ): Promise<unknown> {
    if (value === null || value === undefined) return null;
    if (Array.isArray(value)) {
      const list: unknown[] = [];
      for (const one of value) list.push(await complete(path, one, selections, undefined));
      return list;
    }
    const isNode = typeof value === "object" && "__typename" in value;
    if (isNode !== (selections !== undefined))
      throw new Error(`Field "${path}" ${isNode ? "must have" : "must not have"} a selection of subfields.`);
    return isNode && selections ? await select(value as Node, selections, (before ?? {}) as Values) : value;
  }

  const data = await select(root, document.selections, {});
  const idle = [...document.variables.keys()].find((name) => !used.has(name) && !mentioned(document, name));
  if (idle) throw new Error(`Variable "$${idle}" is never used in operation "${document.name}".`);
  return data;
}

/** Like the real server it passes over what is not declared, when it is null: the official client sends such. */
function variablesOf({ variables, name }: Document, given: Values): Values {
  const undeclared = Object.entries(given).find(([key, value]) => value !== null && !variables.has(key));
  if (undeclared) throw new Error(`Variable "$${undeclared[0]}" is not declared by operation "${name}".`);
  const values: Values = {};
  for (const [key, { required, fallback }] of variables) {
    const value = Object.hasOwn(given, key) ? given[key] : (fallback as { literal?: unknown } | undefined)?.literal;
    if (required && (value === undefined || value === null))
      throw new Error(`Variable "$${key}" of required type was not provided.`);
    values[key] = value;
  }
  return values;
}

/** Whether a part of the document that was not walked uses the variable. */
function mentioned(document: Document, name: string): boolean {
  return JSON.stringify([document.selections, [...document.fragments]]).includes(`{"variable":"${name}"}`);
}

const mapValues = (object: Record<string, Value>, change: (value: Value) => unknown): Values =>
  Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]));

const withoutUndefined = (values: Values): Values =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
