import * as z from "zod";
import { jsonAnswer } from "../fake-cloud/call.ts";
import { LangsmithRefused, langsmithBody, langsmithQuery } from "./answers.ts";
import type { LangsmithRoute } from "./routes.ts";
import type { StoredPrompt } from "./state.ts";

const createSchema = z.strictObject({
  repo_handle: z.string(),
  is_public: z.boolean(),
  description: z.string().nullish(),
  readme: z.string().nullish(),
  tags: z.array(z.string()).nullish(),
  repo_type: z.literal("prompt").optional(),
});
const listSchema = z.strictObject({
  limit: z.string().optional(),
  offset: z.string().optional(),
  is_archived: z.enum(["true", "allow", "false"]).optional(),
  is_public: z.enum(["true", "false"]).optional(),
  sort_field: z.enum(["num_likes", "num_downloads", "num_views", "updated_at", "relevance"]).optional(),
  sort_direction: z.enum(["asc", "desc"]).optional(),
});

const shown = (prompt: StoredPrompt, workspace: string) => ({
  id: prompt.id,
  repo_handle: prompt.handle,
  full_name: `-/${prompt.handle}`,
  owner: null,
  tenant_id: workspace,
  repo_type: "prompt",
  description: prompt.description,
  readme: prompt.readme,
  tags: prompt.tags,
  is_public: prompt.isPublic,
  is_archived: false,
  created_at: prompt.createdAt,
  updated_at: prompt.updatedAt,
  num_commits: prompt.commits.length,
  num_likes: 0,
  num_downloads: 0,
  num_views: 0,
  last_commit_hash: prompt.commits.at(-1)?.hash ?? null,
  commit_tags: [...prompt.commitTags.keys()],
});

export const promptRoutes: LangsmithRoute[] = [
  {
    method: "GET",
    path: /^\/info$/,
    half: "python",
    answer: () => jsonAnswer(200, { version: "0.16.0" }),
  },
  {
    method: "GET",
    path: /^\/settings$/,
    half: "python",
    answer: (_call, { workspace, owner, now }) =>
      jsonAnswer(200, { id: workspace, display_name: "Acme", created_at: now(), tenant_handle: owner }),
  },
  {
    method: "GET",
    path: /^\/repos\/?$/,
    half: "python",
    answer(call, { prompts, workspace }) {
      langsmithQuery(call, listSchema);
      const repos = [...prompts.values()].map((prompt) => shown(prompt, workspace));
      return jsonAnswer(200, { repos, total: repos.length });
    },
  },
  {
    method: "POST",
    path: /^\/repos\/?$/,
    half: "python",
    answer(call, { prompts, workspace, identity, now }) {
      const wanted = langsmithBody(call, createSchema);
      const handle = wanted.repo_handle;
      if (!/^[a-z][a-z0-9_-]*$/.test(handle)) throw new LangsmithRefused(422, "Invalid repo handle");
      if (prompts.has(handle)) throw new LangsmithRefused(409, "Repo already exists");
      const prompt: StoredPrompt = {
        id: identity(),
        handle,
        description: wanted.description ?? "",
        readme: wanted.readme ?? "",
        tags: wanted.tags ?? [],
        isPublic: wanted.is_public,
        createdAt: now(),
        updatedAt: now(),
        commits: [],
        commitTags: new Map(),
      };
      prompts.set(handle, prompt);
      return jsonAnswer(200, { repo: shown(prompt, workspace) });
    },
  },
  {
    method: "GET",
    path: /^\/repos\/([^/]+)\/([^/]+)$/,
    half: "python",
    answer: (_call, { prompt, workspace }) => jsonAnswer(200, { repo: shown(prompt, workspace) }),
  },
  {
    method: "DELETE",
    path: /^\/repos\/([^/]+)\/([^/]+)$/,
    half: "python",
    answer(_call, { prompt, prompts }) {
      prompts.delete(prompt.handle);
      return jsonAnswer(200, {});
    },
  },
];
