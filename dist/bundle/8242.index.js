export const id = 8242;
export const ids = [8242];
export const modules = {

/***/ 5861:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  main: () => (/* binding */ main)
});

// EXTERNAL MODULE: ./build/packages/action-kit/src/index.js + 18 modules
var src = __webpack_require__(44602);
;// CONCATENATED MODULE: ./build/actions/smoke-test/spec.js

const spec = (0,src/* defineAction */.QP)({
    name: "smoke-test",
    description: "Asks a server a few questions and holds the answers to what a YAML suite expects",
    gate: true,
    inputs: {
        suite: (0,src/* text */.Qq)("Suite (YAML)", { default: "smoke.yaml" }),
        endpoint: (0,src/* url */.OZ)("OpenAI-compatible address up to /v1", { required: true, environment: "OPENAI_BASE_URL" }),
        model: (0,src/* text */.Qq)("Name of the model in requests", { default: "default" }),
        "api-key": (0,src/* secret */.rJ)("Key of the endpoint", { environment: "OPENAI_API_KEY" }),
    },
    outputs: { failed: "Number of probes that failed" },
    permissions: { contents: "read" },
    branding: { icon: "activity", color: "yellow" },
});

;// CONCATENATED MODULE: ./build/actions/smoke-test/main.js


// bad inputs are told of before the work is loaded
const run = async (inputs, deps) => (await Promise.all(/* import() */[__webpack_require__.e(8815), __webpack_require__.e(4440), __webpack_require__.e(7090), __webpack_require__.e(5169)]).then(__webpack_require__.bind(__webpack_require__, 75169))).run(inputs, deps);
const main = (surroundings) => (0,src/* runAction */.Cs)(spec, run, surroundings);


/***/ })

};
