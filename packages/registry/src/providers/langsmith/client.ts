import * as z from "zod";
import { ToolkitError } from "#contracts";
import {
  type HttpResponse,
  isRetryableStatus,
  isUnanswered,
  loggedRetries,
  RetryAfterError,
  retryAfterMs,
  withRetry,
} from "#platform";
import { type Place, type Ports, provider } from "./config.ts";

export interface Client {
  /**
   * A reading call behind `/api/v1`. Throws ToolkitError `langsmith-unreachable`, `langsmith-not-there` (something else
   * answers), `langsmith-unauthorized`, `langsmith-forbidden`, `prompt-not-found`, `langsmith-refused`.
   */
  get<Schema extends z.ZodType>(
    path: readonly string[],
    query: Record<string, string>,
    schema: Schema,
  ): Promise<z.output<Schema>>;
}

/** A page of a hundred prompts of half a megabyte each; what is longer is no answer that we can hold. */
const mostBytes = 64 * 2 ** 20;

export function langsmithClient(ports: Ports, { root, apiKey, workspace }: Place): Client {
  const { http, clock, log } = ports;
  const headers = {
    accept: "application/json",
    "x-api-key": apiKey,
    ...(workspace !== undefined && { "x-tenant-id": workspace }),
  };

  async function once(url: string, what: string): Promise<string> {
    const response = await http.send({ url, headers });
    const text = await boundedText(response, what);
    if (response.status >= 200 && response.status < 300) return text;
    const refused = refusal(ports, response, text, what);
    const pauseMs = refused.retryable ? retryAfterMs(response.headers, clock.now()) : undefined;
    if (pauseMs === undefined) throw refused;
    const { code, status, message } = refused;
    throw new RetryAfterError({ code, status, message, provider }, pauseMs);
  }

  return {
    async get(path, query, schema) {
      const what = `GET /${path.join("/")}`;
      const parameters = Object.keys(query).length > 0 ? `?${new URLSearchParams(query)}` : "";
      const url = `${root}/api/v1/${path.map(encodeURIComponent).join("/")}${parameters}`;
      const text = await withRetry(ports, () => once(url, what), {
        attempts: 5,
        onRetry: loggedRetries(log, "LangSmith"),
      }).catch((cause: unknown) => {
        throw unreachable(cause);
      });
      const parsed = schema.safeParse(jsonOf(text));
      if (parsed.success) return parsed.data;
      throw notThere(what, 200);
    },
  };
}

async function boundedText({ body, status }: HttpResponse, what: string): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > mostBytes) {
      const message = `${what}: the answer is longer than ${mostBytes} bytes`;
      throw new ToolkitError({ code: "langsmith-not-there", provider, status, message });
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** `detail` of the Python half of the server, `error` of the Go half (the published OpenAPI of July 2026). */
const errorSchema = z.looseObject({ detail: z.unknown().optional(), error: z.unknown().optional() });

/** What an answer that is not 2xx means. Its text is another's: cut and redacted. */
function refusal({ secrets }: Ports, { status, headers }: HttpResponse, text: string, what: string): ToolkitError {
  const fields = errorSchema.safeParse(jsonOf(text.slice(0, 20_000))).data;
  const said = fields?.detail ?? fields?.error;
  const words = typeof said === "string" ? said : said === undefined ? "" : JSON.stringify(said);
  const plain = secrets
    .redact(words.replace(/\p{C}+|\s+/gu, " "))
    .slice(0, 300)
    .trim();
  const message = `${what}: HTTP ${status}${plain && `: ${plain}`}`;
  const details = { provider, status, message };
  if (isRetryableStatus(status))
    return new ToolkitError({ ...details, code: "langsmith-unreachable", retryable: true });
  if (status === 401) {
    const hint = "set LANGSMITH_API_KEY to a key of smith.langchain.com (Settings, API Keys) that is not expired";
    return new ToolkitError({ ...details, code: "langsmith-unauthorized", hint });
  }
  const page = /text\/html/.test(headers.get("content-type") ?? "");
  // a proxy's 403 is a page, LangSmith's own is JSON
  if (page || said === undefined) return notThere(what, status);
  if (status === 403) {
    const hint =
      fields?.error === "org_scoped_key_requires_workspace"
        ? "this key is of a whole organization: set LANGSMITH_WORKSPACE_ID to the workspace of the prompts"
        : "give the key's role prompts:read in the workspace, and check LANGSMITH_WORKSPACE_ID";
    return new ToolkitError({ ...details, code: "langsmith-forbidden", hint });
  }
  // FastAPI's own words for a route that it does not have
  if (status === 404 && said === "Not Found") return notThere(what, status);
  if (status === 404) {
    const hint =
      "check the name, whose the prompt is (registries: langsmith=<owner>), and that the key is one of its workspace";
    return new ToolkitError({ ...details, code: "prompt-not-found", hint });
  }
  return new ToolkitError({ ...details, code: "langsmith-refused" });
}

export function notThere(what: string, status: number): ToolkitError {
  return new ToolkitError({
    code: "langsmith-not-there",
    provider,
    status,
    message: `${what}: something answers, but not as LangSmith does`,
    hint: "check LANGSMITH_ENDPOINT: https://api.smith.langchain.com, or the address of your own server",
  });
}

function unreachable(cause: unknown): unknown {
  if (!isUnanswered(cause)) return cause;
  const message = `LangSmith does not answer: ${cause.message}`;
  return new ToolkitError({ code: "langsmith-unreachable", provider, retryable: true, message, cause });
}
