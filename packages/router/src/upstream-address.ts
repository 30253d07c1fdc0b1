/**
 * Address that a request for `/v1/...` goes to; undefined for a path that leaves `/v1/` once its dots are resolved: what
 * else a model server serves is nobody's business.
 * @param base with or without `/v1` at its end
 */
export function upstreamAddress(base: string, path: string): URL | undefined {
  const asked = URL.canParse(path, "http://router") ? new URL(path, "http://router") : undefined;
  if (asked?.host !== "router" || !asked.pathname.startsWith("/v1/")) return undefined;
  return new URL(base.replace(/\/+$/, "").replace(/\/v1$/, "") + asked.pathname + asked.search);
}
