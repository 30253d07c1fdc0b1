import { type ChildProcess, execFile, execFileSync, spawn } from "node:child_process";
import { createWriteStream, mkdtempSync, rmSync, statfsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { promisify } from "node:util";
import { awsEnvironment, awsKey, fakeAws, sampleMetadata, seededRandom } from "#testing";
import { pythonEnvironment } from "../python-environment.ts";
import { builtSources } from "./built-program.ts";

export const title = "A model to S3, beside `aws s3 cp`";

export async function* lines({ full }: { full: boolean }): AsyncGenerator<string> {
  const megabytes = full ? 2048 : 384;
  const { ours, theirs, archive, again } = await benchUpload({ megabytes, files: 40, rounds: full ? 3 : 2 });
  const rate = ({ seconds }: Cost): string => `${(megabytes / seconds).toFixed(0)} MB/s`;
  yield [
    `${megabytes} MB in 40 files to moto's S3, start and end of the process included:`,
    `registered in ${ours.seconds.toFixed(1)} s (${rate(ours)}, RSS ${ours.rssMb.toFixed(0)} MB),`,
    `aws s3 cp --recursive ${theirs.seconds.toFixed(1)} s (${rate(theirs)}, RSS ${theirs.rssMb.toFixed(0)} MB),`,
    `rate ${(theirs.seconds / ours.seconds).toFixed(2)} of the client's;`,
    `aws s3 cp of the same files in one tar ${archive.seconds.toFixed(1)} s, rate ${(archive.seconds / ours.seconds).toFixed(2)} of that;`,
    `registered again in ${again.seconds.toFixed(1)} s with ${again.sentMb.toFixed(1)} MB sent, RSS ${again.rssMb.toFixed(0)} MB`,
  ].join(" ");
}

interface Cost {
  seconds: number;
  rssMb: number;
}

/** The registry reads, hashes, packs and sends; the client only sends. Medians of rounds that take turns. */
async function benchUpload({ megabytes, files, rounds }: { megabytes: number; files: number; rounds: number }) {
  const python = pythonEnvironment({
    name: "s3",
    requirements: ["moto[s3,sts,server]==5.2.5", "awscli==1.46.3"],
    megabytes: 220,
  });
  const folder = mkdtempSync(join(tmpdir(), "bench-s3-"));
  const free = statfsSync(folder);
  if (free.bavail * free.bsize < megabytes * 2 ** 20 * 4)
    throw new Error(`${folder} has no room for ${megabytes} MB and moto's copies`);
  const model = join(folder, "model");
  await writeModel(model, megabytes, files);
  // what is made by hand where no registry is: the archive first, and its upload then
  const tar = join(folder, "model.tar");
  execFileSync("tar", ["-cf", tar, "-C", model, "."]);
  const aws = fakeAws(Date.now);
  const sageMaker = await aws.serveSageMaker();
  const built = builtSources();
  const costs: { ours: Cost[]; theirs: Cost[]; archive: Cost[]; again: (Cost & { sentMb: number })[] } = {
    ours: [],
    theirs: [],
    archive: [],
    again: [],
  };
  try {
    for (let round = 0; round < rounds; round++) {
      // a server of its own for each, so that none carries what came before
      const register = (values: object) =>
        built.run<Cost & { sentMb: number }>(program, { model, metadata: sampleMetadata, ...values });
      await withMoto(python, folder, async (url) => {
        const environment = { ...awsEnvironment, AWS_ENDPOINT_URL_S3: url, AWS_ENDPOINT_URL_SAGEMAKER: sageMaker.url };
        const prefix = `round-${round}`;
        costs.ours.push(await register({ environment, prefix, name: prefix }));
        costs.again.push(await register({ environment, prefix, name: prefix }));
      });
      await withMoto(python, folder, async (url) => {
        costs.theirs.push(await copied(python, url, ["--recursive", model, "s3://models/copied/"]));
      });
      await withMoto(python, folder, async (url) => {
        costs.archive.push(await copied(python, url, [tar, "s3://models/model.tar"]));
      });
    }
  } finally {
    built.remove();
    await sageMaker.close();
    rmSync(folder, { recursive: true, force: true });
  }
  const median = <Found extends Cost>(found: Found[]): Found =>
    [...found].sort((left, right) => left.seconds - right.seconds)[Math.floor(found.length / 2)] as Found;
  return {
    ours: median(costs.ours),
    theirs: median(costs.theirs),
    archive: median(costs.archive),
    again: median(costs.again),
  };
}

/** One registration, timed from the first line of the process. */
const program = `
const started = performance.now();
const { nodeClock, nodeExec, nodeFiles, nodeHttp, nodeRandom, maskedSecrets } = await import("#platform");
const { registryProviders } = await import("#registry");
let sent = 0;
const http = nodeHttp();
const counting = { send: (request) => { sent += request.body?.length ?? 0; return http.send(request); } };
const silent = () => {};
const registry = await registryProviders.sagemaker(
  {
    http: counting, exec: nodeExec(), files: nodeFiles(), clock: nodeClock(), random: nodeRandom(), secrets: maskedSecrets(),
    log: { debug: silent, info: silent, notice: silent, warning: silent, error: silent },
    environment: { get: (name) => given.environment[name], all: () => given.environment },
  },
  { bucket: "models", prefix: given.prefix, cacheFolder: "/nowhere" },
);
await registry.register({ name: given.name, folder: given.model, bump: "minor", metadata: given.metadata });
const rssMb = process.resourceUsage().maxRSS / 1024;
process.stdout.write(JSON.stringify({ seconds: (performance.now() - started) / 1000, rssMb, sentMb: sent / 2 ** 20 }));
`;

/** What a child takes, by the system's own account of it. */
const measured = `
import json, resource, subprocess, sys, time
started = time.monotonic()
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)
seconds = time.monotonic() - started
print(json.dumps({"seconds": seconds, "rssMb": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024}))
`;

async function copied(python: string, url: string, what: string[]): Promise<Cost> {
  const client = join(dirname(python), "aws");
  const { AWS_REGION, ...keys } = awsEnvironment;
  const env = {
    PATH: process.env["PATH"] ?? "",
    AWS_DEFAULT_REGION: AWS_REGION,
    AWS_CONFIG_FILE: "/dev/null",
    ...keys,
  };
  const copy = ["s3", "cp", "--quiet", "--endpoint-url", url, ...what];
  const { stdout } = await promisify(execFile)(python, ["-c", measured, python, client, ...copy], { env });
  return JSON.parse(stdout) as Cost;
}

async function withMoto(python: string, folder: string, work: (url: string) => Promise<void>): Promise<void> {
  const child = spawn(python, ["-m", "moto.server", "-H", "127.0.0.1", "-p", "0"], {
    stdio: ["ignore", "ignore", "pipe"],
    env: { PATH: process.env["PATH"] ?? "", TMPDIR: folder },
  });
  try {
    const url = await addressOf(child);
    const location = `<CreateBucketConfiguration><LocationConstraint>${awsKey.region}</LocationConstraint></CreateBucketConfiguration>`;
    const { status } = await fetch(`${url}/models`, { method: "PUT", body: location, headers: { host: "localhost" } });
    if (status !== 200) throw new Error(`moto answered ${status}`);
    await work(url);
  } finally {
    child.kill("SIGKILL");
  }
}

async function addressOf(child: ChildProcess): Promise<string> {
  let said = "";
  for await (const chunk of child.stderr?.iterator({ destroyOnReturn: false }) ?? []) {
    said += String(chunk);
    const [, address] = /Running on (http:\/\/127\.0\.0\.1:\d+)/.exec(said) ?? [];
    if (address === undefined) continue;
    child.stderr?.resume();
    return address;
  }
  throw new Error(`moto ended: ${said}`);
}

/** Bytes as weights have them: hardly to be compressed. */
async function writeModel(folder: string, megabytes: number, files: number): Promise<void> {
  const random = seededRandom(1);
  const block = Buffer.from(Uint32Array.from({ length: 2 ** 18 }, () => Math.floor(random.uniform() * 2 ** 32)).buffer);
  await mkdir(join(folder, "merged"), { recursive: true });
  for (let file = 0; file < files; file++) {
    const blocks = Math.floor((megabytes * (file + 1)) / files) - Math.floor((megabytes * file) / files);
    const content = function* (): Generator<Uint8Array> {
      for (let index = 0; index < blocks; index++) {
        block.writeUInt32LE(file * 4096 + index);
        yield block;
      }
    };
    await pipeline(
      Readable.from(content()),
      createWriteStream(join(folder, `merged/part-${String(file).padStart(2, "0")}.safetensors`)),
    );
  }
}
