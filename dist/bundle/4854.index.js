export const id = 4854;
export const ids = [4854];
export const modules = {

/***/ 85519:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  d: () => (/* binding */ withClaim)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./build/packages/contracts/src/index.js + 27 modules
var src = __webpack_require__(58639);
// EXTERNAL MODULE: ./build/packages/platform/src/index.js + 31 modules
var platform_src = __webpack_require__(86111);
// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 9 modules
var schemas = __webpack_require__(27597);
;// CONCATENATED MODULE: ./build/actions/canary-gate/claim-schema.js

/** `gates/<subject>.json`: which rollout judges a deployment, by the path of its state, and until when. */
const claimSchema = schemas/* strictObject */.rej({
    holder: schemas/* string */.YjP(),
    run: schemas/* string */.YjP(),
    /** Milliseconds since 1970. */
    until: schemas/* number */.aig(),
});

;// CONCATENATED MODULE: ./build/actions/canary-gate/gate-claim.js




/**
 * Works while no other gate judges the same deployment from this machine: two would both take the other's effect for the
 * canary's. A rollout over several runs keeps its claim between them, until it `ended` or goes on too late.
 * @throws ToolkitError `gate-busy` naming the other gate and its run
 */
async function withClaim(deps, { subject, state, stateDir, seconds }, work, ended = () => true) {
    const folder = (0,external_node_path_.join)(stateDir ?? (0,platform_src/* stateFolder */.yp)(deps.environment), "gates");
    const path = (0,external_node_path_.join)(folder, `${subject.replace(/[^a-z0-9-]/gi, "-")}.json`);
    await deps.files.makeFolder(folder);
    const renew = (holder) => deps.files.writeAtomic(path, `${JSON.stringify({ holder, run: deps.github.runUrl, until: deps.clock.now() + seconds * 1000 })}\n`);
    async function alone() {
        const other = (await deps.files.stat(path)) && (await (0,platform_src/* readJson */.Vh)(deps.files, path, claimSchema, path));
        if (other && other.holder !== state && other.until > deps.clock.now())
            throw busy(`${other.holder} (${other.run}) until ${new Date(other.until).toISOString()}`, path);
        if (state === undefined)
            return await work();
        await renew(state);
        const result = await work();
        if (ended(result))
            await deps.files.remove(path);
        else
            await renew(state);
        return result;
    }
    try {
        return await (0,platform_src/* withFolderLock */.ix)(deps, `${path}.lock`, alone, { waitSeconds: 0 });
    }
    catch (error) {
        if (error instanceof src/* ToolkitError */.h4 && error.code === "locked")
            throw busy(error.message, `${path}.lock`);
        throw error;
    }
}
const busy = (by, path) => new src/* ToolkitError */.h4({
    code: "gate-busy",
    message: `another gate judges this deployment: ${by}`,
    hint: `let it end, or go on with its state; if it was given up, remove ${path}`,
});


/***/ }),

/***/ 44854:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   run: () => (/* binding */ run)
/* harmony export */ });
/* harmony import */ var _completed_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(85466);
/* harmony import */ var _gate_claim_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(85519);


/** One line a source of looks; loaded when it is chosen. */
const sources = {
    file: async (inputs, deps) => (await Promise.all(/* import() */[__webpack_require__.e(3282), __webpack_require__.e(7057)]).then(__webpack_require__.bind(__webpack_require__, 17057))).judgeFile(inputs, deps),
    router: async (inputs, deps) => {
        const { judgeRouter } = await Promise.all(/* import() */[__webpack_require__.e(3282), __webpack_require__.e(1807), __webpack_require__.e(5122)]).then(__webpack_require__.bind(__webpack_require__, 75122));
        const claim = { subject: `router-${inputs.endpoint}`, state: undefined, stateDir: inputs["state-dir"], seconds: 0 };
        return await (0,_gate_claim_js__WEBPACK_IMPORTED_MODULE_0__/* .withClaim */ .d)(deps, claim, () => judgeRouter(inputs, deps));
    },
    prometheus: judgeCounted,
    "ray-serve": judgeCounted,
    cloudwatch: judgeCounted,
};
async function judgeCounted(inputs, deps) {
    return await (await Promise.all(/* import() */[__webpack_require__.e(3282), __webpack_require__.e(8358)]).then(__webpack_require__.bind(__webpack_require__, 38358))).judgeCounted(inputs, deps);
}
async function run(inputs, deps) {
    const report = await sources[inputs["metric-source"]](inputs, deps);
    const { canaryReport, rendered } = await Promise.all(/* import() */[__webpack_require__.e(8815), __webpack_require__.e(4440), __webpack_require__.e(7090)]).then(__webpack_require__.bind(__webpack_require__, 97090));
    const result = rendered(report, canaryReport(report, inputs.language));
    (0,_completed_js__WEBPACK_IMPORTED_MODULE_1__/* .markCompleted */ .X)(deps);
    const reasons = report.looks.at(-1)?.reasons ?? [];
    return {
        verdict: report.verdict,
        outputs: {
            looks: report.looks.length,
            reasons: reasons.map(({ reason, metric }) => (metric ? `${reason}:${metric}` : reason)).join(","),
        },
        report: result,
    };
}


/***/ })

};
