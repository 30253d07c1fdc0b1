import type { ActionDeps } from "#action-kit";
import { InputError, type Language, ToolkitError } from "#contracts";
import { type DeploymentStatusDraft, type Forge, forgeProviders } from "#forge";
import { deploymentStatusText } from "#messages";

export type EndpointAnnouncer = ReturnType<typeof endpointAnnouncer>;

export interface AnnouncementInputs {
  endpoint?: string | undefined;
  environment: string;
  "github-token": string | undefined;
  language: Language;
}

type State = DeploymentStatusDraft["state"];
type Words = (typeof deploymentStatusText)["en"];

/**
 * What becomes of a deployment, as the status of one deployment at GitHub: deploy opens it, canary-gate, promote and
 * rollback go on with it. Without a token nothing is written, and what GitHub refuses is said; neither makes a step fail
 * that has happened. Protection is the job's: a deployment that GitHub refuses for its environment is made for no other.
 */
export function endpointAnnouncer(inputs: AnnouncementInputs, deps: ActionDeps) {
  const { github, log } = deps;
  const token = inputs["github-token"];
  let opened: Promise<Forge> | undefined;

  async function write(id: string, state: State, description: string, environmentUrl?: string): Promise<void> {
    if (token === undefined || github.repository === "" || github.sha === "" || inputs.endpoint === undefined)
      return log.info("no status is written at GitHub: there is no token, no repository or no endpoint");
    const { environment } = inputs;
    opened ??= forgeProviders.github(deps, { repository: github.repository, token, apiUrl: github.apiUrl });
    const forge = await opened;
    const deployment = await forge.deployment({
      key: `endpoint/${id}`,
      environment,
      ref: github.sha,
      // a later run, at another commit and on another machine, goes on with the same
      anyRef: true,
      payload: { endpoint: inputs.endpoint, id },
      description,
      production: environment === "production",
    });
    const logUrl = github.runUrl === "" ? undefined : github.runUrl;
    await forge.deploymentStatus(deployment, { state, description, logUrl, environmentUrl });
  }

  const words = deploymentStatusText[inputs.language];
  let unreachable = false;

  /** Why it was not written. Who could not be reached is not asked again in this step: each time costs seconds. */
  function tell(error: unknown): void {
    if (!(error instanceof ToolkitError)) throw error;
    unreachable = error.retryable;
    const reason = [`${error.message} [${error.code}]`, error.hint].filter(Boolean).join("; ");
    log.notice(`the status was not written at GitHub: ${reason}`);
  }

  return {
    /** Says it, or why it could not be said. @param id of the deployment */
    async say(id: string, state: State, sentence: (text: Words) => string, environmentUrl?: string): Promise<void> {
      if (unreachable) return;
      await write(id, state, deps.secrets.redact(sentence(words)), environmentUrl).catch(tell);
    },
    /** Before anything is done. @throws InputError `environment-refused` where GitHub takes no deployment for it */
    async open(id: string, sentence: (text: Words) => string): Promise<void> {
      try {
        await write(id, "in_progress", deps.secrets.redact(sentence(words)));
      } catch (error) {
        if (!(error instanceof ToolkitError) || error.code !== "forge-refused") return tell(error);
        const mend = "let the job run in this environment, so that its protection rules are asked, or name another";
        throw new InputError(
          [
            {
              where: "environment",
              problem: `GitHub takes no deployment to ${inputs.environment}: ${error.message}`,
              mend,
            },
          ],
          "environment-refused",
        );
      }
    },
    /** What failed, with the reason; the error goes on. */
    async failing<Result>(id: string, work: () => Promise<Result>): Promise<Result> {
      try {
        return await work();
      } catch (error) {
        const reason = error instanceof ToolkitError ? `${error.code}: ${error.message}` : String(error);
        await this.say(id, "failure", (text) => text.failed(reason.replace(/\s+/g, " ")));
        throw error;
      }
    },
  };
}
