export const id = 5169;
export const ids = [5169];
export const modules = {

/***/ 75169:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  run: () => (/* binding */ run)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./build/packages/contracts/src/index.js + 27 modules
var src = __webpack_require__(58639);
// EXTERNAL MODULE: ./build/packages/inference/src/index.js + 6 modules
var inference_src = __webpack_require__(24418);
// EXTERNAL MODULE: ./build/packages/platform/src/index.js + 31 modules
var platform_src = __webpack_require__(86111);
// EXTERNAL MODULE: ./build/packages/reports/src/index.js + 39 modules
var reports_src = __webpack_require__(97090);
// EXTERNAL MODULE: external "node:vm"
var external_node_vm_ = __webpack_require__(30714);
;// CONCATENATED MODULE: ./build/actions/smoke-test/check-answer.js

/** Everything that an answer misses; empty when it is as expected. */
async function checkAnswer({ expect }, answer) {
    const problems = [];
    const { content } = answer;
    for (const part of expect.contains ?? [])
        if (!content.includes(part))
            problems.push({ check: "contains", expected: part });
    if (expect.equals !== undefined && content.trim() !== expect.equals.trim())
        problems.push({ check: "equals", expected: expect.equals });
    if (expect.regex !== undefined && !matches(expect.regex, content))
        problems.push({ check: "regex", expected: expect.regex });
    if (expect.jsonSchema) {
        const broken = await breaks(expect.jsonSchema, content);
        if (broken)
            problems.push({ check: "json-schema", expected: broken });
    }
    if (expect.maxLatencySeconds !== undefined && !(answer.latencySeconds <= expect.maxLatencySeconds))
        problems.push({ check: "latency", expected: `${expect.maxLatencySeconds} s` });
    // a server that does not count its tokens shows nothing
    if (expect.maxTokens !== undefined && !((answer.completionTokens ?? Number.POSITIVE_INFINITY) <= expect.maxTokens))
        problems.push({ check: "tokens", expected: String(expect.maxTokens) });
    if (expect.finishReason !== undefined && answer.finishReason !== expect.finishReason)
        problems.push({ check: "finish-reason", expected: expect.finishReason });
    return problems;
}
/** In a context that is ended after a second: a pattern that backtracks for ever is no match, not a hung job. */
function matches(pattern, text) {
    try {
        return ((0,external_node_vm_.runInNewContext)("new RegExp(pattern, 'u').test(text)", { pattern, text: text.slice(0, 10_000) }, { timeout: 1000 }) === true);
    }
    catch {
        return false;
    }
}
async function breaks(schema, content) {
    let value;
    try {
        value = JSON.parse(content);
    }
    catch {
        return "—";
    }
    const { default: Ajv } = await Promise.all(/* import() */[__webpack_require__.e(3457), __webpack_require__.e(2463)]).then(__webpack_require__.t.bind(__webpack_require__, 42463, 19));
    const validator = new Ajv.default({ allErrors: true, strict: false });
    return validator.validate(schema, value) ? undefined : validator.errorsText();
}

;// CONCATENATED MODULE: ./build/actions/smoke-test/run.js






async function run(inputs, deps) {
    const suite = await (0,platform_src/* readYaml */.gM)(deps.files, (0,external_node_path_.resolve)(deps.workspace, inputs.suite), src/* smokeSuiteSchema */.fR, inputs.suite);
    const inference = await inference_src/* inferenceProviders */.QC["openai-compatible"](deps, {
        baseUrl: inputs.endpoint,
        model: inputs.model,
        apiKey: inputs["api-key"],
        timeoutMs: 60_000,
    });
    const outcomes = [];
    if (suite.model !== undefined)
        outcomes.push(await checkIdentity(inference, suite.model, deps.signal));
    for (const probe of suite.probes)
        outcomes.push(await ask(inference, probe, deps.signal));
    const failed = outcomes.filter(({ problems }) => problems.length > 0);
    for (const { name, problems } of failed)
        deps.log.error(`${name}: ${problems.map(({ check, expected }) => `${check} (${expected})`).join(", ")}`);
    const verdict = failed.length === 0 ? "pass" : "fail";
    return {
        outputs: { failed: failed.length },
        verdict,
        report: (0,reports_src.rendered)({ schemaVersion: 1, verdict, outcomes }, (0,reports_src/* smokeReport */.Ih)(outcomes, verdict, inputs.language)),
    };
}
async function ask(inference, probe, signal) {
    try {
        const answer = await inference.chat({ messages: probe.messages, maxTokens: probe.maxTokens, temperature: 0, stream: probe.stream }, signal);
        return {
            name: probe.name,
            problems: await checkAnswer(probe, answer),
            got: answer.content.slice(0, 200),
            latencySeconds: answer.latencySeconds,
        };
    }
    catch (error) {
        if (!(error instanceof src/* ToolkitError */.h4) || error.code === "cancelled")
            throw error;
        return {
            name: probe.name,
            problems: [{ check: "failed", expected: error.message.slice(0, 200) }],
            got: "",
            latencySeconds: null,
        };
    }
}
async function checkIdentity(inference, expected, signal) {
    const models = await inference.models(signal).catch(() => []);
    return {
        name: "model",
        problems: models.includes(expected) ? [] : [{ check: "model", expected }],
        got: models.join(", ").slice(0, 200),
        latencySeconds: null,
    };
}


/***/ }),

/***/ 24418:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  By: () => (/* reexport */ adaptivePool),
  QC: () => (/* reexport */ inferenceProviders),
  Qr: () => (/* reexport */ openResponseCache),
  kD: () => (/* reexport */ runPool)
});

// UNUSED EXPORTS: afterCongestion, afterSuccess, firstPauseMs, longestPauseMs, openWindow, placesOf

// EXTERNAL MODULE: ./build/packages/contracts/src/index.js + 27 modules
var src = __webpack_require__(58639);
// EXTERNAL MODULE: ./build/packages/platform/src/index.js + 31 modules
var platform_src = __webpack_require__(86111);
;// CONCATENATED MODULE: ./build/packages/inference/src/concurrency-window.js
const firstPauseMs = 500;
const longestPauseMs = 20_000;
/** A moderate beginning: half of what is allowed, yet four where four are allowed. */
function openWindow(ceiling) {
    const level = Math.max(Math.min(4, ceiling), Math.ceil(ceiling / 2));
    return { level, ceiling, slowStartUntil: ceiling, pausedUntil: 0, streak: 0, decreasedAt: Number.NEGATIVE_INFINITY };
}
/** An answer came. Only while the window is full does it say that there is room for more (RFC 7661). */
function afterSuccess(window, { full }) {
    const growth = !full ? 0 : window.level < window.slowStartUntil ? 1 : 1 / window.level;
    return { ...window, level: Math.min(window.ceiling, window.level + growth), streak: 0 };
}
/**
 * The server had no room, or no time. The level halves once for all requests that were under way together; the pause is
 * the server's own where it named one, and never shorter than one that was named before.
 * @param jitter uniform in [0, 1): spreads the pauses of several runs
 */
function afterCongestion(window, event) {
    const { startedAt, now, retryAfterMs, jitter } = event;
    const fresh = startedAt >= window.decreasedAt;
    const streak = fresh ? window.streak + 1 : window.streak;
    const doubling = Math.min(longestPauseMs, firstPauseMs * 2 ** (streak - 1)) * (0.5 + jitter / 2);
    const pauseMs = retryAfterMs ?? (fresh ? doubling : 0);
    const pausedUntil = Math.max(window.pausedUntil, now + pauseMs);
    if (!fresh)
        return { ...window, pausedUntil };
    const level = Math.max(1, window.level / 2);
    // who comes back from the pause is no old news
    return { ...window, level, slowStartUntil: level, pausedUntil, streak, decreasedAt: now };
}
/** Places that are open now. */
function placesOf(window, now) {
    return now < window.pausedUntil ? 0 : Math.floor(window.level);
}

;// CONCATENATED MODULE: ./build/packages/inference/src/adaptive-pool.js



const congestedStatuses = new Set([429, 502, 503, 504, 529]);
/** Whether the server had no room or no time, rather than something against this request. */
function isCongestion({ status, code }) {
    return congestedStatuses.has(status ?? 0) || code === "http-timeout" || code === "http-unreachable";
}
/**
 * Works on every item, as many at once as the server bears, and yields outcomes as they come. The level follows the
 * answers (`concurrency-window.ts`); a pause holds for all, so that a server that asks for rest gets it. An item whose
 * error is retryable comes again, before new ones. Items are drawn only as there is room, and no more outcomes wait than
 * run: memory does not grow with the number of items. Anything thrown that is no ToolkitError, a cancelled signal, or an
 * error of the source ends the pool; so does a consumer who stops reading. What then runs is aborted and awaited.
 */
async function* adaptivePool({ clock, random }, items, { concurrency, attempts = 5, signal: outer, onCongestion }, work) {
    const source = Symbol.asyncIterator in items ? items[Symbol.asyncIterator]() : items[Symbol.iterator]();
    const ending = new AbortController();
    const signal = outer ? AbortSignal.any([outer, ending.signal]) : ending.signal;
    const waiting = [];
    const outcomes = [];
    const running = new Set();
    let window = openWindow(concurrency);
    let [exhausted, drawing, pausing, resting] = [false, false, false, 0];
    let end;
    let wake;
    let drawn = Promise.resolve();
    function notify() {
        wake?.();
        wake = undefined;
    }
    function stop(error) {
        end ??= { error };
        notify();
    }
    /** Starts what there is room for: first what comes again, then new items. */
    function fill() {
        while (!end && outcomes.length < concurrency) {
            const now = clock.monotonic();
            const job = running.size < placesOf(window, now) ? waiting.shift() : undefined;
            if (job)
                start(job, now);
            else {
                if (now < window.pausedUntil)
                    pause(Math.ceil(window.pausedUntil - now));
                else if (running.size < placesOf(window, now))
                    draw();
                return;
            }
        }
    }
    function pause(ms) {
        if (pausing)
            return;
        pausing = true;
        clock.sleep(ms, signal).then(() => {
            pausing = false;
            fill();
        }, stop);
    }
    function draw() {
        if (drawing || exhausted)
            return;
        drawing = true;
        drawn = Promise.resolve(source.next()).then((next) => {
            drawing = false;
            if (next.done)
                exhausted = true;
            else
                waiting.push({ item: next.value, attempt: 1 });
            fill();
            if (exhausted)
                notify();
        }, stop);
    }
    function start(job, startedAt) {
        const full = running.size + 1 >= placesOf(window, startedAt);
        const task = attempt(job, startedAt, full).then(() => {
            running.delete(task);
            fill();
            notify();
        });
        running.add(task);
    }
    async function attempt(job, startedAt, full) {
        try {
            const result = await work(job.item, signal);
            window = afterSuccess(window, { full });
            outcomes.push({ item: job.item, result });
        }
        catch (error) {
            failed(job, error, startedAt);
        }
    }
    function failed(job, error, startedAt) {
        if (!(error instanceof src/* ToolkitError */.h4) || signal.aborted) {
            stop(error);
            return;
        }
        const retryAfterMs = error instanceof platform_src/* RetryAfterError */.nn ? error.pauseMs : undefined;
        const congestion = isCongestion(error);
        if (congestion) {
            const now = clock.monotonic();
            const before = window;
            window = afterCongestion(window, { startedAt, now, retryAfterMs, jitter: random.uniform() });
            if (window.level !== before.level || window.pausedUntil > before.pausedUntil)
                onCongestion?.(Math.floor(window.level), Math.max(0, window.pausedUntil - now));
        }
        // a request that ran out of time may have been answered, and billed: once more is enough
        const most = error.code === "http-timeout" ? Math.min(attempts, 2) : attempts;
        if (!error.retryable || job.attempt >= most)
            outcomes.push({ item: job.item, error });
        // where all rest, the item comes right after the rest; a trouble of its own is waited out by it alone
        else
            later({ ...job, attempt: job.attempt + 1 }, congestion ? 0 : (retryAfterMs ?? firstPauseMs * 2 ** job.attempt));
    }
    function later(job, ms) {
        const back = () => {
            resting -= ms > 0 ? 1 : 0;
            waiting.push(job);
            fill();
        };
        if (ms <= 0)
            back();
        else {
            resting += 1;
            clock.sleep(Math.min(ms, longestPauseMs), signal).then(back, stop);
        }
    }
    try {
        fill();
        for (;;) {
            if (end)
                throw end.error;
            const outcome = outcomes.shift();
            if (outcome) {
                fill();
                yield outcome;
            }
            else if (exhausted && running.size + waiting.length + resting === 0)
                return;
            else
                await new Promise((resolve) => {
                    wake = resolve;
                });
        }
    }
    finally {
        end ??= { error: undefined };
        ending.abort();
        await Promise.all(running);
        await drawn;
        await source.return?.();
    }
}

;// CONCATENATED MODULE: ./build/packages/inference/src/catalog.js
/** One line a provider; loaded when it is chosen. */
const inferenceProviders = {
    "openai-compatible": async (ports, config) => (await __webpack_require__.e(/* import() */ 8296).then(__webpack_require__.bind(__webpack_require__, 78296))).openAiCompatible(ports, config),
    openai: async (ports, config) => (await __webpack_require__.e(/* import() */ 4199).then(__webpack_require__.bind(__webpack_require__, 74199))).openAi(ports, config),
    "azure-openai": async (ports, config) => (await __webpack_require__.e(/* import() */ 6165).then(__webpack_require__.bind(__webpack_require__, 16165))).azureOpenAi(ports, config),
    anthropic: async (ports, config) => (await __webpack_require__.e(/* import() */ 7475).then(__webpack_require__.bind(__webpack_require__, 97475))).anthropic(ports, config),
    bedrock: async (ports, config) => (await __webpack_require__.e(/* import() */ 4900).then(__webpack_require__.bind(__webpack_require__, 4900))).bedrock(ports, config),
    vertex: async (ports, config) => (await __webpack_require__.e(/* import() */ 4059).then(__webpack_require__.bind(__webpack_require__, 44059))).vertex(ports, config),
    sagemaker: async (ports, config) => (await __webpack_require__.e(/* import() */ 2178).then(__webpack_require__.bind(__webpack_require__, 2178))).sageMaker(ports, config),
};

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 9 modules
var schemas = __webpack_require__(27597);
;// CONCATENATED MODULE: ./build/packages/inference/src/key-index.js
/** 2^40 bytes a file, 2^13 files: together the 53 bits that a number holds. */
const offsets = 2 ** 40;
function newKeyIndex() {
    let marks = new Float64Array(1024);
    let places = new Float64Array(1024);
    let size = 0;
    /** 52 bits of the key; 0 is an empty slot. */
    const markOf = (key) => Number.parseInt(key.slice(0, 13), 16) + 1;
    function put(mark, place) {
        let slot = mark % marks.length;
        while (marks[slot] !== 0)
            slot = (slot + 1) % marks.length;
        marks[slot] = mark;
        places[slot] = place;
        size += 1;
    }
    function grow() {
        const [oldMarks, oldPlaces] = [marks, places];
        marks = new Float64Array(oldMarks.length * 2);
        places = new Float64Array(oldMarks.length * 2);
        size = 0;
        // in order of age within a run of slots: start after a gap
        const gap = oldMarks.indexOf(0);
        for (let step = 1; step <= oldMarks.length; step++) {
            const slot = (gap + step) % oldMarks.length;
            if (oldMarks[slot] !== 0)
                put(oldMarks[slot], oldPlaces[slot]);
        }
    }
    return {
        add(key, { shard, offset }) {
            if (size * 4 >= marks.length * 3)
                grow();
            put(markOf(key), shard * offsets + offset);
        },
        places(key) {
            const mark = markOf(key);
            const found = [];
            for (let slot = mark % marks.length; marks[slot] !== 0; slot = (slot + 1) % marks.length) {
                if (marks[slot] !== mark)
                    continue;
                const place = places[slot];
                found.unshift({ shard: Math.floor(place / offsets), offset: place % offsets });
            }
            return found;
        },
        size: () => size,
    };
}

;// CONCATENATED MODULE: ./build/packages/inference/src/response-cache.js





/** A change of what an entry means makes a new version, and old entries are not found any more. */
const version = 1;
const entrySchema = schemas/* object */.Ikc({
    key: schemas/* string */.YjP().regex(/^[0-9a-f]{64}$/),
    answer: schemas/* object */.Ikc({
        content: schemas/* string */.YjP(),
        finishReason: schemas/* string */.YjP().nullable(),
        promptTokens: schemas/* number */.aig().nullable(),
        completionTokens: schemas/* number */.aig().nullable(),
        latencySeconds: schemas/* number */.aig(),
        firstTokenSeconds: schemas/* number */.aig().nullable(),
        model: schemas/* string */.YjP().nullable(),
        requestId: schemas/* string */.YjP().nullable(),
        cachedTokens: schemas/* number */.aig().nullish(),
        ignored: schemas/* array */.YOg(schemas/* string */.YjP()).optional(),
    }),
});
/** More files than this are joined when the cache is opened. */
const mostShards = 8;
/**
 * Answers in a folder: JSON lines, appended to one file a run, so that kill -9 costs the line that was being written and a
 * run beside this one disturbs nothing. Answers stay on the disk; in memory are 16 bytes for each. An entry that cannot be
 * read is no entry, and is written anew.
 */
async function openResponseCache(ports, folder) {
    const { files, random } = ports;
    const shards = [];
    const index = newKeyIndex();
    for (const name of await shardsIn(ports, folder))
        await indexShard(files, (0,external_node_path_.join)(folder, name), shards, index);
    const under = new Map();
    let [found, added] = [0, 0];
    let own;
    let writing = Promise.resolve();
    async function read(key) {
        for (const place of index.places(key)) {
            const line = await lineAt(files, shards[place.shard], place.offset);
            const entry = entrySchema.safeParse(line);
            if (entry.success && entry.data.key === key)
                return { ...entry.data.answer, fromCache: true };
        }
        return undefined;
    }
    /** One line after the other, since the place of each is the end of those before it. */
    function write(key, answer) {
        const done = writing.then(async () => {
            own ??= { shard: shards.push((0,external_node_path_.join)(folder, `${random.uuid()}.jsonl`)) - 1, size: 0 };
            const line = `${JSON.stringify({ key, answer })}\n`;
            const offset = own.size;
            await files.append(shards[own.shard], line);
            own.size += Buffer.byteLength(line);
            index.add(key, { shard: own.shard, offset });
            added += 1;
        });
        // a disk that is full must not fail the writes after it in this one's name
        writing = done.catch(() => {
            own = undefined;
        });
        return done;
    }
    async function chat(key, ask) {
        const known = await read(key);
        if (known) {
            found += 1;
            return known;
        }
        const { fromCache: _, ...answer } = await ask();
        await write(key, answer);
        return answer;
    }
    return {
        wrap: (inference, answerer, repeat = 0) => ({
            ...inference,
            async chat(request, signal) {
                const key = keyOf(answerer, request, repeat);
                const first = under.get(key);
                if (first) {
                    // paid by the one who asked first
                    const answer = await first.catch(() => undefined);
                    if (answer)
                        return { ...answer, fromCache: true };
                }
                const mine = chat(key, () => inference.chat(request, signal));
                under.set(key, mine);
                try {
                    return await mine;
                }
                finally {
                    if (under.get(key) === mine)
                        under.delete(key);
                }
            },
        }),
        has: async (answerer, request, repeat = 0) => (await read(keyOf(answerer, request, repeat))) !== undefined,
        counts: () => ({ found, added }),
    };
}
/** Everything that an answer depends on; not the request's id, nor whether it comes in pieces. */
function keyOf({ provider, model, endpoint }, request, repeat) {
    const { messages, maxTokens, temperature, seed, stop, responseSchema } = request;
    const turns = messages.map(({ role, content }) => [role, content]);
    const settings = [maxTokens, temperature ?? null, seed ?? null, stop ?? null, responseSchema ?? null];
    const parts = [version, provider, model, endpoint ?? null, turns, settings, repeat];
    return (0,external_node_crypto_.createHash)("sha256").update(JSON.stringify(parts)).digest("hex");
}
const isShard = (name) => /^[0-9a-f-]{36}\.jsonl$/.test(name);
/** Names of the shards; many small ones are joined to one first, whole before the old ones go. */
async function shardsIn({ files, random }, folder) {
    const names = (await files.list(folder)).filter(isShard);
    if (names.length <= mostShards)
        return names;
    const joined = `${random.uuid()}.jsonl`;
    await files.writeStream((0,external_node_path_.join)(folder, joined), entriesOf(files, folder, names));
    for (const name of names)
        await files.remove((0,external_node_path_.join)(folder, name));
    return [joined];
}
async function* entriesOf(files, folder, names) {
    for (const name of names)
        for await (const item of (0,platform_src/* jsonLines */.i7)(files, (0,external_node_path_.join)(folder, name))) {
            const entry = entrySchema.safeParse("value" in item ? item.value : undefined);
            if (entry.success)
                yield Buffer.from(`${JSON.stringify(entry.data)}\n`);
        }
}
async function indexShard(files, path, shards, index) {
    const shard = shards.push(path) - 1;
    for await (const { offset, head } of linesOf(files, path)) {
        const [, key] = /^\{"key":"([0-9a-f]{64})",/.exec(head) ?? [];
        if (key !== undefined)
            index.add(key, { shard, offset });
    }
}
/** Where the lines of a file begin, and their first bytes: enough for a key. */
async function* linesOf(files, path) {
    const headBytes = 80;
    let [offset, size] = [0, 0];
    let head = Buffer.alloc(0);
    for await (const chunk of files.stream(path)) {
        let start = 0;
        for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, start)) {
            take(chunk.subarray(start, end));
            yield { offset, head: head.toString("latin1") };
            offset += size + 1;
            [size, head] = [0, Buffer.alloc(0)];
            start = end + 1;
        }
        take(chunk.subarray(start));
    }
    // a line without an end was torn
    function take(part) {
        size += part.length;
        if (head.length < headBytes)
            head = Buffer.concat([head, part.subarray(0, headBytes - head.length)]);
    }
}
/** Undefined when there is no such line, or it is no JSON. */
async function lineAt(files, path, offset) {
    const chunks = [];
    try {
        for await (const chunk of files.stream(path, { start: offset })) {
            const end = chunk.indexOf(10);
            chunks.push(end === -1 ? chunk : chunk.subarray(0, end));
            if (end !== -1)
                return JSON.parse(Buffer.concat(chunks).toString("utf8"));
        }
    }
    catch {
        // removed by another run, or torn
    }
    return undefined;
}

;// CONCATENATED MODULE: ./build/packages/inference/src/run-pool.js
/**
 * Runs the work for every item, at most `concurrency` at a time, and yields results as they come. Items are drawn only
 * as there is room, so an endless source needs no memory. The first error stops the drawing and is thrown after the
 * work that runs has ended.
 */
async function* runPool(items, concurrency, work) {
    const source = Symbol.asyncIterator in items ? items[Symbol.asyncIterator]() : items[Symbol.iterator]();
    const running = new Set();
    let exhausted = false;
    try {
        for (;;) {
            while (!exhausted && running.size < concurrency) {
                const next = await source.next();
                if (next.done) {
                    exhausted = true;
                    break;
                }
                const task = work(next.value).then((result) => ({ done: task, result }), (error) => ({ done: task, error }));
                running.add(task);
            }
            if (running.size === 0)
                return;
            const ended = await Promise.race(running);
            running.delete(ended.done);
            if ("error" in ended)
                throw ended.error;
            yield ended.result;
        }
    }
    finally {
        await Promise.all(running);
        await source.return?.();
    }
}

;// CONCATENATED MODULE: ./build/packages/inference/src/index.js








/***/ })

};
