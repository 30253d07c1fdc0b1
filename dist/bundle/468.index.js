export const id = 468;
export const ids = [468];
export const modules = {

/***/ 9542:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   n: () => (/* binding */ localProvider)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760);
/* harmony import */ var _platform__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7341);
/* harmony import */ var _reports__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9981);
/* harmony import */ var _router__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2910);
/* harmony import */ var _serving__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(4325);





/** The local provider with the programs that lie beside this bundle. Shared by deploy, promote, rollback and canary-gate. */
async function localProvider(inputs, deps, { port = 0, healthSeconds = 60 } = {}) {
    const stateDir = inputs["state-dir"] ?? (0,_platform__WEBPACK_IMPORTED_MODULE_1__/* .stateFolder */ .yp)(deps.environment);
    const python = await (0,_platform__WEBPACK_IMPORTED_MODULE_1__/* .pinnedEnvironment */ .uM)(deps, _serving__WEBPACK_IMPORTED_MODULE_4__/* .serverRequirements */ .kA, { stateDir, name: "model server", megabytes: 110 });
    return await _serving__WEBPACK_IMPORTED_MODULE_4__/* .servingProviders */ .Fn.local(deps, {
        stateDir,
        endpoint: inputs.endpoint,
        port,
        python,
        programs: {
            router: (0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(deps.distFolder, "router"),
            supervisor: (0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(deps.distFolder, "supervisor"),
            modelServer: (0,_serving__WEBPACK_IMPORTED_MODULE_4__/* .serverProgram */ .qX)(deps.distFolder),
        },
        adminOf: (url, tokenFile) => (0,_router__WEBPACK_IMPORTED_MODULE_3__/* .routerAdmin */ .R5)(deps, { url, tokenFile }),
        planOf: (deployment) => (0,_reports__WEBPACK_IMPORTED_MODULE_2__/* .toMarkdown */ .l6)((0,_reports__WEBPACK_IMPORTED_MODULE_2__/* .rollbackPlan */ .E4)(deployment, inputs.language)),
        healthSeconds,
    });
}


/***/ }),

/***/ 7846:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   U: () => (/* binding */ releaseParts)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760);
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8816);
/* harmony import */ var _contracts__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9624);



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

// EXTERNAL MODULE: ./build/packages/action-kit/src/index.js + 25 modules
var src = __webpack_require__(1150);
// EXTERNAL MODULE: ./build/packages/reports/src/index.js + 22 modules
var reports_src = __webpack_require__(9981);
// EXTERNAL MODULE: ./build/actions/local-serving.js
var local_serving = __webpack_require__(9542);
// EXTERNAL MODULE: ./build/actions/release-parts.js
var release_parts = __webpack_require__(7846);
;// CONCATENATED MODULE: ./build/actions/rollback/run.js



async function run(inputs, deps) {
    const serving = await (0,local_serving/* localProvider */.n)(inputs, deps);
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

/***/ 2910:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  R5: () => (/* reexport */ routerAdmin)
});

// UNUSED EXPORTS: placeOf, variantAt

// EXTERNAL MODULE: ./build/packages/contracts/src/index.js + 20 modules
var src = __webpack_require__(9624);
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
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./build/packages/router/src/split.js

/** Place of a key in [0, 1), the same on every machine: the first 48 bits of its SHA-256. */
const placeOf = (key) => createHash("sha256").update(key).digest().readUIntBE(0, 6) / 2 ** 48;
/** Monotone: whoever is on the canary at one weight is on it at every higher one. */
const variantAt = (place, canaryWeight) => place < canaryWeight ? "canary" : "baseline";

;// CONCATENATED MODULE: ./build/packages/router/src/index.js




/***/ }),

/***/ 4325:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  gf: () => (/* reexport */ model_server/* serveForRun */.gf),
  qX: () => (/* reexport */ model_server/* serverProgram */.qX),
  kA: () => (/* reexport */ model_server/* serverRequirements */.kA),
  Fn: () => (/* reexport */ servingProviders)
});

// UNUSED EXPORTS: serverArguments

;// CONCATENATED MODULE: ./build/packages/serving/src/catalog.js
/** One line a provider; loaded when it is chosen. */
const servingProviders = {
    local: async (platform, config) => (await __webpack_require__.e(/* import() */ 274).then(__webpack_require__.bind(__webpack_require__, 9274))).localServing(platform, config),
};

// EXTERNAL MODULE: ./build/packages/serving/src/model-server.js
var model_server = __webpack_require__(7259);
;// CONCATENATED MODULE: ./build/packages/serving/src/index.js





/***/ }),

/***/ 7259:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   gf: () => (/* binding */ serveForRun),
/* harmony export */   kA: () => (/* binding */ serverRequirements),
/* harmony export */   m7: () => (/* binding */ serverArguments),
/* harmony export */   qX: () => (/* binding */ serverProgram)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760);
/* harmony import */ var _contracts__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9624);


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


/***/ })

};
