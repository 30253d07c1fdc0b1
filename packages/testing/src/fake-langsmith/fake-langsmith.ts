import { type CloudAnswer, type CloudCall, type FakeCloud, fakeCloud } from "../fake-cloud/call.ts";
import { LangsmithRefused } from "./answers.ts";
import { commitRoutes } from "./commit-routes.ts";
import { promptRoutes } from "./prompt-routes.ts";
import type { LangsmithContext } from "./routes.ts";
import { addCommit, type StoredCommit, type StoredPrompt } from "./state.ts";
import { tagRoutes } from "./tag-routes.ts";

export interface FakeLangsmith extends FakeCloud {
  endpoint: string;
  /** Of the workspace, may do everything there. */
  apiKey: string;
  workspace: string;
  owner: string;
  /** Key to what it may: `organization` has to name the workspace. */
  keys: Map<string, "write" | "read" | "nothing" | "organization">;
  prompts: Map<string, StoredPrompt>;
  /** Of the workspace's own `name`, which is made when it is not there. */
  push(name: string, text: string): StoredCommit;
  tag(name: string, tag: string, commit: StoredCommit): void;
}

const routes = [...promptRoutes, ...tagRoutes, ...commitRoutes];

/**
 * Prompts of LangSmith, as its published OpenAPI describes them (July 2026) and langsmith 0.15.1 uses them, which the live
 * suite proves. Refuses routes, parameters, fields and keys that it does not know.
 */
export function fakeLangsmith(now: () => number = () => Date.parse("2026-01-02T03:04:05Z")): FakeLangsmith {
  let made = 0;
  const time = (): string => new Date(now()).toISOString();
  const identity = (): string => `00000000-0000-4000-8000-${String(++made).padStart(12, "0")}`;

  function handle(call: CloudCall): CloudAnswer {
    try {
      return answer(call);
    } catch (error) {
      if (error instanceof LangsmithRefused) return error.answer;
      throw error;
    }
  }

  function answer(call: CloudCall): CloudAnswer {
    // the hosted API has every route also without the prefix, and the Python client uses them so
    const path = call.url.pathname.replace(/^\/api\/v1(?=\/)/, "");
    const found = routes
      .map((route) => ({ route, groups: call.method === route.method ? route.path.exec(path) : null }))
      .find(({ groups }) => groups);
    if (!found?.groups) throw new LangsmithRefused(404, "Not Found");
    const field = found.route.half === "go" ? "error" : "detail";
    requireRights(call, field);
    const [owner, handle, rest = ""] = found.groups.slice(1).map(decodeURIComponent);
    const prompt = owner === "-" || owner === fake.owner ? fake.prompts.get(handle ?? "") : undefined;
    if (handle !== undefined && !prompt) throw new LangsmithRefused(404, `Repo ${owner}/${handle} not found`, field);
    const { prompts, workspace, owner: own } = fake;
    const context = { prompts, workspace, owner: own, prompt, rest, identity, now: time };
    return found.route.answer(call, context as LangsmithContext);
  }

  function requireRights({ headers, method }: CloudCall, field: "detail" | "error"): void {
    const rights = fake.keys.get(headers.get("x-api-key") ?? "");
    if (!rights || headers.has("authorization")) throw new LangsmithRefused(401, "Invalid token", field);
    const tenant = headers.get("x-tenant-id");
    if (rights === "organization" && tenant === undefined)
      throw new LangsmithRefused(403, "org_scoped_key_requires_workspace", "error");
    if (tenant !== undefined && tenant !== fake.workspace) throw new LangsmithRefused(403, "Forbidden", field);
    if (rights === "nothing" || (rights === "read" && method !== "GET"))
      throw new LangsmithRefused(403, "Forbidden", field);
  }

  const cloud = fakeCloud(handle, now);
  const apiKey = `lsv2_pt_${"k".repeat(32)}_0123456789`;
  const fake: FakeLangsmith = Object.assign(cloud, {
    endpoint: "https://langsmith.example",
    apiKey,
    workspace: "11111111-2222-4333-8444-555555555555",
    owner: "acme",
    keys: new Map<string, "write" | "read" | "nothing" | "organization">([[apiKey, "write"]]),
    prompts: new Map<string, StoredPrompt>(),
    push(name: string, text: string): StoredCommit {
      if (!fake.prompts.has(name)) {
        const body = Buffer.from(JSON.stringify({ repo_handle: name, is_public: false }));
        const headers = new Map([
          ["x-api-key", apiKey],
          ["content-type", "application/json"],
        ]);
        handle({ method: "POST", url: new URL(`${fake.endpoint}/repos/`), headers, body, cut: false });
      }
      const prompt = fake.prompts.get(name) as StoredPrompt;
      return addCommit(prompt, { text }, { id: identity(), createdAt: time(), description: undefined });
    },
    tag(name: string, tag: string, commit: StoredCommit): void {
      const known = fake.prompts.get(name)?.commitTags.get(tag);
      const kept = { id: known?.id ?? identity(), createdAt: known?.createdAt ?? time(), updatedAt: time() };
      fake.prompts.get(name)?.commitTags.set(tag, { ...kept, commit });
    },
  });
  return fake;
}
