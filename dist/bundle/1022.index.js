export const id = 1022;
export const ids = [1022];
export const modules = {

/***/ 1022:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  run: () => (/* binding */ run)
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
// EXTERNAL MODULE: ./build/actions/open-registry.js
var open_registry = __webpack_require__(59796);
// EXTERNAL MODULE: ./build/actions/open-serving.js + 1 modules
var open_serving = __webpack_require__(34659);
// EXTERNAL MODULE: ./build/packages/training/src/index.js + 3 modules
var training_src = __webpack_require__(28040);
;// CONCATENATED MODULE: ./build/actions/deploy/engine.js




/**
 * What serves a registered version on this machine, and the path of what it reads. `auto` is vLLM where nvidia-smi
 * answers and the version has merged weights, else llama.cpp.
 * @throws InputError when the engine asked for has no GPU or nothing to read
 */
async function chosenEngine(wanted, { folder, modelRef }, { exec, files, log }) {
    const holds = async (engine) => (await files.stat((0,external_node_path_.join)(folder, serving_src/* servedFile */.QK[engine]))) !== undefined;
    const gpus = wanted === "llama.cpp" ? [] : await (0,training_src/* listGpus */.eH)(exec);
    if (wanted === "vllm") {
        const problems = [
            ...(gpus.length > 0 ? [] : [{ where: "engine", problem: "vllm needs a GPU, and nvidia-smi finds none" }]),
            ...((await holds("vllm"))
                ? []
                : [{ where: "model-ref", problem: `${modelRef} holds no ${serving_src/* servedFile */.QK.vllm}/, which vllm reads` }]),
        ].map((problem) => ({ ...problem, mend: "take engine: llama.cpp, or auto" }));
        if (problems.length > 0)
            throw new src/* InputError */.dz(problems, "no-vllm");
    }
    if (wanted === "vllm" || (gpus.length > 0 && (await holds("vllm")))) {
        log.info(`vLLM serves ${modelRef} on ${gpus.map(({ name }) => name).join(", ")}`);
        return { engine: "vllm", model: (0,external_node_path_.join)(folder, serving_src/* servedFile */.QK.vllm) };
    }
    if (!(await holds("llama.cpp"))) {
        const mend = "fine-tune with quantization q8_0 or f16";
        throw new src/* InputError */.dz([{ where: "model-ref", problem: `${modelRef} holds no model.gguf`, mend }], "no-gguf");
    }
    return { engine: "llama.cpp", model: (0,external_node_path_.join)(folder, serving_src/* servedFile */.QK["llama.cpp"]) };
}

;// CONCATENATED MODULE: ./build/actions/deploy/parse-object.js

/** @param legal an example */
function parseObject(where, text, legal) {
    try {
        const value = JSON.parse(text);
        if (typeof value === "object" && value !== null && !Array.isArray(value))
            return value;
    }
    catch {
        // said below
    }
    throw new src/* InputError */.dz([{ where, problem: "is no JSON object", legal }]);
}

// EXTERNAL MODULE: ./build/actions/sagemaker-serving.js
var sagemaker_serving = __webpack_require__(81713);
;// CONCATENATED MODULE: ./build/actions/deploy/sagemaker-options.js



/** What the inputs say of the container, its instances and how SageMaker watches over it. @throws InputError */
function sageMakerOptions(inputs) {
    const alarms = inputs["guardrail-alarms"] ?? [];
    if (alarms.length > 0 && inputs.strategy !== "all-at-once") {
        const mend = "the canary's own gate watches over the other strategies";
        throw new src/* InputError */.dz([{ where: "guardrail-alarms", problem: "are for strategy: all-at-once", mend }]);
    }
    return {
        startSeconds: inputs.timeout ?? sagemaker_serving/* sageMakerStartSeconds */.E,
        model: {
            image: inputs["sagemaker-image"] ?? "",
            kind: inputs["sagemaker-container"],
            environment: environmentOf(inputs["sagemaker-environment"]),
            instanceType: inputs["sagemaker-instance-type"],
            instanceCount: inputs["sagemaker-instance-count"],
            roleArn: inputs["sagemaker-role"] ?? "",
        },
        guardrail: alarms.length > 0
            ? {
                routing: inputs["guardrail-routing"],
                percent: inputs["guardrail-percent"],
                waitSeconds: inputs["guardrail-wait"],
                alarms,
            }
            : undefined,
    };
}
function environmentOf(text) {
    const where = "sagemaker-environment";
    const legal = '{"OPTION_DTYPE": "bf16"}';
    const entries = Object.entries(parseObject(where, text, legal));
    const wrong = entries.filter(([, value]) => typeof value !== "string");
    if (wrong.length > 0)
        throw new src/* InputError */.dz(wrong.map(([name]) => ({ where: `${where}.${name}`, problem: "is no text", legal })));
    return Object.fromEntries(entries);
}

;// CONCATENATED MODULE: ./build/actions/deploy/run.js










async function run(inputs, deps) {
    const extra = parseObject("server-args", inputs["server-args"], '{"n_batch": 256}');
    const stateDir = inputs["state-dir"] ?? (0,platform_src/* stateFolder */.yp)(deps.environment);
    const registry = await (0,open_registry/* openRegistry */.M)(inputs, deps);
    const version = await registry.find(inputs["model-ref"]);
    if (!version)
        throw new src/* ToolkitError */.h4({
            code: "model-not-found",
            provider: inputs.registry,
            message: `${inputs["model-ref"]} is not registered`,
        });
    const application = await ownApplication(inputs, deps);
    const { model, sha256, engine } = await modelOf(inputs, deps, version.modelRef, () => registry.fetch(version));
    const slow = engine === "vllm" || (inputs.target === "ray-serve" && inputs["ray-engine"] === "vllm");
    const serving = await (0,open_serving/* openServing */.$)(inputs, deps, {
        port: inputs.target === "local" ? inputs.port : inputs["ray-serve-port"],
        healthSeconds: inputs.timeout ?? (slow ? 900 : 60),
        serveUrl: inputs["ray-serve-url"],
        model: {
            engine: inputs["ray-engine"],
            replicas: inputs["ray-replicas"],
            gpus: inputs["ray-gpus"],
            requirements: inputs["ray-pip"] && inputs["ray-engine"] === "llama-cpp" ? serving_src/* serverRequirements */.kA : [],
            application,
        },
        sagemaker: inputs.target === "sagemaker" ? sageMakerOptions(inputs) : {},
    });
    const before = await serving.describe();
    const candidate = {
        modelRef: version.modelRef,
        version: version.version,
        digest: version.digest,
        model,
        sha256,
        engine,
        contextSize: inputs["context-size"],
        threads: inputs.threads,
        parallel: inputs.parallel,
        extra,
    };
    const deployment = await serving.deploy(candidate, inputs.strategy);
    const { canary } = deployment.variants;
    // SageMaker has one address; the variant is named by a header
    const canaryUrl = canary && (deployment.target === "sagemaker" ? canary.url : `${canary.url}/v1`);
    deps.log.info(`${version.modelRef} answers${canary ? ` at ${canaryUrl}, without traffic yet` : ""}; the router is ${deployment.url}`);
    return {
        outputs: {
            "deployment-id": deployment.id,
            endpoint: deployment.url,
            "canary-endpoint": canaryUrl ?? "",
            previous: before?.variants.baseline.modelRef ?? "",
            deployment: (0,external_node_path_.join)(stateDir, "deployments", inputs.endpoint, "deployment.json"),
            "first-deployment": before === undefined,
        },
        report: (0,reports_src.rendered)(deployment, (0,reports_src/* deployReport */.yQ)("deploy", deployment, inputs.language)),
    };
}
/** What the servers are given: the GGUF of the registered version, its weights for vLLM, or what `model-uri` names. */
async function modelOf(inputs, deps, modelRef, fetched) {
    const { files } = deps;
    // its instances fetch the model by themselves
    if (inputs.target === "sagemaker")
        return { model: inputs["model-uri"] ?? "" };
    const folder = await fetched();
    if (inputs.target === "local")
        return await chosenEngine(inputs.engine, { folder, modelRef }, deps);
    const remote = inputs["model-uri"];
    const gguf = (0,external_node_path_.join)(folder, "model.gguf");
    if (inputs["ray-engine"] === "llama-cpp" && (await files.stat(gguf)))
        return { model: remote ?? gguf, sha256: await files.sha256(gguf) };
    const merged = (0,external_node_path_.join)(folder, "merged");
    const ownEngine = inputs["ray-engine"] === "vllm" || inputs["ray-application"];
    if (ownEngine && (remote || (await files.stat(merged))))
        return { model: remote ?? merged };
    const mend = "fine-tune with quantization q8_0 or f16";
    throw new src/* InputError */.dz([{ where: "model-ref", problem: `${modelRef} holds no model.gguf`, mend }], "no-gguf");
}
async function ownApplication(inputs, { files, workspace }) {
    const path = inputs["ray-application"];
    return path ? await (0,platform_src/* readYaml */.gM)(files, (0,external_node_path_.resolve)(workspace, path), serving_src/* ownApplicationSchema */.oV, path) : undefined;
}


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


/***/ }),

/***/ 28040:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  GI: () => (/* reexport */ inspectMachine),
  eH: () => (/* reexport */ listGpus),
  iA: () => (/* reexport */ parseModelId),
  Ai: () => (/* reexport */ prepareBaseModel),
  Uw: () => (/* reexport */ metrics_tail/* readMetrics */.U),
  vY: () => (/* reexport */ requireFit),
  xX: () => (/* reexport */ trainingProviders)
});

// UNUSED EXPORTS: followMetrics, trainingEnvironment

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./build/packages/contracts/src/index.js + 27 modules
var src = __webpack_require__(58639);
// EXTERNAL MODULE: ./build/packages/platform/src/index.js + 31 modules
var platform_src = __webpack_require__(86111);
;// CONCATENATED MODULE: ./build/packages/training/src/base-model.js




/** @throws InputError when the text is none of the three */
function parseModelId(text) {
    const pypi = /^pypi:([A-Za-z0-9._-]+)@([0-9][0-9A-Za-z.+!-]*)$/.exec(text);
    if (pypi)
        return { kind: "pypi", name: pypi[1], version: pypi[2] };
    if (/^[./~]/.test(text))
        return { kind: "folder", path: text };
    const hub = /^([A-Za-z0-9][\w.-]*\/[A-Za-z0-9][\w.-]*)(?:@([\w./-]+))?$/.exec(text);
    if (hub)
        return { kind: "hub", id: hub[1], revision: hub[2] };
    const legal = "a hub id (owner/name or owner/name@revision), a folder (./models/base), or pypi:<package>@<version>";
    throw new src/* InputError */.dz([{ where: "model-id", problem: `"${text}" names no model`, legal }]);
}
/** The base model on this machine, made once per id and quantization in `<state-dir>/models`. */
async function prepareBaseModel(ports, modelId, { stateDir, python, recipeFolder, quantization, workspace, }) {
    const { files, exec, log, random } = ports;
    const id = parseModelId(modelId);
    if (id.kind === "folder")
        await requireModelFolder(files, (0,external_node_path_.resolve)(workspace, id.path));
    // a folder may change under the same name, so its weights' digest is part of the key
    const content = id.kind === "folder" ? await folderDigest(files, (0,external_node_path_.resolve)(workspace, id.path)) : "";
    const key = (0,external_node_crypto_.createHash)("sha256").update(`${modelId}\n${quantization}\n${content}`).digest("hex").slice(0, 32);
    const home = (0,external_node_path_.join)(stateDir, "models", key);
    const model = {
        folder: (0,external_node_path_.join)(home, "model"),
        gguf: quantization === "none" ? undefined : (0,external_node_path_.join)(home, "model.gguf"),
    };
    if ((await files.stat(home)) !== undefined)
        return model;
    const partial = (0,external_node_path_.join)(stateDir, "models", `.${random.uuid()}.partial`);
    try {
        log.info(`preparing the base model ${modelId}`);
        const source = id.kind === "pypi"
            ? await ggufOfPackage(ports, id, (0,external_node_path_.join)(partial, "wheel"), stateDir)
            : id.kind === "folder"
                ? (0,external_node_path_.resolve)(workspace, id.path)
                : id.id;
        const parameters = [
            "-m",
            "genai_finetune.prepare_model",
            "--from",
            source,
            "--to",
            partial,
            "--name",
            modelId,
            "--gguf",
            quantization,
        ];
        if (id.kind === "hub" && id.revision)
            parameters.push("--revision", id.revision);
        const env = {
            ...ports.environment.all(),
            PYTHONPATH: recipeFolder,
            PYTHONDONTWRITEBYTECODE: "1",
            HF_HUB_DISABLE_PROGRESS_BARS: "1",
        };
        const result = await exec.run(python, parameters, { env });
        if (result.exitCode !== 0) {
            throw new src/* ToolkitError */.h4({
                code: "model-unavailable",
                message: `${modelId}: ${result.stderr.trim().split("\n").slice(-4).join("\n")}`,
                hint: "check the id, HF_TOKEN for a gated model, and that the hub can be reached",
            });
        }
        await files.remove((0,external_node_path_.join)(partial, "wheel"));
        // another run may have been faster; its result is the same
        if ((await files.stat(home)) === undefined)
            await files.rename(partial, home);
        return model;
    }
    finally {
        await files.remove(partial);
    }
}
async function ggufOfPackage(ports, id, folder, stateDir) {
    const uv = await (0,platform_src/* uvProgram */.QA)(ports, stateDir);
    const result = await ports.exec.run(uv, [
        "pip",
        "install",
        "--quiet",
        "--no-deps",
        "--target",
        folder,
        "--python-version",
        "3.11",
        `${id.name}==${id.version}`,
    ], { env: ports.environment.all() });
    if (result.exitCode !== 0)
        throw new src/* ToolkitError */.h4({
            code: "model-unavailable",
            provider: "pypi",
            retryable: true,
            message: result.stderr.trim().split("\n").slice(-3).join("\n"),
        });
    for await (const path of ports.files.walk(folder))
        if (path.endsWith(".gguf"))
            return (0,external_node_path_.join)(folder, path);
    throw new src/* ToolkitError */.h4({
        code: "model-unavailable",
        provider: "pypi",
        message: `${id.name} ${id.version} holds no .gguf file`,
    });
}
async function requireModelFolder(files, folder) {
    const names = await files.list(folder);
    if (names.includes("config.json") && names.some((name) => name.endsWith(".safetensors")))
        return;
    throw new src/* InputError */.dz([
        {
            where: "model-id",
            problem: `${folder} holds no config.json with *.safetensors`,
            mend: "point to a folder that save_pretrained() wrote",
        },
    ]);
}
async function folderDigest(files, folder) {
    const hash = (0,external_node_crypto_.createHash)("sha256");
    for (const name of await files.list(folder))
        if (/\.(json|safetensors|jinja)$/.test(name))
            hash.update(`${name} ${await files.sha256((0,external_node_path_.join)(folder, name))}\n`);
    return hash.digest("hex");
}

;// CONCATENATED MODULE: ./build/packages/training/src/catalog.js
/** One line a provider; loaded when it is chosen. */
const trainingProviders = {
    recipe: async (platform, config) => (await __webpack_require__.e(/* import() */ 6062).then(__webpack_require__.bind(__webpack_require__, 46062))).recipeTraining(platform, config),
    command: async (platform, config) => (await __webpack_require__.e(/* import() */ 3581).then(__webpack_require__.bind(__webpack_require__, 3581))).commandTraining(platform, config),
};

// EXTERNAL MODULE: ./build/packages/training/src/metrics-tail.js
var metrics_tail = __webpack_require__(71986);
;// CONCATENATED MODULE: ./build/packages/training/src/preflight.js

/** What this machine has for a training that writes into `folder`. */
async function inspectMachine({ exec, files }, folder) {
    const python = await exec.which("python3");
    const said = python ? await exec.run(python, ["-c", "import platform; print(platform.python_version())"]) : undefined;
    return {
        gpus: await listGpus(exec),
        freeDiskBytes: await files.freeSpace(folder),
        availableMemoryBytes: await availableMemory(files),
        python,
        pythonVersion: said?.exitCode === 0 ? said.stdout.trim() : undefined,
    };
}
/** The GPUs that nvidia-smi answers for. */
async function listGpus(exec) {
    if ((await exec.which("nvidia-smi")) === undefined)
        return [];
    const asked = await exec.run("nvidia-smi", ["--query-gpu=name,memory.total", "--format=csv,noheader,nounits"]);
    if (asked.exitCode !== 0)
        return [];
    return asked.stdout
        .trim()
        .split("\n")
        .filter(Boolean)
        .map((line) => {
        const [name = "", memory = ""] = line.split(",").map((part) => part.trim());
        return { name, memoryMiB: Number(memory) };
    });
}
async function availableMemory(files) {
    // Linux only; elsewhere nothing is known, and nothing is refused
    if ((await files.stat("/proc/meminfo")) === undefined)
        return Number.POSITIVE_INFINITY;
    const [, kibibytes] = /^MemAvailable:\s+(\d+) kB$/m.exec(await files.readText("/proc/meminfo")) ?? [];
    return kibibytes === undefined ? Number.POSITIVE_INFINITY : Number(kibibytes) * 1024;
}
/** @throws InputError `machine-unfit` with everything that is missing, before anything was downloaded */
function requireFit(machine, needs) {
    const problems = [];
    const gigabytes = (bytes) => `${(bytes / 1e9).toFixed(1)} GB`;
    if (needs.gpu && machine.gpus.length === 0) {
        problems.push({
            where: "GPU",
            problem: "nvidia-smi finds none",
            mend: "run on a runner with labels [self-hosted, gpu], or set require-gpu: false",
        });
    }
    if (machine.freeDiskBytes < needs.diskBytes) {
        problems.push({
            where: "disk",
            problem: `${gigabytes(machine.freeDiskBytes)} are free`,
            legal: `at least ${gigabytes(needs.diskBytes)}`,
            mend: "free space, or set state-dir to a larger disk",
        });
    }
    if (machine.availableMemoryBytes < needs.memoryBytes) {
        problems.push({
            where: "memory",
            problem: `${gigabytes(machine.availableMemoryBytes)} are available`,
            legal: `at least ${gigabytes(needs.memoryBytes)}`,
        });
    }
    const [major = 0, minor = 0] = (machine.pythonVersion ?? "").split(".").map(Number);
    if (!(major === 3 && minor >= 10)) {
        problems.push({
            where: "Python",
            problem: machine.pythonVersion ? `is ${machine.pythonVersion}` : "python3 is not on PATH",
            legal: "3.10 or later",
        });
    }
    if (problems.length > 0)
        throw new src/* InputError */.dz(problems, "machine-unfit");
}

;// CONCATENATED MODULE: ./build/packages/training/src/index.js







/***/ }),

/***/ 71986:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   N: () => (/* binding */ followMetrics),
/* harmony export */   U: () => (/* binding */ readMetrics)
/* harmony export */ });
/* harmony import */ var _contracts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(58639);
/* harmony import */ var _platform__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(86111);


/** Reads what is appended to the metrics file until `ended` fires, and once more after that. */
async function followMetrics({ files, clock }, path, watch, ended) {
    let read = 0;
    let rest = "";
    for (;;) {
        const last = ended.aborted;
        const size = (await files.stat(path))?.size ?? 0;
        if (size > read) {
            const chunks = [];
            for await (const chunk of files.stream(path, { start: read }))
                chunks.push(chunk);
            const bytes = Buffer.concat(chunks);
            read += bytes.length;
            const lines = (rest + bytes.toString("utf8")).split("\n");
            rest = lines.pop() ?? ""; // a torn last line waits for its end
            for (const line of lines) {
                const metrics = parse(line);
                if (metrics)
                    watch(metrics);
            }
        }
        if (last)
            return;
        await clock.sleep(500, ended).catch(() => undefined);
    }
}
/** All lines so far, for the loss curve. Lines of an earlier, interrupted run of the same step give way to later ones. */
async function readMetrics(files, path) {
    const found = [];
    if ((await files.stat(path)) === undefined)
        return found;
    for await (const item of (0,_platform__WEBPACK_IMPORTED_MODULE_1__/* .jsonLines */ .i7)(files, path)) {
        const parsed = "value" in item ? _contracts__WEBPACK_IMPORTED_MODULE_0__/* .trainingMetricsSchema */ .FN.safeParse(item.value) : undefined;
        if (!parsed?.success)
            continue;
        if (parsed.data.event === "started") {
            const from = parsed.data.step;
            while (found.length > 0 && found.at(-1).step > from)
                found.pop();
        }
        found.push(parsed.data);
    }
    return found;
}
function parse(line) {
    try {
        return _contracts__WEBPACK_IMPORTED_MODULE_0__/* .trainingMetricsSchema */ .FN.safeParse(JSON.parse(line)).data;
    }
    catch {
        return undefined;
    }
}


/***/ })

};
