import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { githubDescription, type Operation } from "./fake-github/description.ts";
import { Refusal, type Repository, repositoryOf, type Served } from "./fake-github/repository.ts";
import { sampleOf } from "./fake-github/sample.ts";

/** Who a token acts for, and what it may do. */
export interface FakeIdentity {
  login: string;
  /** As `permissions:` of a workflow writes them. */
  permissions: Record<string, "read" | "write">;
}

export interface FakeGithub extends Repository {
  /** Without a slash at the end; with `/api/v3` where it plays an Enterprise Server. */
  baseUrl: string;
  /** Operation ids (`issues/create-comment`), in the order of the requests. */
  requests: string[];
  /** Requests or answers that are none of GitHub's API. A test that ends with one has found a bug. */
  violations: string[];
  /** Replaced by a test to misbehave; false goes on as told. */
  misbehave: ((request: IncomingMessage, response: ServerResponse, operation: string) => boolean) | undefined;
  close(): Promise<void>;
}

const everything = {
  "pull-requests": "write",
  issues: "write",
  checks: "write",
  deployments: "write",
  contents: "write",
  attestations: "write",
} as const;

/** Tokens of the fake. */
export const githubTokens = {
  bot: "token-of-the-bot",
  reader: "token-that-reads",
  person: "token-of-a-person",
} as const;

const identities: Record<string, FakeIdentity> = {
  [githubTokens.bot]: { login: "github-actions[bot]", permissions: everything },
  [githubTokens.reader]: {
    login: "github-actions[bot]",
    permissions: { contents: "read", "pull-requests": "read", issues: "read", checks: "read", deployments: "read" },
  },
  [githubTokens.person]: { login: "octocat", permissions: everything },
};

/** What an operation that changes something wants; one of them is enough. */
const wanted: Record<string, readonly string[]> = {
  "issues/create-comment": ["issues", "pull-requests"],
  "issues/update-comment": ["issues", "pull-requests"],
  "issues/delete-comment": ["issues", "pull-requests"],
  "issues/create": ["issues"],
  "issues/update": ["issues", "pull-requests"],
  "checks/create": ["checks"],
  "checks/update": ["checks"],
  "repos/create-deployment": ["deployments"],
  "repos/create-deployment-status": ["deployments"],
  "repos/create-dispatch-event": ["contents"],
  "repos/create-attestation": ["attestations"],
  "pulls/create": ["pull-requests"],
  "pulls/update": ["pull-requests"],
};

/**
 * GitHub as one repository, octo/mail-triage, held to the published description of its API: what a request says beyond
 * it is refused, and an answer of the fake that departs from it is a violation.
 */
export async function fakeGithub({ enterprise = false }: { enterprise?: boolean } = {}): Promise<FakeGithub> {
  const { operations, resolve } = githubDescription();
  const prefix = enterprise ? "/api/v3" : "";
  const repository = repositoryOf();
  const fake: FakeGithub = Object.assign(repository, {
    baseUrl: "",
    requests: [],
    violations: [],
    misbehave: undefined,
    close: () => {
      server.closeAllConnections();
      return new Promise<void>((done) => server.close(() => done()));
    },
  });

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", fake.baseUrl);
    const text = await textOf(request);
    const body: unknown = text === "" ? undefined : JSON.parse(text);
    const identity = identities[/^(?:token|bearer) (.+)$/i.exec(request.headers.authorization ?? "")?.[1] ?? ""];
    const refuse = (status: number, message: string, headers: Record<string, string> = {}): void =>
      send(
        response,
        status,
        { message, documentation_url: "https://docs.github.com/rest", status: String(status) },
        headers,
      );
    if (url.pathname === (enterprise ? "/api/graphql" : "/graphql")) {
      fake.requests.push("graphql");
      if (fake.misbehave?.(request, response, "graphql")) return;
      if (!identity) return refuse(401, "Bad credentials");
      const { query } = body as { query: string };
      if (!/^\s*(query\s*)?\{\s*viewer\s*\{\s*login\s*\}\s*\}\s*$/.test(query))
        return refuse(400, "A query attribute must be specified");
      return send(response, 200, { data: { viewer: { login: identity.login } } });
    }
    const path = url.pathname.startsWith(prefix) ? url.pathname.slice(prefix.length) : "";
    const found = operationOf(operations, request.method ?? "", path);
    if (found) fake.requests.push(found.operation.id);
    if (fake.misbehave?.(request, response, found?.operation.id ?? "")) return;
    if (!identity) return refuse(401, "Bad credentials");
    const repositoryName = `${found?.parameters["owner"]}/${found?.parameters["repo"]}`;
    if (!found || repositoryName !== "octo/mail-triage") {
      if (!found) fake.violations.push(`${request.method} ${path} is no operation of the API`);
      return refuse(404, "Not Found");
    }
    const { operation, parameters } = found;
    const problems = operation.requestProblems(url.searchParams, body);
    if (problems.length > 0) {
      fake.violations.push(`${operation.id}: ${problems.join("; ")}`);
      return refuse(422, `Invalid request.\n\n${problems.join("; ")}`);
    }
    const accepted = wanted[operation.id];
    if (accepted && !accepted.some((permission) => identity.permissions[permission] === "write"))
      return refuse(403, "Resource not accessible by integration", {
        "x-accepted-github-permissions": accepted.map((name) => `${name.replaceAll("-", "_")}=write`).join("; "),
      });
    try {
      const raw = request.headers.accept?.includes("raw") ?? false;
      answer(
        operation,
        url,
        repository.serve(operation.id, { parameters, query: url.searchParams, body, raw, login: identity.login }),
      );
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      refuse(refusal.status, refusal.message);
    }

    function answer({ id, answer: schema, answerProblems }: Operation, { searchParams }: URL, served: Served): void {
      if (served.bytes)
        return void response
          .writeHead(200, { "content-type": "application/vnd.github.raw+json; charset=utf-8" })
          .end(served.bytes);
      const page = served.list ? pageOf(served.list, searchParams) : undefined;
      const partial = page ? (served.wrap?.(page.items, page.total) ?? page.items) : served.body;
      const whole = schema && partial !== undefined ? sampleOf(schema, resolve, partial) : undefined;
      const wrong = answerProblems(served.status ?? 200, whole);
      if (wrong.length > 0) fake.violations.push(`answer of ${id}: ${wrong.join("; ")}`);
      send(response, served.status ?? 200, whole, page ? linkOf(url, fake.baseUrl, page) : {});
    }
  }

  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      fake.violations.push(`the fake broke: ${String(error)}`);
      response.writeHead(500).end();
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  fake.baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}${prefix}`;
  return fake;
}

function operationOf(operations: readonly Operation[], method: string, path: string) {
  for (const operation of operations) {
    const parameters = operation.method === method ? operation.match(path) : undefined;
    if (parameters) return { operation, parameters };
  }
  return undefined;
}

interface Page {
  items: unknown[];
  total: number;
  number: number;
  last: number;
}

/** 30 a page unless asked, 100 at most, as GitHub does. */
function pageOf(list: readonly unknown[], query: URLSearchParams): Page {
  const size = Math.min(Number(query.get("per_page") ?? 30), 100);
  const number = Number(query.get("page") ?? 1);
  const last = Math.max(1, Math.ceil(list.length / size));
  return { items: list.slice((number - 1) * size, number * size), total: list.length, number, last };
}

function linkOf(url: URL, baseUrl: string, { number, last }: Page): Record<string, string> {
  const to = (page: number, rel: string): string => {
    const target = new URL(url.pathname + url.search, baseUrl);
    target.searchParams.set("page", String(page));
    return `<${target.href}>; rel="${rel}"`;
  };
  const links = [
    ...(number > 1 ? [to(number - 1, "prev")] : []),
    ...(number < last ? [to(number + 1, "next"), to(last, "last")] : []),
    ...(number > 1 ? [to(1, "first")] : []),
  ];
  return links.length > 0 ? { link: links.join(", ") } : {};
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

function send(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(status, { "content-type": "application/json; charset=utf-8", ...headers });
  response.end(body === undefined ? undefined : JSON.stringify(body));
}
