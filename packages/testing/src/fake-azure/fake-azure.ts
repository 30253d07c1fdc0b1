import { type CloudAnswer, type CloudCall, type FakeCloud, fakeCloud } from "../fake-cloud/call.ts";
import { BlobError, ManagementError } from "./answers.ts";
import { blobContainer } from "./blob-container.ts";
import { identityProvider } from "./identity.ts";
import { resourceManager } from "./resource-manager.ts";

export interface FakeAzure extends FakeCloud {
  subscription: string;
  resourceGroup: string;
  workspace: string;
  /** Of all services. */
  origin: string;
  identity: ReturnType<typeof identityProvider>;
  manager: ReturnType<typeof resourceManager>;
  container: ReturnType<typeof blobContainer>;
}

/**
 * Azure ML's model registry, Blob Storage, Microsoft Entra and GitHub's identity provider, each as it is documented.
 * @param elsewhere whether a folder holds anything, where blobs lie elsewhere
 */
export function fakeAzure(now: () => number, elsewhere?: (folder: string) => boolean): FakeAzure {
  const subscription = "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee";
  const resourceGroup = "mlops";
  const workspace = "mail-triage";
  const path = `/subscriptions/${subscription}/resourceGroups/${resourceGroup}/providers/Microsoft.MachineLearningServices/workspaces/${workspace}`;
  const identity = identityProvider(now);
  const container = blobContainer("mailtriage1", "azureml-blobstore-1", now);
  const hasBlobs =
    elsewhere ?? ((folder: string): boolean => [...container.blobs.keys()].some((key) => key.startsWith(folder)));
  const manager = resourceManager(path, () => fake.origin, hasBlobs);

  function handle(call: CloudCall): CloudAnswer {
    const { pathname } = call.url;
    if (pathname === "/oidc") return identity.github(call);
    if (pathname.endsWith("/oauth2/v2.0/token")) return identity.token(call);
    try {
      return pathname.startsWith("/subscriptions/") ? management(call) : blob(call);
    } catch (error) {
      if (error instanceof ManagementError) return error.answer();
      throw error;
    }
  }

  function management(call: CloudCall): CloudAnswer {
    if (!identity.allows(call, `${fake.origin}/.default`))
      throw new ManagementError(401, "InvalidAuthenticationToken", "The access token is invalid.");
    if (identity.rights === "read" && call.method !== "GET")
      throw new ManagementError(
        403,
        "AuthorizationFailed",
        `The client does not have authorization to perform action 'Microsoft.MachineLearningServices/workspaces/models/versions/write'`,
      );
    return manager.answer(call, identity.rights !== "no-secrets");
  }

  function blob(call: CloudCall): CloudAnswer {
    const bearer = call.headers.has("authorization");
    if (bearer && !identity.allows(call, "https://storage.azure.com/.default"))
      throw new BlobError(401, "InvalidAuthenticationInfo", "Server failed to authenticate the request.");
    const mayRead = ["all", "read"].includes(identity.rights) && call.method === "GET";
    const allowed = bearer ? identity.rights === "all" || mayRead : undefined;
    return container.answer(call, allowed);
  }

  const fake: FakeAzure = Object.assign(fakeCloud(handle, now), {
    subscription,
    resourceGroup,
    workspace,
    origin: "https://azure.example",
    identity,
    manager,
    container,
  });
  return fake;
}
