export const id = 3135;
export const ids = [3135];
export const modules = {

/***/ 93135:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  localServing: () => (/* binding */ localServing)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./build/packages/contracts/src/index.js + 27 modules
var src = __webpack_require__(58639);
// EXTERNAL MODULE: ./build/packages/platform/src/index.js + 31 modules
var platform_src = __webpack_require__(86111);
// EXTERNAL MODULE: ./build/packages/serving/src/weight.js
var weight = __webpack_require__(2764);
;// CONCATENATED MODULE: ./build/packages/serving/src/providers/local/desired-processes.js
/** What the supervisor is to keep running. A deployment that was stopped begins with nothing. */
function desiredProcesses(files, layout) {
    async function all() {
        if (!(await files.stat(layout.desired)))
            return [];
        const found = JSON.parse(await files.readText(layout.desired));
        return found.stop ? [] : found.processes;
    }
    const write = (processes, stop = false) => files.writeAtomic(layout.desired, `${JSON.stringify({ schemaVersion: 1, stop, processes }, null, 2)}\n`);
    return {
        find: async (name) => (await all()).find((process) => process.name === name),
        /** In place of the one with its name. */
        put: async (process) => write([...(await all()).filter(({ name }) => name !== process.name), process]),
        remove: async (gone) => write((await all()).filter(({ name }) => name !== gone)),
        none: () => write([]),
        stop: () => write([], true),
    };
}

;// CONCATENATED MODULE: ./build/packages/serving/src/providers/local/supervise.js



/** What a served process may see of our environment. */
const allowed = /^(PATH|HOME|LANG|LC_.*|TZ|TMPDIR|LD_LIBRARY_PATH|CUDA_.*|NVIDIA_.*)$/;
const logCap = 20_000_000;
/**
 * Keeps the desired processes running until `desired.json` says stop: starts what is missing, ends what is no longer
 * wanted, starts what crashed again after a pause that doubles. Of two for one folder the later one ends.
 */
async function supervise({ exec, files, clock, environment }, home) {
    const path = join(home, "desired.json");
    const statusPath = join(home, "supervisor.json");
    const env = Object.fromEntries(Object.entries(environment.all()).filter(([name]) => allowed.test(name)));
    const running = new Map();
    await endLeftovers();
    /** Children of a supervisor that was killed: ended, so that no two servers share a port. */
    async function endLeftovers() {
        const before = await readStatus(files, statusPath);
        for (const { pid } of Object.values(before?.processes ?? {}))
            if (await belongsTo(files, exec, pid, home))
                exec.signal(pid, "SIGKILL", { group: true });
    }
    async function start(entry) {
        const { wanted } = entry;
        if (((await files.stat(wanted.log))?.size ?? 0) > logCap)
            await files.rename(wanted.log, `${wanted.log}.1`);
        const child = await exec
            .start(wanted.command, wanted.args, { env, logFile: wanted.log, cwd: home })
            .catch(() => undefined);
        entry.child = child;
        const crashed = () => {
            if (running.get(wanted.name) !== entry)
                return;
            entry.child = undefined;
            entry.restarts += 1;
            entry.startAt = clock.monotonic() + Math.min(30_000, 250 * 2 ** entry.restarts);
        };
        if (child)
            void child.ended.then(crashed);
        else
            crashed();
    }
    async function end(entry) {
        running.delete(entry.wanted.name);
        const { child } = entry;
        if (!child)
            return;
        child.kill("SIGTERM");
        await Promise.race([child.ended, clock.sleep(5000)]);
        child.kill("SIGKILL");
    }
    for (;;) {
        const desired = await readDesired(files, path);
        if (desired) {
            const wanted = desired.stop ? [] : desired.processes;
            for (const entry of [...running.values()]) {
                const same = wanted.find(({ name }) => name === entry.wanted.name);
                if (!same || JSON.stringify(same) !== JSON.stringify(entry.wanted))
                    await end(entry);
            }
            for (const process of wanted)
                if (!running.has(process.name))
                    running.set(process.name, { wanted: process, child: undefined, restarts: 0, startAt: 0 });
            for (const entry of running.values())
                if (!entry.child && clock.monotonic() >= entry.startAt)
                    await start(entry);
        }
        const processes = Object.fromEntries([...running.values()].map(({ wanted, child, restarts }) => [wanted.name, { pid: child?.pid ?? 0, restarts }]));
        await files.writeAtomic(statusPath, `${JSON.stringify({ schemaVersion: 1, pid: process.pid, time: isoTime(clock), processes })}\n`);
        if (desired?.stop && running.size === 0)
            return;
        await clock.sleep(200);
        if (((await readStatus(files, statusPath))?.pid ?? process.pid) !== process.pid)
            return;
    }
}
async function readDesired(files, path) {
    try {
        return desiredSchema.parse(JSON.parse(await files.readText(path)));
    }
    catch {
        return undefined; // what runs goes on running
    }
}
async function readStatus(files, path) {
    try {
        return src/* supervisedSchema */.q2.parse(JSON.parse(await files.readText(path)));
    }
    catch {
        return undefined;
    }
}
/** Whether the process is one of ours: after a reboot its number may be anybody's. */
async function belongsTo(files, exec, pid, home) {
    if (pid <= 1 || !exec.isAlive(pid))
        return false;
    const commandLine = await files.readText(`/proc/${pid}/cmdline`).catch(() => "");
    return commandLine.includes(home);
}

;// CONCATENATED MODULE: ./build/packages/serving/src/providers/local/healthy.js


/**
 * Waits until the process answers 200; gives up early on one that crashes again and again.
 * @throws ToolkitError `server-unhealthy` or `port-in-use` with the end of the process's log
 */
async function waitHealthy({ http, clock, files }, layout, { url, process, seconds }) {
    const deadline = clock.monotonic() + seconds * 1000;
    while (clock.monotonic() < deadline) {
        const status = await http.send({ url, timeoutMs: 2000 }).then((response) => response.text().then(() => response.status), () => 0);
        if (status === 200)
            return;
        const { restarts = 0 } = (await readStatus(files, layout.supervised))?.processes[process] ?? {};
        if (restarts >= 3)
            break;
        await clock.sleep(200);
    }
    const tail = (await files.readText(layout.log(process)).catch(() => "")).trim().split("\n").slice(-12).join("\n");
    const inUse = tail.includes('"code":"port-in-use"');
    throw new src/* ToolkitError */.h4({
        code: inUse ? "port-in-use" : "server-unhealthy",
        provider: "local",
        message: `${process} at ${url} does not answer; the end of its log:\n${tail}`,
        hint: inUse ? "choose another port" : "see the log above; a model that is too large for the memory ends like this",
    });
}
/** What a model server says of itself now. */
async function healthOf(http, { modelRef, url }) {
    const reason = await http.send({ url: `${url}/health`, timeoutMs: 5000 }).then((response) => response.text().then(() => `HTTP ${response.status}`), (error) => (error instanceof src/* ToolkitError */.h4 ? error.code : String(error)));
    return { modelRef, healthy: reason === "HTTP 200", reason };
}

// EXTERNAL MODULE: ./build/packages/serving/src/engine.js
var src_engine = __webpack_require__(21846);
;// CONCATENATED MODULE: ./build/packages/serving/src/providers/local/layout.js



/** @throws InputError for a name that could leave the folder */
function layoutOf(stateDir, endpoint) {
    if (!/^[a-z0-9][a-z0-9-]{0,62}$/.test(endpoint)) {
        throw new src/* InputError */.dz([{ where: "endpoint", problem: `"${endpoint}" is no name`, legal: "small letters, digits, -, at most 63" }], "bad-name");
    }
    const home = (0,external_node_path_.join)(stateDir, "deployments", endpoint);
    return {
        home,
        record: (0,external_node_path_.join)(home, "deployment.json"),
        plan: (0,external_node_path_.join)(home, "rollback-plan.md"),
        desired: (0,external_node_path_.join)(home, "desired.json"),
        supervised: (0,external_node_path_.join)(home, "supervisor.json"),
        programs: (0,external_node_path_.join)(home, "programs"),
        requestLog: (0,external_node_path_.join)(home, "requests.jsonl"),
        token: (0,external_node_path_.join)(home, "router", "token"),
        routerConfig: (0,external_node_path_.join)(home, "router", "config.json"),
        routerState: (0,external_node_path_.join)(home, "router", "state.json"),
        log: (process) => (0,external_node_path_.join)(home, "logs", `${process}.log`),
        model: (server, engine) => (0,external_node_path_.join)(home, "servers", server, src_engine/* servedFile */.QK[engine]),
    };
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
;// CONCATENATED MODULE: ./build/packages/serving/src/providers/local/model-servers.js




/** What a candidate is served with, as the record keeps it; llama.cpp goes without saying. */
const settingsOf = ({ contextSize, threads, parallel, extra, engine, }) => ({
    contextSize,
    threads,
    parallel,
    extra: { ...extra },
    ...(engine === "vllm" && { engine }),
});
/** Servers of models, each with a copy of its model in the deployment's folder. */
function modelServers({ files, clock, environment }, layout, config) {
    /** Copies the file or folder, whole or not at all. */
    async function own(from, to) {
        if (await files.stat(to))
            return;
        await files.remove(`${to}.partial`);
        await files.copy(from, `${to}.partial`);
        await files.rename(`${to}.partial`, to);
    }
    return {
        async start(candidate) {
            const { digest, engine = "llama.cpp", modelRef, version, threads, parallel, contextSize, extra } = candidate;
            const settings = settingsOf(candidate);
            const key = (0,external_node_crypto_.createHash)("sha256")
                .update(JSON.stringify([digest, settings]))
                .digest("hex");
            const server = `m-${key.slice(0, 12)}`;
            const model = layout.model(server, engine);
            await own(candidate.model, model);
            const known = await config.processes.find(server);
            const port = (known && (0,src_engine/* portOf */.HM)(known)) ?? (await (0,platform_src/* freePort */.ov)());
            const { command, args } = (0,src_engine/* serverCommand */.vg)(engine, {
                python: await config.python(engine),
                program: (0,external_node_path_.join)(layout.programs, "model_server.py"),
                searchPath: environment.get("PATH") ?? "",
            }, { model, alias: config.alias, port, contextSize, threads, parallel, extra });
            await config.processes.put({ name: server, command, args, log: layout.log(server) });
            await config.ensureSupervisor();
            const url = `http://127.0.0.1:${port}`;
            try {
                await config.healthy(`${url}/health`, server);
            }
            catch (error) {
                await config.processes.remove(server);
                throw error;
            }
            return { modelRef, version, digest, server, url, startedAt: (0,platform_src/* isoTime */.Ly)(clock), settings };
        },
    };
}

;// CONCATENATED MODULE: ./build/packages/serving/src/providers/local/index.js









/** Model servers and the router on this machine, kept by a supervisor that lives in the state folder alone. */
function localServing(ports, config) {
    const { files, clock, log, exec, http } = ports;
    const layout = layoutOf(config.stateDir, config.endpoint);
    const processes = desiredProcesses(files, layout);
    const alone = (work) => (0,platform_src/* withFolderLock */.ix)(ports, (0,external_node_path_.join)(layout.home, ".lock"), work, {
        waitSeconds: 5,
        hint: "another deploy, promote or rollback of this endpoint is going on; wait for it",
    });
    async function describe() {
        if (!(await files.stat(layout.record)))
            return undefined;
        try {
            return src/* deploymentSchema */.fP.parse(JSON.parse(await files.readText(layout.record)));
        }
        catch (cause) {
            throw new src/* ToolkitError */.h4({
                code: "deployment-corrupt",
                provider: "local",
                message: `${layout.record} is no deployment`,
                hint: "restore it, or stop the endpoint and deploy anew",
                cause,
            });
        }
    }
    async function existing() {
        const found = await describe();
        if (!found)
            throw new src/* ToolkitError */.h4({
                code: "not-deployed",
                provider: "local",
                message: `nothing is deployed at ${config.endpoint}`,
                hint: "run deploy first",
            });
        return found;
    }
    const record = (deployment, event, modelRef) => {
        const next = { ...deployment, history: [...deployment.history, { time: (0,platform_src/* isoTime */.Ly)(clock), event, modelRef }] };
        return files.writeAtomic(layout.record, `${JSON.stringify(next, null, 2)}\n`).then(() => next);
    };
    const admin = (deployment) => config.adminOf(deployment.url.replace(/\/v1$/, ""), deployment.tokenFile);
    const upstream = ({ url, modelRef }) => ({ url, modelRef });
    async function ensureSupervisor() {
        const { pid } = (await readStatus(files, layout.supervised)) ?? { pid: 0 };
        if (await belongsTo(files, exec, pid, layout.home))
            return;
        await exec.start(process.execPath, [(0,external_node_path_.join)(layout.programs, "supervisor", "index.js"), layout.home], {
            detached: true,
            logFile: layout.log("supervisor"),
            env: ports.environment.all(),
        });
    }
    /** Everything that has to outlive the job, brought out of the action's folder. */
    async function installPrograms() {
        for (const name of ["router", "supervisor"]) {
            const target = (0,external_node_path_.join)(layout.programs, name);
            if (!(await files.stat((0,external_node_path_.join)(target, "index.js"))))
                await files.copy(config.programs[name], target);
        }
        await files.copy(config.programs.modelServer, (0,external_node_path_.join)(layout.programs, "model_server.py"));
        if (await files.stat(layout.token))
            return;
        await files.writeAtomic(layout.token, `${Buffer.from(ports.random.bytes(24)).toString("hex")}\n`);
        await files.chmod(layout.token, 0o600);
    }
    const healthy = (url, process) => waitHealthy(ports, layout, { url, process, seconds: config.healthSeconds });
    const servers = modelServers(ports, layout, {
        alias: config.endpoint,
        python: config.python,
        processes,
        ensureSupervisor,
        healthy,
    });
    async function startRouter(baseline) {
        const port = config.port || (await (0,platform_src/* freePort */.ov)());
        const routerConfig = {
            schemaVersion: 1,
            host: "127.0.0.1",
            port,
            tokenFile: layout.token,
            requestLog: layout.requestLog,
            stateFile: layout.routerState,
            model: config.endpoint,
            endpoint: config.endpoint,
            costPerHour: 0,
            variants: { baseline: upstream(baseline), canary: null },
        };
        await files.writeAtomic(layout.routerConfig, `${JSON.stringify(routerConfig, null, 2)}\n`);
        const args = [(0,external_node_path_.join)(layout.programs, "router", "index.js"), layout.routerConfig];
        await processes.put({ name: "router", command: process.execPath, args, log: layout.log("router") });
        try {
            await healthy(`http://127.0.0.1:${port}/health`, "router");
        }
        catch (error) {
            await processes.none();
            throw error;
        }
        return `http://127.0.0.1:${port}/v1`;
    }
    /** Waits until the server has no request left, at most a minute, and ends it. */
    async function drain(deployment, { url, server }) {
        const deadline = clock.monotonic() + 60_000;
        while (((await admin(deployment).state()).inFlight[url] ?? 0) > 0 && clock.monotonic() < deadline)
            await clock.sleep(200);
        await processes.remove(server);
    }
    async function first(candidate) {
        const baseline = await servers.start(candidate);
        const url = await startRouter(baseline);
        const deployment = {
            schemaVersion: 1,
            id: `${config.endpoint}-${candidate.digest.slice(7, 19)}`,
            endpoint: config.endpoint,
            target: "local",
            url,
            tokenFile: layout.token,
            requestLog: layout.requestLog,
            variants: { baseline, canary: null },
            previous: null,
            history: [],
        };
        await files.writeAtomic(layout.plan, config.planOf(deployment));
        return await record(deployment, "deployed", candidate.modelRef);
    }
    const matches = (variant, candidate) => variant?.digest === candidate.digest && JSON.stringify(variant.settings) === JSON.stringify(settingsOf(candidate));
    return {
        describe,
        deploy: (candidate, strategy) => alone(async () => {
            await installPrograms();
            const found = await describe();
            if (!found)
                return await first(candidate);
            await ensureSupervisor();
            await healthy(`${found.url.replace(/\/v1$/, "")}/health`, "router");
            if (matches(found.variants.baseline, candidate) || matches(found.variants.canary, candidate)) {
                log.notice(`${candidate.modelRef} is deployed already`);
                return found;
            }
            if (found.variants.canary) {
                throw new src/* ToolkitError */.h4({
                    code: "canary-present",
                    provider: "local",
                    message: `${found.variants.canary.modelRef} stands as canary`,
                    hint: "promote it or roll it back first",
                });
            }
            await retirePrevious(found);
            const canary = await servers.start(candidate);
            const next = {
                ...found,
                id: `${config.endpoint}-${candidate.digest.slice(7, 19)}`,
                variants: { ...found.variants, canary },
            };
            await files.writeAtomic(layout.plan, config.planOf(next));
            await admin(next).setVariants({ baseline: upstream(next.variants.baseline), canary: upstream(canary) });
            const deployed = await record(next, "deployed", candidate.modelRef);
            return strategy === "all-at-once" ? await retirePrevious(await switchOver(deployed)) : deployed;
        }),
        async setWeight(canary, leaseSeconds) {
            (0,weight/* requireWeight */.y)(canary, leaseSeconds);
            const found = await existing();
            if (canary > 0 && !found.variants.canary)
                throw new src/* ToolkitError */.h4({
                    code: "no-canary",
                    provider: "local",
                    message: `${config.endpoint} has no canary`,
                    hint: "deploy a candidate with strategy: canary first",
                });
            await admin(found).setWeight(canary, leaseSeconds);
            return await weightOf(found);
        },
        weights: async () => await weightOf(await existing()),
        async health() {
            const { baseline, canary } = (await existing()).variants;
            return { baseline: await healthOf(http, baseline), canary: canary && (await healthOf(http, canary)) };
        },
        async promote(bakeSeconds) {
            const promoted = await alone(async () => {
                const found = await existing();
                await ensureSupervisor();
                return found.variants.canary ? await switchOver(found) : found;
            });
            if (!(await stands(promoted.previous)))
                return promoted;
            // without the lock: a rollback during the bake has to get through
            await clock.sleep(bakeSeconds * 1000);
            return await alone(async () => {
                const found = await existing();
                return found.variants.baseline.server === promoted.variants.baseline.server
                    ? await retirePrevious(found)
                    : found;
            });
        },
        rollback: () => alone(async () => {
            const found = await existing();
            await ensureSupervisor();
            const { baseline, canary } = found.variants;
            await healthy(`${found.url.replace(/\/v1$/, "")}/health`, "router");
            await admin(found).setWeight(0, null);
            await admin(found).setVariants({ baseline: upstream(baseline), canary: null });
            let next = found;
            if (canary) {
                next = await record({ ...found, variants: { baseline, canary: null } }, "rolled-back", canary.modelRef);
                await drain(next, canary);
            }
            else if (found.previous && (await stands(found.previous))) {
                next = await switchBack(found, found.previous);
            }
            const serving = next.variants.baseline;
            await healthy(`${serving.url}/health`, serving.server);
            return next;
        }),
        stop: () => alone(async () => {
            await processes.stop();
            const status = await readStatus(files, layout.supervised);
            for (let waited = 0; waited < 60 && status && (await belongsTo(files, exec, status.pid, layout.home)); waited++)
                await clock.sleep(200);
            for (const { pid } of [
                ...Object.values((await readStatus(files, layout.supervised))?.processes ?? {}),
                { pid: status?.pid ?? 0 },
            ]) {
                if (await belongsTo(files, exec, pid, layout.home))
                    exec.signal(pid, "SIGKILL", { group: true });
            }
            for (const path of [layout.record, layout.desired, layout.supervised, layout.routerState])
                await files.remove(path);
        }),
    };
    async function switchOver(found) {
        const { baseline, canary } = found.variants;
        const api = admin(found);
        // a run that was killed after the switch finds the router switched already
        if ((await api.state()).variants.baseline.url !== canary.url) {
            await api.setWeight(1, null);
            await api.setVariants({ baseline: upstream(canary), canary: null });
        }
        return await record({ ...found, variants: { baseline: canary, canary: null }, previous: baseline }, "promoted", canary.modelRef);
    }
    async function switchBack(found, previous) {
        const left = found.variants.baseline;
        await healthy(`${previous.url}/health`, previous.server);
        await admin(found).setVariants({ baseline: upstream(previous), canary: null });
        const next = await record({ ...found, variants: { baseline: previous, canary: null }, previous: null }, "rolled-back", left.modelRef);
        await drain(next, left);
        return next;
    }
    /** Whether the supervisor still keeps its server. */
    async function stands(variant) {
        return variant !== null && (await processes.find(variant.server)) !== undefined;
    }
    async function retirePrevious(found) {
        const { previous, variants } = found;
        if (previous && previous.server !== variants.baseline.server && (await stands(previous)))
            await drain(found, previous);
        return found;
    }
    async function weightOf(found) {
        const { weights, leaseExpiresAt } = await admin(found).state();
        return { canary: weights.canary, leaseExpiresAt };
    }
}


/***/ })

};
