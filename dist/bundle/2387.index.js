export const id = 2387;
export const ids = [2387];
export const modules = {

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

/***/ 2387:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  routerLog: () => (/* binding */ routerLog)
});

// EXTERNAL MODULE: ./build/packages/contracts/src/index.js + 27 modules
var src = __webpack_require__(58639);
// EXTERNAL MODULE: ./build/packages/telemetry/src/outcome.js
var outcome = __webpack_require__(40937);
;// CONCATENATED MODULE: ./build/packages/telemetry/src/providers/router-log/mark.js

const markText = ({ segment, offset }) => `${segment}:${offset}`;
/** @throws ToolkitError `telemetry-mark` */
function parseMark(text, path) {
    const [, segment = "0", offset] = /^(?:(\d{1,9}):)?(\d{1,15})$/.exec(text) ?? [];
    if (offset === undefined)
        throw noPlace(text, path);
    return { segment: Number(segment), offset: Number(offset) };
}
const noPlace = (mark, path) => new src/* ToolkitError */.h4({ code: "telemetry-mark", provider: "router-log", message: `${mark} is no place in ${path}` });

;// CONCATENATED MODULE: ./build/packages/telemetry/src/providers/router-log/read-line.js

const number = String.raw `\d+(?:\.\d+)?(?:e-?\d+)?`;
const plain = String.raw `[^"\\\n]*`;
/** A request as the router writes it, keys in order, no escapes: a tenth of the time that JSON and schema take. */
const written = new RegExp([
    String.raw `\{"kind":"request","time":"(${plain})","requestId":"${plain}","variant":"(baseline|canary)"`,
    String.raw `,"shadow":(true|false),"status":(\d{1,3}),"error":(null|"${plain}"),"latencyMs":(${number})`,
    String.raw `,"firstTokenMs":(?:null|${number}),"promptTokens":(?:null|\d+),"completionTokens":(?:null|\d+)`,
    String.raw `,"weight":${number}(?:,"userBucket":\d+)?\}\n`,
].join(""), "y");
const lineFeed = 0x0a;
/**
 * Every line of a piece of the log that ends in a line feed.
 * @throws ToolkitError `telemetry-corrupt`: passing over a damaged line would hide requests from the gate
 */
function readLines(bytes, path, see) {
    // one character a byte: places in the text are places in the bytes, and what is matched below is ASCII or unread
    const text = bytes.toString("latin1");
    for (let start = 0; start < bytes.length;) {
        written.lastIndex = start;
        const match = written.exec(text);
        if (match) {
            start = written.lastIndex;
            const [, time, variant, shadow, status, error, latencyMs] = match;
            see({
                kind: "request",
                time: time,
                variant: variant,
                shadow: shadow === "true",
                status: Number(status),
                error: error === "null" ? null : error.slice(1, -1),
                latencyMs: Number(latencyMs),
            });
            continue;
        }
        const end = bytes.indexOf(lineFeed, start);
        if (end > start)
            see(parse(bytes.toString("utf8", start, end), path));
        start = end + 1;
    }
}
function parse(text, path) {
    try {
        return src/* requestLineSchema */.ze.parse(JSON.parse(text));
    }
    catch (cause) {
        throw new src/* ToolkitError */.h4({
            code: "telemetry-corrupt",
            provider: "router-log",
            message: `${path} has a line that is none: ${text.slice(0, 80)}`,
            cause,
        });
    }
}

;// CONCATENATED MODULE: ./build/packages/telemetry/src/providers/router-log/index.js




const router_log_lineFeed = 0x0a;
/** More than any line of the log. */
const tailBytes = 64 * 1024;
/**
 * Reads the router's request log from where it was left, through all segments that followed. A last line without its end
 * waits for it; in a segment that another one follows nobody will end it. Memory holds one piece of the log and the
 * latencies and scores that are asked for.
 */
function routerLog({ files }, { path, scoreMetric }) {
    const sizeOf = async (segment) => (await files.stat((0,src/* requestLogSegment */.vP)(path, segment)))?.size;
    async function lastSegment(from = 0) {
        let segment = from;
        while ((await sizeOf(segment + 1)) !== undefined)
            segment += 1;
        return segment;
    }
    /** Counts the whole lines from the mark to the segment's end, and tells where the last of them ended. */
    async function count({ segment, offset }, counter) {
        const file = (0,src/* requestLogSegment */.vP)(path, segment);
        let place = offset;
        let rest = Buffer.alloc(0);
        for await (const chunk of files.stream(file, { start: offset })) {
            const bytes = rest.length === 0 ? Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length) : Buffer.concat([rest, chunk]);
            const whole = bytes.lastIndexOf(router_log_lineFeed) + 1;
            readLines(bytes.subarray(0, whole), file, (line) => counter.see(line));
            place += whole;
            rest = Buffer.from(bytes.subarray(whole));
        }
        return place;
    }
    return {
        async now() {
            const segment = await lastSegment();
            const size = (await sizeOf(segment)) ?? 0;
            let offset = size === 0 ? 0 : Math.max(0, size - tailBytes);
            let end = 0;
            if (size > 0) {
                let seen = 0;
                for await (const chunk of files.stream((0,src/* requestLogSegment */.vP)(path, segment), { start: offset })) {
                    const at = Buffer.from(chunk).lastIndexOf(router_log_lineFeed) + 1;
                    if (at > 0)
                        end = seen + at;
                    seen += chunk.length;
                }
            }
            offset += end;
            return markText({ segment, offset });
        },
        async since(text) {
            let mark = parseMark(text, path);
            const size = await sizeOf(mark.segment);
            if (mark.offset > (size ?? 0) || (size === undefined && mark.segment > 0))
                throw noPlace(text, path);
            const counter = new Counter(scoreMetric);
            if (size === undefined)
                return { traffic: counter.traffic, mark: markText(mark) };
            for (;;) {
                // asked first: a segment that had a successor before it was read is read to its end
                const followed = (await sizeOf(mark.segment + 1)) !== undefined;
                mark = { segment: mark.segment, offset: await count(mark, counter) };
                if (!followed)
                    return { traffic: counter.traffic, mark: markText(mark) };
                mark = { segment: mark.segment + 1, offset: 0 };
            }
        },
    };
}
class Counter {
    traffic = { canary: empty(), baseline: empty() };
    #scoreMetric;
    /** When the stretch's first request ended; scores of requests before it belong to a stretch that was counted. */
    #firstTime;
    constructor(scoreMetric) {
        this.#scoreMetric = scoreMetric;
    }
    see(line) {
        const arm = this.traffic[line.variant];
        if (line.kind === "score") {
            if (line.metric === this.#scoreMetric && this.#isOurs(line.requestTime))
                arm.scores.push(line.value);
            return;
        }
        this.#firstTime ??= line.time;
        if (line.shadow || outcome/* notTheModels */.R.has(line.status))
            return;
        arm.requests += 1;
        if (line.error !== null || line.status >= 400)
            arm.errors += 1;
        else
            arm.latenciesMs.push(line.latencyMs);
    }
    #isOurs(requestTime) {
        return requestTime === undefined || (this.#firstTime !== undefined && requestTime >= this.#firstTime);
    }
}
const empty = () => ({ requests: 0, errors: 0, latenciesMs: [], scores: [] });


/***/ })

};
