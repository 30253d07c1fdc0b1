import { createSign } from "node:crypto";
import type * as z from "zod";
import { InputError, ToolkitError } from "#contracts";
import type { Log } from "../log.ts";
import type { Platform } from "../platform.ts";
import { readJson } from "../read-yaml.ts";
import { type RenewedToken, renewedToken, type Token } from "../renewed-token.ts";
import { isRetryableStatus } from "../retry.ts";
import {
  credentialsSchema,
  type externalAccountSchema,
  impersonatedSchema,
  type serviceAccountSchema,
  tokenSchema,
} from "./credentials.ts";

interface Ports extends Pick<Platform, "http" | "clock" | "secrets" | "environment" | "files"> {
  /** Told of a key that a workflow could do without. */
  log?: Log | undefined;
}

/** In whose name errors are. */
export interface GoogleUser {
  provider: string;
  /** Code of the error when no token is to be had. */
  code: string;
}

type Asked = Ports & { user: GoogleUser };

const scope = "https://www.googleapis.com/auth/cloud-platform";

/**
 * An access token for Google Cloud, renewed before it ends: of GOOGLE_OAUTH_ACCESS_TOKEN as it is, else by the credentials
 * file that google-github-actions/auth leaves (GOOGLE_APPLICATION_CREDENTIALS, GOOGLE_GHA_CREDS_PATH).
 */
export function googleAccessToken(ports: Ports, user: GoogleUser): RenewedToken {
  const { environment, clock, secrets } = ports;
  const fixed = environment.get("GOOGLE_OAUTH_ACCESS_TOKEN") ?? environment.get("CLOUDSDK_AUTH_ACCESS_TOKEN");
  if (fixed) {
    secrets.mask(fixed);
    return { current: async () => fixed, refused: () => {} };
  }
  const path = environment.get("GOOGLE_APPLICATION_CREDENTIALS") ?? environment.get("GOOGLE_GHA_CREDS_PATH");
  if (!path)
    throw new InputError(
      [
        {
          where: user.provider,
          problem: "there is no access to Google Cloud",
          mend: "run google-github-actions/auth before, or set GOOGLE_OAUTH_ACCESS_TOKEN",
        },
      ],
      "no-key",
    );
  return renewedToken(clock, () => fetchToken({ ...ports, user }, path));
}

async function fetchToken(ports: Asked, path: string): Promise<Token> {
  const credentials = await readJson(ports.files, path, credentialsSchema, "GOOGLE_APPLICATION_CREDENTIALS");
  if (credentials.type === "service_account")
    ports.log?.notice(
      "Google Cloud: a service account's key is used; workload_identity_provider of google-github-actions/auth needs none",
    );
  const token = await (credentials.type === "service_account"
    ? byKey(ports, credentials)
    : byFederation(ports, credentials));
  ports.secrets.mask(token.value);
  return token;
}

/** RFC 7523: a claim signed by the account's key. */
async function byKey(ports: Asked, key: z.infer<typeof serviceAccountSchema>) {
  ports.secrets.mask(key.private_key);
  const now = Math.floor(ports.clock.now() / 1000);
  const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  const header = { alg: "RS256", typ: "JWT", ...(key.private_key_id && { kid: key.private_key_id }) };
  const claim = `${encode(header)}.${encode({ iss: key.client_email, scope, aud: key.token_uri, iat: now, exp: now + 3600 })}`;
  const signature = createSign("RSA-SHA256").update(claim).sign(key.private_key, "base64url");
  return await tokenOf(ports, key.token_uri, {
    grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer",
    assertion: `${claim}.${signature}`,
  });
}

/** RFC 8693: the workflow's own token for one of Google, and that, where asked, for a service account's. */
async function byFederation(ports: Asked, account: z.infer<typeof externalAccountSchema>) {
  const federated = await tokenOf(ports, account.token_url, {
    grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
    requested_token_type: "urn:ietf:params:oauth:token-type:access_token",
    audience: account.audience,
    scope,
    subject_token: await subjectToken(ports, account.credential_source),
    subject_token_type: account.subject_token_type,
  });
  const url = account.service_account_impersonation_url;
  if (url === undefined) return federated;
  const said = impersonatedSchema.safeParse(
    await post(ports, url, JSON.stringify({ scope: [scope] }), {
      authorization: `Bearer ${federated.value}`,
      "content-type": "application/json",
    }),
  );
  if (!said.success) throw failed(ports.user, "the impersonated service account gave no token");
  return { value: said.data.accessToken, endsAt: Date.parse(said.data.expireTime) };
}

async function subjectToken(
  { user, http, files, secrets }: Asked,
  { url, file, headers, format }: z.infer<typeof externalAccountSchema>["credential_source"],
): Promise<string> {
  let text: string;
  if (url !== undefined) {
    const response = await http.send({ url, ...(headers && { headers }) });
    text = await response.text();
    if (response.status !== 200)
      throw failed(user, `the workflow's token came with HTTP ${response.status}`, response.status);
  } else if (file !== undefined) text = await files.readText(file);
  else throw failed(user, "the credentials file names no source of tokens");
  const field = format?.type === "json" ? (format.subject_token_field_name ?? "access_token") : undefined;
  const token = field === undefined ? text.trim() : valueIn(text, field);
  if (!token) throw failed(user, "the workflow's token is empty; the job needs `permissions: id-token: write`");
  secrets.mask(token);
  return token;
}

function valueIn(text: string, field: string): string | undefined {
  try {
    const value = (JSON.parse(text) as Record<string, unknown>)[field];
    return typeof value === "string" ? value : undefined;
  } catch {
    return undefined;
  }
}

async function tokenOf(ports: Asked, url: string, form: Record<string, string>) {
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  const said = tokenSchema.safeParse(await post(ports, url, new URLSearchParams(form).toString(), headers));
  if (!said.success) throw failed(ports.user, "the token service gave no token");
  const { access_token: value, expires_in: seconds = 3600 } = said.data;
  ports.secrets.mask(value);
  return { value, endsAt: ports.clock.now() + seconds * 1000 };
}

async function post(ports: Asked, url: string, body: string, headers: Record<string, string>): Promise<unknown> {
  // a credentials file that names another place would send it the workflow's token (AIP-4117, "Security")
  if (!/^https:\/\/(?:[a-z0-9-]+\.)*googleapis\.com\//.test(url))
    throw failed(ports.user, `the credentials file sends tokens to ${new URL(url).origin}, which is not Google's`);
  const response = await ports.http.send({ method: "POST", url, headers, body });
  if (response.status === 200) return await response.json();
  const said = ports.secrets.redact((await response.text()).slice(0, 500));
  throw failed(ports.user, `Google's token service answered HTTP ${response.status}: ${said}`, response.status);
}

function failed({ code, provider }: GoogleUser, message: string, status?: number): ToolkitError {
  return new ToolkitError({
    code,
    provider,
    status,
    retryable: status !== undefined && isRetryableStatus(status),
    message,
    hint: "look at the step of google-github-actions/auth",
  });
}
