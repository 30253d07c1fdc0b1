export type Arm = "canary" | "baseline";

/** A request that says something of a variant: answered, or failed by it. */
export interface SeenRequest {
  arm: Arm;
  failed: boolean;
  latencyMs: number;
  /** First byte of a streamed answer; null where the answer came whole, or none did. */
  firstTokenMs: number | null;
  promptTokens: number | null;
  completionTokens: number | null;
}

/** Of an answer: an answer judged, or a user's feedback. */
export interface SeenScore {
  arm: Arm;
  metric: string;
  value: number;
  /** Its request ended before the stretch began, where that is known. */
  late: boolean;
  /** When its request ended, where that is known; ISO 8601 in UTC. */
  requestTime: string | undefined;
}

/** Takes what happened, in order of arrival. */
export interface TrafficReader {
  request(request: SeenRequest): void;
  score(score: SeenScore): void;
}

/**
 * Where a rollout's numbers come from. A mark is a place in the stream that can be stored; the same stretch read twice
 * is the same. Memory does not grow with the stretch.
 */
export interface TelemetrySource {
  /** The place after all there is now. */
  now(): Promise<string>;
  /**
   * Shows all between the mark and now, and answers the new mark.
   * @throws ToolkitError `telemetry-mark`, `telemetry-corrupt`; `clock-skew` where times run backward or ahead of ours
   */
  read(mark: string, reader: TrafficReader): Promise<string>;
}
