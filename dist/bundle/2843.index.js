export const id = 2843;
export const ids = [2843];
export const modules = {

/***/ 22843:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  main: () => (/* binding */ main)
});

// EXTERNAL MODULE: ./build/packages/action-kit/src/index.js + 18 modules
var src = __webpack_require__(44602);
;// CONCATENATED MODULE: ./build/actions/registry-event/spec.js

const spec = (0,src/* defineAction */.QP)({
    name: "registry-event",
    description: "Looks once into registries, and turns every new version and moved alias into a repository_dispatch, at most once each",
    inputs: {
        names: (0,src/* list */.p_)("Names of the models that are looked at", { required: true }),
        registries: (0,src/* list */.p_)("Registries that are looked into, such as `file, mlflow`; the one of `registry` unless told"),
        ...src/* registryInputs */.P4,
        since: (0,src/* choice */.Yq)(["now", "all"], "What the first look reports: nothing that is there already, or all of it", {
            default: "now",
        }),
        "event-type": (0,src/* text */.Qq)("Type of the event that workflows wait for (`on: repository_dispatch: types:`)", {
            default: "registry-event",
        }),
        "dry-run": (0,src/* flag */.Jt)("Report what would be sent, send nothing and remember nothing", { default: false }),
        "state-store": src/* promotionInputs */.VX["state-store"],
        "github-token": {
            ...src/* promotionInputs */.VX["github-token"],
            description: "Token that the event is sent with; needs `contents: write`",
        },
        ...src/* stateInputs */.l5,
    },
    outputs: {
        dispatched: "How many events were sent",
        events: "All events of this run as JSON, each with its outcome: dispatched, unknown, deferred or dry-run",
    },
    permissions: { contents: "write" },
    branding: { icon: "radio", color: "blue" },
});

;// CONCATENATED MODULE: ./build/actions/registry-event/main.js


// bad inputs are told of before the work is loaded
const run = async (inputs, deps) => (await Promise.all(/* import() */[__webpack_require__.e(8815), __webpack_require__.e(4440), __webpack_require__.e(7090), __webpack_require__.e(9796), __webpack_require__.e(6211)]).then(__webpack_require__.bind(__webpack_require__, 16211))).run(inputs, deps);
const main = (surroundings) => (0,src/* runAction */.Cs)(spec, run, surroundings);


/***/ })

};
