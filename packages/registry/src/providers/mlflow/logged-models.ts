import { createHash } from "node:crypto";
import * as z from "zod";
import { modelPathSchema, ToolkitError } from "#contracts";
import { type Client, nothing, provider, unlessAbsent } from "./client.ts";
import type { PartsRecord } from "./multipart.ts";
import { loggedModelSchema, loggedModelsSchema } from "./schema.ts";
import type { Tag } from "./tags.ts";

export interface LoggedModel {
  id: string;
  artifactUri: string;
  /** Milliseconds by the server's clock: when its uploader last showed life. */
  aliveAt: number;
  /** Names and sizes of what is uploaded, as a digest. */
  shape: string | undefined;
}

/** A file that is on its way by parts: its path, and the store's id of the upload. */
export type PartsUpload = [path: string, uploadId: string];

/** Logged models of MLflow 3: where bytes lie before, and while, a version points to them. */
export interface LoggedModels {
  create(model: {
    experiment: string;
    name: string;
    runId: string | undefined;
    shape: string;
    params: Tag[];
  }): Promise<LoggedModel>;
  /** That are not deleted. */
  list(experiment: string): Promise<LoggedModel[]>;
  showLife(id: string): Promise<void>;
  /** Of the uploads by parts that belong to it. */
  partsRecord(id: string): PartsRecord;
  /** What that record holds; none when the logged model is gone. Throws ToolkitError `registry-corrupt`. */
  partsUploads(id: string): Promise<PartsUpload[]>;
  ready(id: string): Promise<void>;
  /** Nothing happens when it is gone. */
  remove(id: string): Promise<void>;
  /** The training's own run when this server has it. */
  runExists(id: string): Promise<boolean>;
  /** The model among what the run made, as `log_model` has it. */
  addOutput(runId: string, id: string): Promise<void>;
}

const aliveTag = "genai-mlops.alive-at";
const shapeTag = "genai-mlops.shape";
const partsTag = "genai-mlops.parts.";
/** A path may be longer than MLflow lets a key be. */
const partsTagOf = (path: string): string =>
  `${partsTag}${createHash("sha256").update(path).digest("hex").slice(0, 32)}`;
const partsSchema = z.tuple([modelPathSchema, z.string().min(1)]);

type Info = z.output<typeof loggedModelSchema>["model"];
const described = ({ info }: Info): LoggedModel => {
  const tag = (name: string): string | undefined => info.tags.find(({ key }) => key === name)?.value;
  const aliveAt = Math.max(info.creation_timestamp_ms, Number(tag(aliveTag) ?? 0) || 0);
  return { id: info.model_id, artifactUri: info.artifact_uri, aliveAt, shape: tag(shapeTag) };
};

function partsUpload(value: string): PartsUpload {
  try {
    return partsSchema.parse(JSON.parse(value));
  } catch (cause) {
    const message = `a logged model's tag ${partsTag}… is not what was written`;
    throw new ToolkitError({ code: "registry-corrupt", provider, message, hint: "remove the tag in MLflow", cause });
  }
}

export function mlflowLoggedModels({ track, serverTime }: Client): LoggedModels {
  return {
    async create({ experiment, name, runId, shape, params }) {
      const tags = [{ key: shapeTag, value: shape }];
      const body = { experiment_id: experiment, name, source_run_id: runId, tags, params };
      return described((await track({ method: "POST", path: "/logged-models", body }, loggedModelSchema)).model);
    },
    async list(experiment) {
      const found: LoggedModel[] = [];
      let token: string | undefined;
      do {
        const body = { experiment_ids: [experiment], max_results: 50, page_token: token };
        const page = await track({ method: "POST", path: "/logged-models/search", body }, loggedModelsSchema);
        found.push(...page.models.map(described));
        token = page.next_page_token;
      } while (token);
      return found;
    },
    async showLife(id) {
      const body = { tags: [{ key: aliveTag, value: String(serverTime()) }] };
      await track({ method: "PATCH", path: `/logged-models/${id}/tags`, body }, nothing);
    },
    async partsUploads(id) {
      const found = await unlessAbsent(track({ method: "GET", path: `/logged-models/${id}` }, loggedModelSchema));
      const tags = found?.model.info.tags ?? [];
      return tags.flatMap(({ key, value }) => (key.startsWith(partsTag) ? [partsUpload(value)] : []));
    },
    partsRecord: (id) => ({
      async begun(path, uploadId) {
        const tags = [{ key: partsTagOf(path), value: JSON.stringify([path, uploadId]) }];
        await track({ method: "PATCH", path: `/logged-models/${id}/tags`, body: { tags } }, nothing);
      },
      async ended(path) {
        const tag = `/logged-models/${id}/tags/${partsTagOf(path)}`;
        await unlessAbsent(track({ method: "DELETE", path: tag }, nothing));
      },
    }),
    async ready(id) {
      const body = { model_id: id, status: "LOGGED_MODEL_READY" };
      await track({ method: "PATCH", path: `/logged-models/${id}`, body }, nothing);
    },
    async remove(id) {
      await unlessAbsent(track({ method: "DELETE", path: `/logged-models/${id}` }, nothing));
    },
    async runExists(id) {
      if (!/^[0-9a-f]{32}$/.test(id)) return false;
      const call = { method: "GET", path: "/runs/get", query: { run_id: id } } as const;
      return (await unlessAbsent(track(call, nothing))) !== undefined;
    },
    async addOutput(runId, id) {
      const body = { run_id: runId, models: [{ model_id: id, step: 0 }] };
      await track({ method: "POST", path: "/runs/outputs", body }, nothing);
    },
  };
}
