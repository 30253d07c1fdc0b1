import { InputError, type Problem } from "#contracts";
import type { Environment, Platform } from "#platform";

export const provider = "langsmith";

export interface LangsmithConfig {
  /** LANGSMITH_API_KEY. */
  apiKey: string;
  /** LANGSMITH_ENDPOINT; `https://api.smith.langchain.com` unless told. */
  endpoint?: string | undefined;
  /** LANGSMITH_WORKSPACE_ID, which a key of the whole organization needs. */
  workspace?: string | undefined;
  /** Handle of whoever owns the prompts; `-`, the workspace's own, unless told. */
  owner?: string | undefined;
}

export type Ports = Pick<Platform, "http" | "clock" | "random" | "secrets" | "log">;

/**
 * LangSmith by the variables of its own client, which takes LANGCHAIN_… where LANGSMITH_… is empty (langsmith 0.15.1,
 * `utils.get_env_var`).
 * @param said key and owner that inputs gave
 */
export function langsmithSettings(
  said: { apiKey: string | undefined; owner: string | undefined },
  environment: Pick<Environment, "get">,
): LangsmithConfig {
  const given = (name: string): string | undefined =>
    [`LANGSMITH_${name}`, `LANGCHAIN_${name}`].map((variable) => environment.get(variable)?.trim()).find(Boolean);
  return {
    apiKey: said.apiKey ?? given("API_KEY") ?? "",
    endpoint: given("ENDPOINT"),
    workspace: given("WORKSPACE_ID"),
    owner: said.owner,
  };
}

/** What calls are made with. */
export interface Place {
  apiKey: string;
  /** Root of the server, without `/api/v1`. */
  root: string;
  workspace: string | undefined;
  owner: string;
}

/** @throws InputError `missing-api-key` or `bad-registry-uri` with every problem of the configuration */
export function requirePlace({ apiKey, endpoint, workspace, owner = "-" }: LangsmithConfig): Place {
  const problems: Problem[] = [];
  const key = apiKey.trim();
  const mend = "take one from smith.langchain.com (Settings, API Keys), as a secret";
  if (key === "") problems.push({ where: "LANGSMITH_API_KEY", problem: "is empty", mend });
  // it goes into a header
  else if (!/^[\x21-\x7e]+$/.test(key)) problems.push({ where: "LANGSMITH_API_KEY", problem: "is no key", mend });
  const root = rootOf(endpoint ?? "https://api.smith.langchain.com");
  if (root === undefined)
    problems.push({
      where: "LANGSMITH_ENDPOINT",
      problem: "is no address of a LangSmith server",
      legal: "http://… or https://…, without user, password and query",
    });
  if (workspace !== undefined && !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(workspace))
    problems.push({ where: "LANGSMITH_WORKSPACE_ID", problem: `"${workspace}" is no id`, legal: "a UUID" });
  if (owner !== "-" && !/^[A-Za-z0-9][A-Za-z0-9_-]{0,127}$/.test(owner))
    problems.push({
      where: "registry-uri",
      problem: `"${owner}" is no owner of prompts at LangSmith`,
      legal: "a handle of letters, digits, - and _; - for the workspace's own prompts",
    });
  const missing = problems[0]?.where === "LANGSMITH_API_KEY";
  if (problems.length > 0 || root === undefined)
    throw new InputError(problems, missing ? "missing-api-key" : "bad-registry-uri");
  return { apiKey: key, root, workspace: workspace?.toLowerCase(), owner };
}

/** Tells two places apart that may each have a prompt of one name. @throws as `requirePlace` */
export function langsmithPlace(config: LangsmithConfig): string {
  const { root, workspace = "", owner } = requirePlace(config);
  return [root, workspace, owner].join(" ");
}

/** The client's own rule: people say the root of the server, or its API behind `/api` or `/api/v1`. */
function rootOf(endpoint: string): string | undefined {
  const address = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
  if (!address || !/^https?:$/.test(address.protocol)) return undefined;
  if (address.username || address.password || address.search || address.hash) return undefined;
  return `${address.origin}${address.pathname.replace(/\/+$/, "").replace(/\/api(\/v1)?$/, "")}`;
}

/** @throws InputError `bad-name` by LangSmith's own rule (langsmith 0.15.1, `REPO_HANDLE_PATTERN`) */
export function requirePrompt(name: string): string {
  if (/^[a-z][a-z0-9_-]{0,127}$/.test(name)) return name;
  const legal = "small letters, digits, - and _, at most 128, first a letter (LangSmith's rule)";
  const mend = "say whose the prompt is by registry-uri or registries: langsmith=<owner>, not in the name";
  throw new InputError(
    [
      {
        where: "name",
        problem: `"${name}" is no name of a prompt at LangSmith`,
        legal,
        ...(name.includes("/") && { mend }),
      },
    ],
    "bad-name",
  );
}
