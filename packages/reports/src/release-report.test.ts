import { describe, expect, it } from "vitest";
import { toHtml } from "./html.ts";
import { toMarkdown } from "./markdown.ts";
import { releaseReport } from "./release-report.ts";

const last = { language: "ru" as const, title: "Продвижение модели", blocks: [] };
const training = [1, 2, 3].map((step) => ({ step, "train/loss": 1 / step }));

describe("the report of a release", () => {
  it("shows the pipeline and what the steps left, and skips what did not run", () => {
    const markdown = toMarkdown(releaseReport({ training, smoke: "pass" }, "promoted", last));
    expect(markdown).toContain("```mermaid\nflowchart LR");
    expect(markdown).toContain("loss 0,333");
    expect(markdown).toMatch(/canary\["– canary"\]:::skipped/);
    expect(toHtml(releaseReport({ training }, "rolled-back", last))).toContain("✗ откат");
  });
});
