export const id = 1619;
export const ids = [1619];
export const modules = {

/***/ 1619:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  main: () => (/* binding */ main)
});

// EXTERNAL MODULE: ./build/packages/action-kit/src/index.js + 18 modules
var src = __webpack_require__(44602);
;// CONCATENATED MODULE: ./build/actions/prepare-data/spec.js

const spec = (0,src/* defineAction */.QP)({
    name: "prepare-data",
    description: "Turns a pinned source into chat-format splits without overlaps, and locks what they hold",
    inputs: {
        config: (0,src/* text */.Qq)("Dataset configuration (YAML)", { default: "data/dataset.yaml" }),
        "output-dir": (0,src/* text */.Qq)("Folder that the splits are written to", { default: "data/prepared" }),
        lock: (0,src/* text */.Qq)("Lock file that is committed; beside the configuration unless told"),
        "update-lock": (0,src/* flag */.Jt)("Write the lock anew instead of refusing data that changed", { default: false }),
        "state-dir": (0,src/* text */.Qq)("Folder that outlasts the job; holds downloads"),
    },
    outputs: {
        "dataset-dir": "Folder with the splits and their lock",
        "dataset-digest": "Digest of all splits together",
        "lock-path": "Path of the committed lock",
        rows: "Rows of the source",
    },
    permissions: { contents: "read" },
    report: "dataset",
    branding: { icon: "database", color: "blue" },
});

;// CONCATENATED MODULE: ./build/actions/prepare-data/main.js


// bad inputs are told of before the work is loaded
const run = async (inputs, deps) => (await Promise.all(/* import() */[__webpack_require__.e(8815), __webpack_require__.e(4440), __webpack_require__.e(7090), __webpack_require__.e(8742)]).then(__webpack_require__.bind(__webpack_require__, 98742))).run(inputs, deps);
const main = (surroundings) => (0,src/* runAction */.Cs)(spec, run, surroundings);


/***/ })

};
