import { InputError } from "#contracts";
import { fetchThrough } from "../../http-fetch.ts";
import type { Inference } from "../../inference.ts";
import type { VendorPorts } from "../../vendor-failure.ts";
import { chatCompletions } from "./chat-completions.ts";
import { takesSampling } from "./traits.ts";

export interface OpenAiConfig {
  model: string;
  /** OPENAI_API_KEY unless given. */
  apiKey?: string | undefined;
  /** OPENAI_BASE_URL unless given, else the public API. */
  baseUrl?: string | undefined;
  /** Milliseconds for one answer. */
  timeoutMs?: number | undefined;
  /** Attempts in all. */
  attempts?: number | undefined;
}

/** OpenAI by its official client. */
export async function openAi(ports: VendorPorts, config: OpenAiConfig): Promise<Inference> {
  const { environment, http, secrets } = ports;
  const apiKey = config.apiKey ?? environment.get("OPENAI_API_KEY");
  if (!apiKey)
    throw new InputError([{ where: "api-key", problem: "is missing", mend: "set OPENAI_API_KEY" }], "no-key");
  secrets.mask(apiKey);
  const { OpenAI } = await import("openai");
  const timeoutMs = config.timeoutMs ?? 120_000;
  const client = new OpenAI({
    apiKey,
    adminAPIKey: null,
    webhookSecret: null,
    baseURL: config.baseUrl ?? environment.get("OPENAI_BASE_URL") ?? "https://api.openai.com/v1",
    organization: environment.get("OPENAI_ORG_ID") ?? null,
    project: environment.get("OPENAI_PROJECT_ID") ?? null,
    fetch: fetchThrough(http, timeoutMs),
    maxRetries: 0,
    // ours comes first, and says so
    timeout: timeoutMs * 2,
    logLevel: "off",
  });
  return chatCompletions(ports, client, {
    provider: "openai",
    keyHint: "check OPENAI_API_KEY",
    model: config.model,
    attempts: config.attempts,
    limit: "max_completion_tokens",
    takesSampling: takesSampling(config.model),
    models: async () => (await client.models.list()).data.map(({ id }) => id),
  });
}
