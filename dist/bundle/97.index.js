export const id = 97;
export const ids = [97];
export const modules = {

/***/ 70097:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  vertexRegistry: () => (/* binding */ vertexRegistry)
});

// EXTERNAL MODULE: ./build/packages/registry/src/bucket/index.js + 13 modules
var src_bucket = __webpack_require__(89157);
// EXTERNAL MODULE: ./build/packages/platform/src/index.js + 31 modules
var src = __webpack_require__(86111);
// EXTERNAL MODULE: ./build/packages/registry/src/cloud/client.js
var cloud_client = __webpack_require__(16666);
;// CONCATENATED MODULE: ./build/packages/registry/src/providers/vertex/google.js


const provider = "vertex";
const unauthorizedHint = "run google-github-actions/auth before, with permissions: id-token: write";
/** Both services, with one token. */
function google(ports, config) {
    const { project, location, bucket, origins } = config;
    let token;
    const shared = {
        // asked for when it is needed: opening a registry alone needs no access
        current: async () => {
            token ??= (0,src/* googleAccessToken */.d6)(ports, { provider, code: "vertex-unauthorized" });
            return await token.current();
        },
        refused: (value) => token?.refused(value),
    };
    const words = {
        provider,
        vendor: "Vertex AI",
        unauthorizedHint,
        forbiddenHint: `grant the account roles/aiplatform.user in the project ${project}`,
        addressHint: `check GOOGLE_CLOUD_LOCATION (${location}), and whether the API aiplatform.googleapis.com is enabled in ${project}`,
    };
    const storageWords = {
        provider,
        vendor: "Cloud Storage",
        unauthorizedHint,
        forbiddenHint: `grant the account roles/storage.objectAdmin on the bucket ${bucket}`,
        addressHint: "check registry-uri, and whether the runner reaches storage.googleapis.com",
    };
    return {
        storage: (0,cloud_client/* cloudClient */.h)(ports, { ...storageWords, token: shared }),
        models: (0,cloud_client/* cloudClient */.h)(ports, { ...words, token: shared }),
        origins: {
            storage: origins?.storage ?? "https://storage.googleapis.com",
            models: origins?.models ?? `https://${location}-aiplatform.googleapis.com`,
        },
        words,
    };
}

// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 9 modules
var schemas = __webpack_require__(27597);
// EXTERNAL MODULE: ./build/packages/contracts/src/index.js + 27 modules
var contracts_src = __webpack_require__(58639);
// EXTERNAL MODULE: ./build/packages/registry/src/cloud/refusal.js
var refusal = __webpack_require__(473);
// EXTERNAL MODULE: ./build/packages/registry/src/version.js
var version = __webpack_require__(43819);
;// CONCATENATED MODULE: ./build/packages/registry/src/providers/vertex/names.js


/** Of `UploadModelRequest.model_id`; our own rule has no capitals. @throws InputError `bad-name` */
function requireModelId(name) {
    if (/^[a-z_][a-z0-9_-]{0,62}$/.test(name))
        return name;
    const legal = "at Vertex AI: small letters, digits, _ -, at most 63, first no digit and no hyphen";
    throw new contracts_src/* InputError */.dz([{ where: "name", problem: `"${name}" is no model name`, legal }], "bad-name");
}
/** Of `Model.version_aliases`. @throws InputError `bad-alias`, also for what Vertex AI moves by itself */
function requireVersionAlias(wanted) {
    const alias = (0,version/* requireAlias */.ye)(wanted);
    if (/^[a-z][a-z0-9-]{0,126}[a-z0-9]$/.test(alias) && alias !== "default")
        return alias;
    const legal = "at Vertex AI: small letters, digits, -, at least 2, last a letter or digit; it keeps default for itself";
    throw new contracts_src/* InputError */.dz([{ where: "alias", problem: `"${wanted}" is no alias`, legal }], "bad-alias");
}
/**
 * Labels take at most 63 of a small alphabet: a digest has 64 digits, so it goes in two; the dots of a version become
 * hyphens. They are for people's filters, nothing is read back from them but the upload.
 */
function labelsOf({ upload, version, digest }) {
    const digits = digest.slice("sha256:".length);
    return {
        [uploadLabel]: upload,
        "genai-mlops-version": version.replaceAll(".", "-"),
        "genai-mlops-sha256-1": digits.slice(0, 32),
        "genai-mlops-sha256-2": digits.slice(32),
    };
}
const uploadLabel = "genai-mlops-upload";

;// CONCATENATED MODULE: ./build/packages/registry/src/providers/vertex/operation.js




const operationSchema = schemas/* object */.Ikc({
    name: schemas/* string */.YjP().regex(/^projects\/[\w.:-]+\/locations\/[\w-]+\/(?:[\w-]+\/[\w-]+\/)?operations\/[\w-]+$/),
    done: schemas/* boolean */.zMY().default(false),
    error: schemas/* object */.Ikc({ code: schemas/* int */.Whr(), message: schemas/* string */.YjP().default("") }).optional(),
    response: schemas/* looseObject */._H3({}).optional(),
});
/** google.rpc.Code, with the HTTP status that it has outside of an operation (google/rpc/code.proto). */
const codes = {
    3: ["INVALID_ARGUMENT", 400],
    4: ["DEADLINE_EXCEEDED", 504],
    5: ["NOT_FOUND", 404],
    6: ["ALREADY_EXISTS", 409],
    7: ["PERMISSION_DENIED", 403],
    8: ["RESOURCE_EXHAUSTED", 429],
    9: ["FAILED_PRECONDITION", 400],
    10: ["ABORTED", 409],
    13: ["INTERNAL", 500],
    14: ["UNAVAILABLE", 503],
    16: ["UNAUTHENTICATED", 401],
};
/**
 * Waits until an operation has ended well.
 * @throws ToolkitError what the operation failed with, or `vertex-timeout`
 */
async function ended({ clock, log, secrets }, { models, origins, words }, begun, { what, seconds, showLife }) {
    const deadline = clock.monotonic() + seconds * 1000;
    let operation = begun;
    for (let pauseMs = 250; !operation.done; pauseMs = Math.min(10_000, pauseMs * 2)) {
        if (clock.monotonic() + pauseMs > deadline)
            throw new contracts_src/* ToolkitError */.h4({
                code: "vertex-timeout",
                provider: provider,
                retryable: true,
                message: `${what}: ${begun.name} has not ended within ${seconds} s`,
                hint: "run it again: it goes on with what Vertex AI has by then",
            });
        await clock.sleep(pauseMs);
        await showLife?.();
        log.debug(`${what}: waiting for ${begun.name}`);
        operation = await models.json({ url: `${origins.models}/v1/${begun.name}`, what }, operationSchema);
    }
    if (!operation.error)
        return operation;
    const { code, message } = operation.error;
    const [name, status] = codes[code] ?? ["UNKNOWN", 500];
    const said = `${what}: ${name}: ${secrets.redact(message).slice(0, 600)}`;
    throw (0,refusal/* refusalOf */.Of)(words, { status, code: name, message: said });
}

;// CONCATENATED MODULE: ./build/packages/registry/src/providers/vertex/models.js






const versionSchema = schemas/* object */.Ikc({
    versionId: schemas/* string */.YjP().regex(/^\d+$/),
    versionAliases: schemas/* array */.YOg(schemas/* string */.YjP()).default([]),
    labels: schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* string */.YjP()).default({}),
    artifactUri: schemas/* string */.YjP().default(""),
    deployedModels: schemas/* array */.YOg(schemas/* unknown */.L5J()).default([]),
});
const versionsSchema = schemas/* object */.Ikc({ models: schemas/* array */.YOg(versionSchema).default([]), nextPageToken: schemas/* string */.YjP().optional() });
const uploadedSchema = schemas/* object */.Ikc({ model: schemas/* string */.YjP(), modelVersionId: schemas/* string */.YjP().regex(/^\d+$/) });
const modelSchema = schemas/* object */.Ikc({ name: schemas/* string */.YjP() });
/** The alias that some version always has; Vertex AI gives it to the first one. */
const always = "default";
/** Vertex AI's Model Registry. @param below address in the bucket that a model's uploads lie under */
function vertexModels(ports, google, config, below) {
    const { models, origins } = google;
    const parent = `projects/${config.project}/locations/${config.location}`;
    const resource = (name) => `${parent}/models/${name}`;
    const url = (path) => `${origins.models}/v1/${path}`;
    const seconds = config.operationSeconds ?? 1800;
    const jsonHeaders = { "content-type": "application/json" };
    async function versionsOf(name) {
        const found = [];
        const what = `list versions of ${name}`;
        for (let pageToken = ""; pageToken !== undefined;) {
            const query = new URLSearchParams({ pageSize: "100", ...(pageToken && { pageToken }) });
            const address = `${url(resource(name))}:listVersions?${query}`;
            const page = await unlessAbsent(models.json({ url: address, what }, versionsSchema));
            found.push(...(page?.models ?? []));
            pageToken = page?.nextPageToken || undefined;
        }
        return found;
    }
    /** Not by the label alone, which people may change: the address never does. */
    const uploadOf = (name, { artifactUri, labels }) => {
        const start = below(name);
        const id = artifactUri.startsWith(start) ? artifactUri.slice(start.length).split("/")[0] : undefined;
        return id || (artifactUri === "" ? labels[uploadLabel] : undefined);
    };
    async function begin(what, method, address, body) {
        const request = { method, url: address, what, ...(body && { headers: jsonHeaders, body: JSON.stringify(body) }) };
        return await models.json(request, operationSchema);
    }
    async function mergeAliases(name, place, versionAliases) {
        await models.json({
            method: "POST",
            url: `${url(resource(name))}@${place}:mergeVersionAliases`,
            headers: jsonHeaders,
            body: JSON.stringify({ versionAliases }),
            what: `give ${name}@${place} the alias ${versionAliases.join(", ")}`,
        }, modelSchema);
    }
    async function upload(name, publication, showLife) {
        const what = `upload of ${name} ${publication.version} to Vertex AI`;
        const imageUri = requireImage(config.servingImage);
        const { version, digest, files, metadata } = publication;
        const model = {
            displayName: name,
            versionDescription: `${name} ${version}, ${digest}, of ${metadata.base_model}`,
            artifactUri: files.replace(/\/$/, ""),
            containerSpec: { imageUri },
            labels: labelsOf(publication),
        };
        const exists = (await unlessAbsent(models.json({ url: url(resource(name)), what }, modelSchema))) !== undefined;
        const place = exists ? { parentModel: resource(name) } : { modelId: name };
        const begun = await begin(what, "POST", `${url(parent)}/models:upload`, { ...place, model });
        const { response } = await ended(ports, google, begun, { what, seconds, showLife });
        const uploaded = uploadedSchema.safeParse(response);
        if (uploaded.success)
            return uploaded.data.modelVersionId;
        throw new contracts_src/* ToolkitError */.h4({ code: "vertex-not-there", provider: provider, message: `${what}: it ended without a version` });
    }
    async function withdraw(name, place) {
        const versions = await versionsOf(name);
        const version = versions.find(({ versionId }) => versionId === place);
        if (!version)
            return;
        if (version.deployedModels.length > 0)
            throw deployed(name, place);
        const what = `delete ${name}@${place} at Vertex AI`;
        const others = versions.filter((one) => one !== version);
        const heir = others.at(-1);
        // the only version goes with its model alone; one that somebody uploads at this very moment is told of anew, by the
        // next who registers it: its bytes lie in the bucket
        if (heir && version.versionAliases.includes(always))
            await mergeAliases(name, heir.versionId, [always]);
        const address = heir ? `${url(resource(name))}@${place}:deleteVersion` : url(resource(name));
        try {
            await ended(ports, google, await begin(what, "DELETE", address), { what, seconds });
        }
        catch (error) {
            if ((0,refusal/* isRefusal */.vu)(error, "NOT_FOUND"))
                return;
            if ((0,refusal/* isRefusal */.vu)(error, "FAILED_PRECONDITION") && /deploy/i.test(error.message))
                throw deployed(name, place, error);
            throw error;
        }
    }
    return {
        provider: provider,
        vendor: "Vertex AI",
        hasAliases: true,
        requireName: requireModelId,
        requireAlias: requireVersionAlias,
        requireReady: () => void requireImage(config.servingImage),
        taken: () => [],
        uri: (name, place) => `${resource(name)}@${place}`,
        async versions(name) {
            return (await versionsOf(name)).map((one) => ({
                place: one.versionId,
                upload: uploadOf(name, one),
                aliases: one.versionAliases.filter((alias) => alias !== always),
            }));
        },
        async publish(name, publication, showLife) {
            for (let attempt = 1;; attempt++) {
                try {
                    return await upload(name, publication, showLife);
                }
                catch (error) {
                    // another run made the model meanwhile, or removed its last version
                    if (attempt === 3 || !(0,refusal/* isRefusal */.vu)(error, "ALREADY_EXISTS", "NOT_FOUND", "ABORTED"))
                        throw error;
                    await ports.clock.sleep(1000);
                }
            }
        },
        withdraw,
        showAlias: (name, alias, place) => mergeAliases(name, place, [alias]),
    };
}
async function unlessAbsent(work) {
    try {
        return await work;
    }
    catch (error) {
        if ((0,refusal/* isRefusal */.vu)(error, "NOT_FOUND"))
            return undefined;
        throw error;
    }
}
function requireImage(image) {
    if (image !== undefined && /^[a-z0-9.-]+(:\d+)?\/[^\s]+$/.test(image))
        return image;
    throw new contracts_src/* InputError */.dz([
        {
            where: "VERTEX_SERVING_IMAGE",
            problem: image === undefined ? "is needed to register at Vertex AI" : "is no address of an image",
            legal: "<region>-docker.pkg.dev/<project>/<repository>/<image>:<tag>",
            mend: "give the image that serves the model when it is deployed, as one of vLLM",
        },
    ], "no-serving-image");
}
const deployed = (name, place, cause) => new contracts_src/* ToolkitError */.h4({
    code: "version-in-use",
    provider: provider,
    message: `${name}@${place} is deployed to an endpoint of Vertex AI`,
    hint: "undeploy it first",
    cause,
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: ./build/packages/registry/src/cloud/blocks.js
var blocks = __webpack_require__(20195);
// EXTERNAL MODULE: ./build/packages/registry/src/cloud/resumed.js
var resumed = __webpack_require__(33280);
;// CONCATENATED MODULE: ./build/packages/registry/src/providers/vertex/same-bytes.js



/** The store says the MD5 of what arrived; a composed object has none. */
function requireSame(answer, md5, what) {
    const said = schemas/* object */.Ikc({ md5Hash: schemas/* string */.YjP().optional() }).safeParse(answer).data?.md5Hash;
    if (said === undefined || said === md5)
        return;
    throw new contracts_src/* ToolkitError */.h4({
        code: "model-changed",
        provider: provider,
        retryable: true,
        message: `${what}: other bytes arrived than were sent: bent on the way`,
    });
}

;// CONCATENATED MODULE: ./build/packages/registry/src/providers/vertex/resumable-upload.js







/**
 * A resumable upload: the store gives a session, and takes block after block. After a cut it is asked how far it got, so
 * that only the rest of one block goes again. A session that is gone (404, 410) begins anew, from the disk.
 */
async function resumableUpload(upload, source) {
    for (let attempt = 1;; attempt++) {
        try {
            return await send(upload, await begin(upload, source.bytes), source);
        }
        catch (error) {
            if (!(error instanceof SessionGone) || attempt === 3)
                throw error;
            upload.ports.log.info(`${error.message}; it begins anew`);
        }
    }
}
async function send(upload, session, source) {
    const md5 = (0,external_node_crypto_.createHash)("md5");
    let start = 0;
    for await (const { block, last } of (0,blocks/* blocksOf */.S)(source, upload.blockBytes)) {
        md5.update(block);
        const end = start + block.length;
        // a source that ends early fails by itself, before the store would
        const answer = await sendBlock(upload, session, { block, start, total: last ? end : source.bytes });
        if (last)
            requireSame(await whole(upload, answer), md5.digest("base64"), upload.what);
        else
            await answer.text();
        start = end;
    }
}
async function begin({ client, url, name, what }, bytes) {
    const response = await client.send({
        method: "POST",
        url: `${url}?${new URLSearchParams({ uploadType: "resumable", name })}`,
        headers: { "content-type": "application/json", "x-upload-content-length": String(bytes) },
        body: "{}",
        what,
    });
    await response.text();
    const session = response.headers.get("location") ?? "";
    // whoever holds the session may write: it goes to nobody else
    if (URL.canParse(session) && new URL(session).origin === new URL(url).origin)
        return session;
    throw new contracts_src/* ToolkitError */.h4({ code: "vertex-not-there", provider: provider, message: `${what}: no session of an upload came` });
}
/** @returns the answer that says that all of the block is there */
async function sendBlock(upload, session, { block, start, total }) {
    const { ports, client, what } = upload;
    const end = start + block.length;
    let from = start;
    let cut = false;
    return await (0,src/* withRetry */.bD)(ports, async () => {
        if (cut) {
            const known = await progress(upload, session, total);
            if (known.status !== 308)
                return known;
            from = reached(known);
            if (from === end && end < total)
                return known;
            if (from < start || from > end)
                throw gone(what);
        }
        cut = true;
        const rest = block.subarray(from - start);
        const answer = await client.send({
            method: "PUT",
            url: session,
            headers: { "content-range": `bytes ${from}-${end - 1}/${total}` },
            body: rest,
            timeoutMs: (0,cloud_client/* patience */._)(rest.length),
            signed: true,
            attempts: 1,
            expects: [404, 410],
            what,
        });
        if (answer.status === 404 || answer.status === 410)
            throw gone(what);
        if (answer.status !== 308 || reached(answer) === end)
            return answer;
        throw new contracts_src/* ToolkitError */.h4({
            code: "vertex-unreachable",
            provider: provider,
            retryable: true,
            message: `${what}: not all came`,
        });
    }, {
        attempts: 5,
        onRetry: (_, reason) => ports.log.info(`${reason}; the upload goes on where it was`),
    });
}
async function progress({ client, what }, session, total) {
    const headers = { "content-range": `bytes */${total}`, "content-length": "0" };
    const asked = { method: "PUT", url: session, headers, body: new Uint8Array(), signed: true };
    const answer = await client.send({ ...asked, expects: [404, 410], what });
    if (answer.status === 404 || answer.status === 410)
        throw gone(what);
    return answer;
}
/** How many bytes the store has, by its Range header; 0 without one. */
const reached = ({ headers }) => {
    const last = /^bytes=0-(\d+)$/.exec(headers.get("range") ?? "")?.[1];
    return last === undefined ? 0 : Number(last) + 1;
};
async function whole({ what }, answer) {
    if (answer.status !== 308)
        return await answer.json();
    throw new contracts_src/* ToolkitError */.h4({ code: "model-changed", provider: provider, message: `${what}: the file has fewer bytes than it had` });
}
/** No other try of the block helps; the upload itself begins anew. */
class SessionGone extends contracts_src/* ToolkitError */.h4 {
}
const gone = (what) => new SessionGone({ code: "vertex-unreachable", provider: provider, message: `${what}: the session of the upload is gone` });

;// CONCATENATED MODULE: ./build/packages/registry/src/providers/vertex/storage.js









const listSchema = schemas/* object */.Ikc({
    items: schemas/* array */.YOg(schemas/* object */.Ikc({ name: schemas/* string */.YjP() })).default([]),
    nextPageToken: schemas/* string */.YjP().optional(),
});
const noStore = { "cache-control": "no-store" };
/** A bucket of Google Cloud Storage by its JSON API. A condition is a generation: 0 while there is no object. */
function googleStorage(ports, client, { origin, bucket, prefix, blockBytes }) {
    const objects = `${origin}/storage/v1/b/${bucket}/o`;
    const uploads = `${origin}/upload/storage/v1/b/${bucket}/o`;
    const objectAt = (key) => `${objects}/${encodeURIComponent(prefix + key)}`;
    const address = (key) => `gs://${bucket}/${prefix}${key}`;
    async function write(key, content, condition) {
        const generation = condition && ("tag" in condition ? condition.tag : "0");
        const query = new URLSearchParams({
            uploadType: "media",
            name: prefix + key,
            ...(generation !== undefined && { ifGenerationMatch: generation }),
        });
        return await client.send({
            method: "POST",
            url: `${uploads}?${query}`,
            headers: { "content-type": "application/octet-stream" },
            body: content,
            timeoutMs: (0,cloud_client/* patience */._)(content.length),
            what: `write ${address(key)}`,
            expects: condition ? [412] : [],
        });
    }
    const store = {
        address,
        async get(key) {
            const url = `${objectAt(key)}?alt=media`;
            const response = await client.send({ url, headers: noStore, what: `read ${address(key)}`, expects: [404] });
            const chunks = [];
            for await (const chunk of response.body)
                chunks.push(chunk);
            if (response.status === 404)
                return requireBucketThere(Buffer.concat(chunks), bucket);
            return { content: Buffer.concat(chunks), tag: response.headers.get("x-goog-generation") ?? "" };
        },
        async put(key, content, condition) {
            const response = await write(key, content, condition);
            await response.text();
            if (response.status !== 412)
                return true;
            // our own writing whose answer was lost
            const there = await store.get(key);
            return there !== undefined && Buffer.from(content).equals(there.content);
        },
        async upload(key, source) {
            const what = `upload ${address(key)}`;
            if (source.bytes > blockBytes)
                return await resumableUpload({ ports, client, url: uploads, name: prefix + key, what, blockBytes }, source);
            for await (const { block } of (0,blocks/* blocksOf */.S)(source, blockBytes)) {
                const md5 = (0,external_node_crypto_.createHash)("md5").update(block).digest("base64");
                requireSame(await (await write(key, block)).json(), md5, what);
            }
        },
        read(key) {
            const missing = new contracts_src/* ToolkitError */.h4({
                code: "object-missing",
                provider: provider,
                status: 404,
                message: `there is no ${address(key)}`,
            });
            const what = `read ${address(key)}`;
            return (0,resumed/* resumed */.u)(ports, client, { url: `${objectAt(key)}?alt=media`, headers: noStore, what }, missing);
        },
        async *list(below) {
            for (let pageToken = ""; pageToken !== undefined;) {
                const query = new URLSearchParams({
                    prefix: prefix + below,
                    fields: "items(name),nextPageToken",
                    ...(pageToken && { pageToken }),
                });
                const page = await client.json({ url: `${objects}?${query}`, what: `list ${address(below)}` }, listSchema);
                for (const { name } of page.items)
                    yield name.slice(prefix.length);
                pageToken = page.nextPageToken;
            }
        },
        async remove(key) {
            const what = `delete ${address(key)}`;
            const response = await client.send({ method: "DELETE", url: objectAt(key), what, expects: [404] });
            await response.text();
        },
        now: client.now,
    };
    return store;
}
/** No object, no bucket and no Cloud Storage are all 404, and only the first one may look like an empty registry. */
function requireBucketThere(body, bucket) {
    const said = body.toString("utf8");
    if (/No such object/.test(said) || said.trim() === "Not Found")
        return undefined;
    const noBucket = /bucket does not exist/i.test(said);
    throw new contracts_src/* ToolkitError */.h4({
        code: noBucket ? "vertex-no-bucket" : "vertex-not-there",
        provider: provider,
        status: 404,
        message: noBucket
            ? `there is no bucket ${bucket}`
            : `gs://${bucket}: something answers, but not as Cloud Storage does`,
        hint: "create the bucket in the region of Vertex AI, or correct registry-uri",
    });
}

;// CONCATENATED MODULE: ./build/packages/registry/src/providers/vertex/index.js




/**
 * Models in Vertex AI's Model Registry, their bytes in a bucket of Cloud Storage. `../../bucket` says how writers agree;
 * aliases are Vertex AI's own, so that people and endpoints see them.
 */
function vertexRegistry(ports, config) {
    const services = google(ports, config);
    const { bucket, prefix, blockBytes = 8 * 1024 * 1024 } = config;
    const place = { origin: services.origins.storage, bucket, prefix, blockBytes };
    const store = googleStorage(ports, services.storage, place);
    const models = vertexModels(ports, services, config, (name) => store.address(`${name}/uploads/`));
    return (0,src_bucket/* bucketRegistry */.e)(ports, store, models, config);
}


/***/ })

};
