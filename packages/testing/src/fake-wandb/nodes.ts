import type { Node } from "./graphql-select.ts";
import type { Server } from "./server.ts";
import {
  blobKey,
  manifestKey,
  type StoredArtifact,
  type StoredCollection,
  type StoredProject,
  type StoredRun,
} from "./state.ts";

const collectionKinds = ["ArtifactCollection"];

export function projectInfoNode({ id, name, entity }: Pick<StoredProject, "id" | "name" | "entity">): Node {
  return {
    __typename: "Project",
    id,
    internalId: id,
    name,
    entity: { __typename: "Entity", id: entity, name: entity },
  };
}

export function runNode(server: Server, project: StoredProject, run: StoredRun): Node {
  return {
    __typename: "Run",
    id: run.id,
    name: run.name,
    displayName: run.displayName ?? run.name,
    description: null,
    config: run.config,
    sweepName: null,
    project: projectInfoNode(project),
    historyLineCount: run.files.get("wandb-history.jsonl")?.length ?? 0,
    projectId: Buffer.from(project.id, "base64").toString().split(":")[1],
    tags: [],
    state: run.state,
    group: null,
    jobType: run.jobType,
    commit: null,
    readOnly: false,
    createdAt: server.now(),
    heartbeatAt: server.now(),
    notes: null,
    systemMetrics: null,
    summaryMetrics: run.files.get("wandb-summary.json")?.[0] ?? null,
    historyKeys: null,
    user: { __typename: "User", name: project.entity, username: project.entity },
    inputArtifacts: ({ after, first, ...more }: Record<string, unknown>) => {
      if (Object.keys(more).length > 0) throw new Error(`Unknown argument "${Object.keys(more)}"`);
      const used = run.uses.flatMap((id) => server.state.artifacts.get(id) ?? []);
      return page(used, after, first, "InputArtifactConnection", (artifact) => ({
        __typename: "InputArtifactEdge",
        node: artifactNode(server, artifact),
      }));
    },
  };
}

/** The runs that took an artifact in. */
function usersOf(server: Server, artifact: StoredArtifact): Node {
  const runs = [...server.state.projects.values()].flatMap((project) =>
    [...project.runs.values()].filter(({ uses }) => uses.includes(artifact.id)).map((run) => ({ project, run })),
  );
  return page(runs, undefined, undefined, "RunConnection", ({ project, run }) => ({
    __typename: "RunEdge",
    node: runNode(server, project, run),
  }));
}

export function artifactNode(server: Server, artifact: StoredArtifact): Node {
  const { sequence } = artifact;
  const latest = sequence.members.at(-1)?.artifact;
  return {
    __typename: "Artifact",
    id: artifact.id,
    artifactSequence: {
      ...collectionNode(server, sequence),
      latestArtifact: latest ? { __typename: "Artifact", id: latest.id } : null,
    },
    versionIndex: sequence.members.find((member) => member.artifact === artifact)?.index ?? null,
    artifactType: { __typename: "ArtifactType", name: artifact.type },
    description: artifact.description,
    metadata: artifact.metadata,
    ttlDurationSeconds: -2,
    ttlIsInherited: true,
    tags: [],
    historyStep: artifact.historyStep,
    state: artifact.state,
    size: artifact.size,
    digest: artifact.digest,
    digestAlgorithm: "MANIFEST_MD5",
    usedBy: () => usersOf(server, artifact),
    commitHash: artifact.id,
    fileCount: artifact.fileCount,
    createdAt: artifact.createdAt,
    updatedAt: null,
    aliases: aliasNodes(server, artifact),
    currentManifest: () =>
      artifact.state === "COMMITTED"
        ? {
            __typename: "ArtifactManifest",
            file: { __typename: "File", directUrl: server.storage.sign(manifestKey(artifact.id)) },
          }
        : null,
  };
}

function aliasNodes(server: Server, artifact: StoredArtifact): Node[] {
  const collections = [...server.state.projects.values()].flatMap((project) => [...project.collections.values()]);
  return collections.flatMap((collection) =>
    [...collection.aliases]
      .filter(([, target]) => target === artifact)
      .map(([alias]) => ({ ...aliasNode(collection, alias), artifactCollection: collectionNode(server, collection) })),
  );
}

const aliasNode = ({ id }: StoredCollection, alias: string): Node => ({
  __typename: "ArtifactAlias",
  id: `${id}/${alias}`,
  alias,
});

export function collectionNode(server: Server, collection: StoredCollection): Node {
  const { id, kind, name, entity, project, createdAt, type } = collection;
  const home = server.state.projects.get(`${entity}/${project}`);
  return {
    __typename: kind,
    __interfaces: collectionKinds,
    id,
    name,
    description: null,
    createdAt,
    updatedAt: null,
    project: home ? projectInfoNode(home) : null,
    defaultArtifactType: { __typename: "ArtifactType", name: type },
    tags: { __typename: "TagConnection", edges: [] },
    artifactMembership: ({ aliasName }: Record<string, unknown>) => {
      const member = memberOf(collection, String(aliasName));
      return member ? membershipNode(server, collection, member) : null;
    },
    artifacts: ({ after, first, filters, ...more }: Record<string, unknown>) => {
      if (Object.keys(more).some((name) => name !== "order"))
        throw new Error(`Unknown argument "${Object.keys(more)}"`);
      if (
        filters !== undefined &&
        filters !== null &&
        filters !== '{"state":"COMMITTED"}' &&
        filters !== '{"state": "COMMITTED"}'
      )
        throw new Error(`the fake knows no filter ${String(filters)}`);
      // as the real server: the newest first
      const members = [...collection.members].reverse();
      return page(members, after, first, "VersionedArtifactConnection", (member) => ({
        __typename: "VersionedArtifactEdge",
        version: `v${member.index}`,
        node: artifactNode(server, member.artifact),
      }));
    },
  };
}

export function memberOf(
  collection: StoredCollection,
  selector: string,
): StoredCollection["members"][number] | undefined {
  const index = /^v(\d+)$/.exec(selector)?.[1];
  const target = collection.aliases.get(selector);
  return collection.members.find((member) =>
    index === undefined ? member.artifact === target : member.index === Number(index),
  );
}

export function membershipNode(
  server: Server,
  collection: StoredCollection,
  { artifact, index }: StoredCollection["members"][number],
): Node {
  return {
    __typename: "ArtifactCollectionMembership",
    id: `${collection.id}/${index}`,
    versionIndex: index,
    createdAt: artifact.createdAt,
    aliases: [...collection.aliases]
      .filter(([, target]) => target === artifact)
      .map(([alias]) => aliasNode(collection, alias)),
    artifactCollection: collectionNode(server, collection),
    artifact: artifactNode(server, artifact),
    files: ({ after, first, names, ...more }: Record<string, unknown>) => {
      if (Object.keys(more).length > 0) throw new Error(`Unknown argument "${Object.keys(more)}"`);
      const all = manifestEntries(server, artifact).filter(({ path }) => !Array.isArray(names) || names.includes(path));
      return page(all, after, first, "FileConnection", (entry) => ({
        __typename: "FileEdge",
        node: fileNode(server, { id: entry.birth }, entry),
      }));
    },
  };
}

function manifestEntries(server: Server, { id }: StoredArtifact): { path: string; md5: string; birth: string }[] {
  const bytes = server.state.blobs.get(manifestKey(id)) ?? Buffer.from('{"contents":{}}');
  const { contents } = JSON.parse(Buffer.from(bytes).toString("utf8")) as {
    contents: Record<string, { digest: string; birthArtifactID: string }>;
  };
  return Object.entries(contents).map(([path, entry]) => ({ path, md5: entry.digest, birth: entry.birthArtifactID }));
}

/** A file to put (its upload address is null when the store has it) or to take. */
export function fileNode(
  server: Server,
  birth: { id: string },
  { path, md5 }: { path: string; md5: string },
  parts?: readonly { partNumber: number; hexMD5: string }[],
): Node {
  const { storage, state } = server;
  const key = blobKey(birth.id, md5);
  const held = state.blobs.has(key);
  const multipart = parts && !held ? storage.startParts(key, parts) : undefined;
  return {
    __typename: "File",
    id: key,
    name: path,
    displayName: path,
    url: null,
    sizeBytes: state.blobs.get(key)?.length ?? 0,
    mimetype: null,
    updatedAt: null,
    digest: md5,
    md5,
    storagePath: key,
    uploadUrl: held || multipart ? null : storage.sign(key, md5),
    uploadHeaders: [`Content-MD5:${md5}`, "Content-Type:application/octet-stream"],
    uploadMultipartUrls: multipart
      ? {
          __typename: "UploadMultipartUrls",
          uploadID: multipart.uploadID,
          uploadUrlParts: multipart.addresses.map((one) => ({ __typename: "UploadUrlPart", ...one })),
        }
      : null,
    artifact: { __typename: "Artifact", id: birth.id },
    directUrl: storage.sign(key),
  };
}

function page<Item>(
  items: readonly Item[],
  after: unknown,
  first: unknown,
  typename: string,
  edge: (item: Item) => Node,
): Node {
  const start = typeof after === "string" ? Number(after) : 0;
  const end = start + (typeof first === "number" ? first : 50);
  return {
    __typename: typename,
    totalCount: items.length,
    pageInfo: {
      __typename: "PageInfo",
      endCursor: end < items.length ? String(end) : null,
      hasNextPage: end < items.length,
    },
    edges: items.slice(start, end).map(edge),
  };
}
