import type { ActionDeps } from "#action-kit";
import type { Language } from "#contracts";
import { forgeProviders } from "#forge";
import { proposalText } from "#messages";
import type { AliasMove, ProposedMove, Registry } from "#registry";

export interface ProposingInputs {
  "registry-uri": string | undefined;
  "github-token"?: string | undefined;
  language: Language;
}

/**
 * Opens the pull request of each branch on which the registry proposes a move. Where none can be opened, the branch is
 * there all the same, and the log says which.
 */
export function withPullRequests(registry: Registry, inputs: ProposingInputs, deps: ActionDeps): Registry {
  const { propose } = registry;
  if (!propose) return registry;

  async function open({ branch, base }: ProposedMove, move: AliasMove): Promise<string | undefined> {
    const { github, log } = deps;
    const token = inputs["github-token"];
    // another remote may be another repository, which this token knows nothing of
    if (token === undefined || github.repository === "" || inputs["registry-uri"] !== undefined) {
      log.notice(
        `no pull request is opened without github-token and registry-uri: origin; merge ${branch} into ${base}`,
      );
      return undefined;
    }
    const forge = await forgeProviders.github(deps, { repository: github.repository, token, apiUrl: github.apiUrl });
    const text = proposalText[inputs.language];
    const { url } = await forge.openPullRequest({
      head: branch,
      base,
      title: text.title(move.name, move.alias, move.seen, move.version),
      body: text.body(move.name, move.alias, move.seen, move.version, github.runUrl),
      more: github.runUrl,
    });
    log.notice(`${move.alias} of ${move.name} moves to ${move.version} when somebody merges ${url}`);
    return url;
  }

  return {
    ...registry,
    async propose(move, promotion) {
      const made = await propose(move, promotion);
      return made && { ...made, url: await open(made, move) };
    },
  };
}
