import type { IncomingHttpHeaders, IncomingMessage } from "node:http";

/** Headers of one connection, not of the message (RFC 9110, 7.6.1); the id is told anew on each side. */
const notForwarded = new Set([
  "connection",
  "expect",
  "host",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "x-request-id",
]);

/**
 * What goes on to the next hop: all but the connection's own, and those that `connection` names. Names and values in turn
 * and as they were written: Node takes them so without looking at each again.
 */
export function forwarded({ rawHeaders, headers }: IncomingMessage, requestId: string): string[] {
  // almost always `keep-alive` or `close`, which are no names of headers that travel
  const named =
    headers.connection !== undefined && !/^(keep-alive|close)$/i.test(headers.connection)
      ? headers.connection.toLowerCase().split(/\s*,\s*/)
      : undefined;
  const kept = ["x-request-id", requestId];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] as string;
    const small = name.toLowerCase();
    if (!notForwarded.has(small) && !named?.includes(small)) kept.push(name, rawHeaders[index + 1] as string);
  }
  return kept;
}

export function headerOf(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name.toLowerCase()];
  return Array.isArray(value) ? value[0] : value;
}
