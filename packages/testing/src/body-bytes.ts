import type { HttpRequest } from "#platform";

/** All of a request's body. Chunks are copied: who sends may use the memory of one again for the next. */
export async function bytesOf(body: HttpRequest["body"]): Promise<Buffer> {
  if (body === undefined) return Buffer.alloc(0);
  if (typeof body === "string" || body instanceof Uint8Array) return Buffer.from(body as string);
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}
