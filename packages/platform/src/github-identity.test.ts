import { describe, expect, it } from "vitest";
import { maskedSecrets } from "#platform";
import { fakeEnvironment } from "#testing";
import { githubIdentityToken } from "./github-identity.ts";

const job = {
  ACTIONS_ID_TOKEN_REQUEST_URL: "https://pipelines.example/oidc?api-version=2.0",
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: "request-token",
};

async function asked(variables: Record<string, string>, status: number, body: string) {
  const secrets = maskedSecrets();
  const urls: string[] = [];
  const http = {
    async send({ url, headers }: { url: string; headers?: Record<string, string> | undefined }) {
      urls.push(`${url} ${headers?.["authorization"]}`);
      return {
        status,
        headers: new Map(),
        body: (async function* () {})(),
        text: async () => body,
        json: async () => ({}),
      };
    },
  };
  const token = githubIdentityToken({ http, secrets, environment: fakeEnvironment(variables) }, "api://x");
  return { token: await token.catch((error) => error), secrets, urls };
}

describe("the identity token of a job", () => {
  it("is asked for with its audience, and masked with what it was asked by", async () => {
    const { token, secrets, urls } = await asked(job, 200, '{"value":"identity-token"}');
    expect(token).toBe("identity-token");
    expect(urls).toEqual([
      "https://pipelines.example/oidc?api-version=2.0&audience=api%3A%2F%2Fx Bearer request-token",
    ]);
    expect(secrets.redact("identity-token request-token")).toBe("*** ***");
  });

  it("is none outside of a job, and never a half one", async () => {
    expect((await asked({}, 200, "{}")).token).toBeUndefined();
    for (const [status, body, retryable] of [
      [403, "no", false],
      [503, "busy", true],
      [429, "slow down", true],
      [200, "<html>", false],
      [200, '{"value":""}', false],
    ] as const)
      expect((await asked(job, status, body)).token).toMatchObject({ code: "identity-token", retryable });
  });
});
