/** What one arm did in a stretch of time. */
export interface ArmTraffic {
  requests: number;
  errors: number;
  /** Of the requests that were answered, milliseconds. */
  latenciesMs: number[];
  /** In order of arrival. */
  scores: number[];
}

export interface Traffic {
  canary: ArmTraffic;
  baseline: ArmTraffic;
}

/**
 * Where a rollout's numbers come from. A mark is a place in the stream that can be stored; the same stretch read twice
 * is the same.
 */
export interface TelemetrySource {
  /** The place after all there is now. */
  now(): Promise<string>;
  /** All between the mark and now, and the new mark. */
  since(mark: string): Promise<{ traffic: Traffic; mark: string }>;
}
