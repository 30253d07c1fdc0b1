import { evaluationSchema, type VersionBump } from "#contracts";
import { chooseBump, compareVersions, isPreRelease, type Known, type Registry, type VersionPart } from "#registry";
import { attachedAs } from "./attached-as.ts";

/** The part of the version that grows, and why: as was asked, or by what changed since the latest release. */
export async function decidedBump(
  registry: Registry,
  name: string,
  wanted: VersionPart | "auto",
  candidate: Known,
): Promise<VersionBump> {
  const releases = (await registry.list(name)).filter(({ version }) => !isPreRelease(version));
  const latest = releases.sort((left, right) => compareVersions(left.version, right.version)).at(-1);
  if (wanted !== "auto") return { part: wanted, reason: "asked", previous: latest?.version ?? null, detail: "" };
  if (!latest) return chooseBump(undefined, candidate);
  const metadata = await registry.metadata(latest);
  const evaluation = await attachedAs(evaluationSchema, registry, latest, "evaluation.json");
  return chooseBump({ version: latest.version, metadata, evaluation }, candidate);
}
