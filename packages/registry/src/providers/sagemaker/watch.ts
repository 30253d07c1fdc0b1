import type { ModelApprovalStatus } from "@aws-sdk/client-sagemaker";
import type { Approval, ListedVersion } from "../../event-source.ts";
import type { Home } from "./home.ts";
import { described, isOurs, packageOf, survey } from "./survey.ts";

/**
 * Every version in the group, in the order in which SageMaker numbered them, with its approval: what another tool put there
 * goes by SageMaker's number. A package of ours that is not in the record is not settled, or about to go.
 */
export async function watch(home: Home, name: string): Promise<ListedVersion[]> {
  const record = await home.records.read(name);
  const held = record ? await survey(home, record) : [];
  // after the record: what it says of a package was there before
  const listed = await home.packages.list(name);
  const ours = held.map((one) => ({
    number: numberOf(one.arn),
    seen: { ...(record && described(record, one)), approval: approvalOf(one.approval) } as ListedVersion,
  }));
  const known = new Set((record?.versions ?? []).map((entry) => packageOf(entry, listed)?.arn));
  const others = listed
    .filter(({ arn, status, description }) => status === "Completed" && !known.has(arn) && !isOurs(description))
    .map(({ arn, approval }) => ({
      number: numberOf(arn),
      seen: {
        version: String(numberOf(arn)),
        digest: null,
        aliases: [],
        foreign: true,
        approval: approvalOf(approval),
      },
    }));
  return [...ours, ...others].sort((left, right) => left.number - right.number).map(({ seen }) => seen);
}

const numberOf = (arn: string): number => Number(arn.split("/").at(-1));

const approvalOf = (status: ModelApprovalStatus | undefined): Approval | undefined =>
  status && { status, waits: status === "PendingManualApproval" };
