export const id = 8497;
export const ids = [8497];
export const modules = {

/***/ 59796:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   M: () => (/* binding */ openRegistry)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var _platform__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(83923);
/* harmony import */ var _registry__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(47214);
/* harmony import */ var _reports__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(44848);




/** What each registry takes of the inputs and of its vendor's own variables. */
const open = {
    file: (inputs, { state }, deps) => _registry__WEBPACK_IMPORTED_MODULE_2__/* .registryProviders */ .E$.file(deps, {
        folder: (0,node_path__WEBPACK_IMPORTED_MODULE_0__.resolve)(deps.workspace, inputs["registry-uri"] ?? (0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(state, "registry")),
    }),
    git: (inputs, { state, cache }, deps) => _registry__WEBPACK_IMPORTED_MODULE_2__/* .registryProviders */ .E$.git(deps, {
        clone: deps.workspace,
        remote: inputs["registry-uri"],
        branch: inputs["git-branch"],
        mode: inputs["git-mode"],
        storeFolder: (0,node_path__WEBPACK_IMPORTED_MODULE_0__.resolve)(deps.workspace, inputs["git-store"] ?? (0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(state, "registry-store")),
        cacheFolder: cache,
    }),
    mlflow: (inputs, { cache }, deps) => _registry__WEBPACK_IMPORTED_MODULE_2__/* .registryProviders */ .E$.mlflow(deps, {
        ...(0,_registry__WEBPACK_IMPORTED_MODULE_2__/* .mlflowAddresses */ .sv)(inputs["registry-uri"], deps.environment),
        username: inputs["registry-username"],
        password: inputs["registry-password"],
        token: inputs["registry-token"],
        cacheFolder: cache,
    }),
    wandb: (inputs, { cache }, deps) => _registry__WEBPACK_IMPORTED_MODULE_2__/* .registryProviders */ .E$.wandb(deps, {
        ...(0,_registry__WEBPACK_IMPORTED_MODULE_2__/* .wandbAddress */ .pi)(inputs["registry-uri"], deps.environment),
        apiKey: inputs["wandb-api-key"] ?? "",
        cacheFolder: cache,
    }),
    sagemaker: (inputs, { cache }, deps) => _registry__WEBPACK_IMPORTED_MODULE_2__/* .registryProviders */ .E$.sagemaker(deps, {
        ...(0,_registry__WEBPACK_IMPORTED_MODULE_2__/* .sageMakerPlace */ .a3)(inputs["registry-uri"], deps.environment),
        image: inputs["sagemaker-image"],
        cacheFolder: cache,
    }),
    huggingface: (inputs, { cache }, deps) => _registry__WEBPACK_IMPORTED_MODULE_2__/* .registryProviders */ .E$.huggingface(deps, {
        ...(0,_registry__WEBPACK_IMPORTED_MODULE_2__/* .huggingfaceSettings */ .o7)({ token: inputs["hf-token"], namespace: inputs["registry-uri"] }, deps.environment),
        visibility: inputs["hf-visibility"],
        cacheFolder: cache,
        card: (facts) => (0,_reports__WEBPACK_IMPORTED_MODULE_3__/* .hubCard */ .s2)(facts, {}, inputs.language),
    }),
};
/** Where models live, by the action's inputs. Shared by every action that registers, finds or promotes one. */
async function openRegistry(inputs, deps) {
    const state = (0,node_path__WEBPACK_IMPORTED_MODULE_0__.resolve)(deps.workspace, inputs["state-dir"] ?? (0,_platform__WEBPACK_IMPORTED_MODULE_1__/* .stateFolder */ .yp)(deps.environment));
    const folders = { state, cache: (0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(state, "registry-cache", inputs.registry) };
    return await open[inputs.registry](inputs, folders, deps);
}


/***/ }),

/***/ 34659:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  $: () => (/* binding */ openServing)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./build/packages/contracts/src/index.js + 24 modules
var src = __webpack_require__(2912);
// EXTERNAL MODULE: ./build/packages/platform/src/index.js + 23 modules
var platform_src = __webpack_require__(83923);
// EXTERNAL MODULE: ./build/packages/reports/src/index.js + 33 modules
var reports_src = __webpack_require__(44848);
// EXTERNAL MODULE: ./build/packages/serving/src/index.js + 1 modules
var serving_src = __webpack_require__(24325);
// EXTERNAL MODULE: ./build/packages/router/src/index.js + 2 modules
var router_src = __webpack_require__(62910);
;// CONCATENATED MODULE: ./build/actions/local-serving.js





/** The local provider with the programs that lie beside this bundle. Shared by deploy, promote, rollback and canary-gate. */
async function localProvider(inputs, deps, { port = 0, healthSeconds = 60 } = {}) {
    const stateDir = inputs["state-dir"] ?? (0,platform_src/* stateFolder */.yp)(deps.environment);
    return await serving_src/* servingProviders */.Fn.local(deps, {
        stateDir,
        endpoint: inputs.endpoint,
        port,
        python: (engine) => enginePython(engine, deps, stateDir),
        programs: {
            router: (0,external_node_path_.join)(deps.distFolder, "router"),
            supervisor: (0,external_node_path_.join)(deps.distFolder, "supervisor"),
            modelServer: (0,serving_src/* serverProgram */.qX)(deps.distFolder),
        },
        adminOf: (url, tokenFile) => (0,router_src/* routerAdmin */.R5)(deps, { url, tokenFile }),
        planOf: (deployment) => (0,reports_src/* toMarkdown */.l6)((0,reports_src/* rollbackPlan */.E4)(deployment, inputs.language)),
        healthSeconds,
    });
}
/** Python of the engine's environment, made at the first need. */
async function enginePython(engine, deps, stateDir) {
    if (engine === "llama.cpp")
        return await (0,platform_src/* pinnedEnvironment */.uM)(deps, serving_src/* serverRequirements */.kA, { stateDir, name: "model server", megabytes: 110 });
    const text = await deps.files.readText((0,serving_src/* vllmRequirementsFile */.Cl)(deps.distFolder));
    const requirements = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
    return await (0,platform_src/* pinnedEnvironment */.uM)(deps, requirements, {
        stateDir,
        name: "vLLM",
        megabytes: 10_000,
        python: serving_src/* vllmPython */.Ye,
    });
}

;// CONCATENATED MODULE: ./build/actions/open-serving.js






/** What serves the endpoint, by the action's inputs. Shared by deploy, promote and rollback. */
async function openServing(inputs, deps, options = {}) {
    const { port = 0, healthSeconds = 60 } = options;
    if (inputs.target === "local")
        return await localProvider(inputs, deps, { port, healthSeconds });
    const address = inputs["ray-address"];
    if (!address) {
        const mend = "give the address of the dashboard, as http://head:8265, or set RAY_DASHBOARD_ADDRESS";
        throw new src/* InputError */.dz([{ where: "ray-address", problem: "is needed by target: ray-serve", mend }]);
    }
    return await serving_src/* servingProviders */.Fn["ray-serve"](deps, {
        endpoint: inputs.endpoint,
        address,
        token: inputs["ray-token"],
        serveUrl: options.serveUrl,
        http: { host: "0.0.0.0", port: port || 8000 },
        model: {
            engine: "llama-cpp",
            replicas: 1,
            gpus: 0,
            requirements: serving_src/* serverRequirements */.kA,
            startSeconds: healthSeconds,
            drainSeconds: 120,
            ...options.model,
        },
        programs: (0,external_node_path_.join)(deps.distFolder, "assets", "serving", "python"),
        stateDir: inputs["state-dir"] ?? (0,platform_src/* stateFolder */.yp)(deps.environment),
        planOf: (deployment, previousConfig) => (0,reports_src/* toMarkdown */.l6)((0,reports_src/* rayRollbackPlan */.wr)(deployment, { address, previousConfig }, inputs.language)),
    });
}


/***/ }),

/***/ 28497:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  main: () => (/* binding */ main)
});

// EXTERNAL MODULE: ./build/packages/action-kit/src/index.js + 18 modules
var src = __webpack_require__(44602);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./build/packages/contracts/src/index.js + 24 modules
var contracts_src = __webpack_require__(2912);
// EXTERNAL MODULE: ./build/packages/platform/src/index.js + 23 modules
var platform_src = __webpack_require__(83923);
// EXTERNAL MODULE: ./build/packages/reports/src/index.js + 33 modules
var reports_src = __webpack_require__(44848);
// EXTERNAL MODULE: ./build/actions/open-registry.js
var open_registry = __webpack_require__(59796);
// EXTERNAL MODULE: ./build/actions/open-serving.js + 1 modules
var open_serving = __webpack_require__(34659);
// EXTERNAL MODULE: ./build/actions/release-parts.js
var release_parts = __webpack_require__(77846);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
;// CONCATENATED MODULE: ./build/actions/promote/evidence.js



/** What the registry keeps beside the version, instead of a file of the workspace. */
const registeredPrefix = /^registered:/;
/**
 * Reports that speak for a model, each with a passing verdict and, where it names the model it is about, for exactly
 * this one. @throws InputError `no-evidence` with everything that is wrong
 */
async function readEvidence(read, paths, model) {
    const problems = [];
    const evidence = { digests: {}, contents: {} };
    if (paths.length === 0)
        problems.push({
            where: "evidence",
            problem: "none is given",
            mend: "give evaluation.json and canary-report.json, or force with a reason",
        });
    for (const path of paths) {
        const text = await read(path);
        const report = text === undefined ? undefined : parse(text);
        if (text === undefined || !report)
            problems.push({ where: path, problem: text === undefined ? "there is no such file" : "is no report" });
        else {
            if (report.verdict !== "pass")
                problems.push({ where: path, problem: `its verdict is ${report.verdict ?? "missing"}`, legal: "pass" });
            const about = report.modelRefs?.canary ?? report.model?.digest;
            const legal = [model.modelRef, ...(model.gguf ? [model.gguf] : [])];
            if (!about || !legal.includes(about))
                problems.push({ where: path, problem: `it is about ${about ?? "no model"}`, legal: legal.join(" or ") });
            const name = (0,external_node_path_.basename)(path.replace(registeredPrefix, ""));
            evidence.digests[name] = `sha256:${(0,external_node_crypto_.createHash)("sha256").update(text).digest("hex")}`;
            evidence.contents[name] = text;
        }
    }
    if (problems.length > 0)
        throw new contracts_src/* InputError */.dz(problems, "no-evidence");
    return evidence;
}
function parse(text) {
    try {
        const value = JSON.parse(text);
        return typeof value === "object" && value !== null ? value : undefined;
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./build/actions/promote/run.js








/** Every step finds what a killed run did already: traffic first, then the alias, then the record. */
async function run(inputs, deps) {
    const { files, github, log } = deps;
    const serving = await (0,open_serving/* openServing */.$)(inputs, deps);
    const before = await serving.describe();
    if (!before)
        throw new contracts_src/* ToolkitError */.h4({ code: "not-deployed", message: `nothing is deployed at ${inputs.endpoint}` });
    const candidate = before.variants.canary ?? before.variants.baseline;
    const registry = await (0,open_registry/* openRegistry */.M)(inputs, deps);
    const version = await registry.find(candidate.modelRef);
    if (!version)
        throw new contracts_src/* ToolkitError */.h4({
            code: "model-not-found",
            provider: inputs.registry,
            message: `${candidate.modelRef} is not registered`,
        });
    const weights = (0,external_node_path_.join)(await registry.fetch(version), "model.gguf");
    const gguf = (await files.stat(weights)) && `sha256:${await files.sha256(weights)}`;
    const read = (path) => registeredPrefix.test(path)
        ? registry.attached(version, path.replace(registeredPrefix, ""))
        : files.readText((0,external_node_path_.resolve)(deps.workspace, path)).catch(() => undefined);
    const evidence = inputs.force
        ? { digests: {}, contents: {} }
        : await readEvidence(read, inputs.evidence ?? [], { modelRef: candidate.modelRef, gguf });
    const deployment = await serving.promote(inputs.bake);
    const champion = await registry.find(`${version.name}@${inputs.alias}`);
    await registry.setAlias(version.name, inputs.alias, version.version, champion?.version);
    for (const [name, content] of Object.entries(evidence.contents))
        await registry.attach(version, name, content);
    const last = (await registry.promotions(version.name)).at(-1);
    if (last?.version !== version.version) {
        const record = {
            time: (0,platform_src/* isoTime */.Ly)(deps.clock),
            version: version.version,
            digest: version.digest,
            previous: champion?.version ?? null,
            evidence: evidence.digests,
            forced: inputs.force ?? null,
            actor: github.actor,
            run: github.runUrl,
        };
        await registry.recordPromotion(version.name, record);
    }
    log.info(`${version.modelRef} (${version.version}) has all traffic`);
    const lines = Object.entries(evidence.digests).map(([name, digest]) => `${name} ${digest}`);
    const ending = (0,reports_src/* deployReport */.yQ)("promote", deployment, inputs.language, { forced: inputs.force, evidence: lines });
    const parts = await (0,release_parts/* releaseParts */.U)(files, inputs["report-dir"], deps.workspace);
    return {
        outputs: {
            "model-ref": version.modelRef,
            previous: deployment.previous?.modelRef ?? "",
            version: version.version,
            endpoint: deployment.url,
        },
        report: (0,reports_src.rendered)({ schemaVersion: 1, deployment, evidence: evidence.digests, forced: inputs.force ?? null }, (0,reports_src/* releaseReport */.Ax)(parts, "promoted", ending)),
    };
}

;// CONCATENATED MODULE: ./build/actions/promote/spec.js

const spec = (0,src/* defineAction */.QP)({
    name: "promote",
    description: "Gives the candidate all traffic and the alias champion, on evidence for exactly this model",
    inputs: {
        ...src/* deploymentInputs */.dP,
        evidence: (0,src/* list */.p_)("Reports with a passing verdict about this model: files, or registered:evaluation.json"),
        force: (0,src/* text */.Qq)("Promote without evidence, for this reason; goes into the record"),
        bake: (0,src/* duration */.p0)("How long the old model waits before it goes", { default: "0s" }),
        alias: (0,src/* text */.Qq)("Alias that the model gets", { default: "champion" }),
        ...src/* registryInputs */.P4,
        ...src/* stateInputs */.l5,
    },
    outputs: {
        "model-ref": "Model that is in service now",
        previous: "Model that was in service before",
        version: "Version that is in service now",
        endpoint: "Address of the router, with /v1",
    },
    permissions: { contents: "read" },
    report: "promotion",
    branding: { icon: "award", color: "green" },
});

;// CONCATENATED MODULE: ./build/actions/promote/main.js



const main = (surroundings) => (0,src/* runAction */.Cs)(spec, run, surroundings);


/***/ }),

/***/ 77846:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   U: () => (/* binding */ releaseParts)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(27597);
/* harmony import */ var _contracts__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2912);



/** Reports of earlier steps that lie in the same folder. One that is missing or of another shape is left out: a picture fewer. */
async function releaseParts(files, folder, workspace) {
    async function part(name, schema) {
        const text = await files.readText((0,node_path__WEBPACK_IMPORTED_MODULE_0__.resolve)(workspace, (0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(folder, name))).catch(() => undefined);
        try {
            return text === undefined ? undefined : schema.safeParse(JSON.parse(text)).data;
        }
        catch {
            return undefined;
        }
    }
    const training = await part("training.json", zod__WEBPACK_IMPORTED_MODULE_2__/* .looseObject */ ._H3({ metrics: zod__WEBPACK_IMPORTED_MODULE_2__/* .array */ .YOg(_contracts__WEBPACK_IMPORTED_MODULE_1__/* .trainingMetricsSchema */ .FN) }));
    const smoke = await part("smoke-test.json", zod__WEBPACK_IMPORTED_MODULE_2__/* .looseObject */ ._H3({ verdict: zod__WEBPACK_IMPORTED_MODULE_2__/* ["enum"] */ .k5n(["pass", "fail", "error", "inconclusive"]) }));
    return {
        training: training?.metrics,
        evaluation: await part("evaluation.json", _contracts__WEBPACK_IMPORTED_MODULE_1__/* .evaluationSchema */ .MF),
        canary: await part("canary-report.json", _contracts__WEBPACK_IMPORTED_MODULE_1__/* .canaryReportSchema */ .Qf),
        smoke: smoke?.verdict,
    };
}


/***/ }),

/***/ 47214:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  o7: () => (/* reexport */ huggingfaceSettings),
  sv: () => (/* reexport */ mlflowAddresses),
  VC: () => (/* reexport */ model_files/* modelFiles */.VC),
  E$: () => (/* reexport */ registryProviders),
  ye: () => (/* reexport */ version/* requireAlias */.ye),
  rI: () => (/* reexport */ version/* requireName */.rI),
  a3: () => (/* reexport */ place/* sageMakerPlace */.a),
  pi: () => (/* reexport */ wandbAddress)
});

// UNUSED EXPORTS: compareVersions, contentDigest, nextVersion, parseSelector, selected, versionNumbers

;// CONCATENATED MODULE: ./build/packages/registry/src/providers/huggingface/environment.js
/**
 * The Hub and who we are there, by the variables of the Hub's own clients. A trusted publisher goes before a key, as with
 * them: whoever sets HF_OIDC_RESOURCE wants no key to be used.
 * @param said token and owner that inputs gave; they win over HF_TOKEN
 */
function huggingfaceSettings(said, environment) {
    const given = (name) => environment.get(name)?.trim() || undefined;
    const endpoint = given("HF_ENDPOINT");
    const resource = given("HF_OIDC_RESOURCE");
    if (resource === undefined || said.token !== undefined)
        return { token: said.token ?? given("HF_TOKEN"), endpoint, namespace: said.namespace };
    const [url, token] = [given("ACTIONS_ID_TOKEN_REQUEST_URL"), given("ACTIONS_ID_TOKEN_REQUEST_TOKEN")];
    return {
        trustedPublisher: {
            resource,
            idToken: given("HF_OIDC_ID_TOKEN"),
            request: url !== undefined && token !== undefined ? { url, token } : undefined,
        },
        endpoint,
        namespace: said.namespace,
    };
}

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
        throw new src/* InputError */.dz([{ where: "registry-uri", problem: "is needed by registry: mlflow", mend }], badAddress);
    }
    const problems = [tracking, registry].flatMap(([where, address]) => problemOf(where, address));
    if (problems[0])
        throw new src/* InputError */.dz([problems[0]], badAddress);
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

// EXTERNAL MODULE: ./build/packages/registry/src/providers/sagemaker/place.js
var place = __webpack_require__(36514);
;// CONCATENATED MODULE: ./build/packages/registry/src/catalog.js
/** One line a provider; loaded when it is chosen. */
const registryProviders = {
    file: async (platform, config) => (await __webpack_require__.e(/* import() */ 8775).then(__webpack_require__.bind(__webpack_require__, 58775))).fileRegistry(platform, config),
    git: async (platform, config) => (await __webpack_require__.e(/* import() */ 865).then(__webpack_require__.bind(__webpack_require__, 50865))).gitRegistry(platform, config),
    huggingface: async (platform, config) => (await __webpack_require__.e(/* import() */ 747).then(__webpack_require__.bind(__webpack_require__, 40747))).huggingfaceRegistry(platform, config),
    wandb: async (platform, config) => (await __webpack_require__.e(/* import() */ 8934).then(__webpack_require__.bind(__webpack_require__, 78934))).wandbRegistry(platform, config),
    mlflow: async (platform, config) => (await __webpack_require__.e(/* import() */ 1391).then(__webpack_require__.bind(__webpack_require__, 11391))).mlflowRegistry(platform, config),
    sagemaker: async (platform, config) => (await __webpack_require__.e(/* import() */ 1183).then(__webpack_require__.bind(__webpack_require__, 1183))).sageMakerRegistry(platform, config),
};




// EXTERNAL MODULE: ./build/packages/registry/src/model-files.js
var model_files = __webpack_require__(460);
;// CONCATENATED MODULE: ./build/packages/registry/src/providers/wandb/address.js

/**
 * Where models live at W&B: `registry-uri` as `entity/project` or `project`; what it leaves out is said by W&B's own
 * variables (WANDB_ENTITY, WANDB_PROJECT, WANDB_BASE_URL).
 * @throws InputError `bad-registry-uri` with all that is wrong
 */
function wandbAddress(said, environment) {
    const problems = [];
    const words = said?.split("/") ?? [];
    if (said !== undefined && (words.length > 2 || words.includes("")))
        problems.push({
            where: "registry-uri",
            problem: `"${said}" is no project of W&B`,
            legal: "entity/project, or project",
        });
    const project = words.at(-1) ?? environment.get("WANDB_PROJECT");
    const entity = (words.length === 2 ? words[0] : undefined) ?? environment.get("WANDB_ENTITY");
    if (project === undefined)
        problems.push({
            where: "registry-uri",
            problem: "is needed by registry: wandb",
            mend: "give entity/project, or set WANDB_PROJECT (and WANDB_ENTITY)",
        });
    const baseUrl = environment.get("WANDB_BASE_URL");
    if (baseUrl !== undefined && !isAddress(baseUrl))
        problems.push({
            where: "WANDB_BASE_URL",
            problem: "is no address of a W&B server",
            legal: "http://… or https://…, without user and password",
        });
    if (problems.length > 0 || project === undefined)
        throw new src/* InputError */.dz(problems, "bad-registry-uri");
    return { project, entity, baseUrl };
}
function isAddress(text) {
    const address = URL.canParse(text) ? new URL(text) : undefined;
    return (address !== undefined && /^https?:$/.test(address.protocol) && address.username === "" && address.password === "");
}

// EXTERNAL MODULE: ./build/packages/registry/src/version.js
var version = __webpack_require__(43819);
;// CONCATENATED MODULE: ./build/packages/registry/src/index.js







/***/ }),

/***/ 460:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   VC: () => (/* binding */ modelFiles),
/* harmony export */   eZ: () => (/* binding */ contentDigest),
/* harmony export */   o2: () => (/* binding */ withDigests)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
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

/***/ 36514:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ requireGroupName),
/* harmony export */   a: () => (/* binding */ sageMakerPlace)
/* harmony export */ });
/* harmony import */ var _contracts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2912);

const legal = "s3://bucket or s3://bucket/prefix";
/**
 * The bucket and prefix of `registry-uri`, or of GENAI_MLOPS_SAGEMAKER_URI.
 * @throws InputError `bad-registry-uri`
 */
function sageMakerPlace(said, environment) {
    const [where, address] = said
        ? ["registry-uri", said]
        : ["GENAI_MLOPS_SAGEMAKER_URI", environment.get("GENAI_MLOPS_SAGEMAKER_URI")];
    if (!address) {
        const mend = "give the bucket for the models, which SageMaker reads model.tar.gz from";
        throw new _contracts__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz([{ where: "registry-uri", problem: "is needed by registry: sagemaker", legal, mend }], "bad-registry-uri");
    }
    // names of buckets: 3 to 63 small letters, digits, dots, hyphens (S3 user guide, "General purpose bucket naming rules")
    const [, bucket, prefix = ""] = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(.*?))?\/*$/.exec(address) ?? [];
    if (bucket === undefined ||
        !/^[\w!.*'()/-]{0,400}$/.test(prefix) ||
        prefix.split("/").some((part) => /^\.\.?$/.test(part)))
        throw new _contracts__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz([{ where, problem: `"${address}" is no place in S3`, legal }], "bad-registry-uri");
    return { bucket, prefix: prefix.replace(/\/+/g, "/").replace(/^\//, "") };
}
/**
 * SageMaker's group has the model's name, so a name has to be legal there too.
 * @throws InputError `bad-name`
 */
function requireGroupName(name) {
    if (/^[a-z0-9](-*[a-z0-9]){0,62}$/.test(name))
        return name;
    const rule = "small letters, digits and -, at most 63, first and last a letter or digit (SageMaker takes no . and no _)";
    throw new _contracts__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz([{ where: "name", problem: `"${name}" is no name of a model package group`, legal: rule }], "bad-name");
}


/***/ }),

/***/ 43819:
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

/***/ 62910:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  R5: () => (/* reexport */ routerAdmin)
});

// UNUSED EXPORTS: placeOf, variantAt

// EXTERNAL MODULE: ./build/packages/contracts/src/index.js + 24 modules
var src = __webpack_require__(2912);
;// CONCATENATED MODULE: ./build/packages/router/src/admin-client.js

/** The router's admin API. Throws ToolkitError `router-refused`, or what the platform says of an unreachable one. */
function routerAdmin({ http, files }, { url, tokenFile }) {
    async function send(method, path, body) {
        const token = (await files.readText(tokenFile)).trim();
        const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
        const request = {
            method,
            url: `${url}${path}`,
            headers,
            body: body === undefined ? undefined : JSON.stringify(body),
            timeoutMs: 5000,
        };
        // a kept connection of a router that was restarted breaks once; every call here may be made twice
        const response = await http.send(request).catch((error) => {
            if (error instanceof src/* ToolkitError */.h4 && error.code === "http-unreachable")
                return http.send(request);
            throw error;
        });
        const text = await response.text();
        if (response.status < 300)
            return JSON.parse(text);
        throw new src/* ToolkitError */.h4({
            code: "router-refused",
            provider: "local",
            status: response.status,
            message: `${method} ${path}: ${text.slice(0, 300)}`,
        });
    }
    return {
        state: async () => src/* routerStateSchema */.iH.parse(await send("GET", "/admin/state")),
        setWeight: async (canary, leaseSeconds, { shadow = false } = {}) => src/* routerStateSchema */.iH.parse(await send("PUT", "/admin/weights", { canary, leaseSeconds, shadow })),
        setVariants: async (variants) => src/* routerStateSchema */.iH.parse(await send("PUT", "/admin/variants", variants)),
        async score({ requestId, metric, value }) {
            await send("POST", "/scores", { request_id: requestId, metric, value });
        },
    };
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
;// CONCATENATED MODULE: ./build/packages/router/src/split.js

/** Place of a key in [0, 1), the same on every machine: the first 48 bits of its SHA-256. */
const placeOf = (key) => createHash("sha256").update(key).digest().readUIntBE(0, 6) / 2 ** 48;
/** Monotone: whoever is on the canary at one weight is on it at every higher one. */
const variantAt = (place, canaryWeight) => place < canaryWeight ? "canary" : "baseline";

;// CONCATENATED MODULE: ./build/packages/router/src/index.js




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

// EXTERNAL MODULE: ./build/packages/platform/src/index.js + 23 modules
var src = __webpack_require__(83923);
// EXTERNAL MODULE: ./build/packages/serving/src/providers/ray-serve/schema.js
var schema = __webpack_require__(26131);
;// CONCATENATED MODULE: ./build/packages/serving/src/catalog.js

/** One line a provider; loaded when it is chosen. */
const servingProviders = {
    local: async (platform, config) => (await __webpack_require__.e(/* import() */ 3135).then(__webpack_require__.bind(__webpack_require__, 93135))).localServing(platform, config),
    // Ray's dashboard takes fetch for a browser, and refuses it
    "ray-serve": async (platform, config) => (await __webpack_require__.e(/* import() */ 3365).then(__webpack_require__.bind(__webpack_require__, 93365))).rayServe({ ...platform, http: (0,src/* plainHttp */.BN)() }, config),
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

/***/ 26131:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $l: () => (/* binding */ routerConfigSchema),
/* harmony export */   Kf: () => (/* binding */ detailsSchema),
/* harmony export */   oV: () => (/* binding */ ownApplicationSchema)
/* harmony export */ });
/* unused harmony export applicationSchema */
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(27597);
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

/***/ 80529:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Cl: () => (/* binding */ vllmRequirementsFile),
/* harmony export */   TJ: () => (/* binding */ vllmCommand),
/* harmony export */   Ye: () => (/* binding */ vllmPython)
/* harmony export */ });
/* unused harmony export vllmVersion */
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
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
