import { type CloudAnswer, type CloudCall, jsonAnswer } from "../fake-cloud/call.ts";
import { ManagementError } from "./answers.ts";
import { apiVersion, operationOf, problemsOf } from "./description.ts";

interface Properties {
  description?: string;
  modelType?: string;
  modelUri?: string;
  properties?: Record<string, string>;
  tags?: Record<string, string>;
}

export interface StoredModel {
  tags: Record<string, string>;
  description?: string | undefined;
  properties: Record<string, string>;
  versions: Map<string, Properties>;
}

export interface Secret {
  secretsType: "AccountKey" | "Sas" | "None";
  key?: string;
  sasToken?: string;
}

/**
 * The part of Azure's resource management that is one workspace's model registry, held to the published shapes. A version's
 * files and properties stay what they were; tags and description may change; a version that is deployed stays.
 * @param hasBlobs whether a folder of the datastore holds anything
 */
export function resourceManager(workspace: string, origin: () => string, hasBlobs: (folder: string) => boolean) {
  const models = new Map<string, StoredModel>();
  const manager = {
    models,
    deployed: new Set<string>(),
    pageSize: 2,
    quota: Number.POSITIVE_INFINITY,
    account: "mailtriage1",
    container: "azureml-blobstore-1",
    datastoreType: "AzureBlob",
    secret: { secretsType: "None" } as Secret,
    answer,
  };

  /** @param secrets whether the caller may read secrets */
  function answer({ method, url, body }: CloudCall, secrets: boolean): CloudAnswer {
    const found = operationOf(method, url.pathname);
    if (!found)
      throw new ManagementError(404, "InvalidResourceType", `The resource type could not be found: ${url.pathname}`);
    const { id, operation, parameters } = found;
    if (!url.pathname.startsWith(`${workspace}/`))
      throw new ManagementError(
        404,
        "ResourceNotFound",
        `The Resource '${url.pathname.split("/models")[0]}' was not found.`,
      );
    if (url.searchParams.get("api-version") !== apiVersion)
      throw new ManagementError(400, "InvalidApiVersionParameter", `The supported version is '${apiVersion}'.`);
    const strange = [...url.searchParams.keys()].filter((name) => !operation.query.includes(name));
    if (strange.length > 0) throw new ManagementError(400, "BadArgument", `unknown parameters: ${strange.join()}`);
    const value: unknown = body.length > 0 ? JSON.parse(body.toString()) : undefined;
    if ((operation.body === undefined) !== (value === undefined))
      throw new ManagementError(400, "BadArgument", "a body where none is described, or none where one is");
    const problems = operation.body === undefined ? [] : problemsOf(operation.body, value, true);
    if (problems.length > 0) throw new ManagementError(400, "UserError", problems.join("; "));
    const { name = "", version = "" } = parameters;
    if (operation.namePattern && !new RegExp(operation.namePattern).test(name))
      throw new ManagementError(400, "ValidationError", `The name ${name} does not match ${operation.namePattern}`);
    const properties = (value as { properties?: Properties } | undefined)?.properties ?? {};
    const [status, said] = handle(id, name, version, properties, url.searchParams, secrets);
    if (said === undefined) return { status };
    if (operation.answer) {
      const wrong = problemsOf(operation.answer, said, false);
      if (wrong.length > 0) throw new Error(`the fake answers what is not described: ${wrong.join("; ")}`);
    }
    return jsonAnswer(status, said);
  }

  function handle(
    id: string,
    name: string,
    version: string,
    properties: Properties,
    query: URLSearchParams,
    secrets: boolean,
  ): [number, object?] {
    if (id === "datastores.get") return [200, datastore(name)];
    if (id === "datastores.listSecrets") return [200, secretOf(name, secrets)];
    if (id === "modelVersions.createOrUpdate") return putVersion(name, version, properties);
    if (id === "modelContainers.createOrUpdate") return putModel(name, properties);
    if (id === "modelVersions.delete") return [deleteVersion(name, version) ? 200 : 204];
    if (id === "modelContainers.get") return [200, shownModel(name)];
    if (id === "modelVersions.get") return [200, shownVersion(name, version)];
    return [200, listed(name, query)];
  }

  function datastore(name: string): object {
    if (name !== "workspaceblobstore") throw new ManagementError(404, "UserError", `Could not find datastore: ${name}`);
    const { account, container, datastoreType } = manager;
    const where = { accountName: account, containerName: container, endpoint: "core.windows.net", protocol: "https" };
    const blobs = datastoreType === "AzureBlob" ? where : {};
    const properties = { datastoreType, isDefault: true, credentials: { credentialsType: "None" }, ...blobs };
    return { id: `${workspace}/datastores/${name}`, name, properties };
  }

  function secretOf(name: string, secrets: boolean): object {
    datastore(name);
    if (!secrets)
      throw new ManagementError(
        403,
        "AuthorizationFailed",
        "The client does not have authorization to perform action 'Microsoft.MachineLearningServices/workspaces/datastores/listSecrets/action'",
      );
    return manager.secret;
  }

  function putVersion(name: string, version: string, given: Properties): [number, object] {
    const uri = given.modelUri ?? "";
    const [, folder] = /^azureml:\/\/subscriptions\/.+\/datastores\/workspaceblobstore\/paths\/(.+)$/.exec(uri) ?? [];
    if (folder === undefined) throw new ManagementError(400, "UserError", `modelUri ${uri} is no address`);
    const model = models.get(name) ?? { tags: {}, properties: {}, versions: new Map<string, Properties>() };
    const before = model.versions.get(version);
    const fixed = ({ modelUri, modelType, properties }: Properties) =>
      JSON.stringify([modelUri, modelType, properties]);
    if (before && fixed(before) !== fixed(given))
      throw new ManagementError(
        409,
        "Conflict",
        `A model with name ${name} and version ${version} already exists; it is immutable`,
      );
    if (!before && !hasBlobs(folder)) throw new ManagementError(400, "UserError", `The path ${folder} holds nothing`);
    if (!before && manager.quota <= [...models.values()].reduce((sum, one) => sum + one.versions.size, 0))
      throw new ManagementError(400, "QuotaExceeded", "The workspace has reached its quota of assets");
    for (const [tag, text] of Object.entries(given.tags ?? {}))
      if (tag.length > 512 || text.length > 256)
        throw new ManagementError(400, "UserError", `the tag ${tag} is too long`);
    models.set(name, { ...model, versions: model.versions.set(version, given) });
    return [before ? 200 : 201, shownVersion(name, version)];
  }

  function putModel(name: string, { description, tags, properties }: Properties): [number, object] {
    const before = models.get(name);
    const versions = before?.versions ?? new Map<string, Properties>();
    models.set(name, { tags: tags ?? {}, description, properties: properties ?? {}, versions });
    return [before ? 200 : 201, shownModel(name)];
  }

  function deleteVersion(name: string, version: string): boolean {
    if (manager.deployed.has(`${name}:${version}`))
      throw new ManagementError(409, "Conflict", `Model ${name}:${version} is deployed and cannot be deleted`);
    return models.get(name)?.versions.delete(version) ?? false;
  }

  function modelAt(name: string): StoredModel {
    const found = models.get(name);
    if (found) return found;
    throw new ManagementError(404, "UserError", `Could not find asset with ID: azureml://models/${name}`);
  }

  function shownModel(name: string): object {
    const { tags, properties, description } = modelAt(name);
    const shown = { isArchived: false, tags, properties, ...(description && { description }) };
    return { id: `${workspace}/models/${name}`, name, properties: shown };
  }

  function shownVersion(name: string, version: string): object {
    const found = modelAt(name).versions.get(version);
    if (!found) throw new ManagementError(404, "UserError", `Could not find asset ${name}:${version}`);
    const properties = { isArchived: false, isAnonymous: false, ...found };
    return { id: `${workspace}/models/${name}/versions/${version}`, name: version, properties };
  }

  function listed(name: string, query: URLSearchParams): object {
    // the newest first
    const versions = [...modelAt(name).versions.keys()].reverse();
    const start = Number(query.get("$skip") ?? 0);
    const page = versions.slice(start, start + manager.pageSize);
    const next = new URLSearchParams({ "api-version": apiVersion, $skip: String(start + page.length) });
    const more = start + page.length < versions.length;
    const nextLink = more ? { nextLink: `${origin()}${workspace}/models/${name}/versions?${next}` } : {};
    return { value: page.map((version) => shownVersion(name, version)), ...nextLink };
  }

  return manager;
}
