import { createHash } from "node:crypto";
import { cardOf, qualityOf } from "./card.ts";
import type { Home } from "./home.ts";
import { layout } from "./layout.ts";
import { marksOf } from "./marks.ts";
import type { Entry } from "./record.ts";
import { metadataOf, storedModel } from "./stored-model.ts";
import { descriptionOf, packageOf } from "./survey.ts";

/**
 * Gives a version its model package, found before it is made; the client token makes two runs that do so at once make one.
 * @returns its ARN
 */
export async function makePackage(home: Home, name: string, entry: Entry): Promise<string> {
  const { packages, records } = home;
  const there = packageOf(entry, await packages.list(name));
  // one that failed never becomes another
  if (there?.status === "Failed") await packages.remove(there.arn);
  const usable = there !== undefined && there.status !== "Failed" && there.status !== "Deleting";
  const arn = usable ? there.arn : await create(home, name, entry, there?.arn ?? entry.arn);
  await packages.complete(arn);
  const record = await records.change(name, (now) => {
    const own = now.versions.find(({ upload }) => upload === entry.upload);
    if (!own || own.removing || own.arn === arn) return false;
    own.arn = arn;
    return true;
  });
  // it was removed while we made it
  if (!record.versions.some(({ upload, removing }) => upload === entry.upload && !removing)) await packages.remove(arn);
  return arn;
}

/** @param before the package that stood here, and is no more: its client token would give it back */
async function create(home: Home, name: string, entry: Entry, before: string | null): Promise<string> {
  const { bucket, packages, image } = home;
  const { manifest, metadata } = await storedModel(home, name, entry);
  const quality = layout.quality(name, entry.version);
  const archive = bucket.uri(layout.archive(name, entry.upload));
  await bucket.write(quality, qualityOf(metadata, undefined));
  const { stringify } = await import("yaml");
  const said = metadataOf(home, name, entry, { manifest, metadata });
  await bucket.write(layout.metadata(name, entry.upload), stringify(said));
  const { git_commit, run_id } = metadata;
  return await packages.create({
    ModelPackageGroupName: name,
    ModelPackageDescription: descriptionOf(entry),
    ModelApprovalStatus: "PendingManualApproval",
    ClientToken: createHash("sha256")
      .update(`${descriptionOf(entry)} ${before ?? ""}`)
      .digest("hex")
      .slice(0, 36),
    InferenceSpecification: {
      Containers: [{ ModelDataUrl: archive, ...(image !== undefined && { Image: image }) }],
      SupportedContentTypes: ["application/json"],
      SupportedResponseMIMETypes: ["application/json"],
    },
    ModelMetrics: {
      ModelQuality: { Statistics: { ContentType: "application/json", S3Uri: bucket.uri(quality) } },
    },
    MetadataProperties: {
      GeneratedBy: oneLine(run_id),
      ...(git_commit !== null && { CommitId: oneLine(git_commit) }),
    },
    CustomerMetadataProperties: marksOf(entry, metadata, [], undefined),
    ModelCard: { ModelCardContent: cardOf(metadata, archive, undefined), ModelCardStatus: "Draft" },
  });
}

const oneLine = (text: string): string => text.replace(/[\r\n\u0085\u2028\u2029]+/g, " ").slice(0, 1024);
