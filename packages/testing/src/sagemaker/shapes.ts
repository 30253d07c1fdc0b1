import { readFileSync } from "node:fs";
import { join } from "node:path";

/** One shape of botocore's description; only what checking needs. */
export interface Shape {
  type: string;
  required?: string[];
  members?: Record<string, { shape: string }>;
  member?: { shape: string };
  key?: { shape: string };
  value?: { shape: string };
  enum?: string[];
  pattern?: string;
  min?: number;
  max?: number;
}

export interface Description {
  metadata: { targetPrefix: string };
  operations: Record<string, { input?: { shape: string }; output?: { shape: string }; errors?: { shape: string }[] }>;
  shapes: Record<string, Shape>;
}

/** botocore's own description of a service, cut by `trim.py` to the operations that an emulator has. */
export const describedIn = (folder: string): Description =>
  JSON.parse(readFileSync(join(folder, "service-2.json"), "utf8")) as Description;

export const description = describedIn(join(import.meta.dirname, "__fixtures__"));

/**
 * All that a value breaks of a shape: members that there are not, required ones missing, types, enums, patterns, lengths
 * and ranges. botocore's own validator passes over enums, patterns and maxima.
 */
export function violations(value: unknown, shapeName: string, at = "", shapes = description.shapes): string[] {
  const shape = shapes[shapeName] as Shape;
  const here = at || shapeName;
  const failed = (rule: string): string[] => [`Value at '${here}' failed to satisfy constraint: ${rule}`];
  switch (shape.type) {
    case "structure":
      return isRecord(value) ? structureViolations(value, shape, at, shapes) : failed("Member must be a structure");
    case "map":
      return isRecord(value)
        ? [
            ...sizeViolations(Object.keys(value).length, shape, here),
            ...Object.entries(value).flatMap(([key, inner]) => [
              ...violations(key, shape.key?.shape ?? "", `${here}.${key}.key`, shapes),
              ...violations(inner, shape.value?.shape ?? "", `${here}.${key}`, shapes),
            ]),
          ]
        : failed("Member must be a map");
    case "list":
      return Array.isArray(value)
        ? [
            ...sizeViolations(value.length, shape, here),
            ...value.flatMap((inner, index) =>
              violations(inner, shape.member?.shape ?? "", `${here}.${index + 1}`, shapes),
            ),
          ]
        : failed("Member must be a list");
    case "string":
      return typeof value === "string" ? stringViolations(value, shape, here) : failed("Member must be a string");
    case "boolean":
      return typeof value === "boolean" ? [] : failed("Member must be a boolean");
    case "integer":
    case "long":
      return Number.isInteger(value)
        ? rangeViolations(value as number, shape, here)
        : failed("Member must be a number");
    case "timestamp":
    case "float":
    case "double":
      return typeof value === "number" ? rangeViolations(value, shape, here) : failed("Member must be a number");
    default:
      throw new Error(`shape ${shapeName} is ${shape.type}, which no operation had until now`);
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function structureViolations(
  value: Record<string, unknown>,
  { members = {}, required = [] }: Shape,
  at: string,
  shapes: Record<string, Shape>,
) {
  const within = (name: string): string => (at ? `${at}.${name}` : name);
  return [
    ...required
      .filter((name) => value[name] === undefined || value[name] === null)
      .map((name) => `Value null at '${within(name)}' failed to satisfy constraint: Member must not be null`),
    ...Object.entries(value).flatMap(([name, inner]) => {
      const member = members[name];
      if (!member) return [`There is no member '${within(name)}'`];
      return violations(inner, member.shape, within(name), shapes);
    }),
  ];
}

function stringViolations(value: string, { enum: legal, pattern, min, max }: Shape, here: string): string[] {
  const failed = (rule: string): string => `Value '${value}' at '${here}' failed to satisfy constraint: ${rule}`;
  return [
    ...(legal && !legal.includes(value) ? [failed(`Member must satisfy enum value set: [${legal.join(", ")}]`)] : []),
    ...(min !== undefined && value.length < min ? [failed(`Member must have length at least ${min}`)] : []),
    ...(max !== undefined && value.length > max ? [failed(`Member must have length at most ${max}`)] : []),
    ...(pattern !== undefined && !expression(pattern).test(value)
      ? [failed(`Member must satisfy regular expression pattern: ${pattern}`)]
      : []),
  ];
}

function sizeViolations(size: number, { min, max }: Shape, here: string): string[] {
  const failed = (rule: string): string => `Value at '${here}' failed to satisfy constraint: ${rule}`;
  return [
    ...(min !== undefined && size < min ? [failed(`Member must have length at least ${min}`)] : []),
    ...(max !== undefined && size > max ? [failed(`Member must have length at most ${max}`)] : []),
  ];
}

function rangeViolations(value: number, { min, max }: Shape, here: string): string[] {
  const failed = (rule: string): string => `Value '${value}' at '${here}' failed to satisfy constraint: ${rule}`;
  return [
    ...(min !== undefined && value < min ? [failed(`Member must have value greater than or equal to ${min}`)] : []),
    ...(max !== undefined && value > max ? [failed(`Member must have value less than or equal to ${max}`)] : []),
  ];
}

const compiled = new Map<string, RegExp>();

/** AWS's patterns are Java's and hold of the whole value; JavaScript reads neither a repeated `$` nor Java's `Print`. */
function expression(pattern: string): RegExp {
  const known =
    compiled.get(pattern) ??
    new RegExp(`^(?:${pattern.replace(/\$\{\d+,\d+\}/g, "").replace("\\p{Print}", "[ -~]")})$`, "u");
  compiled.set(pattern, known);
  return known;
}
