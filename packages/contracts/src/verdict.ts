import * as z from "zod";

/** What a gate says. Only `pass` lets anything go on. */
export const verdictSchema = z.enum(["pass", "inconclusive", "error", "fail"]);
export type Verdict = z.infer<typeof verdictSchema>;

const severity: Record<Verdict, number> = { pass: 0, inconclusive: 1, error: 2, fail: 3 };

/** The worst of several verdicts; of none at all `error`, because a gate that judged nothing has not passed. */
export function worst(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.length === 0) return "error";
  return verdicts.reduce((left, right) => (severity[right] > severity[left] ? right : left));
}
