/** What a histogram may tell of single requests: milliseconds, and tokens. */
export const countedValues = ["firstTokenMs", "promptTokens", "completionTokens", "latencyMs"] as const;
export type CountedValue = (typeof countedValues)[number];

/** How many requests had a value above `low` and at most `high`; `high` is Infinity above the last bound. */
export interface Bin {
  low: number;
  high: number;
  count: number;
}

/** What one arm did in a stretch of time, where only counts are kept of it. Undefined: the source does not tell. */
export interface ArmCounts {
  requests: number;
  errors: number | undefined;
  /** Requests slower than tau; a fraction where it is interpolated. */
  overTau: number | undefined;
  /** Requests slower than 1.2 tau. */
  overMargin: number | undefined;
  /** Of those that were asked for and that the source tells. */
  values?: Partial<Record<CountedValue, Bin[]>> | undefined;
}

export const countedNotes = [
  /** A limit lies between two bounds of the histogram. */
  "latency-interpolated",
  /** A limit lies above the histogram's last bound. */
  "latency-beyond-bounds",
  "counter-reset",
  /** Counted from its first sample on: what it had counted until then may be older. */
  "series-appeared",
  "series-gone",
  "no-series-canary",
  "no-series-baseline",
] as const;
export type CountedNote = (typeof countedNotes)[number];

/** Undefined: not to be told. */
export interface P95 {
  requests: number;
  p95Ms: number | undefined;
}

export interface Counted {
  canary: ArmCounts;
  baseline: ArmCounts;
  /** The baseline's in this stretch; told where no tau was given. */
  baselineP95: P95;
  /** Of this stretch alone: the same for the same stretch. */
  block: string;
  mark: string;
  notes: CountedNote[];
}

/**
 * Where a rollout's numbers come from when somebody else counts them. A mark is a place in time that can be stored, with
 * all that is needed to count from there on: what lies between two marks is in one stretch, once.
 * `since` throws ToolkitError `telemetry-mark` for what is no mark of this source, `telemetry-corrupt` for what are no
 * counts; a source that does not answer is an error, never a stretch without traffic.
 */
export interface CountedTelemetry {
  /** The place after all that is counted now. */
  now(): Promise<string>;
  /** All between the mark and now. Without tau (milliseconds) nothing is said of latency. */
  since(mark: string, tauMs: number | undefined): Promise<Counted>;
  /** The baseline's p95 over the last seconds; of no requests where the past is not kept. */
  baselineP95(seconds: number): Promise<P95>;
}
