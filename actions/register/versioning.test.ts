import { execFileSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import type { Inputs } from "#action-kit";
import type { Evaluation, Metadata } from "#contracts";
import { stateFolder } from "#platform";
import { type ModelVersion, modelFiles, provenanceProblems, registryProviders, withDigests } from "#registry";
import {
  dyingFiles,
  type FakeDeps,
  fakeAttestor,
  fakeDeps,
  registerInputs,
  sampleMetadata,
  sampleModel,
} from "#testing";
import { run } from "./run.ts";
import type { spec } from "./spec.ts";

type Given = Partial<Inputs<typeof spec>>;

async function modelWith(weight: string, metadata: Partial<Metadata> = {}): Promise<string> {
  const folder = await sampleModel(weight);
  await writeFile(join(folder, "metadata.yaml"), stringify({ ...sampleMetadata, ...metadata }));
  return folder;
}

const registryOf = (deps: FakeDeps) =>
  registryProviders.file(deps, { folder: join(stateFolder(deps.environment), "registry") });

async function register(deps: FakeDeps, folder: string, given: Given = {}) {
  const inputs = { ...registerInputs, name: "mail", "model-path": folder, language: "en" as const, ...given };
  return await run(inputs, deps);
}

async function evaluationAt(folder: string, low: number): Promise<string> {
  const evaluation: Evaluation = {
    schemaVersion: 1,
    verdict: "pass",
    model: { name: "tuned", digest: null },
    testSet: { digest: `sha256:${"a".repeat(64)}`, rows: 200 },
    scores: { f1: { value: low + 0.01, low, high: low + 0.02, n: 200 } },
    metrics: { f1: { direction: "higher", scale: "share", missing: 0 } },
    thresholds: [],
    errors: 0,
    reasons: [],
    time: "2026-01-02T03:04:05Z",
  };
  await writeFile(join(folder, "evaluation.json"), JSON.stringify(evaluation));
  return join(folder, "evaluation.json");
}

describe("bump: auto", () => {
  it("decides by what changed since the latest release, and writes the reason into metadata and report", async () => {
    const deps = await fakeDeps();
    const steps: [Partial<Metadata>, number, string, string][] = [
      [{}, 0.8, "1.0.0", "first"],
      [{ dataset_digest: `sha256:${"e".repeat(64)}` }, 0.8, "1.0.1", "data"],
      [{ dataset_digest: `sha256:${"e".repeat(64)}` }, 0.9, "1.1.0", "better"],
      [{ base_model: "other" }, 0.9, "2.0.0", "base-model"],
    ];
    for (const [metadata, low, version, reason] of steps) {
      const folder = await modelWith(version, metadata);
      const evaluation = await evaluationAt(folder, low);
      const { outputs, report } = await register(deps, folder, { bump: "auto", evaluation });
      expect(outputs).toMatchObject({ version, "bump-reason": reason });
      expect(report?.json).toMatchObject({ metadata: { version_bump: { reason } } });
    }
    const last = await register(deps, await modelWith("last", { base_model: "third" }), { bump: "auto" });
    expect(last.report?.markdown).toContain(
      "first part of the number after 2.0.0: another base model &#40;other -&gt; third&#41;",
    );
  });

  it("sees a chat template that changed, and files that say what callers hold to", async () => {
    const deps = await fakeDeps();
    const templated = async (weight: string, template: string): Promise<string> => {
      const folder = await modelWith(weight);
      await writeFile(join(folder, "merged/tokenizer_config.json"), JSON.stringify({ chat_template: template }));
      return folder;
    };
    await register(deps, await templated("one", "{{ a }}"), { bump: "auto" });
    const same = await register(deps, await templated("two", "{{ a }}"), { bump: "auto" });
    expect(same.outputs).toMatchObject({ version: "1.0.1", "bump-reason": "same-recipe" });
    const other = await register(deps, await templated("three", "{{ b }}"), { bump: "auto" });
    expect(other.outputs).toMatchObject({ version: "2.0.0", "bump-reason": "prompt-format" });
    for (const [schema, version] of [
      ["{}", "2.0.1"],
      ['{"type":"object"}', "3.0.0"],
    ] as const) {
      await writeFile(join(deps.workspace, "answer.json"), schema);
      const folder = await templated(version, "{{ b }}");
      const { outputs } = await register(deps, folder, { bump: "auto", "output-schema": "answer.json" });
      expect(outputs.version).toBe(version);
    }
    const lost = { "output-schema": "nowhere.json", "prompt-format": "neither.txt" };
    await expect(register(deps, await modelWith("x"), lost)).rejects.toMatchObject({
      code: "missing-file",
      problems: [{ where: "neither.txt" }, { where: "nowhere.json" }],
    });
  });
});

describe("a pre-release", () => {
  it("costs no number, gets no alias, and becomes a release with its evidence when the same bytes are released", async () => {
    const deps = await fakeDeps();
    const registry = await registryOf(deps);
    await register(deps, await modelWith("one"));
    const pull = await modelWith("two");
    const evaluation = await evaluationAt(pull, 0.9);
    const first = await register(deps, pull, { "pre-release": "pr.7", evaluation });
    expect(first.outputs.version).toBe("1.1.0-pr.7.1");
    expect((await register(deps, pull, { "pre-release": "pr.7" })).outputs).toMatchObject({ created: false });
    expect((await register(deps, await modelWith("other"), { "pre-release": "pr.7" })).outputs.version).toBe(
      "1.1.0-pr.7.2",
    );
    expect((await registry.find("mail@challenger"))?.version).toBe("1.0.0");
    expect((await registry.find("mail@1.x"))?.version).toBe("1.0.0");

    const released = await register(deps, pull);
    expect(released.outputs).toMatchObject({ version: "1.1.0", created: true });
    expect(released.report?.markdown).toContain("The same bytes were the pre-release 1.1.0-pr.7.1");
    const version = (await registry.find("mail@challenger")) as ModelVersion;
    expect(version.version).toBe("1.1.0");
    expect(await registry.attached(version, "evaluation.json")).toContain('"verdict":"pass"');
    expect((await registry.list("mail")).map((one) => one.version)).toEqual(["1.0.0", "1.1.0-pr.7.2", "1.1.0"]);
  });

  it("is refused where it could be taken for a release", async () => {
    const deps = await fakeDeps();
    const folder = await modelWith("one");
    const refused = await register(deps, folder, { "pre-release": "pr.7", alias: "champion" }).catch((error) => error);
    expect(refused).toMatchObject({ code: "bad-pre-release", problems: [{ where: "alias" }] });
    await expect(register(deps, folder, { "pre-release": "pr.07" })).rejects.toMatchObject({ code: "bad-pre-release" });
  });
});

describe("provenance of a version", () => {
  it("stands beside it: checksums, statement and bill, and what others signed", async () => {
    const deps = await fakeDeps();
    const registry = await registryOf(deps);
    const folder = await modelWith("one");
    const { outputs } = await register(deps, folder, { license: "Apache-2.0" });
    const version = (await registry.find("mail@1.0.0")) as ModelVersion;
    const check = ["--check", "--strict", "--quiet", join(deps.workspace, String(outputs["checksums-path"]))];
    expect(execFileSync("sha256sum", check, { cwd: await registry.fetch(version) }).toString()).toBe("");
    const predicate = JSON.parse(await readFile(join(deps.workspace, String(outputs["predicate-path"])), "utf8"));
    expect(predicate).toMatchObject({ runDetails: { metadata: { invocationId: deps.github.runUrl } } });
    expect(await registry.attached(version, "ml-bom.cdx.json")).toContain('"expression": "Apache-2.0"');

    // another run adds the attestation, and takes nothing for its own work
    const statement = await registry.attached(version, "provenance.intoto.json");
    await writeFile(join(deps.workspace, "bundle.json"), "{}");
    const later = await fakeDeps({ ...deps, github: { ...deps.github, runUrl: "https://other.example" } });
    const again = await register({ ...later, workspace: deps.workspace }, folder, { attestation: "bundle.json" });
    expect(again.outputs.created).toBe(false);
    expect(await registry.attached(version, "attestation.sigstore.json")).toBe("{}");
    expect(await registry.attached(version, "provenance.intoto.json")).toBe(statement);
    expect(await registry.attached(version, "ml-bom.cdx.json")).toContain('"expression": "Apache-2.0"');
  });

  it("is signed once where the build signs and the job may, and goes on where it may not", async () => {
    const deps = await fakeDeps();
    const registry = await registryOf(deps);
    const attestor = fakeAttestor();
    const folder = await modelWith("one");
    const inputs = { ...registerInputs, name: "mail", "model-path": folder };
    attestor.allowed = false;
    const signing = async () => attestor;
    expect((await run(inputs, deps, signing)).outputs.created).toBe(true);
    expect(deps.log.lines.join("\n")).toContain("id-token: write");
    attestor.allowed = true;
    for (const _time of [1, 2]) await run(inputs, deps, signing);
    expect(attestor.log).toHaveLength(1);
    const version = (await registry.find("mail@1.0.0")) as ModelVersion;
    const files = await withDigests(deps.files, folder, await modelFiles(deps.files, folder));
    const bundle = await registry.attached(version, "attestation.sigstore.json");
    expect(bundle).toBe(attestor.log[0]);
    expect(provenanceProblems("attestation", bundle, { digest: version.digest, files, publicKey: undefined })).toEqual(
      [],
    );
    await registry.attach(version, "attestation.sigstore.json", "{}");
    await run(inputs, deps, signing);
    expect(attestor.log).toHaveLength(2);
  });
});

it("a pre-release that is released is killed before every change, and the same command then ends with the release", async () => {
  let died = true;
  for (let calls = 1; died; calls += 1) {
    const deps = await fakeDeps();
    const folder = await modelWith("one");
    await register(deps, folder, { "pre-release": "pr.7" });
    died = await register({ ...deps, files: dyingFiles(deps.files, calls) }, folder).then(
      () => false,
      () => true,
    );
    // takes over the lock that names this process as its dead holder
    const survivor = { ...deps, exec: { ...deps.exec, isAlive: () => false } };
    const folderOf = { folder: join(stateFolder(deps.environment), "registry") };
    const lockTaker = await registryProviders.file(survivor, folderOf);
    await lockTaker.setAlias("mail", "none", "0.0.0", undefined).catch(() => undefined);
    const { outputs } = await register(deps, folder);
    expect(outputs.version, `killed before change ${calls}`).toBe("1.0.0");
    const registry = await registryOf(deps);
    const versions = await registry.list("mail");
    expect(versions.map(({ version, aliases }) => [version, aliases])).toEqual([["1.0.0", ["challenger"]]]);
    await registry.fetch(versions[0] as ModelVersion);
    expect(await registry.attached(versions[0] as ModelVersion, "ml-bom.cdx.json")).toContain('"version": "1.0.0"');
  }
}, 60_000);
