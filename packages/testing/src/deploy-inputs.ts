/** Inputs of deploy that only SageMaker reads, as they are unless told. */
export const sageMakerDeployInputs = {
  "sagemaker-image": undefined,
  "sagemaker-container": "lmi",
  "sagemaker-environment": "{}",
  "sagemaker-instance-type": "ml.g5.xlarge",
  "sagemaker-instance-count": 1,
  "sagemaker-role": undefined,
  "guardrail-alarms": undefined,
  "guardrail-routing": "canary",
  "guardrail-percent": 10,
  "guardrail-wait": 600,
} as const;
