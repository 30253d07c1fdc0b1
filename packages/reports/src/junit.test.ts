import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type JunitCase, toJunit } from "./junit.ts";

interface Read {
  tag: string;
  attributes: Record<string, string>;
  text: string;
  children: Read[];
}

/** Read by expat, which takes no document that is not well formed. */
function parsed(xml: string): Read {
  const program = `
import json, sys
import xml.etree.ElementTree as tree
def read(node):
    return {"tag": node.tag, "attributes": node.attrib, "text": node.text or "", "children": [read(child) for child in node]}
print(json.dumps(read(tree.fromstring(sys.stdin.buffer.read()))))`;
  return JSON.parse(execFileSync("python3", ["-c", program], { input: xml, encoding: "utf8", maxBuffer: 1e9 })) as Read;
}

const one = (each: Partial<JunitCase>): Read => {
  const suites = [{ name: "s", cases: [{ name: "n", classname: "c", ...each }] }];
  return parsed(toJunit({ name: "r", suites })).children[0]?.children[0] as Read;
};

describe("JUnit XML", () => {
  it("counts tests, failures, errors and what was not run, each case once", () => {
    const cases: JunitCase[] = [
      { name: "row 1", classname: "f1", seconds: 0.25 },
      { name: "row 2", classname: "f1", seconds: 0.5, failure: { message: "0.7 < 0.85", text: "expected spam" } },
      { name: "row 3", classname: "f1", error: { message: "no answer" }, failure: { message: "and wrong" } },
      { name: "judge", classname: "judge", skipped: "no key" },
      { name: "row 4", classname: "f1", skipped: "late", failure: { message: "wrong" } },
    ];
    const root = parsed(
      toJunit({
        name: "evaluation",
        suites: [
          { name: "rows", cases },
          { name: "none", cases: [] },
        ],
      }),
    );
    expect(root).toMatchObject({
      tag: "testsuites",
      attributes: { name: "evaluation", tests: "5", failures: "2", errors: "1", time: "0.750" },
    });
    expect(root.children.map(({ attributes }) => attributes)).toEqual([
      { name: "rows", tests: "5", failures: "2", errors: "1", skipped: "1", time: "0.750" },
      { name: "none", tests: "0", failures: "0", errors: "0", skipped: "0", time: "0.000" },
    ]);
    expect(root.children[0]?.children.map(({ children }) => children.map(({ tag }) => tag))).toEqual([
      [],
      ["failure"],
      ["error"],
      ["skipped"],
      ["failure"],
    ]);
    expect(root.children[0]?.children[1]?.children[0]).toMatchObject({
      attributes: { message: "0.7 < 0.85" },
      text: "expected spam",
    });
  });

  it("has no element, child or attribute that junit-10.xsd of Jenkins' xunit plugin does not", () => {
    const known: Record<string, { attributes: string[]; children: string[] }> = {
      testsuites: { attributes: ["name", "time", "tests", "failures", "errors"], children: ["testsuite"] },
      testsuite: {
        attributes: ["name", "tests", "failures", "errors", "time", "skipped"],
        children: ["testcase"],
      },
      testcase: { attributes: ["name", "time", "classname"], children: ["skipped", "error", "failure"] },
      failure: { attributes: ["type", "message"], children: [] },
      error: { attributes: ["type", "message"], children: [] },
      skipped: { attributes: ["type", "message"], children: [] },
    };
    const check = ({ tag, attributes, children }: Read): void => {
      expect(known[tag]?.attributes).toEqual(expect.arrayContaining(Object.keys(attributes)));
      expect(known[tag]?.children).toEqual(expect.arrayContaining(children.map((child) => child.tag)));
      if ("time" in attributes) expect(attributes["time"]).toMatch(/^\d+\.\d{3}$/);
      children.forEach(check);
    };
    const problem = { message: "m", text: "t" };
    const cases = [{ failure: problem }, { error: problem }, { skipped: "s" }, {}].map((each) => ({
      name: "n",
      classname: "c",
      ...each,
    }));
    check(parsed(toJunit({ name: "r", suites: [{ name: "s", cases }] })));
  });

  it("never shows a failure or an error as passed, and no time that is none", () => {
    expect(one({ failure: { message: "" } }).children).toHaveLength(1);
    expect(one({ error: { message: "" }, skipped: "x" }).children.map(({ tag }) => tag)).toEqual(["error"]);
    for (const seconds of [Number.NaN, -1, Number.POSITIVE_INFINITY])
      expect(one({ seconds }).attributes["time"]).toBe("0.000");
  });

  it("keeps hostile text as text", () => {
    const hostile = ']]> <![CDATA[ </failure><testcase name="x"/> &amp; &#0; "\' \r\n\t é 😀 \u0085';
    const read = one({ name: hostile, failure: { message: hostile, text: hostile } });
    expect(read.attributes["name"]).toBe(hostile);
    expect(read.children).toMatchObject([{ attributes: { message: hostile }, text: hostile, children: [] }]);
    expect(one({ name: "a\0b\u001b[31m\ud800c\uffff" }).attributes["name"]).toBe(
      "a\\u{0}b\\u{1b}[31m\\u{d800}c\\u{ffff}",
    );
  });

  it("is well formed and says the same, whatever the text", () => {
    const unit = fc.oneof(
      fc.constantFrom("<", ">", "&", '"', "'", "]]>", "\r", "\n", "\t", "\0", "\ud83d", "\udc00", "\ufffe", "-->"),
      fc.string({ unit: "binary", maxLength: 3 }),
    );
    const texts = fc
      .sample(fc.array(unit, { maxLength: 12 }), { numRuns: 2000, seed: 1 })
      .map((parts) => parts.join(""));
    const cases = texts.map((text) => ({ name: text, classname: text, failure: { message: text, text } }));
    const read = parsed(toJunit({ name: "r", suites: [{ name: "s", cases }] })).children[0]?.children ?? [];
    const legal = (text: string): string =>
      [...text]
        .map((sign) => {
          const point = sign.codePointAt(0) ?? 0;
          const fine =
            /[\t\n\r]/.test(sign) ||
            (point >= 0x20 && point <= 0xd7ff) ||
            (point >= 0xe000 && point <= 0xfffd) ||
            point > 0xffff;
          return fine ? sign : `\\u{${point.toString(16)}}`;
        })
        .join("");
    expect(read.map(({ attributes }) => attributes["name"])).toEqual(texts.map(legal));
    expect(read.map(({ children }) => children[0]?.text)).toEqual(texts.map(legal));
  });
});
