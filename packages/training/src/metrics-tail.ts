import { type TrainingMetrics, trainingMetricsSchema } from "#contracts";
import { jsonLines, type Platform } from "#platform";

/** Reads what is appended to the metrics file until `ended` fires, and once more after that. */
export async function followMetrics(
  { files, clock }: Pick<Platform, "files" | "clock">,
  path: string,
  watch: (metrics: TrainingMetrics) => void,
  ended: AbortSignal,
): Promise<void> {
  let read = 0;
  let rest = "";
  for (;;) {
    const last = ended.aborted;
    const size = (await files.stat(path))?.size ?? 0;
    if (size > read) {
      const chunks: Uint8Array[] = [];
      for await (const chunk of files.stream(path, { start: read })) chunks.push(chunk);
      const bytes = Buffer.concat(chunks);
      read += bytes.length;
      const lines = (rest + bytes.toString("utf8")).split("\n");
      rest = lines.pop() ?? ""; // a torn last line waits for its end
      for (const line of lines) {
        const metrics = parse(line);
        if (metrics) watch(metrics);
      }
    }
    if (last) return;
    await clock.sleep(500, ended).catch(() => undefined);
  }
}

/** All lines so far, for the loss curve. Lines of an earlier, interrupted run of the same step give way to later ones. */
export async function readMetrics(files: Platform["files"], path: string): Promise<TrainingMetrics[]> {
  const found: TrainingMetrics[] = [];
  if ((await files.stat(path)) === undefined) return found;
  for await (const item of jsonLines(files, path)) {
    const parsed = "value" in item ? trainingMetricsSchema.safeParse(item.value) : undefined;
    if (!parsed?.success) continue;
    if (parsed.data.event === "started") {
      const from = parsed.data.step;
      while (found.length > 0 && (found.at(-1) as TrainingMetrics).step > from) found.pop();
    }
    found.push(parsed.data);
  }
  return found;
}

function parse(line: string): TrainingMetrics | undefined {
  try {
    return trainingMetricsSchema.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}
