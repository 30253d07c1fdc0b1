import * as z from "zod";
import { requireProject } from "../artifacts/names.ts";
import { operation, type Wandb } from "../client/client.ts";
import { WandbError } from "../client/error.ts";

export interface RunDraft {
  entity: string;
  project: string;
  /** The run's id: the same id is the same run. */
  id: string;
  displayName?: string | undefined;
  group?: string | undefined;
  jobType?: string | undefined;
  tags?: readonly string[] | undefined;
  notes?: string | undefined;
  commit?: string | undefined;
  config?: Readonly<Record<string, unknown>> | undefined;
}

export interface Run {
  entity: string;
  project: string;
  id: string;
  /** Lines of history that the server has: where a resumed run goes on. */
  historyLines: number;
  created: boolean;
}

const upsertBucket = operation(
  "UpsertBucket",
  z.object({
    upsertBucket: z.object({
      bucket: z.object({
        name: z.string(),
        project: z.object({ name: z.string(), entity: z.object({ name: z.string() }) }),
        historyLineCount: z.int().nullish(),
      }),
      inserted: z.boolean().nullish(),
    }),
  }),
  `mutation UpsertBucket($name: String, $project: String, $entity: String, $groupName: String, $displayName: String, $notes: String, $commit: String, $config: JSONString, $jobType: String, $tags: [String!]) {
  upsertBucket(input: {name: $name, groupName: $groupName, modelName: $project, entityName: $entity, displayName: $displayName, notes: $notes, commit: $commit, config: $config, jobType: $jobType, tags: $tags}) {
    bucket { name project { name entity { name } } historyLineCount }
    inserted
  }
}`,
);

/** Makes a run, or takes it up again; the project is made with it. */
export async function upsertRun(wandb: Wandb, draft: RunDraft): Promise<Run> {
  if (!/^[\w-]{1,64}$/.test(draft.id))
    throw new WandbError({ code: "bad-name", message: `"${draft.id}" is no run id; legal: letters, digits, _ -` });
  const config = Object.entries(draft.config ?? {}).map(([key, value]) => [key, { value }]);
  const { bucket, inserted } = (
    await wandb.graphql(upsertBucket, {
      name: draft.id,
      project: requireProject(draft.project),
      entity: draft.entity,
      groupName: draft.group ?? null,
      displayName: draft.displayName ?? null,
      notes: draft.notes ?? null,
      commit: draft.commit ?? null,
      config: config.length === 0 ? null : JSON.stringify(Object.fromEntries(config)),
      jobType: draft.jobType ?? null,
      tags: draft.tags ?? null,
    })
  ).upsertBucket;
  return {
    entity: bucket.project.entity.name,
    project: bucket.project.name,
    id: bucket.name,
    historyLines: bucket.historyLineCount ?? 0,
    created: inserted ?? false,
  };
}

const viewerOperation = operation(
  "Viewer",
  z.object({ viewer: z.object({ entity: z.string().nullable() }).nullable() }),
  "query Viewer { viewer { entity } }",
);

/**
 * The entity that a key works for unless told otherwise.
 * @throws WandbError `unauthorized` when the key is nobody's, `not-found` when its owner has none (a service account)
 */
export async function defaultEntity(wandb: Wandb): Promise<string> {
  const { viewer } = await wandb.graphql(viewerOperation, {});
  if (viewer?.entity) return viewer.entity;
  throw viewer
    ? new WandbError({ code: "not-found", message: "this API key has no entity of its own: name one (WANDB_ENTITY)" })
    : new WandbError({ code: "unauthorized", message: `${wandb.baseUrl} knows nobody by this API key` });
}
