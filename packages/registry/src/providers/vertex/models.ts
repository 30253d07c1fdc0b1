import * as z from "zod";
import { InputError, ToolkitError } from "#contracts";
import type { Publication, VendorModels, VendorVersion } from "../../bucket/vendor-models.ts";
import type { CloudPorts } from "../../cloud/client.ts";
import { isRefusal } from "../../cloud/refusal.ts";
import type { VertexRegistryConfig } from "./address.ts";
import { type Google, provider } from "./google.ts";
import { labelsOf, requireModelId, requireVersionAlias, uploadLabel } from "./names.ts";
import { ended, operationSchema } from "./operation.ts";

const versionSchema = z.object({
  versionId: z.string().regex(/^\d+$/),
  versionAliases: z.array(z.string()).default([]),
  labels: z.record(z.string(), z.string()).default({}),
  artifactUri: z.string().default(""),
  deployedModels: z.array(z.unknown()).default([]),
});
type Version = z.output<typeof versionSchema>;

const versionsSchema = z.object({ models: z.array(versionSchema).default([]), nextPageToken: z.string().optional() });
const uploadedSchema = z.object({ model: z.string(), modelVersionId: z.string().regex(/^\d+$/) });
const modelSchema = z.object({ name: z.string() });

/** The alias that some version always has; Vertex AI gives it to the first one. */
const always = "default";

/** Vertex AI's Model Registry. @param below address in the bucket that a model's uploads lie under */
export function vertexModels(
  ports: CloudPorts,
  google: Google,
  config: VertexRegistryConfig,
  below: (name: string) => string,
): VendorModels {
  const { models, origins } = google;
  const parent = `projects/${config.project}/locations/${config.location}`;
  const resource = (name: string): string => `${parent}/models/${name}`;
  const url = (path: string): string => `${origins.models}/v1/${path}`;
  const seconds = config.operationSeconds ?? 1800;
  const jsonHeaders = { "content-type": "application/json" };

  async function versionsOf(name: string): Promise<Version[]> {
    const found: Version[] = [];
    const what = `list versions of ${name}`;
    for (let pageToken: string | undefined = ""; pageToken !== undefined; ) {
      const query = new URLSearchParams({ pageSize: "100", ...(pageToken && { pageToken }) });
      const address = `${url(resource(name))}:listVersions?${query}`;
      const page: z.output<typeof versionsSchema> | undefined = await unlessAbsent(
        models.json({ url: address, what }, versionsSchema),
      );
      found.push(...(page?.models ?? []));
      pageToken = page?.nextPageToken || undefined;
    }
    return found;
  }

  /** Not by the label alone, which people may change: the address never does. */
  const uploadOf = (name: string, { artifactUri, labels }: Version): string | undefined => {
    const start = below(name);
    const id = artifactUri.startsWith(start) ? artifactUri.slice(start.length).split("/")[0] : undefined;
    return id || (artifactUri === "" ? labels[uploadLabel] : undefined);
  };

  async function begin(what: string, method: "POST" | "DELETE", address: string, body?: object) {
    const request = { method, url: address, what, ...(body && { headers: jsonHeaders, body: JSON.stringify(body) }) };
    return await models.json(request, operationSchema);
  }

  async function mergeAliases(name: string, place: string, versionAliases: string[]): Promise<void> {
    await models.json(
      {
        method: "POST",
        url: `${url(resource(name))}@${place}:mergeVersionAliases`,
        headers: jsonHeaders,
        body: JSON.stringify({ versionAliases }),
        what: `change the aliases of ${name}@${place}: ${versionAliases.join(", ")}`,
      },
      modelSchema,
    );
  }

  async function upload(name: string, publication: Publication, showLife: () => Promise<void>): Promise<string> {
    const what = `upload of ${name} ${publication.version} to Vertex AI`;
    const imageUri = requireImage(config.servingImage);
    const { version, digest, files, metadata } = publication;
    const model = {
      displayName: name,
      versionDescription: `${name} ${version}, ${digest}, of ${metadata.base_model}`,
      artifactUri: files.replace(/\/$/, ""),
      containerSpec: { imageUri },
      labels: labelsOf(publication),
    };
    const exists = (await unlessAbsent(models.json({ url: url(resource(name)), what }, modelSchema))) !== undefined;
    const place = exists ? { parentModel: resource(name) } : { modelId: name };
    const begun = await begin(what, "POST", `${url(parent)}/models:upload`, { ...place, model });
    const { response } = await ended(ports, google, begun, { what, seconds, showLife });
    const uploaded = uploadedSchema.safeParse(response);
    if (uploaded.success) return uploaded.data.modelVersionId;
    throw new ToolkitError({ code: "vertex-not-there", provider, message: `${what}: it ended without a version` });
  }

  async function withdraw(name: string, place: string): Promise<void> {
    const versions = await versionsOf(name);
    const version = versions.find(({ versionId }) => versionId === place);
    if (!version) return;
    if (version.deployedModels.length > 0) throw deployed(name, place);
    const what = `delete ${name}@${place} at Vertex AI`;
    const others = versions.filter((one) => one !== version);
    const heir = others.at(-1);
    // the only version goes with its model alone; one that somebody uploads at this very moment is told of anew, by the
    // next who registers it: its bytes lie in the bucket
    if (heir && version.versionAliases.includes(always)) await mergeAliases(name, heir.versionId, [always]);
    const address = heir ? `${url(resource(name))}@${place}:deleteVersion` : url(resource(name));
    try {
      await ended(ports, google, await begin(what, "DELETE", address), { what, seconds });
    } catch (error) {
      if (isRefusal(error, "NOT_FOUND")) return;
      if (isRefusal(error, "FAILED_PRECONDITION") && /deploy/i.test((error as Error).message))
        throw deployed(name, place, error);
      throw error;
    }
  }

  return {
    provider,
    vendor: "Vertex AI",
    hasAliases: true,
    requireName: requireModelId,
    requireAlias: requireVersionAlias,
    requireReady: () => void requireImage(config.servingImage),
    taken: () => [],
    uri: (name, place) => `${resource(name)}@${place}`,
    async versions(name) {
      return (await versionsOf(name)).map(
        (one): VendorVersion => ({
          place: one.versionId,
          upload: uploadOf(name, one),
          aliases: one.versionAliases.filter((alias) => alias !== always),
        }),
      );
    },
    async publish(name, publication, showLife) {
      for (let attempt = 1; ; attempt++) {
        try {
          return await upload(name, publication, showLife);
        } catch (error) {
          // another run made the model meanwhile, or removed its last version
          if (attempt === 3 || !isRefusal(error, "ALREADY_EXISTS", "NOT_FOUND", "ABORTED")) throw error;
          await ports.clock.sleep(1000);
        }
      }
    },
    withdraw,
    async showAlias(name, alias, place) {
      if (place !== undefined) return await mergeAliases(name, place, [alias]);
      const holder = (await versionsOf(name)).find(({ versionAliases }) => versionAliases.includes(alias));
      // "-" before an alias takes it away (aiplatform v1, MergeVersionAliasesRequest)
      if (holder) await mergeAliases(name, holder.versionId, [`-${alias}`]);
    },
  };
}

async function unlessAbsent<Result>(work: Promise<Result>): Promise<Result | undefined> {
  try {
    return await work;
  } catch (error) {
    if (isRefusal(error, "NOT_FOUND")) return undefined;
    throw error;
  }
}

function requireImage(image: string | undefined): string {
  if (image !== undefined && /^[a-z0-9.-]+(:\d+)?\/[^\s]+$/.test(image)) return image;
  throw new InputError(
    [
      {
        where: "VERTEX_SERVING_IMAGE",
        problem: image === undefined ? "is needed to register at Vertex AI" : "is no address of an image",
        legal: "<region>-docker.pkg.dev/<project>/<repository>/<image>:<tag>",
        mend: "give the image that serves the model when it is deployed, as one of vLLM",
      },
    ],
    "no-serving-image",
  );
}

const deployed = (name: string, place: string, cause?: unknown): ToolkitError =>
  new ToolkitError({
    code: "version-in-use",
    provider,
    message: `${name}@${place} is deployed to an endpoint of Vertex AI`,
    hint: "undeploy it first",
    cause,
  });
