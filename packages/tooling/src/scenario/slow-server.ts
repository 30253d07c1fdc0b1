import { join } from "node:path";
import { inferenceProviders } from "#inference";
import { type Platform, pinnedEnvironment } from "#platform";
import { serveForRun, serverProgram, serverRequirements } from "#serving";
import { quantile } from "#statistics";
import { root } from "../repository.ts";
import { commandPlatform } from "./stop.ts";

/** Ever smaller batches: the same weights on the same threads, so that a busy machine slows both alike. */
const batches = [8, 4, 2, 1];
/** Times the p95 of a server as it should be; the regression that the gate has to see is 2. */
const slowdown = 2.5;
const requests = 24;

const mail = `From: office@example.org\nSubject: Minutes\n\n${"The minutes of the meeting are attached, with the list of open points. ".repeat(9)}`;

export interface SlowServer {
  "server-args": string;
}

/** How to serve a model at least twice as slowly, measured on this machine as it is now, both servers in turn. */
export async function slowServer(model: string, stateDir: string): Promise<SlowServer> {
  const platform = commandPlatform as unknown as Platform;
  const request = { stateDir, name: "model server", megabytes: 110 };
  const environment = {
    python: await pinnedEnvironment(platform, serverRequirements, request),
    program: serverProgram(join(root, "dist")),
  };
  const shared = { model, alias: "mail-triage", contextSize: 512, parallel: 1, threads: 2 };
  let seen = "";
  for (const batch of batches) {
    const extra = { n_batch: 4 * batch, n_ubatch: batch };
    const ratio = await serveForRun(platform, environment, shared, (usual) =>
      serveForRun(platform, environment, { ...shared, extra }, (slow) => slownessOf(platform, usual, slow)),
    );
    seen = `batches of ${batch}: ${ratio.toFixed(1)} times the p95`;
    process.stderr.write(`${seen}\n`);
    if (ratio >= slowdown) return { "server-args": JSON.stringify(extra) };
  }
  throw new Error(`no server here is ${slowdown} times slower than another: ${seen}`);
}

async function slownessOf(platform: Platform, usual: string, slow: string): Promise<number> {
  const open = (baseUrl: string) =>
    inferenceProviders["openai-compatible"](platform, { baseUrl, model: "mail-triage" });
  const [first, second] = [await open(usual), await open(slow)];
  const times: [number[], number[]] = [[], []];
  for (let index = 0; index < requests; index++) {
    // another beginning each time, so that no server answers out of its cache of prompts
    const messages = [{ role: "user" as const, content: `${index} ${mail}` }];
    for (const [arm, inference] of [first, second].entries())
      times[arm]?.push((await inference.chat({ messages, maxTokens: 6, temperature: 0 })).latencySeconds);
  }
  const [p95, slowP95] = times.map((seconds) =>
    quantile(
      [...seconds].sort((left, right) => left - right),
      0.95,
    ),
  );
  return (slowP95 as number) / (p95 as number);
}
