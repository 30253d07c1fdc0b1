import { ToolkitError } from "#contracts";
import { requireAlias } from "../../version.ts";
import { provider } from "./failures.ts";
import type { Home } from "./home.ts";
import { type ModelRecord, notFound } from "./record.ts";
import { showVersions } from "./show-version.ts";
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
  if (home.approvedAliases.includes(alias) && target.approval === "Rejected")
    throw new ToolkitError({
      code: "version-rejected",
      provider,
      message: `${name} ${version} was rejected in SageMaker`,
      hint: "set its approval status there to PendingManualApproval first, if it is to be used after all",
    });
  await home.records.change(name, (record) => {
    const current = aliasIn(record, alias);
    if (current === version) return false;
    if (!record.versions.some((entry) => entry.version === version && !entry.removing)) throw notFound(name, version);
    if (current !== seen) throw moved(name, alias, current, seen);
    record.aliases = { ...record.aliases, [alias]: version };
    record.unshown = [...new Set([...record.unshown, version, ...(current === undefined ? [] : [current])])];
    return true;
  });
  await showVersions(home, name);
}

/** @throws ToolkitError `alias-moved` */
export async function removeAlias(home: Home, name: string, alias: string, from: string): Promise<void> {
  const before = await home.records.read(name);
  if (!before) return;
  await home.records.change(name, (record) => {
    const current = aliasIn(record, alias);
    if (current === undefined) return false;
    if (current !== from) throw moved(name, alias, current, from);
    record.aliases = Object.fromEntries(Object.entries(record.aliases).filter(([one]) => one !== alias));
    record.unshown = [...new Set([...record.unshown, from])];
    return true;
  });
  await showVersions(home, name);
}

/** An alias may be called `constructor`, as every object has one. */
const aliasIn = ({ aliases }: ModelRecord, alias: string): string | undefined =>
  Object.hasOwn(aliases, alias) ? aliases[alias] : undefined;

const moved = (name: string, alias: string, current: string | undefined, seen: string | undefined): ToolkitError =>
  new ToolkitError({
    code: "alias-moved",
    provider,
    message: `${name}@${alias} is ${current ?? "unset"}, not ${seen ?? "unset"}: another run moved it`,
  });
