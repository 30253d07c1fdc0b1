import { ToolkitError } from "#contracts";
import { requireAlias } from "../../version.ts";
import { provider } from "./failures.ts";
import type { Home } from "./home.ts";
import { notFound } from "./record.ts";
import { approvedAlias, showVersions } from "./show-version.ts";
import { survey } from "./survey.ts";

/**
 * Moves an alias from where it was seen, in one conditional write of the record; approval and marks in SageMaker follow.
 * @throws ToolkitError `alias-moved`, `model-not-found`, `version-rejected` (by a person in SageMaker)
 */
export async function moveAlias(
  home: Home,
  name: string,
  wanted: string,
  version: string,
  seen: string | undefined,
): Promise<void> {
  const alias = requireAlias(wanted);
  const before = await home.records.read(name);
  const target = before && (await survey(home, before)).find(({ entry }) => entry.version === version);
  if (!target) throw notFound(name, version);
  if (alias === approvedAlias && target.approval === "Rejected")
    throw new ToolkitError({
      code: "version-rejected",
      provider,
      message: `${name} ${version} was rejected in SageMaker`,
      hint: "set its approval status there to PendingManualApproval first, if it is to be used after all",
    });
  await home.records.change(name, (record) => {
    const current = Object.hasOwn(record.aliases, alias) ? record.aliases[alias] : undefined;
    if (current === version) return false;
    if (!record.versions.some((entry) => entry.version === version && !entry.removing)) throw notFound(name, version);
    if (current !== seen)
      throw new ToolkitError({
        code: "alias-moved",
        provider,
        message: `${name}@${alias} is ${current ?? "unset"}, not ${seen ?? "unset"}: another run moved it`,
      });
    record.aliases = { ...record.aliases, [alias]: version };
    record.unshown = [...new Set([...record.unshown, version, ...(current === undefined ? [] : [current])])];
    return true;
  });
  await showVersions(home, name);
}
