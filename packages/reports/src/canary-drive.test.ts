import { describe, expect, it } from "vitest";
import type { CanaryReport } from "#contracts";
import { canaryReport } from "./canary-report.ts";
import { toMarkdown } from "./markdown.ts";

const drive = {
  deployment: "sagemaker mail",
  steps: 19,
  passed: 3,
  weight: 0.125,
  leaseEndsAt: "2026-01-02T05:04:05.000Z",
};
const look: CanaryReport["looks"][number] = { block: "1", verdict: "CONTINUE", reasons: [], metrics: {}, weight: 0.1 };
const report: CanaryReport = {
  schemaVersion: 1,
  verdict: "inconclusive",
  rule: "evidence",
  null: "any",
  assignment: "request",
  alpha: 0.05,
  minRequests: 50,
  source: "cloudwatch",
  declared: ["errors"],
  notes: ["lease-lapsed"],
  drive,
  looks: [look],
};
const said = (more: Partial<CanaryReport> = {}, language: "ru" | "en" = "en"): string =>
  toMarkdown(canaryReport({ ...report, ...more }, language));

describe("what a gate that drives says", () => {
  it("of a rollout that is not over: how far it is, and until when its weight holds", () => {
    expect(said()).toMatch(
      /3 of 19 steps[\s\S]*12\.50% of the traffic now[\s\S]*until 2026-01-02T05[\s\S]*the next run goes on from here/,
    );
    expect(said({}, "ru")).toMatch(/Пройдено 3 из 19[\s\S]*12,50[\s\S]*следующий запуск продолжит/);
    expect(said()).toContain("The weight's lease was over before the look");
    expect(said({ looks: [{ ...look, verdict: "INCONCLUSIVE" }] })).toContain("The weight is held at look");
  });

  it("of each of its ends", () => {
    const none = { ...drive, weight: 0, leaseEndsAt: null };
    expect(said({ verdict: "pass", looks: [], drive: { ...drive, ended: "passed" } })).toContain("can be promoted");
    expect(said({ drive: { ...none, ended: "rolled-back" } })).toContain("gets no traffic any more");
    expect(said({ drive: { ...none, ended: "aborted" } })).toContain("could not decide");
    expect(said({ looks: [], drive: { ...none, ended: "timed-out" } })).toContain("was over before its plan was");
    expect(said({ drive: none })).toContain("Time was over before the plan was");
    expect(said({ verdict: "error", looks: [], drive: none })).toContain("Nothing was looked at");
  });
});
