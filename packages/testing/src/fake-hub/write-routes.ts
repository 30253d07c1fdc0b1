import * as z from "zod";
import { answered, bodyOf, checked, type HubAnswer, type HubCall, jsonOf, Refused } from "./answers.ts";
import { headersOf, ranged, signatureOf } from "./read-routes.ts";
import { type Route, type RouteContext, requireRevision } from "./routes.ts";
import { addCommit, lfsFile, regularFile, type StoredFile, sha256Of } from "./state.ts";

const model = "/api/models/([^/]+)/([^/]+)";
const oidSchema = z.string().regex(/^[0-9a-f]{64}$/);
/** A larger file has to be LFS. */
const regularBytes = 10 * 2 ** 20;

const preuploadSchema = z.strictObject({
  files: z.array(z.strictObject({ path: z.string(), size: z.int().min(0), sample: z.base64() })),
  gitAttributes: z.string().optional(),
  gitIgnore: z.string().optional(),
});
const batchSchema = z.strictObject({
  operation: z.literal("upload"),
  transfers: z.array(z.enum(["basic", "multipart", "xet"])),
  hash_algo: z.enum(["sha256", "sha_256"]),
  ref: z.strictObject({ name: z.string() }).optional(),
  objects: z.array(z.strictObject({ oid: oidSchema, size: z.int().min(1) })).min(1),
});
const pathSchema = z
  .string()
  .refine((path) => path.split("/").every((part) => !["", ".", "..", ".git"].includes(part)), { error: "bad path" });
const lineSchema = z.discriminatedUnion("key", [
  z.strictObject({
    key: z.literal("header"),
    value: z.strictObject({
      summary: z.string().min(1),
      description: z.string().optional(),
      parentCommit: z.string().optional(),
    }),
  }),
  z.strictObject({
    key: z.literal("file"),
    value: z.strictObject({ path: pathSchema, content: z.base64(), encoding: z.literal("base64") }),
  }),
  z.strictObject({
    key: z.literal("lfsFile"),
    value: z.strictObject({ path: pathSchema, algo: z.literal("sha256"), oid: oidSchema, size: z.int() }),
  }),
  z.strictObject({ key: z.literal("deletedFile"), value: z.strictObject({ path: pathSchema }) }),
]);

/** By the repository's .gitattributes, its size, or what it looks like. */
function uploadMode(path: string, size: number, sample: string): "lfs" | "regular" {
  const named = /\.(bin|safetensors|gguf|onnx|pt|h5|msgpack|zip)$/.test(path);
  return named || size > regularBytes || Buffer.from(sample, "base64").includes(0) ? "lfs" : "regular";
}

function commit(
  call: HubCall,
  [, , encoded = ""]: string[],
  { state, repository, now, baseUrl }: RouteContext,
): HubAnswer {
  if (!/^application\/x-ndjson/.test(call.headers.get("content-type") ?? "")) throw new Refused(415, "expects NDJSON");
  const lines = Buffer.from(call.body).toString("utf8").trim().split("\n");
  const [first, ...rest] = lines.map((line) => checked(lineSchema, jsonOf(line)));
  if (first?.key !== "header") throw new Refused(400, "The first line must be the header");
  const branch = decodeURIComponent(encoded);
  const head = requireRevision(repository, branch);
  const { summary, description = "", parentCommit } = first.value;
  if (parentCommit !== undefined && parentCommit !== head.id)
    throw new Refused(412, "A commit has happened since. Please refresh and try again.");
  const tree = new Map<string, StoredFile>(head.tree);
  const touched = new Set<string>();
  for (const line of rest) {
    if (line.key === "header") throw new Refused(400, "Only one header");
    const { path } = line.value;
    if (touched.has(path)) throw new Refused(400, `${path} is changed twice`);
    touched.add(path);
    if (line.key === "deletedFile") {
      if (!tree.delete(path)) throw new Refused(400, `${path} does not exist`);
    } else if (line.key === "file") {
      const content = Buffer.from(line.value.content, "base64");
      if (content.length > regularBytes) throw new Refused(400, `${path} is larger than 10 MB, and has to be LFS`);
      tree.set(path, regularFile(content));
    } else {
      const { oid, size } = line.value;
      if (repository.objects.get(oid)?.length !== size)
        throw new Refused(400, `An LFS pointer pointed to a file that does not exist: ${path}`);
      tree.set(path, lfsFile(oid, size));
    }
  }
  const date = new Date(now()).toISOString();
  const { id } = addCommit(state, repository, branch, { title: summary, message: description, date, tree });
  return answered({
    success: true,
    commitOid: id,
    commitUrl: `${baseUrl}/${repository.id}/commit/${id}`,
    hookOutput: "",
  });
}

/** Bytes and commits. */
export const writeRoutes: Route[] = [
  {
    method: "POST",
    path: new RegExp(`^${model}/preupload/([^/]+)$`),
    needs: "write",
    answer(call, [, , revision = ""], { repository }) {
      const { tree } = requireRevision(repository, revision);
      const files = bodyOf(call, preuploadSchema).files.map(({ path, size, sample }) => ({
        path,
        uploadMode: uploadMode(path, size, sample),
        shouldIgnore: false,
        ...(tree.has(path) && { oid: tree.get(path)?.oid }),
      }));
      return answered({ files });
    },
  },
  {
    method: "POST",
    path: /^\/([^/]+)\/([^/]+)\.git\/info\/lfs\/objects\/batch$/,
    needs: "write",
    answer(call, _parameters, { repository, baseUrl, storageUrl }) {
      const objects = bodyOf(call, batchSchema).objects.map(({ oid, size }) => {
        if (repository.objects.get(oid)?.length === size) return { oid, size, authenticated: true };
        repository.granted.set(oid, size);
        const storage = `${storageUrl}/storage/${repository.id}/${oid}`;
        const upload = { href: `${storage}?signature=${signatureOf(oid)}` };
        const verify = { href: `${baseUrl}/${repository.id}.git/info/lfs/objects/verify` };
        return { oid, size, authenticated: true, actions: { upload, verify } };
      });
      return answered({ transfer: "basic", objects });
    },
  },
  {
    method: "POST",
    path: /^\/([^/]+)\/([^/]+)\.git\/info\/lfs\/objects\/verify$/,
    needs: "write",
    answer(call, _parameters, { repository }) {
      const { oid, size } = bodyOf(call, z.strictObject({ oid: oidSchema, size: z.int() }));
      if (repository.objects.get(oid)?.length !== size) throw new Refused(404, "Object not found");
      return answered({});
    },
  },
  { method: "POST", path: new RegExp(`^${model}/commit/([^/]+)$`), needs: "write", answer: commit },
  {
    method: "PUT",
    path: /^\/storage\/([^/]+)\/([^/]+)\/([0-9a-f]{64})$/,
    needs: "anyone",
    answer(call, [, , oid = ""], { repository }) {
      requireSigned(call, oid);
      const size = repository.granted.get(oid);
      if (size === undefined) throw new Refused(403, "AccessDenied");
      if (!call.headers.has("content-length")) throw new Refused(411, "MissingContentLength");
      const content = Buffer.from(call.body);
      if (content.length !== size || sha256Of(content) !== oid) throw new Refused(400, "BadDigest");
      repository.objects.set(oid, content);
      return { status: 200, body: "", headers: { etag: `"${oid}"` } };
    },
  },
  {
    method: "GET",
    path: /^\/storage\/([^/]+)\/([^/]+)\/([0-9a-f]{64})$/,
    needs: "anyone",
    answer(call, [, , oid = ""], { repository }) {
      requireSigned(call, oid);
      const content = repository.objects.get(oid);
      if (!content) throw new Refused(404, "NoSuchKey");
      return { ...ranged(call, content), ...headersOf(call, content, { etag: `"${oid}"` }) };
    },
  },
];

/** Storage knows signatures only: another way to say who one is, beside it, is refused (S3 does the same). */
function requireSigned({ url, headers }: HubCall, oid: string): void {
  if (url.searchParams.get("signature") !== signatureOf(oid)) throw new Refused(403, "SignatureDoesNotMatch");
  if (headers.has("authorization")) throw new Refused(400, "Only one auth mechanism allowed");
}
