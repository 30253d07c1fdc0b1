export const id = 7057;
export const ids = [7057];
export const modules = {

/***/ 17057:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  judgeFile: () => (/* binding */ judgeFile)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./build/packages/canary/src/index.js + 10 modules
var src = __webpack_require__(38642);
// EXTERNAL MODULE: ./build/packages/contracts/src/index.js + 27 modules
var contracts_src = __webpack_require__(58639);
// EXTERNAL MODULE: ./build/packages/platform/src/index.js + 31 modules
var platform_src = __webpack_require__(86111);
// EXTERNAL MODULE: ./build/actions/canary-gate/look-line.js
var look_line = __webpack_require__(35135);
// EXTERNAL MODULE: ./build/actions/canary-gate/settings.js
var canary_gate_settings = __webpack_require__(81598);
// EXTERNAL MODULE: ./build/actions/canary-gate/state-file.js
var state_file = __webpack_require__(41737);
;// CONCATENATED MODULE: ./build/actions/canary-gate/survey.js



/**
 * Reads a metrics file once before anything is judged: what it tells of, and whether every line is sound and new.
 * @throws InputError with all bad lines at once; a file without a line is none
 */
async function survey(files, path, before) {
    const seen = new Map((before?.blocks ?? []).map((block) => [block, "an earlier run"]));
    const declared = new Set();
    const repeated = [];
    let scoreScale;
    let looks = 0;
    const unsound = await problemsWhile(async () => {
        for await (const { line, row } of (0,platform_src/* readRows */.aK)(files, path, contracts_src/* canaryBlockSchema */.ps)) {
            looks += 1;
            const first = seen.get(row.block);
            if (first !== undefined && repeated.length < platform_src/* listedProblems */.SG)
                repeated.push(repeatedBlock(path, line, row.block, first));
            seen.set(row.block, first ?? `line ${line}`);
            for (const metric of (0,src/* declaredIn */.eI)([row]))
                declared.add(metric);
            const { scores: canary = [] } = row.canary;
            const { scores: baseline = [] } = row.baseline;
            if (canary.length + baseline.length > 0)
                scoreScale = scoreScale === 10 ? 10 : (0,src/* scoreScaleOf */.k7)({ canary, baseline });
        }
    });
    const problems = [...unsound, ...repeated, ...otherScale(path, scoreScale, before)];
    if (problems.length > 0)
        throw new contracts_src/* InputError */.dz(problems, unsound.length > 0 ? "bad-rows" : "bad-looks");
    if (looks === 0)
        throw new contracts_src/* InputError */.dz([noLooks(path)], "no-looks");
    return { looks, declared: contracts_src/* canaryMetrics */.Cd.filter((metric) => declared.has(metric)), scoreScale };
}
async function problemsWhile(read) {
    try {
        await read();
        return [];
    }
    catch (error) {
        if (error instanceof contracts_src/* InputError */.dz)
            return error.problems;
        throw error;
    }
}
const repeatedBlock = (path, line, block, first) => ({
    where: `${path}:${line}`,
    problem: `block ${JSON.stringify(block)} was counted already (${first})`,
    mend: "give each look's increments an id of their own, and each run only the lines that are new",
});
function otherScale(path, scale, before) {
    if (scale !== 10 || before?.scoreScale !== 1)
        return [];
    const problem = "scores above 1, but the looks before were scored from 0 to 1";
    return [{ where: path, problem, legal: "one scale over the whole rollout" }];
}
const noLooks = (path) => ({
    where: path,
    problem: "holds no look: nothing measured is no success",
    legal: 'lines {"block": "1", "canary": {"requests", "errors", ...}, "baseline": {"requests", "errors", ...}}',
    mend: "write a line for each look at the canary",
});

;// CONCATENATED MODULE: ./build/actions/canary-gate/judge-file.js








/** Judges looks that were written down: line after line, one in memory at a time, until a rollback or the end. */
async function judgeFile(inputs, deps) {
    const { path, metrics } = requireInputs(inputs);
    const settings = await (0,canary_gate_settings/* settingsOf */.f)(inputs, deps);
    const judge = (before) => judgeLines({ path, metrics, settings, before }, inputs, deps);
    return inputs.state
        ? (0,state_file/* withStateFile */.G)(deps, (0,external_node_path_.resolve)(deps.workspace, inputs.state), judge)
        : (await judge(undefined)).result;
}
function requireInputs(inputs) {
    const path = inputs["metrics-file"];
    const words = inputs.metrics ?? [];
    const unknown = words.filter((word) => !contracts_src/* canaryMetrics */.Cd.some((metric) => metric === word));
    const problems = unknown.map((word) => ({
        where: "metrics",
        problem: `${JSON.stringify(word)} is no metric`,
        legal: contracts_src/* canaryMetrics */.Cd.join(", "),
    }));
    if (!path) {
        const mend = "name the file, one look a line";
        throw new contracts_src/* InputError */.dz([{ where: "metrics-file", problem: "is needed by metric-source: file", mend }, ...problems]);
    }
    if (problems.length > 0)
        throw new contracts_src/* InputError */.dz(problems);
    return { path, metrics: words.length > 0 ? contracts_src/* canaryMetrics */.Cd.filter((metric) => words.includes(metric)) : undefined };
}
async function judgeLines(task, inputs, { files, workspace, log }) {
    const { path, metrics, settings, before } = task;
    const file = (0,external_node_path_.resolve)(workspace, path);
    const found = await survey(files, file, before);
    let state = before ?? (0,src/* newCanaryState */.Yu)(metrics ?? found.declared, settings, found.scoreScale);
    (0,src/* requireContinuable */.ip)(state, settings);
    const looks = [];
    for await (const { row } of (0,platform_src/* readRows */.aK)(files, file, contracts_src/* canaryBlockSchema */.ps)) {
        const looked = (0,src/* look */.Op)(state, row, settings);
        state = looked.state;
        looks.push(looked.look);
        log.info((0,look_line/* lineOf */.c)(looked.look));
        if ((0,src/* endsRollout */.ew)(looked.look, inputs["on-inconclusive"]))
            break;
    }
    return { state, result: { ...(0,src/* reportOf */.EI)(looks, state, settings, path), notJudged: found.looks - looks.length } };
}


/***/ }),

/***/ 35135:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   c: () => (/* binding */ lineOf)
/* harmony export */ });
/* harmony import */ var _contracts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(58639);

/** A look as one line of the log. */
function lineOf({ block, verdict, reasons, metrics }) {
    const figures = _contracts__WEBPACK_IMPORTED_MODULE_0__/* .canaryMetrics */ .Cd.flatMap((metric) => {
        const evidence = metrics[metric];
        if (!evidence)
            return [];
        const { log_e, log_threshold, ratio, guard } = evidence;
        const effect = `ratio ${ratio?.toFixed(2) ?? "none"}${guard ? " (matters)" : ""}`;
        return [`${metric} ln e ${log_e.toFixed(2)} of ${log_threshold.toFixed(2)}, ${effect}`];
    });
    const why = reasons.map(({ reason, metric }) => (metric ? `${reason} of ${metric}` : reason));
    return [`look ${JSON.stringify(block)}: ${verdict}`, ...why, ...figures].join("; ");
}


/***/ })

};
