export const id = 865;
export const ids = [865];
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

/***/ 50865:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  gitRegistry: () => (/* binding */ gitRegistry)
});

// EXTERNAL MODULE: ./build/packages/contracts/src/index.js + 27 modules
var src = __webpack_require__(58639);
// EXTERNAL MODULE: ./build/packages/platform/src/index.js + 31 modules
var platform_src = __webpack_require__(86111);
// EXTERNAL MODULE: ./build/packages/registry/src/artifacts.js
var src_artifacts = __webpack_require__(90504);
// EXTERNAL MODULE: ./build/packages/registry/src/commits/amend.js
var amend = __webpack_require__(381);
// EXTERNAL MODULE: ./build/packages/registry/src/commits/drafts.js
var drafts = __webpack_require__(72768);
// EXTERNAL MODULE: ./build/packages/registry/src/commits/records.js
var commits_records = __webpack_require__(78948);
// EXTERNAL MODULE: ./build/packages/registry/src/commits/verbs.js
var commits_verbs = __webpack_require__(54596);
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
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
;// CONCATENATED MODULE: ./build/packages/registry/src/providers/git/tree.js

async function listingOf(repository, commit) {
    const [files, folders] = [new Map(), new Map()];
    if (commit === undefined)
        return { files, folders };
    const list = () => repository.content(`${commit}.tree`, ["ls-tree", "-r", "-t", "-z", "--full-tree", commit]);
    const listed = await list().catch(async () => {
        // another clone wrote it
        await repository.bring(commit);
        return await list();
    });
    for (const line of listed.split("\0")) {
        const [, type, object, path] = /^\d+ (blob|tree) ([0-9a-f]+)\t([\s\S]+)$/.exec(line) ?? [];
        if (object && path)
            (type === "blob" ? files : folders).set(path, object);
    }
    return { files, folders };
}
/**
 * Writes the tree after a change, without an index: folders without a change are taken as they are, and a killed run leaves
 * loose objects only, which git collects.
 * @param change path to the new blob; undefined removes the file
 */
async function writeTree(repository, { files, folders }, change) {
    const after = new Map(files);
    const touched = new Set();
    for (const [path, blob] of change) {
        if (blob === undefined)
            after.delete(path);
        else
            after.set(path, blob);
        for (let folder = external_node_path_.posix.dirname(path);; folder = external_node_path_.posix.dirname(folder)) {
            touched.add(folder);
            if (folder === ".")
                break;
        }
    }
    const children = new Map();
    const childrenOf = (folder) => {
        const known = children.get(folder) ?? { files: [], folders: new Set() };
        children.set(folder, known);
        return known;
    };
    for (const [path, blob] of after) {
        childrenOf(external_node_path_.posix.dirname(path)).files.push([external_node_path_.posix.basename(path), blob]);
        for (let folder = external_node_path_.posix.dirname(path); folder !== "."; folder = external_node_path_.posix.dirname(folder))
            childrenOf(external_node_path_.posix.dirname(folder)).folders.add(folder);
    }
    async function write(folder) {
        const kept = folders.get(folder);
        if (kept !== undefined && !touched.has(folder))
            return kept;
        const { files: own, folders: below } = childrenOf(folder);
        const lines = own.map(([name, blob]) => `100644 blob ${blob}\t${name}`);
        for (const path of below)
            lines.push(`040000 tree ${await write(path)}\t${external_node_path_.posix.basename(path)}`);
        return await repository.local(["mktree", "-z"], lines.map((line) => `${line}\0`).join(""));
    }
    return await write(".");
}

;// CONCATENATED MODULE: ./build/packages/registry/src/providers/git/branch.js

/** A model's records as they are at a commit of the repository: they lie in a folder of its name. */
async function snapshotAt(repository, name, id) {
    const listing = await listingOf(repository, id);
    const contents = new Map();
    for (const [path, blob] of listing.files)
        if (path.startsWith(`${name}/`))
            contents.set(path.slice(name.length + 1), blob);
    return {
        id,
        listing,
        contents,
        async read(path) {
            const blob = contents.get(path);
            return await repository.content(blob, ["cat-file", "blob", blob]);
        },
    };
}
/** Makes the commit, here only. @returns its id */
async function writeCommit({ random }, repository, name, on, { title, write = new Map(), remove = [] }) {
    const change = new Map(remove.map((path) => [`${name}/${path}`, undefined]));
    const blobs = [...write].map(async ([path, content]) => {
        change.set(`${name}/${path}`, await repository.local(["hash-object", "-w", "--stdin"], content));
    });
    await Promise.all(blobs);
    const tree = await writeTree(repository, on.listing, change);
    const author = ["-c", "user.name=genai-mlops", "-c", "user.email=genai-mlops@users.noreply.github.com"];
    const parent = on.id ? ["-p", on.id] : [];
    // two writers of the same change in the same second would make the same commit, and git would tell both that they won
    const message = `${name}: ${title}\n\nWrite: ${random.uuid()}`;
    return await repository.local([...author, "commit-tree", tree, ...parent, "-m", message]);
}
/** A push without force is the swap: the server takes it only onto the commit that was seen. */
function branchCommits(ports, repository, branch, name) {
    return {
        head: async () => await snapshotAt(repository, name, await repository.tip(branch)),
        async commit(on, draft) {
            const commit = await writeCommit(ports, repository, name, on, draft);
            return (await repository.push(branch, commit, on.id)) ? commit : undefined;
        },
    };
}

;// CONCATENATED MODULE: ./build/packages/registry/src/providers/git/config.js

const provider = "git";
/** @throws InputError `bad-registry-branch` by git's own rule for references (git-check-ref-format) */
function requireBranch(branch) {
    const legal = /^[^\s\x00-\x20\x7f~^:?*[\\]+$/.test(branch) &&
        !/(^[-/]|\/$|\/\/|\.\.|@\{|\.$|\.lock(\/|$)|(^|\/)\.)/.test(branch) &&
        branch !== "@" &&
        branch !== "HEAD";
    if (legal)
        return branch;
    const problem = {
        where: "registry-branch",
        problem: `"${branch}" is no branch`,
        legal: "parts parted by /, none of which begins with . or ends with .lock; no blanks, no .. ~ ^ : ? * [ \\ @{",
    };
    throw new src/* InputError */.dz([problem], "bad-registry-branch");
}
/** @throws InputError `bad-registry-uri` for a remote that would be read as an option or that carries a password */
function requireRemote(remote) {
    const carries = URL.canParse(remote) && new URL(remote).password !== "";
    if (remote !== "" && !remote.startsWith("-") && !carries)
        return remote;
    const problem = carries ? "carries a password" : `"${remote}" is no remote`;
    const mend = "give the name of a remote, as origin; actions/checkout lends it the token";
    throw new src/* InputError */.dz([{ where: "registry-uri", problem, mend }], "bad-registry-uri");
}

;// CONCATENATED MODULE: ./build/packages/registry/src/providers/git/proposals.js




/**
 * Moves of aliases that are only proposed. The branch is named by the move, so the same one again finds its branch; when
 * the records have moved on since, the branch is made anew upon them, so that it always merges.
 */
function proposalsOn(shelf, ports, repository, base) {
    const open = new Map();
    const branchOf = ({ name, alias, version }) => `genai-mlops/promote/${name}/${alias}-${version}`;
    /** Its tip, as long as it comes upon the records as they are. */
    async function standing(branch, records) {
        const tip = await repository.tip(branch);
        if (tip === undefined || records.id === undefined)
            return { tip, fits: false };
        await repository.bring(tip);
        return { tip, fits: await repository.says(["merge-base", "--is-ancestor", records.id, tip]) };
    }
    /** The proposal's own records; its commits come upon its branch, which begins at the records' head. */
    const commitsOf = (name, branch) => ({
        async head() {
            const records = await snapshotAt(repository, name, await repository.tip(base));
            const { tip, fits } = await standing(branch, records);
            return { ...(fits ? await snapshotAt(repository, name, tip) : records), tip };
        },
        async commit(on, draft) {
            const commit = await writeCommit(ports, repository, name, on, draft);
            return (await repository.push(branch, commit, on.tip, "instead")) ? commit : undefined;
        },
    });
    return {
        open: () => [...open.values()],
        async alias(move) {
            const { name, alias, version } = move;
            const records = await (0,commits_records/* recordsOf */.M)(shelf.provider, name, await snapshotAt(repository, name, await repository.tip(base)));
            // holds the move to what is true now, whatever was proposed before
            if (!(0,drafts/* draftAlias */.Oi)(shelf.provider, records, move))
                return;
            const branch = branchOf(move);
            await (0,amend/* amend */.e)(shelf, name, commitsOf(name, branch), async (proposed) => ({
                draft: proposed.aliases.get(alias) === version ? undefined : (0,drafts/* draftAlias */.Oi)(shelf.provider, proposed, move),
                result: undefined,
            }));
            open.set(branch, { name, alias, version, previous: records.aliases.get(alias), branch, base });
        },
        /** Joins the record to the proposal of its version; false when there is none. */
        async promotion(name, promotion) {
            const proposal = [...open.values()].findLast((one) => one.name === name && one.version === promotion.version);
            if (!proposal)
                return false;
            await (0,amend/* amend */.e)(shelf, name, commitsOf(name, proposal.branch), async (proposed) => ({
                draft: await (0,drafts/* draftPromotion */.nF)(proposed, promotion),
                result: undefined,
            }));
            return true;
        },
    };
}

;// CONCATENATED MODULE: ./build/packages/registry/src/providers/git/repository.js




/** The plumbing of git over one clone and one remote. */
function repositoryOf(ports, config) {
    const { exec, files, random, environment, log } = ports;
    const remote = requireRemote(config.remote ?? "origin");
    const env = { ...environment.all(), GIT_TERMINAL_PROMPT: "0", LC_ALL: "C" };
    const stall = ["-c", "http.lowSpeedLimit=1", "-c", `http.lowSpeedTime=${config.stallSeconds ?? 60}`];
    const git = (parameters, input) => exec.run("git", [...stall, "-C", config.clone, ...parameters], { env, input });
    async function local(parameters, input) {
        const { exitCode, stdout, stderr } = await git(parameters, input);
        if (exitCode === 0)
            return stdout.trim();
        throw failure(ports, parameters[0] ?? "", stderr);
    }
    const far = (parameters) => (0,platform_src/* withRetry */.bD)(ports, () => local(parameters), {
        attempts: 5,
        onRetry: (attempt, reason, pauseMs) => log.info(`${reason}; attempt ${attempt + 1} follows in ${Math.round(pauseMs / 100) / 10} s`),
    });
    const says = async (parameters) => (await git(parameters)).exitCode === 0;
    const tip = async (branch) => {
        const listed = await far(["ls-remote", remote, `refs/heads/${branch}`]);
        // the pattern takes every reference that ends so
        const line = listed.split("\n").find((one) => one.endsWith(`\trefs/heads/${branch}`));
        return line?.split("\t")[0];
    };
    let address;
    /** A push to a remote's name would move the clone's remote-tracking branch; to its address, nothing. */
    const pushAddress = () => {
        address ??= git(["remote", "get-url", "--push", remote]).then(({ exitCode, stdout }) => exitCode === 0 ? stdout.trim() : remote);
        return address;
    };
    const cached = (0,external_node_path_.join)(config.cacheFolder, "objects");
    return {
        local,
        says,
        tip,
        async bring(commit) {
            await far(["fetch", "--quiet", "--no-tags", "--no-write-fetch-head", remote, commit]);
        },
        async push(branch, commit, expected, how = "onto") {
            const lease = how === "instead" ? [`--force-with-lease=refs/heads/${branch}:${expected ?? ""}`] : [];
            const to = await pushAddress();
            const parameters = ["push", "--quiet", "--no-verify", ...lease, to, `${commit}:refs/heads/${branch}`];
            try {
                await far(parameters);
                return true;
            }
            catch (error) {
                // an answer that was lost, or a race that the server names in one of many ways: what it holds now decides
                const now = await tip(branch);
                if (now === commit)
                    return true;
                if (now !== expected)
                    return false;
                throw error;
            }
        },
        async content(key, parameters) {
            const path = (0,external_node_path_.join)(cached, key);
            if ((await files.stat(path)) === undefined) {
                const partial = `${path}.${random.uuid()}`;
                // through a file, because a process's output comes back by lines, and only so much of it
                const child = await exec.start("git", ["-C", config.clone, ...parameters], { env, logFile: partial });
                const { exitCode } = await child.ended;
                if (exitCode !== 0) {
                    const said = await files.readText(partial);
                    await files.remove(partial);
                    throw failure(ports, parameters[0] ?? "", said.slice(0, 10_000));
                }
                await files.rename(partial, path);
            }
            return await files.readText(path);
        },
    };
}
const repository_transient = /error: (408|429|5\d\d)|Could not resolve host|Connection (reset|refused|timed out|was reset)|Failed to connect|Recv failure|early EOF|RPC failed|Operation too slow|unexpected disconnect|hung up|Empty reply|transfer closed|Operation timed out/i;
const forbidden = /error: (401|403)|Authentication failed|could not read (Username|Password)|Permission .*denied|not authorized|protected branch|hook declined|prohibited/i;
const absent = /not found|does not appear to be a git repository|not a git repository|no such remote/i;
/** What git says, as ours. Its text may carry an address with credentials, or a whole HTML page. */
function failure({ secrets }, command, said) {
    const lines = said
        .split("\n")
        .map((line) => line.trim())
        .filter((line) => /^(fatal|error|remote|!)/.test(line) && !/^error: failed to push/.test(line));
    const shown = (lines.length > 0 ? lines : [said.trim().split("\n").at(-1) ?? ""]).slice(-3).join("; ");
    const plain = secrets.redact(shown.replace(/\/\/[^@/\s]*@/g, "//").replace(/<[^>]*>/g, " ")).slice(0, 500);
    const details = { provider: provider, message: `git ${command}: ${plain}` };
    if (repository_transient.test(said))
        return new src/* ToolkitError */.h4({ ...details, code: "git-unreachable", retryable: true });
    if (forbidden.test(said)) {
        const hint = "the job needs permissions: contents: write, and a branch rule must let it push to the registry's branch";
        return new src/* ToolkitError */.h4({ ...details, code: "git-forbidden", hint });
    }
    if (absent.test(said)) {
        const hint = "check out the repository first (actions/checkout), and check registry-uri";
        return new src/* ToolkitError */.h4({ ...details, code: "git-not-there", hint });
    }
    return new src/* ToolkitError */.h4({ ...details, code: "git-refused" });
}

// EXTERNAL MODULE: external "node:url"
var external_node_url_ = __webpack_require__(73136);
;// CONCATENATED MODULE: ./build/packages/registry/src/providers/git/store.js



/** What a content digest is called on a disk. */
const folderOf = (digest) => digest.replace(":", "-");
/**
 * The models' bytes, beside the repository: `<name>/<digest>/`, each folder exactly one model. Bytes are staged first and
 * get their place by one rename. What no version names is of a run that was killed, and goes: that is told under a lock,
 * which a writer holds from the rename until its version is in the records.
 */
function storeOf(ports, folder) {
    const { files, exec, random } = ports;
    const home = (name) => (0,external_node_path_.join)(folder, name);
    const place = (name, digest) => (0,external_node_path_.join)(home(name), folderOf(digest));
    /** What belongs to no version, and to no run that lives; who is not alone sees what others are about to register, too. */
    async function lost(name, manifests) {
        const kept = new Set(manifests.map(({ digest }) => folderOf(digest)));
        const found = [];
        for (const entry of await files.list(home(name))) {
            const [, owner] = /^\.(\d+)\.[^.]+\.staged$/.exec(entry) ?? [];
            const abandoned = owner ? !exec.isAlive(Number(owner)) : /^sha256-/.test(entry) && !kept.has(entry);
            if (abandoned)
                found.push((0,external_node_path_.join)(home(name), entry));
        }
        return found;
    }
    return {
        place,
        uri: (name, digest) => (0,external_node_url_.pathToFileURL)(place(name, digest)).href,
        staging: (name) => (0,external_node_path_.join)(home(name), `.${process.pid}.${random.uuid()}.staged`),
        alone: (name, work) => (0,platform_src/* withFolderLock */.ix)(ports, (0,external_node_path_.join)(home(name), ".lock"), work, {
            waitSeconds: 60,
            hint: "wait for the other run; if it hangs, end its process",
        }),
        lost,
        /** Removes what is lost, but for `own`. Alone only. */
        async sweep(name, manifests, own = []) {
            for (const path of await lost(name, manifests))
                if (!own.includes(path))
                    await files.remove(path);
        },
    };
}

;// CONCATENATED MODULE: ./build/packages/registry/src/providers/git/index.js

















/**
 * Models whose records are files on a branch of a git repository: a promotion is a commit there, or a pull request. Records
 * lie as the file registry's do, `<name>/versions/<version>/...`; the bytes lie beside the repository (`store.ts`).
 */
function gitRegistry(ports, config) {
    const { files, clock } = ports;
    const branch = requireBranch(config.branch ?? "genai-mlops/registry");
    const repository = repositoryOf(ports, config);
    const store = storeOf(ports, config.storeFolder);
    const commits = (name) => branchCommits(ports, repository, branch, name);
    const shelf = {
        provider: provider,
        ports,
        commits,
        uri: (name, version) => `git:${branch}:${name}/versions/${version}`,
    };
    const verbs = (0,commits_verbs/* recordVerbs */.i$)(shelf);
    const proposals = proposalsOn(shelf, ports, repository, branch);
    const look = async (name) => await (0,commits_records/* recordsOf */.M)(provider, name, await commits((0,src_version/* requireName */.rI)(name)).head());
    /** Clears away what a run left that was killed between the records and the bytes. */
    async function tidy(name) {
        if ((await store.lost(name, (await look(name)).manifests)).length === 0)
            return;
        await store.alone(name, async () => await store.sweep(name, (await look(name)).manifests));
    }
    /** The version with these bytes. Reads them only when one has files of the same names and sizes. */
    async function known(name, source, found) {
        const records = await look(name);
        const shape = (one) => one.map(({ path, bytes }) => `${bytes} ${path}`).join("\n");
        const alike = records.manifests.filter((manifest) => shape(manifest.files) === shape(found));
        if (alike.length === 0)
            return undefined;
        const digest = (0,model_files/* contentDigest */.eZ)(await (0,model_files/* withDigests */.o2)(files, source, found));
        const same = alike.find((manifest) => manifest.digest === digest);
        return same && (0,commits_verbs/* describedVersion */.ug)(shelf, same, records.aliases);
    }
    /** Gives staged bytes their place, and the version its number, unless somebody was faster. */
    async function settle(staged, copied, { name, bump, metadata }) {
        const digest = (0,model_files/* contentDigest */.eZ)(copied);
        const folder = store.place(name, digest);
        const paths = copied.map(({ path }) => path);
        const { result } = await (0,amend/* amend */.e)(shelf, name, commits(name), async (records) => {
            const same = records.manifests.find((manifest) => manifest.digest === digest);
            if (same)
                return {
                    draft: undefined,
                    result: { version: (0,commits_verbs/* describedVersion */.ug)(shelf, same, records.aliases), created: false },
                };
            await store.sweep(name, records.manifests, [staged, folder]);
            // there already: a killed run's, of the same bytes; or our own, when somebody else's commit came first
            if ((await files.stat(folder)) === undefined)
                await files.rename(staged, folder);
            const numbers = records.manifests.map((manifest) => manifest.version);
            const version = (0,src_version/* nextVersion */.yU)([...numbers, ...(await records.removed())], bump);
            const manifest = { schemaVersion: 1, name, version, digest, createdAt: (0,platform_src/* isoTime */.Ly)(clock), files: copied };
            const artifacts = (0,src_artifacts/* artifactsOf */.N)(store.uri(name, digest), paths);
            const content = { ...metadata, model_version: version, artifacts };
            return {
                draft: await (0,drafts/* draftRegister */.p)(manifest, content),
                result: { version: (0,commits_verbs/* describedVersion */.ug)(shelf, manifest, new Map()), created: true },
            };
        });
        return result;
    }
    return {
        ...verbs,
        proposals: proposals.open,
        async register(candidate) {
            const name = (0,src_version/* requireName */.rI)(candidate.name);
            const found = await (0,model_files/* modelFiles */.VC)(files, candidate.folder);
            const same = await known(name, candidate.folder, found);
            if (same) {
                await tidy(name);
                return { version: same, created: false };
            }
            const staged = store.staging(name);
            try {
                await (0,place_model/* requireRoom */.h)(files, found, staged);
                const copied = await (0,copy_files/* copyFiles */.B)(files, candidate.folder, staged, found);
                return await store.alone(name, () => settle(staged, copied, candidate));
            }
            finally {
                await files.remove(staged);
            }
        },
        async setAlias(name, wanted, version, seen) {
            if (config.mode !== "pull-request")
                return await verbs.setAlias(name, wanted, version, seen);
            await proposals.alias({ name: (0,src_version/* requireName */.rI)(name), alias: (0,src_version/* requireAlias */.ye)(wanted), version, seen });
        },
        async recordPromotion(name, promotion) {
            const record = (0,src/* parseStrictly */.ge)(src/* promotionSchema */.xS, promotion, "promotion");
            if (!(await proposals.promotion((0,src_version/* requireName */.rI)(name), record)))
                await verbs.recordPromotion(name, record);
        },
        async remove(version) {
            const name = (0,src_version/* requireName */.rI)(version.name);
            await store.alone(name, async () => {
                await (0,amend/* amend */.e)(shelf, name, commits(name), async (records) => ({
                    draft: await (0,drafts/* draftRemoval */.i2)(provider, records, version),
                    result: undefined,
                }));
                await store.sweep(name, (await look(name)).manifests);
            });
        },
        async fetch(version) {
            const manifest = (0,drafts/* requireManifest */.dW)(provider, await look(version.name), version);
            const source = store.place(version.name, manifest.digest);
            await (0,require_files/* requireFiles */.P)(files, source, manifest);
            return source;
        },
        async download(version, target) {
            const manifest = (0,drafts/* requireManifest */.dW)(provider, await look(version.name), version);
            await (0,copy_files/* copyModel */.x)(ports, store.place(version.name, manifest.digest), manifest, target);
        },
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
