import { createHash } from "node:crypto";
import * as z from "zod";
import { answered, bodyOf, type HubCall, Refused } from "./answers.ts";
import { headersOf, ranged } from "./read-routes.ts";
import type { Route } from "./routes.ts";
import { signatureOf } from "./signature.ts";
import { type StoredRepository, sha256Of } from "./state.ts";

const object = "/storage/([^/]+)/([^/]+)/([0-9a-f]{64})";

export const partsOf = (size: number, partBytes: number): number =>
  size > partBytes ? Math.ceil(size / partBytes) : 0;

/** Where an object goes: whole, or in parts that a last call joins (the Hub's own transfer `multipart`). */
export function uploadOf(address: string, oid: string, parts: number, partBytes: number): object {
  const signed = (path: string): string => `${address}${path}?signature=${signatureOf(oid)}`;
  if (parts === 0) return { href: signed("") };
  const numbers = Array.from({ length: parts }, (_, index) => String(index + 1));
  const addresses = numbers.map((number) => [number.padStart(5, "0"), signed(`/parts/${number}`)]);
  return { href: signed("/complete"), header: { chunk_size: String(partBytes), ...Object.fromEntries(addresses) } };
}

/** Storage knows signatures only: another way to say who one is, beside it, is refused (S3 does the same). */
function requireSigned({ url, headers }: HubCall, oid: string): void {
  if (url.searchParams.get("signature") !== signatureOf(oid)) throw new Refused(403, "SignatureDoesNotMatch");
  if (headers.has("authorization")) throw new Refused(400, "Only one auth mechanism allowed");
}

function arrived(call: HubCall, oid: string, { granted }: StoredRepository): { size: number; content: Buffer } {
  requireSigned(call, oid);
  const size = granted.get(oid);
  if (size === undefined) throw new Refused(403, "AccessDenied");
  if (!call.headers.has("content-length")) throw new Refused(411, "MissingContentLength");
  return { size, content: Buffer.from(call.body) };
}

function keep({ objects }: StoredRepository, oid: string, size: number, content: Buffer): void {
  if (content.length !== size || sha256Of(content) !== oid) throw new Refused(400, "BadDigest");
  objects.set(oid, content);
}

const etagOf = (content: Buffer): string => `"${createHash("md5").update(content).digest("hex")}"`;
const completeSchema = z.strictObject({
  oid: z.string(),
  parts: z.array(z.strictObject({ partNumber: z.int(), etag: z.string() })).min(1),
});

/** The bytes, at another host than the Hub's. */
export const storageRoutes: Route[] = [
  {
    method: "PUT",
    path: new RegExp(`^${object}$`),
    needs: "anyone",
    answer(call, [, , oid = ""], { repository }) {
      const { size, content } = arrived(call, oid, repository);
      keep(repository, oid, size, content);
      return { status: 200, body: "", headers: { etag: etagOf(content) } };
    },
  },
  {
    method: "PUT",
    path: new RegExp(`^${object}/parts/(\\d+)$`),
    needs: "anyone",
    answer(call, [, , oid = "", number = ""], { repository, partBytes }) {
      const { size, content } = arrived(call, oid, repository);
      const last = Number(number) === partsOf(size, partBytes);
      if (content.length !== (last ? size - partBytes * (Number(number) - 1) : partBytes))
        throw new Refused(400, "a part of another size than chunk_size");
      repository.parts.set(`${oid}/${number}`, content);
      return { status: 200, body: "", headers: { etag: etagOf(content) } };
    },
  },
  {
    method: "POST",
    path: new RegExp(`^${object}/complete$`),
    needs: "anyone",
    answer(call, [, , oid = ""], { repository, partBytes }) {
      const { size } = arrived(call, oid, repository);
      const said = bodyOf(call, completeSchema);
      const found = Array.from({ length: partsOf(size, partBytes) }, (_, index) =>
        repository.parts.get(`${oid}/${index + 1}`),
      );
      const whole = found.every((part, index) => {
        const { partNumber, etag } = said.parts[index] ?? {};
        return part !== undefined && partNumber === index + 1 && etag === etagOf(part);
      });
      if (!whole || said.oid !== oid || said.parts.length !== found.length) throw new Refused(400, "InvalidPart");
      keep(repository, oid, size, Buffer.concat(found as Buffer[]));
      return answered({});
    },
  },
  {
    method: "GET",
    path: new RegExp(`^${object}$`),
    needs: "anyone",
    answer(call, [, , oid = ""], { repository }) {
      requireSigned(call, oid);
      const content = repository.objects.get(oid);
      if (!content) throw new Refused(404, "NoSuchKey");
      return { ...ranged(call, content), ...headersOf(call, content, { etag: `"${oid}"` }) };
    },
  },
];
