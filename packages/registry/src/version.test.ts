import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareVersions, isPreRelease, nextVersion, parseSelector, selected, versionNumbers } from "./version.ts";

const number = fc.nat({ max: 30 });
const word = fc.oneof(
  number.map(String),
  fc.constantFrom("alpha", "beta", "pr", "rc", "a-b", "-", "0a", "A", "99999999999999999999", "100000000000000000000"),
);
const version = fc
  .tuple(number, number, number, fc.array(word, { maxLength: 4 }))
  .map(([major, minor, patch, words]) => `${major}.${minor}.${patch}${words.length > 0 ? `-${words.join(".")}` : ""}`);

/** Item 11 of SemVer 2.0.0 once more, with other means: keys that sort by themselves. */
function precedenceKey(text: string): string {
  const [core = "", ...rest] = text.split("-");
  const words = rest.length > 0 ? rest.join("-").split(".") : [];
  const padded = (digits: string): string => digits.padStart(30, "0");
  const keys = words.map((one) => (/^\d+$/.test(one) ? `\u0001${padded(one)}` : `\u0002${one}`));
  // whoever has fewer words comes first; a release comes after all of them
  return `${core.split(".").map(padded).join(".")}${words.length > 0 ? `${keys.join("\u0000")}\u0000` : "\u0003"}`;
}

describe("versions", () => {
  it("stand in the order of the specification's own example", () => {
    const ordered = [
      "1.0.0-alpha",
      "1.0.0-alpha.1",
      "1.0.0-alpha.beta",
      "1.0.0-beta",
      "1.0.0-beta.2",
      "1.0.0-beta.11",
      "1.0.0-rc.1",
      "1.0.0",
      "2.0.0",
      "2.1.0",
      "2.1.1",
    ];
    for (const [index, left] of ordered.entries())
      for (const [other, right] of ordered.entries())
        expect(Math.sign(compareVersions(left, right)), `${left} ${right}`).toBe(Math.sign(index - other));
  });

  it("stand in SemVer's order, whatever they are", () => {
    fc.assert(
      fc.property(version, version, (left, right) => {
        const [a, b] = [precedenceKey(left), precedenceKey(right)];
        expect(Math.sign(compareVersions(left, right))).toBe(a < b ? -1 : a > b ? 1 : 0);
      }),
    );
  });

  it("that are none are refused: leading zeros, empty words, build metadata", () => {
    for (const bad of ["1.0", "01.0.0", "1.0.0-", "1.0.0-01", "1.0.0-a..b", "1.0.0+5", "1.0.0-a_b", "v1.0.0", " 1.0.0"])
      expect(versionNumbers(bad), bad).toBeUndefined();
    fc.assert(fc.property(version, (text) => versionNumbers(text)?.length === 3));
  });
});

describe("the next version", () => {
  it("of a pull request counts up, and costs no number", () => {
    const given = ["1.3.0"];
    for (const expected of ["1.4.0-pr.7.1", "1.4.0-pr.7.2"]) {
      expect(nextVersion(given, "minor-pr.7")).toBe(expected);
      given.push(expected);
    }
    expect(nextVersion(given, "minor-pr.70")).toBe("1.4.0-pr.70.1");
    expect(nextVersion(given, "minor")).toBe("1.4.0");
    expect(nextVersion([...given, "1.4.0"], "minor-pr.7")).toBe("1.5.0-pr.7.1");
    expect(nextVersion([], "patch-pr.7")).toBe("1.0.0-pr.7.1");
    expect(nextVersion(["2.0.0-rc.1"], "patch")).toBe("1.0.0");
    expect(() => nextVersion([], "minor-pr.07")).toThrow(expect.objectContaining({ code: "bad-pre-release" }));
  });

  it("comes after all releases, whatever pre-releases stand between, and is given once", () => {
    const bump = fc.constantFrom(
      "major",
      "minor",
      "patch",
      "minor-pr.7",
      "patch-a-b",
      "major-1",
    ) as fc.Arbitrary<"minor">;
    fc.assert(
      fc.property(fc.array(version), bump, (given, part) => {
        const next = nextVersion(given, part);
        expect(versionNumbers(next)).toBeDefined();
        expect(given).not.toContain(next);
        for (const one of given.filter((each) => !isPreRelease(each)))
          expect(compareVersions(one, next), `${one} ${next}`).toBeLessThan(0);
      }),
    );
  });
});

describe("a selector", () => {
  const versions = ["1.2.0", "1.3.0", "1.4.0-pr.7.1", "1.4.2", "1.4.10", "1.10.0", "2.0.0-rc.1", "2.0.0"].map(
    (one) => ({
      version: one,
      digest: one,
      aliases: one === "1.3.0" ? ["x", "champion"] : [],
    }),
  );
  const found = (text: string, among = versions) => selected(among, parseSelector(`mail@${text}`))?.version;

  it("of a range finds the greatest version in it, as npm does", () => {
    const greatest = {
      "1.x": "1.10.0",
      "1.4.x": "1.4.10",
      "1": "1.10.0",
      "1.4": "1.4.10",
      "^1.2": "1.10.0",
      "^1.4.2": "1.10.0",
      "~1.4.2": "1.4.10",
      "~1.2": "1.2.0",
      "*": "2.0.0",
      ">=1.2 <2": "1.10.0",
      "<1.4": "1.3.0",
      "1.2.0 - 1.4.5": "1.4.2",
      "1.2.x || 1.3.x": "1.3.0",
      "~3.0": undefined,
    };
    for (const [range, version] of Object.entries(greatest)) expect(found(range), range).toBe(version);
    expect(found("^1.2", versions.toReversed())).toBe("1.10.0");
  });

  it("of a range finds a pre-release only where a part of it names one of the same numbers", () => {
    const early = versions.slice(0, 3);
    expect(found("1.x", early)).toBe("1.3.0");
    expect(found("1.4.x", early)).toBeUndefined();
    expect(found("*", early)).toBe("1.3.0");
    expect(found(">=1.4.0-pr.1", early)).toBe("1.4.0-pr.7.1");
    expect(found("^1.3.0-rc.1", early)).toBe("1.3.0");
    expect(found("1.4.0-pr.7.1")).toBe("1.4.0-pr.7.1");
  });

  it("of one word that is no number is an alias, though a range may be written so", () => {
    expect(found("x")).toBe("1.3.0");
    expect(found("champion")).toBe("1.3.0");
    expect(() => found("v1")).toThrow(expect.objectContaining({ code: "bad-alias" }));
  });

  it("of a range that is none says what is legal", () => {
    for (const bad of [
      "^1.2.3.4",
      ">>1",
      "1.2 &",
      "^champion",
      "~",
      " ",
      ">=1.2, <2",
      "01.2.x",
      "1.2.0-",
      "*".repeat(300),
    ]) {
      const legal = "name@alias, name@1.4.2, name@1.4.x, name@^1.2, name@>=1.2 <2, name#sha256:<64 hex digits>";
      const error = { code: "bad-model-ref", problems: [expect.objectContaining({ legal })] };
      expect(() => found(bad), bad).toThrow(expect.objectContaining(error));
    }
  });
});
