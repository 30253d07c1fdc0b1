import * as z from "zod";

/** What we read of MLflow's answers. Protobuf leaves out what is empty, so every list and number may be missing. */
const tagSchema = z.object({ key: z.string(), value: z.string().default("") });
const tagsSchema = z.array(tagSchema).default([]);

export const experimentSchema = z.object({
  experiment: z.object({
    experiment_id: z.string(),
    artifact_location: z.string(),
    lifecycle_stage: z.string().default("active"),
    tags: tagsSchema,
  }),
});

export const experimentIdSchema = z.object({ experiment_id: z.string() });

const runInfoSchema = z.object({ run_id: z.string(), experiment_id: z.string(), artifact_uri: z.string() });

export const runSchema = z.object({
  run: z.object({
    info: runInfoSchema.extend({ lifecycle_stage: z.string().default("active") }),
    data: z.object({ params: tagsSchema, tags: tagsSchema }).default({ params: [], tags: [] }),
  }),
});

export const runsSchema = z.object({
  runs: z.array(z.object({ info: runInfoSchema })).default([]),
  next_page_token: z.string().optional(),
});

const loggedModelInfoSchema = z.object({
  info: z.object({
    model_id: z.string(),
    artifact_uri: z.string(),
    creation_timestamp_ms: z.coerce.number(),
    tags: tagsSchema,
  }),
});

export const loggedModelSchema = z.object({ model: loggedModelInfoSchema });

export const loggedModelsSchema = z.object({
  models: z.array(loggedModelInfoSchema).default([]),
  next_page_token: z.string().optional(),
});

const versionSchema = z.object({
  name: z.string(),
  version: z.coerce.number(),
  /** PENDING_REGISTRATION, FAILED_REGISTRATION, READY. */
  status: z.string().default("READY"),
  tags: tagsSchema,
});
export type StoredVersion = z.output<typeof versionSchema>;

export const modelVersionSchema = z.object({ model_version: versionSchema });

export const modelVersionsSchema = z.object({
  model_versions: z.array(versionSchema).default([]),
  next_page_token: z.string().optional(),
});

export const registeredModelSchema = z.object({
  registered_model: z.object({
    name: z.string(),
    tags: tagsSchema,
    aliases: z.array(z.object({ alias: z.string(), version: z.coerce.number() })).default([]),
  }),
});

export const listingSchema = z.object({
  files: z
    .array(
      z.object({
        path: z.string(),
        is_dir: z.boolean().default(false),
        file_size: z.coerce.number().optional(),
      }),
    )
    .default([]),
});

export const multipartSchema = z.object({
  upload_id: z.string().optional(),
  credentials: z
    .array(
      z.object({
        url: z.url(),
        part_number: z.int(),
        headers: z.record(z.string(), z.string()).default({}),
      }),
    )
    .default([]),
});
