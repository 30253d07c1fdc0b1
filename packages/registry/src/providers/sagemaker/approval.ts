import type { DescribeModelPackageCommandOutput, ModelApprovalStatus } from "@aws-sdk/client-sagemaker";
import type { Home } from "./home.ts";

/** The alias that approves a version, of those that it has. */
export const approvingAlias = (
  { approvedAliases }: Pick<Home, "approvedAliases">,
  held: readonly string[],
): string | undefined => approvedAliases.find((alias) => held.includes(alias));

export interface Approval {
  approval: ModelApprovalStatus;
  /** What is written beside it; undefined where it stays as it is. */
  description: string | undefined;
}

/** How an approval of ours is described; who approves by hand leaves the field empty, or says something else. */
const ours = /^(?:genai-mlops: )?\S+@\S+ points here$/;

/**
 * Whether a version is Approved, by what it is in service as and by what stands there. Only an approval that we gave is
 * taken back: one that a person gave stays, and so does a Rejected, or a Pending that a person set over our approval.
 */
export function approvalOf(
  name: string,
  by: string | undefined,
  shown: Pick<DescribeModelPackageCommandOutput, "ModelApprovalStatus" | "ApprovalDescription">,
): Approval {
  const { ModelApprovalStatus: now = "PendingManualApproval", ApprovalDescription: why = "" } = shown;
  const given = ours.test(why);
  if (by !== undefined) {
    const open = now === "PendingManualApproval" && !given;
    return open
      ? { approval: "Approved", description: `genai-mlops: ${name}@${by} points here` }
      : { approval: now, description: undefined };
  }
  if (!given) return { approval: now, description: undefined };
  const approval = now === "Approved" ? "PendingManualApproval" : now;
  return { approval, description: `genai-mlops: ${name} is not in service here any more` };
}
