export const id = 4587;
export const ids = [4587];
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

/***/ 89157:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  e: () => (/* binding */ bucketRegistry)
});

// EXTERNAL MODULE: ./build/packages/contracts/src/index.js + 27 modules
var src = __webpack_require__(58639);
// EXTERNAL MODULE: ./build/packages/registry/src/model-files.js
var model_files = __webpack_require__(460);
// EXTERNAL MODULE: ./build/packages/registry/src/receive-model.js
var receive_model = __webpack_require__(19014);
// EXTERNAL MODULE: ./build/packages/registry/src/version.js
var src_version = __webpack_require__(43819);
// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 9 modules
var schemas = __webpack_require__(27597);
;// CONCATENATED MODULE: ./build/packages/registry/src/bucket/record.js



const number = schemas/* string */.YjP().refine((text) => (0,src_version/* versionNumbers */.ni)(text) !== undefined, { error: "is no version" });
const time = schemas/* int */.Whr().min(0);
const versionSchema = schemas/* strictObject */.rej({
    version: number,
    digest: src/* digestSchema */.er,
    /** Names and sizes of the files, hashed: what can be compared without reading a model. */
    shape: schemas/* string */.YjP(),
    /** Id of the upload that holds the bytes. */
    upload: schemas/* string */.YjP(),
    createdAt: schemas/* string */.YjP(),
    /** The vendor's own name of the version; null until the vendor has it, and nobody is shown it before. */
    place: schemas/* string */.YjP().nullable(),
    /** Who tells the vendor of it at the moment, and since when. */
    publisher: schemas/* strictObject */.rej({ id: schemas/* string */.YjP(), since: time }).nullable(),
    /** Evidence by name, with the digest that the name has now. */
    evidence: schemas/* record */.g1P(schemas/* string */.YjP(), src/* digestSchema */.er),
});
/** `registry.json`: all that is agreed about one model, changed only whole and only where nobody else did. */
const recordSchema = schemas/* strictObject */.rej({
    schemaVersion: schemas/* literal */.euz(1),
    name: schemas/* string */.YjP(),
    /** Unique to each writing, so that a writer whose answer was lost knows his own. */
    revision: schemas/* string */.YjP(),
    /** Under way, and when they last showed life. An abandoned one becomes no version any more. */
    uploads: schemas/* array */.YOg(schemas/* strictObject */.rej({ id: schemas/* string */.YjP(), aliveAt: time, abandoned: schemas/* boolean */.zMY() })),
    versions: schemas/* array */.YOg(versionSchema),
    /** Agreed to go; their bytes and what the vendor has of them may still be there. */
    removing: schemas/* array */.YOg(versionSchema),
    /** Numbers that were given and are gone: they never name other bytes. */
    removed: schemas/* array */.YOg(number),
    /** `shown`: the vendor shows it there. */
    aliases: schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* strictObject */.rej({ to: number, shown: schemas/* boolean */.zMY() })),
});
const emptyRecord = (name) => ({
    schemaVersion: 1,
    name,
    revision: "",
    uploads: [],
    versions: [],
    removing: [],
    removed: [],
    aliases: {},
});
/** An alias may be called `constructor`, as every object has one. */
const aliasIn = ({ aliases }, alias) => Object.hasOwn(aliases, alias) ? aliases[alias] : undefined;
/** `content.json` beside an upload's files: written when all of them are there. */
const contentSchema = schemas/* strictObject */.rej({
    schemaVersion: schemas/* literal */.euz(1),
    files: src/* manifestSchema */.rc.shape.files,
    metadata: src/* metadataSchema */.R5,
});
/** Keys of one model in the bucket. */
function keysOf(name) {
    const upload = (id) => `${name}/uploads/${id}/`;
    const evidence = (version) => `${name}/evidence/${version}/`;
    const promotions = `${name}/promotions/`;
    return {
        record: `${name}/registry.json`,
        uploads: `${name}/uploads/`,
        upload,
        files: (id) => `${upload(id)}files/`,
        content: (id) => `${upload(id)}content.json`,
        metadata: (id) => `${upload(id)}metadata.yaml`,
        allEvidence: `${name}/evidence/`,
        evidence,
        piece: (version, digits) => `${evidence(version)}${digits}/`,
        promotions,
        promotion: (order) => `${promotions}${String(order).padStart(6, "0")}.json`,
    };
}

;// CONCATENATED MODULE: ./build/packages/registry/src/bucket/journal.js


const encoder = new TextEncoder();
const attempts = 60;
function journalIn(store, { clock, random }, provider) {
    const seen = async (name) => {
        const key = keysOf(name).record;
        const found = await store.get(key);
        if (!found)
            return { record: emptyRecord(name), tag: undefined };
        const record = parsedObject(found.content, recordSchema, provider, store.address(key));
        if (record.name !== name)
            throw corrupt(provider, store.address(key), `is the record of ${record.name}`);
        return { record, tag: found.tag };
    };
    return {
        read: async (name) => (await seen(name)).record,
        async change(name, decide) {
            for (let attempt = 1; attempt <= attempts; attempt++) {
                const { record, tag } = await seen(name);
                const before = JSON.stringify(record);
                const result = decide(record);
                if (JSON.stringify(record) === before)
                    return result;
                const content = encoder.encode(JSON.stringify({ ...record, revision: random.uuid() }));
                if (await store.put(keysOf(name).record, content, tag === undefined ? { absent: true } : { tag }))
                    return result;
                // the more there are, the wider they spread
                await clock.sleep(Math.round(random.uniform() * Math.min(5000, 50 * attempt)));
            }
            throw new src/* ToolkitError */.h4({
                code: "locked",
                provider,
                retryable: true,
                message: `other runs changed ${store.address(keysOf(name).record)} faster than this one, ${attempts} times`,
                hint: "run it again when fewer runs write to this model",
            });
        },
    };
}
/** @throws ToolkitError `registry-corrupt` for what is not what this toolkit writes */
function parsedObject(content, schema, provider, address) {
    let value;
    try {
        value = JSON.parse(new TextDecoder().decode(content));
    }
    catch {
        throw corrupt(provider, address, "is not JSON");
    }
    const parsed = schema.safeParse(value);
    if (parsed.success)
        return parsed.data;
    const [issue] = parsed.error.issues;
    throw corrupt(provider, address, `is not what it should be: ${issue?.path.join(".")} ${issue?.message}`);
}
const corrupt = (provider, address, problem) => new src/* ToolkitError */.h4({
    code: "registry-corrupt",
    provider,
    message: `${address} ${problem}`,
    hint: "nobody else may write there; restore it from an earlier version of the object",
});

;// CONCATENATED MODULE: ./build/packages/registry/src/bucket/survey.js




/**
 * The record is read first: what it says the vendor has was there before, so a version that the vendor lacks then was
 * removed there by hand. It is hidden, and its bytes stay: who registers them again heals it, who removes it ends it.
 */
async function survey(shelf, name) {
    const record = await shelf.journal.read(name);
    const vendor = record.versions.length > 0 ? await shelf.models.versions(name) : [];
    const live = record.versions
        .filter((entry) => isShown(entry, vendor))
        .map((entry) => ({ entry, version: described(shelf, name, entry) }))
        .sort((left, right) => (0,src_version/* compareVersions */.Zy)(left.version.version, right.version.version));
    const pointed = pointedAt(shelf, record, vendor);
    for (const { version } of live)
        version.aliases = [...pointed].flatMap(([alias, to]) => (to === version.version ? [alias] : [])).sort();
    return { name, record, vendor, live, pointed };
}
const isShown = ({ place, upload }, vendor) => place !== null && vendor.some((one) => one.place === place && one.upload === upload);
function described({ models }, name, { version, digest, createdAt, place }) {
    const uri = models.uri(name, place ?? "");
    return { name, version, digest, modelRef: `${name}#${digest}`, uri, createdAt, aliases: [] };
}
function pointedAt({ models }, record, vendor) {
    const pointed = new Map();
    if (models.hasAliases)
        for (const { place, upload, aliases } of vendor) {
            const ours = record.versions.find((entry) => entry.upload === upload);
            for (const alias of aliases)
                pointed.set(alias, ours?.version ?? `${models.vendor}'s ${place}`);
        }
    // agreed, but the vendor has not followed yet: its mover is on the way, or was killed
    for (const [alias, { to, shown }] of Object.entries(record.aliases))
        if (!shown || !models.hasAliases)
            pointed.set(alias, to);
    return pointed;
}
function requireLive({ live, name }, version, provider) {
    const found = live.find((one) => one.version.version === version);
    if (found)
        return found;
    throw notFound(provider, name, version);
}
/** An alias of what cannot be handed out, taken for absent, would make a release the first one. */
function requireOurs({ models, store }, found, alias) {
    const to = found.pointed.get(alias);
    if (to === undefined || found.live.some(({ version }) => version.version === to))
        return;
    if (found.record.versions.some(({ version }) => version === to))
        throw corrupt(models.provider, store.address(keysOf(found.name).record), `says that ${found.name}@${alias} is ${to}, which was removed at ${models.vendor}: register the same files again, or move the alias`);
    throw new src/* ToolkitError */.h4({
        code: "foreign-version",
        provider: models.provider,
        message: `${found.name}@${alias} is ${to}, which another tool made: it has no checksums`,
        hint: "register that model by this toolkit, or move the alias",
    });
}
const notFound = (provider, name, version) => new src/* ToolkitError */.h4({ code: "model-not-found", provider, message: `${name} has no version ${version}` });

;// CONCATENATED MODULE: ./build/packages/registry/src/bucket/aliases.js



/**
 * Moves an alias from where it was seen. The record decides who moves it, and whether its version is still there; what the
 * vendor shows follows. A move that the vendor was not told of is completed by whoever comes next.
 */
async function moveAlias(shelf, name, alias, version, seen) {
    const { journal, models } = shelf;
    for (;;) {
        const found = await survey(shelf, name);
        const before = aliasIn(found.record, alias);
        if (before && !before.shown) {
            await follow(shelf, name, alias);
            continue;
        }
        requireLive(found, version, models.provider);
        const current = found.pointed.get(alias);
        if (current === version)
            return;
        if (current !== seen)
            throw moved(models.provider, `${name}@${alias}`, current, seen);
        const agreed = await journal.change(name, (record) => {
            if (!record.versions.some((one) => one.version === version))
                throw notFound(models.provider, name, version);
            if (JSON.stringify(aliasIn(record, alias)) !== JSON.stringify(before))
                return false;
            record.aliases[alias] = { to: version, shown: false };
            return true;
        });
        if (agreed)
            return await follow(shelf, name, alias);
    }
}
/** Lets the vendor show the alias where the record has it. */
async function follow({ journal, models }, name, alias) {
    for (let again = false;; again = true) {
        const record = await journal.read(name);
        const agreed = aliasIn(record, alias);
        const place = record.versions.find(({ version }) => version === agreed?.to)?.place;
        if (!agreed || !place || (agreed.shown && !again))
            return;
        const all = new Map(Object.entries(record.aliases).map(([one, { to }]) => [one, to]));
        await models.showAlias(name, alias, place, all);
        const settled = await journal.change(name, (latest) => {
            const now = aliasIn(latest, alias);
            if (now?.to !== agreed.to)
                return false;
            now.shown = true;
            return true;
        });
        // somebody moved it on while we were slow: our late telling is set right
        if (settled)
            return;
    }
}
const moved = (provider, what, current, seen) => new src/* ToolkitError */.h4({
    code: "alias-moved",
    provider,
    message: `${what} is ${current ?? "unset"}, not ${seen ?? "unset"}: another run moved it`,
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
;// CONCATENATED MODULE: ./build/packages/registry/src/bucket/evidence.js





const digitsOf = (content) => (0,external_node_crypto_.createHash)("sha256").update(content).digest("hex");
/** Evidence lies by its digest beside the version; the record says which content a name has now. What was attached before stays. */
async function attachEvidence({ store, journal, models }, name, { version }, evidence, content) {
    (0,src_version/* requireName */.rI)(evidence);
    const digits = digitsOf(content);
    const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
    await store.put(`${keysOf(name).piece(version, digits)}${evidence}`, bytes);
    await journal.change(name, ({ versions }) => {
        const entry = versions.find((one) => one.version === version);
        if (!entry)
            throw notFound(models.provider, name, version);
        entry.evidence[evidence] = `sha256:${digits}`;
    });
    return `sha256:${digits}`;
}
/** By name, or by the digest that a promotion recorded. */
async function readEvidence({ store, models }, name, { version, evidence }, nameOrDigest) {
    const byDigest = /^sha256:[0-9a-f]{64}$/.test(nameOrDigest);
    const digest = byDigest
        ? nameOrDigest
        : Object.hasOwn(evidence, (0,src_version/* requireName */.rI)(nameOrDigest))
            ? evidence[nameOrDigest]
            : undefined;
    if (digest === undefined)
        return undefined;
    const digits = digest.slice("sha256:".length);
    for await (const key of store.list(keysOf(name).piece(version, digits))) {
        const found = await store.get(key);
        if (found && digitsOf(found.content) === digits)
            return Buffer.from(found.content).toString("utf8");
        throw corrupt(models.provider, store.address(key), "is not what was attached");
    }
    if (byDigest)
        return undefined;
    throw corrupt(models.provider, store.address(keysOf(name).piece(version, digits)), "is gone");
}

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(57975);
;// CONCATENATED MODULE: ./build/packages/registry/src/bucket/promotions.js




/** Numbered objects, each written once: a line can be neither changed nor given twice. The first one first. */
async function readPromotions({ store, models }, name) {
    const keys = keysOf(name);
    const found = [];
    for await (const key of store.list(keys.promotions)) {
        const expected = keys.promotion(found.length + 1);
        if (key !== expected)
            throw corrupt(models.provider, store.address(expected), `is missing: the next is ${store.address(key)}`);
        const line = await store.get(key);
        if (!line)
            throw corrupt(models.provider, store.address(key), "is gone");
        found.push(parsedObject(line.content, src/* promotionSchema */.xS, models.provider, store.address(key)));
    }
    return found;
}
/** The same record twice in a row is one. */
async function appendPromotion(shelf, name, record) {
    for (;;) {
        const before = await readPromotions(shelf, name);
        if ((0,external_node_util_.isDeepStrictEqual)(before.at(-1), record))
            return;
        const line = new TextEncoder().encode(JSON.stringify(record));
        if (await shelf.store.put(keysOf(name).promotion(before.length + 1), line, { absent: true }))
            return;
    }
}

// EXTERNAL MODULE: ./build/packages/registry/src/artifacts.js
var src_artifacts = __webpack_require__(90504);
;// CONCATENATED MODULE: ./build/packages/registry/src/bucket/shelf.js

function shelfOf(ports, store, models, config) {
    return {
        ports,
        store,
        models,
        journal: journalIn(store, ports, models.provider),
        leaseSeconds: config.leaseSeconds ?? 120,
        cacheFolder: config.cacheFolder,
        id: ports.random.uuid(),
    };
}
/** Whether whoever showed life then must be taken for dead. */
const isOver = ({ store, leaseSeconds }, aliveAt) => leaseSeconds === 0 || store.now() - aliveAt > leaseSeconds * 1000;

;// CONCATENATED MODULE: ./build/packages/registry/src/bucket/publish.js






/**
 * Tells the vendor of a version that has its number, unless he shows it. One process at a time does, because the vendor
 * would take it twice; who waits for another takes over when that one is over its time. Anybody can do it for an owner who
 * was killed: all it needs lies in the bucket.
 */
async function publish(shelf, name, number) {
    const { models, journal, store, ports } = shelf;
    for (;;) {
        const vendor = await models.versions(name);
        const entry = await journal.change(name, (record) => {
            const found = record.versions.find(({ version }) => version === number);
            if (!found)
                throw notFound(models.provider, name, number);
            if (isShown(found, vendor))
                return found;
            if (found.publisher && found.publisher.id !== shelf.id && !isOver(shelf, found.publisher.since))
                return found;
            // the vendor may have lost what he had: removed there by hand
            found.place = null;
            if (found.publisher?.id !== shelf.id)
                found.publisher = { id: shelf.id, since: store.now() };
            return found;
        });
        if (isShown(entry, vendor))
            return described(shelf, name, entry);
        if (entry.publisher?.id !== shelf.id) {
            ports.log.info(`another run registers ${name} ${number} at ${models.vendor}; waiting for it`);
            await ports.clock.sleep(1000);
            continue;
        }
        const begun = vendor.find(({ upload }) => upload === entry.upload);
        try {
            const place = begun?.place ?? (await tell(shelf, name, entry));
            const kept = await keep(shelf, name, entry, place);
            if (kept === "gone")
                await models.withdraw(name, place);
            if (kept === "gone" || kept === "another's")
                continue;
            await withdrawTwins(shelf, name, kept);
            return described(shelf, name, kept);
        }
        catch (error) {
            await giveBack(shelf, name, number).catch(() => undefined);
            throw error;
        }
    }
}
async function tell(shelf, name, entry) {
    const { models, store } = shelf;
    const content = await readContent(shelf, name, entry);
    const keys = keysOf(name);
    const { stringify } = await Promise.resolve(/* import() */).then(__webpack_require__.t.bind(__webpack_require__, 38815, 19));
    const metadata = stringify(metadataOf(shelf, name, entry, content));
    await store.put(keys.metadata(entry.upload), new TextEncoder().encode(metadata));
    const { upload, version, digest } = entry;
    const files = store.address(keys.files(upload));
    const publication = { upload, version, digest, files, metadata: content.metadata };
    return await models.publish(name, publication, lifeSigns(shelf, name, entry));
}
/** Tells the record now and then that the vendor is still at it. */
function lifeSigns({ ports, journal, store, leaseSeconds, id }, name, { version }) {
    let last = ports.clock.monotonic();
    return async () => {
        if (ports.clock.monotonic() - last < (leaseSeconds * 1000) / 4)
            return;
        last = ports.clock.monotonic();
        await journal.change(name, (record) => {
            const mine = record.versions.find((one) => one.version === version)?.publisher;
            if (mine?.id === id)
                mine.since = store.now();
        });
    };
}
/** Writes the place down, unless the version went meanwhile, or another took us for dead and does it. */
async function keep({ journal, id }, name, { version, upload }, place) {
    return await journal.change(name, (record) => {
        const found = record.versions.find((one) => one.version === version && one.upload === upload);
        if (!found)
            return "gone";
        if (found.publisher?.id !== id)
            return found.place === null ? "another's" : found;
        found.place ??= place;
        found.publisher = null;
        return found;
    });
}
/** A publisher who was too slow, or was killed before he could write the place down, leaves the version twice. */
async function withdrawTwins({ models }, name, { upload, place }) {
    for (const one of await models.versions(name))
        if (one.upload === upload && one.place !== place)
            await models.withdraw(name, one.place);
}
async function giveBack({ journal, id }, name, number) {
    await journal.change(name, (record) => {
        for (const one of record.versions)
            if (one.version === number && one.publisher?.id === id)
                one.publisher = null;
    });
}
/** What lies beside the upload's files. */
async function readContent({ models, store }, name, { version, upload }) {
    const key = keysOf(name).content(upload);
    const found = await store.get(key);
    if (found)
        return parsedObject(found.content, contentSchema, models.provider, store.address(key));
    throw new src/* ToolkitError */.h4({
        code: "registry-corrupt",
        provider: models.provider,
        message: `${store.address(key)}, which lists the files of ${name} ${version}, is gone`,
        hint: "restore it from an earlier version of the object, or remove this version and register the model again",
    });
}
function metadataOf({ store }, name, entry, content) {
    const paths = content.files.map(({ path }) => path);
    const artifacts = (0,src_artifacts/* artifactsOf */.N)(store.address(keysOf(name).files(entry.upload)), paths);
    return { ...content.metadata, model_version: entry.version, artifacts };
}

;// CONCATENATED MODULE: ./build/packages/registry/src/bucket/object-store.js
/** Under the prefix, all of it. */
async function removeAll(store, prefix) {
    for await (const key of store.list(prefix))
        await store.remove(key);
}

;// CONCATENATED MODULE: ./build/packages/registry/src/bucket/removal.js




/**
 * Removes a version that no alias points to. The record says so first, in the same change that finds no alias there, so
 * that nobody can give it one meanwhile; its bytes go last. A number that was removed is never given again.
 */
async function removeVersion(shelf, name, version) {
    for (;;) {
        const found = await survey(shelf, name);
        const held = [...found.pointed].flatMap(([alias, to]) => (to === version ? [alias] : [])).sort();
        if (held.length > 0)
            throw inUse(shelf, name, version, held);
        const aliases = JSON.stringify(found.record.aliases);
        const entry = await shelf.journal.change(name, (record) => {
            if (JSON.stringify(record.aliases) !== aliases)
                return "moved";
            return announce(record, version);
        });
        if (entry === "moved")
            continue;
        if (entry)
            await demolish(shelf, name, entry);
        return;
    }
}
function announce(record, version) {
    const entry = record.versions.find((one) => one.version === version);
    if (!entry)
        return record.removing.find((one) => one.version === version);
    record.versions = record.versions.filter((one) => one !== entry);
    record.removing.push(entry);
    record.removed.push(version);
    // of an alias that was moved on by hand, at the vendor
    record.aliases = Object.fromEntries(Object.entries(record.aliases).filter(([, { to }]) => to !== version));
    return entry;
}
/** Ends a removal that was agreed. What the vendor itself still needs comes back, whole. */
async function demolish(shelf, name, { version, upload }) {
    const { models, store, journal } = shelf;
    const keys = keysOf(name);
    try {
        for (const one of await models.versions(name))
            if (one.upload === upload)
                await models.withdraw(name, one.place);
    }
    catch (error) {
        if (error instanceof src/* ToolkitError */.h4 && error.code === "version-in-use")
            await restore(shelf, name, version);
        throw error;
    }
    await removeAll(store, keys.evidence(version));
    await removeAll(store, keys.upload(upload));
    await journal.change(name, (record) => {
        record.removing = record.removing.filter((one) => one.version !== version);
    });
}
async function restore({ journal }, name, version) {
    await journal.change(name, (record) => {
        const entry = record.removing.find((one) => one.version === version);
        if (!entry)
            return;
        record.removing = record.removing.filter((one) => one !== entry);
        record.removed = record.removed.filter((one) => one !== version);
        record.versions.push(entry);
    });
}
function inUse({ models }, name, version, held) {
    return new src/* ToolkitError */.h4({
        code: "version-in-use",
        provider: models.provider,
        message: `${name} ${version} is ${held.join(", ")}`,
        hint: "move the alias first",
    });
}

// EXTERNAL MODULE: ./build/packages/platform/src/index.js + 31 modules
var platform_src = __webpack_require__(86111);
// EXTERNAL MODULE: ./build/packages/registry/src/upload-life.js
var upload_life = __webpack_require__(43985);
// EXTERNAL MODULE: ./build/packages/registry/src/send-model-files.js
var send_model_files = __webpack_require__(10563);
;// CONCATENATED MODULE: ./build/packages/registry/src/bucket/upload.js




/**
 * Sends a model's files to a place of their own and takes their checksums in the same read. The record knows of it before
 * the first byte, and it shows life on the way, so that nobody takes it for abandoned. What fails is cleared away; what is
 * killed, the next run clears.
 */
async function uploadModel(shelf, name, folder, found, metadata) {
    const { journal, store, ports } = shelf;
    const id = ports.random.uuid();
    await journal.change(name, (record) => {
        record.uploads.push({ id, aliveAt: store.now(), abandoned: false });
    });
    try {
        const files = await send(shelf, name, id, folder, found);
        const content = { schemaVersion: 1, files, metadata };
        await store.put(keysOf(name).content(id), new TextEncoder().encode(JSON.stringify(content)));
        return { id, files };
    }
    catch (error) {
        await dropUpload(shelf, name, id).catch(() => undefined);
        throw error;
    }
}
/** Nobody makes a version of it any more; then it goes. Left alone when somebody did already. */
async function dropUpload({ journal, store }, name, id) {
    const became = await journal.change(name, (record) => {
        for (const upload of record.uploads)
            if (upload.id === id)
                upload.abandoned = true;
        return record.versions.some(({ upload }) => upload === id);
    });
    if (became)
        return;
    await removeAll(store, keysOf(name).upload(id));
    await journal.change(name, (record) => {
        record.uploads = record.uploads.filter((upload) => upload.id !== id);
    });
}
function send(shelf, name, id, folder, found) {
    const { store, ports, models } = shelf;
    const rules = { provider: models.provider, onChunk: lifeSignsOf(shelf, name, id) };
    return (0,send_model_files/* sendModelFiles */.R)(found.map((file) => (0,send_model_files/* readModelFile */.G)(ports.files, folder, file, rules)), ({ file: { path, bytes }, open }) => store.upload(`${keysOf(name).files(id)}${path}`, { bytes, open }));
}
function lifeSignsOf({ ports, journal, store, leaseSeconds, models }, name, id) {
    return (0,upload_life/* lifeSigns */.D)(ports.clock, leaseSeconds, () => journal.change(name, (record) => {
        const mine = record.uploads.find((upload) => upload.id === id && !upload.abandoned);
        if (!mine)
            throw (0,upload_life/* abandonedUpload */.k)(models.provider);
        mine.aliveAt = store.now();
    }));
}

;// CONCATENATED MODULE: ./build/packages/registry/src/bucket/settle.js






/**
 * Makes a whole upload a version: in one change of the record it gets the next number, which stays with these bytes for
 * ever. Bytes that have a number already keep it, and this upload goes.
 */
async function settle(shelf, { name, bump }, { id, files }, shape) {
    const { journal, store, models, ports } = shelf;
    const digest = (0,model_files/* contentDigest */.eZ)(files);
    const taken = models.taken(await models.versions(name));
    const { number, own } = await journal.change(name, (record) => {
        const held = heldBy(record, digest);
        if (held)
            return { number: held.version, own: false };
        if (!record.uploads.some((upload) => upload.id === id && !upload.abandoned))
            throw (0,upload_life/* abandonedUpload */.k)(models.provider);
        const version = (0,src_version/* nextVersion */.yU)([...record.versions.map((one) => one.version), ...record.removed, ...taken], bump);
        const createdAt = (0,platform_src/* isoTime */.Ly)({ ...ports.clock, now: store.now });
        const publisher = { id: shelf.id, since: store.now() };
        record.versions.push({ version, digest, shape, upload: id, createdAt, place: null, publisher, evidence: {} });
        record.uploads = record.uploads.filter((upload) => upload.id !== id);
        return { number: version, own: true };
    });
    if (!own)
        await dropUpload(shelf, name, id);
    return { version: await publish(shelf, name, number), created: own };
}
const heldBy = (record, digest) => record.versions.find((version) => version.digest === digest);

;// CONCATENATED MODULE: ./build/packages/registry/src/bucket/sweep.js






/**
 * Clears away what killed runs left, and ends what they had agreed: uploads that show no life, removals, versions that the
 * vendor was never told of, objects that the record does not know. What fails here is not this run's business: it is
 * logged, and the next run tries.
 */
async function sweep(shelf, name) {
    const { store, journal, ports } = shelf;
    const keys = keysOf(name);
    // listed before the record is read: whoever writes an object has told the record of it before
    const uploads = await foldersIn(shelf, keys.uploads);
    const evidence = await foldersIn(shelf, keys.allEvidence);
    const record = await journal.read(name);
    const known = knownIn(record);
    const trying = async (what, work) => {
        await work().catch((error) => ports.log.warning(`${what} of ${name} is left for the next run: ${error.message}`));
    };
    for (const { id, aliveAt, abandoned } of record.uploads)
        if (abandoned || isOver(shelf, aliveAt))
            await trying(`upload ${id}`, () => dropUpload(shelf, name, id));
    for (const entry of record.removing)
        await trying(`${entry.version}`, () => demolish(shelf, name, entry));
    for (const { version, place, publisher } of record.versions)
        if (place === null && (!publisher || isOver(shelf, publisher.since)))
            await trying(`${version}`, () => publish(shelf, name, version));
    await trying("what is there twice", () => sweep_withdrawTwins(shelf, name, record));
    for (const id of uploads)
        if (!known.uploads.has(id))
            await trying(`upload ${id}`, () => removeAll(store, keys.upload(id)));
    for (const version of evidence)
        if (!known.versions.has(version))
            await trying(`evidence ${version}`, () => removeAll(store, keys.evidence(version)));
}
/** A publisher whose answer was lost, or who was killed, may have told the vendor twice, and not have seen it yet. */
async function sweep_withdrawTwins({ models }, name, record) {
    const places = new Map(record.versions.map(({ upload, place }) => [upload, place]));
    for (const { upload, place } of record.versions.length > 0 ? await models.versions(name) : []) {
        const kept = upload === undefined ? undefined : places.get(upload);
        if (kept && kept !== place)
            await models.withdraw(name, place);
    }
}
function knownIn(record) {
    const entries = [...record.versions, ...record.removing];
    const uploads = [...record.uploads.map(({ id }) => id), ...entries.map(({ upload }) => upload)];
    return { uploads: new Set(uploads), versions: new Set(entries.map(({ version }) => version)) };
}
async function foldersIn({ store }, prefix) {
    const found = new Set();
    for await (const key of store.list(prefix))
        found.add(key.slice(prefix.length).split("/")[0] ?? "");
    return found;
}

;// CONCATENATED MODULE: ./build/packages/registry/src/bucket/index.js















/**
 * A registry at a cloud that has both a bucket and a model registry of its own. The bucket holds the bytes and the record of
 * what was agreed (`record.ts`), because only there one of several writers wins; the vendor's registry shows each version to
 * people and to the vendor's own services, and follows.
 */
function bucketRegistry(ports, store, models, config) {
    const shelf = shelfOf(ports, store, models, config);
    const legal = (name) => models.requireName((0,src_version/* requireName */.rI)(name));
    /** The version as it is now. @throws ToolkitError `model-not-found` */
    async function entryOf({ name, version, digest }) {
        const { entry } = requireLive(await survey(shelf, legal(name)), version, models.provider);
        if (entry.digest === digest)
            return entry;
        throw notFound(models.provider, name, `${version} with ${digest}`);
    }
    async function storedOf(version) {
        const { name } = version;
        const entry = await entryOf(version);
        const { files } = await readContent(shelf, name, entry);
        const { digest, createdAt } = entry;
        const manifest = { schemaVersion: 1, name, version: entry.version, digest, createdAt, files };
        if ((0,model_files/* contentDigest */.eZ)(files) !== digest)
            throw bent(models.provider, name, entry);
        return { manifest, source: sourceOf(shelf, name, entry, { files }) };
    }
    return {
        async list(name) {
            return (await survey(shelf, legal(name))).live.map(({ version }) => version);
        },
        async register(candidate) {
            const name = legal(candidate.name);
            models.requireReady();
            const found = await (0,model_files/* modelFiles */.VC)(ports.files, candidate.folder);
            // what a killed run had begun with these bytes is ended first
            const same = await known(shelf, candidate, found);
            await sweep(shelf, name);
            if (same)
                return same;
            const upload = await uploadModel(shelf, name, candidate.folder, found, candidate.metadata);
            return await settle(shelf, candidate, upload, (0,model_files/* shapeOf */.F5)(found));
        },
        async find(text) {
            const selector = (0,src_version/* parseSelector */.Pl)(text);
            const found = await survey(shelf, legal(selector.name));
            if ("alias" in selector)
                requireOurs(shelf, found, models.requireAlias(selector.alias));
            return (0,src_version/* selected */.wH)(found.live.map(({ version }) => version), selector);
        },
        async setAlias(name, alias, version, seen) {
            await moveAlias(shelf, legal(name), models.requireAlias(alias), version, seen);
        },
        async remove({ name, version }) {
            await removeVersion(shelf, legal(name), version);
        },
        async fetch(version) {
            const { manifest, source } = await storedOf(version);
            return await (0,receive_model/* modelInCache */.v)(ports, source, manifest, shelf.cacheFolder);
        },
        async download(version, folder) {
            const { manifest, source } = await storedOf(version);
            await (0,receive_model/* receiveModel */.O)(ports, source, manifest, folder);
        },
        async metadata(version) {
            const entry = await entryOf(version);
            return metadataOf(shelf, version.name, entry, await readContent(shelf, version.name, entry));
        },
        async attach(version, evidence, content) {
            (0,src_version/* requireName */.rI)(evidence);
            return await attachEvidence(shelf, version.name, await entryOf(version), evidence, content);
        },
        async attached(version, nameOrDigest) {
            return await readEvidence(shelf, version.name, await entryOf(version), nameOrDigest);
        },
        async recordPromotion(name, promotion) {
            await appendPromotion(shelf, legal(name), (0,src/* parseStrictly */.ge)(src/* promotionSchema */.xS, promotion, "promotion"));
        },
        promotions: async (name) => await readPromotions(shelf, legal(name)),
    };
}
/** The version with these bytes, without sending any. Reads them only when one has files of the same names and sizes. */
async function known(shelf, { name, folder }, found) {
    const record = await shelf.journal.read(name);
    const shape = (0,model_files/* shapeOf */.F5)(found);
    if (!record.versions.some((version) => version.shape === shape))
        return undefined;
    const held = heldBy(record, (0,model_files/* contentDigest */.eZ)(await (0,model_files/* withDigests */.o2)(shelf.ports.files, folder, found)));
    return held && { version: await publish(shelf, name, held.version), created: false };
}
function sourceOf({ store, models }, name, { upload }, { files }) {
    const folder = keysOf(name).files(upload);
    return {
        provider: models.provider,
        missingCode: "object-missing",
        read: (path) => store.read(folder + path),
        async strange() {
            const listed = new Set(files.map(({ path }) => path));
            const strange = [];
            for await (const key of store.list(folder))
                if (!listed.has(key.slice(folder.length)))
                    strange.push(key.slice(folder.length));
            return strange;
        },
    };
}
const bent = (provider, name, { version }) => new src/* ToolkitError */.h4({
    code: "registry-corrupt",
    provider,
    message: `the list of files of ${name} ${version} is not the one that was registered`,
    hint: "restore content.json of that upload from an earlier version of the object",
});


/***/ }),

/***/ 20195:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   S: () => (/* binding */ blocksOf)
/* harmony export */ });
/** A source cut into blocks of one size, the last one shorter; an empty source is one empty block. One is held at a time. */
async function* blocksOf(source, size) {
    const room = Math.min(size, Math.max(source.bytes, 1));
    const buffer = Buffer.allocUnsafe(room);
    let filled = 0;
    for await (const chunk of source.open()) {
        for (let taken = 0; taken < chunk.length;) {
            // full, and more has come: this one is not the last
            if (filled === room) {
                yield { block: buffer, last: false };
                filled = 0;
            }
            const some = chunk.subarray(taken, taken + room - filled);
            buffer.set(some, filled);
            filled += some.length;
            taken += some.length;
        }
    }
    yield { block: buffer.subarray(0, filled), last: true };
}


/***/ }),

/***/ 16666:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   _: () => (/* binding */ patience),
/* harmony export */   h: () => (/* binding */ cloudClient)
/* harmony export */ });
/* harmony import */ var _contracts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(58639);
/* harmony import */ var _platform__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(86111);
/* harmony import */ var _refusal_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(473);



/** A cloud's HTTP API: a token that is renewed, patience where it is asked for, and errors that say how to mend them. */
function cloudClient(ports, service) {
    const { http, clock, secrets, log } = ports;
    let ahead = 0;
    async function once({ what, expects = [], signed, ...request }, attempt) {
        const token = signed
            ? undefined
            : await service.token.current().catch((cause) => {
                throw unreachable(service, what, cause);
            });
        const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` };
        const headers = { ...service.headers?.(), ...request.headers, ...authorization };
        const response = await http.send({ ...request, headers }).catch((cause) => {
            throw unreachable(service, what, cause);
        });
        const said = Date.parse(response.headers.get("date") ?? "");
        if (!Number.isNaN(said))
            ahead = said - clock.now();
        if (response.status < 400 || expects.includes(response.status))
            return response;
        const renewed = response.status === 401 && token !== undefined && attempt === 1;
        if (renewed)
            service.token.refused(token);
        const error = await (0,_refusal_js__WEBPACK_IMPORTED_MODULE_2__/* .refusal */ .x5)(service, secrets, response, what);
        if (!renewed && (response.status === 409 || !(0,_platform__WEBPACK_IMPORTED_MODULE_1__/* .isRetryableStatus */ .PS)(response.status)))
            throw error;
        const pauseMs = (0,_platform__WEBPACK_IMPORTED_MODULE_1__/* .retryAfterMs */ .Vs)(response.headers, clock.now()) ?? (renewed ? 0 : undefined);
        const { code, provider, status, message, hint } = error;
        const details = { code, provider, status, message, hint, cause: error, retryable: true };
        throw pauseMs === undefined ? new _contracts__WEBPACK_IMPORTED_MODULE_0__/* .ToolkitError */ .h4(details) : new _platform__WEBPACK_IMPORTED_MODULE_1__/* .RetryAfterError */ .nn(details, pauseMs);
    }
    const client = {
        async send(request) {
            try {
                return await (0,_platform__WEBPACK_IMPORTED_MODULE_1__/* .withRetry */ .bD)(ports, (attempt) => once(request, attempt), {
                    attempts: request.attempts ?? 5,
                    onRetry: (attempt, reason, pauseMs) => log.info(`${reason}; attempt ${attempt + 1} follows in ${Math.round(pauseMs / 100) / 10} s`),
                });
            }
            catch (error) {
                // refused twice with a fresh token: no other try will help
                const cause = error instanceof _contracts__WEBPACK_IMPORTED_MODULE_0__/* .ToolkitError */ .h4 && error.status === 401 ? error.cause : undefined;
                throw cause instanceof _contracts__WEBPACK_IMPORTED_MODULE_0__/* .ToolkitError */ .h4 && cause.code === error.code ? cause : error;
            }
        },
        async json(request, schema) {
            const response = await client.send(request);
            const parsed = schema.safeParse(await response.json().catch(() => undefined));
            if (parsed.success)
                return parsed.data;
            throw new _contracts__WEBPACK_IMPORTED_MODULE_0__/* .ToolkitError */ .h4({
                code: `${service.provider}-not-there`,
                provider: service.provider,
                status: response.status,
                message: `${request.what}: something answers, but not as ${service.vendor} does`,
                hint: service.addressHint,
            });
        },
        now: () => clock.now() + ahead,
    };
    return client;
}
/** What the transport, or whoever gives tokens, failed with, in the service's words. */
function unreachable({ provider, vendor, addressHint, unauthorizedHint }, what, cause) {
    if (!(cause instanceof _contracts__WEBPACK_IMPORTED_MODULE_0__/* .ToolkitError */ .h4) || cause.provider !== undefined)
        return cause;
    const { status, retryable, message } = cause;
    if (cause.code === "identity-token")
        return new _contracts__WEBPACK_IMPORTED_MODULE_0__/* .ToolkitError */ .h4({
            code: `${provider}-unauthorized`,
            provider,
            status,
            retryable,
            message: `${what}: ${message}`,
            hint: unauthorizedHint,
            cause,
        });
    if (!/^http-(unreachable|timeout)$/.test(cause.code))
        return cause;
    return new _contracts__WEBPACK_IMPORTED_MODULE_0__/* .ToolkitError */ .h4({
        code: `${provider}-unreachable`,
        provider,
        retryable: true,
        message: `${what}: ${vendor} does not answer: ${message}`,
        hint: addressHint,
        cause,
    });
}
/** A minute, and as long as the bytes take at 1 MB/s. */
const patience = (bytes) => 60_000 + Math.ceil(bytes / 1000);


/***/ }),

/***/ 473:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Of: () => (/* binding */ refusalOf),
/* harmony export */   vu: () => (/* binding */ isRefusal),
/* harmony export */   x5: () => (/* binding */ refusal)
/* harmony export */ });
/* unused harmony export ServiceRefusal */
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(27597);
/* harmony import */ var _contracts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(58639);
/* harmony import */ var _platform__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(86111);



/** What the service itself calls an error: `RESOURCE_EXHAUSTED`, `BlobNotFound`. */
class ServiceRefusal extends Error {
}
/** What an answer that is not 2xx means. Its text is another's: cut and redacted. */
async function refusal(words, secrets, response, what) {
    const { status } = response;
    const text = (await response.text().catch(() => "")).slice(0, 20_000);
    const said = errorOf(text);
    const message = secrets.redact(said ? `${said.code}: ${said.message}` : plain(text)).slice(0, 600);
    return refusalOf(words, { status, code: said?.code, message: `${what}: HTTP ${status}: ${message}`.trim() });
}
/** The same of an error that came inside a long-running operation. */
function refusalOf(words, { status, code, message }) {
    const { provider } = words;
    const details = {
        provider,
        status,
        message,
        retryable: status !== 409 && (0,_platform__WEBPACK_IMPORTED_MODULE_1__/* .isRetryableStatus */ .PS)(status),
        ...(code !== undefined && { cause: new ServiceRefusal(code) }),
    };
    if (status === 401)
        return new _contracts__WEBPACK_IMPORTED_MODULE_0__/* .ToolkitError */ .h4({ ...details, code: `${provider}-unauthorized`, hint: words.unauthorizedHint });
    if (isQuota(code, message)) {
        const hint = `ask for more in the quotas of ${words.vendor}, or remove what nobody needs`;
        return new _contracts__WEBPACK_IMPORTED_MODULE_0__/* .ToolkitError */ .h4({ ...details, code: `${provider}-quota`, hint });
    }
    if (status === 403)
        return new _contracts__WEBPACK_IMPORTED_MODULE_0__/* .ToolkitError */ .h4({ ...details, code: `${provider}-forbidden`, hint: words.forbiddenHint });
    if (code !== undefined)
        return new _contracts__WEBPACK_IMPORTED_MODULE_0__/* .ToolkitError */ .h4({ ...details, code: `${provider}-refused` });
    if (details.retryable)
        return new _contracts__WEBPACK_IMPORTED_MODULE_0__/* .ToolkitError */ .h4({ ...details, code: `${provider}-unreachable` });
    return new _contracts__WEBPACK_IMPORTED_MODULE_0__/* .ToolkitError */ .h4({
        ...details,
        code: `${provider}-not-there`,
        message: `${message.split(": HTTP")[0]}: something answers with HTTP ${status}, but not as ${words.vendor} does`,
        hint: words.addressHint,
    });
}
/** Whether the error is the service's refusal with one of these codes of its own. */
function isRefusal(error, ...codes) {
    return error instanceof _contracts__WEBPACK_IMPORTED_MODULE_0__/* .ToolkitError */ .h4 && error.cause instanceof ServiceRefusal && codes.includes(error.cause.message);
}
/** A rate that is exceeded comes back in time; an amount does not, and its 429 or 403 looks the same but for the text. */
const isQuota = (code, message) => (code === "RESOURCE_EXHAUSTED" && !/rate|per minute|per second/i.test(message)) ||
    /quota.*(exceeded|limit)|(exceed|reach).*quota|QuotaExceeded|AccountStorageLimit/i.test(message);
const googleSchema = zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({ error: zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({ message: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP().default(""), status: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP() }) });
const azureSchema = zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({ error: zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({ code: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP(), message: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP().default("") }) });
/** Cloud Storage's JSON API says its own code as a reason only. */
const reasonSchema = zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({
    error: zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({
        message: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP().default(""),
        errors: zod__WEBPACK_IMPORTED_MODULE_2__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({ reason: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP() })).min(1),
    }),
});
function errorOf(text) {
    const xml = /<Error>\s*<Code>([^<]+)<\/Code>\s*<Message>([^<]*)<\/Message>/.exec(text);
    if (xml)
        return { code: xml[1] ?? "", message: plain(xml[2] ?? "") };
    let value;
    try {
        value = JSON.parse(text);
    }
    catch {
        return undefined;
    }
    const google = googleSchema.safeParse(value).data?.error;
    if (google)
        return { code: google.status, message: google.message };
    const azure = azureSchema.safeParse(value).data?.error;
    if (azure)
        return azure;
    const storage = reasonSchema.safeParse(value).data?.error;
    return storage && { code: storage.errors[0]?.reason ?? "", message: storage.message };
}
const plain = (text) => text
    .replace(/<(script|style)[\s\S]*?<\/\1>/gi, " ")
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, 300);


/***/ }),

/***/ 33280:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   u: () => (/* binding */ resumed)
/* harmony export */ });
/* harmony import */ var _contracts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(58639);
/* harmony import */ var _resumed_body_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(40475);


/** An object's bytes, the same object's to the end. @throws ToolkitError `object-missing`, `model-changed` */
function resumed(ports, client, request, missing) {
    let etag;
    return (0,_resumed_body_js__WEBPACK_IMPORTED_MODULE_1__/* .resumedBody */ .Y)(ports, request.what, async (arrived) => {
        const headers = { ...request.headers, ...(0,_resumed_body_js__WEBPACK_IMPORTED_MODULE_1__/* .rangeFrom */ .A)(arrived) };
        const response = await client.send({ ...request, headers, expects: [404, 416], timeoutMs: 3_600_000 });
        if (response.status === 404)
            throw missing;
        etag = sameObject(response, etag, request.what);
        return response;
    });
}
function sameObject(response, before, what) {
    const now = response.headers.get("etag");
    if (response.status !== 416 && (before === undefined || now === undefined || now === before))
        return now;
    throw new _contracts__WEBPACK_IMPORTED_MODULE_0__/* .ToolkitError */ .h4({
        code: "model-changed",
        retryable: true,
        message: `${what}: the object changed while it was read`,
    });
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


/***/ })

};
