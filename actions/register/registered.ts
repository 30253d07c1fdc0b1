import { type Candidate, isPreRelease, type ModelVersion, type Registry } from "#registry";
import { evidenceNames } from "./provenance.ts";

/**
 * Registers, and makes a release of bytes that were a pre-release only: that number goes, and what was attached to it
 * moves along. Killed in between, the next run finds the bytes unregistered and goes on; what was attached then has to be
 * given again, and promote asks for it.
 * @throws ToolkitError `version-in-use` where somebody gave the pre-release an alias
 */
export async function registered(
  registry: Registry,
  candidate: Candidate,
  wantsRelease: boolean,
): Promise<{ version: ModelVersion; created: boolean; replaced: string | undefined }> {
  const first = await registry.register(candidate);
  if (first.created || !wantsRelease || !isPreRelease(first.version.version)) return { ...first, replaced: undefined };
  const kept: [string, string][] = [];
  for (const name of evidenceNames) {
    const content = await registry.attached(first.version, name);
    if (content !== undefined) kept.push([name, content]);
  }
  await registry.remove(first.version);
  const release = await registry.register(candidate);
  for (const [name, content] of kept) await registry.attach(release.version, name, content);
  return { ...release, replaced: first.version.version };
}
