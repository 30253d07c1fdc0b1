import type { Metric } from "../metric.ts";

/** The whole answer is JSON (RFC 8259), space around it apart. */
export const validJson: Metric = {
  name: "valid-json",
  kind: "binary",
  direction: "higher",
  score({ prediction }) {
    try {
      JSON.parse(prediction ?? "");
      return 1;
    } catch {
      return 0;
    }
  },
};
