import * as z from "zod";

/** Inputs of W&B's mutations, as its official client sends and its published types declare them; no other field is taken. */

const text = z.string().nullish();
const name128 = z.string().min(1).max(128);
const md5 = z.string().regex(/^[A-Za-z0-9+/]{22}==$/, "no MD5 in base64");
const aliasText = z
  .string()
  .min(1)
  .max(128)
  .regex(/^[^/:]+$/)
  .refine((alias) => !/^v\d+$/.test(alias), "reserved for versions");
export const aliasInput = z.strictObject({ alias: aliasText, artifactCollectionName: name128 });
export const placedAliasInput = aliasInput.extend({ entityName: z.string(), projectName: z.string() });

export const createArtifactInput = z.strictObject({
  entityName: z.string(),
  projectName: z.string(),
  runName: z.string(),
  artifactTypeName: z.string().regex(/^[-\w]+([ ]*[-.\w]+)*$/),
  artifactCollectionName: name128.regex(/^[\w.-]+$/),
  artifactCollectionNames: z.null().optional(),
  digest: z.string().regex(/^[0-9a-f]{32}$/),
  digestAlgorithm: z.literal("MANIFEST_MD5"),
  enableDigestDeduplication: z.literal(true),
  aliases: z.array(aliasInput).nullish(),
  description: text,
  metadata: text.refine((value) => value == null || Object.keys(JSON.parse(value) as object).length <= 100),
  clientID: z.string().length(128),
  sequenceClientID: z.string().length(128),
  historyStep: z.int().nullish(),
  labels: text,
  tags: z.array(z.unknown()).nullish(),
  distributedID: z.null().optional(),
  storageRegion: z.null().optional(),
  ttlDurationSeconds: z.int().nullish(),
  clientMutationId: text,
});

export const createManifestInput = z.strictObject({
  artifactID: z.string(),
  baseArtifactID: text,
  name: z.literal("wandb_manifest.json"),
  digest: z.union([z.literal(""), md5]),
  entityName: z.string(),
  projectName: z.string(),
  runName: z.string(),
  type: z.literal("FULL"),
});

export const createFilesInput = z.strictObject({
  artifactFiles: z
    .array(
      z.strictObject({
        artifactID: z.string(),
        artifactManifestID: z.string(),
        name: z.string().min(1),
        md5,
        mimetype: text,
        uploadPartsInput: z
          .array(z.strictObject({ partNumber: z.int().min(1), hexMD5: z.string().regex(/^[0-9a-f]{32}$/) }))
          .nullish(),
      }),
    )
    .min(1),
  storageLayout: z.literal("V2"),
  cloudRegionID: z.null().optional(),
  clientMutationId: text,
});

export const completeMultipartInput = z.strictObject({
  completeMultipartAction: z.enum(["Complete"]),
  completedParts: z.array(z.strictObject({ partNumber: z.int(), hexMD5: z.string() })).min(1),
  artifactID: z.string(),
  storagePath: z.string(),
  uploadID: z.string(),
});

export const artifactIdInput = z.strictObject({ artifactID: z.string() });

export const updateArtifactInput = z.strictObject({
  artifactID: z.string(),
  description: text,
  metadata: text,
  aliases: z.null().optional(),
  labels: text,
  tagsToAdd: z.array(z.unknown()).nullish(),
  tagsToDelete: z.array(z.unknown()).nullish(),
  ttlDurationSeconds: z.int().nullish(),
  clientMutationId: text,
});

export const aliasesInput = z.strictObject({
  artifactID: z.string(),
  aliases: z.array(placedAliasInput).min(1),
  clientMutationId: text,
});

export const deleteArtifactInput = z.strictObject({
  artifactID: z.string(),
  deleteAliases: z.boolean().nullish(),
  clientMutationId: text,
});

export const linkArtifactInput = z.strictObject({
  artifactID: z.string(),
  artifactPortfolioName: name128.regex(/^[\w.-]+$/),
  entityName: z.string(),
  projectName: z.string(),
  aliases: z.array(aliasInput).nullish(),
  artifactPortfolioID: z.null().optional(),
  clientID: z.null().optional(),
  clientMutationId: text,
});

export const useArtifactInput = z.strictObject({
  entityName: z.string(),
  projectName: z.string(),
  runName: z.string(),
  artifactID: z.string(),
});

export const upsertBucketInput = z.strictObject({
  id: text,
  name: z.string().min(1),
  modelName: z.string().min(1),
  entityName: z.string().min(1),
  groupName: text,
  description: text,
  displayName: text,
  notes: text,
  commit: text,
  config: text.refine((value) => value == null || typeof JSON.parse(value) === "object"),
  host: text,
  debug: z.boolean().nullish(),
  jobProgram: text,
  jobRepo: text,
  jobType: text,
  state: text,
  sweep: text,
  tags: z.array(z.string()).nullish(),
  summaryMetrics: text,
});

export const createRunFilesInput = z.strictObject({
  entityName: z.string(),
  projectName: z.string(),
  runName: z.string(),
  files: z.array(z.string()).min(1),
});
