import { createHmac } from "node:crypto";
import * as z from "zod";
import { ToolkitError } from "#contracts";
import { type HttpResponse, isoTime, renewedToken, type Token } from "#platform";
import type { CloudRequest } from "../../cloud/client.ts";
import { isRefusal } from "../../cloud/refusal.ts";
import { type Azure, type AzurePorts, provider } from "./azure.ts";

const blobDatastoreSchema = z.object({
  datastoreType: z.literal("AzureBlob"),
  accountName: z.string().regex(/^[a-z0-9]{3,24}$/),
  containerName: z.string().regex(/^[a-z0-9-]{3,63}$/),
  endpoint: z
    .string()
    .regex(/^[a-z0-9.-]+$/)
    .nullish(),
  protocol: z.literal("https").nullish(),
});
const datastoreSchema = z.object({ properties: z.looseObject({ datastoreType: z.string() }) });

const secretsSchema = z.discriminatedUnion("secretsType", [
  z.object({ secretsType: z.literal("Sas"), sasToken: z.string().min(1) }),
  z.object({ secretsType: z.literal("AccountKey"), key: z.string().min(1) }),
]);

/** The container behind a datastore of the workspace. */
export interface Container {
  /** @param path behind the container's address, with / in front, or empty for itself */
  send(request: Omit<CloudRequest, "url"> & { path: string; query?: Record<string, string> }): Promise<HttpResponse>;
}

interface Place {
  base: string;
  account: string;
  container: string;
}

/**
 * Calls go with the identity's own token. Where that has no right to the data, the datastore's secret is asked for once
 * (which needs a right at Azure ML only) and signs the addresses instead: with a notice, because it is a key.
 */
export function containerOf(ports: AzurePorts, azure: Azure, datastore: string): Container {
  let place: Promise<Place> | undefined;
  let signing = false;
  const signature = renewedToken(ports.clock, async () => signatureOf(ports, azure, datastore, await where()));

  async function where(): Promise<Place> {
    place ??= placeOf(azure, datastore);
    try {
      return await place;
    } catch (error) {
      place = undefined;
      throw error;
    }
  }

  async function address(path: string, query: Record<string, string>, signed: boolean): Promise<string> {
    const { base } = await where();
    const sas = signed ? await signature.current() : "";
    return `${base}${path}?${[new URLSearchParams(query).toString(), sas].filter(Boolean).join("&")}`;
  }

  return {
    async send({ path, query = {}, ...request }) {
      const once = async (signed: boolean): Promise<HttpResponse> =>
        await azure.blobs.send({ ...request, url: await address(path, query, signed), signed });
      try {
        return await once(signing);
      } catch (error) {
        const noRight = isRefusal(error, "AuthorizationPermissionMismatch", "AuthorizationFailure");
        if (signing || !noRight) throw error;
        // it may have no secret, or we no right to it either: then the role that is missing is the news
        const signed = await signature.current().catch(() => undefined);
        if (signed === undefined) throw error;
        signing = true;
        ports.log.notice(
          `Azure ML: the secret of datastore ${datastore} is used; the role Storage Blob Data Contributor needs none`,
        );
        return await once(true);
      }
    },
  };
}

async function placeOf(azure: Azure, datastore: string): Promise<Place> {
  const what = `read the datastore ${datastore}`;
  const url = azure.url(`/datastores/${encodeURIComponent(datastore)}`);
  const { properties } = await azure.management.json({ url, what }, datastoreSchema);
  const blobs = blobDatastoreSchema.safeParse(properties);
  if (!blobs.success)
    throw new ToolkitError({
      code: "azure-ml-no-blobs",
      provider,
      message: `the datastore ${datastore} is of type ${properties.datastoreType}, and no container of blobs over https`,
      hint: "name one of type AzureBlob in registry-uri: …/datastores/<name>",
    });
  const { accountName: account, containerName: container, endpoint } = blobs.data;
  const origin = azure.origins.blob ?? `https://${account}.blob.${endpoint ?? "core.windows.net"}`;
  return { base: `${origin}/${container}`, account, container };
}

async function signatureOf(ports: AzurePorts, azure: Azure, datastore: string, place: Place): Promise<Token> {
  const request = {
    method: "POST" as const,
    url: azure.url(`/datastores/${encodeURIComponent(datastore)}/listSecrets`),
    what: `read the secret of the datastore ${datastore}`,
  };
  const secret = await azure.management.json(request, secretsSchema);
  if (secret.secretsType === "AccountKey") {
    ports.secrets.mask(secret.key);
    return signed(ports, secret.key, place);
  }
  const value = secret.sasToken.replace(/^\?/, "");
  ports.secrets.mask(value);
  const ends = Date.parse(new URLSearchParams(value).get("se") ?? "");
  return { value, endsAt: Number.isNaN(ends) ? ports.clock.now() + 3_600_000 : ends };
}

const hours = 6;

/** A service SAS of the container: "Create a service SAS", version 2020-12-06 and later. */
function signed(
  { clock, secrets }: AzurePorts,
  key: string,
  { account, container }: Pick<Place, "account" | "container">,
): Token {
  const endsAt = clock.now() + hours * 3_600_000;
  const expiry = isoTime({ ...clock, now: () => endsAt });
  const fields = { sp: "rcwdl", se: expiry, spr: "https,http", sv: "2024-11-04", sr: "c" };
  const toSign = [
    fields.sp,
    "",
    fields.se,
    `/blob/${account}/${container}`,
    "",
    "",
    fields.spr,
    fields.sv,
    fields.sr,
    ...Array.from({ length: 7 }, () => ""),
  ].join("\n");
  const sig = createHmac("sha256", Buffer.from(key, "base64")).update(toSign, "utf8").digest("base64");
  const value = new URLSearchParams({ ...fields, sig }).toString();
  secrets.mask(sig);
  secrets.mask(value);
  return { value, endsAt };
}
