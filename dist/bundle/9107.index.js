export const id = 9107;
export const ids = [9107];
export const modules = {

/***/ 9107:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  main: () => (/* binding */ main)
});

// EXTERNAL MODULE: ./build/packages/action-kit/src/index.js + 18 modules
var src = __webpack_require__(44602);
;// CONCATENATED MODULE: ./build/actions/promote/spec.js

const spec = (0,src/* defineAction */.QP)({
    name: "promote",
    description: "Gives the candidate all traffic and the alias champion, on evidence for exactly this model",
    inputs: {
        ...src/* deploymentInputs */.dP,
        endpoint: (0,src/* text */.Qq)("Name of the endpoint whose candidate is promoted; without one only the registries change"),
        "model-ref": (0,src/* text */.Qq)("Model to promote where there is no endpoint: name#sha256:…, name@alias or name@version"),
        evidence: (0,src/* list */.p_)("Reports with a passing verdict about this model: files, or registered:evaluation.json"),
        force: (0,src/* text */.Qq)("Promote without evidence, for this reason; goes into the record"),
        require: (0,src/* list */.p_)("What has to be attached to the version and to be of its very bytes: attestation, ml-bom, signature"),
        "signature-key": (0,src/* text */.Qq)("Public key (PEM file) that `require: signature` holds model.sig to"),
        bake: (0,src/* duration */.p0)("How long the old model waits before it goes", { default: "0s" }),
        alias: (0,src/* text */.Qq)("Alias that the model gets", { default: "champion" }),
        ...src/* registryInputs */.P4,
        ...src/* promotionInputs */.VX,
        ...src/* stateInputs */.l5,
    },
    outputs: {
        "model-ref": "Model that is in service now",
        previous: "Model that was in service before",
        version: "Version that is in service now",
        endpoint: "Address of the router, with /v1; empty without an endpoint",
    },
    permissions: { contents: "read", deployments: "write" },
    report: "promotion",
    branding: { icon: "award", color: "green" },
});

;// CONCATENATED MODULE: ./build/actions/promote/main.js


// bad inputs are told of before the work is loaded
const run = async (inputs, deps) => (await Promise.all(/* import() */[__webpack_require__.e(8815), __webpack_require__.e(4440), __webpack_require__.e(7090), __webpack_require__.e(9796), __webpack_require__.e(784), __webpack_require__.e(1843)]).then(__webpack_require__.bind(__webpack_require__, 61843))).run(inputs, deps);
const main = (surroundings) => (0,src/* runAction */.Cs)(spec, run, surroundings);


/***/ })

};
