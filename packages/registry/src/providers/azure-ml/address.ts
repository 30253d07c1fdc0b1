import { InputError, type Problem } from "#contracts";
import type { Environment } from "#platform";

export interface AzureMlRegistryConfig {
  subscription: string;
  resourceGroup: string;
  workspace: string;
  /** A blob datastore of the workspace; `workspaceblobstore` is its default one. */
  datastore: string;
  /** Folder in the datastore that all lies below; empty for none, else with / at its end. */
  prefix: string;
  /** Folder that fetched models are kept in, by digest. */
  cacheFolder: string;
  /** How long an upload may show no life until the next run takes it for dead, and clears it away; 120 unless told, 0: at once. */
  leaseSeconds?: number | undefined;
  /** Bytes of a block of an upload; 8 MiB unless told. */
  blockBytes?: number | undefined;
  /** Origins other than the public cloud's: another cloud, or an emulator. */
  origins?: { management?: string | undefined; login?: string | undefined; blob?: string | undefined } | undefined;
}

const shape =
  /^azureml:\/\/subscriptions\/([^/]+)\/resource[gG]roups\/([^/]+)\/workspaces\/([^/]+)(?:\/datastores\/([^/]+)(?:\/paths\/(.*))?)?\/?$/;
const example = "azureml://subscriptions/<id>/resourcegroups/<group>/workspaces/<workspace>";

/**
 * Where models lie, by the input `registry-uri` in the words of Azure ML's own addresses, else by variables.
 * @throws InputError `bad-registry-uri` with all that is missing
 */
export function azureMlAddress(
  said: string | undefined,
  environment: Environment,
): Pick<AzureMlRegistryConfig, "subscription" | "resourceGroup" | "workspace" | "datastore" | "prefix"> {
  const found = said === undefined ? undefined : shape.exec(said);
  if (said !== undefined && !found) {
    const problem = { where: "registry-uri", problem: "is no address of a workspace", legal: example };
    throw new InputError([problem], "bad-registry-uri");
  }
  const problems: Problem[] = [];
  const need = (part: number, names: string[], legal: RegExp): string => {
    const value = found?.[part] ?? names.map((name) => environment.get(name)).find(Boolean);
    if (value !== undefined && legal.test(value)) return value;
    const where = found ? "registry-uri" : (names[0] ?? "");
    const problem = value === undefined ? "is needed by registry: azure-ml" : `"${value}" is not legal`;
    problems.push({ where, problem, legal: String(legal), mend: `set ${names[0]}, or registry-uri: ${example}` });
    return "";
  };
  const address = {
    subscription: need(1, ["AZURE_SUBSCRIPTION_ID", "AZUREML_ARM_SUBSCRIPTION"], /^[0-9a-fA-F-]{36}$/),
    resourceGroup: need(2, ["AZURE_RESOURCE_GROUP", "AZUREML_ARM_RESOURCEGROUP"], /^[\w().-]{1,90}$/),
    workspace: need(3, ["AZUREML_WORKSPACE_NAME", "AZUREML_ARM_WORKSPACE_NAME"], /^[a-zA-Z0-9][\w-]{1,32}$/),
    datastore: found?.[4] ?? "workspaceblobstore",
    prefix: folderOf(found?.[5] ?? "genai-mlops", problems),
  };
  if (problems.length > 0) throw new InputError(problems, "bad-registry-uri");
  return address;
}

function folderOf(path: string, problems: Problem[]): string {
  const parts = path.split("/").filter(Boolean);
  if (parts.some((part) => !/^[\w.-]+$/.test(part) || /^\.+$/.test(part)))
    problems.push({ where: "registry-uri", problem: `paths/${path} is no folder`, legal: "letters, digits, . _ - /" });
  return parts.map((part) => `${part}/`).join("");
}
