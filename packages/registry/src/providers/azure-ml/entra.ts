import * as z from "zod";
import { InputError, ToolkitError } from "#contracts";
import { githubIdentityToken, type Platform, type RenewedToken, renewedToken, type Token } from "#platform";

export const provider = "azure-ml";

export type EntraPorts = Pick<
  Platform,
  "http" | "clock" | "random" | "secrets" | "environment" | "files" | "exec" | "log"
>;

const answerSchema = z.object({ access_token: z.string().min(1), expires_in: z.coerce.number() });
const refusedSchema = z.object({ error: z.string(), error_description: z.string().default("") });
const commandSchema = z.object({ accessToken: z.string().min(1), expires_on: z.coerce.number() });

/**
 * Tokens of Microsoft Entra, one a scope, renewed before they end. Federation first, since it keeps no secret: a token file
 * (AZURE_FEDERATED_TOKEN_FILE), GitHub's identity token; then what azure/login left to the az command; a client's secret
 * last, with a notice.
 */
export function entraTokens(ports: EntraPorts, login: string): (scope: string) => RenewedToken {
  const tokens = new Map<string, RenewedToken>();
  return (scope) => {
    const token = tokens.get(scope) ?? renewedToken(ports.clock, () => fetchToken(ports, login, scope));
    tokens.set(scope, token);
    return token;
  };
}

async function fetchToken(ports: EntraPorts, login: string, scope: string): Promise<Token> {
  const { environment, files, secrets } = ports;
  const client = environment.get("AZURE_CLIENT_ID");
  const tenant = environment.get("AZURE_TENANT_ID");
  const secret = environment.get("AZURE_CLIENT_SECRET");
  if (client && tenant && !/^[\w.-]+$/.test(tenant)) throw failed("AZURE_TENANT_ID is no tenant");
  if (client && tenant) {
    const file = environment.get("AZURE_FEDERATED_TOKEN_FILE");
    const assertion = file
      ? (await files.readText(file)).trim()
      : await githubIdentityToken(ports, "api://AzureADTokenExchange");
    if (assertion) {
      secrets.mask(assertion);
      const type = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
      const form = { client_assertion_type: type, client_assertion: assertion };
      return await byClient(ports, `${login}/${tenant}`, { client_id: client, scope, ...form });
    }
  }
  if ((await ports.exec.which("az")) !== undefined) {
    const token = await byCommand(ports, scope);
    if (token) return token;
  }
  if (client && tenant && secret) {
    secrets.mask(secret);
    ports.log.notice("Azure: a client's secret is used; a federated credential for this repository needs none");
    return await byClient(ports, `${login}/${tenant}`, { client_id: client, scope, client_secret: secret });
  }
  throw new InputError(
    [
      {
        where: provider,
        problem: "there is no access to Azure",
        mend: "set AZURE_CLIENT_ID and AZURE_TENANT_ID with permissions: id-token: write, or run azure/login before",
      },
    ],
    "no-key",
  );
}

/** RFC 6749 section 4.4, with RFC 7523's assertion in the place of a secret. */
async function byClient(
  { http, clock, secrets }: EntraPorts,
  authority: string,
  form: Record<string, string>,
): Promise<Token> {
  const response = await http.send({
    method: "POST",
    url: `${authority}/oauth2/v2.0/token`,
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ grant_type: "client_credentials", ...form }).toString(),
  });
  const said: unknown = await response.json().catch(() => undefined);
  const answer = answerSchema.safeParse(said);
  if (response.status === 200 && answer.success) {
    secrets.mask(answer.data.access_token);
    return { value: answer.data.access_token, endsAt: clock.now() + answer.data.expires_in * 1000 };
  }
  const refused = refusedSchema.safeParse(said).data;
  const why = refused ? `${refused.error}: ${secrets.redact(refused.error_description).slice(0, 400)}` : "";
  throw failed(`Microsoft Entra gave no token: HTTP ${response.status} ${why}`.trim(), response.status);
}

async function byCommand({ exec, secrets }: EntraPorts, scope: string): Promise<Token | undefined> {
  const { exitCode, stdout } = await exec.run("az", ["account", "get-access-token", "--scope", scope, "-o", "json"]);
  if (exitCode !== 0) return undefined;
  let said: unknown;
  try {
    said = JSON.parse(stdout);
  } catch {
    return undefined;
  }
  const token = commandSchema.safeParse(said).data;
  if (!token) return undefined;
  secrets.mask(token.accessToken);
  return { value: token.accessToken, endsAt: token.expires_on * 1000 };
}

const failed = (message: string, status?: number): ToolkitError =>
  new ToolkitError({
    code: "azure-ml-unauthorized",
    provider,
    status,
    retryable: status === 429 || (status ?? 0) >= 500,
    message,
    hint: "the app needs a federated credential for this repository and branch or environment, with the audience api://AzureADTokenExchange",
  });
