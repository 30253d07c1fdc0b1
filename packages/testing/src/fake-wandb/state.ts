import { createHash } from "node:crypto";

export interface StoredRun {
  id: string;
  name: string;
  config: string | null;
  jobType: string | null;
  displayName: string | null;
  files: Map<string, string[]>;
  state: "running" | "finished" | "failed";
  uploaded: Set<string>;
  uses: string[];
}

export interface Grant {
  md5: string;
  path: string;
}

export interface StoredArtifact {
  id: string;
  sequence: StoredCollection;
  type: string;
  state: "PENDING" | "COMMITTED" | "DELETED";
  digest: string;
  metadata: string | null;
  description: string | null;
  createdAt: string;
  historyStep: number | null;
  run: string;
  manifestId: string | undefined;
  /** Base64 MD5 of the manifest that was announced. */
  manifestMd5: string | undefined;
  baseId: string | undefined;
  /** Files that addresses were given for. */
  asked: Map<string, Grant>;
  /** Aliases that it gets when it is committed. */
  waitingAliases: string[];
  size: number;
  fileCount: number;
}

/** A sequence holds what was logged to it, a portfolio what was linked to it. */
export interface StoredCollection {
  id: string;
  kind: "ArtifactSequence" | "ArtifactPortfolio";
  entity: string;
  project: string;
  name: string;
  type: string;
  createdAt: string;
  members: { artifact: StoredArtifact; index: number }[];
  nextIndex: number;
  aliases: Map<string, StoredArtifact>;
}

export interface StoredProject {
  id: string;
  entity: string;
  name: string;
  runs: Map<string, StoredRun>;
  collections: Map<string, StoredCollection>;
}

export interface FakeState {
  projects: Map<string, StoredProject>;
  artifacts: Map<string, StoredArtifact>;
  /** By key; the signed addresses lead here. */
  blobs: Map<string, Uint8Array>;
  id(kind: string): string;
}

export function newState(): FakeState {
  let count = 0;
  return {
    projects: new Map(),
    artifacts: new Map(),
    blobs: new Map(),
    id: (kind) => {
      count += 1;
      return Buffer.from(`${kind}:${count}`).toString("base64");
    },
  };
}

export const md5Of = (bytes: Uint8Array | string): string => createHash("md5").update(bytes).digest("base64");

/** Storage layout V2: a file lies with the artifact that brought it. */
export const blobKey = (artifactId: string, md5: string): string =>
  `wandb_artifacts/${Buffer.from(artifactId).toString("hex")}/${Buffer.from(md5, "base64").toString("hex")}`;

export const manifestKey = (artifactId: string): string =>
  `wandb_manifests/${Buffer.from(artifactId).toString("hex")}/wandb_manifest.json`;

/** A refusal that the client sees as a GraphQL error. */
export class Refusal extends Error {}

export function projectOf(state: FakeState, entity: string, name: string): StoredProject {
  const project = state.projects.get(`${entity}/${name}`);
  if (!project) throw new Refusal(`project ${entity}/${name} not found`);
  return project;
}

export function madeProject(state: FakeState, entity: string, name: string): StoredProject {
  const key = `${entity}/${name}`;
  const project = state.projects.get(key) ?? {
    id: state.id("Project"),
    entity,
    name,
    runs: new Map(),
    collections: new Map(),
  };
  state.projects.set(key, project);
  return project;
}

export function artifactOf(state: FakeState, id: string): StoredArtifact {
  const artifact = state.artifacts.get(id);
  if (!artifact || artifact.state === "DELETED") throw new Refusal(`artifact ${id} not found`);
  return artifact;
}

export function pendingArtifact(state: FakeState, id: string): StoredArtifact {
  const artifact = artifactOf(state, id);
  if (artifact.state !== "PENDING") throw new Refusal(`artifact ${id} is ${artifact.state}, not PENDING`);
  return artifact;
}
