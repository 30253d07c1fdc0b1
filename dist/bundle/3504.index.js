export const id = 3504;
export const ids = [3504];
export const modules = {

/***/ 85466:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   R: () => (/* binding */ wasCompleted),
/* harmony export */   X: () => (/* binding */ markCompleted)
/* harmony export */ });
const name = "canary-gate";
/** Remembers that the looks came to their end: `post` leaves everything as it is then. */
const markCompleted = ({ saveState }) => saveState(name, "completed");
const wasCompleted = ({ savedState }) => savedState(name) === "completed";


/***/ }),

/***/ 83504:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  main: () => (/* binding */ main)
});

// EXTERNAL MODULE: ./build/packages/action-kit/src/index.js + 18 modules
var src = __webpack_require__(44602);
// EXTERNAL MODULE: ./build/actions/canary-gate/completed.js
var completed = __webpack_require__(85466);
// EXTERNAL MODULE: ./build/actions/canary-gate/open-deployment.js
var open_deployment = __webpack_require__(12055);
;// CONCATENATED MODULE: ./build/actions/canary-gate/post.js


/** After an ending in between (cancelled, killed, failed): the canary gets nothing, and none of the looks counts. */
async function post(inputs, deps) {
    if ((0,completed/* wasCompleted */.R)(deps))
        return;
    if (inputs["metric-source"] === "router") {
        const { admin } = await (0,open_deployment/* openDeployment */.Q)(inputs, deps);
        await admin.setWeight(0, null);
        deps.log.warning("the rollout did not come to its end: the canary's weight is 0");
    }
    const state = inputs.state ? `; ${inputs.state} is what it was before` : "";
    deps.log.warning(`canary-gate did not come to its end, so none of its looks counts${state}`);
}

;// CONCATENATED MODULE: ./build/actions/canary-gate/spec.js

const spec = (0,src/* defineAction */.QP)({
    name: "canary-gate",
    description: "Decides by evidence that holds at every look whether a canary goes on, is held or is rolled back",
    gate: true,
    post: true,
    inputs: {
        "metric-source": (0,src/* choice */.Yq)(["file", "router", "prometheus", "ray-serve", "cloudwatch"], "Where looks come from: `file` judges what was measured elsewhere, `router` shifts live traffic and looks, the others take one look at what was counted since the run before", {
            default: "file",
        }),
        "metrics-file": (0,src/* text */.Qq)("JSONL for `metric-source: file`; each line is one look: what both arms did since the look before"),
        endpoint: (0,src/* text */.Qq)("Name of the endpoint: of the router's deployment, of SageMaker's, or the label of that name"),
        "canary-selector": (0,src/* list */.p_)("Labels of the canary's series as name=value: variant=canary unless told, application=NAME of Ray Serve, VariantName=NAME of SageMaker"),
        "baseline-selector": (0,src/* list */.p_)("Labels of the baseline's series, likewise"),
        "prometheus-url": (0,src/* url */.OZ)("Address of Prometheus, or of what speaks its API", { environment: "PROMETHEUS_URL" }),
        "prometheus-token": (0,src/* secret */.rJ)("Bearer token for Prometheus", { environment: "PROMETHEUS_TOKEN" }),
        "prometheus-user": (0,src/* text */.Qq)("User name for Prometheus", { environment: "PROMETHEUS_USER" }),
        "prometheus-password": (0,src/* secret */.rJ)("Password for Prometheus", { environment: "PROMETHEUS_PASSWORD" }),
        "ray-metrics": (0,src/* list */.p_)("host:port of each Ray node's metrics; unless told the dashboard is asked for them"),
        "ray-address": (0,src/* url */.OZ)("Address of the Ray dashboard", { environment: "RAY_DASHBOARD_ADDRESS" }),
        "ray-token": (0,src/* secret */.rJ)("Token of the Ray cluster, where it wants one", { environment: "RAY_AUTH_TOKEN" }),
        region: (0,src/* text */.Qq)("AWS region, for `metric-source: cloudwatch`", { environment: "AWS_REGION" }),
        tau: (0,src/* duration */.p0)("The baseline's p95 from before the rollout, such as 800ms; measured unless told, from counts or from the first look"),
        "tau-window": (0,src/* duration */.p0)("Time before the first look that the baseline's p95 is measured on", { default: "1h" }),
        plan: (0,src/* list */.p_)("Shares of the traffic that the canary gets, one after another", {
            default: Array.from({ length: 19 }, (_, step) => `${5 * (step + 1)}%`),
        }),
        replay: (0,src/* text */.Qq)("JSONL of held-out examples sent as traffic; without it the users' own traffic is judged"),
        "look-requests": (0,src/* integer */.nd)("Requests of one look, with `replay`", { default: 1000, min: 1 }),
        "look-interval": (0,src/* duration */.p0)("Length of one look, without `replay`; a later run waits only for what is left of it", {
            default: "5m",
        }),
        "warm-up": (0,src/* integer */.nd)("Requests to the baseline that its p95 is measured on", { default: 100, min: 20 }),
        "replay-concurrency": (0,src/* integer */.nd)("Replayed requests at once", { default: 1, min: 1, max: 64 }),
        "replay-seed": (0,src/* integer */.nd)("Order and request ids of the replay; a new one, which is logged, unless told", { min: 0 }),
        "max-tokens": (0,src/* integer */.nd)("Tokens of a replayed answer at most", { default: 64, min: 1 }),
        "label-field": (0,src/* text */.Qq)("Field of the JSON answer that is compared with the reference's", { default: "label" }),
        "max-duration": (0,src/* duration */.p0)("A rollout that takes longer is inconclusive", { default: "2h" }),
        "hand-over": (0,src/* duration */.p0)("How long the last weight waits for promote", { default: "15m" }),
        "state-dir": (0,src/* text */.Qq)("Folder that outlasts the job"),
        metrics: (0,src/* list */.p_)("What is judged: errors, latency, quality; in a file, what any line says something of"),
        alpha: (0,src/* decimal */._)("Probability of a false rollback over the whole rollout, a third for each metric", {
            default: 0.05,
            min: 0.000001,
            max: 0.5,
        }),
        "min-requests": (0,src/* integer */.nd)("Canary requests that a step needs", { default: 50, min: 1 }),
        null: (0,src/* choice */.Yq)(["any", "tolerance"], "Against a canary that is no worse at all, or worse by less than what matters", {
            default: "any",
        }),
        rule: (0,src/* choice */.Yq)(["evidence", "specification"], "`specification` compares each look alone with fixed ratios and fires on noise", { default: "evidence" }),
        assignment: (0,src/* choice */.Yq)(["request", "user"], "What the router assigns by; sticky users need windows of user buckets", {
            default: "request",
        }),
        "baseline-windows": (0,src/* text */.Qq)("JSONL of the baseline in equal windows as long as a look (20 or more): how far its rates swing beyond chance"),
        state: (0,src/* text */.Qq)("canary-state.json of this rollout: read when it is there, written after the looks"),
        "on-inconclusive": (0,src/* choice */.Yq)(["hold", "abort"], "Go on to the next look at the same weight, or end at the first hold", {
            default: "hold",
        }),
    },
    outputs: {
        looks: "Looks that were judged",
        reasons: "Why the last look is no plain CONTINUE, as `reason:metric`, with commas",
    },
    permissions: { contents: "read" },
    report: "canary-report",
    branding: { icon: "git-branch", color: "yellow" },
});

;// CONCATENATED MODULE: ./build/actions/canary-gate/main.js



// bad inputs are told of before the work is loaded
const run = async (inputs, deps) => (await __webpack_require__.e(/* import() */ 4854).then(__webpack_require__.bind(__webpack_require__, 44854))).run(inputs, deps);
const main = (surroundings) => (0,src/* runAction */.Cs)(spec, run, { ...surroundings, post: post });


/***/ }),

/***/ 12055:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Q: () => (/* binding */ openDeployment)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var _contracts__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(58639);
/* harmony import */ var _platform__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(86111);
/* harmony import */ var _router__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(62910);




/** The deployment of an endpoint and the admin API of its router. */
async function openDeployment(inputs, deps) {
    if (!inputs.endpoint)
        throw new _contracts__WEBPACK_IMPORTED_MODULE_1__/* .InputError */ .dz([
            {
                where: "endpoint",
                problem: "is needed by metric-source: router",
                mend: "name the endpoint that deploy put into service",
            },
        ]);
    const stateDir = inputs["state-dir"] ?? (0,_platform__WEBPACK_IMPORTED_MODULE_2__/* .stateFolder */ .yp)(deps.environment);
    const path = (0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(stateDir, "deployments", inputs.endpoint, "deployment.json");
    const deployment = await (0,_platform__WEBPACK_IMPORTED_MODULE_2__/* .readJson */ .Vh)(deps.files, path, _contracts__WEBPACK_IMPORTED_MODULE_1__/* .deploymentSchema */ .fP, path);
    return {
        deployment,
        admin: (0,_router__WEBPACK_IMPORTED_MODULE_3__/* .routerAdmin */ .R5)(deps, { url: deployment.url.replace(/\/v1$/, ""), tokenFile: deployment.tokenFile }),
    };
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




/***/ })

};
