import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type AbReport, abReportSchema, type OneShotReport, oneShotReportSchema } from "#contracts";
import { abReport } from "./ab-report.ts";
import { toHtml } from "./html.ts";
import { toMarkdown } from "./markdown.ts";
import { oneShotReport } from "./one-shot-report.ts";

const golden = (name: string): string => join(import.meta.dirname, "../../../test/golden", name);
const languages = ["ru", "en"] as const;

const once: OneShotReport = oneShotReportSchema.parse({
  schemaVersion: 1,
  rule: "one-shot",
  verdict: "fail",
  decision: "ROLLBACK",
  source: "looks.jsonl",
  null: "any",
  alpha: 0.05,
  minRequests: 50,
  declared: ["errors", "latency", "cost"],
  dryRun: ["cost"],
  breaches: ["errors"],
  lacking: [],
  requests: { canary: 500, baseline: 1500 },
  metrics: {
    errors: {
      test: "conditional-binomial",
      p: 0.00012,
      limit: 0.0166,
      matters: true,
      breach: true,
      ratio: { value: 3.5, low: 1.9, high: null },
      ratio_miettinen_nurminen: { value: 3.5, low: 1.89, high: null },
      difference: { value: 0.025, low: 0.01, high: 0.041 },
    },
    latency: {
      test: "mann-whitney",
      p: 0.4,
      limit: 0.0166,
      matters: false,
      breach: false,
      canary: 910,
      baseline: 900,
      shift: 2.5,
      cles: 0.51,
    },
  },
  notes: ["sampled:latency"],
});

const metric = {
  canary: { mean: 0.012, n: 800 },
  baseline: { mean: 0.01, n: 800 },
  larger: "worse",
  difference: 0.002,
  low: 0.0015,
  high: 0.0026,
  alpha: 0.015,
  pairs: 800,
  favours: "baseline",
  pairsWanted: null,
};
const compared: AbReport = abReportSchema.parse({
  schemaVersion: 1,
  rule: "ab",
  verdict: "fail",
  winner: "baseline",
  missing: [],
  source: "router",
  alpha: 0.05,
  declared: ["quality", "cost", "rating"],
  looks: 4,
  metrics: {
    quality: {
      ...metric,
      canary: { mean: 0.81, n: 800 },
      baseline: { mean: 0.8, n: 800 },
      larger: "better",
      difference: 0.01,
      low: -0.02,
      high: 0.04,
      favours: null,
      pairsWanted: 7200,
    },
    cost: metric,
    rating: {
      ...metric,
      canary: { mean: null, n: 0 },
      baseline: { mean: null, n: 0 },
      difference: null,
      low: -5,
      high: 5,
      pairs: 0,
      favours: null,
    },
  },
  notes: [],
  modelRefs: { canary: "mail#new", baseline: "mail#<old>" },
});

describe("the report of one comparison", () => {
  it.each(languages)("says in figures what was found, and that it is one look alone (%s)", async (language) => {
    await expect(toMarkdown(oneShotReport(once, language))).toMatchFileSnapshot(golden(`one-shot.${language}.md`));
  });

  it("says what it lacks", () => {
    const undecided = {
      ...once,
      verdict: "inconclusive",
      decision: "INCONCLUSIVE",
      breaches: [] as string[],
      metrics: {},
    } as const;
    const text = (more: Partial<OneShotReport>): string => toMarkdown(oneShotReport({ ...undecided, ...more }, "en"));
    expect(text({ lacking: ["cost"] })).toContain("no data of: Cost of a request");
    expect(text({ requests: { canary: 3, baseline: 9 } })).toContain("3 requests to the new version");
    expect(text({ declared: [] })).toContain("nothing to judge");
  });
});

describe("the report of an A/B comparison", () => {
  it.each(languages)("names the winner with its figures (%s)", async (language) => {
    await expect(toMarkdown(abReport(compared, language))).toMatchFileSnapshot(golden(`ab.${language}.md`));
  });

  it("draws each difference with its interval, and keeps names as text", () => {
    const html = toHtml(abReport(compared, "en"));
    expect(html.match(/<svg/g)).toHaveLength(2);
    expect(html).not.toContain("<old>");
  });

  it("says why there is no winner", () => {
    const none = { ...compared, winner: null, verdict: "inconclusive" } as const;
    const text = (missing: AbReport["missing"]): string => toMarkdown(abReport({ ...none, missing }, "en"));
    expect(text([{ reason: "conflict", metric: "cost" }])).toContain("speak for different versions");
    expect(text([{ reason: "not-separated", metric: "quality" }])).toContain("holds zero");
    expect(text([{ reason: "no-data" }])).toContain("nothing to compare");
  });
});
