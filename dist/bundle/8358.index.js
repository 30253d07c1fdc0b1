export const id = 8358;
export const ids = [8358];
export const modules = {

/***/ 38358:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  judgeCounted: () => (/* binding */ judgeCounted)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./build/packages/canary/src/index.js + 10 modules
var src = __webpack_require__(38642);
// EXTERNAL MODULE: ./build/packages/contracts/src/index.js + 27 modules
var contracts_src = __webpack_require__(58639);
// EXTERNAL MODULE: ./build/packages/platform/src/index.js + 31 modules
var platform_src = __webpack_require__(86111);
;// CONCATENATED MODULE: ./build/actions/canary-gate/counted-block.js
const noRest = { canary: { overTau: 0, overMargin: 0 }, baseline: { overTau: 0, overMargin: 0 } };
/**
 * Counts as a look takes them: whole requests. What is left of interpolated ones is handed on to the next look, so that all
 * looks together hold what was counted.
 */
function countedBlock({ block, canary, baseline }, before) {
    const ofCanary = wholeArm(canary, before.canary);
    const ofBaseline = wholeArm(baseline, before.baseline);
    return {
        block: { block, canary: ofCanary.arm, baseline: ofBaseline.arm },
        rest: { canary: ofCanary.rest, baseline: ofBaseline.rest },
    };
}
function wholeArm({ requests: counted, errors, overTau, overMargin }, before) {
    const requests = Math.round(counted);
    const slow = wholeOf(overTau, before.overTau, requests);
    const slower = wholeOf(overMargin, before.overMargin, slow.whole ?? 0);
    return {
        arm: {
            requests,
            ...(errors !== undefined && { errors: Math.min(Math.round(errors), requests) }),
            ...(slow.whole !== undefined && { over_tau: slow.whole }),
            ...(slow.whole !== undefined && slower.whole !== undefined && { over_margin: slower.whole }),
        },
        rest: { overTau: slow.rest, overMargin: slower.rest },
    };
}
function wholeOf(count, before, most) {
    if (count === undefined)
        return { rest: before };
    // sums of thirds may fall short of a whole by rounding
    const whole = Math.min(Math.floor(count + before + 1e-6), most);
    return { whole, rest: Math.max(0, count + before - whole) };
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: ./build/packages/telemetry/src/index.js + 1 modules
var telemetry_src = __webpack_require__(77440);
;// CONCATENATED MODULE: ./build/actions/canary-gate/counted-source.js



/** One line a source that somebody else counts for; `metric-source` chooses. */
const sources = {
    prometheus: openPrometheus,
    "ray-serve": openRayServe,
    cloudwatch: openCloudWatch,
};
/** @throws InputError with everything that the chosen source lacks */
async function countedSource(inputs, deps) {
    const chosen = inputs["metric-source"];
    if (chosen === "file" || chosen === "router")
        throw new TypeError(`${chosen} counts by itself`);
    return await sources[chosen](inputs, deps);
}
async function openPrometheus(inputs, deps) {
    const problems = [];
    const url = inputs["prometheus-url"];
    if (!url)
        problems.push({ where: "prometheus-url", problem: needed, mend: "name it, or set PROMETHEUS_URL" });
    if (inputs["prometheus-token"] && inputs["prometheus-user"])
        problems.push({ where: "prometheus-token", problem: "stands beside prometheus-user", legal: "one of the two" });
    const more = inputs.endpoint === undefined ? {} : { endpoint: inputs.endpoint };
    const { canary, baseline } = armLabels(inputs, problems, more, (arm) => [`variant=${arm}`]);
    if (problems.length > 0)
        throw new contracts_src/* InputError */.dz(problems);
    const telemetry = await telemetry_src/* countedProviders */.Jo.prometheus(deps, {
        url: url ?? "",
        token: inputs["prometheus-token"],
        user: inputs["prometheus-user"],
        password: inputs["prometheus-password"],
        canary,
        baseline,
        dialect: telemetry_src/* llmDialect */.ex,
    });
    return { telemetry, name: nameOf("prometheus", url, canary, baseline) };
}
async function openRayServe(inputs, deps) {
    const problems = [];
    const [metrics, address] = [inputs["ray-metrics"] ?? [], inputs["ray-address"]];
    if (metrics.length === 0 && !address)
        problems.push({ where: "ray-address", problem: needed, mend: "name it, or the nodes in ray-metrics" });
    const unknown = metrics.filter((each) => !URL.canParse(/^https?:\/\//.test(each) ? each : `http://${each}`));
    for (const each of unknown)
        problems.push({ where: "ray-metrics", problem: `${JSON.stringify(each)} is no address`, legal: "host:port" });
    const { canary, baseline } = armLabels(inputs, problems, {}, () => []);
    if (problems.length > 0)
        throw new contracts_src/* InputError */.dz(problems);
    const telemetry = await telemetry_src/* countedProviders */.Jo["ray-serve"](deps, {
        metrics,
        address,
        token: inputs["ray-token"],
        canary,
        baseline,
    });
    return { telemetry, name: nameOf("ray-serve", address ?? metrics, canary, baseline) };
}
async function openCloudWatch(inputs, deps) {
    const problems = [];
    const { region = "", endpoint = "" } = inputs;
    if (region === "")
        problems.push({ where: "region", problem: needed, mend: "name it, or set AWS_REGION" });
    if (endpoint === "")
        problems.push({ where: "endpoint", problem: needed, mend: "name SageMaker's endpoint" });
    const labels = armLabels(inputs, problems, {}, () => []);
    for (const arm of ["canary", "baseline"])
        if (Object.keys(labels[arm]).some((name) => name !== "VariantName"))
            problems.push({ where: `${arm}-selector`, problem: "names more than a variant", legal: "VariantName=NAME" });
    if (problems.length > 0)
        throw new contracts_src/* InputError */.dz(problems);
    const [canary, baseline] = [labels.canary["VariantName"] ?? "", labels.baseline["VariantName"] ?? ""];
    const telemetry = await telemetry_src/* countedProviders */.Jo.cloudwatch(deps, { region, endpointName: endpoint, canary, baseline });
    return { telemetry, name: nameOf("cloudwatch", region, endpoint, canary, baseline) };
}
const needed = "is needed by this metric-source";
function armLabels(inputs, problems, more, unlessTold) {
    const labelsFor = (arm) => {
        const told = inputs[`${arm}-selector`] ?? [];
        const items = told.length > 0 ? told : unlessTold(arm);
        return { ...collected(problems, () => (0,telemetry_src/* labelsOf */.PC)(`${arm}-selector`, items)), ...more };
    };
    const arms = { canary: labelsFor("canary"), baseline: labelsFor("baseline") };
    requireDifferent(arms.canary, arms.baseline, problems);
    return arms;
}
function requireDifferent(canary, baseline, problems) {
    if (problems.length > 0 || Object.entries(canary).some(([name, value]) => (baseline[name] ?? value) !== value))
        return;
    problems.push({
        where: "canary-selector",
        problem: "selects series that baseline-selector selects too",
        legal: "one label with another value in each",
    });
}
function collected(problems, read) {
    try {
        return read();
    }
    catch (error) {
        if (!(error instanceof contracts_src/* InputError */.dz))
            throw error;
        problems.push(...error.problems);
        return undefined;
    }
}
/** Addresses may be long and their paths private: a hash of them tells sources apart. */
function nameOf(provider, ...what) {
    const hash = (0,external_node_crypto_.createHash)("sha256").update(JSON.stringify(what)).digest("hex").slice(0, 16);
    return `${provider}:${hash}`;
}

// EXTERNAL MODULE: ./build/actions/canary-gate/gate-claim.js + 1 modules
var gate_claim = __webpack_require__(85519);
// EXTERNAL MODULE: ./build/actions/canary-gate/look-line.js
var look_line = __webpack_require__(35135);
// EXTERNAL MODULE: ./build/actions/canary-gate/settings.js
var canary_gate_settings = __webpack_require__(81598);
// EXTERNAL MODULE: ./build/actions/canary-gate/state-file.js
var state_file = __webpack_require__(41737);
;// CONCATENATED MODULE: ./build/actions/canary-gate/judge-counted.js










/**
 * One look at what others counted since the look before, going on from the state. The weight is not ours: whoever moved it
 * reads the verdict. Mark and counts are stored as one, so a run that is killed has counted nothing.
 */
async function judgeCounted(inputs, deps) {
    const declared = declaredMetrics(inputs.metrics ?? []);
    const settings = await (0,canary_gate_settings/* settingsOf */.f)(inputs, deps);
    const source = await countedSource(inputs, deps);
    const state = inputs.state && (0,external_node_path_.resolve)(deps.workspace, inputs.state);
    const judge = (before) => oneLook({ source, settings, declared, before }, inputs, deps);
    const claim = {
        subject: source.name,
        state,
        stateDir: inputs["state-dir"],
        seconds: inputs["max-duration"] + inputs["look-interval"],
    };
    return await (0,gate_claim/* withClaim */.d)(deps, claim, async () => (state ? await (0,state_file/* withStateFile */.G)(deps, state, judge) : (await judge(undefined)).result), ({ verdict }) => verdict === "fail");
}
async function oneLook({ source, settings, declared, before }, inputs, deps) {
    const state = before ?? (0,src/* newCanaryState */.Yu)(declared, settings);
    (0,src/* requireContinuable */.ip)(state, settings);
    requireSameSource(state, source.name);
    const { telemetry } = source;
    const place = state.telemetry ?? (await firstPlace());
    await waitForLook(place);
    const counted = await telemetry.since(place.mark, place.tauMs);
    const { block, rest } = countedBlock(counted, place.rest);
    const looked = (0,src/* look */.Op)(state, block, settings);
    const told = { ...looked.look, time: (0,platform_src/* isoTime */.Ly)(deps.clock) };
    deps.log.info((0,look_line/* lineOf */.c)(told));
    const tauMs = place.tauMs ?? tauOf(counted.baselineP95, "this look");
    const { tauMs: _unknown, ...rests } = { ...place, mark: counted.mark, takenAt: deps.clock.now(), rest };
    const next = { ...looked.state, telemetry: { ...rests, ...(tauMs !== undefined && { tauMs }) } };
    const report = (0,src/* reportOf */.EI)([told], next, settings, inputs["metric-source"]);
    const notes = [...report.notes, ...counted.notes, ...(latencyUntold(place) ? ["tau-unknown"] : [])];
    for (const note of counted.notes)
        deps.log.warning(`${source.name}: ${note}`);
    return { state: next, result: { ...report, notes, ...(place.tauMs !== undefined && { tauMs: place.tauMs }) } };
    async function firstPlace() {
        const measured = judged("latency") && inputs.tau === undefined;
        const tau = measured
            ? tauOf(await telemetry.baselineP95(inputs["tau-window"]), "the time before the first look")
            : inputs.tau && inputs.tau * 1000;
        const mark = await telemetry.now();
        return { source: source.name, mark, takenAt: deps.clock.now(), rest: noRest, ...(tau && { tauMs: tau }) };
    }
    /** Of an interval that the runs before have waited for a part. Another machine's clock cannot make it longer. */
    async function waitForLook({ takenAt }) {
        const interval = inputs["look-interval"] * 1000;
        const left = Math.min(interval, takenAt + interval - deps.clock.now());
        if (left <= 0)
            return;
        deps.log.info(`the look ends in ${Math.round(left / 1000)} s`);
        await deps.clock.sleep(left, deps.signal);
    }
    function tauOf({ requests, p95Ms }, of) {
        if (!judged("latency"))
            return undefined;
        if (p95Ms === undefined || p95Ms <= 0 || requests < inputs["warm-up"]) {
            deps.log.warning(`the baseline's p95 cannot be told from ${of}: ${Math.round(requests)} requests in a histogram`);
            return undefined;
        }
        deps.log.info(`the baseline's p95 is ${Math.round(p95Ms)} ms, by ${Math.round(requests)} requests of ${of}`);
        return p95Ms;
    }
    function judged(metric) {
        return state.declared.includes(metric);
    }
    function latencyUntold({ tauMs: known }) {
        return judged("latency") && known === undefined;
    }
}
/** What counters can tell. A gauge of mean scores holds no scores that could be tested. */
function declaredMetrics(asked) {
    const legal = "errors, latency";
    const bad = asked.filter((word) => word !== "errors" && word !== "latency");
    const mend = (word) => word === "quality" ? { mend: "judge quality by metric-source: router or file, which know single scores" } : {};
    if (bad.length > 0)
        throw new contracts_src/* InputError */.dz(bad.map((word) => ({ where: "metrics", problem: `counts tell nothing of "${word}"`, legal, ...mend(word) })));
    return contracts_src/* canaryMetrics */.Cd.filter((metric) => metric !== "quality" && (asked.length === 0 || asked.includes(metric)));
}
function requireSameSource({ telemetry, blocks }, name) {
    if (telemetry ? telemetry.source === name : blocks.length === 0)
        return;
    throw new contracts_src/* ToolkitError */.h4({
        code: "canary-source-changed",
        message: `the state was gathered from ${telemetry?.source ?? "a file or the router"}, and ${name} is another source`,
        hint: "finish the rollout with the selectors and the address it began with, or begin another with a state of its own",
    });
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


/***/ }),

/***/ 99401:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   eZ: () => (/* binding */ namesOf),
/* harmony export */   ex: () => (/* binding */ llmDialect),
/* harmony export */   pu: () => (/* binding */ rayReplicaDialect),
/* harmony export */   v1: () => (/* binding */ rayProxyDialect)
/* harmony export */ });
/** Metrics of the specification, as the toolkit's router writes them. */
const llmDialect = {
    requests: "llm_requests_total",
    status: ["status", "status_code", "code"],
    latency: "llm_request_latency_seconds",
    millisecondsPerUnit: 1000,
};
/** Ray Serve 2.60's proxy, by application; Ray puts `ray_` and `_total` to the names that Serve gives. */
const rayProxyDialect = {
    requests: "ray_serve_num_http_requests_total",
    status: ["status_code", "error_code"],
    errors: "ray_serve_num_http_error_requests_total",
    latency: "ray_serve_http_request_latency_ms",
    millisecondsPerUnit: 1,
};
/** Ray Serve's replicas, by deployment: what raised an exception is counted apart, and an answer of 500 is none. */
const rayReplicaDialect = {
    requests: "ray_serve_deployment_request_counter_total",
    status: [],
    errors: "ray_serve_deployment_error_counter_total",
    errorsApart: true,
    latency: "ray_serve_deployment_processing_latency_ms",
    millisecondsPerUnit: 1,
};
const namesOf = ({ requests, errors, latency }) => [requests, errors, `${latency}_bucket`].filter((name) => name !== undefined);


/***/ }),

/***/ 77440:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Jo: () => (/* reexport */ countedProviders),
  PC: () => (/* reexport */ selector/* labelsOf */.P),
  ex: () => (/* reexport */ dialect/* llmDialect */.ex),
  mt: () => (/* reexport */ telemetryProviders)
});

// UNUSED EXPORTS: countedNotes

// EXTERNAL MODULE: ./build/packages/platform/src/index.js + 31 modules
var src = __webpack_require__(86111);
;// CONCATENATED MODULE: ./build/packages/telemetry/src/catalog.js

/** One line a provider; loaded when it is chosen. */
const telemetryProviders = {
    "router-log": async (platform, config) => (await __webpack_require__.e(/* import() */ 2387).then(__webpack_require__.bind(__webpack_require__, 2387))).routerLog(platform, config),
};
/** Those that read what somebody else counted. */
const countedProviders = {
    prometheus: async (platform, config) => (await __webpack_require__.e(/* import() */ 3036).then(__webpack_require__.bind(__webpack_require__, 83036))).prometheusTelemetry(platform, config),
    cloudwatch: async (platform, config) => (await __webpack_require__.e(/* import() */ 5589).then(__webpack_require__.bind(__webpack_require__, 35589))).cloudWatchMetrics(platform, config),
    // Ray's dashboard takes fetch for a browser, and refuses it
    "ray-serve": async (platform, config) => (await __webpack_require__.e(/* import() */ 4267).then(__webpack_require__.bind(__webpack_require__, 74267))).rayServeMetrics({ ...platform, http: (0,src/* plainHttp */.BN)() }, config),
};

// EXTERNAL MODULE: ./build/packages/telemetry/src/counters/dialect.js
var dialect = __webpack_require__(99401);
// EXTERNAL MODULE: ./build/packages/telemetry/src/providers/prometheus/selector.js
var selector = __webpack_require__(75264);
;// CONCATENATED MODULE: ./build/packages/telemetry/src/index.js







/***/ }),

/***/ 75264:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B: () => (/* binding */ selectorOf),
/* harmony export */   P: () => (/* binding */ labelsOf)
/* harmony export */ });
/* harmony import */ var _contracts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(58639);

/** What stands between the quotes of PromQL. */
const quoted = (value) => `"${value.replace(/\\/g, "\\\\").replace(/"/g, '\\"').replace(/\n/g, "\\n")}"`;
/** Series of one of the names that carry all the labels. */
function selectorOf(names, labels) {
    const name = names.length === 1 ? `__name__=${quoted(names[0])}` : `__name__=~${quoted(names.join("|"))}`;
    return `{${[name, ...Object.entries(labels).map(([label, value]) => `${label}=${quoted(value)}`)].join(",")}}`;
}
/**
 * Labels written `name=value`, one an item.
 * @throws InputError naming the input and every item that is none
 */
function labelsOf(input, items) {
    const pairs = items.map((item) => /^([a-zA-Z_][a-zA-Z0-9_]*)\s*=\s*"?([^"]*)"?$/.exec(item));
    const bad = items.filter((_, at) => !pairs[at]);
    const legal = "name=value, such as variant=canary";
    if (bad.length > 0)
        throw new _contracts__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz(bad.map((item) => ({ where: input, problem: `${JSON.stringify(item)} is no label`, legal })));
    if (items.length === 0)
        throw new _contracts__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz([{ where: input, problem: "names no label", legal }]);
    return Object.fromEntries(pairs.map((pair) => [pair?.[1], pair?.[2]]));
}


/***/ })

};
