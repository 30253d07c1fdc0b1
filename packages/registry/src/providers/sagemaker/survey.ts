import type { ModelApprovalStatus } from "@aws-sdk/client-sagemaker";
import { ToolkitError } from "#contracts";
import type { ModelVersion } from "../../registry.ts";
import { provider } from "./failures.ts";
import type { Home } from "./home.ts";
import { layout } from "./layout.ts";
import type { Listed } from "./packages.ts";
import { aliasesOf, type Entry, type ModelRecord } from "./record.ts";

/** A version that SageMaker has a whole package of. */
export interface Held {
  entry: Entry;
  arn: string;
  approval: ModelApprovalStatus | undefined;
}

/** SageMaker never changes a description, so it tells which version a package is of. */
export const descriptionOf = ({ version, digest, upload }: Entry): string =>
  `${version}, ${digest}, upload ${upload}, registered by genai-mlops`;

export const isOurs = (description: string): boolean => description.endsWith(", registered by genai-mlops");

/** Of what the record says, the versions whose package is there; what others put into the group is passed over. */
export async function survey(home: Home, record: ModelRecord): Promise<Held[]> {
  if (record.versions.length === 0) return [];
  const listed = await home.packages.list(record.name);
  const found = await Promise.all(
    record.versions.map(async (entry) => (entry.removing ? undefined : await heldOf(home, entry, listed))),
  );
  const held = found.filter((one) => one !== undefined);
  requireTargets(home, record, held);
  return held;
}

async function heldOf({ packages }: Home, entry: Entry, listed: readonly Listed[]): Promise<Held | undefined> {
  const found = packageOf(entry, listed);
  if (found) return found.status === "Completed" ? { entry, arn: found.arn, approval: found.approval } : undefined;
  // a list may be behind; a package that was removed by hand is not there for a description either
  const described = entry.arn === null ? undefined : await packages.describe(entry.arn);
  if (described?.ModelPackageStatus !== "Completed") return undefined;
  return { entry, arn: entry.arn ?? "", approval: described.ModelApprovalStatus };
}

export const packageOf = (entry: Entry, listed: readonly Listed[]): Listed | undefined =>
  listed.find(({ arn }) => arn === entry.arn) ?? listed.find(({ description }) => description === descriptionOf(entry));

/** An alias whose version is gone, taken for absent, would make a release the first one. */
function requireTargets({ bucket }: Home, record: ModelRecord, held: readonly Held[]): void {
  for (const [alias, version] of Object.entries(record.aliases))
    if (!held.some(({ entry }) => entry.version === version))
      throw new ToolkitError({
        code: "registry-corrupt",
        provider,
        message: `${record.name}@${alias} is ${version}, whose model package is not in SageMaker any more`,
        hint: `register that model again: its bytes are still below ${bucket.uri(layout.uploads(record.name))}`,
      });
}

export function described(record: ModelRecord, { entry, arn }: Held): ModelVersion {
  const { version, digest, createdAt } = entry;
  const { name } = record;
  return {
    name,
    version,
    digest,
    modelRef: `${name}#${digest}`,
    uri: arn,
    createdAt,
    aliases: aliasesOf(record, version),
  };
}
