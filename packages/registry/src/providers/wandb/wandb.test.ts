import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Http } from "#platform";
import {
  blobKey,
  dyingWandb,
  type FakeWandb,
  fakeDeps,
  fakeWandb,
  manifestKey,
  md5Of,
  registryConformance,
  type StoredArtifact,
  wandbOrphans,
} from "#testing";
import { manifestDigest } from "#wandb-ts";
import { wandbRegistry } from "./index.ts";

async function newRegistry() {
  const fake = fakeWandb();
  const deps = await fakeDeps();
  const random = { ...deps.random, uuid: () => crypto.randomUUID() };
  let machines = 0;
  // every client is another machine, with a cache of its own
  const openBy = (http: Http) => {
    machines += 1;
    const cacheFolder = join(deps.workspace, `machine-${machines}`);
    return wandbRegistry({ ...deps, random, http }, { apiKey: fake.apiKey, project: "llm", cacheFolder });
  };
  return {
    fake,
    deps,
    openBy,
    open: () => openBy(fake.http),
    openDying: (calls: number) => openBy(dyingWandb(fake.http, calls)),
    openAfterDeath: () => openBy(fake.http),
    async damage(version: string) {
      const artifact = artifactOf(fake, version);
      const { digest, birthArtifactID } = contentsOf(fake, artifact)["model.gguf"] as Entry;
      fake.state.blobs.set(blobKey(birthArtifactID, digest), Buffer.from("other"));
    },
    async smuggle(version: string) {
      const artifact = artifactOf(fake, version);
      const file = Buffer.from("x");
      const entry = { digest: md5Of(file), size: file.length, birthArtifactID: artifact.id };
      fake.state.blobs.set(blobKey(artifact.id, entry.digest), file);
      changeManifest(fake, artifact, { ...contentsOf(fake, artifact), "merged/modeling.py": entry });
    },
    async orphans() {
      return wandbOrphans(fake);
    },
  };
}

registryConformance("wandb", newRegistry);

interface Entry {
  digest: string;
  size: number;
  birthArtifactID: string;
}

function artifactOf(fake: FakeWandb, version: string): StoredArtifact {
  const collection = fake.state.projects.get("ent/llm")?.collections.get("mail");
  return collection?.aliases.get(version) as StoredArtifact;
}

function contentsOf(fake: FakeWandb, { id }: StoredArtifact): Record<string, Entry> {
  return JSON.parse(String(fake.state.blobs.get(manifestKey(id)))).contents;
}

/** As somebody with all rights at W&B: the artifact's digest is that of the new manifest. */
function changeManifest(fake: FakeWandb, artifact: StoredArtifact, contents: Record<string, Entry>): void {
  const manifest = JSON.parse(String(fake.state.blobs.get(manifestKey(artifact.id))));
  fake.state.blobs.set(manifestKey(artifact.id), Buffer.from(JSON.stringify({ ...manifest, contents })));
  artifact.digest = manifestDigest(Object.entries(contents).map(([path, { digest }]) => ({ path, md5: digest })));
}

void mkdtemp;
void tmpdir;
