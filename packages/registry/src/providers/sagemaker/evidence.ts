import { ToolkitError } from "#contracts";
import { provider } from "./failures.ts";
import type { Home } from "./home.ts";
import { layout } from "./layout.ts";
import { type Entry, notFound } from "./record.ts";
import { showVersions } from "./show-version.ts";
import { sha256Of } from "./stored-model.ts";

const evaluation = "evaluation.json";

/** Evidence stands by its digest first, then by its name; evaluation.json comes into the package's card and metrics too. */
export async function attachEvidence(
  home: Home,
  name: string,
  { version, upload }: Entry,
  evidence: string,
  content: string | Uint8Array,
): Promise<string> {
  const { bucket, records } = home;
  const key = layout.evidence(name, version, evidence);
  const digest = sha256Of(content);
  await bucket.write(layout.archived(name, version, digest.slice("sha256:".length)), content);
  await bucket.write(key, content);
  const record = await records.change(name, (now) => {
    const there = now.versions.some((one) => one.upload === upload && !one.removing);
    if (!there || evidence !== evaluation || now.unshown.includes(version)) return false;
    now.unshown.push(version);
    return true;
  });
  // a removal that was faster has cleared away before us
  if (!record.versions.some((one) => one.upload === upload && !one.removing)) {
    await bucket.clear(layout.version(name, version));
    throw notFound(name, version);
  }
  if (evidence === evaluation) await showVersions(home, name);
  return digest;
}

/** By name, or by the digest that a promotion recorded. */
export async function readEvidence(
  { bucket }: Home,
  name: string,
  version: string,
  nameOrDigest: string,
): Promise<string | undefined> {
  const digits = /^sha256:([0-9a-f]{64})$/.exec(nameOrDigest)?.[1];
  const key = digits ? layout.archived(name, version, digits) : layout.evidence(name, version, nameOrDigest);
  const found = await bucket.read(key);
  if (digits && found && sha256Of(found.text) !== nameOrDigest)
    throw new ToolkitError({
      code: "registry-corrupt",
      provider,
      message: `${bucket.uri(key)} is not what was attached`,
      hint: "restore an earlier version of the object, or attach it again",
    });
  return found?.text;
}
