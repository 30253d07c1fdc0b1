import {
  choice,
  decimal,
  defineAction,
  duration,
  integer,
  judgeInputs,
  kubernetesInputs,
  list,
  promotionInputs,
  secret,
  text,
  url,
} from "#action-kit";

export const spec = defineAction({
  name: "canary-gate",
  description: "Decides by evidence that holds at every look whether a canary goes on, is held or is rolled back",
  gate: true,
  post: true,
  inputs: {
    "metric-source": choice(
      ["file", "router", "prometheus", "ray-serve", "cloudwatch"],
      "Where looks come from: `file` judges what was measured elsewhere, `router` is the local router's own log, the others look at what somebody else counted",
      {
        default: "file",
      },
    ),
    target: choice(
      ["none", "local", "ray-serve", "sagemaker", "kubernetes"],
      "What serves the endpoint, and whose weights the gate moves by `plan`; `none`: it only looks (`metric-source: router` always moves the local router's)",
      { default: "none" },
    ),
    mode: choice(
      ["look", "loop"],
      "`look` takes one look a run and goes on from `state` in the next, which a schedule starts; `loop` takes all of them within `max-duration`. `loop` by the router, else `look`",
    ),
    lease: duration(
      "`mode: look`: how long a weight outlives its run, the time to the next scheduled one and a margin; then the canary is abandoned, and its weight falls to 0 (on SageMaker by the workflow `reconcile`)",
      { default: "2h" },
    ),
    "metrics-file": text(
      "JSONL for `metric-source: file`; each line is one look: what both arms did since the look before",
    ),
    endpoint: text("Name of the endpoint: of the router's deployment, of SageMaker's, or the label of that name"),
    "canary-selector": list(
      "Labels of the canary's series as name=value: variant=canary unless told, application=NAME of Ray Serve, VariantName=NAME of SageMaker, labels of your own with another prometheus-dialect than `llm`; a gate with a `target` knows those of Ray Serve, of SageMaker and of Argo Rollouts' two Services (vllm, tgi, istio)",
    ),
    "baseline-selector": list("Labels of the baseline's series, likewise"),
    "prometheus-dialect": choice(
      ["llm", "vllm", "tgi", "istio", "envoy"],
      "Whose names the series in Prometheus have: `llm` those of the toolkit's router, `vllm` and `tgi` the model servers', `istio` and `envoy` a gateway's, which sees errors that no server counts; `counters` in metrics-config puts names of your own in their place",
      { default: "llm" },
    ),
    "prometheus-url": url("Address of Prometheus, or of what speaks its API", { environment: "PROMETHEUS_URL" }),
    "prometheus-token": secret("Bearer token for Prometheus", { environment: "PROMETHEUS_TOKEN" }),
    "prometheus-user": text("User name for Prometheus", { environment: "PROMETHEUS_USER" }),
    "prometheus-password": secret("Password for Prometheus", { environment: "PROMETHEUS_PASSWORD" }),
    "ray-metrics": list("host:port of each Ray node's metrics; unless told the dashboard is asked for them"),
    "ray-address": url("Address of the Ray dashboard", { environment: "RAY_DASHBOARD_ADDRESS" }),
    "ray-token": secret("Token of the Ray cluster, where it wants one", { environment: "RAY_AUTH_TOKEN" }),
    ...kubernetesInputs,
    region: text("AWS region, for `metric-source: cloudwatch` and `target: sagemaker`", { environment: "AWS_REGION" }),
    "quality-source": choice(
      ["none", "data-capture", "traces"],
      "Where users' answers of both arms are kept, for quality, cost and (traces) time-to-first-token and feedback beside what others counted: files that a SageMaker endpoint captures, or a file of traces. A judge scores equal samples and knows of no answer whose it is",
      { default: "none" },
    ),
    answers: text(
      "s3://bucket/prefix that the endpoint captures input and output to (its DestinationS3Uri; needs s3:ListBucket and s3:GetObject), or the JSONL that a tracer adds lines {id, variant, time, messages, answer} to, beside them latency_ms, first_token_ms, prompt_tokens, completion_tokens and scores {name: value}, or a span's start_time, end_time, attributes and events by OpenInference, where cost, time-to-first-token or feedback is judged",
    ),
    "canary-variant": text(
      "Name of the canary where answers are kept; VariantName or variant of its selector unless told, else `canary`",
    ),
    "baseline-variant": text("Name of the baseline there, likewise"),
    "judge-config": text("evaluation.yaml, whose judge and prices are taken"),
    ...judgeInputs,
    "judge-sample": integer("Answers of each arm that are judged in a look, at most", {
      default: 50,
      min: 2,
      max: 1000,
    }),
    "judge-budget": decimal("USD that judging the whole rollout may cost; what is not judged has no score", { min: 0 }),
    "judge-seed": integer("What samples are drawn by; a new one, which is logged and kept, unless told", { min: 0 }),
    "judge-concurrency": integer("Answers judged at once", { default: 4, min: 1, max: 64 }),
    tau: duration(
      "The baseline's p95 from before the rollout, such as 800ms; measured unless told, from counts or from the first look",
    ),
    "tau-window": duration("Time before the first look that the baseline's p95 is measured on", { default: "1h" }),
    plan: list("Shares of the traffic that the canary gets, one after another", {
      default: Array.from({ length: 19 }, (_, step) => `${5 * (step + 1)}%`),
    }),
    replay: text("JSONL of held-out examples sent as traffic; without it the users' own traffic is judged"),
    "look-requests": integer("Requests of one look, with `replay`", { default: 1000, min: 1 }),
    "look-interval": duration("Length of one look, without `replay`; a later run waits only for what is left of it", {
      default: "5m",
    }),
    "warm-up": integer("Requests to the baseline that its p95 is measured on", { default: 100, min: 20 }),
    "replay-concurrency": integer("Replayed requests at once", { default: 1, min: 1, max: 64 }),
    "replay-seed": integer("Order and request ids of the replay; a new one, which is logged, unless told", { min: 0 }),
    "max-tokens": integer("Tokens of a replayed answer at most", { default: 64, min: 1 }),
    "label-field": text("Field of the JSON answer that is compared with the reference's", { default: "label" }),
    "max-duration": duration(
      "A rollout that takes longer is inconclusive, and ends: 2h unless told; in `mode: look` 7d, from its first run to its last, so that a canary without traffic is not held for ever",
    ),
    "hand-over": duration("How long the last weight waits for promote", { default: "15m" }),
    "state-dir": text("Folder that outlasts the job"),
    metrics: list(
      "What is judged: errors, latency, quality, and what metrics-config declares; in a file, what any line says something of",
    ),
    "metrics-config": text(
      "YAML that declares further metrics (cost, time-to-first-token, a feedback score), their maximum, the effect that matters and all shares of alpha; an example is workflows/examples/mail-triage/configs/metrics.yaml",
    ),
    "dry-run-metrics": list(
      "Metrics that are judged and reported with what they would have decided, and never decide; their share of alpha stays reserved",
    ),
    alpha: decimal("Probability of a false rollback over the whole rollout, a third for each of the three metrics", {
      default: 0.05,
      min: 0.000001,
      max: 0.5,
    }),
    "min-requests": integer("Canary requests that a step needs", { default: 50, min: 1 }),
    null: choice(["any", "tolerance"], "Against a canary that is no worse at all, or worse by less than what matters", {
      default: "any",
    }),
    rule: choice(
      ["evidence", "specification", "one-shot", "ab"],
      "`specification` compares each look alone with fixed ratios and fires on noise; `one-shot` compares once, and may not be repeated; `ab` names the better of the two variants, or none, at any number of looks",
      { default: "evidence" },
    ),
    assignment: choice(["request", "user"], "What the router assigns by; sticky users need windows of user buckets", {
      default: "request",
    }),
    "baseline-windows": text(
      "JSONL of the baseline in equal windows as long as a look (20 or more): how far its rates swing beyond chance",
    ),
    environment: text("GitHub environment that deploy announced the deployment for", { default: "production" }),
    "github-token": promotionInputs["github-token"],
    state: text(
      "canary-state.json of this rollout: read when it is there, written after the looks; with `state-store: git-ref` a name",
    ),
    "state-store": choice(
      ["file", "git-ref"],
      "Where `state` and the claim on the deployment are kept: files of this machine, or `refs/genai-mlops/` of the repository (needs `contents: write` and a checkout with its credentials). Hosted runners forget their disk: choose `git-ref` there",
      { default: "file" },
    ),
    "on-inconclusive": choice(
      ["hold", "abort"],
      "Go on to the next look at the same weight, or end at the first hold with nothing for the canary; a loop that comes to its `max-duration` ends so too",
      {
        default: "hold",
      },
    ),
  },
  outputs: {
    looks: "Looks that were judged",
    weight: "Share of the traffic that the canary was left with, where the gate moves it",
    steps: "Weights of the plan that were judged well, as 3/19; the verdict is pass when all were",
    reasons:
      "Why the last look is no plain CONTINUE, as `reason:metric`, with commas; of a metric in dry run `dry-run:reason:metric`",
    winner: "Of `rule: ab`: canary, baseline, or empty where there is none",
  },
  permissions: { contents: "read", deployments: "write" },
  report: "canary-report",
  branding: { icon: "git-branch", color: "yellow" },
});
