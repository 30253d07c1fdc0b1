import type { IncomingHttpHeaders } from "node:http";

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
export function forwarded(
  raw: readonly (string | Buffer)[],
  connection: string | undefined,
  requestId: string,
): string[] {
  // almost always `keep-alive` or `close`, which are no names of headers that travel
  const named =
    connection !== undefined && !/^(keep-alive|close)$/i.test(connection)
      ? connection.toLowerCase().split(/\s*,\s*/)
      : undefined;
  const kept = ["x-request-id", requestId];
  for (let index = 0; index < raw.length; index += 2) {
    const name = textOf(raw[index] as string | Buffer);
    const small = name.toLowerCase();
    if (!notForwarded.has(small) && !named?.includes(small)) kept.push(name, textOf(raw[index + 1] as string | Buffer));
  }
  return kept;
}

/** One character a byte, as Node reads and writes headers. */
const textOf = (part: string | Buffer): string => (typeof part === "string" ? part : part.toString("latin1"));

export function headerOf(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name.toLowerCase()];
  return Array.isArray(value) ? value[0] : value;
}
