import { inTotoStatementSchema, parseStrictly, ToolkitError } from "#contracts";
import type { Attestor } from "#forge";
import type { Log } from "#platform";
import { type ModelFile, type ModelVersion, provenanceFiles, provenanceProblems, type Registry } from "#registry";
import { statementName } from "./provenance.ts";

/**
 * Has the provenance of a version signed, once, and keeps the bundle beside it. A job that may not sign says so and goes
 * on: `promote` is where an attestation can be required.
 * @returns digest of the bundle; undefined where there was one, or none could be had
 */
export async function attestOnce(
  registry: Registry,
  version: ModelVersion,
  files: readonly ModelFile[],
  attestor: Attestor,
  log: Log,
): Promise<string | undefined> {
  const there = await registry.attached(version, provenanceFiles.attestation);
  const model = { digest: version.digest, files, publicKey: undefined };
  if (there !== undefined && provenanceProblems("attestation", there, model).length === 0) return undefined;
  const text = await registry.attached(version, statementName);
  const statement = parseStrictly(inTotoStatementSchema, JSON.parse(text ?? "null"), statementName);
  try {
    return await registry.attach(version, provenanceFiles.attestation, await attestor.attest(statement));
  } catch (error) {
    if (!(error instanceof ToolkitError) || error.code !== "attest-forbidden") throw error;
    log.notice(`the provenance is not signed: ${error.message}; ${error.hint}`);
    return undefined;
  }
}
