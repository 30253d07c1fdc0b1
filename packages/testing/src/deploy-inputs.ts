/** Inputs of deploy that most tests leave as they are, those that only SageMaker reads among them. */
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
  "rolling-wait": 30,
  "on-busy": "refuse",
  "busy-timeout": 600,
  environment: "production",
  "github-token": undefined,
} as const;
