import * as z from "zod";
import { answered, bodyOf, type HubAnswer, type HubCall, queryOf, Refused } from "./answers.ts";
import { addCommit, commitAt, gitAttributes, type HubState, regularFile, type StoredRepository } from "./state.ts";

export interface Route {
  method: string;
  path: RegExp;
  /** What the token must be allowed; `write` and `read` are of the repository that the path's first two groups name. */
  needs: "anyone" | "user" | "read" | "write" | "delete";
  answer(call: HubCall, parameters: string[], context: RouteContext): HubAnswer;
}

export interface RouteContext {
  state: HubState;
  repository: StoredRepository;
  user: string;
  now(): number;
  baseUrl: string;
  /** Another host than the Hub's, which gets no token. */
  storageUrl: string;
  pageSize: number;
  partBytes: number;
}

const model = "/api/models/([^/]+)/([^/]+)";
const name = /^(?!.*(--|\.\.))\w[\w.-]{0,94}\w$|^\w$/;

const createSchema = z.strictObject({
  name: z.string(),
  organization: z.string().nullish(),
  type: z.literal("model").optional(),
  visibility: z.enum(["public", "private"]).optional(),
});
const branchSchema = z.strictObject({
  startingPoint: z.string().optional(),
  emptyBranch: z.boolean().optional(),
  overwrite: z.boolean().optional(),
});

const refsOf = (kind: string, refs: ReadonlyMap<string, string>): object[] =>
  [...refs].map(([name, targetCommit]) => ({ name, ref: `refs/${kind}/${name}`, targetCommit }));

export function requireRevision(repository: StoredRepository, revision: string) {
  const commit = commitAt(repository, decodeURIComponent(revision));
  if (!commit) throw new Refused(404, `Invalid rev id: ${revision}`, "RevisionNotFound");
  return commit;
}

/** Who asks, repositories and their references. */
export const repositoryRoutes: Route[] = [
  {
    method: "GET",
    path: /^\/api\/whoami-v2$/,
    needs: "user",
    answer: (_call, _parameters, { user }) =>
      answered({
        type: "user",
        id: "u1",
        name: user,
        fullname: user,
        email: `${user}@example.org`,
        orgs: [],
        auth: {
          type: "access_token",
          accessToken: { displayName: "ci", role: "write", createdAt: "2026-01-01T00:00:00Z" },
        },
      }),
  },
  {
    method: "POST",
    path: /^\/api\/repos\/create$/,
    needs: "user",
    answer(call, _parameters, { state, user, now, baseUrl }) {
      const { name: wanted, organization, visibility = "public" } = bodyOf(call, createSchema);
      if (!name.test(wanted) || wanted.endsWith(".git")) throw new Refused(400, "Invalid repository name");
      const owner = organization ?? user;
      if (owner !== user && owner !== "acme")
        throw new Refused(403, `You don't have the rights to create a model under the namespace "${owner}"`);
      const id = `${owner}/${wanted}`;
      if (state.repositories.has(id)) throw new Refused(409, "You already created this model repo");
      const fresh: StoredRepository = {
        id,
        visibility,
        commits: new Map(),
        branches: new Map(),
        tags: new Map(),
        objects: new Map(),
        granted: new Map(),
        parts: new Map(),
      };
      state.repositories.set(id, fresh);
      const tree = new Map([[".gitattributes", regularFile(Buffer.from(gitAttributes))]]);
      addCommit(state, fresh, "main", {
        title: "initial commit",
        message: "",
        date: new Date(now()).toISOString(),
        tree,
      });
      return answered({ url: `${baseUrl}/${id}`, name: id, id });
    },
  },
  {
    method: "GET",
    path: new RegExp(`^${model}/refs$`),
    needs: "read",
    answer: (call, _parameters, { repository }) => {
      queryOf(call, z.strictObject({ include_prs: z.string().optional() }));
      return answered({
        branches: refsOf("heads", repository.branches),
        converts: [],
        tags: refsOf("tags", repository.tags),
      });
    },
  },
  {
    method: "POST",
    path: new RegExp(`^${model}/tag/([^/]+)$`),
    needs: "write",
    answer(call, [, , revision = ""], { repository }) {
      const { tag } = bodyOf(call, z.strictObject({ tag: z.string().min(1), message: z.string().optional() }));
      const { id } = requireRevision(repository, revision);
      if (repository.tags.has(tag)) throw new Refused(409, `Tag reference exists already: ${tag}`);
      repository.tags.set(tag, id);
      return answered({}, 201);
    },
  },
  {
    method: "DELETE",
    path: new RegExp(`^${model}/tag/([^/]+)$`),
    needs: "write",
    answer(_call, [, , tag = ""], { repository }) {
      if (!repository.tags.delete(decodeURIComponent(tag)))
        throw new Refused(404, `Tag not found: ${tag}`, "RevisionNotFound");
      return answered({});
    },
  },
  {
    method: "POST",
    path: new RegExp(`^${model}/branch/([^/]+)$`),
    needs: "write",
    answer(call, [, , encoded = ""], { repository }) {
      const { startingPoint = "main", emptyBranch, overwrite } = bodyOf(call, branchSchema);
      if (emptyBranch) throw new Refused(400, "the fake makes no empty branches");
      const branch = decodeURIComponent(encoded);
      if (branch === "main") throw new Refused(403, "main cannot be overwritten");
      const { id } = requireRevision(repository, startingPoint);
      if (repository.branches.has(branch) && !overwrite) throw new Refused(409, `Reference already exists: ${branch}`);
      repository.branches.set(branch, id);
      return answered({});
    },
  },
  {
    method: "DELETE",
    path: new RegExp(`^${model}/branch/([^/]+)$`),
    needs: "write",
    answer(_call, [, , branch = ""], { repository }) {
      if (branch === "main") throw new Refused(403, "main cannot be deleted");
      if (!repository.branches.delete(decodeURIComponent(branch)))
        throw new Refused(404, `Branch not found: ${branch}`, "RevisionNotFound");
      return answered({});
    },
  },
  {
    method: "DELETE",
    path: /^\/api\/repos\/delete$/,
    needs: "user",
    answer(call, _parameters, { state, user }) {
      const schema = z.strictObject({
        name: z.string(),
        organization: z.string().nullish(),
        type: z.literal("model").optional(),
      });
      const { name: wanted, organization } = bodyOf(call, schema);
      if (!state.repositories.delete(`${organization ?? user}/${wanted}`))
        throw new Refused(404, "Repository not found", "RepoNotFound");
      return answered({});
    },
  },
  {
    method: "POST",
    path: /^\/api\/validate-yaml$/,
    needs: "anyone",
    answer(call) {
      bodyOf(call, z.strictObject({ repoType: z.string(), content: z.string() }));
      return answered({ errors: [], warnings: [] });
    },
  },
];
