import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { freePort } from "#platform";
import { awsEnvironment, awsKey, fakeAws } from "#testing";
import { goProgram } from "../../go-program.ts";
import { pythonEnvironment } from "../../python-environment.ts";
import { builtSources } from "../built-program.ts";
import { median } from "../goal.ts";
import { answering, start } from "../router/process.ts";
import { rateOfClients, rateOver, requireGoals, residentMegabytes, sentAgain } from "./goals.ts";
import { fileCount, requireRoom, settleDisk, writeModel } from "./model-folder.ts";
import { type Registered, registered } from "./register-folder.ts";
import { type Cost, costOf, mostMemory, saidRate } from "./whole-process.ts";

export const title = "A model to S3, beside `aws s3 cp`";

/** The server's disk: S3 has no disk of this machine to wait for, nor copies an object to put it together. */
const memory = "/dev/shm";

/**
 * The registry reads, hashes, packs and sends; the client only sends, the files as they are or one tar of them.
 * @param options.full 2 GB, and held to the goals; else 400 MB
 */
export async function* lines({ full }: { full: boolean }): AsyncGenerator<string> {
  const megabytes = full ? 2000 : 400;
  const python = pythonEnvironment({ name: "awscli", requirements: ["awscli==1.46.3"], megabytes: 160 });
  const server = goProgram({
    name: "versitygw",
    module: "github.com/versity/versitygw/cmd/versitygw",
    version: "1.8.0",
    megabytes: 80,
  });
  const folder = mkdtempSync(join(tmpdir(), "genai-bench-s3-"));
  requireRoom(folder, megabytes * 4);
  const model = join(folder, "model");
  writeModel(model, megabytes, 1);
  // what is made by hand where no registry is: the archive first, and its upload then
  const tar = join(folder, "model.tar");
  execFileSync("tar", ["-cf", tar, "-C", model, "."]);
  settleDisk();
  const sageMaker = await fakeAws(Date.now).serveSageMaker();
  const built = builtSources();
  const ours: Registered[] = [];
  const again: Registered[] = [];
  const theirs: Cost[] = [];
  const archive: Cost[] = [];
  try {
    for (let round = 0; round < 3; round++) {
      const ways = [
        async (url: string) => {
          const environment = {
            ...awsEnvironment,
            AWS_ENDPOINT_URL_S3: url,
            AWS_ENDPOINT_URL_SAGEMAKER: sageMaker.url,
          };
          const config = { bucket: "models", prefix: `round-${round}` };
          const values = { provider: "sagemaker" as const, config, model, environment, name: `round-${round}` };
          ours.push(await registered(built, values));
          again.push(await registered(built, values));
        },
        async (url: string) =>
          void theirs.push(await copied(python, url, ["--recursive", model, "s3://models/copied/"])),
        async (url: string) => void archive.push(await copied(python, url, [tar, "s3://models/model.tar"])),
      ];
      // a server of its own for each, so that none carries what came before
      for (const way of [...ways.slice(round), ...ways.slice(0, round)]) await withServer(server, folder, way);
    }
  } finally {
    built.remove();
    await sageMaker.close();
    rmSync(folder, { recursive: true, force: true });
  }
  const secondsOf = (costs: readonly Cost[]): number[] => costs.map(({ seconds }) => seconds);
  const ratio = rateOver(secondsOf(theirs), secondsOf(ours));
  const sent = Math.max(...again.map(({ sentMb }) => sentMb));
  yield [
    `${megabytes} MB in ${fileCount} files to an S3 server (versitygw), start and end of the process included:`,
    `aws s3 cp --recursive ${saidRate(megabytes, theirs, median)}, the same in one tar ${saidRate(megabytes, archive, median)}, registered ${saidRate(megabytes, ours, median)},`,
    `${median(ours.map(({ joinSeconds }) => joinSeconds)).toFixed(1)} s of it while the server copies the parts into one,`,
    `${ratio.toFixed(2)} of the first and ${rateOver(secondsOf(archive), secondsOf(ours)).toFixed(2)} of the second;`,
    `registered again in ${median(secondsOf(again)).toFixed(1)} s with ${sent.toFixed(2)} MB sent`,
  ].join(" ");
  requireGoals({
    ...(full && { "rate over aws s3 cp's": { figure: ratio, goal: rateOfClients } }),
    "MB sent first, of the model's": {
      figure: Math.min(...ours.map(({ sentMb }) => sentMb)),
      goal: { atLeast: megabytes },
    },
    "MB sent again": { figure: sent, goal: sentAgain },
    "MB of memory": { figure: mostMemory(ours), goal: residentMegabytes },
  });
}

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
  return await costOf(python, [python, client, ...copy], env);
}

/**
 * Versity's gateway, an S3 server of production use that keeps files in a folder: a slow server would hide what the clients
 * cost, and moto, being Python, takes a core for itself.
 */
async function withServer(server: string, folder: string, work: (url: string) => Promise<void>): Promise<void> {
  const store = mkdtempSync(join(existsSync(memory) ? memory : folder, "genai-bench-s3-"));
  mkdirSync(join(store, "models"));
  const port = await freePort();
  const { AWS_ACCESS_KEY_ID: access, AWS_SECRET_ACCESS_KEY: secret } = awsEnvironment;
  const keys = ["--access", access, "--secret", secret, "--region", awsKey.region];
  const running = start(server, [
    "--port",
    `127.0.0.1:${port}`,
    "--quiet",
    "--keep-alive",
    "--health",
    "/health",
    ...keys,
    "posix",
    store,
  ]);
  try {
    const url = `http://127.0.0.1:${port}`;
    await answering(running, `${url}/health`, 10);
    await work(url);
  } finally {
    await running.stop();
    rmSync(store, { recursive: true, force: true });
    settleDisk();
  }
}
