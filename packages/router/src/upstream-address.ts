/** A model server as requests are sent to it; read once, not for every request. */
export interface UpstreamTarget {
  /** Scheme, name and port. */
  origin: string;
  /** Value of the header `host`. */
  host: string;
  /** What comes before `/v1/...`; empty, or begins with a slash. */
  prefix: string;
}

/** Paths that are what they say: no dot, no escape, nothing that a parser of addresses would change. */
const plainPath = /^\/v1\/[\w/-]*(?:\?[\w=&,~+:-]*)?$/;

/**
 * Path and query that a request for `/v1/...` asks for; undefined for one that leaves `/v1/` once its dots are resolved:
 * what else a model server serves is nobody's business.
 */
export function pathUnderV1(path: string): string | undefined {
  if (plainPath.test(path)) return path;
  const asked = URL.canParse(path, "http://router") ? new URL(path, "http://router") : undefined;
  if (asked?.host !== "router" || !asked.pathname.startsWith("/v1/")) return undefined;
  return asked.pathname + asked.search;
}

const targets = new Map<string, UpstreamTarget>();
/** Weights and variants change often, addresses seldom: a bound, not a size. */
const mostTargets = 64;

/** @param base with or without `/v1` at its end */
export function targetOf(base: string): UpstreamTarget {
  const known = targets.get(base);
  if (known) return known;
  const { origin, host, pathname } = new URL(base.replace(/\/+$/, "").replace(/\/v1$/, ""));
  const target: UpstreamTarget = {
    origin,
    host,
    prefix: pathname.replace(/\/+$/, ""),
  };
  if (targets.size >= mostTargets) targets.clear();
  targets.set(base, target);
  return target;
}
