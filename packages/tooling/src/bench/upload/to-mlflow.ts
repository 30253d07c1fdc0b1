import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { startMlflow } from "#testing";
import { root } from "../../repository.ts";
import { median } from "../goal.ts";
import { rateOfClients, rateOver, requireGoals, residentMegabytes, sentAgain } from "./goals.ts";
import { fileCount, requireRoom, settleDisk, writeModel } from "./model-folder.ts";

const run = promisify(execFile);
const program = join(root, "packages/testing/src/programs/upload-to-mlflow.ts");

export const title = "Uploading a model to MLflow, beside curl and MLflow's Python client";

interface Ours {
  /** Seconds of registering, and of registering the same folder again. */
  first: number;
  again: number;
  /** Files that the second sent. */
  sentAgain: number;
  /** Most memory that the process ever held, before the upload and until its end. */
  startMegabytes: number;
  peakMegabytes: number;
}

/**
 * Registering a folder in a real MLflow server beside `curl -T` and `log_artifacts` of the same files to the same server, in
 * turn. Ours takes checksums, and makes the version, on the way.
 * @param options.full 2 GB, and held to the goals; else 200 MB, of which the calls beside the upload are a large part
 */
export async function* lines({ full }: { full: boolean }): AsyncGenerator<string> {
  const megabytes = full ? 2000 : 200;
  const folder = mkdtempSync(join(tmpdir(), "genai-bench-mlflow-"));
  requireRoom(folder, megabytes * 4);
  const server = await startMlflow({ folder: mkdtempSync(join(folder, "server-")) });
  const curls: number[] = [];
  const clients: number[] = [];
  const ours: Ours[] = [];
  try {
    for (let round = 0; round < 3; round++) {
      const model = join(folder, String(round));
      const names = writeModel(model, megabytes, round);
      const ways = [
        async () => curls.push(await withCurl(server.address, model, names)),
        async () => clients.push(await withClient(server, model)),
        async () => ours.push(await withOurs(server.address, model, join(folder, "cache"))),
      ];
      for (const way of [...ways.slice(round), ...ways.slice(0, round)]) {
        await way();
        settleDisk();
      }
      rmSync(model, { recursive: true });
    }
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  const first = ours.map((each) => each.first);
  const rate = (seconds: readonly number[]): string => `${(megabytes / median(seconds)).toFixed(0)} MB/s`;
  const ratio = rateOver(curls, first);
  const peak = Math.max(...ours.map(({ peakMegabytes }) => peakMegabytes));
  const start = Math.max(...ours.map(({ startMegabytes }) => startMegabytes));
  const again = Math.max(...ours.map((each) => each.sentAgain));
  yield [
    `${megabytes} MB in ${fileCount} files to MLflow: curl -T ${rate(curls)}, log_artifacts ${rate(clients)}, ours ${rate(first)},`,
    `${ratio.toFixed(2)} of curl's and ${rateOver(clients, first).toFixed(2)} of the client's rate;`,
    `again ${median(ours.map((each) => each.again)).toFixed(2)} s and ${again} files sent;`,
    `memory ${peak.toFixed(0)} MB, ${start.toFixed(0)} of them before`,
  ].join(" ");
  requireGoals({
    ...(full && { "rate over curl's": { figure: ratio, goal: rateOfClients } }),
    "files sent again": { figure: again, goal: sentAgain },
    "MB of memory": { figure: peak, goal: residentMegabytes },
  });
}

async function withCurl(address: string, model: string, names: readonly string[]): Promise<number> {
  const target = `${address}/api/2.0/mlflow-artifacts/artifacts/curl/`;
  const uploads = names.flatMap((name) => ["-T", join(model, name), target]);
  const started = performance.now();
  await run("curl", ["--silent", "--show-error", "--fail", "-o", "/dev/null", ...uploads]);
  const seconds = (performance.now() - started) / 1000;
  await fetch(target.slice(0, -1), { method: "DELETE" });
  return seconds;
}

/** As people write it; loading the client is not counted. */
const logArtifacts = `
import sys, time
import mlflow
client = mlflow.MlflowClient()
run = client.create_run(client.create_experiment(f"client-{time.time()}"))
started = time.monotonic()
client.log_artifacts(run.info.run_id, sys.argv[1])
print(time.monotonic() - started)
client.delete_run(run.info.run_id)
`;

async function withClient(
  { python, environment }: { python: string; environment: Record<string, string> },
  model: string,
): Promise<number> {
  const env = { PATH: process.env["PATH"] ?? "", HOME: model, MLFLOW_DISABLE_TELEMETRY: "true", ...environment };
  const { stdout } = await run(python, ["-c", logArtifacts, model], { env });
  return Number(stdout);
}

async function withOurs(address: string, model: string, cache: string): Promise<Ours> {
  const parameters = ["--disable-warning=ExperimentalWarning", program, address, model, cache];
  const { stdout } = await run(process.execPath, parameters);
  return JSON.parse(stdout) as Ours;
}
