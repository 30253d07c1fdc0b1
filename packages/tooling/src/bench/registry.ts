import { execFile } from "node:child_process";
import { randomFillSync } from "node:crypto";
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { startMlflow } from "#testing";
import { root } from "../repository.ts";

export interface RegistryBench {
  megabytes: number;
  files: number;
  /** MB/s, median of the rounds. */
  curl: number;
  ours: number;
  /** Median of ours over curl's, round by round: both ways meet the same load of the machine. */
  ratio: number;
  /** Seconds of registering the same folder again, and how many files that sent: none. */
  again: number;
  sentAgain: number;
  /** Most memory that our process ever held, before the upload and until its end. */
  startMegabytes: number;
  peakMegabytes: number;
}

const run = promisify(execFile);
const fileCount = 40;
const program = join(root, "packages/testing/src/programs/upload-to-mlflow.ts");

/**
 * Registering a folder in a real MLflow server beside `curl -T` of the same files to the same server, in turn. Ours takes
 * checksums, and makes the version, on the way.
 */
export async function benchRegistry({ megabytes = 200, rounds = 3 } = {}): Promise<RegistryBench> {
  const folder = mkdtempSync(join(tmpdir(), "genai-bench-registry-"));
  const server = await startMlflow({ folder: mkdtempSync(join(tmpdir(), "genai-bench-mlflow-")) });
  const curls: number[] = [];
  const ours: { first: number; again: number; sentAgain: number; startMegabytes: number; peakMegabytes: number }[] = [];
  try {
    for (let round = 0; round < rounds; round++) {
      const model = join(folder, String(round));
      const names = makeFiles(model, megabytes);
      const target = `${server.address}/api/2.0/mlflow-artifacts/artifacts/curl/${round}/`;
      const uploads = names.flatMap((name) => ["-T", join(model, name), target]);
      const withCurl = async (): Promise<void> => {
        const started = performance.now();
        await run("curl", ["--silent", "--show-error", "--fail", "-o", "/dev/null", ...uploads]);
        curls.push((performance.now() - started) / 1000);
        await fetch(target.slice(0, -1), { method: "DELETE" });
      };
      const withOurs = async (): Promise<void> => {
        const parameters = [program, server.address, model, join(folder, "cache")];
        const { stdout } = await run(process.execPath, ["--disable-warning=ExperimentalWarning", ...parameters]);
        ours.push(JSON.parse(stdout));
      };
      for (const work of round % 2 === 0 ? [withCurl, withOurs] : [withOurs, withCurl]) await work();
      rmSync(model, { recursive: true });
    }
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  return {
    megabytes,
    files: fileCount,
    curl: megabytes / median(curls),
    ours: megabytes / median(ours.map(({ first }) => first)),
    ratio: median(ours.map(({ first }, round) => (curls[round] ?? Number.NaN) / first)),
    again: median(ours.map(({ again }) => again)),
    sentAgain: Math.max(...ours.map(({ sentAgain }) => sentAgain)),
    startMegabytes: Math.max(...ours.map(({ startMegabytes }) => startMegabytes)),
    peakMegabytes: Math.max(...ours.map(({ peakMegabytes }) => peakMegabytes)),
  };
}

export function registryBenchLine(bench: RegistryBench): string {
  const { megabytes, files, curl, ours, ratio, again, sentAgain, startMegabytes, peakMegabytes } = bench;
  return (
    `${megabytes} MB in ${files} files to MLflow: curl -T ${curl.toFixed(0)} MB/s, ours ${ours.toFixed(0)} MB/s, ` +
    `ratio ${ratio.toFixed(2)}; again ${again.toFixed(2)} s and ${sentAgain} files sent; memory ${peakMegabytes.toFixed(0)} MB, ${startMegabytes.toFixed(0)} of them before`
  );
}

/** Of random bytes, so that nothing on the way can make them smaller. */
function makeFiles(folder: string, megabytes: number): string[] {
  const block = Buffer.allocUnsafe(1_000_000 / 8);
  const blocks = Math.round((megabytes * 8) / fileCount);
  mkdirSync(folder);
  return Array.from({ length: fileCount }, (_, index) => {
    const name = `model-${String(index).padStart(5, "0")}.safetensors`;
    const file = openSync(join(folder, name), "w");
    for (let written = 0; written < blocks; written++) writeSync(file, randomFillSync(block));
    closeSync(file);
    return name;
  });
}

function median(values: readonly number[]): number {
  return [...values].sort((left, right) => left - right)[Math.floor(values.length / 2)] ?? Number.NaN;
}

export const title = "Uploading a model to MLflow, beside curl";

/** @param options.full 2 GB, else 200 MB */
export async function* lines({ full }: { full: boolean }): AsyncGenerator<string> {
  yield registryBenchLine(await benchRegistry({ megabytes: full ? 2000 : 200 }));
}
