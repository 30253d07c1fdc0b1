export const id = 784;
export const ids = [784];
export const modules = {

/***/ 15613:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B: () => (/* binding */ deploymentAnnouncer)
/* harmony export */ });
/* harmony import */ var _contracts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(58639);
/* harmony import */ var _forge__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4262);
/* harmony import */ var _messages__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(78205);



/**
 * A promotion as a GitHub deployment with its status: found by its id, so that whoever settles it writes no second one.
 * Without a token it is left out, and what GitHub refuses is said; neither makes a promotion fail that has happened.
 */
function deploymentAnnouncer(inputs, deps, environmentUrl) {
    const { github, log } = deps;
    const token = inputs["github-token"];
    let record = { state: "no-token" };
    let opened;
    async function write(intent, outcome) {
        if (token === undefined || github.repository === "" || intent.sha === "")
            return log.info("no GitHub deployment is written: there is no token, or no repository");
        opened ??= _forge__WEBPACK_IMPORTED_MODULE_1__/* .forgeProviders */ .g.github(deps, { repository: github.repository, token, apiUrl: github.apiUrl });
        const forge = await opened;
        const { id, name, alias, digest, event, legs, evidence, forced, actor, run } = intent;
        const description = (0,_messages__WEBPACK_IMPORTED_MODULE_2__/* .promotionStatus */ .sx)(intent, outcome, inputs.language);
        const deployment = await forge.deployment({
            key: `promotion/${id}`,
            environment: intent.environment,
            ref: intent.sha,
            payload: { name, alias, digest, event, legs, evidence, forced, actor, run },
            description,
            production: intent.environment === "production",
        });
        await forge.deploymentStatus(deployment, {
            state: outcome === "done" ? "success" : "inactive",
            description,
            ...(run !== "" && { logUrl: run }),
            environmentUrl,
        });
        record = { state: "written" };
    }
    return {
        written: () => record,
        async announce(intent, outcome) {
            try {
                await write(intent, outcome);
            }
            catch (error) {
                if (!(error instanceof _contracts__WEBPACK_IMPORTED_MODULE_0__/* .ToolkitError */ .h4))
                    throw error;
                const reason = [`${error.message} [${error.code}]`, error.hint].filter(Boolean).join("; ");
                record = { state: "failed", reason };
                log.notice(`the GitHub deployment was not written: ${reason}`);
            }
        },
    };
}


/***/ }),

/***/ 69261:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  u: () => (/* binding */ carryOut)
});

// EXTERNAL MODULE: ./build/packages/contracts/src/index.js + 27 modules
var src = __webpack_require__(58639);
// EXTERNAL MODULE: ./build/packages/platform/src/index.js + 31 modules
var platform_src = __webpack_require__(86111);
// EXTERNAL MODULE: ./build/packages/registry/src/index.js + 14 modules
var registry_src = __webpack_require__(13877);
;// CONCATENATED MODULE: ./build/actions/move-aliases.js



/**
 * Moves the alias in every registry, then writes the record in each, then says it outside. Each step finds what was done
 * before. @throws whatever a registry throws; then nothing is closed
 */
async function finish(held, parts) {
    const { intent } = held;
    for (const { at, from, to } of legsOf(intent, parts)) {
        if ((await at.find(`${intent.name}@${intent.alias}`))?.version === to)
            continue;
        await held.stillMine();
        await at.setAlias(intent.name, intent.alias, to, from ?? undefined);
    }
    for (const leg of legsOf(intent, parts)) {
        if (await isRecorded(leg, intent, intent.id))
            continue;
        await held.stillMine();
        await leg.at.recordPromotion(intent.name, entryOf(intent, leg));
    }
    await parts.announce(intent, "done");
    await held.close("done");
}
/**
 * Moves back what moved. Where a registry has it on record already, it had happened in all of them: then the record of each
 * gets both, that it happened and that it was undone.
 */
async function undo(held, parts, deps) {
    const { intent } = held;
    const legs = legsOf(intent, parts);
    const recorded = [];
    for (const leg of legs) {
        const { at, from, to } = leg;
        recorded.push(await isRecorded(leg, intent, intent.id));
        const now = (await at.find(`${intent.name}@${intent.alias}`))?.version;
        if (from === null || from === to || now !== to)
            continue;
        await held.stillMine();
        await at.setAlias(intent.name, intent.alias, from, to);
    }
    if (recorded.includes(true)) {
        for (const leg of legs)
            await recordUndone(held, leg, deps);
        await parts.announce(intent, "undone");
    }
    await held.close("undone");
}
async function recordUndone(held, leg, { clock, github }) {
    const { intent } = held;
    const { at, from, to } = leg;
    const id = `${intent.id}.undone`;
    if (from === null || (await isRecorded(leg, intent, id)))
        return;
    const back = await at.find(`${intent.name}@${from}`);
    await held.stillMine();
    if (!(await isRecorded(leg, intent, intent.id)))
        await at.recordPromotion(intent.name, entryOf(intent, leg));
    await at.recordPromotion(intent.name, {
        ...entryOf(intent, { from: to, to: from }),
        ...(back && { digest: back.digest }),
        event: intent.event === "promoted" ? "rolled-back" : "promoted",
        id,
        time: (0,platform_src/* isoTime */.Ly)(clock),
        evidence: {},
        forced: null,
        actor: github.actor,
        run: github.runUrl,
    });
}
/**
 * Finishes or undoes, by what is there now, what another run left.
 * @throws ToolkitError `promotion-stuck` where aliases that somebody else moved leave no way to either whole state
 */
async function settleByData(held, parts, traffic, deps) {
    const { intent } = held;
    const now = [];
    for (const leg of legsOf(intent, parts))
        now.push({ leg, version: (await leg.at.find(`${intent.name}@${intent.alias}`))?.version });
    const legs = now.map(({ leg, version }) => ({ place: (0,registry_src/* placeOf */.$t)(version, leg), canReturn: leg.from !== null }));
    const decided = (0,registry_src/* settlement */.W9)(legs, traffic);
    if (decided === "stuck") {
        const places = now
            .map(({ leg, version }) => `${leg.registry}: ${version ?? "unset"} (wanted ${leg.to})`)
            .join("; ");
        throw new src/* ToolkitError */.h4({
            code: "promotion-stuck",
            message: `${intent.name}@${intent.alias} was moved by somebody while a promotion was half-done: ${places}`,
            hint: "move the alias by hand to the same model in all of them, and run this again",
        });
    }
    if (decided === "finish")
        await finish(held, parts);
    else
        await undo(held, parts, deps);
    const { id, event, actor, run, time } = intent;
    const outcome = decided === "finish" ? "finished" : "undone";
    deps.log.info(`the ${event === "promoted" ? "promotion" : "rollback"} of ${actor} (${run}) was ${outcome}`);
    return { id, event, outcome, actor, run, time };
}
/** @throws ToolkitError `registries-missing` where this run was not given all that took part */
function legsOf(intent, { registries }) {
    const missing = intent.legs.filter((leg) => !registries.some(({ name }) => name === leg.registry));
    if (missing.length > 0)
        throw new src/* ToolkitError */.h4({
            code: "registries-missing",
            message: `the promotion that ${intent.actor} left half-done (${intent.run}) is also in ${missing.map(({ registry }) => registry).join(", ")}`,
            hint: `give registries: ${intent.legs.map(({ registry }) => registry).join(", ")}`,
        });
    return intent.legs.map((leg) => ({
        ...leg,
        at: registries.find(({ name }) => name === leg.registry).registry,
    }));
}
async function isRecorded({ at }, { name }, id) {
    return (await at.promotions(name)).some((promotion) => promotion.id === id);
}
function entryOf(intent, { from, to }) {
    const { id, event, alias, digest, evidence, forced, environment, time, actor, run, legs } = intent;
    const registries = legs.map(({ registry }) => registry);
    return {
        time,
        version: to,
        digest,
        previous: from,
        evidence,
        forced,
        actor,
        run,
        id,
        event,
        alias,
        registries,
        environment,
    };
}

;// CONCATENATED MODULE: ./build/actions/promotion-intent.js



/** How long a second promotion waits for the first. */
const waitMs = 60_000;
const pauseMs = 5_000;
/** Every word of it is legal in a state store whatever the model is called. */
const intentKey = (name) => `promotion/${(0,registry_src/* requireName */.rI)(name)}-intent`;
/**
 * Writes down what is going to be changed before anything is. Of two runs at once one writes, the other waits for it. What
 * a dead run left open goes to `settle` first.
 * @param plan asked after that, when the registries are whole; undefined when there is nothing to change
 * @param settle finishes or undoes what it is given, and closes it
 * @throws ToolkitError `promotion-under-way` naming who, since when
 */
async function holdPromotion(state, name, deps, settle, plan) {
    const { clock, random, log } = deps;
    const key = intentKey(name);
    const deadline = clock.monotonic() + waitMs;
    for (;;) {
        const stored = await state.read(key);
        const found = stored && (0,src/* parseStrictly */.ge)(src/* promotionIntentSchema */.T_, stored.value, key);
        if (stored && found?.state === "open") {
            if (!isDead(found, deps)) {
                if (clock.monotonic() >= deadline)
                    throw underWay(found);
                log.info(`waiting for the promotion of ${name} by ${found.actor} (${found.run}), begun ${found.time}`);
                await clock.sleep(pauseMs);
                continue;
            }
            const taken = await write({ ...found, ...holdFor(0) }, stored.version);
            if (taken) {
                log.info(`going on with what ${found.actor} (${found.run}) began ${found.time} and left half-done`);
                await settle(taken);
            }
            continue;
        }
        const planned = await plan();
        if (!planned)
            return undefined;
        const { seconds, ...rest } = planned;
        const intent = {
            schemaVersion: 1,
            state: "open",
            id: random.uuid(),
            time: (0,platform_src/* isoTime */.Ly)(clock),
            ...rest,
            ...holdFor(seconds),
        };
        const held = await write(intent, stored?.version);
        if (held)
            return held;
    }
    function holdFor(seconds) {
        return { holder: holderOf(deps), until: clock.now() + (seconds + 300) * 1000 };
    }
    async function write(intent, expected) {
        const version = await state.write(key, src/* promotionIntentSchema */.T_.parse(intent), expected);
        if (version === undefined)
            return undefined;
        return {
            intent,
            async stillMine() {
                if ((await state.read(key))?.version !== version)
                    throw takenOver(intent);
            },
            async close(outcome) {
                if ((await state.write(key, { ...intent, state: outcome }, version)) === undefined)
                    throw takenOver(intent);
            },
            async leave() {
                await state.write(key, { ...intent, until: 0 }, version);
            },
        };
    }
}
/** Steps of one job come one after another: an earlier one that left this open has ended, however it did. */
function isDead({ holder, until }, deps) {
    return deps.clock.now() >= until || (deps.github.runId !== "" && holder === holderOf(deps));
}
function holderOf({ github, environment, random }) {
    const { runId, runAttempt, job } = github;
    if (runId === "")
        return random.uuid();
    // jobs of a matrix have one id, and a runner each
    return [runId, runAttempt, job, environment.get("RUNNER_NAME") ?? ""].join("/");
}
const underWay = ({ name, actor, run, time, until }) => new src/* ToolkitError */.h4({
    code: "promotion-under-way",
    retryable: true,
    message: `${name} is being promoted or rolled back by ${actor} since ${time}: ${run || "(a run outside GitHub)"}`,
    hint: `wait for that run; if it died, what it left is settled by any run after ${new Date(until).toISOString()}`,
});
const takenOver = ({ name, id }) => new src/* ToolkitError */.h4({
    code: "promotion-taken-over",
    message: `another run took this promotion of ${name} (${id}) for dead and settled it`,
    hint: "look at promotion.json of that run",
});

;// CONCATENATED MODULE: ./build/actions/carry-out.js



/**
 * A promotion or a rollback as a whole: intent, traffic, aliases, records, and the end of the intent. What fails on the way
 * is undone at once where that can be; what is killed, by the next run.
 */
async function carryOut(undertaking, deps) {
    const { name, state, parts, trafficOf, plan, shift } = undertaking;
    const settled = [];
    const settle = async (left) => {
        try {
            settled.push(await settleByData(left, parts, await trafficOf(left.intent), deps));
        }
        catch (error) {
            await left.leave();
            throw error;
        }
    };
    const held = await holdPromotion(state, name, deps, settle, () => plan(settled));
    if (!held)
        return { intent: undefined, settled };
    try {
        await shift();
        await finish(held, parts);
    }
    catch (error) {
        await giveUp(held, parts, deps, error);
        throw error;
    }
    return { intent: held.intent, settled };
}
/** The old state again, if it can be had; the error that led here is the one that is told. */
async function giveUp(held, parts, deps, error) {
    if (error instanceof src/* ToolkitError */.h4 && error.code === "promotion-taken-over")
        return;
    try {
        await settleByData(held, parts, "from", deps);
    }
    catch (second) {
        const reason = second instanceof Error ? second.message : String(second);
        deps.log.warning(`${held.intent.name} is half-done, and the next run of promote or rollback settles it: ${reason}`);
        await held.leave().catch(() => undefined);
    }
}


/***/ }),

/***/ 58420:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   c: () => (/* binding */ openRegistries)
/* harmony export */ });
/* harmony import */ var _contracts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(58639);
/* harmony import */ var _open_registry_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(59796);


/**
 * Several registries at once; the one of `registry` where none is named. Each takes its own inputs and variables, and its
 * address after `=`; of several without one, `registry-uri` is MLflow's where it is an address, else the file registry's folder.
 * @throws InputError `bad-registries` with every name that is none
 */
async function openRegistries(names, inputs, deps) {
    const wanted = (names && names.length > 0 ? names : [inputs.registry]).map(named);
    const problems = [];
    const legal = _open_registry_js__WEBPACK_IMPORTED_MODULE_1__/* .openedRegistries */ .v.join(", ");
    for (const [index, { name }] of wanted.entries()) {
        if (!isOpened(name))
            problems.push({ where: "registries", problem: `"${name}" is no registry`, legal });
        else if (wanted.findIndex((other) => other.name === name) < index)
            problems.push({ where: "registries", problem: `${name} is named twice` });
    }
    const said = inputs["registry-uri"];
    const taker = said?.includes("://") ? "mlflow" : "file";
    if (said !== undefined && wanted.length > 1 && !wanted.some(({ name }) => name === taker))
        problems.push({
            where: "registry-uri",
            problem: `none of ${wanted.map(({ name }) => name).join(", ")} takes "${said}"`,
            legal: "of several registries: the folder of file, or the address of mlflow",
            mend: "say the others after their name, as wandb=entity/project, or by their own variables",
        });
    if (problems.length > 0)
        throw new _contracts__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz(problems, "bad-registries");
    const opened = [];
    for (const { name, address } of wanted) {
        const uri = address ?? (wanted.length === 1 || name === taker ? said : undefined);
        opened.push({ name, registry: await (0,_open_registry_js__WEBPACK_IMPORTED_MODULE_1__/* .openRegistry */ .M)({ ...inputs, registry: name, "registry-uri": uri }, deps) });
    }
    return opened;
}
/** `mlflow`, or `mlflow=https://mlflow.example.org`. */
function named(text) {
    const at = text.indexOf("=");
    return at === -1 ? { name: text, address: undefined } : { name: text.slice(0, at), address: text.slice(at + 1) };
}
const isOpened = (name) => _open_registry_js__WEBPACK_IMPORTED_MODULE_1__/* .openedRegistries */ .v.includes(name);


/***/ }),

/***/ 34659:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  $: () => (/* binding */ openServing)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./build/packages/contracts/src/index.js + 27 modules
var src = __webpack_require__(58639);
// EXTERNAL MODULE: ./build/packages/platform/src/index.js + 31 modules
var platform_src = __webpack_require__(86111);
// EXTERNAL MODULE: ./build/packages/reports/src/index.js + 39 modules
var reports_src = __webpack_require__(97090);
// EXTERNAL MODULE: ./build/packages/serving/src/index.js + 1 modules
var serving_src = __webpack_require__(24325);
// EXTERNAL MODULE: ./build/packages/router/src/index.js + 2 modules
var router_src = __webpack_require__(62910);
;// CONCATENATED MODULE: ./build/actions/local-serving.js





/** The local provider with the programs that lie beside this bundle. Shared by deploy, promote, rollback and canary-gate. */
async function localProvider(inputs, deps, { port = 0, healthSeconds = 60 } = {}) {
    const stateDir = inputs["state-dir"] ?? (0,platform_src/* stateFolder */.yp)(deps.environment);
    return await serving_src/* servingProviders */.Fn.local(deps, {
        stateDir,
        endpoint: inputs.endpoint,
        port,
        python: (engine) => enginePython(engine, deps, stateDir),
        programs: {
            router: (0,external_node_path_.join)(deps.distFolder, "router"),
            supervisor: (0,external_node_path_.join)(deps.distFolder, "supervisor"),
            modelServer: (0,serving_src/* serverProgram */.qX)(deps.distFolder),
        },
        adminOf: (url, tokenFile) => (0,router_src/* routerAdmin */.R5)(deps, { url, tokenFile }),
        planOf: (deployment) => (0,reports_src/* toMarkdown */.l6)((0,reports_src/* rollbackPlan */.E4)(deployment, inputs.language)),
        healthSeconds,
    });
}
/** Python of the engine's environment, made at the first need. */
async function enginePython(engine, deps, stateDir) {
    if (engine === "llama.cpp")
        return await (0,platform_src/* pinnedEnvironment */.uM)(deps, serving_src/* serverRequirements */.kA, { stateDir, name: "model server", megabytes: 110 });
    const text = await deps.files.readText((0,serving_src/* vllmRequirementsFile */.Cl)(deps.distFolder));
    const requirements = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
    return await (0,platform_src/* pinnedEnvironment */.uM)(deps, requirements, {
        stateDir,
        name: "vLLM",
        megabytes: 10_000,
        python: serving_src/* vllmPython */.Ye,
    });
}

// EXTERNAL MODULE: ./build/actions/sagemaker-serving.js
var sagemaker_serving = __webpack_require__(81713);
;// CONCATENATED MODULE: ./build/actions/open-serving.js







/** What serves the endpoint, by the action's inputs. Shared by deploy, promote and rollback. */
async function openServing(inputs, deps, options = {}) {
    const { port = 0, healthSeconds = 60 } = options;
    if (inputs.target === "local")
        return await localProvider(inputs, deps, { port, healthSeconds });
    if (inputs.target === "sagemaker")
        return await (0,sagemaker_serving/* sageMakerProvider */.q)(inputs, deps, options.sagemaker);
    const address = inputs["ray-address"];
    if (!address) {
        const mend = "give the address of the dashboard, as http://head:8265, or set RAY_DASHBOARD_ADDRESS";
        throw new src/* InputError */.dz([{ where: "ray-address", problem: "is needed by target: ray-serve", mend }]);
    }
    return await serving_src/* servingProviders */.Fn["ray-serve"](deps, {
        endpoint: inputs.endpoint,
        address,
        token: inputs["ray-token"],
        serveUrl: options.serveUrl,
        http: { host: "0.0.0.0", port: port || 8000 },
        model: {
            engine: "llama-cpp",
            replicas: 1,
            gpus: 0,
            requirements: serving_src/* serverRequirements */.kA,
            startSeconds: healthSeconds,
            drainSeconds: 120,
            ...options.model,
        },
        programs: (0,external_node_path_.join)(deps.distFolder, "assets", "serving", "python"),
        stateDir: inputs["state-dir"] ?? (0,platform_src/* stateFolder */.yp)(deps.environment),
        planOf: (deployment, previousConfig) => (0,reports_src/* toMarkdown */.l6)((0,reports_src/* rayRollbackPlan */.wr)(deployment, { address, previousConfig }, inputs.language)),
    });
}


/***/ }),

/***/ 96150:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  G: () => (/* binding */ openState)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./build/packages/platform/src/index.js + 31 modules
var src = __webpack_require__(86111);
;// CONCATENATED MODULE: ./build/packages/state/src/catalog.js
/** One line a provider; loaded when it is chosen. */
const stateProviders = {
    file: async (platform, config) => (await __webpack_require__.e(/* import() */ 1785).then(__webpack_require__.bind(__webpack_require__, 21785))).fileState(platform, config),
    "git-ref": async (platform, config) => (await __webpack_require__.e(/* import() */ 3229).then(__webpack_require__.bind(__webpack_require__, 73229))).gitRefState(platform, config),
};

;// CONCATENATED MODULE: ./build/packages/state/src/index.js



;// CONCATENATED MODULE: ./build/actions/open-state.js



/** Where records that outlast a run are kept, by the action's inputs. */
async function openState(inputs, deps) {
    if (inputs["state-store"] === "git-ref")
        return await stateProviders["git-ref"](deps, { folder: deps.workspace, remote: "origin" });
    const home = (0,external_node_path_.resolve)(deps.workspace, inputs["state-dir"] ?? (0,src/* stateFolder */.yp)(deps.environment));
    return await stateProviders.file(deps, { folder: (0,external_node_path_.join)(home, "records") });
}


/***/ }),

/***/ 26679:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   I: () => (/* binding */ latestEntries)
/* harmony export */ });
/** As many entries as promotion.json carries; the registry keeps all. */
const carried = 100;
/** The record as the first registry has it, the oldest first. */
async function latestEntries(registries, name) {
    return ((await registries[0]?.registry.promotions(name)) ?? []).slice(-carried);
}


/***/ }),

/***/ 77846:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   U: () => (/* binding */ releaseParts)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(27597);
/* harmony import */ var _contracts__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(58639);



/** Reports of earlier steps that lie in the same folder. One that is missing or of another shape is left out: a picture fewer. */
async function releaseParts(files, folder, workspace) {
    async function part(name, schema) {
        const text = await files.readText((0,node_path__WEBPACK_IMPORTED_MODULE_0__.resolve)(workspace, (0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(folder, name))).catch(() => undefined);
        try {
            return text === undefined ? undefined : schema.safeParse(JSON.parse(text)).data;
        }
        catch {
            return undefined;
        }
    }
    const training = await part("training.json", zod__WEBPACK_IMPORTED_MODULE_2__/* .looseObject */ ._H3({ metrics: zod__WEBPACK_IMPORTED_MODULE_2__/* .array */ .YOg(_contracts__WEBPACK_IMPORTED_MODULE_1__/* .trainingMetricsSchema */ .FN) }));
    const smoke = await part("smoke-test.json", zod__WEBPACK_IMPORTED_MODULE_2__/* .looseObject */ ._H3({ verdict: zod__WEBPACK_IMPORTED_MODULE_2__/* ["enum"] */ .k5n(["pass", "fail", "error", "inconclusive"]) }));
    return {
        training: training?.metrics,
        evaluation: await part("evaluation.json", _contracts__WEBPACK_IMPORTED_MODULE_1__/* .evaluationSchema */ .MF),
        canary: await part("canary-report.json", _contracts__WEBPACK_IMPORTED_MODULE_1__/* .canaryReportSchema */ .Qf),
        smoke: smoke?.verdict,
    };
}


/***/ }),

/***/ 81713:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ sageMakerStartSeconds),
/* harmony export */   q: () => (/* binding */ sageMakerProvider)
/* harmony export */ });
/* harmony import */ var _platform__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(86111);
/* harmony import */ var _reports__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(97090);
/* harmony import */ var _serving__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(24325);



/** Instances start, fetch an image of many GB and the model, and load it. */
const sageMakerStartSeconds = 1800;
/** The SageMaker provider; AWS_REGION and credentials come from the environment. Shared by deploy, promote and rollback. */
async function sageMakerProvider(inputs, deps, { startSeconds = sageMakerStartSeconds, ...given } = {}) {
    return await _serving__WEBPACK_IMPORTED_MODULE_2__/* .servingProviders */ .Fn.sagemaker(deps, {
        endpoint: inputs.endpoint,
        startSeconds,
        switchSeconds: 900,
        stateDir: inputs["state-dir"] ?? (0,_platform__WEBPACK_IMPORTED_MODULE_0__/* .stateFolder */ .yp)(deps.environment),
        planOf: (deployment, region) => (0,_reports__WEBPACK_IMPORTED_MODULE_1__/* .toMarkdown */ .l6)((0,_reports__WEBPACK_IMPORTED_MODULE_1__/* .sageMakerRollbackPlan */ .oT)(deployment, region, inputs.language)),
        ...given,
    });
}


/***/ }),

/***/ 62910:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  R5: () => (/* reexport */ routerAdmin)
});

// UNUSED EXPORTS: placeOf, variantAt

// EXTERNAL MODULE: ./build/packages/contracts/src/index.js + 27 modules
var src = __webpack_require__(58639);
;// CONCATENATED MODULE: ./build/packages/router/src/admin-client.js

/** The router's admin API. Throws ToolkitError `router-refused`, or what the platform says of an unreachable one. */
function routerAdmin({ http, files }, { url, tokenFile }) {
    async function send(method, path, body) {
        const token = (await files.readText(tokenFile)).trim();
        const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
        const request = {
            method,
            url: `${url}${path}`,
            headers,
            body: body === undefined ? undefined : JSON.stringify(body),
            timeoutMs: 5000,
        };
        // a kept connection of a router that was restarted breaks once; every call here may be made twice
        const response = await http.send(request).catch((error) => {
            if (error instanceof src/* ToolkitError */.h4 && error.code === "http-unreachable")
                return http.send(request);
            throw error;
        });
        const text = await response.text();
        if (response.status < 300)
            return JSON.parse(text);
        throw new src/* ToolkitError */.h4({
            code: "router-refused",
            provider: "local",
            status: response.status,
            message: `${method} ${path}: ${text.slice(0, 300)}`,
        });
    }
    return {
        state: async () => src/* routerStateSchema */.iH.parse(await send("GET", "/admin/state")),
        setWeight: async (canary, leaseSeconds, { shadow = false } = {}) => src/* routerStateSchema */.iH.parse(await send("PUT", "/admin/weights", { canary, leaseSeconds, shadow })),
        setVariants: async (variants) => src/* routerStateSchema */.iH.parse(await send("PUT", "/admin/variants", variants)),
        async score({ requestId, metric, value }) {
            await send("POST", "/scores", { request_id: requestId, metric, value });
        },
    };
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
;// CONCATENATED MODULE: ./build/packages/router/src/split.js

/** Place of a key in [0, 1), the same on every machine: the first 48 bits of its SHA-256. */
const placeOf = (key) => createHash("sha256").update(key).digest().readUIntBE(0, 6) / 2 ** 48;
/** Monotone: whoever is on the canary at one weight is on it at every higher one. */
const variantAt = (place, canaryWeight) => place < canaryWeight ? "canary" : "baseline";

;// CONCATENATED MODULE: ./build/packages/router/src/index.js




/***/ }),

/***/ 21846:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   HM: () => (/* binding */ portOf),
/* harmony export */   QK: () => (/* binding */ servedFile),
/* harmony export */   vg: () => (/* binding */ serverCommand)
/* harmony export */ });
/* unused harmony export engines */
/* harmony import */ var _model_server_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77259);
/* harmony import */ var _vllm_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(80529);


/** What serves a model on this machine: llama.cpp reads its GGUF, vLLM its merged weights, on a GPU. */
const engines = (/* unused pure expression or super */ null && (["llama.cpp", "vllm"]));
/** What the engine reads of a registered version: a file or a folder. */
const servedFile = { "llama.cpp": "model.gguf", vllm: "merged" };
/** How a server of the engine is started. @throws InputError for options that are the deployment's own */
function serverCommand(engine, place, options) {
    if (engine === "vllm")
        return (0,_vllm_js__WEBPACK_IMPORTED_MODULE_1__/* .vllmCommand */ .TJ)(place, options);
    return { command: place.python, args: (0,_model_server_js__WEBPACK_IMPORTED_MODULE_0__/* .serverArguments */ .m7)(place.program, options) };
}
/** Port that a server was told. */
function portOf({ args }) {
    const [, port] = /(?:"port":|--port=)(\d+)/.exec(args.join(" ")) ?? [];
    return port === undefined ? undefined : Number(port);
}


/***/ }),

/***/ 24325:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  oV: () => (/* reexport */ schema/* ownApplicationSchema */.oV),
  gf: () => (/* reexport */ model_server/* serveForRun */.gf),
  QK: () => (/* reexport */ engine/* servedFile */.QK),
  qX: () => (/* reexport */ model_server/* serverProgram */.qX),
  kA: () => (/* reexport */ model_server/* serverRequirements */.kA),
  Fn: () => (/* reexport */ servingProviders),
  Ye: () => (/* reexport */ vllm/* vllmPython */.Ye),
  Cl: () => (/* reexport */ vllm/* vllmRequirementsFile */.Cl)
});

// UNUSED EXPORTS: engines, portOf, requireWeight, serverArguments, serverCommand, vllmCommand, vllmVersion

// EXTERNAL MODULE: ./build/packages/platform/src/index.js + 31 modules
var src = __webpack_require__(86111);
// EXTERNAL MODULE: ./build/packages/serving/src/providers/ray-serve/schema.js
var schema = __webpack_require__(26131);
;// CONCATENATED MODULE: ./build/packages/serving/src/catalog.js

/** One line a provider; loaded when it is chosen. */
const servingProviders = {
    local: async (platform, config) => (await __webpack_require__.e(/* import() */ 3135).then(__webpack_require__.bind(__webpack_require__, 93135))).localServing(platform, config),
    // Ray's dashboard takes fetch for a browser, and refuses it
    "ray-serve": async (platform, config) => (await __webpack_require__.e(/* import() */ 3365).then(__webpack_require__.bind(__webpack_require__, 93365))).rayServe({ ...platform, http: (0,src/* plainHttp */.BN)() }, config),
    sagemaker: async (platform, config) => (await __webpack_require__.e(/* import() */ 2715).then(__webpack_require__.bind(__webpack_require__, 92715))).sageMakerServing(platform, config),
};


// EXTERNAL MODULE: ./build/packages/serving/src/engine.js
var engine = __webpack_require__(21846);
// EXTERNAL MODULE: ./build/packages/serving/src/model-server.js
var model_server = __webpack_require__(77259);
// EXTERNAL MODULE: ./build/packages/serving/src/vllm.js
var vllm = __webpack_require__(80529);
// EXTERNAL MODULE: ./build/packages/serving/src/weight.js
var weight = __webpack_require__(2764);
;// CONCATENATED MODULE: ./build/packages/serving/src/index.js








/***/ }),

/***/ 77259:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   gf: () => (/* binding */ serveForRun),
/* harmony export */   kA: () => (/* binding */ serverRequirements),
/* harmony export */   m7: () => (/* binding */ serverArguments),
/* harmony export */   qX: () => (/* binding */ serverProgram)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var _contracts__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(58639);


/** Requirement that the servers' Python environment is made of. */
const serverRequirements = ["xllamacpp==2026.10.11549"];
const serverProgram = (distFolder) => (0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(distFolder, "assets", "serving", "python", "model_server.py");
function serverArguments(program, options, parent) {
    const { model, alias, port, contextSize, parallel, threads, extra } = options;
    return [
        program,
        JSON.stringify({
            model,
            alias,
            host: "127.0.0.1",
            port,
            context: contextSize,
            parallel,
            threads,
            extra: extra ?? {},
            ...(parent === undefined ? {} : { parent }),
        }),
    ];
}
/**
 * Serves a model while the work runs, and only then: it ends with us, even when we are killed.
 * @param work gets the address with `/v1`
 * @throws ToolkitError `server-failed` with the end of the server's log
 */
async function serveForRun({ exec, clock, log, environment }, { python, program }, options, work, startSeconds = 120) {
    const lines = [];
    let told = () => undefined;
    const listening = new Promise((resolve) => {
        told = resolve;
    });
    const child = await exec.start(python, serverArguments(program, { ...options, port: 0 }, process.pid), {
        env: environment.all(),
        onLine(line) {
            lines.push(line);
            if (lines.length > 200)
                lines.shift();
            const event = line.startsWith('{"event"') ? parseEvent(line) : undefined;
            if (event)
                told(event);
            else
                log.debug(line);
        },
    });
    try {
        const waited = new AbortController();
        const outcome = await Promise.race([
            listening,
            child.ended.then(() => undefined),
            clock.sleep(startSeconds * 1000, waited.signal).then(() => undefined, () => undefined),
        ]);
        waited.abort();
        if (outcome === undefined) {
            throw new _contracts__WEBPACK_IMPORTED_MODULE_1__/* .ToolkitError */ .h4({
                code: "server-failed",
                provider: "llama-cpp",
                message: `the model server for ${options.model} does not answer: ${lines.slice(-12).join("\n")}`,
                hint: "check that the file is a whole GGUF and that there is memory for it",
            });
        }
        return await work(`${outcome}/v1`);
    }
    finally {
        child.kill("SIGTERM");
        await Promise.race([child.ended, clock.sleep(3000)]);
        child.kill("SIGKILL");
    }
}
function parseEvent(line) {
    try {
        const { event, url } = JSON.parse(line);
        return event === "listening" && typeof url === "string" ? url : undefined;
    }
    catch {
        return undefined;
    }
}


/***/ }),

/***/ 26131:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $l: () => (/* binding */ routerConfigSchema),
/* harmony export */   Kf: () => (/* binding */ detailsSchema),
/* harmony export */   oV: () => (/* binding */ ownApplicationSchema)
/* harmony export */ });
/* unused harmony export applicationSchema */
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(27597);
/* harmony import */ var _contracts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(58639);


/** One application of the config that Serve is given; what we do not know of it is kept as it is. */
const applicationSchema = zod__WEBPACK_IMPORTED_MODULE_1__/* .looseObject */ ._H3({
    name: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(),
    route_prefix: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().nullish(),
    import_path: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(),
    runtime_env: zod__WEBPACK_IMPORTED_MODULE_1__/* .looseObject */ ._H3({ env_vars: zod__WEBPACK_IMPORTED_MODULE_1__/* .record */ .g1P(zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(), zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP()).optional() }).optional(),
    deployments: zod__WEBPACK_IMPORTED_MODULE_1__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_1__/* .looseObject */ ._H3({ name: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(), user_config: zod__WEBPACK_IMPORTED_MODULE_1__/* .unknown */ .L5J().optional() })).optional(),
    args: zod__WEBPACK_IMPORTED_MODULE_1__/* .record */ .g1P(zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(), zod__WEBPACK_IMPORTED_MODULE_1__/* .unknown */ .L5J()).optional(),
});
/** What of GET /api/serve/applications/ is read, after Ray 2.60's ServeInstanceDetails. */
const detailsSchema = zod__WEBPACK_IMPORTED_MODULE_1__/* .looseObject */ ._H3({
    proxy_location: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().nullish(),
    http_options: zod__WEBPACK_IMPORTED_MODULE_1__/* .looseObject */ ._H3({ host: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(), port: zod__WEBPACK_IMPORTED_MODULE_1__/* .int */ .Whr(), root_path: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().default("") }).nullish(),
    grpc_options: zod__WEBPACK_IMPORTED_MODULE_1__/* .looseObject */ ._H3({}).nullish(),
    target_capacity: zod__WEBPACK_IMPORTED_MODULE_1__/* .number */ .aig().nullish(),
    controller_info: zod__WEBPACK_IMPORTED_MODULE_1__/* .looseObject */ ._H3({ node_ip: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().nullish() }),
    applications: zod__WEBPACK_IMPORTED_MODULE_1__/* .record */ .g1P(zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(), zod__WEBPACK_IMPORTED_MODULE_1__/* .looseObject */ ._H3({
        status: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(),
        message: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(),
        source: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().optional(),
        deployed_app_config: applicationSchema.nullish(),
        deployments: zod__WEBPACK_IMPORTED_MODULE_1__/* .record */ .g1P(zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(), zod__WEBPACK_IMPORTED_MODULE_1__/* .looseObject */ ._H3({ status: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(), message: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP() })),
    })),
});
const routed = zod__WEBPACK_IMPORTED_MODULE_1__/* .strictObject */ .rej({ modelRef: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(), route: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP() });
/** `user_config` of the router application; `genai_mlops_router.py` reads it, and the record travels in it. */
const routerConfigSchema = zod__WEBPACK_IMPORTED_MODULE_1__/* .strictObject */ .rej({
    /** One more with every change. */
    revision: zod__WEBPACK_IMPORTED_MODULE_1__/* .int */ .Whr(),
    /** Whose change this is. */
    writeId: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(),
    variants: zod__WEBPACK_IMPORTED_MODULE_1__/* .strictObject */ .rej({ baseline: routed, canary: routed.nullable() }),
    canary: zod__WEBPACK_IMPORTED_MODULE_1__/* .number */ .aig().min(0).max(1),
    leaseSeconds: zod__WEBPACK_IMPORTED_MODULE_1__/* .number */ .aig().positive().nullable(),
    /** Seconds since 1970 by the head's clock. */
    grantedAt: zod__WEBPACK_IMPORTED_MODULE_1__/* .number */ .aig(),
    record: _contracts__WEBPACK_IMPORTED_MODULE_0__/* .deploymentSchema */ .fP,
});
/** An application of the user's own that speaks the OpenAI API below its route. */
const ownApplicationSchema = zod__WEBPACK_IMPORTED_MODULE_1__/* .strictObject */ .rej({
    "import-path": zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().regex(/^[\w.]+:[\w.]+$/, "written module:attribute"),
    args: zod__WEBPACK_IMPORTED_MODULE_1__/* .record */ .g1P(zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(), zod__WEBPACK_IMPORTED_MODULE_1__/* .unknown */ .L5J()).default({}),
    "runtime-env": zod__WEBPACK_IMPORTED_MODULE_1__/* .record */ .g1P(zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(), zod__WEBPACK_IMPORTED_MODULE_1__/* .unknown */ .L5J()).default({}),
    deployments: zod__WEBPACK_IMPORTED_MODULE_1__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_1__/* .looseObject */ ._H3({ name: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP() })).default([]),
});


/***/ }),

/***/ 80529:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Cl: () => (/* binding */ vllmRequirementsFile),
/* harmony export */   TJ: () => (/* binding */ vllmCommand),
/* harmony export */   Ye: () => (/* binding */ vllmPython)
/* harmony export */ });
/* unused harmony export vllmVersion */
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var _contracts__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(58639);


/** The version that the requirements below pin, and whose options were recorded. */
const vllmVersion = "0.33.0";
/** Requirements of vLLM's environment, one a line: everything that it pulls in, pinned. */
const vllmRequirementsFile = (distFolder) => (0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(distFolder, "assets", "serving", "python", "vllm-requirements.txt");
/** Pythons that vLLM's wheels are made for, as uv reads it. */
const vllmPython = ">=3.11,<3.15";
/** What the deployment decides, and what would take the server out of its hands. */
const reserved = new Set([
    ...["model", "served-model-name", "host", "port", "max-model-len", "max-num-seqs"],
    ...["api-key", "uds", "root-path", "config", "grpc", "headless", "ssl-keyfile", "ssl-certfile"],
]);
/**
 * `vllm serve` on the loopback, without a key: the router stands before it. `extra` are further options by name, with
 * `true` and `false` for switches.
 * @throws InputError for an option that is the deployment's own
 */
function vllmCommand({ python, searchPath }, { model, alias, port, contextSize, parallel, extra = {} }) {
    const further = Object.entries(extra).map(([name, value]) => [name.replaceAll("_", "-"), value]);
    const problems = further
        .filter(([name]) => reserved.has(name) || !/^[a-z0-9][a-z0-9-]*$/.test(name))
        .map(([name]) => ({
        where: "server-args",
        problem: reserved.has(name) ? `${name} is set by the deployment` : `${JSON.stringify(name)} is no option`,
        mend: "leave it out",
    }));
    if (problems.length > 0)
        throw new _contracts__WEBPACK_IMPORTED_MODULE_1__/* .InputError */ .dz(problems);
    const options = [
        ["served-model-name", alias],
        ["host", "127.0.0.1"],
        ["port", port],
        ["max-model-len", contextSize],
        ["max-num-seqs", parallel],
        // a line a request would fill the log; the router has its own
        ["disable-uvicorn-access-log", true],
        ...further,
    ];
    const bin = (0,node_path__WEBPACK_IMPORTED_MODULE_0__.dirname)(python);
    return {
        command: "env",
        args: [
            // it builds kernels with programs of its own environment, and would report its use to its makers
            `PATH=${bin}${node_path__WEBPACK_IMPORTED_MODULE_0__.delimiter}${searchPath}`,
            "VLLM_NO_USAGE_STATS=1",
            (0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(bin, "vllm"),
            "serve",
            model,
            ...options.map(([name, value]) => word(name, value)),
        ],
    };
}
function word(name, value) {
    if (value === true)
        return `--${name}`;
    if (value === false)
        return `--no-${name}`;
    return `--${name}=${typeof value === "object" ? JSON.stringify(value) : value}`;
}


/***/ }),

/***/ 2764:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   y: () => (/* binding */ requireWeight)
/* harmony export */ });
/* harmony import */ var _contracts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(58639);

/** @throws InputError for a share outside 0 to 1, and for one in between that has no lease */
function requireWeight(canary, leaseSeconds) {
    (0,_contracts__WEBPACK_IMPORTED_MODULE_0__/* .parseStrictly */ .ge)(_contracts__WEBPACK_IMPORTED_MODULE_0__/* .weightsSchema */ .hw, { canary, leaseSeconds }, "weight");
}


/***/ })

};
