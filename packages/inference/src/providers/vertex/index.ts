import { InputError } from "#contracts";
import { googleAccessToken, type Platform } from "#platform";
import { fetchThrough } from "../../http-fetch.ts";
import type { Inference } from "../../inference.ts";
import type { VendorPorts } from "../../vendor-failure.ts";
import { chatCompletions } from "../openai/chat-completions.ts";

export interface VertexConfig {
  /** With its publisher, as `google/gemini-2.5-flash`. */
  model: string;
  /** GOOGLE_CLOUD_PROJECT unless given. */
  project?: string | undefined;
  /** GOOGLE_CLOUD_LOCATION unless given, else `global`. */
  location?: string | undefined;
  /** Origin of the service, for a private endpoint. */
  baseUrl?: string | undefined;
  timeoutMs?: number | undefined;
  attempts?: number | undefined;
}

/** Models of Vertex AI by its OpenAI-compatible endpoint. */
export async function vertex(ports: VendorPorts & Pick<Platform, "files">, config: VertexConfig): Promise<Inference> {
  const { environment, http } = ports;
  const project = config.project ?? environment.get("GOOGLE_CLOUD_PROJECT") ?? environment.get("GCLOUD_PROJECT");
  if (!project)
    throw new InputError([{ where: "project", problem: "is missing", mend: "set GOOGLE_CLOUD_PROJECT" }], "no-project");
  const location = config.location ?? environment.get("GOOGLE_CLOUD_LOCATION") ?? "global";
  const host = location === "global" ? "aiplatform.googleapis.com" : `${location}-aiplatform.googleapis.com`;
  const origin = (config.baseUrl ?? `https://${host}`).replace(/\/+$/, "");
  const token = googleAccessToken(ports, { provider: "vertex", code: "inference-unauthorized" }).current;
  const { OpenAI } = await import("openai");
  const timeoutMs = config.timeoutMs ?? 120_000;
  const client = new OpenAI({
    // asked for before each request, since a long run outlives a token
    apiKey: token,
    adminAPIKey: null,
    webhookSecret: null,
    organization: null,
    project: null,
    baseURL: `${origin}/v1/projects/${encodeURIComponent(project)}/locations/${encodeURIComponent(location)}/endpoints/openapi`,
    fetch: fetchThrough(http, timeoutMs),
    maxRetries: 0,
    timeout: timeoutMs * 2,
    logLevel: "off",
  });
  return chatCompletions(ports, client, {
    provider: "vertex",
    keyHint: "the account needs the role roles/aiplatform.user in this project",
    model: config.model,
    attempts: config.attempts,
    limit: "max_tokens",
    takesSampling: true,
    // this endpoint lists none
    models: async () => [config.model],
  });
}
