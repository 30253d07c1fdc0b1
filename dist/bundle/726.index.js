export const id = 726;
export const ids = [726];
export const modules = {

/***/ 1345:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  main: () => (/* binding */ main)
});

// EXTERNAL MODULE: ./build/packages/action-kit/src/index.js + 25 modules
var src = __webpack_require__(1150);
;// CONCATENATED MODULE: ./build/actions/canary-gate/completed.js
const completed_name = "canary-gate";
/** Remembers that the looks came to their end: `post` leaves everything as it is then. */
const markCompleted = ({ saveState }) => saveState(completed_name, "completed");
const wasCompleted = ({ savedState }) => savedState(completed_name) === "completed";

;// CONCATENATED MODULE: ./build/actions/canary-gate/post.js

/** After an ending in between (cancelled, killed, failed). A file moves no traffic, so nothing has to be taken back. */
async function post(inputs, deps) {
    if (wasCompleted(deps))
        return;
    const state = inputs.state ? `; ${inputs.state} is what it was before` : "";
    deps.log.warning(`canary-gate did not come to its end, so none of its looks counts${state}`);
}

;// CONCATENATED MODULE: ./build/actions/canary-gate/run.js

/** One line a source of looks; loaded when it is chosen. */
const sources = {
    file: async (inputs, deps) => (await __webpack_require__.e(/* import() */ 960).then(__webpack_require__.bind(__webpack_require__, 1960))).judgeFile(inputs, deps),
};
async function run(inputs, deps) {
    const report = await sources[inputs["metric-source"]](inputs, deps);
    const { canaryReport, rendered } = await __webpack_require__.e(/* import() */ 283).then(__webpack_require__.bind(__webpack_require__, 5283));
    const result = rendered(report, canaryReport(report, inputs.language));
    markCompleted(deps);
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

;// CONCATENATED MODULE: ./build/actions/canary-gate/spec.js

const spec = (0,src/* defineAction */.QP)({
    name: "canary-gate",
    description: "Decides by evidence that holds at every look whether a canary goes on, is held or is rolled back",
    gate: true,
    post: true,
    inputs: {
        "metric-source": (0,src/* choice */.Yq)(["file"], "Where looks come from: `file` judges what was measured elsewhere", {
            default: "file",
        }),
        "metrics-file": (0,src/* text */.Qq)("JSONL for `metric-source: file`; each line is one look: what both arms did since the look before"),
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




const main = (surroundings) => (0,src/* runAction */.Cs)(spec, run, { ...surroundings, post: post });


/***/ })

};
