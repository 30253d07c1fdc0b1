export const id = 424;
export const ids = [424];
export const modules = {

/***/ 424:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  main: () => (/* binding */ main)
});

// EXTERNAL MODULE: ./build/packages/action-kit/src/index.js + 25 modules
var src = __webpack_require__(1150);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./build/packages/contracts/src/index.js + 20 modules
var contracts_src = __webpack_require__(9624);
// EXTERNAL MODULE: ./build/packages/inference/src/index.js + 2 modules
var inference_src = __webpack_require__(2370);
// EXTERNAL MODULE: ./build/packages/platform/src/index.js + 27 modules
var platform_src = __webpack_require__(9165);
// EXTERNAL MODULE: ./build/packages/reports/src/index.js + 23 modules
var reports_src = __webpack_require__(3206);
// EXTERNAL MODULE: external "node:vm"
var external_node_vm_ = __webpack_require__(714);
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
    const { default: Ajv } = await __webpack_require__.e(/* import() */ 463).then(__webpack_require__.t.bind(__webpack_require__, 2463, 19));
    const validator = new Ajv.default({ allErrors: true, strict: false });
    return validator.validate(schema, value) ? undefined : validator.errorsText();
}

;// CONCATENATED MODULE: ./build/actions/smoke-test/run.js






async function run(inputs, deps) {
    const suite = await (0,platform_src/* readYaml */.gM)(deps.files, (0,external_node_path_.resolve)(deps.workspace, inputs.suite), contracts_src/* smokeSuiteSchema */.fR, inputs.suite);
    const inference = await inference_src/* inferenceProviders */.Q["openai-compatible"](deps, {
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
        if (!(error instanceof contracts_src/* ToolkitError */.h4) || error.code === "cancelled")
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

;// CONCATENATED MODULE: ./build/actions/smoke-test/spec.js

const spec = (0,src/* defineAction */.QP)({
    name: "smoke-test",
    description: "Asks a server a few questions and holds the answers to what a YAML suite expects",
    gate: true,
    inputs: {
        suite: (0,src/* text */.Qq)("Suite (YAML)", { default: "smoke.yaml" }),
        endpoint: (0,src/* url */.OZ)("OpenAI-compatible address up to /v1", { required: true, environment: "OPENAI_BASE_URL" }),
        model: (0,src/* text */.Qq)("Name of the model in requests", { default: "default" }),
        "api-key": (0,src/* secret */.rJ)("Key of the endpoint", { environment: "OPENAI_API_KEY" }),
    },
    outputs: { failed: "Number of probes that failed" },
    permissions: { contents: "read" },
    branding: { icon: "activity", color: "yellow" },
});

;// CONCATENATED MODULE: ./build/actions/smoke-test/main.js



const main = (surroundings) => (0,src/* runAction */.Cs)(spec, run, surroundings);


/***/ }),

/***/ 2370:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Q: () => (/* reexport */ inferenceProviders),
  k: () => (/* reexport */ runPool)
});

;// CONCATENATED MODULE: ./build/packages/inference/src/catalog.js
/** One line a provider; loaded when it is chosen. */
const inferenceProviders = {
    "openai-compatible": async (ports, config) => (await __webpack_require__.e(/* import() */ 638).then(__webpack_require__.bind(__webpack_require__, 3638))).openAiCompatible(ports, config),
};

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
