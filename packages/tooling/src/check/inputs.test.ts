import { describe, expect, it } from "vitest";
import { type ActionSpec, parseInputs } from "#action-kit";
import type { InputError } from "#contracts";
import { loadSpecs } from "../load-specs.ts";

const nonsense = "klingon ☃ 1h30";
const specs: [string, ActionSpec][] = [...(await loadSpecs())];

describe.each(specs)("%s", (_, { inputs }) => {
  it("names every input that is given nonsense at once, with what is legal", () => {
    const source = { input: () => nonsense, variable: () => undefined };
    const wrong = Object.entries(inputs).filter(([, input]) => !input?.schema.safeParse(nonsense).success);
    expect(wrong.length).toBeGreaterThan(0);
    let refused: InputError | undefined;
    try {
      parseInputs(inputs as never, source);
    } catch (error) {
      refused = error as InputError;
    }
    const named = refused?.problems.map(({ where }) => where) ?? [];
    expect([...new Set(named)].sort()).toEqual(wrong.map(([name]) => name).sort());
    for (const [name, input] of wrong) {
      const problem = refused?.problems.find(({ where }) => where === name);
      for (const word of input?.legal ?? []) expect(problem?.legal, name).toContain(word);
      expect(problem?.problem, name).toMatch(input?.secret ? /wrong form/ : /klingon/);
    }
  });

  it("names every required input that is missing", () => {
    const required = Object.entries(inputs).flatMap(([name, input]) => (input?.required ? [name] : []));
    const parse = (): unknown => parseInputs(inputs as never, { input: () => "", variable: () => undefined });
    if (required.length === 0) expect(parse()).toBeDefined();
    else
      expect(parse).toThrow(
        expect.objectContaining({ problems: required.map((where) => expect.objectContaining({ where })) }),
      );
  });
});
