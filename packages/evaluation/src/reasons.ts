import { type Evaluation, type Verdict, worst } from "#contracts";

type Reason = Evaluation["reasons"][number];

/** What was asked for, of an `EvaluationRequest`. */
interface Wanted {
  metrics: readonly { name: string }[];
  guarded: Readonly<Record<string, unknown>>;
  sliceBy: readonly string[];
  sliceMinRows: number;
}

/** Everything that keeps a verdict from being pass, each once. */
export function reasonsOf(
  evaluation: Omit<Evaluation, "verdict" | "reasons">,
  { metrics, guarded, sliceBy, sliceMinRows }: Wanted,
): Reason[] {
  const { scores, testSet, thresholds, comparison, quality, suites, notRun, errors, slices } = evaluation;
  const absent = new Set(notRun?.map(({ metric }) => metric));
  const reasons: Reason[] = [];
  if (testSet.rows === 0) reasons.push({ reason: "no-rows" });
  for (const { name } of metrics)
    if (!scores[name] && !absent.has(name)) reasons.push({ reason: "missing-metric", metric: name });
  for (const { metric, ok, value, slice } of thresholds) {
    if (ok || absent.has(metric)) continue;
    reasons.push({ reason: value === null ? "missing-metric" : "threshold", metric, ...(slice && { slice }) });
  }
  for (const metric of comparison ? Object.keys(guarded) : []) {
    const tier = comparison?.metrics[metric]?.tier;
    if (absent.has(metric) || tier === "same" || tier === "improved") continue;
    reasons.push({ reason: tier ?? "missing-metric", metric });
  }
  if (sliceBy.length > 0)
    for (const { slice, metric } of thresholds) {
      const rows = slice && slices?.find(({ key, value }) => key === slice.key && value === slice.value)?.rows;
      if (rows !== undefined && rows < sliceMinRows) reasons.push({ reason: "insufficient-data", metric, slice });
    }
  if (quality && !quality.ok) reasons.push({ reason: "quality", metric: quality.metric });
  for (const { name, verdict } of suites ?? []) if (verdict !== "pass") reasons.push({ reason: "suite", metric: name });
  for (const { metric } of notRun ?? []) reasons.push({ reason: "not-run", metric });
  if (testSet.rows > 0 && errors === testSet.rows) reasons.push({ reason: "failed-requests" });
  const seen = new Set<string>();
  return reasons.filter((reason) => seen.size < seen.add(JSON.stringify(reason)).size);
}

const severity: Record<Reason["reason"], Verdict> = {
  threshold: "fail",
  regression: "fail",
  quality: "fail",
  suite: "fail",
  "no-rows": "error",
  "missing-metric": "error",
  "failed-requests": "error",
  "parse-rate": "error",
  budget: "error",
  "soft-regression": "inconclusive",
  "unreliable-baseline": "inconclusive",
  "insufficient-data": "inconclusive",
  "not-run": "inconclusive",
  calibration: "inconclusive",
};

/** Pass only without a reason; else the worst that a reason means. */
export function verdictOf(reasons: readonly Reason[], onSoft: "report" | "inconclusive" | "fail"): Verdict {
  const verdicts = reasons.map(({ reason }): Verdict => {
    if (reason !== "soft-regression" || onSoft === "inconclusive") return severity[reason];
    return onSoft === "fail" ? "fail" : "pass";
  });
  return verdicts.length === 0 ? "pass" : worst(verdicts);
}
