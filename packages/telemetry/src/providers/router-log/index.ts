import { type RequestLine, requestLineSchema, ToolkitError } from "#contracts";
import type { Platform } from "#platform";
import type { ArmTraffic, TelemetrySource, Traffic } from "../../telemetry.ts";

export interface RouterLogConfig {
  path: string;
  /** Metric of the score lines that quality is read from. */
  scoreMetric: string;
}

/** Answers that say nothing of the model: the caller's own mistakes and limits. */
const notTheModels = new Set([401, 403, 404, 429, 499]);

/** Reads the router's request log from where it was left; a torn last line waits for its end. */
export function routerLog({ files }: Pick<Platform, "files">, { path, scoreMetric }: RouterLogConfig): TelemetrySource {
  return {
    async now() {
      return String((await files.stat(path))?.size ?? 0);
    },
    async since(mark) {
      let offset = Number(mark);
      const traffic: Traffic = { canary: empty(), baseline: empty() };
      const size = (await files.stat(path))?.size ?? 0;
      if (!Number.isSafeInteger(offset) || offset < 0 || offset > size)
        throw new ToolkitError({
          code: "telemetry-mark",
          provider: "router-log",
          message: `${mark} is no place in ${path}`,
        });
      if (size === offset) return { traffic, mark };
      let rest: Uint8Array = new Uint8Array();
      for await (const chunk of files.stream(path, { start: offset })) {
        const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
        const end = bytes.lastIndexOf(10) + 1;
        for (const line of Buffer.from(bytes.subarray(0, end)).toString("utf8").split("\n"))
          if (line !== "") count(traffic, line, scoreMetric, path);
        offset += end;
        rest = bytes.subarray(end);
      }
      return { traffic, mark: String(offset) };
    },
  };
}

const empty = (): ArmTraffic => ({ requests: 0, errors: 0, latenciesMs: [], scores: [] });

function count(traffic: Traffic, text: string, scoreMetric: string, path: string): void {
  const line = parse(text, path);
  const arm = traffic[line.variant];
  if (line.kind === "score") {
    if (line.metric === scoreMetric) arm.scores.push(line.value);
    return;
  }
  if (line.shadow || notTheModels.has(line.status)) return;
  arm.requests += 1;
  if (line.error !== null || line.status >= 400) arm.errors += 1;
  else arm.latenciesMs.push(line.latencyMs);
}

/** A whole line that is none is damage: passing over it would hide requests from the gate. */
function parse(text: string, path: string): RequestLine {
  try {
    return requestLineSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new ToolkitError({
      code: "telemetry-corrupt",
      provider: "router-log",
      message: `${path} has a line that is none: ${text.slice(0, 80)}`,
      cause,
    });
  }
}
