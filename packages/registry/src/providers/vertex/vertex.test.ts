import { cloudRegistryFaults, registryConformance, vertexUnderTest } from "#testing";

registryConformance("vertex", () => vertexUnderTest());

cloudRegistryFaults("vertex", () => vertexUnderTest(), {
  provider: "vertex",
  blockBytes: 256 * 1024,
  isUpload: ({ method, url }) =>
    (method === "POST" &&
      /\/files\//.test(url.searchParams.get("name") ?? "") &&
      url.searchParams.get("uploadType") === "media") ||
    (method === "PUT" && url.searchParams.has("upload_id")),
  calls: 20,
});
