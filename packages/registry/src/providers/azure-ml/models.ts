import * as z from "zod";
import { ToolkitError } from "#contracts";
import type { Publication, VendorModels, VendorVersion } from "../../bucket/vendor-models.ts";
import { isRefusal } from "../../cloud/refusal.ts";
import { versionNumbers } from "../../version.ts";
import type { AzureMlRegistryConfig } from "./address.ts";
import { type Azure, provider } from "./azure.ts";
import { requireModelAlias, requireModelName } from "./names.ts";

const texts = z
  .record(z.string(), z.string())
  .nullish()
  .transform((found) => found ?? {});
const versionSchema = z.object({ name: z.string(), properties: z.object({ properties: texts, tags: texts }) });
const versionsSchema = z.object({ value: z.array(versionSchema).default([]), nextLink: z.string().nullish() });
const containerSchema = z.object({
  properties: z.looseObject({ description: z.string().nullish(), tags: texts, properties: texts }),
});

/** Of a version: a property stays for ever, a tag may be changed by people. */
const uploadProperty = "genai-mlops.upload";
const aliasTag = (alias: string): string => `alias.${alias}`;

/**
 * The model registry of an Azure ML workspace. A version there has our number; its properties say which upload it shows.
 * Aliases are no thing of Azure ML's: the record has them, and tags of the model show them (written as a whole, without a
 * condition, since resource management knows none there: a reader of tags may see a moment's old state, our readers not).
 */
export function azureMlModels(azure: Azure, config: AzureMlRegistryConfig): VendorModels {
  const { management, url } = azure;
  const model = (name: string): string => `/models/${name}`;
  const versionPath = (name: string, version: string): string => `${model(name)}/versions/${version}`;
  const json = { "content-type": "application/json" };

  async function versionsOf(name: string): Promise<z.output<typeof versionSchema>[]> {
    const what = `list versions of ${name}`;
    const found: z.output<typeof versionSchema>[] = [];
    let next: string | undefined = url(`${model(name)}/versions`, { listViewType: "All" });
    while (next !== undefined) {
      const page: z.output<typeof versionsSchema> | undefined = await unlessAbsent(
        management.json({ url: next, what }, versionsSchema),
      );
      found.push(...(page?.value ?? []));
      next = page?.nextLink ? sameOrigin(page.nextLink, azure.origins.management, what) : undefined;
    }
    return found;
  }

  async function publish(name: string, { upload, version, digest, files, metadata }: Publication): Promise<string> {
    const properties = {
      description: `${name} ${version}, fine-tuned of ${metadata.base_model}`,
      modelType: "custom_model",
      modelUri: files,
      properties: { [uploadProperty]: upload, "genai-mlops.digest": digest },
      tags: {
        version,
        digest,
        base_model: metadata.base_model.slice(0, 256),
        ...(metadata.git_commit !== null && { git_commit: metadata.git_commit }),
      },
    };
    const what = `register ${name} ${version} at Azure ML`;
    const made = await management.json(
      {
        method: "PUT",
        url: url(versionPath(name, version)),
        headers: json,
        body: JSON.stringify({ properties }),
        what,
      },
      versionSchema,
    );
    if (made.properties.properties[uploadProperty] === upload) return version;
    throw new ToolkitError({
      code: "foreign-version",
      provider,
      message: `${what}: another tool has a version ${version} there`,
      hint: "remove that version at Azure ML, or register under another name",
    });
  }

  return {
    provider,
    vendor: "Azure ML",
    hasAliases: false,
    requireName: requireModelName,
    requireAlias: requireModelAlias,
    requireReady: () => {},
    uri: (name, place) =>
      `azureml://subscriptions/${config.subscription}/resourcegroups/${config.resourceGroup}/workspaces/${config.workspace}/models/${name}/versions/${place}`,
    taken: (versions) =>
      versions.filter(({ place, upload }) => !upload && versionNumbers(place)).map(({ place }) => place),
    async versions(name) {
      return (await versionsOf(name)).map(
        (one): VendorVersion => ({
          place: one.name,
          upload: one.properties.properties[uploadProperty],
          aliases: [],
        }),
      );
    },
    publish,
    async withdraw(name, place) {
      const what = `delete ${name} ${place} at Azure ML`;
      try {
        const response = await management.send({ method: "DELETE", url: url(versionPath(name, place)), what });
        await response.text();
      } catch (error) {
        if (isAbsent(error)) return;
        if (!(error instanceof ToolkitError) || !/deployed|in use|deployment/i.test(error.message)) throw error;
        const message = `${name} ${place} is in use at Azure ML: ${error.message}`;
        throw new ToolkitError({ code: "version-in-use", provider, message, hint: "undeploy it first", cause: error });
      }
    },
    async showAlias(name, _alias, _place, all) {
      const what = `show the aliases of ${name} at Azure ML`;
      const { properties } = await management.json({ url: url(model(name)), what }, containerSchema);
      const { description, tags: before } = properties;
      const others = Object.entries(before).filter(([tag]) => !tag.startsWith(aliasTag("")));
      const aliases = [...all].map(([alias, version]) => [aliasTag(alias), version]);
      const tags = Object.fromEntries([...others, ...aliases]) as Record<string, string>;
      const changed = { ...(description && { description }), properties: properties.properties, tags };
      const body = JSON.stringify({ properties: changed });
      await management.json({ method: "PUT", url: url(model(name)), headers: json, body, what }, containerSchema);
    },
  };
}

/** Azure names what is missing in many ways; with 404 and a code of its own, all mean that it is gone. */
const isAbsent = (error: unknown): boolean =>
  error instanceof ToolkitError && error.status === 404 && error.code === "azure-ml-refused" && !isScope(error);

/** A workspace or group that is not there must not look like an empty registry. */
const isScope = (error: ToolkitError): boolean =>
  isRefusal(error, "ResourceGroupNotFound", "SubscriptionNotFound", "ParentResourceNotFound", "WorkspaceNotFound") ||
  (isRefusal(error, "ResourceNotFound") && !/\/models\//.test(error.message));

async function unlessAbsent<Result>(work: Promise<Result>): Promise<Result | undefined> {
  try {
    return await work;
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw error;
  }
}

/** The token goes to nobody else. */
function sameOrigin(link: string, origin: string, what: string): string {
  if (URL.canParse(link) && new URL(link).origin === new URL(origin).origin) return link;
  throw new ToolkitError({ code: "azure-ml-not-there", provider, message: `${what}: the next page is elsewhere` });
}
