import type { ChildProcess } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { debianPrograms } from "../../debian-programs.ts";
import { outputOf } from "./process.ts";

export interface Load {
  requests: number;
  perSecond: number;
  /** Answers other than 2xx and 3xx, connections refused or cut, and time-outs. */
  errors: number;
  p50: number;
  p99: number;
}

/** A chat request of one kilobyte. */
export const body = JSON.stringify({ model: "bench", messages: [{ role: "user", content: "x".repeat(1000) }] });
export const chatPath = "/v1/chat/completions";
/** LiteLLM takes no request without one, and none that is easy to guess; the others pass it on. */
export const clientKey = "sk-bench-5f0c3e9ab17d4c62a8e4d1907b6f23c5e8a1d4b7";

const script = `
wrk.method = "POST"
wrk.body = [==[${body}]==]
wrk.headers["content-type"] = "application/json"
wrk.headers["authorization"] = "Bearer ${clientKey}"
done = function(summary, latency, requests)
  local e = summary.errors
  io.write(string.format('\\nRESULT {"requests":%d,"perSecond":%f,"errors":%d,"p50":%f,"p99":%f}\\n', summary.requests,
    summary.requests / summary.duration * 1e6, e.connect + e.read + e.write + e.status + e.timeout,
    latency:percentile(50) / 1000, latency:percentile(99) / 1000))
end
`;

/** Debian's wrk with one thread: the same load for whoever is measured. */
export async function wrk(
  folder: string,
  port: number,
  options: { connections: number; seconds: number; started?: (child: ChildProcess) => void },
): Promise<Load> {
  const { program, env } = debianPrograms("wrk", ["wrk", "libluajit-5.1-2"]);
  const file = join(folder, "post.lua");
  writeFileSync(file, script);
  const { connections, seconds, started } = options;
  const args = ["-t1", `-c${connections}`, `-d${seconds}s`, "--timeout", "10s", "-s", file];
  const output = await outputOf(program("wrk"), [...args, `http://127.0.0.1:${port}${chatPath}`], {
    env,
    ...(started && { started }),
  });
  const [, result] = /^RESULT (.*)$/m.exec(output) ?? [];
  if (result === undefined) throw new Error(`wrk tells nothing: ${output.slice(-500)}`);
  return JSON.parse(result) as Load;
}
