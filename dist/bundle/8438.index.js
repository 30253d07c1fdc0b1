export const id = 8438;
export const ids = [8438];
export const modules = {

/***/ 38438:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  main: () => (/* binding */ main)
});

// EXTERNAL MODULE: ./build/packages/action-kit/src/index.js + 18 modules
var src = __webpack_require__(44602);
;// CONCATENATED MODULE: ./build/actions/deploy/spec.js

/** For `target: ray-serve` alone. */
const rayInputs = {
    "ray-serve-url": (0,src/* url */.OZ)("Where users reach Ray Serve; the dashboard's host with Serve's port unless told"),
    "ray-serve-port": (0,src/* integer */.nd)("HTTP port of a Ray Serve that does not run yet", { default: 8000, min: 1, max: 65_535 }),
    "ray-engine": (0,src/* choice */.Yq)(["llama-cpp", "vllm"], "What serves the model: llama.cpp on CPUs, vLLM on GPUs", {
        default: "llama-cpp",
    }),
    "ray-replicas": (0,src/* integer */.nd)("Replicas of the model", { default: 1, min: 1 }),
    "ray-gpus": (0,src/* decimal */._)("GPUs of a replica, parts of one as well", { default: 0, min: 0 }),
    "ray-pip": (0,src/* flag */.Jt)("Install llama.cpp's server for the replicas; false where the cluster's image holds it", {
        default: true,
    }),
    "ray-application": (0,src/* text */.Qq)("YAML of an application of your own: import-path, args, runtime-env, deployments"),
    "model-uri": (0,src/* text */.Qq)("What replicas find the model by: a path that they share, an http(s) address, a Hugging Face id; the registered file's path unless told. Of SageMaker, always s3://bucket/model.tar.gz or s3://bucket/folder/"),
};
/** For `target: sagemaker` alone; AWS_REGION and credentials come from the environment. */
const sageMakerInputs = {
    "sagemaker-image": (0,src/* text */.Qq)("Image in ECR that serves the model"),
    "sagemaker-container": (0,src/* choice */.Yq)(["lmi", "tgi", "own"], "What the image is: DJL's Large Model Inference with vLLM, Hugging Face's TGI, or one that is told nothing of ours", { default: "lmi" }),
    "sagemaker-environment": (0,src/* text */.Qq)("Further variables of the container, as a JSON object", { default: "{}" }),
    "sagemaker-instance-type": (0,src/* text */.Qq)("Type of its instances", { default: "ml.g5.xlarge" }),
    "sagemaker-instance-count": (0,src/* integer */.nd)("Instances of the model", { default: 1, min: 1 }),
    "sagemaker-role": (0,src/* text */.Qq)("ARN of the container's execution role"),
    "guardrail-alarms": (0,src/* list */.p_)("Alarms of CloudWatch by which SageMaker takes back a model that replaces another, with `strategy: all-at-once`"),
    "guardrail-routing": (0,src/* choice */.Yq)(["all-at-once", "canary", "linear", "rolling"], "How SageMaker moves the traffic, with `guardrail-alarms`", { default: "canary" }),
    "guardrail-percent": (0,src/* integer */.nd)("Capacity of that canary, step or batch", { default: 10, min: 1, max: 100 }),
    "guardrail-wait": (0,src/* duration */.p0)("How long SageMaker watches the alarms after each step", { default: "10m" }),
};
const spec = (0,src/* defineAction */.QP)({
    name: "deploy",
    description: "Puts a registered model into service: the first one alone, a later one beside it without traffic",
    inputs: {
        ...src/* deploymentInputs */.dP,
        "model-ref": (0,src/* text */.Qq)("name#sha256:…, name@alias or name@version", { required: true }),
        strategy: (0,src/* choice */.Yq)(["canary", "blue-green", "all-at-once"], "Whether the model waits for weight, waits as the inactive colour for promote, or takes all traffic at once", { default: "canary" }),
        engine: (0,src/* choice */.Yq)(["auto", "llama.cpp", "vllm"], "What serves the model on this machine; auto: vLLM where there is a GPU and the version has merged weights", { default: "auto" }),
        port: (0,src/* integer */.nd)("Port of the router at the first deployment; 0 takes a free one", {
            default: 0,
            min: 0,
            max: 65_535,
        }),
        "context-size": (0,src/* integer */.nd)("Tokens of prompt and answer", { default: 2048, min: 64 }),
        threads: (0,src/* integer */.nd)("Threads of the model's server", { default: 1, min: 1 }),
        parallel: (0,src/* integer */.nd)("Requests that the server works on at once", { default: 2, min: 1 }),
        "server-args": (0,src/* text */.Qq)("Further fields of llama.cpp's common_params, or options of vLLM, as a JSON object", {
            default: "{}",
        }),
        ...rayInputs,
        ...sageMakerInputs,
        timeout: (0,src/* duration */.p0)("How long a server may take until it answers; 60s, 15m for vLLM and 30m on SageMaker unless told"),
        ...src/* registryInputs */.P4,
        ...src/* stateInputs */.l5,
    },
    outputs: {
        "deployment-id": "Id of this deployment",
        endpoint: "Address of the router, with /v1",
        "canary-endpoint": "Address of the candidate alone, with /v1; empty when it has all traffic",
        previous: "Model that was in service before; empty at the first deployment",
        deployment: "Path of deployment.json",
        "first-deployment": "true when nothing was in service before",
    },
    permissions: { contents: "read" },
    report: "deployment",
    branding: { icon: "upload-cloud", color: "orange" },
});

;// CONCATENATED MODULE: ./build/actions/deploy/main.js


// bad inputs are told of before the work is loaded
const run = async (inputs, deps) => (await Promise.all(/* import() */[__webpack_require__.e(8815), __webpack_require__.e(4440), __webpack_require__.e(7090), __webpack_require__.e(9796), __webpack_require__.e(1022)]).then(__webpack_require__.bind(__webpack_require__, 1022))).run(inputs, deps);
const main = (surroundings) => (0,src/* runAction */.Cs)(spec, run, surroundings);


/***/ })

};
