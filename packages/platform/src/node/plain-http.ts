import type { Http } from "../http.ts";
import { exchange } from "./transport.ts";

/**
 * Http without the headers that fetch adds by itself, and a connection for each request. Servers that tell browsers from
 * programs by `Sec-Fetch-Mode` (Ray's dashboard refuses their PUT and blackens what it shows them) take fetch for a
 * browser.
 */
export function plainHttp(): Http {
  return { send: (request) => exchange(request, { agentOf: () => false }) };
}
