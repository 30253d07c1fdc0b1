import { createVerify, generateKeyPairSync } from "node:crypto";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Http, type HttpRequest, maskedSecrets, nodeFiles } from "#platform";
import { fakeClock, fakeEnvironment, recordedLog } from "#testing";
import { googleAccessToken } from "./access-token.ts";

const sts = "https://sts.googleapis.com/v1/token";
const impersonation =
  "https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/me@p.iam:generateAccessToken";
const oidc = "https://pipelines.actions.example/oidc?api-version=2.0&audience=x";

/** The file that google-github-actions/auth writes. */
const federated = {
  type: "external_account",
  audience: "//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/pool/providers/github",
  subject_token_type: "urn:ietf:params:oauth:token-type:jwt",
  token_url: sts,
  credential_source: {
    url: oidc,
    headers: { Authorization: "Bearer runner-token" },
    format: { type: "json", subject_token_field_name: "value" },
  },
};

async function tokensOf(credentials: unknown, answer: (request: HttpRequest) => { status?: number; body: unknown }) {
  const folder = await mkdtemp(join(tmpdir(), "genai-mlops-"));
  const path = join(folder, "gha-creds.json");
  await writeFile(path, JSON.stringify(credentials));
  const requests: HttpRequest[] = [];
  const http: Http = {
    async send(request) {
      requests.push(request);
      const { status = 200, body } = answer(request);
      const text = typeof body === "string" ? body : JSON.stringify(body);
      return {
        status,
        headers: new Map(),
        body: (async function* () {})(),
        text: async () => text,
        json: async () => JSON.parse(text),
      };
    },
  };
  const secrets = maskedSecrets();
  const clock = fakeClock();
  const environment = fakeEnvironment({ GOOGLE_GHA_CREDS_PATH: path });
  const log = recordedLog(secrets);
  const user = { provider: "vertex", code: "vertex-unauthorized" };
  const token = googleAccessToken({ http, clock, secrets, environment, log, files: nodeFiles() }, user).current;
  return { token, requests, secrets, clock, log };
}

describe("a token for Google Cloud", () => {
  it("is the workflow's own, exchanged, masked, and renewed before it ends", async () => {
    let count = 0;
    const { token, requests, secrets, clock } = await tokensOf(federated, ({ url }) => {
      if (url === oidc) return { body: { value: "github-jwt" } };
      count += 1;
      return { body: { access_token: `federated-${count}`, expires_in: 3600, token_type: "Bearer" } };
    });
    expect(await token()).toBe("federated-1");
    expect(await token()).toBe("federated-1");
    expect(requests[0]).toMatchObject({ url: oidc, headers: { Authorization: "Bearer runner-token" } });
    expect(Object.fromEntries(new URLSearchParams(requests[1]?.body as string))).toEqual({
      grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
      requested_token_type: "urn:ietf:params:oauth:token-type:access_token",
      audience: federated.audience,
      scope: "https://www.googleapis.com/auth/cloud-platform",
      subject_token: "github-jwt",
      subject_token_type: federated.subject_token_type,
    });
    expect(secrets.redact("github-jwt federated-1")).toBe("*** ***");
    clock.advance(3_400_000);
    expect(await token()).toBe("federated-2");
  });

  it("is a service account's where the file says so", async () => {
    const credentials = { ...federated, service_account_impersonation_url: impersonation };
    const { token, requests } = await tokensOf(credentials, ({ url }) => {
      if (url === oidc) return { body: { value: "github-jwt" } };
      if (url === sts) return { body: { access_token: "federated" } };
      return { body: { accessToken: "account-token", expireTime: "2026-01-02T04:04:05Z" } };
    });
    expect(await token()).toBe("account-token");
    expect(requests.at(-1)).toMatchObject({ url: impersonation, headers: { authorization: "Bearer federated" } });
  });

  it("is asked for by a key, signed", async () => {
    const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const key = {
      type: "service_account",
      client_email: "me@p.iam",
      private_key_id: "k1",
      private_key: privateKey.export({ type: "pkcs8", format: "pem" }),
      token_uri: "https://oauth2.googleapis.com/token",
    };
    const { token, requests, log } = await tokensOf(key, () => ({
      body: { access_token: "by-key", expires_in: 3600 },
    }));
    expect(await token()).toBe("by-key");
    expect(log.lines.join("\n")).toContain("a service account's key is used");
    const assertion = new URLSearchParams(requests[0]?.body as string).get("assertion") ?? "";
    const [header = "", claim = "", signature = ""] = assertion.split(".");
    expect(createVerify("RSA-SHA256").update(`${header}.${claim}`).verify(publicKey, signature, "base64url")).toBe(
      true,
    );
    expect(JSON.parse(Buffer.from(claim, "base64url").toString())).toMatchObject({
      iss: "me@p.iam",
      aud: key.token_uri,
    });
  });

  it("is sent to nobody but Google", async () => {
    for (const token_url of [
      "https://evil.example/token",
      "http://sts.googleapis.com/v1/token",
      "https://googleapis.com.evil.example/",
    ]) {
      const { token } = await tokensOf({ ...federated, token_url }, () => ({ body: { value: "github-jwt" } }));
      await expect(token()).rejects.toMatchObject({ code: "vertex-unauthorized" });
    }
  });

  it("names a job without the permission, a refusal, and a file that is none", async () => {
    const none = await tokensOf(federated, () => ({ body: {} }));
    await expect(none.token()).rejects.toThrow("id-token: write");
    const refused = await tokensOf(federated, ({ url }) =>
      url === oidc ? { body: { value: "github-jwt" } } : { status: 400, body: "bad subject github-jwt" },
    );
    const failure = await refused.token().catch((error: Error) => error);
    expect((failure as Error).message).toContain("HTTP 400: bad subject ***");
    const wrong = await tokensOf({ type: "authorized_user" }, () => ({ body: {} }));
    await expect(wrong.token()).rejects.toMatchObject({ code: "bad-input" });
  });

  it("says which answers may differ next time, of the token service and of the workflow's own", async () => {
    const statuses = { 400: false, 401: false, 403: false, 429: true, 500: true, 503: true };
    const impersonated = { ...federated, service_account_impersonation_url: impersonation };
    for (const [status, retryable] of Object.entries(statuses))
      for (const refusing of [oidc, sts, impersonation]) {
        const { token } = await tokensOf(impersonated, ({ url }) => {
          if (url === refusing) return { status: Number(status), body: "no" };
          return { body: url === oidc ? { value: "github-jwt" } : { access_token: "federated" } };
        });
        const error = { code: "vertex-unauthorized", status: Number(status), retryable };
        await expect(token(), `${status} of ${refusing}`).rejects.toMatchObject(error);
      }
  });
});
