import { ToolkitError } from "#contracts";
import type { Http, HttpRequest, HttpResponse } from "#platform";
import { bytesOf } from "./body-bytes.ts";
import { type Answer, html, json, MlflowError, text } from "./mlflow/answer.ts";
import { artifactStore } from "./mlflow/artifact-store.ts";
import { registryRoutes } from "./mlflow/registry-routes.ts";
import { trackingRoutes } from "./mlflow/tracking-routes.ts";

/** What goes wrong with one call: an answer of its own, no answer at all, or a cut after some bytes of the body. */
export type MlflowFault =
  | { status: number; headers?: Record<string, string>; body?: string }
  | { lost: "before" | "after" }
  | { cutAfter: number };

export interface FakeMlflow {
  http: Http;
  address: string;
  /** Every call as `METHOD /path`, in order. */
  calls: string[];
  /** Asked before each call; what it gives happens to the call instead. */
  fault: (request: HttpRequest, count: number) => MlflowFault | undefined;
  /** Bytes by their path below the artifacts' root. */
  artifacts: Map<string, Uint8Array>;
  /** Paths of uploads that hold parts, and were neither completed nor dropped. */
  heldParts(): string[];
}

export interface FakeMlflowOptions {
  now?: () => number;
  /** As `--app-name basic-auth`: name to password; a name that ends in `-reader` may only read. */
  users?: Record<string, string>;
  /** As a server before an S3 bucket, which takes parts of so many bytes at least; 501 without. */
  leastPartBytes?: number;
}

const address = "http://mlflow.example";
const api = "/api/2.0/mlflow";

/**
 * MLflow 3.18 as the real one behaves (`test/live/mlflow.test.ts` holds both to the same suite): parameters of a run are
 * written once and cut at 6,000 characters, names are taken once, MLflow's numbers are never given twice, deleting a
 * version takes its aliases, unknown routes and refused users get HTML or text. Unlike the real one it refuses unknown
 * fields, so that a misspelt one is seen.
 */
export function fakeMlflow({ now = () => Date.now(), users, leastPartBytes }: FakeMlflowOptions = {}): FakeMlflow {
  const store = artifactStore(now, leastPartBytes);
  const tracking = trackingRoutes(now);
  const routes = { ...tracking.routes, ...registryRoutes(now, tracking.loggedModel) };
  const fake: FakeMlflow = {
    http: { send },
    address,
    calls: [],
    fault: () => undefined,
    artifacts: store.artifacts,
    heldParts: store.heldParts,
  };

  async function send(request: HttpRequest): Promise<HttpResponse> {
    const { method = "GET", url } = request;
    const { pathname } = new URL(url);
    fake.calls.push(`${method} ${pathname.replace(api, "")}`);
    const fault = fake.fault(request, fake.calls.length);
    if (fault && "status" in fault) {
      if (fault.status < 400 || fault.status >= 500) await bytesOf(request.body);
      return response({ status: fault.status, headers: fault.headers ?? {}, body: Buffer.from(fault.body ?? "") });
    }
    if (fault && "lost" in fault && fault.lost === "before") throw timedOut();
    if (fault && "cutAfter" in fault && method === "GET") return cut(await answered(request, method), fault.cutAfter);
    if (fault && "cutAfter" in fault) {
      let seen = 0;
      for await (const chunk of request.body as AsyncIterable<Uint8Array>) {
        seen += chunk.length;
        if (seen >= fault.cutAfter) break;
      }
      throw reset();
    }
    const answer = await answered(request, method);
    if (fault) throw timedOut();
    return response(answer);
  }

  async function answered(request: HttpRequest, method: string): Promise<Answer> {
    const target = new URL(request.url);
    try {
      if (target.origin !== address) return await store.signed(request, target);
      const refused = refusedUser(request, method, target.pathname);
      if (refused) return refused;
      if (target.pathname.startsWith("/api/2.0/mlflow-artifacts/")) return await store.answer(request, target);
      const body = await bytesOf(request.body);
      for (const [shape, route] of Object.entries(routes)) {
        const [wanted, path = ""] = shape.split(" ");
        const found = new RegExp(`^${api}${path.replace(/:\w+/g, "([^/]+)")}$`).exec(target.pathname);
        if (wanted !== method || !found) continue;
        const given: unknown = body.length > 0 ? JSON.parse(body.toString()) : Object.fromEntries(target.searchParams);
        const parsed = route.schema.safeParse(given);
        if (!parsed.success) throw new MlflowError("INVALID_PARAMETER_VALUE", parsed.error.message);
        return json(200, route.handle(parsed.data, found[1] ?? "", found[2]));
      }
      return html(404, "<!doctype html><title>404 Not Found</title><h1>Not Found</h1>");
    } catch (error) {
      if (!(error instanceof MlflowError)) throw error;
      return json(error.status, { error_code: error.code, message: error.message });
    }
  }

  function refusedUser(request: HttpRequest, method: string, path: string): Answer | undefined {
    if (!users) return undefined;
    const basic = /^Basic (.+)$/.exec(request.headers?.["authorization"] ?? "")?.[1] ?? "";
    const [name = "", password = ""] = Buffer.from(basic, "base64").toString().split(":");
    if (users[name] === undefined || users[name] !== password)
      return html(401, "You are not authenticated. Please see https://www.mlflow.org/docs/latest/auth/index.html");
    const reads = method === "GET" || path.endsWith("/search");
    return name.endsWith("-reader") && !reads ? text(403, "Permission denied") : undefined;
  }

  const response = (answer: Answer): HttpResponse => {
    const headers = new Map(Object.entries({ ...answer.headers, date: new Date(now()).toUTCString() }));
    const body = (async function* () {
      // in pieces, so that a reader that forgets one is seen
      for (let start = 0; start < answer.body.length; start += 3) yield answer.body.subarray(start, start + 3);
    })();
    const content = (): string => Buffer.from(answer.body).toString();
    return {
      status: answer.status,
      headers,
      body,
      text: async () => content(),
      async json() {
        try {
          return JSON.parse(content()) as unknown;
        } catch {
          throw new ToolkitError({ code: "http-not-json", status: answer.status, message: "not JSON" });
        }
      },
    };
  };

  const cut = (answer: Answer, after: number): HttpResponse => {
    const body = (async function* () {
      yield answer.body.subarray(0, after);
      throw reset();
    })();
    return { ...response(answer), body };
  };

  return fake;
}

const timedOut = (): ToolkitError =>
  new ToolkitError({ code: "http-timeout", retryable: true, message: `${address} did not answer within 60000 ms` });
const reset = (): ToolkitError =>
  new ToolkitError({
    code: "http-unreachable",
    retryable: true,
    message: `${address} could not be reached (ECONNRESET)`,
  });
