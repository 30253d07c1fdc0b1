import type { DeploymentDraft, DeploymentStatusDraft } from "../../forge.ts";
import { requireKey } from "../../key.ts";
import type { Connection } from "./connection.ts";

const latest = 1000;
const keyField = "genai_mlops_key";

export async function deployment(connection: Connection, draft: DeploymentDraft): Promise<number> {
  const { rest, paginate, all, repository } = connection;
  const key = requireKey(draft.key);
  const { environment, ref } = draft;
  const at = draft.anyRef ? {} : { ref };
  const pages = paginate.iterator(rest.repos.listDeployments, { ...repository, environment, ...at, per_page: 100 });
  let seen = 0;
  for await (const { id, payload } of all(pages)) {
    if (keyOf(payload) === key) return id;
    // every job of an environment leaves one there
    seen += 1;
    if (draft.anyRef && seen === latest) break;
  }
  const { data } = await rest.repos.createDeployment({
    ...repository,
    environment,
    ref,
    payload: { ...draft.payload, [keyField]: key },
    ...(draft.description !== undefined && { description: draft.description.slice(0, 140) }),
    ...(draft.production !== undefined && { production_environment: draft.production }),
    // the gates were ours; GitHub would else merge the default branch in, and wait for every check of the commit
    auto_merge: false,
    required_contexts: [],
  });
  if ("id" in data) return data.id;
  throw new Error(`GitHub made no deployment: ${data.message}`);
}

export async function deploymentStatus(
  { rest, repository }: Connection,
  id: number,
  { state, description, environmentUrl, logUrl }: DeploymentStatusDraft,
): Promise<void> {
  const status = {
    state,
    description: description.slice(0, 140),
    ...(environmentUrl !== undefined && { environment_url: environmentUrl }),
    ...(logUrl !== undefined && { log_url: logUrl }),
  };
  const { data } = await rest.repos.listDeploymentStatuses({ ...repository, deployment_id: id, per_page: 1 });
  const [last] = data;
  const same = Object.entries(status).every(([name, value]) => last?.[name as keyof typeof last] === value);
  if (!same) await rest.repos.createDeploymentStatus({ ...repository, deployment_id: id, ...status });
}

/** GitHub hands a payload over as JSON or as text. */
function keyOf(payload: unknown): unknown {
  if (typeof payload === "object" && payload !== null) return (payload as Record<string, unknown>)[keyField];
  try {
    return typeof payload === "string" ? keyOf(JSON.parse(payload) ?? {}) : undefined;
  } catch {
    return undefined;
  }
}
