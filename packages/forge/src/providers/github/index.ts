import { ToolkitError } from "#contracts";
import { type Platform, withRetry } from "#platform";
import type { Forge } from "../../forge.ts";
import type { RepositoryReader } from "../../repository-reader.ts";
import { check } from "./checks.ts";
import { upsertComment } from "./comments.ts";
import { type Connection, connect, failureOf, type GithubConfig } from "./connection.ts";
import { deployment, deploymentStatus } from "./deployments.ts";
import { dispatch } from "./dispatches.ts";
import { openIssue } from "./issues.ts";
import { openPullRequest } from "./pull-requests.ts";
import { fileAt, pullRequest, pullRequestFrom } from "./reading.ts";

type Ports = Pick<Platform, "http" | "clock" | "random" | "log">;

/** GitHub's REST API by the toolkit's own octokit; the network by our Http. */
export async function github(ports: Ports, config: GithubConfig): Promise<Forge & RepositoryReader> {
  const connection = await connect(ports, config);

  /** A verb looks before it writes: after a failure it begins anew. */
  const repeated =
    <Parameters extends unknown[], Result>(
      permission: string,
      verb: (connection: Connection, ...parameters: Parameters) => Promise<Result>,
      once = false,
    ) =>
    (...parameters: Parameters): Promise<Result> =>
      withRetry(
        ports,
        async () => {
          try {
            return await verb(connection, ...parameters);
          } catch (error) {
            const failure = failureOf(error, permission);
            throw once ? unlessRefused(failure) : failure;
          }
        },
        {
          onRetry: (_, reason, pauseMs) => ports.log.info(`GitHub: ${reason}; again in ${Math.ceil(pauseMs / 1000)} s`),
        },
      );

  return {
    upsertComment: repeated("pull-requests: write", upsertComment),
    check: repeated("checks: write", check),
    deployment: repeated("deployments: write", deployment),
    deploymentStatus: repeated("deployments: write", deploymentStatus),
    openIssue: repeated("issues: write", openIssue),
    openPullRequest: repeated("pull-requests: write", openPullRequest),
    dispatch: repeated("contents: write", dispatch, true),
    pullRequest: repeated("pull-requests: read", pullRequest),
    pullRequestFrom: repeated("pull-requests: read", pullRequestFrom),
    fileAt: repeated("contents: read", fileAt),
  };
}

/** What GitHub refused was not done and may be sent again; whatever else failed may have been done. */
function unlessRefused(failure: unknown): unknown {
  if (!(failure instanceof ToolkitError) || !failure.retryable || failure.code === "forge-rate-limited") return failure;
  return new ToolkitError({
    code: "forge-outcome-unknown",
    provider: "github",
    status: failure.status,
    message: `nobody knows whether it was done: ${failure.message}`,
    hint: "look at the runs of the workflow before you send the event again",
    cause: failure,
  });
}
