import { ToolkitError } from "#contracts";
import type { HttpRequest, HttpResponse } from "#platform";
import { bytesOf } from "../body-bytes.ts";
import type { HubAnswer, HubCall } from "./answers.ts";

/** A call without a socket, with the errors that `nodeHttp` would throw. */
export async function inProcessHub(
  hub: { handle(call: HubCall): Promise<HubAnswer> },
  { method = "GET", url, headers, body }: HttpRequest,
): Promise<HttpResponse> {
  const failed = (cause: unknown): ToolkitError =>
    new ToolkitError({ code: "http-unreachable", retryable: true, message: "reset", cause });
  const bytes = await bytesOf(body).catch((cause: unknown) => {
    throw failed(cause);
  });
  const length = body === undefined || typeof body === "string" ? { "content-length": String(bytes.length) } : {};
  const names = Object.entries({ ...length, ...headers }).map(([name, value]) => [name.toLowerCase(), value] as const);
  const call = { method, url: new URL(url), headers: new Map(names), body: bytes };
  const answer = await hub.handle(call).catch((cause: unknown) => {
    throw cause instanceof ToolkitError ? cause : failed(cause);
  });
  const content = typeof answer.body === "string" ? Buffer.from(answer.body) : answer.body;
  const text = async (): Promise<string> => new TextDecoder().decode(content);
  return {
    status: answer.status,
    headers: new Map(Object.entries(answer.headers ?? {})),
    body: (async function* () {
      if (content.length > 0) yield content;
    })(),
    text,
    json: async () => JSON.parse(await text()) as unknown,
  };
}
