export const id = 6651;
export const ids = [6651];
export const modules = {

/***/ 30376:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  run: () => (/* binding */ run)
});

// EXTERNAL MODULE: ./build/packages/contracts/src/index.js + 27 modules
var src = __webpack_require__(58639);
// EXTERNAL MODULE: ./build/packages/evaluation/src/index.js + 90 modules
var evaluation_src = __webpack_require__(73890);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./build/packages/inference/src/index.js + 6 modules
var inference_src = __webpack_require__(24418);
// EXTERNAL MODULE: ./build/packages/messages/src/index.js + 16 modules
var messages_src = __webpack_require__(78205);
// EXTERNAL MODULE: ./build/packages/platform/src/index.js + 31 modules
var platform_src = __webpack_require__(86111);
// EXTERNAL MODULE: ./build/packages/serving/src/index.js + 1 modules
var serving_src = __webpack_require__(24325);
// EXTERNAL MODULE: ./build/packages/datasets/src/index.js + 8 modules
var datasets_src = __webpack_require__(34889);
;// CONCATENATED MODULE: ./build/actions/evaluate/ask-row.js


/** The model's answer to one row. @throws ToolkitError as the port of inference says */
async function askRow(inference, { index, example }, asking, signal) {
    const { maxTokens, temperature, seed, stop, firstToken: stream } = asking;
    const messages = promptOf(example, asking.system);
    const answer = await inference.chat({ messages, maxTokens, temperature, seed, stop, stream }, signal);
    const reference = (0,datasets_src/* referenceOf */.Bz)(example);
    const likelihood = asking.likelihood && reference !== undefined ? await inference.likelihood(messages, reference, signal) : undefined;
    const usd = asking.usdOf?.(answer);
    return {
        ...rowOf({ index, example }),
        prediction: answer.content,
        latency_seconds: answer.latencySeconds,
        ...(answer.firstTokenSeconds !== null && { first_token_seconds: answer.firstTokenSeconds }),
        prompt_tokens: answer.promptTokens,
        completion_tokens: answer.completionTokens,
        finish_reason: answer.finishReason,
        ...(answer.model !== null && { model: answer.model }),
        ...(usd !== undefined && { usd }),
        ...(likelihood && { log_probability: likelihood.logProbability, reference_tokens: likelihood.tokens }),
    };
}
/** A row whose request failed: a miss, with the reason beside it. */
function failedRow(row, error, redact) {
    return { ...rowOf(row), prediction: null, error: redact(`${error.code}: ${error.message}`).slice(0, 300) };
}
/** A canary behind the same address, or a model that was replaced under way: rows of two models make no score. */
function otherModel(said, first) {
    const message = `the answer is of the model "${said.slice(0, 100)}", the answers before are of "${first.slice(0, 100)}"`;
    return new src/* ToolkitError */.h4({ code: "inference-other-model", message });
}
/** An answer that, with its row, is longer than a line may be. */
function tooLong() {
    return new src/* ToolkitError */.h4({ code: "inference-garbled", message: "the answer is too long to be kept" });
}
function rowOf({ index, example }) {
    return {
        id: example.id,
        index,
        references: referencesOf(example),
        ...(example.slice && { slice: example.slice }),
        ...(example.title !== undefined && { title: example.title }),
    };
}
/** What is right: as the example says, else its last assistant turn. */
function referencesOf(example) {
    const reference = (0,datasets_src/* referenceOf */.Bz)(example);
    return example.references ?? (reference === undefined ? [] : [reference]);
}
/** What the model is shown: without the turn that it has to give. */
function promptOf({ messages }, system) {
    const asked = messages.at(-1)?.role === "assistant" ? messages.slice(0, -1) : messages;
    if (system === undefined)
        return asked;
    return [{ role: "system", content: system }, ...asked.filter(({ role }) => role !== "system")];
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 9 modules
var schemas = __webpack_require__(27597);
;// CONCATENATED MODULE: ./build/actions/evaluate/answered-rows.js
const chunkRows = 64 * 1024;
/** Kept as fingerprints in chunks, so that the number of rows need not be known. */
function answeredRows() {
    const chunks = [];
    let size = 0;
    return {
        get size() {
            return size;
        },
        add(index, id) {
            const place = Math.floor(index / chunkRows);
            chunks[place] ??= new Uint32Array(chunkRows);
            const chunk = chunks[place];
            if (chunk[index % chunkRows] !== 0)
                return false;
            chunk[index % chunkRows] = fingerprint(id);
            size += 1;
            return true;
        },
        find(index, id) {
            const known = chunks[Math.floor(index / chunkRows)]?.[index % chunkRows] ?? 0;
            return known === 0 ? undefined : known === fingerprint(id) ? "same" : "other";
        },
    };
}
/** FNV-1a over UTF-16 code units (Fowler, Noll, Vo), never 0: 0 stands for no row. */
function fingerprint(id) {
    let hash = 0x811c9dc5;
    for (let at = 0; at < id.length; at++)
        hash = Math.imul(hash ^ id.charCodeAt(at), 0x01000193);
    return hash >>> 0 || 1;
}

;// CONCATENATED MODULE: ./build/actions/evaluate/journal.js




/** What of a row says that it was answered; a failed row is asked again. */
const answeredSchema = schemas/* looseObject */._H3({
    index: schemas/* int */.Whr().min(0),
    id: schemas/* string */.YjP().min(1),
    prediction: schemas/* string */.YjP(),
    model: schemas/* string */.YjP().nullish(),
});
const newline = 0x0a;
/** Part of the journal's file name. */
function journalKey({ source, model, testSetSha256, parameters }) {
    const sorted = Object.entries(parameters).sort(([left], [right]) => (left < right ? -1 : 1));
    const said = JSON.stringify([1, source, model, testSetSha256, sorted]);
    return (0,external_node_crypto_.createHash)("sha256").update(said).digest("hex").slice(0, 16);
}
/**
 * The answers of a run, one a line, appended as they come: what a killed run was answered, the next one does not ask
 * again. A torn last line, failed rows and second answers are swept out first, so that the file never holds a row twice.
 */
async function openJournal(files, path) {
    const known = answeredRows();
    let model;
    let swept = false;
    for await (const batch of answersIn(files, path)) {
        for (const row of batch) {
            if (row === undefined || !known.add(row.index, row.id))
                swept = true;
            else
                model ??= row.model ?? undefined;
        }
    }
    if (swept)
        await sweep(files, path);
    const end = await files.appender(path);
    return {
        known,
        model,
        append(row) {
            const line = JSON.stringify(row);
            if (Buffer.byteLength(line) > platform_src/* longestLineBytes */.i1)
                return false;
            end.append(`${line}\n`);
            return true;
        },
        close: () => end.close(),
    };
}
/** In batches; undefined for a line that is no answer. */
async function* answersIn(files, path) {
    const size = (await files.stat(path))?.size ?? 0;
    if (size === 0)
        return;
    for await (const batch of (0,platform_src/* jsonLineBatches */.Rh)(files.stream(path)))
        yield answers(batch);
    // a last line that was torn exactly at its end would join the next one
    for await (const last of files.stream(path, { start: size - 1 }))
        if (last[0] !== newline)
            yield [undefined];
}
function* answers(batch) {
    for (const item of batch)
        yield "value" in item ? answeredSchema.safeParse(item.value).data : undefined;
}
async function sweep(files, path) {
    const seen = answeredRows();
    async function* kept() {
        for await (const batch of answersIn(files, path)) {
            let lines = "";
            for (const row of batch)
                if (row && seen.add(row.index, row.id))
                    lines += `${JSON.stringify(row)}\n`;
            if (lines !== "")
                yield Buffer.from(lines);
        }
    }
    await files.writeStream(path, kept());
}

;// CONCATENATED MODULE: ./build/actions/evaluate/open-model.js



/** The model under test where it is served by somebody. @throws InputError when the provider lacks what it needs */
async function openModel(provider, baseUrl, inputs, prices, deps) {
    return {
        inference: await inferenceOf(provider, baseUrl, inputs, deps),
        price: (0,evaluation_src/* priceOf */.xx)(provider, inputs.model, prices),
    };
}
async function inferenceOf(provider, baseUrl, inputs, deps) {
    const { model, "api-key": apiKey } = inputs;
    // one attempt: trying again is the pool's, so that all of it rests when the server asks
    const attempts = 1;
    switch (provider) {
        case "openai-compatible":
            return await inference_src/* inferenceProviders */.QC["openai-compatible"](deps, {
                baseUrl: baseUrl,
                model,
                apiKey,
                attempts,
            });
        case "openai":
            return await inference_src/* inferenceProviders */.QC.openai(deps, { model, apiKey, baseUrl, attempts });
        case "azure-openai":
            return await inference_src/* inferenceProviders */.QC["azure-openai"](deps, { model, endpoint: baseUrl, attempts });
        case "sagemaker":
            return await inference_src/* inferenceProviders */.QC.sagemaker(deps, { endpointName: sageMakerEndpoint(inputs), attempts });
        default:
            return await inference_src/* inferenceProviders */.QC[provider](deps, { model, attempts });
    }
}
function sageMakerEndpoint(inputs) {
    const name = inputs["sagemaker-endpoint"];
    if (name !== undefined)
        return name;
    throw new src/* InputError */.dz([{ where: "sagemaker-endpoint", problem: "is needed by provider sagemaker" }], "missing-input");
}

;// CONCATENATED MODULE: ./build/actions/evaluate/predict.js




/** What may be the fault of one row; anything else is the end of the run. */
const rowErrors = new Set([
    "inference-refused",
    "inference-failed",
    "inference-garbled",
    "inference-cut",
    "inference-other-model",
    "http-timeout",
]);
/** Rows in a row that the server could not take, each after all its attempts: it is gone. */
const goneAfter = 5;
/** Rows that failed before any was answered: what is wrong is wrong with all of them. */
const hopelessAfter = 50;
/**
 * Asks the model for every row and leaves the answers in the journal, in memory for those that are under way. The rows
 * in the file are in the order of their answers; `index` is their place in the test set. Give the inference one attempt
 * (`attempts: 1`) where it has a choice: here the trying again is the pool's, so that all of it rests when the server asks.
 * @throws ToolkitError of a server that is gone or refuses the key; what was answered until then is kept
 */
async function predictRows(ports, inference, rows, options) {
    const { clock, log } = ports;
    const { label, signal, concurrency } = options;
    const journal = await openJournal(ports.files, options.path);
    const kept = journal.known.size;
    if (kept > 0)
        log.info(`${label}: ${kept} rows were answered before`);
    const progress = progressOf(ports, options, kept);
    const end = endOfRun(kept);
    const started = clock.monotonic();
    let [answered, failed, firstModel] = [kept, 0, journal.model];
    const onCongestion = (level, pauseMs) => log.info(`${label}: the server is busy; ${level} at once after ${(pauseMs / 1000).toFixed(1)} s`);
    const pool = (0,inference_src/* adaptivePool */.By)(ports, openRows(rows, journal, options), { concurrency, signal, onCongestion }, (row, stop) => askRow(inference, row, options, stop));
    try {
        for await (const outcome of pool) {
            let error = "error" in outcome ? outcome.error : undefined;
            if ("result" in outcome) {
                const { model } = outcome.result;
                firstModel ??= model ?? undefined;
                if (model && firstModel !== undefined && model !== firstModel)
                    error = otherModel(model, firstModel);
                else if (!journal.append(outcome.result))
                    error = tooLong();
                else
                    answered += 1;
            }
            if (error) {
                if (!rowErrors.has(error.code))
                    throw error;
                failed += 1;
                journal.append(failedRow(outcome.item, error, ports.secrets.redact));
            }
            end.after(error);
            progress(answered + failed);
        }
    }
    finally {
        journal.close();
    }
    return { path: options.path, answered, failed, kept, seconds: (clock.monotonic() - started) / 1000 };
}
/** Rows that are not answered yet. @throws InputError `other-test-set` when the journal answers other rows than these */
async function* openRows(rows, { known }, { path }) {
    let [index, met] = [0, 0];
    const other = (problem) => new src/* InputError */.dz([{ where: path, problem, mend: "remove the file" }], "other-test-set");
    for await (const example of rows) {
        const found = known.find(index, example.id);
        if (found === "other")
            throw other(`row ${index} of the test set is ${example.id}, and not in this file's answers`);
        if (found === "same")
            met += 1;
        // rows answered in this run are never known to it: `known` holds the runs before
        else
            yield { index, example };
        index += 1;
    }
    if (met < known.size)
        throw other(`${known.size - met} of its answers are to rows that the test set does not have`);
}
/** Tells failures of rows from the failure of the whole. */
function endOfRun(kept) {
    let [everAnswered, gone, hopeless] = [kept > 0, 0, 0];
    return {
        after(error) {
            everAnswered ||= error === undefined;
            gone = error && (error.retryable || error.code === "http-timeout") ? gone + 1 : 0;
            hopeless = error && !everAnswered ? hopeless + 1 : 0;
            if (error && (gone >= goneAfter || hopeless >= hopelessAfter))
                throw error;
        },
    };
}
function progressOf({ clock, log }, { label, total, onProgress }, kept) {
    const started = clock.monotonic();
    let told = started;
    return (done) => {
        const now = clock.monotonic();
        if (now - told < 10_000 && done !== total)
            return;
        told = now;
        onProgress?.(done);
        if (total === undefined)
            return log.info(`${label}: ${done} rows`);
        const left = ((now - started) / Math.max(1, done - kept)) * (total - done);
        log.info(`${label}: ${done}/${total} rows, ETA ${Math.round(left / 1000)} s`);
    };
}

;// CONCATENATED MODULE: ./build/actions/evaluate/purse.js


function newPurse(limitUsd) {
    const limit = limitUsd ?? Number.POSITIVE_INFINITY;
    return { limitUsd: limit, budget: (0,evaluation_src/* newBudget */.k$)(limit), prices: new Set(), promptTokens: 0, completionTokens: 0, usd: 0 };
}
/** Thrown in place of a request that the budget does not hold. */
const budgetSpent = "budget-spent";
/**
 * The model with its answers paid for out of the purse: the worst case is reserved before a request is sent. Likelihoods
 * are of servers of one's own and cost nothing.
 * @throws ToolkitError `budget-spent`, from `chat`
 */
function paidFrom(purse, inference, price) {
    if (price)
        purse.prices.add(price);
    return {
        ...inference,
        async chat(request, signal) {
            const worst = purse.limitUsd === Number.POSITIVE_INFINITY ? 0 : worstOf(request, price);
            const reservation = await purse.budget.reserve(worst);
            if (!reservation)
                throw new src/* ToolkitError */.h4({ code: budgetSpent, message: "the budget holds no further request" });
            let usd = null;
            try {
                const answer = await inference.chat(request, signal);
                usd = (0,evaluation_src/* costOf */.ho)(price, answer);
                purse.promptTokens += answer.promptTokens ?? 0;
                purse.completionTokens += answer.completionTokens ?? 0;
                purse.usd = purse.usd === null || usd === null ? null : purse.usd + usd;
                return answer;
            }
            catch (error) {
                // what the server refused it does not bill
                if (error instanceof src/* ToolkitError */.h4 && error.status !== undefined && error.status >= 400 && error.status < 500)
                    usd = 0;
                throw error;
            }
            finally {
                reservation.settle(usd);
            }
        },
    };
}
function worstOf({ messages, maxTokens }, price) {
    const texts = messages.map(({ content }) => content);
    return (0,evaluation_src/* worstCostOf */.yc)(price, texts, maxTokens) ?? Number.POSITIVE_INFINITY;
}

;// CONCATENATED MODULE: ./build/actions/evaluate/suites/prompts.js
/** Scripts and signs that tokenizers and templates stumble over; a name for each, since reports show no text. */
const prompts = {
    en: "Describe the sea in three sentences. Naïve café — “quotes” included.",
    ru: "Опиши море в трёх предложениях. Ёлка, объём, «кавычки» — всё считается.",
    zh: "请用三句话描述大海。包括：标点、数字１２３。",
    code: 'Explain this line:\n\tfor (let i = 0; i < n; i++) { sum += rows[i]["a\\n"]; } // O(n)',
    emoji: "Tell a story about 👩‍👩‍👧‍👦, 🇷🇺🇨🇳 and 🤦🏽‍♂️ in three sentences.",
};
const promptNames = Object.keys(prompts);
/** As a conversation of one turn. */
function asked(name) {
    return [{ role: "user", content: prompts[name] }];
}

;// CONCATENATED MODULE: ./build/actions/evaluate/suites/suite.js
const passed = { verdict: "pass" };
const failing = (detail, values = {}) => ({
    verdict: "fail",
    detail,
    values,
});
const untold = (detail, values = {}) => ({
    verdict: "error",
    detail,
    values,
});

;// CONCATENATED MODULE: ./build/actions/evaluate/suites/batch-equals-single.js


/**
 * What is asked alone and what is asked among others at once, which a server runs as one batch, has the same answer: no
 * answer leaks into another's, and padding changes none.
 */
const batchEqualsSingle = async (inference, signal) => {
    const alone = new Map();
    for (const prompt of promptNames)
        alone.set(prompt, await answerTo(inference, prompt, signal));
    const twice = [...promptNames, ...promptNames];
    const together = await Promise.all(twice.map((prompt) => answerTo(inference, prompt, signal)));
    const other = twice.findIndex((prompt, place) => together[place] !== alone.get(prompt));
    return other === -1 ? passed : failing("batch-differs", { prompt: twice[other], batch: twice.length });
};
async function answerTo(inference, prompt, signal) {
    return (await inference.chat({ messages: asked(prompt), maxTokens: 48, temperature: 0 }, signal)).content;
}

;// CONCATENATED MODULE: ./build/actions/evaluate/suites/deterministic-at-temperature-0.js


const repeats = 3;
/** At temperature 0 the same question has the same answer each time. */
const deterministicAtTemperature0 = async (inference, signal) => {
    for (const prompt of promptNames) {
        const answers = new Set();
        for (let repeat = 0; repeat < repeats; repeat++) {
            const request = { messages: asked(prompt), maxTokens: 48, temperature: 0 };
            answers.add((await inference.chat(request, signal)).content);
        }
        if (answers.size > 1)
            return failing("answers-differ", { prompt, repeats, answers: answers.size });
    }
    return passed;
};

;// CONCATENATED MODULE: ./build/actions/evaluate/suites/max-length-respected.js


/** So few that any model would say more. */
const limit = 4;
/** No answer has more tokens than were allowed, by the server's count and by its tokenizer where it has one. */
const maxLengthRespected = async (inference, signal) => {
    let reached = false;
    for (const prompt of promptNames) {
        const request = { messages: asked(prompt), maxTokens: limit, temperature: 0 };
        const { content, completionTokens } = await inference.chat(request, signal);
        const counted = (await inference.tokenize?.(content, signal))?.length;
        const tokens = completionTokens ?? counted;
        if (tokens === undefined)
            return untold("no-token-count");
        if (tokens > limit)
            return failing("too-long", { prompt, tokens, limit });
        // text cut into tokens anew may come to a few more, yet not to twice as many
        if (counted !== undefined && counted > 2 * limit)
            return failing("too-long", { prompt, tokens: counted, limit });
        reached ||= tokens === limit;
    }
    // answers that are short by themselves say nothing of the limit
    return reached ? passed : untold("limit-not-reached", { limit });
};

;// CONCATENATED MODULE: ./build/actions/evaluate/suites/not-empty.js


/** Every prompt has an answer with something in it. */
const notEmpty = async (inference, signal) => {
    for (const prompt of promptNames) {
        const { content } = await inference.chat({ messages: asked(prompt), maxTokens: 64, temperature: 0 }, signal);
        if (content.trim() === "")
            return failing("empty-answer", { prompt });
    }
    return passed;
};

;// CONCATENATED MODULE: ./build/actions/evaluate/suites/stops-at-stop.js


/**
 * An answer ends before its stop. The stop is taken from the middle of the model's own answer at temperature 0, so that
 * it is sure to come.
 */
const stopsAtStop = async (inference, signal) => {
    let tried = 0;
    for (const prompt of promptNames) {
        const request = { messages: asked(prompt), maxTokens: 48, temperature: 0 };
        const whole = (await inference.chat(request, signal)).content;
        const stop = stopIn(whole);
        if (stop === undefined)
            continue;
        tried += 1;
        const { content } = await inference.chat({ ...request, stop: [stop] }, signal);
        if (content.includes(stop))
            return failing("stop-in-answer", { prompt });
        const expected = whole.slice(0, whole.indexOf(stop)).trimEnd();
        if (content.trimEnd() !== expected)
            return failing("other-answer", { prompt, characters: content.length, expected: expected.length });
    }
    return tried > 0 ? passed : untold("answers-too-short");
};
/** Three characters of the middle without space around; undefined where there are none. */
function stopIn(text) {
    const characters = [...text];
    for (let at = Math.ceil(characters.length / 2); at + 3 <= characters.length; at++) {
        const stop = characters.slice(at, at + 3).join("");
        if (stop.trim() === stop && text.indexOf(stop) > 0)
            return stop;
    }
    return undefined;
}

;// CONCATENATED MODULE: ./build/actions/evaluate/suites/tokenizer-round-trip.js


/**
 * The server's own tokenizer gives back what it was given. One space at the start may come with it: SentencePiece puts
 * one before every text (Kudo and Richardson, 2018).
 */
const tokenizerRoundTrip = async (inference, signal) => {
    for (const prompt of promptNames) {
        const text = prompts[prompt];
        const tokens = await inference.tokenize?.(text, signal);
        const back = tokens && (await inference.detokenize?.(tokens, signal));
        if (tokens === undefined || back === undefined)
            return untold("no-tokenizer");
        if (tokens.length === 0)
            return failing("no-tokens", { prompt });
        if (back !== text && back !== ` ${text}`)
            return failing("text-differs", { prompt, tokens: tokens.length, characters: text.length, back: back.length });
    }
    return passed;
};

;// CONCATENATED MODULE: ./build/actions/evaluate/suites/catalog.js







/** Ready-made checks of pre- and postprocessing and of inference, by name. */
const suites = {
    "tokenizer-round-trip": tokenizerRoundTrip,
    "not-empty": notEmpty,
    "max-length-respected": maxLengthRespected,
    "deterministic-at-temperature-0": deterministicAtTemperature0,
    "batch-equals-single": batchEqualsSingle,
    "stops-at-stop": stopsAtStop,
};
/**
 * Runs the named checks, one after another.
 * @throws InputError naming every unknown one; ToolkitError `cancelled`. Any other failure of the server is the check's own
 */
async function runSuites(names, inference, signal) {
    const unknown = names.filter((name) => !Object.hasOwn(suites, name));
    if (unknown.length > 0) {
        const legal = Object.keys(suites).join(", ");
        throw new src/* InputError */.dz(unknown.map((name) => ({ where: "suites", problem: `"${name.slice(0, 100)}" is unknown`, legal })), "unknown-suite");
    }
    const results = [];
    for (const name of names)
        results.push({ name, ...(await found(suites[name], inference, signal)) });
    return results;
}
async function found(suite, inference, signal) {
    try {
        return await suite(inference, signal);
    }
    catch (error) {
        if (!(error instanceof src/* ToolkitError */.h4) || error.code === "cancelled")
            throw error;
        return { verdict: "error", detail: error.code };
    }
}

;// CONCATENATED MODULE: ./build/actions/evaluate/ordered-rows.js




/** About as many bytes as are sorted in memory at once. */
const bytesAtOnce = 4 * 1024 * 1024;
/** As many as the first three digits of a hash tell apart. */
const mostParts = 4096;
/**
 * Rows of a file in the order of the hash of their ids, so that two files can be met row by row and a digest does not
 * depend on who answered first. A file too large to sort at once is split by hash on the disk: memory does not grow.
 * @throws InputError `bad-rows` for bad lines and for ids that come twice
 */
async function* orderedRows(ports, file, tempFolder, atOnce = bytesAtOnce) {
    const size = (await ports.files.stat(file.path))?.size ?? 0;
    const parts = Math.min(mostParts, Math.max(1, 2 ** Math.ceil(Math.log2(size / atOnce))));
    if (parts === 1) {
        const rows = [];
        for await (const row of keyed(ports, file))
            rows.push(row);
        yield* inOrder(rows, file);
        return;
    }
    const folder = (0,external_node_path_.join)(tempFolder, `rows-${ports.random.uuid()}`);
    try {
        await split(ports, file, folder, parts);
        for (let part = 0; part < parts; part++) {
            const rows = [];
            for await (const { line, row } of spilled(ports, (0,external_node_path_.join)(folder, String(part))))
                rows.push({ key: keyOf(row.id), line, row });
            yield* inOrder(rows, file);
        }
    }
    finally {
        await ports.files.remove(folder);
    }
}
async function* keyed({ files }, { path, shown, schema }) {
    for await (const { line, row } of (0,platform_src/* readRows */.aK)(files, path, schema, { shown }))
        yield { key: keyOf(row.id), line, row };
}
/** The first bits of the hash choose the part, so that parts one after another are in order. */
async function split(ports, file, folder, parts) {
    const buffers = Array.from({ length: parts }, () => []);
    let held = 0;
    const flush = async () => {
        for (const [part, lines] of buffers.entries()) {
            if (lines.length > 0)
                await ports.files.append((0,external_node_path_.join)(folder, String(part)), lines.join(""));
            buffers[part] = [];
        }
        held = 0;
    };
    for await (const { key, line, row } of keyed(ports, file)) {
        const text = `${JSON.stringify([line, row])}\n`;
        buffers[Math.floor((Number.parseInt(key.slice(0, 3), 16) * parts) / mostParts)]?.push(text);
        held += text.length;
        if (held > 4 * 1024 * 1024)
            await flush();
    }
    await flush();
}
async function* spilled({ files }, path) {
    if (!(await files.stat(path)))
        return;
    for (const text of (await files.readText(path)).split("\n")) {
        if (text === "")
            continue;
        const [line, row] = JSON.parse(text);
        yield { line, row };
    }
}
function* inOrder(rows, { shown, journal }) {
    rows.sort((left, right) => (left.key < right.key ? -1 : left.key > right.key ? 1 : left.line - right.line));
    const last = rows.filter((row, index) => row.key !== rows[index + 1]?.key);
    if (!journal && last.length < rows.length) {
        const twice = rows.filter((row, index) => row.key === rows[index + 1]?.key);
        const listed = twice
            .slice(0, platform_src/* listedProblems */.SG)
            .map(({ row, line }) => ({ where: `${shown}:${line}`, problem: `the id ${row.id} is given twice` }));
        throw new src/* InputError */.dz(listed, "bad-rows");
    }
    yield* last;
}
const keyOf = (id) => (0,external_node_crypto_.createHash)("sha256").update(id).digest("hex");

;// CONCATENATED MODULE: ./build/actions/evaluate/test-set.js




/** Reads the whole test set once, before anything is asked or paid. @throws InputError with everything that is wrong in it */
async function checkTestSet({ path, shown }, deps) {
    if ((await deps.files.stat(path))?.kind !== "file")
        throw new src/* InputError */.dz([{ where: "test-set", problem: `${shown} does not exist` }], "missing-file");
    const problems = [];
    let [rows, without] = [0, 0];
    const file = { path, shown, schema: src/* chatExampleSchema */.Mn, journal: false };
    for await (const { row, line } of orderedRows(deps, file, deps.tempFolder)) {
        rows += 1;
        if ((0,datasets_src/* referenceOf */.Bz)(row) !== undefined)
            continue;
        without += 1;
        if (problems.length < platform_src/* listedProblems */.SG)
            problems.push({ where: `${shown}:${line}`, problem: `${row.id} has neither a reference nor an assistant turn` });
    }
    if (without > platform_src/* listedProblems */.SG)
        problems.push({
            where: shown,
            problem: `${without} rows without a reference in all; ${platform_src/* listedProblems */.SG} are listed`,
        });
    if (problems.length > 0)
        throw new src/* InputError */.dz(problems, "bad-rows");
    if (rows === 0)
        throw new src/* InputError */.dz([{ where: "test-set", problem: `${shown} holds no row` }], "dataset-empty");
    return { path, shown, rows, sha256: await deps.files.sha256(path) };
}
/** Its rows as they stand in the file, one in memory at a time. */
async function* testSetRows({ path }, { files }) {
    for await (const { row } of (0,platform_src/* readRows */.aK)(files, path, src/* chatExampleSchema */.Mn))
        yield row;
}

;// CONCATENATED MODULE: ./build/actions/evaluate/answers.js














/** The source's answer to every row, in a file: as it was given, or asked for now. */
async function answersOf(source, asked, deps) {
    if (source.kind === "predictions") {
        const file = { path: source.path, shown: source.name, schema: src/* predictionSchema */.Bd, journal: false };
        return { file, digest: null, partial: false, suites: [] };
    }
    const { inputs, settings, testSet } = asked;
    if (!testSet)
        throw new src/* InputError */.dz([{ where: "test-set", problem: "is needed to ask a model" }], "missing-input");
    if (source.kind === "endpoint") {
        const model = await openModel(source.provider, source.baseUrl, inputs, settings.prices, deps);
        return await ask(model, `${source.provider} ${source.baseUrl ?? source.name}`, null, { ...asked, testSet }, deps);
    }
    const digest = `sha256:${await deps.files.sha256(source.path)}`;
    const server = {
        model: source.path,
        alias: inputs.model,
        contextSize: inputs["context-size"],
        parallel: inputs.concurrency,
        threads: inputs.threads,
    };
    const environment = { python: await serverEnvironment(inputs, deps), program: (0,serving_src/* serverProgram */.qX)(deps.distFolder) };
    return await (0,serving_src/* serveForRun */.gf)(deps, environment, server, async (baseUrl) => {
        const config = { baseUrl, model: inputs.model, attempts: 1 };
        const inference = await inference_src/* inferenceProviders */.QC["openai-compatible"](deps, config);
        return await ask({ inference, price: "free" }, digest, digest, { ...asked, testSet }, deps);
    });
}
async function ask({ inference, price }, identity, digest, { inputs, settings, testSet, purse, label }, deps) {
    const text = messages_src/* publishText */.Zx[inputs.language];
    const numbers = (0,messages_src/* numbersIn */.MC)(inputs.language);
    const asking = {
        maxTokens: inputs["max-tokens"],
        temperature: inputs.temperature,
        likelihood: settings.metrics.some(({ name }) => name === "perplexity" || name === "bits-per-byte"),
        firstToken: settings.metrics.some(({ name }) => name.startsWith("first-token-")),
    };
    const key = journalKey({
        source: identity,
        model: inputs.model,
        testSetSha256: testSet.sha256,
        parameters: { ...asking, contextSize: inputs["context-size"] },
    });
    const path = (0,external_node_path_.resolve)(deps.workspace, inputs["report-dir"], `predictions-${label}-${key}.jsonl`);
    if (price !== "free" && Number.isFinite(purse.limitUsd))
        await requireBudget(price, inputs, testSet, purse, deps);
    const suites = label === "candidate" ? await runSuites(settings.suites, inference, deps.signal) : [];
    const partial = await answered(price === "free" ? inference : paidFrom(purse, inference, price), path);
    return {
        file: { path, shown: label, schema: src/* predictionSchema */.Bd, journal: true },
        digest,
        partial,
        suites,
    };
    async function answered(paid, journal) {
        const options = {
            ...asking,
            ...(price !== "free" && { usdOf: (answer) => (0,evaluation_src/* costOf */.ho)(price, answer) }),
            path: journal,
            total: testSet.rows,
            concurrency: inputs.concurrency,
            label,
            onProgress: (done) => deps.progress(text.progress(numbers.integer(done), numbers.integer(testSet.rows))),
            signal: deps.signal,
        };
        try {
            await predictRows(deps, paid, testSetRows(testSet, deps), options);
            return false;
        }
        catch (error) {
            if (!(error instanceof src/* ToolkitError */.h4) || error.code !== budgetSpent)
                throw error;
            deps.log.warning(`${label}: the budget ended before the last row; what was answered is scored`);
            return true;
        }
    }
}
/** @throws InputError `unknown-price`, or `budget-too-small` when the estimate is over what is left */
async function requireBudget(price, inputs, testSet, purse, deps) {
    (0,evaluation_src/* requireKnownPrices */.rb)([{ name: inputs.model, priced: price !== undefined }], purse.limitUsd);
    let usd = 0;
    for await (const example of testSetRows(testSet, deps)) {
        const texts = promptOf(example, undefined).map(({ content }) => content);
        usd += (0,evaluation_src/* likelyCostOf */.hg)(price, texts, inputs["max-tokens"]) ?? Number.POSITIVE_INFINITY;
    }
    (0,evaluation_src/* requireWithinBudget */.QW)(usd, purse.limitUsd - purse.budget.spent());
}
async function serverEnvironment(inputs, deps) {
    const stateDir = inputs["state-dir"] ?? (0,platform_src/* stateFolder */.yp)(deps.environment);
    return await (0,platform_src/* pinnedEnvironment */.uM)(deps, serving_src/* serverRequirements */.kA, { stateDir, name: "model server", megabytes: 110 });
}

// EXTERNAL MODULE: ./build/packages/action-kit/src/index.js + 18 modules
var action_kit_src = __webpack_require__(44602);
// EXTERNAL MODULE: ./build/packages/forge/src/index.js + 2 modules
var forge_src = __webpack_require__(4262);
;// CONCATENATED MODULE: ./build/actions/read-at-base.js




/**
 * A file that a pull request must not change for its own sake, such as thresholds or a test set: on pull requests as the
 * base has it, else, and where the base has none, as the workspace has it.
 * @returns undefined when there is none
 * @throws ToolkitError `base-ref-unreachable` and others of `fileAtCommit`: never falls back to the head's file
 */
async function readAtBase(deps, path, { pullRequest, token, limitBytes, }) {
    const { files, github, workspace, tempFolder } = deps;
    const full = (0,external_node_path_.resolve)(workspace, path);
    const within = (0,external_node_path_.relative)(workspace, full).split(external_node_path_.sep).join("/");
    const reader = token === undefined ? undefined : await openReader(deps, token);
    const base = within.startsWith("../") ? undefined : await baseOf(github, pullRequest, reader);
    if (base !== undefined) {
        const request = { sha: base, path: within, limitBytes };
        const bytes = await (0,forge_src/* fileAtCommit */.f)(deps, { folder: workspace, tempFolder, reader }, request);
        if (bytes)
            return { bytes, base };
    }
    if ((await files.stat(full)) === undefined)
        return undefined;
    return { bytes: await files.readBytes(full), base: null };
}
const openReader = (deps, token) => forge_src/* forgeProviders */.g.github(deps, { repository: deps.github.repository, token, apiUrl: deps.github.apiUrl });
async function baseOf(github, given, reader) {
    const inEvent = (0,action_kit_src/* pullRequestInEvent */.i)(github, given);
    if (inEvent.kind === "none")
        return undefined;
    if (inEvent.kind === "whole")
        return inEvent.pullRequest.baseSha;
    const found = inEvent.kind === "number" ? await reader?.pullRequest(inEvent.number) : await reader?.pullRequestFrom(inEvent);
    if (found)
        return found.baseSha;
    throw new src/* ToolkitError */.h4({
        code: "base-ref-unreachable",
        message: "nobody says what the base of the pull request is",
        hint: "give github-token, with permissions: { pull-requests: read }",
    });
}

;// CONCATENATED MODULE: ./build/actions/evaluate/bar.js




/** Configurations are written by people, test sets by programs. */
const mostBytes = 100 * 1024 * 1024;
/**
 * What a model is held to: on a pull request as its base has it, so that it cannot lower its own bar. A file that the base
 * does not have is the workspace's.
 */
async function barOf(inputs, deps) {
    const given = { config: inputs.config, testSet: inputs["test-set"] };
    const named = (shown) => shown === undefined ? undefined : { path: (0,external_node_path_.resolve)(deps.workspace, shown), shown };
    const workspace = { config: named(given.config), testSet: named(given.testSet) };
    if ((0,action_kit_src/* pullRequestInEvent */.i)(deps.github, inputs["pull-request"]).kind === "none")
        return { ...workspace, record: undefined };
    const changed = [];
    let base = null;
    async function atBase(file) {
        if (!file)
            return undefined;
        const found = await readAtBase(deps, file.shown, {
            pullRequest: inputs["pull-request"],
            token: inputs["github-token"],
            limitBytes: mostBytes,
        });
        if (!found || found.base === null)
            return file;
        base = found.base;
        const digest = (0,external_node_crypto_.createHash)("sha256").update(found.bytes).digest("hex");
        if ((await here(file, deps)) !== digest)
            changed.push(file.shown);
        const path = (0,external_node_path_.join)(deps.tempFolder, `base-${digest.slice(0, 16)}`, (0,external_node_path_.basename)(file.shown));
        await deps.files.writeAtomic(path, found.bytes);
        return { path, shown: file.shown };
    }
    const config = await atBase(workspace.config);
    const testSet = await atBase(workspace.testSet);
    for (const file of changed)
        deps.log.warning(`${file} is read from the base ${base}: what the pull request changes there has no effect here`);
    return { config, testSet, record: { source: base === null ? "workflow" : "base", ref: base, changed } };
}
async function here({ path }, { files }) {
    return (await files.stat(path))?.kind === "file" ? await files.sha256(path) : undefined;
}

// EXTERNAL MODULE: ./build/actions/open-registry.js
var open_registry = __webpack_require__(59796);
;// CONCATENATED MODULE: ./build/actions/evaluate/sources.js


const choices = ["predictions", "results", "model-path", "endpoint"];
/** Where the candidate's answers come from. @throws InputError unless it is exactly one */
async function candidateSource(inputs, deps) {
    const { provider, endpoint, model } = inputs;
    const said = choices.filter((name) => name !== "endpoint" && inputs[name] !== undefined);
    // an address that only the environment set gives way to what was said here
    const chosen = said[0] ?? (endpoint !== undefined || provider !== "openai-compatible" ? "endpoint" : undefined);
    if (!chosen || said.length > 1) {
        const problem = chosen ? "more than one is given" : "none is given";
        throw new src/* InputError */.dz([{ where: choices.join(", "), problem, legal: "exactly one" }], "no-model");
    }
    if (chosen === "endpoint") {
        const name = inputs["sagemaker-endpoint"] ?? (model === "default" ? (endpoint ?? provider) : model);
        return { kind: "endpoint", provider, baseUrl: endpoint, name };
    }
    if (chosen === "results") {
        const paths = (inputs.results ?? []).map((path) => (0,external_node_path_.resolve)(deps.workspace, path));
        return { kind: "results", paths, name: (inputs.results ?? []).join(", ") };
    }
    const source = await fileSource(inputs[chosen], deps);
    if (source)
        return source;
    const problem = `${inputs[chosen]} does not exist, or holds no model.gguf`;
    throw new src/* InputError */.dz([{ where: chosen, problem }], "missing-file");
}
/** Predictions, a GGUF or a folder with one; undefined when nothing of that is there. */
async function fileSource(text, { files, workspace }) {
    const path = (0,external_node_path_.resolve)(workspace, text);
    const kind = (await files.stat(path))?.kind;
    if (kind === "file")
        return path.endsWith(".gguf") ? { kind: "gguf", path, name: text } : { kind: "predictions", path, name: text };
    const inside = (0,external_node_path_.join)(path, "model.gguf");
    return kind === "directory" && (await files.stat(inside)) ? { kind: "gguf", path: inside, name: text } : undefined;
}

;// CONCATENATED MODULE: ./build/actions/evaluate/baseline.js




/** The first baseline that exists; undefined when none was asked for. @throws InputError when all of them are missing */
async function baselineSource(inputs, deps) {
    const wanted = inputs.baseline ?? [];
    for (const text of wanted) {
        const found = (await reportSource(text, deps)) ??
            (await fromFile(text, deps)) ??
            (text.includes("@") && !text.includes("/") ? await fromRegistry(text, inputs, deps) : undefined);
        if (found)
            return found;
        deps.log.info(`baseline ${text} does not exist (yet)`);
    }
    if (wanted.length > 0)
        throw new src/* InputError */.dz([{ where: "baseline", problem: `none of these exists: ${wanted.join(", ")}` }], "missing-baseline");
    return undefined;
}
/** An evaluation.json of an earlier run. @throws InputError `bad-baseline` for a JSON file that is none */
async function reportSource(text, { files, workspace }) {
    const path = (0,external_node_path_.resolve)(workspace, text);
    if (!path.endsWith(".json") || (await files.stat(path))?.kind !== "file")
        return undefined;
    const parsed = src/* evaluationSchema */.MF.safeParse(parseJson(await files.readText(path)));
    if (!parsed.success)
        throw new src/* InputError */.dz([{ where: `baseline: ${text}`, problem: "is no evaluation.json", mend: "give the report that evaluate wrote" }], "bad-baseline");
    return { name: text, time: parsed.data.time, source: { kind: "report", evaluation: parsed.data } };
}
async function fromFile(text, deps) {
    const source = await fileSource(text, deps);
    return source && { name: text, time: null, source };
}
async function fromRegistry(selector, inputs, deps) {
    const registry = await (0,open_registry/* openRegistry */.M)(inputs, deps);
    const version = await registry.find(selector);
    if (!version)
        return undefined;
    const name = `${selector} (${version.version})`;
    const path = (0,external_node_path_.join)(await registry.fetch(version), "model.gguf");
    return { name, time: version.createdAt, source: { kind: "gguf", path, name } };
}
function parseJson(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./build/actions/evaluate/imported-results.js





/** A row of another tool may have no reference: its scores are that tool's own. */
const importedRowSchema = src/* predictionSchema */.Bd.extend({ references: schemas/* array */.YOg(schemas/* string */.YjP()) });
/**
 * Results of lm-evaluation-harness (`results_*.json` with its `samples_*.jsonl`), promptfoo or Inspect as rows.
 * @throws InputError for what is none of these, and for a file without rows: scores alone cannot be judged again
 */
async function importedResults(paths, deps) {
    const { files, tempFolder, random } = deps;
    const samples = paths.filter((path) => path.endsWith(".jsonl"));
    const [summary, ...more] = paths.filter((path) => !path.endsWith(".jsonl"));
    if (summary === undefined || more.length > 0)
        throw new src/* InputError */.dz([{ where: "results", problem: "give one result file, and the samples of lm-evaluation-harness beside it" }], "bad-results");
    if ((await files.stat(summary))?.kind !== "file")
        throw new src/* InputError */.dz([{ where: "results", problem: `${(0,external_node_path_.basename)(summary)} does not exist` }], "missing-file");
    const imported = readResults(await files.readText(summary), (0,external_node_path_.basename)(summary));
    const path = (0,external_node_path_.join)(tempFolder, `results-${random.uuid()}.jsonl`);
    const metrics = new Set();
    let rows = 0;
    async function* lines() {
        for await (const row of rowsOf(imported, samples, deps)) {
            rows += 1;
            for (const name of Object.keys(row.measured ?? {}))
                metrics.add(name);
            yield Buffer.from(`${JSON.stringify(row)}\n`);
        }
    }
    await files.writeStream(path, lines());
    if (rows === 0)
        throw new src/* InputError */.dz([
            {
                where: "results",
                problem: `${(0,external_node_path_.basename)(summary)} holds no rows`,
                mend: "lm-evaluation-harness writes them with --log_samples; give its samples_*.jsonl too",
            },
        ], "bad-results");
    const file = { path, shown: (0,external_node_path_.basename)(summary), schema: importedRowSchema, journal: false };
    return { file, metrics: [...metrics], tool: imported.tool, model: imported.model };
}
async function* rowsOf({ rows }, samples, { files }) {
    yield* rows;
    for (const path of samples) {
        const task = /^samples_(.+?)_\d{4}-/.exec((0,external_node_path_.basename)(path))?.[1] ?? (0,external_node_path_.basename)(path, ".jsonl");
        for await (const { row, line } of (0,platform_src/* readRows */.aK)(files, path, schemas/* unknown */.L5J(), { shown: (0,external_node_path_.basename)(path) }))
            yield (0,evaluation_src/* importLmEvaluationSample */.HA)(row, task, `${(0,external_node_path_.basename)(path)}:${line}`);
    }
}
/** Each tool's file has a shape of its own, so that only one can read it. */
function readResults(text, where) {
    const problems = [];
    for (const read of [evaluation_src/* importPromptfoo */.Cx, evaluation_src/* importInspect */.yW, evaluation_src/* importLmEvaluationHarness */.fU]) {
        try {
            return read(text, where);
        }
        catch (error) {
            if (!(error instanceof src/* InputError */.dz))
                throw error;
            problems.push(...error.problems.map(({ problem }) => problem));
        }
    }
    const legal = "the JSON of lm-evaluation-harness, of promptfoo (--output results.json) or of Inspect (log convert)";
    throw new src/* InputError */.dz([{ where, problem: [...new Set(problems)].join("; "), legal }], "bad-results");
}

;// CONCATENATED MODULE: ./build/actions/evaluate/labels.js




const labelSchema = schemas/* strictObject */.rej({
    id: schemas/* string */.YjP().min(1),
    /** What a person gave, on the rubric's scale. */
    score: schemas/* number */.aig(),
    /** Whether the person would let the answer pass. */
    passed: schemas/* boolean */.zMY().optional(),
});
/** @throws InputError for bad rows, ids that come twice, and a file without a label */
async function readLabels(shown, { files, workspace }) {
    const path = (0,external_node_path_.resolve)(workspace, shown);
    if ((await files.stat(path))?.kind !== "file")
        throw new src/* InputError */.dz([{ where: "labels", problem: `${shown} does not exist` }], "missing-file");
    const labels = new Map();
    for await (const { row, line } of (0,platform_src/* readRows */.aK)(files, path, labelSchema, { shown })) {
        if (labels.has(row.id))
            throw new src/* InputError */.dz([{ where: `${shown}:${line}`, problem: `the id ${row.id} is given twice` }], "bad-rows");
        labels.set(row.id, { score: row.score, passed: row.passed });
    }
    if (labels.size === 0)
        throw new src/* InputError */.dz([{ where: "labels", problem: `${shown} holds no label` }], "bad-labels");
    return labels;
}

;// CONCATENATED MODULE: ./build/actions/evaluate/command-environment.js

const always = ["PATH", "HOME", "LANG"];
/** Variables that hold what a runner or a vendor trusts us with, whatever the user lists. */
const forbidden = /^(INPUT_|STATE_|ACTIONS_|GITHUB_TOKEN$|RUNNER_TRACKING_ID$)|(TOKEN|SECRET|PASSWORD|PASSPHRASE|CREDENTIALS?|_KEY|APIKEY)$/i;
/**
 * The whole environment of a command that the user gave: three variables, and those that he lists. Nothing secret.
 * @throws InputError naming every listed variable that is no name or holds a secret
 */
function commandEnvironment({ environment, secrets }, names) {
    const problems = names.flatMap((name) => {
        const value = environment.get(name);
        const problem = !/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)
            ? "is no name of a variable"
            : forbidden.test(name) || (value !== undefined && secrets.redact(value) !== value)
                ? "holds a secret, which a command of a metric never gets"
                : undefined;
        return problem === undefined ? [] : [{ where: `environment: ${name.slice(0, 100)}`, problem }];
    });
    if (problems.length > 0)
        throw new src/* InputError */.dz(problems, "bad-environment");
    const known = [...always, ...names].flatMap((name) => {
        const value = environment.get(name);
        return value === undefined ? [] : [[name, value]];
    });
    return Object.fromEntries(known);
}

;// CONCATENATED MODULE: ./build/actions/evaluate/custom-metric.js




const lineSchema = schemas/* looseObject */._H3({ id: schemas/* string */.YjP(), score: schemas/* number */.aig() });
/** A line is an id and a number. */
const longestLine = 64 * 1024;
/**
 * Scores rows by the user's own command: rows go in as JSON lines, a line {"id", "score"} comes out for each, in their
 * order. Both ways are streamed, so that neither side holds the rows: the rows are read twice, once to be sent and once
 * beside the answers. Whatever is wrong with an answer is an error, and never a score.
 * @param rows gives the same rows each time
 * @throws InputError `metric-command-answer` naming rows; ToolkitError `metric-command-failed`, `metric-command-timeout`,
 * `command-not-found`
 */
async function* commandScores(ports, metric, rows, { cwd, signal }) {
    const [program = "", ...parameters] = metric.command;
    const sent = recorded(rows());
    const stderr = [];
    const child = await ports.exec.start(program, parameters, {
        cwd,
        env: commandEnvironment(ports, metric.environment),
        input: sent.lines,
        pipeOutput: true,
        onLine: (line) => {
            stderr.push(line.slice(0, 500));
            if (stderr.length > 10)
                stderr.shift();
        },
    });
    const limit = timeLimit(ports, child, metric, signal);
    let scored = 0;
    try {
        for await (const score of checked(metric, child.output, rows(), limit.over)) {
            scored += 1;
            yield score;
        }
        const { exitCode, signal: killedBy } = await Promise.race([child.ended, limit.over]);
        if (sent.error())
            throw sent.error();
        if (exitCode !== 0)
            throw failure(ports, metric, `ended with ${exitCode ?? killedBy}`, stderr);
    }
    catch (error) {
        if (sent.error())
            throw sent.error();
        // a command that died gives too few answers: its own words say more than their number
        const end = await Promise.race([child.ended, ports.clock.sleep(200).then(() => undefined)]);
        if (error instanceof src/* InputError */.dz && end && end.exitCode !== 0)
            throw failure(ports, metric, `ended with ${end.exitCode ?? end.signal} after ${scored} rows`, stderr);
        throw error;
    }
    finally {
        limit.stop();
        child.kill("SIGKILL");
    }
}
/** Rows as lines; remembers what broke in them, which the child's end of the pipe cannot say. */
function recorded(rows) {
    let failure;
    async function* lines() {
        try {
            for await (const row of rows)
                yield `${JSON.stringify(row)}\n`;
        }
        catch (error) {
            failure = error;
            throw error;
        }
    }
    return { lines: lines(), error: () => failure };
}
/** Answers beside the rows that they are to. @throws InputError at the first that is to another, or with all that are none */
async function* checked({ name }, output, rows, over) {
    const source = rows[Symbol.asyncIterator]();
    const problems = [];
    let [index, bad] = [0, 0];
    const where = (id) => `metric ${name}, row ${id}`;
    try {
        for await (const batch of until((0,platform_src/* jsonLineBatches */.Rh)(output, { maxLineBytes: longestLine }), over)) {
            for (const item of batch) {
                const next = await source.next();
                if (next.done)
                    throw answerError([{ where: `metric ${name}`, problem: `there are more answers than rows` }]);
                const { id } = next.value;
                const found = scoreIn(item, id);
                if (typeof found === "number")
                    yield { index, id, score: found };
                else {
                    bad += 1;
                    if (bad <= platform_src/* listedProblems */.SG)
                        problems.push({ where: where(id), ...found });
                    // the answers are out of step: all that follow would be wrong
                    if (found.otherRow)
                        throw answerError(problems);
                }
                index += 1;
            }
        }
        for (let next = await source.next(); !next.done; next = await source.next()) {
            bad += 1;
            if (bad <= platform_src/* listedProblems */.SG)
                problems.push({ where: where(next.value.id), problem: "the command gave no answer" });
        }
    }
    finally {
        await source.return?.();
    }
    if (bad > platform_src/* listedProblems */.SG)
        problems.push({ where: `metric ${name}`, problem: `${bad} rows without a score in all` });
    if (bad > 0)
        throw answerError(problems);
}
function scoreIn(item, id) {
    const legal = '{"id": "…", "score": 0.5} a line, in the order of the rows; anything else on stderr';
    if ("problem" in item)
        return { problem: `line ${item.line} of the command ${item.problem}`, legal };
    const parsed = lineSchema.safeParse(item.value);
    if (!parsed.success)
        return { problem: `line ${item.line} of the command has no id, or no finite score`, legal };
    if (parsed.data.id !== id)
        return {
            problem: `line ${item.line} answers ${JSON.stringify(parsed.data.id.slice(0, 80))}`,
            legal,
            otherRow: true,
        };
    return parsed.data.score;
}
const answerError = (problems) => new src/* InputError */.dz(problems, "metric-command-answer");
/** Batches until the time is over, even where nothing more comes. */
async function* until(items, over) {
    const source = items[Symbol.asyncIterator]();
    for (;;) {
        const next = await Promise.race([source.next(), over]);
        if (next.done)
            return;
        yield next.value;
    }
}
function timeLimit({ clock }, child, { name, seconds }, signal) {
    const stopping = new AbortController();
    const over = clock.sleep(seconds * 1000, AbortSignal.any([signal, stopping.signal])).then(() => {
        child.kill("SIGKILL");
        const message = `the command of metric ${name} did not end within ${seconds} s`;
        throw new src/* ToolkitError */.h4({ code: "metric-command-timeout", message });
    });
    over.catch(() => child.kill("SIGKILL"));
    return { over, stop: () => stopping.abort() };
}
function failure({ secrets }, { name }, what, stderr) {
    const said = secrets.redact(stderr.join(" ⏎ ").replace(/\p{Cc}+/gu, " ")).slice(-500);
    return new src/* ToolkitError */.h4({
        code: "metric-command-failed",
        message: `the command of metric ${name} ${what}${said === "" ? "" : `: ${said}`}`,
    });
}

;// CONCATENATED MODULE: ./build/actions/evaluate/embedding.js



const cosineMetric = "embedding-cosine";
/** Texts of one request. */
const rowsAtOnce = 32;
/** The model belongs to the number: cosines of two models do not compare. */
function embeddingMetric({ model }) {
    return (0,evaluation_src/* measuredMetric */.ts)(cosineMetric, { direction: "higher", scale: "open", signature: () => `model:${model}` });
}
/** Cosine of the answer's vector with the nearest reference's. A failed request is as far as can be: 0. */
async function* cosines(rows, { endpoint, model }, deps, apiKey) {
    const inference = await inference_src/* inferenceProviders */.QC["openai-compatible"](deps, { baseUrl: endpoint, model, apiKey });
    let batch = [];
    for await (const row of rows) {
        batch.push(row);
        if (batch.length < rowsAtOnce)
            continue;
        yield* await measured(batch);
        batch = [];
    }
    if (batch.length > 0)
        yield* await measured(batch);
    async function measured(of) {
        const texts = of.flatMap(({ row, references }) => [row.prediction ?? "", ...references]);
        const vectors = await inference.embed?.(texts, deps.signal);
        if (!vectors)
            throw new src/* ToolkitError */.h4({ code: "embedding-unsupported", message: `${endpoint} gives no embeddings` });
        let at = 0;
        return of.map(({ id, row, references }) => {
            const answer = vectors[at];
            const near = references.map((_, index) => (0,evaluation_src/* cosine */.sw)(answer, vectors[at + 1 + index]));
            at += 1 + references.length;
            const value = row.prediction === null ? 0 : Math.max(...near);
            return { id, measured: { [cosineMetric]: Number.isFinite(value) ? value : null } };
        });
    }
}

// EXTERNAL MODULE: ./build/packages/statistics/src/reservoir.js
var reservoir = __webpack_require__(39722);
;// CONCATENATED MODULE: ./build/actions/evaluate/judge-cache.js

const prefix = "genai-mlops-judge";
/**
 * The judges' answers of earlier runs, brought back from the Actions cache, and kept there again at the end, also of a run
 * that fails: what was paid for is paid for.
 */
async function withJudgeCache(deps, folder, work) {
    // a folder that is there already is this machine's own, and newer
    if ((await deps.files.list(folder)).length === 0)
        await deps.cache.restore(folder, prefix);
    const cache = await (0,inference_src/* openResponseCache */.Qr)(deps, folder);
    try {
        return await work(cache);
    }
    finally {
        const { found, added } = cache.counts();
        deps.log.info(`judge: ${found} answers were paid for before, ${added} are new`);
        if (added > 0)
            await deps.cache.save(folder, prefix);
    }
}

;// CONCATENATED MODULE: ./build/actions/evaluate/judge-metrics.js

/** `judge` is the score of an answer, `judge-<criterion>` one criterion's, `judge-win` the share of pairs won. */
const judgeMetric = "judge";
const winMetric = "judge-win";
const mentionsJudge = (names) => names.some((name) => /^judge(-|$)/.test(name));
/** A judge that cannot be read now and then is missing data, and no reason to know nothing of the rest. */
function judgeMetrics({ models, rubric, repeats, pairwise }) {
    const judges = models.map(({ provider, model }) => `${provider}/${model}`).join("+");
    const signature = () => `judge:${judges}|rubric:${rubric.name}|repeats:${repeats}`;
    const facts = { direction: "higher", scale: "share", coverage: evaluation_src/* lowestParseRate */.Su, signature };
    const names = [judgeMetric, ...rubric.criteria.map(({ name }) => `${judgeMetric}-${name}`)];
    return [...names, ...(pairwise ? [winMetric] : [])].map((name) => (0,evaluation_src/* measuredMetric */.ts)(name, facts));
}

;// CONCATENATED MODULE: ./build/actions/evaluate/ask-judge.js


/** Thrown through the cache when there is no money for a request; it was not sent. */
class BudgetExhausted extends Error {
}
/** Failures that are of the judge as a whole and not of one question. */
const fatal = new Set(["cancelled", "inference-unauthorized", "http-unreachable", "disk-full"]);
function requestOf({ options }, prompt) {
    const { maxTokens, temperature } = options;
    return {
        messages: prompt.messages,
        maxTokens,
        ...(temperature === undefined ? {} : { temperature }),
        responseSchema: prompt.schema,
    };
}
/** One answer, from the cache or for money. @throws BudgetExhausted */
async function answerOf(asking, judge, prompt, repeat) {
    const cached = asking.cache.wrap(budgeted(asking.budget, judge), judge.answerer, repeat);
    try {
        const answer = await cached.chat(requestOf(asking, prompt), asking.options.signal);
        return {
            answer,
            promptTokens: answer.promptTokens ?? 0,
            completionTokens: answer.completionTokens ?? 0,
            usd: answer.fromCache ? 0 : (0,evaluation_src/* costOf */.ho)(judge.price, answer),
        };
    }
    catch (error) {
        if (!(error instanceof src/* ToolkitError */.h4) || fatal.has(error.code))
            throw error;
        return {
            answer: { fault: error.code },
            promptTokens: 0,
            completionTokens: 0,
            usd: refusedUnpaid(error) ? 0 : null,
        };
    }
}
/** A request that the provider turned away is not billed; of any other failure nobody knows. */
const refusedUnpaid = ({ code, status }) => code === "inference-refused" || code === "inference-unauthorized" || status === 429;
function budgeted(budget, { inference, price }) {
    return {
        ...inference,
        async chat(request, signal) {
            // without a price there is no limit either: see requireKnownPrices
            const reservation = await budget.reserve((0,evaluation_src/* worstCostOf */.yc)(price, textsOf(request), request.maxTokens) ?? 0);
            if (!reservation)
                throw new BudgetExhausted();
            let usd = null;
            try {
                const answer = await inference.chat(request, signal);
                usd = (0,evaluation_src/* costOf */.ho)(price, answer);
                return answer;
            }
            catch (error) {
                if (error instanceof src/* ToolkitError */.h4 && refusedUnpaid(error))
                    usd = 0;
                throw error;
            }
            finally {
                reservation.settle(usd);
            }
        },
    };
}
const textsOf = ({ messages, responseSchema }) => [
    ...messages.map(({ content }) => content),
    ...(responseSchema ? [JSON.stringify(responseSchema)] : []),
];
const likelyUsd = ({ price }, request) => (0,evaluation_src/* likelyCostOf */.hg)(price, textsOf(request), request.maxTokens);
const judgedTexts = ({ messages, references }, ...responses) => [
    ...messages.map(({ content }) => content),
    ...references,
    ...responses,
];
function ask_judge_promptOf({ options }, row, repeat) {
    const { messages, references, prediction } = row;
    return (0,evaluation_src/* judgePrompt */.Q6)(options.rubric, { messages, references, response: prediction }, repeat);
}
/** A judge's scores for a row. @throws BudgetExhausted */
async function askScore(asking, judge, row, repeat) {
    const prompt = ask_judge_promptOf(asking, row, repeat);
    const { answer, ...spent } = await answerOf(asking, judge, prompt, repeat);
    if ("fault" in answer)
        return { ...spent, answer, ignored: [], fromCache: false };
    const expected = { nonce: prompt.nonce, judged: judgedTexts(row, row.prediction) };
    const said = (0,evaluation_src/* parseJudgeAnswer */.ZU)(answer.content, asking.options.rubric, expected);
    return {
        ...spent,
        answer: "fault" in said ? { fault: faultOf(said.fault, answer) } : said,
        ignored: answer.ignored ?? [],
        fromCache: answer.fromCache ?? false,
    };
}
/** What cut the answer says more than that it cannot be read. */
function faultOf(fault, { finishReason }) {
    if (finishReason === "length")
        return "judge-cut";
    return finishReason === "refusal" || finishReason === "content_filter" ? "judge-refused" : fault;
}
function pairPromptOf({ options }, row, first, second) {
    const { messages, references } = row;
    return (0,evaluation_src/* pairwisePrompt */.Pk)(options.rubric, { messages, references, first, second }, 0);
}
/** The two questions by which a row is compared. */
function pairPromptsOf(asking, row, baseline) {
    const candidate = row.prediction;
    return [pairPromptOf(asking, row, candidate, baseline), pairPromptOf(asking, row, baseline, candidate)];
}
/** Both responses to a judge in both orders, told as A and B. @throws BudgetExhausted */
async function askPair(asking, judge, row, baseline) {
    const calls = [];
    const winnerOf = async (first, second) => {
        const prompt = pairPromptOf(asking, row, first, second);
        const { answer, ...spent } = await answerOf(asking, judge, prompt, 0);
        const expected = { nonce: prompt.nonce, judged: judgedTexts(row, first, second) };
        const said = "fault" in answer ? answer : (0,evaluation_src/* parseWinner */.Lo)(answer.content, expected);
        calls.push({ ...spent, parsed: "winner" in said });
        return "winner" in said ? said.winner : null;
    };
    const candidate = row.prediction;
    const pair = (0,evaluation_src/* bothOrders */.lb)(await winnerOf(candidate, baseline), await winnerOf(baseline, candidate));
    return { pair, calls };
}

;// CONCATENATED MODULE: ./build/actions/evaluate/judge-rows.js



/**
 * Judges a stream of rows: each by every judge, as often as repeats are asked for. Answers go through the cache, so that a
 * run that was killed pays for none of them again; money is reserved before a request is sent, and when it is at its end
 * nothing more is drawn.
 * @throws InputError `unknown-price`; from `rows` ToolkitError when a judge refuses the key or is gone
 */
function judgeRows(cache, rows, options) {
    const { rubric, judges, repeats, panel, passAt } = options;
    (0,evaluation_src/* requireKnownPrices */.rb)(judges.map(({ name, price }) => ({ name, priced: price !== undefined })), options.budgetUsd);
    const budget = (0,evaluation_src/* newBudget */.k$)(options.budgetUsd);
    const asking = { options, cache, budget };
    const counts = { rows: 0, judged: 0, asked: 0, parsed: 0, fromCache: 0, promptTokens: 0, completionTokens: 0 };
    let usd = 0;
    const ignored = new Set();
    function count(call, parsed) {
        counts.asked += 1;
        counts.parsed += parsed ? 1 : 0;
        counts.promptTokens += call.promptTokens;
        counts.completionTokens += call.completionTokens;
        usd = usd === null || call.usd === null ? null : usd + call.usd;
    }
    async function scoresOf(judge, row) {
        const calls = [];
        for (let repeat = 0; repeat < repeats; repeat++) {
            const call = await askScore(asking, judge, row, repeat);
            count(call, !("fault" in call.answer));
            counts.fromCache += call.fromCache ? 1 : 0;
            for (const name of call.ignored)
                ignored.add(`${judge.name}: ${name}`);
            calls.push(call);
        }
        return calls;
    }
    async function pairOf(row) {
        const baseline = await options.baselineOf?.(row.id);
        if (baseline === undefined || baseline === null)
            return undefined;
        const pairs = [];
        for (const judge of judges) {
            const { pair, calls } = await askPair(asking, judge, row, baseline);
            for (const call of calls)
                count(call, call.parsed);
            pairs.push(pair);
        }
        return voteOf(pairs);
    }
    async function judgeRow(row) {
        if (row.prediction === null)
            return { id: row.id, judged: unanswered(rubric) };
        try {
            const calls = [];
            for (const judge of judges)
                calls.push(await scoresOf(judge, row));
            const pair = await pairOf(row);
            return { id: row.id, judged: (0,evaluation_src/* judgedOf */.B8)(rubric, calls, { method: panel, passAt }), ...(pair && { pair }) };
        }
        catch (error) {
            // half of a row's answers are none; they are in the cache for the next run
            if (error instanceof BudgetExhausted)
                return undefined;
            throw error;
        }
    }
    async function* drawn() {
        for await (const row of rows) {
            if (budget.exhausted())
                return;
            counts.rows += 1;
            yield row;
        }
    }
    async function* judged() {
        for await (const row of (0,inference_src/* runPool */.kD)(drawn(), options.concurrency, judgeRow)) {
            if (!row)
                continue;
            counts.judged += 1;
            yield row;
        }
    }
    return {
        rows: judged(),
        totals: () => {
            const { asked, parsed, ...rest } = counts;
            return {
                ...rest,
                stoppedByBudget: budget.exhausted(),
                answers: (0,evaluation_src/* parseRate */.WN)(asked, parsed),
                usd,
                usdAtMost: budget.spent(),
                variation: repeats > 1 ? (0,evaluation_src/* variationOf */.rI)(rubric, options.temperature) : "none",
                ignored: [...ignored].sort(),
            };
        },
    };
}
const unanswered = ({ criteria }) => ({
    score: null,
    criteria: Object.fromEntries(criteria.map(({ name }) => [name, null])),
    repeats: [],
    error: "no-prediction",
    promptTokens: 0,
    completionTokens: 0,
    usd: 0,
});
/** A panel's word on a pair: what more than half of its judges say, else a tie; null when half or more say nothing. */
function voteOf(pairs) {
    const outcomes = pairs.flatMap(({ outcome }) => (outcome === null ? [] : [outcome]));
    const flipped = pairs.some((pair) => pair.flipped);
    if (outcomes.length * 2 <= pairs.length)
        return { outcome: null, flipped };
    const winner = outcomes.find((one) => outcomes.filter((other) => other === one).length * 2 > outcomes.length);
    return { outcome: winner ?? "tie", flipped };
}
/** What judging these rows will about cost, before anything is sent; comparisons as far as `baselineOf` knows answers. */
async function estimateJudging(cache, rows, options) {
    const estimate = { answers: 0, fromCache: 0, likelyUsd: 0 };
    async function add(judge, prompt, repeat) {
        const request = requestOf({ options }, prompt);
        estimate.answers += 1;
        if (await cache.has(judge.answerer, request, repeat))
            estimate.fromCache += 1;
        else {
            const usd = likelyUsd(judge, request);
            estimate.likelyUsd = usd === undefined || estimate.likelyUsd === undefined ? undefined : estimate.likelyUsd + usd;
        }
    }
    for await (const row of rows) {
        if (row.prediction === null)
            continue;
        const baseline = (await options.baselineOf?.(row.id)) ?? undefined;
        for (const judge of options.judges) {
            for (let repeat = 0; repeat < options.repeats; repeat++)
                await add(judge, ask_judge_promptOf({ options }, row, repeat), repeat);
            if (baseline !== undefined)
                for (const prompt of pairPromptsOf({ options }, row, baseline))
                    await add(judge, prompt, 0);
        }
    }
    return estimate;
}

;// CONCATENATED MODULE: ./build/actions/evaluate/open-judges.js


/**
 * The judges that were asked for; their keys are read from the environment, and all that lack one are named.
 * @param apiKey key of `openai` and `openai-compatible` judges, instead of the environment's
 */
async function openJudges(deps, { models }, { prices, apiKey } = {}) {
    return await Promise.all(models.map(async (config) => ({
        name: `${config.provider}/${config.model}`,
        answerer: { provider: config.provider, model: config.model, endpoint: config.endpoint },
        inference: await open_judges_inferenceOf(deps, config, apiKey),
        price: (0,evaluation_src/* priceOf */.xx)(config.provider, config.model, prices),
    })));
}
async function open_judges_inferenceOf(deps, { provider, model, endpoint }, apiKey) {
    if (provider === "openai")
        return await inference_src/* inferenceProviders */.QC.openai(deps, { model, apiKey });
    if (provider === "openai-compatible")
        return await inference_src/* inferenceProviders */.QC["openai-compatible"](deps, { model, apiKey, baseUrl: endpoint });
    return await inference_src/* inferenceProviders */.QC[provider](deps, { model });
}

;// CONCATENATED MODULE: ./build/actions/evaluate/judged-answers.js











/** Rows whose repeats are kept to tell the judge's variance from the answers'. */
const rowsOfVariance = 5_000;
/** Candidate and baseline before the same judges, who know neither. @throws InputError `no-key`, `over-budget`, `judge-needs-test-set` */
async function judgedAnswers(settings, measuring, rows, deps) {
    const { inputs, testSet, labels, purse } = measuring;
    const judges = await openJudges(deps, settings, {
        prices: measuring.settings.prices,
        apiKey: inputs["judge-api-key"] ?? inputs["api-key"],
    });
    if (!testSet)
        throw new src/* InputError */.dz([{ where: "test-set", problem: "is needed by the judge", mend: "give the questions that were answered" }], "judge-needs-test-set");
    for (const { price } of judges)
        if (price)
            purse.prices.add(price);
    const stateDir = inputs["state-dir"] ?? (0,platform_src/* stateFolder */.yp)(deps.environment);
    return await withJudgeCache(deps, (0,external_node_path_.join)(stateDir, "judge-cache"), async (cache) => {
        const options = optionsOf(settings, judges, measuring, deps);
        await requireEstimate(cache, rows, options);
        const candidate = await judgeArm("candidate", rows.candidate, cache, rows.baseline, options);
        // what the candidate's judging left is all that the baseline's may cost
        const left = { ...options, budgetUsd: options.budgetUsd - candidate.totals.usdAtMost };
        const baseline = rows.baseline && (await judgeArm("baseline", rows.baseline, cache, undefined, left));
        const all = baseline ? [candidate.totals, baseline.totals] : [candidate.totals];
        return {
            candidate: [candidate.path],
            baseline: baseline ? [baseline.path] : [],
            report: {
                ...reportOf(settings, judges, all),
                ...varianceOf(candidate.repeats, all),
                ...(candidate.pairs.length > 0 ? { pairwise: pairsOf(candidate.pairs) } : {}),
                ...(labels ? { calibration: calibrationOf(settings, candidate.labelled, measuring) } : {}),
            },
            usd: all.reduce((sum, { usd }) => (sum === null || usd === null ? null : sum + usd), 0),
            tokens: {
                prompt: all.reduce((sum, { promptTokens }) => sum + promptTokens, 0),
                completion: all.reduce((sum, { completionTokens }) => sum + completionTokens, 0),
            },
            reasons: reasonsOf(all),
        };
    });
    async function requireEstimate(cache, of, options) {
        if (!Number.isFinite(options.budgetUsd))
            return;
        const arms = [
            judgeRowsOf(of.candidate, of.baseline),
            ...(of.baseline ? [judgeRowsOf(of.baseline, undefined)] : []),
        ];
        let likely = 0;
        for (const arm of arms) {
            const { likelyUsd } = await estimateJudging(cache, arm.rows, { ...options, baselineOf: arm.baselineOf });
            likely = likely === undefined || likelyUsd === undefined ? undefined : likely + likelyUsd;
        }
        if (likely !== undefined)
            (0,evaluation_src/* requireWithinBudget */.QW)(likely, options.budgetUsd);
    }
    async function judgeArm(label, own, cache, other, options) {
        const arm = judgeRowsOf(own, settings.pairwise ? other : undefined);
        const run = judgeRows(cache, arm.rows, { ...options, baselineOf: arm.baselineOf });
        const repeats = (0,reservoir/* newReservoir */.c)(rowsOfVariance);
        const pairs = [];
        const labelled = new Map();
        let done = 0;
        async function* measured() {
            for await (const row of run.rows) {
                repeats.add(row.judged.repeats);
                if (row.pair)
                    pairs.push(row.pair);
                if (labels?.has(row.id))
                    labelled.set(row.id, row.judged.score);
                done += 1;
                if (done % 50 === 0)
                    deps.log.info(`${label}: ${done} answers judged`);
                yield measuresOf(row);
            }
        }
        const path = await kept(measured(), `${label}-judge`, deps);
        return { path, totals: run.totals(), repeats: repeats.sample, pairs, labelled };
    }
}
function optionsOf(settings, judges, { inputs, purse }, { signal }) {
    return {
        rubric: settings.rubric,
        judges,
        repeats: settings.repeats,
        temperature: settings.temperature ?? undefined,
        maxTokens: settings.maxTokens,
        panel: settings.panel,
        passAt: settings.passAt,
        concurrency: inputs.concurrency,
        budgetUsd: purse.limitUsd - purse.budget.spent(),
        signal,
    };
}
/** Rows as a judge is given them, with the baseline's answers at hand for those that are under way. */
function judgeRowsOf(own, other) {
    const answers = new Map();
    async function* rows() {
        const others = other?.();
        try {
            for await (const { id, row, example, references } of own()) {
                // both are in the same order, and hold the same rows
                const met = await others?.next();
                if (met && !met.done && row.prediction !== null)
                    answers.set(met.value.id, met.value.row.prediction);
                const messages = example ? promptOf(example, undefined) : [];
                yield { id, messages, prediction: row.prediction, references };
            }
        }
        finally {
            await others?.return(undefined);
        }
    }
    async function baselineOf(id) {
        const answer = answers.get(id);
        answers.delete(id);
        return answer;
    }
    return { rows: rows(), baselineOf: other && baselineOf };
}
function measuresOf({ id, judged, pair }) {
    const criteria = Object.entries(judged.criteria).map(([name, score]) => [`${judgeMetric}-${name}`, score]);
    const won = pair?.outcome === "candidate" ? 1 : pair?.outcome === "tie" ? 0.5 : 0;
    return {
        id,
        measured: {
            [judgeMetric]: judged.score,
            ...Object.fromEntries(criteria),
            ...(pair && { [winMetric]: pair.outcome === null ? null : won }),
        },
    };
}
function reportOf(settings, judges, all) {
    const sum = (of) => all.reduce((total, each) => total + of(each), 0);
    return {
        models: judges.map(({ name }) => name),
        rubric: settings.rubric.name,
        repeats: settings.repeats,
        variation: all[0]?.variation ?? "none",
        temperature: settings.temperature,
        asked: sum(({ answers }) => answers.asked),
        parsed: sum(({ answers }) => answers.parsed),
        fromCache: sum(({ fromCache }) => fromCache),
        ignored: [...new Set(all.flatMap(({ ignored }) => ignored))],
    };
}
function varianceOf(repeats, [totals]) {
    const found = (0,evaluation_src/* judgeVariance */.rc)(repeats, totals?.variation ?? "none");
    if (!found)
        return {};
    const { components, standardErrorOfJudge } = found;
    return { variance: { answers: components.between, judge: components.within, standardErrorOfJudge } };
}
function pairsOf(pairs) {
    const { winRate, ...counts } = (0,evaluation_src/* pairwiseSummary */.NL)(pairs);
    return { ...counts, winRate: orNull(winRate) };
}
function calibrationOf({ rubric }, labelled, { labels }) {
    const { min, max } = rubric.scale;
    const rows = [...(labels ?? [])].map(([id, { score, passed }]) => {
        const share = labelled.get(id) ?? null;
        return { human: score, judge: share === null ? null : min + share * (max - min), passed };
    });
    const { n, missing, kappa, spearman, bias, threshold, warnings } = (0,evaluation_src/* calibrate */.C3)(rows, { scale: rubric.scale });
    return {
        n,
        missing,
        kappa: orNull(kappa),
        spearman: orNull(spearman),
        bias: orNull(bias),
        threshold: threshold ? { ...(0,evaluation_src/* asScore */.pS)(threshold), share: (0,evaluation_src/* shareOf */.tC)(rubric, threshold.value) } : null,
        points: pointsOf(rows),
        warnings,
    };
}
/** What a picture shows: as few points as the scales have tenths. */
function pointsOf(rows) {
    const points = new Map();
    for (const { human, judge } of rows) {
        if (judge === null)
            continue;
        const at = { human: Math.round(human * 10) / 10, judge: Math.round(judge * 10) / 10 };
        const key = JSON.stringify(at);
        points.set(key, { ...at, count: (points.get(key)?.count ?? 0) + 1 });
    }
    return [...points.values()];
}
function orNull(estimate) {
    return { ...(0,evaluation_src/* asScore */.pS)(estimate), value: Number.isFinite(estimate.value) ? estimate.value : null };
}
function reasonsOf(all) {
    const unread = all.some(({ answers }) => answers.asked > 0 && !answers.enough);
    return [
        ...(unread ? [{ reason: "parse-rate", metric: judgeMetric }] : []),
        ...(all.some(({ stoppedByBudget }) => stoppedByBudget) ? [{ reason: "budget" }] : []),
    ];
}

;// CONCATENATED MODULE: ./build/actions/evaluate/met-rows.js

/**
 * Two ordered streams met row by row.
 * @throws InputError `other-test-set`, after the last row, unless both hold the same ids
 */
async function* metRows(left, right, meeting) {
    const others = right[Symbol.asyncIterator]();
    const differences = { rows: 0, missing: 0, extra: 0, changed: 0, first: undefined };
    const differs = (kind, id) => {
        differences[kind] += 1;
        differences.first ??= id;
    };
    try {
        let other = await others.next();
        for await (const row of left) {
            differences.rows += 1;
            for (; !other.done && other.value.key < row.key; other = await others.next())
                differs("extra", other.value.row.id);
            if (other.done || other.value.key !== row.key) {
                differs("missing", row.row.id);
                continue;
            }
            if (meeting.sameReferences && !sameReferences(row.row, other.value.row))
                differs("changed", row.row.id);
            else
                yield [row, other.value];
            other = await others.next();
        }
        for (; !other.done; other = await others.next())
            differs("extra", other.value.row.id);
    }
    finally {
        await others.return?.();
    }
    const { rows, missing, extra, changed, first } = differences;
    const facts = [
        missing > 0 && `${missing} of ${rows} rows are not in it`,
        extra > 0 && !meeting.mayLack && `it has ${extra} rows more`,
        changed > 0 && `${changed} rows have other references`,
    ].filter(Boolean);
    if (facts.length === 0)
        return;
    const problem = `${meeting.verb} another test set: ${facts.join(", ")}; first ${first}`;
    throw new src/* InputError */.dz([{ where: meeting.where, problem, mend: meeting.mend }], "other-test-set");
}
const sameReferences = (left, right) => JSON.stringify(left.references) === JSON.stringify(right.references);

;// CONCATENATED MODULE: ./build/actions/evaluate/rows.js





/** What was measured of one answer outside. */
const measuredRowSchema = schemas/* strictObject */.rej({
    id: schemas/* string */.YjP(),
    measured: schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* number */.aig().nullable()),
});
/** A predictions file may leave out what the test set says. */
const bareSchema = src/* predictionSchema */.Bd.extend({ references: src/* predictionSchema */.Bd.shape.references.optional() });
/**
 * Answers in the order of the hash of their ids, each with its example. Where there is a test set its references count,
 * never those of the answers: who answers does not say what is right.
 */
async function* rows_answeredRows(deps, file, { testSet, partial = false, only }) {
    if (!testSet) {
        for await (const { key, line, row } of orderedRows(deps, file, deps.tempFolder)) {
            if (only && !only.has(row.id))
                continue;
            yield {
                key,
                line,
                row: { id: row.id, references: row.references, row, example: undefined, place: { path: file.shown, line } },
            };
        }
        return;
    }
    const answers = orderedRows(deps, { ...file, schema: bareSchema }, deps.tempFolder);
    const source = { path: testSet.path, shown: testSet.shown, schema: src/* chatExampleSchema */.Mn, journal: false };
    const examples = orderedRows(deps, source, deps.tempFolder);
    const meeting = {
        where: file.shown,
        verb: "it answers",
        mend: `answer every row of ${testSet.shown}, and no other`,
        sameReferences: false,
        mayLack: partial,
    };
    for await (const [answer, { row: example, line }] of metRows(answers, examples, meeting)) {
        if (only && !only.has(example.id))
            continue;
        const references = referencesOf(example);
        const { slice, title } = example;
        const row = {
            ...answer.row,
            references,
            ...(slice && { slice }),
            ...(title !== undefined && { title }),
        };
        const place = { path: testSet.shown, line };
        yield { key: answer.key, line, row: { id: row.id, references, row, example, place } };
    }
}
/** The same with what was measured of them; a row that a measure says nothing of has no data there. */
async function* withMeasures(deps, rows, measures) {
    const streams = measures.map((path) => orderedRows(deps, { path, shown: path, schema: measuredRowSchema, journal: true }, deps.tempFolder));
    const heads = await Promise.all(streams.map((stream) => stream.next()));
    try {
        for await (const ordered of rows) {
            for (const [at, stream] of streams.entries()) {
                let head = heads[at];
                while (!head.done && head.value.key < ordered.key)
                    head = await stream.next();
                heads[at] = head;
                if (!head.done && head.value.key === ordered.key)
                    ordered.row.row.measured = { ...ordered.row.row.measured, ...head.value.row.measured };
            }
            yield ordered;
        }
    }
    finally {
        for (const stream of streams)
            await stream.return(undefined);
    }
}

;// CONCATENATED MODULE: ./build/actions/evaluate/measures.js







/** What the answers cannot say of themselves: the user's commands, embeddings, a judge. */
async function measured(measuring, deps) {
    const { settings, inputs, testSet, labels, candidate, baseline } = measuring;
    const found = {
        candidate: [],
        baseline: [],
        judge: undefined,
        judgeUsd: null,
        judgeTokens: { prompt: 0, completion: 0 },
        reasons: [],
        notRun: [],
    };
    const fork = fromFork(inputs, deps);
    const only = inputs.mode === "calibrate" ? labels : undefined;
    const arms = [
        { label: "candidate", answers: candidate },
        ...(baseline ? [{ label: "baseline", answers: baseline }] : []),
    ];
    const rowsOf = (answers) => () => plain(rows_answeredRows(deps, answers.file, { testSet, partial: answers.partial, only }));
    for (const metric of settings.custom.filter((custom) => custom.kind === "command")) {
        // a fork's own code measures nothing on our machines
        if (fork)
            found.notRun.push({ metric: metric.name, why: "fork" });
        else
            for (const { label, answers } of arms)
                found[label].push(await kept(commandRows(metric, rowsOf(answers), deps), `${label}-${metric.name}`, deps));
    }
    if (settings.embedding)
        for (const { label, answers } of arms) {
            const rows = cosines(rowsOf(answers)(), settings.embedding, deps, inputs["api-key"]);
            found[label].push(await kept(rows, `${label}-${cosineMetric}`, deps));
        }
    if (settings.judge)
        await judge(settings.judge);
    return found;
    async function judge(of) {
        const names = settings.metrics.flatMap(({ name }) => (/^judge(-|$)/.test(name) ? [name] : []));
        try {
            const result = await judgedAnswers(of, measuring, { candidate: rowsOf(candidate), baseline: baseline && rowsOf(baseline) }, deps);
            found.judge = result.report;
            found.judgeUsd = result.usd;
            found.judgeTokens = result.tokens;
            found.reasons.push(...result.reasons);
            found.candidate.push(...result.candidate);
            found.baseline.push(...result.baseline);
        }
        catch (error) {
            if (!fork || !(error instanceof src/* InputError */.dz) || error.code !== "no-key")
                throw error;
            found.notRun.push(...names.map((metric) => ({ metric, why: "fork" })));
        }
    }
}
async function* plain(rows) {
    for await (const { row } of rows)
        yield row;
}
async function* commandRows(metric, rows, deps) {
    async function* predictions() {
        for await (const { row } of rows())
            yield row;
    }
    const options = { cwd: deps.workspace, signal: deps.signal };
    for await (const { id, score } of commandScores(deps, metric, predictions, options))
        yield { id, measured: { [metric.name]: score } };
}
/** Writes what was measured beside the answers; memory does not grow with it. @returns the file */
async function kept(rows, name, deps) {
    const path = (0,external_node_path_.join)(deps.tempFolder, `measured-${deps.random.uuid()}-${name.replace(/[^\w.-]/g, "_")}.jsonl`);
    async function* lines() {
        for await (const row of rows)
            yield Buffer.from(`${JSON.stringify(row)}\n`);
    }
    await deps.files.writeStream(path, lines());
    return path;
}
/** Of a fork nothing of ours is trusted to run, and no secret is there. */
function fromFork(inputs, { github }) {
    const found = (0,action_kit_src/* pullRequestInEvent */.i)(github, inputs["pull-request"]);
    return found.kind === "whole" && found.pullRequest.isFork;
}

// EXTERNAL MODULE: ./build/packages/reports/src/index.js + 39 modules
var reports_src = __webpack_require__(97090);
;// CONCATENATED MODULE: ./build/actions/evaluate/report.js


/** Remarks that a check shows; GitHub takes fifty at a time. */
const mostRemarks = 20;
/** The report in all its forms, and JUnit beside it. */
async function report_reportOf({ evaluation, worst }, inputs, { files, secrets, workspace }) {
    const examples = worst.map(({ row, score, baseline }) => ({
        id: row.id,
        title: row.title,
        score,
        expected: row.references[0] ?? "",
        got: row.prediction ?? row.error ?? "",
        baseline: baseline === null ? "" : baseline,
    }));
    const junitPath = (0,external_node_path_.join)(inputs["report-dir"], "evaluation.junit.xml");
    await files.writeAtomic((0,external_node_path_.resolve)(workspace, junitPath), secrets.redact((0,reports_src/* toJunit */.Qp)((0,reports_src/* evaluationJunit */.bz)(evaluation, inputs.language))));
    const written = (0,reports_src.rendered)(evaluation, (0,reports_src/* evaluationReport */.Ln)(evaluation, examples, inputs.language));
    return { report: { ...written, annotations: evaluation.verdict === "pass" ? [] : remarks(worst) }, junitPath };
}
/** At the rows that the model was worst at; only files of the workspace have lines that a reviewer sees. */
function remarks(worst) {
    return worst.slice(0, mostRemarks).flatMap(({ row, score, place }) => {
        if (!place || (0,external_node_path_.isAbsolute)(place.path))
            return [];
        const got = (row.prediction ?? row.error ?? "").slice(0, 80);
        const message = `expected ${JSON.stringify((row.references[0] ?? "").slice(0, 80))}, got ${JSON.stringify(got)}`;
        const title = `${row.id}${Number.isFinite(score) ? `: ${score.toFixed(3)}` : ""}`;
        return [{ path: place.path, line: place.line, level: "warning", title, message }];
    });
}

;// CONCATENATED MODULE: ./build/actions/evaluate/scored.js







/** All rows through the evaluation, one pair in memory at a time. */
async function scored(scoring, deps) {
    const { inputs, settings, testSet, candidate, baseline, baselineFrom, outside, labels } = scoring;
    const only = inputs.mode === "calibrate" ? labels : undefined;
    const running = (0,evaluation_src/* newEvaluation */.n6)({
        ...settings,
        labelField: inputs["label-field"],
        baseline: baselineFrom && baselineOf(baselineFrom, settings, deps),
    });
    const digest = (0,external_node_crypto_.createHash)("sha256");
    const places = new WeakMap();
    const rowsOf = (answers, measures) => withMeasures(deps, rows_answeredRows(deps, answers.file, { testSet, partial: answers.partial, only }), measures);
    const others = baseline && rowsOf(baseline, outside.baseline);
    for await (const { row, place, baseline: other } of pairs(rowsOf(candidate, outside.candidate), others)) {
        // over ids and references: the same rows are the same test set, whoever answered them
        digest.update(`${JSON.stringify([row.id, row.references])}\n`);
        places.set(row, place);
        running.add(row, other);
    }
    const testSetDigest = `sha256:${digest.digest("hex")}`;
    if (baselineFrom)
        requireSameTestSet(baselineFrom, testSetDigest);
    const { evaluation, worst } = running.finish({
        model: { name: scoring.model, digest: candidate.digest },
        testSetDigest,
        time: (0,platform_src/* isoTime */.Ly)(deps.clock),
        bar: scoring.bar,
        suites: candidate.suites.length > 0 ? candidate.suites.map(suiteOf) : undefined,
        notRun: outside.notRun,
        judge: outside.judge,
        money: moneyOf(scoring),
        reasons: scored_reasonsOf(scoring),
    });
    return { evaluation, worst: worst.map((each) => ({ ...each, place: places.get(each.row) })) };
}
const suiteOf = ({ name, verdict, detail }) => ({
    name,
    verdict,
    ...(detail !== undefined && { detail }),
});
/** Codes of what went on around the rows. */
function scored_reasonsOf({ candidate, baseline, outside, inputs }) {
    const { calibration } = outside.judge ?? {};
    return [
        ...outside.reasons,
        ...(candidate.partial || baseline?.partial ? [{ reason: "budget" }] : []),
        ...(inputs.mode === "calibrate" && (calibration?.warnings.length ?? 1) > 0
            ? [{ reason: "calibration", metric: judgeMetric }]
            : []),
    ];
}
/** What was paid in this run; undefined where nobody bills. */
function moneyOf({ purse, outside }) {
    if (purse.prices.size === 0 && !Number.isFinite(purse.limitUsd) && !outside.judge)
        return undefined;
    const { judgeUsd } = outside;
    const usd = purse.usd === null || (outside.judge && judgeUsd === null) ? null : purse.usd + (judgeUsd ?? 0);
    const prices = [...purse.prices].map(({ date, source }) => ({ date, source }));
    return {
        promptTokens: purse.promptTokens + outside.judgeTokens.prompt,
        completionTokens: purse.completionTokens + outside.judgeTokens.completion,
        usd,
        judgeUsd,
        budgetUsd: Number.isFinite(purse.limitUsd) ? purse.limitUsd : null,
        prices: [...new Map(prices.map((price) => [JSON.stringify(price), price])).values()],
    };
}
async function* pairs(candidate, baseline) {
    if (!baseline) {
        for await (const { row } of candidate)
            yield row;
        return;
    }
    const meeting = {
        where: "baseline",
        verb: "it answers",
        mend: "evaluate the baseline on the same test set",
        sameReferences: true,
    };
    for await (const [{ row }, other] of metRows(candidate, baseline, meeting))
        yield { ...row, baseline: other.row.row };
}
function baselineOf({ name, time, source }, { maxAgeDays }, deps) {
    const ageDays = time === null ? null : (deps.clock.now() - Date.parse(time)) / 86_400_000;
    const fresh = maxAgeDays === undefined || (ageDays !== null && ageDays <= maxAgeDays);
    if (source.kind !== "report")
        return { name, time, ageDays, reliable: fresh };
    // a report that could not be judged itself is nothing to be held to
    const reliable = fresh && source.evaluation.verdict !== "error";
    return { name, time, ageDays, reliable, scores: source.evaluation.scores };
}
function requireSameTestSet({ name, source }, digest) {
    if (source.kind !== "report" || source.evaluation.testSet.digest === digest)
        return;
    const problem = `${name} is of another test set: ${source.evaluation.testSet.digest}, here ${digest}`;
    const mend = "evaluate the baseline on the same test set";
    throw new src/* InputError */.dz([{ where: "baseline", problem, mend }], "other-test-set");
}

;// CONCATENATED MODULE: ./build/actions/evaluate/custom-metrics.js




/** The user's own metric, as evaluation.yaml describes it. @throws InputError for a pattern or a schema that is none */
async function customMetric(metric, { files, workspace }) {
    const { name } = metric;
    if (metric.kind === "command")
        return (0,evaluation_src/* measuredMetric */.ts)(name, { direction: metric.direction, scale: metric.scale });
    const holds = metric.kind === "regex"
        ? (0,evaluation_src/* matchesPattern */.MT)(metric.pattern, `metrics: ${name}: pattern`)
        : await (0,evaluation_src/* jsonSchemaValidity */.km)(await (0,platform_src/* readJson */.Vh)(files, (0,external_node_path_.resolve)(workspace, metric.schema), schemas/* unknown */.L5J(), metric.schema), `metrics: ${name}: schema`);
    const wanted = !(metric.kind === "regex" && metric.absent);
    return {
        name,
        kind: "binary",
        direction: "higher",
        scale: "share",
        score({ prediction }) {
            if (prediction === null)
                return 0;
            const found = holds(prediction);
            return found === undefined ? undefined : Number(found === wanted);
        },
    };
}

;// CONCATENATED MODULE: ./build/actions/evaluate/settings.js






const usual = ["exact-match", "valid-json", "f1"];
/** @throws InputError with everything that is wrong in the file, or in the inputs */
async function settingsOf(inputs, file, imported, deps) {
    const config = file && (await (0,platform_src/* readYaml */.gM)(deps.files, file.path, src/* evaluationConfigSchema */.Ai, file.shown));
    const custom = (config?.metrics ?? []).filter((metric) => typeof metric !== "string");
    const written = (0,evaluation_src/* parseThresholds */.S)(inputs.thresholds ?? config?.thresholds ?? []);
    const guarded = guardedBy(inputs, config);
    const named = inputs.metrics ?? config?.metrics?.map((metric) => (typeof metric === "string" ? metric : metric.name));
    // what is held to a bar is measured, whether it was listed or not
    const heldTo = [
        ...written.map(({ metric }) => metric),
        ...Object.keys(guarded),
        ...(config?.quality ? [config.quality.metric] : []),
    ];
    const judge = judgeOf(inputs, config, [...(named ?? []), ...heldTo]);
    const usualHere = imported.length > 0 ? imported.map(({ name }) => name) : usual;
    const asked = [...(named ?? (judge?.alone ? [] : usualHere)), ...heldTo, ...(judge ? ["judge"] : [])];
    const own = [
        ...(await Promise.all(custom.map((metric) => customMetric(metric, deps)))),
        ...imported,
        ...(judge ? judgeMetrics(judge.settings) : []),
        ...(config?.embedding ? [embeddingMetric(config.embedding)] : []),
    ];
    const metrics = (0,evaluation_src/* metricsNamed */.dz)(named?.length === 0 ? [] : asked, inputs["label-field"], own);
    const { regression, slices, quality } = config ?? {};
    return {
        metrics,
        custom: custom.filter(({ name }) => metrics.some((metric) => metric.name === name)),
        thresholds: (0,evaluation_src/* inUnits */.Dz)(written, metrics),
        guarded,
        minRows: regression?.minRows ?? 2,
        maxAgeDays: regression?.maxAgeDays,
        onSoft: regression?.onSoft ?? "inconclusive",
        sliceBy: [...new Set([...(slices?.by ?? []), ...written.flatMap(({ slice }) => slice?.key ?? [])])],
        sliceMinRows: slices?.minRows ?? 1,
        cluster: config?.cluster,
        quality: quality && {
            metric: metrics.find(({ name }) => name === quality.metric),
            threshold: quality.threshold,
            perCase: quality.perCase,
        },
        suites: config?.suites ?? [],
        judge: judge?.settings,
        embedding: metrics.some(({ name }) => name === "embedding-cosine") ? config?.embedding : undefined,
        budgetUsd: inputs["budget-usd"] ?? config?.budgetUsd,
        prices: config?.prices,
    };
}
/** A judge is asked where one is configured, or where a metric of its is named. */
function judgeOf(inputs, config, names) {
    const calibrating = inputs.mode === "calibrate";
    if (!config?.judge && !calibrating && !inputs["judge-model"] && !mentionsJudge(names))
        return undefined;
    const given = config?.judge ?? src/* judgeConfigSchema */.H5.parse({});
    const [model] = inputs["judge-model"] ? [inputs["judge-model"]] : [];
    const models = model === undefined ? given.models : [{ ...(given.models[0] ?? { provider: "openai" }), model }];
    return { settings: { ...given, models, rubric: given.rubric ?? evaluation_src/* specificationRubric */.HS }, alone: calibrating };
}
function guardedBy(inputs, config) {
    const named = config?.regression?.metrics ?? {};
    if (!inputs.guard)
        return named;
    return Object.fromEntries(inputs.guard.map((name) => [name, named[name] ?? { margin: 0 }]));
}

;// CONCATENATED MODULE: ./build/actions/evaluate/run.js














/** Everything that can be wrong is looked at before the first question is asked: asking costs time and money. */
async function run(inputs, deps) {
    const bar = await barOf(inputs, deps);
    const source = await candidateSource(inputs, deps);
    const results = source.kind === "results" ? await importedResults(source.paths, deps) : undefined;
    const imported = (results?.metrics ?? []).map((name) => (0,evaluation_src/* measuredMetric */.ts)(name, {
        direction: "higher",
        scale: "open",
        signature: () => `tool:${results?.tool}`,
        // a named score of promptfoo is of the tests that assert it, by design
        coverage: results?.tool === "promptfoo" ? 0 : 1,
    }));
    const settings = await settingsOf(inputs, bar.config, imported, deps);
    const labels = inputs.labels === undefined ? undefined : await readLabels(inputs.labels, deps);
    if (inputs.mode === "calibrate" && !labels)
        throw new src/* InputError */.dz([{ where: "labels", problem: "is needed by mode: calibrate" }], "missing-input");
    const baselineFrom = await baselineSource(inputs, deps);
    const testSet = bar.testSet && (await checkTestSet(bar.testSet, deps));
    const purse = newPurse(settings.budgetUsd);
    const asked = (label) => ({ inputs, settings, testSet, purse, label });
    const candidate = source.kind === "results"
        ? { file: results.file, digest: null, partial: false, suites: [] }
        : await answersOf(source, asked("candidate"), deps);
    let baseline;
    if (baselineFrom && baselineFrom.source.kind !== "report" && !candidate.partial)
        baseline = await answersOf(baselineFrom.source, asked("baseline"), deps);
    const shared = { inputs, settings, testSet, labels, purse, candidate, baseline };
    const outside = await measured(shared, deps);
    const result = await scored({ ...shared, outside, baselineFrom, model: source.name, bar: bar.record }, deps);
    const { evaluation } = result;
    for (const [name, { value, low, high, n }] of Object.entries(evaluation.scores))
        deps.log.info(`${name} ${value.toFixed(4)} [${low?.toFixed(4)}; ${high?.toFixed(4)}] n=${n}`);
    const { report, junitPath } = await report_reportOf(result, inputs, deps);
    return {
        outputs: {
            scores: JSON.stringify(evaluation.scores),
            "cost-usd": evaluation.money?.usd ?? "",
            "junit-path": junitPath,
            "predictions-path": candidate.file.path,
        },
        verdict: evaluation.verdict,
        report,
    };
}


/***/ }),

/***/ 21846:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   HM: () => (/* binding */ portOf),
/* harmony export */   QK: () => (/* binding */ servedFile),
/* harmony export */   vg: () => (/* binding */ serverCommand)
/* harmony export */ });
/* unused harmony export engines */
/* harmony import */ var _model_server_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77259);
/* harmony import */ var _vllm_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(80529);


/** What serves a model on this machine: llama.cpp reads its GGUF, vLLM its merged weights, on a GPU. */
const engines = (/* unused pure expression or super */ null && (["llama.cpp", "vllm"]));
/** What the engine reads of a registered version: a file or a folder. */
const servedFile = { "llama.cpp": "model.gguf", vllm: "merged" };
/** How a server of the engine is started. @throws InputError for options that are the deployment's own */
function serverCommand(engine, place, options) {
    if (engine === "vllm")
        return (0,_vllm_js__WEBPACK_IMPORTED_MODULE_1__/* .vllmCommand */ .TJ)(place, options);
    return { command: place.python, args: (0,_model_server_js__WEBPACK_IMPORTED_MODULE_0__/* .serverArguments */ .m7)(place.program, options) };
}
/** Port that a server was told. */
function portOf({ args }) {
    const [, port] = /(?:"port":|--port=)(\d+)/.exec(args.join(" ")) ?? [];
    return port === undefined ? undefined : Number(port);
}


/***/ }),

/***/ 24325:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  oV: () => (/* reexport */ schema/* ownApplicationSchema */.oV),
  gf: () => (/* reexport */ model_server/* serveForRun */.gf),
  QK: () => (/* reexport */ engine/* servedFile */.QK),
  qX: () => (/* reexport */ model_server/* serverProgram */.qX),
  kA: () => (/* reexport */ model_server/* serverRequirements */.kA),
  Fn: () => (/* reexport */ servingProviders),
  Ye: () => (/* reexport */ vllm/* vllmPython */.Ye),
  Cl: () => (/* reexport */ vllm/* vllmRequirementsFile */.Cl)
});

// UNUSED EXPORTS: engines, portOf, requireWeight, serverArguments, serverCommand, vllmCommand, vllmVersion

// EXTERNAL MODULE: ./build/packages/platform/src/index.js + 31 modules
var src = __webpack_require__(86111);
// EXTERNAL MODULE: ./build/packages/serving/src/providers/ray-serve/schema.js
var schema = __webpack_require__(26131);
;// CONCATENATED MODULE: ./build/packages/serving/src/catalog.js

/** One line a provider; loaded when it is chosen. */
const servingProviders = {
    local: async (platform, config) => (await __webpack_require__.e(/* import() */ 3135).then(__webpack_require__.bind(__webpack_require__, 93135))).localServing(platform, config),
    // Ray's dashboard takes fetch for a browser, and refuses it
    "ray-serve": async (platform, config) => (await __webpack_require__.e(/* import() */ 3365).then(__webpack_require__.bind(__webpack_require__, 93365))).rayServe({ ...platform, http: (0,src/* plainHttp */.BN)() }, config),
    sagemaker: async (platform, config) => (await __webpack_require__.e(/* import() */ 2715).then(__webpack_require__.bind(__webpack_require__, 92715))).sageMakerServing(platform, config),
};


// EXTERNAL MODULE: ./build/packages/serving/src/engine.js
var engine = __webpack_require__(21846);
// EXTERNAL MODULE: ./build/packages/serving/src/model-server.js
var model_server = __webpack_require__(77259);
// EXTERNAL MODULE: ./build/packages/serving/src/vllm.js
var vllm = __webpack_require__(80529);
// EXTERNAL MODULE: ./build/packages/serving/src/weight.js
var weight = __webpack_require__(2764);
;// CONCATENATED MODULE: ./build/packages/serving/src/index.js








/***/ }),

/***/ 77259:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   gf: () => (/* binding */ serveForRun),
/* harmony export */   kA: () => (/* binding */ serverRequirements),
/* harmony export */   m7: () => (/* binding */ serverArguments),
/* harmony export */   qX: () => (/* binding */ serverProgram)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var _contracts__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(58639);


/** Requirement that the servers' Python environment is made of. */
const serverRequirements = ["xllamacpp==2026.10.11549"];
const serverProgram = (distFolder) => (0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(distFolder, "assets", "serving", "python", "model_server.py");
function serverArguments(program, options, parent) {
    const { model, alias, port, contextSize, parallel, threads, extra } = options;
    return [
        program,
        JSON.stringify({
            model,
            alias,
            host: "127.0.0.1",
            port,
            context: contextSize,
            parallel,
            threads,
            extra: extra ?? {},
            ...(parent === undefined ? {} : { parent }),
        }),
    ];
}
/**
 * Serves a model while the work runs, and only then: it ends with us, even when we are killed.
 * @param work gets the address with `/v1`
 * @throws ToolkitError `server-failed` with the end of the server's log
 */
async function serveForRun({ exec, clock, log, environment }, { python, program }, options, work, startSeconds = 120) {
    const lines = [];
    let told = () => undefined;
    const listening = new Promise((resolve) => {
        told = resolve;
    });
    const child = await exec.start(python, serverArguments(program, { ...options, port: 0 }, process.pid), {
        env: environment.all(),
        onLine(line) {
            lines.push(line);
            if (lines.length > 200)
                lines.shift();
            const event = line.startsWith('{"event"') ? parseEvent(line) : undefined;
            if (event)
                told(event);
            else
                log.debug(line);
        },
    });
    try {
        const waited = new AbortController();
        const outcome = await Promise.race([
            listening,
            child.ended.then(() => undefined),
            clock.sleep(startSeconds * 1000, waited.signal).then(() => undefined, () => undefined),
        ]);
        waited.abort();
        if (outcome === undefined) {
            throw new _contracts__WEBPACK_IMPORTED_MODULE_1__/* .ToolkitError */ .h4({
                code: "server-failed",
                provider: "llama-cpp",
                message: `the model server for ${options.model} does not answer: ${lines.slice(-12).join("\n")}`,
                hint: "check that the file is a whole GGUF and that there is memory for it",
            });
        }
        return await work(`${outcome}/v1`);
    }
    finally {
        child.kill("SIGTERM");
        await Promise.race([child.ended, clock.sleep(3000)]);
        child.kill("SIGKILL");
    }
}
function parseEvent(line) {
    try {
        const { event, url } = JSON.parse(line);
        return event === "listening" && typeof url === "string" ? url : undefined;
    }
    catch {
        return undefined;
    }
}


/***/ }),

/***/ 26131:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $l: () => (/* binding */ routerConfigSchema),
/* harmony export */   Kf: () => (/* binding */ detailsSchema),
/* harmony export */   oV: () => (/* binding */ ownApplicationSchema)
/* harmony export */ });
/* unused harmony export applicationSchema */
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(27597);
/* harmony import */ var _contracts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(58639);


/** One application of the config that Serve is given; what we do not know of it is kept as it is. */
const applicationSchema = zod__WEBPACK_IMPORTED_MODULE_1__/* .looseObject */ ._H3({
    name: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(),
    route_prefix: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().nullish(),
    import_path: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(),
    runtime_env: zod__WEBPACK_IMPORTED_MODULE_1__/* .looseObject */ ._H3({ env_vars: zod__WEBPACK_IMPORTED_MODULE_1__/* .record */ .g1P(zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(), zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP()).optional() }).optional(),
    deployments: zod__WEBPACK_IMPORTED_MODULE_1__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_1__/* .looseObject */ ._H3({ name: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(), user_config: zod__WEBPACK_IMPORTED_MODULE_1__/* .unknown */ .L5J().optional() })).optional(),
    args: zod__WEBPACK_IMPORTED_MODULE_1__/* .record */ .g1P(zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(), zod__WEBPACK_IMPORTED_MODULE_1__/* .unknown */ .L5J()).optional(),
});
/** What of GET /api/serve/applications/ is read, after Ray 2.60's ServeInstanceDetails. */
const detailsSchema = zod__WEBPACK_IMPORTED_MODULE_1__/* .looseObject */ ._H3({
    proxy_location: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().nullish(),
    http_options: zod__WEBPACK_IMPORTED_MODULE_1__/* .looseObject */ ._H3({ host: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(), port: zod__WEBPACK_IMPORTED_MODULE_1__/* .int */ .Whr(), root_path: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().default("") }).nullish(),
    grpc_options: zod__WEBPACK_IMPORTED_MODULE_1__/* .looseObject */ ._H3({}).nullish(),
    target_capacity: zod__WEBPACK_IMPORTED_MODULE_1__/* .number */ .aig().nullish(),
    controller_info: zod__WEBPACK_IMPORTED_MODULE_1__/* .looseObject */ ._H3({ node_ip: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().nullish() }),
    applications: zod__WEBPACK_IMPORTED_MODULE_1__/* .record */ .g1P(zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(), zod__WEBPACK_IMPORTED_MODULE_1__/* .looseObject */ ._H3({
        status: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(),
        message: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(),
        source: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().optional(),
        deployed_app_config: applicationSchema.nullish(),
        deployments: zod__WEBPACK_IMPORTED_MODULE_1__/* .record */ .g1P(zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(), zod__WEBPACK_IMPORTED_MODULE_1__/* .looseObject */ ._H3({ status: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(), message: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP() })),
    })),
});
const routed = zod__WEBPACK_IMPORTED_MODULE_1__/* .strictObject */ .rej({ modelRef: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(), route: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP() });
/** `user_config` of the router application; `genai_mlops_router.py` reads it, and the record travels in it. */
const routerConfigSchema = zod__WEBPACK_IMPORTED_MODULE_1__/* .strictObject */ .rej({
    /** One more with every change. */
    revision: zod__WEBPACK_IMPORTED_MODULE_1__/* .int */ .Whr(),
    /** Whose change this is. */
    writeId: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(),
    variants: zod__WEBPACK_IMPORTED_MODULE_1__/* .strictObject */ .rej({ baseline: routed, canary: routed.nullable() }),
    canary: zod__WEBPACK_IMPORTED_MODULE_1__/* .number */ .aig().min(0).max(1),
    leaseSeconds: zod__WEBPACK_IMPORTED_MODULE_1__/* .number */ .aig().positive().nullable(),
    /** Seconds since 1970 by the head's clock. */
    grantedAt: zod__WEBPACK_IMPORTED_MODULE_1__/* .number */ .aig(),
    record: _contracts__WEBPACK_IMPORTED_MODULE_0__/* .deploymentSchema */ .fP,
});
/** An application of the user's own that speaks the OpenAI API below its route. */
const ownApplicationSchema = zod__WEBPACK_IMPORTED_MODULE_1__/* .strictObject */ .rej({
    "import-path": zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().regex(/^[\w.]+:[\w.]+$/, "written module:attribute"),
    args: zod__WEBPACK_IMPORTED_MODULE_1__/* .record */ .g1P(zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(), zod__WEBPACK_IMPORTED_MODULE_1__/* .unknown */ .L5J()).default({}),
    "runtime-env": zod__WEBPACK_IMPORTED_MODULE_1__/* .record */ .g1P(zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(), zod__WEBPACK_IMPORTED_MODULE_1__/* .unknown */ .L5J()).default({}),
    deployments: zod__WEBPACK_IMPORTED_MODULE_1__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_1__/* .looseObject */ ._H3({ name: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP() })).default([]),
});


/***/ }),

/***/ 80529:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Cl: () => (/* binding */ vllmRequirementsFile),
/* harmony export */   TJ: () => (/* binding */ vllmCommand),
/* harmony export */   Ye: () => (/* binding */ vllmPython)
/* harmony export */ });
/* unused harmony export vllmVersion */
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var _contracts__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(58639);


/** The version that the requirements below pin, and whose options were recorded. */
const vllmVersion = "0.33.0";
/** Requirements of vLLM's environment, one a line: everything that it pulls in, pinned. */
const vllmRequirementsFile = (distFolder) => (0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(distFolder, "assets", "serving", "python", "vllm-requirements.txt");
/** Pythons that vLLM's wheels are made for, as uv reads it. */
const vllmPython = ">=3.11,<3.15";
/** What the deployment decides, and what would take the server out of its hands. */
const reserved = new Set([
    ...["model", "served-model-name", "host", "port", "max-model-len", "max-num-seqs"],
    ...["api-key", "uds", "root-path", "config", "grpc", "headless", "ssl-keyfile", "ssl-certfile"],
]);
/**
 * `vllm serve` on the loopback, without a key: the router stands before it. `extra` are further options by name, with
 * `true` and `false` for switches.
 * @throws InputError for an option that is the deployment's own
 */
function vllmCommand({ python, searchPath }, { model, alias, port, contextSize, parallel, extra = {} }) {
    const further = Object.entries(extra).map(([name, value]) => [name.replaceAll("_", "-"), value]);
    const problems = further
        .filter(([name]) => reserved.has(name) || !/^[a-z0-9][a-z0-9-]*$/.test(name))
        .map(([name]) => ({
        where: "server-args",
        problem: reserved.has(name) ? `${name} is set by the deployment` : `${JSON.stringify(name)} is no option`,
        mend: "leave it out",
    }));
    if (problems.length > 0)
        throw new _contracts__WEBPACK_IMPORTED_MODULE_1__/* .InputError */ .dz(problems);
    const options = [
        ["served-model-name", alias],
        ["host", "127.0.0.1"],
        ["port", port],
        ["max-model-len", contextSize],
        ["max-num-seqs", parallel],
        // a line a request would fill the log; the router has its own
        ["disable-uvicorn-access-log", true],
        ...further,
    ];
    const bin = (0,node_path__WEBPACK_IMPORTED_MODULE_0__.dirname)(python);
    return {
        command: "env",
        args: [
            // it builds kernels with programs of its own environment, and would report its use to its makers
            `PATH=${bin}${node_path__WEBPACK_IMPORTED_MODULE_0__.delimiter}${searchPath}`,
            "VLLM_NO_USAGE_STATS=1",
            (0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(bin, "vllm"),
            "serve",
            model,
            ...options.map(([name, value]) => word(name, value)),
        ],
    };
}
function word(name, value) {
    if (value === true)
        return `--${name}`;
    if (value === false)
        return `--no-${name}`;
    return `--${name}=${typeof value === "object" ? JSON.stringify(value) : value}`;
}


/***/ }),

/***/ 2764:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   y: () => (/* binding */ requireWeight)
/* harmony export */ });
/* harmony import */ var _contracts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(58639);

/** @throws InputError for a share outside 0 to 1, and for one in between that has no lease */
function requireWeight(canary, leaseSeconds) {
    (0,_contracts__WEBPACK_IMPORTED_MODULE_0__/* .parseStrictly */ .ge)(_contracts__WEBPACK_IMPORTED_MODULE_0__/* .weightsSchema */ .hw, { canary, leaseSeconds }, "weight");
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
