import {
  choice,
  decimal,
  defineAction,
  deploymentInputs,
  duration,
  flag,
  integer,
  list,
  registryInputs,
  stateInputs,
  text,
  url,
} from "#action-kit";

/** For `target: ray-serve` alone. */
const rayInputs = {
  "ray-serve-url": url("Where users reach Ray Serve; the dashboard's host with Serve's port unless told"),
  "ray-serve-port": integer("HTTP port of a Ray Serve that does not run yet", { default: 8000, min: 1, max: 65_535 }),
  "ray-engine": choice(["llama-cpp", "vllm"], "What serves the model: llama.cpp on CPUs, vLLM on GPUs", {
    default: "llama-cpp",
  }),
  "ray-replicas": integer("Replicas of the model", { default: 1, min: 1 }),
  "ray-gpus": decimal("GPUs of a replica, parts of one as well", { default: 0, min: 0 }),
  "ray-pip": flag("Install llama.cpp's server for the replicas; false where the cluster's image holds it", {
    default: true,
  }),
  "ray-application": text("YAML of an application of your own: import-path, args, runtime-env, deployments"),
  "model-uri": text(
    "What replicas find the model by: a path that they share, an http(s) address, a Hugging Face id; the registered file's path unless told. Of SageMaker, always s3://bucket/model.tar.gz or s3://bucket/folder/",
  ),
};

/** For `target: sagemaker` alone; AWS_REGION and credentials come from the environment. */
const sageMakerInputs = {
  "sagemaker-image": text("Image in ECR that serves the model"),
  "sagemaker-container": choice(
    ["lmi", "tgi", "own"],
    "What the image is: DJL's Large Model Inference with vLLM, Hugging Face's TGI, or one that is told nothing of ours",
    { default: "lmi" },
  ),
  "sagemaker-environment": text("Further variables of the container, as a JSON object", { default: "{}" }),
  "sagemaker-instance-type": text("Type of its instances", { default: "ml.g5.xlarge" }),
  "sagemaker-instance-count": integer("Instances of the model", { default: 1, min: 1 }),
  "sagemaker-role": text("ARN of the container's execution role"),
  "guardrail-alarms": list(
    "Alarms of CloudWatch by which SageMaker takes back a model that replaces another, with `strategy: all-at-once`",
  ),
  "guardrail-routing": choice(
    ["all-at-once", "canary", "linear", "rolling"],
    "How SageMaker moves the traffic, with `guardrail-alarms`",
    { default: "canary" },
  ),
  "guardrail-percent": integer("Capacity of that canary, step or batch", { default: 10, min: 1, max: 100 }),
  "guardrail-wait": duration("How long SageMaker watches the alarms after each step", { default: "10m" }),
};

export const spec = defineAction({
  name: "deploy",
  description: "Puts a registered model into service: the first one alone, a later one beside it without traffic",
  inputs: {
    ...deploymentInputs,
    "model-ref": text("name#sha256:…, name@alias or name@version", { required: true }),
    strategy: choice(
      ["canary", "blue-green", "all-at-once"],
      "Whether the model waits for weight, waits as the inactive colour for promote, or takes all traffic at once",
      { default: "canary" },
    ),
    engine: choice(
      ["auto", "llama.cpp", "vllm"],
      "What serves the model on this machine; auto: vLLM where there is a GPU and the version has merged weights",
      { default: "auto" },
    ),
    port: integer("Port of the router at the first deployment; 0 takes a free one", {
      default: 0,
      min: 0,
      max: 65_535,
    }),
    "data-plane": choice(
      ["router", "haproxy"],
      "What carries the traffic of `target: local`, settled by the first deployment: our router (unless told), or this machine's HAProxy (2.6 to 3.2) for more than that can do",
    ),
    "context-size": integer("Tokens of prompt and answer", { default: 2048, min: 64 }),
    threads: integer("Threads of the model's server", { default: 1, min: 1 }),
    parallel: integer("Requests that the server works on at once", { default: 2, min: 1 }),
    "server-args": text("Further fields of llama.cpp's common_params, or options of vLLM, as a JSON object", {
      default: "{}",
    }),
    ...rayInputs,
    ...sageMakerInputs,
    timeout: duration(
      "How long a server may take until it answers; 60s, 15m for vLLM and 30m on SageMaker unless told",
    ),
    ...registryInputs,
    ...stateInputs,
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
