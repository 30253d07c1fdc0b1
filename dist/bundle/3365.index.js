export const id = 3365;
export const ids = [3365];
export const modules = {

/***/ 93365:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  rayServe: () => (/* binding */ rayServe)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./build/packages/contracts/src/index.js + 27 modules
var src = __webpack_require__(58639);
// EXTERNAL MODULE: ./build/packages/platform/src/index.js + 31 modules
var platform_src = __webpack_require__(86111);
// EXTERNAL MODULE: ./build/packages/serving/src/weight.js
var weight = __webpack_require__(2764);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
;// CONCATENATED MODULE: ./build/packages/serving/src/providers/ray-serve/applications.js


/** Marks what the toolkit made, by the endpoint that it belongs to. */
const marker = "GENAI_MLOPS_ENDPOINT";
const routerDeployment = "Router";
const modelDeployment = "Server";
/** Tells an application of the user's own which model it is to serve. */
const told = (endpoint, candidate) => ({
    [marker]: endpoint,
    GENAI_MLOPS_MODEL: candidate.model,
    GENAI_MLOPS_MODEL_REF: candidate.modelRef,
    GENAI_MLOPS_MODEL_SHA256: candidate.sha256 ?? "",
});
/** @throws InputError for what is no name of an application and a route */
function requireEndpoint(endpoint) {
    if (/^[a-z0-9](-?[a-z0-9]){0,62}$/.test(endpoint))
        return;
    const legal = "small letters, digits and single -, at most 63";
    throw new src/* InputError */.dz([{ where: "endpoint", problem: `"${endpoint}" is no name`, legal }], "bad-name");
}
/** The same model with the same settings is the same application. */
function modelName(endpoint, candidate, options) {
    const { digest, contextSize, threads, parallel, extra } = candidate;
    const { engine, replicas, gpus, application } = options;
    const settings = [digest, contextSize, threads, parallel, extra, engine, replicas, gpus, application ?? null];
    return `${endpoint}--m${(0,external_node_crypto_.createHash)("sha256").update(JSON.stringify(settings)).digest("hex").slice(0, 12)}`;
}
function modelApplication(endpoint, candidate, options, source) {
    const name = modelName(endpoint, candidate, options);
    const { application: own } = options;
    const shared = { name, route_prefix: `/${name}` };
    if (own) {
        const environment = own["runtime-env"];
        return {
            ...shared,
            import_path: own["import-path"],
            args: own.args,
            runtime_env: { ...environment, env_vars: { ...environment?.env_vars, ...told(endpoint, candidate) } },
            ...(own.deployments.length > 0 && {
                deployments: own.deployments.map((each) => ({ max_surge_percent: 100, ...each })),
            }),
        };
    }
    return {
        ...shared,
        import_path: "genai_mlops_llm:build",
        args: {
            engine: options.engine,
            model: candidate.model,
            sha256: candidate.sha256 ?? null,
            alias: endpoint,
            context: candidate.contextSize,
            parallel: candidate.parallel,
            threads: candidate.threads,
            extra: candidate.extra,
            startSeconds: options.startSeconds,
        },
        runtime_env: {
            working_dir: source,
            env_vars: { [marker]: endpoint },
            ...(options.requirements.length > 0 && { pip: [...options.requirements] }),
        },
        deployments: [
            {
                name: modelDeployment,
                num_replicas: options.replicas,
                // more wait in line in the engine than it works on at once
                max_ongoing_requests: Math.max(64, 4 * candidate.parallel),
                max_surge_percent: 100,
                graceful_shutdown_timeout_s: options.drainSeconds,
                ray_actor_options: { num_cpus: candidate.threads, num_gpus: options.gpus },
            },
        ],
    };
}
function routerApplication(endpoint, proxy, source, userConfig) {
    return {
        name: endpoint,
        route_prefix: `/${endpoint}`,
        import_path: "genai_mlops_router:build",
        args: { endpoint, proxy },
        runtime_env: { working_dir: source, env_vars: { [marker]: endpoint } },
        deployments: [
            {
                name: routerDeployment,
                num_replicas: 1,
                max_ongoing_requests: 2000,
                max_surge_percent: 100,
                graceful_shutdown_timeout_s: 120,
                ray_actor_options: { num_cpus: 0.1 },
                user_config: userConfig,
            },
        ],
    };
}
const withUserConfig = (application, userConfig) => ({
    ...application,
    deployments: (application.deployments ?? []).map((deployment) => deployment.name === routerDeployment ? { ...deployment, user_config: userConfig } : deployment),
});
const userConfigOf = (application) => application.deployments?.find(({ name }) => name === routerDeployment)?.user_config;
const belongsTo = (application, endpoint) => application.runtime_env?.env_vars?.[marker] === endpoint;

// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(38522);
;// CONCATENATED MODULE: ./build/packages/serving/src/providers/ray-serve/archive.js


/** A ZIP of a few small files, stored as they are; the same files give the same bytes. APPNOTE 6.3.10, sections 4.3.7 to 4.3.16. */
function zipOf(contents) {
    const [parts, entries] = [[], []];
    let offset = 0;
    for (const [name, content] of Object.entries(contents).sort(([left], [right]) => (left < right ? -1 : 1))) {
        const title = Buffer.from(name);
        const shared = Buffer.alloc(26);
        shared.writeUInt16LE(20, 0); // version that is needed to read it
        shared.writeUInt16LE(0x21, 8); // 1980-01-01, the first day it knows
        shared.writeUInt32LE((0,external_node_zlib_.crc32)(content), 10);
        shared.writeUInt32LE(content.length, 14);
        shared.writeUInt32LE(content.length, 18);
        shared.writeUInt16LE(title.length, 22);
        const local = Buffer.concat([Buffer.from("PK\x03\x04"), shared, title, content]);
        // made on Unix, so that the mode in the upper half counts: -rw-r--r--
        const end = Buffer.alloc(14);
        end.writeUInt32LE(0o100644 * 65_536, 6);
        end.writeUInt32LE(offset, 10);
        entries?.push(Buffer.concat([Buffer.from("PK\x01\x02\x14\x03", "latin1"), shared, end, title]));
        parts?.push(local);
        offset += local.length;
    }
    const directory = Buffer.concat(entries ?? []);
    const last = Buffer.alloc(18);
    last.writeUInt16LE(entries?.length ?? 0, 4);
    last.writeUInt16LE(entries?.length ?? 0, 6);
    last.writeUInt32LE(directory.length, 8);
    last.writeUInt32LE(offset, 12);
    return Buffer.concat([...(parts ?? []), directory, Buffer.from("PK\x05\x06", "latin1"), last]);
}
/** Name by content, as Ray's own client gives it: what is there already is not sent again. */
const packageName = (zip) => `_ray_pkg_${(0,external_node_crypto_.createHash)("sha256").update(zip).digest("hex").slice(0, 16)}.zip`;

;// CONCATENATED MODULE: ./build/packages/serving/src/providers/ray-serve/merge.js

/** Applications that were given by config, with it; those that a program started by itself are none of the config's. */
function declared(details) {
    return Object.entries(details.applications).flatMap(([name, application]) => {
        if (application.status === "DELETING" || application.source === "imperative")
            return [];
        if (application.deployed_app_config)
            return [application.deployed_app_config];
        throw new src/* ToolkitError */.h4({
            code: "ray-config-unknown",
            provider: "ray-serve",
            message: `Serve does not say with what config ${name} runs; a new config without it would end it`,
            hint: `wait until ${name} is deployed, or deploy it by config`,
        });
    });
}
/**
 * The config with other applications in place of those that are there: PUT replaces everything, so all that is not ours
 * goes back as it came.
 */
function configWith(details, applications, http) {
    const { proxy_location, http_options, grpc_options, target_capacity } = details;
    return {
        proxy_location: proxy_location ?? "EveryNode",
        http_options: http_options ?? http,
        ...(grpc_options && { grpc_options }),
        ...(target_capacity !== null && target_capacity !== undefined && { target_capacity }),
        applications,
    };
}
/** Where a replica finds Serve's HTTP proxy: on its own node, unless there is one on the head alone. */
function proxyAddress(details, http) {
    const { host, port } = details.http_options ?? http;
    const anywhere = /^(0\.0\.0\.0|::|)$/.test(host);
    const head = details.proxy_location === "HeadOnly" ? details.controller_info.node_ip : undefined;
    return `http://${anywhere ? (head ?? "127.0.0.1") : host}:${port}`;
}

// EXTERNAL MODULE: ./build/packages/serving/src/providers/ray-serve/schema.js
var schema = __webpack_require__(26131);
;// CONCATENATED MODULE: ./build/packages/serving/src/providers/ray-serve/settle.js

/** Whether all of it runs as the last config says. */
const settled = (application) => application?.status === "RUNNING" &&
    Object.values(application.deployments).every(({ status }) => status === "HEALTHY");
/** What Serve says of it, in a few lines. */
function reasonOf(application) {
    if (!application)
        return "Serve does not know it";
    const lines = [application.message, ...Object.values(application.deployments).map(({ message }) => message)];
    const said = [...new Set(lines)].filter(Boolean).join("\n").trim();
    return said ? `${application.status}: ${said}` : application.status;
}
/**
 * Waits until the applications run. PUT takes a config that can never start, so that only their status tells.
 * @throws ToolkitError `server-unhealthy` with what Serve says: at once when it gave up, else at the deadline
 */
async function waitSettled({ clock, secrets }, dashboard, names, seconds) {
    const deadline = clock.monotonic() + seconds * 1000;
    for (;;) {
        const { applications } = (await dashboard.details()).details;
        const left = names.filter((name) => !settled(applications[name]));
        if (left.length === 0)
            return;
        const failed = left.find((name) => applications[name]?.status === "DEPLOY_FAILED");
        if (failed ?? clock.monotonic() >= deadline) {
            const name = failed ?? left[0];
            const reason = secrets.redact(reasonOf(applications[name]).slice(-3000));
            throw new src/* ToolkitError */.h4({
                code: "server-unhealthy",
                provider: "ray-serve",
                message: failed ? `${name} does not start: ${reason}` : `${name} does not run after ${seconds} s: ${reason}`,
                hint: "what Serve says is above; a cluster without room for the replica, or an import that fails, ends like this",
            });
        }
        await clock.sleep(250);
    }
}
/** Waits until none of them is there any more. @throws ToolkitError `drain-timeout` */
async function waitGone({ clock }, dashboard, names, seconds) {
    const deadline = clock.monotonic() + seconds * 1000;
    for (;;) {
        const { applications } = (await dashboard.details()).details;
        const left = names.filter((name) => applications[name]);
        if (left.length === 0)
            return;
        if (clock.monotonic() >= deadline)
            throw new src/* ToolkitError */.h4({
                code: "drain-timeout",
                provider: "ray-serve",
                retryable: true,
                message: `${left.join(", ")} did not end within ${seconds} s`,
                hint: "it gets no traffic; Serve ends it when its last request is done",
            });
        await clock.sleep(250);
    }
}

;// CONCATENATED MODULE: ./build/packages/serving/src/providers/ray-serve/cluster.js








/** Seconds until a change of `user_config`, which restarts nothing, has to be everywhere. */
const switchSeconds = 60;
/** The endpoint's part of a cluster's config, read and changed without touching the rest of it. */
function rayCluster(ports, dashboard, config) {
    const { random } = ports;
    const { endpoint, model: options } = config;
    async function look() {
        const { details, headTime } = await dashboard.details();
        const applications = declared(details);
        const router = applications.find(({ name }) => name === endpoint);
        if (details.applications[endpoint]?.source === "imperative" || (router && !belongsTo(router, endpoint)))
            throw new src/* ToolkitError */.h4({
                code: "name-taken",
                provider: "ray-serve",
                message: `the cluster has an application ${endpoint} that this toolkit did not make`,
                hint: "choose another endpoint",
            });
        const state = router && (0,src/* parseStrictly */.ge)(schema/* routerConfigSchema */.$l, userConfigOf(router), `user_config of ${endpoint}`);
        return { details, headTime, applications, router, state };
    }
    async function existing() {
        const { router, state, ...rest } = await look();
        if (router && state)
            return { ...rest, router, state };
        throw new src/* ToolkitError */.h4({
            code: "not-deployed",
            provider: "ray-serve",
            message: `nothing is deployed at ${endpoint}`,
            hint: "run deploy first",
        });
    }
    const put = (details, applications) => dashboard.put(configWith(details, applications, config.http));
    /** Reading the config and putting the next one is one step for all writers of this machine, whatever their endpoint. */
    function writing(work) {
        const key = (0,external_node_crypto_.createHash)("sha256").update(config.address).digest("hex").slice(0, 12);
        return (0,platform_src/* withFolderLock */.ix)(ports, (0,external_node_path_.join)(config.stateDir, "deployments", `.ray-${key}.lock`), work, { waitSeconds: 120 });
    }
    const raced = () => new src/* ToolkitError */.h4({
        code: "deployment-raced",
        provider: "ray-serve",
        retryable: true,
        message: `somebody else changes the config of ${config.address} at the same time`,
        hint: "let one job at a time write to this cluster",
    });
    /** Ours beside what else is there, as the config that is there now wants it. */
    async function add(application) {
        for (let attempt = 1; attempt <= 3; attempt++) {
            const stays = await writing(async () => {
                const { details, applications } = await look();
                await put(details, [...applications.filter(({ name }) => name !== application.name), application]);
                return (await look()).applications.some(({ name }) => name === application.name);
            });
            if (stays)
                return;
        }
        throw raced();
    }
    async function remove(names) {
        await writing(async () => {
            const { details, applications } = await look();
            const kept = applications.filter(({ name }) => !names.includes(name));
            if (kept.length < applications.length)
                await put(details, kept);
        });
        await waitGone(ports, dashboard, names, options.drainSeconds + switchSeconds);
    }
    /** Changes the router's `user_config`, and sees to it that the change is the one that stays. */
    async function edit(change) {
        for (let attempt = 1; attempt <= 3; attempt++) {
            const after = await writing(() => editOnce(change));
            if (after)
                return after;
        }
        throw raced();
    }
    /** Undefined when another machine's writer took the change away. */
    async function editOnce(change) {
        const { details, headTime, applications, router, state } = await existing();
        const writeId = random.uuid();
        const next = { ...state, ...change(state, headTime), revision: state.revision + 1, writeId };
        const changed = withUserConfig(router, next);
        await put(details, applications.map((application) => (application === router ? changed : application)));
        const after = (await existing()).state;
        return after.writeId === writeId || after.revision > next.revision ? after : undefined;
    }
    return { look, existing, add, remove, edit };
}

;// CONCATENATED MODULE: ./build/packages/serving/src/providers/ray-serve/dashboard.js



const provider = "ray-serve";
/**
 * REST API of a Ray head. Throws ToolkitError `ray-unreachable`, `ray-not-there` (something else answers), `ray-unauthorized`,
 * `ray-refused` (what Serve says of the config).
 */
function rayDashboard(ports, address, token) {
    const base = address.replace(/\/+$/, "");
    async function send(path, more = {}) {
        const headers = { ...more.headers, ...(token && { authorization: `Bearer ${token}` }) };
        const response = await (0,platform_src/* sendWithRetry */.lx)(ports, { timeoutMs: 30_000, ...more, url: `${base}${path}`, headers }, { attempts: 4 }).catch((cause) => {
            if (!(cause instanceof src/* ToolkitError */.h4) || !/^http-(unreachable|timeout)$/.test(cause.code))
                throw cause;
            throw new src/* ToolkitError */.h4({
                code: "ray-unreachable",
                provider,
                retryable: true,
                message: `no Ray head answers: ${cause.message}`,
                hint: "ray-address is the dashboard's, port 8265 unless told; the runner has to reach it",
                cause,
            });
        });
        if (response.status === 401 || response.status === 403) {
            throw new src/* ToolkitError */.h4({
                code: "ray-unauthorized",
                provider,
                status: response.status,
                message: `${base} refuses ${token ? "this token" : "calls without a token"}`,
                hint: "set ray-token, or RAY_AUTH_TOKEN in the environment",
            });
        }
        return response;
    }
    const refused = async (what, response) => new src/* ToolkitError */.h4({
        code: "ray-refused",
        provider,
        status: response.status,
        retryable: response.status >= 500,
        message: `${what}: ${ports.secrets.redact((await response.text()).slice(0, 1500))}`,
    });
    return {
        async details() {
            const response = await send("/api/serve/applications/");
            if (response.status >= 500)
                throw await refused("Serve does not say what it runs", response);
            const parsed = schema/* detailsSchema */.Kf.safeParse(response.status === 200 ? await response.json().catch(() => null) : null);
            if (!parsed.success) {
                throw new src/* ToolkitError */.h4({
                    code: "ray-not-there",
                    provider,
                    status: response.status,
                    message: `${base} answers, but not as a Ray dashboard with Serve does`,
                    hint: "ray-address is the dashboard's (port 8265 unless told), of a Ray with ray[serve]",
                });
            }
            // whole seconds, rounded down: a lease may end up to a second early, never late
            const said = Date.parse(response.headers.get("date") ?? "");
            return { details: parsed.data, headTime: Number.isNaN(said) ? ports.clock.now() / 1000 : said / 1000 };
        },
        async put(config) {
            const headers = { "content-type": "application/json" };
            const request = { method: "PUT", headers, body: JSON.stringify(config) };
            const response = await send("/api/serve/applications/", request);
            if (response.status >= 300)
                throw await refused("Serve does not take the config", response);
            await response.text();
        },
        async upload(name, content) {
            const path = `/api/packages/gcs/${name}`;
            const found = await send(path);
            await found.text();
            if (found.status === 200)
                return;
            const response = await send(path, { method: "PUT", body: content });
            if (response.status >= 300)
                throw await refused(`Ray does not take ${name}`, response);
            await response.text();
        },
    };
}

;// CONCATENATED MODULE: ./build/packages/serving/src/providers/ray-serve/index.js










const programNames = [
    "genai_mlops_forward",
    "genai_mlops_lease",
    "genai_mlops_llm",
    "genai_mlops_router",
    "model_server",
];
/** Requests that were routed just before a switch have reached their server then. */
const settleMs = 1000;
/**
 * A model each in an application of its own on a Ray cluster, and the toolkit's router application in front. The record
 * travels in the router's `user_config`: whoever reaches the head finds it, and a change of record and traffic is one PUT.
 * Serve knows no compare-and-swap: of two writers at the same instant the one that lost sees it and writes again.
 */
function rayServe(ports, config) {
    const { clock, files, log, random } = ports;
    const { endpoint, model: options } = config;
    requireEndpoint(endpoint);
    const dashboard = rayDashboard(ports, config.address, config.token);
    const { look, existing, add, remove, edit } = rayCluster(ports, dashboard, config);
    const home = (0,external_node_path_.join)(config.stateDir, "deployments", endpoint);
    const alone = (work) => (0,platform_src/* withFolderLock */.ix)(ports, (0,external_node_path_.join)(home, ".lock"), work, {
        waitSeconds: 5,
        hint: "another deploy, promote or rollback of this endpoint is going on; wait for it",
    });
    const routed = ({ modelRef, server }) => ({
        modelRef,
        route: `/${server}`,
    });
    const routedVariants = ({ baseline, canary }) => ({
        baseline: routed(baseline),
        canary: canary && routed(canary),
    });
    const eventOf = (event, modelRef) => ({ time: (0,platform_src/* isoTime */.Ly)(clock), event, modelRef });
    /** One PUT moves the record and the traffic: all of it to the baseline. */
    async function route(change) {
        const { record } = await edit((state, headTime) => {
            const next = change(state.record);
            return {
                record: next,
                variants: routedVariants(next.variants),
                canary: 0,
                leaseSeconds: null,
                grantedAt: headTime,
            };
        });
        await waitSettled(ports, dashboard, [endpoint], switchSeconds);
        await clock.sleep(settleMs);
        await copyRecord(record);
        return record;
    }
    const copyRecord = (record) => files.writeAtomic((0,external_node_path_.join)(home, "deployment.json"), `${JSON.stringify(record, null, 2)}\n`);
    /** Ends what a record no longer names: the model before its predecessor, and what a killed run left. */
    async function sweep(record, spared = []) {
        const { baseline, canary } = record.variants;
        const named = [endpoint, baseline.server, canary?.server, ...spared];
        const { applications } = await look();
        const left = applications.filter((each) => belongsTo(each, endpoint) && !named.includes(each.name));
        if (left.length > 0)
            await remove(left.map(({ name }) => name));
    }
    async function uploadPrograms() {
        const contents = {};
        for (const name of programNames)
            contents[`${name}.py`] = await files.readBytes((0,external_node_path_.join)(config.programs, `${name}.py`));
        const zip = zipOf(contents);
        const name = packageName(zip);
        await dashboard.upload(name, zip);
        return `gcs://${name}`;
    }
    function serveUrl(details) {
        if (config.serveUrl)
            return config.serveUrl.replace(/\/+$/, "");
        const { port, root_path } = details.http_options ?? { ...config.http, root_path: "" };
        return `http://${new URL(config.address).hostname}:${port}${root_path}`;
    }
    /** The application of the model, running; taken away again when it does not come to that. */
    async function start(application) {
        const { name } = application;
        const { details } = await look();
        // Serve does not try again what it has given up
        if (details.applications[name] && !settled(details.applications[name]))
            await remove([name]);
        await add(application);
        try {
            await waitSettled(ports, dashboard, [name], options.startSeconds);
        }
        catch (error) {
            await remove([name]).catch((cause) => log.warning(`${name} could not be taken away: ${cause}`));
            throw error;
        }
    }
    function variantOf(candidate, server, base) {
        const { modelRef, version, digest, contextSize, threads, parallel, extra } = candidate;
        const settings = { contextSize, threads, parallel, extra: { ...extra } };
        return { modelRef, version, digest, server, url: `${base}/${server}`, startedAt: (0,platform_src/* isoTime */.Ly)(clock), settings };
    }
    /** What a person needs to undo what comes now, written before it comes. */
    async function writePlan(deployment, { details, applications }) {
        const path = (0,external_node_path_.join)(home, "previous-config.json");
        await files.writeAtomic(path, `${JSON.stringify(configWith(details, applications, config.http), null, 2)}\n`);
        // other applications' environment variables are in it
        await files.chmod(path, 0o600);
        await files.writeAtomic((0,external_node_path_.join)(home, "rollback-plan.md"), config.planOf(deployment, path));
    }
    async function deploy(candidate, strategy) {
        const seen = await look();
        const server = modelName(endpoint, candidate, options);
        const found = seen.state?.record;
        if (found && [found.variants.baseline.server, found.variants.canary?.server].includes(server)) {
            log.notice(`${candidate.modelRef} is deployed already`);
            await waitSettled(ports, dashboard, [server, endpoint], options.startSeconds);
            await copyRecord(found);
            return strategy === "all-at-once" && found.variants.canary ? await switchOver() : found;
        }
        if (found?.variants.canary)
            throw new src/* ToolkitError */.h4({
                code: "canary-present",
                provider: "ray-serve",
                message: `${found.variants.canary.modelRef} stands as canary`,
                hint: "promote it or roll it back first",
            });
        const source = await uploadPrograms();
        if (found) {
            await sweep(found, [server]);
            await renewRouter(source);
        }
        await start(modelApplication(endpoint, candidate, options, source));
        const variant = variantOf(candidate, server, serveUrl((await look()).details));
        const id = `${endpoint}-${candidate.digest.slice(7, 19)}`;
        if (!found)
            return await first(variant, id, source);
        const event = eventOf("deployed", candidate.modelRef);
        const next = (record) => ({
            ...record,
            id,
            variants: { ...record.variants, canary: variant },
            previous: null,
            history: [...record.history, event],
        });
        await writePlan(next(found), seen);
        const deployed = await route(next);
        return strategy === "all-at-once" ? await switchOver() : deployed;
    }
    /** The router of this toolkit's version: Ray starts the new replica first, and ends the old one when it answers. */
    async function renewRouter(source) {
        const { router } = await existing();
        if (router.runtime_env?.["working_dir"] === source)
            return;
        await add({ ...router, runtime_env: { ...router.runtime_env, working_dir: source } });
        await waitSettled(ports, dashboard, [endpoint], options.startSeconds);
    }
    async function first(baseline, id, source) {
        const seen = await look();
        const record = {
            schemaVersion: 1,
            id,
            endpoint,
            target: "ray-serve",
            url: `${serveUrl(seen.details)}/${endpoint}/v1`,
            tokenFile: "",
            requestLog: "",
            variants: { baseline, canary: null },
            previous: null,
            history: [eventOf("deployed", baseline.modelRef)],
        };
        await writePlan(record, seen);
        const state = {
            revision: 1,
            writeId: random.uuid(),
            variants: routedVariants(record.variants),
            canary: 0,
            leaseSeconds: null,
            grantedAt: seen.headTime,
            record,
        };
        const router = routerApplication(endpoint, proxyAddress(seen.details, config.http), source, state);
        await add(router);
        try {
            await waitSettled(ports, dashboard, [endpoint], options.startSeconds);
        }
        catch (error) {
            await remove([endpoint, baseline.server]).catch(() => log.warning("the router could not be taken away"));
            throw error;
        }
        await copyRecord(record);
        return record;
    }
    /** All traffic to the canary; the model from before stands until somebody sweeps. */
    const promoteCanary = () => route((record) => {
        const { baseline, canary } = record.variants;
        if (!canary)
            return record;
        const event = eventOf("promoted", canary.modelRef);
        return {
            ...record,
            variants: { baseline: canary, canary: null },
            previous: baseline,
            history: [...record.history, event],
        };
    });
    async function switchOver() {
        const promoted = await promoteCanary();
        await sweep(promoted);
        return promoted;
    }
    const standing = (seen, variant) => variant !== null && settled(seen.details.applications[variant.server]);
    function weightOf({ state, headTime }) {
        const { canary, leaseSeconds, grantedAt, variants } = state;
        const ends = leaseSeconds === null ? null : grantedAt + leaseSeconds;
        const held = variants.canary !== null && (ends === null || headTime < ends);
        const leaseExpiresAt = held && ends !== null ? new Date(ends * 1000).toISOString() : null;
        return { canary: held ? canary : 0, leaseExpiresAt };
    }
    return {
        describe: async () => (await look()).state?.record,
        deploy: (candidate, strategy) => alone(() => deploy(candidate, strategy)),
        async setWeight(canary, leaseSeconds) {
            (0,weight/* requireWeight */.y)(canary, leaseSeconds);
            let granted = 0;
            const state = await edit((before, headTime) => {
                if (canary > 0 && !before.variants.canary)
                    throw new src/* ToolkitError */.h4({
                        code: "no-canary",
                        provider: "ray-serve",
                        message: `${endpoint} has no canary`,
                        hint: "deploy a candidate with strategy: canary first",
                    });
                granted = headTime;
                return { canary, leaseSeconds, grantedAt: headTime };
            });
            return weightOf({ state, headTime: granted });
        },
        weights: async () => weightOf(await existing()),
        async health() {
            const { details, state } = await existing();
            const { baseline, canary } = state.record.variants;
            const of = ({ modelRef, server }) => {
                const application = details.applications[server];
                return { modelRef, healthy: settled(application), reason: ports.secrets.redact(reasonOf(application)) };
            };
            return { baseline: of(baseline), canary: canary && of(canary) };
        },
        async promote(bakeSeconds) {
            const promoted = await alone(async () => {
                const { record } = (await existing()).state;
                return record.variants.canary ? await promoteCanary() : record;
            });
            if (!standing(await existing(), promoted.previous))
                return promoted;
            // without the lock: a rollback during the bake has to get through
            await clock.sleep(bakeSeconds * 1000);
            return await alone(async () => {
                const { record } = (await existing()).state;
                if (record.variants.baseline.server === promoted.variants.baseline.server)
                    await sweep(record, record.variants.canary ? [record.variants.canary.server] : []);
                return record;
            });
        },
        rollback: () => alone(async () => {
            const seen = await existing();
            const { canary } = seen.state.record.variants;
            const back = !canary && standing(seen, seen.state.record.previous);
            let { record } = seen.state;
            if (canary)
                record = await route((before) => ({
                    ...before,
                    variants: { ...before.variants, canary: null },
                    history: [...before.history, eventOf("rolled-back", canary.modelRef)],
                }));
            else if (back)
                record = await route((before) => ({
                    ...before,
                    variants: { baseline: before.previous ?? before.variants.baseline, canary: null },
                    previous: null,
                    history: [...before.history, eventOf("rolled-back", before.variants.baseline.modelRef)],
                }));
            await sweep(record);
            await waitSettled(ports, dashboard, [endpoint, record.variants.baseline.server], switchSeconds);
            return record;
        }),
        stop: () => alone(async () => {
            const { applications } = await look();
            const ours = applications.filter((application) => belongsTo(application, endpoint));
            if (ours.length > 0)
                await remove(ours.map(({ name }) => name));
            await files.remove((0,external_node_path_.join)(home, "deployment.json"));
        }),
    };
}


/***/ })

};
