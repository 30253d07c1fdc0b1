import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { callout, code, details, list, paragraph, table } from "./document.ts";
import { fitTo, fitToComment } from "./fit-to.ts";
import { toHtml } from "./html.ts";
import { inline, toMarkdown } from "./markdown.ts";

const hostile =
  "::set-env name=PATH::x <script>alert(1)</script> [a](https://evil.example) ![b](x) @someone `code` | cell | **bold** \u202e www.evil.example";

describe("a report with hostile text", () => {
  const document = {
    language: "en" as const,
    title: hostile,
    blocks: [
      paragraph(hostile),
      list([hostile]),
      table([hostile], [[hostile]]),
      callout("bad", hostile),
      details(hostile, [paragraph(hostile)]),
    ],
  };

  it("keeps it text in Markdown: no tag, link, mention, command, code or table cell comes of it", () => {
    const markdown = toMarkdown(document);
    expect(markdown).not.toMatch(/<script|\]\(|@someone|https:\/\/|www\.evil|`code`|\*\*bold/);
    expect(markdown).not.toMatch(/^\s*::/m);
    expect(markdown).not.toContain("\u202e");
    const cells = markdown.split("\n").filter((line) => line.startsWith("|"));
    for (const cell of cells) expect(cell.match(/\|/g)).toHaveLength(2);
  });

  it("keeps it text in HTML", () => {
    const html = toHtml(document);
    expect(html).not.toContain("<script");
    expect(html).toContain("&lt;script&gt;");
  });

  it("cannot leave a code block", () => {
    const markdown = toMarkdown({ language: "en", title: "t", blocks: [code("a\n```\n# out\n````\nb")] });
    expect(markdown).toContain("`````text\n");
    expect(markdown.trimEnd().endsWith("\n`````")).toBe(true);
  });

  it("is one line however many it had, and opens nothing", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 60 }), (text) => {
        const written = inline(text);
        expect(written).not.toMatch(/[\n<>`*[\]|@]/);
        expect(written).not.toMatch(/^(#|-\s|\d+\.\s|::)/);
      }),
    );
  });
});

describe("fitting a report to GitHub's limits", () => {
  it("drops details first and says how much it left out", () => {
    const document = {
      language: "ru" as const,
      title: "Отчёт",
      blocks: [paragraph("важное"), details("длинное", [paragraph("x".repeat(5000))])],
    };
    const markdown = fitTo(document, 1000);
    expect(Buffer.byteLength(markdown)).toBeLessThanOrEqual(1000);
    expect(markdown).toContain("важное");
    expect(markdown).toContain("пропущено блоков — 1");
  });

  it("gives a comment as many letters of Cyrillic as of Latin, and leaves room for its frame", () => {
    const rows = (word: string) =>
      fitToComment({ language: "ru", title: "t", blocks: Array.from({ length: 3000 }, () => paragraph(word)) });
    const [cyrillic, latin] = [rows("п".repeat(50)), rows("p".repeat(50))];
    expect(cyrillic.length).toBe(latin.length);
    expect(cyrillic.length).toBeLessThanOrEqual(64_536);
    expect(cyrillic.length).toBeGreaterThan(56_000);
  });
});
