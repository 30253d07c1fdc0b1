import { ToolkitError } from "#contracts";
import { aliasIn } from "./record.ts";
import type { Shelf } from "./shelf.ts";
import { notFound, requireLive, type Survey, survey } from "./survey.ts";

/**
 * Moves an alias from where it was seen, or takes it away. The record decides who moves it, and whether its version is
 * still there; what the vendor shows follows. A move that the vendor was not told of is completed by whoever comes next,
 * unless it is to go where the vendor has it still: what he refuses to show could else never be taken back.
 */
export async function moveAlias(
  shelf: Shelf,
  name: string,
  alias: string,
  version: string | undefined,
  seen: string | undefined,
): Promise<void> {
  const { journal, models } = shelf;
  for (;;) {
    const found = await survey(shelf, name);
    const before = aliasIn(found.record, alias);
    const back = before && !before.shown && before.to !== (version ?? null) && isShownAt(shelf, found, alias, version);
    if (before && !before.shown && !back) {
      await follow(shelf, name, alias);
      continue;
    }
    if (version !== undefined) requireLive(found, version, models.provider);
    const current = found.pointed.get(alias);
    if (current === version) return;
    if (current !== seen) throw moved(models.provider, `${name}@${alias}`, current, seen);
    const agreed = await journal.change(name, (record) => {
      if (version !== undefined && !record.versions.some((one) => one.version === version))
        throw notFound(models.provider, name, version);
      if (JSON.stringify(aliasIn(record, alias)) !== JSON.stringify(before)) return false;
      record.aliases[alias] = { to: version ?? null, shown: false };
      return true;
    });
    // the mover before us may have been at it: what the vendor has counts from now on
    if (agreed && back && isShownAt(shelf, await survey(shelf, name), alias, version))
      return void (await shown(shelf, name, alias, version ?? null));
    if (agreed) return await follow(shelf, name, alias);
  }
}

/** Whether the vendor has the alias exactly there, whatever was agreed; of one who keeps none, that is not known. */
function isShownAt({ models }: Shelf, { vendor, record }: Survey, alias: string, version: string | undefined): boolean {
  if (!models.hasAliases) return false;
  const holder = vendor.find(({ aliases }) => aliases.includes(alias));
  const entry = record.versions.find((one) => one.version === version);
  return version === undefined ? holder === undefined : entry !== undefined && holder?.upload === entry.upload;
}

/** Lets the vendor show the alias where the record has it. */
async function follow({ journal, models }: Shelf, name: string, alias: string): Promise<void> {
  for (let again = false; ; again = true) {
    const record = await journal.read(name);
    const agreed = aliasIn(record, alias);
    const place = record.versions.find(({ version }) => version === agreed?.to)?.place ?? undefined;
    if (!agreed || (agreed.to !== null && !place) || (agreed.shown && !again)) return;
    const all = new Map(Object.entries(record.aliases).flatMap(([one, { to }]) => (to === null ? [] : [[one, to]])));
    await models.showAlias(name, alias, place, all);
    // somebody moved it on while we were slow: our late telling is set right
    if (await shown({ journal }, name, alias, agreed.to)) return;
  }
}

/** @returns false when the record has it elsewhere by now */
async function shown({ journal }: Pick<Shelf, "journal">, name: string, alias: string, to: string | null) {
  return await journal.change(name, (latest) => {
    const now = aliasIn(latest, alias);
    if (now?.to !== to) return false;
    now.shown = true;
    return true;
  });
}

const moved = (provider: string, what: string, current: string | undefined, seen: string | undefined): ToolkitError =>
  new ToolkitError({
    code: "alias-moved",
    provider,
    message: `${what} is ${current ?? "unset"}, not ${seen ?? "unset"}: another run moved it`,
  });
