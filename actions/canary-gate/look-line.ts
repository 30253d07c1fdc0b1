import { inOrder } from "#canary";
import type { CanaryLook } from "#contracts";

/** A look as one line of the log. */
export function lineOf({ block, verdict, reasons, metrics }: CanaryLook): string {
  const figures = inOrder(Object.keys(metrics)).flatMap((metric) => {
    const evidence = metrics[metric];
    if (!evidence) return [];
    const { log_e, log_threshold, ratio, guard } = evidence;
    const effect = `ratio ${ratio?.toFixed(2) ?? "none"}${guard ? " (matters)" : ""}`;
    return [`${metric} ln e ${log_e.toFixed(2)} of ${log_threshold.toFixed(2)}, ${effect}`];
  });
  const why = reasons.map(({ reason, metric, dry_run }) =>
    [reason, ...(metric ? [`of ${metric}`] : []), ...(dry_run ? ["(dry run)"] : [])].join(" "),
  );
  return [`look ${JSON.stringify(block)}: ${verdict}`, ...why, ...figures].join("; ");
}
