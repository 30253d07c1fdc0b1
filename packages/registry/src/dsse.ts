import { createPublicKey, verify } from "node:crypto";
import * as z from "zod";
import { type InTotoStatement, inTotoStatementSchema } from "#contracts";

/** A sigstore bundle (sigstore/protobuf-specs, sigstore_bundle.proto) around a DSSE envelope, as far as it is read here. */
const bundleSchema = z.looseObject({
  mediaType: z.string().startsWith("application/vnd.dev.sigstore.bundle"),
  dsseEnvelope: z.looseObject({
    payload: z.base64(),
    payloadType: z.literal("application/vnd.in-toto+json"),
    signatures: z.array(z.looseObject({ sig: z.base64().min(1) })).min(1),
  }),
});

export interface SignedStatement {
  statement: InTotoStatement;
  /** Whether one of the signatures is of this public key, in PEM. False for a text that is no key. */
  isSignedBy(publicKey: string): boolean;
}

/** The statement in a bundle; undefined for whatever is none. That somebody signed it says nothing of who. */
export function signedStatement(text: string): SignedStatement | undefined {
  const bundle = bundleSchema.safeParse(jsonOf(text));
  if (!bundle.success) return undefined;
  const { payload, payloadType, signatures } = bundle.data.dsseEnvelope;
  const content = Buffer.from(payload, "base64");
  const statement = inTotoStatementSchema.safeParse(jsonOf(content.toString("utf8")));
  if (!statement.success) return undefined;
  // DSSE's pre-authentication encoding (secure-systems-lab/dsse, protocol.md)
  const head = `DSSEv1 ${Buffer.byteLength(payloadType)} ${payloadType} ${content.length} `;
  const signed = Buffer.concat([Buffer.from(head), content]);
  return {
    statement: statement.data,
    isSignedBy(publicKey) {
      try {
        const key = createPublicKey(publicKey);
        const algorithm = /^ed/.test(key.asymmetricKeyType ?? "") ? null : "sha256";
        return signatures.some(({ sig }) => verify(algorithm, signed, key, Buffer.from(sig, "base64")));
      } catch {
        return false;
      }
    },
  };
}

export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
