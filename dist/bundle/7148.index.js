export const id = 7148;
export const ids = [7148];
export const modules = {

/***/ 17148:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  main: () => (/* binding */ main)
});

// EXTERNAL MODULE: ./build/packages/action-kit/src/index.js + 18 modules
var src = __webpack_require__(44602);
;// CONCATENATED MODULE: ./build/actions/register/spec.js

const spec = (0,src/* defineAction */.QP)({
    name: "register",
    description: "Gives a model a version, checksums and an alias in a registry; the same bytes are the same version",
    inputs: {
        ...src/* registryInputs */.P4,
        name: (0,src/* text */.Qq)("Name of the model", { required: true }),
        "model-path": (0,src/* text */.Qq)("Folder that fine-tune wrote", { required: true }),
        metadata: (0,src/* text */.Qq)("metadata.yaml; the one in model-path unless told"),
        bump: (0,src/* choice */.Yq)(["auto", "major", "minor", "patch"], "Part of the version that grows; `auto` decides by what changed since the latest release, and says why", { default: "minor" }),
        "pre-release": (0,src/* text */.Qq)("Makes this a pre-release of these words, such as pr.7: 1.4.0-pr.7.1; costs no number"),
        evaluation: (0,src/* text */.Qq)("evaluation.json to keep as evidence of this version"),
        alias: (0,src/* text */.Qq)("Alias that the version gets; challenger unless told, none for a pre-release"),
        "prompt-format": (0,src/* text */.Qq)("File that callers' prompts follow; the model's chat template unless told"),
        "output-schema": (0,src/* text */.Qq)("JSON Schema of the answers, where there is one"),
        "dataset-lock": (0,src/* text */.Qq)("dataset.lock.json of the training, for the ML-BOM"),
        license: (0,src/* text */.Qq)("SPDX expression of the model's licence, for metadata and ML-BOM"),
        attestation: (0,src/* text */.Qq)("Sigstore bundle that actions/attest wrote about model.sha256, to keep beside the version"),
        signature: (0,src/* text */.Qq)("model.sig that OpenSSF model signing wrote, to keep beside the version"),
        ...src/* stateInputs */.l5,
    },
    outputs: {
        "model-ref": "name#sha256:…, which later steps take",
        version: "Semantic version",
        uri: "Address of the version",
        created: "false when the same bytes were registered before",
        "bump-reason": "Why the version has its number, by code",
        "checksums-path": "SHA-256 of every file, as sha256sum --check and actions/attest (subject-checksums) read it",
        "predicate-path": "SLSA provenance v1, as actions/attest (predicate-path) reads it",
    },
    permissions: { contents: "read" },
    branding: { icon: "archive", color: "green" },
});

;// CONCATENATED MODULE: ./build/actions/register/main.js


// bad inputs are told of before the work is loaded
const run = async (inputs, deps) => (await Promise.all(/* import() */[__webpack_require__.e(8815), __webpack_require__.e(4440), __webpack_require__.e(7090), __webpack_require__.e(9796), __webpack_require__.e(9260)]).then(__webpack_require__.bind(__webpack_require__, 99260))).run(inputs, deps);
const main = (surroundings) => (0,src/* runAction */.Cs)(spec, run, surroundings);


/***/ })

};
