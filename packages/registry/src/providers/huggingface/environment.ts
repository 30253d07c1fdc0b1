import type { Environment } from "#platform";
import type { HuggingfaceConfig } from "./config.ts";

/**
 * The Hub and who we are there, by the variables of the Hub's own clients. A trusted publisher goes before a key, as with
 * them: whoever sets HF_OIDC_RESOURCE wants no key to be used.
 * @param said token and owner that inputs gave; they win over HF_TOKEN
 */
export function huggingfaceSettings(
  said: { token: string | undefined; namespace: string | undefined },
  environment: Environment,
): Pick<HuggingfaceConfig, "token" | "trustedPublisher" | "endpoint" | "namespace"> {
  const given = (name: string): string | undefined => environment.get(name)?.trim() || undefined;
  const endpoint = given("HF_ENDPOINT");
  const resource = given("HF_OIDC_RESOURCE");
  if (resource === undefined || said.token !== undefined)
    return { token: said.token ?? given("HF_TOKEN"), endpoint, namespace: said.namespace };
  const [url, token] = [given("ACTIONS_ID_TOKEN_REQUEST_URL"), given("ACTIONS_ID_TOKEN_REQUEST_TOKEN")];
  return {
    trustedPublisher: {
      resource,
      idToken: given("HF_OIDC_ID_TOKEN"),
      request: url !== undefined && token !== undefined ? { url, token } : undefined,
    },
    endpoint,
    namespace: said.namespace,
  };
}
