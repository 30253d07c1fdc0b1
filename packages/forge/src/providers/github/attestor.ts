import { isDeepStrictEqual } from "node:util";
import { type InTotoStatement, ToolkitError } from "#contracts";
import type { Platform } from "#platform";
import type { Attestor } from "../../attestor.ts";
import type { GithubConfig } from "./connection.ts";
import { type Connection, connect, failureOf } from "./connection.ts";

type Ports = Pick<Platform, "http" | "clock" | "log" | "secrets" | "environment">;

export interface AttestorConfig extends GithubConfig {
  /** Which instance signs; told by the repository's visibility unless given, as actions/attest does. */
  sigstore?: "public-good" | "github";
}

const forbidden = (message: string): ToolkitError =>
  new ToolkitError({
    code: "attest-forbidden",
    provider: "github",
    message,
    hint: "add to the job: permissions: { id-token: write, attestations: write }",
  });

/** Signs by @actions/attest; GitHub's store of attestations is asked first, and written last, over our own connection. */
export async function attestor(ports: Ports, config: AttestorConfig): Promise<Attestor> {
  const { environment, secrets } = ports;
  const connection = await connect(ports, config);

  async function sign({ subject, predicateType, predicate }: InTotoStatement): Promise<object> {
    if (!environment.get("ACTIONS_ID_TOKEN_REQUEST_URL")) throw forbidden("the job has no OIDC token");
    const { attest } = await import("@actions/attest");
    const subjects = subject.map(({ name, digest }) => ({ name, digest }));
    const { token, sigstore } = config;
    try {
      const signed = await attest({
        subjects,
        predicateType,
        predicate,
        token,
        skipWrite: true,
        ...(sigstore && { sigstore }),
      });
      return signed.bundle;
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new ToolkitError({
        code: "attest-failed",
        provider: "sigstore",
        retryable: true,
        message: secrets.redact(`the provenance could not be signed: ${reason}`),
      });
    }
  }

  return {
    async attest(statement) {
      const kept = await keptFor(connection, statement);
      if (kept) return JSON.stringify(kept);
      const bundle = await sign(statement);
      await keep(connection, bundle);
      return JSON.stringify(bundle);
    },
  };
}

/** One that a run which was killed had kept. */
async function keptFor({ rest, repository }: Connection, statement: InTotoStatement): Promise<object | undefined> {
  const [first] = statement.subject;
  const subject_digest = `sha256:${first?.digest["sha256"]}`;
  try {
    const { data } = await rest.repos.listAttestations({ ...repository, subject_digest, per_page: 100 });
    const bundles = (data.attestations ?? []).map(({ bundle }) => bundle as object | undefined);
    return bundles.find((bundle) => bundle && isDeepStrictEqual(statementIn(bundle), statement));
  } catch (error) {
    const failure = failureOf(error, "attestations: read");
    if (failure instanceof ToolkitError && failure.status === 404) return undefined;
    throw failure;
  }
}

async function keep({ rest, repository }: Connection, bundle: object): Promise<void> {
  try {
    await rest.repos.createAttestation({ ...repository, bundle: bundle as Record<string, unknown> });
  } catch (error) {
    const failure = failureOf(error, "attestations: write");
    throw failure instanceof ToolkitError && failure.code === "forge-forbidden" ? forbidden(failure.message) : failure;
  }
}

function statementIn(bundle: object): unknown {
  const { dsseEnvelope } = bundle as { dsseEnvelope?: { payload?: string } };
  try {
    return JSON.parse(Buffer.from(dsseEnvelope?.payload ?? "", "base64").toString());
  } catch {
    return undefined;
  }
}
