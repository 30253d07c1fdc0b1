import { InputError, ToolkitError } from "#contracts";
import type { Platform } from "#platform";
import { httpFetch } from "./http-fetch.ts";
import { withPermission } from "./refusal.ts";

type Octokit = ReturnType<typeof import("@actions/github").getOctokit>;

export interface GithubConfig {
  /** `owner/name`. */
  repository: string;
  token: string;
  /** `https://api.github.com`, or `https://<host>/api/v3` of an Enterprise Server. */
  apiUrl: string;
}

export interface Connection {
  rest: Octokit["rest"];
  /** Items of all pages, one page in memory at a time. */
  all<Item>(pages: AsyncIterable<{ data: Item[] }>): AsyncGenerator<Item>;
  paginate: Octokit["paginate"];
  repository: { owner: string; repo: string };
  /** Login that the token acts as, such as `github-actions[bot]`. */
  login(): Promise<string>;
}

/** @throws InputError for a repository that is none */
export async function connect(
  ports: Pick<Platform, "http" | "clock" | "log">,
  { repository, token, apiUrl }: GithubConfig,
): Promise<Connection> {
  const [, owner, repo] = /^([\w.-]+)\/([\w.-]+)$/.exec(repository) ?? [];
  if (!owner || !repo)
    throw new InputError([{ where: "repository", problem: `"${repository}" is none`, legal: "owner/name" }]);
  const { getOctokit } = await import("@actions/github");
  const octokit = getOctokit(token, {
    baseUrl: apiUrl.replace(/\/+$/, ""),
    userAgent: "genai-mlops",
    // its own goes to the console past our redaction
    log: { debug: () => {}, info: () => {}, warn: ports.log.debug, error: ports.log.debug },
    request: { fetch: httpFetch(ports, apiUrl) },
  });
  let known: Promise<string> | undefined;
  return {
    rest: octokit.rest,
    paginate: octokit.paginate,
    repository: { owner, repo },
    async *all(pages) {
      for await (const { data } of pages) yield* data;
    },
    login() {
      known ??= viewer(octokit);
      return known;
    },
  };
}

/**
 * `GET /user` is closed to the token of a job and of any app; the GraphQL viewer is not. A job's token where that is
 * closed too (an old Enterprise Server) can only be the bot's.
 */
async function viewer(octokit: Octokit): Promise<string> {
  try {
    const { viewer: found } = await octokit.graphql<{ viewer: { login: string } }>("query { viewer { login } }");
    return found.login;
  } catch (error) {
    const failure = failureOf(error, "");
    if (failure instanceof ToolkitError && (failure.retryable || failure.code === "forge-unauthorized")) throw failure;
    return "github-actions[bot]";
  }
}

/** What `httpFetch` threw, out of what octokit wraps it in; names the permission that the verb needs. */
export function failureOf(error: unknown, permission: string): unknown {
  for (let inner = error; inner instanceof Error; inner = inner.cause)
    if (inner instanceof ToolkitError) return withPermission(inner, permission);
  return error;
}
