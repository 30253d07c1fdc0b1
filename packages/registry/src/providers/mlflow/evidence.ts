import { createHash } from "node:crypto";
import { ToolkitError } from "#contracts";
import { requireName } from "../../version.ts";
import { provider } from "./client.ts";
import type { Server } from "./server.ts";
import type { LiveVersion, Survey } from "./survey.ts";
import { evidenceFolder } from "./sweep.ts";
import { evidenceTag } from "./tags.ts";
import { sourceOf } from "./upload.ts";

const digitsOf = (content: string | Uint8Array): string => createHash("sha256").update(content).digest("hex");

/**
 * Evidence lies by its digest among the artifacts of the records' run, where MLflow's pages show it; a tag of the version
 * says which content a name has now. What was attached before stays.
 */
export async function attachEvidence(
  server: Server,
  { home }: Survey,
  { claim, number }: LiveVersion,
  name: string,
  content: string | Uint8Array,
): Promise<string> {
  requireName(name);
  const digits = digitsOf(content);
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  const path = `${evidenceFolder(claim.version)}/${digits}/${name}`;
  await server.artifacts(home.runArtifactUri).put(path, sourceOf(bytes));
  await server.models.tag(home.name, number, { key: evidenceTag(name), value: `sha256:${digits}` });
  return `sha256:${digits}`;
}

/** By name, or by the digest that a promotion recorded. */
export async function readEvidence(
  server: Server,
  { home }: Survey,
  { claim, stored }: LiveVersion,
  nameOrDigest: string,
): Promise<string | undefined> {
  const byDigest = /^sha256:[0-9a-f]{64}$/.test(nameOrDigest);
  const digest = byDigest
    ? nameOrDigest
    : stored.tags.find(({ key }) => key === evidenceTag(requireName(nameOrDigest)))?.value;
  if (digest === undefined) return undefined;
  const digits = digest.slice("sha256:".length);
  const folder = `${evidenceFolder(claim.version)}/${digits}`;
  const artifacts = server.artifacts(home.runArtifactUri);
  const [name] = await artifacts.list(folder);
  if (name === undefined && byDigest) return undefined;
  const chunks: Uint8Array[] = [];
  if (name !== undefined) for await (const chunk of artifacts.read(`${folder}/${name}`)) chunks.push(chunk);
  const content = Buffer.concat(chunks);
  if (name !== undefined && digitsOf(content) === digits) return content.toString("utf8");
  throw new ToolkitError({
    code: "registry-corrupt",
    provider,
    message: `evidence ${nameOrDigest} of ${home.name} ${claim.version} is not what was attached`,
    hint: "attach it again",
  });
}
