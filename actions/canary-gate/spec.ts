import { choice, decimal, defineAction, integer, list, text } from "#action-kit";

export const spec = defineAction({
  name: "canary-gate",
  description: "Decides by evidence that holds at every look whether a canary goes on, is held or is rolled back",
  gate: true,
  post: true,
  inputs: {
    "metric-source": choice(["file"], "Where looks come from: `file` judges what was measured elsewhere", {
      default: "file",
    }),
    "metrics-file": text(
      "JSONL for `metric-source: file`; each line is one look: what both arms did since the look before",
    ),
    metrics: list("What is judged: errors, latency, quality; in a file, what any line says something of"),
    alpha: decimal("Probability of a false rollback over the whole rollout, a third for each metric", {
      default: 0.05,
      min: 0.000001,
      max: 0.5,
    }),
    "min-requests": integer("Canary requests that a step needs", { default: 50, min: 1 }),
    null: choice(["any", "tolerance"], "Against a canary that is no worse at all, or worse by less than what matters", {
      default: "any",
    }),
    rule: choice(
      ["evidence", "specification"],
      "`specification` compares each look alone with fixed ratios and fires on noise",
      { default: "evidence" },
    ),
    assignment: choice(["request", "user"], "What the router assigns by; sticky users need windows of user buckets", {
      default: "request",
    }),
    "baseline-windows": text(
      "JSONL of the baseline in equal windows as long as a look (20 or more): how far its rates swing beyond chance",
    ),
    state: text("canary-state.json of this rollout: read when it is there, written after the looks"),
    "on-inconclusive": choice(
      ["hold", "abort"],
      "Go on to the next look at the same weight, or end at the first hold",
      {
        default: "hold",
      },
    ),
  },
  outputs: {
    looks: "Looks that were judged",
    reasons: "Why the last look is no plain CONTINUE, as `reason:metric`, with commas",
  },
  permissions: { contents: "read" },
  report: "canary-report",
  branding: { icon: "git-branch", color: "yellow" },
});
