import { describe, expect, it } from "vitest";
import { numbersIn, plural } from "./numbers.ts";

describe("numbers for people", () => {
  it("follow the language", () => {
    expect(numbersIn("ru").decimal(0.9648)).toBe("0,965");
    expect(numbersIn("en").percent(0.05)).toBe("5.0%");
    expect(numbersIn("ru").bytes(145_000_000)).toBe("145 МБ");
    expect(numbersIn("en").duration(354)).toBe("5 min 54 s");
    expect(numbersIn("en").duration(0.25)).toBe("250 ms");
  });

  it("show what is no number as a dash", () => {
    expect(numbersIn("en").decimal(Number.NaN)).toBe("—");
    expect(numbersIn("ru").duration(Number.POSITIVE_INFINITY)).toBe("—");
  });

  it("ask for the right form of a word", () => {
    const forms = { one: "строка", few: "строки", many: "строк", other: "строки" };
    expect([1, 3, 5, 21].map((count) => plural("ru", count, forms))).toEqual(["строка", "строки", "строк", "строка"]);
  });
});
