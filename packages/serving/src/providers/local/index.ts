import { join } from "node:path";
import { type Deployment, deploymentSchema, InputError, type ServedVariant, ToolkitError } from "#contracts";
import { isoTime, type Platform, withFolderLock } from "#platform";
import { bakingBy } from "../../bake.ts";
import { atStep } from "../../rollout.ts";
import { type Candidate, deploymentId, type Serving, type Strategy, type TrafficWeight } from "../../serving.ts";
import { shadowHasNoWeight, shapedBy, unshadowed } from "../../shadow.ts";
import { requireWeight } from "../../weight.ts";
import type { Admin, LocalConfig } from "./config.ts";
import { dataPlaneOf, upstream } from "./data-plane.ts";
import { desiredProcesses } from "./desired-processes.ts";
import { drained } from "./drained.ts";
import { haproxyProgram } from "./haproxy.ts";
import { healthOf, waitHealthy } from "./healthy.ts";
import { layoutOf } from "./layout.ts";
import { modelServers, settingsOf } from "./model-servers.ts";
import { belongsTo, readStatus } from "./supervise.ts";

const noInstances = (): InputError =>
  new InputError([
    {
      where: "strategy",
      problem: "rolling goes instance by instance, and a model has one server on this machine",
      legal: "canary | blue-green | all-at-once",
    },
  ]);

type Ports = Pick<Platform, "exec" | "files" | "http" | "clock" | "random" | "log" | "environment">;

/** Model servers and the router on this machine, kept by a supervisor that lives in the state folder alone. */
export function localServing(ports: Ports, config: LocalConfig): Serving {
  const { files, clock, log, exec, http } = ports;
  const layout = layoutOf(config.stateDir, config.endpoint);
  const processes = desiredProcesses(files, layout);
  const alone = <Result>(work: () => Promise<Result>): Promise<Result> =>
    withFolderLock(ports, join(layout.home, ".lock"), work, {
      waitSeconds: 5,
      hint: "another deploy, promote or rollback of this endpoint is going on; wait for it",
    });

  async function describe(): Promise<Deployment | undefined> {
    if (!(await files.stat(layout.record))) return undefined;
    try {
      return deploymentSchema.parse(JSON.parse(await files.readText(layout.record)));
    } catch (cause) {
      throw new ToolkitError({
        code: "deployment-corrupt",
        provider: "local",
        message: `${layout.record} is no deployment`,
        hint: "restore it, or stop the endpoint and deploy anew",
        cause,
      });
    }
  }

  async function existing(): Promise<Deployment> {
    const found = await describe();
    if (!found)
      throw new ToolkitError({
        code: "not-deployed",
        provider: "local",
        message: `nothing is deployed at ${config.endpoint}`,
        hint: "run deploy first",
      });
    return found;
  }

  async function write(next: Deployment): Promise<Deployment> {
    await files.writeAtomic(layout.record, `${JSON.stringify(next, null, 2)}\n`);
    return next;
  }

  const record = (
    deployment: Deployment,
    event: Deployment["history"][number]["event"],
    modelRef: string,
  ): Promise<Deployment> =>
    write({ ...deployment, history: [...deployment.history, { time: isoTime(clock), event, modelRef }] });

  const admin = (deployment: Deployment): Admin =>
    config.adminOf(deployment.url.replace(/\/v1$/, ""), deployment.tokenFile);

  async function ensureSupervisor(): Promise<void> {
    const { pid } = (await readStatus(files, layout.supervised)) ?? { pid: 0 };
    if (await belongsTo(files, exec, pid, layout.home)) return;
    await exec.start(process.execPath, [join(layout.programs, "supervisor", "index.js"), layout.home], {
      detached: true,
      logFile: layout.log("supervisor"),
      env: ports.environment.all(),
    });
  }

  /** Everything that has to outlive the job, brought out of the action's folder. */
  async function installPrograms(): Promise<void> {
    for (const name of ["router", "supervisor"] as const) {
      const target = join(layout.programs, name);
      if (!(await files.stat(join(target, "index.js")))) await files.copy(config.programs[name], target);
    }
    await files.copy(config.programs.modelServer, join(layout.programs, "model_server.py"));
    if (await files.stat(layout.token)) return;
    await files.writeAtomic(layout.token, `${Buffer.from(ports.random.bytes(24)).toString("hex")}\n`);
    await files.chmod(layout.token, 0o600);
  }

  const healthy = (url: string, process: string): Promise<void> =>
    waitHealthy(ports, layout, { url, process, seconds: config.healthSeconds });
  const servers = modelServers(ports, layout, {
    alias: config.endpoint,
    python: config.python,
    processes,
    ensureSupervisor,
    healthy,
  });

  const { startRouter, requirePlane, requireKnown, applySettings } = dataPlaneOf(ports, layout, config, {
    processes,
    healthy,
  });

  const drain = (deployment: Deployment, variant: ServedVariant): Promise<void> =>
    drained(ports, admin(deployment), variant, config.drainSeconds).then(() => processes.remove(variant.server));

  async function first(candidate: Candidate, strategy: Strategy): Promise<Deployment> {
    const haproxy = config.dataPlane === "haproxy" ? await haproxyProgram(exec) : undefined;
    requireKnown(haproxy !== undefined);
    const baseline = await servers.start(candidate);
    const url = await startRouter(baseline, haproxy);
    const deployment: Deployment = {
      schemaVersion: 1,
      id: deploymentId(config.endpoint, candidate.digest),
      endpoint: config.endpoint,
      target: "local",
      ...(haproxy && { haproxy: { folder: layout.haproxy } }),
      url,
      tokenFile: layout.token,
      requestLog: layout.requestLog,
      variants: { baseline, canary: null },
      previous: null,
      rollout: { strategy, step: "settled" },
      history: [],
    };
    await files.writeAtomic(layout.plan, config.planOf(deployment));
    return await record(deployment, "deployed", candidate.modelRef);
  }

  const matches = (variant: ServedVariant | null, candidate: Candidate): boolean =>
    variant?.digest === candidate.digest && JSON.stringify(variant.settings) === JSON.stringify(settingsOf(candidate));

  return {
    describe,
    deploy: (candidate, strategy) =>
      alone(async () => {
        if (strategy === "rolling") throw noInstances();
        await installPrograms();
        const found = await describe();
        if (!found) return await first(candidate, strategy);
        requirePlane(found);
        await ensureSupervisor();
        await healthy(`${found.url.replace(/\/v1$/, "")}/health`, "router");
        await applySettings(found, admin(found));
        if (matches(found.variants.baseline, candidate) || matches(found.variants.canary, candidate)) {
          log.notice(`${candidate.modelRef} is deployed already`);
          if (strategy !== "all-at-once")
            return matches(found.variants.canary, candidate) ? await reshape(found, strategy) : found;
          // a run that was to replace all at once may have been killed on its way
          if (matches(found.variants.canary, candidate)) return await retirePrevious(await switchOver(found));
          const half = !found.variants.canary && found.rollout?.strategy === strategy;
          return half ? await retirePrevious(found) : found;
        }
        if (found.variants.canary) {
          throw new ToolkitError({
            code: "canary-present",
            provider: "local",
            message: `${found.variants.canary.modelRef} stands as canary`,
            hint: "promote it or roll it back first",
          });
        }
        await retirePrevious(found);
        const canary = await servers.start(candidate);
        const next = shapedBy(
          strategy,
          {
            ...found,
            id: deploymentId(config.endpoint, candidate.digest),
            variants: { ...found.variants, canary },
            rollout: { strategy, step: "standing" },
          },
          config.shadowShare,
        );
        await files.writeAtomic(layout.plan, config.planOf(next));
        await admin(next).setVariants({ baseline: upstream(next.variants.baseline), canary: upstream(canary) });
        await copyRequests(next);
        const deployed = await record(next, "deployed", candidate.modelRef);
        return strategy === "all-at-once" ? await retirePrevious(await switchOver(deployed)) : deployed;
      }),
    async setWeight(canary, leaseSeconds) {
      requireWeight(canary, leaseSeconds);
      const found = await existing();
      if (canary > 0 && !found.variants.canary)
        throw new ToolkitError({
          code: "no-canary",
          provider: "local",
          message: `${config.endpoint} has no canary`,
          hint: "deploy a candidate with strategy: canary first",
        });
      if (found.variants.canary && found.shadow !== undefined) {
        if (canary > 0) throw shadowHasNoWeight("local", found.variants.canary.modelRef);
        return { canary: 0, leaseExpiresAt: null };
      }
      await admin(found).setWeight(canary, leaseSeconds);
      return await weightOf(found);
    },
    weights: async () => await weightOf(await existing()),
    // the router ends a lease by itself
    async reconcile() {
      const now = await weightOf(await existing());
      return { found: "in-order", before: now, after: now };
    },
    async health() {
      const { baseline, canary } = (await existing()).variants;
      return { baseline: await healthOf(http, baseline), canary: canary && (await healthOf(http, canary)) };
    },
    ...bakingBy(clock, {
      switchOver: () =>
        alone(async () => {
          const found = await existing();
          await ensureSupervisor();
          const moved = found.variants.canary !== null;
          return { record: moved ? await switchOver(found) : found, moved };
        }),
      endIf: (isOver) =>
        alone(async () => {
          const found = await existing();
          const bakes = (await stands(found.previous)) && !isOver(found);
          return { record: bakes ? found : await retirePrevious(found), bakes };
        }),
    }),
    rollback: () =>
      alone(async () => {
        const found = await existing();
        await ensureSupervisor();
        const { baseline, canary } = found.variants;
        await healthy(`${found.url.replace(/\/v1$/, "")}/health`, "router");
        await admin(found).setWeight(0, null);
        await admin(found).setVariants({ baseline: upstream(baseline), canary: null });
        let next = found;
        if (canary) {
          const back = atStep({ ...unshadowed(found), variants: { baseline, canary: null } }, "settled");
          next = await record(back, "rolled-back", canary.modelRef);
          await drain(next, canary);
        } else if (found.previous && (await stands(found.previous))) {
          next = await switchBack(found, found.previous);
        }
        const serving = next.variants.baseline;
        await healthy(`${serving.url}/health`, serving.server);
        return next;
      }),
    settle: () =>
      alone(async () => {
        const found = await describe();
        if (!found) {
          // a first deployment that did not get as far as its record
          await processes.none();
          return undefined;
        }
        await ensureSupervisor();
        await healthy(`${found.url.replace(/\/v1$/, "")}/health`, "router");
        const { baseline, canary } = found.variants;
        await admin(found).setWeight(0, null);
        await admin(found).setVariants({ baseline: upstream(baseline), canary: canary && upstream(canary) });
        await processes.only(["router", "haproxy", baseline.server, canary?.server, found.previous?.server]);
        return found;
      }),
    stop: () =>
      alone(async () => {
        await processes.stop();
        const status = await readStatus(files, layout.supervised);
        for (let waited = 0; waited < 60 && status && (await belongsTo(files, exec, status.pid, layout.home)); waited++)
          await clock.sleep(200);
        for (const { pid } of [
          ...Object.values((await readStatus(files, layout.supervised))?.processes ?? {}),
          { pid: status?.pid ?? 0 },
        ]) {
          if (await belongsTo(files, exec, pid, layout.home)) exec.signal(pid, "SIGKILL", { group: true });
        }
        for (const path of [layout.record, layout.desired, layout.supervised, layout.routerState, layout.haproxy])
          await files.remove(path);
      }),
  };

  /** A canary in another way: with copies, with another share of them, or for weight again; also after a restart of the router. */
  async function reshape(found: Deployment, strategy: Strategy): Promise<Deployment> {
    if (strategy === "all-at-once") return await retirePrevious(await switchOver(found));
    const next = shapedBy(strategy, found, config.shadowShare);
    if (next.shadow !== found.shadow) {
      await admin(found).setWeight(0, null);
      await files.writeAtomic(layout.record, `${JSON.stringify(next, null, 2)}\n`);
    }
    await copyRequests(next);
    return next;
  }

  async function copyRequests(deployment: Deployment): Promise<void> {
    if (deployment.shadow !== undefined) await admin(deployment).setWeight(deployment.shadow, null, { shadow: true });
  }

  async function switchOver(found: Deployment): Promise<Deployment> {
    const { baseline, canary } = found.variants as { baseline: ServedVariant; canary: ServedVariant };
    const api = admin(found);
    // a run that was killed after the switch finds the router switched already
    if ((await api.state()).variants.baseline.url !== canary.url) {
      await api.setWeight(1, null);
      await api.setVariants({ baseline: upstream(canary), canary: null });
    }
    const promoted = { ...unshadowed(found), variants: { baseline: canary, canary: null }, previous: baseline };
    return await record(atStep(promoted, "baking"), "promoted", canary.modelRef);
  }

  async function switchBack(found: Deployment, previous: ServedVariant): Promise<Deployment> {
    const left = found.variants.baseline;
    await healthy(`${previous.url}/health`, previous.server);
    await admin(found).setVariants({ baseline: upstream(previous), canary: null });
    const back = { ...found, variants: { baseline: previous, canary: null }, previous: null };
    const next = await record(atStep(back, "settled"), "rolled-back", left.modelRef);
    await drain(next, left);
    return next;
  }

  /** Whether the supervisor still keeps its server. */
  async function stands(variant: ServedVariant | null): Promise<boolean> {
    return variant !== null && (await processes.find(variant.server)) !== undefined;
  }

  async function retirePrevious(found: Deployment): Promise<Deployment> {
    const { previous, variants } = found;
    if (previous && previous.server !== variants.baseline.server && (await stands(previous)))
      await drain(found, previous);
    return found.rollout?.step === "baking" ? await write(atStep(found, "settled")) : found;
  }

  async function weightOf(found: Deployment): Promise<TrafficWeight> {
    const { weights, leaseExpiresAt, shadow } = await admin(found).state();
    return shadow ? { canary: 0, leaseExpiresAt: null } : { canary: weights.canary, leaseExpiresAt };
  }
}
