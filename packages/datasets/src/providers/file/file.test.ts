import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { datasetSourceConformance, fakeDeps } from "#testing";
import { datasetProviders } from "../../catalog.ts";

datasetSourceConformance("a file", async () => {
  const deps = await fakeDeps();
  const path = join(deps.workspace, "rows.jsonl");
  await writeFile(path, "one");
  return {
    provider: await datasetProviders.file(deps),
    place: { configFolder: deps.workspace, cacheFolder: join(deps.workspace, "cache") },
    config: { kind: "file", path: "rows.jsonl" },
    missing: { kind: "file", path: "nowhere.jsonl" },
    read: deps.files.readText,
    content: "one",
    change: () => writeFile(path, "two"),
    cached: () => deps.files.list(join(deps.workspace, "cache")),
  };
});
