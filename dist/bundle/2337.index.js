export const id = 2337;
export const ids = [2337];
export const modules = {

/***/ 42337:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  main: () => (/* binding */ main)
});

// EXTERNAL MODULE: ./build/packages/action-kit/src/index.js + 18 modules
var src = __webpack_require__(44602);
;// CONCATENATED MODULE: ./build/actions/rollback/spec.js

const spec = (0,src/* defineAction */.QP)({
    name: "rollback",
    description: "Takes all traffic from the candidate, makes sure that the model in service answers, and moves the alias back by the record",
    inputs: {
        ...src/* deploymentInputs */.dP,
        endpoint: (0,src/* text */.Qq)("Name of the endpoint; without one only the registries change"),
        name: (0,src/* text */.Qq)("Name of the model whose alias goes back where there is no endpoint"),
        alias: (0,src/* text */.Qq)("Alias that goes back to the version from before the latest promotion", { default: "champion" }),
        ...src/* registryInputs */.P4,
        ...src/* promotionInputs */.VX,
        ...src/* stateInputs */.l5,
    },
    outputs: {
        "model-ref": "Model that is in service",
        endpoint: "Address of the router, with /v1; empty without an endpoint",
        version: "Version that the alias is at; empty when it was left alone",
    },
    permissions: { contents: "read", deployments: "write" },
    branding: { icon: "rotate-ccw", color: "red" },
});

;// CONCATENATED MODULE: ./build/actions/rollback/main.js


// bad inputs are told of before the work is loaded
const run = async (inputs, deps) => (await Promise.all(/* import() */[__webpack_require__.e(8815), __webpack_require__.e(4440), __webpack_require__.e(7090), __webpack_require__.e(9796), __webpack_require__.e(784), __webpack_require__.e(3260)]).then(__webpack_require__.bind(__webpack_require__, 3260))).run(inputs, deps);
const main = (surroundings) => (0,src/* runAction */.Cs)(spec, run, surroundings);


/***/ })

};
