import { isDeepStrictEqual } from "node:util";
import * as z from "zod";
import { deploymentSchema, parseStrictly, ToolkitError } from "#contracts";
import { isConflict, provider } from "./failures.ts";
import type { Kubectl } from "./kubectl.ts";

export const servingStateSchema = z.strictObject({
  schemaVersion: z.literal(1),
  /** What was observed last. */
  record: deploymentSchema,
  /** `genai-mlops/revision` of each server that the record names. */
  revisions: z.record(z.string(), z.string()),
  /** The record's previous model still stands, and can take the requests back. */
  baking: z.boolean(),
  /** What a run set out to do; it happened when the cluster gives its baseline everything. */
  next: z.strictObject({ record: deploymentSchema, baking: z.boolean() }).nullable(),
});
export type ServingState = z.infer<typeof servingStateSchema>;

/** Weight that somebody gave a canary, and until when. */
export interface Granted {
  canary: number;
  /** ISO 8601; null: for good. */
  endsAt: string | null;
  /** Server that it was given to. */
  server: string;
  /** Weight of ours that it takes the place of, which is still there when this run is killed before it moves it. */
  from?: number | undefined;
}

export interface Stored {
  state: ServingState;
  granted: Granted | undefined;
}

const weightAnnotation = "genai-mlops/weight";
/** kubectl prints a string as one line, and what reads lines breaks them at 64 KiB. */
const longestState = 48_000;

const mapSchema = z.looseObject({
  metadata: z.looseObject({
    resourceVersion: z.string(),
    annotations: z.record(z.string(), z.string()).optional(),
  }),
  data: z.record(z.string(), z.string()).optional(),
});

/**
 * The record in a ConfigMap beside the manifests, which no GitOps agent knows of. Not in the engine's own object: KServe
 * would begin a new revision of the model for every change of an annotation. The weight with its lease is an annotation,
 * so that giving weight and changing the record cannot undo each other.
 */
export function stateStore(kubectl: Kubectl, place: { endpoint: string; namespace: string }) {
  const { endpoint, namespace } = place;
  const name = `${endpoint}-genai-mlops`;

  const found = () => kubectl.get("configmaps", name, mapSchema);

  /** @throws ToolkitError `deployment-corrupt` */
  async function read(): Promise<Stored | undefined> {
    const map = await found();
    if (!map) return undefined;
    return {
      state: stateIn(map.data?.["state"] ?? ""),
      granted: grantedIn(map.metadata.annotations?.[weightAnnotation]),
    };
  }

  function stateIn(text: string): ServingState {
    try {
      return parseStrictly(servingStateSchema, JSON.parse(text), name);
    } catch (cause) {
      throw new ToolkitError({
        code: "deployment-corrupt",
        provider,
        message: `ConfigMap ${name} holds no state that can be read`,
        hint: "restore it, or delete it and deploy anew",
        cause,
      });
    }
  }

  /**
   * @param before what it takes the place of; undefined where there was nothing
   * @throws ToolkitError `deployment-contested` when another run was faster
   */
  async function write(before: ServingState | undefined, state: ServingState): Promise<void> {
    const text = textOf(state);
    for (let attempt = 1; ; attempt++) {
      try {
        if (!before) {
          const labels = { "app.kubernetes.io/name": endpoint, "app.kubernetes.io/managed-by": "genai-mlops" };
          await kubectl.create({
            apiVersion: "v1",
            kind: "ConfigMap",
            metadata: { name, namespace, labels },
            data: { state: text },
          });
          return;
        }
        const map = await found();
        if (!map || !isDeepStrictEqual(stateIn(map.data?.["state"] ?? ""), before)) throw contested();
        const { resourceVersion } = map.metadata;
        await kubectl.patch("configmaps", name, { metadata: { resourceVersion }, data: { state: text } });
        return;
      } catch (error) {
        // a weight that was given meanwhile is no other record
        if (!isConflict(error) || attempt === 5 || !before) throw isConflict(error) ? contested(error) : error;
      }
    }
  }

  const contested = (cause?: unknown): ToolkitError =>
    new ToolkitError({
      code: "deployment-contested",
      provider,
      retryable: true,
      message: `somebody else changes the deployment of ${endpoint} at the same time`,
      hint: "let one job at a time change an endpoint: a concurrency group in the workflow does that",
      cause,
    });

  const grant = ({ canary, endsAt, server, from }: Granted): Promise<void> =>
    kubectl.patch("configmaps", name, {
      metadata: { annotations: { [weightAnnotation]: `${canary} ${endsAt ?? "-"} ${server} ${from ?? "-"}` } },
    });

  return { read, write, grant, remove: () => kubectl.remove("configmaps", name) };
}

/** The oldest history goes when it no longer fits. */
function textOf(state: ServingState): string {
  const text = JSON.stringify(state);
  const { record, next } = state;
  if (text.length <= longestState || record.history.length <= 10) return text;
  const short = (each: ServingState["record"]) => ({ ...each, history: each.history.slice(10) });
  return textOf({ ...state, record: short(record), next: next && { ...next, record: short(next.record) } });
}

function grantedIn(text = ""): Granted | undefined {
  const [, share, endsAt = "", server = "", from = ""] =
    /^([\d.e-]+) (-|\d{4}-\S+Z) (\S+) (-|[\d.e-]+)$/.exec(text) ?? [];
  const canary = Number(share);
  if (!(canary >= 0 && canary <= 1)) return undefined;
  return { canary, endsAt: endsAt === "-" ? null : endsAt, server, ...(from !== "-" && { from: Number(from) }) };
}
