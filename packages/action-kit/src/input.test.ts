import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decimal, duration, flag, type InputSpec, integer, list, percentage, url } from "./input.ts";

const parse = (spec: InputSpec<unknown>, word: string) => spec.schema.safeParse(word);

describe("inputs", () => {
  it("reads flags as YAML writes them, and refuses anything else", () => {
    for (const word of ["true", "True", "TRUE"]) expect(parse(flag(""), word).data).toBe(true);
    for (const word of ["false", "False", "FALSE"]) expect(parse(flag(""), word).data).toBe(false);
    for (const word of ["yes", "1", "on", "tRue"]) expect(parse(flag(""), word).success).toBe(false);
  });

  it("reads spans of time with their unit only", () => {
    expect(parse(duration(""), "1h30m").data).toBe(5400);
    expect(parse(duration(""), "250ms").data).toBe(0.25);
    for (const word of ["90", "1 h", "h", "-5s", "1y"]) expect(parse(duration(""), word).success).toBe(false);
  });

  it("reads a share as a percentage or a fraction between 0 and 1", () => {
    expect(parse(percentage(""), "5%").data).toBe(0.05);
    expect(parse(percentage(""), "0.25").data).toBe(0.25);
    for (const word of ["5", "101%", "-1%", "five"]) expect(parse(percentage(""), word).success).toBe(false);
  });

  it("reads whole numbers exactly and within their range", () => {
    fc.assert(fc.property(fc.integer(), (number) => parse(integer(""), String(number)).data === number));
    for (const word of ["1.0", "1e3", "0x10", "", "12a", "9007199254740993"])
      expect(parse(integer(""), word).success).toBe(false);
    expect(parse(integer("", { min: 2 }), "1").success).toBe(false);
  });

  it("never lets a number be NaN or infinite", () => {
    fc.assert(
      fc.property(fc.string(), (word) => {
        const parsed = parse(decimal(""), word);
        return !parsed.success || Number.isFinite(parsed.data);
      }),
    );
    expect(parse(decimal(""), "1e999").success).toBe(false);
  });

  it("splits lists at commas and line ends", () => {
    expect(parse(list(""), "a, b\nc,,\n").data).toEqual(["a", "b", "c"]);
  });

  it("refuses an address that carries credentials", () => {
    expect(parse(url(""), "https://user:word@host/").success).toBe(false);
    expect(parse(url(""), "file:///etc/passwd").success).toBe(false);
    expect(parse(url(""), "http://127.0.0.1:8080/v1").success).toBe(true);
  });
});
