import { ToolkitError } from "#contracts";
import type { Home } from "./home.ts";
import { makePackage } from "./make-package.ts";
import type { ModelRecord } from "./record.ts";
import { finishRemoval } from "./remove-version.ts";
import { showVersions } from "./show-version.ts";
import { dropUpload } from "./upload-model.ts";

/**
 * Ends what killed runs began: uploads that show no life, numbers without a package, removals, packages that do not show
 * yet what the record says.
 * @returns how things are afterwards
 */
export async function tidy(home: Home, name: string): Promise<ModelRecord | undefined> {
  const { records, leaseSeconds } = home;
  const before = await records.read(name);
  if (!before) return undefined;
  for (const id of Object.keys(before.uploads)) await dropUpload(home, name, id, leaseSeconds * 1000);
  for (const entry of before.versions) {
    if (entry.removing) await finishRemoval(home, name, entry);
    else if (entry.arn === null) await makePackage(home, name, entry).catch((error: unknown) => unmade(home, error));
  }
  if (before.unshown.length > 0) await showVersions(home, name);
  return await records.read(name);
}

/** It stays unseen, and must not keep others from registering: whoever registers it again is told. */
function unmade({ ports }: Home, error: unknown): void {
  if (!(error instanceof ToolkitError) || error.retryable) throw error;
  ports.log.warning(`a version that another run left has no model package yet: ${error.message}`);
}
