import { join } from "node:path";
import type { Http } from "#platform";
import type { Registry } from "#registry";
import { manifestDigest } from "#wandb-ts";
import { type FakeDeps, fakeDeps } from "../fake-deps.ts";
import type { RegistryUnderTest } from "../registry-under-test.ts";
import { dyingWandb } from "./dying.ts";
import { type FakeWandb, fakeWandb } from "./fake-wandb.ts";
import { wandbOrphans } from "./orphans.ts";
import { blobKey, manifestKey, md5Of, type StoredArtifact } from "./state.ts";

export interface WandbManifestEntry {
  digest: string;
  size: number;
  birthArtifactID: string;
}

export interface WandbUnderTest extends RegistryUnderTest {
  fake: FakeWandb;
  deps: FakeDeps;
  openBy(http: Http, project?: string, more?: object): Registry;
  /** An artifact of model `mail` by an alias or `v<n>`; `collection` for another one. */
  artifact(selector: string, collection?: string): StoredArtifact;
  contents(artifact: StoredArtifact): Record<string, WandbManifestEntry>;
  /** As somebody with all rights at W&B: the artifact's digest becomes that of the new manifest. */
  changeManifest(artifact: StoredArtifact, contents: Record<string, WandbManifestEntry>): void;
}

type Open = (
  deps: FakeDeps,
  config: { apiKey: string; baseUrl: string; project: string; cacheFolder: string },
) => Registry;

/** A registry in the fake of W&B; every client is another machine, with a cache of its own. */
export async function wandbUnderTest(open: Open): Promise<WandbUnderTest> {
  const fake = fakeWandb();
  const deps = await fakeDeps();
  const random = { ...deps.random, uuid: () => crypto.randomUUID() };
  let machines = 0;
  const openBy = (http: Http, project = "llm", more: object = {}): Registry => {
    machines += 1;
    const cacheFolder = join(deps.workspace, `machine-${machines}`);
    const config = { apiKey: fake.apiKey, baseUrl: fake.baseUrl, project, cacheFolder, ...more };
    return open({ ...deps, random, http }, config);
  };

  const artifact = (selector: string, collection = "mail"): StoredArtifact => {
    const held = fake.state.projects.get("ent/llm")?.collections.get(collection);
    const index = /^v(\d+)$/.exec(selector)?.[1];
    const found = index
      ? held?.members.find((member) => member.index === Number(index))?.artifact
      : held?.aliases.get(selector);
    if (!found) throw new Error(`no artifact ${collection}:${selector}`);
    return found;
  };
  const manifestOf = ({ id }: StoredArtifact): { contents: Record<string, WandbManifestEntry> } =>
    JSON.parse(String(fake.state.blobs.get(manifestKey(id)))) as never;
  const contents = (one: StoredArtifact): Record<string, WandbManifestEntry> => manifestOf(one).contents;

  function changeManifest(one: StoredArtifact, changed: Record<string, WandbManifestEntry>): void {
    const text = JSON.stringify({ ...manifestOf(one), contents: changed });
    fake.state.blobs.set(manifestKey(one.id), Buffer.from(text));
    one.digest = manifestDigest(Object.entries(changed).map(([path, { digest }]) => ({ path, md5: digest })));
  }

  return {
    fake,
    deps,
    openBy,
    artifact,
    contents,
    changeManifest,
    open: () => openBy(fake.http),
    openDying: (calls) => openBy(dyingWandb(fake.http, calls)),
    openAfterDeath: () => openBy(fake.http),
    async damage(version) {
      const { digest, birthArtifactID } = contents(artifact(version))["model.gguf"] as WandbManifestEntry;
      fake.state.blobs.set(blobKey(birthArtifactID, digest), Buffer.from("other"));
    },
    async smuggle(version) {
      const held = artifact(version);
      const file = Buffer.from("x");
      const entry = { digest: md5Of(file), size: file.length, birthArtifactID: held.id };
      fake.state.blobs.set(blobKey(held.id, entry.digest), file);
      changeManifest(held, { ...contents(held), "merged/modeling.py": entry });
    },
    orphans: async () => wandbOrphans(fake),
  };
}
