import { join } from "node:path";
import { type Deployment, deploymentSchema, InputError } from "#contracts";
import { isoTime, readJson } from "#platform";
import type { Candidate, Progress, Strategy } from "../../serving.ts";
import { isUnderWay } from "./failures.ts";
import type { Home, Standing } from "./home.ts";
import { isNamed } from "./observed.ts";

/**
 * The verb collect: what was submitted is the manifest that somebody committed. A deployment that waits for nothing goes on
 * as far as agent and engine are; the engine itself gives up what does not come into service in time.
 * @param home waits for nothing, and so does `deploy`
 */
export function collecting(home: Home, deploy: (candidate: Candidate, strategy: Strategy) => Promise<Deployment>) {
  const { ports, config, look, store, copyRecord } = home;
  const { clock, files } = ports;

  /** Whether a look before has said so. */
  const isTold = ({ written }: Standing, revision: string): boolean =>
    isNamed(written) &&
    [written.record.variants.baseline, written.record.variants.canary].some(
      (variant) => variant && written.revisions[variant.server] === revision,
    );

  async function sinceWhen(modelRef: string): Promise<string> {
    const known = (await files.stat(home.record))
      ? await readJson(files, home.record, deploymentSchema, home.record).catch(() => undefined)
      : undefined;
    return known?.pending?.modelRef === modelRef ? known.pending.since : isoTime(clock);
  }

  return async function collect(candidate: Candidate, strategy: Strategy): Promise<Progress | undefined> {
    const { manifests } = config;
    if (!manifests) throw new InputError([{ where: "manifests-dir", problem: "is needed by target: kubernetes" }]);
    if (strategy === "all-at-once") {
      const problem = "all-at-once moves traffic, which somebody has to wait for";
      throw new InputError([{ where: "strategy", problem, legal: "canary, blue-green, with mode: collect" }]);
    }
    const found = await look();
    const { name, revision } = manifests.of(candidate, found !== undefined);
    const path = join(manifests.folder, name);
    const committed = (await files.stat(path)) ? await files.readText(path) : "";
    if (!committed.includes(revision)) return undefined;
    const already = found !== undefined && isTold(found, revision);
    try {
      return { state: "deployed", record: await deploy(candidate, strategy), already };
    } catch (error) {
      if (!isUnderWay(error)) throw error;
      const record = found?.state.record ?? (await store.read())?.state.record;
      if (!record) throw error;
      const { modelRef } = candidate;
      const pending = { modelRef, since: await sinceWhen(modelRef), isFirst: found === undefined };
      return { state: "in-progress", record: await copyRecord({ ...record, pending }), reason: error.message };
    }
  };
}
