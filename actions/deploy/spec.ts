import {
  choice,
  decimal,
  defineAction,
  deploymentInputs,
  duration,
  flag,
  integer,
  lineageInputs,
  list,
  promotionInputs,
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
    "What replicas find the model by: a path that they share, an http(s) address, a Hugging Face id; the registered file's path unless told. Of SageMaker, always s3://bucket/model.tar.gz or s3://bucket/folder/; of Kubernetes pvc://claim/path, oci://image@sha256:…, hf://owner/name:commit, and with KServe s3://, gs://, https://",
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
  "sagemaker-mode": choice(
    ["instances", "serverless", "async", "inference-component"],
    "What hosts the model: instances of its own, none, instances with a queue before them, or copies on shared ones. All but `instances` take `strategy: all-at-once`",
    { default: "instances" },
  ),
  "sagemaker-memory": integer(
    "MB of a serverless variant, 6144 unless told, or of each copy of an inference component",
    {
      min: 1,
    },
  ),
  "sagemaker-max-concurrency": integer("Requests at once of a serverless variant", { default: 10, min: 1 }),
  "sagemaker-async-output": text("s3://bucket/prefix for the answers, with `sagemaker-mode: async`"),
  "sagemaker-copies": integer("Copies of an inference component", { default: 1, min: 1 }),
  "sagemaker-accelerators": integer("GPUs of each copy of an inference component", { default: 1, min: 0 }),
  "sagemaker-data-capture": text(
    "s3://bucket/prefix where SageMaker keeps requests and answers; weights, promotions and rollbacks keep it",
  ),
  "sagemaker-data-capture-percent": integer("Requests that it keeps, of a hundred", { default: 20, min: 1, max: 100 }),
  "sagemaker-data-capture-kms-key": text("Key of KMS that encrypts them; S3's own without one"),
  "sagemaker-autoscaling": text(
    "Instances of each variant as min..max, scaled by its requests; their number stays without it",
  ),
  "sagemaker-autoscaling-target": decimal("Requests a minute that one instance is to have", { default: 60, min: 0 }),
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

/** For `target: kubernetes` alone; kubectl finds the cluster by itself. */
const kubernetesInputs = {
  "kubernetes-server": choice(
    ["vllm", "llama.cpp", "huggingface"],
    "What serves the model in its container; huggingface is KServe's own runtime",
    { default: "vllm" },
  ),
  "kubernetes-image": text("Image of the server, with a tag or a digest"),
  "kubernetes-replicas": integer("Replicas of the model", { default: 1, min: 1 }),
  "kubernetes-cpu": text("Cores of a replica, as Kubernetes writes them", { default: "4" }),
  "kubernetes-memory": text("Memory of a replica, as Kubernetes writes it", { default: "16Gi" }),
  "kubernetes-gpus": integer("GPUs of a replica", { default: 1, min: 0 }),
  "kubernetes-gpu-resource": text("Name that the cluster has for its GPUs", { default: "nvidia.com/gpu" }),
  "kubernetes-token-secret": text("Secret with HF_TOKEN, for a model of the Hub that is not public"),
  "kubernetes-plan": list("Shares that Argo Rollouts can give the canary, whole percents", {
    default: Array.from({ length: 19 }, (_, step) => `${5 * (step + 1)}%`),
  }),
  "kubernetes-gateway": text("Gateway that requests come in by, as name or namespace/name; for Argo Rollouts"),
  "kubernetes-hostname": text("Host name of the endpoint at the Gateway"),
  "kubernetes-url": url("Where users reach the endpoint; its host name by http, or within the cluster, unless told"),
  "kubernetes-follow": flag(
    "Wait until the manifest is applied and the model stands; false writes the manifest and ends",
    {
      default: false,
    },
  ),
  "kubernetes-sync": duration("How long the GitOps agent may take, with `kubernetes-follow`", { default: "10m" }),
};

export const spec = defineAction({
  name: "deploy",
  description: "Puts a registered model into service: the first one alone, a later one beside it without traffic",
  post: true,
  inputs: {
    ...deploymentInputs,
    "model-ref": text("name#sha256:…, name@alias or name@version", { required: true }),
    strategy: choice(
      ["canary", "blue-green", "all-at-once", "rolling", "shadow"],
      "Whether the model waits for weight, waits as the inactive colour for promote, takes all traffic at once, or instance by instance (not on this machine, where a model has one), or gets copies of the requests",
      { default: "canary" },
    ),
    mode: choice(
      ["run", "submit", "collect"],
      "`run` waits until the model stands. On SageMaker `submit` asks for it and ends at once, on Kubernetes it writes the manifest that a commit asks by; each `collect` with the same inputs, in a later run, takes one look: ends what is ready, goes on with what is not, fails where it failed",
      { default: "run" },
    ),
    "shadow-percent": decimal("Requests that a shadow gets copies of, of a hundred", {
      default: 100,
      min: 0,
      max: 100,
    }),
    "rolling-wait": duration(
      "How long each instance of `strategy: rolling` is watched; on SageMaker guardrail-wait is",
      {
        default: "30s",
      },
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
    "router-settings": text(
      "Path of a YAML file for the router of `target: local`: userHeader or userField (the same user stays on the same variant), time limits, largest body, circuit, USD an hour; what the endpoint has stays unless told",
    ),
    "context-size": integer("Tokens of prompt and answer", { default: 2048, min: 64 }),
    threads: integer("Threads of the model's server", { default: 1, min: 1 }),
    parallel: integer("Requests that the server works on at once", { default: 2, min: 1 }),
    "server-args": text("Further fields of llama.cpp's common_params, or options of vLLM, as a JSON object", {
      default: "{}",
    }),
    ...rayInputs,
    ...sageMakerInputs,
    ...kubernetesInputs,
    timeout: duration(
      "How long a server may take until it answers; 60s, 15m for vLLM and on Kubernetes, 30m on SageMaker unless told",
    ),
    environment: promotionInputs.environment,
    "github-token": promotionInputs["github-token"],
    ...registryInputs,
    ...lineageInputs,
    ...stateInputs,
  },
  outputs: {
    outcome:
      "deployed; in-progress while it was submitted and does not stand yet; none where there was nothing to collect; written with a manifest alone",
    collected: "With `mode: collect`, true in the look that found it ready, and in no later one",
    "deployment-id": "Id of this deployment",
    endpoint: "Address of the router, with /v1; empty while nothing serves",
    "canary-endpoint": "Address of the candidate alone, with /v1; empty when it has all traffic",
    previous: "Model that was in service before; empty at the first deployment",
    deployment: "Path of deployment.json",
    manifest: "Path of the manifest, with `target: kubernetes`; commit it",
    "first-deployment": "true when nothing was in service before",
  },
  permissions: { contents: "read", deployments: "write" },
  report: "deployment",
  branding: { icon: "upload-cloud", color: "orange" },
});
