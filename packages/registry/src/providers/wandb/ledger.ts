import { createHash } from "node:crypto";
import * as z from "zod";
import { digestSchema, promotionSchema, ToolkitError } from "#contracts";
import {
  type Artifact,
  downloadText,
  draftText,
  listVersions,
  manifestDigest,
  readManifest,
  saveArtifact,
} from "#wandb-ts";
import { type Home, provider } from "./open.ts";
import { withRun } from "./with-run.ts";

const common = { schemaVersion: z.literal(1), after: z.int().min(0) };
const recordSchema = z.discriminatedUnion("kind", [
  z.strictObject({ ...common, kind: z.literal("promotion"), promotion: promotionSchema }),
  z.strictObject({
    ...common,
    kind: z.literal("evidence"),
    version: z.string(),
    name: z.string(),
    digest: digestSchema,
    md5: z.string(),
    bytes: z.int().min(0),
  }),
  z.strictObject({ ...common, kind: z.literal("removed"), version: z.string(), modelIndex: z.int().min(0) }),
  z.strictObject({
    ...common,
    kind: z.literal("alias"),
    alias: z.string(),
    from: z.string().nullable(),
    /** null: taken away. */
    to: z.string().nullable(),
  }),
]);
export type LedgerRecord = z.output<typeof recordSchema>;
type Kind<Name extends LedgerRecord["kind"]> = Extract<LedgerRecord, { kind: Name }>;
export type Entry<Name extends LedgerRecord["kind"] = LedgerRecord["kind"]> = Kind<Name> & {
  /** Its place in W&B's order. */
  index: number;
  artifactId: string;
  artifactDigest: string;
};
/** A record but for what its place gives it. */
export type NewRecord = {
  [Name in LedgerRecord["kind"]]: Omit<Kind<Name>, "schemaVersion" | "after">;
}[LedgerRecord["kind"]];

export const isKind =
  <Name extends LedgerRecord["kind"]>(kind: Name) =>
  (entry: Entry): entry is Entry<Name> =>
    entry.kind === kind;

const artifactType = "genai-mlops-ledger";
const evidencePath = (name: string): string => `evidence/${name}`;

/**
 * What is known about a model beside its versions: promotions, evidence, numbers that were removed, moves of aliases. Every
 * record is a version of an artifact of its own (`<name>.LEDGER`; a model's name has no capitals), because that is the one
 * thing at W&B that is append-only, has one order for all writers (v0, v1, ...) and needs no rights but those that
 * registering needs. The text stands in the metadata, so that one listing reads all, and in a file, so that the artifact's
 * digest covers it: a record that was edited afterwards is found without a download.
 */
export function ledgerOf(home: Home, name: string) {
  const { wandb } = home;
  const place = async () => ({ entity: await home.entity(), project: home.project, collection: `${name}.LEDGER` });

  async function entries(): Promise<Entry[]> {
    const found = new Map<string, Entry>();
    for await (const version of listVersions(wandb, { ...(await place()), type: artifactType }))
      found.set(version.id, read(version));
    return [...found.values()].sort((left, right) => left.index - right.index);
  }

  function read(artifact: Artifact): Entry {
    const corrupt = (problem: string): ToolkitError =>
      new ToolkitError({
        code: "registry-corrupt",
        provider,
        message: `${name}.LEDGER:v${artifact.index} ${problem}`,
        hint: "it was edited at W&B: put its metadata back as the file record.json has it",
      });
    const text = artifact.metadata["record"];
    if (typeof text !== "string") throw corrupt("has no record in its metadata");
    const parsed = recordSchema.safeParse(jsonOf(text));
    if (!parsed.success) throw corrupt("is no record");
    const record = parsed.data;
    const evidence = record.kind === "evidence" ? [{ path: evidencePath(record.name), md5: record.md5 }] : [];
    if (manifestDigest([draftText("record.json", text), ...evidence]) !== artifact.digest)
      throw corrupt("is not the record that was written");
    return { ...record, index: artifact.index as number, artifactId: artifact.id, artifactDigest: artifact.digest };
  }

  return {
    entries,
    /** Adds a record after those that were seen. The same one at the same place twice is one. */
    async append(seen: readonly Entry[], record: NewRecord, content?: Uint8Array): Promise<string> {
      const after = (seen.at(-1)?.index ?? -1) + 1;
      const text = JSON.stringify(recordSchema.parse({ schemaVersion: 1, after, ...record }));
      const files = [draftText("record.json", text)];
      if (record.kind === "evidence" && content) files.push(draftText(evidencePath(record.name), content));
      return await withRun(home, async (run) => {
        const saved = await saveArtifact(wandb, {
          ...(await place()),
          type: artifactType,
          run,
          metadata: { record: text },
          files,
        });
        return saved.id;
      });
    },
    /** What was attached by this record. */
    async content(entry: Entry<"evidence">): Promise<string> {
      const manifest = await readManifest(wandb, { id: entry.artifactId, digest: entry.artifactDigest });
      const file = manifest.entries.find(({ path }) => path === evidencePath(entry.name));
      if (!file) throw new ToolkitError({ code: "registry-corrupt", provider, message: `${entry.name} is missing` });
      const text = await downloadText(wandb, await place(), `v${entry.index}`, file);
      if (`sha256:${createHash("sha256").update(text).digest("hex")}` === entry.digest) return text;
      throw new ToolkitError({ code: "registry-corrupt", provider, message: `${entry.name} is not what was attached` });
    },
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
