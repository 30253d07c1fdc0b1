import { type CloudAnswer, type CloudCall, type FakeCloud, fakeCloud } from "../fake-cloud/call.ts";
import { description } from "./discovery.ts";
import { modelRegistry } from "./model-registry.ts";
import { objectBucket } from "./object-bucket.ts";
import { type Access, GoogleError, requireAccess } from "./tokens.ts";

export interface FakeVertex extends FakeCloud {
  project: string;
  location: string;
  /** Of both services. */
  origin: string;
  /** To what each may do. */
  tokens: Map<string, Access>;
  bucket: ReturnType<typeof objectBucket>;
  registry: ReturnType<typeof modelRegistry>;
}

/**
 * Vertex AI's Model Registry and Cloud Storage, as Google's discovery documents and guides describe them.
 * @param elsewhere whether a folder holds anything, where objects lie elsewhere
 */
export function fakeVertex(now: () => number, elsewhere?: (folder: string) => boolean): FakeVertex {
  const project = "mail-triage";
  const location = "europe-west4";
  const bucket = objectBucket("models", now, description("storage.v1.json"), () => fake.origin);
  const parent = `projects/${project}/locations/${location}`;
  const hasObjects =
    elsewhere ??
    ((folder: string): boolean =>
      [...bucket.objects.keys()].some((key) => `gs://${bucket.name}/${key}`.startsWith(`${folder}/`)));
  const registry = modelRegistry(parent, now, description("aiplatform.v1.json"), hasObjects);
  const tokens = new Map<string, Access>([["ya29.fake-token", "all"]]);

  function handle(call: CloudCall): CloudAnswer {
    const { pathname, searchParams } = call.url;
    const objects = /^\/(upload\/)?storage\//.test(pathname);
    try {
      // a session is its own permission
      if (!(call.method === "PUT" && searchParams.has("upload_id")))
        requireAccess(
          call,
          tokens,
          objects ? "objects" : "models",
          objects ? "storage.objects.create" : "aiplatform.models.upload",
        );
      return objects ? bucket.answer(call) : registry.answer(call);
    } catch (error) {
      if (error instanceof GoogleError) return error.answer();
      throw error;
    }
  }

  const fake: FakeVertex = Object.assign(fakeCloud(handle, now), {
    project,
    location,
    origin: "https://google.example",
    tokens,
    bucket,
    registry,
  });
  return fake;
}
