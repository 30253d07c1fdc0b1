import type { InTotoStatement } from "#contracts";

/**
 * Signs statements in the name of the run (sigstore, by the job's OIDC token) and keeps them where everybody can look. Each
 * call is one more entry in a log that forgets nothing: the caller looks first whether there is one. Throws ToolkitError
 * `attest-forbidden` (its hint names the permissions), `attest-failed`.
 */
export interface Attestor {
  /** @returns the sigstore bundle as JSON text */
  attest(statement: InTotoStatement): Promise<string>;
}
