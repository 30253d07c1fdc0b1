import type { ActionDeps } from "#action-kit";
import { type DeploymentRecord, type Language, type PromotionIntent, ToolkitError } from "#contracts";
import { type Forge, forgeProviders } from "#forge";
import { promotionStatus } from "#messages";
import type { Announce } from "./move-aliases.ts";
import type { NamedRegistry } from "./open-registries.ts";

type Outcome = Parameters<Announce>[1];

const states = { proposed: "pending", done: "success", undone: "inactive" } as const satisfies Record<Outcome, string>;

export interface DeploymentAnnouncer {
  announce: Announce;
  /** What became of the last one; `no-token` before any. */
  written(): DeploymentRecord;
}

/**
 * A promotion as a GitHub deployment with its status: found by its id, so that whoever settles it writes no second one.
 * Without a token it is left out, and what GitHub refuses is said; neither makes a promotion fail that has happened.
 * @param where people see what was promoted: the endpoint, else the version's page in the first registry that has one
 */
export function deploymentAnnouncer(
  inputs: { "github-token": string | undefined; language: Language },
  deps: ActionDeps,
  where: { endpointUrl: string | undefined; registries: readonly NamedRegistry[] },
): DeploymentAnnouncer {
  const { github, log } = deps;
  const token = inputs["github-token"];
  let record: DeploymentRecord = { state: "no-token" };
  let opened: Promise<Forge> | undefined;

  async function write(intent: PromotionIntent, outcome: Outcome, url = intent.run): Promise<void> {
    if (token === undefined || github.repository === "" || intent.sha === "")
      return log.info("no GitHub deployment is written: there is no token, or no repository");
    const environmentUrl = where.endpointUrl ?? (await pageOf(intent, where.registries));
    opened ??= forgeProviders.github(deps, { repository: github.repository, token, apiUrl: github.apiUrl });
    const forge = await opened;
    const { id, name, alias, digest, event, legs, evidence, forced, actor, run } = intent;
    const description = promotionStatus(intent, outcome, inputs.language);
    const deployment = await forge.deployment({
      key: `promotion/${id}`,
      environment: intent.environment,
      ref: intent.sha,
      payload: { name, alias, digest, event, legs, evidence, forced, actor, run },
      description,
      production: intent.environment === "production",
    });
    await forge.deploymentStatus(deployment, {
      state: states[outcome],
      description,
      ...(url !== "" && { logUrl: url }),
      environmentUrl,
    });
    record = { state: "written" };
  }

  return {
    written: () => record,
    async announce(intent, outcome, url) {
      try {
        await write(intent, outcome, url);
        return record.state === "written";
      } catch (error) {
        if (!(error instanceof ToolkitError)) throw error;
        const reason = [`${error.message} [${error.code}]`, error.hint].filter(Boolean).join("; ");
        record = { state: "failed", reason };
        log.notice(`the GitHub deployment was not written: ${reason}`);
        return false;
      }
    },
  };
}

/** Of the version that the alias is at now. A registry that cannot be asked for it costs no deployment. */
async function pageOf(
  { name, legs }: PromotionIntent,
  registries: readonly NamedRegistry[],
): Promise<string | undefined> {
  for (const { registry: wanted, to } of legs) {
    const at = registries.find((one) => one.name === wanted);
    try {
      const version = await at?.registry.find(`${name}@${to}`);
      const page = version && at?.page(version);
      if (page !== undefined) return page;
    } catch (error) {
      if (!(error instanceof ToolkitError)) throw error;
    }
  }
  return undefined;
}
