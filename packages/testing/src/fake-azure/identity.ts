import { type CloudAnswer, type CloudCall, jsonAnswer } from "../fake-cloud/call.ts";

/** What an identity may do: `no-data` only resource management, `no-secrets` neither data nor the datastore's secret. */
export type Rights = "all" | "read" | "no-data" | "no-secrets";

/** Microsoft Entra and GitHub's identity provider: who asks with what gets a token, and for which audience. */
export function identityProvider(now: () => number) {
  const issued = new Map<string, { scope: string; endsAt: number }>();
  const provider = {
    tenant: "11111111-2222-3333-4444-555555555555",
    client: "66666666-7777-8888-9999-000000000000",
    /** What GitHub gives a job that asks with this. */
    request: "runner-request-token",
    identityToken: "github.identity.token",
    secret: "client-secret-value",
    rights: "all" as Rights,
    lifeSeconds: 3600,
    issued,
    github,
    token,
    allows,
  };

  function github({ url, headers }: CloudCall): CloudAnswer {
    if (headers.get("authorization") !== `Bearer ${provider.request}`) return { status: 401 };
    if (url.searchParams.get("audience") !== "api://AzureADTokenExchange") return { status: 400 };
    return jsonAnswer(200, { count: 1, value: provider.identityToken });
  }

  function token({ method, url, body }: CloudCall): CloudAnswer {
    const form = Object.fromEntries(new URLSearchParams(body.toString()));
    const refuse = (error: string, description: string): CloudAnswer =>
      jsonAnswer(error === "invalid_client" ? 401 : 400, { error, error_description: description });
    if (method !== "POST" || url.pathname !== `/${provider.tenant}/oauth2/v2.0/token`)
      return refuse("invalid_request", "AADSTS90002: Tenant not found");
    if (form["grant_type"] !== "client_credentials") return refuse("unsupported_grant_type", "AADSTS70003");
    if (form["client_id"] !== provider.client) return refuse("unauthorized_client", "AADSTS700016: not found");
    if (!form["scope"]?.endsWith("/.default")) return refuse("invalid_scope", "AADSTS1002012: scope is not valid");
    const asserted =
      form["client_assertion_type"] === "urn:ietf:params:oauth:client-assertion-type:jwt-bearer" &&
      form["client_assertion"] === provider.identityToken;
    if (!asserted && form["client_secret"] !== provider.secret)
      return refuse(
        "invalid_client",
        `AADSTS700213: No matching federated identity record found ${form["client_assertion"]}`,
      );
    const value = `entra-token-${issued.size + 1}`;
    issued.set(value, { scope: form["scope"] ?? "", endsAt: now() + provider.lifeSeconds * 1000 });
    return jsonAnswer(200, { token_type: "Bearer", expires_in: provider.lifeSeconds, access_token: value });
  }

  /** Whether the call's bearer is one of ours, for this audience, and still valid. */
  function allows({ headers }: CloudCall, scope: string): boolean {
    const found = issued.get(/^Bearer (.+)$/.exec(headers.get("authorization") ?? "")?.[1] ?? "");
    return found !== undefined && found.scope === scope && found.endsAt > now();
  }

  return provider;
}
