export const id = 259;
export const ids = [259];
export const modules = {

/***/ 3259:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  fileRegistry: () => (/* binding */ fileRegistry)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 17 modules
var schemas = __webpack_require__(8816);
// EXTERNAL MODULE: ./build/packages/contracts/src/index.js + 20 modules
var src = __webpack_require__(9624);
// EXTERNAL MODULE: ./build/packages/platform/src/index.js + 25 modules
var platform_src = __webpack_require__(7341);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./build/packages/registry/src/model-files.js



/** The parts of fine-tune's folder that are the model; a folder without them is a model as a whole. */
const parts = /^(merged\/|adapter\/|model\.gguf$)/;
/** Every file of the model with its checksum, sorted by path. Links are not followed. */
async function modelFiles(files, folder) {
    if ((await files.stat(folder))?.kind !== "directory")
        throw new src/* InputError */.dz([{ where: "model-path", problem: `${folder} is no folder` }], "missing-model");
    const paths = [];
    for await (const path of files.walk(folder))
        paths.push(path);
    const chosen = paths.some((path) => parts.test(path))
        ? paths.filter((path) => parts.test(path))
        : paths.filter((path) => path !== "metadata.yaml");
    if (chosen.length === 0)
        throw new src/* InputError */.dz([{ where: "model-path", problem: `${folder} holds no file` }], "missing-model");
    const found = [];
    for (const path of chosen.sort()) {
        const full = (0,external_node_path_.join)(folder, path);
        found.push({ path, digest: `sha256:${await files.sha256(full)}`, bytes: (await files.stat(full))?.size ?? 0 });
    }
    return found;
}
/** Over the sorted paths and checksums, so that names and bytes both count. */
function contentDigest(found) {
    const hash = (0,external_node_crypto_.createHash)("sha256");
    for (const { path, digest } of found)
        hash.update(`${path}\0${digest}\n`);
    return `sha256:${hash.digest("hex")}`;
}

// EXTERNAL MODULE: ./build/packages/registry/src/version.js
var src_version = __webpack_require__(3819);
;// CONCATENATED MODULE: ./build/packages/registry/src/providers/file/index.js






const aliasesSchema = schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* string */.YjP());
/** Models in a folder: `<name>/versions/<version>/{manifest.json, metadata.yaml, files/}`, aliases and promotions beside. */
function fileRegistry(ports, { folder }) {
    const { files, clock, random } = ports;
    const home = (name) => (0,external_node_path_.join)(folder, (0,src_version/* requireName */.rI)(name));
    const versionFolder = (name, version) => (0,external_node_path_.join)(home(name), "versions", version);
    const alone = (name, work) => (0,platform_src/* withFolderLock */.ix)(ports, (0,external_node_path_.join)(home(name), ".lock"), work, {
        waitSeconds: 60,
        hint: "wait for the other run; if it hangs, end its process",
    });
    const corrupt = (path, problem) => new src/* ToolkitError */.h4({
        code: "registry-corrupt",
        provider: "file",
        message: `${path} ${problem}`,
        hint: "restore the file from a copy, or move the version's folder away",
    });
    async function parsed(path, schema, parse) {
        let value;
        try {
            value = parse(await files.readText(path));
        }
        catch {
            throw corrupt(path, "cannot be read");
        }
        const result = schema.safeParse(value);
        if (!result.success)
            throw corrupt(path, `is not what it should be: ${result.error.issues[0]?.path.join(".")} ${result.error.issues[0]?.message}`);
        return result.data;
    }
    async function aliasesOf(name) {
        const path = (0,external_node_path_.join)(home(name), "aliases.json");
        return (await files.stat(path)) ? await parsed(path, aliasesSchema, JSON.parse) : {};
    }
    async function manifests(name) {
        const versions = (0,external_node_path_.join)(home(name), "versions");
        if ((await files.stat(versions)) === undefined)
            return [];
        const names = (await files.list(versions)).filter((entry) => (0,src_version/* versionNumbers */.ni)(entry)).sort(src_version/* compareVersions */.Zy);
        return await Promise.all(names.map((version) => parsed((0,external_node_path_.join)(versions, version, "manifest.json"), src/* manifestSchema */.rc, JSON.parse)));
    }
    const describe = ({ name, version, digest, createdAt }, aliases) => ({
        name,
        version,
        digest,
        modelRef: `${name}#${digest}`,
        uri: `file://${versionFolder(name, version)}`,
        createdAt,
        aliases: Object.keys(aliases)
            .filter((alias) => aliases[alias] === version)
            .sort(),
    });
    async function list(name) {
        const aliases = await aliasesOf(name);
        return (await manifests(name)).map((manifest) => describe(manifest, aliases));
    }
    return {
        list,
        async register({ name, folder: source, bump, metadata }) {
            const found = await modelFiles(files, source);
            const digest = contentDigest(found);
            return await alone(name, async () => {
                const versions = await list(name);
                const same = versions.find((version) => version.digest === digest);
                if (same)
                    return { version: same, created: false };
                const version = (0,src_version/* nextVersion */.yU)(versions.map((known) => known.version), bump);
                const staged = (0,external_node_path_.join)(home(name), `.${random.uuid()}.staged`);
                try {
                    for (const { path, digest: expected } of found) {
                        await files.copy((0,external_node_path_.join)(source, path), (0,external_node_path_.join)(staged, "files", path));
                        if (`sha256:${await files.sha256((0,external_node_path_.join)(staged, "files", path))}` !== expected)
                            throw new src/* ToolkitError */.h4({
                                code: "model-corrupt",
                                message: `${path} changed while it was copied`,
                                retryable: true,
                            });
                    }
                    const manifest = {
                        schemaVersion: 1,
                        name,
                        version,
                        digest,
                        createdAt: (0,platform_src/* isoTime */.Ly)(clock),
                        files: found,
                    };
                    const artifact = (part) => found.some(({ path }) => path.startsWith(part))
                        ? `file://${versionFolder(name, version)}/files/${part}`
                        : null;
                    const { stringify } = await __webpack_require__.e(/* import() */ 815).then(__webpack_require__.t.bind(__webpack_require__, 8815, 19));
                    const artifacts = {
                        checkpoint: artifact("merged/") ?? artifact("model.gguf"),
                        tokenizer: artifact("merged/tokenizer"),
                    };
                    await files.writeAtomic((0,external_node_path_.join)(staged, "metadata.yaml"), stringify({ ...metadata, model_version: version, artifacts }));
                    await files.writeAtomic((0,external_node_path_.join)(staged, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
                    // whole or not at all
                    await files.makeFolder((0,external_node_path_.join)(home(name), "versions"));
                    await files.rename(staged, versionFolder(name, version));
                    return { version: describe(manifest, {}), created: true };
                }
                finally {
                    await files.remove(staged);
                }
            });
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
            (0,src_version/* requireAlias */.ye)(alias);
            await alone(name, async () => {
                const aliases = await aliasesOf(name);
                if (aliases[alias] === version)
                    return;
                if (aliases[alias] !== seen)
                    throw new src/* ToolkitError */.h4({
                        code: "alias-moved",
                        provider: "file",
                        message: `${name}@${alias} is ${aliases[alias] ?? "unset"}, not ${seen ?? "unset"}: another run moved it`,
                    });
                if (!(await manifests(name)).some((manifest) => manifest.version === version))
                    throw new src/* ToolkitError */.h4({
                        code: "model-not-found",
                        provider: "file",
                        message: `${name} has no version ${version}`,
                    });
                await files.writeAtomic((0,external_node_path_.join)(home(name), "aliases.json"), `${JSON.stringify({ ...aliases, [alias]: version }, null, 2)}\n`);
            });
        },
        async remove({ name, version }) {
            await alone(name, async () => {
                const held = Object.entries(await aliasesOf(name)).filter(([, target]) => target === version);
                if (held.length > 0)
                    throw new src/* ToolkitError */.h4({
                        code: "version-in-use",
                        provider: "file",
                        message: `${name} ${version} is ${held.map(([alias]) => alias).join(", ")}`,
                        hint: "move the alias first",
                    });
                await files.remove(versionFolder(name, version));
            });
        },
        async fetch({ name, version }) {
            const manifest = await parsed((0,external_node_path_.join)(versionFolder(name, version), "manifest.json"), src/* manifestSchema */.rc, JSON.parse);
            const source = (0,external_node_path_.join)(versionFolder(name, version), "files");
            for (const { path, digest } of manifest.files) {
                if (path.split("/").includes("..") || path.startsWith("/"))
                    throw corrupt(path, "leaves the model's folder");
                const whole = (await files.stat((0,external_node_path_.join)(source, path))) !== undefined &&
                    `sha256:${await files.sha256((0,external_node_path_.join)(source, path))}` === digest;
                if (!whole)
                    throw new src/* ToolkitError */.h4({
                        code: "model-corrupt",
                        provider: "file",
                        message: `${name} ${version}: ${path} is not the registered file`,
                        hint: "register the model again from its training",
                    });
            }
            return source;
        },
        async metadata({ name, version }) {
            const { parse } = await __webpack_require__.e(/* import() */ 815).then(__webpack_require__.t.bind(__webpack_require__, 8815, 19));
            return await parsed((0,external_node_path_.join)(versionFolder(name, version), "metadata.yaml"), src/* metadataSchema */.R5, parse);
        },
        async attach({ name, version }, evidence, content) {
            await files.writeAtomic((0,external_node_path_.join)(versionFolder(name, version), "evidence", (0,src_version/* requireName */.rI)(evidence)), content);
        },
        async attached({ name, version }, evidence) {
            const path = (0,external_node_path_.join)(versionFolder(name, version), "evidence", (0,src_version/* requireName */.rI)(evidence));
            return (await files.stat(path)) ? await files.readText(path) : undefined;
        },
        async recordPromotion(name, promotion) {
            await alone(name, async () => files.append((0,external_node_path_.join)(home(name), "promotions.jsonl"), `${JSON.stringify(promotion)}\n`));
        },
        async promotions(name) {
            const path = (0,external_node_path_.join)(home(name), "promotions.jsonl");
            const found = [];
            if ((await files.stat(path)) === undefined)
                return found;
            for await (const item of (0,platform_src/* jsonLines */.i7)(files, path)) {
                const line = "value" in item ? src/* promotionSchema */.xS.safeParse(item.value) : undefined;
                if (!line?.success)
                    throw corrupt(path, "has a line that is no promotion");
                found.push(line.data);
            }
            return found;
        },
    };
}


/***/ })

};
