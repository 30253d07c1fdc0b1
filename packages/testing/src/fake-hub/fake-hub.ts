import * as z from "zod";
import type { Http } from "#platform";
import { answered, bodyOf, type HubAnswer, type HubCall, Refused } from "./answers.ts";
import { inProcessHub } from "./in-process.ts";
import { readRoutes } from "./read-routes.ts";
import { type Route, type RouteContext, repositoryRoutes } from "./routes.ts";
import type { HubState, StoredRepository } from "./state.ts";
import { storageRoutes } from "./storage-routes.ts";
import { writeRoutes } from "./write-routes.ts";

export interface FakeHub {
  baseUrl: string;
  storageUrl: string;
  /** A token of the user `octo`, who may write to its own and to `acme`. */
  token: string;
  http: Http;
  state: HubState;
  calls: HubCall[];
  /** Token to what it may do: `read` may change nothing, `write:<repository>` only that one. */
  tokens: Map<string, "write" | "read" | `write:${string}`>;
  /** Identity tokens that the Hub trusts, and the repository that each publishes. */
  publishers: Map<string, string>;
  pageSize: number;
  /** A larger object goes up in parts of this size. */
  partBytes: number;
  /** Stands before every call; a test makes faults of it. */
  interfere(call: HubCall, proceed: () => Promise<HubAnswer>): Promise<HubAnswer>;
  handle(call: HubCall): Promise<HubAnswer>;
}

const exchangeSchema = z.strictObject({
  grant_type: z.literal("urn:ietf:params:oauth:grant-type:token-exchange"),
  subject_token_type: z.literal("urn:ietf:params:oauth:token-type:id_token"),
  subject_token: z.string().min(1),
  resource: z.string(),
});

/**
 * The Hugging Face Hub as its clients see it, in memory. It refuses what it does not know: routes, fields, pointers to
 * objects that were never uploaded, bytes that are not the announced ones, a commit upon an old parent. That it answers as
 * the Hub does is told by the official Python client (test/live/huggingface.test.ts).
 */
export function fakeHub(now: () => number = () => Date.UTC(2026, 0, 2, 3, 4, 5)): FakeHub {
  const state: HubState = { repositories: new Map(), commits: 0 };
  const token = "hf_write-token-of-octo";
  const routes: Route[] = [...repositoryRoutes, ...readRoutes, ...writeRoutes, ...storageRoutes];
  let minted = 0;

  async function answer(call: HubCall): Promise<HubAnswer> {
    if (call.method === "POST" && call.url.pathname === "/oauth/token") return exchange(call);
    for (const route of routes) {
      const found = route.method === call.method ? route.path.exec(call.url.pathname) : null;
      if (!found) continue;
      const parameters = found.slice(1).map((part) => part ?? undefined) as string[];
      return route.answer(call, parameters, contextOf(call, route, parameters));
    }
    throw new Refused(404, `the fake Hub has no ${call.method} ${call.url.pathname}`);
  }

  function contextOf({ headers }: HubCall, { needs }: Route, [owner, name]: string[]): RouteContext {
    const bearer = /^Bearer (.+)$/.exec(headers.get("authorization") ?? "")?.[1];
    const role = bearer === undefined ? undefined : hub.tokens.get(bearer);
    if (bearer !== undefined && role === undefined)
      throw new Refused(401, "Invalid credentials in Authorization header");
    const repository = state.repositories.get(`${owner}/${name}`) as StoredRepository;
    const context = {
      state,
      repository,
      user: "octo",
      now,
      baseUrl: hub.baseUrl,
      storageUrl: hub.storageUrl,
      pageSize: hub.pageSize,
      partBytes: hub.partBytes,
    };
    if (needs === "anyone") return context;
    if (needs === "user") {
      if (role === undefined) throw new Refused(401, "Invalid username or password.");
      if (role !== "write" && !/whoami/.test(hub.calls.at(-1)?.url.pathname ?? ""))
        throw new Refused(403, "You don't have the rights to create repositories with this token");
      return context;
    }
    const seen = repository && (repository.visibility === "public" || role !== undefined);
    if (!seen) throw new Refused(role === undefined ? 401 : 404, "Repository not found", "RepoNotFound");
    if (needs === "write" && role !== "write" && role !== `write:${repository.id}`)
      throw new Refused(403, `Forbidden: pass a token with write access to ${repository.id}`);
    return context;
  }

  function exchange(call: HubCall): HubAnswer {
    const { subject_token, resource } = bodyOf(call, exchangeSchema);
    if (hub.publishers.get(subject_token) !== resource)
      return answered({ error: "invalid_grant", error_description: "no trusted publisher matches" }, 400);
    minted += 1;
    const access = `hf_jwt_${minted}-for-${resource.replace("/", "-")}`;
    hub.tokens.set(access, `write:${resource}`);
    return answered({ access_token: access, token_type: "bearer", expires_in: 3600 });
  }

  const hub: FakeHub = {
    baseUrl: "http://hub.test",
    storageUrl: "http://storage.test",
    token,
    http: { send: (request) => inProcessHub(hub, request) },
    state,
    calls: [],
    tokens: new Map([[token, "write"]]),
    publishers: new Map(),
    pageSize: 1000,
    partBytes: 5 * 2 ** 30,
    interfere: (_call, proceed) => proceed(),
    async handle(call) {
      hub.calls.push(call);
      return await hub.interfere(call, async () => {
        try {
          return await answer(call);
        } catch (error) {
          if (error instanceof Refused) return error.answer;
          throw error;
        }
      });
    },
  };
  return hub;
}
