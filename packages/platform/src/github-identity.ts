import { ToolkitError } from "#contracts";
import type { Platform } from "./platform.ts";
import { isRetryableStatus } from "./retry.ts";

/**
 * The job's own identity token of GitHub Actions, for whoever trusts it (OIDC). Undefined outside of a job, or without
 * `permissions: id-token: write`.
 */
export async function githubIdentityToken(
  { http, environment, secrets }: Pick<Platform, "http" | "environment" | "secrets">,
  audience: string,
): Promise<string | undefined> {
  const url = environment.get("ACTIONS_ID_TOKEN_REQUEST_URL");
  const request = environment.get("ACTIONS_ID_TOKEN_REQUEST_TOKEN");
  if (url === undefined || request === undefined) return undefined;
  secrets.mask(request);
  const address = new URL(url);
  address.searchParams.set("audience", audience);
  const response = await http.send({ url: address.href, headers: { authorization: `Bearer ${request}` } });
  const text = await response.text();
  const token = response.status === 200 ? valueIn(text) : undefined;
  if (token === undefined)
    throw new ToolkitError({
      code: "identity-token",
      status: response.status,
      retryable: isRetryableStatus(response.status),
      message: `GitHub gave no identity token: HTTP ${response.status}`,
      hint: "the job needs permissions: id-token: write",
    });
  secrets.mask(token);
  return token;
}

function valueIn(text: string): string | undefined {
  try {
    const { value } = JSON.parse(text) as { value?: unknown };
    return typeof value === "string" && value !== "" ? value : undefined;
  } catch {
    return undefined;
  }
}
