export const id = 2322;
export const ids = [2322];
export const modules = {

/***/ 90504:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   N: () => (/* binding */ artifactsOf)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);

/**
 * The specification's artifacts of a version, as addresses of folders (or of the one file) that exist.
 * @param base address of the folder with the model's files
 */
function artifactsOf(base, paths) {
    const address = (path) => `${base}${node_path__WEBPACK_IMPORTED_MODULE_0__.posix.join("/", path)}`;
    const merged = paths.some((path) => path.startsWith("merged/"));
    const checkpoint = merged ? "merged/" : paths.includes("model.gguf") ? "model.gguf" : "/";
    const tokenizer = [...paths]
        .filter((path) => /^(tokenizer(_config)?\.json|tokenizer\.model|vocab\.(json|txt))$/.test(node_path__WEBPACK_IMPORTED_MODULE_0__.posix.basename(path)))
        .sort((left, right) => Number(right.startsWith("merged/")) - Number(left.startsWith("merged/")))[0];
    return {
        checkpoint: address(checkpoint),
        tokenizer: tokenizer === undefined ? null : address(`${node_path__WEBPACK_IMPORTED_MODULE_0__.posix.dirname(tokenizer)}/`),
    };
}


/***/ }),

/***/ 65679:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   X: () => (/* binding */ placeModel),
/* harmony export */   h: () => (/* binding */ requireRoom)
/* harmony export */ });
/* harmony import */ var _contracts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(58639);
/* harmony import */ var _require_files_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(21098);


/**
 * A model's folder that has no other files: filled aside and made at once when all is there, so that nothing stays of a bad
 * one. A folder that is there already, or that somebody else made meanwhile, is held to the manifest where it is.
 * @param fill puts every file into the folder it is given, each held to its checksum
 * @throws ToolkitError `disk-full` before the first byte, `model-corrupt`
 */
async function placeModel({ files, random }, manifest, target, fill) {
    if ((await files.stat(target)) !== undefined)
        return await (0,_require_files_js__WEBPACK_IMPORTED_MODULE_1__/* .requireFiles */ .P)(files, target, manifest);
    await requireRoom(files, manifest.files, target);
    const partial = `${target}.${random.uuid()}.partial`;
    try {
        await fill(partial);
        await files.rename(partial, target).catch(async (error) => {
            if ((await files.stat(target)) === undefined)
                throw error;
            await (0,_require_files_js__WEBPACK_IMPORTED_MODULE_1__/* .requireFiles */ .P)(files, target, manifest);
        });
    }
    finally {
        await files.remove(partial);
    }
}
/** @throws ToolkitError `disk-full` when the files do not fit where the folder is, or would be */
async function requireRoom(files, wanted, folder) {
    const needed = wanted.reduce((sum, { bytes }) => sum + bytes, 0);
    const free = await files.freeSpace(folder);
    if (free >= needed)
        return;
    throw new _contracts__WEBPACK_IMPORTED_MODULE_0__/* .ToolkitError */ .h4({
        code: "disk-full",
        message: `the model has ${needed} bytes, and ${free} are free where ${folder} would be`,
        hint: "free some space, or give another folder",
    });
}


/***/ }),

/***/ 2322:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  mlflowRegistry: () => (/* binding */ mlflowRegistry)
});

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(57975);
// EXTERNAL MODULE: ./build/packages/contracts/src/index.js + 27 modules
var src = __webpack_require__(58639);
// EXTERNAL MODULE: ./build/packages/registry/src/model-files.js
var model_files = __webpack_require__(460);
// EXTERNAL MODULE: ./build/packages/registry/src/version.js
var src_version = __webpack_require__(43819);
// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 9 modules
var schemas = __webpack_require__(27597);
// EXTERNAL MODULE: ./build/packages/platform/src/index.js + 31 modules
var platform_src = __webpack_require__(86111);
;// CONCATENATED MODULE: ./build/packages/registry/src/providers/mlflow/client.js



const provider = "mlflow";
const nothing = schemas/* unknown */.L5J();
/**
 * MLflow's REST API. Throws ToolkitError `mlflow-unreachable`, `mlflow-not-there` (something else answers),
 * `mlflow-unauthorized`, `mlflow-forbidden`, `mlflow-refused` (what MLflow says, its error code in front).
 */
function mlflowClient(ports, config) {
    const { username, password, token } = config;
    const authorization = username !== undefined && password !== undefined
        ? `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`
        : token && `Bearer ${token}`;
    if (authorization)
        ports.secrets.mask(authorization.split(" ")[1] ?? "");
    let ahead = 0;
    const signed = (request) => ({
        ...request,
        headers: { ...request.headers, ...(authorization && { authorization }) },
    });
    const observed = async (sending) => {
        const response = await sending.catch((cause) => {
            throw unreachable(cause);
        });
        const said = Date.parse(response.headers.get("date") ?? "");
        if (!Number.isNaN(said))
            ahead = said - ports.clock.now();
        return response;
    };
    const once = (request) => observed(ports.http.send(signed(request)));
    const retried = (request) => observed((0,platform_src/* sendWithRetry */.lx)(ports, signed(request), {
        attempts: 5,
        onRetry: (attempt, reason, pauseMs) => ports.log.info(`MLflow: ${reason}; attempt ${attempt + 1} follows in ${Math.round(pauseMs / 100) / 10} s`),
    }));
    async function call(address, { method, path, query, body }, schema) {
        const parameters = query ? `?${new URLSearchParams(query)}` : "";
        const response = await retried({
            method,
            url: `${address}/api/2.0/mlflow${path}${parameters}`,
            ...(body !== undefined && { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
        });
        if (response.status >= 300)
            throw await refusal(ports, response, `${method} ${path}`);
        const parsed = schema.safeParse(await response.json().catch(() => undefined));
        if (parsed.success)
            return parsed.data;
        throw notThere(address, response.status);
    }
    return {
        tracking: config.tracking,
        registry: config.registry,
        track: (request, schema) => call(config.tracking, request, schema),
        registered: (request, schema) => call(config.registry, request, schema),
        once,
        retried,
        serverTime: () => ports.clock.now() + ahead,
    };
}
/** What an answer that is not 2xx means. Its text is another's: cut and redacted. */
async function refusal({ secrets }, response, what) {
    const { status } = response;
    const text = (await response.text()).slice(0, 20_000);
    const said = errorOf(text);
    const details = { provider, status, message: "", retryable: (0,platform_src/* isRetryableStatus */.PS)(status) };
    if (status === 401) {
        const hint = "set MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD, or MLFLOW_TRACKING_TOKEN";
        return new src/* ToolkitError */.h4({ ...details, code: "mlflow-unauthorized", message: "MLflow does not know us", hint });
    }
    const plain = secrets
        .redact(text.replace(/<[^>]*>/g, " ").replace(/\s+/g, " "))
        .slice(0, 300)
        .trim();
    if (status === 403) {
        const host = /host header|cross-origin/i.test(text);
        const hint = host
            ? "start the server with --allowed-hosts naming the host of this address"
            : "grant this user EDIT on the model's experiments and registered model, in MLflow's permissions";
        return new src/* ToolkitError */.h4({ ...details, code: "mlflow-forbidden", message: `${what}: ${plain}`, hint });
    }
    if (said) {
        const message = `${what}: ${said.error_code}: ${secrets.redact(said.message).slice(0, 600)}`;
        return new src/* ToolkitError */.h4({ ...details, code: "mlflow-refused", message, cause: new MlflowRefusal(said.error_code) });
    }
    if (details.retryable)
        return new src/* ToolkitError */.h4({ ...details, code: "mlflow-unreachable", message: `${what}: HTTP ${status}: ${plain}` });
    return notThere(what, status);
}
/** MLflow's own error code, such as RESOURCE_DOES_NOT_EXIST. */
class MlflowRefusal extends Error {
}
/** Whether the error is MLflow's refusal with this code of its own. */
function isRefusal(error, errorCode) {
    return error instanceof src/* ToolkitError */.h4 && error.cause instanceof MlflowRefusal && error.cause.message === errorCode;
}
/** The result; undefined when MLflow says that there is no such thing. */
async function unlessAbsent(work) {
    try {
        return await work;
    }
    catch (error) {
        if (isRefusal(error, "RESOURCE_DOES_NOT_EXIST"))
            return undefined;
        throw error;
    }
}
const errorSchema = schemas/* looseObject */._H3({ error_code: schemas/* string */.YjP(), message: schemas/* string */.YjP().default("") });
function errorOf(text) {
    try {
        return errorSchema.safeParse(JSON.parse(text)).data;
    }
    catch {
        return undefined;
    }
}
function notThere(what, status) {
    return new src/* ToolkitError */.h4({
        code: "mlflow-not-there",
        provider,
        status,
        message: `${what}: something answers, but not as MLflow does`,
        hint: "registry-uri is the address that MLflow's own clients are given; MLflow 3 or later",
    });
}
function unreachable(cause) {
    if (!(cause instanceof src/* ToolkitError */.h4) || !/^http-(unreachable|timeout)$/.test(cause.code))
        return cause;
    return new src/* ToolkitError */.h4({
        code: "mlflow-unreachable",
        provider,
        retryable: true,
        message: `no MLflow server answers: ${cause.message}`,
        hint: "check registry-uri or MLFLOW_TRACKING_URI; the runner has to reach it",
        cause,
    });
}

;// CONCATENATED MODULE: ./build/packages/registry/src/providers/mlflow/facts.js




const counted = (order) => String(order).padStart(6, "0");
/** Keys of the ledger. Flat: an old file store makes a file of each. */
const keys = {
    claim: (version) => `version-${version}`,
    place: (version) => `version-${version}-place`,
    removal: (version, order) => `version-${version}-removal-${counted(order)}`,
    removalEnd: (version, order) => `version-${version}-removal-${counted(order)}-end`,
    upload: (id) => `upload-${id}`,
    move: (alias, order) => `alias-${alias}-${counted(order)}`,
    moveDone: (alias, order) => `alias-${alias}-${counted(order)}-done`,
    promotion: (order) => `promotion-${counted(order)}`,
};
const abandoned = "abandoned";
const claimValue = (digest, upload) => `${digest} ${upload}`;
const moveSchema = schemas/* object */.Ikc({ to: schemas/* string */.YjP(), by: schemas/* string */.YjP() });
const moveValue = (move) => JSON.stringify(move);
const order = String.raw `(\d{6})`;
const shapes = {
    place: /^version-(\d+\.\d+\.\d+)-place$/,
    removal: new RegExp(String.raw `^version-(\d+\.\d+\.\d+)-removal-${order}$`),
    upload: /^upload-(.+)$/,
    move: new RegExp(`^alias-(.+)-${order}$`),
    promotion: new RegExp(`^promotion-${order}$`),
};
/** @throws ToolkitError `registry-corrupt` for an entry that none of ours wrote */
function factsOf(entries) {
    const facts = { claims: new Map(), uploads: new Map(), moves: new Map(), promotions: [] };
    for (const [key, value] of entries) {
        const version = /^version-(\d+\.\d+\.\d+)$/.exec(key)?.[1];
        if (version === undefined)
            continue;
        const [, digest, upload] = /^(sha256:[0-9a-f]{64}) (\S+)$/.exec(value) ?? [];
        if (!digest || !upload || !(0,src_version/* versionNumbers */.ni)(version))
            throw foreign(key);
        facts.claims.set(version, { version, digest, upload, place: undefined, removals: [] });
    }
    // in order, because attempts and moves are numbered
    for (const key of [...entries.keys()].sort())
        read(facts, key, entries);
    return facts;
}
function read(facts, key, entries) {
    const value = entries.get(key) ?? "";
    const claimOf = (version) => {
        const claim = facts.claims.get(version ?? "");
        if (!claim)
            throw foreign(key);
        return claim;
    };
    const place = shapes.place.exec(key);
    if (place) {
        if (value !== abandoned && !/^\d+$/.test(value))
            throw foreign(key);
        claimOf(place[1]).place = value === abandoned ? abandoned : Number(value);
    }
    const removal = shapes.removal.exec(key);
    if (removal) {
        const end = entries.get(`${key}-end`);
        claimOf(removal[1]).removals.push(end === "done" || end === "withdrawn" ? end : "open");
    }
    const upload = shapes.upload.exec(key)?.[1];
    if (upload)
        facts.uploads.set(upload, value);
    const move = shapes.move.exec(key);
    if (move) {
        const { to } = parsed(key, value, moveSchema);
        const moves = facts.moves.get(move[1]) ?? [];
        facts.moves.set(move[1], [...moves, { to, done: entries.has(`${key}-done`) }]);
    }
    if (shapes.promotion.test(key))
        facts.promotions.push(parsed(key, value, src/* promotionSchema */.xS));
}
function parsed(key, value, schema) {
    try {
        return schema.parse(JSON.parse(value));
    }
    catch {
        throw foreign(key);
    }
}
/** Whether the number still names bytes, or may do so once its owner has settled it. */
function isOver(facts, claim) {
    return claim.place === abandoned || claim.removals.at(-1) === "done" || facts.uploads.get(claim.upload) === abandoned;
}
const foreign = (key) => new src/* ToolkitError */.h4({
    code: "registry-corrupt",
    provider: provider,
    message: `the model's records hold ${key}, which is not what this toolkit writes`,
    hint: "nobody else may log parameters to that run",
});

// EXTERNAL MODULE: ./node_modules/zod/v4/classic/errors.js
var errors = __webpack_require__(961);
;// CONCATENATED MODULE: ./build/packages/registry/src/providers/mlflow/tags.js




/** Servers before 2.14 keep no longer value of a tag. */
const longestTag = 4500;
const prefix = "genai-mlops.";
const evidenceTag = (name) => `${prefix}evidence.${name}`;
const uploadTag = `${prefix}upload`;
const addressTag = `${prefix}artifacts`;
const versionTag = `${prefix}version`;
function tagsOf({ manifest, metadata, upload, artifactUri }) {
    const { version, digest, createdAt, files } = manifest;
    const rows = files.map((file) => [file.path, file.bytes, file.digest.slice("sha256:".length)]);
    const plain = {
        [versionTag]: version,
        [`${prefix}digest`]: digest,
        [`${prefix}created-at`]: createdAt,
        [uploadTag]: upload,
        [addressTag]: artifactUri,
        base_model: metadata.base_model.slice(0, 500),
    };
    return [
        ...Object.entries(plain).map(([key, value]) => ({ key, value })),
        ...chunks("manifest", JSON.stringify(rows)),
        ...chunks("metadata", JSON.stringify(metadata)),
    ];
}
function chunks(name, text) {
    const count = Math.ceil(text.length / longestTag);
    return Array.from({ length: count }, (_, index) => ({
        key: `${prefix}${name}.${String(index).padStart(4, "0")}`,
        value: text.slice(index * longestTag, (index + 1) * longestTag),
    }));
}
const rowsSchema = schemas/* array */.YOg(schemas/* tuple */.PVZ([schemas/* string */.YjP(), schemas/* number */.aig(), schemas/* string */.YjP()]).transform(([path, bytes, digits]) => {
    return { path, bytes, digest: `sha256:${digits}` };
}));
/** @throws ToolkitError `registry-corrupt` when the tags are not what was written with the version */
function recordOf(stored, expected) {
    const tags = new Map(stored.tags.map(({ key, value }) => [key, value]));
    const joined = (name) => [...tags.keys()]
        .filter((key) => key.startsWith(`${prefix}${name}.`))
        .sort()
        .map((key) => tags.get(key))
        .join("");
    try {
        const digest = src/* digestSchema */.er.parse(tags.get(`${prefix}digest`));
        const version = tags.get(versionTag) ?? "";
        const files = rowsSchema.parse(JSON.parse(joined("manifest")));
        const createdAt = tags.get(`${prefix}created-at`);
        const manifest = src/* manifestSchema */.rc.parse({ schemaVersion: 1, name: stored.name, version, digest, createdAt, files });
        const metadata = src/* metadataSchema */.R5.parse(JSON.parse(joined("metadata")));
        if (version !== expected.version)
            throw new Error(`they are of ${version}`);
        if (digest !== expected.digest)
            throw new Error(`they are of ${digest}, not of ${expected.digest}`);
        if ((0,model_files/* contentDigest */.eZ)(files) !== digest)
            throw new Error("they list other files than the digest says");
        return { manifest, metadata, upload: tags.get(uploadTag) ?? "", artifactUri: tags.get(addressTag) ?? "" };
    }
    catch (cause) {
        throw new src/* ToolkitError */.h4({
            code: "registry-corrupt",
            provider: provider,
            message: `the tags of ${stored.name} version ${stored.version} in MLflow were changed: ${reasonOf(cause)}`,
            hint: "remove the version, and register the model again from its training",
            cause,
        });
    }
}
const reasonOf = (cause) => cause instanceof errors/* ZodError */.G
    ? `${cause.issues[0]?.path.join(".")} ${cause.issues[0]?.message}`
    : String(cause.message);

;// CONCATENATED MODULE: ./build/packages/registry/src/providers/mlflow/survey.js



/**
 * The ledger is read first: whatever it says is settled was made before, so a version that is missing then was removed
 * by hand in MLflow, and is over.
 */
async function survey({ ledger, models }, home) {
    const facts = factsOf(await ledger.read(home));
    const [stored, aliases] = await Promise.all([models.versions(home.name), models.aliases(home.name)]);
    const numbered = new Map(stored.map((one) => [one.version, one]));
    const live = [];
    for (const claim of facts.claims.values()) {
        const found = typeof claim.place === "number" && !isOver(facts, claim) ? numbered.get(claim.place) : undefined;
        if (!found)
            continue;
        const record = recordOf(found, claim);
        live.push({
            claim,
            number: found.version,
            stored: found,
            record,
            version: described(home.name, found.version, record),
        });
    }
    live.sort((left, right) => (0,src_version/* compareVersions */.Zy)(left.claim.version, right.claim.version));
    const pointed = pointedAt({ facts, aliases, live });
    for (const { version } of live)
        version.aliases = [...pointed].flatMap(([alias, to]) => (to === version.version ? [alias] : [])).sort();
    return { home, facts, stored, aliases, live };
}
function described(name, number, { manifest }) {
    const { version, digest, createdAt } = manifest;
    const modelRef = `${name}#${digest}`;
    return { name, version, digest, modelRef, uri: `models:/${name}/${number}`, createdAt, aliases: [] };
}
/** Alias to version; to `MLflow's <number>` where somebody pointed it to a version that is none of ours. */
function pointedAt({ facts, aliases, live }) {
    const pointed = new Map();
    for (const [alias, number] of aliases)
        pointed.set(alias, live.find((one) => one.number === number)?.claim.version ?? `MLflow's ${number}`);
    // agreed, but MLflow's alias has not followed yet: its mover is on the way, or was killed
    for (const [alias, moves] of facts.moves) {
        const last = moves.at(-1);
        if (last && !last.done && live.some(({ claim }) => claim.version === last.to))
            pointed.set(alias, last.to);
    }
    return pointed;
}
/** A number that names bytes for good, or that its owner is about to settle. */
function heldBy(found, digest) {
    const gone = (claim) => typeof claim.place === "number" && !found.live.some((one) => one.claim.version === claim.version);
    return [...found.facts.claims.values()].find((claim) => claim.digest === digest && claim.place !== abandoned && !isOver(found.facts, claim) && !gone(claim));
}

;// CONCATENATED MODULE: ./build/packages/registry/src/providers/mlflow/sweep.js


/** Where evidence of a version lies among the artifacts of the records' run. */
const evidenceFolder = (version) => `evidence/${version}`;
/** Bytes first, what names them last: whoever is killed here leaves something that the next run finds and ends. */
async function demolish(server, home, upload, version) {
    await server.artifacts(wholeOf(upload)).remove();
    if (version !== undefined)
        await server.artifacts(home.runArtifactUri).remove(evidenceFolder(version));
    for (const stored of await server.models.versions(home.name))
        if (stored.tags.some(({ key, value }) => key === uploadTag && value === upload.id))
            await server.models.remove(home.name, stored.version);
    await server.loggedModels.remove(upload.id);
}
/** The logged model's whole folder, where its artifacts are a part of one. */
function wholeOf({ id, artifactUri }) {
    const part = `/${id}/artifacts`;
    return artifactUri.endsWith(part) ? artifactUri.slice(0, -"/artifacts".length) : artifactUri;
}
/**
 * Clears away what killed runs left: uploads that show no life and became no version, versions whose removal was agreed,
 * MLflow versions that lost their number to another. Each is agreed in the ledger first, so that an owner who is slow and
 * not dead sees it and stops; what was seen may therefore be old.
 */
async function sweep(server, { home, facts, live, stored }) {
    const { ledger, loggedModels, models } = server;
    await ledger.sweep(home);
    const claims = new Map([...facts.claims.values()].map((claim) => [claim.upload, claim]));
    const liveUploads = new Set(live.map(({ claim }) => claim.upload));
    for (const upload of await loggedModels.list(home.experiment)) {
        // without our mark it is somebody else's
        if (liveUploads.has(upload.id) || upload.shape === undefined)
            continue;
        const claim = claims.get(upload.id);
        if (await isNobodys(server, home, facts, upload, claim))
            await demolish(server, home, upload, claim?.version);
    }
    for (const version of stored) {
        const place = claims.get(version.tags.find(({ key }) => key === uploadTag)?.value ?? "")?.place;
        if (place !== undefined && place !== version.version)
            await models.remove(home.name, version.version);
    }
}
async function isNobodys({ ledger, client, leaseSeconds }, home, facts, upload, claim) {
    if (claim && isOver(facts, claim))
        return true;
    // settled, and not seen: removed by hand in MLflow, or in another registry than this one; its bytes are not ours to judge
    if (typeof claim?.place === "number")
        return false;
    if (facts.uploads.get(upload.id) === abandoned)
        return true;
    if (leaseSeconds > 0 && client.serverTime() - upload.aliveAt < leaseSeconds * 1000)
        return false;
    const became = await ledger.write(home, keys.upload(upload.id), abandoned);
    if (became === abandoned)
        return true;
    return (await ledger.write(home, keys.place(became), abandoned)) === abandoned;
}

;// CONCATENATED MODULE: ./build/packages/registry/src/providers/mlflow/removal.js





/**
 * Removes a version that no alias points to. MLflow would drop the aliases with it, unasked. So the removal is announced in
 * the ledger, then looked at once more, then ended: by us as done, or by whoever moves an alias to the version as
 * withdrawn; only one of the two can be written. A number that was removed is never given again.
 */
async function removeVersion(server, home, version) {
    const { ledger } = server;
    const before = await survey(server, home);
    const target = before.live.find(({ claim }) => claim.version === version);
    if (!target)
        return;
    requireFree(before, version);
    const { removals } = target.claim;
    const open = removals.at(-1) === "open" ? removals.length : removals.length + 1;
    await ledger.write(home, keys.removal(version, open), "begun");
    const announced = await survey(server, home);
    const held = [...pointedAt(announced).values()].includes(version);
    const end = await closeRemoval(server, home, announced.facts, version, held ? "withdrawn" : "done");
    if (end === "withdrawn")
        throw inUse(await survey(server, home), version);
    const { upload, artifactUri } = target.record;
    await demolish(server, home, { id: upload, artifactUri }, version);
}
/** Ends a removal that was announced. @returns how it ended; undefined when none was */
async function closeRemoval({ ledger }, home, facts, version, end) {
    const removals = facts.claims.get(version)?.removals ?? [];
    const last = removals.at(-1);
    if (last !== "open")
        return last;
    return await ledger.write(home, keys.removalEnd(version, removals.length), end);
}
function requireFree(found, version) {
    if ([...pointedAt(found).values()].includes(version))
        throw inUse(found, version);
}
function inUse(found, version) {
    const held = [...pointedAt(found)].flatMap(([alias, to]) => (to === version ? [alias] : [])).sort();
    return new src/* ToolkitError */.h4({
        code: "version-in-use",
        provider: provider,
        message: `${found.home.name} ${version} is ${held.join(", ") || "getting an alias"}`,
        hint: "move the alias first",
    });
}

;// CONCATENATED MODULE: ./build/packages/registry/src/providers/mlflow/aliases.js






/** @returns the alias. @throws InputError `bad-alias`, also for what MLflow keeps for itself */
function requireMlflowAlias(wanted) {
    const alias = (0,src_version/* requireAlias */.ye)(wanted);
    if (alias !== "latest")
        return alias;
    const legal = "small letters, digits, _ -; MLflow keeps latest and v<number> for itself";
    throw new src/* InputError */.dz([{ where: "alias", problem: `"${wanted}" is no alias`, legal }], "bad-alias");
}
/**
 * Moves an alias from where it was seen. MLflow sets aliases without asking what they were, so each move is a numbered line
 * of the ledger first: of two movers one gets the number. MLflow's own alias follows, and the line is marked done. A move
 * that is not done is completed by whoever comes next; one that is done lets people move the alias by hand in MLflow.
 */
async function moveAlias(server, home, alias, version, seen) {
    const { ledger, ports } = server;
    for (;;) {
        const found = await survey(server, home);
        const open = openMove(found.facts, alias);
        if (open !== undefined) {
            await follow(server, found, alias, open);
            continue;
        }
        requireLive(found, version);
        const current = pointedAt(found).get(alias);
        if (current === version)
            return;
        if (current !== seen)
            throw moved(home.name, alias, current, seen);
        const order = movesOf(found.facts, alias).length + 1;
        const value = moveValue({ to: version, by: ports.random.uuid() });
        if ((await ledger.write(home, keys.move(alias, order), value)) !== value)
            continue;
        // a remover that looked before this line was there is stopped, or was faster
        const facts = factsOf(await ledger.read(home));
        const kept = await follow(server, { ...found, facts }, alias, order);
        if (kept)
            return;
        throw notFound(home.name, version);
    }
}
const movesOf = (facts, alias) => facts.moves.get(alias) ?? [];
/** Number of the last move while MLflow's alias has not followed it. */
function openMove(facts, alias) {
    const moves = movesOf(facts, alias);
    return moves.at(-1)?.done === false ? moves.length : undefined;
}
/** Lets MLflow's alias follow an agreed move. @returns false when its version was removed before */
async function follow(server, { home, facts, live }, alias, order) {
    const { ledger, models } = server;
    const to = movesOf(facts, alias)[order - 1]?.to ?? "";
    const target = live.find(({ claim }) => claim.version === to);
    // a version whose removal was agreed before gets no alias
    const removal = await closeRemoval(server, home, facts, to, "withdrawn");
    const kept = target !== undefined && removal !== "done";
    if (kept)
        await models.setAlias(home.name, alias, target.number);
    await ledger.write(home, keys.moveDone(alias, order), "done");
    // somebody may have moved it on while we were slow: our late writing is set right
    for (let done = order;;) {
        const newest = factsOf(await ledger.read(home));
        const last = newest.claims.get(movesOf(newest, alias).at(-1)?.to ?? "");
        if (movesOf(newest, alias).length <= done)
            return kept;
        done = movesOf(newest, alias).length;
        if (last && typeof last.place === "number" && !isOver(newest, last))
            await models.setAlias(home.name, alias, last.place);
    }
}
function requireLive({ live, home }, version) {
    const found = live.find(({ claim }) => claim.version === version);
    if (found)
        return found;
    throw notFound(home.name, version);
}
/** An alias of another tool's version, taken for absent, would make a release the first one. */
function requireOurs(found, alias) {
    const to = pointedAt(found).get(alias);
    if (to === undefined || found.live.some(({ claim }) => claim.version === to))
        return;
    throw new src/* ToolkitError */.h4({
        code: "foreign-version",
        provider: provider,
        message: `${found.home.name}@${alias} is ${to}, which another tool made: it has no checksums`,
        hint: "register that model by this toolkit, or move the alias",
    });
}
const notFound = (name, version) => new src/* ToolkitError */.h4({ code: "model-not-found", provider: provider, message: `${name} has no version ${version}` });
const moved = (name, alias, current, seen) => new src/* ToolkitError */.h4({
    code: "alias-moved",
    provider: provider,
    message: `${name}@${alias} is ${current ?? "unset"}, not ${seen ?? "unset"}: another run moved it`,
});

// EXTERNAL MODULE: ./build/packages/registry/src/receive-model.js
var receive_model = __webpack_require__(19014);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(38815);
;// CONCATENATED MODULE: ./build/packages/registry/src/providers/mlflow/mlmodel.js



const metadataFile = "metadata.yaml";
const tokenizerFolder = "components/tokenizer";
const tokenizerFile = /^(tokenizer(_config)?\.json|tokenizer\.model|spiece\.model|(special_tokens_map|added_tokens)\.json|vocab\.(json|txt)|merges\.txt|chat_template\.jinja)$/;
/** Folder of the Hugging Face model: `merged`, or the model's own top. */
function checkpointOf(paths) {
    if (paths.includes("merged/config.json"))
        return "merged";
    return paths.includes("config.json") ? "." : undefined;
}
function tokenizerFilesOf(paths) {
    const folder = checkpointOf(paths);
    return paths.filter((path) => external_node_path_.posix.dirname(path) === folder && tokenizerFile.test(external_node_path_.posix.basename(path)));
}
/** Paths that lie beside the model's own files, for MLflow. A model that brings one itself keeps its own. */
function mlflowPaths(paths) {
    const copies = tokenizerFilesOf(paths).map((path) => `${tokenizerFolder}/${external_node_path_.posix.basename(path)}`);
    return ["MLmodel", "requirements.txt", "python_env.yaml", metadataFile, ...copies].filter((path) => !paths.includes(path));
}
/**
 * What makes the folder one that `mlflow.transformers.load_model` and `mlflow.pyfunc.load_model` read: MLmodel with its
 * flavours, the environment, and the tokenizer where MLflow looks for it.
 */
async function mlflowFiles(files, folder, described) {
    const paths = described.files.map(({ path }) => path);
    const flavors = await flavorsOf(files, folder, paths, described.metadata);
    const written = [{ path: "MLmodel", content: (0,dist.stringify)(mlmodel(described, flavors)) }];
    if (flavors["transformers"]) {
        const environment = { build_dependencies: ["pip"], dependencies: ["-r requirements.txt"] };
        written.push({ path: "requirements.txt", content: requirements(described.metadata) });
        written.push({ path: "python_env.yaml", content: (0,dist.stringify)(environment) });
        for (const path of tokenizerFilesOf(paths)) {
            const content = await files.readBytes((0,external_node_path_.join)(folder, path));
            written.push({ path: `${tokenizerFolder}/${external_node_path_.posix.basename(path)}`, content });
        }
    }
    return written.filter(({ path }) => !paths.includes(path));
}
function mlmodel({ model, files, metadata, runId }, flavors) {
    return {
        artifact_path: model.artifactUri,
        flavors,
        metadata: { base_model: metadata.base_model, git_commit: metadata.git_commit },
        mlflow_version: "3.0.0",
        model_id: model.id,
        model_size_bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
        model_uuid: model.id.replace(/^m-/, ""),
        ...(runId && { run_id: runId }),
        utc_time_created: new Date(model.aliveAt).toISOString().replace("T", " ").replace("Z", ""),
    };
}
const tasks = [
    [
        /For(CausalLM|ConditionalGeneration)$|LMHeadModel$/,
        { task: "text-generation", instance_type: "TextGenerationPipeline" },
    ],
    [/ForSequenceClassification$/, { task: "text-classification", instance_type: "TextClassificationPipeline" }],
];
const configSchema = schemas/* object */.Ikc({ architectures: schemas/* tuple */.PVZ([schemas/* string */.YjP()], schemas/* string */.YjP()) });
const tokenizerSchema = schemas/* object */.Ikc({ tokenizer_class: schemas/* string */.YjP() });
/** Flavours by what the files say of themselves; none of transformers where they do not say enough to be loaded. */
async function flavorsOf(files, folder, paths, { packages, base_model }) {
    const flavors = {};
    if (paths.includes("model.gguf"))
        flavors["gguf"] = { model: "model.gguf" };
    const checkpoint = checkpointOf(paths);
    if (checkpoint === undefined)
        return flavors;
    const said = async (name, schema) => {
        const text = await files.readText((0,external_node_path_.join)(folder, checkpoint, name)).catch(() => "");
        try {
            return schema.parse(JSON.parse(text));
        }
        catch {
            return undefined;
        }
    };
    const architecture = (await said("config.json", configSchema))?.architectures[0];
    const task = tasks.find(([shape]) => architecture !== undefined && shape.test(architecture))?.[1];
    const tokenizer = (await said("tokenizer_config.json", tokenizerSchema))?.tokenizer_class;
    if (!task || !tokenizer)
        return flavors;
    flavors["transformers"] = {
        ...task,
        framework: "pt",
        pipeline_model_type: architecture,
        model_binary: checkpoint,
        source_model_name: base_model,
        components: ["tokenizer"],
        tokenizer_type: tokenizer,
        ...(packages["transformers"] && { transformers_version: packages["transformers"] }),
    };
    flavors["python_function"] = {
        loader_module: "mlflow.transformers",
        env: { virtualenv: "python_env.yaml" },
        ...(packages["python"] && { python_version: packages["python"] }),
    };
    return flavors;
}
/** Packages of the training that loading needs, at its versions. */
function requirements({ packages }) {
    const needed = ["transformers", "torch", "accelerate", "safetensors", "tokenizers", "sentencepiece"];
    const pinned = needed.flatMap((name) => {
        const version = packages[name];
        return version && /^[\w.+!-]+$/.test(version) ? [`${name}==${version}`] : [];
    });
    return `${["mlflow>=3", ...pinned].join("\n")}\n`;
}

;// CONCATENATED MODULE: ./build/packages/registry/src/providers/mlflow/download.js



/** A copy in a folder that does not exist yet, each file held to its checksum as it arrives; nothing stays of a bad one. */
async function downloadModel(server, record, target) {
    await (0,receive_model/* receiveModel */.O)(server.ports, sourceOf(server, record), record.manifest, target);
}
/** The model's folder in the cache, received when it is not there. */
async function fetchModel(server, record) {
    return await (0,receive_model/* modelInCache */.v)(server.ports, sourceOf(server, record), record.manifest, server.cacheFolder);
}
function sourceOf({ artifacts }, { manifest, artifactUri }) {
    const stored = artifacts(artifactUri);
    return {
        provider: provider,
        missingCode: "artifact-missing",
        read: (path) => stored.read(path),
        async strange() {
            const paths = manifest.files.map(({ path }) => path);
            const known = new Set([...paths, ...mlflowPaths(paths)]);
            return (await stored.walk()).filter((path) => !known.has(path));
        },
    };
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: ./build/packages/registry/src/send-model-files.js
var send_model_files = __webpack_require__(10563);
// EXTERNAL MODULE: ./build/packages/registry/src/upload-life.js
var upload_life = __webpack_require__(43985);
;// CONCATENATED MODULE: ./build/packages/registry/src/providers/mlflow/upload.js







/**
 * Sends a model's files into a new logged model and takes their checksums in the same read. It shows life on the way, so
 * that nobody takes it for abandoned. What fails is cleared away; what is killed, the next run clears.
 */
async function uploadModel(server, home, folder, found, metadata) {
    const { loggedModels } = server;
    const runId = (await loggedModels.runExists(metadata.run_id)) ? metadata.run_id : undefined;
    const model = await loggedModels.create({
        experiment: home.experiment,
        name: home.name.replaceAll(".", "_"),
        runId,
        shape: (0,model_files/* shapeOf */.F5)(found),
        params: paramsOf(metadata),
    });
    try {
        const files = await send(server, model, folder, found);
        for (const { path, content } of await mlflowFiles(server.ports.files, folder, { model, files, metadata, runId })) {
            const bytes = typeof content === "string" ? Buffer.from(content) : content;
            await server.artifacts(model.artifactUri).put(path, upload_sourceOf(bytes));
        }
        if (runId)
            await loggedModels.addOutput(runId, model.id);
        await loggedModels.ready(model.id);
        return { model, files };
    }
    catch (error) {
        await dropUpload(server, home, model.id, model.artifactUri).catch(() => undefined);
        throw isRefusal(error, "RESOURCE_DOES_NOT_EXIST") ? (0,upload_life/* abandonedUpload */.k)(provider, error) : error;
    }
}
const upload_sourceOf = (content) => ({
    bytes: content.length,
    async *open() {
        yield content;
    },
});
/** Nobody makes a version of it any more; then it goes. Left alone when somebody did already. */
async function dropUpload(server, home, id, artifactUri) {
    if ((await server.ledger.write(home, keys.upload(id), abandoned)) !== abandoned)
        return;
    await demolish(server, home, { id, artifactUri });
}
function send({ ports, artifacts, loggedModels, leaseSeconds }, { id, artifactUri }, folder, found) {
    const target = artifacts(artifactUri);
    const onChunk = (0,upload_life/* lifeSigns */.D)(ports.clock, leaseSeconds, () => loggedModels.showLife(id));
    return (0,send_model_files/* sendModelFiles */.R)(found.map((file) => (0,send_model_files/* readModelFile */.G)(ports.files, folder, file, { provider: provider, reuse: true, onChunk })), ({ file: { path, bytes }, open }) => target.put(path, { bytes, open }));
}
/** What people look for on a model's page. */
function paramsOf({ base_model, fine_tuned_on, hyperparameters, git_commit }) {
    const shown = { base_model, dataset: fine_tuned_on.dataset, samples: fine_tuned_on.samples, git_commit };
    return Object.entries({ ...hyperparameters, ...shown }).flatMap(([key, value]) => value === null || value === undefined || !/^[\w\-. /]{1,250}$/.test(key)
        ? []
        : [{ key, value: (typeof value === "string" ? value : JSON.stringify(value)).slice(0, 500) }]);
}

;// CONCATENATED MODULE: ./build/packages/registry/src/providers/mlflow/evidence.js







const digitsOf = (content) => (0,external_node_crypto_.createHash)("sha256").update(content).digest("hex");
/**
 * Evidence lies by its digest among the artifacts of the records' run, where MLflow's pages show it; a tag of the version
 * says which content a name has now. What was attached before stays.
 */
async function attachEvidence(server, { home }, { claim, number }, name, content) {
    (0,src_version/* requireName */.rI)(name);
    const digits = digitsOf(content);
    const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
    const path = `${evidenceFolder(claim.version)}/${digits}/${name}`;
    await server.artifacts(home.runArtifactUri).put(path, upload_sourceOf(bytes));
    await server.models.tag(home.name, number, { key: evidenceTag(name), value: `sha256:${digits}` });
    return `sha256:${digits}`;
}
/** By name, or by the digest that a promotion recorded. */
async function readEvidence(server, { home }, { claim, stored }, nameOrDigest) {
    const byDigest = /^sha256:[0-9a-f]{64}$/.test(nameOrDigest);
    const digest = byDigest
        ? nameOrDigest
        : stored.tags.find(({ key }) => key === evidenceTag((0,src_version/* requireName */.rI)(nameOrDigest)))?.value;
    if (digest === undefined)
        return undefined;
    const digits = digest.slice("sha256:".length);
    const folder = `${evidenceFolder(claim.version)}/${digits}`;
    const artifacts = server.artifacts(home.runArtifactUri);
    const [name] = await artifacts.list(folder);
    if (name === undefined && byDigest)
        return undefined;
    const chunks = [];
    if (name !== undefined)
        for await (const chunk of artifacts.read(`${folder}/${name}`))
            chunks.push(chunk);
    const content = Buffer.concat(chunks);
    if (name !== undefined && digitsOf(content) === digits)
        return content.toString("utf8");
    throw new src/* ToolkitError */.h4({
        code: "registry-corrupt",
        provider: provider,
        message: `evidence ${nameOrDigest} of ${home.name} ${claim.version} is not what was attached`,
        hint: "attach it again",
    });
}

// EXTERNAL MODULE: ./build/packages/registry/src/resumed-body.js
var resumed_body = __webpack_require__(40475);
// EXTERNAL MODULE: ./node_modules/zod/v4/classic/coerce.js
var coerce = __webpack_require__(49567);
;// CONCATENATED MODULE: ./build/packages/registry/src/providers/mlflow/schema.js

/** What we read of MLflow's answers. Protobuf leaves out what is empty, so every list and number may be missing. */
const tagSchema = schemas/* object */.Ikc({ key: schemas/* string */.YjP(), value: schemas/* string */.YjP().default("") });
const tagsSchema = schemas/* array */.YOg(tagSchema).default([]);
const experimentSchema = schemas/* object */.Ikc({
    experiment: schemas/* object */.Ikc({
        experiment_id: schemas/* string */.YjP(),
        artifact_location: schemas/* string */.YjP(),
        lifecycle_stage: schemas/* string */.YjP().default("active"),
        tags: tagsSchema,
    }),
});
const experimentIdSchema = schemas/* object */.Ikc({ experiment_id: schemas/* string */.YjP() });
const runInfoSchema = schemas/* object */.Ikc({ run_id: schemas/* string */.YjP(), experiment_id: schemas/* string */.YjP(), artifact_uri: schemas/* string */.YjP() });
const runSchema = schemas/* object */.Ikc({
    run: schemas/* object */.Ikc({
        info: runInfoSchema.extend({ lifecycle_stage: schemas/* string */.YjP().default("active") }),
        data: schemas/* object */.Ikc({ params: tagsSchema, tags: tagsSchema }).default({ params: [], tags: [] }),
    }),
});
const runsSchema = schemas/* object */.Ikc({
    runs: schemas/* array */.YOg(schemas/* object */.Ikc({ info: runInfoSchema })).default([]),
    next_page_token: schemas/* string */.YjP().optional(),
});
const loggedModelInfoSchema = schemas/* object */.Ikc({
    info: schemas/* object */.Ikc({
        model_id: schemas/* string */.YjP(),
        artifact_uri: schemas/* string */.YjP(),
        creation_timestamp_ms: coerce/* number */.ai(),
        tags: tagsSchema,
    }),
});
const loggedModelSchema = schemas/* object */.Ikc({ model: loggedModelInfoSchema });
const loggedModelsSchema = schemas/* object */.Ikc({
    models: schemas/* array */.YOg(loggedModelInfoSchema).default([]),
    next_page_token: schemas/* string */.YjP().optional(),
});
const versionSchema = schemas/* object */.Ikc({ name: schemas/* string */.YjP(), version: coerce/* number */.ai(), tags: tagsSchema });
const modelVersionSchema = schemas/* object */.Ikc({ model_version: versionSchema });
const modelVersionsSchema = schemas/* object */.Ikc({
    model_versions: schemas/* array */.YOg(versionSchema).default([]),
    next_page_token: schemas/* string */.YjP().optional(),
});
const registeredModelSchema = schemas/* object */.Ikc({
    registered_model: schemas/* object */.Ikc({
        name: schemas/* string */.YjP(),
        tags: tagsSchema,
        aliases: schemas/* array */.YOg(schemas/* object */.Ikc({ alias: schemas/* string */.YjP(), version: coerce/* number */.ai() })).default([]),
    }),
});
const listingSchema = schemas/* object */.Ikc({
    files: schemas/* array */.YOg(schemas/* object */.Ikc({ path: schemas/* string */.YjP(), is_dir: schemas/* boolean */.zMY().default(false) })).default([]),
});
const multipartSchema = schemas/* object */.Ikc({
    upload_id: schemas/* string */.YjP().optional(),
    credentials: schemas/* array */.YOg(schemas/* object */.Ikc({
        url: schemas/* url */.OZ5(),
        part_number: schemas/* int */.Whr(),
        headers: schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* string */.YjP()).default({}),
    }))
        .default([]),
});

;// CONCATENATED MODULE: ./build/packages/registry/src/providers/mlflow/multipart.js






const defaultPartBytes = 16 * 1024 * 1024;
/** S3 takes no more parts. */
const mostParts = 10_000;
/**
 * Uploads past the MLflow server, straight into its store, by addresses that it signs for each part. One part of each file is held in
 * memory at a time.
 */
function multipartUploads(ports, client, service, wanted = defaultPartBytes) {
    let takesParts = true;
    async function post(verb, path, body, schema) {
        const folder = path.slice(0, path.lastIndexOf("/"));
        const response = await client.retried({
            method: "POST",
            url: `${service}/mpu/${verb}/${folder.split("/").map(encodeURIComponent).join("/")}`,
            headers: { "content-type": "application/json" },
            body: JSON.stringify({ path: path.slice(path.lastIndexOf("/") + 1), ...body }),
        });
        // 501: a local disk; 404: a server older than 2.5
        if (response.status === 501 || response.status === 404) {
            await response.text();
            return undefined;
        }
        if (response.status >= 300)
            throw await refusal(ports, response, `multipart upload, ${verb}`);
        return schema.parse(await response.json());
    }
    /** Without our credentials: the address carries its own, and is another host's. */
    async function putPart(url, headers, part) {
        return await (0,platform_src/* withRetry */.bD)(ports, async () => {
            const length = { "content-length": String(part.length) };
            const request = { method: "PUT", url, headers: { ...headers, ...length }, body: part };
            const response = await ports.http.send({ ...request, timeoutMs: patience(part.length) });
            if (response.status >= 300)
                throw await refusedOr(ports, response, "a part's upload to the store");
            await response.text();
            return response.headers.get("etag") ?? "";
        }, { attempts: 5 });
    }
    return {
        async sent(path, source) {
            if (!takesParts || source.bytes <= 2 * wanted)
                return false;
            const size = Math.max(wanted, Math.ceil(source.bytes / mostParts));
            const count = Math.ceil(source.bytes / size);
            const begun = await post("create", path, { num_parts: count }, multipartSchema);
            if (!begun) {
                takesParts = false;
                return false;
            }
            const upload = { upload_id: begun.upload_id ?? "" };
            try {
                const parts = [];
                const signed = [...begun.credentials].sort((left, right) => left.part_number - right.part_number);
                for await (const part of partsOf(source, size)) {
                    const next = signed[parts.length];
                    if (!next)
                        throw tooFew(count, signed.length);
                    const etag = await putPart(next.url, next.headers, part);
                    parts.push({ part_number: next.part_number, etag, url: next.url });
                }
                await post("complete", path, { ...upload, parts }, schemas/* unknown */.L5J());
                return true;
            }
            catch (error) {
                // parts of an upload that is never completed cost money and are seen in no list
                await post("abort", path, upload, schemas/* unknown */.L5J()).catch(() => undefined);
                throw error;
            }
        },
    };
}
async function* partsOf(source, size) {
    const part = Buffer.allocUnsafe(size);
    let filled = 0;
    for await (const chunk of source.open()) {
        for (let taken = 0; taken < chunk.length;) {
            const some = chunk.subarray(taken, taken + size - filled);
            part.set(some, filled);
            filled += some.length;
            taken += some.length;
            if (filled < size)
                continue;
            yield part;
            filled = 0;
        }
    }
    if (filled > 0)
        yield part.subarray(0, filled);
}
const tooFew = (wanted, signed) => new src/* ToolkitError */.h4({
    code: "mlflow-refused",
    provider: provider,
    message: `MLflow signed ${signed} parts instead of ${wanted}`,
});

;// CONCATENATED MODULE: ./build/packages/registry/src/providers/mlflow/artifacts.js






const encoded = (path) => path.split("/").map(encodeURIComponent).join("/");
/** @throws ToolkitError `artifacts-not-proxied` for an address that only a client with the store's own keys can reach */
function artifactsAt(ports, client, uri, partBytes) {
    const root = /^mlflow-artifacts:(?:\/\/[^/]*)?\/+(.*?)\/*$/.exec(uri)?.[1];
    if (root === undefined) {
        throw new src/* ToolkitError */.h4({
            code: "artifacts-not-proxied",
            provider: provider,
            message: `the server keeps artifacts at ${uri}, and does not hand them through`,
            hint: "start the server with --serve-artifacts and --artifacts-destination, and let it make a new experiment",
        });
    }
    const service = `${client.tracking}/api/2.0/mlflow-artifacts`;
    const within = (path) => [root, path].filter(Boolean).join("/");
    const addressOf = (path) => `${service}/artifacts/${encoded(within(path))}`;
    const multipart = multipartUploads(ports, client, service, partBytes);
    async function entries(path) {
        const url = `${service}/artifacts?${new URLSearchParams({ path: within(path) })}`;
        const response = await client.retried({ url });
        if (response.status === 404) {
            await response.text();
            return [];
        }
        if (response.status >= 300)
            throw await refusal(ports, response, "list artifacts");
        const parsed = listingSchema.safeParse(await response.json());
        if (parsed.success)
            return parsed.data.files;
        throw new src/* ToolkitError */.h4({ code: "mlflow-not-there", provider: provider, message: "the list of artifacts is none" });
    }
    const artifacts = {
        async put(path, source) {
            if (await multipart.sent(within(path), source))
                return;
            await (0,platform_src/* withRetry */.bD)(ports, async () => {
                const response = await sending(source, (body) => client.once({
                    method: "PUT",
                    url: addressOf(path),
                    headers: { "content-length": String(source.bytes), "content-type": "application/octet-stream" },
                    body,
                    timeoutMs: patience(source.bytes),
                }));
                if (response.status >= 300)
                    throw await refusedOr(ports, response, `upload of ${path}`);
                await response.text();
            }, { attempts: 5 });
        },
        read: (path) => (0,resumed_body/* resumedBody */.Y)(ports, `download of ${path}`, async (arrived) => {
            const request = { url: addressOf(path), headers: (0,resumed_body/* rangeFrom */.A)(arrived), timeoutMs: 3_600_000 };
            const response = await client.retried(request);
            if (response.status === 404)
                throw missing(path);
            if (response.status >= 300)
                throw await refusal(ports, response, `download of ${path}`);
            return response;
        }),
        async walk(path = "") {
            const found = [];
            for (const entry of await entries(path)) {
                const below = path ? `${path}/${entry.path}` : entry.path;
                if (entry.is_dir)
                    found.push(...(await artifacts.walk(below)));
                else
                    found.push(below);
            }
            return found.sort();
        },
        list: async (path = "") => (await entries(path)).map((entry) => entry.path),
        async remove(path = "") {
            const response = await client.retried({ method: "DELETE", url: addressOf(path) });
            if (response.status >= 300 && response.status !== 404)
                throw await refusal(ports, response, "delete artifacts");
            await response.text();
        },
    };
    return artifacts;
}
/** A minute, and as long as the bytes take at 1 MB/s. */
const patience = (bytes) => 60_000 + Math.ceil(bytes / 1000);
/** Sends a stream. What its own reading failed with goes before what the transport makes of that. */
async function sending(source, send) {
    let failure;
    const body = async function* () {
        try {
            yield* source.open();
        }
        catch (error) {
            failure = { error };
            throw error;
        }
    };
    try {
        return await send(body());
    }
    catch (error) {
        throw failure ? failure.error : error;
    }
}
/** The refusal, which says itself when to come back where the server said so. */
async function refusedOr(ports, response, what) {
    const pauseMs = (0,platform_src/* retryAfterMs */.Vs)(response.headers, ports.clock.now());
    const error = await refusal(ports, response, what);
    if (pauseMs === undefined || !(0,platform_src/* isRetryableStatus */.PS)(response.status))
        return error;
    return new platform_src/* RetryAfterError */.nn({ code: error.code, provider: provider, status: error.status, message: error.message }, pauseMs);
}
const missing = (path) => new src/* ToolkitError */.h4({ code: "artifact-missing", provider: provider, status: 404, message: `there is no ${path}` });

;// CONCATENATED MODULE: ./build/packages/registry/src/providers/mlflow/ledger.js



const recordsExperiment = "genai-mlops/registry";
const experimentOf = (name) => `${recordsExperiment}/${name}`;
const runTag = "genai-mlops.records";
const modelTag = "genai-mlops.model";
/** MLflow cuts longer values off without a word. */
const longestValue = 6000;
function mlflowLedger({ track }, now) {
    async function experiment(name) {
        const query = { experiment_name: name };
        const call = { method: "GET", path: "/experiments/get-by-name", query };
        const found = (await unlessAbsent(track(call, experimentSchema)))?.experiment;
        if (!found || found.lifecycle_stage === "active")
            return found;
        throw new src/* ToolkitError */.h4({
            code: "registry-corrupt",
            provider: provider,
            message: `MLflow's experiment ${name} was deleted, and with it what the registry knows`,
            hint: `restore it: mlflow experiments restore --experiment-id ${found.experiment_id}`,
        });
    }
    /** Silent when somebody else was faster. */
    async function create(name, tags) {
        const body = { name, tags: Object.entries(tags).map(([key, value]) => ({ key, value })) };
        try {
            await track({ method: "POST", path: "/experiments/create", body }, experimentIdSchema);
        }
        catch (error) {
            if (!isRefusal(error, "RESOURCE_ALREADY_EXISTS"))
                throw error;
        }
    }
    const run = async (id) => (await track({ method: "GET", path: "/runs/get", query: { run_id: id } }, runSchema)).run;
    const removeRun = (id) => track({ method: "POST", path: "/runs/delete", body: { run_id: id } }, nothing);
    async function find(name) {
        const found = await experiment(experimentOf(name));
        if (!found)
            return undefined;
        const id = found.tags.find(({ key }) => key === runTag)?.value;
        const records = id ? await unlessAbsent(run(id)) : undefined;
        if (records?.info.lifecycle_stage !== "active") {
            throw new src/* ToolkitError */.h4({
                code: "registry-corrupt",
                provider: provider,
                message: `the records of ${name} are gone: run ${id ?? "(none is named)"} of MLflow's experiment ${recordsExperiment}`,
                hint: "restore that run in MLflow",
            });
        }
        return {
            name,
            experiment: found.experiment_id,
            artifactUri: found.artifact_location,
            run: records.info.run_id,
            records: records.info.experiment_id,
            runArtifactUri: records.info.artifact_uri,
        };
    }
    async function open(name) {
        const there = await find(name);
        if (there)
            return there;
        let records = await experiment(recordsExperiment);
        if (!records) {
            await create(recordsExperiment, {});
            records = await experiment(recordsExperiment);
        }
        const tags = [{ key: modelTag, value: name }];
        const body = { experiment_id: records?.experiment_id, run_name: `${name} records`, start_time: now(), tags };
        const made = await track({ method: "POST", path: "/runs/create", body }, runSchema);
        // the name is unique and comes with its tag in one step: from here on all agree on one run
        await create(experimentOf(name), { [runTag]: made.run.info.run_id, [modelTag]: name });
        const home = await find(name);
        if (!home)
            throw new src/* ToolkitError */.h4({ code: "registry-corrupt", provider: provider, message: `${experimentOf(name)} vanished` });
        return home;
    }
    async function read(home) {
        return new Map((await run(home.run)).data.params.map(({ key, value }) => [key, value]));
    }
    return {
        find,
        open,
        read,
        async write(home, key, value) {
            if (value.length > longestValue) {
                throw new src/* ToolkitError */.h4({
                    code: "record-too-long",
                    provider: provider,
                    message: `a record of ${value.length} characters; MLflow keeps ${longestValue}`,
                    hint: "give a shorter reason, or fewer pieces of evidence",
                });
            }
            const body = { run_id: home.run, key, value };
            try {
                await track({ method: "POST", path: "/runs/log-parameter", body }, nothing);
                return value;
            }
            catch (error) {
                if (!isRefusal(error, "INVALID_PARAMETER_VALUE"))
                    throw error;
                const held = (await read(home)).get(key);
                if (held === undefined)
                    throw error;
                return held;
            }
        },
        async sweep(home) {
            const body = {
                experiment_ids: [home.records],
                filter: `tags.\`${modelTag}\` = '${home.name}'`,
                max_results: 1000,
            };
            const { runs } = await track({ method: "POST", path: "/runs/search", body }, runsSchema);
            for (const { info } of runs)
                if (info.run_id !== home.run)
                    await removeRun(info.run_id);
        },
    };
}

;// CONCATENATED MODULE: ./build/packages/registry/src/providers/mlflow/logged-models.js


const aliveTag = "genai-mlops.alive-at";
const shapeTag = "genai-mlops.shape";
const logged_models_described = ({ info }) => {
    const tag = (name) => info.tags.find(({ key }) => key === name)?.value;
    const aliveAt = Math.max(info.creation_timestamp_ms, Number(tag(aliveTag) ?? 0) || 0);
    return { id: info.model_id, artifactUri: info.artifact_uri, aliveAt, shape: tag(shapeTag) };
};
function mlflowLoggedModels({ track, serverTime }) {
    return {
        async create({ experiment, name, runId, shape, params }) {
            const tags = [{ key: shapeTag, value: shape }];
            const body = { experiment_id: experiment, name, source_run_id: runId, tags, params };
            return logged_models_described((await track({ method: "POST", path: "/logged-models", body }, loggedModelSchema)).model);
        },
        async list(experiment) {
            const found = [];
            let token;
            do {
                const body = { experiment_ids: [experiment], max_results: 50, page_token: token };
                const page = await track({ method: "POST", path: "/logged-models/search", body }, loggedModelsSchema);
                found.push(...page.models.map(logged_models_described));
                token = page.next_page_token;
            } while (token);
            return found;
        },
        async showLife(id) {
            const body = { tags: [{ key: aliveTag, value: String(serverTime()) }] };
            await track({ method: "PATCH", path: `/logged-models/${id}/tags`, body }, nothing);
        },
        async ready(id) {
            const body = { model_id: id, status: "LOGGED_MODEL_READY" };
            await track({ method: "PATCH", path: `/logged-models/${id}`, body }, nothing);
        },
        async remove(id) {
            await unlessAbsent(track({ method: "DELETE", path: `/logged-models/${id}` }, nothing));
        },
        async runExists(id) {
            if (!/^[0-9a-f]{32}$/.test(id))
                return false;
            const call = { method: "GET", path: "/runs/get", query: { run_id: id } };
            return (await unlessAbsent(track(call, nothing))) !== undefined;
        },
        async addOutput(runId, id) {
            const body = { run_id: runId, models: [{ model_id: id, step: 0 }] };
            await track({ method: "POST", path: "/runs/outputs", body }, nothing);
        },
    };
}

;// CONCATENATED MODULE: ./build/packages/registry/src/providers/mlflow/models.js



const promptTag = "mlflow.prompt.is_prompt";
function mlflowModels({ registered }) {
    const get = (name) => unlessAbsent(registered({ method: "GET", path: "/registered-models/get", query: { name } }, registeredModelSchema));
    return {
        async ensure(name) {
            const found = await get(name);
            if (found?.registered_model.tags.some(({ key, value }) => key === promptTag && value === "true")) {
                throw new src/* ToolkitError */.h4({
                    code: "name-taken",
                    provider: provider,
                    message: `${name} is a prompt in this MLflow, and prompts share their names with models`,
                    hint: "give the model another name",
                });
            }
            if (found)
                return;
            try {
                await registered({ method: "POST", path: "/registered-models/create", body: { name } }, nothing);
            }
            catch (error) {
                if (!isRefusal(error, "RESOURCE_ALREADY_EXISTS"))
                    throw error;
            }
        },
        async versions(name) {
            const found = [];
            const query = { filter: `name = '${name}'`, max_results: "10000" };
            do {
                const call = { method: "GET", path: "/model-versions/search", query };
                const page = await registered(call, modelVersionsSchema);
                found.push(...page.model_versions);
                query["page_token"] = page.next_page_token ?? "";
            } while (query["page_token"]);
            return found.sort((left, right) => left.version - right.version);
        },
        async create({ name, source, modelId, runId, tags }) {
            const body = { name, source, model_id: modelId, run_id: runId, tags };
            const call = { method: "POST", path: "/model-versions/create", body };
            return (await registered(call, modelVersionSchema)).model_version.version;
        },
        async remove(name, number) {
            const body = { name, version: String(number) };
            await unlessAbsent(registered({ method: "DELETE", path: "/model-versions/delete", body }, nothing));
        },
        async tag(name, number, { key, value }) {
            const body = { name, version: String(number), key, value };
            await registered({ method: "POST", path: "/model-versions/set-tag", body }, nothing);
        },
        async aliases(name) {
            const found = (await get(name))?.registered_model.aliases ?? [];
            return new Map(found.map(({ alias, version }) => [alias, version]));
        },
        async setAlias(name, alias, number) {
            const body = { name, alias, version: String(number) };
            await registered({ method: "POST", path: "/registered-models/alias", body }, nothing);
        },
    };
}

;// CONCATENATED MODULE: ./build/packages/registry/src/providers/mlflow/server.js





function mlflowServer(ports, config) {
    const client = mlflowClient(ports, config);
    return {
        ports,
        client,
        ledger: mlflowLedger(client, ports.clock.now),
        models: mlflowModels(client),
        loggedModels: mlflowLoggedModels(client),
        artifacts: (uri) => artifactsAt(ports, client, uri, config.partBytes),
        leaseSeconds: config.leaseSeconds ?? 600,
        cacheFolder: config.cacheFolder,
    };
}

// EXTERNAL MODULE: ./build/packages/registry/src/artifacts.js
var src_artifacts = __webpack_require__(90504);
;// CONCATENATED MODULE: ./build/packages/registry/src/providers/mlflow/settle.js












/**
 * Makes a whole upload a version. The number is taken in the ledger, where only one can have it and where it stays with
 * these bytes for ever; others go on to the next. Bytes that have a number already keep it, and this upload goes.
 */
async function settle(server, home, { bump, metadata }, { model, files }) {
    const digest = (0,model_files/* contentDigest */.eZ)(files);
    const content = { files, metadata };
    for (;;) {
        const facts = factsOf(await server.ledger.read(home));
        const alike = [...facts.claims.values()].some((claim) => claim.digest === digest);
        const held = alike ? heldBy(await survey(server, home), digest) : undefined;
        if (held) {
            const settled = await finish(server, home, held, content);
            if (!settled)
                continue;
            await dropUpload(server, home, model.id, model.artifactUri);
            return settled;
        }
        const version = (0,src_version/* nextVersion */.yU)([...facts.claims.keys()], bump);
        const claim = claimValue(digest, model.id);
        if ((await server.ledger.write(home, keys.claim(version), claim)) !== claim)
            continue;
        const taken = { version, digest, upload: model.id, place: undefined, removals: [] };
        const settled = await finish(server, home, taken, content, model.artifactUri);
        if (settled)
            return settled;
        throw (0,upload_life/* abandonedUpload */.k)(provider);
    }
}
/**
 * Gives a taken number its place in MLflow, unless it has it. Anybody with the same bytes can do that for an owner who was
 * killed. @param fresh address of the bytes when we took the number just now
 * @returns undefined when the number was given up
 */
async function finish(server, home, claim, content, fresh) {
    const { ledger, models, loggedModels } = server;
    const { version, upload } = claim;
    if (claim.place === undefined) {
        if ((await ledger.write(home, keys.upload(upload), version)) !== version)
            return undefined;
        const artifactUri = fresh ?? (await loggedModels.list(home.experiment)).find(({ id }) => id === upload)?.artifactUri;
        if (artifactUri === undefined) {
            // somebody removed the bytes in MLflow: nothing will ever come of the number
            await ledger.write(home, keys.place(version), abandoned);
            return undefined;
        }
        const begun = fresh ? undefined : (await models.versions(home.name)).find(({ tags }) => carries(tags, upload));
        const made = begun ? { number: begun.version } : await create(server, home, claim, content, artifactUri);
        const place = await ledger.write(home, keys.place(version), String(made.number));
        const ours = place === String(made.number);
        if (!ours)
            await models.remove(home.name, made.number);
        if (ours && "record" in made)
            return { version: described(home.name, made.number, made.record), created: true };
    }
    const live = (await survey(server, home)).live.find((one) => one.claim.version === version);
    return live && { version: live.version, created: false };
}
const carries = (tags, upload) => tags.some(({ key, value }) => key === uploadTag && value === upload);
async function create(server, home, { version, digest, upload }, { files, metadata }, artifactUri) {
    const { models, loggedModels, client, ports } = server;
    const createdAt = (0,platform_src/* isoTime */.Ly)({ ...ports.clock, now: client.serverTime });
    const artifacts = (0,src_artifacts/* artifactsOf */.N)(artifactUri, files.map(({ path }) => path));
    const record = {
        manifest: { schemaVersion: 1, name: home.name, version, digest, createdAt, files },
        metadata: { ...metadata, model_version: version, artifacts },
        upload,
        artifactUri,
    };
    if (files.every(({ path }) => path !== metadataFile)) {
        const bytes = new TextEncoder().encode((0,dist.stringify)(record.metadata));
        await server.artifacts(artifactUri).put(metadataFile, upload_sourceOf(bytes));
    }
    // a registry of its own cannot look into the tracking server's logged models
    const together = client.tracking === client.registry;
    const runId = (await loggedModels.runExists(metadata.run_id)) ? { runId: metadata.run_id } : {};
    const source = together ? { source: `models:/${upload}`, modelId: upload } : { source: artifactUri };
    const number = await models.create({ name: home.name, ...source, ...runId, tags: tagsOf(record) });
    return { number, record };
}

;// CONCATENATED MODULE: ./build/packages/registry/src/providers/mlflow/index.js














/**
 * Models in MLflow's model registry: each of our versions is one MLflow version, whose tags hold semantic version, digest
 * and the list of files, and whose bytes are a logged model of MLflow 3. See ledger.ts for how writers agree.
 */
function mlflowRegistry(ports, config) {
    const server = mlflowServer(ports, config);
    const homes = new Map();
    async function homeOf(name) {
        const home = homes.get((0,src_version/* requireName */.rI)(name)) ?? (await server.ledger.find(name));
        if (home)
            homes.set(name, home);
        return home;
    }
    const list = async (name) => {
        const home = await homeOf(name);
        return home ? (await survey(server, home)).live.map(({ version }) => version) : [];
    };
    async function surveyOf(name) {
        const home = await homeOf(name);
        return home && (await survey(server, home));
    }
    /** The version as it is now. @throws ToolkitError `model-not-found` */
    async function liveOf({ name, version, digest }) {
        const found = await surveyOf(name);
        if (!found)
            throw notFound(name, version);
        const live = requireLive(found, version);
        if (live.claim.digest !== digest)
            throw notFound(name, `${version} with ${digest}`);
        return { found, live };
    }
    return {
        list,
        async register(candidate) {
            (0,src_version/* requireName */.rI)(candidate.name);
            const found = await (0,model_files/* modelFiles */.VC)(ports.files, candidate.folder);
            const home = (await homeOf(candidate.name)) ?? (await server.ledger.open(candidate.name));
            homes.set(candidate.name, home);
            await server.models.ensure(candidate.name);
            // what a killed run had begun with these bytes is ended first: it would be cleared away
            const before = await survey(server, home);
            const same = await known(server, before, candidate, found);
            await sweep(server, before);
            if (same)
                return same;
            return await settle(server, home, candidate, await uploadModel(server, home, candidate.folder, found, candidate.metadata));
        },
        async find(text) {
            const selector = (0,src_version/* parseSelector */.Pl)(text);
            const found = await surveyOf(selector.name);
            if (found && "alias" in selector)
                requireOurs(found, requireMlflowAlias(selector.alias));
            return (0,src_version/* selected */.wH)(found?.live.map(({ version }) => version) ?? [], selector);
        },
        async setAlias(name, wanted, version, seen) {
            const alias = requireMlflowAlias(wanted);
            const home = await homeOf(name);
            if (!home)
                throw notFound(name, version);
            await moveAlias(server, home, alias, version, seen);
        },
        async remove({ name, version }) {
            const home = await homeOf(name);
            if (home)
                await removeVersion(server, home, version);
        },
        fetch: async (version) => await fetchModel(server, (await liveOf(version)).live.record),
        download: async (version, folder) => await downloadModel(server, (await liveOf(version)).live.record, folder),
        metadata: async (version) => (await liveOf(version)).live.record.metadata,
        async attach(version, name, content) {
            const { found, live } = await liveOf(version);
            return await attachEvidence(server, found, live, name, content);
        },
        async attached(version, nameOrDigest) {
            const { found, live } = await liveOf(version);
            return await readEvidence(server, found, live, nameOrDigest);
        },
        async recordPromotion(name, promotion) {
            const record = (0,src/* parseStrictly */.ge)(src/* promotionSchema */.xS, promotion, "promotion");
            const home = (await homeOf(name)) ?? (await server.ledger.open(name));
            await append(server, home, record);
        },
        async promotions(name) {
            const home = await homeOf(name);
            return home ? factsOf(await server.ledger.read(home)).promotions : [];
        },
    };
}
/**
 * Promotions are numbered lines of the ledger, because a line of it can be neither changed nor given twice; tags could be,
 * and artifacts as well.
 */
async function append(server, home, record) {
    for (;;) {
        const { promotions } = factsOf(await server.ledger.read(home));
        if ((0,external_node_util_.isDeepStrictEqual)(promotions.at(-1), record))
            return;
        const line = JSON.stringify(record);
        if ((await server.ledger.write(home, keys.promotion(promotions.length + 1), line)) === line)
            return;
    }
}
/**
 * The version with these bytes, without sending any. Reads them only when something has files of the same names and sizes.
 * Ends what a killed run had begun with them.
 */
async function known(server, found, { folder, metadata }, files) {
    const shape = (0,model_files/* shapeOf */.F5)(files);
    const { home } = found;
    const shapes = found.live.map(({ record }) => (0,model_files/* shapeOf */.F5)(record.manifest.files));
    const unsettled = [...found.facts.claims.values()].filter(({ place }) => place === undefined);
    if (unsettled.length > 0)
        for (const model of await server.loggedModels.list(home.experiment))
            if (model.shape && unsettled.some(({ upload }) => upload === model.id))
                shapes.push(model.shape);
    if (!shapes.includes(shape))
        return undefined;
    const digested = await (0,model_files/* withDigests */.o2)(server.ports.files, folder, files);
    const claim = heldBy(found, (0,model_files/* contentDigest */.eZ)(digested));
    return claim && (await finish(server, home, claim, { files: digested, metadata }));
}


/***/ }),

/***/ 19014:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   O: () => (/* binding */ receiveModel),
/* harmony export */   v: () => (/* binding */ modelInCache)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _contracts__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(58639);
/* harmony import */ var _place_model_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(65679);
/* harmony import */ var _require_files_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(21098);





/** A copy in a folder that does not exist yet, each file held to its checksum as it arrives; nothing stays of a bad one. */
async function receiveModel(ports, source, manifest, target) {
    await (0,_place_model_js__WEBPACK_IMPORTED_MODULE_3__/* .placeModel */ .X)(ports, manifest, target, async (partial) => {
        for (const { path, digest } of manifest.files) {
            const hash = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)("sha256");
            const passing = async function* () {
                for await (const chunk of source.read(path)) {
                    hash.update(chunk);
                    yield chunk;
                }
            };
            await ports.files.writeStream((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(partial, path), passing()).catch((error) => {
                const missing = error instanceof _contracts__WEBPACK_IMPORTED_MODULE_2__/* .ToolkitError */ .h4 && error.code === source.missingCode;
                throw missing ? corrupt(source, manifest, `${path} is missing`) : error;
            });
            if (`sha256:${hash.digest("hex")}` !== digest)
                throw corrupt(source, manifest, `${path} is not the registered file`);
        }
    });
}
/**
 * The model's folder in the cache. What lies there is held to its checksums each time and received anew when it is not
 * right; before it is received, no file may be stored with it that was never registered, because whoever loads the model
 * there would load that one too.
 */
async function modelInCache(ports, source, manifest, cacheFolder) {
    const { files, log } = ports;
    const folder = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(cacheFolder, manifest.name, manifest.digest.slice("sha256:".length));
    if ((await files.stat(folder)) !== undefined) {
        const sound = await (0,_require_files_js__WEBPACK_IMPORTED_MODULE_4__/* .requireFiles */ .P)(files, folder, manifest).then(() => true, () => false);
        if (sound)
            return folder;
        log.warning(`${folder} is not the registered model any more, and is fetched anew`);
        await files.remove(folder);
    }
    const strange = (await source.strange()).slice(0, 5).map((path) => `${path} was never registered`);
    if (strange.length > 0)
        throw corrupt(source, manifest, strange.join("; "));
    await receiveModel(ports, source, manifest, folder);
    return folder;
}
const corrupt = ({ provider }, { name, version }, problem) => new _contracts__WEBPACK_IMPORTED_MODULE_2__/* .ToolkitError */ .h4({
    code: "model-corrupt",
    provider,
    message: `${name} ${version}: ${problem}`,
    hint: "register the model again from its training",
});


/***/ }),

/***/ 21098:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   P: () => (/* binding */ requireFiles)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var _contracts__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(58639);


/**
 * Holds a folder to a manifest: every file with its checksum, and none beside them, because whoever loads the folder
 * would load that one too.
 * @throws ToolkitError `model-corrupt` naming what is wrong
 */
async function requireFiles(files, folder, manifest) {
    const wrong = [];
    for (const { path, digest } of manifest.files) {
        const kind = (await files.stat((0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(folder, path)))?.kind;
        if (kind === undefined)
            wrong.push(`${path} is missing`);
        else if (kind !== "file")
            wrong.push(`${path} is no file`);
        else if (`sha256:${await files.sha256((0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)(folder, path))}` !== digest)
            wrong.push(`${path} is not the registered file`);
    }
    const listed = new Set(manifest.files.map(({ path }) => path));
    if ((await files.stat(folder)) !== undefined)
        for await (const path of files.walk(folder))
            if (!listed.has(path))
                wrong.push(`${path} was never registered`);
    if (wrong.length === 0)
        return;
    const more = wrong.length > 5 ? ` and ${wrong.length - 5} more` : "";
    throw new _contracts__WEBPACK_IMPORTED_MODULE_1__/* .ToolkitError */ .h4({
        code: "model-corrupt",
        message: `${manifest.name} ${manifest.version}: ${wrong.slice(0, 5).join("; ")}${more}`,
        hint: "register the model again from its training",
    });
}


/***/ }),

/***/ 40475:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ rangeFrom),
/* harmony export */   Y: () => (/* binding */ resumedBody)
/* harmony export */ });
/* harmony import */ var _contracts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(58639);

/**
 * A body that goes on where it was cut, by ranges; a server that does not know them begins anew, and what came is passed over.
 * @param what for people, such as `read the blob`
 * @param open asks for the bytes from `arrived` on, and throws for what is no answer
 */
async function* resumedBody({ log, clock }, what, open) {
    let arrived = 0;
    for (let attempt = 1;; attempt++) {
        const response = await open(arrived);
        let known = response.status === 206 ? 0 : arrived;
        try {
            for await (const chunk of response.body) {
                const fresh = chunk.subarray(Math.min(known, chunk.length));
                known -= chunk.length - fresh.length;
                arrived += fresh.length;
                if (fresh.length > 0)
                    yield fresh;
            }
            return;
        }
        catch (error) {
            if (!(error instanceof _contracts__WEBPACK_IMPORTED_MODULE_0__/* .ToolkitError */ .h4) || !error.retryable || attempt >= 5)
                throw error;
            log.info(`${what}: cut after ${arrived} bytes, and goes on`);
            await clock.sleep(500 * attempt);
        }
    }
}
/** The header that asks for what has not arrived. */
const rangeFrom = (arrived) => arrived > 0 ? { range: `bytes=${arrived}-` } : {};


/***/ }),

/***/ 10563:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ readModelFile),
/* harmony export */   R: () => (/* binding */ sendModelFiles)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _contracts__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(58639);



/** A file of a model whose checksum is taken while it is sent, and which may not change meanwhile. */
function readModelFile(files, folder, file, rules) {
    const local = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, file.path);
    let reading = { hash: (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)("sha256"), size: 0 };
    const changed = () => new _contracts__WEBPACK_IMPORTED_MODULE_2__/* .ToolkitError */ .h4({
        code: "model-changed",
        provider: rules.provider,
        ...(rules.retryable && { retryable: true }),
        message: `${file.path} had ${file.bytes} bytes and another size when it was sent: something writes to it`,
        hint: "register when the training has ended",
    });
    return {
        file,
        async *open() {
            const current = { hash: (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)("sha256"), size: 0 };
            reading = current;
            for await (const chunk of files.stream(local, rules.reuse ? { reuse: true } : undefined)) {
                current.hash.update(chunk);
                current.size += chunk.length;
                if (current.size > file.bytes)
                    throw changed();
                await rules.onChunk();
                yield chunk;
            }
            if (current.size !== file.bytes)
                throw changed();
        },
        async finish() {
            // a server may answer when it has all bytes, which is before we see the end of the file
            if (reading.size !== file.bytes || (await files.stat(local))?.size !== file.bytes)
                throw changed();
            return { ...file, digest: `sha256:${reading.hash.digest("hex")}` };
        },
    };
}
/** Files on the way at once: while one is stored, the next is read. More gain nothing and hold more memory. */
const atOnce = 3;
/**
 * Sends a model's files, each by `send`, and gives them back with their checksums. All have ended when it returns or
 * throws: nothing is written behind the back of whoever clears away.
 */
async function sendModelFiles(readings, send) {
    const sent = new Map();
    const waiting = [...readings];
    let failed;
    const sender = async () => {
        for (let reading = waiting.shift(); reading && !failed; reading = waiting.shift()) {
            try {
                await send(reading);
                sent.set(reading.file.path, await reading.finish());
            }
            catch (error) {
                failed ??= { error };
            }
        }
    };
    await Promise.all(Array.from({ length: atOnce }, sender));
    if (failed)
        throw failed.error;
    return readings.flatMap(({ file }) => sent.get(file.path) ?? []);
}


/***/ }),

/***/ 43985:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D: () => (/* binding */ lifeSigns),
/* harmony export */   k: () => (/* binding */ abandonedUpload)
/* harmony export */ });
/* harmony import */ var _contracts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(58639);

/** Tells now and then, four times a lease, that an upload lives; between calls it costs a comparison. */
function lifeSigns(clock, leaseSeconds, tell) {
    let last = clock.monotonic();
    return async () => {
        if (clock.monotonic() - last < (leaseSeconds * 1000) / 4)
            return;
        last = clock.monotonic();
        await tell();
    };
}
const abandonedUpload = (provider, cause) => new _contracts__WEBPACK_IMPORTED_MODULE_0__/* .ToolkitError */ .h4({
    code: "upload-abandoned",
    provider,
    retryable: true,
    message: "another run took this upload for dead, because it showed no life for too long",
    hint: "run it again",
    cause,
});


/***/ }),

/***/ 49567:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   ai: () => (/* binding */ number)
/* harmony export */ });
/* unused harmony exports string, boolean, bigint, date */
/* harmony import */ var _core_index_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(43759);
/* harmony import */ var _schemas_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(27597);


function string(params) {
    return core._coercedString(schemas.ZodString, params);
}
function number(params) {
    return _core_index_js__WEBPACK_IMPORTED_MODULE_0__/* ._coercedNumber */ .qG(_schemas_js__WEBPACK_IMPORTED_MODULE_1__/* .ZodNumber */ .rSt, params);
}
function boolean(params) {
    return core._coercedBoolean(schemas.ZodBoolean, params);
}
function bigint(params) {
    return core._coercedBigint(schemas.ZodBigInt, params);
}
function date(params) {
    return core._coercedDate(schemas.ZodDate, params);
}


/***/ })

};
