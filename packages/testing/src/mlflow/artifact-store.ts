import type { HttpRequest } from "#platform";
import { bytesOf } from "../body-bytes.ts";
import { type Answer, absent, json, MlflowError } from "./answer.ts";
import { partStore } from "./part-store.ts";

/** MLflow's artifact proxy before a local disk, or before a bucket whose addresses it signs. */
export function artifactStore(now: () => number, leastPartBytes: number | undefined) {
  const artifacts = new Map<string, Uint8Array>();
  const parts = partStore(artifacts, now, leastPartBytes);
  const service = "/api/2.0/mlflow-artifacts";

  /** A body that is not as long as it was said to be never becomes a file. */
  async function wholeBody(request: HttpRequest): Promise<Uint8Array> {
    const body = await bytesOf(request.body);
    const said = request.headers?.["content-length"];
    if (said !== undefined && Number(said) !== body.length)
      throw new Error(`${body.length} bytes came, ${said} were said`);
    return body;
  }

  function list(folder: string) {
    const below = folder === "" ? "" : `${folder}/`;
    const found = new Map<string, { path: string; is_dir: boolean; file_size?: number }>();
    for (const [whole, content] of artifacts) {
      if (!whole.startsWith(below)) continue;
      const [path = "", ...rest] = whole.slice(below.length).split("/");
      found.set(path, rest.length > 0 ? { path, is_dir: true } : { path, is_dir: false, file_size: content.length });
    }
    return found.size > 0 ? { files: [...found.values()] } : {};
  }

  function read(path: string, range: string | undefined): Answer {
    const content = artifacts.get(path);
    if (!content) throw absent(`artifact '${path}'`);
    const start = /^bytes=(\d+)-$/.exec(range ?? "")?.[1];
    const headers = { "content-type": "application/octet-stream" };
    return start === undefined
      ? { status: 200, headers, body: content }
      : { status: 206, headers, body: content.subarray(Number(start)) };
  }

  return {
    artifacts,
    heldParts: parts.heldParts,
    signed: parts.signed,
    async answer(request: HttpRequest, { pathname, searchParams }: URL): Promise<Answer> {
      const { method = "GET" } = request;
      const mpu = /^\/mpu\/(create|complete|abort)\/(.+)$/.exec(pathname.slice(service.length));
      if (mpu) return await parts.answer(request, mpu[1] as string, decodeURIComponent(mpu[2] as string));
      const path = decodeURIComponent(pathname.slice(`${service}/artifacts/`.length));
      if (method === "GET" && path === "") return json(200, list(searchParams.get("path") ?? ""));
      if (path.split("/").includes("..")) throw new MlflowError("INVALID_PARAMETER_VALUE", "Invalid path");
      if (method === "GET") return read(path, request.headers?.["range"]);
      if (method === "PUT") artifacts.set(path, await wholeBody(request));
      else for (const stored of artifacts.keys()) if (`${stored}/`.startsWith(`${path}/`)) artifacts.delete(stored);
      return { status: 200, headers: {}, body: Buffer.alloc(0) };
    },
  };
}
