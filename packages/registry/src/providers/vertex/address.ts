import { InputError, type Problem } from "#contracts";
import type { Environment } from "#platform";

export interface VertexRegistryConfig {
  project: string;
  /** Region, as `europe-west4`. */
  location: string;
  bucket: string;
  /** Folder in the bucket that all lies below; empty for none, else with / at its end. */
  prefix: string;
  /** Image that serves the model when it is deployed. Vertex AI takes no version without one; reading needs none. */
  servingImage?: string | undefined;
  /** Folder that fetched models are kept in, by digest. */
  cacheFolder: string;
  /** How long an upload may show no life until the next run takes it for dead, and clears it away; 120 unless told, 0: at once. */
  leaseSeconds?: number | undefined;
  /** Bytes of a block of an upload, a multiple of 256 KiB; 8 MiB unless told. */
  blockBytes?: number | undefined;
  /** How long Vertex AI may take for one operation; 1800 unless told. */
  operationSeconds?: number | undefined;
  /** Origins other than Google's own: a private endpoint, or an emulator. */
  origins?: { storage?: string | undefined; models?: string | undefined } | undefined;
}

/**
 * Where models lie, by the input `registry-uri` (`gs://bucket/folder`), and by the variables that google-github-actions/auth
 * and gcloud use.
 * @throws InputError `bad-registry-uri` with all that is missing
 */
export function vertexAddress(
  said: string | undefined,
  environment: Environment,
): Pick<VertexRegistryConfig, "project" | "location" | "bucket" | "prefix" | "servingImage"> {
  const problems: Problem[] = [];
  const need = (where: string, names: string[], legal: RegExp, example: string): string => {
    const value = names.map((name) => environment.get(name)).find(Boolean);
    if (value !== undefined && legal.test(value)) return value;
    const problem = value === undefined ? "is needed by registry: vertex" : "is not legal";
    problems.push({ where, problem, legal: example, mend: `set ${names[0]}` });
    return "";
  };
  const project = need(
    "GOOGLE_CLOUD_PROJECT",
    ["GOOGLE_CLOUD_PROJECT", "GCLOUD_PROJECT", "GCP_PROJECT"],
    /^[a-z][a-z0-9.:-]{4,61}[a-z0-9]$/,
    "a project id, as mail-triage-prod",
  );
  const location = need(
    "GOOGLE_CLOUD_LOCATION",
    ["GOOGLE_CLOUD_LOCATION", "GOOGLE_CLOUD_REGION", "CLOUDSDK_COMPUTE_REGION"],
    /^[a-z]+-[a-z]+\d+$/,
    "a region, as europe-west4",
  );
  const uri = said ?? environment.get("GOOGLE_CLOUD_MODEL_BUCKET");
  const [, bucket, folder = ""] =
    /^gs:\/\/([a-z0-9][a-z0-9._-]{1,220}[a-z0-9])(?:\/([A-Za-z0-9._/-]*))?$/.exec(uri ?? "") ?? [];
  const parts = folder.split("/").filter(Boolean);
  if (bucket === undefined || parts.includes("..") || parts.includes(".")) {
    const problem = uri === undefined ? "is needed by registry: vertex" : "is no address of a bucket";
    problems.push({ where: "registry-uri", problem, legal: "gs://bucket or gs://bucket/folder" });
  }
  if (problems.length > 0) throw new InputError(problems, "bad-registry-uri");
  return {
    project,
    location,
    bucket: bucket ?? "",
    prefix: parts.map((part) => `${part}/`).join(""),
    servingImage: environment.get("VERTEX_SERVING_IMAGE"),
  };
}
