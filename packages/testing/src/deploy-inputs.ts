/** Inputs of deploy that most tests leave as they are, those that only SageMaker and shadows read among them. */
export const sageMakerDeployInputs = {
  "sagemaker-image": undefined,
  "sagemaker-container": "lmi",
  "sagemaker-environment": "{}",
  "sagemaker-instance-type": "ml.g5.xlarge",
  "sagemaker-instance-count": 1,
  "sagemaker-role": undefined,
  "sagemaker-mode": "instances",
  "sagemaker-memory": undefined,
  "sagemaker-max-concurrency": 10,
  "sagemaker-async-output": undefined,
  "sagemaker-copies": 1,
  "sagemaker-accelerators": 1,
  "sagemaker-data-capture": undefined,
  "sagemaker-data-capture-percent": 20,
  "sagemaker-data-capture-kms-key": undefined,
  "sagemaker-autoscaling": undefined,
  "sagemaker-autoscaling-target": 60,
  mode: "run",
  "shadow-percent": 100,
  "guardrail-alarms": undefined,
  "guardrail-routing": "canary",
  "guardrail-percent": 10,
  "guardrail-wait": 600,
  "rolling-wait": 30,
  "on-busy": "refuse",
  "busy-timeout": 600,
  environment: "production",
  lineage: true,
  "github-token": undefined,
} as const;

/** Where Kubernetes is, as it is unless told; only `target: kubernetes` reads it. */
export const kubernetesPlaceInputs = {
  "kubernetes-engine": "argo-rollouts",
  "kubernetes-namespace": "default",
  "kubernetes-context": undefined,
  "manifests-dir": "manifests",
} as const;

/** Inputs of deploy that only Kubernetes reads, as they are unless told. */
export const kubernetesDeployInputs = {
  ...kubernetesPlaceInputs,
  "kubernetes-server": "vllm",
  "kubernetes-image": undefined,
  "kubernetes-replicas": 1,
  "kubernetes-cpu": "4",
  "kubernetes-memory": "16Gi",
  "kubernetes-gpus": 1,
  "kubernetes-gpu-resource": "nvidia.com/gpu",
  "kubernetes-token-secret": undefined,
  "kubernetes-plan": ["5%", "25%", "50%", "95%"] as string[],
  "kubernetes-gateway": undefined,
  "kubernetes-hostname": undefined,
  "kubernetes-url": undefined,
  "kubernetes-follow": false,
  "kubernetes-sync": 600,
} as const;
