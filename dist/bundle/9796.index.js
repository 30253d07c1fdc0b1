export const id = 9796;
export const ids = [9796];
export const modules = {

/***/ 59796:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   M: () => (/* binding */ openRegistry),
/* harmony export */   v: () => (/* binding */ openedRegistries)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var _platform__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(86111);
/* harmony import */ var _registry__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(13877);
/* harmony import */ var _reports__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(97090);




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
        apiKey: inputs["wandb-api-key"] ?? deps.environment.get("WANDB_API_KEY") ?? "",
        cacheFolder: cache,
    }),
    sagemaker: (inputs, { cache }, deps) => _registry__WEBPACK_IMPORTED_MODULE_2__/* .registryProviders */ .E$.sagemaker(deps, {
        ...(0,_registry__WEBPACK_IMPORTED_MODULE_2__/* .sageMakerPlace */ .a3)(inputs["registry-uri"], deps.environment),
        image: inputs["sagemaker-image"],
        cacheFolder: cache,
    }),
    "azure-ml": (inputs, { cache }, deps) => _registry__WEBPACK_IMPORTED_MODULE_2__/* .registryProviders */ .E$["azure-ml"](deps, {
        ...(0,_registry__WEBPACK_IMPORTED_MODULE_2__/* .azureMlAddress */ .rc)(inputs["registry-uri"], deps.environment),
        cacheFolder: cache,
    }),
    vertex: (inputs, { cache }, deps) => _registry__WEBPACK_IMPORTED_MODULE_2__/* .registryProviders */ .E$.vertex(deps, {
        ...(0,_registry__WEBPACK_IMPORTED_MODULE_2__/* .vertexAddress */ .Pr)(inputs["registry-uri"], deps.environment),
        cacheFolder: cache,
    }),
    huggingface: (inputs, { cache }, deps) => _registry__WEBPACK_IMPORTED_MODULE_2__/* .registryProviders */ .E$.huggingface(deps, {
        ...(0,_registry__WEBPACK_IMPORTED_MODULE_2__/* .huggingfaceSettings */ .o7)({ token: inputs["hf-token"], namespace: inputs["registry-uri"] }, deps.environment),
        visibility: inputs["hf-visibility"],
        cacheFolder: cache,
        card: (facts) => (0,_reports__WEBPACK_IMPORTED_MODULE_3__/* .hubCard */ .s2)(facts, {}, inputs.language),
    }),
};
/** Those that an action opens by its inputs. */
const openedRegistries = Object.keys(open);
/** Where models live, by the action's inputs. Shared by every action that registers, finds or promotes one. */
async function openRegistry(inputs, deps) {
    const state = (0,node_path__WEBPACK_IMPORTED_MODULE_0__.resolve)(deps.workspace, inputs["state-dir"] ?? (0,_platform__WEBPACK_IMPORTED_MODULE_1__/* .stateFolder */ .yp)(deps.environment));
    const folders = { state, cache: (0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(state, "registry-cache", inputs.registry) };
    return await open[inputs.registry](inputs, folders, deps);
}


/***/ }),

/***/ 13877:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  rc: () => (/* reexport */ azureMlAddress),
  yJ: () => (/* reexport */ checksumList),
  UD: () => (/* reexport */ chooseBump),
  Zy: () => (/* reexport */ version/* compareVersions */.Zy),
  eZ: () => (/* reexport */ model_files/* contentDigest */.eZ),
  o7: () => (/* reexport */ huggingfaceSettings),
  Ty: () => (/* reexport */ version/* isPreRelease */.Ty),
  sv: () => (/* reexport */ mlflowAddresses),
  VC: () => (/* reexport */ model_files/* modelFiles */.VC),
  $t: () => (/* reexport */ placeOf),
  Zc: () => (/* reexport */ provenanceFiles),
  _T: () => (/* reexport */ provenanceProblems),
  pB: () => (/* reexport */ registryEvents),
  E$: () => (/* reexport */ registryProviders),
  ye: () => (/* reexport */ version/* requireAlias */.ye),
  rI: () => (/* reexport */ version/* requireName */.rI),
  _D: () => (/* reexport */ version/* requirePreRelease */._D),
  a3: () => (/* reexport */ place/* sageMakerPlace */.a),
  W9: () => (/* reexport */ settlement),
  Eq: () => (/* reexport */ standingPromotion),
  A6: () => (/* reexport */ takesPreReleases),
  Pr: () => (/* reexport */ vertexAddress),
  pi: () => (/* reexport */ wandbAddress),
  o2: () => (/* reexport */ model_files/* withDigests */.o2)
});

// UNUSED EXPORTS: nextVersion, parseSelector, preReleaseOf, selected, versionNumbers

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

// EXTERNAL MODULE: ./build/packages/contracts/src/index.js + 27 modules
var src = __webpack_require__(58639);
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
    mlflow: async (platform, config) => (await __webpack_require__.e(/* import() */ 2322).then(__webpack_require__.bind(__webpack_require__, 2322))).mlflowRegistry(platform, config),
    sagemaker: async (platform, config) => (await __webpack_require__.e(/* import() */ 4202).then(__webpack_require__.bind(__webpack_require__, 24202))).sageMakerRegistry(platform, config),
    "azure-ml": async (platform, config) => (await Promise.all(/* import() */[__webpack_require__.e(4587), __webpack_require__.e(314)]).then(__webpack_require__.bind(__webpack_require__, 60314))).azureMlRegistry(platform, config),
    vertex: async (platform, config) => (await Promise.all(/* import() */[__webpack_require__.e(4587), __webpack_require__.e(97)]).then(__webpack_require__.bind(__webpack_require__, 70097))).vertexRegistry(platform, config),
};

/** Registries whose records know pre-releases; the others give plain numbers only. */
const takesPreReleases = new Set(["file"]);



;// CONCATENATED MODULE: ./build/packages/registry/src/checksum-list.js
/** What `sha256sum --check` reads: a line a file. Paths of a model hold no backslash and no line end, so none is escaped. */
function checksumList(files) {
    return files.map(({ path, digest }) => `${digest.replace("sha256:", "")}  ${path}\n`).join("");
}

;// CONCATENATED MODULE: ./build/packages/registry/src/is-better.js
/**
 * The metrics in which a candidate is shown to be better; none unless it passed its gate and is worse in nothing. Row by
 * row where its evaluation was paired with a baseline; else by intervals that do not touch, of the same test set.
 */
function isBetter(previous, candidate) {
    if (candidate?.verdict !== "pass")
        return [];
    if (candidate.comparison) {
        const compared = Object.entries(candidate.comparison.metrics);
        if (compared.some(([, { outcome }]) => outcome === "worse"))
            return [];
        return compared.flatMap(([metric, { outcome }]) => (outcome === "better" ? [metric] : []));
    }
    if (!previous || previous.testSet.digest !== candidate.testSet.digest)
        return [];
    const outcomes = Object.entries(candidate.scores).map(([metric, score]) => {
        const before = previous.scores[metric];
        const direction = candidate.metrics[metric]?.direction;
        return { metric, gain: before && direction ? gainOf(before, score, direction) : 0 };
    });
    if (outcomes.some(({ gain }) => gain < 0))
        return [];
    return outcomes.flatMap(({ metric, gain }) => (gain > 0 ? [metric] : []));
}
/** 1 or -1 where the intervals lie apart, 0 where they touch or one says nothing. */
function gainOf(before, after, direction) {
    const [left, right] = direction === "higher" ? [before, after] : [after, before];
    const apart = (low, high) => low.high !== null && high.low !== null && high.low > low.high;
    return apart(left, right) ? 1 : apart(right, left) ? -1 : 0;
}

;// CONCATENATED MODULE: ./build/packages/registry/src/choose-bump.js

/**
 * The part of the version that grows, by what changed. What callers hold to makes it major: another base model, prompt
 * format or output schema. Shown to be better: minor. A recipe of its own is minor too, because nobody knows what else it
 * changed; the same recipe on other data is a fix.
 * @param previous the latest release; undefined when there is none
 */
function chooseBump(previous, candidate) {
    if (!previous)
        return { part: "minor", reason: "first", previous: null, detail: "" };
    const decided = (part, reason, detail = "") => ({
        part,
        reason,
        previous: previous.version,
        detail,
    });
    const [before, after] = [previous.metadata, candidate.metadata];
    if (before.base_model !== after.base_model)
        return decided("major", "base-model", `${before.base_model} -> ${after.base_model}`);
    for (const [field, reason] of [
        ["prompt_format", "prompt-format"],
        ["output_schema", "output-schema"],
    ]) {
        const [was, is] = [before.interface?.[field], after.interface?.[field]];
        // nothing can be said where one of both is not known
        if (was && is && was !== is)
            return decided("major", reason, `${was} -> ${is}`);
    }
    const better = isBetter(previous.evaluation, candidate.evaluation);
    if (better.length > 0)
        return decided("minor", "better", better.join(", "));
    const recipe = changedFields(before.hyperparameters, after.hyperparameters);
    if (recipe.length > 0)
        return decided("minor", "recipe", recipe.join(", "));
    if (dataOf(before) !== dataOf(after))
        return decided("patch", "data", `${dataOf(before)} -> ${dataOf(after)}`);
    return decided("patch", "same-recipe");
}
const dataOf = ({ dataset_digest, fine_tuned_on }) => dataset_digest ?? fine_tuned_on.dataset;
function changedFields(before, after) {
    const names = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...names]
        .filter((name) => JSON.stringify(before[name] ?? null) !== JSON.stringify(after[name] ?? null))
        .sort();
}

// EXTERNAL MODULE: ./build/packages/registry/src/model-files.js
var model_files = __webpack_require__(460);
;// CONCATENATED MODULE: ./build/packages/registry/src/providers/azure-ml/address.js

const shape = /^azureml:\/\/subscriptions\/([^/]+)\/resource[gG]roups\/([^/]+)\/workspaces\/([^/]+)(?:\/datastores\/([^/]+)(?:\/paths\/(.*))?)?\/?$/;
const example = "azureml://subscriptions/<id>/resourcegroups/<group>/workspaces/<workspace>";
/**
 * Where models lie, by the input `registry-uri` in the words of Azure ML's own addresses, else by variables.
 * @throws InputError `bad-registry-uri` with all that is missing
 */
function azureMlAddress(said, environment) {
    const found = said === undefined ? undefined : shape.exec(said);
    if (said !== undefined && !found) {
        const problem = { where: "registry-uri", problem: "is no address of a workspace", legal: example };
        throw new src/* InputError */.dz([problem], "bad-registry-uri");
    }
    const problems = [];
    const need = (part, names, legal) => {
        const value = found?.[part] ?? names.map((name) => environment.get(name)).find(Boolean);
        if (value !== undefined && legal.test(value))
            return value;
        const where = found ? "registry-uri" : (names[0] ?? "");
        const problem = value === undefined ? "is needed by registry: azure-ml" : `"${value}" is not legal`;
        problems.push({ where, problem, legal: String(legal), mend: `set ${names[0]}, or registry-uri: ${example}` });
        return "";
    };
    const address = {
        subscription: need(1, ["AZURE_SUBSCRIPTION_ID", "AZUREML_ARM_SUBSCRIPTION"], /^[0-9a-fA-F-]{36}$/),
        resourceGroup: need(2, ["AZURE_RESOURCE_GROUP", "AZUREML_ARM_RESOURCEGROUP"], /^[\w().-]{1,90}$/),
        workspace: need(3, ["AZUREML_WORKSPACE_NAME", "AZUREML_ARM_WORKSPACE_NAME"], /^[a-zA-Z0-9][\w-]{1,32}$/),
        datastore: found?.[4] ?? "workspaceblobstore",
        prefix: folderOf(found?.[5] ?? "genai-mlops", problems),
    };
    if (problems.length > 0)
        throw new src/* InputError */.dz(problems, "bad-registry-uri");
    return address;
}
function folderOf(path, problems) {
    const parts = path.split("/").filter(Boolean);
    if (parts.some((part) => !/^[\w.-]+$/.test(part) || /^\.+$/.test(part)))
        problems.push({ where: "registry-uri", problem: `paths/${path} is no folder`, legal: "letters, digits, . _ - /" });
    return parts.map((part) => `${part}/`).join("");
}

;// CONCATENATED MODULE: ./build/packages/registry/src/providers/vertex/address.js

/**
 * Where models lie, by the input `registry-uri` (`gs://bucket/folder`), and by the variables that google-github-actions/auth
 * and gcloud use.
 * @throws InputError `bad-registry-uri` with all that is missing
 */
function vertexAddress(said, environment) {
    const problems = [];
    const need = (where, names, legal, example) => {
        const value = names.map((name) => environment.get(name)).find(Boolean);
        if (value !== undefined && legal.test(value))
            return value;
        const problem = value === undefined ? "is needed by registry: vertex" : "is not legal";
        problems.push({ where, problem, legal: example, mend: `set ${names[0]}` });
        return "";
    };
    const project = need("GOOGLE_CLOUD_PROJECT", ["GOOGLE_CLOUD_PROJECT", "GCLOUD_PROJECT", "GCP_PROJECT"], /^[a-z][a-z0-9.:-]{4,61}[a-z0-9]$/, "a project id, as mail-triage-prod");
    const location = need("GOOGLE_CLOUD_LOCATION", ["GOOGLE_CLOUD_LOCATION", "GOOGLE_CLOUD_REGION", "CLOUDSDK_COMPUTE_REGION"], /^[a-z]+-[a-z]+\d+$/, "a region, as europe-west4");
    const uri = said ?? environment.get("GOOGLE_CLOUD_MODEL_BUCKET");
    const [, bucket, folder = ""] = /^gs:\/\/([a-z0-9][a-z0-9._-]{1,220}[a-z0-9])(?:\/([A-Za-z0-9._/-]*))?$/.exec(uri ?? "") ?? [];
    const parts = folder.split("/").filter(Boolean);
    if (bucket === undefined || parts.includes("..") || parts.includes(".")) {
        const problem = uri === undefined ? "is needed by registry: vertex" : "is no address of a bucket";
        problems.push({ where: "registry-uri", problem, legal: "gs://bucket or gs://bucket/folder" });
    }
    if (problems.length > 0)
        throw new src/* InputError */.dz(problems, "bad-registry-uri");
    return {
        project,
        location,
        bucket: bucket ?? "",
        prefix: parts.map((part) => `${part}/`).join(""),
        servingImage: environment.get("VERTEX_SERVING_IMAGE"),
    };
}

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

;// CONCATENATED MODULE: ./build/packages/registry/src/registry-events.js
/**
 * What is new since the last look, and what is known after this one. A version that is gone stays known: a registry that
 * shows nothing for once floods nobody afterwards.
 * @param known undefined at the first look
 */
function registryEvents(known, now, { registry, name, time, since }) {
    const before = known ?? { schemaVersion: 1, sequence: 0, versions: [], aliases: {}, pending: [], until: 0 };
    const versions = new Set(before.versions);
    const aliases = new Map(Object.entries(before.aliases));
    const found = [];
    const common = { registry, name, time };
    for (const { version, digest } of now) {
        if (versions.has(version))
            continue;
        versions.add(version);
        found.push({ ...common, kind: "version", version, digest, alias: null, previous: null });
    }
    for (const { version, digest, aliases: held } of now) {
        for (const alias of held) {
            const previous = aliases.get(alias) ?? null;
            if (previous === version)
                continue;
            aliases.set(alias, version);
            found.push({ ...common, kind: "alias", version, digest, alias, previous });
        }
    }
    const news = known === undefined && since === "now" ? [] : found;
    const events = news.map((event, index) => ({ id: `${registry}/${name}/${before.sequence + index}`, ...event }));
    const state = {
        ...before,
        schemaVersion: 1,
        sequence: before.sequence + events.length,
        versions: [...versions],
        aliases: Object.fromEntries(aliases),
    };
    return { events, state };
}

// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 9 modules
var schemas = __webpack_require__(27597);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
;// CONCATENATED MODULE: ./build/packages/registry/src/dsse.js



/** A sigstore bundle (sigstore/protobuf-specs, sigstore_bundle.proto) around a DSSE envelope, as far as it is read here. */
const bundleSchema = schemas/* looseObject */._H3({
    mediaType: schemas/* string */.YjP().startsWith("application/vnd.dev.sigstore.bundle"),
    dsseEnvelope: schemas/* looseObject */._H3({
        payload: schemas/* base64 */.K39(),
        payloadType: schemas/* literal */.euz("application/vnd.in-toto+json"),
        signatures: schemas/* array */.YOg(schemas/* looseObject */._H3({ sig: schemas/* base64 */.K39().min(1) })).min(1),
    }),
});
/** The statement in a bundle; undefined for whatever is none. That somebody signed it says nothing of who. */
function signedStatement(text) {
    const bundle = bundleSchema.safeParse(jsonOf(text));
    if (!bundle.success)
        return undefined;
    const { payload, payloadType, signatures } = bundle.data.dsseEnvelope;
    const content = Buffer.from(payload, "base64");
    const statement = src/* inTotoStatementSchema */.UV.safeParse(jsonOf(content.toString("utf8")));
    if (!statement.success)
        return undefined;
    // DSSE's pre-authentication encoding (secure-systems-lab/dsse, protocol.md)
    const head = `DSSEv1 ${Buffer.byteLength(payloadType)} ${payloadType} ${content.length} `;
    const signed = Buffer.concat([Buffer.from(head), content]);
    return {
        statement: statement.data,
        isSignedBy(publicKey) {
            try {
                const key = (0,external_node_crypto_.createPublicKey)(publicKey);
                const algorithm = /^ed/.test(key.asymmetricKeyType ?? "") ? null : "sha256";
                return signatures.some(({ sig }) => (0,external_node_crypto_.verify)(algorithm, signed, key, Buffer.from(sig, "base64")));
            }
            catch {
                return false;
            }
        },
    };
}
function jsonOf(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./build/packages/registry/src/required-provenance.js



/** What a promotion may require beside a version, and the name that it is attached by. */
const provenanceFiles = {
    attestation: "attestation.sigstore.json",
    "ml-bom": "ml-bom.cdx.json",
    signature: "model.sig",
};
/**
 * What is wrong with a required piece of evidence; nothing when it is there and speaks of exactly these bytes. Who made an
 * attestation is not checked here (`gh attestation verify` does); a signature is held to the key.
 */
function provenanceProblems(required, text, model) {
    const where = provenanceFiles[required];
    const wrong = (problem, mend) => [{ where, problem, mend }];
    if (text === undefined)
        return wrong("is not attached to this version", mending[required]);
    if (required === "ml-bom")
        return filesOfBom(text, model, wrong);
    const signed = signedStatement(text);
    if (!signed)
        return wrong("is no sigstore bundle around an in-toto statement");
    const { statement } = signed;
    if (required === "attestation") {
        if (statement.predicateType !== src/* slsaProvenance */.$f)
            return wrong(`is a statement of ${statement.predicateType}, not of ${src/* slsaProvenance */.$f}`);
        return covered(subjectsOf(statement), model, wrong);
    }
    if (model.publicKey === undefined)
        return wrong("no key to check it with", "give signature-key");
    if (!/^https:\/\/model_signing\//.test(statement.predicateType))
        return wrong(`is a statement of ${statement.predicateType}, not a model's signature`);
    if (!signed.isSignedBy(model.publicKey))
        return wrong("is not signed by signature-key");
    return covered(signedFiles(statement), model, wrong);
}
const mending = {
    attestation: "register it again with attestation: the bundle of actions/attest",
    "ml-bom": "register the same model again",
    signature: "sign it (model_signing sign) and register it again with signature: model.sig",
};
/** Every file of the model, with its own checksum. */
function covered(listed, { files }, wrong) {
    // no file at all is no proof
    if (files.length === 0)
        return wrong("the model has no file");
    return files.flatMap(({ path, digest }) => {
        const said = listed.get(path);
        if (said === digest.replace("sha256:", ""))
            return [];
        return wrong(said === undefined ? `says nothing of ${path}` : `is of other bytes of ${path}`);
    });
}
function subjectsOf({ subject }) {
    return new Map(subject.map(({ name, digest }) => [name, digest["sha256"] ?? ""]));
}
const resourcesSchema = schemas/* looseObject */._H3({
    resources: schemas/* array */.YOg(schemas/* looseObject */._H3({ name: schemas/* string */.YjP(), digest: schemas/* string */.YjP(), algorithm: schemas/* literal */.euz("sha256") })),
});
/** Version 1.0 lists the files in its predicate, the first versions had them as subjects. */
function signedFiles(statement) {
    const found = resourcesSchema.safeParse(statement.predicate);
    return found.success
        ? new Map(found.data.resources.map(({ name, digest }) => [name, digest]))
        : subjectsOf(statement);
}
const bomSchema = schemas/* looseObject */._H3({
    bomFormat: schemas/* literal */.euz("CycloneDX"),
    metadata: schemas/* looseObject */._H3({
        component: schemas/* looseObject */._H3({
            type: schemas/* literal */.euz("machine-learning-model"),
            properties: schemas/* array */.YOg(schemas/* looseObject */._H3({ name: schemas/* string */.YjP(), value: schemas/* string */.YjP() })),
            components: schemas/* array */.YOg(schemas/* looseObject */._H3({ name: schemas/* string */.YjP(), hashes: schemas/* array */.YOg(schemas/* looseObject */._H3({ alg: schemas/* string */.YjP(), content: schemas/* string */.YjP() })) })),
        }),
    }),
});
function filesOfBom(text, model, wrong) {
    const parsed = bomSchema.safeParse(jsonOf(text));
    if (!parsed.success)
        return wrong("is no ML-BOM of CycloneDX");
    const { properties, components } = parsed.data.metadata.component;
    const digest = properties.find(({ name }) => name === "genai-mlops:digest")?.value;
    if (digest !== model.digest)
        return wrong(`is of ${digest ?? "no model"}, not of ${model.digest}`);
    const listed = components.map(({ name, hashes }) => [
        name,
        hashes.find(({ alg }) => alg === "SHA-256")?.content ?? "",
    ]);
    return covered(new Map(listed), model, wrong);
}

;// CONCATENATED MODULE: ./build/packages/registry/src/settlement.js
const placeOf = (now, leg) => now === leg.to ? "to" : (now ?? null) === leg.from ? "from" : "elsewhere";
/**
 * What becomes of a promotion that was left half-done. It follows the traffic where that can be seen, else it is finished
 * as soon as anything moved. An alias that somebody else moved is never touched: then the others go back. `stuck` is what
 * no run can mend, because an alias that was set for the first time cannot go back.
 */
function settlement(legs, traffic) {
    const canFinish = legs.every(({ place }) => place !== "elsewhere");
    const canUndo = legs.every(({ place, canReturn }) => place !== "to" || canReturn);
    const wantsFinish = traffic === "unknown" ? legs.some(({ place }) => place === "to") : traffic === "to";
    if (wantsFinish)
        return canFinish ? "finish" : canUndo ? "undo" : "stuck";
    return canUndo ? "undo" : canFinish ? "finish" : "stuck";
}

;// CONCATENATED MODULE: ./build/packages/registry/src/standing-promotion.js
/**
 * The promotion of an alias that still stands, by the record alone: a rollback takes the latest one away.
 * @param promotions the oldest first
 */
function standingPromotion(promotions, alias) {
    const standing = [];
    for (const promotion of promotions) {
        // entries of before named no alias, and there was one only
        if ((promotion.alias ?? alias) !== alias)
            continue;
        if (promotion.event === "rolled-back")
            standing.pop();
        else
            standing.push(promotion);
    }
    return standing.at(-1);
}

// EXTERNAL MODULE: ./build/packages/registry/src/version.js
var version = __webpack_require__(43819);
;// CONCATENATED MODULE: ./build/packages/registry/src/index.js















/***/ }),

/***/ 460:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   F5: () => (/* binding */ shapeOf),
/* harmony export */   VC: () => (/* binding */ modelFiles),
/* harmony export */   eZ: () => (/* binding */ contentDigest),
/* harmony export */   o2: () => (/* binding */ withDigests)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _contracts__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(58639);



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
/** Names and sizes, hashed: what can be told of a model before a byte is read. */
const shapeOf = (found) => (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)("sha256")
    .update(found.map(({ path, bytes }) => `${bytes} ${path}\n`).join(""))
    .digest("hex");
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
/* harmony import */ var _contracts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(58639);

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
/* harmony export */   Ty: () => (/* binding */ isPreRelease),
/* harmony export */   Zy: () => (/* binding */ compareVersions),
/* harmony export */   _D: () => (/* binding */ requirePreRelease),
/* harmony export */   ni: () => (/* binding */ versionNumbers),
/* harmony export */   rI: () => (/* binding */ requireName),
/* harmony export */   wH: () => (/* binding */ selected),
/* harmony export */   yU: () => (/* binding */ nextVersion),
/* harmony export */   ye: () => (/* binding */ requireAlias)
/* harmony export */ });
/* unused harmony export preReleaseOf */
/* harmony import */ var _contracts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(58639);

/** SemVer 2.0.0, item 9 and the grammar behind it, without build metadata: two versions that differ in it have no order. */
const exact = /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-((?:0|[1-9]\d*|\d*[A-Za-z-][0-9A-Za-z-]*)(?:\.(?:0|[1-9]\d*|\d*[A-Za-z-][0-9A-Za-z-]*))*))?$/;
/** Numbers of a semantic version, also of a pre-release; undefined for what is none. */
function versionNumbers(version) {
    const found = exact.exec(version);
    return found ? [Number(found[1]), Number(found[2]), Number(found[3])] : undefined;
}
/** `["pr", "7", "1"]` of `1.4.0-pr.7.1`; empty for a release. */
function preReleaseOf(version) {
    return exact.exec(version)?.[4]?.split(".") ?? [];
}
const isPreRelease = (version) => preReleaseOf(version).length > 0;
const numbersOf = (version) => versionNumbers(version) ?? [0, 0, 0];
/** Precedence of SemVer 2.0.0, item 11: negative when the left one comes first. */
function compareVersions(left, right) {
    const [a, b] = [numbersOf(left), numbersOf(right)];
    return a[0] - b[0] || a[1] - b[1] || a[2] - b[2] || comparePreReleases(preReleaseOf(left), preReleaseOf(right));
}
function comparePreReleases(left, right) {
    // a release comes after all its pre-releases
    if (left.length === 0 || right.length === 0)
        return right.length - left.length;
    for (const [index, one] of left.entries()) {
        const other = right[index];
        if (other === undefined)
            return 1;
        if (one === other)
            continue;
        const numeric = [/^\d+$/.test(one), /^\d+$/.test(other)];
        if (numeric[0] && numeric[1])
            return one.length - other.length || (one < other ? -1 : 1);
        if (numeric[0] !== numeric[1])
            return numeric[0] ? -1 : 1;
        return one < other ? -1 : 1;
    }
    return left.length - right.length;
}
/**
 * The version after all of these; 1.0.0 is the first. Pre-releases among them are passed over, so that a pull request
 * never costs a number; a pre-release counts those of the same words.
 */
function nextVersion(versions, bump) {
    const [part, ...words] = bump.split("-");
    const release = nextRelease(versions.filter((version) => !isPreRelease(version)), part);
    if (words.length === 0)
        return release;
    const before = `${release}-${requirePreRelease(words.join("-"))}.`;
    const counts = versions.flatMap((version) => {
        const count = version.startsWith(before) ? version.slice(before.length) : "";
        return /^\d+$/.test(count) ? [Number(count)] : [];
    });
    return `${before}${Math.max(0, ...counts) + 1}`;
}
function nextRelease(releases, part) {
    const latest = [...releases].sort(compareVersions).at(-1);
    if (latest === undefined)
        return "1.0.0";
    const [major, minor, patch] = numbersOf(latest);
    if (part === "major")
        return `${major + 1}.0.0`;
    return part === "minor" ? `${major}.${minor + 1}.0` : `${major}.${minor}.${patch + 1}`;
}
/** @throws InputError for what cannot stand in a pre-release, such as `pr.07` */
function requirePreRelease(words) {
    if (words.length <= 64 && exact.test(`1.0.0-${words}.1`))
        return words;
    throw new _contracts__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz([
        {
            where: "pre-release",
            problem: `"${words}" is none`,
            legal: "words of letters, digits and -, parted by dots, no number with a leading 0, 64 characters at most: pr.7",
        },
    ], "bad-pre-release");
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
    // as with npm: a range says nothing of pre-releases
    if ("prefix" in selector)
        return versions.findLast(({ version }) => version.startsWith(selector.prefix) && !isPreRelease(version));
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
