import { ToolkitError } from "#contracts";
import { provider } from "./failures.ts";
import type { Home } from "./home.ts";
import { layout } from "./layout.ts";
import { aliasesOf, type Entry } from "./record.ts";
import { packageOf } from "./survey.ts";

/** The removal is agreed in the record first, in one step with the look at the aliases; then the package goes, then the bytes. */
export async function removeVersion(home: Home, name: string, version: string): Promise<void> {
  if ((await home.records.read(name)) === undefined) return;
  const record = await home.records.change(name, (now) => {
    const entry = now.versions.find((one) => one.version === version);
    if (!entry || entry.removing) return false;
    const held = aliasesOf(now, version);
    if (held.length > 0)
      throw new ToolkitError({
        code: "version-in-use",
        provider,
        message: `${name} ${version} is ${held.join(", ")}`,
        hint: "move the alias first",
      });
    entry.removing = true;
    return true;
  });
  const entry = record.versions.find((one) => one.version === version);
  if (entry) await finishRemoval(home, name, entry);
}

export async function finishRemoval({ packages, bucket, records }: Home, name: string, entry: Entry): Promise<void> {
  const arn = packageOf(entry, await packages.list(name))?.arn ?? entry.arn;
  if (arn !== null && arn !== undefined) await packages.remove(arn);
  await bucket.clear(layout.upload(name, entry.upload));
  await bucket.clear(layout.version(name, entry.version));
  await records.change(name, (now) => {
    if (!now.versions.some(({ upload }) => upload === entry.upload)) return false;
    now.versions = now.versions.filter(({ upload }) => upload !== entry.upload);
    now.removed = [...new Set([...now.removed, entry.version])];
    now.unshown = now.unshown.filter((version) => version !== entry.version);
    return true;
  });
}
