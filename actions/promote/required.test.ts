import { cp, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { stringify } from "yaml";
import type { InTotoStatement, Problem } from "#contracts";
import { stateFolder } from "#platform";
import { type ModelVersion, type Registry, registryProviders } from "#registry";
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
      { problem: "no key to check it with", mend: "give signature-key" },
    ]);
    await expect(promote(["sbom", "ml-bom", "vex"])).rejects.toMatchObject({
      code: "bad-require",
      problems: [{ problem: '"sbom" names nothing' }, { problem: '"vex" names nothing' }],
    });
    await expect(promote(all, { "signature-key": "nowhere.pem" })).rejects.toMatchObject({ code: "missing-file" });
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
