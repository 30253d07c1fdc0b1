import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fitBody } from "./fit-body.ts";

const more = "[whole report](https://example.com)";

describe("fitBody", () => {
  it("leaves alone what fits", () => {
    expect(fitBody("x".repeat(100), more, 100)).toBe("x".repeat(100));
  });

  it("cuts at a line's end and ends with the link", () => {
    const body = Array.from({ length: 500 }, (_, index) => `line ${index}`).join("\n");
    const fitted = fitBody(body, more, 1000);
    expect(fitted.length).toBeLessThanOrEqual(1000);
    expect(fitted).toMatch(/\nline \d+\n\n\[whole report\]\(https:\/\/example\.com\)\n$/);
    expect(body.startsWith(fitted.slice(0, fitted.indexOf(`\n\n${more}`)))).toBe(true);
  });

  it("closes what the cut left open, so that the link is a link", () => {
    const rows = "row\n".repeat(1000);
    expect(fitBody(`# t\n\n\`\`\`\`text\n\`\`\`\n${rows}`, more, 1000)).toContain(`row\n\`\`\`\`\n\n${more}`);
    expect(fitBody(`# t\n\n~~~\n${rows}`, more, 1000)).toContain(`row\n~~~\n\n${more}`);
    expect(fitBody(`<details><summary>s</summary>\n\n${rows}`, more, 1000)).toContain(`row\n\n</details>\n\n${more}`);
  });

  it("keeps to its limit and ends with the link, whatever the text", () => {
    const piece = fc.constantFrom(
      "```\n",
      "~~~~ js\n",
      "<details>\n",
      "</details>",
      "слово ",
      "😀",
      "\n",
      "x".repeat(300),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 400 }), fc.integer({ min: 700, max: 3000 }), (pieces, limit) => {
        const body = pieces.join("");
        const fitted = fitBody(body, more, limit);
        expect(fitted.length).toBeLessThanOrEqual(limit);
        expect(fitted.isWellFormed()).toBe(true);
        if (body.length > limit) expect(fitted.endsWith(`\n\n${more}\n`)).toBe(true);
      }),
    );
  });
});
