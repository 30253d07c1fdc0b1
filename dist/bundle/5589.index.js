export const id = 5589;
export const ids = [5589];
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

/***/ 35589:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  cloudWatchMetrics: () => (/* binding */ cloudWatchMetrics)
});

// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 9 modules
var schemas = __webpack_require__(27597);
// EXTERNAL MODULE: ./build/packages/contracts/src/index.js + 27 modules
var src = __webpack_require__(58639);
// EXTERNAL MODULE: ./build/packages/telemetry/src/counters/histogram.js
var histogram = __webpack_require__(12761);
// EXTERNAL MODULE: ./build/packages/telemetry/src/counters/mark.js
var counters_mark = __webpack_require__(76414);
// EXTERNAL MODULE: ./build/packages/platform/src/index.js + 31 modules
var platform_src = __webpack_require__(86111);
;// CONCATENATED MODULE: ./build/packages/telemetry/src/providers/cloudwatch/failures.js


const provider = "cloudwatch";
const denied = /^(AccessDenied|AccessDeniedException|UnauthorizedOperation)\b/;
const unknownCaller = /^(UnrecognizedClientException|InvalidClientTokenId|SignatureDoesNotMatch|InvalidSignatureException|IncompleteSignature|MissingAuthenticationToken(Exception)?|CredentialsProviderError)\b/;
const expired = /^(ExpiredToken|ExpiredTokenException|RequestExpired)\b/;
/** Any error of AWS's client as the toolkit's; what the service said is redacted. */
function awsFailure(secrets, action, error) {
    if (!(error instanceof Error))
        return error;
    const known = (0,platform_src/* toolkitErrorIn */.E_)(error);
    if (known)
        return known;
    const { name } = error;
    const status = (0,platform_src/* awsStatusOf */.$5)(error);
    // whatever threw without an answer and without a name of AWS's is a bug, not a refusal
    if (status === undefined && !unknownCaller.test(name))
        return error;
    const said = secrets.redact(error.message).slice(0, 500);
    const failed = (code, more) => new src/* ToolkitError */.h4({ code, provider, status, message: `${action}: ${name}: ${said}`, ...more });
    if (expired.test(name))
        return failed("cloudwatch-expired", {
            hint: "take new credentials right before this step (aws-actions/configure-aws-credentials)",
        });
    if (unknownCaller.test(name))
        return failed("cloudwatch-unauthorized", {
            hint: "check AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN, the role, and this machine's clock",
        });
    if (denied.test(name) || status === 403) {
        const [, role = "the role of this job"] = /User: (arn:\S+)/.exec(said) ?? [];
        return failed("cloudwatch-forbidden", { hint: `allow ${action} to ${role}` });
    }
    if ((0,platform_src/* isWorthAnotherTry */.rg)(error))
        return failed("cloudwatch-unreachable", { retryable: true });
    if (error instanceof SyntaxError || /deserializ/i.test(said))
        return failed("cloudwatch-not-there", { hint: "check AWS_ENDPOINT_URL_CLOUDWATCH" });
    return failed("cloudwatch-refused", {});
}

;// CONCATENATED MODULE: ./build/packages/telemetry/src/providers/cloudwatch/client.js



const action = "cloudwatch:GetMetricData";
/** As many as one call may ask for. */
const mostQueries = 500;
/** Metrics of an endpoint's variants. Throws ToolkitError `cloudwatch-...`. */
async function openMetrics(ports, region, endpointName) {
    const { secrets } = ports;
    const sdk = await Promise.all(/* import() */[__webpack_require__.e(5861), __webpack_require__.e(4085)]).then(__webpack_require__.t.bind(__webpack_require__, 44085, 19));
    const client = new sdk.CloudWatchClient((0,platform_src/* awsSettings */.Tk)(ports, region, "CLOUDWATCH"));
    /** All pages of one call, until every series is told to be whole. */
    async function read(queries, from, to) {
        const found = new Map(queries.map(({ Id }) => [Id, new Map()]));
        const unfinished = new Set(found.keys());
        let token;
        do {
            const page = await client.send(new sdk.GetMetricDataCommand({
                MetricDataQueries: queries,
                StartTime: new Date(from),
                EndTime: new Date(to),
                ScanBy: "TimestampAscending",
                ...(token !== undefined && { NextToken: token }),
            }));
            for (const { Id = "", Timestamps = [], Values = [], StatusCode } of page.MetricDataResults ?? []) {
                for (const [at, time] of Timestamps.entries())
                    found.get(Id)?.set(time.getTime(), Values[at] ?? Number.NaN);
                if (StatusCode === "Complete")
                    unfinished.delete(Id);
                else
                    unfinished.add(Id);
                if (StatusCode === "Forbidden")
                    throw new src/* ToolkitError */.h4({
                        code: "cloudwatch-forbidden",
                        provider: provider,
                        message: `${action}: the account may not read this metric`,
                        hint: `allow ${action} to the role of this job`,
                    });
            }
            token = page.NextToken;
        } while (token !== undefined);
        if (unfinished.size === 0)
            return found;
        throw new src/* ToolkitError */.h4({
            code: "cloudwatch-partial",
            provider: provider,
            retryable: true,
            message: `${unfinished.size} of ${queries.length} metrics came incomplete`,
            hint: "counting a part would be wrong; run the look again",
        });
    }
    return {
        async minutes(sums, from, to) {
            const queries = sums.map(({ metric, variant, statistic }, at) => {
                const dimensions = { EndpointName: endpointName, VariantName: variant };
                return {
                    Id: `q${at}`,
                    MetricStat: {
                        Metric: {
                            Namespace: "AWS/SageMaker",
                            MetricName: metric,
                            Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
                        },
                        Period: 60,
                        Stat: statistic,
                    },
                };
            });
            const found = [];
            try {
                for (let at = 0; at < queries.length; at += mostQueries)
                    found.push(...(await read(queries.slice(at, at + mostQueries), from, to)).values());
            }
            catch (error) {
                throw awsFailure(secrets, action, error);
            }
            return found;
        },
    };
}

;// CONCATENATED MODULE: ./build/packages/telemetry/src/providers/cloudwatch/sums.js
/** ModelLatency is in microseconds. `TC(x:)` counts the values above x (the lower bound is excluded). */
const above = (milliseconds) => `TC(${Math.round(milliseconds * 1000)}:)`;
/** https://docs.aws.amazon.com/sagemaker/latest/dg/monitoring-cloudwatch.html, endpoint invocation metrics */
function sumsOf(variant, tauMs) {
    const sum = (metric, statistic = "Sum") => ({ metric, variant, statistic });
    return [
        ["requests", sum("Invocations")],
        ["errors4xx", sum("Invocation4XXErrors")],
        ["errors5xx", sum("Invocation5XXErrors")],
        ...(tauMs === undefined
            ? []
            : [
                ["latencies", sum("ModelLatency", "SampleCount")],
                ["overTau", sum("ModelLatency", above(tauMs))],
                ["overMargin", sum("ModelLatency", above(1.2 * tauMs))],
            ]),
    ].map(([name, each]) => [name, each]);
}
/** Bounds of a histogram from 1 ms to 13 minutes, each a tenth above the one before. */
const bounds = Array.from({ length: 143 }, (_, at) => Math.round(1000 * 1.1 ** at) / 1000);
/** A whole distribution as one question: percentiles of single minutes cannot be put together. */
const distributionSums = (variant) => [
    { metric: "ModelLatency", variant, statistic: "SampleCount" },
    ...bounds.map((bound) => ({ metric: "ModelLatency", variant, statistic: above(bound) })),
];
/** From the sums of the same order. */
function distributionOf([all = 0, ...over]) {
    return [
        ...bounds.map((bound, at) => [bound, Math.max(0, all - (over[at] ?? 0))]),
        [Number.POSITIVE_INFINITY, all],
    ];
}

;// CONCATENATED MODULE: ./build/packages/telemetry/src/providers/cloudwatch/index.js







const minute = 60_000;
/** Minutes that may still change are read again by the next look, which counts what they grew by. */
const lateMs = 15 * minute;
const longestMs = 7 * 24 * 60 * minute;
const arms = ["canary", "baseline"];
/** What the minutes from `from` until the mark were counted as. */
const totals = schemas/* partialRecord */.jgl(schemas/* enum */.k5n(["requests", "errors4xx", "errors5xx", "latencies", "overTau", "overMargin"]), schemas/* strictObject */.rej({ from: schemas/* number */.aig(), total: schemas/* number */.aig().min(0) }));
/** The end of the last look, a whole minute. */
const markSchema = schemas/* strictObject */.rej({
    time: schemas/* number */.aig().min(0).multipleOf(minute),
    late: schemas/* strictObject */.rej({ canary: totals, baseline: totals }),
});
/**
 * What CloudWatch counts of the variants of a SageMaker endpoint, in whole minutes. A look waits until its last minute is
 * told. Errors are all answers of 4xx and 5xx: CloudWatch does not tell which were the caller's. How many requests were
 * slower than a limit CloudWatch tells from its own bins, so that it is always flagged as interpolated.
 */
async function cloudWatchMetrics(ports, config) {
    const { clock } = ports;
    const { delayMs = 2 * minute } = config;
    const metrics = await openMetrics(ports, config.region, config.endpointName);
    async function untilTold(time) {
        const left = time + delayMs - clock.now();
        if (left > 0)
            await clock.sleep(left);
    }
    return {
        // traffic of the minute that has begun lies on both sides: it is of neither
        now: async () => markText({ time: Math.ceil(clock.now() / minute) * minute, late: { canary: {}, baseline: {} } }),
        async since(text, tauMs) {
            const mark = (0,counters_mark/* parseMark */.lw)(text, markSchema, provider);
            const end = Math.max(Math.floor(clock.now() / minute) * minute, mark.time + minute);
            if (mark.time > clock.now() + minute)
                throw (0,counters_mark/* noMark */.dX)(provider, `${new Date(mark.time).toISOString()} is still to come here`, "set this clock right");
            if (end - mark.time > longestMs)
                throw (0,counters_mark/* noMark */.dX)(provider, "the look before is more than 7 days ago", "begin the rollout again with a new state");
            await untilTold(end);
            const notes = new Set();
            const counted = { canary: nothing, baseline: nothing };
            const late = { canary: {}, baseline: {} };
            for (const arm of arms) {
                const seen = await sumArm(metrics, config[arm], { mark, arm, end, tauMs });
                counted[arm] = armOf(seen.sums, tauMs);
                late[arm] = seen.late;
                if (seen.sums.requests === undefined)
                    notes.add(`no-series-${arm}`);
                if (counted[arm].overTau !== undefined && counted[arm].requests > 0)
                    notes.add("latency-interpolated");
            }
            return {
                ...counted,
                baselineP95: tauMs === undefined ? await p95Between(mark.time, end) : { requests: 0, p95Ms: undefined },
                block: `${provider} ${new Date(mark.time).toISOString()}/${new Date(end).toISOString()}`,
                mark: markText({ time: end, late }),
                notes: [...notes].sort(),
            };
        },
        async baselineP95(seconds) {
            const end = Math.floor((clock.now() - delayMs) / minute) * minute;
            return await p95Between(end - Math.ceil(seconds / 60) * minute, end);
        },
    };
    async function p95Between(from, to) {
        const sums = (await metrics.minutes(distributionSums(config.baseline), from, to)).map((points) => totalOf(points, from, to) ?? 0);
        return { requests: sums[0] ?? 0, p95Ms: (0,histogram/* histogramQuantile */.EV)(distributionOf(sums), 0.95) };
    }
}
/** What an arm's sums grew by since the mark, and what the last minutes until the end are counted as. */
async function sumArm(metrics, variant, { mark, arm, end, tauMs }) {
    const asked = sumsOf(variant, tauMs);
    const points = await metrics.minutes(asked.map(([, sum]) => sum), mark.time - lateMs, end);
    const [sums, late] = [{}, {}];
    for (const [at, [name]] of asked.entries()) {
        const minutes = points[at] ?? new Map();
        // minutes from before the first mark are of no look, however late they come
        const before = mark.late[arm][name] ?? { from: mark.time, total: 0 };
        const total = totalOf(minutes, before.from, end);
        if (total !== undefined)
            sums[name] = Math.max(0, total - before.total);
        const from = Math.max(before.from, end - lateMs);
        late[name] = { from, total: totalOf(minutes, from, end) ?? 0 };
    }
    return { sums, late };
}
/** Undefined where there is no point. */
function totalOf(points, from, to) {
    let total;
    for (const [time, value] of points) {
        if (!Number.isFinite(value) || value < 0)
            throw new src/* ToolkitError */.h4({ code: "telemetry-corrupt", provider: provider, message: `${value} is no count` });
        if (time >= from && time < to)
            total = (total ?? 0) + value;
    }
    return total;
}
const nothing = { requests: 0, errors: undefined, overTau: undefined, overMargin: undefined };
function armOf(sums, tauMs) {
    const { requests = 0, errors4xx, errors5xx, latencies, overTau = 0, overMargin = 0 } = sums;
    // SageMaker writes 0 for every request that went well: no point at all is no data
    const told = requests === 0 || errors4xx !== undefined || errors5xx !== undefined;
    const errors = told ? Math.min(requests, (errors4xx ?? 0) + (errors5xx ?? 0)) : undefined;
    if (tauMs === undefined || (requests > 0 && !latencies))
        return { ...nothing, requests, errors };
    return { requests, errors, overTau, overMargin };
}
const markText = (mark) => JSON.stringify(mark);


/***/ })

};
