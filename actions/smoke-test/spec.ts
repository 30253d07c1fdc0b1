import { defineAction, secret, text, url } from "#action-kit";

export const spec = defineAction({
  name: "smoke-test",
  description: "Asks a server a few questions and holds the answers to what a YAML suite expects",
  gate: true,
  inputs: {
    suite: text("Suite (YAML)", { default: "smoke.yaml" }),
    endpoint: url("OpenAI-compatible address up to /v1", { required: true, environment: "OPENAI_BASE_URL" }),
    model: text("Name of the model in requests", { default: "default" }),
    "api-key": secret("Key of the endpoint", { environment: "OPENAI_API_KEY" }),
  },
  outputs: { failed: "Number of probes that failed" },
  permissions: { contents: "read" },
  branding: { icon: "activity", color: "yellow" },
});
