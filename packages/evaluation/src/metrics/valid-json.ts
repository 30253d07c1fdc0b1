import type { RowMetric } from "../metric.ts";

/** The whole answer is JSON (RFC 8259), space around it apart. */
export const validJson: RowMetric = {
  name: "valid-json",
  kind: "binary",
  direction: "higher",
  scale: "share",
  score({ prediction }) {
    try {
      JSON.parse(prediction ?? "");
      return 1;
    } catch {
      return 0;
    }
  },
};
