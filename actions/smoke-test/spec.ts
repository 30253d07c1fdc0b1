import { choice, defineAction, duration, secret, text, url } from "#action-kit";

export const spec = defineAction({
  name: "smoke-test",
  description: "Asks a server a few questions, and what it is, and holds the answers to what a YAML suite expects",
  gate: true,
  inputs: {
    suite: text("Suite (YAML)", { default: "smoke.yaml" }),
    target: choice(
      ["openai-compatible", "ray-serve", "sagemaker"],
      "What answers: a server of the OpenAI API or the router, an application of Ray Serve, an endpoint of SageMaker",
      { default: "openai-compatible" },
    ),
    endpoint: url("OpenAI-compatible address up to /v1; not for `target: sagemaker`", {
      environment: "OPENAI_BASE_URL",
    }),
    "sagemaker-endpoint": text("Name of the endpoint, for `target: sagemaker`"),
    "sagemaker-variant": text("Variant of it that answers; its weights decide unless told"),
    "sagemaker-component": text("Inference component that answers, where the endpoint holds components"),
    "sagemaker-async-input": text(
      "s3://bucket/prefix for the questions to an asynchronous endpoint, which takes no others; they and their answers are deleted afterwards",
    ),
    "sagemaker-async-timeout": duration("How long an asynchronous endpoint may take to answer a question", {
      default: "15m",
    }),
    model: text("Name of the model in requests", { default: "default" }),
    version: text("What the server has to say it serves, in place of the suite's `endpoint.version`; a model ref"),
    for: duration("How long the suite is asked again, as while a promotion bakes; the first round that fails ends it", {
      default: "0s",
    }),
    every: duration("Time between two rounds, with `for`", { default: "30s" }),
    "api-key": secret("Key of the endpoint", { environment: "OPENAI_API_KEY" }),
  },
  outputs: { failed: "Number of probes that failed in the last round", rounds: "Rounds that were asked" },
  permissions: { contents: "read" },
  branding: { icon: "activity", color: "yellow" },
});
