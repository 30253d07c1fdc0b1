export const id = 4693;
export const ids = [4693];
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

/***/ 54693:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  main: () => (/* binding */ main)
});

// EXTERNAL MODULE: ./build/packages/action-kit/src/index.js + 18 modules
var src = __webpack_require__(44602);
// EXTERNAL MODULE: ./build/packages/reports/src/index.js + 33 modules
var reports_src = __webpack_require__(44848);
// EXTERNAL MODULE: ./build/actions/open-registry.js
var open_registry = __webpack_require__(59796);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./build/packages/contracts/src/index.js + 24 modules
var contracts_src = __webpack_require__(2912);
// EXTERNAL MODULE: ./build/packages/platform/src/index.js + 23 modules
var platform_src = __webpack_require__(83923);
// EXTERNAL MODULE: ./build/packages/registry/src/index.js + 4 modules
var registry_src = __webpack_require__(47214);
;// CONCATENATED MODULE: ./build/actions/register/candidate.js




/**
 * Everything that is to be registered, checked before anything is written.
 * @throws InputError with what is wrong with all inputs at once
 */
async function readCandidate(inputs, deps) {
    const { files, workspace } = deps;
    const folder = (0,external_node_path_.resolve)(workspace, inputs["model-path"]);
    const metadataPath = inputs.metadata ?? (0,external_node_path_.join)(inputs["model-path"], "metadata.yaml");
    const problems = [];
    const codes = new Set();
    const attempt = async (work) => {
        try {
            return await work();
        }
        catch (error) {
            if (!(error instanceof contracts_src/* InputError */.dz))
                throw error;
            problems.push(...error.problems);
            codes.add(error.code);
            return undefined;
        }
    };
    await attempt(() => (0,registry_src/* requireName */.rI)(inputs.name));
    await attempt(() => (0,registry_src/* requireAlias */.ye)(inputs.alias));
    const found = await attempt(() => (0,registry_src/* modelFiles */.VC)(files, folder));
    const metadata = await attempt(() => (0,platform_src/* readYaml */.gM)(files, (0,external_node_path_.resolve)(workspace, metadataPath), contracts_src/* metadataSchema */.R5, metadataPath));
    const evaluationPath = inputs.evaluation;
    let evaluation;
    if (evaluationPath !== undefined) {
        evaluation = await attempt(() => (0,platform_src/* readJson */.Vh)(files, (0,external_node_path_.resolve)(workspace, evaluationPath), contracts_src/* evaluationSchema */.MF, evaluationPath));
        if (evaluation && found?.some(({ path }) => path === "model.gguf")) {
            const gguf = `sha256:${await files.sha256((0,external_node_path_.join)(folder, "model.gguf"))}`;
            await attempt(() => requireAbout(evaluation, gguf, evaluationPath));
        }
    }
    if (problems.length > 0 || !metadata)
        throw new contracts_src/* InputError */.dz(problems, codes.size === 1 ? [...codes][0] : "bad-input");
    return {
        folder,
        metadata: withScore(metadata, evaluation),
        evidence: evaluationPath === undefined ? undefined : await files.readText((0,external_node_path_.resolve)(workspace, evaluationPath)),
    };
}
/** Evidence of another model would speak for this one. An evaluation that names no bytes is kept; promote asks for more. */
function requireAbout({ model }, gguf, where) {
    if (model.digest === null || model.digest === gguf)
        return;
    throw new contracts_src/* InputError */.dz([
        {
            where,
            problem: `it is about ${model.digest}`,
            legal: `${gguf}, the model.gguf that is registered`,
            mend: "evaluate this model, or leave evaluation out",
        },
    ], "other-model");
}
/** The specification's custom_score is the metric that the evaluation is held to first, unless the training gave its own. */
function withScore(metadata, evaluation) {
    const first = evaluation?.thresholds[0]?.metric;
    const score = first === undefined ? undefined : evaluation?.scores[first]?.value;
    if (metadata.metrics.custom_score !== null || score === undefined)
        return metadata;
    return { ...metadata, metrics: { ...metadata.metrics, custom_score: score } };
}

;// CONCATENATED MODULE: ./build/actions/register/run.js



async function run(inputs, deps) {
    const { log } = deps;
    const { folder, metadata, evidence } = await readCandidate(inputs, deps);
    const registry = await (0,open_registry/* openRegistry */.M)(inputs, deps);
    const previous = await registry.find(`${inputs.name}@${inputs.alias}`);
    const { version, created } = await registry.register({ name: inputs.name, folder, bump: inputs.bump, metadata });
    if (evidence !== undefined) {
        const digest = await registry.attach(version, "evaluation.json", evidence);
        log.info(`evaluation.json is kept as evidence: ${digest}`);
    }
    await registry.setAlias(inputs.name, inputs.alias, version.version, previous?.version);
    log.info(`${version.name} ${version.version} ${created ? "registered" : "was registered before"}: ${version.modelRef}`);
    const report = { ...version, alias: inputs.alias, created, metadata: await registry.metadata(version) };
    return {
        outputs: { "model-ref": version.modelRef, version: version.version, uri: version.uri, created },
        report: (0,reports_src.rendered)({ schemaVersion: 1, ...report }, (0,reports_src/* registerReport */.UO)(report, inputs.language)),
    };
}

;// CONCATENATED MODULE: ./build/actions/register/spec.js

const spec = (0,src/* defineAction */.QP)({
    name: "register",
    description: "Gives a model a version, checksums and an alias in a registry; the same bytes are the same version",
    inputs: {
        ...src/* registryInputs */.P4,
        name: (0,src/* text */.Qq)("Name of the model", { required: true }),
        "model-path": (0,src/* text */.Qq)("Folder that fine-tune wrote", { required: true }),
        metadata: (0,src/* text */.Qq)("metadata.yaml; the one in model-path unless told"),
        bump: (0,src/* choice */.Yq)(["major", "minor", "patch"], "Part of the version that grows", { default: "minor" }),
        evaluation: (0,src/* text */.Qq)("evaluation.json to keep as evidence of this version"),
        alias: (0,src/* text */.Qq)("Alias that the version gets", { default: "challenger" }),
        ...src/* stateInputs */.l5,
    },
    outputs: {
        "model-ref": "name#sha256:…, which later steps take",
        version: "Semantic version",
        uri: "Address of the version",
        created: "false when the same bytes were registered before",
    },
    permissions: { contents: "read" },
    branding: { icon: "archive", color: "green" },
});

;// CONCATENATED MODULE: ./build/actions/register/main.js



const main = (surroundings) => (0,src/* runAction */.Cs)(spec, run, surroundings);


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


/***/ })

};
