import { createHash } from "node:crypto";
import * as z from "zod";
import type { Node } from "./graphql-select.ts";
import * as inputs from "./inputs.ts";
import { artifactNode, fileNode, membershipNode, runNode } from "./nodes.ts";
import type { Server } from "./server.ts";
import {
  artifactOf,
  blobKey,
  type FakeState,
  madeProject,
  manifestKey,
  md5Of,
  pendingArtifact,
  projectOf,
  Refusal,
  type StoredArtifact,
  type StoredCollection,
} from "./state.ts";

/** Every mutation that the fake knows; each takes `{input}`, strictly. */
export function mutationRoot(server: Server): Node {
  const { state, storage } = server;
  const takes =
    <Schema extends z.ZodType>(schema: Schema, work: (input: z.output<Schema>) => Node) =>
    ({ input, ...more }: Record<string, unknown>): Node => {
      const [other] = Object.keys(more);
      if (other) throw new Error(`Unknown argument "${other}".`);
      const parsed = schema.safeParse(input);
      if (parsed.success) return work(parsed.data);
      throw new Error(`invalid input: ${z.prettifyError(parsed.error).replaceAll("\n", "; ")}`);
    };

  return {
    __typename: "Mutation",

    upsertBucket: takes(inputs.upsertBucketInput, (input) => {
      const project = madeProject(state, input.entityName, input.modelName);
      const before = project.runs.get(input.name);
      const run = before ?? {
        id: state.id("Run"),
        name: input.name,
        config: null,
        jobType: null,
        displayName: null,
        files: new Map(),
        state: "running" as const,
        uploaded: new Set<string>(),
        uses: [],
      };
      run.config = input.config ?? run.config;
      run.jobType = input.jobType ?? run.jobType;
      run.displayName = input.displayName ?? run.displayName;
      run.state = "running";
      project.runs.set(input.name, run);
      return { __typename: "UpsertBucketPayload", bucket: runNode(server, project, run), inserted: !before };
    }),

    createRunFiles: takes(inputs.createRunFilesInput, (input) => {
      const run = projectOf(state, input.entityName, input.projectName).runs.get(input.runName);
      if (!run) throw new Refusal(`run ${input.runName} not found`);
      return {
        __typename: "CreateRunFilesPayload",
        runID: run.id,
        uploadHeaders: [],
        files: input.files.map((name) => ({
          __typename: "RunFile",
          name,
          uploadUrl: storage.sign(`runs/${run.name}/${name}`),
        })),
      };
    }),

    createArtifact: takes(inputs.createArtifactInput, (input) => {
      const project = projectOf(state, input.entityName, input.projectName);
      if (!project.runs.has(input.runName)) throw new Refusal(`run ${input.runName} not found`);
      const sequence = sequenceOf(server, project, input.artifactCollectionName, input.artifactTypeName);
      const aliases = (input.aliases ?? []).map(({ alias, artifactCollectionName }) => {
        if (artifactCollectionName !== sequence.name) throw new Refusal(`alias ${alias} is of another collection`);
        return alias;
      });
      const alike = [...state.artifacts.values()].find(
        (one) => one.sequence === sequence && one.digest === input.digest && one.state !== "DELETED",
      );
      if (alike?.state === "COMMITTED") for (const alias of aliases) sequence.aliases.set(alias, alike);
      const artifact: StoredArtifact = alike ?? {
        id: state.id("Artifact"),
        sequence,
        type: input.artifactTypeName,
        state: "PENDING",
        digest: input.digest,
        metadata: input.metadata ?? null,
        description: input.description ?? null,
        createdAt: server.now(),
        historyStep: input.historyStep ?? null,
        run: input.runName,
        manifestId: undefined,
        manifestMd5: undefined,
        baseId: undefined,
        asked: new Map(),
        waitingAliases: aliases,
        size: 0,
        fileCount: 0,
      };
      state.artifacts.set(artifact.id, artifact);
      return { __typename: "CreateArtifactPayload", artifact: artifactNode(server, artifact) };
    }),

    createArtifactManifest: takes(inputs.createManifestInput, (input) => {
      const artifact = pendingArtifact(state, input.artifactID);
      if (input.baseArtifactID) artifactOf(state, input.baseArtifactID);
      artifact.manifestId ??= state.id("ArtifactManifest");
      artifact.baseId = input.baseArtifactID ?? undefined;
      const announced = input.digest;
      if (announced) artifact.manifestMd5 = announced;
      return {
        __typename: "CreateArtifactManifestPayload",
        artifactManifest: {
          __typename: "ArtifactManifest",
          id: artifact.manifestId,
          file: {
            __typename: "File",
            id: state.id("File"),
            uploadUrl: announced ? storage.sign(manifestKey(artifact.id), announced) : null,
            uploadHeaders: announced ? [`Content-MD5:${announced}`] : [],
          },
        },
      };
    }),

    createArtifactFiles: takes(inputs.createFilesInput, ({ artifactFiles }) => ({
      __typename: "CreateArtifactFilesPayload",
      files: {
        __typename: "FileConnection",
        edges: artifactFiles.map((file) => {
          const artifact = pendingArtifact(state, file.artifactID);
          if (file.artifactManifestID !== artifact.manifestId) throw new Refusal("the manifest is another artifact's");
          if (file.name.split("/").some((part) => ["", ".", ".."].includes(part)))
            throw new Refusal(`invalid file name ${file.name}`);
          const base = artifact.baseId === undefined ? undefined : state.artifacts.get(artifact.baseId);
          const held = base?.asked.get(file.name)?.md5 === file.md5 && state.blobs.has(blobKey(base.id, file.md5));
          const birth = held && base ? base : artifact;
          artifact.asked.set(file.name, { md5: file.md5, path: file.name });
          return {
            __typename: "FileEdge",
            node: fileNode(server, birth, { path: file.name, md5: file.md5 }, file.uploadPartsInput ?? undefined),
          };
        }),
      },
    })),

    completeMultipartUploadArtifact: takes(inputs.completeMultipartInput, (input) => {
      storage.complete(input.uploadID, input.storagePath, input.completedParts);
      return { __typename: "CompleteMultipartUploadArtifactPayload", digest: null };
    }),

    commitArtifact: takes(inputs.artifactIdInput, ({ artifactID }) => {
      const artifact = pendingArtifact(state, artifactID);
      const { size, count } = heldManifest(state, artifact);
      const { sequence } = artifact;
      Object.assign(artifact, { state: "COMMITTED", size, fileCount: count });
      sequence.members.push({ artifact, index: sequence.nextIndex });
      sequence.nextIndex += 1;
      for (const alias of artifact.waitingAliases) sequence.aliases.set(alias, artifact);
      return { __typename: "CommitArtifactPayload", artifact: artifactNode(server, artifact) };
    }),

    updateArtifact: takes(inputs.updateArtifactInput, ({ artifactID, description, metadata }) => {
      const artifact = artifactOf(state, artifactID);
      if (metadata != null) artifact.metadata = metadata;
      if (description != null) artifact.description = description;
      return { __typename: "UpdateArtifactPayload", artifact: artifactNode(server, artifact) };
    }),

    addAliases: takes(inputs.aliasesInput, ({ artifactID, aliases }) => {
      const artifact = artifactOf(state, artifactID);
      for (const { collection } of placed(state, artifact, aliases))
        if (artifact.state !== "COMMITTED") throw new Refusal(`artifact in ${collection.name} is not committed`);
      for (const { collection, alias } of placed(state, artifact, aliases)) collection.aliases.set(alias, artifact);
      return { __typename: "AddAliasesPayload", success: true };
    }),

    deleteAliases: takes(inputs.aliasesInput, ({ artifactID, aliases }) => {
      const artifact = artifactOf(state, artifactID);
      for (const { collection, alias } of placed(state, artifact, aliases))
        if (collection.aliases.get(alias) !== artifact) throw new Refusal(`alias ${alias} not found on the artifact`);
      for (const { collection, alias } of placed(state, artifact, aliases)) collection.aliases.delete(alias);
      return { __typename: "DeleteAliasesPayload", success: true };
    }),

    deleteArtifact: takes(inputs.deleteArtifactInput, ({ artifactID, deleteAliases }) => {
      const artifact = artifactOf(state, artifactID);
      const collections = [...state.projects.values()].flatMap(({ collections: all }) => [...all.values()]);
      const held = collections.flatMap(({ aliases }) =>
        [...aliases].filter(([, target]) => target === artifact).map(([alias]) => alias),
      );
      if (held.length > 0 && !deleteAliases) throw new Refusal(`cannot delete artifact with aliases: ${held}`);
      for (const collection of collections) {
        for (const alias of held) if (collection.aliases.get(alias) === artifact) collection.aliases.delete(alias);
        collection.members = collection.members.filter((member) => member.artifact !== artifact);
      }
      artifact.state = "DELETED";
      dropFiles(state);
      return { __typename: "DeleteArtifactPayload", artifact: artifactNode(server, artifact) };
    }),

    linkArtifact: takes(inputs.linkArtifactInput, (input) => {
      const artifact = artifactOf(state, input.artifactID);
      if (artifact.state !== "COMMITTED") throw new Refusal("only committed artifacts can be linked");
      const project = madeProject(state, input.entityName, input.projectName);
      const before = project.collections.get(input.artifactPortfolioName);
      if (before && before.kind !== "ArtifactPortfolio") throw new Refusal(`${before.name} is no portfolio`);
      if (before && before.type !== artifact.type)
        throw new Refusal(`${before.name} takes artifacts of ${before.type}`);
      const portfolio =
        before ?? newCollection(server, "ArtifactPortfolio", project, input.artifactPortfolioName, artifact.type);
      project.collections.set(portfolio.name, portfolio);
      let member = portfolio.members.find((one) => one.artifact === artifact);
      if (!member) {
        member = { artifact, index: portfolio.nextIndex };
        portfolio.nextIndex += 1;
        portfolio.members.push(member);
        portfolio.aliases.set("latest", artifact);
      }
      for (const { alias } of input.aliases ?? []) portfolio.aliases.set(alias, artifact);
      return {
        __typename: "LinkArtifactPayload",
        versionIndex: member.index,
        artifactMembership: membershipNode(server, portfolio, member),
      };
    }),

    useArtifact: takes(inputs.useArtifactInput, ({ entityName, projectName, runName, artifactID }) => {
      const run = projectOf(state, entityName, projectName).runs.get(runName);
      if (!run) throw new Refusal(`run ${runName} not found`);
      const artifact = artifactOf(state, artifactID);
      if (artifact.state !== "COMMITTED")
        throw new Refusal(`cannot use artifact ${artifactID} as it has not committed`);
      if (!run.uses.includes(artifact.id)) run.uses.push(artifact.id);
      return { __typename: "UseArtifactPayload", artifact: artifactNode(server, artifact) };
    }),
  };
}

type Project = ReturnType<typeof projectOf>;

function newCollection(
  server: Server,
  kind: StoredCollection["kind"],
  { entity, name: project }: Project,
  name: string,
  type: string,
): StoredCollection {
  const place = { entity, project, name, type, createdAt: server.now() };
  return { id: server.state.id(kind), kind, ...place, members: [], nextIndex: 0, aliases: new Map() };
}

function sequenceOf(server: Server, project: Project, name: string, type: string): StoredCollection {
  const before = project.collections.get(name);
  if (before && before.type !== type)
    throw new Refusal(`artifact ${name} already exists with type ${before.type}; cannot create another with ${type}`);
  const sequence = before ?? newCollection(server, "ArtifactSequence", project, name, type);
  if (sequence.kind !== "ArtifactSequence") throw new Refusal(`${name} is a portfolio: link to it`);
  project.collections.set(name, sequence);
  return sequence;
}

function placed(
  state: FakeState,
  artifact: StoredArtifact,
  aliases: readonly z.output<typeof inputs.placedAliasInput>[],
): { collection: StoredCollection; alias: string }[] {
  return aliases.map(({ alias, entityName, projectName, artifactCollectionName }) => {
    const collection = projectOf(state, entityName, projectName).collections.get(artifactCollectionName);
    if (!collection?.members.some((member) => member.artifact === artifact))
      throw new Refusal(`the artifact is not in ${artifactCollectionName}`);
    return { collection, alias };
  });
}

const manifestSchema = z.strictObject({
  version: z.literal(1),
  storagePolicy: z.literal("wandb-storage-policy-v1"),
  storagePolicyConfig: z.strictObject({ storageLayout: z.literal("V2") }),
  contents: z.record(
    z.string(),
    z.strictObject({
      digest: z.string(),
      size: z.int().min(0),
      birthArtifactID: z.string(),
      local_path: z.string().optional(),
      skip_cache: z.boolean().optional(),
    }),
  ),
});

/** The uploaded manifest, held to the artifact's digest and to the files that are in the store. */
function heldManifest(state: FakeState, artifact: StoredArtifact): { size: number; count: number } {
  const bytes = state.blobs.get(manifestKey(artifact.id));
  if (!bytes || artifact.manifestMd5 === undefined) throw new Refusal("the manifest was not uploaded");
  if (md5Of(bytes) !== artifact.manifestMd5) throw new Refusal("the manifest is not the announced one");
  const { contents } = manifestSchema.parse(JSON.parse(Buffer.from(bytes).toString("utf8")));
  const hash = createHash("md5").update("wandb-artifact-manifest-v1\n");
  let size = 0;
  for (const path of Object.keys(contents).sort((left, right) =>
    Buffer.compare(Buffer.from(left), Buffer.from(right)),
  )) {
    const { digest, size: said, birthArtifactID } = contents[path] as (typeof contents)[string];
    const file = state.blobs.get(blobKey(birthArtifactID, digest));
    if (!file) throw new Refusal(`${path} was not uploaded`);
    if (file.length !== said || md5Of(file) !== digest) throw new Refusal(`${path} is not what the manifest says`);
    if (birthArtifactID !== artifact.id && !state.artifacts.get(birthArtifactID)?.asked.has(path))
      throw new Refusal(`${path} was not born with ${birthArtifactID}`);
    hash.update(`${path}:${digest}\n`);
    size += said;
  }
  if (hash.digest("hex") !== artifact.digest) throw new Refusal("the manifest's digest is not the artifact's");
  return { size, count: Object.keys(contents).length };
}

/** As W&B's own clean-up: what no artifact has any more goes, what another version points to stays. */
function dropFiles(state: FakeState): void {
  const kept = new Set<string>();
  for (const artifact of state.artifacts.values()) {
    if (artifact.state === "DELETED") continue;
    for (const { md5 } of artifact.asked.values()) kept.add(blobKey(artifact.id, md5));
    const bytes = state.blobs.get(manifestKey(artifact.id));
    if (!bytes) continue;
    kept.add(manifestKey(artifact.id));
    const { contents } = manifestSchema.parse(JSON.parse(Buffer.from(bytes).toString("utf8")));
    for (const { digest, birthArtifactID } of Object.values(contents)) kept.add(blobKey(birthArtifactID, digest));
  }
  for (const key of state.blobs.keys())
    if (/^wandb_(artifacts|manifests)\//.test(key) && !kept.has(key)) state.blobs.delete(key);
}
