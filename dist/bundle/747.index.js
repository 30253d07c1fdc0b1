export const id = 747;
export const ids = [747];
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

/***/ 381:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   e: () => (/* binding */ amend)
/* harmony export */ });
/* harmony import */ var _contracts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(58639);
/* harmony import */ var _records_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(78948);


const attempts = 40;
/**
 * Looks, decides, commits; looks again when somebody was faster. `decide` may be called many times.
 * @throws ToolkitError `registry-busy` when others are always faster
 */
async function amend({ provider, ports }, name, { head, commit }, decide) {
    for (let attempt = 1;; attempt++) {
        const on = await head();
        const { draft, result } = await decide(await (0,_records_js__WEBPACK_IMPORTED_MODULE_1__/* .recordsOf */ .M)(provider, name, on), on);
        if (!draft)
            return { result, commit: undefined };
        const made = await commit(on, draft);
        if (made !== undefined)
            return { result, commit: made };
        if (attempt === attempts)
            throw new _contracts__WEBPACK_IMPORTED_MODULE_0__/* .ToolkitError */ .h4({
                code: "registry-busy",
                provider,
                retryable: true,
                message: `${name} was changed by others ${attempts} times while we tried to: ${draft.title}`,
            });
        await ports.clock.sleep(ports.random.uniform() * Math.min(5000, 50 * 2 ** Math.min(attempt, 7)));
    }
}


/***/ }),

/***/ 72768:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Oi: () => (/* binding */ draftAlias),
/* harmony export */   Px: () => (/* binding */ draftEvidence),
/* harmony export */   al: () => (/* binding */ registerTitle),
/* harmony export */   dW: () => (/* binding */ requireManifest),
/* harmony export */   i2: () => (/* binding */ draftRemoval),
/* harmony export */   nF: () => (/* binding */ draftPromotion),
/* harmony export */   p: () => (/* binding */ draftRegister)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(57975);
/* harmony import */ var _contracts__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(58639);
/* harmony import */ var _layout_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(926);




/** What each verb would change of the records that it sees; undefined when it is so already. Nothing here acts. */
const written = (value) => `${JSON.stringify(value, null, 2)}\n`;
const notFound = (provider, name, version) => new _contracts__WEBPACK_IMPORTED_MODULE_2__/* .ToolkitError */ .h4({ code: "model-not-found", provider, message: `${name} has no version ${version}` });
/** The version's manifest, as long as it is still of these bytes. */
function requireManifest(provider, records, { name, version, digest }) {
    const manifest = records.manifests.find((one) => one.version === version);
    if (!manifest)
        throw notFound(provider, name, version);
    if (manifest.digest === digest)
        return manifest;
    const message = `${name} ${version} is ${manifest.digest}, not ${digest}`;
    throw new _contracts__WEBPACK_IMPORTED_MODULE_2__/* .ToolkitError */ .h4({ code: "registry-corrupt", provider, message });
}
const registerTitle = (version) => `Register ${version}`;
async function draftRegister(manifest, metadata) {
    const { stringify } = await Promise.resolve(/* import() */).then(__webpack_require__.t.bind(__webpack_require__, 38815, 19));
    return {
        title: registerTitle(manifest.version),
        write: new Map([
            [_layout_js__WEBPACK_IMPORTED_MODULE_3__/* .layout */ .Z.manifest(manifest.version), written(manifest)],
            [_layout_js__WEBPACK_IMPORTED_MODULE_3__/* .layout */ .Z.metadata(manifest.version), stringify(metadata)],
        ]),
    };
}
function draftAlias(provider, records, move) {
    const { name, alias, version, seen } = move;
    const current = records.aliases.get(alias);
    if (!records.manifests.some((one) => one.version === version))
        throw notFound(provider, name, version);
    if (current === version)
        return undefined;
    if (current !== seen)
        throw new _contracts__WEBPACK_IMPORTED_MODULE_2__/* .ToolkitError */ .h4({
            code: "alias-moved",
            provider,
            message: `${name}@${alias} is ${current ?? "unset"}, not ${seen ?? "unset"}: another run moved it`,
        });
    const aliases = Object.fromEntries([...records.aliases, [alias, version]]);
    return {
        title: `Move ${alias} from ${current ?? "nowhere"} to ${version}`,
        write: new Map([[_layout_js__WEBPACK_IMPORTED_MODULE_3__/* .layout */ .Z.aliases, written(aliases)]]),
    };
}
async function draftRemoval(provider, records, { name, version }) {
    const held = [...records.aliases].filter(([, target]) => target === version);
    if (held.length > 0)
        throw new _contracts__WEBPACK_IMPORTED_MODULE_2__/* .ToolkitError */ .h4({
            code: "version-in-use",
            provider,
            message: `${name} ${version} is ${held.map(([alias]) => alias).join(", ")}`,
            hint: "move the alias first",
        });
    const remove = [...records.snapshot.contents.keys()].filter((path) => path.startsWith(_layout_js__WEBPACK_IMPORTED_MODULE_3__/* .layout */ .Z.version(version)));
    if (remove.length === 0)
        return undefined;
    const removed = new Set([...(await records.removed()), version]);
    return { title: `Remove ${version}`, write: new Map([[_layout_js__WEBPACK_IMPORTED_MODULE_3__/* .layout */ .Z.removed, written([...removed])]]), remove };
}
async function draftEvidence(provider, records, version, evidence, content) {
    const path = _layout_js__WEBPACK_IMPORTED_MODULE_3__/* .layout */ .Z.evidence(version.version, evidence);
    requireManifest(provider, records, version);
    const text = textOf(evidence, content);
    const digits = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)("sha256").update(content).digest("hex");
    const archive = _layout_js__WEBPACK_IMPORTED_MODULE_3__/* .layout */ .Z.archived(version.version, digits);
    const { contents } = records.snapshot;
    const same = contents.has(archive) && contents.get(path) === contents.get(archive);
    const write = new Map([
        [archive, text],
        [path, text],
    ]);
    const title = `Attach ${evidence} to ${version.version}`;
    return { digest: `sha256:${digits}`, draft: same ? undefined : { title, write } };
}
async function draftPromotion(records, promotion) {
    // reads all of it: nothing is ever added to a record that is damaged
    const last = (await records.promotions()).at(-1);
    if ((0,node_util__WEBPACK_IMPORTED_MODULE_1__.isDeepStrictEqual)(last, promotion))
        return undefined;
    const before = last === undefined ? "" : await records.snapshot.read(_layout_js__WEBPACK_IMPORTED_MODULE_3__/* .layout */ .Z.promotions);
    const text = `${before}${before === "" || before.endsWith("\n") ? "" : "\n"}${JSON.stringify(promotion)}\n`;
    return { title: `Record the promotion of ${promotion.version}`, write: new Map([[_layout_js__WEBPACK_IMPORTED_MODULE_3__/* .layout */ .Z.promotions, text]]) };
}
function textOf(evidence, content) {
    if (typeof content === "string")
        return content;
    try {
        return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(content);
    }
    catch {
        const mend = "attach it as JSON, Markdown or another text";
        throw new _contracts__WEBPACK_IMPORTED_MODULE_2__/* .InputError */ .dz([{ where: evidence, problem: "is no UTF-8 text", mend }], "bad-evidence");
    }
}


/***/ }),

/***/ 926:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Z: () => (/* binding */ layout)
/* harmony export */ });
/* harmony import */ var _contracts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(58639);
/* harmony import */ var _version_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(43819);


/** Where the records of a model lie: the file registry's layout, without the bytes. */
const layout = {
    aliases: "aliases.json",
    promotions: "promotions.jsonl",
    /** Numbers that were given and removed: they never name other bytes. */
    removed: "removed.json",
    version: (number) => `versions/${requireVersion(number)}/`,
    manifest: (number) => `versions/${requireVersion(number)}/manifest.json`,
    metadata: (number) => `versions/${requireVersion(number)}/metadata.yaml`,
    evidence: (number, evidence) => `versions/${requireVersion(number)}/evidence/${(0,_version_js__WEBPACK_IMPORTED_MODULE_1__/* .requireName */ .rI)(evidence)}`,
    /** Every content that was ever attached, by the hexadecimal digits of its digest. */
    archived: (number, digits) => `versions/${requireVersion(number)}/evidence-archive/${digits}`,
};
function requireVersion(number) {
    if ((0,_version_js__WEBPACK_IMPORTED_MODULE_1__/* .versionNumbers */ .ni)(number))
        return number;
    throw new _contracts__WEBPACK_IMPORTED_MODULE_0__/* .InputError */ .dz([{ where: "version", problem: `"${number}" is no version`, legal: "1.4.2" }], "bad-version");
}


/***/ }),

/***/ 78948:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   M: () => (/* binding */ recordsOf)
/* harmony export */ });
/* harmony import */ var _contracts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(58639);
/* harmony import */ var _parse_record_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(61120);
/* harmony import */ var _version_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(43819);
/* harmony import */ var _layout_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(926);




/** How many small files are asked for at once. */
const atOnce = 8;
/**
 * Reads a model's records; whatever is not what was written is `registry-corrupt`, never taken for absent. An alias of a
 * version that is not there is damage too: to take it for absent would make a release the first one.
 */
async function recordsOf(provider, name, snapshot) {
    const { contents } = snapshot;
    const corrupt = (path, problem) => new _contracts__WEBPACK_IMPORTED_MODULE_0__/* .ToolkitError */ .h4({
        code: "registry-corrupt",
        provider,
        message: `${name}: ${path} ${problem}`,
        hint: "put the file back as an earlier commit has it",
    });
    async function parsed(path, schema, parse) {
        return (0,_parse_record_js__WEBPACK_IMPORTED_MODULE_1__/* .parseRecord */ .Hh)(path, await snapshot.read(path), schema, corrupt, parse);
    }
    async function manifest(version) {
        const path = _layout_js__WEBPACK_IMPORTED_MODULE_3__/* .layout */ .Z.manifest(version);
        if (!contents.has(path))
            throw corrupt(path, "is missing");
        return (0,_parse_record_js__WEBPACK_IMPORTED_MODULE_1__/* .requireSound */ .bi)(await parsed(path, _contracts__WEBPACK_IMPORTED_MODULE_0__/* .manifestSchema */ .rc), { name, version }, path, corrupt);
    }
    async function manifests() {
        const versions = versionsIn(contents.keys());
        const found = [];
        for (let start = 0; start < versions.length; start += atOnce)
            found.push(...(await Promise.all(versions.slice(start, start + atOnce).map(manifest))));
        return found;
    }
    const aliases = contents.has(_layout_js__WEBPACK_IMPORTED_MODULE_3__/* .layout */ .Z.aliases) ? Object.entries(await parsed(_layout_js__WEBPACK_IMPORTED_MODULE_3__/* .layout */ .Z.aliases, _parse_record_js__WEBPACK_IMPORTED_MODULE_1__/* .aliasesSchema */ .Ks)) : [];
    const found = await manifests();
    const lost = aliases.find(([, version]) => !found.some((one) => one.version === version));
    if (lost)
        throw corrupt(_layout_js__WEBPACK_IMPORTED_MODULE_3__/* .layout */ .Z.aliases, `says that ${lost[0]} is ${lost[1]}, which is not there`);
    return {
        snapshot,
        aliases: new Map(aliases),
        manifests: found,
        removed: async () => (contents.has(_layout_js__WEBPACK_IMPORTED_MODULE_3__/* .layout */ .Z.removed) ? await parsed(_layout_js__WEBPACK_IMPORTED_MODULE_3__/* .layout */ .Z.removed, _parse_record_js__WEBPACK_IMPORTED_MODULE_1__/* .removedSchema */ .kV) : []),
        async metadata(version) {
            const { parse } = await Promise.resolve(/* import() */).then(__webpack_require__.t.bind(__webpack_require__, 38815, 19));
            return await parsed(_layout_js__WEBPACK_IMPORTED_MODULE_3__/* .layout */ .Z.metadata(version), _contracts__WEBPACK_IMPORTED_MODULE_0__/* .metadataSchema */ .R5, parse);
        },
        async promotions() {
            if (!contents.has(_layout_js__WEBPACK_IMPORTED_MODULE_3__/* .layout */ .Z.promotions))
                return [];
            const lines = (await snapshot.read(_layout_js__WEBPACK_IMPORTED_MODULE_3__/* .layout */ .Z.promotions)).split("\n");
            return lines.flatMap((line, index) => {
                if (line === "")
                    return [];
                const record = _contracts__WEBPACK_IMPORTED_MODULE_0__/* .promotionSchema */ .xS.safeParse(jsonOf(line));
                if (!record.success)
                    throw corrupt(`${_layout_js__WEBPACK_IMPORTED_MODULE_3__/* .layout */ .Z.promotions}:${index + 1}`, "is no promotion");
                return [record.data];
            });
        },
    };
}
function versionsIn(paths) {
    const versions = new Set();
    for (const path of paths) {
        const version = /^versions\/((?:0|[1-9]\d*)\.(?:0|[1-9]\d*)\.(?:0|[1-9]\d*))\//.exec(path)?.[1];
        if (version)
            versions.add(version);
    }
    return [...versions].sort(_version_js__WEBPACK_IMPORTED_MODULE_2__/* .compareVersions */ .Zy);
}
function jsonOf(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}


/***/ }),

/***/ 54596:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   i$: () => (/* binding */ recordVerbs),
/* harmony export */   ug: () => (/* binding */ describedVersion)
/* harmony export */ });
/* unused harmony export versionsOf */
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var _contracts__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(58639);
/* harmony import */ var _version_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(43819);
/* harmony import */ var _amend_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(381);
/* harmony import */ var _drafts_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(72768);
/* harmony import */ var _layout_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(926);
/* harmony import */ var _records_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(78948);







/** The verbs of a registry that concern records alone: all but those that move bytes. */
function recordVerbs(shelf) {
    const { provider } = shelf;
    const look = async (name) => await (0,_records_js__WEBPACK_IMPORTED_MODULE_6__/* .recordsOf */ .M)(provider, name, await shelf.commits((0,_version_js__WEBPACK_IMPORTED_MODULE_2__/* .requireName */ .rI)(name)).head());
    const list = async (name) => versionsOf(shelf, await look(name));
    return {
        list,
        async find(text) {
            const selector = (0,_version_js__WEBPACK_IMPORTED_MODULE_2__/* .parseSelector */ .Pl)(text);
            return (0,_version_js__WEBPACK_IMPORTED_MODULE_2__/* .selected */ .wH)(await list(selector.name), selector);
        },
        async setAlias(name, wanted, version, seen) {
            const move = { name: (0,_version_js__WEBPACK_IMPORTED_MODULE_2__/* .requireName */ .rI)(name), alias: (0,_version_js__WEBPACK_IMPORTED_MODULE_2__/* .requireAlias */ .ye)(wanted), version, seen };
            await (0,_amend_js__WEBPACK_IMPORTED_MODULE_3__/* .amend */ .e)(shelf, name, shelf.commits(name), async (records) => ({
                draft: (0,_drafts_js__WEBPACK_IMPORTED_MODULE_4__/* .draftAlias */ .Oi)(provider, records, move),
                result: undefined,
            }));
        },
        async metadata(version) {
            const records = await look(version.name);
            (0,_drafts_js__WEBPACK_IMPORTED_MODULE_4__/* .requireManifest */ .dW)(provider, records, version);
            return await records.metadata(version.version);
        },
        async attach(version, evidence, content) {
            (0,_version_js__WEBPACK_IMPORTED_MODULE_2__/* .requireName */ .rI)(evidence);
            const commits = shelf.commits((0,_version_js__WEBPACK_IMPORTED_MODULE_2__/* .requireName */ .rI)(version.name));
            const { result } = await (0,_amend_js__WEBPACK_IMPORTED_MODULE_3__/* .amend */ .e)(shelf, version.name, commits, async (records) => {
                const { digest, draft } = await (0,_drafts_js__WEBPACK_IMPORTED_MODULE_4__/* .draftEvidence */ .Px)(provider, records, version, evidence, content);
                return { draft, result: digest };
            });
            return result;
        },
        async attached({ name, version }, evidence) {
            const { snapshot } = await look(name);
            const digits = /^sha256:([0-9a-f]{64})$/.exec(evidence)?.[1];
            const path = digits ? _layout_js__WEBPACK_IMPORTED_MODULE_5__/* .layout */ .Z.archived(version, digits) : _layout_js__WEBPACK_IMPORTED_MODULE_5__/* .layout */ .Z.evidence(version, evidence);
            if (!snapshot.contents.has(path))
                return undefined;
            const text = await snapshot.read(path);
            if (!digits || (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)("sha256").update(text).digest("hex") === digits)
                return text;
            throw new _contracts__WEBPACK_IMPORTED_MODULE_1__/* .ToolkitError */ .h4({
                code: "registry-corrupt",
                provider,
                message: `${name}: ${path} is not what was attached`,
            });
        },
        async recordPromotion(name, promotion) {
            const record = (0,_contracts__WEBPACK_IMPORTED_MODULE_1__/* .parseStrictly */ .ge)(_contracts__WEBPACK_IMPORTED_MODULE_1__/* .promotionSchema */ .xS, promotion, "promotion");
            await (0,_amend_js__WEBPACK_IMPORTED_MODULE_3__/* .amend */ .e)(shelf, name, shelf.commits((0,_version_js__WEBPACK_IMPORTED_MODULE_2__/* .requireName */ .rI)(name)), async (records) => ({
                draft: await (0,_drafts_js__WEBPACK_IMPORTED_MODULE_4__/* .draftPromotion */ .nF)(records, record),
                result: undefined,
            }));
        },
        async promotions(name) {
            return await (await look(name)).promotions();
        },
    };
}
const versionsOf = (shelf, { manifests, aliases }) => manifests.map((manifest) => describedVersion(shelf, manifest, aliases));
function describedVersion({ uri }, manifest, aliases) {
    const { name, version, digest, createdAt } = manifest;
    return {
        name,
        version,
        digest,
        modelRef: `${name}#${digest}`,
        uri: uri(name, version),
        createdAt,
        aliases: [...aliases].flatMap(([alias, target]) => (target === version ? [alias] : [])).sort(),
    };
}


/***/ }),

/***/ 61120:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Hh: () => (/* binding */ parseRecord),
/* harmony export */   Ks: () => (/* binding */ aliasesSchema),
/* harmony export */   bi: () => (/* binding */ requireSound),
/* harmony export */   kV: () => (/* binding */ removedSchema)
/* harmony export */ });
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(27597);
/* harmony import */ var _model_files_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(460);


const aliasesSchema = zod__WEBPACK_IMPORTED_MODULE_1__/* .record */ .g1P(zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(), zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP());
const removedSchema = zod__WEBPACK_IMPORTED_MODULE_1__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP());
/** What a record says; whatever is not what was written is `corrupt`, never taken for absent. */
function parseRecord(path, text, schema, corrupt, parse = JSON.parse) {
    let value;
    try {
        value = parse(text);
    }
    catch {
        throw corrupt(path, "cannot be read");
    }
    const result = schema.safeParse(value);
    if (result.success)
        return result.data;
    const [issue] = result.error.issues;
    throw corrupt(path, `is not what it should be: ${issue?.path.join(".")} ${issue?.message}`);
}
/** The manifest, when it is this version's and lists what its digest says. */
function requireSound(manifest, { name, version }, path, corrupt) {
    if (manifest.name !== name || manifest.version !== version)
        throw corrupt(path, `is the manifest of ${manifest.name} ${manifest.version}`);
    if (manifest.digest !== (0,_model_files_js__WEBPACK_IMPORTED_MODULE_0__/* .contentDigest */ .eZ)(manifest.files))
        throw corrupt(path, "lists other files than its digest says");
    return manifest;
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

/***/ 40747:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  huggingfaceRegistry: () => (/* binding */ huggingfaceRegistry)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 9 modules
var schemas = __webpack_require__(27597);
// EXTERNAL MODULE: ./build/packages/contracts/src/index.js + 27 modules
var src = __webpack_require__(58639);
// EXTERNAL MODULE: ./build/packages/registry/src/commits/amend.js
var amend = __webpack_require__(381);
// EXTERNAL MODULE: ./build/packages/registry/src/commits/drafts.js
var drafts = __webpack_require__(72768);
// EXTERNAL MODULE: ./build/packages/registry/src/commits/layout.js
var layout = __webpack_require__(926);
// EXTERNAL MODULE: ./build/packages/registry/src/commits/records.js
var commits_records = __webpack_require__(78948);
// EXTERNAL MODULE: ./build/packages/registry/src/commits/verbs.js
var verbs = __webpack_require__(54596);
// EXTERNAL MODULE: ./build/packages/registry/src/model-files.js
var model_files = __webpack_require__(460);
// EXTERNAL MODULE: ./build/packages/registry/src/version.js
var src_version = __webpack_require__(43819);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: ./build/packages/registry/src/place-model.js
var place_model = __webpack_require__(65679);
;// CONCATENATED MODULE: ./build/packages/registry/src/providers/huggingface/config.js

const provider = "huggingface";
/** @throws InputError `missing-api-key`, `bad-registry-uri`, `bad-name` with every problem of the configuration */
function requireConfig({ token, trustedPublisher, endpoint, namespace }) {
    const missing = !trustedPublisher && !token?.trim();
    if (missing) {
        const mend = "take a token with write access from huggingface.co/settings/tokens, as a secret; or make this workflow a trusted publisher of the repository, and set HF_OIDC_RESOURCE";
        throw new src/* InputError */.dz([{ where: "HF_TOKEN", problem: "is empty", mend }], "missing-api-key");
    }
    if (!trustedPublisher && !token?.trim().startsWith("hf_"))
        throw new src/* InputError */.dz([{ where: "HF_TOKEN", problem: "is no token", legal: "hf_…" }], "missing-api-key");
    const address = endpoint === undefined || URL.canParse(endpoint) ? endpoint && new URL(endpoint) : null;
    if (address === null || (address && !/^https?:$/.test(address.protocol)))
        throw new src/* InputError */.dz([{ where: "HF_ENDPOINT", problem: "is no address", legal: "https://huggingface.co" }], "bad-registry-uri");
    const problems = [];
    if (namespace !== undefined)
        problems.push(...partProblems("namespace", namespace));
    const resource = trustedPublisher?.resource;
    if (resource !== undefined && !/^[^/]+\/[^/]+$/.test(resource))
        problems.push({
            where: "HF_OIDC_RESOURCE",
            problem: `"${resource}" is no model repository`,
            legal: "namespace/name",
        });
    if (problems.length > 0)
        throw new src/* InputError */.dz(problems, "bad-name");
}
/** @throws InputError `bad-name` by the Hub's own rule (huggingface_hub, `validate_repo_id`) */
function requireRepository(namespace, name) {
    const problems = partProblems("name", name);
    if (`${namespace}/${name}`.length > 96)
        problems.push({ where: "name", problem: `"${namespace}/${name}" is longer than the Hub's 96 characters` });
    if (problems.length > 0)
        throw new src/* InputError */.dz(problems, "bad-name");
    return `${namespace}/${name}`;
}
function partProblems(where, part) {
    const legal = /^\w$|^\w[\w.-]{0,94}\w$/.test(part) && !/--|\.\./.test(part) && !part.endsWith(".git");
    if (legal)
        return [];
    const rule = "letters, digits, - _ ., at most 96, no - or . at the ends, neither -- nor .., not .git at the end (the Hub's rule)";
    return [{ where, problem: `"${part}" is no name at the Hugging Face Hub`, legal: rule }];
}

;// CONCATENATED MODULE: ./build/packages/registry/src/providers/huggingface/bring-model.js





/**
 * The model's files in a folder that has no others: made at once when all is there, each held to its SHA-256 as it arrives;
 * a folder that is there already is held to the checksums where it is.
 */
async function bringModel(ports, client, repository, revision, manifest, folder) {
    await (0,place_model/* placeModel */.X)(ports, manifest, folder, async (partial) => {
        for (const file of manifest.files)
            await client.retried(async () => await bringFile(ports, repository, revision, manifest, file, partial));
    });
}
async function bringFile({ files }, repository, revision, { name, version }, { path, bytes, digest }, folder) {
    const { body } = await repository.open(revision, path, bytes);
    const hash = (0,external_node_crypto_.createHash)("sha256");
    let failure;
    const arriving = async function* () {
        try {
            for await (const chunk of body) {
                hash.update(chunk);
                yield chunk;
            }
        }
        catch (error) {
            failure = error;
            throw error;
        }
    };
    // what the connection said, whatever the files made of it
    await files.writeStream((0,external_node_path_.join)(folder, path), arriving()).catch((error) => {
        throw failure ?? error;
    });
    if (`sha256:${hash.digest("hex")}` === digest)
        return;
    throw new src/* ToolkitError */.h4({
        code: "model-corrupt",
        provider: provider,
        message: `${name} ${version}: ${path} is not the registered file`,
        hint: "register the model again from its training",
    });
}

;// CONCATENATED MODULE: ./build/packages/registry/src/providers/huggingface/records.js



/** Where the records lie, beside the model: `main` holds the newest version as its users load it. */
const recordsFolder = ".genai-mlops/";
/** The Hub's own, and the card: no part of a model, whatever folder it comes from. */
const cardPath = "README.md";
const isOwn = (path) => path.startsWith(recordsFolder) || path === ".gitattributes";
const kept = 500;
/** The history of `main`; the Hub takes a commit upon its parent or answers 412. */
function mainCommits(repository, visibility) {
    /** Small files by the id of their content, the latest read ones. */
    const texts = new Map();
    return {
        async head() {
            const refs = await repository.refs();
            const id = refs?.branches.get("main");
            const tree = (id && (await repository.tree(id))) || new Map();
            const within = [...tree].filter(([path]) => path.startsWith(recordsFolder));
            const contents = new Map(within.map(([path, { oid }]) => [path.slice(recordsFolder.length), oid]));
            const tagged = [...(refs?.tags.keys() ?? [])].flatMap((tag) => /^v(\d+\.\d+\.\d+)$/.exec(tag)?.[1] ?? []);
            return {
                id,
                tree,
                tagged,
                contents,
                async read(path) {
                    const oid = contents.get(path);
                    const known = texts.get(oid);
                    if (known !== undefined)
                        return known;
                    const text = await repository.text(id, external_node_path_.posix.join(recordsFolder, path));
                    if (texts.size >= kept)
                        texts.delete(texts.keys().next().value);
                    texts.set(oid, text);
                    return text;
                },
            };
        },
        async commit(on, { title, description = "", write = new Map(), remove = [], model }) {
            if (on.id === undefined) {
                await repository.create(visibility);
                if ((await repository.refs())?.branches.has("main"))
                    return undefined;
                throw nameTaken(repository.id);
            }
            const records = [...write].map(([path, text]) => [
                `${recordsFolder}${path}`,
                new Blob([text]),
            ]);
            return await repository.commit({
                title,
                description,
                parent: on.id,
                write: new Map([...records, ...(model?.write ?? [])]),
                remove: [...remove.map((path) => `${recordsFolder}${path}`), ...(model?.remove ?? [])],
            });
        },
    };
}
/** The Hub says "there already" of a repository that it shows nobody but its members. */
function nameTaken(id) {
    return new src/* ToolkitError */.h4({
        code: "huggingface-forbidden",
        provider: provider,
        message: `${id} is taken at the Hub, by a repository that this token may not see`,
        hint: "give the model another name, or the token access to the repository",
    });
}

;// CONCATENATED MODULE: ./build/packages/registry/src/providers/huggingface/card.js


const besideVersion = (version) => `${layout/* layout */.Z.version(version)}${cardPath}`;
/**
 * Adds the version's card to a commit: beside its records, and as the repository's page when it is the newest version's.
 * A page that a person wrote or changed stays, and so does one that the model brought itself.
 */
function withCard(draft, write, { on, repository, manifest, metadata, evaluation, newest }) {
    if (!write)
        return draft;
    const { name, version, digest, files } = manifest;
    const text = write({ name, version, modelRef: `${name}#${digest}`, repository, metadata, evaluation });
    const own = files.some(({ path }) => path === cardPath);
    const page = newest && !own && mayWritePage(on);
    return {
        ...draft,
        write: new Map([...(draft.write ?? []), [besideVersion(version), text]]),
        model: {
            write: new Map([...(draft.model?.write ?? []), ...(page ? [[cardPath, new Blob([text])]] : [])]),
            remove: (draft.model?.remove ?? []).filter((path) => !page || path !== cardPath),
        },
    };
}
/** Whether the repository's page is one of our cards, by the id of its content. */
function mayWritePage({ tree, contents }) {
    const page = tree.get(cardPath);
    if (!page)
        return true;
    return [...contents].some(([path, oid]) => path.endsWith(`/${cardPath}`) && oid === page.oid);
}
/** The page after the newest version is gone: the card of the one before, none without. */
async function pageBefore(records, on, left) {
    if (!on.tree.has(cardPath) || !mayWritePage(on))
        return { write: new Map(), remove: [] };
    const before = left.at(-1);
    const card = before && besideVersion(before.version);
    if (!card || !on.contents.has(card))
        return { write: new Map(), remove: [cardPath] };
    return { write: new Map([[cardPath, new Blob([await records.snapshot.read(card)])]]), remove: [] };
}

// EXTERNAL MODULE: ./build/packages/platform/src/index.js + 31 modules
var platform_src = __webpack_require__(86111);
;// CONCATENATED MODULE: ./build/packages/registry/src/providers/huggingface/client.js




/** What may go otherwise the next time. 409 and 412 are the Hub's ways to say that somebody was faster. */
const retryable = new Set([408, 429, 500, 502, 503, 504]);
function hubClient(ports, address) {
    const { http, clock, log } = ports;
    const endpoint = (address ?? "https://huggingface.co").replace(/\/+$/, "");
    async function once(request) {
        const response = await exchange(request, 5);
        if (response.status < 300)
            return response;
        const refused = await refusal(ports, response, `${request.method ?? "GET"} ${pathOf(request.url)}`);
        if (!retryable.has(response.status))
            throw refused;
        const pauseMs = (0,platform_src/* retryAfterMs */.Vs)(response.headers, clock.now()) ?? resetMs(response.headers);
        if (pauseMs === undefined)
            throw refused;
        const { code, status, message, hint } = refused;
        throw new platform_src/* RetryAfterError */.nn({ code, status, message, hint, provider: provider }, pauseMs);
    }
    async function exchange({ body, bytes = 0, ...request }, hops) {
        // 50 kB in a second is the least that goes on as alive
        const timeoutMs = request.timeoutMs ?? 60_000 + Math.round(bytes / 50);
        const sent = { ...request, timeoutMs, body: typeof body === "function" ? body() : body };
        const response = await http.send(sent).catch((cause) => {
            throw unreachable(cause);
        });
        const location = response.headers.get("location");
        if (response.status < 300 || response.status >= 400 || !location || hops === 0)
            return response;
        if (!["GET", "HEAD"].includes(request.method ?? "GET"))
            return response;
        for await (const _chunk of response.body)
            ; // drained, so that the connection is reused
        const to = new URL(location, request.url);
        const { authorization: _ours, ...headers } = request.headers ?? {};
        const kept = to.origin === new URL(request.url).origin ? request.headers : headers;
        return await exchange({ ...request, headers: kept, url: to.href, bytes }, hops - 1);
    }
    const retried = (work) => (0,platform_src/* withRetry */.bD)(ports, work, {
        attempts: 5,
        onRetry: (attempt, reason, pauseMs) => log.info(`Hugging Face: ${reason}; attempt ${attempt + 1} follows in ${Math.round(pauseMs / 100) / 10} s`),
    }).catch((cause) => {
        // of a body that broke off, which is read here
        throw unreachable(cause);
    });
    const send = (request) => retried(() => once(request));
    return {
        endpoint,
        once,
        send,
        retried,
        async json(request, schema) {
            const response = await send(request);
            const parsed = schema.safeParse(await response.json().catch(() => undefined));
            if (parsed.success)
                return parsed.data;
            throw notThere(pathOf(request.url), response.status);
        },
    };
}
/** Seconds until the window of the rate limit ends (IETF draft ratelimit-headers-09, as the Hub sends it): `"api";r=0;t=55`. */
function resetMs(headers) {
    const seconds = /;\s*r\s*=\s*0\s*;\s*t\s*=\s*(\d+)/.exec(headers.get("ratelimit") ?? "")?.[1];
    return seconds === undefined ? undefined : Math.min(Number(seconds), 320) * 1000;
}
const errorSchema = schemas/* looseObject */._H3({ error: schemas/* string */.YjP().optional(), message: schemas/* string */.YjP().optional() });
/** What an answer that is not 2xx means. Its text is another's: cut and redacted. */
async function refusal({ secrets }, response, what) {
    const { status, headers } = response;
    const text = (await response.text().catch(() => "")).slice(0, 20_000);
    const page = /text\/html/.test(headers.get("content-type") ?? "") || /^\s*<(!doctype|html)/i.test(text);
    const said = headers.get("x-error-message") ?? saidIn(text) ?? text.replace(/<[^>]*>/g, " ");
    const plain = secrets.redact(said.replace(/\s+/g, " ")).slice(0, 400).trim();
    const message = `${what}: HTTP ${status}${page ? "" : `: ${plain}`}`;
    const details = { provider: provider, status, message, retryable: retryable.has(status) };
    if (details.retryable)
        return new src/* ToolkitError */.h4({ ...details, code: "huggingface-unreachable" });
    if (page)
        return notThere(what, status);
    if (status === 401) {
        const hint = "set HF_TOKEN to a token of huggingface.co/settings/tokens that is not expired";
        return new src/* ToolkitError */.h4({ ...details, code: "huggingface-unauthorized", hint });
    }
    if (status === 403) {
        const hint = "give this token write access to the repository and its owner, at huggingface.co/settings/tokens";
        return new src/* ToolkitError */.h4({ ...details, code: "huggingface-forbidden", hint });
    }
    const cause = new HubRefusal(headers.get("x-error-code") ?? "");
    return new src/* ToolkitError */.h4({ ...details, code: "huggingface-refused", cause });
}
/** The Hub's own error code, such as RepoNotFound. */
class HubRefusal extends Error {
}
function isRefusal(error, errorCode) {
    return error instanceof src/* ToolkitError */.h4 && error.cause instanceof HubRefusal && error.cause.message === errorCode;
}
const hasStatus = (error, ...statuses) => error instanceof src/* ToolkitError */.h4 && error.status !== undefined && statuses.includes(error.status);
function saidIn(text) {
    try {
        const parsed = errorSchema.safeParse(JSON.parse(text)).data;
        return parsed?.error ?? parsed?.message;
    }
    catch {
        return undefined;
    }
}
function notThere(what, status) {
    return new src/* ToolkitError */.h4({
        code: "huggingface-not-there",
        provider: provider,
        status,
        message: `${what}: something answers, but not as the Hugging Face Hub does`,
        hint: "check HF_ENDPOINT: it is the Hub's root, https://huggingface.co",
    });
}
function unreachable(cause) {
    if (!(cause instanceof src/* ToolkitError */.h4) || !/^http-(unreachable|timeout)$/.test(cause.code))
        return cause;
    // what the body's source threw, whatever the exchange made of it
    if (cause.cause instanceof src/* ToolkitError */.h4)
        return cause.cause;
    const message = `the Hub does not answer: ${cause.message}`;
    return new src/* ToolkitError */.h4({ code: "huggingface-unreachable", provider: provider, retryable: true, message, cause });
}
/** Queries and storage addresses carry signatures. */
const pathOf = (url) => new URL(url).pathname.split("/").slice(0, 8).join("/");

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(57975);
;// CONCATENATED MODULE: ./build/packages/registry/src/providers/huggingface/mirror.js




const tagOf = (version) => `v${version}`;
/**
 * Makes the Hub's references say what the records say: tag `v1.4.2` is the commit that registered it, and a branch of an
 * alias's name is where it points, so that `revision="champion"` works for every user of the Hub. The records are the
 * truth; whoever was killed in between left this to the next one. A tag or branch of a person's own stays as it is.
 */
async function mirror({ log }, repository, commits, name) {
    for (let round = 1;; round++) {
        const records = await (0,commits_records/* recordsOf */.M)(provider, name, await commits.head());
        await once(log, repository, records);
        // what another run moved meanwhile, and mirrored before us, counts
        const now = await (0,commits_records/* recordsOf */.M)(provider, name, await commits.head());
        if (round === 5 || (0,external_node_util_.isDeepStrictEqual)(view(records), view(now)))
            return now;
    }
}
const view = ({ aliases, manifests }) => [[...aliases], manifests.map(({ version }) => version)];
async function once(log, repository, records) {
    const refs = await repository.refs();
    if (!refs)
        return;
    const tags = new Map(refs.tags);
    const missing = new Set(records.manifests.map(({ version }) => version).filter((version) => !tags.has(tagOf(version))));
    if (missing.size > 0)
        for await (const { id, title } of repository.history()) {
            const version = [...missing].find((one) => title === (0,drafts/* registerTitle */.al)(one));
            if (version === undefined)
                continue;
            await repository.setTag(tagOf(version), id);
            tags.set(tagOf(version), id);
            missing.delete(version);
            if (missing.size === 0)
                break;
        }
    const removed = await records.removed();
    for (const version of removed) {
        const gone = tags.has(tagOf(version)) && !records.manifests.some((manifest) => manifest.version === version);
        if (gone)
            await repository.removeTag(tagOf(version));
    }
    const ours = new Set([...records.manifests.map(({ version }) => version), ...removed].map((one) => tags.get(tagOf(one))));
    for (const [alias, version] of records.aliases) {
        const commit = tags.get(tagOf(version));
        const at = refs.branches.get(alias);
        if (commit === undefined || at === commit)
            continue;
        if (at === undefined || ours.has(at))
            await repository.setBranch(alias, commit);
        else
            log.info(`${repository.id}: the branch ${alias} is a person's own, and stays: ask for ${tagOf(version)}`);
    }
}

// EXTERNAL MODULE: ./build/packages/registry/src/artifacts.js
var artifacts = __webpack_require__(90504);
;// CONCATENATED MODULE: ./build/packages/registry/src/providers/huggingface/streamed-blob.js


/**
 * A file as the Hub's library takes it, read when it is needed and never held. Whoever reads all of it has the bytes that
 * the checksum is of, or an error: the library takes checksums of its own, and the manifest has to be of the same bytes.
 */
class StreamedBlob extends Blob {
    size;
    #files;
    #path;
    #file;
    #start;
    constructor(files, path, file, start = 0, end = file.bytes) {
        super([]);
        this.#files = files;
        this.#path = path;
        this.#file = file;
        this.#start = start;
        this.size = end - start;
    }
    slice(start = 0, end = this.size) {
        const within = (place) => this.#start + Math.min(this.size, place < 0 ? Math.max(0, this.size + place) : place);
        return new StreamedBlob(this.#files, this.#path, this.#file, within(start), Math.max(within(start), within(end)));
    }
    async *chunks() {
        const whole = this.size === this.#file.bytes;
        const hash = (0,external_node_crypto_.createHash)("sha256");
        let left = this.size;
        let over = false;
        for await (const chunk of this.#files.stream(this.#path, { start: this.#start })) {
            over = chunk.length > left;
            const wanted = over ? chunk.subarray(0, left) : chunk;
            left -= wanted.length;
            if (whole)
                hash.update(wanted);
            if (left === 0 && whole && (over || `sha256:${hash.digest("hex")}` !== this.#file.digest))
                throw this.#changed();
            if (wanted.length > 0)
                yield wanted;
            if (over || (left === 0 && !whole))
                return;
        }
        if (left > 0)
            throw this.#changed();
    }
    stream() {
        return ReadableStream.from(this.chunks());
    }
    async bytes() {
        const found = [];
        for await (const chunk of this.chunks())
            found.push(chunk);
        return new Uint8Array(Buffer.concat(found));
    }
    async arrayBuffer() {
        return (await this.bytes()).buffer;
    }
    async text() {
        return new TextDecoder().decode(await this.bytes());
    }
    #changed() {
        return new src/* ToolkitError */.h4({
            code: "model-changed",
            retryable: true,
            message: `${this.#file.path} is not what it was when its checksum was taken: something writes to it`,
        });
    }
}

;// CONCATENATED MODULE: ./build/packages/registry/src/providers/huggingface/register-model.js











/** @throws InputError `bad-model-file` for names that the Hub and the records need */
async function readModel({ files }, folder) {
    const found = await (0,model_files/* modelFiles */.VC)(files, folder);
    const taken = found.filter(({ path }) => isOwn(path) || path === ".git" || path.startsWith(".git/"));
    if (taken.length === 0)
        return await (0,model_files/* withDigests */.o2)(files, folder, found);
    const mend = "move it out of the model's folder";
    const problems = taken.map(({ path }) => ({
        where: `model-path: ${JSON.stringify(path)}`,
        problem: "is a name that the Hub's repository needs",
        mend,
    }));
    throw new src/* InputError */.dz(problems, "bad-model-file");
}
/** The next version in one commit: its files, records and card. What `main` had of the last one goes. */
async function draftVersion({ files, clock }, { card }, records, on, { candidate, model, repository, uri }) {
    const { name, bump, folder } = candidate;
    requireOurs(records, on, repository);
    const given = [...records.manifests.map(({ version }) => version), ...(await records.removed()), ...on.tagged];
    const version = (0,src_version/* nextVersion */.yU)(given, bump);
    const digest = (0,model_files/* contentDigest */.eZ)(model);
    const manifest = { schemaVersion: 1, name, version, digest, createdAt: (0,platform_src/* isoTime */.Ly)(clock), files: model };
    const paths = model.map(({ path }) => path);
    const metadata = {
        ...candidate.metadata,
        model_version: version,
        artifacts: (0,artifacts/* artifactsOf */.N)(uri(version), paths),
    };
    const write = new Map(model.map((file) => [file.path, new StreamedBlob(files, (0,external_node_path_.join)(folder, file.path), file)]));
    const remove = [...on.tree.keys()].filter((path) => !isOwn(path) && path !== cardPath && !write.has(path));
    const draft = {
        ...(await (0,drafts/* draftRegister */.p)(manifest, metadata)),
        description: digest,
        model: { write, remove },
    };
    const place = { on, repository, manifest, metadata, evaluation: undefined, newest: true };
    return { draft: withCard(draft, card, place), manifest };
}
/** Files that a person or another tool put there would go with the first commit. */
function requireOurs({ snapshot }, { tree }, repository) {
    if (snapshot.contents.size > 0)
        return;
    const foreign = [...tree.keys()].filter((path) => !isOwn(path) && path !== cardPath && !/^LICENSE(\.\w+)?$/i.test(external_node_path_.posix.basename(path)));
    if (foreign.length === 0)
        return;
    throw new src/* ToolkitError */.h4({
        code: "foreign-version",
        provider: provider,
        message: `${repository} holds ${foreign[0]} and ${foreign.length - 1} more, which no run of this toolkit registered`,
        hint: "give the model another name, or remove the files from main",
    });
}

;// CONCATENATED MODULE: ./build/packages/registry/src/providers/huggingface/library.js



/** Our way to the Hub, in the form that its library takes; throws our errors, for every answer that is not 2xx. */
function fetchBy(client) {
    return async (input, init = {}) => {
        const { body } = init;
        const headers = Object.fromEntries(new Headers(init.headers));
        const blob = body instanceof Blob ? body : undefined;
        const { status, ...answer } = await client.send({
            method: (init.method ?? "GET"),
            url: String(input),
            // storage takes no body whose length is not said first
            headers: blob ? { ...headers, "content-length": String(blob.size) } : headers,
            body: blob ? () => chunksOf(blob) : body,
            bytes: blob?.size,
            signal: init.signal ?? undefined,
        });
        const empty = [204, 205, 304].includes(status);
        return new Response(empty ? null : ReadableStream.from(answer.body), {
            status,
            headers: [...answer.headers],
        });
    };
}
const chunksOf = (blob) => blob instanceof StreamedBlob ? blob.chunks() : blob.stream();
/** Work of the library, with its own errors as ours. */
async function named({ secrets }, work) {
    try {
        return await work();
    }
    catch (error) {
        const { statusCode, message } = error;
        if (error instanceof src/* ToolkitError */.h4 || statusCode === undefined)
            throw error;
        const said = secrets.redact(message).slice(0, 500);
        throw new src/* ToolkitError */.h4({ code: "huggingface-refused", provider: provider, status: statusCode, message: said });
    }
}

;// CONCATENATED MODULE: ./build/packages/registry/src/providers/huggingface/repository.js



const refSchema = schemas/* looseObject */._H3({ name: schemas/* string */.YjP(), targetCommit: schemas/* string */.YjP() });
const refsSchema = schemas/* looseObject */._H3({ branches: schemas/* array */.YOg(refSchema), tags: schemas/* array */.YOg(refSchema) });
const entrySchema = schemas/* looseObject */._H3({
    type: schemas/* string */.YjP(),
    path: schemas/* string */.YjP(),
    oid: schemas/* string */.YjP().optional(),
    size: schemas/* number */.aig(),
    lfs: schemas/* looseObject */._H3({ oid: schemas/* string */.YjP(), size: schemas/* number */.aig() }).optional(),
});
const commitsSchema = schemas/* array */.YOg(schemas/* looseObject */._H3({ id: schemas/* string */.YjP(), title: schemas/* string */.YjP(), message: schemas/* string */.YjP().default("") }));
function repositoryAt(ports, client, token, id) {
    const { endpoint } = client;
    const api = `${endpoint}/api/models/${id}`;
    const signed = async () => ({ authorization: `Bearer ${await token()}` });
    const fetch = fetchBy(client);
    const library = async () => ({
        hub: await __webpack_require__.e(/* import() */ 1429).then(__webpack_require__.bind(__webpack_require__, 1429)),
        common: { repo: { type: "model", name: id }, hubUrl: endpoint, fetch, accessToken: await token() },
    });
    /** Every page of a listing. The next one's address counts at the Hub only: it gets the token. */
    async function* pages(first, schema) {
        let url = first;
        while (url !== undefined) {
            const response = await client.send({ url, headers: await signed() });
            yield* schema.parse(await response.json());
            const next = /<([^>]+)>\s*;\s*rel="next"/.exec(response.headers.get("link") ?? "")?.[1];
            url = next !== undefined && new URL(next, url).origin === new URL(endpoint).origin ? next : undefined;
        }
    }
    const opening = async (revision, path, bytes) => ({
        url: `${endpoint}/${id}/resolve/${encodeURIComponent(revision)}/${path.split("/").map(encodeURIComponent).join("/")}`,
        headers: await signed(),
        bytes,
    });
    async function post(path, body) {
        const headers = { ...(await signed()), "content-type": "application/json" };
        await client.send({ method: "POST", url: `${api}${path}`, headers, body: JSON.stringify(body) });
    }
    return {
        id,
        async refs() {
            try {
                const { branches, tags } = await client.json({ url: `${api}/refs`, headers: await signed() }, refsSchema);
                const named = (refs) => new Map(refs.map(({ name, targetCommit }) => [name, targetCommit]));
                return { branches: named(branches), tags: named(tags) };
            }
            catch (error) {
                if (isRefusal(error, "RepoNotFound"))
                    return undefined;
                throw error;
            }
        },
        async tree(revision) {
            const found = new Map();
            try {
                const url = `${api}/tree/${encodeURIComponent(revision)}?recursive=true&expand=false`;
                for await (const { type, path, oid, size, lfs } of pages(url, schemas/* array */.YOg(entrySchema)))
                    if (type === "file")
                        found.set(path, { oid: oid ?? "", bytes: lfs?.size ?? size, sha256: lfs?.oid });
                return found;
            }
            catch (error) {
                if (isRefusal(error, "RevisionNotFound"))
                    return undefined;
                throw error;
            }
        },
        open: async (revision, path, bytes) => await client.once(await opening(revision, path, bytes)),
        async text(revision, path) {
            const request = await opening(revision, path);
            return await client.retried(async () => await (await client.once(request)).text());
        },
        async create(visibility) {
            const { hub, common } = await library();
            await named(ports, () => hub.createRepo({ ...common, visibility })).catch((error) => {
                if (!hasStatus(error, 409))
                    throw error;
            });
        },
        async commit({ title, description, parent, write, remove }) {
            const { hub, common } = await library();
            const operations = [
                ...[...write].map(([path, content]) => ({ operation: "addOrUpdate", path, content })),
                ...remove.map((path) => ({ operation: "delete", path })),
            ];
            const draft = { ...common, branch: "main", parentCommit: parent, title, description, operations, useXet: false };
            try {
                return (await named(ports, () => hub.commit(draft)))?.commit.oid;
            }
            catch (error) {
                if (hasStatus(error, 409, 412))
                    return undefined;
                throw error;
            }
        },
        history: () => pages(`${api}/commits/main?limit=100`, commitsSchema),
        async setTag(name, commit) {
            await post(`/tag/${commit}`, { tag: name }).catch((error) => {
                if (!hasStatus(error, 409))
                    throw error;
            });
        },
        async removeTag(name) {
            const url = `${api}/tag/${encodeURIComponent(name)}`;
            await client.send({ method: "DELETE", url, headers: await signed() }).catch((error) => {
                if (!hasStatus(error, 404))
                    throw error;
            });
        },
        async setBranch(name, commit) {
            const { hub, common } = await library();
            await named(ports, () => hub.createBranch({ ...common, branch: name, revision: commit, overwrite: true }));
        },
    };
}

;// CONCATENATED MODULE: ./build/packages/registry/src/providers/huggingface/token.js


const idTokenSchema = schemas/* looseObject */._H3({ value: schemas/* string */.YjP().min(1) });
const exchangeSchema = schemas/* looseObject */._H3({
    access_token: schemas/* string */.YjP().startsWith("hf_"),
    expires_in: schemas/* number */.aig().default(3600),
});
/** A token is renewed this long before it ends. */
const marginMs = 5 * 60_000;
/**
 * The bearer of our calls. Of a trusted publisher: an identity of this job, made for the Hub, exchanged for a token of one
 * repository and one hour (RFC 8693, https://huggingface.co/docs/hub/trusted-publishers), and again before it ends.
 */
function bearer(ports, client, config) {
    const { secrets, clock } = ports;
    const { trustedPublisher } = config;
    if (!trustedPublisher) {
        const token = (config.token ?? "").trim();
        secrets.mask(token);
        return async () => token;
    }
    let held;
    let pending;
    async function renew(publisher) {
        const subject = publisher.idToken ?? (await identity(ports, client, publisher));
        secrets.mask(subject);
        const answer = await client.json({
            method: "POST",
            url: `${client.endpoint}/oauth/token`,
            headers: { "content-type": "application/json" },
            body: JSON.stringify({
                grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
                subject_token_type: "urn:ietf:params:oauth:token-type:id_token",
                subject_token: subject,
                resource: publisher.resource,
            }),
        }, exchangeSchema);
        secrets.mask(answer.access_token);
        // one that was handed to us cannot be made again
        const margin = publisher.idToken ? 0 : marginMs;
        held = { token: answer.access_token, until: clock.now() + answer.expires_in * 1000 - margin };
        return held.token;
    }
    return async () => {
        if (held && clock.now() < held.until)
            return held.token;
        pending ??= renew(trustedPublisher).finally(() => {
            pending = undefined;
        });
        return await pending;
    };
}
async function identity({ secrets }, client, { request }) {
    if (!request) {
        const mend = "give the job permissions: id-token: write, or set HF_OIDC_ID_TOKEN";
        throw new src/* InputError */.dz([{ where: "HF_OIDC_RESOURCE", problem: "is set, and the job can get no identity", mend }], "missing-api-key");
    }
    secrets.mask(request.token);
    const url = new URL(request.url);
    url.searchParams.set("audience", client.endpoint);
    const headers = { authorization: `Bearer ${request.token}` };
    return (await client.json({ url: url.href, headers }, idTokenSchema)).value;
}

;// CONCATENATED MODULE: ./build/packages/registry/src/providers/huggingface/index.js



















/** Evidence that the model's card shows. */
const evaluationFile = "evaluation.json";
/**
 * Models as repositories of the Hugging Face Hub. `main` holds the newest version as its users load it, its card, and the
 * records of all versions under `.genai-mlops/`; a register is one commit of all three. Every commit names its parent, and
 * that is the compare-and-swap. Tags and branches mirror the records (`mirror.ts`). What was removed stays in the history
 * of the repository until its owner squashes it.
 */
function huggingfaceRegistry(ports, config) {
    requireConfig(config);
    const client = hubClient(ports, config.endpoint);
    const token = bearer(ports, client, config);
    const opened = new Map();
    let owner;
    async function whoami() {
        const named = config.namespace ?? config.trustedPublisher?.resource.split("/")[0];
        if (named !== undefined)
            return named;
        const headers = { authorization: `Bearer ${await token()}` };
        const schema = schemas/* looseObject */._H3({ name: schemas/* string */.YjP().min(1) });
        return (await client.json({ url: `${client.endpoint}/api/whoami-v2`, headers }, schema)).name;
    }
    const namespace = async () => {
        owner ??= whoami().catch((error) => {
            owner = undefined;
            throw error;
        });
        return await owner;
    };
    async function open(name) {
        const id = requireRepository(await namespace(), (0,src_version/* requireName */.rI)(name));
        const only = config.trustedPublisher?.resource;
        if (only !== undefined && only !== id) {
            const problem = `the workflow is a trusted publisher of ${only}, not of ${id}`;
            throw new src/* InputError */.dz([{ where: "HF_OIDC_RESOURCE", problem, mend: `set it to ${id}` }], "bad-name");
        }
        const known = opened.get(id);
        if (known)
            return known;
        const repository = repositoryAt(ports, client, token, id);
        const found = { repository, commits: mainCommits(repository, config.visibility ?? "private") };
        opened.set(id, found);
        return found;
    }
    /** The shared verbs, once the owner is known. */
    async function shelfOf(name) {
        const { repository, commits } = await open(name);
        const uri = (_name, version) => `hf://${repository.id}@${tagOf(version)}`;
        const shelf = { provider: provider, ports, commits: () => commits, uri };
        return { shelf, repository, commits, verbs: (0,verbs/* recordVerbs */.i$)(shelf) };
    }
    const look = async (commits, name) => await (0,commits_records/* recordsOf */.M)(provider, name, await commits.head());
    /** What the version's tag holds, made anew when a killed run never set it. */
    async function treeOf(name, version) {
        const { repository, commits } = await open(name);
        const tree = await repository.tree(tagOf(version));
        if (tree)
            return tree;
        await mirror(ports, repository, commits, name);
        const again = await repository.tree(tagOf(version));
        if (again)
            return again;
        const message = `${name} ${version}: its commit is not in the history of ${repository.id}`;
        throw new src/* ToolkitError */.h4({ code: "model-corrupt", provider: provider, message, hint: "register the model again" });
    }
    async function bring(version, folder, strictly) {
        const { repository, commits } = await open(version.name);
        const manifest = (0,drafts/* requireManifest */.dW)(provider, await look(commits, version.name), version);
        const tree = await treeOf(version.name, version.version);
        if (strictly)
            requireNoOthers(manifest, tree);
        await bringModel(ports, client, repository, tagOf(version.version), manifest, folder);
    }
    return {
        list: async (name) => await (await shelfOf(name)).verbs.list(name),
        async find(text) {
            return await (await shelfOf((0,src_version/* parseSelector */.Pl)(text).name)).verbs.find(text);
        },
        async register(candidate) {
            const { name } = candidate;
            const { shelf, repository, commits } = await shelfOf(name);
            const model = await readModel(ports, candidate.folder);
            const digest = (0,model_files/* contentDigest */.eZ)(model);
            const { result, commit } = await (0,amend/* amend */.e)(shelf, name, commits, async (records, on) => {
                const same = records.manifests.find((manifest) => manifest.digest === digest);
                if (same)
                    return { draft: undefined, result: same };
                const wanted = {
                    candidate,
                    model,
                    repository: repository.id,
                    uri: (version) => shelf.uri(name, version),
                };
                const { draft, manifest } = await draftVersion(ports, config, records, on, wanted);
                return { draft, result: manifest };
            });
            if (commit !== undefined)
                await repository.setTag(tagOf(result.version), commit);
            const { aliases } = await mirror(ports, repository, commits, name);
            return { version: (0,verbs/* describedVersion */.ug)(shelf, result, aliases), created: commit !== undefined };
        },
        async setAlias(name, wanted, version, seen) {
            const alias = requireOwnAlias(wanted);
            const { verbs, repository, commits } = await shelfOf(name);
            await verbs.setAlias(name, alias, version, seen);
            await mirror(ports, repository, commits, name);
        },
        async remove({ name, version }) {
            const { shelf, repository, commits } = await shelfOf(name);
            await (0,amend/* amend */.e)(shelf, name, commits, async (records, on) => {
                const draft = await (0,drafts/* draftRemoval */.i2)(provider, records, { name, version });
                return { draft: draft && (await withoutModel(draft, records, on, version)), result: undefined };
            });
            await mirror(ports, repository, commits, name);
        },
        async fetch(version) {
            const folder = (0,external_node_path_.join)(config.cacheFolder, (0,src_version/* requireName */.rI)(version.name), version.digest.replace(":", "-"));
            await bring(version, folder, true);
            return folder;
        },
        async download(version, folder) {
            await bring(version, folder, false);
        },
        metadata: async (version) => await (await shelfOf(version.name)).verbs.metadata(version),
        async attach(version, evidence, content) {
            (0,src_version/* requireName */.rI)(evidence);
            const { name } = version;
            const { shelf, repository, commits } = await shelfOf(name);
            const { result } = await (0,amend/* amend */.e)(shelf, name, commits, async (records, on) => {
                const { digest, draft } = await (0,drafts/* draftEvidence */.Px)(provider, records, version, evidence, content);
                if (!draft || evidence !== evaluationFile)
                    return { draft: draft, result: digest };
                const manifest = (0,drafts/* requireManifest */.dW)(provider, records, version);
                const place = {
                    on,
                    repository: repository.id,
                    manifest,
                    metadata: await records.metadata(version.version),
                    evaluation: draft.write?.get(layout/* layout */.Z.evidence(version.version, evidence)),
                    newest: records.manifests.at(-1) === manifest,
                };
                return { draft: withCard(draft, config.card, place), result: digest };
            });
            return result;
        },
        attached: async (version, wanted) => await (await shelfOf(version.name)).verbs.attached(version, wanted),
        recordPromotion: async (name, promotion) => await (await shelfOf(name)).verbs.recordPromotion(name, promotion),
        promotions: async (name) => await (await shelfOf(name)).verbs.promotions(name),
    };
}
/** Of the newest version: `main` shows its files no more, and the page is the card of the one before. */
async function withoutModel(draft, records, on, version) {
    const left = records.manifests.filter((manifest) => manifest.version !== version);
    if (records.manifests.at(-1)?.version !== version)
        return draft;
    const shown = [...on.tree.keys()].filter((path) => !isOwn(path) && path !== cardPath);
    const page = await pageBefore(records, on, left);
    return { ...draft, model: { write: page?.write ?? new Map(), remove: [...shown, ...(page?.remove ?? [])] } };
}
/** Whoever loads the revision would load that one too. */
function requireNoOthers(manifest, tree) {
    const listed = new Set(manifest.files.map(({ path }) => path));
    const extra = [...tree.keys()].filter((path) => !listed.has(path) && !isOwn(path) && path !== cardPath);
    if (extra.length === 0)
        return;
    throw new src/* ToolkitError */.h4({
        code: "model-corrupt",
        provider: provider,
        message: `${manifest.name} ${manifest.version}: ${extra[0]} was never registered`,
        hint: "set the version's tag back to the commit that registered it",
    });
}
/** @throws InputError `bad-alias`, also for the name of the branch that the versions are committed to */
function requireOwnAlias(wanted) {
    if (wanted !== "main")
        return (0,src_version/* requireAlias */.ye)(wanted);
    const mend = "take another one";
    throw new src/* InputError */.dz([{ where: "alias", problem: '"main" is the branch of the versions at the Hub', mend }], "bad-alias");
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
