export const id = 317;
export const ids = [317];
export const modules = {

/***/ 317:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  main: () => (/* binding */ main)
});

// EXTERNAL MODULE: ./build/packages/action-kit/src/index.js + 25 modules
var src = __webpack_require__(1150);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./build/packages/contracts/src/index.js + 20 modules
var contracts_src = __webpack_require__(9624);
// EXTERNAL MODULE: ./build/packages/platform/src/index.js + 25 modules
var platform_src = __webpack_require__(7341);
// EXTERNAL MODULE: ./build/packages/registry/src/index.js + 1 modules
var registry_src = __webpack_require__(1362);
// EXTERNAL MODULE: ./build/packages/reports/src/index.js + 21 modules
var reports_src = __webpack_require__(5283);
;// CONCATENATED MODULE: ./build/actions/register/run.js





async function run(inputs, deps) {
    const { files, workspace, log } = deps;
    const folder = (0,external_node_path_.resolve)(workspace, inputs["model-path"]);
    const metadataPath = inputs.metadata ? (0,external_node_path_.resolve)(workspace, inputs.metadata) : (0,external_node_path_.join)(folder, "metadata.yaml");
    const metadata = await (0,platform_src/* readYaml */.gM)(files, metadataPath, contracts_src/* metadataSchema */.R5, metadataPath);
    const evidence = inputs.evaluation ? await files.readText((0,external_node_path_.resolve)(workspace, inputs.evaluation)) : undefined;
    const stateDir = inputs["state-dir"] ?? (0,platform_src/* stateFolder */.yp)(deps.environment);
    const registry = await registry_src/* registryProviders */.E$[inputs.registry](deps, {
        folder: inputs["registry-uri"] ?? (0,external_node_path_.join)(stateDir, "registry"),
    });
    const { version, created } = await registry.register({ name: inputs.name, folder, bump: inputs.bump, metadata });
    if (evidence !== undefined)
        await registry.attach(version, "evaluation.json", evidence);
    const previous = await registry.find(`${inputs.name}@${inputs.alias}`);
    await registry.setAlias(inputs.name, inputs.alias, version.version, previous?.version);
    log.info(`${version.name} ${version.version} ${created ? "registered" : "was registered before"}: ${version.modelRef}`);
    const report = { ...version, alias: inputs.alias, created, metadata: await registry.metadata(version) };
    return {
        outputs: { "model-ref": version.modelRef, version: version.version, uri: version.uri, created },
        report: (0,reports_src.rendered)({ schemaVersion: 1, ...report }, (0,reports_src/* registerReport */.UO)(report, inputs.language)),
    };
}

;// CONCATENATED MODULE: ./build/actions/register/spec.js

const spec = (0,src/* defineAction */.QP)({
    name: "register",
    description: "Gives a model a version, checksums and an alias in a registry; the same bytes are the same version",
    inputs: {
        registry: (0,src/* choice */.Yq)(["file"], "Where models live", { default: "file" }),
        "registry-uri": (0,src/* text */.Qq)("Folder of the file registry; `<state-dir>/registry` unless told"),
        name: (0,src/* text */.Qq)("Name of the model", { required: true }),
        "model-path": (0,src/* text */.Qq)("Folder that fine-tune wrote", { required: true }),
        metadata: (0,src/* text */.Qq)("metadata.yaml; the one in model-path unless told"),
        bump: (0,src/* choice */.Yq)(["major", "minor", "patch"], "Part of the version that grows", { default: "minor" }),
        evaluation: (0,src/* text */.Qq)("evaluation.json to keep as evidence of this version"),
        alias: (0,src/* text */.Qq)("Alias that the version gets", { default: "challenger" }),
        "state-dir": (0,src/* text */.Qq)("Folder that outlasts the job"),
    },
    outputs: {
        "model-ref": "name#sha256:…, which later steps take",
        version: "Semantic version",
        uri: "Address of the version",
        created: "false when the same bytes were registered before",
    },
    permissions: { contents: "read" },
    branding: { icon: "archive", color: "green" },
});

;// CONCATENATED MODULE: ./build/actions/register/main.js



const main = (surroundings) => (0,src/* runAction */.Cs)(spec, run, surroundings);


/***/ }),

/***/ 1362:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  E$: () => (/* reexport */ registryProviders)
});

// UNUSED EXPORTS: compareVersions, nextVersion, parseSelector, requireAlias, requireName, versionNumbers

;// CONCATENATED MODULE: ./build/packages/registry/src/catalog.js
/** One line a provider; loaded when it is chosen. */
const registryProviders = {
    file: async (platform, config) => (await __webpack_require__.e(/* import() */ 259).then(__webpack_require__.bind(__webpack_require__, 3259))).fileRegistry(platform, config),
};

// EXTERNAL MODULE: ./build/packages/registry/src/version.js
var version = __webpack_require__(3819);
;// CONCATENATED MODULE: ./build/packages/registry/src/index.js





/***/ }),

/***/ 3819:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Pl: () => (/* binding */ parseSelector),
/* harmony export */   Zy: () => (/* binding */ compareVersions),
/* harmony export */   ni: () => (/* binding */ versionNumbers),
/* harmony export */   rI: () => (/* binding */ requireName),
/* harmony export */   yU: () => (/* binding */ nextVersion),
/* harmony export */   ye: () => (/* binding */ requireAlias)
/* harmony export */ });
/* harmony import */ var _contracts__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9624);

const exact = /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$/;
/** Numbers of a semantic version (SemVer 2.0.0, no pre-release). */
function versionNumbers(version) {
    const found = exact.exec(version);
    return found ? [Number(found[1]), Number(found[2]), Number(found[3])] : undefined;
}
const numbersOf = (version) => versionNumbers(version) ?? [0, 0, 0];
function compareVersions(left, right) {
    const [a, b] = [numbersOf(left), numbersOf(right)];
    return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}
/** The version after all of these; 1.0.0 is the first. */
function nextVersion(versions, bump) {
    const latest = [...versions].sort(compareVersions).at(-1);
    if (latest === undefined)
        return "1.0.0";
    const [major, minor, patch] = versionNumbers(latest);
    return bump === "major"
        ? `${major + 1}.0.0`
        : bump === "minor"
            ? `${major}.${minor + 1}.0`
            : `${major}.${minor}.${patch + 1}`;
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
function requireAlias(alias) {
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
