export const id = 4202;
export const ids = [4202];
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

/***/ 24202:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  sageMakerRegistry: () => (/* binding */ sageMakerRegistry)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./build/packages/contracts/src/index.js + 27 modules
var src = __webpack_require__(58639);
// EXTERNAL MODULE: ./build/packages/registry/src/artifacts.js
var src_artifacts = __webpack_require__(90504);
// EXTERNAL MODULE: ./build/packages/registry/src/version.js
var src_version = __webpack_require__(43819);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: ./build/packages/registry/src/place-model.js
var place_model = __webpack_require__(65679);
;// CONCATENATED MODULE: ./build/packages/registry/src/providers/sagemaker/layout.js

/** Keys of a model's objects. Names and numbers are checked before they come here. */
const layout = {
    uploads: (name) => `${name}/uploads/`,
    upload: (name, id) => `${name}/uploads/${id}/`,
    archive: (name, id) => `${name}/uploads/${id}/model.tar.gz`,
    /** Files with their checksums, and metadata. */
    model: (name, id) => `${name}/uploads/${id}/model.json`,
    version: (name, version) => `${name}/versions/${version}/`,
    /** What a package's ModelMetrics point to. */
    quality: (name, version) => `${name}/versions/${version}/model-quality.json`,
    evidence: (name, version, evidence) => `${name}/versions/${version}/evidence/${(0,src_version/* requireName */.rI)(evidence)}`,
    /** Every content that was ever attached, by the hexadecimal digits of its digest. */
    archived: (name, version, digits) => `${name}/versions/${version}/evidence-archive/${digits}`,
    promotions: (name) => `${name}/promotions/`,
    promotion: (name, index) => `${name}/promotions/${String(index).padStart(8, "0")}.json`,
};

// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 9 modules
var schemas = __webpack_require__(27597);
// EXTERNAL MODULE: ./build/packages/registry/src/model-files.js
var model_files = __webpack_require__(460);
// EXTERNAL MODULE: ./build/packages/platform/src/index.js + 31 modules
var platform_src = __webpack_require__(86111);
;// CONCATENATED MODULE: ./build/packages/registry/src/providers/sagemaker/failures.js


const provider = "sagemaker";
const expired = /^(ExpiredToken|ExpiredTokenException|RequestExpired|TokenRefreshRequired)$/;
const unknownCaller = /^(UnrecognizedClientException|InvalidClientTokenId|InvalidAccessKeyId|SignatureDoesNotMatch|InvalidSignatureException|InvalidToken|MissingAuthenticationToken(Exception)?|CredentialsProviderError)$/;
const denied = /^(AccessDenied|AccessDeniedException|UnauthorizedOperation|Forbidden)$/;
const otherRegion = /^(AuthorizationHeaderMalformed|PermanentRedirect|IllegalLocationConstraintException)$/;
const quota = /^(ResourceLimitExceeded|ServiceQuotaExceededException|LimitExceededException)$/;
const isAwsError = (error, ...names) => error instanceof Error && names.includes(error.name);
/** SageMaker says so by ValidationException, S3 by NoSuchKey (HEAD: NotFound). */
const isMissing = (error) => isAwsError(error, "NoSuchKey", "NotFound", "NoSuchUpload", "ResourceNotFound") ||
    (isAwsError(error, "ValidationException") && /does not exist/.test(error.message));
/** A conditional write that found another state than its writer had seen. */
const isLost = (error) => isAwsError(error, "PreconditionFailed", "ConditionalRequestConflict") ||
    ((0,platform_src/* awsStatusOf */.$5)(error) === 412 && error instanceof Error);
/** Any error of AWS's clients as the toolkit's; what the service said is redacted. */
function awsFailure(secrets, action, error) {
    const ours = (0,platform_src/* toolkitErrorIn */.E_)(error);
    if (ours)
        return ours;
    if (!(error instanceof Error))
        return error;
    const { name } = error;
    const status = (0,platform_src/* awsStatusOf */.$5)(error);
    // whatever threw without an answer and without a name of AWS's is a bug, not a refusal
    if (status === undefined && !unknownCaller.test(name))
        return error;
    const said = secrets.redact(error.message).slice(0, 500);
    const failed = (code, details = {}, message = said) => new src/* ToolkitError */.h4({ code, provider, status, message: `${action}: ${message}`, ...details });
    if (denied.test(name) || (status === 403 && !expired.test(name) && !unknownCaller.test(name)))
        return failed("sagemaker-forbidden", { hint: permissionHint(said, action) });
    if (expired.test(name))
        return failed("sagemaker-expired", {
            hint: "take new credentials right before this step (aws-actions/configure-aws-credentials), or a longer role-duration-seconds",
        });
    if (unknownCaller.test(name))
        return failed("sagemaker-unauthorized", {
            hint: "check AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN, or the role of aws-actions/configure-aws-credentials",
        });
    if (otherRegion.test(name) || status === 301) {
        const region = (0,platform_src/* awsHeadersOf */.PD)(error).get("x-amz-bucket-region") ?? /expecting '([a-z0-9-]+)'/.exec(said)?.[1];
        return failed("wrong-region", { hint: `set AWS_REGION to ${region ?? "the bucket's region"}` });
    }
    if (name === "NoSuchBucket")
        return failed("no-bucket", { hint: "make the bucket, or mend registry-uri" });
    if (quota.test(name))
        return failed("sagemaker-quota", { hint: "raise it in Service Quotas, or remove versions that nobody needs" });
    if ((0,platform_src/* isWorthAnotherTry */.rg)(error))
        return failed("sagemaker-unreachable", { retryable: true }, `${name}: ${said}`);
    if (error instanceof SyntaxError || /deserializ/i.test(said))
        return failed("sagemaker-not-there", { hint: "check AWS_ENDPOINT_URL_SAGEMAKER and AWS_ENDPOINT_URL_S3" }, "the answer is not AWS's");
    return failed("sagemaker-refused", {}, `${name}: ${said}`);
}
function permissionHint(said, action) {
    const [, missing] = /not authorized to perform: ([\w-]+:[\w*]+)/.exec(said) ?? [];
    const [, role] = /User: (arn:\S+)/.exec(said) ?? [];
    return `allow ${missing ?? action} to ${role ?? "the role of this job"}`;
}

;// CONCATENATED MODULE: ./build/packages/registry/src/providers/sagemaker/stored-model.js






const modelSchema = schemas/* strictObject */.rej({
    schemaVersion: schemas/* literal */.euz(1),
    files: schemas/* array */.YOg(schemas/* strictObject */.rej({ path: src/* modelPathSchema */.OP, digest: src/* digestSchema */.er, bytes: schemas/* int */.Whr().min(0) })).min(1),
    metadata: src/* metadataSchema */.R5,
});
const sha256Of = (content) => `sha256:${(0,external_node_crypto_.createHash)("sha256").update(content).digest("hex")}`;
/** `model.json` beside the bytes. */
const writtenModel = (files, metadata) => `${JSON.stringify({ schemaVersion: 1, files, metadata }, null, 1)}\n`;
/** @throws ToolkitError `model-corrupt` when what lies there is not what was registered */
async function storedModel({ bucket }, name, entry) {
    const key = layout.model(name, entry.upload);
    const found = await bucket.read(key);
    if (!found)
        throw corrupt(name, entry.version, `${bucket.uri(key)} is missing`);
    if (sha256Of(found.text) !== entry.model)
        throw corrupt(name, entry.version, `${bucket.uri(key)} was changed`);
    const { files, metadata } = modelSchema.parse(JSON.parse(found.text));
    if ((0,model_files/* contentDigest */.eZ)(files) !== entry.digest)
        throw corrupt(name, entry.version, `${bucket.uri(key)} is of another model than ${entry.digest}`);
    const { version, digest, createdAt } = entry;
    return { manifest: { schemaVersion: 1, name, version, digest, createdAt, files }, metadata };
}
const corrupt = (name, version, problem) => new src/* ToolkitError */.h4({
    code: "model-corrupt",
    provider: provider,
    message: `${name} ${version}: ${problem}`,
    hint: "register the model again from its training",
});

// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(57075);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(38522);
;// CONCATENATED MODULE: ./build/packages/registry/src/providers/sagemaker/unpack.js


/** An archive that is no tar.gz. */
class UnpackError extends Error {
}
const block = 512;
const longestExtension = 2 ** 20;
/** What stands in a tar.gz, in its order, whoever packed it; ustar, pax and GNU's long names. Throws UnpackError. */
async function* unpacked(archive) {
    const gunzip = (0,external_node_zlib_.createGunzip)();
    // the source's own error goes before what gunzip makes of its end
    let failure;
    const source = async function* () {
        try {
            yield* archive;
        }
        catch (error) {
            // a pipeline throws gunzip's own errors into its source as well
            if (!isGunzips(error))
                failure = error;
            throw error;
        }
    };
    const plain = (0,external_node_stream_.pipeline)(external_node_stream_.Readable.from(source(), { objectMode: false }), gunzip, () => undefined);
    const ours = (error) => failure ?? (isGunzips(error) ? new UnpackError(error.message) : error);
    try {
        yield* entriesOf(readerOf(plain, ours));
    }
    finally {
        plain.destroy();
    }
}
function isGunzips(error) {
    const { code = "" } = error;
    return code.startsWith("Z_") || code === "ERR_STREAM_PREMATURE_CLOSE";
}
async function* entriesOf(reader) {
    let extended = {};
    for (;;) {
        const head = await reader.whole(block);
        if (head.every((byte) => byte === 0))
            return;
        requireChecksum(head);
        const bytes = extended.bytes ?? octalIn(head.subarray(124, 136));
        const type = String.fromCharCode(head[156] ?? 0);
        const padding = (block - (bytes % block)) % block;
        if (type === "x" || type === "g" || type === "L") {
            if (bytes > longestExtension)
                throw new UnpackError("a header is too long");
            const text = (await reader.whole(bytes)).toString("utf8");
            if (type === "x")
                extended = paxOf(text);
            if (type === "L")
                extended = { path: text.replace(/\0+$/, "") };
            await reader.skip(padding);
            continue;
        }
        const folder = textIn(head.subarray(345, 500));
        const name = textIn(head.subarray(0, 100));
        let left = bytes;
        const body = async function* () {
            for await (const chunk of reader.take(left)) {
                left -= chunk.length;
                yield chunk;
            }
        };
        const kind = type === "0" || type === "\0" ? "file" : type === "5" ? "folder" : "other";
        const path = extended.path ?? (textIn(head.subarray(257, 262)) === "ustar" && folder ? `${folder}/${name}` : name);
        extended = {};
        yield { path: path.replace(/^\.\//, ""), kind, bytes, body: body() };
        await reader.skip(left + padding);
    }
}
/** @param ours makes the stream's errors ours, wherever they come up */
function readerOf(chunks, ours) {
    const iterator = chunks[Symbol.asyncIterator]();
    let rest = new Uint8Array();
    async function* take(bytes) {
        for (let left = bytes; left > 0;) {
            if (rest.length === 0) {
                const next = await iterator.next().catch((error) => {
                    throw ours(error);
                });
                if (next.done)
                    throw new UnpackError("the archive ends too early");
                rest = next.value;
            }
            const piece = rest.subarray(0, left);
            rest = rest.subarray(piece.length);
            left -= piece.length;
            yield piece;
        }
    }
    return {
        take,
        whole: async (bytes) => Buffer.concat(await Array.fromAsync(take(bytes))),
        async skip(bytes) {
            for await (const _piece of take(bytes))
                ;
        },
    };
}
const textIn = (field) => Buffer.from(field).toString("utf8").replace(/\0.*$/s, "");
function octalIn(field) {
    // GNU's tar writes large numbers in base 256
    if (((field[0] ?? 0) & 0x80) !== 0)
        return field.subarray(1).reduce((total, byte) => total * 256 + byte, (field[0] ?? 0) & 0x7f);
    const text = textIn(field).trim();
    if (!/^[0-7]*$/.test(text))
        throw new UnpackError("a header has no size");
    return text === "" ? 0 : Number.parseInt(text, 8);
}
function requireChecksum(head) {
    const blank = Buffer.from(head).fill(" ", 148, 156);
    const sum = blank.reduce((total, byte) => total + byte, 0);
    if (octalIn(head.subarray(148, 156)) !== sum)
        throw new UnpackError("a header has another checksum");
}
function paxOf(text) {
    const found = new Map();
    const bytes = Buffer.from(text);
    for (let start = 0; start < bytes.length;) {
        const length = Number.parseInt(bytes.subarray(start, start + 20).toString("utf8"), 10);
        if (!(length > 0))
            throw new UnpackError("a pax header is none");
        const record = bytes.subarray(start, start + length).toString("utf8");
        const [, key = "", value = ""] = /^\d+ ([^=]+)=(.*)\n$/s.exec(record) ?? [];
        found.set(key, value);
        start += length;
    }
    const size = found.get("size");
    return { path: found.get("path"), bytes: size === undefined ? undefined : Number(size) };
}

;// CONCATENATED MODULE: ./build/packages/registry/src/providers/sagemaker/bring-model.js







/**
 * The model's files out of its archive in a folder that has no others: made at once when all is there, each held to its
 * checksum as it arrives; a folder that is there already is held to the checksums where it is.
 * @param strict refuses an archive with anything beside the model: SageMaker would unpack that too
 */
async function bringModel(home, entry, manifest, folder, { strict }) {
    await (0,place_model/* placeModel */.X)(home.ports, manifest, folder, (partial) => unpackInto(home, entry, manifest, partial, strict));
}
async function unpackInto({ bucket, ports }, entry, manifest, partial, strict) {
    const wrong = (problem) => corrupt(manifest.name, manifest.version, problem);
    const missing = new Map(manifest.files.map((file) => [file.path, file]));
    try {
        for await (const { path, kind, body } of unpacked(bucket.stream(layout.archive(manifest.name, entry.upload)))) {
            if (kind === "folder")
                continue;
            const file = kind === "file" ? missing.get(path) : undefined;
            if (!file) {
                if (!strict)
                    continue;
                const known = manifest.files.some((one) => one.path === path);
                throw wrong(known ? `${path} stands there twice` : `${path} was never registered`);
            }
            missing.delete(path);
            const hash = (0,external_node_crypto_.createHash)("sha256");
            const passing = async function* () {
                for await (const chunk of body) {
                    hash.update(chunk);
                    yield chunk;
                }
            };
            await ports.files.writeStream((0,external_node_path_.join)(partial, path), passing());
            if (`sha256:${hash.digest("hex")}` !== file.digest)
                throw wrong(`${path} is not the registered file`);
            if (missing.size === 0 && !strict)
                return;
        }
    }
    catch (error) {
        const cause = error instanceof src/* ToolkitError */.h4 && error.cause instanceof UnpackError ? error.cause : error;
        if (cause instanceof UnpackError)
            throw wrong(`model.tar.gz is damaged: ${cause.message}`);
        throw error instanceof src/* ToolkitError */.h4 && error.code === "object-missing" ? wrong("model.tar.gz is missing") : error;
    }
    const [first] = missing.keys();
    if (first !== undefined)
        throw wrong(`${first} is missing`);
}

;// CONCATENATED MODULE: ./build/packages/registry/src/providers/sagemaker/record.js




const number = schemas/* string */.YjP().refine((version) => (0,src_version/* versionNumbers */.ni)(version) !== undefined);
const entrySchema = schemas/* strictObject */.rej({
    version: number,
    digest: src/* digestSchema */.er,
    /** Over names and sizes: tells without reading whether a model may be this one. */
    shape: schemas/* string */.YjP(),
    /** Names the folder with the bytes. */
    upload: schemas/* string */.YjP().regex(/^[\w-]+$/),
    /** SHA-256 of `model.json` there. */
    model: src/* digestSchema */.er,
    createdAt: schemas/* string */.YjP(),
    /** The model package; null until SageMaker has it. */
    arn: schemas/* string */.YjP().nullable(),
    /** Its removal was agreed, and is not done. */
    removing: schemas/* boolean */.zMY(),
});
const recordSchema = schemas/* strictObject */.rej({
    schemaVersion: schemas/* literal */.euz(1),
    name: schemas/* string */.YjP(),
    region: schemas/* string */.YjP(),
    /** The oldest first. */
    versions: schemas/* array */.YOg(entrySchema),
    /** Numbers that were given and removed: they never name other bytes. */
    removed: schemas/* array */.YOg(number),
    aliases: schemas/* record */.g1P(schemas/* string */.YjP(), number),
    /** Uploads under way, when each last showed life, and whether its clearing was agreed: then it becomes no version. */
    uploads: schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* strictObject */.rej({ aliveAt: schemas/* string */.YjP(), abandoned: schemas/* boolean */.zMY() })),
    /** Versions whose package does not show yet what stands here. */
    unshown: schemas/* array */.YOg(number),
});
const keyOf = (name) => `${name}/registry.json`;
const most = 100;
/**
 * `<name>/registry.json`: which numbers are given, where aliases point, what is under way. It is the truth, because S3
 * writes on a condition (If-Match, If-None-Match) and SageMaker does not; approval status, metadata and card of a model
 * package show it.
 */
function recordsIn(bucket, region, pause) {
    async function stored(name) {
        const found = await bucket.read(keyOf(name));
        if (!found)
            return undefined;
        const record = parsed(name, found.text);
        if (record.region === region)
            return { record, etag: found.etag };
        throw new src/* ToolkitError */.h4({
            code: "wrong-region",
            provider: provider,
            message: `the model package group of ${name} is in ${record.region}, not in ${region}`,
            hint: `set AWS_REGION to ${record.region}`,
        });
    }
    function parsed(name, text) {
        const corrupt = (problem) => new src/* ToolkitError */.h4({
            code: "registry-corrupt",
            provider: provider,
            message: `${bucket.uri(keyOf(name))} ${problem}`,
            hint: "restore an earlier version of the object, where the bucket keeps them",
        });
        let value;
        try {
            value = JSON.parse(text);
        }
        catch {
            throw corrupt("cannot be read");
        }
        const result = recordSchema.safeParse(value);
        const [issue] = result.error?.issues ?? [];
        if (!result.success)
            throw corrupt(`is not what it should be: ${issue?.path.join(".")} ${issue?.message}`);
        if (result.data.name !== name)
            throw corrupt(`is the record of ${result.data.name}`);
        return result.data;
    }
    return {
        read: async (name) => (await stored(name))?.record,
        async change(name, edit) {
            for (let attempt = 1; attempt <= most; attempt++) {
                const before = await stored(name);
                const record = before?.record ?? emptyRecord(name, region);
                if (edit(record) === false)
                    return record;
                if (await bucket.swap(keyOf(name), `${JSON.stringify(record, null, 1)}\n`, before?.etag ?? null))
                    return record;
                await pause();
            }
            throw new src/* ToolkitError */.h4({
                code: "locked",
                provider: provider,
                retryable: true,
                message: `other runs changed ${bucket.uri(keyOf(name))} ${most} times while this one tried`,
                hint: "run it again when they have ended",
            });
        },
    };
}
const emptyRecord = (name, region) => ({
    schemaVersion: 1,
    name,
    region,
    versions: [],
    removed: [],
    aliases: {},
    uploads: {},
    unshown: [],
});
const aliasesOf = ({ aliases }, version) => Object.entries(aliases)
    .flatMap(([alias, target]) => (target === version ? [alias] : []))
    .sort();
const notFound = (name, version) => new src/* ToolkitError */.h4({ code: "model-not-found", provider: provider, message: `${name} has no version ${version}` });

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(57975);
;// CONCATENATED MODULE: ./build/packages/registry/src/providers/sagemaker/card.js

/** The longest content that SageMaker takes. */
const longest = 100_000;
/** By Amazon's "Model package model card schema", in one line; what there is too much of is left out, the last ones first. */
function cardOf(metadata, archive, evaluation) {
    for (const most of [100, 30, 10]) {
        const card = written(contentOf(metadata, archive, evaluation, most));
        if (card.length <= longest)
            return card;
    }
    return written(contentOf(metadata, archive, evaluation, 0));
}
/** Line ends of Unicode would make it two lines to SageMaker. */
const written = (card) => JSON.stringify(card).replace(/[\u0085\u2028\u2029]/g, (end) => `\\u${end.charCodeAt(0).toString(16).padStart(4, "0")}`);
function contentOf(metadata, archive, evaluation, most) {
    const { fine_tuned_on: tuned, hyperparameters, metrics } = metadata;
    const observations = `Fine-tuned from ${metadata.base_model} on ${tuned.dataset}, ${tuned.samples} samples, ${tuned.date}`;
    const { dataset_digest, git_commit, run_id } = metadata;
    const details = { base_model: metadata.base_model, dataset_digest, git_commit, run_id };
    return {
        model_overview: { model_creator: "genai-mlops", model_artifact: [archive] },
        training_details: {
            training_observations: observations.slice(0, 1024),
            training_job_details: {
                training_datasets: [tuned.dataset.slice(0, 1024)],
                user_provided_training_metrics: numbers({ eval_loss: metrics.eval_loss, perplexity: metrics.perplexity }),
                user_provided_hyper_parameters: Object.entries(hyperparameters)
                    .filter(([, value]) => value !== null && value !== undefined)
                    .map(([name, value]) => ({ name: oneLine(name, 255), value: oneLine(asText(value), 255) }))
                    .filter(({ name, value }) => name !== "" && value !== "")
                    .slice(0, most),
            },
        },
        ...(evaluation && { evaluation_details: [evaluationDetails(evaluation, most)] }),
        additional_information: {
            custom_details: Object.fromEntries(Object.entries(details).flatMap(([key, value]) => (value ? [[key, oneLine(value, 1024)]] : []))),
        },
    };
}
function evaluationDetails({ scores, verdict, testSet, time }, most) {
    return {
        name: "evaluation.json",
        evaluation_observation: `Verdict ${verdict}, ${testSet.rows} rows, ${time}`,
        datasets: [testSet.digest],
        metric_groups: [{ name: "scores", metric_data: metricData(scores).slice(0, most) }],
    };
}
function metricData(scores) {
    return Object.entries(scores)
        .filter(([name]) => oneLine(name, 255) !== "")
        .map(([name, { value, low, high, n }]) => ({
        name: oneLine(name, 255),
        type: "number",
        value,
        notes: low === null || high === null ? `n = ${n}` : `95 % interval ${low} to ${high}, n = ${n}`,
    }));
}
/** What ModelMetrics.ModelQuality.Statistics points to. */
function qualityOf({ metrics }, evaluation) {
    const training = numbers({ eval_loss: metrics.eval_loss, perplexity: metrics.perplexity }).map((metric) => ({
        ...metric,
        type: "number",
    }));
    const groups = [
        { name: "training", metric_data: training },
        ...(evaluation ? [{ name: "scores", metric_data: metricData(evaluation.scores) }] : []),
    ];
    return `${JSON.stringify({ version: 1, metric_groups: groups }, null, 1)}\n`;
}
/** undefined for what is no evaluation of ours: evidence is kept whatever it is, and is not shown then. */
function evaluationIn(text) {
    try {
        return src/* evaluationSchema */.MF.safeParse(JSON.parse(text ?? "null")).data;
    }
    catch {
        return undefined;
    }
}
const numbers = (values) => Object.entries(values)
    .filter(([, value]) => Number.isFinite(value))
    .map(([name, value]) => ({ name, value }));
const asText = (value) => (typeof value === "string" ? value : JSON.stringify(value));
const oneLine = (text, most) => text
    .replace(/[\p{Cc}\u2028\u2029]+/gu, " ")
    .trim()
    .slice(0, most);

;// CONCATENATED MODULE: ./build/packages/registry/src/providers/sagemaker/marks.js
/** SageMaker's limits of CustomerMetadataProperties: 50 of them, keys of 128 characters, values of 256. */
const limits = { entries: 50, key: 128, value: 256 };
const aliases = "genai-mlops.aliases";
/** What people filter versions by in SageMaker; all of it stands in the record and in model.json too. */
function marksOf(entry, metadata, held, evaluation) {
    const { fine_tuned_on: tuned } = metadata;
    const facts = {
        "genai-mlops.version": entry.version,
        "genai-mlops.digest": entry.digest,
        "genai-mlops.manifest": entry.model,
        [aliases]: held.join(" "),
        base_model: metadata.base_model,
        dataset: tuned.dataset,
        dataset_digest: metadata.dataset_digest,
        training_samples: tuned.samples,
        eval_loss: metadata.metrics.eval_loss,
        git_commit: metadata.git_commit,
        run_id: metadata.run_id,
        ...(evaluation && { "evaluation.verdict": evaluation.verdict }),
        ...Object.fromEntries(Object.entries(evaluation?.scores ?? {}).map(([name, { value }]) => [`score.${name}`, value])),
    };
    const marks = Object.entries(facts)
        .map(([key, value]) => [legal(key, limits.key), legal(String(value ?? ""), limits.value)])
        .filter(([key, value]) => key !== "" && value !== "");
    return Object.fromEntries(marks.slice(0, limits.entries));
}
/** Marks of ours that are not to be there any more. */
const staleMarks = (shown, wanted) => Object.keys(shown).filter((key) => !(key in wanted) && (key === aliases || /^(score|evaluation)\./.test(key)));
/** Letters, digits, blanks and _ . : / = + - @, as SageMaker has it. */
const legal = (text, most) => text
    .replace(/[^\p{L}\p{Zs}\p{N}_.:/=+\-@]+/gu, "_")
    .trim()
    .slice(0, most);

;// CONCATENATED MODULE: ./build/packages/registry/src/providers/sagemaker/show-version.js






/** The alias whose version is Approved. */
const approvedAlias = "champion";
/**
 * Lets model packages show what the record says: approval, marks, card and metrics. Exactly the champion is Approved,
 * because SageMaker's own pipelines deploy the newest Approved version of a group; a version that stops being the champion
 * waits for approval again. Rejected is said by people alone, and stays. Whoever was killed before all is shown left the
 * version in the record's list, and the next run goes on.
 */
async function showVersions(home, name) {
    for (let round = 1; round <= 20; round++) {
        const record = await home.records.read(name);
        const version = record?.unshown[0];
        if (!record || version === undefined)
            return;
        // the champion first: at no time is none Approved
        const first = record.unshown.find((one) => record.aliases[approvedAlias] === one) ?? version;
        const entry = record.versions.find((one) => one.version === first);
        if (entry?.arn && !entry.removing)
            await show(home, record, entry, entry.arn);
        await home.records.change(name, (now) => {
            const same = (0,external_node_util_.isDeepStrictEqual)(aliasesOf(now, first), aliasesOf(record, first));
            const left = now.unshown.filter((one) => one !== first || !same);
            // ours was late, and may have been shown over a newer one
            now.unshown = same || left.includes(first) ? left : [...left, first];
            return true;
        });
    }
}
async function show(home, record, entry, arn) {
    const { bucket, packages } = home;
    const { name } = record;
    const shown = await packages.describe(arn);
    if (shown?.ModelPackageStatus !== "Completed")
        return;
    const { metadata } = await storedModel(home, name, entry);
    const evaluation = evaluationIn((await bucket.read(layout.evidence(name, entry.version, "evaluation.json")))?.text);
    const held = aliasesOf(record, entry.version);
    const marks = marksOf(entry, metadata, held, evaluation);
    const card = cardOf(metadata, bucket.uri(layout.archive(name, entry.upload)), evaluation);
    const approval = approvalOf(held.includes(approvedAlias), shown.ModelApprovalStatus);
    const before = shown.CustomerMetadataProperties ?? {};
    const stale = staleMarks(before, marks);
    if (evaluation)
        await bucket.write(layout.quality(name, entry.version), qualityOf(metadata, evaluation));
    if (isShown(shown, { approval, marks, card }) && stale.length === 0)
        return;
    await packages.update({
        ModelPackageArn: arn,
        ModelApprovalStatus: approval,
        ...(approval !== shown.ModelApprovalStatus && {
            ApprovalDescription: approval === "Approved"
                ? `${name}@${approvedAlias} points here`
                : `${name}@${approvedAlias} points to another version`,
        }),
        CustomerMetadataProperties: marks,
        ...(stale.length > 0 && { CustomerMetadataPropertiesToRemove: stale }),
        ...(card !== shown.ModelCard?.ModelCardContent && {
            ModelCard: { ModelCardContent: card, ModelCardStatus: shown.ModelCard?.ModelCardStatus ?? "Draft" },
        }),
    });
}
function approvalOf(champion, shown) {
    if (champion)
        return "Approved";
    return shown === "Rejected" ? "Rejected" : "PendingManualApproval";
}
function isShown(shown, wanted) {
    const before = shown.CustomerMetadataProperties ?? {};
    return (shown.ModelApprovalStatus === wanted.approval &&
        shown.ModelCard?.ModelCardContent === wanted.card &&
        Object.entries(wanted.marks).every(([key, value]) => before[key] === value));
}

;// CONCATENATED MODULE: ./build/packages/registry/src/providers/sagemaker/evidence.js






const evaluation = "evaluation.json";
/** Evidence stands by its digest first, then by its name; evaluation.json comes into the package's card and metrics too. */
async function attachEvidence(home, name, { version, upload }, evidence, content) {
    const { bucket, records } = home;
    const key = layout.evidence(name, version, evidence);
    const digest = sha256Of(content);
    await bucket.write(layout.archived(name, version, digest.slice("sha256:".length)), content);
    await bucket.write(key, content);
    const record = await records.change(name, (now) => {
        const there = now.versions.some((one) => one.upload === upload && !one.removing);
        if (!there || evidence !== evaluation || now.unshown.includes(version))
            return false;
        now.unshown.push(version);
        return true;
    });
    // a removal that was faster has cleared away before us
    if (!record.versions.some((one) => one.upload === upload && !one.removing)) {
        await bucket.clear(layout.version(name, version));
        throw notFound(name, version);
    }
    if (evidence === evaluation)
        await showVersions(home, name);
    return digest;
}
/** By name, or by the digest that a promotion recorded. */
async function readEvidence({ bucket }, name, version, nameOrDigest) {
    const digits = /^sha256:([0-9a-f]{64})$/.exec(nameOrDigest)?.[1];
    const key = digits ? layout.archived(name, version, digits) : layout.evidence(name, version, nameOrDigest);
    const found = await bucket.read(key);
    if (digits && found && sha256Of(found.text) !== nameOrDigest)
        throw new src/* ToolkitError */.h4({
            code: "registry-corrupt",
            provider: provider,
            message: `${bucket.uri(key)} is not what was attached`,
            hint: "restore an earlier version of the object, or attach it again",
        });
    return found?.text;
}

;// CONCATENATED MODULE: ./build/packages/registry/src/providers/sagemaker/upload-parts.js

const atOnce = 4;
/**
 * An object by parts, some on their way at a time; one request where one part is all. The parts' buffers are used again, so
 * that memory is four parts whatever the size; `Upload` of @aws-sdk/lib-storage makes new ones, and node keeps hundreds of
 * megabytes of them before it looks. A failed upload is given up at S3.
 */
async function uploadParts({ client, sdk }, place, chunks, partSize) {
    const free = [];
    const underWay = new Set();
    const done = [];
    let made = 0;
    let begun = 0;
    let id;
    let sent = 0;
    let failure;
    async function emptyPart() {
        for (;;) {
            if (failure)
                throw failure.error;
            const part = free.pop();
            if (part)
                return part;
            if (made < atOnce) {
                made += 1;
                return Buffer.allocUnsafeSlow(partSize);
            }
            await Promise.race(underWay);
        }
    }
    async function begin(part, length) {
        id ??= (await client.send(new sdk.CreateMultipartUploadCommand({ ...place, ChecksumAlgorithm: "CRC32" }))).UploadId;
        sent += length;
        begun += 1;
        const work = send(part, length, begun).finally(() => {
            free.push(part);
            underWay.delete(work);
        });
        underWay.add(work);
    }
    async function send(part, length, PartNumber) {
        try {
            const Body = part.subarray(0, length);
            const { ETag, ChecksumCRC32 } = await client.send(new sdk.UploadPartCommand({ ...place, UploadId: id, PartNumber, Body, ChecksumAlgorithm: "CRC32" }));
            done.push({ PartNumber, ETag, ...(ChecksumCRC32 && { ChecksumCRC32 }) });
        }
        catch (error) {
            failure ??= { error };
        }
    }
    async function complete() {
        const Parts = done.sort((left, right) => (left.PartNumber ?? 0) - (right.PartNumber ?? 0));
        try {
            await client.send(new sdk.CompleteMultipartUploadCommand({ ...place, UploadId: id, MultipartUpload: { Parts } }));
        }
        catch (error) {
            // it was completed, and the answer was lost: to complete it again is refused
            if (!isMissing(error) || (await sizeOf({ client, sdk }, place)) !== sent)
                throw error;
        }
    }
    try {
        let part = await emptyPart();
        let filled = 0;
        for await (const chunk of chunks)
            for (let start = 0; start < chunk.length;) {
                if (filled === partSize) {
                    await begin(part, filled);
                    part = await emptyPart();
                    filled = 0;
                }
                const piece = chunk.subarray(start, start + partSize - filled);
                part.set(piece, filled);
                filled += piece.length;
                start += piece.length;
            }
        if (id === undefined) {
            await client.send(new sdk.PutObjectCommand({ ...place, Body: part.subarray(0, filled) }));
            return;
        }
        await begin(part, filled);
        await Promise.all(underWay);
        if (failure)
            throw failure.error;
        await complete();
    }
    catch (error) {
        await Promise.all(underWay);
        // what cannot be given up now, the next run finds by its place
        if (id !== undefined)
            await client.send(new sdk.AbortMultipartUploadCommand({ ...place, UploadId: id })).catch(() => undefined);
        throw error;
    }
}
async function sizeOf({ client, sdk }, place) {
    try {
        return (await client.send(new sdk.HeadObjectCommand(place))).ContentLength;
    }
    catch (error) {
        if (isMissing(error))
            return undefined;
        throw error;
    }
}

;// CONCATENATED MODULE: ./build/packages/registry/src/providers/sagemaker/bucket.js




const mebibyte = 2 ** 20;
const mostParts = 10_000;
async function openBucket(ports, region, { bucket, prefix, partBytes = 5 * mebibyte }) {
    const sdk = await Promise.all(/* import() */[__webpack_require__.e(5861), __webpack_require__.e(3711)]).then(__webpack_require__.t.bind(__webpack_require__, 53711, 19));
    const settings = (0,platform_src/* awsSettings */.Tk)(ports, region, "S3");
    const client = new sdk.S3Client({
        ...settings,
        // buckets have no host of their own where S3 is on this machine
        forcePathStyle: "endpoint" in settings,
        // what is fetched is held to SHA-256 by us
        responseChecksumValidation: "WHEN_REQUIRED",
    });
    const keyOf = (key) => [prefix, key].filter(Boolean).join("/");
    const at = (key) => ({ Bucket: bucket, Key: keyOf(key) });
    async function named(action, work) {
        try {
            return await work();
        }
        catch (error) {
            throw awsFailure(ports.secrets, `s3:${action}`, error);
        }
    }
    async function* stream(key) {
        let arrived = 0;
        let etag;
        for (let attempt = 1;; attempt++) {
            const before = arrived;
            try {
                const range = arrived > 0 ? { Range: `bytes=${arrived}-`, ...(etag && { IfMatch: etag }) } : {};
                const got = await client.send(new sdk.GetObjectCommand({ ...at(key), ...range }));
                etag ??= got.ETag;
                for await (const chunk of got.Body) {
                    arrived += chunk.length;
                    yield chunk;
                }
                return;
            }
            catch (error) {
                if (isMissing(error))
                    throw new src/* ToolkitError */.h4({
                        code: "object-missing",
                        provider: provider,
                        status: 404,
                        message: `there is no ${keyOf(key)}`,
                    });
                const failure = awsFailure(ports.secrets, "s3:GetObject", error);
                if (!(failure instanceof src/* ToolkitError */.h4) || !failure.retryable || arrived === 0 || attempt >= 5)
                    throw failure;
                if (arrived > before)
                    attempt = 1;
                ports.log.info(`the download of ${keyOf(key)} was cut after ${arrived} bytes and goes on`);
                await ports.clock.sleep(500 * attempt);
            }
        }
    }
    async function list(below) {
        const found = [];
        let next;
        do {
            const page = await client.send(new sdk.ListObjectsV2Command({
                Bucket: bucket,
                Prefix: keyOf(below),
                ...(next && { ContinuationToken: next }),
            }));
            const start = prefix === "" ? 0 : prefix.length + 1;
            found.push(...(page.Contents ?? []).map(({ Key = "" }) => Key.slice(start)));
            next = page.IsTruncated ? page.NextContinuationToken : undefined;
        } while (next);
        return found;
    }
    async function abortUploads(below) {
        const open = await client.send(new sdk.ListMultipartUploadsCommand({ Bucket: bucket, Prefix: keyOf(below) }));
        for (const { Key, UploadId } of open.Uploads ?? [])
            await client
                .send(new sdk.AbortMultipartUploadCommand({ Bucket: bucket, Key, UploadId }))
                .catch((error) => {
                if (!isMissing(error))
                    throw error;
            });
    }
    return {
        uri: (key) => `s3://${bucket}/${keyOf(key)}`,
        stream,
        async read(key) {
            return await named("GetObject", async () => {
                try {
                    const got = await client.send(new sdk.GetObjectCommand(at(key)));
                    return { text: (await got.Body?.transformToString()) ?? "", etag: got.ETag ?? "" };
                }
                catch (error) {
                    if (isMissing(error))
                        return undefined;
                    throw error;
                }
            });
        },
        async write(key, content) {
            const type = key.endsWith(".json") ? { ContentType: "application/json" } : {};
            await named("PutObject", () => client.send(new sdk.PutObjectCommand({ ...at(key), Body: content, ...type })));
        },
        async swap(key, content, seen) {
            const condition = seen === null ? { IfNoneMatch: "*" } : { IfMatch: seen };
            const input = { ...at(key), Body: content, ContentType: "application/json", ...condition };
            return await named("PutObject", async () => {
                try {
                    await client.send(new sdk.PutObjectCommand(input));
                    return true;
                }
                catch (error) {
                    // what was seen may be gone as well
                    if (isLost(error) || (seen !== null && (0,platform_src/* awsStatusOf */.$5)(error) === 404 && isMissing(error)))
                        return false;
                    throw error;
                }
            });
        },
        async upload(key, chunks, bytes) {
            const partSize = Math.max(partBytes, Math.ceil((bytes * 1.01) / mostParts / mebibyte) * mebibyte);
            await named("PutObject", () => uploadParts({ client, sdk }, at(key), chunks, partSize));
            // where the answer to its beginning was lost, it was begun twice
            await named("ListBucketMultipartUploads", () => abortUploads(key));
        },
        list: (below) => named("ListBucket", () => list(below)),
        async clear(below) {
            await named("ListBucketMultipartUploads", () => abortUploads(below));
            const keys = await named("ListBucket", () => list(below));
            for (const key of keys)
                await named("DeleteObject", () => client.send(new sdk.DeleteObjectCommand(at(key))));
        },
    };
}

;// CONCATENATED MODULE: ./build/packages/registry/src/providers/sagemaker/packages.js



const patienceMs = 600_000;
async function openPackages(ports, region) {
    const { clock, secrets } = ports;
    const sdk = await Promise.all(/* import() */[__webpack_require__.e(5861), __webpack_require__.e(4459)]).then(__webpack_require__.t.bind(__webpack_require__, 94459, 19));
    const client = new sdk.SageMakerClient((0,platform_src/* awsSettings */.Tk)(ports, region, "SAGEMAKER"));
    async function named(action, work) {
        try {
            return await work();
        }
        catch (error) {
            throw awsFailure(secrets, `sagemaker:${action}`, error);
        }
    }
    const orAbsent = (work) => work().catch((error) => {
        if (isMissing(error))
            return undefined;
        throw error;
    });
    async function describe(arn) {
        return await named("DescribeModelPackage", () => orAbsent(() => client.send(new sdk.DescribeModelPackageCommand({ ModelPackageName: arn }))));
    }
    async function complete(arn) {
        const deadline = clock.now() + patienceMs;
        for (;;) {
            const found = await describe(arn);
            if (found?.ModelPackageStatus === "Completed")
                return;
            if (found === undefined || found.ModelPackageStatus === "Failed" || found.ModelPackageStatus === "Deleting") {
                const reasons = found?.ModelPackageStatusDetails?.ValidationStatuses?.flatMap(({ FailureReason }) => FailureReason ?? []);
                throw new src/* ToolkitError */.h4({
                    code: "sagemaker-package-failed",
                    provider: provider,
                    message: `${arn} is ${found?.ModelPackageStatus ?? "gone"}: ${secrets.redact(reasons?.join("; ") ?? "")}`,
                    hint: "see the model package in SageMaker; register again when what it names is mended",
                });
            }
            if (clock.now() >= deadline)
                throw new src/* ToolkitError */.h4({
                    code: "sagemaker-package-slow",
                    provider: provider,
                    retryable: true,
                    message: `${arn} is ${found.ModelPackageStatus} for ${patienceMs / 60_000} minutes`,
                });
            await clock.sleep(2000);
        }
    }
    return {
        describe,
        complete,
        async openGroup(name) {
            const there = await named("DescribeModelPackageGroup", () => orAbsent(() => client.send(new sdk.DescribeModelPackageGroupCommand({ ModelPackageGroupName: name }))));
            if (there)
                return;
            await named("CreateModelPackageGroup", async () => {
                try {
                    const Tags = [{ Key: "genai-mlops", Value: "registry" }];
                    const ModelPackageGroupDescription = "Versions of a model, kept by genai-mlops";
                    await client.send(new sdk.CreateModelPackageGroupCommand({ ModelPackageGroupName: name, ModelPackageGroupDescription, Tags }));
                }
                catch (error) {
                    // another run was faster
                    const exists = isAwsError(error, "ConflictException") || /already exists/.test(error.message);
                    if (!exists)
                        throw error;
                }
            });
        },
        async list(group) {
            const found = [];
            let next;
            do {
                const input = {
                    ModelPackageGroupName: group,
                    MaxResults: 100,
                    SortBy: "CreationTime",
                    SortOrder: "Ascending",
                };
                const page = await named("ListModelPackages", () => orAbsent(() => client.send(new sdk.ListModelPackagesCommand({ ...input, ...(next && { NextToken: next }) }))));
                found.push(...(page?.ModelPackageSummaryList ?? []).map(listed));
                next = page?.NextToken;
            } while (next);
            return found;
        },
        async create(input) {
            return await named("CreateModelPackage", async () => {
                const made = await client.send(new sdk.CreateModelPackageCommand(input));
                return made.ModelPackageArn ?? "";
            });
        },
        async update(input) {
            await named("UpdateModelPackage", () => client.send(new sdk.UpdateModelPackageCommand(input)));
        },
        async remove(arn) {
            await named("DeleteModelPackage", async () => {
                try {
                    await client.send(new sdk.DeleteModelPackageCommand({ ModelPackageName: arn }));
                }
                catch (error) {
                    if (!isMissing(error) && !isAwsError(error, "ConflictException"))
                        throw error;
                    if (isAwsError(error, "ConflictException") && (await describe(arn))?.ModelPackageStatus !== "Deleting")
                        throw error;
                }
            });
        },
    };
}
const listed = (summary) => ({
    arn: summary.ModelPackageArn ?? "",
    description: summary.ModelPackageDescription ?? "",
    status: summary.ModelPackageStatus ?? "",
    approval: summary.ModelApprovalStatus,
});

;// CONCATENATED MODULE: ./build/packages/registry/src/providers/sagemaker/home.js




/** @throws InputError `no-region` */
async function openHome(ports, config) {
    const region = (0,platform_src/* awsRegionOf */.jy)(ports, config.region);
    const [bucket, packages] = await Promise.all([openBucket(ports, region, config), openPackages(ports, region)]);
    const { clock, random } = ports;
    return {
        ports,
        bucket,
        packages,
        records: recordsIn(bucket, region, () => clock.sleep(Math.round(20 + random.uniform() * 200))),
        cacheFolder: config.cacheFolder,
        leaseSeconds: config.leaseSeconds ?? 600,
        image: config.image,
    };
}

;// CONCATENATED MODULE: ./build/packages/registry/src/providers/sagemaker/survey.js




/** SageMaker never changes a description, so it tells which version a package is of. */
const descriptionOf = ({ version, digest, upload }) => `${version}, ${digest}, upload ${upload}, registered by genai-mlops`;
/** Of what the record says, the versions whose package is there; what others put into the group is passed over. */
async function survey(home, record) {
    if (record.versions.length === 0)
        return [];
    const listed = await home.packages.list(record.name);
    const found = await Promise.all(record.versions.map(async (entry) => (entry.removing ? undefined : await heldOf(home, entry, listed))));
    const held = found.filter((one) => one !== undefined);
    requireTargets(home, record, held);
    return held;
}
async function heldOf({ packages }, entry, listed) {
    const found = packageOf(entry, listed);
    if (found)
        return found.status === "Completed" ? { entry, arn: found.arn, approval: found.approval } : undefined;
    // a list may be behind; a package that was removed by hand is not there for a description either
    const described = entry.arn === null ? undefined : await packages.describe(entry.arn);
    if (described?.ModelPackageStatus !== "Completed")
        return undefined;
    return { entry, arn: entry.arn ?? "", approval: described.ModelApprovalStatus };
}
const packageOf = (entry, listed) => listed.find(({ arn }) => arn === entry.arn) ?? listed.find(({ description }) => description === descriptionOf(entry));
/** An alias whose version is gone, taken for absent, would make a release the first one. */
function requireTargets({ bucket }, record, held) {
    for (const [alias, version] of Object.entries(record.aliases))
        if (!held.some(({ entry }) => entry.version === version))
            throw new src/* ToolkitError */.h4({
                code: "registry-corrupt",
                provider: provider,
                message: `${record.name}@${alias} is ${version}, whose model package is not in SageMaker any more`,
                hint: `register that model again: its bytes are still below ${bucket.uri(layout.uploads(record.name))}`,
            });
}
function described(record, { entry, arn }) {
    const { version, digest, createdAt } = entry;
    const { name } = record;
    return {
        name,
        version,
        digest,
        modelRef: `${name}#${digest}`,
        uri: arn,
        createdAt,
        aliases: aliasesOf(record, version),
    };
}

;// CONCATENATED MODULE: ./build/packages/registry/src/providers/sagemaker/move-alias.js






/**
 * Moves an alias from where it was seen, in one conditional write of the record; approval and marks in SageMaker follow.
 * @throws ToolkitError `alias-moved`, `model-not-found`, `version-rejected` (by a person in SageMaker)
 */
async function moveAlias(home, name, wanted, version, seen) {
    const alias = (0,src_version/* requireAlias */.ye)(wanted);
    const before = await home.records.read(name);
    const target = before && (await survey(home, before)).find(({ entry }) => entry.version === version);
    if (!target)
        throw notFound(name, version);
    if (alias === approvedAlias && target.approval === "Rejected")
        throw new src/* ToolkitError */.h4({
            code: "version-rejected",
            provider: provider,
            message: `${name} ${version} was rejected in SageMaker`,
            hint: "set its approval status there to PendingManualApproval first, if it is to be used after all",
        });
    await home.records.change(name, (record) => {
        const current = Object.hasOwn(record.aliases, alias) ? record.aliases[alias] : undefined;
        if (current === version)
            return false;
        if (!record.versions.some((entry) => entry.version === version && !entry.removing))
            throw notFound(name, version);
        if (current !== seen)
            throw new src/* ToolkitError */.h4({
                code: "alias-moved",
                provider: provider,
                message: `${name}@${alias} is ${current ?? "unset"}, not ${seen ?? "unset"}: another run moved it`,
            });
        record.aliases = { ...record.aliases, [alias]: version };
        record.unshown = [...new Set([...record.unshown, version, ...(current === undefined ? [] : [current])])];
        return true;
    });
    await showVersions(home, name);
}

// EXTERNAL MODULE: ./build/packages/registry/src/providers/sagemaker/place.js
var place = __webpack_require__(36514);
;// CONCATENATED MODULE: ./build/packages/registry/src/providers/sagemaker/promotions.js




/** Promotions as numbered objects, each written only where nothing stands: of two writers one takes the next number. */
async function recordPromotion(home, name, promotion) {
    const record = (0,src/* parseStrictly */.ge)(src/* promotionSchema */.xS, promotion, "promotion");
    for (;;) {
        const keys = await home.bucket.list(layout.promotions(name));
        const last = keys.at(-1);
        if (last !== undefined && (0,external_node_util_.isDeepStrictEqual)(await read(home, last), record))
            return;
        const next = layout.promotion(name, numberOf(last) + 1);
        if (await home.bucket.swap(next, `${JSON.stringify(record)}\n`, null))
            return;
    }
}
/** The first one first. */
async function readPromotions(home, name) {
    const found = [];
    for (const [index, key] of (await home.bucket.list(layout.promotions(name))).entries()) {
        if (key !== layout.promotion(name, index + 1))
            throw promotions_corrupt(home, layout.promotion(name, index + 1), "is missing");
        found.push(await read(home, key));
    }
    return found;
}
const numberOf = (key) => Number(/(\d+)\.json$/.exec(key ?? "")?.[1] ?? 0);
async function read(home, key) {
    const text = (await home.bucket.read(key))?.text;
    let value;
    try {
        value = JSON.parse(text ?? "");
    }
    catch {
        throw promotions_corrupt(home, key, "cannot be read");
    }
    const parsed = src/* promotionSchema */.xS.safeParse(value);
    if (parsed.success)
        return parsed.data;
    throw promotions_corrupt(home, key, "is no promotion");
}
const promotions_corrupt = ({ bucket }, key, problem) => new src/* ToolkitError */.h4({
    code: "registry-corrupt",
    provider: provider,
    message: `${bucket.uri(key)} ${problem}`,
    hint: "restore an earlier version of the object, where the bucket keeps them",
});

;// CONCATENATED MODULE: ./build/packages/registry/src/providers/sagemaker/make-package.js






/**
 * Gives a version its model package, found before it is made; the client token makes two runs that do so at once make one.
 * @returns its ARN
 */
async function makePackage(home, name, entry) {
    const { packages, records } = home;
    const there = packageOf(entry, await packages.list(name));
    // one that failed never becomes another
    if (there?.status === "Failed")
        await packages.remove(there.arn);
    const usable = there !== undefined && there.status !== "Failed" && there.status !== "Deleting";
    const arn = usable ? there.arn : await create(home, name, entry, there?.arn ?? entry.arn);
    await packages.complete(arn);
    const record = await records.change(name, (now) => {
        const own = now.versions.find(({ upload }) => upload === entry.upload);
        if (!own || own.removing || own.arn === arn)
            return false;
        own.arn = arn;
        return true;
    });
    // it was removed while we made it
    if (!record.versions.some(({ upload, removing }) => upload === entry.upload && !removing))
        await packages.remove(arn);
    return arn;
}
/** @param before the package that stood here, and is no more: its client token would give it back */
async function create(home, name, entry, before) {
    const { bucket, packages, image } = home;
    const { metadata } = await storedModel(home, name, entry);
    const quality = layout.quality(name, entry.version);
    const archive = bucket.uri(layout.archive(name, entry.upload));
    await bucket.write(quality, qualityOf(metadata, undefined));
    const { git_commit, run_id } = metadata;
    return await packages.create({
        ModelPackageGroupName: name,
        ModelPackageDescription: descriptionOf(entry),
        ModelApprovalStatus: "PendingManualApproval",
        ClientToken: (0,external_node_crypto_.createHash)("sha256")
            .update(`${descriptionOf(entry)} ${before ?? ""}`)
            .digest("hex")
            .slice(0, 36),
        InferenceSpecification: {
            Containers: [{ ModelDataUrl: archive, ...(image !== undefined && { Image: image }) }],
            SupportedContentTypes: ["application/json"],
            SupportedResponseMIMETypes: ["application/json"],
        },
        ModelMetrics: {
            ModelQuality: { Statistics: { ContentType: "application/json", S3Uri: bucket.uri(quality) } },
        },
        MetadataProperties: {
            GeneratedBy: make_package_oneLine(run_id),
            ...(git_commit !== null && { CommitId: make_package_oneLine(git_commit) }),
        },
        CustomerMetadataProperties: marksOf(entry, metadata, [], undefined),
        ModelCard: { ModelCardContent: cardOf(metadata, archive, undefined), ModelCardStatus: "Draft" },
    });
}
const make_package_oneLine = (text) => text.replace(/[\r\n\u0085\u2028\u2029]+/g, " ").slice(0, 1024);

;// CONCATENATED MODULE: ./build/packages/registry/src/providers/sagemaker/remove-version.js





/** The removal is agreed in the record first, in one step with the look at the aliases; then the package goes, then the bytes. */
async function removeVersion(home, name, version) {
    if ((await home.records.read(name)) === undefined)
        return;
    const record = await home.records.change(name, (now) => {
        const entry = now.versions.find((one) => one.version === version);
        if (!entry || entry.removing)
            return false;
        const held = aliasesOf(now, version);
        if (held.length > 0)
            throw new src/* ToolkitError */.h4({
                code: "version-in-use",
                provider: provider,
                message: `${name} ${version} is ${held.join(", ")}`,
                hint: "move the alias first",
            });
        entry.removing = true;
        return true;
    });
    const entry = record.versions.find((one) => one.version === version);
    if (entry)
        await finishRemoval(home, name, entry);
}
async function finishRemoval({ packages, bucket, records }, name, entry) {
    const arn = packageOf(entry, await packages.list(name))?.arn ?? entry.arn;
    if (arn !== null && arn !== undefined)
        await packages.remove(arn);
    await bucket.clear(layout.upload(name, entry.upload));
    await bucket.clear(layout.version(name, entry.version));
    await records.change(name, (now) => {
        if (!now.versions.some(({ upload }) => upload === entry.upload))
            return false;
        now.versions = now.versions.filter(({ upload }) => upload !== entry.upload);
        now.removed = [...new Set([...now.removed, entry.version])];
        now.unshown = now.unshown.filter((version) => version !== entry.version);
        return true;
    });
}

// EXTERNAL MODULE: ./build/packages/registry/src/send-model-files.js
var send_model_files = __webpack_require__(10563);
// EXTERNAL MODULE: ./build/packages/registry/src/upload-life.js
var upload_life = __webpack_require__(43985);
;// CONCATENATED MODULE: ./build/packages/registry/src/providers/sagemaker/pack.js

const pack_block = 512;
/** What eleven octal digits hold; larger sizes and longer names stand in a pax header (POSIX.1-2017, pax). */
const largest = 8 ** 11 - 1;
const longestName = 100;
/**
 * `model.tar.gz` as it is read from disk: the same files give the same bytes. Gzip's blocks are stored, not deflated (RFC
 * 1951, 3.2.4): weights hardly get smaller, and deflating them is slower than the network.
 */
async function* packed(files) {
    yield Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]);
    let checksum = 0;
    let size = 0;
    for await (const chunk of tarOf(files)) {
        checksum = (0,external_node_zlib_.crc32)(chunk, checksum);
        size += chunk.length;
        for (let start = 0; start < chunk.length; start += 0xffff)
            yield* stored(chunk.subarray(start, start + 0xffff), 0);
    }
    yield* stored(new Uint8Array(), 1);
    const end = Buffer.alloc(8);
    end.writeUInt32LE(checksum);
    end.writeUInt32LE(size % 2 ** 32, 4);
    yield end;
}
/** About how many bytes `packed` gives. */
const packedBytes = (files) => Math.ceil(files.reduce((sum, { bytes }) => sum + bytes + 4 * pack_block, 2 * pack_block) * 1.0002);
function* stored(data, last) {
    const head = Buffer.alloc(5);
    head.writeUInt8(last);
    head.writeUInt16LE(data.length, 1);
    head.writeUInt16LE(0xffff ^ data.length, 3);
    yield head;
    if (data.length > 0)
        yield data;
}
async function* tarOf(files) {
    for (const { path, bytes, open } of files) {
        yield* headersOf(path, bytes);
        yield* open();
        if (bytes % pack_block > 0)
            yield Buffer.alloc(pack_block - (bytes % pack_block));
    }
    yield Buffer.alloc(2 * pack_block);
}
function* headersOf(path, bytes) {
    const long = Buffer.byteLength(path) > longestName;
    if (long || bytes > largest) {
        const extended = Buffer.from((long ? paxRecord("path", path) : "") + (bytes > largest ? paxRecord("size", String(bytes)) : ""));
        yield header("pax", extended.length, "x");
        yield extended;
        if (extended.length % pack_block > 0)
            yield Buffer.alloc(pack_block - (extended.length % pack_block));
    }
    yield header(long ? "long" : path, bytes > largest ? 0 : bytes, "0");
}
/** `<length> <key>=<value>\n`, where the length counts its own digits. */
function paxRecord(key, value) {
    const rest = Buffer.byteLength(` ${key}=${value}\n`);
    let length = rest + String(rest).length;
    length = rest + String(length).length;
    return `${length} ${key}=${value}\n`;
}
/** Mode, owner and time are the same for every file: they are no part of a model. */
function header(path, bytes, type) {
    const bytesOf = Buffer.alloc(pack_block);
    const octal = (value, digits) => `${value.toString(8).padStart(digits, "0")}\0`;
    bytesOf.write(path, 0);
    bytesOf.write(octal(0o644, 7), 100);
    bytesOf.write(octal(0, 7), 108);
    bytesOf.write(octal(0, 7), 116);
    bytesOf.write(octal(bytes, 11), 124);
    bytesOf.write(octal(0, 11), 136);
    bytesOf.write("        ", 148);
    bytesOf.write(type, 156);
    bytesOf.write("ustar\x0000", 257);
    const sum = bytesOf.reduce((total, byte) => total + byte, 0);
    bytesOf.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
    return bytesOf;
}

;// CONCATENATED MODULE: ./build/packages/registry/src/providers/sagemaker/upload-model.js








/**
 * Sends a model as `model.tar.gz` in one read of the disk, which also gives the checksums. The record says first that the
 * upload is under way, and now and then that it lives; what fails is cleared away, what is killed the next run clears.
 */
async function uploadModel(home, name, folder, found, metadata) {
    const { ports, records, bucket } = home;
    const id = ports.random.uuid();
    await records.change(name, (record) => {
        record.uploads[id] = { aliveAt: (0,platform_src/* isoTime */.Ly)(ports.clock), abandoned: false };
        return true;
    });
    try {
        const rules = { provider: provider, retryable: true, onChunk: lifeSignsOf(home, name, id) };
        const readings = found.map((file) => (0,send_model_files/* readModelFile */.G)(ports.files, folder, file, rules));
        const sources = readings.map(({ file, open }) => ({ ...file, open }));
        await bucket.upload(layout.archive(name, id), packed(sources), packedBytes(found));
        const files = [];
        for (const reading of readings)
            files.push(await reading.finish());
        const written = writtenModel(files, metadata);
        await bucket.write(layout.model(name, id), written);
        return { id, digest: (0,model_files/* contentDigest */.eZ)(files), model: sha256Of(written) };
    }
    catch (error) {
        await dropUpload(home, name, id).catch(() => undefined);
        throw error;
    }
}
/**
 * Clears an upload away: agreed in the record first, so that its owner, who may be slow and not dead, makes no version of
 * it; then the bytes, then what names them.
 * @param silentMs how long it has to have shown no life, where it is another's
 */
async function dropUpload({ bucket, records, ports }, name, id, silentMs = 0) {
    const record = await records.change(name, ({ uploads }) => {
        const upload = uploads[id];
        if (!upload || upload.abandoned || ports.clock.now() - Date.parse(upload.aliveAt) < silentMs)
            return false;
        upload.abandoned = true;
        return true;
    });
    const known = record.versions.some(({ upload }) => upload === id);
    if (known || record.uploads[id]?.abandoned === false)
        return;
    await bucket.clear(layout.upload(name, id));
    await records.change(name, ({ uploads }) => {
        if (!(id in uploads))
            return false;
        delete uploads[id];
        return true;
    });
}
/** @throws ToolkitError `upload-abandoned` */
function requireAlive({ uploads }, id) {
    if (uploads[id]?.abandoned !== false)
        throw (0,upload_life/* abandonedUpload */.k)(provider);
}
function lifeSignsOf({ ports, records, leaseSeconds }, name, id) {
    if (leaseSeconds === 0)
        return async () => undefined;
    return (0,upload_life/* lifeSigns */.D)(ports.clock, leaseSeconds, async () => {
        await records.change(name, (record) => {
            requireAlive(record, id);
            record.uploads[id] = { aliveAt: (0,platform_src/* isoTime */.Ly)(ports.clock), abandoned: false };
            return true;
        });
    });
}

;// CONCATENATED MODULE: ./build/packages/registry/src/providers/sagemaker/tidy.js





/**
 * Ends what killed runs began: uploads that show no life, numbers without a package, removals, packages that do not show
 * yet what the record says.
 * @returns how things are afterwards
 */
async function tidy(home, name) {
    const { records, leaseSeconds } = home;
    const before = await records.read(name);
    if (!before)
        return undefined;
    for (const id of Object.keys(before.uploads))
        await dropUpload(home, name, id, leaseSeconds * 1000);
    for (const entry of before.versions) {
        if (entry.removing)
            await finishRemoval(home, name, entry);
        else if (entry.arn === null)
            await makePackage(home, name, entry).catch((error) => unmade(home, error));
    }
    if (before.unshown.length > 0)
        await showVersions(home, name);
    return await records.read(name);
}
/** It stays unseen, and must not keep others from registering: whoever registers it again is told. */
function unmade({ ports }, error) {
    if (!(error instanceof src/* ToolkitError */.h4) || error.retryable)
        throw error;
    ports.log.warning(`a version that another run left has no model package yet: ${error.message}`);
}

;// CONCATENATED MODULE: ./build/packages/registry/src/providers/sagemaker/register-model.js







/** @returns the version's entry with its package */
async function registerModel(home, candidate) {
    const { name, folder, metadata } = candidate;
    const found = await (0,model_files/* modelFiles */.VC)(home.ports.files, folder);
    // rights and quota are found out before the bytes are sent
    await home.packages.openGroup(name);
    const before = await tidy(home, name);
    const same = before && (await known(home, before, folder, found));
    if (same)
        return { entry: { ...same, arn: await makePackage(home, name, same) }, created: false };
    const uploaded = await uploadModel(home, name, folder, found, metadata);
    const { entry, created } = await claim(home, candidate, (0,model_files/* shapeOf */.F5)(found), uploaded).catch(async (error) => {
        // whoever took it for dead cleared it away before its last bytes came
        if (error instanceof src/* ToolkitError */.h4 && error.code === "upload-abandoned")
            await dropUpload(home, name, uploaded.id);
        throw error;
    });
    if (!created)
        await dropUpload(home, name, uploaded.id);
    return { entry: { ...entry, arn: await makePackage(home, name, entry) }, created };
}
/** The version with these bytes. Reads them only when one has files of the same names and sizes. */
async function known({ ports }, record, folder, found) {
    const shape = (0,model_files/* shapeOf */.F5)(found);
    const alike = record.versions.filter((entry) => entry.shape === shape && !entry.removing);
    if (alike.length === 0)
        return undefined;
    const digest = (0,model_files/* contentDigest */.eZ)(await (0,model_files/* withDigests */.o2)(ports.files, folder, found));
    return alike.find((entry) => entry.digest === digest);
}
/** Gives uploaded bytes their number, unless somebody was faster with the same ones. */
async function claim({ records, ports }, { name, bump }, shape, { id, digest, model }) {
    let given;
    let created = false;
    await records.change(name, (record) => {
        given = record.versions.find((entry) => entry.digest === digest && !entry.removing);
        // ours when the answer to an earlier try was lost
        created = given === undefined || given.upload === id;
        if (given !== undefined)
            return false;
        requireAlive(record, id);
        const version = (0,src_version/* nextVersion */.yU)([...record.versions.map((entry) => entry.version), ...record.removed], bump);
        const createdAt = (0,platform_src/* isoTime */.Ly)(ports.clock);
        given = { version, digest, shape, upload: id, model, createdAt, arn: null, removing: false };
        record.versions.push(given);
        delete record.uploads[id];
        return true;
    });
    return { entry: given, created };
}

;// CONCATENATED MODULE: ./build/packages/registry/src/providers/sagemaker/index.js
















/**
 * Models as model packages of SageMaker, one group a model, with the bytes as `model.tar.gz` in S3. Which numbers are
 * given and where aliases point stands in one object a model there (`record.ts`), which is changed on a condition;
 * SageMaker, which knows no condition, shows it (`show-version.ts`).
 * @throws InputError `no-region`
 */
async function sageMakerRegistry(ports, config) {
    const home = await openHome(ports, config);
    const { bucket, records } = home;
    async function list(name) {
        const record = await records.read(named(name));
        return record ? (await survey(home, record)).map((held) => described(record, held)) : [];
    }
    async function heldOf({ name, version, digest }) {
        const record = await records.read(named(name));
        const held = record && (await survey(home, record)).find(({ entry }) => entry.version === version);
        if (!held)
            throw notFound(name, version);
        if (held.entry.digest === digest)
            return held;
        throw corrupt(name, version, `is ${held.entry.digest}, not ${digest}`);
    }
    return {
        list,
        async register(candidate) {
            const { entry, created } = await registerModel(home, { ...candidate, name: named(candidate.name) });
            const record = await records.read(candidate.name);
            if (record?.versions.some(({ upload, removing }) => upload === entry.upload && !removing))
                return { version: described(record, { entry, arn: entry.arn ?? "", approval: undefined }), created };
            const message = `${candidate.name} was registered, and another run removed it at once`;
            throw new src/* ToolkitError */.h4({ code: "model-not-found", provider: "sagemaker", retryable: true, message });
        },
        async find(text) {
            const selector = (0,src_version/* parseSelector */.Pl)(text);
            return (0,src_version/* selected */.wH)(await list(selector.name), selector);
        },
        async setAlias(name, alias, version, seen) {
            (0,src_version/* requireAlias */.ye)(alias);
            await moveAlias(home, named(name), alias, version, seen);
        },
        async remove({ name, version }) {
            await removeVersion(home, named(name), version);
        },
        async fetch(version) {
            const { entry } = await heldOf(version);
            const { manifest } = await storedModel(home, version.name, entry);
            const folder = (0,external_node_path_.join)(home.cacheFolder, version.name, version.digest.replace(":", "-"));
            await bringModel(home, entry, manifest, folder, { strict: true });
            return folder;
        },
        async download(version, folder) {
            const { entry } = await heldOf(version);
            const { manifest } = await storedModel(home, version.name, entry);
            await bringModel(home, entry, manifest, folder, { strict: false });
        },
        async metadata(version) {
            const { entry } = await heldOf(version);
            const { manifest, metadata } = await storedModel(home, version.name, entry);
            const paths = manifest.files.map(({ path }) => path);
            const artifacts = (0,src_artifacts/* artifactsOf */.N)(`${bucket.uri(layout.archive(version.name, entry.upload))}#`, paths);
            return { ...metadata, model_version: entry.version, artifacts };
        },
        async attach(version, evidence, content) {
            (0,src_version/* requireName */.rI)(evidence);
            const { entry } = await heldOf(version);
            return await attachEvidence(home, version.name, entry, evidence, content);
        },
        async attached(version, nameOrDigest) {
            return await readEvidence(home, named(version.name), version.version, nameOrDigest);
        },
        recordPromotion: (name, promotion) => recordPromotion(home, named(name), promotion),
        promotions: (name) => readPromotions(home, named(name)),
    };
    function named(name) {
        return (0,place/* requireGroupName */.A)((0,src_version/* requireName */.rI)(name));
    }
}


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


/***/ })

};
