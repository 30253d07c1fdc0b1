import { execFileSync } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { readFileSync } from "node:fs";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { nodeFiles } from "#platform";
import { sampleModel } from "#testing";
import { checksumList } from "./checksum-list.ts";
import { contentDigest, modelFiles, withDigests } from "./model-files.ts";
import { type ModelUnderProof, provenanceProblems } from "./required-provenance.ts";

const fixture = (name: string): string =>
  readFileSync(join(import.meta.dirname, "__fixtures__/model-signing", name), "utf8");
const signature = fixture("model.sig");
const publicKey = fixture("public-key.pem");

let model: ModelUnderProof;
let folder: string;
beforeAll(async () => {
  folder = await sampleModel("one");
  const files = await withDigests(nodeFiles(), folder, await modelFiles(nodeFiles(), folder));
  model = { files, digest: contentDigest(files), publicKey };
});

const bundle = (statement: unknown): string =>
  JSON.stringify({
    mediaType: "application/vnd.dev.sigstore.bundle.v0.3+json",
    verificationMaterial: {},
    dsseEnvelope: {
      payload: Buffer.from(JSON.stringify(statement)).toString("base64"),
      payloadType: "application/vnd.in-toto+json",
      signatures: [{ sig: "MEQ=" }],
    },
  });
const statement = (files: ModelUnderProof["files"], predicateType = "https://slsa.dev/provenance/v1") => ({
  _type: "https://in-toto.io/Statement/v1",
  subject: files.map(({ path, digest }) => ({ name: path, digest: { sha256: digest.slice(7) } })),
  predicateType,
  predicate: {},
});
const bom = (files: ModelUnderProof["files"], digest: string): string =>
  JSON.stringify({
    bomFormat: "CycloneDX",
    metadata: {
      component: {
        type: "machine-learning-model",
        properties: [{ name: "genai-mlops:digest", value: digest }],
        components: files.map(({ path, digest: one }) => ({
          name: path,
          hashes: [{ alg: "SHA-256", content: one.slice(7) }],
        })),
      },
    },
  });
const problems = (...given: Parameters<typeof provenanceProblems>): string[] =>
  provenanceProblems(...given).map(({ problem }) => problem);
const changed = (): ModelUnderProof["files"] =>
  model.files.map((file, index) => (index === 0 ? { ...file, digest: `sha256:${"0".repeat(64)}` } : file));

describe("what a promotion may require", () => {
  it("is met by an attestation, a bill and a signature of exactly these bytes", () => {
    expect(problems("attestation", bundle(statement(model.files)), model)).toEqual([]);
    expect(problems("ml-bom", bom(model.files, model.digest), model)).toEqual([]);
    expect(problems("signature", signature, model)).toEqual([]);
  });

  it("is not met by nothing, by other things, or by what speaks of other bytes", () => {
    for (const required of ["attestation", "ml-bom", "signature"] as const) {
      expect(problems(required, undefined, model)).toEqual(["is not attached to this version"]);
      for (const text of ["", "{}", "null", "[]", "{half"]) expect(problems(required, text, model)).toHaveLength(1);
    }
    expect(problems("attestation", bundle(statement(changed())), model)).toEqual([
      "is of other bytes of merged/model.safetensors",
    ]);
    expect(problems("attestation", bundle(statement(model.files.slice(1))), model)).toEqual([
      "says nothing of merged/model.safetensors",
    ]);
    expect(problems("attestation", bundle(statement(model.files, "https://x.example/y")), model)).toHaveLength(1);
    expect(problems("ml-bom", bom(changed(), model.digest), model)).toHaveLength(1);
    expect(problems("ml-bom", bom(model.files, `sha256:${"0".repeat(64)}`), model)).toHaveLength(1);
    expect(problems("ml-bom", bom([], model.digest), model)).toHaveLength(3);
    expect(problems("attestation", bundle(statement(model.files)), { ...model, files: [] })).toHaveLength(1);
  });

  it("is not met by a signature of another key, of another model, or that nobody can check", () => {
    const other = generateKeyPairSync("ec", { namedCurve: "prime256v1" }).publicKey;
    const pem = other.export({ type: "spki", format: "pem" }).toString();
    for (const key of [pem, "no key", ""])
      expect(problems("signature", signature, { ...model, publicKey: key })).toEqual([
        "is not signed by signature-key",
      ]);
    expect(problems("signature", signature, { ...model, publicKey: undefined })).toEqual(["no key to check it with"]);
    expect(problems("signature", signature, { ...model, files: changed() })).toHaveLength(1);
    const forged = JSON.parse(signature) as { dsseEnvelope: { payload: string } };
    const said = Buffer.from(forged.dsseEnvelope.payload, "base64").toString().replace("model.gguf", "other.gguf");
    forged.dsseEnvelope.payload = Buffer.from(said).toString("base64");
    expect(problems("signature", JSON.stringify(forged), model)).toEqual(["is not signed by signature-key"]);
    expect(problems("signature", bundle(statement(model.files)), model)).toHaveLength(1);
  });
});

it("sha256sum itself checks the list of a model, and finds a changed byte", async () => {
  const list = join(await mkdtemp(join(tmpdir(), "sums-")), "model.sha256");
  await writeFile(list, checksumList(model.files));
  const check = (): string =>
    execFileSync("sha256sum", ["--check", "--strict", "--quiet", list], { cwd: folder, stdio: "pipe" }).toString();
  expect(check()).toBe("");
  await writeFile(join(folder, "model.gguf"), "other");
  expect(check).toThrow("1 computed checksum did NOT match");
});
