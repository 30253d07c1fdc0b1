export const id = 434;
export const ids = [434];
export const modules = {

/***/ 1053:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  main: () => (/* binding */ main)
});

// EXTERNAL MODULE: ./build/packages/action-kit/src/index.js + 29 modules
var src = __webpack_require__(9622);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./build/packages/contracts/src/index.js + 24 modules
var contracts_src = __webpack_require__(2912);
// EXTERNAL MODULE: ./build/packages/inference/src/index.js + 4 modules
var inference_src = __webpack_require__(1296);
// EXTERNAL MODULE: ./build/packages/platform/src/index.js + 23 modules
var platform_src = __webpack_require__(3923);
// EXTERNAL MODULE: ./build/packages/serving/src/index.js + 1 modules
var serving_src = __webpack_require__(4325);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 9 modules
var schemas = __webpack_require__(7597);
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
        append: (row) => end.append(`${JSON.stringify(row)}\n`),
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

// EXTERNAL MODULE: ./build/packages/datasets/src/index.js + 8 modules
var datasets_src = __webpack_require__(4889);
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
    return new contracts_src/* ToolkitError */.h4({ code: "inference-other-model", message });
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
            const said = "result" in outcome ? outcome.result.model : undefined;
            firstModel ??= said ?? undefined;
            const error = "error" in outcome
                ? outcome.error
                : said && firstModel !== undefined && said !== firstModel
                    ? otherModel(said, firstModel)
                    : undefined;
            if (error) {
                if (!rowErrors.has(error.code))
                    throw error;
                failed += 1;
                journal.append(failedRow(outcome.item, error, ports.secrets.redact));
            }
            else if ("result" in outcome) {
                answered += 1;
                journal.append(outcome.result);
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
    const other = (problem) => new contracts_src/* InputError */.dz([{ where: path, problem, mend: "remove the file" }], "other-test-set");
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
function progressOf({ clock, log }, { label, total }, kept) {
    const started = clock.monotonic();
    let told = started;
    return (done) => {
        const now = clock.monotonic();
        if (now - told < 10_000 && done !== total)
            return;
        told = now;
        if (total === undefined)
            return log.info(`${label}: ${done} rows`);
        const left = ((now - started) / Math.max(1, done - kept)) * (total - done);
        log.info(`${label}: ${done}/${total} rows, ETA ${Math.round(left / 1000)} s`);
    };
}

;// CONCATENATED MODULE: ./build/actions/evaluate/ordered-rows.js




/** About as many bytes as are sorted in memory at once. */
const bytesAtOnce = 16 * 1024 * 1024;
/**
 * Rows of a file in the order of the hash of their ids, so that two files can be met row by row and a digest does not
 * depend on who answered first. A file too large to sort at once is split by hash on the disk: memory does not grow.
 * @throws InputError `bad-rows` for bad lines and for ids that come twice
 */
async function* orderedRows(ports, file, tempFolder, atOnce = bytesAtOnce) {
    const size = (await ports.files.stat(file.path))?.size ?? 0;
    const parts = Math.min(256, Math.max(1, 2 ** Math.ceil(Math.log2(size / atOnce))));
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
        buffers[Math.floor((Number.parseInt(key.slice(0, 2), 16) * parts) / 256)]?.push(text);
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
        throw new contracts_src/* InputError */.dz(listed, "bad-rows");
    }
    yield* last;
}
const keyOf = (id) => (0,external_node_crypto_.createHash)("sha256").update(id).digest("hex");

;// CONCATENATED MODULE: ./build/actions/evaluate/test-set.js




/** Reads the whole test set once, before anything is asked or paid. @throws InputError with everything that is wrong in it */
async function checkTestSet({ path, shown }, deps) {
    if ((await deps.files.stat(path))?.kind !== "file")
        throw new contracts_src/* InputError */.dz([{ where: "test-set", problem: `${shown} does not exist` }], "missing-file");
    const problems = [];
    let [rows, without] = [0, 0];
    const file = { path, shown, schema: contracts_src/* chatExampleSchema */.Mn, journal: false };
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
        throw new contracts_src/* InputError */.dz(problems, "bad-rows");
    if (rows === 0)
        throw new contracts_src/* InputError */.dz([{ where: "test-set", problem: `${shown} holds no row` }], "dataset-empty");
    return { path, shown, rows, sha256: await deps.files.sha256(path) };
}
/** Its rows as they stand in the file, one in memory at a time. */
async function* testSetRows({ path }, { files }) {
    for await (const { row } of (0,platform_src/* readRows */.aK)(files, path, contracts_src/* chatExampleSchema */.Mn))
        yield row;
}

;// CONCATENATED MODULE: ./build/actions/evaluate/answers.js








/** The source's answer to every row, in a file: as it was given, or asked for now. */
async function answersOf(source, { inputs, settings, testSet }, deps, label) {
    if (source.kind === "predictions")
        return {
            file: { path: source.path, shown: source.name, schema: contracts_src/* predictionSchema */.Bd, journal: false },
            digest: null,
            measures: [],
        };
    if (!testSet)
        throw new contracts_src/* InputError */.dz([{ where: "test-set", problem: "is needed to ask a model" }], "missing-input");
    const digest = source.kind === "gguf" ? `sha256:${await deps.files.sha256(source.path)}` : null;
    const likelihood = settings.metrics.some(({ name }) => name === "perplexity" || name === "bits-per-byte");
    const firstToken = settings.metrics.some(({ name }) => name.startsWith("first-token-"));
    const asking = { maxTokens: inputs["max-tokens"], temperature: inputs.temperature, likelihood, firstToken };
    const key = journalKey({
        source: digest ?? (source.kind === "endpoint" ? source.baseUrl : source.path),
        model: inputs.model,
        testSetSha256: testSet.sha256,
        parameters: { ...asking, contextSize: inputs["context-size"] },
    });
    const path = (0,external_node_path_.resolve)(deps.workspace, inputs["report-dir"], `predictions-${label}-${key}.jsonl`);
    const ask = async (baseUrl) => {
        const inference = await inference_src/* inferenceProviders */.QC["openai-compatible"](deps, {
            baseUrl,
            model: inputs.model,
            apiKey: source.kind === "endpoint" ? inputs["api-key"] : undefined,
            attempts: 1,
        });
        await predictRows(deps, inference, testSetRows(testSet, deps), {
            ...asking,
            path,
            total: testSet.rows,
            concurrency: inputs.concurrency,
            label,
            signal: deps.signal,
        });
    };
    if (source.kind === "endpoint")
        await ask(source.baseUrl);
    else
        await (0,serving_src/* serveForRun */.gf)(deps, { python: await serverEnvironment(inputs, deps), program: (0,serving_src/* serverProgram */.qX)(deps.distFolder) }, {
            model: source.path,
            alias: inputs.model,
            contextSize: inputs["context-size"],
            parallel: inputs.concurrency,
            threads: inputs.threads,
        }, ask);
    return { file: { path, shown: label, schema: contracts_src/* predictionSchema */.Bd, journal: true }, digest, measures: [] };
}
async function serverEnvironment(inputs, deps) {
    const stateDir = inputs["state-dir"] ?? (0,platform_src/* stateFolder */.yp)(deps.environment);
    return await (0,platform_src/* pinnedEnvironment */.uM)(deps, serving_src/* serverRequirements */.kA, { stateDir, name: "model server", megabytes: 110 });
}

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
    const inEvent = (0,src/* pullRequestInEvent */.i)(github, given);
    if (inEvent.kind === "none")
        return undefined;
    if (inEvent.kind === "whole")
        return inEvent.pullRequest.baseSha;
    const found = inEvent.kind === "number" ? await reader?.pullRequest(inEvent.number) : await reader?.pullRequestFrom(inEvent);
    if (found)
        return found.baseSha;
    throw new contracts_src/* ToolkitError */.h4({
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
    if ((0,src/* pullRequestInEvent */.i)(deps.github, inputs["pull-request"]).kind === "none")
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

// EXTERNAL MODULE: ./build/packages/registry/src/index.js + 2 modules
var registry_src = __webpack_require__(2749);
;// CONCATENATED MODULE: ./build/actions/evaluate/sources.js


/** Where the candidate's answers come from. @throws InputError unless it is exactly one */
async function candidateSource(inputs, deps) {
    const given = ["predictions", "model-path", "endpoint"].filter((name) => inputs[name] !== undefined);
    const [first] = given;
    // a base URL that only the environment set gives way to what was said here
    const chosen = first === "endpoint" || given.length === 1 ? first : given.find((name) => name !== "endpoint");
    if (!chosen || (inputs.predictions && inputs["model-path"])) {
        throw new contracts_src/* InputError */.dz([
            {
                where: "predictions, model-path, endpoint",
                problem: chosen ? "more than one is given" : "none is given",
                legal: "exactly one",
            },
        ], "no-model");
    }
    if (chosen === "endpoint")
        return { kind: "endpoint", baseUrl: inputs.endpoint, name: inputs.model };
    const source = await fileSource(inputs[chosen], deps);
    if (!source)
        throw new contracts_src/* InputError */.dz([{ where: chosen, problem: `${inputs[chosen]} does not exist, or holds no model.gguf` }], "missing-file");
    return source;
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
        throw new contracts_src/* InputError */.dz([{ where: "baseline", problem: `none of these exists: ${wanted.join(", ")}` }], "missing-baseline");
    return undefined;
}
/** An evaluation.json of an earlier run. @throws InputError `bad-baseline` for a JSON file that is none */
async function reportSource(text, { files, workspace }) {
    const path = (0,external_node_path_.resolve)(workspace, text);
    if (!path.endsWith(".json") || (await files.stat(path))?.kind !== "file")
        return undefined;
    const parsed = contracts_src/* evaluationSchema */.MF.safeParse(parseJson(await files.readText(path)));
    if (!parsed.success)
        throw new contracts_src/* InputError */.dz([{ where: `baseline: ${text}`, problem: "is no evaluation.json", mend: "give the report that evaluate wrote" }], "bad-baseline");
    return { name: text, time: parsed.data.time, source: { kind: "report", evaluation: parsed.data } };
}
async function fromFile(text, deps) {
    const source = await fileSource(text, deps);
    return source && { name: text, time: null, source };
}
async function fromRegistry(selector, inputs, deps) {
    const folder = inputs["registry-uri"] ?? (0,external_node_path_.join)(inputs["state-dir"] ?? (0,platform_src/* stateFolder */.yp)(deps.environment), "registry");
    const registry = await registry_src/* registryProviders */.E$[inputs.registry](deps, { folder });
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

// EXTERNAL MODULE: ./build/packages/reports/src/index.js + 28 modules
var reports_src = __webpack_require__(1839);
;// CONCATENATED MODULE: ./build/actions/evaluate/report.js


/** Remarks that a check shows; GitHub takes fifty at a time. */
const mostRemarks = 20;
/** The report in all its forms, and JUnit beside it. */
async function reportOf({ evaluation, worst }, inputs, { files, secrets, workspace }) {
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

// EXTERNAL MODULE: ./build/packages/evaluation/src/index.js + 79 modules
var evaluation_src = __webpack_require__(492);
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
        extra > 0 && `it has ${extra} rows more`,
        changed > 0 && `${changed} rows have other references`,
    ].filter(Boolean);
    if (facts.length === 0)
        return;
    const problem = `${meeting.verb} another test set: ${facts.join(", ")}; first ${first}`;
    throw new contracts_src/* InputError */.dz([{ where: meeting.where, problem, mend: meeting.mend }], "other-test-set");
}
const sameReferences = (left, right) => JSON.stringify(left.references) === JSON.stringify(right.references);

;// CONCATENATED MODULE: ./build/actions/evaluate/rows.js





/** What was measured of one answer outside. */
const measuredRowSchema = schemas/* strictObject */.rej({
    id: schemas/* string */.YjP(),
    measured: schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* number */.aig().nullable()),
});
/** A predictions file may leave out what the test set says. */
const bareSchema = contracts_src/* predictionSchema */.Bd.extend({ references: contracts_src/* predictionSchema */.Bd.shape.references.optional() });
/**
 * Answers in the order of the hash of their ids, each with its example. Where there is a test set its references count,
 * never those of the answers: who answers does not say what is right.
 */
async function* rows_answeredRows(deps, file, testSet) {
    if (!testSet) {
        for await (const { key, line, row } of orderedRows(deps, file, deps.tempFolder))
            yield {
                key,
                line,
                row: { id: row.id, references: row.references, row, example: undefined, place: { path: file.shown, line } },
            };
        return;
    }
    const answers = orderedRows(deps, { ...file, schema: bareSchema }, deps.tempFolder);
    const source = { path: testSet.path, shown: testSet.shown, schema: contracts_src/* chatExampleSchema */.Mn, journal: false };
    const examples = orderedRows(deps, source, deps.tempFolder);
    const meeting = {
        where: file.shown,
        verb: "it answers",
        mend: `answer every row of ${testSet.shown}, and no other`,
        sameReferences: false,
    };
    for await (const [answer, { row: example, line }] of metRows(answers, examples, meeting)) {
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

;// CONCATENATED MODULE: ./build/actions/evaluate/scored.js






/** All rows through the evaluation, one pair in memory at a time. */
async function scored(scoring, deps) {
    const { inputs, settings, testSet, candidate, baseline, baselineFrom } = scoring;
    const running = (0,evaluation_src/* newEvaluation */.n6)({
        ...settings,
        labelField: inputs["label-field"],
        baseline: baselineFrom && baselineOf(baselineFrom, settings, deps),
    });
    const digest = (0,external_node_crypto_.createHash)("sha256");
    const places = new WeakMap();
    const rowsOf = (answers) => withMeasures(deps, rows_answeredRows(deps, answers.file, testSet), answers.measures);
    for await (const { row, place, baseline: other } of pairs(rowsOf(candidate), baseline && rowsOf(baseline))) {
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
    });
    return { evaluation, worst: worst.map((each) => ({ ...each, place: places.get(each.row) })) };
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
    throw new contracts_src/* InputError */.dz([{ where: "baseline", problem, mend }], "other-test-set");
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
async function settingsOf(inputs, file, deps) {
    const config = file && (await (0,platform_src/* readYaml */.gM)(deps.files, file.path, contracts_src/* evaluationConfigSchema */.Ai, file.shown));
    const custom = (config?.metrics ?? []).filter((metric) => typeof metric !== "string");
    const own = await Promise.all(custom.map((metric) => customMetric(metric, deps)));
    const written = (0,evaluation_src/* parseThresholds */.S)(inputs.thresholds ?? config?.thresholds ?? []);
    const named = inputs.metrics ?? config?.metrics?.map((metric) => (typeof metric === "string" ? metric : metric.name));
    const guarded = guardedBy(inputs, config);
    // what is held to a bar is measured, whether it was listed or not
    const asked = [
        ...(named ?? usual),
        ...written.map(({ metric }) => metric),
        ...Object.keys(guarded),
        ...(config?.quality ? [config.quality.metric] : []),
    ];
    const metrics = (0,evaluation_src/* metricsNamed */.dz)(named?.length === 0 ? [] : asked, inputs["label-field"], own);
    const { regression, slices, quality } = config ?? {};
    return {
        metrics,
        custom,
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
        budgetUsd: inputs["budget-usd"] ?? config?.budgetUsd,
    };
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
    const settings = await settingsOf(inputs, bar.config, deps);
    const source = await candidateSource(inputs, deps);
    const baselineFrom = await baselineSource(inputs, deps);
    const testSet = bar.testSet && (await checkTestSet(bar.testSet, deps));
    const given = { inputs, settings, testSet };
    const candidate = await answersOf(source, given, deps, "candidate");
    let baseline;
    if (baselineFrom && baselineFrom.source.kind !== "report")
        baseline = await answersOf(baselineFrom.source, given, deps, "baseline");
    const result = await scored({ ...given, candidate, baseline, baselineFrom, model: source.name, bar: bar.record }, deps);
    const { evaluation } = result;
    for (const [name, { value, low, high, n }] of Object.entries(evaluation.scores))
        deps.log.info(`${name} ${value.toFixed(4)} [${low?.toFixed(4)}; ${high?.toFixed(4)}] n=${n}`);
    const { report, junitPath } = await reportOf(result, inputs, deps);
    return {
        outputs: {
            scores: JSON.stringify(evaluation.scores),
            "junit-path": junitPath,
            "predictions-path": candidate.file.path,
        },
        verdict: evaluation.verdict,
        report,
    };
}

;// CONCATENATED MODULE: ./build/actions/evaluate/spec.js


const spec = (0,src/* defineAction */.QP)({
    name: "evaluate",
    description: "Scores a model or a file of predictions with intervals, compares it with a baseline, and gates",
    gate: true,
    publishes: true,
    inputs: {
        predictions: (0,src/* text */.Qq)("JSONL of {id, prediction, references}: scored as it is, without network or model"),
        "test-set": (0,src/* text */.Qq)("JSONL of {id, messages, references}; the last assistant turn is the reference where there is none"),
        config: (0,src/* text */.Qq)("evaluation.yaml: metrics, thresholds, tolerances, slices, judge; inputs win over it"),
        metrics: (0,src/* list */.p_)(`What is scored: ${evaluation_src/* metricNames */.Zv.join(", ")}; of one class: f1-spam. exact-match, valid-json and f1 unless told`),
        endpoint: (0,src/* url */.OZ)("OpenAI-compatible address up to /v1", { environment: "OPENAI_BASE_URL" }),
        "api-key": (0,src/* secret */.rJ)("Key of the endpoint", { environment: "OPENAI_API_KEY" }),
        model: (0,src/* text */.Qq)("Name of the model at the endpoint", { default: "default" }),
        "model-path": (0,src/* text */.Qq)("GGUF, or folder with model.gguf: served for this run instead of an endpoint"),
        baseline: (0,src/* list */.p_)("What to compare with; the first that exists: predictions (.jsonl), evaluation.json of the same test set, GGUF or folder, or name@alias of the registry"),
        guard: (0,src/* list */.p_)("Metrics that must not be significantly worse than the baseline's"),
        thresholds: (0,src/* list */.p_)("Such as f1>=0.85, valid-json>=99%"),
        "budget-usd": (0,src/* decimal */._)("What this evaluation may cost; it stops before it is passed", { min: 0 }),
        "pull-request": src/* publishInputs */.vZ["pull-request"],
        "github-token": src/* publishInputs */.vZ["github-token"],
        "label-field": (0,src/* text */.Qq)("Field of the JSON answer that names the class", { default: "label" }),
        concurrency: (0,src/* integer */.nd)("Requests at once", { default: 2, min: 1, max: 256 }),
        "max-tokens": (0,src/* integer */.nd)("Tokens of an answer at most", { default: 256, min: 1 }),
        temperature: (0,src/* decimal */._)("Sampling temperature", { default: 0, min: 0, max: 2 }),
        "context-size": (0,src/* integer */.nd)("Tokens of prompt and answer that a served model holds", { default: 2048, min: 64 }),
        threads: (0,src/* integer */.nd)("Threads of a served model", { default: 2, min: 1 }),
        registry: (0,src/* choice */.Yq)(["file"], "Where name@alias is looked up", { default: "file" }),
        "registry-uri": (0,src/* text */.Qq)("Folder of the file registry; `<state-dir>/registry` unless told"),
        "state-dir": (0,src/* text */.Qq)("Folder that outlasts the job"),
    },
    outputs: {
        scores: "Scores as JSON: {metric: {value, low, high, n}}",
        "junit-path": "JUnit XML: metrics, thresholds, comparisons, checks",
        "predictions-path": "The answers, row by row, as JSONL",
    },
    permissions: { contents: "read" },
    report: "evaluation",
    branding: { icon: "check-circle", color: "green" },
});

;// CONCATENATED MODULE: ./build/actions/evaluate/main.js



const main = (surroundings) => (0,src/* runAction */.Cs)(spec, run, surroundings);


/***/ }),

/***/ 2749:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  VC: () => (/* reexport */ model_files/* modelFiles */.VC),
  E$: () => (/* reexport */ registryProviders),
  ye: () => (/* reexport */ version/* requireAlias */.ye),
  rI: () => (/* reexport */ version/* requireName */.rI)
});

// UNUSED EXPORTS: compareVersions, contentDigest, mlflowAddresses, nextVersion, parseSelector, selected, versionNumbers

// EXTERNAL MODULE: ./build/packages/contracts/src/index.js + 24 modules
var src = __webpack_require__(2912);
;// CONCATENATED MODULE: ./build/packages/registry/src/providers/mlflow/address.js

/**
 * Addresses by MLflow's own variables; what was said here wins over both.
 * @throws InputError `bad-registry-uri` for what is no http(s) address
 */
function mlflowAddresses(said, environment) {
    const named = (name) => {
        const value = environment.get(name);
        return value === undefined ? undefined : [name, value];
    };
    const input = said === undefined ? undefined : ["registry-uri", said];
    const tracking = input ?? named("MLFLOW_TRACKING_URI");
    const registry = input ?? named("MLFLOW_REGISTRY_URI") ?? tracking;
    if (!registry || !tracking) {
        const mend = "give the address of the MLflow server, as http://mlflow:5000, or set MLFLOW_TRACKING_URI";
        throw new InputError([{ where: "registry-uri", problem: "is needed by registry: mlflow", mend }], badAddress);
    }
    const problems = [tracking, registry].flatMap(([where, address]) => problemOf(where, address));
    if (problems[0])
        throw new InputError([problems[0]], badAddress);
    return { tracking: tracking[1].replace(/\/+$/, ""), registry: registry[1].replace(/\/+$/, "") };
}
const badAddress = "bad-registry-uri";
function problemOf(where, address) {
    const parsed = URL.canParse(address) ? new URL(address) : undefined;
    if (!parsed || !/^https?:$/.test(parsed.protocol)) {
        const mend = "start a server with `mlflow server`, and give its address";
        return [{ where, problem: "is no address of an MLflow server", legal: "http://… or https://…", mend }];
    }
    if (parsed.username === "" && parsed.password === "")
        return [];
    const mend = "pass them by MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD";
    return [{ where, problem: "carries credentials", mend }];
}

;// CONCATENATED MODULE: ./build/packages/registry/src/catalog.js
/** One line a provider; loaded when it is chosen. */
const registryProviders = {
    file: async (platform, config) => (await __webpack_require__.e(/* import() */ 148).then(__webpack_require__.bind(__webpack_require__, 148))).fileRegistry(platform, config),
    wandb: async (platform, config) => (await __webpack_require__.e(/* import() */ 934).then(__webpack_require__.bind(__webpack_require__, 8934))).wandbRegistry(platform, config),
    mlflow: async (platform, config) => (await Promise.all(/* import() */[__webpack_require__.e(815), __webpack_require__.e(391)]).then(__webpack_require__.bind(__webpack_require__, 1391))).mlflowRegistry(platform, config),
};


// EXTERNAL MODULE: ./build/packages/registry/src/model-files.js
var model_files = __webpack_require__(460);
// EXTERNAL MODULE: ./build/packages/registry/src/version.js
var version = __webpack_require__(3819);
;// CONCATENATED MODULE: ./build/packages/registry/src/index.js






/***/ }),

/***/ 460:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   VC: () => (/* binding */ modelFiles),
/* harmony export */   eZ: () => (/* binding */ contentDigest),
/* harmony export */   o2: () => (/* binding */ withDigests)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/* harmony import */ var _contracts__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2912);



/** The parts of fine-tune's folder that are the model; a folder without them is a model as a whole. */
const parts = /^(merged|adapter)(\/|$)|^model\.gguf$/;
/**
 * Every file of the model, sorted by path. A link is refused, not passed over: the model would be registered without it.
 * @throws InputError `missing-model`, `bad-model-file` with every file that cannot be taken
 */
async function modelFiles(files, folder) {
    if ((await files.stat(folder))?.kind !== "directory")
        throw new _contracts__WEBPACK_IMPORTED_MODULE_2__/* .InputError */ .dz([{ where: "model-path", problem: `${folder} is no folder` }], "missing-model");
    const entries = [];
    for await (const entry of entriesOf(files, folder))
        entries.push(entry);
    const chosen = entries.some(({ path }) => parts.test(path))
        ? entries.filter(({ path }) => parts.test(path))
        : entries.filter(({ path }) => path !== "metadata.yaml");
    if (chosen.length === 0)
        throw new _contracts__WEBPACK_IMPORTED_MODULE_2__/* .InputError */ .dz([{ where: "model-path", problem: `${folder} holds no file` }], "missing-model");
    const problems = chosen.flatMap(problemOf);
    if (problems.length > 0)
        throw new _contracts__WEBPACK_IMPORTED_MODULE_2__/* .InputError */ .dz(problems, "bad-model-file");
    return chosen.map(({ path, bytes }) => ({ path, bytes })).sort((left, right) => (left.path < right.path ? -1 : 1));
}
async function* entriesOf(files, folder, below = "") {
    for (const name of await files.list((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, below))) {
        const path = below + name;
        const found = await files.stat((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, path));
        if (found?.kind === "directory")
            yield* entriesOf(files, folder, `${path}/`);
        else if (found)
            yield { path, kind: found.kind, bytes: found.size };
    }
}
function problemOf({ path, kind }) {
    const where = `model-path: ${JSON.stringify(path)}`;
    if (kind !== "file")
        return [
            { where, problem: `is a ${kind === "link" ? "link" : "special file"}`, mend: "copy the model with cp -rL" },
        ];
    const legal = _contracts__WEBPACK_IMPORTED_MODULE_2__/* .modelPathSchema */ .OP.safeParse(path);
    return legal.success ? [] : [{ where, problem: legal.error.issues[0]?.message ?? "is no legal path" }];
}
/** The same files with their checksums. */
async function withDigests(files, folder, found) {
    const read = [];
    for (const file of found)
        read.push({ ...file, digest: `sha256:${await files.sha256((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, file.path))}` });
    return read;
}
/** Over the paths and checksums sorted by path, so that names and bytes both count. */
function contentDigest(found) {
    const hash = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)("sha256");
    const sorted = [...found].sort((left, right) => (left.path < right.path ? -1 : 1));
    for (const { path, digest } of sorted)
        hash.update(`${path}\0${digest}\n`);
    return `sha256:${hash.digest("hex")}`;
}


/***/ }),

/***/ 3819:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Pl: () => (/* binding */ parseSelector),
/* harmony export */   Zy: () => (/* binding */ compareVersions),
/* harmony export */   ni: () => (/* binding */ versionNumbers),
/* harmony export */   rI: () => (/* binding */ requireName),
/* harmony export */   wH: () => (/* binding */ selected),
/* harmony export */   yU: () => (/* binding */ nextVersion),
/* harmony export */   ye: () => (/* binding */ requireAlias)
/* harmony export */ });
/* harmony import */ var _contracts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2912);

const exact = /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$/;
/** Numbers of a semantic version (SemVer 2.0.0, no pre-release). */
function versionNumbers(version) {
    const found = exact.exec(version);
    return found ? [Number(found[1]), Number(found[2]), Number(found[3])] : undefined;
}
const numbersOf = (version) => versionNumbers(version) ?? [0, 0, 0];
function compareVersions(left, right) {
    const [a, b] = [numbersOf(left), numbersOf(right)];
    return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}
/** The version after all of these; 1.0.0 is the first. */
function nextVersion(versions, bump) {
    const latest = [...versions].sort(compareVersions).at(-1);
    if (latest === undefined)
        return "1.0.0";
    const [major, minor, patch] = versionNumbers(latest);
    return bump === "major"
        ? `${major + 1}.0.0`
        : bump === "minor"
            ? `${major}.${minor + 1}.0`
            : `${major}.${minor}.${patch + 1}`;
}
/** @throws InputError for a text that selects nothing */
function parseSelector(text) {
    const byDigest = /^([^@#]+)#(sha256:[0-9a-f]{64})$/.exec(text);
    if (byDigest)
        return { name: requireName(byDigest[1]), digest: byDigest[2] };
    const [, name, rest] = /^([^@#]+)@([^@#]+)$/.exec(text) ?? [];
    if (name === undefined || rest === undefined) {
        throw new _contracts__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz([
            {
                where: "model",
                problem: `"${text}" selects none`,
                legal: "name@alias, name@1.4.2, name@1.4.x, name#sha256:<64 hex digits>",
            },
        ], "bad-model-ref");
    }
    requireName(name);
    if (exact.test(rest))
        return { name, version: rest };
    const range = /^(\d+\.(?:\d+\.)?)x$/.exec(rest);
    return range ? { name, prefix: range[1] } : { name, alias: requireAlias(rest) };
}
/** @param versions the oldest first */
function selected(versions, selector) {
    if ("digest" in selector)
        return versions.find(({ digest }) => digest === selector.digest);
    if ("version" in selector)
        return versions.find(({ version }) => version === selector.version);
    if ("prefix" in selector)
        return versions.findLast(({ version }) => version.startsWith(selector.prefix));
    return versions.find(({ aliases }) => aliases.includes(selector.alias));
}
function requireName(name) {
    if (/^[a-z0-9][a-z0-9._-]{0,127}$/.test(name) && !name.includes(".."))
        return name;
    throw new _contracts__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz([
        {
            where: "name",
            problem: `"${name}" is no model name`,
            legal: "small letters, digits, . _ -, at most 128, first a letter or digit",
        },
    ], "bad-name");
}
/** Stages that MLflow gave up for aliases; the specification still says them. */
const stages = new Map([
    ["Staging", "staging"],
    ["Production", "production"],
    ["Archived", "archived"],
]);
/** @returns the alias; of one of MLflow's old stages, the alias that stands for it */
function requireAlias(wanted) {
    const alias = stages.get(wanted) ?? wanted;
    if (/^[a-z][a-z0-9_-]{0,63}$/.test(alias) && !/^v\d/.test(alias))
        return alias;
    throw new _contracts__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz([
        {
            where: "alias",
            problem: `"${alias}" is no alias`,
            legal: "small letters, digits, _ -, first a letter, not like a version",
        },
    ], "bad-alias");
}


/***/ }),

/***/ 1846:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   HM: () => (/* binding */ portOf),
/* harmony export */   QK: () => (/* binding */ servedFile),
/* harmony export */   vg: () => (/* binding */ serverCommand)
/* harmony export */ });
/* unused harmony export engines */
/* harmony import */ var _model_server_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7259);
/* harmony import */ var _vllm_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(529);


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

/***/ 4325:
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

// EXTERNAL MODULE: ./build/packages/platform/src/index.js + 23 modules
var src = __webpack_require__(3923);
// EXTERNAL MODULE: ./build/packages/serving/src/providers/ray-serve/schema.js
var schema = __webpack_require__(6131);
;// CONCATENATED MODULE: ./build/packages/serving/src/catalog.js

/** One line a provider; loaded when it is chosen. */
const servingProviders = {
    local: async (platform, config) => (await __webpack_require__.e(/* import() */ 135).then(__webpack_require__.bind(__webpack_require__, 3135))).localServing(platform, config),
    // Ray's dashboard takes fetch for a browser, and refuses it
    "ray-serve": async (platform, config) => (await __webpack_require__.e(/* import() */ 365).then(__webpack_require__.bind(__webpack_require__, 3365))).rayServe({ ...platform, http: (0,src/* plainHttp */.BN)() }, config),
};


// EXTERNAL MODULE: ./build/packages/serving/src/engine.js
var engine = __webpack_require__(1846);
// EXTERNAL MODULE: ./build/packages/serving/src/model-server.js
var model_server = __webpack_require__(7259);
// EXTERNAL MODULE: ./build/packages/serving/src/vllm.js
var vllm = __webpack_require__(529);
// EXTERNAL MODULE: ./build/packages/serving/src/weight.js
var weight = __webpack_require__(2764);
;// CONCATENATED MODULE: ./build/packages/serving/src/index.js








/***/ }),

/***/ 7259:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   gf: () => (/* binding */ serveForRun),
/* harmony export */   kA: () => (/* binding */ serverRequirements),
/* harmony export */   m7: () => (/* binding */ serverArguments),
/* harmony export */   qX: () => (/* binding */ serverProgram)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760);
/* harmony import */ var _contracts__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2912);


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

/***/ 6131:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $l: () => (/* binding */ routerConfigSchema),
/* harmony export */   Kf: () => (/* binding */ detailsSchema),
/* harmony export */   oV: () => (/* binding */ ownApplicationSchema)
/* harmony export */ });
/* unused harmony export applicationSchema */
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7597);
/* harmony import */ var _contracts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2912);


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

/***/ 529:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Cl: () => (/* binding */ vllmRequirementsFile),
/* harmony export */   TJ: () => (/* binding */ vllmCommand),
/* harmony export */   Ye: () => (/* binding */ vllmPython)
/* harmony export */ });
/* unused harmony export vllmVersion */
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760);
/* harmony import */ var _contracts__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2912);


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
/* harmony import */ var _contracts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2912);

/** @throws InputError for a share outside 0 to 1, and for one in between that has no lease */
function requireWeight(canary, leaseSeconds) {
    (0,_contracts__WEBPACK_IMPORTED_MODULE_0__/* .parseStrictly */ .ge)(_contracts__WEBPACK_IMPORTED_MODULE_0__/* .weightsSchema */ .hw, { canary, leaseSeconds }, "weight");
}


/***/ })

};
