export const id = 6062;
export const ids = [6062];
export const modules = {

/***/ 46062:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   recipeTraining: () => (/* binding */ recipeTraining)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var _run_training_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(43996);
/* harmony import */ var _training_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(26222);



/** The recipe that comes with the toolkit: transformers, peft and trl. */
function recipeTraining(platform, { recipeFolder, python }) {
    return {
        train: (job, watch, signal) => (0,_run_training_js__WEBPACK_IMPORTED_MODULE_1__/* .runTraining */ .q)(platform, job, watch, signal, {
            command: python,
            parameters: ["-m", "genai_finetune.finetune"],
            cwd: job.outputFolder,
            env: {
                ...platform.environment.all(),
                ...(0,_training_js__WEBPACK_IMPORTED_MODULE_2__/* .trainingEnvironment */ .g)(job),
                ...allocatorSettings,
                PYTHONPATH: recipeFolder,
                PYTHONPYCACHEPREFIX: (0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(job.outputFolder, ".pycache"),
                PYTHONUNBUFFERED: "1",
                TOKENIZERS_PARALLELISM: "false",
                TRANSFORMERS_VERBOSITY: "error",
                HF_HUB_DISABLE_PROGRESS_BARS: "1",
            },
        }),
    };
}
/** glibc gives large blocks back after each use; kept, a step on CPU costs a third less (fewer page faults). */
const allocatorSettings = {
    MALLOC_MMAP_THRESHOLD_: "4294967296",
    MALLOC_TRIM_THRESHOLD_: "8589934592",
    MALLOC_TOP_PAD_: "268435456",
};


/***/ }),

/***/ 43996:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  q: () => (/* binding */ runTraining)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./build/packages/contracts/src/index.js + 27 modules
var src = __webpack_require__(58639);
// EXTERNAL MODULE: ./build/packages/training/src/metrics-tail.js
var metrics_tail = __webpack_require__(71986);
;// CONCATENATED MODULE: ./build/packages/training/src/training-failure.js

const advice = {
    "loss-not-finite": "lower training.learning_rate, add warmup_steps, and look for empty or broken examples; the last checkpoint is from before",
    "out-of-memory": "lower training.batch_size or max_length (raise gradient_accumulation to keep the step's size), or set gradient_checkpointing: true",
    "training-killed": "the kernel kills what takes too much memory: lower batch_size or max_length, or run on a machine with more memory",
    "bad-training-data": "mend the dataset: the last message of each example must be the assistant's answer",
};
const exitCodes = {
    2: "bad-training-data",
    3: "loss-not-finite",
    4: "out-of-memory",
    137: "training-killed",
};
/** What went wrong, from the exit code, the signal and the last lines of the program's output. */
function trainingFailure(exitCode, signal, lastLines) {
    const said = lastLines.map(failureLine).findLast((failure) => failure !== undefined);
    const code = said?.code ?? (signal === "SIGKILL" ? "training-killed" : exitCodes[exitCode ?? -1]) ?? "training-failed";
    const how = signal ? `was ended by ${signal}` : `ended with exit code ${exitCode}`;
    const tail = said?.message ?? lastLines.slice(-15).join("\n");
    return new src/* ToolkitError */.h4({ code, message: `the training ${how}: ${tail}`, hint: advice[code] });
}
function failureLine(line) {
    if (!line.startsWith('{"code"'))
        return undefined;
    try {
        const { code, message } = JSON.parse(line);
        return typeof code === "string" && code in advice ? { code, message: String(message) } : undefined;
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./build/packages/training/src/run-training.js




/** Runs the program to its end while its metrics stream out; a cancelled job takes the whole process group along. */
async function runTraining({ exec, files, clock, log }, job, watch, signal, program) {
    const lastLines = [];
    const child = await exec.start(program.command, program.parameters, {
        cwd: program.cwd,
        env: program.env,
        onLine(line) {
            lastLines.push(line);
            if (lastLines.length > 200)
                lastLines.shift();
            log.debug(line);
        },
    });
    const stop = () => {
        child.kill("SIGTERM");
        // a trainer between two steps answers within seconds; the runner itself kills after 7.5
        void clock.sleep(4000).then(() => child.kill("SIGKILL"));
    };
    signal.addEventListener("abort", stop, { once: true });
    if (signal.aborted)
        stop();
    const ended = new AbortController();
    const following = (0,metrics_tail/* followMetrics */.N)({ files, clock }, job.metricsFile, watch, ended.signal);
    const { exitCode, signal: killedBy } = await child.ended;
    ended.abort();
    await following;
    signal.removeEventListener("abort", stop);
    if (signal.aborted)
        throw new src/* ToolkitError */.h4({ code: "cancelled", message: "the training was cancelled; its checkpoints stay" });
    if (exitCode !== 0)
        throw trainingFailure(exitCode, killedBy, lastLines);
    return await readSummary(files, (0,external_node_path_.join)(job.outputFolder, "training-summary.json"));
}
async function readSummary(files, path) {
    const missing = (message) => new src/* ToolkitError */.h4({
        code: "training-summary-missing",
        message,
        hint: "the command must write training-summary.json with schemaVersion: 1 and eval_loss into GENAI_OUTPUT_DIR",
    });
    if ((await files.stat(path)) === undefined)
        throw missing("the training ended well but left no training-summary.json");
    let content;
    try {
        content = JSON.parse(await files.readText(path));
    }
    catch {
        throw missing("training-summary.json is not JSON");
    }
    const parsed = src/* trainingSummarySchema */.ul.safeParse(content);
    if (!parsed.success)
        throw missing(`training-summary.json: ${parsed.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`).join("; ")}`);
    return parsed.data;
}


/***/ }),

/***/ 26222:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   g: () => (/* binding */ trainingEnvironment)
/* harmony export */ });
/** The environment contract of the recipe and of a user's own command. */
function trainingEnvironment(job) {
    return {
        GENAI_MODEL: job.modelFolder,
        GENAI_MODEL_ID: job.modelId,
        GENAI_TRAIN_FILE: job.trainFile,
        GENAI_VALIDATION_FILE: job.validationFile,
        GENAI_OUTPUT_DIR: job.outputFolder,
        GENAI_METRICS_FILE: job.metricsFile,
        GENAI_SEED: String(job.seed),
        GENAI_EXPORT: job.quantization,
        ...(job.configFile === undefined ? {} : { GENAI_CONFIG: job.configFile }),
    };
}


/***/ })

};
