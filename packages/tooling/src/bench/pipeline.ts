import { type PipelineTime, readPipelineTime } from "./pipeline-time.ts";

export const title = "Pipeline: time less training, evaluation and canary traffic";

const goalSeconds = 60;
const apart = { training: "fine-tune", evaluation: "evaluate", "canary traffic": "canary-gate" } as const;

/** Out of the record that the last `npm run pipeline` left: it takes too long to run for a figure. */
export function* lines(): Generator<string> {
  const time = readPipelineTime();
  if (time) yield* linesOf(time);
  else yield "no run yet: `npm run pipeline` leaves out/pipeline/timing.json";
}

export function* linesOf({ scenario, quick, exitCode, finishedAt, seconds, steps }: PipelineTime): Generator<string> {
  const kind = [scenario ? `scenario ${scenario}` : "the whole line", ...(quick ? ["quick"] : [])].join(", ");
  yield `last run: ${kind}, ended ${finishedAt} with exit code ${exitCode}`;
  const sum = (wanted: string): number =>
    steps.filter(({ step }) => step === wanted).reduce((total, step) => total + step.seconds, 0);
  const parts = Object.entries(apart).map(([name, step]): [string, number] => [name, sum(step)]);
  const rest = seconds - parts.reduce((total, [, part]) => total + part, 0);
  yield `total ${seconds.toFixed(1)} s`;
  for (const [name, part] of parts) yield `${name} ${part.toFixed(1)} s`;
  yield `the rest ${rest.toFixed(1)} s of ${goalSeconds}`;
  const slowest = steps
    .filter(({ step }) => !Object.values<string>(apart).includes(step) && !/^(train|release)-model$/.test(step))
    .sort((left, right) => right.seconds - left.seconds)
    .slice(0, 3);
  if (slowest.length > 0)
    yield `most of the rest: ${slowest.map(({ step, seconds: each }) => `${step} ${each.toFixed(1)} s`).join(", ")}`;
}
