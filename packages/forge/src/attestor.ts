import type { InTotoStatement } from "#contracts";

/**
 * Signs statements in the name of the run (sigstore, by the job's OIDC token) and keeps them where everybody can look. Each
 * signature is one more entry in a log that forgets nothing: one that is kept already for the same statement is given
 * back. Throws ToolkitError `attest-forbidden` (its hint names the permissions), `attest-failed`.
 */
export interface Attestor {
  /** @returns the sigstore bundle as JSON text */
  attest(statement: InTotoStatement): Promise<string>;
}

/** Whose job has to have signed. */
export interface ExpectedSigner {
  /** `https://github.com/owner/name`: the repository that the run was of. */
  repository: string;
  /** `owner/name/.github/workflows/train.yml`: the workflow that signed, where that matters. */
  workflow: string | undefined;
  /** Who vouches for the jobs, such as `https://token.actions.githubusercontent.com`. */
  issuer: string;
}

/** Who has to have signed by an identity of a certificate: no job of GitHub's, or not only one. */
export interface ExpectedIdentity {
  /** Subject alternative name as it stands there: an address of mail, or of a workflow at a ref. */
  identity: string;
  /** Who vouched for it, such as `https://accounts.google.com`. */
  issuer: string;
}

export interface AttestationVerifier {
  /**
   * Holds a bundle's certificate, log entries, time and signature to sigstore's roots, and its signer to who is expected.
   * @returns what is wrong; undefined when nothing is
   * @throws ToolkitError `trust-root-failed`: without roots nothing can be told
   */
  problemOf(bundle: string, signer: ExpectedSigner | ExpectedIdentity): Promise<string | undefined>;
}
