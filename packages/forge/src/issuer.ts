/**
 * Who vouches for the jobs of a GitHub server in OIDC tokens (docs.github.com, "OpenID Connect reference"): its own host on
 * GitHub Enterprise Cloud with data residency, a path of it on an Enterprise Server.
 */
export function issuerOf(serverUrl: string): string {
  const { host } = new URL(serverUrl);
  if (host === "github.com") return "https://token.actions.githubusercontent.com";
  return host.endsWith(".ghe.com") ? `https://token.actions.${host}` : `https://${host}/_services/token`;
}
