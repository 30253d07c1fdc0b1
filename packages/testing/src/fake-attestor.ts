import { generateKeyPairSync, sign } from "node:crypto";
import { inTotoStatementSchema, parseStrictly, ToolkitError } from "#contracts";
import type { Attestor } from "#forge";

export interface FakeAttestor extends Attestor {
  /** PEM of the key that the bundles are signed with. */
  publicKey: string;
  /** Bundles in the order of their log. */
  log: string[];
  /** What the job may do; false as in a job without `id-token: write`. */
  allowed: boolean;
}

/** Signs as sigstore's bundles are signed, with a key of its own in place of a certificate. */
export function fakeAttestor(): FakeAttestor {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  const fake: FakeAttestor = {
    publicKey: publicKey.export({ type: "spki", format: "pem" }).toString(),
    log: [],
    allowed: true,
    async attest(statement) {
      if (!fake.allowed)
        throw new ToolkitError({
          code: "attest-forbidden",
          message: "the job has no OIDC token",
          hint: "add to the job: permissions: { id-token: write, attestations: write }",
        });
      const payload = Buffer.from(JSON.stringify(parseStrictly(inTotoStatementSchema, statement, "statement")));
      const payloadType = "application/vnd.in-toto+json";
      const signed = Buffer.concat([
        Buffer.from(`DSSEv1 ${payloadType.length} ${payloadType} ${payload.length} `),
        payload,
      ]);
      const sig = sign("sha256", signed, privateKey).toString("base64");
      const bundle = JSON.stringify({
        mediaType: "application/vnd.dev.sigstore.bundle.v0.3+json",
        verificationMaterial: { publicKey: { hint: "fake" }, tlogEntries: [{ logIndex: String(fake.log.length) }] },
        dsseEnvelope: { payload: payload.toString("base64"), payloadType, signatures: [{ sig }] },
      });
      fake.log.push(bundle);
      return bundle;
    },
  };
  return fake;
}
