export const id = 1468;
export const ids = [1468];
export const modules = {

/***/ 34659:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  $: () => (/* binding */ openServing)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./build/packages/contracts/src/index.js + 24 modules
var src = __webpack_require__(2912);
// EXTERNAL MODULE: ./build/packages/platform/src/index.js + 23 modules
var platform_src = __webpack_require__(83923);
// EXTERNAL MODULE: ./build/packages/reports/src/index.js + 33 modules
var reports_src = __webpack_require__(44848);
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

;// CONCATENATED MODULE: ./build/actions/open-serving.js






/** What serves the endpoint, by the action's inputs. Shared by deploy, promote and rollback. */
async function openServing(inputs, deps, options = {}) {
    const { port = 0, healthSeconds = 60 } = options;
    if (inputs.target === "local")
        return await localProvider(inputs, deps, { port, healthSeconds });
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

/***/ 77846:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   U: () => (/* binding */ releaseParts)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(27597);
/* harmony import */ var _contracts__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2912);



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

/***/ 1468:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  main: () => (/* binding */ main)
});

// EXTERNAL MODULE: ./build/packages/action-kit/src/index.js + 18 modules
var src = __webpack_require__(44602);
// EXTERNAL MODULE: ./build/packages/reports/src/index.js + 33 modules
var reports_src = __webpack_require__(44848);
// EXTERNAL MODULE: ./build/actions/open-serving.js + 1 modules
var open_serving = __webpack_require__(34659);
// EXTERNAL MODULE: ./build/actions/release-parts.js
var release_parts = __webpack_require__(77846);
;// CONCATENATED MODULE: ./build/actions/rollback/run.js



async function run(inputs, deps) {
    const serving = await (0,open_serving/* openServing */.$)(inputs, deps);
    const deployment = await serving.rollback();
    const { modelRef } = deployment.variants.baseline;
    deps.log.info(`all traffic is on ${modelRef}`);
    const last = (0,reports_src/* deployReport */.yQ)("rollback", deployment, inputs.language);
    const parts = await (0,release_parts/* releaseParts */.U)(deps.files, inputs["report-dir"], deps.workspace);
    return {
        outputs: { "model-ref": modelRef, endpoint: deployment.url },
        report: (0,reports_src.rendered)(deployment, (0,reports_src/* releaseReport */.Ax)(parts, "rolled-back", last)),
    };
}

;// CONCATENATED MODULE: ./build/actions/rollback/spec.js

const spec = (0,src/* defineAction */.QP)({
    name: "rollback",
    description: "Takes all traffic from the candidate, ends its server, and makes sure that the model in service answers",
    inputs: { ...src/* deploymentInputs */.dP, ...src/* stateInputs */.l5 },
    outputs: { "model-ref": "Model that is in service", endpoint: "Address of the router, with /v1" },
    permissions: { contents: "read" },
    branding: { icon: "rotate-ccw", color: "red" },
});

;// CONCATENATED MODULE: ./build/actions/rollback/main.js



const main = (surroundings) => (0,src/* runAction */.Cs)(spec, run, surroundings);


/***/ }),

/***/ 62910:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  R5: () => (/* reexport */ routerAdmin)
});

// UNUSED EXPORTS: placeOf, variantAt

// EXTERNAL MODULE: ./build/packages/contracts/src/index.js + 24 modules
var src = __webpack_require__(2912);
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

// EXTERNAL MODULE: ./build/packages/platform/src/index.js + 23 modules
var src = __webpack_require__(83923);
// EXTERNAL MODULE: ./build/packages/serving/src/providers/ray-serve/schema.js
var schema = __webpack_require__(26131);
;// CONCATENATED MODULE: ./build/packages/serving/src/catalog.js

/** One line a provider; loaded when it is chosen. */
const servingProviders = {
    local: async (platform, config) => (await __webpack_require__.e(/* import() */ 3135).then(__webpack_require__.bind(__webpack_require__, 93135))).localServing(platform, config),
    // Ray's dashboard takes fetch for a browser, and refuses it
    "ray-serve": async (platform, config) => (await __webpack_require__.e(/* import() */ 3365).then(__webpack_require__.bind(__webpack_require__, 93365))).rayServe({ ...platform, http: (0,src/* plainHttp */.BN)() }, config),
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
/* harmony import */ var _contracts__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2912);


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
/* harmony import */ var _contracts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2912);


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
/* harmony import */ var _contracts__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2912);


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
/* harmony import */ var _contracts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2912);

/** @throws InputError for a share outside 0 to 1, and for one in between that has no lease */
function requireWeight(canary, leaseSeconds) {
    (0,_contracts__WEBPACK_IMPORTED_MODULE_0__/* .parseStrictly */ .ge)(_contracts__WEBPACK_IMPORTED_MODULE_0__/* .weightsSchema */ .hw, { canary, leaseSeconds }, "weight");
}


/***/ })

};
