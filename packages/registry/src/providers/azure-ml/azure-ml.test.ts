import { azureUnderTest, cloudRegistryFaults, registryConformance } from "#testing";

registryConformance("azure-ml", () => azureUnderTest());

cloudRegistryFaults("azure-ml", () => azureUnderTest(), {
  provider: "azure-ml",
  blockBytes: 64 * 1024,
  isUpload: ({ method, url }) =>
    method === "PUT" && url.pathname.includes("/files/") && url.searchParams.get("comp") !== "blocklist",
  calls: 20,
});
