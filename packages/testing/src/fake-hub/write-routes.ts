import * as z from "zod";
import { answered, bodyOf, checked, type HubAnswer, type HubCall, jsonOf, Refused } from "./answers.ts";
import { type Route, type RouteContext, requireRevision } from "./routes.ts";
import { addCommit, lfsFile, regularFile, type StoredFile } from "./state.ts";
import { partsOf, uploadOf } from "./storage-routes.ts";

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

/** Uploads that are granted, and commits. */
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
    answer(call, _parameters, { repository, baseUrl, storageUrl, partBytes }) {
      const { transfers, objects: wanted } = bodyOf(call, batchSchema);
      const multipart = transfers.includes("multipart") && wanted.some(({ size }) => size > partBytes);
      const objects = wanted.map(({ oid, size }) => {
        if (repository.objects.get(oid)?.length === size) return { oid, size, authenticated: true };
        repository.granted.set(oid, size);
        const upload = uploadOf(
          `${storageUrl}/storage/${repository.id}/${oid}`,
          oid,
          multipart ? partsOf(size, partBytes) : 0,
          partBytes,
        );
        const verify = { href: `${baseUrl}/${repository.id}.git/info/lfs/objects/verify` };
        return { oid, size, authenticated: true, actions: { upload, verify } };
      });
      return answered({ transfer: multipart ? "multipart" : "basic", objects });
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
];
