import { ToolkitError } from "#contracts";
import { aliasIn } from "./record.ts";
import type { Shelf } from "./shelf.ts";
import { notFound, requireLive, survey } from "./survey.ts";

/**
 * Moves an alias from where it was seen. The record decides who moves it, and whether its version is still there; what the
 * vendor shows follows. A move that the vendor was not told of is completed by whoever comes next.
 */
export async function moveAlias(
  shelf: Shelf,
  name: string,
  alias: string,
  version: string,
  seen: string | undefined,
): Promise<void> {
  const { journal, models } = shelf;
  for (;;) {
    const found = await survey(shelf, name);
    const before = aliasIn(found.record, alias);
    if (before && !before.shown) {
      await follow(shelf, name, alias);
      continue;
    }
    requireLive(found, version, models.provider);
    const current = found.pointed.get(alias);
    if (current === version) return;
    if (current !== seen) throw moved(models.provider, `${name}@${alias}`, current, seen);
    const agreed = await journal.change(name, (record) => {
      if (!record.versions.some((one) => one.version === version)) throw notFound(models.provider, name, version);
      if (JSON.stringify(aliasIn(record, alias)) !== JSON.stringify(before)) return false;
      record.aliases[alias] = { to: version, shown: false };
      return true;
    });
    if (agreed) return await follow(shelf, name, alias);
  }
}

/** Lets the vendor show the alias where the record has it. */
async function follow({ journal, models }: Shelf, name: string, alias: string): Promise<void> {
  for (let again = false; ; again = true) {
    const record = await journal.read(name);
    const agreed = aliasIn(record, alias);
    const place = record.versions.find(({ version }) => version === agreed?.to)?.place;
    if (!agreed || !place || (agreed.shown && !again)) return;
    const all = new Map(Object.entries(record.aliases).map(([one, { to }]) => [one, to]));
    await models.showAlias(name, alias, place, all);
    const settled = await journal.change(name, (latest) => {
      const now = aliasIn(latest, alias);
      if (now?.to !== agreed.to) return false;
      now.shown = true;
      return true;
    });
    // somebody moved it on while we were slow: our late telling is set right
    if (settled) return;
  }
}

const moved = (provider: string, what: string, current: string | undefined, seen: string | undefined): ToolkitError =>
  new ToolkitError({
    code: "alias-moved",
    provider,
    message: `${what} is ${current ?? "unset"}, not ${seen ?? "unset"}: another run moved it`,
  });
