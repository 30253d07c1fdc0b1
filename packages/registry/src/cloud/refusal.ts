import * as z from "zod";
import { ToolkitError } from "#contracts";
import { type HttpResponse, isRetryableStatus, type Secrets } from "#platform";

/** The words that a service's refusals are said in. */
export interface Refusals {
  provider: string;
  /** `Vertex AI`, `Azure Blob Storage`. */
  vendor: string;
  /** How to mend a token that is refused. */
  unauthorizedHint: string;
  /** The role that is missing, and where. */
  forbiddenHint: string;
  addressHint: string;
}

/** What the service itself calls an error: `RESOURCE_EXHAUSTED`, `BlobNotFound`. */
export class ServiceRefusal extends Error {}

/** What an answer that is not 2xx means. Its text is another's: cut and redacted. */
export async function refusal(
  words: Refusals,
  secrets: Secrets,
  response: HttpResponse,
  what: string,
): Promise<ToolkitError> {
  const { status } = response;
  const text = (await response.text().catch(() => "")).slice(0, 20_000);
  const said = errorOf(text);
  const message = secrets.redact(said ? `${said.code}: ${said.message}` : plain(text)).slice(0, 600);
  return refusalOf(words, { status, code: said?.code, message: `${what}: HTTP ${status}: ${message}`.trim() });
}

/** The same of an error that came inside a long-running operation. */
export function refusalOf(
  words: Refusals,
  { status, code, message }: { status: number; code: string | undefined; message: string },
): ToolkitError {
  const { provider } = words;
  const details = {
    provider,
    status,
    message,
    retryable: status !== 409 && isRetryableStatus(status),
    ...(code !== undefined && { cause: new ServiceRefusal(code) }),
  };
  if (status === 401)
    return new ToolkitError({ ...details, code: `${provider}-unauthorized`, hint: words.unauthorizedHint });
  if (status === 507 || isQuota(code, message)) {
    const hint = `ask for more in the quotas of ${words.vendor}, or remove what nobody needs`;
    return new ToolkitError({ ...details, code: `${provider}-quota`, hint });
  }
  if (status === 403) return new ToolkitError({ ...details, code: `${provider}-forbidden`, hint: words.forbiddenHint });
  if (code !== undefined) return new ToolkitError({ ...details, code: `${provider}-refused` });
  if (details.retryable) return new ToolkitError({ ...details, code: `${provider}-unreachable` });
  return new ToolkitError({
    ...details,
    code: `${provider}-not-there`,
    message: `${message.split(": HTTP")[0]}: something answers with HTTP ${status}, but not as ${words.vendor} does`,
    hint: words.addressHint,
  });
}

/** Whether the error is the service's refusal with one of these codes of its own. */
export function isRefusal(error: unknown, ...codes: string[]): boolean {
  return error instanceof ToolkitError && error.cause instanceof ServiceRefusal && codes.includes(error.cause.message);
}

/** A rate that is exceeded comes back in time; an amount does not, and its 429 or 403 looks the same but for the text. */
const isQuota = (code: string | undefined, message: string): boolean =>
  (code === "RESOURCE_EXHAUSTED" && !/rate|per minute|per second/i.test(message)) ||
  /quota.*(exceeded|limit)|(exceed|reach).*quota|QuotaExceeded|AccountStorageLimit/i.test(message);

const googleSchema = z.object({ error: z.object({ message: z.string().default(""), status: z.string() }) });
const azureSchema = z.object({ error: z.object({ code: z.string(), message: z.string().default("") }) });
/** Cloud Storage's JSON API says its own code as a reason only. */
const reasonSchema = z.object({
  error: z.object({
    message: z.string().default(""),
    errors: z.array(z.object({ reason: z.string() })).min(1),
  }),
});

function errorOf(text: string): { code: string; message: string } | undefined {
  const xml = /<Error>\s*<Code>([^<]+)<\/Code>\s*<Message>([^<]*)<\/Message>/.exec(text);
  if (xml) return { code: xml[1] ?? "", message: plain(xml[2] ?? "") };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const google = googleSchema.safeParse(value).data?.error;
  if (google) return { code: google.status, message: google.message };
  const azure = azureSchema.safeParse(value).data?.error;
  if (azure) return azure;
  const storage = reasonSchema.safeParse(value).data?.error;
  return storage && { code: storage.errors[0]?.reason ?? "", message: storage.message };
}

const plain = (text: string): string =>
  text
    .replace(/<(script|style)[\s\S]*?<\/\1>/gi, " ")
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, 300);
