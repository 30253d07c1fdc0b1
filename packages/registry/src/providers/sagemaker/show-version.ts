import { isDeepStrictEqual } from "node:util";
import type { DescribeModelPackageCommandOutput, ModelApprovalStatus } from "@aws-sdk/client-sagemaker";
import { approvalOf, approvingAlias } from "./approval.ts";
import { cardOf, evaluationIn, qualityOf } from "./card.ts";
import type { Home } from "./home.ts";
import { layout } from "./layout.ts";
import { marksOf, staleMarks } from "./marks.ts";
import { aliasesOf, type Entry, type ModelRecord } from "./record.ts";
import { storedModel } from "./stored-model.ts";

/**
 * Lets model packages show what the record says: approval, marks, card and metrics. A version in service is Approved, by
 * the aliases that say so, because SageMaker's own pipelines deploy the newest Approved version of a group; one that is
 * none of them any more waits for approval again where it was we who approved it. What a person said stays
 * (`approval.ts`). Whoever was killed before all is shown left the
 * version in the record's list, and the next run goes on.
 */
export async function showVersions(home: Home, name: string): Promise<void> {
  for (let round = 1; round <= 20; round++) {
    const record = await home.records.read(name);
    const version = record?.unshown[0];
    if (!record || version === undefined) return;
    // what is in service first: at no time is none Approved
    const inService = (one: string): boolean => approvingAlias(home, aliasesOf(record, one)) !== undefined;
    const first = record.unshown.find(inService) ?? version;
    const entry = record.versions.find((one) => one.version === first);
    if (entry?.arn && !entry.removing) await show(home, record, entry, entry.arn);
    await home.records.change(name, (now) => {
      const same = isDeepStrictEqual(aliasesOf(now, first), aliasesOf(record, first));
      const left = now.unshown.filter((one) => one !== first || !same);
      // ours was late, and may have been shown over a newer one
      now.unshown = same || left.includes(first) ? left : [...left, first];
      return true;
    });
  }
}

async function show(home: Home, record: ModelRecord, entry: Entry, arn: string): Promise<void> {
  const { bucket, packages } = home;
  const { name } = record;
  const shown = await packages.describe(arn);
  if (shown?.ModelPackageStatus !== "Completed") return;
  const { metadata } = await storedModel(home, name, entry);
  const evaluation = evaluationIn((await bucket.read(layout.evidence(name, entry.version, "evaluation.json")))?.text);
  const held = aliasesOf(record, entry.version);
  const marks = marksOf(entry, metadata, held, evaluation);
  const card = cardOf(metadata, bucket.uri(layout.archive(name, entry.upload)), evaluation);
  const { approval, description } = approvalOf(name, approvingAlias(home, held), shown);
  const before = shown.CustomerMetadataProperties ?? {};
  const stale = staleMarks(before, marks);
  if (evaluation) await bucket.write(layout.quality(name, entry.version), qualityOf(metadata, evaluation));
  if (description === undefined && isShown(shown, { approval, marks, card }) && stale.length === 0) return;
  await packages.update({
    ModelPackageArn: arn,
    ModelApprovalStatus: approval,
    ...(description !== undefined && { ApprovalDescription: description }),
    CustomerMetadataProperties: marks,
    ...(stale.length > 0 && { CustomerMetadataPropertiesToRemove: stale }),
    ...(card !== shown.ModelCard?.ModelCardContent && {
      ModelCard: { ModelCardContent: card, ModelCardStatus: shown.ModelCard?.ModelCardStatus ?? "Draft" },
    }),
  });
}

function isShown(
  shown: DescribeModelPackageCommandOutput,
  wanted: { approval: ModelApprovalStatus; marks: Record<string, string>; card: string },
): boolean {
  const before = shown.CustomerMetadataProperties ?? {};
  return (
    shown.ModelApprovalStatus === wanted.approval &&
    shown.ModelCard?.ModelCardContent === wanted.card &&
    Object.entries(wanted.marks).every(([key, value]) => before[key] === value)
  );
}
