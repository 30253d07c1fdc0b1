export const id = 8934;
export const ids = [8934];
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

/***/ 78934:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  wandbRegistry: () => (/* binding */ wandbRegistry)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(57975);
// EXTERNAL MODULE: ./build/packages/contracts/src/index.js + 27 modules
var src = __webpack_require__(58639);
// EXTERNAL MODULE: ./build/packages/registry/src/artifacts.js
var artifacts = __webpack_require__(90504);
// EXTERNAL MODULE: ./build/packages/registry/src/version.js
var src_version = __webpack_require__(43819);
// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 9 modules
var schemas = __webpack_require__(27597);
;// CONCATENATED MODULE: ./build/packages/wandb-ts/src/client/error.js
/** What went wrong. Neither the key nor a signed address is ever in it. */
class error_WandbError extends Error {
    code;
    status;
    retryable;
    retryAfterMs;
    constructor({ code, message, status, retryable, retryAfterMs, cause }) {
        super(message, cause === undefined ? undefined : { cause });
        this.name = "WandbError";
        this.code = code;
        this.status = status;
        this.retryable = retryable ?? false;
        this.retryAfterMs = retryAfterMs;
    }
}
/** Hides the key, its Basic credentials and what signs an address. */
function redacted(text, apiKey) {
    const basic = Buffer.from(`api:${apiKey}`).toString("base64");
    return text
        .replaceAll(apiKey, "***")
        .replaceAll(basic, "***")
        .replace(/(https?:\/\/[^\s"'?]+)\?[^\s"']*/g, "$1?***");
}

;// CONCATENATED MODULE: ./build/packages/wandb-ts/src/client/retry.js

const retryableStatuses = new Set([408, 409, 425, 429]);
/** The official client repeats these too; 409 is W&B's word for two transactions in each other's way. */
function isRetryableStatus(status) {
    return retryableStatuses.has(status) || status >= 500;
}
/** Repeats `work` while it throws what says it is retryable; a pause doubles, with jitter, unless the server says how long. */
async function withRetry({ clock, random }, { attempts, firstPauseMs, longestPauseMs, onRetry }, work) {
    for (let attempt = 1;; attempt++) {
        try {
            return await work();
        }
        catch (error) {
            if (!(error instanceof error_WandbError) || !error.retryable || attempt >= attempts)
                throw error;
            const ceiling = Math.min(longestPauseMs, firstPauseMs * 2 ** (attempt - 1));
            const pauseMs = error.retryAfterMs ?? Math.round(ceiling * (0.5 + random() / 2));
            onRetry?.(attempt, error.message, pauseMs);
            await clock.sleep(pauseMs);
        }
    }
}
const longestRetryAfterMs = 120_000;
/** Of a Retry-After header: seconds or an HTTP date; undefined when absent or unreadable. */
function retryAfterMs(value, now) {
    if (!value)
        return undefined;
    const wait = /^\d+(\.\d+)?$/.test(value.trim()) ? Number(value) * 1000 : Date.parse(value) - now;
    return Number.isNaN(wait) ? undefined : Math.min(Math.max(wait, 0), longestRetryAfterMs);
}

;// CONCATENATED MODULE: ./build/packages/wandb-ts/src/client/transport.js


const longestText = 16 * 2 ** 20;
/** A small body as text; a large one where a small one belongs is no answer of W&B's. */
async function textOf(answer) {
    const chunks = [];
    let size = 0;
    for await (const chunk of answer.body) {
        size += chunk.length;
        if (size > longestText)
            throw new error_WandbError({ code: "not-understood", message: `the answer is longer than ${longestText} bytes` });
        chunks.push(chunk);
    }
    return new TextDecoder().decode(Buffer.concat(chunks));
}
/** Only scheme, host and port: what follows may sign the request. */
function originOf(url) {
    return URL.canParse(url) ? new URL(url).origin : "the address";
}
/** For an answer whose status says that it failed. */
function httpError(url, answer, text, now, apiKey) {
    const { status } = answer;
    const html = /^\s*</.test(text) && !/<Code>/.test(text);
    const said = html ? "an HTML or XML page" : text.trim().slice(0, 300);
    const retryable = isRetryableStatus(status);
    const code = retryable
        ? "unavailable"
        : status === 401
            ? "unauthorized"
            : status === 403
                ? "forbidden"
                : status === 404
                    ? "not-found"
                    : "refused";
    return new error_WandbError({
        code,
        status,
        retryable,
        retryAfterMs: retryAfterMs(answer.headers.get("retry-after"), now),
        message: redacted(`${originOf(url)} answered ${status}: ${said || "nothing"}`, apiKey),
    });
}
/** For an exchange that broke off. What is no matter of the network passes through, however deep fetch wrapped it. */
function networkError(url, init, apiKey, cause) {
    const chain = causesOf(cause);
    const passed = chain.find((one) => one instanceof error_WandbError || isFinal(one));
    if (passed)
        return passed;
    const said = (code) => chain.some((one) => one.code === code || one.name === code);
    if (said("AbortError"))
        return cause;
    if (said("TimeoutError") || said("http-timeout"))
        return new error_WandbError({
            code: "timeout",
            retryable: true,
            message: `${originOf(url)} did not answer within ${init.timeoutMs} ms`,
        });
    const detail = chain.map(({ code, message }) => code ?? message).at(-1);
    return new error_WandbError({
        code: "unreachable",
        retryable: true,
        message: redacted(`${originOf(url)} could not be reached (${detail})`, apiKey),
    });
}
function causesOf(cause) {
    const chain = [];
    for (let one = cause; one instanceof Error && chain.length < 8; one = one.cause)
        chain.push(one);
    return chain;
}
/** Whoever made the error says that trying again is no use. */
const isFinal = ({ retryable, code }) => retryable === false && code !== undefined;

;// CONCATENATED MODULE: ./build/packages/wandb-ts/src/client/graphql-answer.js




const answerSchema = schemas/* object */.Ikc({
    data: schemas/* unknown */.L5J(),
    errors: schemas/* array */.YOg(schemas/* object */.Ikc({ message: schemas/* string */.YjP(), extensions: schemas/* object */.Ikc({ code: schemas/* string */.YjP().optional() }).nullish() }))
        .nullish(),
});
/** The `data` of an answer. A GraphQL error is an error under any status, also beside data and in a 200. */
function parseAnswer(asked, url, answer, text, now, apiKey) {
    if (isRetryableStatus(answer.status))
        throw httpError(url, answer, text, now, apiKey);
    const parsed = answerSchema.safeParse(jsonOf(text));
    const errors = parsed.data?.errors ?? [];
    const [first] = errors;
    if (first)
        throw new error_WandbError({
            code: codeOf(answer.status, first.message, first.extensions?.code),
            status: answer.status,
            message: redacted(`${asked.name}: ${errors.map(({ message }) => message).join("; ")}`.slice(0, 1000), apiKey),
        });
    if (answer.status >= 300)
        throw httpError(url, answer, text, now, apiKey);
    if (!parsed.success)
        throw new error_WandbError({
            code: "not-understood",
            status: answer.status,
            message: `${originOf(url)} answered ${asked.name} with something that is not GraphQL: is that address W&B's API?`,
        });
    const data = asked.data.safeParse(parsed.data.data);
    if (data.success)
        return data.data;
    const [issue] = data.error.issues;
    throw new error_WandbError({
        code: "not-understood",
        status: answer.status,
        message: `the answer to ${asked.name} is not what it should be: ${issue?.path.join(".")} ${issue?.message}`,
    });
}
function jsonOf(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}
function codeOf(status, message, code) {
    const said = `${code ?? ""} ${message}`;
    if (status === 401 || /unauthenticated|invalid api key|not logged in/i.test(said))
        return "unauthorized";
    if (status === 403 || /permission|forbidden|not authorized|access denied/i.test(said))
        return "forbidden";
    if (status === 404 || /not[ _]found|does not exist/i.test(said))
        return "not-found";
    return "refused";
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(57075);
// EXTERNAL MODULE: external "node:stream/promises"
var external_node_stream_promises_ = __webpack_require__(46466);
// EXTERNAL MODULE: external "node:timers/promises"
var external_node_timers_promises_ = __webpack_require__(58500);
;// CONCATENATED MODULE: ./build/packages/wandb-ts/src/client/node-ports.js







function nodePorts() {
    return { fetch: nodeFetch, clock: nodeClock, files: nodeFiles, random: Math.random };
}
const nodeFetch = async (url, { method, headers, body, timeoutMs, signal }) => {
    const timeout = AbortSignal.timeout(timeoutMs);
    const streamed = body !== undefined && typeof body !== "string" && !(body instanceof Uint8Array);
    const response = await fetch(url, {
        method,
        headers,
        signal: signal ? AbortSignal.any([timeout, signal]) : timeout,
        ...(body !== undefined && { body: streamed ? external_node_stream_.Readable.toWeb(external_node_stream_.Readable.from(body)) : body }),
        // for any other mode fetch keeps a copy of the body, the whole of it, in case that it is sent once more
        ...(streamed ? { duplex: "half", redirect: "error", window: null } : { redirect: "manual" }),
    });
    return { status: response.status, headers: response.headers, body: chunksOf(response) };
};
async function* chunksOf(response) {
    if (response.body)
        for await (const chunk of response.body)
            yield chunk;
}
const nodeClock = {
    now: () => Date.now(),
    sleep: async (ms, signal) => void (await (0,external_node_timers_promises_.setTimeout)(ms, undefined, signal ? { signal } : {})),
};
const nodeFiles = {
    size: async (path) => (await (0,promises_.stat)(path)).size,
    // a stream's `end` is inclusive
    read: (path, range) => (0,external_node_fs_.createReadStream)(path, { highWaterMark: 2 ** 18, ...(range && { start: range.start, end: range.end - 1 }) }),
    async write(path, chunks) {
        const partial = `${path}.${(0,external_node_crypto_.randomUUID)()}.partial`;
        await (0,promises_.mkdir)((0,external_node_path_.dirname)(path), { recursive: true });
        try {
            await (0,external_node_stream_promises_.pipeline)(external_node_stream_.Readable.from(chunks), (0,external_node_fs_.createWriteStream)(partial, { flags: "wx", flush: true }));
            await (0,promises_.rename)(partial, path);
        }
        finally {
            await (0,promises_.rm)(partial, { force: true });
        }
    },
};

;// CONCATENATED MODULE: ./build/packages/wandb-ts/src/client/client.js




const operation = (name, data, text) => ({
    name,
    data,
    text,
});
function openWandb(config) {
    const { apiKey, signal } = config;
    const ports = { ...nodePorts(), ...definedOf(config) };
    const baseUrl = (config.baseUrl ?? "https://api.wandb.ai").replace(/\/+$/, "");
    const retry = { attempts: 5, firstPauseMs: 500, longestPauseMs: 20_000, ...config.retry };
    const headers = {
        authorization: `Basic ${Buffer.from(`api:${apiKey}`).toString("base64")}`,
        "content-type": "application/json",
    };
    async function sent(url, init) {
        try {
            const answer = await ports.fetch(url, { ...init, signal });
            return { ...answer, body: guarded(answer.body, url, init) };
        }
        catch (cause) {
            throw networkError(url, init, apiKey, cause);
        }
    }
    async function* guarded(body, url, init) {
        try {
            yield* body;
        }
        catch (cause) {
            throw networkError(url, init, apiKey, cause);
        }
    }
    const fail = async (url, answer) => httpError(url, answer, await textOf(answer), ports.clock.now(), apiKey);
    return {
        ...ports,
        baseUrl,
        multipartBytes: config.multipartBytes ?? 2 * 2 ** 30,
        partBytes: config.partBytes ?? 100 * 2 ** 20,
        graphql: (asked, variables) => withRetry(ports, retry, async () => {
            const url = `${baseUrl}/graphql`;
            const body = JSON.stringify({ operationName: asked.name, query: asked.text, variables });
            const answer = await sent(url, { method: "POST", headers, body, timeoutMs: 60_000 });
            const text = await textOf(answer);
            return parseAnswer(asked, url, answer, text, ports.clock.now(), apiKey);
        }),
        post: (path, content) => withRetry(ports, retry, async () => {
            const url = `${baseUrl}${path}`;
            const body = JSON.stringify(content);
            const answer = await sent(url, { method: "POST", headers, body, timeoutMs: 60_000 });
            if (answer.status >= 300)
                throw await fail(url, answer);
            return await textOf(answer);
        }),
        transfer: (address, { body, ...init }) => withRetry(ports, retry, async () => {
            const url = new URL(address, `${baseUrl}/`).href;
            const answer = await sent(url, { ...init, ...(body && { body: body() }) });
            if (answer.status >= 300)
                throw await fail(url, answer);
            return answer;
        }),
        receive: (address, timeoutMs, take) => withRetry(ports, retry, async () => {
            const url = new URL(address, `${baseUrl}/`).href;
            const answer = await sent(url, { method: "GET", headers: {}, timeoutMs });
            if (answer.status >= 300)
                throw await fail(url, answer);
            return await take(answer);
        }),
    };
}
/** Without what is there but undefined, which would hide a default. */
function definedOf({ fetch, clock, files, random }) {
    return { ...(fetch && { fetch }), ...(clock && { clock }), ...(files && { files }), ...(random && { random }) };
}

;// CONCATENATED MODULE: ./build/packages/wandb-ts/src/artifacts/artifact.js

const collectionFields = "name project { name entity { name } }";
const collectionSchema = schemas/* object */.Ikc({
    name: schemas/* string */.YjP(),
    project: schemas/* object */.Ikc({ name: schemas/* string */.YjP(), entity: schemas/* object */.Ikc({ name: schemas/* string */.YjP() }) }).nullable(),
})
    .transform(({ name, project }) => ({
    entity: project?.entity.name ?? "",
    project: project?.name ?? "",
    collection: name,
}));
const artifactFields = `
  id
  artifactSequence { ${collectionFields} }
  artifactType { name }
  versionIndex
  description
  metadata
  state
  size
  digest
  fileCount
  createdAt
  aliases { alias artifactCollection { __typename ${collectionFields} } }
`;
const artifactSchema = schemas/* object */.Ikc({
    id: schemas/* string */.YjP(),
    artifactSequence: collectionSchema,
    artifactType: schemas/* object */.Ikc({ name: schemas/* string */.YjP() }),
    versionIndex: schemas/* int */.Whr().nullable(),
    description: schemas/* string */.YjP().nullish(),
    metadata: schemas/* string */.YjP().nullish(),
    state: schemas/* enum */.k5n(["PENDING", "COMMITTED", "DELETED"]),
    size: schemas/* number */.aig(),
    digest: schemas/* string */.YjP(),
    fileCount: schemas/* number */.aig(),
    createdAt: schemas/* string */.YjP(),
    aliases: schemas/* array */.YOg(schemas/* object */.Ikc({ alias: schemas/* string */.YjP(), artifactCollection: collectionSchema.nullable() })).nullish(),
})
    .transform((found) => {
    const allAliases = (found.aliases ?? []).flatMap(({ alias, artifactCollection }) => artifactCollection ? [{ alias, ...artifactCollection }] : []);
    return {
        id: found.id,
        type: found.artifactType.name,
        collection: found.artifactSequence.collection,
        index: found.versionIndex ?? undefined,
        state: found.state,
        digest: found.digest,
        description: found.description ?? undefined,
        metadata: metadataOf(found.metadata),
        aliases: aliasesIn(found.artifactSequence, allAliases),
        allAliases,
        size: found.size,
        fileCount: found.fileCount,
        createdAt: found.createdAt,
    };
});
function aliasesIn(place, aliases) {
    return aliases.filter((one) => isIn(place, one)).map(({ alias }) => alias);
}
const isIn = (place, { entity, project, collection }) => place.entity === entity && place.project === project && place.collection === collection;
/** Whatever is not a JSON object is as good as none: anybody may have logged it. */
function metadataOf(text) {
    try {
        const value = JSON.parse(text ?? "{}");
        return typeof value === "object" && value !== null && !Array.isArray(value)
            ? value
            : {};
    }
    catch {
        return {};
    }
}

;// CONCATENATED MODULE: ./build/packages/wandb-ts/src/artifacts/list-versions.js




const projectArtifacts = operation("ProjectArtifacts", schemas/* object */.Ikc({
    project: schemas/* object */.Ikc({
        artifactType: schemas/* object */.Ikc({
            artifactCollection: schemas/* object */.Ikc({
                artifacts: schemas/* object */.Ikc({
                    pageInfo: schemas/* object */.Ikc({ endCursor: schemas/* string */.YjP().nullable(), hasNextPage: schemas/* boolean */.zMY() }),
                    edges: schemas/* array */.YOg(schemas/* object */.Ikc({ version: schemas/* string */.YjP(), node: artifactSchema })),
                })
                    .nullable(),
            })
                .nullable(),
        })
            .nullable(),
    })
        .nullable(),
}), `query ProjectArtifacts($entity: String!, $project: String!, $type: String!, $collection: String!, $cursor: String, $perPage: Int, $filters: JSONString) {
  project(entityName: $entity, name: $project) {
    artifactType(name: $type) {
      artifactCollection(name: $collection) {
        __typename
        artifacts(after: $cursor, first: $perPage, filters: $filters) {
          pageInfo { endCursor hasNextPage }
          edges { version node { ${artifactFields} } }
        }
      }
    }
  }
}`);
/** Committed versions of a collection, a page in memory at a time, in the server's order; none when it is not there. */
async function* list_versions_listVersions(wandb, place) {
    const { entity, project, collection, type } = place;
    let cursor = null;
    do {
        const variables = { entity, project, type, collection, cursor, perPage: 100, filters: committed };
        const answer = await wandb.graphql(projectArtifacts, variables);
        const page = answer.project?.artifactType?.artifactCollection?.artifacts;
        if (!page)
            return;
        for (const { version, node } of page.edges) {
            const index = /^v(\d+)$/.exec(version)?.[1];
            if (index === undefined)
                throw new error_WandbError({ code: "not-understood", message: `"${version}" is no version of W&B` });
            yield { ...node, collection, index: Number(index), aliases: aliasesIn(place, node.allAliases) };
        }
        if (page.pageInfo.hasNextPage && page.pageInfo.endCursor === cursor)
            throw new error_WandbError({ code: "not-understood", message: "the list of versions goes in a circle" });
        cursor = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (cursor !== null);
}
const committed = JSON.stringify({ state: "COMMITTED" });

;// CONCATENATED MODULE: ./build/packages/wandb-ts/src/artifacts/find-artifact.js




const byId = operation("ArtifactByID", schemas/* object */.Ikc({ artifact: artifactSchema.nullable() }), `query ArtifactByID($id: ID!) { artifact(id: $id) { ${artifactFields} } }`);
const byName = operation("ArtifactMembershipByName", schemas/* object */.Ikc({
    project: schemas/* object */.Ikc({
        artifactCollectionMembership: schemas/* object */.Ikc({
            versionIndex: schemas/* int */.Whr().nullable(),
            aliases: schemas/* array */.YOg(schemas/* object */.Ikc({ alias: schemas/* string */.YjP() })),
            artifact: artifactSchema.nullable(),
        })
            .nullable(),
    })
        .nullable(),
}), `query ArtifactMembershipByName($entity: String!, $project: String!, $name: String!) {
  project(name: $project, entityName: $entity) {
    artifactCollectionMembership(name: $name) {
      versionIndex
      aliases { alias }
      artifact { ${artifactFields} }
    }
  }
}`);
/** By the server's id, in whatever state it is. */
async function getArtifact(wandb, id) {
    return (await wandb.graphql(byId, { id })).artifact ?? undefined;
}
/** By alias or `v<n>`, in the collection that it was logged or linked to; undefined when there is none. */
async function findArtifact(wandb, path) {
    const { entity, project, collection, selector } = path;
    const found = await wandb.graphql(byName, { entity, project, name: `${collection}:${selector}` });
    const membership = found.project?.artifactCollectionMembership;
    if (!membership?.artifact)
        return undefined;
    return {
        ...membership.artifact,
        collection,
        index: membership.versionIndex ?? undefined,
        aliases: membership.aliases.map(({ alias }) => alias),
    };
}
/** The committed version with these files, by its digest (hexadecimal). */
async function findByDigest(wandb, place, digest) {
    for await (const version of listVersions(wandb, place))
        if (version.digest === digest)
            return version;
    return undefined;
}

;// CONCATENATED MODULE: ./build/packages/wandb-ts/src/artifacts/names.js

const longest = 128;
/** W&B's rule for names of artifacts and collections. */
function names_requireCollectionName(name) {
    if (name !== "" && name.length <= longest && /^[\w.-]+$/.test(name))
        return name;
    throw badName("artifact name", name, "letters, digits, _ . -, at most 128");
}
function names_requireProject(name) {
    if (name !== "" && name.length <= longest && !/[/\\#?%:\r\n]/.test(name))
        return name;
    throw badName("project", name, "at most 128 characters, none of / \\ # ? % :");
}
/** `latest` and `v<number>` are kept by W&B itself. */
function names_requireAlias(alias) {
    if (alias !== "" && alias.length <= longest && !/[/:]/.test(alias) && !/^v\d+$/.test(alias))
        return alias;
    throw badName("alias", alias, "at most 128 characters, none of / :, not v0, v1, ...");
}
function requireType(type) {
    if (/^[-\w]+([ ]*[-.\w]+)*$/.test(type) && type.length <= longest && !type.startsWith("wandb-"))
        return type;
    throw badName("artifact type", type, "letters, digits, _ . - and spaces between, at most 128, not wandb-...");
}
/** A path inside an artifact: relative, parted by /, and nothing in it that leads out of the artifact's folder. */
function isSafePath(path) {
    const parts = path.split("/");
    return (path.length <= 1024 &&
        !/[\\\0\n]/.test(path) &&
        !/^[A-Za-z]:/.test(path) &&
        parts.every((part) => part !== "" && part !== "." && part !== ".."));
}
const badName = (what, name, legal) => new error_WandbError({ code: "bad-name", message: `"${name.slice(0, 150)}" is no ${what} of W&B; legal: ${legal}` });

;// CONCATENATED MODULE: ./build/packages/wandb-ts/src/artifacts/aliases.js





const addAliasesOperation = operation("AddAliases", schemas/* object */.Ikc({ addAliases: schemas/* object */.Ikc({ success: schemas/* boolean */.zMY() }).nullable() }), "mutation AddAliases($input: AddAliasesInput!) { addAliases(input: $input) { success } }");
const deleteAliasesOperation = operation("DeleteAliases", schemas/* object */.Ikc({ deleteAliases: schemas/* object */.Ikc({ success: schemas/* boolean */.zMY() }).nullable() }), "mutation DeleteAliases($input: DeleteAliasesInput!) { deleteAliases(input: $input) { success } }");
/** An alias is of one version of a collection at a time: the version that had it loses it in the same moment. */
async function addAliases(wandb, place, artifactId, aliases) {
    if (aliases.length === 0)
        return;
    const input = inputOf(place, artifactId, aliases.map(names_requireAlias));
    requireSuccess("AddAliases", (await wandb.graphql(addAliasesOperation, { input })).addAliases);
}
/** Takes aliases away; one that the artifact does not have (any more) is passed over. */
async function removeAliases(wandb, place, artifactId, aliases) {
    const held = async () => {
        const now = (await getArtifact(wandb, artifactId))?.aliases ?? [];
        return aliases.filter((alias) => now.includes(alias));
    };
    const going = await held();
    if (going.length === 0)
        return;
    try {
        const input = inputOf(place, artifactId, going);
        requireSuccess("DeleteAliases", (await wandb.graphql(deleteAliasesOperation, { input })).deleteAliases);
    }
    catch (error) {
        // gone since we looked: by somebody else, or by our own call whose answer was lost
        if (!(error instanceof error_WandbError) || !["refused", "not-found"].includes(error.code))
            throw error;
        if ((await held()).length > 0)
            throw error;
    }
}
const inputOf = ({ entity, project, collection }, artifactId, aliases) => ({
    artifactID: artifactId,
    aliases: aliases.map((alias) => ({
        alias,
        entityName: entity,
        projectName: project,
        artifactCollectionName: collection,
    })),
});
function requireSuccess(name, result) {
    if (!result?.success)
        throw new error_WandbError({ code: "refused", message: `${name}: W&B says that it did not succeed` });
}

;// CONCATENATED MODULE: ./build/packages/wandb-ts/src/artifacts/delete-artifact.js




const deleteOperation = operation("DeleteArtifact", schemas/* object */.Ikc({ deleteArtifact: schemas/* object */.Ikc({ artifact: schemas/* object */.Ikc({ id: schemas/* string */.YjP() }) }).nullable() }), "mutation DeleteArtifact($input: DeleteArtifactInput!) { deleteArtifact(input: $input) { artifact { id } } }");
/** Deletes a version; W&B refuses while it has an alias (`refused`). Nothing happens when it is gone already. */
async function deleteArtifact(wandb, artifactId) {
    try {
        await wandb.graphql(deleteOperation, { input: { artifactID: artifactId, deleteAliases: false } });
    }
    catch (error) {
        // somebody else's deletion, or our own whose answer was lost
        if (!(error instanceof error_WandbError) || !["refused", "not-found"].includes(error.code))
            throw error;
        const found = await getArtifact(wandb, artifactId);
        if (found && found.state !== "DELETED")
            throw error;
    }
}

;// CONCATENATED MODULE: ./build/packages/wandb-ts/src/artifacts/file-addresses.js



const addressesOperation = operation("GetArtifactMembershipFileUrls", schemas/* object */.Ikc({
    project: schemas/* object */.Ikc({
        artifactCollection: schemas/* object */.Ikc({
            artifactMembership: schemas/* object */.Ikc({
                files: schemas/* object */.Ikc({
                    pageInfo: schemas/* object */.Ikc({ endCursor: schemas/* string */.YjP().nullable(), hasNextPage: schemas/* boolean */.zMY() }),
                    edges: schemas/* array */.YOg(schemas/* object */.Ikc({ node: schemas/* object */.Ikc({ name: schemas/* string */.YjP(), directUrl: schemas/* string */.YjP() }).nullable() })),
                })
                    .nullable(),
            })
                .nullable(),
        })
            .nullable(),
    })
        .nullable(),
}), `query GetArtifactMembershipFileUrls($entity: String!, $project: String!, $collection: String!, $alias: String!, $cursor: String, $perPage: Int) {
  project(name: $project, entityName: $entity) {
    artifactCollection(name: $collection) {
      __typename
      artifactMembership(aliasName: $alias) {
        files(after: $cursor, first: $perPage) {
          pageInfo { endCursor hasNextPage }
          edges { node { name directUrl } }
        }
      }
    }
  }
}`);
/** Signed addresses of a version's files, a page at a time, so that none grows old in a queue. */
async function* fileAddresses(wandb, { entity, project, collection }, version) {
    let cursor = null;
    do {
        const variables = { entity, project, collection, alias: version, cursor, perPage: 100 };
        const answer = await wandb.graphql(addressesOperation, variables);
        const page = answer.project?.artifactCollection?.artifactMembership?.files;
        if (!page)
            throw new error_WandbError({ code: "not-found", message: `${collection}:${version} has no files` });
        yield new Map(page.edges.flatMap(({ node }) => (node ? [[node.name, node.directUrl]] : [])));
        if (page.pageInfo.hasNextPage && page.pageInfo.endCursor === cursor)
            throw new error_WandbError({ code: "not-understood", message: "the list of files goes in a circle" });
        cursor = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (cursor !== null);
}

;// CONCATENATED MODULE: ./build/packages/wandb-ts/src/artifacts/files.js


/** Reads the file once, for all digests that an upload needs. */
async function draftFile(files, from, path, { multipartBytes, partBytes, also }) {
    const size = await files.size(from);
    const whole = (0,external_node_crypto_.createHash)("md5");
    const parted = size >= multipartBytes ? partHashes(size, partBytes) : undefined;
    let seen = 0;
    for await (const chunk of files.read(from)) {
        whole.update(chunk);
        also?.update(chunk);
        parted?.update(chunk);
        seen += chunk.length;
    }
    if (seen !== size)
        throw changed(path, `had ${size} bytes and ${seen} when it was read`);
    return {
        path,
        size,
        md5: whole.digest("base64"),
        parts: parted?.digests(),
        read: (range) => files.read(from, range),
    };
}
/** A small file that is in memory. */
function draftText(path, text) {
    const bytes = Buffer.from(text);
    return {
        path,
        size: bytes.length,
        md5: (0,external_node_crypto_.createHash)("md5").update(bytes).digest("base64"),
        parts: undefined,
        async *read(range = { start: 0, end: bytes.length }) {
            yield bytes.subarray(range.start, range.end);
        },
    };
}
function partHashes(size, partBytes) {
    const parts = [];
    let hash = (0,external_node_crypto_.createHash)("md5");
    let end = 0;
    const close = (start) => {
        parts.push({ partNumber: parts.length + 1, start, end, hexMd5: hash.digest("hex") });
        hash = (0,external_node_crypto_.createHash)("md5");
    };
    // S3 takes 10,000 parts at most
    const length = Math.max(partBytes, Math.ceil(size / 10_000 / 4096) * 4096);
    return {
        update(chunk) {
            for (let rest = chunk; rest.length > 0;) {
                const start = parts.length * length;
                const taken = rest.subarray(0, start + length - end);
                hash.update(taken);
                end += taken.length;
                rest = rest.subarray(taken.length);
                if (end === start + length)
                    close(start);
            }
        },
        digests() {
            if (end > parts.length * length)
                close(parts.length * length);
            return parts;
        },
    };
}
/** The bytes as they pass, held to size and MD5 (base64). */
async function* heldTo(chunks, expected, fail) {
    const hash = (0,external_node_crypto_.createHash)("md5");
    let size = 0;
    for await (const chunk of chunks) {
        hash.update(chunk);
        size += chunk.length;
        if (size > expected.size)
            throw fail(`has more than the ${expected.size} bytes that it had`);
        yield chunk;
    }
    if (size < expected.size)
        throw fail(`has ${size} bytes instead of ${expected.size}`);
    if (hash.digest("base64") !== expected.md5)
        throw fail("has another MD5");
}
const changed = (path, problem) => new error_WandbError({ code: "file-changed", message: `${path} ${problem}` });

;// CONCATENATED MODULE: ./build/packages/wandb-ts/src/artifacts/put-file.js


/** Longest time for that many bytes: a minute, and what a line of 128 KiB/s needs. */
const transferTimeoutMs = (bytes) => 60_000 + Math.ceil(bytes / 128);
/**
 * One PUT, streamed. The length is always told, since S3 takes no chunked body, and the MD5 too: the store holds the bytes
 * to it, so they are not hashed a second time here, and a file that changed since then is not taken.
 */
async function putFile(wandb, file, { url, headers }) {
    await put(wandb, file, { start: 0, end: file.size }, { url, headers: headersOf(headers), md5: file.md5 });
}
/** @returns the ETag that the store gave to the part */
async function putPart(wandb, file, { start, end, hexMd5 }, { url, headers }) {
    const { "content-type": type } = headersOf(headers);
    const md5 = Buffer.from(hexMd5, "hex").toString("base64");
    const part = { url, headers: type === undefined ? {} : { "content-type": type }, md5 };
    const answer = await put(wandb, file, { start, end }, part);
    return answer.headers.get("etag");
}
async function put(wandb, file, range, { url, headers, md5 }) {
    const bytes = range.end - range.start;
    try {
        const answer = await wandb.transfer(url, {
            method: "PUT",
            headers: { ...headers, "content-length": String(bytes), "content-md5": md5 },
            timeoutMs: transferTimeoutMs(bytes),
            body: bytes === 0 ? () => new Uint8Array() : () => ofSize(file, range, bytes),
        });
        for await (const _chunk of answer.body)
            ; // drained, so that the connection is used again
        return answer;
    }
    catch (error) {
        if (error instanceof error_WandbError && error.status === 400 && error.message.includes("BadDigest"))
            throw changed(file.path, "is not what it was when it was hashed, or was bent on the way");
        throw error;
    }
}
/** A file that became shorter is named before the exchange breaks off, which would say less. */
async function* ofSize(file, range, bytes) {
    let seen = 0;
    for await (const chunk of file.read(range)) {
        seen += chunk.length;
        yield chunk;
    }
    if (seen < bytes)
        throw changed(file.path, `has ${seen} bytes instead of ${bytes}`);
}
/** Names in lower case: a header that the server names too is sent once. */
function headersOf(lines) {
    const split = lines.map((line) => [line.slice(0, line.indexOf(":")).trim().toLowerCase(), line]);
    return Object.fromEntries(split.map(([name = "", line = ""]) => [name, line.slice(line.indexOf(":") + 1).trim()]));
}

;// CONCATENATED MODULE: ./build/packages/wandb-ts/src/artifacts/download-artifact.js







/**
 * Writes these files of a version (`v<n>`) below the folder, each held to its MD5 as it arrives; a bad one is not left
 * there. Other files of the version stay where they are.
 * @throws WandbError `corrupt`, `not-found`
 */
async function downloadFiles(wandb, place, version, entries, folder) {
    const wanted = new Map(entries.map((entry) => [entry.path, entry]));
    for (let attempt = 1; wanted.size > 0; attempt++) {
        try {
            await bring(wandb, place, version, wanted, folder);
        }
        catch (error) {
            // an address that ran out before its turn came: the rest is asked for anew
            if (!(error instanceof error_WandbError) || error.code !== "forbidden" || attempt >= 3)
                throw error;
        }
    }
}
/** Takes from `wanted` what is there. */
async function bring(wandb, place, version, wanted, folder) {
    for await (const page of fileAddresses(wandb, place, version)) {
        for (const [path, address] of page) {
            const entry = wanted.get(path);
            if (!entry)
                continue;
            const to = (0,external_node_path_.join)(folder, requireSafe(path));
            await wandb.receive(address, transferTimeoutMs(entry.size), ({ body }) => wandb.files.write(to, heldTo(body, entry, corrupt(path))));
            wanted.delete(path);
        }
        if (wanted.size === 0)
            return;
    }
    const [missing] = wanted.keys();
    throw new error_WandbError({ code: "not-found", message: `${place.collection}:${version} has no file ${missing}` });
}
/** One small file as text. */
async function downloadText(wandb, place, version, entry) {
    for await (const page of fileAddresses(wandb, place, version)) {
        const address = page.get(entry.path);
        if (!address)
            continue;
        return await wandb.receive(address, transferTimeoutMs(entry.size), (answer) => textOf({ ...answer, body: heldTo(answer.body, entry, corrupt(entry.path)) }));
    }
    throw new error_WandbError({ code: "not-found", message: `${place.collection}:${version} has no file ${entry.path}` });
}
const corrupt = (path) => (problem) => new error_WandbError({ code: "corrupt", message: `${path} ${problem}` });
function requireSafe(path) {
    if (isSafePath(path))
        return path;
    throw new error_WandbError({ code: "corrupt", message: `${JSON.stringify(path)} leaves the artifact's folder` });
}

;// CONCATENATED MODULE: ./build/packages/wandb-ts/src/artifacts/link-artifact.js



const linkArtifactOperation = operation("LinkArtifact", schemas/* object */.Ikc({ linkArtifact: schemas/* object */.Ikc({ versionIndex: schemas/* int */.Whr().nullable() }).nullable() }), "mutation LinkArtifact($input: LinkArtifactInput!) { linkArtifact(input: $input) { versionIndex } }");
/**
 * Shows a committed artifact in a collection of a registry too (entity of the organization, project
 * `wandb-registry-<name>`); no byte is copied.
 * @returns n of its `v<n>` there
 */
async function linkArtifact(wandb, artifactId, { entity, project, collection }, aliases = []) {
    const input = {
        artifactID: artifactId,
        artifactPortfolioName: requireCollectionName(collection),
        entityName: entity,
        projectName: project,
        aliases: aliases.map((alias) => ({ alias: requireAlias(alias), artifactCollectionName: collection })),
    };
    return (await wandb.graphql(linkArtifactOperation, { input })).linkArtifact?.versionIndex ?? undefined;
}
const orgInfo = schemas/* object */.Ikc({ name: schemas/* string */.YjP(), orgEntity: schemas/* object */.Ikc({ name: schemas/* string */.YjP() }).nullable() });
const organizationOperation = operation("FetchOrgInfoFromEntity", schemas/* object */.Ikc({
    entity: schemas/* object */.Ikc({
        organization: orgInfo.nullable(),
        user: schemas/* object */.Ikc({ organizations: schemas/* array */.YOg(orgInfo) }).nullable(),
    })
        .nullable(),
}), `query FetchOrgInfoFromEntity($entity: String!) {
  entity(name: $entity) {
    organization { name orgEntity { name } }
    user { organizations { name orgEntity { name } } }
  }
}`);
/** The entities whose registries an entity can link to: its organization's, or a user's organizations'. */
async function organizationEntities(wandb, entity) {
    const found = (await wandb.graphql(organizationOperation, { entity })).entity;
    const organizations = found?.organization ? [found.organization] : (found?.user?.organizations ?? []);
    return organizations.flatMap(({ orgEntity }) => (orgEntity ? [orgEntity.name] : []));
}

;// CONCATENATED MODULE: ./build/packages/wandb-ts/src/artifacts/manifest.js




const entrySchema = schemas/* looseObject */._H3({
    digest: schemas/* string */.YjP(),
    size: schemas/* int */.Whr().min(0).nullish(),
    birthArtifactID: schemas/* string */.YjP().nullish(),
    ref: schemas/* string */.YjP().nullish(),
    extra: schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* unknown */.L5J()).nullish(),
});
const manifestSchema = schemas/* looseObject */._H3({
    version: schemas/* literal */.euz(1),
    storagePolicy: schemas/* literal */.euz("wandb-storage-policy-v1"),
    storagePolicyConfig: schemas/* looseObject */._H3({ storageLayout: schemas/* string */.YjP().nullish() }),
    contents: schemas/* record */.g1P(schemas/* string */.YjP(), entrySchema),
});
/** `wandb_manifest.json`, as the official client has it: sorted, without paths of this machine. */
function writeManifest(entries) {
    const contents = sorted(entries).map(({ path, md5, size, birthArtifactId }) => [
        path,
        { digest: md5, birthArtifactID: birthArtifactId, size },
    ]);
    return JSON.stringify({
        version: 1,
        storagePolicy: "wandb-storage-policy-v1",
        storagePolicyConfig: { storageLayout: "V2" },
        contents: Object.fromEntries(contents),
    });
}
/**
 * @throws WandbError `not-understood` for what is no manifest, `corrupt` for paths that leave the artifact's folder,
 * `unsupported` for digests other than MD5
 */
function parseManifest(text) {
    let parsed;
    try {
        parsed = manifestSchema.parse(JSON.parse(text));
    }
    catch (cause) {
        throw new error_WandbError({ code: "not-understood", message: "the artifact's manifest is not W&B's format 1", cause });
    }
    const contents = Object.entries(parsed.contents);
    const unsafe = contents.filter(([path]) => !isSafePath(path)).map(([path]) => JSON.stringify(path.slice(0, 100)));
    if (unsafe.length > 0)
        throw new error_WandbError({ code: "corrupt", message: `the manifest names paths outside the artifact: ${unsafe}` });
    const manifest = { entries: [], references: [] };
    for (const [path, { digest, size, birthArtifactID, ref, extra }] of contents) {
        if (ref)
            manifest.references.push({ path, ref });
        else if (extra?.["alg"] !== undefined && extra["alg"] !== "MD5")
            throw new error_WandbError({ code: "unsupported", message: `${path}: digest by ${String(extra["alg"])}` });
        else
            manifest.entries.push({ path, md5: digest, size: size ?? 0, birthArtifactId: birthArtifactID ?? "" });
    }
    return manifest;
}
/** An artifact's digest: of the manifest's paths and digests in the order of their code points, as the official client. */
function manifestDigest(entries) {
    const hash = (0,external_node_crypto_.createHash)("md5").update("wandb-artifact-manifest-v1\n");
    for (const { path, md5 } of sorted(entries))
        hash.update(`${path}:${md5}\n`);
    return hash.digest("hex");
}
/** UTF-8 sorts as code points do; a comparison of strings would sort UTF-16. */
const sorted = (entries) => [...entries].sort((left, right) => Buffer.compare(Buffer.from(left.path), Buffer.from(right.path)));

;// CONCATENATED MODULE: ./build/packages/wandb-ts/src/artifacts/path.js


/** `entity/project/name:alias`; what is left out comes from the defaults, `latest` for the alias. */
function parseArtifactPath(text, defaults = {}) {
    const parts = /^(?:(?:([^/:]+)\/)?([^/:]+)\/)?([^/:]+)(?::([^/:]+))?$/.exec(text);
    const [, entity = defaults.entity, project = defaults.project, collection, selector = "latest"] = parts ?? [];
    if (!collection || !entity || !project)
        throw new WandbError({
            code: "bad-name",
            message: `"${text.slice(0, 150)}" names no artifact; legal: entity/project/name:alias, or :v3`,
        });
    return {
        entity: requireProject(entity),
        project: requireProject(project),
        collection: requireCollectionName(collection),
        selector,
    };
}

;// CONCATENATED MODULE: ./build/packages/wandb-ts/src/artifacts/read-manifest.js





const manifestOperation = operation("FetchArtifactManifest", schemas/* object */.Ikc({
    artifact: schemas/* object */.Ikc({ currentManifest: schemas/* object */.Ikc({ file: schemas/* object */.Ikc({ directUrl: schemas/* string */.YjP() }) }).nullable() })
        .nullable(),
}), "query FetchArtifactManifest($id: ID!) { artifact(id: $id) { currentManifest { file { directUrl } } } }");
/**
 * @throws WandbError `not-found`, `corrupt` when the manifest's digest is not the artifact's; those of `parseManifest`
 */
async function readManifest(wandb, { id, digest }) {
    const address = (await wandb.graphql(manifestOperation, { id })).artifact?.currentManifest?.file.directUrl;
    if (!address)
        throw new error_WandbError({ code: "not-found", message: "the artifact has no manifest" });
    const manifest = parseManifest(await wandb.receive(address, 60_000, textOf));
    // what is only pointed to counts in the digest by rules of its own store
    if (manifest.references.length === 0 && manifestDigest(manifest.entries) !== digest)
        throw new error_WandbError({ code: "corrupt", message: "the artifact's manifest is not the one that was committed" });
    return manifest;
}

;// CONCATENATED MODULE: ./build/packages/wandb-ts/src/artifacts/upload-files.js




const nodeSchema = schemas/* object */.Ikc({
    storagePath: schemas/* string */.YjP().nullish(),
    /** null when the store has the file already. */
    uploadUrl: schemas/* string */.YjP().nullish(),
    uploadHeaders: schemas/* array */.YOg(schemas/* string */.YjP()).nullish(),
    uploadMultipartUrls: schemas/* object */.Ikc({
        uploadID: schemas/* string */.YjP(),
        uploadUrlParts: schemas/* array */.YOg(schemas/* object */.Ikc({ partNumber: schemas/* int */.Whr(), uploadUrl: schemas/* string */.YjP() })),
    })
        .nullish(),
    artifact: schemas/* object */.Ikc({ id: schemas/* string */.YjP() }),
});
const createFiles = operation("CreateArtifactFiles", schemas/* object */.Ikc({ createArtifactFiles: schemas/* object */.Ikc({ files: schemas/* object */.Ikc({ edges: schemas/* array */.YOg(schemas/* object */.Ikc({ node: nodeSchema })) }) }) }), `mutation CreateArtifactFiles($input: CreateArtifactFilesInput!) {
  createArtifactFiles(input: $input) {
    files { edges { node {
      storagePath uploadUrl uploadHeaders
      uploadMultipartUrls { uploadID uploadUrlParts { partNumber uploadUrl } }
      artifact { id }
    } } }
  }
}`);
const completeMultipart = operation("CompleteMultipartUploadArtifact", schemas/* object */.Ikc({ completeMultipartUploadArtifact: schemas/* object */.Ikc({ digest: schemas/* string */.YjP().nullish() }).nullable() }), `mutation CompleteMultipartUploadArtifact($completeMultipartAction: CompleteMultipartAction!, $completedParts: [UploadPartsInput!]!, $artifactID: ID!, $storagePath: String!, $uploadID: String!) {
  completeMultipartUploadArtifact(input: {completeMultipartAction: $completeMultipartAction, completedParts: $completedParts, artifactID: $artifactID, storagePath: $storagePath, uploadID: $uploadID}) {
    digest
  }
}`);
/** Addresses are signed for a while only: few are asked for at once, and anew when one has run out. */
const batchSize = 20;
const together = 4;
/** Sends what the store does not have yet. Every file is read once more, in chunks; at most four are under way. */
async function uploadFiles(wandb, { artifactId, manifestId }, files) {
    const entries = [];
    let sent = 0;
    const placesFor = async (batch) => {
        const artifactFiles = batch.map(({ path, md5, parts }) => ({
            artifactID: artifactId,
            artifactManifestID: manifestId,
            name: path,
            md5,
            uploadPartsInput: parts?.map(({ partNumber, hexMd5 }) => ({ partNumber, hexMD5: hexMd5 })) ?? null,
        }));
        const { createArtifactFiles } = await wandb.graphql(createFiles, { input: { artifactFiles, storageLayout: "V2" } });
        const places = createArtifactFiles.files.edges.map(({ node }) => node);
        if (places.length === batch.length)
            return places;
        throw new error_WandbError({
            code: "not-understood",
            message: `${places.length} addresses came for ${batch.length} files`,
        });
    };
    async function send(file, first) {
        let place = first;
        for (let attempt = 1;; attempt++) {
            try {
                if (await uploaded(wandb, file, place))
                    sent += 1;
                break;
            }
            catch (error) {
                const expired = error instanceof error_WandbError && error.code === "forbidden" && attempt < 3;
                if (!expired)
                    throw error;
                place = (await placesFor([file]))[0];
            }
        }
        entries.push({ path: file.path, md5: file.md5, size: file.size, birthArtifactId: place.artifact.id });
    }
    for (let start = 0; start < files.length; start += batchSize) {
        const batch = files.slice(start, start + batchSize);
        const places = await placesFor(batch);
        const waiting = batch.map((file, index) => ({ file, place: places[index] }));
        const worker = async () => {
            for (let next = waiting.shift(); next; next = waiting.shift())
                await send(next.file, next.place);
        };
        const ended = await Promise.allSettled(Array.from({ length: together }, worker));
        const failed = ended.find((one) => one.status === "rejected");
        if (failed)
            throw failed.reason;
    }
    return { entries, sent };
}
/** @returns false when the store had it */
async function uploaded(wandb, file, place) {
    const headers = place.uploadHeaders ?? [];
    if (place.uploadMultipartUrls && file.parts) {
        const { uploadID, uploadUrlParts } = place.uploadMultipartUrls;
        const completedParts = [];
        for (const part of file.parts) {
            const url = uploadUrlParts.find(({ partNumber }) => partNumber === part.partNumber)?.uploadUrl;
            const etag = url && (await putPart(wandb, file, part, { url, headers }));
            if (!etag)
                throw new error_WandbError({ code: "not-understood", message: `part ${part.partNumber} got no ETag` });
            completedParts.push({ partNumber: part.partNumber, hexMD5: etag });
        }
        await wandb.graphql(completeMultipart, {
            completeMultipartAction: "Complete",
            completedParts,
            artifactID: place.artifact.id,
            storagePath: place.storagePath ?? "",
            uploadID,
        });
        return true;
    }
    if (!place.uploadUrl)
        return false;
    await putFile(wandb, file, { url: place.uploadUrl, headers });
    return true;
}

;// CONCATENATED MODULE: ./build/packages/wandb-ts/src/artifacts/save-artifact.js










const createArtifact = operation("CreateArtifact", schemas/* object */.Ikc({
    createArtifact: schemas/* object */.Ikc({
        artifact: schemas/* object */.Ikc({
            id: schemas/* string */.YjP(),
            state: schemas/* string */.YjP(),
            artifactSequence: schemas/* object */.Ikc({ latestArtifact: schemas/* object */.Ikc({ id: schemas/* string */.YjP() }).nullable() }),
        }),
    }),
}), `mutation CreateArtifact($input: CreateArtifactInput!) {
  createArtifact(input: $input) { artifact { id state artifactSequence { latestArtifact { id } } } }
}`);
const createManifest = operation("CreateArtifactManifest", schemas/* object */.Ikc({
    createArtifactManifest: schemas/* object */.Ikc({
        artifactManifest: schemas/* object */.Ikc({
            id: schemas/* string */.YjP(),
            file: schemas/* object */.Ikc({ uploadUrl: schemas/* string */.YjP().nullish(), uploadHeaders: schemas/* array */.YOg(schemas/* string */.YjP()).nullish() }),
        }),
    }),
}), `mutation CreateArtifactManifest($artifactID: ID!, $baseArtifactID: ID, $name: String!, $digest: String!, $entityName: String!, $projectName: String!, $runName: String!, $manifestType: ArtifactManifestType!, $includeUpload: Boolean!) {
  createArtifactManifest(input: {artifactID: $artifactID, baseArtifactID: $baseArtifactID, name: $name, digest: $digest, entityName: $entityName, projectName: $projectName, runName: $runName, type: $manifestType}) {
    artifactManifest { id file { id uploadUrl @include(if: $includeUpload) uploadHeaders @include(if: $includeUpload) } }
  }
}`);
const commitArtifact = operation("CommitArtifact", schemas/* object */.Ikc({ commitArtifact: schemas/* object */.Ikc({ artifact: schemas/* object */.Ikc({ id: schemas/* string */.YjP(), digest: schemas/* string */.YjP() }) }) }), `mutation CommitArtifact($artifactID: ID!) {
  commitArtifact(input: {artifactID: $artifactID}) { artifact { id digest } }
}`);
/**
 * Logs a version: create, manifest, files, manifest with its digest, commit. W&B knows an artifact of a collection by the
 * digest of its files, so the same call after a death goes on with what was begun, and the same files make one version.
 * Of two at once that save the same files, either commits for both.
 */
async function saveArtifact(wandb, draft) {
    requireDraft(draft);
    const digest = manifestDigest(draft.files);
    const { artifact } = (await wandb.graphql(createArtifact, { input: createInput(draft, digest) })).createArtifact;
    if (artifact.state === "COMMITTED")
        return { id: artifact.id, created: false, uploadedFiles: 0 };
    try {
        const uploadedFiles = await fill(wandb, draft, artifact.id, artifact.artifactSequence.latestArtifact?.id);
        await wandb.graphql(commitArtifact, { artifactID: artifact.id });
        return { id: artifact.id, created: true, uploadedFiles };
    }
    catch (error) {
        // another writer of the same files was faster, or our own commit whose answer was lost
        if (!(error instanceof error_WandbError) || error.code !== "refused")
            throw error;
        const found = await getArtifact(wandb, artifact.id);
        if (found?.state !== "COMMITTED" || found.digest !== digest)
            throw error;
        return { id: artifact.id, created: false, uploadedFiles: 0 };
    }
}
async function fill(wandb, draft, id, latestId) {
    const place = { entityName: draft.entity, projectName: draft.project, runName: draft.run };
    const baseId = draft.base?.id ?? latestId ?? null;
    const manifest = (digest, includeUpload) => wandb.graphql(createManifest, {
        ...place,
        artifactID: id,
        baseArtifactID: baseId,
        name: "wandb_manifest.json",
        digest,
        manifestType: "FULL",
        includeUpload,
    });
    const manifestId = (await manifest("", false)).createArtifactManifest.artifactManifest.id;
    const known = new Map(draft.base?.entries.map((entry) => [entry.path, entry]));
    const unchanged = draft.files.flatMap(({ path, md5 }) => {
        const before = known.get(path);
        return before?.md5 === md5 && before.birthArtifactId ? [before] : [];
    });
    const kept = new Set(unchanged.map(({ path }) => path));
    const changed = draft.files.filter(({ path }) => !kept.has(path));
    const uploaded = await uploadFiles(wandb, { artifactId: id, manifestId }, changed);
    const written = writeManifest([...unchanged, ...uploaded.entries]);
    const file = draftText("wandb_manifest.json", written);
    const { uploadUrl, uploadHeaders } = (await manifest((0,external_node_crypto_.createHash)("md5").update(written).digest("base64"), true))
        .createArtifactManifest.artifactManifest.file;
    if (!uploadUrl)
        throw new error_WandbError({ code: "not-understood", message: "no address for the manifest came" });
    await putFile(wandb, file, { url: uploadUrl, headers: uploadHeaders ?? [] });
    return uploaded.sent;
}
function createInput(draft, digest) {
    const aliases = [...new Set([...(draft.aliases ?? []), "latest"])];
    return {
        entityName: draft.entity,
        projectName: draft.project,
        runName: draft.run,
        artifactTypeName: draft.type,
        artifactCollectionName: draft.collection,
        aliases: aliases.map((alias) => ({ alias, artifactCollectionName: draft.collection })),
        description: draft.description ?? null,
        metadata: draft.metadata === undefined ? null : JSON.stringify(draft.metadata),
        digest,
        digestAlgorithm: "MANIFEST_MD5",
        enableDigestDeduplication: true,
        clientID: (0,external_node_crypto_.randomBytes)(64).toString("hex"),
        sequenceClientID: (0,external_node_crypto_.randomBytes)(64).toString("hex"),
    };
}
function requireDraft({ collection, type, aliases, files, metadata }) {
    names_requireCollectionName(collection);
    requireType(type);
    for (const alias of aliases ?? [])
        names_requireAlias(alias);
    const bad = files.find(({ path }) => !isSafePath(path));
    if (bad)
        throw new error_WandbError({ code: "bad-name", message: `${JSON.stringify(bad.path)} is no path of an artifact` });
    if (files.length === 0)
        throw new error_WandbError({ code: "bad-name", message: "an artifact without files" });
    if (Object.keys(metadata ?? {}).length > 100)
        throw new error_WandbError({ code: "bad-name", message: "metadata with more than W&B's 100 keys" });
}

;// CONCATENATED MODULE: ./build/packages/wandb-ts/src/artifacts/update-artifact.js


const updateOperation = operation("UpdateArtifact", schemas/* object */.Ikc({ updateArtifact: schemas/* object */.Ikc({ artifact: schemas/* object */.Ikc({ id: schemas/* string */.YjP() }) }) }), "mutation UpdateArtifact($input: UpdateArtifactInput!) { updateArtifact(input: $input) { artifact { id } } }");
/** Replaces what is given; the bytes of an artifact never change. */
async function updateArtifact(wandb, artifactId, changes) {
    const { description, metadata } = changes;
    await wandb.graphql(updateOperation, {
        input: {
            artifactID: artifactId,
            ...(description !== undefined && { description }),
            ...(metadata && { metadata: JSON.stringify(metadata) }),
        },
    });
}

;// CONCATENATED MODULE: ./build/packages/wandb-ts/src/artifacts/use-artifact.js


const useArtifactOperation = operation("UseArtifact", schemas/* object */.Ikc({ useArtifact: schemas/* object */.Ikc({ artifact: schemas/* object */.Ikc({ id: schemas/* string */.YjP() }) }).nullable() }), `mutation UseArtifact($entityName: String!, $projectName: String!, $runName: String!, $artifactID: ID!) {
  useArtifact(input: {entityName: $entityName, projectName: $projectName, runName: $runName, artifactID: $artifactID}) {
    artifact { id }
  }
}`);
/** Draws the line from an artifact to the run that takes it in, for W&B's lineage. */
async function recordUse(wandb, { entity, project, run }, artifactId) {
    await wandb.graphql(useArtifactOperation, {
        entityName: entity,
        projectName: project,
        runName: run,
        artifactID: artifactId,
    });
}

;// CONCATENATED MODULE: ./build/packages/wandb-ts/src/runs/file-stream.js
/** One message of the file stream. Lines have their place (`offset`), so the same message twice is written once. */
async function file_stream_sendStream(wandb, { entity, project, id }, part) {
    const [owner, home, run] = [entity, project, id].map(encodeURIComponent);
    await wandb.post(`/files/${owner}/${home}/${run}/file_stream`, part);
}
/** Ends a run: `finished` with exit code 0, `failed` with any other. */
async function file_stream_finishRun(wandb, run, exitCode = 0) {
    await file_stream_sendStream(wandb, run, { complete: true, exitcode: exitCode });
}

;// CONCATENATED MODULE: ./build/packages/wandb-ts/src/runs/upsert-run.js




const upsertBucket = operation("UpsertBucket", schemas/* object */.Ikc({
    upsertBucket: schemas/* object */.Ikc({
        bucket: schemas/* object */.Ikc({
            name: schemas/* string */.YjP(),
            project: schemas/* object */.Ikc({ name: schemas/* string */.YjP(), entity: schemas/* object */.Ikc({ name: schemas/* string */.YjP() }) }),
            historyLineCount: schemas/* int */.Whr().nullish(),
        }),
        inserted: schemas/* boolean */.zMY().nullish(),
    }),
}), `mutation UpsertBucket($name: String, $project: String, $entity: String, $groupName: String, $displayName: String, $notes: String, $commit: String, $config: JSONString, $jobType: String, $tags: [String!]) {
  upsertBucket(input: {name: $name, groupName: $groupName, modelName: $project, entityName: $entity, displayName: $displayName, notes: $notes, commit: $commit, config: $config, jobType: $jobType, tags: $tags}) {
    bucket { name project { name entity { name } } historyLineCount }
    inserted
  }
}`);
/** Makes a run, or takes it up again; the project is made with it. */
async function upsert_run_upsertRun(wandb, draft) {
    if (!/^[\w-]{1,64}$/.test(draft.id))
        throw new error_WandbError({ code: "bad-name", message: `"${draft.id}" is no run id; legal: letters, digits, _ -` });
    const config = Object.entries(draft.config ?? {}).map(([key, value]) => [key, { value }]);
    const { bucket, inserted } = (await wandb.graphql(upsertBucket, {
        name: draft.id,
        project: names_requireProject(draft.project),
        entity: draft.entity,
        groupName: draft.group ?? null,
        displayName: draft.displayName ?? null,
        notes: draft.notes ?? null,
        commit: draft.commit ?? null,
        config: config.length === 0 ? null : JSON.stringify(Object.fromEntries(config)),
        jobType: draft.jobType ?? null,
        tags: draft.tags ?? null,
    })).upsertBucket;
    return {
        entity: bucket.project.entity.name,
        project: bucket.project.name,
        id: bucket.name,
        historyLines: bucket.historyLineCount ?? 0,
        created: inserted ?? false,
    };
}
const viewerOperation = operation("Viewer", schemas/* object */.Ikc({ viewer: schemas/* object */.Ikc({ entity: schemas/* string */.YjP().nullable() }).nullable() }), "query Viewer { viewer { entity } }");
/**
 * The entity that a key works for unless told otherwise.
 * @throws WandbError `unauthorized` when the key is nobody's, `not-found` when its owner has none (a service account)
 */
async function defaultEntity(wandb) {
    const { viewer } = await wandb.graphql(viewerOperation, {});
    if (viewer?.entity)
        return viewer.entity;
    throw viewer
        ? new error_WandbError({ code: "not-found", message: "this API key has no entity of its own: name one (WANDB_ENTITY)" })
        : new error_WandbError({ code: "unauthorized", message: `${wandb.baseUrl} knows nobody by this API key` });
}

;// CONCATENATED MODULE: ./build/packages/wandb-ts/src/runs/track-run.js


const longestBatch = 1000;
/** A run whose metrics are streamed. Taken up again by its id, it goes on after the lines that the server has. */
async function trackRun(wandb, draft) {
    const run = await upsertRun(wandb, draft);
    const dashboard = wandb.baseUrl.replace("//api.wandb.ai", "//wandb.ai");
    const startedAt = wandb.clock.now();
    const waiting = [];
    let sent = run.historyLines;
    let nextStep = run.historyLines;
    let summary = {};
    let summaryChanged = false;
    async function flush() {
        do {
            const content = waiting.slice(0, longestBatch);
            await sendStream(wandb, run, {
                files: {
                    ...(content.length > 0 && { "wandb-history.jsonl": { offset: sent, content } }),
                    ...(summaryChanged && { "wandb-summary.json": { offset: 0, content: [written(summary)] } }),
                },
            });
            waiting.splice(0, content.length);
            sent += content.length;
            summaryChanged = false;
        } while (waiting.length > 0);
    }
    return {
        url: `${dashboard}/${run.entity}/${run.project}/runs/${run.id}`,
        log(metrics, step = nextStep) {
            const now = wandb.clock.now();
            const line = { ...metrics, _step: step, _timestamp: now / 1000, _runtime: (now - startedAt) / 1000 };
            waiting.push(written(line));
            nextStep = step + 1;
            summary = { ...summary, ...line };
            summaryChanged = true;
        },
        summarize(values) {
            summary = { ...summary, ...values };
            summaryChanged = true;
        },
        flush,
        async finish(exitCode = 0) {
            await flush();
            await finishRun(wandb, run, exitCode);
        },
    };
}
/** JSON has no NaN and no Infinity; W&B reads them as these strings. */
const written = (value) => JSON.stringify(value, (_key, one) => typeof one === "number" && !Number.isFinite(one)
    ? Number.isNaN(one)
        ? "NaN"
        : one > 0
            ? "Infinity"
            : "-Infinity"
    : one);

;// CONCATENATED MODULE: ./build/packages/wandb-ts/src/index.js





















// EXTERNAL MODULE: ./build/packages/registry/src/place-model.js
var place_model = __webpack_require__(65679);
// EXTERNAL MODULE: ./build/packages/registry/src/require-files.js
var require_files = __webpack_require__(21098);
;// CONCATENATED MODULE: ./build/packages/registry/src/providers/wandb/bring-model.js





/**
 * The model's files in a folder that has no others: made at once when all is there, each held to MD5 and SHA-256 as it
 * arrives; a folder that is there already is held to the checksums where it is.
 */
async function bringModel(home, version, { artifact }, { manifest, entries }, folder) {
    const { wandb, ports } = home;
    const { files } = ports;
    await (0,place_model/* placeModel */.X)(ports, manifest, folder, async (partial) => {
        const digests = new Map();
        const hashing = {
            ...wandb,
            files: {
                ...wandb.files,
                write: (path, chunks) => wandb.files.write(path, hashed(chunks, (digest) => digests.set((0,external_node_path_.relative)(partial, path), digest))),
            },
        };
        const place = { entity: await home.entity(), project: home.project, collection: version.name };
        await downloadFiles(hashing, place, `v${artifact.index}`, entries, partial);
        if (manifest.files.some(({ path, digest }) => digests.get(path) !== digest))
            await (0,require_files/* requireFiles */.P)(files, partial, manifest);
    });
}
async function* hashed(chunks, told) {
    const hash = (0,external_node_crypto_.createHash)("sha256");
    for await (const chunk of chunks) {
        hash.update(chunk);
        yield chunk;
    }
    told(`sha256:${hash.digest("hex")}`);
}

;// CONCATENATED MODULE: ./build/packages/registry/src/providers/wandb/open.js


const provider = "wandb";
function openHome(ports, config) {
    const { clock, random, log, secrets } = ports;
    const apiKey = config.apiKey.trim();
    if (apiKey === "")
        throw new src/* InputError */.dz([{ where: "WANDB_API_KEY", problem: "is empty", mend: "take a key from wandb.ai/authorize, as a secret" }], "missing-api-key");
    secrets.mask(apiKey);
    secrets.mask(Buffer.from(`api:${apiKey}`).toString("base64"));
    requireLegal({ project: config.project, entity: config.entity });
    const wandb = openWandb({
        apiKey,
        baseUrl: config.baseUrl,
        fetch: fetchBy(ports.http),
        clock,
        random: random.uniform,
        files: filesBy(ports.files),
        retry: {
            onRetry: (attempt, reason, pauseMs) => log.info(`W&B: ${reason}; attempt ${attempt + 1} follows in ${Math.round(pauseMs / 100) / 10} s`),
        },
    });
    let entity;
    return {
        wandb,
        ports,
        entity: () => {
            entity ??= config.entity ? Promise.resolve(config.entity) : defaultEntity(wandb);
            return entity;
        },
        project: config.project,
        run: config.run ?? "genai-mlops-registry",
        cacheFolder: config.cacheFolder,
    };
}
function requireLegal(names) {
    const problems = Object.entries(names).flatMap(([where, name]) => {
        try {
            if (name !== undefined)
                names_requireProject(name);
            return [];
        }
        catch (error) {
            return [{ where, problem: error.message }];
        }
    });
    if (problems.length > 0)
        throw new src/* InputError */.dz(problems, "bad-name");
}
function fetchBy(http) {
    return async (url, init) => {
        const { status, headers, body } = await http.send({ url, ...init });
        return { status, headers: { get: (name) => headers.get(name.toLowerCase()) ?? null }, body };
    };
}
function filesBy(files) {
    return {
        size: async (path) => (await files.stat(path))?.size ?? 0,
        async *read(path, range) {
            let left = range ? range.end - range.start : Number.POSITIVE_INFINITY;
            for await (const chunk of files.stream(path, range ? { start: range.start } : {})) {
                yield chunk.subarray(0, left);
                left -= chunk.length;
                if (left <= 0)
                    return;
            }
        },
        async write(path, chunks) {
            try {
                await files.writeStream(path, chunks);
            }
            catch (error) {
                // what the stream itself threw, whatever the files made of it
                throw error instanceof src/* ToolkitError */.h4 && error.cause instanceof error_WandbError ? error.cause : error;
            }
        },
    };
}
const codes = {
    unauthorized: { code: "wandb-unauthorized", hint: "set WANDB_API_KEY to a key of wandb.ai/authorize" },
    forbidden: { code: "wandb-forbidden", hint: "let this key write to the project, in the team's settings at W&B" },
    unreachable: { code: "wandb-unreachable" },
    timeout: { code: "wandb-unreachable" },
    unavailable: { code: "wandb-unreachable" },
    "not-understood": { code: "wandb-not-there", hint: "check WANDB_BASE_URL: it is the root of W&B's API" },
    "file-changed": { code: "model-changed" },
    corrupt: { code: "model-corrupt", hint: "register the model again from its training" },
};
/** The library's errors as the toolkit's. */
async function named(work) {
    try {
        return await work();
    }
    catch (error) {
        if (!(error instanceof error_WandbError))
            throw error;
        if (error.code === "bad-name")
            throw new src/* InputError */.dz([{ where: "name", problem: error.message }], "bad-name");
        const { message, status, cause } = error;
        const retryable = error.retryable || error.code === "file-changed";
        throw new src/* ToolkitError */.h4({
            code: "wandb-refused",
            provider,
            status,
            retryable,
            message,
            cause,
            ...codes[error.code],
        });
    }
}

;// CONCATENATED MODULE: ./build/packages/registry/src/providers/wandb/with-run.js

/**
 * W&B takes artifacts only from runs. All that a registry writes in a project comes from one run with a name of its own:
 * made or taken up again, and ended afterwards, so that a killed writer leaves none that counts as crashed for good.
 */
async function withRun({ wandb, entity, project, run }, work) {
    const draft = { entity: await entity(), project, id: run, displayName: run, jobType: "register" };
    const opened = await upsert_run_upsertRun(wandb, draft);
    try {
        return await work(opened.id);
    }
    finally {
        await file_stream_finishRun(wandb, opened);
    }
}

;// CONCATENATED MODULE: ./build/packages/registry/src/providers/wandb/ledger.js






const common = { schemaVersion: schemas/* literal */.euz(1), after: schemas/* int */.Whr().min(0) };
const recordSchema = schemas/* discriminatedUnion */.gMt("kind", [
    schemas/* strictObject */.rej({ ...common, kind: schemas/* literal */.euz("promotion"), promotion: src/* promotionSchema */.xS }),
    schemas/* strictObject */.rej({
        ...common,
        kind: schemas/* literal */.euz("evidence"),
        version: schemas/* string */.YjP(),
        name: schemas/* string */.YjP(),
        digest: src/* digestSchema */.er,
        md5: schemas/* string */.YjP(),
        bytes: schemas/* int */.Whr().min(0),
    }),
    schemas/* strictObject */.rej({ ...common, kind: schemas/* literal */.euz("removed"), version: schemas/* string */.YjP(), modelIndex: schemas/* int */.Whr().min(0) }),
    schemas/* strictObject */.rej({
        ...common,
        kind: schemas/* literal */.euz("alias"),
        alias: schemas/* string */.YjP(),
        from: schemas/* string */.YjP().nullable(),
        to: schemas/* string */.YjP(),
    }),
]);
const isKind = (kind) => (entry) => entry.kind === kind;
const artifactType = "genai-mlops-ledger";
const evidencePath = (name) => `evidence/${name}`;
/**
 * What is known about a model beside its versions: promotions, evidence, numbers that were removed, moves of aliases. Every
 * record is a version of an artifact of its own (`<name>.LEDGER`; a model's name has no capitals), because that is the one
 * thing at W&B that is append-only, has one order for all writers (v0, v1, ...) and needs no rights but those that
 * registering needs. The text stands in the metadata, so that one listing reads all, and in a file, so that the artifact's
 * digest covers it: a record that was edited afterwards is found without a download.
 */
function ledgerOf(home, name) {
    const { wandb } = home;
    const place = async () => ({ entity: await home.entity(), project: home.project, collection: `${name}.LEDGER` });
    async function entries() {
        const found = new Map();
        for await (const version of list_versions_listVersions(wandb, { ...(await place()), type: artifactType }))
            found.set(version.id, read(version));
        return [...found.values()].sort((left, right) => left.index - right.index);
    }
    function read(artifact) {
        const corrupt = (problem) => new src/* ToolkitError */.h4({
            code: "registry-corrupt",
            provider: provider,
            message: `${name}.LEDGER:v${artifact.index} ${problem}`,
            hint: "it was edited at W&B: put its metadata back as the file record.json has it",
        });
        const text = artifact.metadata["record"];
        if (typeof text !== "string")
            throw corrupt("has no record in its metadata");
        const parsed = recordSchema.safeParse(ledger_jsonOf(text));
        if (!parsed.success)
            throw corrupt("is no record");
        const record = parsed.data;
        const evidence = record.kind === "evidence" ? [{ path: evidencePath(record.name), md5: record.md5 }] : [];
        if (manifestDigest([draftText("record.json", text), ...evidence]) !== artifact.digest)
            throw corrupt("is not the record that was written");
        return { ...record, index: artifact.index, artifactId: artifact.id, artifactDigest: artifact.digest };
    }
    return {
        entries,
        /** Adds a record after those that were seen. The same one at the same place twice is one. */
        async append(seen, record, content) {
            const after = (seen.at(-1)?.index ?? -1) + 1;
            const text = JSON.stringify(recordSchema.parse({ schemaVersion: 1, after, ...record }));
            const files = [draftText("record.json", text)];
            if (record.kind === "evidence" && content)
                files.push(draftText(evidencePath(record.name), content));
            return await withRun(home, async (run) => {
                const saved = await saveArtifact(wandb, {
                    ...(await place()),
                    type: artifactType,
                    run,
                    metadata: { record: text },
                    files,
                });
                return saved.id;
            });
        },
        /** What was attached by this record. */
        async content(entry) {
            const manifest = await readManifest(wandb, { id: entry.artifactId, digest: entry.artifactDigest });
            const file = manifest.entries.find(({ path }) => path === evidencePath(entry.name));
            if (!file)
                throw new src/* ToolkitError */.h4({ code: "registry-corrupt", provider: provider, message: `${entry.name} is missing` });
            const text = await downloadText(wandb, await place(), `v${entry.index}`, file);
            if (`sha256:${(0,external_node_crypto_.createHash)("sha256").update(text).digest("hex")}` === entry.digest)
                return text;
            throw new src/* ToolkitError */.h4({ code: "registry-corrupt", provider: provider, message: `${entry.name} is not what was attached` });
        },
    };
}
function ledger_jsonOf(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}

// EXTERNAL MODULE: ./build/packages/registry/src/model-files.js
var model_files = __webpack_require__(460);
;// CONCATENATED MODULE: ./build/packages/registry/src/providers/wandb/model-manifest.js





/**
 * Our SHA-256 checksums lie among the model's files, since W&B's own are MD5, against which two models can be made alike.
 * It says nothing of number and date, so the same model is the same artifact for W&B too.
 */
const manifestPath = "genai-mlops.manifest.json";
const filesSchema = schemas/* strictObject */.rej({
    schemaVersion: schemas/* literal */.euz(1),
    files: schemas/* array */.YOg(schemas/* strictObject */.rej({ path: src/* modelPathSchema */.OP, digest: src/* digestSchema */.er, bytes: schemas/* int */.Whr().min(0) })).min(1),
});
function writtenManifest(files) {
    const listed = files.map(({ path, digest, bytes }) => ({ path, digest, bytes }));
    return `${JSON.stringify({ schemaVersion: 1, files: listed }, null, 2)}\n`;
}
/** @throws ToolkitError `model-corrupt` when what W&B keeps is not what this version's digest is of */
async function storedModel(home, version, { artifact }) {
    const { wandb } = home;
    const corrupt = (problem) => new src/* ToolkitError */.h4({
        code: "model-corrupt",
        provider: provider,
        message: `${version.name} ${version.version}: ${problem}`,
        hint: "register the model again from its training",
    });
    const place = { entity: await home.entity(), project: home.project, collection: version.name };
    const { entries, references } = await readManifest(wandb, artifact);
    const own = entries.find(({ path }) => path === manifestPath);
    if (!own)
        throw corrupt(`${manifestPath} is missing`);
    const parsed = filesSchema.safeParse(model_manifest_jsonOf(await downloadText(wandb, place, `v${artifact.index}`, own)));
    if (!parsed.success)
        throw corrupt(`${manifestPath} is not what was written: ${parsed.error.issues[0]?.message}`);
    const { files } = parsed.data;
    if ((0,model_files/* contentDigest */.eZ)(files) !== version.digest)
        throw corrupt(`${manifestPath} is of another model than ${version.digest}`);
    const kept = new Map(entries.map((entry) => [entry.path, entry]));
    kept.delete(manifestPath);
    const listed = files.map(({ path, bytes }) => {
        const entry = kept.get(path);
        if (entry?.size !== bytes)
            throw corrupt(entry ? `${path} has another size` : `${path} is missing`);
        kept.delete(path);
        return entry;
    });
    const { name, digest } = version;
    return {
        manifest: { schemaVersion: 1, name, version: version.version, digest, createdAt: artifact.createdAt, files },
        entries: listed,
        unregistered: [...kept.keys(), ...references.map(({ path }) => path)],
    };
}
function model_manifest_jsonOf(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./build/packages/registry/src/providers/wandb/move-alias.js





/** How long a move that somebody claimed, and that is not to be seen yet, is waited for before its writer counts as dead. */
const claimSeconds = 30;
/**
 * Moves an alias from where it was seen. W&B sets an alias without looking where it is, so the move is claimed in the
 * ledger first, whose order is the same for all: of two claims that saw the same state the first one counts, and only its
 * writer sets the alias. The alias at W&B stays the truth; who moves it there by hand is heard.
 */
async function moveAlias(home, ledger, look, { name, alias, version, seen }) {
    const { clock } = home.ports;
    const deadline = clock.now() + claimSeconds * 1000;
    let entries = await ledger.entries();
    let versions = await look(entries);
    for (;;) {
        const target = versions.find((one) => one.version === version);
        if (!target)
            throw new src/* ToolkitError */.h4({ code: "model-not-found", provider: provider, message: `${name} has no version ${version}` });
        const current = holder(versions, alias);
        if (current?.version === version)
            return;
        if (current?.version !== seen)
            throw moved(`${name}@${alias} is ${current?.version ?? "unset"}, not ${seen ?? "unset"}`);
        const claim = lastClaim(entries, alias);
        const open = claim && claim.to !== seen && versions.some((one) => one.version === claim.to);
        // our own from before we were killed, or another run's for the same move: the effect is one
        if (open && claim.to === version && claim.from === (seen ?? null))
            break;
        if (!open || clock.now() >= deadline) {
            const id = await ledger.append(entries, { kind: "alias", alias, from: seen ?? null, to: version });
            entries = await ledger.entries();
            const mine = entries.find(({ artifactId }) => artifactId === id);
            if (!mine || !isKind("alias")(mine) || !validClaims(entries, alias).includes(mine))
                throw moved(`${name}@${alias} was claimed by another run in the same moment`);
            break;
        }
        await clock.sleep(500);
        entries = await ledger.entries();
        versions = await look(entries);
    }
    await set(home, name, alias, version, versions);
    // a later claim that did not wait for us counts
    const last = lastClaim(await ledger.entries(), alias);
    if (last && last.to !== version)
        await set(home, name, alias, last.to, await look(entries));
}
async function set(home, name, alias, version, versions) {
    const target = versions.find((one) => one.version === version);
    if (!target || target.artifact.aliases.includes(alias))
        return;
    const place = { entity: await home.entity(), project: home.project, collection: name };
    await addAliases(home.wandb, place, target.artifact.id, [alias]);
}
const holder = (versions, alias) => versions.find(({ artifact }) => artifact.aliases.includes(alias));
/** A claim counts when no other that counts came between what its writer had seen and itself. */
function validClaims(entries, alias) {
    const valid = [];
    for (const claim of entries.filter(isKind("alias"))) {
        if (claim.alias !== alias)
            continue;
        const last = valid.at(-1);
        if (!last || last.index < claim.after)
            valid.push(claim);
    }
    return valid;
}
const lastClaim = (entries, alias) => validClaims(entries, alias).at(-1);
const moved = (message) => new src/* ToolkitError */.h4({ code: "alias-moved", provider: provider, message: `${message}: another run moved it` });
/** @throws InputError `bad-alias`, also for the one that W&B moves by itself */
function requireOwnAlias(alias) {
    if (alias !== "latest")
        return (0,src_version/* requireAlias */.ye)(alias);
    throw new src/* InputError */.dz([{ where: "alias", problem: '"latest" is moved by W&B itself, to what was logged last', mend: "take another one" }], "bad-alias");
}

;// CONCATENATED MODULE: ./build/packages/registry/src/providers/wandb/survey.js






const modelType = "model";
/** What registration writes into an artifact's metadata, under `genai_mlops`. */
const factsSchema = schemas/* strictObject */.rej({
    schemaVersion: schemas/* literal */.euz(1),
    digest: src/* digestSchema */.er,
    bump: schemas/* enum */.k5n(["major", "minor", "patch"]),
    /** null until the number is settled. */
    version: schemas/* string */.YjP().nullable(),
    metadata: src/* metadataSchema */.R5,
});
/** The fields that W&B's users look for, as the specification's example has them, and ours beside. */
function artifactMetadata(facts) {
    const { metadata, version, digest } = facts;
    return {
        base_model: metadata.base_model,
        training_samples: metadata.fine_tuned_on.samples,
        eval_loss: metadata.metrics.eval_loss,
        model_version: version,
        digest,
        genai_mlops: facts,
    };
}
/** Every version that was registered by us, in W&B's order; what others logged to the collection is passed over. */
async function survey(home, name, ledger) {
    // by id: a page may show again what a new version pushed there
    const artifacts = new Map();
    const place = { entity: await home.entity(), project: home.project, collection: name, type: modelType };
    for await (const artifact of list_versions_listVersions(home.wandb, place)) {
        const facts = factsOf(name, artifact);
        if (facts)
            artifacts.set(artifact.id, { artifact: artifact, facts });
    }
    return numbered([...artifacts.values()], ledger.filter(isKind("removed")));
}
/**
 * Numbers follow from W&B's order of commits (v0, v1, ...) and nothing else: every reader gives a version the same number,
 * so two writers at once need no lock. A number is written down (settled) soon after, the lower ones first; what was
 * removed keeps its place by its record in the ledger, so that no number is given twice.
 */
function numbered(artifacts, removed) {
    const settled = artifacts.flatMap(({ facts }) => facts.version ?? []);
    const lower = [];
    return [...artifacts]
        .sort((left, right) => left.artifact.index - right.artifact.index)
        .map((one) => {
        const gone = removed.filter(({ modelIndex }) => modelIndex < one.artifact.index).map(({ version }) => version);
        const version = one.facts.version ?? (0,src_version/* nextVersion */.yU)([...settled, ...lower, ...gone], one.facts.bump);
        lower.push(version);
        return { ...one, version };
    });
}
/** Writes numbers down, the lower ones first, in the metadata and as an alias for W&B's users (`name:1.4.2`). */
async function settle(home, name, versions) {
    const place = { entity: await home.entity(), project: home.project, collection: name };
    for (const { artifact, facts, version } of versions) {
        if (facts.version === null)
            await updateArtifact(home.wandb, artifact.id, {
                metadata: artifactMetadata({ ...facts, version, metadata: { ...facts.metadata, model_version: version } }),
            });
        if (!artifact.aliases.includes(version))
            await addAliases(home.wandb, place, artifact.id, [version]);
    }
}
function factsOf(name, { metadata, index }) {
    const written = metadata["genai_mlops"];
    if (written === undefined)
        return undefined;
    const parsed = factsSchema.safeParse(written);
    const [issue] = parsed.error?.issues ?? [];
    const legal = parsed.data && (parsed.data.version === null || (0,src_version/* versionNumbers */.ni)(parsed.data.version));
    if (parsed.data && legal)
        return parsed.data;
    throw new src/* ToolkitError */.h4({
        code: "registry-corrupt",
        provider: provider,
        message: `${name}:v${index}: genai_mlops in its metadata is not what was written: ${issue?.path.join(".") ?? "version"}`,
        hint: "put its metadata back at W&B, or delete the version there",
    });
}
/** Aliases of ours: not those that W&B (`latest`) and `settle` (`1.4.2`) keep. */
const ownAliases = (aliases) => aliases.filter((alias) => alias !== "latest" && !(0,src_version/* versionNumbers */.ni)(alias)).sort();
function described(home, entity, name, { artifact, facts, version }) {
    return {
        name,
        version,
        digest: facts.digest,
        modelRef: `${name}#${facts.digest}`,
        uri: uriOf(entity, home.project, name, version),
        createdAt: artifact.createdAt,
        aliases: ownAliases(artifact.aliases),
    };
}
const uriOf = (entity, project, name, version) => `wandb-artifact://${entity}/${project}/${name}:${version}`;
function survey_metadataOf(held, artifacts) {
    return { ...held.facts.metadata, model_version: held.version, artifacts };
}

;// CONCATENATED MODULE: ./build/packages/registry/src/providers/wandb/register-model.js








/** Reads every file once, for the checksums of both: SHA-256 is ours, MD5 W&B's, who wants it before the bytes. */
async function readModel(home, folder) {
    const { wandb, ports } = home;
    const found = await (0,model_files/* modelFiles */.VC)(ports.files, folder);
    if (found.some(({ path }) => path === manifestPath))
        throw new src/* InputError */.dz([{ where: `model-path: ${manifestPath}`, problem: "is a name that the registry needs", mend: "rename the file" }], "bad-model-file");
    const drafts = [];
    const files = [];
    for (const { path } of found) {
        const also = (0,external_node_crypto_.createHash)("sha256");
        const draft = await draftFile(wandb.files, (0,external_node_path_.join)(folder, path), path, { ...wandb, also });
        drafts.push(draft);
        files.push({ path, bytes: draft.size, digest: `sha256:${also.digest("hex")}` });
    }
    return { digest: (0,model_files/* contentDigest */.eZ)(files), drafts: [...drafts, draftText(manifestPath, writtenManifest(files))] };
}
/**
 * Logs the model as the next version of its artifact; files that the last one has too are pointed to. Whoever is killed
 * here leaves an artifact that nobody sees; the same model again goes on with it.
 * @returns the artifact's id
 */
async function saveModel(home, { name, bump, metadata }, { digest, drafts }, last) {
    const { wandb } = home;
    const facts = { schemaVersion: 1, digest, bump, version: null, metadata };
    const base = last && { id: last.artifact.id, entries: (await readManifest(wandb, last.artifact)).entries };
    return await withRun(home, async (run) => saveArtifact(wandb, {
        entity: await home.entity(),
        project: home.project,
        collection: name,
        type: modelType,
        run,
        metadata: artifactMetadata(facts),
        files: drafts,
        base,
    }));
}

;// CONCATENATED MODULE: ./build/packages/registry/src/providers/wandb/remove-version.js





/**
 * Its number is written down as given first; then the aliases go that W&B and we keep ourselves; W&B deletes it only
 * without any alias, so one that another run sets meanwhile holds it.
 */
async function removeVersion(home, ledger, entries, name, held, others) {
    const { artifact, version } = held;
    const { wandb } = home;
    const place = { entity: await home.entity(), project: home.project, collection: name };
    const requireUnused = ({ aliases, allAliases }) => {
        const linked = allAliases.filter((one) => !isIn(place, one));
        const elsewhere = linked.map((one) => `${one.alias} in ${one.entity}/${one.project}/${one.collection}`);
        const used = [...ownAliases(aliases), ...elsewhere];
        if (used.length === 0)
            return;
        throw new src/* ToolkitError */.h4({
            code: "version-in-use",
            provider: provider,
            message: `${name} ${version} is ${used.join(", ")}`,
            hint: elsewhere.length === 0 ? "move the alias first" : "move the alias, and unlink the version at W&B, first",
        });
    };
    requireUnused(artifact);
    const recorded = entries.filter(isKind("removed")).some(({ modelIndex }) => modelIndex === artifact.index);
    if (!recorded)
        await ledger.append(entries, { kind: "removed", version, modelIndex: artifact.index });
    const newest = others.filter((one) => one !== held).at(-1);
    if (artifact.aliases.includes("latest")) {
        if (newest)
            await addAliases(wandb, place, newest.artifact.id, ["latest"]);
        else
            await removeAliases(wandb, place, artifact.id, ["latest"]);
    }
    await removeAliases(wandb, place, artifact.id, [version]);
    try {
        await deleteArtifact(wandb, artifact.id);
    }
    catch (error) {
        if (!(error instanceof error_WandbError) || error.code !== "refused")
            throw error;
        const now = await getArtifact(wandb, artifact.id);
        if (now)
            requireUnused(now);
        throw error;
    }
}

;// CONCATENATED MODULE: ./build/packages/registry/src/providers/wandb/index.js















/**
 * Models as W&B artifacts of type `model`, one collection a model. Files, MD5 and lineage are W&B's; the number follows from
 * W&B's order of commits (`survey.ts`), evidence, promotions and claims stand in a ledger beside it (`ledger.ts`).
 */
function wandbRegistry(ports, config) {
    const home = openHome(ports, config);
    const look = (name, entries) => survey(home, name, entries);
    const lookNow = async (name) => look((0,src_version/* requireName */.rI)(name), await ledgerOf(home, name).entries());
    const describe = async (name, held) => described(home, await home.entity(), name, held);
    const list = async (name) => Promise.all((await lookNow(name)).map((held) => describe(name, held)));
    async function heldOf({ name, version, digest }) {
        const held = (await lookNow(name)).find((one) => one.version === version);
        if (!held)
            throw new src/* ToolkitError */.h4({ code: "model-not-found", provider: provider, message: `${name} has no version ${version}` });
        if (held.facts.digest === digest)
            return held;
        const message = `${name} ${version} is ${held.facts.digest}, not ${digest}`;
        throw new src/* ToolkitError */.h4({ code: "model-corrupt", provider: provider, message });
    }
    const registry = {
        list,
        async register(candidate) {
            const { name } = candidate;
            const model = await readModel(home, candidate.folder);
            const before = await lookNow(name);
            const same = before.find(({ facts }) => facts.digest === model.digest);
            if (same) {
                // ends the run too, if whoever was killed left it
                await withRun(home, () => settle(home, name, before));
                return { version: await describe(name, same), created: false };
            }
            const { id, created } = await saveModel(home, candidate, model, before.at(-1));
            const after = await lookNow(name);
            const own = after.find(({ artifact }) => artifact.id === id);
            if (!own)
                throw new src/* ToolkitError */.h4({
                    code: "model-not-found",
                    provider: provider,
                    retryable: true,
                    message: `${name} was registered, and another run removed it at once`,
                });
            await settle(home, name, after);
            return { version: await describe(name, own), created };
        },
        async find(text) {
            const selector = (0,src_version/* parseSelector */.Pl)(text);
            const versions = await list(selector.name);
            if ("digest" in selector)
                return versions.find(({ digest }) => digest === selector.digest);
            if ("version" in selector)
                return versions.find(({ version }) => version === selector.version);
            if ("prefix" in selector)
                return versions.findLast(({ version }) => version.startsWith(selector.prefix));
            return versions.find(({ aliases }) => aliases.includes(selector.alias));
        },
        async setAlias(name, alias, version, seen) {
            const move = { name: (0,src_version/* requireName */.rI)(name), alias: requireOwnAlias(alias), version, seen };
            await moveAlias(home, ledgerOf(home, name), (entries) => look(name, entries), move);
        },
        async remove({ name, version }) {
            const ledger = ledgerOf(home, (0,src_version/* requireName */.rI)(name));
            const entries = await ledger.entries();
            const versions = await look(name, entries);
            const held = versions.find((one) => one.version === version);
            if (held)
                await removeVersion(home, ledger, entries, name, held, versions);
        },
        async fetch(version) {
            const held = await heldOf(version);
            const stored = await storedModel(home, version, held);
            const [extra] = stored.unregistered;
            if (extra !== undefined)
                throw new src/* ToolkitError */.h4({
                    code: "model-corrupt",
                    provider: provider,
                    message: `${version.name} ${version.version}: ${extra} was never registered`,
                });
            const folder = (0,external_node_path_.join)(home.cacheFolder, version.name, version.digest.replace(":", "-"));
            await bringModel(home, version, held, stored, folder);
            return folder;
        },
        async download(version, folder) {
            const held = await heldOf(version);
            await bringModel(home, version, held, await storedModel(home, version, held), folder);
        },
        async metadata(version) {
            const held = await heldOf(version);
            const { manifest } = await storedModel(home, version, held);
            const { uri } = await describe(version.name, held);
            return survey_metadataOf(held, (0,artifacts/* artifactsOf */.N)(uri, manifest.files.map(({ path }) => path)));
        },
        async attach(version, name, content) {
            (0,src_version/* requireName */.rI)(name);
            await heldOf(version);
            const bytes = Buffer.from(content);
            const digest = `sha256:${(0,external_node_crypto_.createHash)("sha256").update(bytes).digest("hex")}`;
            const ledger = ledgerOf(home, version.name);
            const entries = await ledger.entries();
            if (evidenceOf(entries, version, name)?.digest === digest)
                return digest;
            const md5 = (0,external_node_crypto_.createHash)("md5").update(bytes).digest("base64");
            const record = { kind: "evidence", version: version.version, name, digest, md5, bytes: bytes.length };
            await ledger.append(entries, record, bytes);
            return digest;
        },
        async attached(version, nameOrDigest) {
            const ledger = ledgerOf(home, (0,src_version/* requireName */.rI)(version.name));
            const entry = evidenceOf(await ledger.entries(), version, nameOrDigest);
            return entry && (await ledger.content(entry));
        },
        async recordPromotion(name, promotion) {
            const record = (0,src/* parseStrictly */.ge)(src/* promotionSchema */.xS, promotion, "promotion");
            const ledger = ledgerOf(home, (0,src_version/* requireName */.rI)(name));
            const entries = await ledger.entries();
            if ((0,external_node_util_.isDeepStrictEqual)(entries.findLast(isKind("promotion"))?.promotion, record))
                return;
            await ledger.append(entries, { kind: "promotion", promotion: record });
        },
        async promotions(name) {
            const entries = await ledgerOf(home, (0,src_version/* requireName */.rI)(name)).entries();
            return entries.filter(isKind("promotion")).map(({ promotion }) => promotion);
        },
    };
    return inOurWords(registry);
}
function evidenceOf(entries, { version }, nameOrDigest) {
    return entries
        .filter(isKind("evidence"))
        .findLast((entry) => entry.version === version && [entry.name, entry.digest].includes(nameOrDigest));
}
/** Every verb with the toolkit's errors. */
function inOurWords(registry) {
    const verbs = Object.entries(registry);
    const wrapped = verbs.map(([verb, work]) => [verb, (...parameters) => named(() => work(...parameters))]);
    return Object.fromEntries(wrapped);
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


/***/ })

};
