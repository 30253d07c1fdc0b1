import { ToolkitError } from "#contracts";
import type { HttpRequest, HttpResponse } from "#platform";
import { bytesOf } from "../body-bytes.ts";
import type { WandbAnswer, WandbCall } from "./call.ts";

/** A call without a socket, with the errors that `nodeHttp` would throw. */
export async function inProcess(
  fake: { handle(call: WandbCall): Promise<WandbAnswer> },
  { method = "GET", url, headers, body }: HttpRequest,
): Promise<HttpResponse> {
  const bytes = await bytesOf(body);
  const names = Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), value] as const);
  const answer = await fake.handle(wandbCall(method, new URL(url), new Map(names), bytes)).catch((cause: unknown) => {
    if (cause instanceof ToolkitError) throw cause;
    throw new ToolkitError({ code: "http-unreachable", retryable: true, message: "reset", cause });
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

export function wandbCall(method: string, url: URL, headers: ReadonlyMap<string, string>, body: Uint8Array): WandbCall {
  const graphql =
    url.pathname === "/graphql" ? (JSON.parse(Buffer.from(body).toString("utf8")) as { query: string }) : undefined;
  const operation = /(?:query|mutation)\s+(\w+)/.exec(graphql?.query ?? "")?.[1];
  const changes = graphql ? /^\s*mutation\b/m.test(graphql.query) : method !== "GET";
  return { method, url, headers, body, operation, changes };
}
