import { join } from "node:path";
import { type Deployment, InputError, type ServedVariant, ToolkitError } from "#contracts";
import { isoTime } from "#platform";
import { atStep } from "../../rollout.ts";
import { type Candidate, deploymentId, type Strategy } from "../../serving.ts";
import { provider, underWay } from "./failures.ts";
import type { Home, RenderedManifest, Standing } from "./home.ts";
import { movementOf } from "./movement.ts";
import { awaiting } from "./observed.ts";
import type { Routes } from "./routes.ts";
import type { ServingState } from "./state.ts";
import type { Seen } from "./workload.ts";

const lookPauseMs = 2000;

/** The verb deploy: writes the manifest, and waits until somebody applied it and the engine made it stand. */
export function putIntoService(home: Home, { settle, switchOver }: Routes) {
  const { ports, config, workload, store, look, write, eventOf, url, baselineUrl, canaryUrl, copyRecord, writePlan } =
    home;
  const { clock, files, log, secrets } = ports;
  const { endpoint, namespace } = config;
  const movement = movementOf(home);

  async function deploy(candidate: Candidate, strategy: Strategy): Promise<Deployment> {
    if (strategy === "rolling" || strategy === "shadow")
      throw new InputError([
        {
          where: "strategy",
          problem: `${strategy} is no step of a manifest here`,
          legal: "canary, blue-green, all-at-once",
        },
      ]);
    const found = await look();
    const { manifests } = config;
    if (!manifests) throw new InputError([{ where: "manifests-dir", problem: "is needed by target: kubernetes" }]);
    const { folder } = manifests;
    const manifest = manifests.of(candidate, found !== undefined);
    if (!found) return await first(candidate, strategy, { manifest, folder });
    const isOf = ({ state }: Standing, variant: ServedVariant | null): boolean =>
      variant !== null && state.revisions[variant.server] === manifest.revision;
    const { baseline, canary } = found.state.record.variants;
    if (isOf(found, canary)) {
      log.notice(`${candidate.modelRef} is deployed already`);
      await writeManifest(folder, manifest);
      return strategy === "all-at-once" ? await switchOver(found) : await confirm(found);
    }
    if (isOf(found, baseline) && (canary || found.seen.revision === manifest.revision)) {
      log.notice(`${candidate.modelRef} is deployed already`);
      // a run that was to replace all at once may have been killed on its way
      const half = strategy === "all-at-once" && found.state.record.rollout?.strategy === strategy;
      return await confirm(half ? await baked(found) : found);
    }
    if (canary)
      throw new ToolkitError({
        code: "canary-present",
        provider,
        message: `${canary.modelRef} stands as canary`,
        hint: "promote it or roll it back first",
      });
    const { written } = await baked(found);
    await writeManifest(folder, manifest);
    const server = await stands(manifest, true);
    // as it is when the engine took the manifest up, unless somebody changed the record
    const standing = { ...(await home.existing()), written };
    if (standing.state.record.variants.baseline.server === server) return await confirm(standing);
    if (isOf(standing, standing.state.record.variants.baseline)) return await asBaseline(standing, server);
    const record = besides(standing.state.record, candidate, { strategy, server });
    await writePlan(record);
    const revisions = { ...kept(standing.state), [server]: manifest.revision };
    // what was given to it before it was taken back holds no longer
    await store.grant({ canary: 0, endsAt: null, server });
    const after = await write(standing, { schemaVersion: 1, record, revisions, baking: false, next: null });
    await copyRecord(record);
    return strategy === "all-at-once" ? await switchOver(after) : record;
  }

  interface Written {
    manifest: RenderedManifest;
    folder: string;
  }

  /** The record is there before the manifest is: whatever comes of that when this run is killed, it says what serves. */
  async function first(candidate: Candidate, strategy: Strategy, { manifest, folder }: Written): Promise<Deployment> {
    const awaited = awaiting(alone(candidate, { strategy, server: "" }), manifest.revision);
    await writePlan(awaited.record);
    // of an endpoint that was taken out of Git a record may be left
    await store.write((await store.read())?.state, awaited);
    await writeManifest(folder, manifest);
    const server = await stands(manifest, false);
    const record = alone(candidate, { strategy, server });
    await store.write(awaited, { ...awaited, record, revisions: { [server]: manifest.revision } });
    return await copyRecord(record);
  }

  /**
   * Where the model in service still bakes, the one before goes first: Argo Rollouts would give that one everything as
   * soon as another manifest comes. Where one came already, the engine did, and shows it.
   */
  async function baked(standing: Standing): Promise<Standing> {
    const { seen, state } = standing;
    const isCurrent = seen.current === state.record.variants.baseline.server;
    return state.baking && isCurrent ? await settle(standing) : standing;
  }

  async function confirm(standing: Standing): Promise<Deployment> {
    const { state } = await write(standing, standing.state);
    return await copyRecord(state.record);
  }

  /** The model in service under another name: KServe makes a new revision where Argo Rollouts finds the old one. */
  async function asBaseline({ written, seen, granted, state }: Standing, server: string): Promise<Deployment> {
    await movement.weigh(server, 1);
    await movement.finish(server);
    const { record, revisions } = state;
    const baseline = { ...record.variants.baseline, server };
    const renamed = { ...atStep(record, "settled"), variants: { baseline, canary: null } };
    const mark = revisions[record.variants.baseline.server] ?? "";
    await write(
      { written, seen, granted, state },
      { ...state, record: renamed, revisions: { [server]: mark }, baking: false, next: null },
    );
    await config.afterPromotion?.(baseline);
    return await copyRecord(renamed);
  }

  /** Unchanged where it says the same already, so that Git has nothing to commit. */
  async function writeManifest(folder: string, { name, content }: RenderedManifest): Promise<void> {
    // what is looked at was committed as it is
    if (config.waits === false) return;
    const path = join(folder, name);
    const before = (await files.stat(path)) ? await files.readText(path) : undefined;
    if (before !== content) await files.writeAtomic(path, content);
  }

  /**
   * The server of the manifest, once it serves or waits beside the one that does.
   * @throws ToolkitError `not-synced`, `server-unhealthy`
   */
  async function stands({ revision, name }: RenderedManifest, beside: boolean): Promise<string> {
    const told = await toldOf(revision, name);
    if (config.waits === false) {
      if (told.failed) throw await unhealthy(told, false, beside);
      if (told.settled) return told.current;
      throw underWay(`${name}: ${secrets.redact(told.reason)}`);
    }
    // what was taken back before comes again when it is asked for again
    if (told.failed && told.kept !== told.current) await workload.renew(told);
    const deadline = clock.monotonic() + config.startSeconds * 1000;
    for (let now = await movement.seen(), first = true; ; now = await movement.seen(), first = false) {
      if (now.revision !== revision) throw notSynced(`${name} was replaced while it was waited for`);
      if (now.current !== "" && now.settled && !now.failed) return now.current;
      const late = clock.monotonic() >= deadline;
      if (late || (now.failed && !first)) throw await unhealthy(now, late, beside);
      await clock.sleep(lookPauseMs);
    }
  }

  /** What the cluster shows when its agent told it. */
  async function toldOf(revision: string, name: string): Promise<Seen> {
    const deadline = clock.monotonic() + config.syncSeconds * 1000;
    for (let told = false; ; told = true) {
      const now = await workload.look();
      if (now?.revision === revision && now.current !== "") return now;
      if (config.waits === false) throw underWay(`${name} is not applied in namespace ${namespace} yet`);
      if (clock.monotonic() >= deadline)
        throw notSynced(`${name} is not in namespace ${namespace} after ${config.syncSeconds} s`);
      if (!told) log.info(`waiting until ${name} is applied`);
      await clock.sleep(lookPauseMs);
    }
  }

  const notSynced = (message: string): ToolkitError =>
    new ToolkitError({
      code: "not-synced",
      provider,
      retryable: true,
      message,
      hint: "commit the manifest and let the GitOps agent apply it; the same step goes on from there",
    });

  async function unhealthy(now: Seen, late: boolean, beside: boolean): Promise<ToolkitError> {
    const said = await workload.complaints(now.current).catch(() => "");
    if (beside && !now.failed && now.current !== "")
      await movement
        .takeBack(now.current)
        .catch((cause: unknown) => log.warning(`the candidate could not be taken back: ${cause}`));
    const state = late ? `not ready after ${config.startSeconds} s, ${now.reason}` : now.reason;
    return new ToolkitError({
      code: "server-unhealthy",
      provider,
      message: secrets.redact(`the model does not come into service: ${[state, said].filter(Boolean).join("; ")}`),
      hint: `revert the commit of the manifest; kubectl describe pods --namespace ${namespace} says more`,
    });
  }

  interface Came {
    strategy: Strategy;
    server: string;
  }

  const variantOf = (candidate: Candidate, server: string, at: string): ServedVariant => {
    const { modelRef, version, digest, contextSize, threads, parallel, extra, engine } = candidate;
    const settings = { contextSize, threads, parallel, extra: { ...extra }, ...(engine && { engine }) };
    return { modelRef, version, digest, server, url: at, startedAt: isoTime(clock), settings };
  };

  const alone = (candidate: Candidate, { strategy, server }: Came): Deployment => ({
    schemaVersion: 1,
    id: deploymentId(endpoint, candidate.digest),
    endpoint,
    target: "kubernetes",
    url,
    tokenFile: "",
    requestLog: "",
    variants: { baseline: variantOf(candidate, server, baselineUrl), canary: null },
    previous: null,
    rollout: { strategy, step: "settled" },
    history: [eventOf("deployed", candidate.modelRef)],
  });

  const besides = (before: Deployment, candidate: Candidate, { strategy, server }: Came): Deployment => ({
    ...before,
    id: deploymentId(endpoint, candidate.digest),
    variants: { baseline: before.variants.baseline, canary: variantOf(candidate, server, canaryUrl) },
    previous: null,
    rollout: { strategy, step: "standing" },
    history: [...before.history, eventOf("deployed", candidate.modelRef)],
  });

  return deploy;
}

/** Marks of the servers that the record still names. */
function kept({ record, revisions }: ServingState): Record<string, string> {
  const { server } = record.variants.baseline;
  const mark = revisions[server];
  return mark ? { [server]: mark } : {};
}
