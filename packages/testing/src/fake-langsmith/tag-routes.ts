import * as z from "zod";
import { jsonAnswer } from "../fake-cloud/call.ts";
import { LangsmithRefused, langsmithBody, langsmithQuery } from "./answers.ts";
import type { LangsmithRoute } from "./routes.ts";
import type { StoredPrompt, StoredTag } from "./state.ts";

const skip = { skip_webhooks: z.union([z.boolean(), z.array(z.uuid())]).optional() };
const createSchema = z.strictObject({ tag_name: z.string().min(1), commit_id: z.uuid(), ...skip });
const moveSchema = z.strictObject({ commit_id: z.uuid(), ...skip });
const none = z.strictObject({});

const shown = (prompt: StoredPrompt, name: string, { id, commit, createdAt, updatedAt }: StoredTag) => ({
  id,
  repo_id: prompt.id,
  commit_id: commit.id,
  commit_hash: commit.hash,
  tag_name: name,
  created_at: createdAt,
  updated_at: updatedAt,
});

function commitWith({ commits }: StoredPrompt, id: string) {
  const commit = commits.find((one) => one.id === id);
  if (!commit) throw new LangsmithRefused(404, `Commit ${id} not found`);
  return commit;
}

function tagWith({ commitTags }: StoredPrompt, name: string): StoredTag {
  const tag = commitTags.get(name);
  if (!tag) throw new LangsmithRefused(404, `Tag ${name} not found`);
  return tag;
}

const all = /^\/repos\/([^/]+)\/([^/]+)\/tags$/;
const one = /^\/repos\/([^/]+)\/([^/]+)\/tags\/([^/]+)$/;

export const tagRoutes: LangsmithRoute[] = [
  {
    method: "GET",
    path: all,
    half: "python",
    answer(call, { prompt }) {
      langsmithQuery(call, none);
      return jsonAnswer(
        200,
        [...prompt.commitTags].map(([name, tag]) => shown(prompt, name, tag)),
      );
    },
  },
  {
    method: "POST",
    path: all,
    half: "python",
    answer(call, { prompt, identity, now }) {
      const { tag_name: name, commit_id } = langsmithBody(call, createSchema);
      const commit = commitWith(prompt, commit_id);
      // it is moved by PATCH, or deleted before (langsmith-sdk, pull request 2561)
      if (prompt.commitTags.has(name)) throw new LangsmithRefused(409, `Tag ${name} already exists`);
      const tag = { id: identity(), commit, createdAt: now(), updatedAt: now() };
      prompt.commitTags.set(name, tag);
      return jsonAnswer(200, shown(prompt, name, tag));
    },
  },
  {
    method: "GET",
    path: one,
    half: "python",
    answer: (_call, { prompt, rest }) => jsonAnswer(200, shown(prompt, rest, tagWith(prompt, rest))),
  },
  {
    method: "PATCH",
    path: one,
    half: "python",
    answer(call, { prompt, rest, now }) {
      const tag = tagWith(prompt, rest);
      tag.commit = commitWith(prompt, langsmithBody(call, moveSchema).commit_id);
      tag.updatedAt = now();
      return jsonAnswer(200, shown(prompt, rest, tag));
    },
  },
  {
    method: "DELETE",
    path: one,
    half: "python",
    answer(_call, { prompt, rest }) {
      tagWith(prompt, rest);
      prompt.commitTags.delete(rest);
      return jsonAnswer(200, {});
    },
  },
];
