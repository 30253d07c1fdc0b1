import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { nodeClock, nodeEnvironment, nodeRandom, uvProgram } from "#platform";
import { fakeDeps } from "#testing";

const cache = join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "genai-mlops");
/** botocore is the one that the emulator's description was cut from. */
const requirements = ["moto[s3,sts,server]==5.2.5", "boto3==1.44.8", "botocore==1.44.8"];

/** moto and Amazon's own Python client, installed once. @returns its python */
export async function installMoto(): Promise<string> {
  const home = join(cache, "live-moto-5.2.5");
  const deps = await fakeDeps({ clock: nodeClock(), random: nodeRandom(), environment: nodeEnvironment() });
  const uv = await uvProgram(deps, cache);
  execFileSync(uv, ["venv", "--quiet", "--allow-existing", home], { stdio: "inherit" });
  const python = join(home, "bin", "python");
  execFileSync(uv, ["pip", "install", "--quiet", "--python", python, ...requirements], { stdio: "inherit" });
  return python;
}

export interface Moto {
  url: string;
  close(): Promise<void>;
}

/** A server of S3 and STS on a free port of this machine. */
export async function startMoto(python: string): Promise<Moto> {
  const child = spawn(python, ["-m", "moto.server", "-H", "127.0.0.1", "-p", "0"], {
    stdio: ["ignore", "ignore", "pipe"],
    env: { PATH: process.env["PATH"] ?? "", TMPDIR: tmpdir(), MOTO_S3_DEFAULT_MULTIPART_BUFFER_SIZE: "64000000" },
  });
  const url = await addressOf(child);
  for (let tries = 0; !(await fetch(url).catch(() => undefined)); tries++) {
    if (tries > 100) throw new Error("moto did not answer");
    await sleep(100);
  }
  return {
    url,
    async close() {
      child.kill("SIGKILL");
      await once(child, "exit");
    },
  };
}

async function addressOf(child: ChildProcess): Promise<string> {
  let said = "";
  for await (const chunk of child.stderr ?? []) {
    said += String(chunk);
    const [, address] = /Running on (http:\/\/127\.0\.0\.1:\d+)/.exec(said) ?? [];
    if (address === undefined) continue;
    child.stderr?.resume();
    return address;
  }
  throw new Error(`moto ended: ${said}`);
}
