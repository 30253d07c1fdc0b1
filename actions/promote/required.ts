import { resolve } from "node:path";
import type { ActionDeps, Inputs } from "#action-kit";
import { InputError, type Problem } from "#contracts";
import { type AttestationVerifier, type ExpectedIdentity, type ExpectedSigner, issuerOf, verifiers } from "#forge";
import { stateFolder } from "#platform";
import {
  contentDigest,
  type ModelVersion,
  modelFiles,
  provenanceFiles,
  provenanceProblems,
  type Required,
  withDigests,
} from "#registry";
import type { NamedRegistry } from "../open-registries.ts";
import type { spec } from "./spec.ts";
import type { Target } from "./target.ts";

type Given = Pick<
  Inputs<typeof spec>,
  | "require"
  | "signature-key"
  | "signature-identity"
  | "signature-issuer"
  | "attestation-repository"
  | "attestation-workflow"
  | "trusted-root"
  | "state-dir"
>;

/**
 * Holds the version, as each registry has it, to what has to be attached; the bytes are hashed anew.
 * @throws InputError `bad-require` for words that name nothing and half an identity, `provenance` with everything that is missing or of others
 */
export async function requireProvenance(
  inputs: Given,
  target: Target,
  registries: readonly NamedRegistry[],
  deps: ActionDeps,
): Promise<void> {
  const required = wordsOf(inputs);
  if (required.length === 0) return;
  const publicKey = await textOf("signature-key", inputs, deps);
  const identity = required.includes("signature") ? identityOf(inputs) : undefined;
  const signers = { attestation: signerOf(inputs, deps), signature: identity, "ml-bom": undefined };
  const verifier =
    required.includes("attestation") || identity !== undefined ? await verifierFor(inputs, deps) : undefined;
  const problems: Problem[] = [];
  for (const [index, { name, registry }] of registries.entries()) {
    const version = target.versions[index] as ModelVersion;
    const folder = await registry.fetch(version);
    const files = await withDigests(deps.files, folder, await modelFiles(deps.files, folder));
    if (contentDigest(files) !== version.digest)
      problems.push({ where: `${name}: ${version.version}`, problem: "its bytes are not the registered ones" });
    for (const one of required) {
      const text = await registry.attached(version, provenanceFiles[one]);
      const found = provenanceProblems(one, text, {
        digest: version.digest,
        files,
        publicKey,
        byIdentity: identity !== undefined,
      });
      const signer = signers[one];
      if (signer && found.length === 0) found.push(...(await signerProblems(one, text, signer, verifier)));
      problems.push(...found.map((problem) => ({ ...problem, where: `${name}: ${problem.where}` })));
    }
  }
  if (problems.length > 0) throw new InputError(problems, "provenance");
}

function wordsOf({ require: words = [] }: Given): Required[] {
  const legal = Object.keys(provenanceFiles);
  const problems = words
    .filter((word) => !legal.includes(word))
    .map((word) => ({ where: "require", problem: `"${word}" names nothing`, legal: legal.join(", ") }));
  if (problems.length > 0) throw new InputError(problems, "bad-require");
  return words as Required[];
}

/** Who signed is asked only of what speaks of these bytes. */
async function signerProblems(
  required: Required,
  bundle: string | undefined,
  signer: ExpectedSigner | ExpectedIdentity,
  verifier: AttestationVerifier | undefined,
): Promise<Problem[]> {
  const problem =
    bundle === undefined || verifier === undefined ? "nothing checked it" : await verifier.problemOf(bundle, signer);
  const who = "identity" in signer ? `${signer.identity} of ${signer.issuer}` : (signer.workflow ?? signer.repository);
  return problem === undefined
    ? []
    : [{ where: provenanceFiles[required], problem: `is not signed by ${who}: ${problem}` }];
}

/** @throws InputError `bad-require` where half of it is given, or a key as well: which of them counts would be a guess */
function identityOf(inputs: Given): ExpectedIdentity | undefined {
  const { "signature-identity": identity, "signature-issuer": issuer, "signature-key": key } = inputs;
  if (identity === undefined && issuer === undefined) return undefined;
  const problems: Problem[] = [];
  if (identity === undefined)
    problems.push({ where: "signature-identity", problem: "is needed with signature-issuer" });
  if (issuer === undefined) problems.push({ where: "signature-issuer", problem: "is needed with signature-identity" });
  if (key !== undefined)
    problems.push({ where: "signature-key", problem: "a key and an identity are given", legal: "one of them" });
  if (problems.length > 0 || identity === undefined || issuer === undefined)
    throw new InputError(problems, "bad-require");
  return { identity, issuer };
}

function signerOf(inputs: Given, { github }: ActionDeps): ExpectedSigner {
  const { serverUrl } = github;
  const repository = inputs["attestation-repository"] ?? github.repository;
  return {
    repository: `${serverUrl}/${repository}`,
    workflow: inputs["attestation-workflow"],
    issuer: issuerOf(serverUrl),
  };
}

async function verifierFor(inputs: Given, deps: ActionDeps): Promise<AttestationVerifier> {
  const cacheFolder = inputs["state-dir"] ?? stateFolder(deps.environment);
  return await verifiers.sigstore({ trustedRoots: await textOf("trusted-root", inputs, deps), cacheFolder });
}

async function textOf(
  name: "signature-key" | "trusted-root",
  inputs: Given,
  { files, workspace }: ActionDeps,
): Promise<string | undefined> {
  const path = inputs[name];
  if (path === undefined) return undefined;
  const whole = resolve(workspace, path);
  if ((await files.stat(whole))?.kind === "file") return await files.readText(whole);
  throw new InputError([{ where: name, problem: `there is no file ${path}` }], "missing-file");
}
