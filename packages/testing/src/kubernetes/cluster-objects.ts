import { schemaProblems } from "./recorded-schemas.ts";

export interface ClusterObject {
  apiVersion: string;
  kind: string;
  metadata: {
    name: string;
    namespace: string;
    resourceVersion: string;
    generation: number;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
  };
  // biome-ignore lint/suspicious/noExplicitAny: whatever a manifest holds; the schema has checked it
  [part: string]: any;
}

export class ServerError extends Error {}

/** What an API server stores: objects that keep to their schemas, each change of a specification another generation. */
export class ClusterObjects {
  readonly stored = new Map<string, ClusterObject>();
  private version = 1;

  all(kind: string): ClusterObject[] {
    return [...this.stored.values()].filter((object) => object.kind === kind);
  }

  get(kind: string, name: string): ClusterObject | undefined {
    return this.stored.get(`${kind}/${name}`);
  }

  /** The object as it is to be; the API server alone says what its version is. */
  put(object: ClusterObject, part: "status" | "rest"): void {
    const key = `${object.kind}/${object.metadata.name}`;
    const before = this.stored.get(key);
    const { metadata, status, ...rest } = object;
    const kept = part === "rest" ? before?.["status"] : status;
    const { metadata: _before, status: _status, ...restBefore } = before ?? ({} as ClusterObject);
    const isSame = JSON.stringify(rest) === JSON.stringify(restBefore);
    const now: ClusterObject = {
      ...(part === "status" && before ? { ...restBefore, apiVersion: object.apiVersion, kind: object.kind } : rest),
      apiVersion: object.apiVersion,
      kind: object.kind,
      metadata: {
        ...(part === "status" && before ? before.metadata : metadata),
        resourceVersion: before?.metadata.resourceVersion ?? "0",
        generation: (before?.metadata.generation ?? 0) + (part === "rest" && !isSame ? 1 : 0),
      },
      ...(kept !== undefined && { status: kept }),
    };
    if (before && JSON.stringify(before) === JSON.stringify(now)) return;
    const problems = problemsOf(now);
    if (problems.length > 0)
      throw new ServerError(
        `Error from server (BadRequest): ${now.kind} "${now.metadata.name}": ${problems.join("; ")}`,
      );
    now.metadata.resourceVersion = String(++this.version);
    this.stored.set(key, structuredClone(now));
  }

  remove(kind: string, name: string): void {
    this.stored.delete(`${kind}/${name}`);
  }
}

function problemsOf(object: ClusterObject): string[] {
  const { resourceVersion: _version, generation: _generation, ...metadata } = object.metadata;
  if (object.kind !== "ConfigMap") return schemaProblems({ ...object, metadata });
  const { apiVersion, kind: _kind, metadata: _metadata, data, ...unknown } = object;
  const values = Object.values((data ?? {}) as Record<string, unknown>);
  return [
    ...(apiVersion === "v1" ? [] : [`no ConfigMap in ${apiVersion}`]),
    ...Object.keys(unknown).map((field) => `unknown field "${field}"`),
    ...(values.every((value) => typeof value === "string") ? [] : ["data holds text alone"]),
  ];
}

/** RFC 7386. */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (typeof patch !== "object" || patch === null || Array.isArray(patch)) return patch;
  const merged: Record<string, unknown> = { ...(typeof target === "object" && target !== null ? target : {}) };
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete merged[name];
    else merged[name] = mergePatch(merged[name], value);
  }
  return merged;
}
