export const id = 3036;
export const ids = [3036];
export const modules = {

/***/ 12761:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   AJ: () => (/* binding */ histogramOf),
/* harmony export */   EV: () => (/* binding */ histogramQuantile),
/* harmony export */   zW: () => (/* binding */ exceeding)
/* harmony export */ });
/** Buckets of several processes as one histogram, by growing bounds. Empty where one of them has no bound Infinity. */
function histogramOf(buckets) {
    const sums = new Map();
    for (const [bound, count] of buckets)
        sums.set(bound, (sums.get(bound) ?? 0) + count);
    const sorted = [...sums].sort(([left], [right]) => left - right);
    return sorted.at(-1)?.[0] === Number.POSITIVE_INFINITY ? sorted : [];
}
/** How many were above the limit; undefined where it lies above the last bound, so that nobody can tell. */
function exceeding(histogram, limit) {
    const all = histogram.at(-1)?.[1];
    if (all === undefined)
        return undefined;
    const at = histogram.findIndex(([bound]) => bound >= limit * (1 - 1e-9));
    const [upper, below] = histogram[at];
    if (Math.abs(upper - limit) <= limit * 1e-9)
        return { count: Math.max(0, all - below), exact: true };
    if (upper === Number.POSITIVE_INFINITY)
        return undefined;
    const [lower, under] = histogram[at - 1] ?? [0, 0];
    const within = Math.max(0, below - under);
    return { count: Math.max(0, all - below) + (within * (upper - limit)) / (upper - lower), exact: false };
}
/** Interpolated evenly between bounds; undefined without requests, or where it lies above the last bound. */
function histogramQuantile(histogram, share) {
    const all = histogram.at(-1)?.[1] ?? 0;
    if (all <= 0)
        return undefined;
    const at = histogram.findIndex(([, count]) => count >= share * all);
    const [upper, below] = histogram[at];
    if (upper === Number.POSITIVE_INFINITY)
        return undefined;
    const [lower, under] = histogram[at - 1] ?? [0, 0];
    return below <= under ? upper : lower + ((upper - lower) * (share * all - under)) / (below - under);
}


/***/ }),

/***/ 76414:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   PQ: () => (/* binding */ markText),
/* harmony export */   dX: () => (/* binding */ noMark),
/* harmony export */   iT: () => (/* binding */ countersMarkSchema),
/* harmony export */   lw: () => (/* binding */ parseMark)
/* harmony export */ });
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(27597);
/* harmony import */ var _contracts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(58639);


const countersMarkSchema = zod__WEBPACK_IMPORTED_MODULE_1__/* .strictObject */ .rej({
    time: zod__WEBPACK_IMPORTED_MODULE_1__/* .number */ .aig().min(0),
    base: zod__WEBPACK_IMPORTED_MODULE_1__/* .record */ .g1P(zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(), zod__WEBPACK_IMPORTED_MODULE_1__/* .tuple */ .PVZ([zod__WEBPACK_IMPORTED_MODULE_1__/* .number */ .aig(), zod__WEBPACK_IMPORTED_MODULE_1__/* .number */ .aig().min(0)])),
});
const markText = (mark) => JSON.stringify(mark);
/** @throws ToolkitError `telemetry-mark` */
function parseMark(text, schema, provider) {
    try {
        return schema.parse(JSON.parse(text));
    }
    catch (cause) {
        throw noMark(provider, `${text.slice(0, 40) || "nothing"} is no mark`, "begin the rollout again with a new state", cause);
    }
}
const noMark = (provider, message, hint, cause) => new _contracts__WEBPACK_IMPORTED_MODULE_0__/* .ToolkitError */ .h4({ code: "telemetry-mark", provider, message, hint, cause });


/***/ }),

/***/ 63634:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   X: () => (/* binding */ seriesKey)
/* harmony export */ });
/** The same for the same name and labels, in whatever order. */
const seriesKey = ({ name, labels }) => JSON.stringify([name, ...Object.entries(labels).sort(([left], [right]) => (left < right ? -1 : 1))]);


/***/ }),

/***/ 97727:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  f: () => (/* binding */ countersSource)
});

// EXTERNAL MODULE: ./build/packages/contracts/src/index.js + 27 modules
var src = __webpack_require__(58639);
// EXTERNAL MODULE: ./build/packages/telemetry/src/outcome.js
var outcome = __webpack_require__(40937);
// EXTERNAL MODULE: ./build/packages/telemetry/src/counters/histogram.js
var counters_histogram = __webpack_require__(12761);
// EXTERNAL MODULE: ./build/packages/telemetry/src/counters/series.js
var counters_series = __webpack_require__(63634);
;// CONCATENATED MODULE: ./build/packages/telemetry/src/counters/arm.js



const outcomeIn = (labels, { status }) => {
    const name = status.find((each) => labels[each] !== undefined);
    return name === undefined ? undefined : (0,outcome/* outcomeOf */.s)(labels[name]);
};
/** What the increments of one arm's series say of it. */
function armOf(increments, dialect, tauMs) {
    const { requests, errors } = requestsIn(increments, dialect);
    const notes = new Set();
    const over = (limit) => {
        if (requests === 0)
            return 0;
        const histograms = histogramsIn(increments, dialect);
        const seen = histograms.filter((histogram) => (histogram.at(-1)?.[1] ?? 0) > 0);
        if (seen.length === 0)
            return undefined;
        let count = 0;
        for (const histogram of seen) {
            const told = (0,counters_histogram/* exceeding */.zW)(histogram, limit);
            if (!told?.exact)
                notes.add(told ? "latency-interpolated" : "latency-beyond-bounds");
            if (!told)
                return undefined;
            count += told.count;
        }
        return count;
    };
    if (tauMs === undefined)
        return { arm: { requests, errors, overTau: undefined, overMargin: undefined }, notes };
    return { arm: { requests, errors, overTau: over(tauMs), overMargin: over(1.2 * tauMs) }, notes };
}
/** p95 of all processes together; undefined also where their histograms have other bounds. */
function p95Of(increments, dialect) {
    const histograms = histogramsIn(increments, dialect);
    const bounds = new Set(histograms.map((histogram) => histogram.map(([bound]) => bound).join()));
    const whole = bounds.size === 1 ? (0,counters_histogram/* histogramOf */.AJ)(histograms.flat()) : [];
    return { requests: whole.at(-1)?.[1] ?? 0, p95Ms: (0,counters_histogram/* histogramQuantile */.EV)(whole, 0.95) };
}
function requestsIn(increments, dialect) {
    let [requests, failed, unknown] = [0, 0, false];
    for (const { series, count } of increments) {
        if (series.name !== dialect.requests)
            continue;
        const outcome = outcomeIn(series.labels, dialect);
        if (outcome === "not-the-models")
            continue;
        requests += count;
        if (outcome === "failed")
            failed += count;
        unknown ||= outcome === undefined;
    }
    if (!unknown)
        return { requests, errors: failed };
    if (dialect.errors === undefined)
        return { requests, errors: undefined };
    for (const { series, count } of increments) {
        if (series.name !== dialect.errors)
            continue;
        // without a status of their own all errors are the model's
        const ours = outcomeIn(series.labels, dialect) !== "not-the-models";
        failed += ours ? count : 0;
        if (dialect.errorsApart)
            requests += ours ? count : 0;
        else
            requests -= ours ? 0 : count;
    }
    return { requests: Math.max(requests, failed), errors: failed };
}
/** One a process and label set, in milliseconds; where the latency tells outcomes, of what was answered. */
function histogramsIn(increments, dialect) {
    const found = new Map();
    for (const { series, count } of increments) {
        if (series.name !== `${dialect.latency}_bucket`)
            continue;
        const { le = "", ...labels } = series.labels;
        const outcome = outcomeIn(labels, dialect);
        if (outcome === "failed" || outcome === "not-the-models")
            continue;
        const bound = /^\+?Inf$/i.test(le) ? Number.POSITIVE_INFINITY : Number(le) * dialect.millisecondsPerUnit;
        if (Number.isNaN(bound))
            continue;
        const key = (0,counters_series/* seriesKey */.X)({ name: series.name, labels });
        found.set(key, [...(found.get(key) ?? []), [bound, count]]);
    }
    return [...found.values()].map(counters_histogram/* histogramOf */.AJ);
}

;// CONCATENATED MODULE: ./build/packages/telemetry/src/counters/increments.js


/**
 * What cumulative counters counted after their last samples, with the new last samples. Told as Prometheus tells it: after
 * a fall everything since zero is new. Unlike its `increase()` nothing is extrapolated to the ends. Samples that are not
 * newer than the last one were counted already. A series without a last sample counts from zero when `beganAtZero` knows
 * that it was not there before, else from its first sample: what it had counted by then may be older than the rollout.
 * @throws ToolkitError `telemetry-corrupt` for a sample that is no count
 */
function incrementsOf(base, seen, beganAtZero) {
    const next = { ...base };
    const increments = [];
    for (const series of seen) {
        const key = (0,counters_series/* seriesKey */.X)(series);
        const samples = inOrder(series);
        const first = samples[0];
        if (!first)
            continue;
        const known = next[key];
        const fromFirstSample = known === undefined && !beganAtZero(series);
        let last = known ?? (fromFirstSample ? first : [Number.NEGATIVE_INFINITY, 0]);
        const [before] = last;
        let [count, fresh, resets] = [0, 0, 0];
        for (const sample of samples) {
            const [time, value] = sample;
            if (time <= last[0])
                continue;
            const fell = value < last[1];
            fresh += 1;
            count += fell ? value : value - last[1];
            resets += fell ? 1 : 0;
            last = sample;
        }
        next[key] = last;
        if (last[0] > before || fromFirstSample)
            increments.push({
                series: { name: series.name, labels: series.labels },
                count,
                samples: fresh,
                resets,
                fromFirstSample,
            });
    }
    return { increments, base: next };
}
function inOrder({ name, samples }) {
    for (const [time, value] of samples)
        if (!Number.isFinite(time) || !Number.isFinite(value) || value < 0)
            throw new src/* ToolkitError */.h4({
                code: "telemetry-corrupt",
                message: `${name} is ${value} at ${time}: that is no count`,
                hint: "the metric has to be a counter, or a histogram's",
            });
    return [...samples].sort(([left], [right]) => left - right);
}
/** Without the series that had no sample for so long that they will not come back. */
const withoutOlder = (base, time) => Object.fromEntries(Object.entries(base).filter(([, [last]]) => last >= time));

// EXTERNAL MODULE: ./build/packages/telemetry/src/counters/mark.js
var counters_mark = __webpack_require__(76414);
;// CONCATENATED MODULE: ./build/packages/telemetry/src/counters/merge.js


/** Increments of stretches one after another, each series once. */
class Merged {
    #found = new Map();
    add(increments) {
        for (const each of increments) {
            const key = (0,counters_series/* seriesKey */.X)(each.series);
            const before = this.#found.get(key);
            this.#found.set(key, before ? plus(before, each) : each);
        }
    }
    all() {
        return [...this.#found.values()];
    }
}
const plus = (before, each) => ({
    series: each.series,
    count: before.count + each.count,
    samples: before.samples + each.samples,
    resets: before.resets + each.resets,
    fromFirstSample: before.fromFirstSample || each.fromFirstSample,
});
/**
 * Several processes that are read by turns behind one address look like one that begins again all the time, and every
 * turn would be counted anew.
 * @throws ToolkitError `telemetry-flapping`
 */
function requireSteady(increments) {
    const flapping = increments.find(({ samples, resets }) => resets > 3 && resets * 5 > samples);
    if (!flapping)
        return;
    throw new src/* ToolkitError */.h4({
        code: "telemetry-flapping",
        message: `${flapping.series.name} fell ${flapping.resets} times in ${flapping.samples} samples`,
        hint: "several processes answer behind one address by turns: give each its own address, or let them count together",
    });
}
/** Labels that tell only who scraped. */
const scrapers = new Set(["job", "prometheus", "prometheus_replica", "__replica__"]);
/**
 * One process that was scraped twice would be counted twice.
 * @throws ToolkitError `telemetry-duplicated`
 */
function requireScrapedOnce(increments) {
    const seen = new Map();
    for (const { series } of increments) {
        if (series.labels["instance"] === undefined)
            continue;
        const labels = Object.fromEntries(Object.entries(series.labels).filter(([name]) => !scrapers.has(name)));
        const key = (0,counters_series/* seriesKey */.X)({ name: series.name, labels });
        const other = seen.get(key);
        seen.set(key, series);
        if (!other)
            continue;
        const differing = [...scrapers].filter((name) => other.labels[name] !== series.labels[name]);
        throw new src/* ToolkitError */.h4({
            code: "telemetry-duplicated",
            message: `${series.name} of ${series.labels["instance"]} is there twice, by ${differing.join(", ")}`,
            hint: `narrow the selectors to one ${differing[0]}: what is scraped twice would be counted twice`,
        });
    }
}

;// CONCATENATED MODULE: ./build/packages/telemetry/src/counters/source.js






/** Series that were gone for longer do not come back. */
const forgottenMs = 24 * 3_600_000;
const longestMs = 7 * 24 * 3_600_000;
const arms = ["canary", "baseline"];
/** Differences of counters as a source of looks. */
function countersSource(reader, options) {
    const { dialect, staleMs = 300_000 } = options;
    const { provider, windowMs = 600_000 } = reader;
    const withProcesses = (base) => ({
        ...base,
        ...incrementsOf({}, reader.processes?.() ?? [], () => false).base,
    });
    /** Increments of one arm in a stretch, on top of the base. Memory holds one window of samples. */
    async function count(arm, stretch, before) {
        const merged = new Merged();
        let base = before;
        for (let from = stretch.from; from < stretch.to; from += windowMs) {
            const series = await reader.samples(arm, from, Math.min(from + windowMs, stretch.to));
            const born = await bornAfter(stretch.birth, series, base, before);
            const seen = incrementsOf(base, series, (each) => born.has((0,counters_series/* seriesKey */.X)(each)));
            merged.add(seen.increments);
            base = seen.base;
        }
        const increments = merged.all();
        requireSteady(increments);
        requireScrapedOnce(increments);
        return { increments, base };
    }
    /** Those that are new since the time although their process was read then. */
    async function bornAfter(time, series, base, mark) {
        if (time === undefined)
            return new Set();
        const unknown = series.filter((each) => base[(0,counters_series/* seriesKey */.X)(each)] === undefined && each.samples.every(([seen]) => seen > time));
        return unknown.length === 0 ? new Set() : await reader.readAt(unknown, time, mark);
    }
    async function stretchAfter(mark) {
        const to = await reader.now();
        if (to < mark.time)
            throw (0,counters_mark/* noMark */.dX)(provider, `${new Date(mark.time).toISOString()} is still to come there`, "set that clock right");
        if (to - mark.time > longestMs)
            throw (0,counters_mark/* noMark */.dX)(provider, "the look before is more than 7 days ago", "begin the rollout again with a new state");
        return { from: mark.time - staleMs, to, birth: mark.time };
    }
    return {
        async now() {
            const time = await reader.now();
            const base = {};
            for (const arm of arms)
                Object.assign(base, (await count(arm, { from: time - staleMs, to: time }, {})).base);
            return (0,counters_mark/* markText */.PQ)({ time, base: withProcesses(base) });
        },
        async since(text, tauMs) {
            const mark = (0,counters_mark/* parseMark */.lw)(text, counters_mark/* countersMarkSchema */.iT, provider);
            const stretch = await stretchAfter(mark);
            const notes = new Set();
            let base = mark.base;
            const seenBy = new Map();
            const counted = { canary: { ...nothing }, baseline: { ...nothing } };
            let baselineP95 = { requests: 0, p95Ms: undefined };
            for (const arm of arms) {
                const seen = await count(arm, stretch, mark.base);
                requireApart(seen.increments, arm, seenBy);
                const told = armOf(seen.increments, dialect, tauMs);
                counted[arm] = told.arm;
                if (arm === "baseline")
                    baselineP95 = p95Of(seen.increments, dialect);
                for (const note of told.notes)
                    notes.add(note);
                if (seen.increments.length === 0)
                    notes.add(`no-series-${arm}`);
                if (seen.increments.some(({ resets }) => resets > 0))
                    notes.add("counter-reset");
                if (seen.increments.some(({ fromFirstSample }) => fromFirstSample))
                    notes.add("series-appeared");
                base = newer(base, seen.base);
            }
            base = withProcesses(base);
            const alive = ([time], at) => time >= at - staleMs;
            if (Object.values(base).some((last) => alive(last, mark.time) && !alive(last, stretch.to)))
                notes.add("series-gone");
            return {
                ...counted,
                baselineP95,
                block: `${provider} ${new Date(mark.time).toISOString()}/${new Date(stretch.to).toISOString()}`,
                mark: (0,counters_mark/* markText */.PQ)({ time: stretch.to, base: withoutOlder(base, stretch.to - forgottenMs) }),
                notes: [...notes].sort(),
            };
        },
        async baselineP95(seconds) {
            const to = await reader.now();
            return p95Of((await count("baseline", { from: to - seconds * 1000, to }, {})).increments, dialect);
        },
    };
    function requireApart(increments, arm, seenBy) {
        for (const { series } of increments) {
            const other = seenBy.get((0,counters_series/* seriesKey */.X)(series));
            if (other !== undefined && other !== arm)
                throw new src/* ToolkitError */.h4({
                    code: "telemetry-arms-overlap",
                    provider,
                    message: `${series.name} ${JSON.stringify(series.labels)} is the canary's and the baseline's`,
                    hint: "set canary-selector and baseline-selector to labels that tell them apart",
                });
            seenBy.set((0,counters_series/* seriesKey */.X)(series), arm);
        }
    }
}
const nothing = { requests: 0, errors: undefined, overTau: undefined, overMargin: undefined };
function newer(left, right) {
    const merged = { ...left };
    for (const [key, last] of Object.entries(right))
        if (last[0] > (merged[key]?.[0] ?? 0))
            merged[key] = last;
    return merged;
}


/***/ }),

/***/ 40937:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   R: () => (/* binding */ notTheModels),
/* harmony export */   s: () => (/* binding */ outcomeOf)
/* harmony export */ });
/** Answers that say nothing of the model: the caller's own mistakes and limits. */
const notTheModels = new Set([401, 403, 404, 429, 499]);
/** What a status label says of a request: an HTTP status, a class such as 5xx, or a word (`error` in the specification). */
function outcomeOf(status) {
    if (/^\d{3}$/.test(status)) {
        if (notTheModels.has(Number(status)))
            return "not-the-models";
        return Number(status) >= 400 ? "failed" : "answered";
    }
    return /^([45]xx|err|fail|exception|time-?_?out)/i.test(status) ? "failed" : "answered";
}


/***/ }),

/***/ 83036:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  prometheusTelemetry: () => (/* binding */ prometheusTelemetry)
});

// EXTERNAL MODULE: ./build/packages/telemetry/src/counters/dialect.js
var counters_dialect = __webpack_require__(99401);
// EXTERNAL MODULE: ./build/packages/telemetry/src/counters/series.js
var counters_series = __webpack_require__(63634);
// EXTERNAL MODULE: ./build/packages/telemetry/src/counters/source.js + 3 modules
var source = __webpack_require__(97727);
// EXTERNAL MODULE: ./build/packages/contracts/src/index.js + 27 modules
var src = __webpack_require__(58639);
// EXTERNAL MODULE: ./build/packages/platform/src/index.js + 31 modules
var platform_src = __webpack_require__(86111);
// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 9 modules
var schemas = __webpack_require__(27597);
;// CONCATENATED MODULE: ./build/packages/telemetry/src/providers/prometheus/schema.js

const labels = schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* string */.YjP());
/** Seconds since 1970, and the value as text: it may be NaN or +Inf. */
const point = schemas/* tuple */.PVZ([schemas/* number */.aig(), schemas/* string */.YjP()]);
const dataSchema = schemas/* discriminatedUnion */.gMt("resultType", [
    schemas/* object */.Ikc({ resultType: schemas/* literal */.euz("scalar"), result: point }),
    schemas/* object */.Ikc({ resultType: schemas/* literal */.euz("string"), result: point }),
    schemas/* object */.Ikc({ resultType: schemas/* literal */.euz("vector"), result: schemas/* array */.YOg(schemas/* object */.Ikc({ metric: labels, value: point.optional() })) }),
    // a series of native histograms alone has no values
    schemas/* object */.Ikc({
        resultType: schemas/* literal */.euz("matrix"),
        result: schemas/* array */.YOg(schemas/* object */.Ikc({ metric: labels, values: schemas/* array */.YOg(point).optional() })),
    }),
]);
/** What `/api/v1/query` answers; newer servers add fields. */
const answerSchema = schemas/* discriminatedUnion */.gMt("status", [
    schemas/* object */.Ikc({ status: schemas/* literal */.euz("success"), data: dataSchema, warnings: schemas/* array */.YOg(schemas/* string */.YjP()).nullish() }),
    schemas/* object */.Ikc({ status: schemas/* literal */.euz("error"), errorType: schemas/* string */.YjP(), error: schemas/* string */.YjP() }),
]);

;// CONCATENATED MODULE: ./build/packages/telemetry/src/providers/prometheus/client.js



const provider = "prometheus";
/**
 * HTTP API v1 of Prometheus and of what speaks it (Thanos, Mimir, VictoriaMetrics, Amazon Managed Prometheus behind a
 * proxy that signs). Throws ToolkitError `prometheus-unreachable`, `prometheus-unauthorized`, `prometheus-not-there`,
 * `prometheus-refused`, `prometheus-partial`.
 */
function prometheusClient(ports, access) {
    const base = access.url.replace(/\/+$/, "").replace(/\/api\/v1$/, "");
    const headers = authorizationOf(ports, access);
    const failed = (code, message, more = {}) => new src/* ToolkitError */.h4({ code, provider, message: ports.secrets.redact(message), ...more });
    async function send(parameters) {
        const url = `${base}/api/v1/query?${new URLSearchParams(parameters)}`;
        try {
            return await (0,platform_src/* sendWithRetry */.lx)(ports, { url, headers, timeoutMs: 60_000 });
        }
        catch (cause) {
            if (!(cause instanceof src/* ToolkitError */.h4) || !/^http-(unreachable|timeout)$/.test(cause.code))
                throw cause;
            throw failed("prometheus-unreachable", `no Prometheus answers: ${cause.message}`, {
                retryable: true,
                hint: "prometheus-url is the server's address, with the prefix it is served under; the runner has to reach it",
                cause,
            });
        }
    }
    async function query(expression, timeMs) {
        const time = timeMs === undefined ? {} : { time: (timeMs / 1000).toFixed(3) };
        const response = await send({ query: expression, ...time });
        const { status } = response;
        const text = await response.text();
        if (status === 401 || status === 403)
            throw failed("prometheus-unauthorized", `${base} refuses ${headers ? "this login" : "calls without a login"}`, {
                status,
                hint: "set prometheus-token, or prometheus-user and prometheus-password",
            });
        const answer = answerSchema.safeParse(jsonOf(text));
        if (!answer.success || (status >= 300 && answer.data.status === "success"))
            throw failed("prometheus-not-there", `${base} answers ${status}, but not as Prometheus does`, {
                status,
                retryable: status >= 500,
                hint: "prometheus-url is the server's address, with the prefix it is served under",
            });
        if (answer.data.status === "error") {
            const { errorType, error } = answer.data;
            throw failed("prometheus-refused", `${errorType}: ${error.slice(0, 500)} (${expression.slice(0, 300)})`, {
                status,
                retryable: status >= 500,
            });
        }
        // Thanos and Mimir answer with what they have when a part of them is gone
        if (answer.data.warnings?.length)
            throw failed("prometheus-partial", `the answer is not whole: ${answer.data.warnings.join("; ").slice(0, 500)}`, {
                retryable: true,
                hint: "counting a part would be wrong; look after the stores behind this address",
            });
        return answer.data.data;
    }
    return {
        query,
        async now() {
            const { resultType, result } = await query("time()");
            const seconds = resultType === "scalar" ? Number(result[1]) : Number.NaN;
            if (!Number.isFinite(seconds))
                throw failed("prometheus-not-there", `${base} does not tell its time`);
            return Math.round(seconds * 1000);
        },
        async samples(selector, fromMs, toMs) {
            const data = await query(`${selector}[${Math.max(1, Math.ceil(toMs - fromMs))}ms]`, toMs);
            if (data.resultType !== "matrix")
                throw failed("prometheus-refused", `${selector} gives a ${data.resultType}`);
            return data.result.map(({ metric: { __name__: name = "", ...labels }, values = [] }) => ({
                name,
                labels,
                samples: values.map(([time, value]) => [Math.round(time * 1000), Number(value)]),
            }));
        },
    };
}
function authorizationOf({ secrets }, access) {
    const { token, user, password } = access;
    for (const value of [token, password])
        secrets.mask(value ?? "");
    if (token)
        return { authorization: `Bearer ${token}` };
    if (!user)
        return undefined;
    const both = Buffer.from(`${user}:${password ?? ""}`).toString("base64");
    secrets.mask(both);
    return { authorization: `Basic ${both}` };
}
function jsonOf(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}

// EXTERNAL MODULE: ./build/packages/telemetry/src/providers/prometheus/selector.js
var selector = __webpack_require__(75264);
;// CONCATENATED MODULE: ./build/packages/telemetry/src/providers/prometheus/index.js





/** Counters that a Prometheus server scraped, by the server's own clock. */
const prometheusTelemetry = (ports, config) => (0,source/* countersSource */.f)(readerOf(prometheusClient(ports, config), config), config);
function readerOf(client, { dialect, ...config }) {
    return {
        provider: "prometheus",
        now: client.now,
        samples: (arm, from, to) => client.samples((0,selector/* selectorOf */.B)((0,counters_dialect/* namesOf */.eZ)(dialect), config[arm]), from, to),
        async readAt(series, time) {
            const born = new Set();
            for (const job of new Set(series.map(({ labels }) => labels["job"] ?? ""))) {
                if (job === "")
                    continue;
                const up = await instancesIn(client, `${(0,selector/* selectorOf */.B)(["up"], { job })} == 1`, time);
                const all = (0,selector/* selectorOf */.B)((0,counters_dialect/* namesOf */.eZ)(dialect), { job });
                // what goes on under other labels (a role that moved) brings its old count along
                const moved = await instancesIn(client, `${all} @ ${(time / 1000).toFixed(3)} unless ${all}`);
                for (const each of series) {
                    const { job: of, instance = "" } = each.labels;
                    if (of === job && up.has(instance) && !moved.has(instance))
                        born.add((0,counters_series/* seriesKey */.X)(each));
                }
            }
            return born;
        },
    };
}
async function instancesIn(client, expression, time) {
    const data = await client.query(expression, time);
    return new Set(data.resultType === "vector" ? data.result.map(({ metric }) => metric["instance"] ?? "") : []);
}


/***/ })

};
