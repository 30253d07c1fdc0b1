/** How long a step of a run in act took. */
export interface StepTime {
  /** `workflow/job`, as act names it. */
  job: string;
  /** The action's name, for actions of this repository; else what act calls the step. */
  step: string;
  seconds: number;
}

const ended =
  /^\[(?<job>[^\]]+)\]\s+(?:✅\s+Success|❌\s+Failure) - (?:Pre|Main|Post) (?<step>.+) \[(?<time>[^\]\s]+)\]$/u;
const unitSeconds: Record<string, number> = { h: 3600, m: 60, s: 1, ms: 1e-3, µs: 1e-6, ns: 1e-9 };

/** What a line of act's log says of a step that ended; undefined for any other line. */
export function stepTimeOf(line: string): StepTime | undefined {
  const { job, step, time } = ended.exec(line)?.groups ?? {};
  if (job === undefined || step === undefined || time === undefined) return undefined;
  const parts = [...time.matchAll(/(\d+(?:\.\d+)?)(h|ms|m|µs|ns|s)/g)];
  if (parts.length === 0 || parts.map(([part]) => part).join("") !== time) return undefined;
  const seconds = parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * (unitSeconds[unit as string] ?? 0), 0);
  return { job: job.trim(), step: /\/actions\/([\w-]+)@/.exec(step)?.[1] ?? step, seconds };
}
