import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { builtSources } from "../built-program.ts";
import { median } from "../goal.ts";
import { rateOfClients, rateOver, requireGoals, residentMegabytes, sentAgain } from "./goals.ts";
import { fileCount, requireRoom, settleDisk, writeModel } from "./model-folder.ts";
import { type Registered, type Registration, registered } from "./register-folder.ts";
import { type Cost, costOf, mostMemory, saidRate } from "./whole-process.ts";

/** A vendor's server, as far as this machine has one, and his own client. */
export interface Vendor {
  server: string;
  client: string;
  /** Python with the client. */
  python: string;
  /** As his users write it; is given the folder. */
  program: string;
  /** A server that begins empty. */
  open(): Promise<{
    registration: Pick<Registration, "provider" | "config">;
    variables: Record<string, string>;
    close(): Promise<void>;
  }>;
}

/**
 * The registry hashes, sends and makes a version with its records; the client logs the folder. Each to a server of its own,
 * in turn, start and end of the process included.
 * @param options.full 2 GB, and held to the rate; else 400 MB, of which the start is a large part
 */
export async function* besideClient(vendor: Vendor, { full }: { full: boolean }): AsyncGenerator<string> {
  const megabytes = full ? 2000 : 400;
  const folder = mkdtempSync(join(tmpdir(), "genai-bench-upload-"));
  // clients copy what they log aside
  requireRoom(folder, megabytes * 4);
  const model = join(folder, "model");
  writeModel(model, megabytes, 1);
  const built = builtSources();
  const ours: Registered[] = [];
  const again: Registered[] = [];
  const theirs: Cost[] = [];
  try {
    for (let round = 0; round < 3; round++) {
      const ways = [
        async ({ registration }: Awaited<ReturnType<Vendor["open"]>>) => {
          const values = { ...registration, model, name: "bench" };
          ours.push(await registered(built, values));
          again.push(await registered(built, values));
        },
        async ({ variables }: Awaited<ReturnType<Vendor["open"]>>) => {
          const home = join(folder, "home");
          mkdirSync(home);
          const env = { PATH: process.env["PATH"] ?? "", HOME: home, TMPDIR: home, ...variables };
          theirs.push(await costOf(vendor.python, [vendor.python, "-c", vendor.program, model], env, home));
          rmSync(home, { recursive: true });
        },
      ];
      for (const way of round % 2 === 0 ? ways : ways.reverse()) {
        const server = await vendor.open();
        await way(server).finally(() => server.close());
        settleDisk();
      }
    }
  } finally {
    built.remove();
    rmSync(folder, { recursive: true, force: true });
  }
  const secondsOf = (costs: readonly Cost[]): number[] => costs.map(({ seconds }) => seconds);
  const ratio = rateOver(secondsOf(theirs), secondsOf(ours));
  const sent = Math.max(...again.map(({ sentMb }) => sentMb));
  yield [
    `${megabytes} MB in ${fileCount} files to ${vendor.server}, start and end of the process included:`,
    `${vendor.client} ${saidRate(megabytes, theirs, median)}, registered ${saidRate(megabytes, ours, median)},`,
    `${ratio.toFixed(2)} of the client's rate;`,
    `registered again in ${median(secondsOf(again)).toFixed(1)} s with ${sent.toFixed(2)} MB sent`,
  ].join(" ");
  requireGoals({
    ...(full && { "rate over the client's": { figure: ratio, goal: rateOfClients } }),
    "MB sent first, of the model's": {
      figure: Math.min(...ours.map(({ sentMb }) => sentMb)),
      goal: { atLeast: megabytes },
    },
    "MB sent again": { figure: sent, goal: sentAgain },
    "MB of memory": { figure: mostMemory(ours), goal: residentMegabytes },
  });
}
