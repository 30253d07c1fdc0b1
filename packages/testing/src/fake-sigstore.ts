import { createHash, generateKeyPairSync, type KeyPairKeyObjectResult } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { initializeCA, initializeCTLog, initializeTLog, mockFulcio } from "@sigstore/mock";
import { HashAlgorithm, PublicKeyDetails, TrustedRoot } from "@sigstore/protobuf-specs";
import nock from "nock";
import type { InTotoStatement } from "#contracts";

/** What GitHub says of a job, in its OIDC token. */
export interface JobClaims {
  /** `owner/name` of the repository that the run is of. */
  repository: string;
  /** `owner/name/.github/workflows/train.yml@refs/heads/main`. */
  workflow: string;
  /** Minutes that pass between certificate and log; certificates are good for ten. */
  minutesToLog?: number;
}

export interface FakeSigstore {
  /** One line, as `gh attestation trusted-root` prints it. */
  trustedRoot: string;
  /** Variables that a job with `id-token: write` has. */
  environment: { ACTIONS_ID_TOKEN_REQUEST_URL: string; ACTIONS_ID_TOKEN_REQUEST_TOKEN: string };
  /** Lets the next signature through, as one of a job with these claims. */
  expectJob(claims?: Partial<JobClaims>): Promise<void>;
  /** The bundle that @actions/attest makes in such a job. */
  sign(statement: InTotoStatement, claims?: Partial<JobClaims>): Promise<string>;
  close(): Promise<void>;
}

const rekor = "https://rekor.sigstore.dev";
export const sigstoreIssuer = "https://token.actions.githubusercontent.com";

/** Sigstore's public instance and GitHub's token service: the project's own mocks of Fulcio and Rekor, with known keys. */
export async function fakeSigstore(): Promise<FakeSigstore> {
  const keyPair: KeyPairKeyObjectResult = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  let claims: JobClaims = {
    repository: "octo/mail-triage",
    workflow: "octo/mail-triage/.github/workflows/train.yml@refs/heads/main",
  };
  const server = createServer((request, response) => {
    const allowed = request.headers.authorization === "Bearer request-token";
    response.writeHead(allowed ? 200 : 401, { "content-type": "application/json" });
    response.end(JSON.stringify(allowed ? { value: tokenOf(claims) } : {}));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const fake: FakeSigstore = {
    trustedRoot: JSON.stringify(TrustedRoot.toJSON(await rootOf(keyPair))),
    environment: {
      ACTIONS_ID_TOKEN_REQUEST_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/token?api-version=2.0`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: "request-token",
    },
    async expectJob(given = {}) {
      claims = { ...claims, minutesToLog: 0, ...given };
      await mockFulcio({ keyPair });
      const logged = new Date(Date.now() + (claims.minutesToLog ?? 0) * 60_000);
      const tlog = await initializeTLog(rekor, keyPair, logged);
      nock(rekor)
        .post("/api/v1/log/entries")
        .reply(201, async (_, proposed) => await tlog.log(canonical(proposed as Proposed)));
    },
    async sign({ subject, predicateType, predicate }, given) {
      await fake.expectJob(given);
      const { attest } = await import("@actions/attest");
      const subjects = subject.map(({ name, digest }) => ({ name, digest }));
      Object.assign(process.env, fake.environment);
      try {
        const signed = await attest({
          subjects,
          predicateType,
          predicate,
          token: "",
          sigstore: "public-good",
          skipWrite: true,
        });
        return JSON.stringify(signed.bundle);
      } finally {
        for (const name of Object.keys(fake.environment)) delete process.env[name];
      }
    },
    close: () => new Promise((done) => server.close(() => done())),
  };
  return fake;
}

interface Proposed {
  spec: { proposedContent: { envelope: string; verifiers: string[] } };
}

/** What Rekor's log holds of a proposed entry of kind dsse (rekor, pkg/types/dsse/v0.0.1); the mock would log the proposal. */
function canonical({ spec: { proposedContent } }: Proposed): object {
  const { payload, signatures } = JSON.parse(proposedContent.envelope) as {
    payload: string;
    signatures: { sig: string }[];
  };
  const hash = (content: Buffer | string) => ({
    algorithm: "sha256",
    value: createHash("sha256").update(content).digest("hex"),
  });
  return {
    apiVersion: "0.0.1",
    kind: "dsse",
    spec: {
      envelopeHash: hash(proposedContent.envelope),
      payloadHash: hash(Buffer.from(payload, "base64")),
      signatures: signatures.map(({ sig }, index) => ({ signature: sig, verifier: proposedContent.verifiers[index] })),
    },
  };
}

/** Fulcio's subject of a job is the workflow that it runs. */
function tokenOf({ repository, workflow }: JobClaims): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  const sub = `https://github.com/${workflow}`;
  return `${part({ alg: "RS256", typ: "JWT" })}.${part({ iss: sigstoreIssuer, aud: "sigstore", sub, repository })}.c2ln`;
}

async function rootOf(keyPair: KeyPairKeyObjectResult): Promise<TrustedRoot> {
  const ctlog = await initializeCTLog(keyPair);
  const ca = await initializeCA(keyPair, ctlog);
  const tlog = await initializeTLog(rekor, keyPair);
  const validFor = { start: new Date(0), end: undefined };
  const log = (baseUrl: string, publicKey: Buffer, keyId: Buffer) => ({
    baseUrl,
    hashAlgorithm: HashAlgorithm.SHA2_256,
    publicKey: { rawBytes: publicKey, keyDetails: PublicKeyDetails.PKIX_ECDSA_P256_SHA_256, validFor },
    logId: { keyId },
    checkpointKeyId: undefined,
    operator: "sigstore.mock",
  });
  const bytes = ({ buffer, byteOffset, byteLength }: ArrayBufferView): Buffer =>
    Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength);
  return {
    mediaType: "application/vnd.dev.sigstore.trustedroot+json;version=0.1",
    certificateAuthorities: [
      {
        subject: { commonName: "sigstore", organization: "sigstore.mock" },
        uri: "https://fulcio.sigstore.dev",
        certChain: { certificates: [{ rawBytes: bytes(ca.rootCertificate) }] },
        validFor,
        operator: "sigstore.mock",
      },
    ],
    tlogs: [log(rekor, tlog.publicKey, createHash("sha256").update(tlog.publicKey).digest())],
    ctlogs: [log("https://ctfe.sigstore.dev", ctlog.publicKey, bytes(ctlog.logID))],
    timestampAuthorities: [],
  };
}
