export const id = 3282;
export const ids = [3282];
export const modules = {

/***/ 81598:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   f: () => (/* binding */ settingsOf)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var _canary__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(38642);
/* harmony import */ var _contracts__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(58639);
/* harmony import */ var _platform__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(86111);




/** The gate's inputs as the rules of a rollout. */
async function settingsOf(inputs, deps) {
    return {
        ..._canary__WEBPACK_IMPORTED_MODULE_1__/* .defaultSettings */ .L6,
        alpha: inputs.alpha,
        minRequests: inputs["min-requests"],
        null: inputs.null,
        rule: inputs.rule,
        assignment: inputs.assignment,
        overdispersion: inputs["baseline-windows"] ? await readWindows(inputs["baseline-windows"], deps) : undefined,
    };
}
/** Windows that do not tell a metric do not count for it. */
async function readWindows(path, { files, workspace }) {
    const errors = [];
    const latency = [];
    for await (const { row } of (0,_platform__WEBPACK_IMPORTED_MODULE_3__/* .readRows */ .aK)(files, (0,node_path__WEBPACK_IMPORTED_MODULE_0__.resolve)(workspace, path), _contracts__WEBPACK_IMPORTED_MODULE_2__/* .canaryWindowSchema */ .Kp)) {
        if (row.errors !== undefined)
            errors.push([row.requests, row.errors]);
        if (row.over_tau !== undefined)
            latency.push([row.requests, row.over_tau]);
    }
    return { errors: (0,_canary__WEBPACK_IMPORTED_MODULE_1__/* .overdispersionOf */ .qU)(errors), latency: (0,_canary__WEBPACK_IMPORTED_MODULE_1__/* .overdispersionOf */ .qU)(latency) };
}


/***/ }),

/***/ 41737:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ withStateFile)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var _contracts__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(58639);
/* harmony import */ var _platform__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(86111);



/**
 * Hands the rollout's state to the work and stores what comes back, alone: of two runs on one state the second goes on
 * from the first one's. A failure in between leaves the state as it was.
 * @throws ToolkitError `canary-state-corrupt`, `locked`; InputError when it is no canary state
 */
async function withStateFile(deps, path, work) {
    await deps.files.makeFolder((0,node_path__WEBPACK_IMPORTED_MODULE_0__.dirname)(path));
    return (0,_platform__WEBPACK_IMPORTED_MODULE_2__/* .withFolderLock */ .ix)(deps, `${path}.lock`, async () => {
        const { result, state } = await work(await readState(deps, path));
        await deps.files.writeAtomic(path, `${JSON.stringify(state)}\n`);
        return result;
    }, { waitSeconds: 60 });
}
async function readState({ files }, path) {
    if ((await files.stat(path)) === undefined)
        return undefined;
    const text = await files.readText(path);
    let stored;
    try {
        stored = JSON.parse(text);
    }
    catch (cause) {
        throw new _contracts__WEBPACK_IMPORTED_MODULE_1__/* .ToolkitError */ .h4({
            code: "canary-state-corrupt",
            message: `${path} is not JSON`,
            hint: "put the state back from a copy, or begin the rollout again at its first step without one",
            cause,
        });
    }
    return (0,_contracts__WEBPACK_IMPORTED_MODULE_1__/* .parseStrictly */ .ge)(_contracts__WEBPACK_IMPORTED_MODULE_1__/* .canaryStateSchema */ .H1, stored, path);
}


/***/ }),

/***/ 38642:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  eI: () => (/* reexport */ block_declaredIn),
  L6: () => (/* reexport */ defaultSettings),
  ew: () => (/* reexport */ endsRollout),
  Op: () => (/* reexport */ look_look),
  Yu: () => (/* reexport */ state_newCanaryState),
  qU: () => (/* reexport */ overdispersionOf),
  EI: () => (/* reexport */ reportOf),
  ip: () => (/* reexport */ state_requireContinuable),
  k7: () => (/* reexport */ scoreScaleOf)
});

// UNUSED EXPORTS: bets, compareOnce, judgeBlocks, logEvidence, logThreshold, mantelHaenszel, metricBlocks, pairedDifferences, phiOf, qualityGuard, qualityIncrements, rateIncrements, ratioSequence, ratios, specificationBreach, squaredVariation, verdictOfLooks

;// CONCATENATED MODULE: ./build/packages/canary/src/block.js
function metricBlocks({ canary, baseline }, nullHypothesis, scoreScale) {
    const [nC, nB] = [canary.requests, baseline.requests];
    const errors = canary.errors === undefined || baseline.errors === undefined ? undefined : [nC, canary.errors, nB, baseline.errors];
    let latency;
    if (canary.over_tau !== undefined && canary.over_margin !== undefined && baseline.over_tau !== undefined) {
        const guard = [nC, canary.over_margin, nB, baseline.over_tau];
        latency = {
            guard,
            evidence: nullHypothesis === "tolerance" ? guard : [nC, canary.over_tau, nB, baseline.over_tau],
        };
    }
    const quality = canary.scores && baseline.scores ? normalized(canary.scores, baseline.scores, scoreScale) : undefined;
    return { errors, latency, quality };
}
/** Scores of 0 to 10 become 0 to 1. */
function normalized(canary, baseline, scale) {
    const tens = scale === 10 || (scale === undefined && scoreScaleOf({ canary, baseline }) === 10);
    const scaled = (scores) => scores.map((score) => (tens ? score / 10 : score));
    return { canary: scaled(canary), baseline: scaled(baseline) };
}
/** 10 as soon as any score is above 1. */
const scoreScaleOf = ({ canary, baseline }) => canary.some((score) => score > 1) || baseline.some((score) => score > 1) ? 10 : 1;
/** Metrics that any line says something of: in a file these are what is judged. */
function block_declaredIn(blocks) {
    const found = new Set();
    for (const { canary, baseline } of blocks) {
        for (const arm of [canary, baseline]) {
            if (arm.errors !== undefined)
                found.add("errors");
            if (arm.over_tau !== undefined || arm.over_margin !== undefined)
                found.add("latency");
            if (arm.scores !== undefined)
                found.add("quality");
        }
    }
    return ["errors", "latency", "quality"].filter((metric) => found.has(metric));
}

// EXTERNAL MODULE: ./build/packages/contracts/src/index.js + 27 modules
var src = __webpack_require__(58639);
// EXTERNAL MODULE: ./build/packages/statistics/src/proportions.js
var proportions = __webpack_require__(6516);
// EXTERNAL MODULE: ./build/packages/statistics/src/special.js
var special = __webpack_require__(51724);
;// CONCATENATED MODULE: ./build/packages/canary/src/mixture.js

/** Alternatives that evidence is spread over, uniformly: ratios of rates, and bets on a score's difference. */
const ratios = [1.25, 1.5, 2, 3, 5, 10, 30];
const bets = [0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 0.95];
/** ln of the mixture's e-value from the logs of its parts. */
const logEvidence = (logs) => (0,special/* logSumExp */.VZ)(logs) - Math.log(logs.length);

// EXTERNAL MODULE: ./build/packages/statistics/src/distributions.js
var distributions = __webpack_require__(15924);
;// CONCATENATED MODULE: ./build/packages/canary/src/overdispersion.js

/**
 * How much a rate swings beyond chance, by the method of moments over unequal windows. With 20 to 59 windows the upper
 * 80 % bound is taken; with fewer nothing is known.
 */
function overdispersionOf(windows) {
    const requests = windows.reduce((sum, [n]) => sum + n, 0);
    const p = requests === 0 ? 0 : windows.reduce((sum, [, x]) => sum + x, 0) / requests;
    if (windows.length < 20)
        return { cv2: 0, p, known: false };
    const bound = windows.length < 60 ? (windows.length - 1) / (0,distributions/* chiSquareQuantile */.pV)(0.2, windows.length - 1) : 1;
    return { cv2: squaredVariation(windows, bound), p, known: true };
}
/** cv2 = max(0, (var - mean) / mean²) of counts, where all windows are equal; `inflate` multiplies the variance. */
function squaredVariation(windows, inflate = 1) {
    const requests = windows.reduce((sum, [n]) => sum + n, 0);
    const p = windows.reduce((sum, [, x]) => sum + x, 0) / requests;
    const correction = windows.length / (windows.length - 1);
    const excess = windows.reduce((sum, [n, x]) => sum + inflate * correction * (x - n * p) ** 2 - n * p, 0);
    const squares = windows.reduce((sum, [n]) => sum + (n * p) ** 2, 0);
    return squares > 0 ? Math.max(0, excess / squares) : 0;
}
/** Factor that a block's evidence is divided by. */
function phiOf({ cv2, p }, nC, nB) {
    return nC + nB === 0 ? 1 : 1 + (cv2 * p * 2 * nC * nB) / (nC + nB);
}

;// CONCATENATED MODULE: ./build/packages/canary/src/quality-evidence.js

const meanOf = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
/** Differences baseline - canary: each score of the smaller arm against the mean of k of the larger. */
function pairedDifferences({ canary, baseline }, kappa) {
    if (canary.length === 0 || baseline.length === 0)
        return [];
    if (canary.length <= baseline.length) {
        const k = Math.floor(baseline.length / canary.length);
        return canary.map((score, index) => kappa * meanOf(baseline.slice(index * k, (index + 1) * k)) - score);
    }
    const k = Math.floor(canary.length / baseline.length);
    return baseline.map((score, index) => kappa * score - meanOf(canary.slice(index * k, (index + 1) * k)));
}
/** What a block adds to the log wealth of each bet that the canary is worse (betting on a bounded mean). */
function qualityIncrements(block, kappa) {
    const differences = pairedDifferences(block, kappa);
    return bets.map((bet) => differences.reduce((sum, difference) => sum + Math.log1p(bet * difference), 0));
}
/** Positive when the canary's mean is below 95 % of the baseline's, weighted as Mantel and Haenszel do. */
function qualityGuard({ canary, baseline }) {
    if (canary.length === 0 || baseline.length === 0)
        return 0;
    const weight = (canary.length * baseline.length) / (canary.length + baseline.length);
    return weight * (0.95 * meanOf(baseline) - meanOf(canary));
}

;// CONCATENATED MODULE: ./build/packages/canary/src/rate-evidence.js


/**
 * What a block adds to the log e-values against "the canary's rate is at most rho times the baseline's": given the
 * events in all, each is the canary's with probability t (Ville's inequality holds at any rate for phi = 1).
 */
function rateIncrements([nC, xC, nB, xB], rho, phi) {
    if (nC === 0 || nB === 0)
        return ratios.map(() => 0);
    const share = (ratio) => (ratio * nC) / (ratio * nC + nB);
    const t0 = share(rho);
    return ratios.map((ratio) => {
        const t = share(rho * ratio);
        return (xC * Math.log(t / t0) + xB * Math.log((1 - t) / (1 - t0))) / phi;
    });
}
/** Numerator and denominator of the Mantel-Haenszel ratio (Mantel and Haenszel 1959) that a block adds. */
function mantelHaenszel([nC, xC, nB, xB]) {
    const n = nC + nB;
    return n === 0 ? { numerator: 0, denominator: 0 } : { numerator: (xC * nB) / n, denominator: (xB * nC) / n };
}
/** ln of the ratios that the sequence's mixture is over. */
const grid = Array.from({ length: 61 }, (_, j) => Math.LN2 * (-5 + (10 * j) / 60));
const [lowest, highest] = [Math.log(0.05), Math.log(50)];
/**
 * Confidence sequence of the ratio of rates: the ratios that the mixture over r = 2^(-5 + 10j/60) does not reject, valid
 * at every look at once. 0 and Infinity stand for beyond [0.05, 50].
 */
function ratioSequence(blocks, alpha) {
    const { logLikelihood, slope } = likelihoodOf(blocks);
    const parts = grid.map(logLikelihood);
    const limit = (0,special/* logSumExp */.VZ)(parts) - Math.log(parts.length) + Math.log(alpha);
    const rejected = (logRatio) => logLikelihood(logRatio) < limit;
    const peak = edge((logRatio) => slope(logRatio) <= 0, lowest, highest);
    return [
        rejected(lowest) ? Math.exp(edge((logRatio) => !rejected(logRatio), lowest, peak)) : 0,
        rejected(highest) ? Math.exp(edge(rejected, peak, highest)) : Number.POSITIVE_INFINITY,
    ];
}
/**
 * Log-likelihood of ln r given the events in all: each is the canary's with probability r n_c / (r n_c + n_b). Concave in
 * ln r, so that its slope has one sign on each side of the peak. Blocks without events or without an arm say nothing.
 */
function likelihoodOf(blocks) {
    const told = blocks
        .filter(([nC, xC, nB, xB]) => nC > 0 && nB > 0 && xC + xB > 0)
        .map(([nC, xC, nB, xB]) => ({ share: nC / (nC + nB), other: nB / (nC + nB), xC, events: xC + xB }));
    const canaryEvents = told.reduce((sum, { xC }) => sum + xC, 0);
    const constant = told.reduce((sum, { share, other, xC, events }) => sum + xC * Math.log(share) + (events - xC) * Math.log(other), 0);
    return {
        logLikelihood(logRatio) {
            const ratio = Math.exp(logRatio);
            let sum = constant + canaryEvents * logRatio;
            for (const { share, other, events } of told)
                sum -= events * Math.log(ratio * share + other);
            return sum;
        },
        slope(logRatio) {
            const ratio = Math.exp(logRatio);
            let sum = canaryEvents;
            for (const { share, other, events } of told)
                sum -= (events * ratio * share) / (ratio * share + other);
            return sum;
        },
    };
}
/** Where a condition that does not hold at the left end, and once it holds goes on to hold, begins (to 1e-13). */
function edge(holds, left, right) {
    let [before, after] = [left, right];
    for (let step = 0; step < 46; step++) {
        const middle = (before + after) / 2;
        if (holds(middle))
            after = middle;
        else
            before = middle;
    }
    return (before + after) / 2;
}

;// CONCATENATED MODULE: ./build/packages/canary/src/settings.js
const defaultSettings = {
    alpha: 0.05,
    weights: { errors: 1 / 3, latency: 1 / 3, quality: 1 / 3 },
    minRequests: 50,
    null: "any",
    rule: "evidence",
    assignment: "request",
};
/** ln of the e-value at which a metric speaks for a rollback. */
const logThreshold = ({ alpha, weights }, metric) => Math.log(1 / (alpha * weights[metric]));

;// CONCATENATED MODULE: ./build/packages/canary/src/specification-rule.js
/**
 * The rule as the specification wrote it, on one look alone: errors above 1.5 times, p95 above 1.2 times, quality under
 * 0.95 times the baseline's. It fires on noise (78-100 % of healthy rollouts over 20 looks) and is there to be compared.
 */
function specificationBreach(metric, { errors, latency, quality }) {
    if (metric === "errors")
        return errors !== undefined && errors[1] * errors[2] > 1.5 * errors[3] * errors[0];
    // more than 5 % of the canary's requests above 1.2 times the baseline's p95 is a p95 above it
    if (metric === "latency")
        return latency !== undefined && latency.guard[1] > 0.05 * latency.guard[0];
    const mean = (scores) => scores.reduce((sum, score) => sum + score, 0) / scores.length;
    return quality !== undefined && mean(quality.canary) < 0.95 * mean(quality.baseline);
}

;// CONCATENATED MODULE: ./build/packages/canary/src/look.js









/** Suspicions in a row that hold the weight; the next one goes on with a flag. */
const mostSuspicions = 3;
/**
 * Adds one block to a rollout and says what follows from all of them: ROLLBACK on evidence with an effect that matters,
 * INCONCLUSIVE (hold) without the data to say so, else CONTINUE. The state given is not changed.
 * @throws ToolkitError `canary-block-seen`: a block counts once
 */
function look_look(before, block, settings) {
    if (before.blocks.includes(block.block)) {
        throw new src/* ToolkitError */.h4({
            code: "canary-block-seen",
            message: `block ${block.block} was counted already`,
            hint: "give each look's increments an id of their own",
        });
    }
    const state = structuredClone(before);
    state.blocks.push(block.block);
    const blocks = metricBlocks(block, settings.null, state.scoreScale);
    const phi = addBlock(state, block, blocks, settings);
    const metrics = {};
    for (const metric of state.declared)
        metrics[metric] = evidenceOf(state, metric, settings, phi[metric]);
    const reasons = reasonsOf(state, block, blocks, metrics, settings);
    const verdict = verdictOf(state, reasons);
    state.rolledBack ||= verdict === "ROLLBACK";
    return { state, look: { block: block.block, verdict, reasons, metrics } };
}
function addBlock(state, { canary, baseline }, blocks, settings) {
    state.stepRequests += canary.requests;
    const phiFor = (metric) => settings.assignment === "user" ? 1 : phiUnder(settings, metric, canary.requests, baseline.requests);
    const phi = { errors: phiFor("errors"), latency: phiFor("latency"), quality: 1 };
    const rho = settings.null === "tolerance" ? 1.5 : 1;
    if (blocks.errors)
        addRate(state, "errors", blocks.errors, rateIncrements(blocks.errors, rho, phi.errors));
    if (blocks.latency)
        addRate(state, "latency", blocks.latency.guard, rateIncrements(blocks.latency.evidence, 1, phi.latency));
    if (blocks.quality) {
        const { quality } = state;
        const increments = qualityIncrements(blocks.quality, settings.null === "tolerance" ? 0.95 : 1);
        quality.logs = quality.logs.map((sum, index) => sum + increments[index]);
        quality.guard += qualityGuard(blocks.quality);
        for (const arm of ["canary", "baseline"]) {
            quality[arm].sum += blocks.quality[arm].reduce((sum, score) => sum + score, 0);
            quality[arm].n += blocks.quality[arm].length;
        }
    }
    state.quality.canary.missing += canary.scores_missing ?? 0;
    state.quality.baseline.missing += baseline.scores_missing ?? 0;
    return phi;
}
function addRate(state, metric, guard, increments) {
    const sums = state[metric];
    sums.logs = sums.logs.map((sum, index) => sum + increments[index]);
    const { numerator, denominator } = mantelHaenszel(guard);
    sums.numerator += numerator;
    sums.denominator += denominator;
    state.rates[metric].push([...guard]);
}
function evidenceOf(state, metric, settings, blockPhi) {
    const log_threshold = logThreshold(settings, metric);
    if (metric === "quality") {
        const { canary, baseline, guard, logs } = state.quality;
        return {
            log_e: logEvidence(logs),
            log_threshold,
            phi: blockPhi,
            guard: guard > 0,
            ratio: finite(canary.sum / canary.n / (baseline.sum / baseline.n)),
            canary: { events: canary.sum, n: canary.n },
            baseline: { events: baseline.sum, n: baseline.n },
        };
    }
    const { numerator, denominator, logs } = state[metric];
    const blocks = state.rates[metric];
    const total = (index) => blocks.reduce((sum, block) => sum + block[index], 0);
    // users stay with their arm, so that their requests are alike over all blocks together and not within each
    const sticky = settings.assignment === "user";
    const phi = sticky ? phiUnder(settings, metric, total(0), total(2)) : blockPhi;
    const [low, high] = ratioSequence(blocks, settings.alpha * settings.weights[metric]);
    const tolerated = metric === "errors" ? 1.5 : 1;
    return {
        log_e: logEvidence(sticky ? logs.map((sum) => sum / phi) : logs),
        log_threshold,
        phi,
        // as a product, so that a baseline without events is no division by zero
        guard: numerator > tolerated * denominator,
        ratio: finite(numerator / denominator),
        ratio_low: finite(low),
        ratio_high: finite(high),
        not_worse: high < tolerated,
        canary: { events: total(1), n: total(0) },
        baseline: { events: total(3), n: total(2) },
    };
}
function phiUnder({ overdispersion }, metric, nC, nB) {
    const known = overdispersion?.[metric];
    return known ? phiOf(known, nC, nB) : 1;
}
const finite = (value) => (Number.isFinite(value) ? value : null);
function reasonsOf(state, block, blocks, metrics, settings) {
    const found = [];
    for (const metric of src/* canaryMetrics */.Cd) {
        const evidence = metrics[metric];
        if (!evidence)
            continue;
        if (blocks[metric] === undefined || emptyQuality(metric, blocks))
            found.push({ reason: "no-data", metric });
        const breach = settings.rule === "specification"
            ? specificationBreach(metric, blocks)
            : evidence.guard && evidence.log_e >= evidence.log_threshold;
        if (breach)
            found.push({ reason: settings.rule === "specification" ? "specification" : "evidence", metric });
        else if (settings.rule === "evidence" && evidence.guard && evidence.log_e >= Math.log(3))
            found.push({ reason: "suspicion", metric });
    }
    if (state.declared.length === 0)
        found.push({ reason: "no-data" });
    if (block.canary.requests === 0 || block.baseline.requests === 0)
        found.push({ reason: "empty-arm" });
    if (state.stepRequests < settings.minRequests)
        found.push({ reason: "too-few-requests" });
    if (missingDiffers(state))
        found.push({ reason: "missing-scores", metric: "quality" });
    return found;
}
const emptyQuality = (metric, { quality }) => metric === "quality" && (quality?.canary.length === 0 || quality?.baseline.length === 0);
/** Answers that cannot be judged are not missing at random: arms that differ in them (99.9 %) cannot be compared. */
function missingDiffers({ quality: { canary, baseline } }) {
    const [n1, n0] = [canary.n + canary.missing, baseline.n + baseline.missing];
    if (canary.missing + baseline.missing === 0 || n1 === 0 || n0 === 0)
        return false;
    const { low, high } = (0,proportions/* newcombe */.pv)({ x1: canary.missing, n1, x0: baseline.missing, n0 }, 0.999);
    return low > 0 || high < 0;
}
/** Reads the reasons; also moves the counters that holds and steps are counted by. */
function verdictOf(state, reasons) {
    if (reasons.some(({ reason }) => reason === "evidence" || reason === "specification"))
        return "ROLLBACK";
    if (reasons.some(({ reason }) => reason !== "suspicion"))
        return "INCONCLUSIVE";
    if (reasons.length > 0 && state.suspicions < mostSuspicions) {
        state.suspicions += 1;
        return "INCONCLUSIVE";
    }
    state.suspicions = 0;
    state.stepRequests = 0;
    return "CONTINUE";
}

;// CONCATENATED MODULE: ./build/packages/canary/src/state.js


const none = () => [0, 0, 0, 0, 0, 0, 0];
/** A rollout that has seen nothing yet. */
function state_newCanaryState(declared, rules = defaultSettings, scoreScale) {
    const arm = { sum: 0, n: 0, missing: 0 };
    return {
        schemaVersion: 1,
        declared: [...declared],
        rules: { alpha: rules.alpha, null: rules.null, assignment: rules.assignment },
        ...(scoreScale && { scoreScale }),
        blocks: [],
        rates: { errors: [], latency: [] },
        errors: { logs: none(), numerator: 0, denominator: 0 },
        latency: { logs: none(), numerator: 0, denominator: 0 },
        quality: { logs: none(), guard: 0, canary: { ...arm }, baseline: { ...arm } },
        stepRequests: 0,
        suspicions: 0,
        rolledBack: false,
    };
}
/**
 * Whether a rollout may go on from this state.
 * @throws ToolkitError `canary-rolled-back` after a rollback, `canary-rules-changed` under other rules than before
 */
function state_requireContinuable(state, settings) {
    if (state.rolledBack) {
        throw new src/* ToolkitError */.h4({
            code: "canary-rolled-back",
            message: "this rollout was rolled back; evidence that comes later does not undo it",
            hint: "begin the next rollout with a state of its own",
        });
    }
    const changed = ["alpha", "null", "assignment"].filter((name) => state.rules[name] !== settings[name]);
    if (changed.length === 0)
        return;
    const moves = changed.map((name) => `${name} was ${state.rules[name]} and is ${settings[name]} now`);
    throw new src/* ToolkitError */.h4({
        code: "canary-rules-changed",
        message: `the state was gathered under other rules: ${moves.join(", ")}`,
        hint: "finish the rollout under the rules it began with, or begin another with a state of its own",
    });
}

;// CONCATENATED MODULE: ./build/packages/canary/src/judge-blocks.js



/** Looks at one block after another until a rollback, or (with `abort`) until the first hold. */
function judgeBlocks(blocks, settings, { before, onInconclusive, source, }) {
    let state = before ?? newCanaryState(declaredIn(blocks), settings);
    requireContinuable(state, settings);
    const looks = [];
    for (const block of blocks) {
        const looked = look(state, block, settings);
        state = looked.state;
        looks.push(looked.look);
        if (endsRollout(looked.look, onInconclusive))
            break;
    }
    return { state, report: reportOf(looks, state, settings, source) };
}
/** Whether nothing is looked at after this look. */
const endsRollout = ({ verdict }, onInconclusive) => verdict === "ROLLBACK" || (verdict === "INCONCLUSIVE" && onInconclusive === "abort");
function reportOf(looks, state, settings, source) {
    return {
        schemaVersion: 1,
        verdict: verdictOfLooks(looks),
        rule: settings.rule,
        null: settings.null,
        assignment: settings.assignment,
        alpha: settings.alpha,
        minRequests: settings.minRequests,
        source,
        declared: state.declared,
        notes: notesOf(state, settings),
        looks,
    };
}
/** A rollout without a look has not shown anything: an error, never a pass. */
function verdictOfLooks(looks) {
    const last = looks.at(-1)?.verdict;
    if (last === undefined)
        return "error";
    return last === "ROLLBACK" ? "fail" : last === "CONTINUE" ? "pass" : "inconclusive";
}
function notesOf({ declared }, { overdispersion, rule, assignment }) {
    const notes = rule === "specification" ? ["rule-fires-on-noise"] : [];
    for (const metric of ["errors", "latency"])
        if (declared.includes(metric) && !overdispersion?.[metric]?.known)
            notes.push(`phi-unknown-${metric}`);
    if (assignment === "user")
        for (const metric of declared)
            if (metric === "quality" || !overdispersion?.[metric]?.known)
                notes.push(`no-guarantee-${metric}`);
    for (const metric of ["errors", "latency", "quality"])
        if (!declared.includes(metric))
            notes.push(`undeclared-${metric}`);
    return notes;
}

;// CONCATENATED MODULE: ./build/packages/canary/src/index.js













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
