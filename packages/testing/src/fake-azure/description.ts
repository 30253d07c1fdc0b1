import { readFileSync } from "node:fs";
import { join } from "node:path";

type Kind = string | { composite: string } | { list: Kind } | { dictionary: Kind };
interface Member {
  type: Kind;
  readOnly?: boolean;
  required?: boolean;
  nullable?: boolean;
}
interface Operation {
  method: string;
  path: string;
  query: string[];
  body?: string;
  answer?: string;
  namePattern?: string;
}
interface Document {
  apiVersion: string;
  shapes: Record<string, Record<string, Member>>;
  /** Which shape a value has is said by one of its fields. */
  discriminators: Record<string, { by: string; shapes: Record<string, string> }>;
  operations: Record<string, Operation>;
}

const path = join(import.meta.dirname, "../__fixtures__/azure/machine-learning.json");
const { apiVersion, shapes, discriminators, operations } = JSON.parse(readFileSync(path, "utf8")) as Document;

export { apiVersion };

/** The operation that a call is of, with what stands in its path. */
export function operationOf(method: string, pathname: string) {
  for (const [id, operation] of Object.entries(operations)) {
    const names: string[] = [];
    const shape = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => {
      names.push(name);
      return "([^/]+)";
    });
    const found = operation.method === method ? new RegExp(`^${shape}$`).exec(pathname) : null;
    if (found) {
      const parameters = names.map((name, index) => [name, decodeURIComponent(found[index + 1] ?? "")] as const);
      return { id, operation, parameters: Object.fromEntries(parameters) as Record<string, string> };
    }
  }
  return undefined;
}

/** What is wrong with a value: fields that are not described, and of a request those that only the service writes. */
export function problemsOf(shape: string, value: unknown, written: boolean): string[] {
  return check({ type: { composite: shape } }, value, shape, written);
}

function check({ type, nullable }: Member, value: unknown, at: string, written: boolean): string[] {
  if (value === null) return nullable ? [] : [`${at} is null`];
  if (typeof type === "string") return checkValue(type, value, at);
  if ("list" in type)
    return Array.isArray(value)
      ? value.flatMap((item, index) => check({ type: type.list }, item, `${at}[${index}]`, written))
      : [`${at} is no list`];
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [`${at} is no object`];
  if ("dictionary" in type)
    return Object.entries(value).flatMap(([name, item]) =>
      check({ type: type.dictionary }, item, `${at}.${name}`, written),
    );
  const told = discriminators[type.composite];
  const special = told?.shapes[String((value as Record<string, unknown>)[told.by])];
  const members = shapes[special ?? type.composite] ?? {};
  const missing = Object.entries(members).flatMap(([name, member]) =>
    member.required && !(name in value) ? [`${at}.${name} is missing`] : [],
  );
  const wrong = Object.entries(value).flatMap(([name, item]) => {
    const member = members[name];
    if (!member) return [`${at}: Could not find member '${name}'`];
    return written && member.readOnly ? [`${at}.${name} is read-only`] : check(member, item, `${at}.${name}`, written);
  });
  return [...missing, ...wrong];
}

function checkValue(type: string, value: unknown, at: string): string[] {
  if (type === "DateTime") return Number.isNaN(Date.parse(String(value))) ? [`${at} is no time`] : [];
  const wanted = { String: "string", Boolean: "boolean", Number: "number" }[type];
  return typeof value === wanted ? [] : [`${at} is no ${type}`];
}
