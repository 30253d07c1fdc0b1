import { createHash } from "node:crypto";
import type { ActionDeps } from "#action-kit";
import { ToolkitError } from "#contracts";
import type { ModelVersion, Registry } from "#registry";

/**
 * Tells a registry that draws lineage that this job takes a version in. A word beside the work, and nothing decides by it: a
 * key that may only read, or a run that is not there, is a warning.
 */
export async function declareUse(
  registry: Registry,
  version: ModelVersion,
  purpose: "deploy" | "evaluate" | "promote",
  { lineage }: { lineage: boolean },
  { github, log }: Pick<ActionDeps, "github" | "log">,
): Promise<void> {
  if (!lineage || !registry.use) return;
  try {
    await registry.use(version, { purpose, id: consumerId(purpose, github) });
    log.info(`${version.modelRef} is drawn as an input of this job in the registry's lineage`);
  } catch (error) {
    if (!(error instanceof ToolkitError)) throw error;
    log.warning(`${version.modelRef} is not drawn as an input of this job: ${error.message}`);
  }
}

/** One a job of a run: what it is tried again as is the same. A job's name may be longer than a registry takes. */
function consumerId(purpose: string, { runId, job }: ActionDeps["github"]): string {
  const whole = ["genai-mlops", purpose, runId, job].filter((word) => word !== "").join("-");
  if (/^[\w-]{1,64}$/.test(whole)) return whole;
  return `genai-mlops-${purpose}-${createHash("sha256").update(whole).digest("hex").slice(0, 16)}`;
}
