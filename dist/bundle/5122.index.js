export const id = 5122;
export const ids = [5122];
export const modules = {

/***/ 75122:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  judgeRouter: () => (/* binding */ judgeRouter)
});

// UNUSED EXPORTS: blockOf, planOf

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./build/packages/canary/src/index.js + 10 modules
var src = __webpack_require__(38642);
// EXTERNAL MODULE: ./build/packages/contracts/src/index.js + 27 modules
var contracts_src = __webpack_require__(58639);
// EXTERNAL MODULE: ./build/packages/platform/src/index.js + 31 modules
var platform_src = __webpack_require__(86111);
// EXTERNAL MODULE: ./build/packages/statistics/src/paired.js
var paired = __webpack_require__(71090);
// EXTERNAL MODULE: ./build/packages/telemetry/src/index.js + 1 modules
var telemetry_src = __webpack_require__(77440);
// EXTERNAL MODULE: ./build/actions/canary-gate/open-deployment.js
var open_deployment = __webpack_require__(12055);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: ./build/packages/datasets/src/index.js + 8 modules
var datasets_src = __webpack_require__(34889);
// EXTERNAL MODULE: ./build/packages/evaluation/src/index.js + 90 modules
var evaluation_src = __webpack_require__(73890);
// EXTERNAL MODULE: ./build/packages/inference/src/index.js + 6 modules
var inference_src = __webpack_require__(24418);
// EXTERNAL MODULE: ./build/packages/statistics/src/random.js
var random = __webpack_require__(99264);
;// CONCATENATED MODULE: ./build/actions/canary-gate/replay.js








/** Held-out examples as traffic through the router; undefined when the users' own traffic is what is judged. */
async function startReplay(inputs, deps, deployment, admin) {
    if (!inputs.replay)
        return undefined;
    const examples = [];
    for await (const { row } of (0,platform_src/* readRows */.aK)(deps.files, (0,external_node_path_.resolve)(deps.workspace, inputs.replay), contracts_src/* chatExampleSchema */.Mn))
        examples.push(row);
    if (examples.length === 0)
        throw new contracts_src/* InputError */.dz([{ where: "replay", problem: `${inputs.replay} holds no row` }], "dataset-empty");
    const options = { baseUrl: deployment.url, model: deployment.endpoint, attempts: 1, timeoutMs: 60_000 };
    const inference = await inference_src/* inferenceProviders */.QC["openai-compatible"](deps, options);
    const seed = inputs["replay-seed"] ?? Math.floor(deps.random.uniform() * 2 ** 31);
    deps.log.info(`replay of ${examples.length} examples, seed ${seed}`);
    const order = shuffled(examples, seed);
    let next = 0;
    async function one({ example, requestId }) {
        const last = example.messages.at(-1);
        const messages = last?.role === "assistant" ? example.messages.slice(0, -1) : example.messages;
        try {
            const { content } = await inference.chat({ messages, maxTokens: inputs["max-tokens"], temperature: 0, requestId }, deps.signal);
            const reference = (0,datasets_src/* referenceOf */.Bz)(example);
            const field = inputs["label-field"];
            const right = content.trim() === reference?.trim() ||
                ((0,evaluation_src/* labelIn */.o2)(content, field) !== undefined && (0,evaluation_src/* labelIn */.o2)(content, field) === (0,evaluation_src/* labelIn */.o2)(reference ?? null, field));
            await admin.score({ requestId, metric: "accuracy", value: right ? 1 : 0 });
        }
        catch (error) {
            // what the model refuses is in the router's log as its error; a router that is gone is the end
            if (!(error instanceof contracts_src/* ToolkitError */.h4) || !/^(inference-|http-timeout)/.test(error.code))
                throw error;
        }
    }
    return {
        async send(requests) {
            const batch = Array.from({ length: requests }, () => ({
                example: order[next % order.length],
                requestId: (0,external_node_crypto_.createHash)("sha256").update(`replay ${seed} ${next++}`).digest("hex").slice(0, 32),
            }));
            let [done, told] = [0, deps.clock.monotonic()];
            for await (const _ended of (0,inference_src/* runPool */.kD)(batch, inputs["replay-concurrency"], one)) {
                done += 1;
                if (deps.clock.monotonic() - told < 20_000)
                    continue;
                told = deps.clock.monotonic();
                deps.log.info(`${done}/${requests} requests of this look`);
            }
        },
    };
}
/** Fisher and Yates's shuffle, the same for the same seed. */
function shuffled(items, seed) {
    const uniform = (0,random/* seededUniform */.L)(seed);
    const order = [...items];
    for (let last = order.length - 1; last > 0; last--) {
        const place = Math.floor(uniform() * (last + 1));
        [order[last], order[place]] = [order[place], order[last]];
    }
    return order;
}

// EXTERNAL MODULE: ./build/actions/canary-gate/settings.js
var canary_gate_settings = __webpack_require__(81598);
// EXTERNAL MODULE: ./build/actions/canary-gate/state-file.js
var state_file = __webpack_require__(41737);
;// CONCATENATED MODULE: ./build/actions/canary-gate/weight-lease.js
/** Seconds that a weight outlives us at most. */
const leaseSeconds = 5;
/** Runs the work while the canary has the weight, as a lease that is renewed every second. */
async function withWeight({ clock, log }, admin, weight, work) {
    await admin.setWeight(weight, leaseSeconds);
    const ended = new AbortController();
    const renewing = (async () => {
        for (;;) {
            await clock.sleep(1000, ended.signal);
            // one that fails is not the end: the next may come in time, and if none does the canary ends by itself
            await admin
                .setWeight(weight, leaseSeconds)
                .catch((error) => log.warning(`the weight was not renewed: ${error instanceof Error ? error.message : error}`));
        }
    })().catch(() => undefined);
    try {
        await work();
    }
    finally {
        ended.abort();
        await renewing;
    }
}

;// CONCATENATED MODULE: ./build/actions/canary-gate/judge-router.js











/** Counts of one stretch of traffic as a look takes them. Latencies are counted above the baseline's p95 from before. */
function blockOf(id, { canary, baseline }, tauMs) {
    const over = (latencies, limit) => latencies.filter((latency) => latency > limit).length;
    const scored = (scores) => scores.length > 0 ? { scores: [...scores] } : {};
    return {
        block: id,
        canary: {
            requests: canary.requests,
            errors: canary.errors,
            over_tau: over(canary.latenciesMs, tauMs),
            over_margin: over(canary.latenciesMs, 1.2 * tauMs),
            ...scored(canary.scores),
        },
        baseline: {
            requests: baseline.requests,
            errors: baseline.errors,
            over_tau: over(baseline.latenciesMs, tauMs),
            ...scored(baseline.scores),
        },
    };
}
/**
 * Shifts traffic step by step and looks after each stretch of it. The weight is a lease that is renewed every second: if
 * we are cancelled or killed it is gone within five.
 */
async function judgeRouter(inputs, deps) {
    const settings = await (0,canary_gate_settings/* settingsOf */.f)(inputs, deps);
    const { deployment, admin } = await (0,open_deployment/* openDeployment */.Q)(inputs, deps);
    const { canary, baseline } = deployment.variants;
    if (!canary)
        throw new contracts_src/* ToolkitError */.h4({
            code: "no-canary",
            message: `${deployment.endpoint} has no canary`,
            hint: "deploy a candidate with strategy: canary first",
        });
    if ((await admin.state()).sticky && settings.assignment !== "user") {
        const problem = "the router keeps users on one variant, so requests are not independent";
        throw new contracts_src/* InputError */.dz([{ where: "assignment", problem, legal: "user", mend: "set assignment: user" }]);
    }
    const replay = await startReplay(inputs, deps, deployment, admin);
    const telemetry = await telemetry_src/* telemetryProviders */.mt["router-log"](deps, {
        path: deployment.requestLog,
        scoreMetric: "accuracy",
    });
    let mark = await telemetry.now();
    const tauMs = await measureTau();
    const modelRefs = { canary: canary.modelRef, baseline: baseline.modelRef };
    const judge = async (before) => {
        const judged = await rollOut(before);
        const report = (0,src/* reportOf */.EI)(judged.looks, judged.state, settings, "router");
        return {
            state: judged.state,
            result: { ...report, verdict: judged.complete ? report.verdict : endVerdict(report), modelRefs, tauMs },
        };
    };
    return inputs.state
        ? await (0,state_file/* withStateFile */.G)(deps, (0,external_node_path_.resolve)(deps.workspace, inputs.state), judge)
        : (await judge(undefined)).result;
    /** All since the stretch before: nothing falls between two looks. */
    async function nextStretch() {
        const { traffic, mark: end } = await telemetry.since(mark);
        mark = end;
        return { traffic };
    }
    /** The baseline's p95 before the canary gets anything. */
    async function measureTau() {
        await admin.setWeight(0, null);
        deps.log.info(`measuring the baseline alone: ${inputs["warm-up"]} requests`);
        await trafficOf(inputs["warm-up"], replay);
        const { traffic } = await nextStretch();
        const latencies = [...traffic.baseline.latenciesMs].sort((left, right) => left - right);
        if (latencies.length < 20)
            throw new contracts_src/* ToolkitError */.h4({
                code: "no-traffic",
                message: `the baseline answered ${latencies.length} requests; its p95 needs 20 or more`,
                hint: "give replay, or wait for traffic with a longer look-interval",
            });
        const tau = (0,paired/* quantile */.YV)(latencies, 0.95);
        deps.log.info(`the baseline's p95 is ${Math.round(tau)} ms`);
        return tau;
    }
    async function rollOut(before) {
        const declared = declaredMetrics(inputs.metrics, replay !== undefined);
        let state = before ?? (0,src/* newCanaryState */.Yu)(declared, settings);
        (0,src/* requireContinuable */.ip)(state, settings);
        const looks = [];
        const deadline = deps.clock.monotonic() + inputs["max-duration"] * 1000;
        let complete = false;
        try {
            for (const weight of planOf(inputs.plan)) {
                let held = true;
                while (held) {
                    if (deps.clock.monotonic() > deadline)
                        return { looks, state, complete };
                    const seen = await oneLook(weight, state, looks.length + 1, settings);
                    state = seen.state;
                    looks.push(seen.look);
                    held = seen.look.verdict === "INCONCLUSIVE";
                    if (seen.look.verdict === "ROLLBACK" || (held && inputs["on-inconclusive"] === "abort"))
                        return { looks, state, complete };
                }
            }
            complete = true;
            return { looks, state, complete };
        }
        finally {
            // who comes next (promote) finds the weight; everything else ends without a canary
            if (complete)
                await admin.setWeight(planOf(inputs.plan).at(-1), inputs["hand-over"]);
            else
                await admin.setWeight(0, null);
        }
    }
    async function oneLook(weight, state, count, rules) {
        await withWeight(deps, admin, weight, () => trafficOf(inputs["look-requests"], replay));
        const { traffic } = await nextStretch();
        const seen = (0,src/* look */.Op)(state, blockOf(`${deps.github.runId || "local"}-${deps.github.runAttempt}-${deps.random.uuid().slice(0, 8)}-${count}`, traffic, tauMs), rules);
        const told = { ...seen.look, weight, time: (0,platform_src/* isoTime */.Ly)(deps.clock) };
        const figures = Object.entries(told.metrics).map(([metric, evidence]) => `${metric} ln e ${evidence?.log_e.toFixed(2)} of ${evidence?.log_threshold.toFixed(2)}, ratio ${evidence?.ratio?.toFixed(2) ?? "none"}`);
        deps.log.info([
            `look ${count} at ${Math.round(weight * 100)} %: ${told.verdict}`,
            ...told.reasons.map(({ reason, metric }) => (metric ? `${reason} of ${metric}` : reason)),
            ...figures,
        ].join("; "));
        return { look: told, state: seen.state };
    }
    /** Our own traffic, or time for the users' to come. */
    async function trafficOf(requests, source) {
        if (source)
            await source.send(requests);
        else
            await deps.clock.sleep(inputs["look-interval"] * 1000, deps.signal);
        if (deps.signal.aborted)
            throw new contracts_src/* ToolkitError */.h4({ code: "cancelled", message: "the rollout was cancelled" });
    }
}
/** What was asked for; else all that can be measured: quality only of answers whose reference is known. */
function declaredMetrics(asked, scored) {
    const unknown = (asked ?? []).filter((word) => !contracts_src/* canaryMetrics */.Cd.some((metric) => metric === word));
    const legal = contracts_src/* canaryMetrics */.Cd.join(", ");
    if (unknown.length > 0)
        throw new contracts_src/* InputError */.dz(unknown.map((word) => ({ where: "metrics", problem: `"${word}" is no metric`, legal })));
    if (asked && asked.length > 0)
        return contracts_src/* canaryMetrics */.Cd.filter((metric) => asked.includes(metric));
    return contracts_src/* canaryMetrics */.Cd.filter((metric) => scored || metric !== "quality");
}
/** A rollout that did not come to the end of its plan has not passed, whatever its last look said. */
const endVerdict = ({ verdict }) => verdict === "pass" ? "inconclusive" : verdict;
/** @throws InputError for a plan that is none */
function planOf(steps) {
    const weights = steps.map((step) => (/^\d+(\.\d+)?\s*%$/.test(step) ? Number.parseFloat(step) / 100 : Number(step)));
    const legal = "growing shares under 100 %, such as 5%, 25%, 50%";
    const growing = weights.every((weight, index) => weight > (weights[index - 1] ?? 0) && weight < 1);
    if (weights.length === 0 || !growing)
        throw new contracts_src/* InputError */.dz([{ where: "plan", problem: `${steps.join(", ") || "it"} is none`, legal }]);
    return weights;
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
