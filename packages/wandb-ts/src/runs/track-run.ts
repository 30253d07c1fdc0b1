import type { Wandb } from "../client/client.ts";
import { finishRun, sendStream } from "./file-stream.ts";
import { type RunDraft, upsertRun } from "./upsert-run.ts";

export type Metrics = Readonly<Record<string, unknown>>;

export interface TrackedRun {
  /** Where people see it. */
  url: string;
  /** A line of history; held until `flush`. The step is the next one unless told. */
  log(metrics: Metrics, step?: number): void;
  /** Values of the run as a whole; the last ones count. */
  summarize(values: Metrics): void;
  /** Sends what is held; W&B takes a run for crashed when nothing comes for minutes, so an empty one is a heartbeat. */
  flush(): Promise<void>;
  finish(exitCode?: number): Promise<void>;
}

const longestBatch = 1000;

/** A run whose metrics are streamed. Taken up again by its id, it goes on after the lines that the server has. */
export async function trackRun(wandb: Wandb, draft: RunDraft): Promise<TrackedRun> {
  const run = await upsertRun(wandb, draft);
  const dashboard = wandb.baseUrl.replace("//api.wandb.ai", "//wandb.ai");
  const startedAt = wandb.clock.now();
  const waiting: string[] = [];
  let sent = run.historyLines;
  let nextStep = run.historyLines;
  let summary: Record<string, unknown> = {};
  let summaryChanged = false;

  async function flush(): Promise<void> {
    do {
      const content = waiting.slice(0, longestBatch);
      await sendStream(wandb, run, {
        files: {
          ...(content.length > 0 && { "wandb-history.jsonl": { offset: sent, content } }),
          ...(summaryChanged && { "wandb-summary.json": { offset: 0, content: [written(summary)] } }),
        },
      });
      waiting.splice(0, content.length);
      sent += content.length;
      summaryChanged = false;
    } while (waiting.length > 0);
  }

  return {
    url: `${dashboard}/${run.entity}/${run.project}/runs/${run.id}`,
    log(metrics, step = nextStep) {
      const now = wandb.clock.now();
      const line = { ...metrics, _step: step, _timestamp: now / 1000, _runtime: (now - startedAt) / 1000 };
      waiting.push(written(line));
      nextStep = step + 1;
      summary = { ...summary, ...line };
      summaryChanged = true;
    },
    summarize(values) {
      summary = { ...summary, ...values };
      summaryChanged = true;
    },
    flush,
    async finish(exitCode = 0) {
      await flush();
      await finishRun(wandb, run, exitCode);
    },
  };
}

/** JSON has no NaN and no Infinity; W&B reads them as these strings. */
const written = (value: object): string =>
  JSON.stringify(value, (_key, one: unknown) =>
    typeof one === "number" && !Number.isFinite(one)
      ? Number.isNaN(one)
        ? "NaN"
        : one > 0
          ? "Infinity"
          : "-Infinity"
      : one,
  );
