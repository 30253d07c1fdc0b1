import type { FakeWandb } from "./fake-wandb.ts";
import { blobKey, manifestKey } from "./state.ts";

/** What lies at W&B and belongs to nothing: artifacts that were never committed, files of no artifact, runs that go on. */
export function wandbOrphans({ state }: FakeWandb): string[] {
  const artifacts = [...state.artifacts.values()];
  const pending = artifacts.filter((artifact) => artifact.state === "PENDING");
  const owned = new Set(artifacts.filter(({ state: now }) => now === "COMMITTED").flatMap(({ id }) => keysOf(id)));
  const files = [...state.blobs.keys()].filter((key) => !owned.has(key) && !key.startsWith("runs/"));
  const runs = [...state.projects.values()].flatMap(({ runs: all }) => [...all.values()]);
  return [
    ...pending.map(({ sequence, digest }) => `pending ${sequence.name} ${digest}`),
    ...files,
    ...runs.filter((run) => run.state === "running").map(({ name }) => `run ${name}`),
  ];

  function keysOf(id: string): string[] {
    const bytes = state.blobs.get(manifestKey(id));
    if (!bytes) return [];
    const { contents } = JSON.parse(Buffer.from(bytes).toString("utf8")) as {
      contents: Record<string, { digest: string; birthArtifactID: string }>;
    };
    return [
      manifestKey(id),
      ...Object.values(contents).map(({ digest, birthArtifactID }) => blobKey(birthArtifactID, digest)),
    ];
  }
}
