import { join } from "node:path";
import type { TrustedRoot } from "@sigstore/protobuf-specs";
import type { Verifier } from "@sigstore/verify";
import { ToolkitError } from "#contracts";
import type { AttestationVerifier, ExpectedIdentity, ExpectedSigner } from "../../attestor.ts";

export interface SigstoreConfig {
  /** Trusted roots as `gh attestation trusted-root` prints them, one JSON a line; those of the public instance unless given. */
  trustedRoots: string | undefined;
  /** Holds the roots that are fetched. */
  cacheFolder: string;
}

/** Source repository of the run, in Fulcio's certificates (sigstore/fulcio, docs/oid-info.md). */
const sourceRepository = [1, 3, 6, 1, 4, 1, 57264, 1, 12];

/** Checks bundles by sigstore's own verifier. */
export async function sigstore({ trustedRoots, cacheFolder }: SigstoreConfig): Promise<AttestationVerifier> {
  const { toSignedEntity, toTrustMaterial, Verifier } = await import("@sigstore/verify");
  const { bundleFromJSON } = await import("@sigstore/bundle");
  const roots = trustedRoots === undefined ? [await fetchedRoot(cacheFolder)] : await givenRoots(trustedRoots);
  // the instance for private repositories has no public logs, but a time stamp of its own
  const verifiers = roots.map(
    (root): Verifier =>
      new Verifier(toTrustMaterial(root), {
        tlogThreshold: Math.min(1, root.tlogs.length),
        ctlogThreshold: Math.min(1, root.ctlogs.length),
        timestampThreshold: 1,
      }),
  );

  return {
    async problemOf(text, signer) {
      try {
        const entity = toSignedEntity(bundleFromJSON(JSON.parse(text)));
        const failures = verifiers.map((verifier) => failureOf(() => verifier.verify(entity, policyOf(signer))));
        return failures.includes(undefined) ? undefined : failures.join("; ");
      } catch (error) {
        return `is no sigstore bundle: ${messageOf(error)}`;
      }
    },
  };
}

function policyOf(signer: ExpectedSigner | ExpectedIdentity) {
  // the whole name, and no pattern: a name may hold any character
  if ("identity" in signer)
    return {
      subjectAlternativeName: new RegExp(`^${escaped(signer.identity)}$`),
      extensions: { issuer: signer.issuer },
    };
  const { repository, workflow, issuer } = signer;
  const host = new URL(repository).origin;
  return {
    ...(workflow !== undefined && { subjectAlternativeName: new RegExp(`^${escaped(`${host}/${workflow}`)}@refs/`) }),
    extensions: { issuer },
    oids: [{ oid: { id: sourceRepository }, value: utf8String(repository) }],
  };
}

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");

/** DER of a UTF8String (X.690, 8.1.3): tag, length, text. */
function utf8String(text: string): Buffer {
  const content = Buffer.from(text);
  const length = content.length < 128 ? [content.length] : [0x82, content.length >> 8, content.length & 0xff];
  return Buffer.concat([Buffer.from([0x0c, ...length]), content]);
}

function failureOf(verify: () => unknown): string | undefined {
  try {
    verify();
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

async function givenRoots(lines: string): Promise<TrustedRoot[]> {
  const { TrustedRoot: schema } = await import("@sigstore/protobuf-specs");
  const roots = lines.split("\n").filter((line) => line.trim() !== "");
  if (roots.length === 0) throw untold("the file of trusted roots is empty");
  return roots.map((line, index) => {
    const root = collected(() => schema.fromJSON(JSON.parse(line)));
    if (root && root.certificateAuthorities.length > 0) return root;
    throw untold(`line ${index + 1} of trusted-root is no trusted root`);
  });
}

function collected<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

/** By TUF, from the root that the library carries. */
async function fetchedRoot(cacheFolder: string): Promise<TrustedRoot> {
  const { getTrustedRoot } = await import("@sigstore/tuf");
  try {
    return await getTrustedRoot({ cachePath: join(cacheFolder, "sigstore") });
  } catch (error) {
    throw untold(`sigstore's roots could not be fetched: ${messageOf(error)}`);
  }
}

const untold = (message: string): ToolkitError =>
  new ToolkitError({
    code: "trust-root-failed",
    provider: "sigstore",
    message,
    hint: "write them with `gh attestation trusted-root` and give the file as trusted-root",
  });
