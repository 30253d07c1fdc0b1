import { type CloudAnswer, type CloudCall, jsonAnswer } from "../fake-cloud/call.ts";
import type { Description } from "./discovery.ts";
import { requireDescribed } from "./object-bucket.ts";
import { GoogleError } from "./tokens.ts";

export interface StoredVersion {
  versionId: string;
  versionAliases: string[];
  labels: Record<string, string>;
  artifactUri: string;
  displayName: string;
  deployedModels: { endpoint: string; deployedModelId: string }[];
  [field: string]: unknown;
}

export interface StoredModel {
  versions: StoredVersion[];
  next: number;
}

interface Operation {
  readyAt: number;
  /** What happens when it is ready; a thrown error is the operation's. */
  act: () => object;
  ended?: { response: object } | { error: { code: number; message: string } };
}

const rpcCodes: Readonly<Record<string, number>> = {
  INVALID_ARGUMENT: 3,
  NOT_FOUND: 5,
  ALREADY_EXISTS: 6,
  PERMISSION_DENIED: 7,
  RESOURCE_EXHAUSTED: 8,
  FAILED_PRECONDITION: 9,
  ABORTED: 10,
  INTERNAL: 13,
};

const precondition = { status: "FAILED_PRECONDITION" };
const aliasShape = /^[a-z][a-zA-Z0-9-]{0,126}[a-z0-9]$/;

/**
 * Vertex AI's Model Registry: requests and answers are held to the published description; operations take their time; the
 * first version is `default`, and some version always is; the only version cannot be deleted alone, nor a deployed one.
 * @param hasObjects whether a folder of Cloud Storage holds anything
 */
export function modelRegistry(
  parent: string,
  now: () => number,
  described: Description,
  hasObjects: (folder: string) => boolean,
) {
  const models = new Map<string, StoredModel>();
  const operations = new Map<string, Operation>();
  const registry = { models, operations, operationMs: 2000, pageSize: 2, quota: Number.POSITIVE_INFINITY, answer };

  function answer({ method, url, body }: CloudCall): CloudAnswer {
    for (const operation of operations.values()) end(operation);
    const found = described.methodOf(method, url.pathname);
    if (!found) throw new GoogleError(404, `Method ${method} ${url.pathname} not found.`);
    const value: unknown = body.length > 0 ? JSON.parse(body.toString()) : undefined;
    const problems = [
      ...described.queryProblems(found.id, url.searchParams),
      ...described.requestProblems(found.id, value),
    ];
    if (problems.length > 0) throw new GoogleError(400, `Invalid JSON payload received. ${problems.join("; ")}`);
    const name = found.parameters["name"] ?? found.parameters["parent"] ?? "";
    const said = handle(found.id, name, value as Body, url.searchParams);
    requireDescribed(described.responseProblems(found.id, said));
    return jsonAnswer(200, said);
  }

  function handle(id: string, name: string, body: Body, query: URLSearchParams): object {
    if (id === "locations.operations.get" || id === "operations.get") return operationOf(name);
    if (id === "models.upload") return begin(upload(body));
    if (id === "models.get") return shown(...versionAt(name));
    if (id === "models.listVersions") return listed(modelAt(name), name, query);
    if (id === "models.mergeVersionAliases") return merge(name, body.versionAliases ?? []);
    if (id === "models.delete") return begin(removal(name, true));
    return begin(removal(name, false));
  }

  function upload({ model, modelId, parentModel }: Body): () => object {
    if (!model?.displayName || [...model.displayName].length > 128)
      throw new GoogleError(400, "displayName is required, at most 128 characters");
    if (!model.containerSpec?.imageUri) throw new GoogleError(400, "containerSpec.imageUri is required");
    if (parentModel !== undefined && modelId !== undefined)
      throw new GoogleError(400, "only one of modelId, parentModel");
    if (modelId !== undefined && !/^[a-z_][a-z0-9_-]{0,62}$/.test(modelId))
      throw new GoogleError(400, `The model id "${modelId}" is invalid`);
    const { displayName } = model;
    const labels = Object.entries(model.labels ?? {});
    if (labels.length > 64 || labels.some((pair) => !pair.every((text) => /^[a-z0-9_-]{0,63}$/.test(text))))
      throw new GoogleError(400, "a label is at most 63 lower-case letters, digits, _ and -");
    if (model.versionAliases?.some((alias) => !aliasShape.test(alias)))
      throw new GoogleError(400, "an alias is not legal");
    if (registry.quota <= [...models.values()].reduce((sum, one) => sum + one.versions.length, 0))
      throw new GoogleError(429, "Quota exceeded for aiplatform.googleapis.com/model_versions");
    if (parentModel !== undefined) modelAt(parentModel);
    const id = modelId ?? parentModel?.split("/").at(-1) ?? "";
    if (modelId !== undefined && models.has(modelId)) throw taken(modelId);
    return () => {
      if (parentModel !== undefined) modelAt(parentModel);
      else if (models.has(id)) throw taken(id);
      if (!/^gs:\/\//.test(model.artifactUri ?? "") || !hasObjects(model.artifactUri ?? ""))
        throw new GoogleError(400, `There are no files under "${model.artifactUri}"`, precondition);
      const stored = models.get(id) ?? { versions: [], next: 1 };
      const versionId = String(stored.next);
      const version = {
        versionId,
        artifactUri: "",
        labels: {},
        versionAliases: [],
        deployedModels: [],
        ...model,
        displayName,
      };
      if (stored.versions.length === 0) version.versionAliases = [...version.versionAliases, "default"];
      models.set(id, { versions: [...stored.versions, version], next: stored.next + 1 });
      const response = { model: `${parent}/models/${id}`, modelVersionId: versionId };
      requireDescribed(described.problems("GoogleCloudAiplatformV1UploadModelResponse", response));
      return response;
    };
  }

  function removal(name: string, whole: boolean): () => object {
    const check = (): void => {
      const [id, version] = versionAt(name);
      const { versions } = modelAt(name);
      if (whole && name.includes("@")) throw new GoogleError(400, "DeleteModel takes no version");
      if (!whole && !name.includes("@")) throw new GoogleError(400, "a version ID is required");
      const going = whole ? versions : [version];
      if (going.some((one) => one.deployedModels.length > 0))
        throw new GoogleError(400, `The Model "${id}" is deployed or being deployed at Endpoint(s)`, precondition);
      if (whole) return;
      if (versions.length === 1)
        throw new GoogleError(400, "Deleting the only version in the Model is not allowed.", precondition);
      if (version.versionAliases.includes("default"))
        throw new GoogleError(400, "The default version cannot be deleted.", precondition);
    };
    check();
    return () => {
      check();
      const [id, version] = versionAt(name);
      const model = modelAt(name);
      if (whole) models.delete(id);
      else model.versions = model.versions.filter((one) => one !== version);
      return {};
    };
  }

  function merge(name: string, wanted: string[]): object {
    const [id, version] = versionAt(name);
    if (!name.includes("@")) throw new GoogleError(400, "a version ID is required");
    if (wanted.length === 0) throw new GoogleError(400, "version_aliases is required");
    for (const text of wanted) {
      const gone = text.startsWith("-");
      const alias = gone ? text.slice(1) : text;
      if (!aliasShape.test(alias)) throw new GoogleError(400, `The alias "${alias}" is invalid`);
      if (gone && alias === "default") throw new GoogleError(400, "default cannot be removed", precondition);
      const holders = gone ? [version] : modelAt(name).versions;
      for (const one of holders) one.versionAliases = one.versionAliases.filter((held) => held !== alias);
      if (!gone) version.versionAliases.push(alias);
    }
    return shown(id, version);
  }

  function begin(act: () => object): object {
    const name = `${parent}/operations/${operations.size + 1}`;
    operations.set(name, { readyAt: now() + registry.operationMs, act });
    return {
      name,
      metadata: { "@type": "type.googleapis.com/google.cloud.aiplatform.v1.UploadModelOperationMetadata" },
    };
  }

  function end(operation: Operation): void {
    if (operation.ended || operation.readyAt > now()) return;
    try {
      operation.ended = { response: { "@type": "type.googleapis.com/google.protobuf.Any", ...operation.act() } };
    } catch (error) {
      if (!(error instanceof GoogleError)) throw error;
      const { status } = (JSON.parse(String(error.answer().body)) as { error: { status: string } }).error;
      operation.ended = { error: { code: rpcCodes[status] ?? 13, message: error.message } };
    }
  }

  function operationOf(name: string): object {
    const operation = operations.get(name);
    if (!operation) throw new GoogleError(404, `Operation ${name} not found.`);
    return operation.ended ? { name, done: true, ...operation.ended } : { name };
  }

  function modelAt(name: string): StoredModel {
    const found = models.get(name.split("/").at(-1)?.split("@")[0] ?? "");
    if (name.startsWith(`${parent}/models/`) && found) return found;
    throw new GoogleError(404, `The Model "${name}" does not exist.`);
  }

  function versionAt(name: string): [string, StoredVersion] {
    const [id = "", wanted = "default"] = name.split("/").at(-1)?.split("@") ?? [];
    const version = modelAt(name).versions.find(
      (one) => one.versionId === wanted || one.versionAliases.includes(wanted),
    );
    if (!version) throw new GoogleError(404, `The Model "${name}" does not exist.`);
    return [id, version];
  }

  const shown = (id: string, version: StoredVersion): object => ({ name: `${parent}/models/${id}`, ...version });

  function listed({ versions }: StoredModel, name: string, query: URLSearchParams): object {
    const start = Number(query.get("pageToken") ?? 0);
    const page = versions.slice(start, start + registry.pageSize);
    const more = start + page.length < versions.length ? { nextPageToken: String(start + page.length) } : {};
    const id = name.split("/").at(-1) ?? "";
    return {
      models: page.map((version) => ({ ...shown(id, version), name: `${name}@${version.versionId}` })),
      ...more,
    };
  }

  return registry;
}

interface Body {
  model?: Partial<StoredVersion> & { displayName?: string; containerSpec?: { imageUri?: string } };
  modelId?: string;
  parentModel?: string;
  versionAliases?: string[];
}

const taken = (id: string): GoogleError => new GoogleError(409, `The Model "${id}" already exists.`);
