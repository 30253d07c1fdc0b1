export const id = 794;
export const ids = [794];
export const modules = {

/***/ 20794:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  main: () => (/* binding */ main)
});

// EXTERNAL MODULE: ./build/packages/action-kit/src/index.js + 18 modules
var src = __webpack_require__(44602);
;// CONCATENATED MODULE: ./build/actions/evaluate/spec.js

const spec = (0,src/* defineAction */.QP)({
    name: "evaluate",
    description: "Scores a model or a file of predictions with intervals, compares it with a baseline, and gates",
    gate: true,
    publishes: true,
    inputs: {
        predictions: (0,src/* text */.Qq)("JSONL of {id, prediction, references}: scored as it is, without network or model"),
        "test-set": (0,src/* text */.Qq)("JSONL of {id, messages, references}; the last assistant turn is the reference where there is none"),
        results: (0,src/* list */.p_)("Results of another tool instead: lm-evaluation-harness (results_*.json and samples_*.jsonl), promptfoo (--output results.json) or Inspect (JSON log)"),
        mode: (0,src/* choice */.Yq)(["evaluate", "calibrate"], "`calibrate` holds the judge against people's labels: agreement, bias and the threshold that comes closest to them", { default: "evaluate" }),
        labels: (0,src/* text */.Qq)("JSONL of {id, score, passed}: what people gave, on the rubric's scale; needed by `calibrate`"),
        config: (0,src/* text */.Qq)("evaluation.yaml: metrics, thresholds, tolerances, slices, judge; inputs win over it"),
        metrics: (0,src/* list */.p_)("What is scored: exact-match, valid-json, perplexity, bits-per-byte, latency-p50, latency-p95, first-token-p50, first-token-p95, tokens, cost, token-f1, refusal-rate, toxicity-rate, personal-data-rate, bleu, bleu-zh, bleu-intl, bleu-char, bleu-none, chrf, chrf++, ter, rouge1, rouge2, rougeL, rougeLsum, f1, precision, recall; of one class: f1-spam. exact-match, valid-json and f1 unless told"),
        provider: (0,src/* choice */.Yq)(["openai-compatible", "openai", "azure-openai", "anthropic", "bedrock", "vertex", "sagemaker"], "Who serves the model that is asked; keys and regions come by the vendor's own variables", { default: "openai-compatible" }),
        endpoint: (0,src/* url */.OZ)("OpenAI-compatible address up to /v1, or the vendor's own", { environment: "OPENAI_BASE_URL" }),
        "api-key": (0,src/* secret */.rJ)("Key of the endpoint", { environment: "OPENAI_API_KEY" }),
        "sagemaker-endpoint": (0,src/* text */.Qq)("Name of the SageMaker endpoint"),
        "judge-model": (0,src/* text */.Qq)("Model that judges, instead of evaluation.yaml's (gpt-4o unless told there)"),
        "judge-api-key": (0,src/* secret */.rJ)("Key of the judge; the endpoint's unless told", { environment: "JUDGE_API_KEY" }),
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
        ...src/* registryInputs */.P4,
        ...src/* stateInputs */.l5,
    },
    outputs: {
        scores: "Scores as JSON: {metric: {value, low, high, n}}",
        "cost-usd": "What the model and the judge cost in this run; empty where a price is unknown",
        "junit-path": "JUnit XML: metrics, thresholds, comparisons, checks",
        "predictions-path": "The answers, row by row, as JSONL",
    },
    permissions: { contents: "read" },
    report: "evaluation",
    branding: { icon: "check-circle", color: "green" },
});

;// CONCATENATED MODULE: ./build/actions/evaluate/main.js


// bad inputs are told of before the work is loaded
const run = async (inputs, deps) => (await Promise.all(/* import() */[__webpack_require__.e(8815), __webpack_require__.e(4440), __webpack_require__.e(7090), __webpack_require__.e(9796), __webpack_require__.e(1807), __webpack_require__.e(6651)]).then(__webpack_require__.bind(__webpack_require__, 30376))).run(inputs, deps);
const main = (surroundings) => (0,src/* runAction */.Cs)(spec, run, surroundings);


/***/ })

};
