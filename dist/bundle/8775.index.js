export const id = 8775;
export const ids = [8775];
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

/***/ 33204:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B: () => (/* binding */ copyFiles),
/* harmony export */   x: () => (/* binding */ copyModel)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _contracts__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(58639);
/* harmony import */ var _model_files_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(460);
/* harmony import */ var _place_model_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(65679);
/* harmony import */ var _require_files_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(21098);






/**
 * Copies a model's files and takes their checksums in the same read.
 * @throws ToolkitError `model-changed` when one is not the size it was
 */
async function copyFiles(files, from, to, found) {
    const copied = [];
    for (const { path, bytes } of found) {
        const hash = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)("sha256");
        let size = 0;
        const passing = async function* () {
            for await (const chunk of files.stream((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(from, path))) {
                hash.update(chunk);
                size += chunk.length;
                yield chunk;
            }
        };
        await files.writeStream((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(to, path), passing());
        if (size !== bytes)
            throw new _contracts__WEBPACK_IMPORTED_MODULE_2__/* .ToolkitError */ .h4({
                code: "model-changed",
                retryable: true,
                message: `${path} had ${bytes} bytes and ${size} when it was copied: something writes to it`,
            });
        copied.push({ path, bytes, digest: `sha256:${hash.digest("hex")}` });
    }
    return copied;
}
/** A registered model's files, from a folder of this machine. @throws as `placeModel` */
async function copyModel(ports, source, manifest, target) {
    const { files } = ports;
    await (0,_place_model_js__WEBPACK_IMPORTED_MODULE_4__/* .placeModel */ .X)(ports, manifest, target, async (partial) => {
        const copied = await copyFiles(files, source, partial, await sizesNow(files, source, manifest));
        if ((0,_model_files_js__WEBPACK_IMPORTED_MODULE_3__/* .contentDigest */ .eZ)(copied) !== manifest.digest)
            await (0,_require_files_js__WEBPACK_IMPORTED_MODULE_5__/* .requireFiles */ .P)(files, partial, manifest);
    });
}
/** The files that the manifest lists, at the size they have now; a missing one is named with all that is wrong. */
async function sizesNow(files, source, manifest) {
    const found = [];
    for (const { path } of manifest.files) {
        const there = await files.stat((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(source, path));
        if (there?.kind !== "file")
            await (0,_require_files_js__WEBPACK_IMPORTED_MODULE_5__/* .requireFiles */ .P)(files, source, manifest);
        found.push({ path, bytes: there?.size ?? 0 });
    }
    return found;
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

/***/ 58775:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  fileRegistry: () => (/* binding */ fileRegistry)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(57975);
// EXTERNAL MODULE: ./build/packages/contracts/src/index.js + 27 modules
var src = __webpack_require__(58639);
// EXTERNAL MODULE: ./build/packages/platform/src/index.js + 31 modules
var platform_src = __webpack_require__(86111);
// EXTERNAL MODULE: ./build/packages/registry/src/artifacts.js
var src_artifacts = __webpack_require__(90504);
// EXTERNAL MODULE: ./build/packages/registry/src/copy-files.js
var copy_files = __webpack_require__(33204);
// EXTERNAL MODULE: ./build/packages/registry/src/model-files.js
var model_files = __webpack_require__(460);
// EXTERNAL MODULE: ./build/packages/registry/src/place-model.js
var place_model = __webpack_require__(65679);
// EXTERNAL MODULE: ./build/packages/registry/src/require-files.js
var require_files = __webpack_require__(21098);
// EXTERNAL MODULE: ./build/packages/registry/src/version.js
var src_version = __webpack_require__(43819);
// EXTERNAL MODULE: external "node:url"
var external_node_url_ = __webpack_require__(73136);
;// CONCATENATED MODULE: ./build/packages/registry/src/providers/file/layout.js




/** Where everything of a file registry lies. Every name is checked before it becomes a part of a path. */
function layoutOf(folder) {
    const home = (name) => (0,external_node_path_.join)(folder, (0,src_version/* requireName */.rI)(name));
    const versions = (name) => (0,external_node_path_.join)(home(name), "versions");
    const version = (name, number) => (0,external_node_path_.join)(versions(name), requireVersion(number));
    return {
        home,
        versions,
        version,
        lock: (name) => (0,external_node_path_.join)(home(name), ".lock"),
        aliases: (name) => (0,external_node_path_.join)(home(name), "aliases.json"),
        promotions: (name) => (0,external_node_path_.join)(home(name), "promotions.jsonl"),
        /** Numbers that were given and removed: they never name other bytes. */
        removed: (name) => (0,external_node_path_.join)(home(name), "removed.json"),
        /** What is under way, named by who does it: the next one tells by that whether it was left behind. */
        underWay: (name, id, what) => (0,external_node_path_.join)(home(name), `.${process.pid}.${id}.${what}`),
        manifest: (name, number) => (0,external_node_path_.join)(version(name, number), "manifest.json"),
        metadata: (name, number) => (0,external_node_path_.join)(version(name, number), "metadata.yaml"),
        files: (name, number) => (0,external_node_path_.join)(version(name, number), "files"),
        evidence: (name, number, evidence) => (0,external_node_path_.join)(version(name, number), "evidence", (0,src_version/* requireName */.rI)(evidence)),
        /** Every content that was ever attached, by the hexadecimal digits of its digest. */
        archived: (name, number, digits) => (0,external_node_path_.join)(version(name, number), "evidence-archive", digits),
        uri: (name, number) => (0,external_node_url_.pathToFileURL)(version(name, number)).href,
    };
}
function requireVersion(number) {
    if ((0,src_version/* versionNumbers */.ni)(number))
        return number;
    throw new src/* InputError */.dz([{ where: "version", problem: `"${number}" is no version`, legal: "1.4.2" }], "bad-version");
}

// EXTERNAL MODULE: ./build/packages/registry/src/parse-record.js
var parse_record = __webpack_require__(61120);
;// CONCATENATED MODULE: ./build/packages/registry/src/providers/file/records.js





function corrupt(path, problem) {
    return new src/* ToolkitError */.h4({
        code: "registry-corrupt",
        provider: "file",
        message: `${path} ${problem}`,
        hint: "restore the file from a copy, or move the version's folder away",
    });
}
/** Reads what lies there; whatever is not what was written is `registry-corrupt`, never taken for absent. */
function recordsIn(files, layout) {
    async function parsed(path, schema, parse) {
        const text = await files.readText(path).catch(() => {
            throw corrupt(path, "cannot be read");
        });
        return (0,parse_record/* parseRecord */.Hh)(path, text, schema, corrupt, parse);
    }
    async function manifest(name, version) {
        const path = layout.manifest(name, version);
        const folder = layout.version(name, version);
        if ((await files.stat(folder)) === undefined)
            return undefined;
        let found;
        try {
            found = await parsed(path, src/* manifestSchema */.rc);
        }
        catch (error) {
            // removed by another run since we looked
            if ((await files.stat(folder)) === undefined)
                return undefined;
            throw error;
        }
        return (0,parse_record/* requireSound */.bi)(found, { name, version }, path, corrupt);
    }
    return {
        manifest,
        async aliases(name) {
            const path = layout.aliases(name);
            return new Map((await files.stat(path)) ? Object.entries(await parsed(path, parse_record/* aliasesSchema */.Ks)) : []);
        },
        async removed(name) {
            const path = layout.removed(name);
            return (await files.stat(path)) ? await parsed(path, parse_record/* removedSchema */.kV) : [];
        },
        async manifests(name) {
            const entries = (await files.list(layout.versions(name))).filter((entry) => (0,src_version/* versionNumbers */.ni)(entry));
            const found = await Promise.all(entries.sort(src_version/* compareVersions */.Zy).map((version) => manifest(name, version)));
            return found.filter((one) => one !== undefined);
        },
        async metadata(name, version) {
            const { parse } = await Promise.resolve(/* import() */).then(__webpack_require__.t.bind(__webpack_require__, 38815, 19));
            return await parsed(layout.metadata(name, version), src/* metadataSchema */.R5, parse);
        },
        async promotions(name) {
            const path = layout.promotions(name);
            const found = [];
            if ((await files.stat(path)) === undefined)
                return found;
            for await (const item of (0,platform_src/* jsonLines */.i7)(files, path)) {
                const line = "value" in item ? src/* promotionSchema */.xS.safeParse(item.value) : undefined;
                if (!line?.success)
                    throw corrupt(`${path}:${item.line}`, "is no promotion");
                found.push(line.data);
            }
            return found;
        },
    };
}
/** What killed runs left in a model's folder: their staging, what they were removing, halves of small files. */
async function sweep(files, home, isAlive) {
    for (const entry of await files.list(home)) {
        const underWay = /^\.(?:(\d+)\.)?[^.]+\.(?:staged|removed)$/.exec(entry);
        const abandoned = underWay ? !underWay[1] || !isAlive(Number(underWay[1])) : /^\..+\.partial$/.test(entry);
        if (abandoned)
            await files.remove((0,external_node_path_.join)(home, entry));
    }
}

;// CONCATENATED MODULE: ./build/packages/registry/src/providers/file/index.js













const written = (value) => `${JSON.stringify(value, null, 2)}\n`;
/**
 * Models in a folder: `<name>/versions/<version>/{manifest.json, metadata.yaml, files/, evidence/}`, aliases and promotions
 * beside. Bytes are staged first and then get their place by one rename, under a lock that is held for an instant.
 */
function fileRegistry(ports, { folder }) {
    const { files, clock, random, exec } = ports;
    const layout = layoutOf(folder);
    const records = recordsIn(files, layout);
    const alone = (name, work) => (0,platform_src/* withFolderLock */.ix)(ports, layout.lock(name), async () => {
        await sweep(files, layout.home(name), exec.isAlive);
        return await work();
    }, { waitSeconds: 60, hint: "wait for the other run; if it hangs, end its process" });
    const notFound = (name, version) => new src/* ToolkitError */.h4({ code: "model-not-found", provider: "file", message: `${name} has no version ${version}` });
    async function manifestOf({ name, version, digest }) {
        const manifest = await records.manifest(name, version);
        if (!manifest)
            throw notFound(name, version);
        if (manifest.digest === digest)
            return manifest;
        throw corrupt(layout.manifest(name, version), `is of ${manifest.digest}, not of ${digest}`);
    }
    const described = (manifest, aliases) => ({
        name: manifest.name,
        version: manifest.version,
        digest: manifest.digest,
        modelRef: `${manifest.name}#${manifest.digest}`,
        uri: layout.uri(manifest.name, manifest.version),
        createdAt: manifest.createdAt,
        aliases: [...aliases].flatMap(([alias, version]) => (version === manifest.version ? [alias] : [])).sort(),
    });
    /** An alias of a version that is not there is damage: to take it for absent would make a release the first one. */
    async function list(name) {
        for (;;) {
            const aliases = await records.aliases(name);
            const manifests = await records.manifests(name);
            const lost = [...aliases].find(([, version]) => !manifests.some((manifest) => manifest.version === version));
            if (!lost)
                return manifests.map((manifest) => described(manifest, aliases));
            if ((0,external_node_util_.isDeepStrictEqual)(await records.aliases(name), aliases))
                throw corrupt(layout.aliases(name), `says that ${lost[0]} is ${lost[1]}, which is not there`);
        }
    }
    /** The version with these bytes. Reads them only when one has files of the same names and sizes. */
    async function known(name, source, found) {
        const shape = ({ path, bytes }) => `${bytes} ${path}`;
        const shapes = found.map(shape);
        const alike = (await records.manifests(name)).some((manifest) => manifest.files.length === found.length && (0,external_node_util_.isDeepStrictEqual)(manifest.files.map(shape), shapes));
        if (!alike)
            return undefined;
        const digest = (0,model_files/* contentDigest */.eZ)(await (0,model_files/* withDigests */.o2)(files, source, found));
        return (await list(name)).find((version) => version.digest === digest);
    }
    /** Gives staged files their number and place, unless somebody was faster. */
    async function settle(staged, found, { name, bump, metadata }) {
        const digest = (0,model_files/* contentDigest */.eZ)(found);
        const versions = await list(name);
        const same = versions.find((version) => version.digest === digest);
        if (same)
            return { version: same, created: false };
        const numbers = versions.map(({ version }) => version);
        const version = (0,src_version/* nextVersion */.yU)([...numbers, ...(await records.removed(name))], bump);
        const artifacts = (0,src_artifacts/* artifactsOf */.N)(`${layout.uri(name, version)}/files`, found.map(({ path }) => path));
        const { stringify } = await Promise.resolve(/* import() */).then(__webpack_require__.t.bind(__webpack_require__, 38815, 19));
        const content = { ...metadata, model_version: version, artifacts };
        const manifest = { schemaVersion: 1, name, version, digest, createdAt: (0,platform_src/* isoTime */.Ly)(clock), files: found };
        await files.writeAtomic((0,external_node_path_.join)(staged, "metadata.yaml"), stringify(content));
        await files.writeAtomic((0,external_node_path_.join)(staged, "manifest.json"), written(manifest));
        await files.makeFolder(layout.versions(name));
        // whole or not at all
        await files.rename(staged, layout.version(name, version));
        return { version: described(manifest, new Map()), created: true };
    }
    return {
        list,
        async register(candidate) {
            const { name, folder: source } = candidate;
            const found = await (0,model_files/* modelFiles */.VC)(files, source);
            const same = await known(name, source, found);
            if (same)
                return { version: same, created: false };
            const staged = layout.underWay(name, random.uuid(), "staged");
            try {
                await (0,place_model/* requireRoom */.h)(files, found, staged);
                const copied = await (0,copy_files/* copyFiles */.B)(files, source, (0,external_node_path_.join)(staged, "files"), found);
                return await alone(name, () => settle(staged, copied, candidate));
            }
            finally {
                await files.remove(staged);
            }
        },
        async find(text) {
            const selector = (0,src_version/* parseSelector */.Pl)(text);
            return (0,src_version/* selected */.wH)(await list(selector.name), selector);
        },
        async setAlias(name, wanted, version, seen) {
            const alias = (0,src_version/* requireAlias */.ye)(wanted);
            await alone(name, async () => {
                const aliases = await records.aliases(name);
                const current = aliases.get(alias);
                if (!(await records.manifest(name, version)))
                    throw notFound(name, version);
                if (current === version)
                    return;
                if (current !== seen)
                    throw new src/* ToolkitError */.h4({
                        code: "alias-moved",
                        provider: "file",
                        message: `${name}@${alias} is ${current ?? "unset"}, not ${seen ?? "unset"}: another run moved it`,
                    });
                await files.writeAtomic(layout.aliases(name), written(Object.fromEntries([...aliases, [alias, version]])));
            });
        },
        async remove({ name, version }) {
            await alone(name, async () => {
                const held = [...(await records.aliases(name))].filter(([, target]) => target === version);
                if (held.length > 0)
                    throw new src/* ToolkitError */.h4({
                        code: "version-in-use",
                        provider: "file",
                        message: `${name} ${version} is ${held.map(([alias]) => alias).join(", ")}`,
                        hint: "move the alias first",
                    });
                if ((await files.stat(layout.version(name, version))) === undefined)
                    return;
                const removed = new Set([...(await records.removed(name)), version]);
                await files.writeAtomic(layout.removed(name), written([...removed]));
                const aside = layout.underWay(name, random.uuid(), "removed");
                await files.rename(layout.version(name, version), aside);
                await files.remove(aside);
            });
        },
        async fetch(version) {
            const manifest = await manifestOf(version);
            const source = layout.files(version.name, version.version);
            await (0,require_files/* requireFiles */.P)(files, source, manifest);
            return source;
        },
        async download(version, target) {
            const manifest = await manifestOf(version);
            await (0,copy_files/* copyModel */.x)(ports, layout.files(version.name, version.version), manifest, target);
        },
        async metadata({ name, version }) {
            if ((await records.manifest(name, version)) === undefined)
                throw notFound(name, version);
            return await records.metadata(name, version);
        },
        async attach({ name, version }, evidence, content) {
            const path = layout.evidence(name, version, evidence);
            const digits = (0,external_node_crypto_.createHash)("sha256").update(content).digest("hex");
            await alone(name, async () => {
                if ((await records.manifest(name, version)) === undefined)
                    throw notFound(name, version);
                await files.writeAtomic(layout.archived(name, version, digits), content);
                await files.writeAtomic(path, content);
            });
            return `sha256:${digits}`;
        },
        async attached({ name, version }, evidence) {
            const digits = /^sha256:([0-9a-f]{64})$/.exec(evidence)?.[1];
            const path = digits ? layout.archived(name, version, digits) : layout.evidence(name, version, evidence);
            if ((await files.stat(path)) === undefined)
                return undefined;
            if (digits && (await files.sha256(path)) !== digits)
                throw corrupt(path, "is not what was attached");
            return await files.readText(path);
        },
        async recordPromotion(name, promotion) {
            const record = (0,src/* parseStrictly */.ge)(src/* promotionSchema */.xS, promotion, "promotion");
            await alone(name, async () => {
                const path = layout.promotions(name);
                // reads all of it: nothing is ever added to a record that is damaged
                const last = (await records.promotions(name)).at(-1);
                if ((0,external_node_util_.isDeepStrictEqual)(last, record))
                    return;
                const torn = last !== undefined && !(await files.readText(path)).endsWith("\n");
                await files.append(path, `${torn ? "\n" : ""}${JSON.stringify(record)}\n`, { sync: true });
            });
        },
        promotions: (name) => records.promotions(name),
    };
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
