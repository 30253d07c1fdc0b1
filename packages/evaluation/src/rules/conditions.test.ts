import { describe, expect, it } from "vitest";
import { jsonSchemaValidity } from "./json-schema.ts";
import { matchesPattern } from "./matches-pattern.ts";

describe("a pattern", () => {
  it("matches anywhere, by code points", () => {
    const matches = matchesPattern("^ответ: .$");
    expect(matches("ответ: 👍")).toBe(true);
    expect(matches("мой ответ: 👍")).toBe(false);
  });

  it("that backtracks without end is no data for that text, and an error when it goes on", () => {
    const matches = matchesPattern("^(a+)+$", "metrics.0.pattern");
    const endless = `${"a".repeat(60)}!`;
    expect(matches(endless)).toBeUndefined();
    expect(matches("aaa")).toBe(true);
    expect(() => {
      for (let text = 0; text < 9; text++) matches(endless);
    }).toThrow(/metrics\.0\.pattern|did not come to an end/);
  });

  it("that is none is bad input", () => {
    expect(() => matchesPattern("(")).toThrowError(expect.objectContaining({ code: "bad-pattern" }));
  });
});

describe("JSON Schema", () => {
  const person = {
    type: "object",
    properties: { name: { type: "string" }, born: { type: "string", format: "date" } },
    required: ["name"],
    additionalProperties: false,
  };

  it("is kept or broken; what is no JSON breaks it", async () => {
    const valid = await jsonSchemaValidity(person);
    expect(valid(' {"name":"Ada","born":"1815-12-10"}\n')).toBe(true);
    for (const broken of [
      '{"name":1}',
      '{"name":"Ada","born":"1815-02-30"}',
      "{}",
      '{"name":"A","x":1}',
      "Ada",
      "",
      "NaN",
    ])
      expect([broken, valid(broken)]).toEqual([broken, false]);
  });

  it("is of draft 7 or 2020-12, as it says", async () => {
    const older = {
      $schema: "http://json-schema.org/draft-07/schema#",
      type: "array",
      items: [{ type: "string" }],
      minItems: 1,
      maxItems: 1,
      additionalItems: false,
    };
    const newer = {
      $schema: "https://json-schema.org/draft/2020-12/schema",
      type: "array",
      prefixItems: [{ type: "string" }],
      items: false,
      minItems: 1,
    };
    for (const schema of [older, newer]) {
      const valid = await jsonSchemaValidity(schema);
      expect([valid('["a"]'), valid("[1]"), valid('["a",2]')]).toEqual([true, false, false]);
    }
    const times = await jsonSchemaValidity({ type: "string", format: "date-time" });
    expect([times('"2026-01-02T03:04:05Z"'), times('"2026-01-02 03:04:05"')]).toEqual([true, false]);
  });

  it("that is misspelt, unknown or elsewhere is bad input, never one that everything keeps to", async () => {
    for (const schema of [
      { type: "object", propertes: {} },
      { type: "strin" },
      { type: "string", format: "hostname" },
      { $ref: "https://example.com/schema.json" },
      { $schema: "http://json-schema.org/draft-04/schema#" },
      null,
      "{}",
      [],
    ])
      await expect(jsonSchemaValidity(schema, "metrics.0.schema")).rejects.toMatchObject({ code: "bad-json-schema" });
  });

  it("whose own pattern backtracks without end gives no data", async () => {
    const valid = await jsonSchemaValidity({ type: "string", pattern: "^(a+)+$" });
    expect(valid(JSON.stringify(`${"a".repeat(60)}!`))).toBeUndefined();
    expect(valid('"aa"')).toBe(true);
  });

  it("does not let an answer change what the next is checked by", async () => {
    const valid = await jsonSchemaValidity(person);
    expect(valid('{"__proto__":{"name":"x"}}')).toBe(false);
    expect(valid("{}")).toBe(false);
  });
});
