import { ToolkitError } from "#contracts";

/** Clocks of one machine differ by less, also when they are set. */
const tolerance = 5 * 60_000;

/**
 * Watches the times of lines. What a score belongs to is told by them, so that a clock that jumped would put scores into
 * the wrong look. Small steps are what clocks do.
 * @throws ToolkitError `clock-skew`
 */
export function newTimes(path: string, nowMs: number): { see(time: string): void } {
  const latest = new Date(nowMs + tolerance).toISOString();
  let last = "";
  return {
    see(time) {
      // written alike, times are in order as texts: only a line that stands out is looked at
      if (time >= last && time <= latest) last = time;
      else standsOut(time);
    },
  };

  function standsOut(time: string): void {
    const at = Date.parse(time);
    if (at > nowMs + tolerance) throw skew(`a line of ${time} is ahead of this machine, where it is ${iso(nowMs)}`);
    if (at < Date.parse(last) - tolerance) throw skew(`a line of ${time} comes after one of ${last}`);
  }

  function skew(what: string): ToolkitError {
    return new ToolkitError({
      code: "clock-skew",
      provider: "router-log",
      message: `${path}: ${what}`,
      hint: "set the clocks right (the router and the gate need one time), then begin the rollout again",
    });
  }
}

const iso = (ms: number): string => new Date(ms).toISOString();
