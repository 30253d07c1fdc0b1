import { cp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { stringify } from "yaml";
import type { InTotoStatement, Problem } from "#contracts";
import { stateFolder } from "#platform";
import { type ModelVersion, modelFiles, type Registry, registryProviders, withDigests } from "#registry";
import {
  type FakeDeps,
  type FakeSigstore,
  fakeDeps,
  fakeSigstore,
  promoteInputs,
  registerInputs,
  runRegister,
  sampleMetadata,
  sampleModel,
  sigstoreIssuer,
} from "#testing";
import { run } from "./run.ts";

const signed = join(import.meta.dirname, "../../packages/registry/src/__fixtures__/model-signing");

let deps: FakeDeps;
let registry: Registry;
let version: ModelVersion;
let modelRef: string;
let statement: InTotoStatement;

let sigstore: FakeSigstore;
beforeAll(async () => {
  sigstore = await fakeSigstore();
});
afterAll(() => sigstore.close());

beforeEach(async () => {
  deps = await fakeDeps();
  registry = await registryProviders.file(deps, { folder: join(stateFolder(deps.environment), "registry") });
  const folder = await sampleModel("one");
  await writeFile(join(folder, "metadata.yaml"), stringify(sampleMetadata));
  await cp(signed, deps.workspace, { recursive: true });
  const given = { ...registerInputs, name: "mail", "model-path": folder };
  await runRegister(given, deps);
  version = (await registry.find("mail@1.0.0")) as ModelVersion;
  modelRef = version.modelRef;
  statement = JSON.parse((await registry.attached(version, "provenance.intoto.json")) as string);
  await writeFile(join(deps.workspace, "bundle.json"), await sigstore.sign(statement));
  await writeFile(join(deps.workspace, "trusted-root.jsonl"), sigstore.trustedRoot);
  await runRegister({ ...given, attestation: "bundle.json", signature: "model.sig" }, deps);
});

const promote = (required: string[], more: object = {}) =>
  run(
    {
      ...promoteInputs,
      "model-ref": modelRef,
      force: "a test",
      require: required,
      "signature-key": "public-key.pem",
      "trusted-root": "trusted-root.jsonl",
      ...more,
    },
    deps,
  );
const problems = async (required: string[], more: object = {}): Promise<Problem[]> =>
  await promote(required, more).then(
    () => [],
    (error) => {
      expect(error).toMatchObject({ code: "provenance" });
      return error.problems;
    },
  );

const all = ["attestation", "ml-bom", "signature"];

describe("a promotion that requires provenance", () => {
  it("goes on when all of it speaks of these bytes", async () => {
    await promote(all);
    expect((await registry.find("mail@champion"))?.version).toBe("1.0.0");
  });

  it.each([
    ["attestation", "attestation.sigstore.json"],
    ["ml-bom", "ml-bom.cdx.json"],
    ["signature", "model.sig"],
  ])("is refused where the %s is missing, damaged or of another model", async (required, name) => {
    const other = await sampleModel("two");
    await writeFile(join(other, "metadata.yaml"), stringify(sampleMetadata));
    await runRegister({ ...registerInputs, name: "mail", "model-path": other }, deps);
    const bare = (await registry.find("mail@1.1.0")) as ModelVersion;
    const own = (await registry.attached(version, name)) as string;
    modelRef = bare.modelRef;
    if (required !== "ml-bom") expect(await problems([required])).toMatchObject([{ where: `file: ${name}` }]);
    await registry.attach(bare, name, own);
    expect((await problems([required])).length).toBeGreaterThan(0);
    modelRef = version.modelRef;
    await registry.attach(version, name, "{}");
    expect(await problems(all)).toMatchObject([{ where: `file: ${name}` }]);
    expect(await registry.find("mail@champion")).toBeUndefined();
  });

  it("is refused where another repository's job, or another workflow, signed the same statement", async () => {
    const attestation = "attestation.sigstore.json";
    await registry.attach(version, attestation, await sigstore.sign(statement, { repository: "mallory/mail-triage" }));
    expect(await problems(["attestation"])).toMatchObject([
      {
        where: `file: ${attestation}`,
        problem: expect.stringContaining("is not signed by https://github.com/octo/mail-triage"),
      },
    ]);
    await promote(["attestation"], { "attestation-repository": "mallory/mail-triage" });
    const workflow = "octo/mail-triage/.github/workflows/other.yml";
    const given = { "attestation-repository": "mallory/mail-triage", "attestation-workflow": workflow };
    expect(await problems(["attestation"], given)).toMatchObject([{ problem: expect.stringContaining(workflow) }]);
    await expect(promote(["attestation"], { "trusted-root": "nowhere.jsonl" })).rejects.toMatchObject({
      code: "missing-file",
    });
  });

  it("is refused for a signature that no key was given for, and for words that name nothing", async () => {
    expect(await problems(["signature"], { "signature-key": undefined })).toMatchObject([
      { problem: "no key to check it with", mend: "give signature-key, or signature-identity and signature-issuer" },
    ]);
    await expect(promote(["sbom", "ml-bom", "vex"])).rejects.toMatchObject({
      code: "bad-require",
      problems: [{ problem: '"sbom" names nothing' }, { problem: '"vex" names nothing' }],
    });
    await expect(promote(all, { "signature-key": "nowhere.pem" })).rejects.toMatchObject({ code: "missing-file" });
  });

  it("takes a signature by an identity instead of a key, and no other one's, tampered or late", async () => {
    const folder = await registry.fetch(version);
    const files = await withDigests(deps.files, folder, await modelFiles(deps.files, folder));
    const resources = files.map(({ path, digest }) => ({ name: path, digest: digest.slice(7), algorithm: "sha256" }));
    const keyless = (listed: object[] = resources): InTotoStatement => ({
      _type: "https://in-toto.io/Statement/v1",
      subject: [{ name: "msm", digest: { sha256: version.digest.slice(7) } }],
      predicateType: "https://model_signing/signature/v1.0",
      predicate: { serialization: { method: "files", hash_type: "sha256", allow_symlinks: false }, resources: listed },
    });
    const workflow = "octo/mail-triage/.github/workflows/sign.yml@refs/heads/main";
    const attach = async (bundle: string) => await registry.attach(version, "model.sig", bundle);
    const signedBy = async (more: object = {}, listed = resources) =>
      await attach(await sigstore.sign(keyless(listed), { workflow, ...more }));
    const by = {
      "signature-key": undefined,
      "signature-identity": `https://github.com/${workflow}`,
      "signature-issuer": sigstoreIssuer,
    };
    const refusal = async (more: object = {}) => await problems(["signature"], { ...by, ...more });

    const good = await signedBy().then(async () => (await registry.attached(version, "model.sig")) as string);
    await promote(["signature"], by);
    await registry.removeAlias("mail", "champion", "1.0.0");
    for (const identity of ["https://github.com/octo/mail-triage", `${by["signature-identity"]}2`, ".*", "mona@x.org"])
      expect(await refusal({ "signature-identity": identity })).toMatchObject([
        { where: "file: model.sig", problem: expect.stringContaining(`is not signed by ${identity} of `) },
      ]);
    expect(await refusal({ "signature-issuer": "https://accounts.google.com" })).toHaveLength(1);

    const forged = JSON.parse(good) as { dsseEnvelope: { payload: string; signatures: { sig: string }[] } };
    const said = Buffer.from(forged.dsseEnvelope.payload, "base64").toString();
    for (const payload of [`${said} `, said.replace('"msm"', '"other"')]) {
      const envelope = { ...forged.dsseEnvelope, payload: Buffer.from(payload).toString("base64") };
      await attach(JSON.stringify({ ...forged, dsseEnvelope: envelope }));
      expect(await refusal()).toMatchObject([{ problem: expect.stringContaining("is not signed by") }]);
    }
    await signedBy({}, resources.slice(1));
    expect(await refusal()).toMatchObject([{ problem: expect.stringContaining("says nothing of") }]);
    await signedBy({ minutesToLog: 30 });
    expect(await refusal()).toMatchObject([{ problem: expect.stringContaining("is not signed by") }]);
    // a key's signature has no identity; another root knows none of it
    await attach(await readFile(join(signed, "model.sig"), "utf8"));
    expect(await refusal()).toHaveLength(1);
    await attach(good);
    const stranger = await fakeSigstore();
    await writeFile(join(deps.workspace, "other-root.jsonl"), stranger.trustedRoot);
    await stranger.close();
    expect(await refusal({ "trusted-root": "other-root.jsonl" })).toHaveLength(1);
    expect(await registry.find("mail@champion")).toBeUndefined();
    for (const half of ["signature-identity", "signature-issuer"])
      await expect(promote(["signature"], { ...by, [half]: undefined })).rejects.toMatchObject({ code: "bad-require" });
    await expect(promote(["signature"], { ...by, "signature-key": "public-key.pem" })).rejects.toMatchObject({
      code: "bad-require",
    });
  });

  it("is refused for a pre-release, whatever is attached", async () => {
    const pull = await sampleModel("pull");
    await writeFile(join(pull, "metadata.yaml"), stringify(sampleMetadata));
    const { outputs } = await runRegister(
      { ...registerInputs, name: "mail", "model-path": pull, "pre-release": "pr.7" },
      deps,
    );
    modelRef = String(outputs["model-ref"]);
    await expect(promote([])).rejects.toMatchObject({ code: "pre-release" });
  });
});
