import type { Environment, Files } from "#platform";
import type { GithubContext } from "./context.ts";

export async function githubContext({
  environment,
  files,
}: {
  environment: Environment;
  files: Files;
}): Promise<GithubContext> {
  const value = (name: string, fallback = ""): string => environment.get(name) ?? fallback;
  const serverUrl = value("GITHUB_SERVER_URL", "https://github.com");
  const repository = value("GITHUB_REPOSITORY");
  const runId = value("GITHUB_RUN_ID");
  const attempt = Number(value("GITHUB_RUN_ATTEMPT", "1"));
  return {
    repository,
    sha: value("GITHUB_SHA"),
    ref: value("GITHUB_REF"),
    actor: value("GITHUB_ACTOR"),
    eventName: value("GITHUB_EVENT_NAME"),
    runId,
    runAttempt: Number.isInteger(attempt) ? attempt : 1,
    job: value("GITHUB_JOB"),
    serverUrl,
    apiUrl: value("GITHUB_API_URL", "https://api.github.com"),
    runUrl: repository && runId ? `${serverUrl}/${repository}/actions/runs/${runId}` : "",
    event: await eventPayload(value("GITHUB_EVENT_PATH"), files),
  };
}

async function eventPayload(path: string, files: Files): Promise<unknown> {
  if (path === "" || (await files.stat(path)) === undefined) return {};
  try {
    return JSON.parse(await files.readText(path));
  } catch {
    return {}; // a runner without a readable event has none
  }
}
