import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type InTotoStatement, slsaProvenance } from "#contracts";
import {
  type FakeGithub,
  type FakeSigstore,
  fakeDeps,
  fakeEnvironment,
  fakeGithub,
  fakeSigstore,
  githubTokens,
} from "#testing";
import { attestors, type ExpectedSigner, verifiers } from "../../index.ts";

const statement: InTotoStatement = {
  _type: "https://in-toto.io/Statement/v1",
  subject: [{ name: "model.gguf", digest: { sha256: "a".repeat(64) } }],
  predicateType: slsaProvenance,
  predicate: { buildDefinition: { buildType: "urn:test" } },
};
const ourJob: ExpectedSigner = {
  repository: "https://github.com/octo/mail-triage",
  workflow: undefined,
  issuer: "https://token.actions.githubusercontent.com",
};

let github: FakeGithub;
let sigstore: FakeSigstore;
beforeEach(async () => {
  [github, sigstore] = [await fakeGithub(), await fakeSigstore()];
  Object.assign(process.env, sigstore.environment);
});
afterEach(async () => {
  for (const name of Object.keys(sigstore.environment)) delete process.env[name];
  await sigstore.close();
  await github.close();
  expect(github.violations).toEqual([]);
});

const open = async ({
  token = githubTokens.bot as string,
  environment = sigstore.environment as Record<string, string>,
} = {}) =>
  await attestors.github(await fakeDeps({ environment: fakeEnvironment(environment) }), {
    repository: "octo/mail-triage",
    token,
    apiUrl: github.baseUrl,
    sigstore: "public-good",
  });
const verifier = async (trustedRoots = sigstore.trustedRoot) =>
  await verifiers.sigstore({ trustedRoots, cacheFolder: await mkdtemp(join(tmpdir(), "tuf-")) });

async function signed(claims = {}): Promise<string> {
  await sigstore.expectJob(claims);
  return await (await open()).attest(statement);
}

describe("a statement that the job signs", () => {
  it("is kept at GitHub, and found there by a run that comes after one that was killed", async () => {
    const bundle = await signed();
    expect(github.attestations).toEqual([JSON.parse(bundle)]);
    // no signature is expected any more: one would fail
    expect(await (await open()).attest(statement)).toBe(bundle);
    expect(github.attestations).toHaveLength(1);
  });

  it("needs the job's permissions, and says which", async () => {
    const permissions = {
      code: "attest-forbidden",
      hint: expect.stringContaining("id-token: write, attestations: write"),
    };
    await expect((await open({ environment: {} })).attest(statement)).rejects.toMatchObject(permissions);
    await sigstore.expectJob();
    await expect((await open({ token: githubTokens.reader })).attest(statement)).rejects.toMatchObject(permissions);
    expect(github.attestations).toEqual([]);
  });

  it("is an error that can be tried again where sigstore refuses", async () => {
    process.env["ACTIONS_ID_TOKEN_REQUEST_TOKEN"] = "another";
    await expect((await open()).attest(statement)).rejects.toMatchObject({ code: "attest-failed", retryable: true });
  });
});

describe("the signer of a bundle", () => {
  it("is the one that it has to be", async () => {
    const { problemOf } = await verifier();
    const bundle = await signed();
    expect(await problemOf(bundle, ourJob)).toBeUndefined();
    const workflow = "octo/mail-triage/.github/workflows/train.yml";
    expect(await problemOf(bundle, { ...ourJob, workflow })).toBeUndefined();
  });

  it.each([
    ["of another repository", { repository: "evil/mail-triage" }],
    ["of a repository whose name ends alike", { repository: "evil/https://github.com/octo/mail-triage" }],
    [
      "of a fork",
      { repository: "mallory/mail-triage", workflow: "octo/mail-triage/.github/workflows/train.yml@refs/heads/main" },
    ],
  ])("is refused as one %s", async (_, claims) => {
    const { problemOf } = await verifier();
    expect(await problemOf(await signed(claims), ourJob)).toMatch(/missing OID/);
  });

  it("is refused for another workflow, another issuer and other roots", async () => {
    const { problemOf } = await verifier();
    const bundle = await signed();
    const workflow = "octo/mail-triage/.github/workflows/trainXyml";
    expect(await problemOf(bundle, { ...ourJob, workflow })).toMatch(/identity/);
    expect(await problemOf(bundle, { ...ourJob, issuer: "https://token.example.org" })).toMatch(/issuer/);
    const others = await fakeSigstore();
    expect(await (await verifier(others.trustedRoot)).problemOf(bundle, ourJob)).toBeDefined();
    // either of two is enough
    expect(
      await (await verifier(`${others.trustedRoot}\n${sigstore.trustedRoot}`)).problemOf(bundle, ourJob),
    ).toBeUndefined();
    await others.close();
  });

  it("is nobody where the statement was changed, the log's entry taken out, or the text is no bundle", async () => {
    const { problemOf } = await verifier();
    const bundle = JSON.parse(await signed());
    const payload = Buffer.from(JSON.stringify({ ...statement, predicate: {} })).toString("base64");
    const changed = { ...bundle, dsseEnvelope: { ...bundle.dsseEnvelope, payload } };
    expect(await problemOf(JSON.stringify(changed), ourJob)).toBeDefined();
    const unlogged = { ...bundle, verificationMaterial: { ...bundle.verificationMaterial, tlogEntries: [] } };
    expect(await problemOf(JSON.stringify(unlogged), ourJob)).toBeDefined();
    for (const text of ["", "{}", "[]", "null", "no JSON"])
      expect(await problemOf(text, ourJob)).toMatch(/no sigstore bundle/);
  });

  it("cannot be told without roots", async () => {
    for (const roots of ["", "\n", "{", '{"tlogs": 1}'])
      await expect(verifier(roots), roots).rejects.toMatchObject({ code: "trust-root-failed" });
  });
});
