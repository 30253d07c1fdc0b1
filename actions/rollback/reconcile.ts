import type { ActionDeps, ActionResult, Inputs } from "#action-kit";
import { InputError, type Reconciliation, ToolkitError } from "#contracts";
import { reconciliationReport, rendered } from "#reports";
import { openServing } from "../open-serving.ts";
import type { spec } from "./spec.ts";

/**
 * Looks at the weights of every endpoint, and takes the traffic of canaries that nobody drives any more. One that cannot
 * be looked at keeps no other one waiting.
 * @throws ToolkitError `not-reconciled` with all of those
 */
export async function reconcile(
  only: Reconciliation["only"],
  inputs: Inputs<typeof spec>,
  deps: ActionDeps,
): Promise<ActionResult<typeof spec>> {
  const names = new Set((inputs.endpoint ?? "").split(",").map((name) => name.trim()));
  names.delete("");
  if (names.size === 0)
    throw new InputError([{ where: "endpoint", problem: "names none, and `only` needs one or more" }]);
  const endpoints: Reconciliation["endpoints"] = [];
  const failures: ToolkitError[] = [];
  for (const endpoint of names) {
    try {
      const serving = await openServing({ ...inputs, endpoint }, deps);
      const { found, before, after } = await serving.reconcile(only === "recorded");
      const { canary, leaseExpiresAt } = before;
      endpoints.push({ endpoint, found, before: canary, after: after.canary, leaseExpiresAt });
      deps.log.info(`${endpoint}: ${found}; its canary gets ${after.canary}, and got ${canary}`);
    } catch (error) {
      if (!(error instanceof ToolkitError)) throw error;
      failures.push(error);
      deps.log.warning(`${endpoint}: ${error.message} [${error.code}]`);
    }
  }
  if (failures.length > 0)
    throw new ToolkitError({
      code: "not-reconciled",
      message: `${failures.length} of ${names.size} endpoints could not be reconciled: ${failures.map(({ message, code }) => `${message} [${code}]`).join("; ")}`,
      hint: failures[0]?.hint,
    });
  const record: Reconciliation = { schemaVersion: 1, only, endpoints };
  return {
    outputs: {
      "model-ref": "",
      endpoint: "",
      version: "",
      proposal: "",
      reconciled: endpoints.filter(({ before, after }) => before !== after).length,
    },
    report: rendered(record, reconciliationReport(record, inputs.language)),
  };
}
