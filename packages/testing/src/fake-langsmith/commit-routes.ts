import * as z from "zod";
import { jsonAnswer } from "../fake-cloud/call.ts";
import { LangsmithRefused, langsmithBody, langsmithQuery } from "./answers.ts";
import type { LangsmithRoute } from "./routes.ts";
import { addCommit, manifestSha, type StoredCommit, type StoredPrompt } from "./state.ts";

const whole = (least: number, most: number) =>
  z.string().regex(/^\d+$/).transform(Number).pipe(z.int().min(least).max(most));
/** Python's client writes True and False. */
const truth = z.string().regex(/^(true|false)$/i);

const listSchema = z.strictObject({
  limit: whole(1, 100).optional(),
  offset: whole(0, 2 ** 31).optional(),
  include_stats: truth.optional(),
  tag: z.string().optional(),
  // the Python client sends it, the description does not have it
  include_model: truth.optional(),
});
const createSchema = z.strictObject({
  parent_commit: z.string().nullish(),
  manifest: z.record(z.string(), z.unknown()),
  description: z.string().max(1000).optional(),
  skip_webhooks: z.unknown().optional(),
});
const showSchema = z.strictObject({
  include_model: truth.optional(),
  get_examples: truth.optional(),
  is_view: truth.optional(),
  include: z.string().optional(),
});

const shown = ({ id: repo }: StoredPrompt, { id, hash, manifest, parent, description, createdAt }: StoredCommit) => ({
  id,
  commit_hash: hash,
  created_at: createdAt,
  updated_at: createdAt,
  description,
  example_run_ids: [],
  full_name: "Octo Cat",
  manifest,
  // Go writes bytes as base64
  manifest_sha: manifestSha(manifest).toString("base64"),
  num_downloads: 0,
  num_views: 0,
  parent_id: parent?.id,
  parent_commit_hash: parent?.hash,
  repo_id: repo,
});

/** By hash or its first 8 characters and more, by tag, or the latest. */
function commitAt({ commits, commitTags }: StoredPrompt, wanted: string): StoredCommit | undefined {
  if (wanted === "latest") return commits.at(-1);
  const byHash = wanted.length < 8 ? undefined : commits.find(({ hash }) => hash.startsWith(wanted));
  return byHash ?? commitTags.get(wanted)?.commit;
}

export const commitRoutes: LangsmithRoute[] = [
  {
    method: "GET",
    path: /^\/commits\/([^/]+)\/([^/]+)\/?$/,
    half: "go",
    answer(call, { prompt }) {
      const { limit = 20, offset = 0, tag } = langsmithQuery(call, listSchema);
      const tagged = tag === undefined ? undefined : prompt.commitTags.get(tag)?.commit;
      const commits = [...prompt.commits].reverse().filter((commit) => tag === undefined || commit === tagged);
      const page = commits.slice(offset, offset + limit).map((commit) => shown(prompt, commit));
      return jsonAnswer(200, { commits: page.length > 0 ? page : null, total: commits.length });
    },
  },
  {
    method: "POST",
    path: /^\/commits\/([^/]+)\/([^/]+)$/,
    half: "go",
    answer(call, { prompt, identity, now }) {
      const { parent_commit: parent, manifest, description } = langsmithBody(call, createSchema);
      const latest = prompt.commits.at(-1);
      const based = parent ? commitAt(prompt, parent) : undefined;
      if (based !== latest) throw new LangsmithRefused(409, "parent commit is not the latest commit", "error");
      if (latest && manifestSha(latest.manifest).equals(manifestSha(manifest)))
        throw new LangsmithRefused(409, "Nothing to commit: prompt has not changed since latest commit", "error");
      const commit = addCommit(prompt, manifest, { id: identity(), createdAt: now(), description });
      return jsonAnswer(201, { commit: shown(prompt, commit) });
    },
  },
  {
    method: "GET",
    path: /^\/commits\/([^/]+)\/([^/]+)\/([^/]+)$/,
    half: "go",
    answer(call, { prompt, rest }) {
      langsmithQuery(call, showSchema);
      const commit = commitAt(prompt, rest);
      if (!commit) throw new LangsmithRefused(404, "Commit not found", "error");
      return jsonAnswer(200, { commit_hash: commit.hash, manifest: commit.manifest, examples: [] });
    },
  },
];
