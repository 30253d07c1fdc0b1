import { isDeepStrictEqual } from "node:util";
import type { DescribeModelPackageCommandOutput, ModelApprovalStatus } from "@aws-sdk/client-sagemaker";
import { cardOf, evaluationIn, qualityOf } from "./card.ts";
import type { Home } from "./home.ts";
import { layout } from "./layout.ts";
import { marksOf, staleMarks } from "./marks.ts";
import { aliasesOf, type Entry, type ModelRecord } from "./record.ts";
import { storedModel } from "./stored-model.ts";

/** The alias whose version is Approved. */
export const approvedAlias = "champion";

/**
 * Lets model packages show what the record says: approval, marks, card and metrics. Exactly the champion is Approved,
 * because SageMaker's own pipelines deploy the newest Approved version of a group; a version that stops being the champion
 * waits for approval again. Rejected is said by people alone, and stays. Whoever was killed before all is shown left the
 * version in the record's list, and the next run goes on.
 */
export async function showVersions(home: Home, name: string): Promise<void> {
  for (let round = 1; round <= 20; round++) {
    const record = await home.records.read(name);
    const version = record?.unshown[0];
    if (!record || version === undefined) return;
    // the champion first: at no time is none Approved
    const first = record.unshown.find((one) => record.aliases[approvedAlias] === one) ?? version;
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
  const approval = approvalOf(held.includes(approvedAlias), shown.ModelApprovalStatus);
  const before = shown.CustomerMetadataProperties ?? {};
  const stale = staleMarks(before, marks);
  if (evaluation) await bucket.write(layout.quality(name, entry.version), qualityOf(metadata, evaluation));
  if (isShown(shown, { approval, marks, card }) && stale.length === 0) return;
  await packages.update({
    ModelPackageArn: arn,
    ModelApprovalStatus: approval,
    ...(approval !== shown.ModelApprovalStatus && {
      ApprovalDescription:
        approval === "Approved"
          ? `${name}@${approvedAlias} points here`
          : `${name}@${approvedAlias} points to another version`,
    }),
    CustomerMetadataProperties: marks,
    ...(stale.length > 0 && { CustomerMetadataPropertiesToRemove: stale }),
    ...(card !== shown.ModelCard?.ModelCardContent && {
      ModelCard: { ModelCardContent: card, ModelCardStatus: shown.ModelCard?.ModelCardStatus ?? "Draft" },
    }),
  });
}

function approvalOf(champion: boolean, shown: ModelApprovalStatus | undefined): ModelApprovalStatus {
  if (champion) return "Approved";
  return shown === "Rejected" ? "Rejected" : "PendingManualApproval";
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
