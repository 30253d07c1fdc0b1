import { ToolkitError } from "#contracts";
import type { Inference } from "#inference";
import type { Http, HttpResponse } from "#platform";
import { type Finding, found, type Problems } from "./outcome.ts";

/** Statuses by which a server of TLS says that it does not speak without. */
const speaksNoPlainHttp = new Set([400, 403, 404, 421, 426]);

/** The address is one of TLS whose certificate holds, and nothing answers there without. */
export async function checkTls(http: Http, baseUrl: string, signal: AbortSignal): Promise<Finding> {
  if (!baseUrl.startsWith("https:")) return found(new URL(baseUrl).origin, { check: "no-tls", expected: "https://" });
  const models = `${baseUrl.replace(/\/+$/, "")}/models`;
  const secure = await answered(http, models, signal);
  if (typeof secure === "string") return found(secure, { check: "certificate", expected: secure });
  const plain = await answered(http, models.replace(/^https:/, "http:"), signal);
  if (typeof plain === "string") return found(plain);
  const { status, headers } = plain;
  const sentOn = status >= 300 && status < 400 && (headers.get("location") ?? "").startsWith("https:");
  if (sentOn || speaksNoPlainHttp.has(status)) return found(`HTTP ${status}`);
  return found(`HTTP ${status}`, { check: "plain-http", expected: `HTTP ${status}` });
}

/** What came, or why nothing did. No token goes along: it would be in the clear. */
async function answered(http: Http, url: string, signal: AbortSignal): Promise<HttpResponse | string> {
  try {
    return await http.send({ url, timeoutMs: 10_000, signal });
  } catch (error) {
    if (!(error instanceof ToolkitError) || error.code === "cancelled") throw error;
    return error.message;
  }
}

/**
 * Neither without a token nor with a wrong one does the model answer. Asked by a question: servers list their models to
 * anybody (llama.cpp with `--api-key` does).
 */
export async function checkAuth(
  withKey: (apiKey: string | undefined) => Promise<Inference>,
  wrongKey: string,
  signal: AbortSignal,
): Promise<Finding> {
  const problems: Problems = [];
  const without = await statusOf(await withKey(undefined), signal);
  if (!refused.test(without)) problems.push({ check: "open", expected: without });
  const wrong = await statusOf(await withKey(wrongKey), signal);
  if (!refused.test(wrong)) problems.push({ check: "any-token", expected: wrong });
  return { problems, got: `${without}, ${wrong}` };
}

const refused = /^HTTP 40[13]$/;

async function statusOf(inference: Inference, signal: AbortSignal): Promise<string> {
  try {
    await inference.chat({ messages: [{ role: "user", content: "hi" }], maxTokens: 1 }, signal);
    return "HTTP 200";
  } catch (error) {
    if (!(error instanceof ToolkitError) || error.code === "cancelled") throw error;
    return error.status === undefined ? error.code : `HTTP ${error.status}`;
  }
}
