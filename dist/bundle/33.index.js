export const id = 33;
export const ids = [33];
export const modules = {

/***/ 5033:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  main: () => (/* binding */ main)
});

// EXTERNAL MODULE: ./build/packages/action-kit/src/index.js + 25 modules
var src = __webpack_require__(1150);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./build/packages/contracts/src/index.js + 20 modules
var contracts_src = __webpack_require__(9624);
// EXTERNAL MODULE: ./build/packages/datasets/src/index.js + 8 modules
var datasets_src = __webpack_require__(4889);
// EXTERNAL MODULE: ./build/packages/evaluation/src/index.js + 11 modules
var evaluation_src = __webpack_require__(9738);
// EXTERNAL MODULE: ./build/packages/inference/src/index.js + 2 modules
var inference_src = __webpack_require__(2370);
// EXTERNAL MODULE: ./build/packages/platform/src/index.js + 27 modules
var platform_src = __webpack_require__(9165);
// EXTERNAL MODULE: ./build/packages/reports/src/index.js + 23 modules
var reports_src = __webpack_require__(3206);
// EXTERNAL MODULE: ./build/packages/serving/src/index.js + 1 modules
var serving_src = __webpack_require__(4325);
;// CONCATENATED MODULE: ./build/actions/evaluate/predict.js




/** Asks the model for every row; what was answered before an interruption is kept and not paid twice. */
async function predictRows({ files, clock, log }, inference, examples, options) {
    const known = await answered(files, options.path);
    const open = examples.filter(({ id }) => !known.has(id));
    if (known.size > 0)
        log.info(`${options.label}: ${examples.length - open.length} rows were answered before`);
    const started = clock.monotonic();
    let [done, told] = [0, started];
    for await (const row of (0,inference_src/* runPool */.k)(open, options.concurrency, (example) => predictOne(inference, example, options))) {
        files.append(options.path, `${JSON.stringify(row)}\n`);
        known.set(row.id, row);
        done += 1;
        const now = clock.monotonic();
        if (now - told >= 10_000 || done === open.length) {
            told = now;
            const left = ((now - started) / done) * (open.length - done);
            log.info(`${options.label}: ${done}/${open.length} rows, ETA ${Math.round(left / 1000)} s`);
        }
    }
    return examples.map(({ id }) => known.get(id));
}
async function answered(files, path) {
    const found = new Map();
    if ((await files.stat(path)) === undefined)
        return found;
    for await (const item of (0,platform_src/* jsonLines */.i7)(files, path)) {
        const parsed = "value" in item ? contracts_src/* predictionSchema */.Bd.safeParse(item.value) : undefined;
        // a torn last line and a failed request are asked again
        if (parsed?.success && parsed.data.prediction !== null)
            found.set(parsed.data.id, parsed.data);
    }
    return found;
}
async function predictOne(inference, example, options) {
    const reference = (0,datasets_src/* referenceOf */.Bz)(example);
    const references = example.references ?? (reference === undefined ? [] : [reference]);
    const last = example.messages.at(-1);
    const messages = last?.role === "assistant" ? example.messages.slice(0, -1) : example.messages;
    const shared = {
        id: example.id,
        references,
        ...(example.slice && { slice: example.slice }),
        ...(example.title !== undefined && { title: example.title }),
    };
    try {
        const answer = await inference.chat({ messages, maxTokens: options.maxTokens, temperature: options.temperature }, options.signal);
        const likelihood = options.likelihood && reference !== undefined
            ? await inference.likelihood(messages, reference, options.signal)
            : undefined;
        return {
            ...shared,
            prediction: answer.content,
            latency_seconds: answer.latencySeconds,
            prompt_tokens: answer.promptTokens,
            completion_tokens: answer.completionTokens,
            finish_reason: answer.finishReason,
            ...(likelihood && { log_probability: likelihood.logProbability, reference_tokens: likelihood.tokens }),
        };
    }
    catch (error) {
        // one request that fails is a miss of this row; a server that is gone or refuses us is the end
        if (!(error instanceof contracts_src/* ToolkitError */.h4) ||
            ["cancelled", "inference-unauthorized", "http-unreachable"].includes(error.code))
            throw error;
        return { ...shared, prediction: null, error: `${error.code}: ${error.message}`.slice(0, 300) };
    }
}

// EXTERNAL MODULE: ./build/packages/registry/src/index.js + 1 modules
var registry_src = __webpack_require__(1362);
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
/** The first baseline that exists; undefined when none was asked for. @throws InputError when all of them are missing */
async function baselineSource(inputs, deps) {
    const wanted = inputs.baseline ?? [];
    for (const text of wanted) {
        const source = (await fileSource(text, deps)) ??
            (text.includes("@") && !text.includes("/") ? await registrySource(text, inputs, deps) : undefined);
        if (source)
            return source;
        deps.log.info(`baseline ${text} does not exist (yet)`);
    }
    if (wanted.length > 0)
        throw new contracts_src/* InputError */.dz([{ where: "baseline", problem: `none of these exists: ${wanted.join(", ")}` }], "missing-baseline");
    return undefined;
}
async function fileSource(text, { files, workspace }) {
    const path = (0,external_node_path_.resolve)(workspace, text);
    const kind = (await files.stat(path))?.kind;
    if (kind === "file")
        return path.endsWith(".gguf") ? { kind: "gguf", path, name: text } : { kind: "predictions", path, name: text };
    const inside = (0,external_node_path_.join)(path, "model.gguf");
    return kind === "directory" && (await files.stat(inside)) ? { kind: "gguf", path: inside, name: text } : undefined;
}
async function registrySource(selector, inputs, deps) {
    const folder = inputs["registry-uri"] ?? (0,external_node_path_.join)(inputs["state-dir"] ?? (0,platform_src/* stateFolder */.yp)(deps.environment), "registry");
    const registry = await registry_src/* registryProviders */.E$[inputs.registry](deps, { folder });
    const version = await registry.find(selector);
    if (!version)
        return undefined;
    return {
        kind: "gguf",
        path: (0,external_node_path_.join)(await registry.fetch(version), "model.gguf"),
        name: `${selector} (${version.version})`,
    };
}

;// CONCATENATED MODULE: ./build/actions/evaluate/run.js











async function run(inputs, deps) {
    const metrics = (0,evaluation_src/* metricsNamed */.dz)(inputs.metrics, inputs["label-field"]);
    const thresholds = (0,evaluation_src/* parseThresholds */.S)(inputs.thresholds ?? []);
    const source = await candidateSource(inputs, deps);
    const examples = inputs["test-set"] ? await readTestSet(inputs["test-set"], deps) : undefined;
    const candidate = await rowsOf(source, examples, inputs, deps, "candidate");
    const baselineFrom = await baselineSource(inputs, deps);
    const baseline = baselineFrom && {
        name: baselineFrom.name,
        rows: (await rowsOf(baselineFrom, examples, inputs, deps, "baseline")).rows,
    };
    const evaluation = (0,evaluation_src/* evaluateRows */.Nb)({
        metrics,
        rows: candidate.rows,
        thresholds,
        baseline,
        guarded: inputs.guard ?? [],
        labelField: inputs["label-field"],
        model: { name: source.name, digest: candidate.digest },
        testSetDigest: testSetDigest(candidate.rows),
        time: (0,platform_src/* isoTime */.Ly)(deps.clock),
    });
    const mistakes = mistakesOf(candidate.rows, inputs["label-field"]).slice(0, 20);
    for (const [name, { value, low, high, n }] of Object.entries(evaluation.scores))
        deps.log.info(`${name} ${value.toFixed(4)} [${low?.toFixed(4)}; ${high?.toFixed(4)}] n=${n}`);
    return {
        outputs: { scores: JSON.stringify(evaluation.scores), "predictions-path": candidate.path },
        verdict: evaluation.verdict,
        report: (0,reports_src.rendered)(evaluation, (0,reports_src/* evaluationReport */.Ln)(evaluation, mistakes, inputs.language)),
    };
}
async function readTestSet(path, { files, workspace }) {
    const examples = [];
    const full = (0,external_node_path_.resolve)(workspace, path);
    if (!(await files.stat(full)))
        throw new contracts_src/* InputError */.dz([{ where: "test-set", problem: `${path} does not exist` }], "missing-file");
    for await (const { row } of (0,platform_src/* readRows */.aK)(files, full, contracts_src/* chatExampleSchema */.Mn))
        examples.push(row);
    const without = examples.filter((example) => (0,datasets_src/* referenceOf */.Bz)(example) === undefined);
    if (without.length > 0)
        throw new contracts_src/* InputError */.dz(without
            .slice(0, 20)
            .map(({ id }) => ({ where: `${path}: ${id}`, problem: "has neither a reference nor an assistant turn" })), "bad-rows");
    if (examples.length === 0)
        throw new contracts_src/* InputError */.dz([{ where: "test-set", problem: `${path} holds no row` }], "dataset-empty");
    return examples;
}
async function rowsOf(source, examples, inputs, deps, label) {
    const { files, workspace } = deps;
    if (source.kind === "predictions") {
        const rows = [];
        for await (const { row } of (0,platform_src/* readRows */.aK)(files, source.path, contracts_src/* predictionSchema */.Bd))
            rows.push(row);
        requireOneOfEach(rows, source.name);
        return { rows, path: source.path, digest: null };
    }
    if (!examples)
        throw new contracts_src/* InputError */.dz([{ where: "test-set", problem: "is needed to ask a model" }], "missing-input");
    const digest = source.kind === "gguf" ? `sha256:${await files.sha256(source.path)}` : null;
    const settings = JSON.stringify([
        digest ?? source.baseUrl,
        inputs.model,
        inputs["max-tokens"],
        inputs.temperature,
        inputs["context-size"],
        inputs.metrics.includes("perplexity"),
        examples,
    ]);
    const key = (0,external_node_crypto_.createHash)("sha256").update(settings).digest("hex").slice(0, 12);
    const path = (0,external_node_path_.resolve)(workspace, (0,external_node_path_.join)(inputs["report-dir"], `predictions-${label}-${key}.jsonl`));
    const ask = async (baseUrl, model) => {
        const inference = await inference_src/* inferenceProviders */.Q["openai-compatible"](deps, {
            baseUrl,
            model,
            apiKey: source.kind === "endpoint" ? inputs["api-key"] : undefined,
        });
        const options = {
            path,
            concurrency: inputs.concurrency,
            maxTokens: inputs["max-tokens"],
            temperature: inputs.temperature,
            likelihood: inputs.metrics.includes("perplexity"),
            label,
            signal: deps.signal,
        };
        return await predictRows(deps, inference, examples, options);
    };
    if (source.kind === "endpoint")
        return { rows: await ask(source.baseUrl, inputs.model), path, digest };
    const stateDir = inputs["state-dir"] ?? (0,platform_src/* stateFolder */.yp)(deps.environment);
    const python = await (0,platform_src/* pinnedEnvironment */.uM)(deps, serving_src/* serverRequirements */.kA, { stateDir, name: "model server", megabytes: 110 });
    const options = {
        model: source.path,
        alias: inputs.model,
        contextSize: inputs["context-size"],
        parallel: inputs.concurrency,
        threads: inputs.threads,
    };
    const rows = await (0,serving_src/* serveForRun */.gf)(deps, { python, program: (0,serving_src/* serverProgram */.qX)(deps.distFolder) }, options, (baseUrl) => ask(baseUrl, inputs.model));
    return { rows, path, digest };
}
function requireOneOfEach(rows, where) {
    const seen = new Set();
    const twice = rows.filter(({ id }) => seen.size === seen.add(id).size);
    if (twice.length > 0)
        throw new contracts_src/* InputError */.dz(twice.slice(0, 20).map(({ id }) => ({ where: `${where}: ${id}`, problem: "the id is given twice" })), "bad-rows");
}
/** Over ids and references: the same rows are the same test set, whoever answered them. */
function testSetDigest(rows) {
    const hash = (0,external_node_crypto_.createHash)("sha256");
    for (const { id, references } of [...rows].sort((left, right) => (left.id < right.id ? -1 : 1)))
        hash.update(`${JSON.stringify([id, references])}\n`);
    return `sha256:${hash.digest("hex")}`;
}
function mistakesOf(rows, field) {
    return rows
        .filter(({ prediction, references }) => prediction === null ||
        !references.some((reference) => reference.trim() === prediction.trim() || (0,evaluation_src/* labelIn */.o2)(reference, field) === (0,evaluation_src/* labelIn */.o2)(prediction, field)))
        .map(({ id, title, prediction, references, error }) => ({
        id,
        title,
        expected: references[0] ?? "",
        got: prediction ?? error ?? "",
    }));
}

;// CONCATENATED MODULE: ./build/actions/evaluate/spec.js

const spec = (0,src/* defineAction */.QP)({
    name: "evaluate",
    description: "Scores a model or a file of predictions with intervals, compares it with a baseline, and gates",
    gate: true,
    inputs: {
        predictions: (0,src/* text */.Qq)("JSONL of {id, prediction, references}: scored as it is, without network or model"),
        "test-set": (0,src/* text */.Qq)("JSONL of {id, messages, references}; the last assistant turn is the reference where there is none"),
        metrics: (0,src/* list */.p_)("exact-match, valid-json, f1, precision, recall (or one of a class: f1-spam), perplexity, latency-p50, latency-p95, tokens", {
            default: ["exact-match", "valid-json", "f1"],
        }),
        endpoint: (0,src/* url */.OZ)("OpenAI-compatible address up to /v1", { environment: "OPENAI_BASE_URL" }),
        "api-key": (0,src/* secret */.rJ)("Key of the endpoint", { environment: "OPENAI_API_KEY" }),
        model: (0,src/* text */.Qq)("Name of the model at the endpoint", { default: "default" }),
        "model-path": (0,src/* text */.Qq)("GGUF, or folder with model.gguf: served for this run instead of an endpoint"),
        baseline: (0,src/* list */.p_)("What to compare with; the first that exists: predictions (.jsonl), GGUF or folder, or name@alias of the registry"),
        guard: (0,src/* list */.p_)("Metrics that must not be significantly worse than the baseline's"),
        thresholds: (0,src/* list */.p_)("Such as f1>=0.85, valid-json>=99%"),
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
        "predictions-path": "The answers, row by row, as JSONL",
    },
    permissions: { contents: "read" },
    report: "evaluation",
    branding: { icon: "check-circle", color: "green" },
});

;// CONCATENATED MODULE: ./build/actions/evaluate/main.js



const main = (surroundings) => (0,src/* runAction */.Cs)(spec, run, surroundings);


/***/ }),

/***/ 1362:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  VC: () => (/* reexport */ model_files/* modelFiles */.VC),
  E$: () => (/* reexport */ registryProviders),
  ye: () => (/* reexport */ version/* requireAlias */.ye),
  rI: () => (/* reexport */ version/* requireName */.rI)
});

// UNUSED EXPORTS: compareVersions, contentDigest, nextVersion, parseSelector, versionNumbers

;// CONCATENATED MODULE: ./build/packages/registry/src/catalog.js
/** One line a provider; loaded when it is chosen. */
const registryProviders = {
    file: async (platform, config) => (await __webpack_require__.e(/* import() */ 975).then(__webpack_require__.bind(__webpack_require__, 975))).fileRegistry(platform, config),
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
/* harmony import */ var _contracts__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9624);



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
/* harmony export */   yU: () => (/* binding */ nextVersion),
/* harmony export */   ye: () => (/* binding */ requireAlias)
/* harmony export */ });
/* harmony import */ var _contracts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9624);

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
function requireAlias(alias) {
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

/***/ 4325:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  oV: () => (/* reexport */ schema/* ownApplicationSchema */.oV),
  gf: () => (/* reexport */ model_server/* serveForRun */.gf),
  qX: () => (/* reexport */ model_server/* serverProgram */.qX),
  kA: () => (/* reexport */ model_server/* serverRequirements */.kA),
  Fn: () => (/* reexport */ servingProviders)
});

// UNUSED EXPORTS: requireWeight, serverArguments

// EXTERNAL MODULE: ./build/packages/platform/src/index.js + 27 modules
var src = __webpack_require__(9165);
// EXTERNAL MODULE: ./build/packages/serving/src/providers/ray-serve/schema.js
var schema = __webpack_require__(6131);
;// CONCATENATED MODULE: ./build/packages/serving/src/catalog.js

/** One line a provider; loaded when it is chosen. */
const servingProviders = {
    local: async (platform, config) => (await __webpack_require__.e(/* import() */ 715).then(__webpack_require__.bind(__webpack_require__, 96))).localServing(platform, config),
    // Ray's dashboard takes fetch for a browser, and refuses it
    "ray-serve": async (platform, config) => (await __webpack_require__.e(/* import() */ 365).then(__webpack_require__.bind(__webpack_require__, 3365))).rayServe({ ...platform, http: (0,src/* plainHttp */.BN)() }, config),
};


// EXTERNAL MODULE: ./build/packages/serving/src/model-server.js
var model_server = __webpack_require__(7259);
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
/* harmony import */ var _contracts__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9624);


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
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8816);
/* harmony import */ var _contracts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9624);


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

/***/ 2764:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   y: () => (/* binding */ requireWeight)
/* harmony export */ });
/* harmony import */ var _contracts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9624);

/** @throws InputError for a share outside 0 to 1, and for one in between that has no lease */
function requireWeight(canary, leaseSeconds) {
    (0,_contracts__WEBPACK_IMPORTED_MODULE_0__/* .parseStrictly */ .ge)(_contracts__WEBPACK_IMPORTED_MODULE_0__/* .weightsSchema */ .hw, { canary, leaseSeconds }, "weight");
}


/***/ })

};
