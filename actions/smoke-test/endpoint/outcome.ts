import { ToolkitError } from "#contracts";
import type { ProbeOutcome } from "#reports";

export type Problems = ProbeOutcome["problems"];

/** What a check found: what is wrong, and what the server said or did. */
export interface Finding {
  problems: Problems;
  got?: string;
  latencySeconds?: number | undefined;
}

export const found = (got: string, ...problems: Problems): Finding => ({ problems, got });

/** What the server does not say; `missing` names where it would. */
export const unsaid = (missing: string): Finding => ({ problems: [{ check: "unsaid", expected: missing }] });

/** One check as a row of the report; what it failed with is its problem, unless the run was cancelled. */
export async function outcomeOf(
  name: NonNullable<ProbeOutcome["asked"]>,
  work: () => Promise<Finding>,
): Promise<ProbeOutcome> {
  const row = ({ problems, got = "", latencySeconds = undefined }: Finding): ProbeOutcome => ({
    name,
    asked: name,
    problems,
    got: got.slice(0, 200),
    latencySeconds: latencySeconds ?? null,
  });
  try {
    return row(await work());
  } catch (error) {
    if (!(error instanceof ToolkitError) || error.code === "cancelled") throw error;
    return row({ problems: [{ check: "failed", expected: error.message.slice(0, 200) }] });
  }
}
