export const id = 9316;
export const ids = [9316];
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
// EXTERNAL MODULE: ./build/packages/platform/src/index.js + 23 modules
var platform_src = __webpack_require__(83923);
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
        log.info(lineOf(looked.look));
        if ((0,src/* endsRollout */.ew)(looked.look, inputs["on-inconclusive"]))
            break;
    }
    return { state, result: { ...(0,src/* reportOf */.EI)(looks, state, settings, path), notJudged: found.looks - looks.length } };
}
function lineOf({ block, verdict, reasons, metrics }) {
    const figures = contracts_src/* canaryMetrics */.Cd.flatMap((metric) => {
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


/***/ }),

/***/ 15924:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Cv: () => (/* binding */ binomialTail),
/* harmony export */   YW: () => (/* binding */ tQuantile),
/* harmony export */   Zl: () => (/* binding */ normalQuantile),
/* harmony export */   pV: () => (/* binding */ chiSquareQuantile)
/* harmony export */ });
/* unused harmony exports normalCdf, tCdf, lnChoose */
/* harmony import */ var _special_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51724);

/** P(Z <= z) of the standard normal; the lower tail keeps its relative precision. */
function normalCdf(z) {
    const half = (z * z) / 2;
    const below = (1 - (0,_special_js__WEBPACK_IMPORTED_MODULE_0__/* .incompleteGamma */ .yH)(0.5, half)) / 2;
    return z < 0 ? below : 1 - below;
}
/** z with P(Z <= z) = p. */
function normalQuantile(p) {
    if (!(p > 0 && p < 1))
        return p <= 0 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
    return (0,_special_js__WEBPACK_IMPORTED_MODULE_0__/* .bisect */ .h1)((z) => normalCdf(z) - p, -40, 40);
}
/** P(T <= t) of Student's t. */
function tCdf(t, degrees) {
    const tail = (0,_special_js__WEBPACK_IMPORTED_MODULE_0__/* .incompleteBeta */ .J7)(degrees / (degrees + t * t), degrees / 2, 0.5) / 2;
    return t < 0 ? tail : 1 - tail;
}
function tQuantile(p, degrees) {
    return (0,_special_js__WEBPACK_IMPORTED_MODULE_0__/* .bisect */ .h1)((t) => tCdf(t, degrees) - p, -1e6, 1e6);
}
function chiSquareQuantile(p, degrees) {
    return (0,_special_js__WEBPACK_IMPORTED_MODULE_0__/* .bisect */ .h1)((x) => (0,_special_js__WEBPACK_IMPORTED_MODULE_0__/* .incompleteGamma */ .yH)(degrees / 2, x / 2) - p, 0, degrees * 20 + 200);
}
/** P(X >= k) of Binomial(n, p). */
function binomialTail(k, n, p) {
    return k <= 0 ? 1 : k > n ? 0 : (0,_special_js__WEBPACK_IMPORTED_MODULE_0__/* .incompleteBeta */ .J7)(p, k, n - k + 1);
}
/** ln of n over k. */
function lnChoose(n, k) {
    return lnGamma(n + 1) - lnGamma(k + 1) - lnGamma(n - k + 1);
}


/***/ }),

/***/ 62762:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Y: () => (/* binding */ differenceOfEstimates)
/* harmony export */ });
/**
 * Interval of the difference of two independent estimates, out of their own intervals (MOVER: Zou and Donner 2008). For
 * two reports of which only the scores are left.
 */
function differenceOfEstimates(first, second) {
    const value = first.value - second.value;
    return {
        value,
        low: value - Math.hypot(first.value - first.low, second.high - second.value),
        high: value + Math.hypot(first.high - first.value, second.value - second.low),
        n: Math.min(first.n, second.n),
    };
}


/***/ }),

/***/ 6516:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   pv: () => (/* binding */ newcombe),
/* harmony export */   rF: () => (/* binding */ wilson)
/* harmony export */ });
/* unused harmony exports ratioInterval, fisherGreater, conditionalBinomialGreater */
/* harmony import */ var _distributions_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(15924);
/* harmony import */ var _mover_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(62762);



const zOf = (confidence) => (0,_distributions_js__WEBPACK_IMPORTED_MODULE_0__/* .normalQuantile */ .Zl)(1 - (1 - confidence) / 2);
/** Wilson's score interval of a proportion (Wilson 1927). */
function wilson(successes, n, confidence = 0.95) {
    if (n === 0)
        return { value: Number.NaN, low: 0, high: 1, n };
    const z = zOf(confidence);
    const p = successes / n;
    const centre = (p + (z * z) / (2 * n)) / (1 + (z * z) / n);
    const half = (z / (1 + (z * z) / n)) * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
    return { value: p, low: successes === 0 ? 0 : centre - half, high: successes === n ? 1 : centre + half, n };
}
/** Newcombe's hybrid score interval of p1 - p0 (Newcombe 1998, method 10). */
function newcombe({ x1, n1, x0, n0 }, confidence = 0.95) {
    return { ...(0,_mover_js__WEBPACK_IMPORTED_MODULE_1__/* .differenceOfEstimates */ .Y)(wilson(x1, n1, confidence), wilson(x0, n0, confidence)), n: n1 + n0 };
}
/** Score interval of the ratio p1/p0: Koopman 1984, or Miettinen and Nurminen 1985 with their N/(N-1). */
function ratioInterval({ x1, n1, x0, n0 }, method = "koopman", confidence = 0.95) {
    const n = n1 + n0;
    const limit = zOf(confidence) ** 2 * (method === "koopman" ? 1 : n / (n - 1));
    const value = x1 / n1 / (x0 / n0);
    const score = (logRatio) => scoreOf({ x1, n1, x0, n0 }, Math.exp(logRatio)) - limit;
    const centre = Math.log(Number.isFinite(value) && value > 0 ? value : (x1 + 0.5) / (n1 + 1) / ((x0 + 0.5) / (n0 + 1)));
    return {
        value,
        low: x1 === 0 ? 0 : Math.exp(bisect(score, -60, centre)),
        high: x0 === 0 ? Number.POSITIVE_INFINITY : Math.exp(bisect(score, centre, 60)),
        n,
    };
}
/** Pearson's chi-square at the constrained maximum likelihood under p1 = ratio p0. */
function scoreOf({ x1, n1, x0, n0 }, ratio) {
    const a = (n1 + n0) * ratio;
    const b = ratio * (n1 + x0) + x1 + n0;
    const p0 = (b - Math.sqrt(Math.max(0, b * b - 4 * a * (x1 + x0)))) / (2 * a);
    const p1 = ratio * p0;
    const part = (x, n, p) => (x - n * p) ** 2 / (n * p * (1 - p));
    return part(x1, n1, p1) + part(x0, n0, p0);
}
/** One-sided p of p1 > p0: the hypergeometric tail (Fisher). */
function fisherGreater({ x1, n1, x0, n0 }) {
    const events = x1 + x0;
    let p = 0;
    for (let k = x1; k <= Math.min(events, n1); k++)
        p += Math.exp(lnChoose(n1, k) + lnChoose(n0, events - k) - lnChoose(n1 + n0, events));
    return Math.min(1, p);
}
/** One-sided p of rate1 > ratio x rate0, exact given the events in all (Przyborowski and Wilenski 1940). */
function conditionalBinomialGreater({ x1, n1, x0, n0 }, ratio = 1) {
    return binomialTail(x1, x1 + x0, (ratio * n1) / (ratio * n1 + n0));
}


/***/ }),

/***/ 51724:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J7: () => (/* binding */ incompleteBeta),
/* harmony export */   VZ: () => (/* binding */ logSumExp),
/* harmony export */   h1: () => (/* binding */ bisect),
/* harmony export */   yH: () => (/* binding */ incompleteGamma)
/* harmony export */ });
/* unused harmony export lnGamma */
/** ln Γ(x) for x > 0 (Lanczos, g = 7, nine terms; relative error about 1e-15). */
function lnGamma(x) {
    const shifted = x - 1;
    let sum = 0.99999999999980993;
    for (const [index, term] of lanczos.entries())
        sum += term / (shifted + index + 1);
    const t = shifted + 7.5;
    return 0.5 * Math.log(2 * Math.PI) + (shifted + 0.5) * Math.log(t) - t + Math.log(sum);
}
const lanczos = [
    676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905,
    -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];
/** Regularized incomplete beta I_x(a, b), by its continued fraction (DLMF 8.17.22, modified Lentz). */
function incompleteBeta(x, a, b) {
    if (x <= 0)
        return 0;
    if (x >= 1)
        return 1;
    if (x > (a + 1) / (a + b + 2))
        return 1 - incompleteBeta(1 - x, b, a);
    const front = Math.exp(lnGamma(a + b) - lnGamma(a) - lnGamma(b) + a * Math.log(x) + b * Math.log1p(-x)) / a;
    const tiny = 1e-300;
    let c = 1;
    let d = 1 - ((a + b) * x) / (a + 1);
    d = 1 / (Math.abs(d) < tiny ? tiny : d);
    let fraction = d;
    for (let m = 1; m < 10_000; m++) {
        for (const numerator of [
            (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m)),
            (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1)),
        ]) {
            d = 1 + numerator * d;
            d = 1 / (Math.abs(d) < tiny ? tiny : d);
            c = 1 + numerator / c;
            if (Math.abs(c) < tiny)
                c = tiny;
            fraction *= d * c;
        }
        if (Math.abs(d * c - 1) < 1e-16)
            break;
    }
    return front * fraction;
}
/** Regularized lower incomplete gamma P(a, x), by its series or continued fraction (DLMF 8.11.4, 8.9.2). */
function incompleteGamma(a, x) {
    if (x <= 0)
        return 0;
    const front = Math.exp(a * Math.log(x) - x - lnGamma(a));
    if (x < a + 1) {
        let term = 1 / a;
        let sum = term;
        for (let n = 1; n < 10_000 && term > sum * 1e-17; n++) {
            term *= x / (a + n);
            sum += term;
        }
        return front * sum;
    }
    let b = x + 1 - a;
    let c = 1e300;
    let d = 1 / b;
    let fraction = d;
    for (let n = 1; n < 10_000; n++) {
        const numerator = -n * (n - a);
        b += 2;
        d = 1 / (numerator * d + b);
        c = b + numerator / c;
        fraction *= d * c;
        if (Math.abs(d * c - 1) < 1e-16)
            break;
    }
    return 1 - front * fraction;
}
/** ln(sum of exp) without overflow; -Infinity for nothing. */
function logSumExp(values) {
    const largest = Math.max(...values);
    if (!Number.isFinite(largest))
        return largest;
    return largest + Math.log(values.reduce((sum, value) => sum + Math.exp(value - largest), 0));
}
/** Root of a monotone function in [low, high] by bisection, to the last bits. The ends when there is no change of sign. */
function bisect(f, low, high) {
    let [left, right] = [low, high];
    const sign = Math.sign(f(left)) || -1;
    for (let step = 0; step < 200; step++) {
        const middle = (left + right) / 2;
        if (middle === left || middle === right)
            break;
        if (Math.sign(f(middle)) === sign)
            left = middle;
        else
            right = middle;
    }
    return (left + right) / 2;
}


/***/ })

};
