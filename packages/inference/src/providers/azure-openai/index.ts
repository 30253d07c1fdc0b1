import { InputError, type Problem } from "#contracts";
import { fetchThrough } from "../../http-fetch.ts";
import type { Inference } from "../../inference.ts";
import type { VendorPorts } from "../../vendor-failure.ts";
import { chatCompletions } from "../openai/chat-completions.ts";
import { takesSampling } from "../openai/traits.ts";

export interface AzureOpenAiConfig {
  /** Name of the deployment. */
  model: string;
  /** `https://<resource>.openai.azure.com`; AZURE_OPENAI_ENDPOINT unless given. */
  endpoint?: string | undefined;
  /** AZURE_OPENAI_API_KEY unless given; without one a Microsoft Entra token of AZURE_OPENAI_AD_TOKEN. */
  apiKey?: string | undefined;
  /** OPENAI_API_VERSION unless given. */
  apiVersion?: string | undefined;
  timeoutMs?: number | undefined;
  attempts?: number | undefined;
}

/** The first version in general availability with structured outputs. */
const defaultApiVersion = "2024-10-21";

/** Azure OpenAI by the official client. */
export async function azureOpenAi(ports: VendorPorts, config: AzureOpenAiConfig): Promise<Inference> {
  const { environment, http, secrets } = ports;
  const endpoint = config.endpoint ?? environment.get("AZURE_OPENAI_ENDPOINT");
  const apiKey = config.apiKey ?? environment.get("AZURE_OPENAI_API_KEY");
  const token = apiKey ? undefined : environment.get("AZURE_OPENAI_AD_TOKEN");
  const problems: Problem[] = [];
  if (!endpoint) problems.push({ where: "endpoint", problem: "is missing", mend: "set AZURE_OPENAI_ENDPOINT" });
  if (!apiKey && !token)
    problems.push({
      where: "api-key",
      problem: "is missing",
      mend: "set AZURE_OPENAI_API_KEY, or AZURE_OPENAI_AD_TOKEN for Microsoft Entra",
    });
  if (problems.length > 0) throw new InputError(problems, "no-key");
  secrets.mask(apiKey ?? "");
  secrets.mask(token ?? "");
  const { AzureOpenAI } = await import("openai");
  const timeoutMs = config.timeoutMs ?? 120_000;
  const client = new AzureOpenAI({
    endpoint,
    deployment: config.model,
    apiVersion: config.apiVersion ?? environment.get("OPENAI_API_VERSION") ?? defaultApiVersion,
    ...(apiKey ? { apiKey } : { azureADTokenProvider: async () => token as string }),
    // null keeps the client from OPENAI_BASE_URL, which belongs to another provider
    baseURL: null,
    organization: null,
    project: null,
    adminAPIKey: null,
    webhookSecret: null,
    fetch: fetchThrough(http, timeoutMs),
    maxRetries: 0,
    timeout: timeoutMs * 2,
    logLevel: "off",
  });
  const reasons = !takesSampling(config.model);
  return chatCompletions(ports, client, {
    provider: "azure-openai",
    keyHint: "check AZURE_OPENAI_API_KEY or the token's role (Cognitive Services OpenAI User)",
    model: config.model,
    attempts: config.attempts,
    limit: reasons ? "max_completion_tokens" : "max_tokens",
    takesSampling: !reasons,
    models: async () => (await client.models.list()).data.map(({ id }) => id),
  });
}
