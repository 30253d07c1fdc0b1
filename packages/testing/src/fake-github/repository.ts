/** What a handler answers: a body, a list to be cut into pages, or bytes. */
export interface Served {
  status?: number;
  body?: unknown;
  list?: unknown[];
  wrap?: (items: unknown[], total: number) => unknown;
  bytes?: Uint8Array;
}

export class Refusal extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

export interface FakeComment {
  id: number;
  issue: number;
  body: string;
  login: string;
}

export interface FakeCheckRun {
  id: number;
  name: string;
  head_sha: string;
  status: string;
  conclusion: string | null;
  external_id: string | null;
  output: { title: string | null; summary: string | null; text: string | null };
  annotations: Record<string, unknown>[];
}

export interface FakeDeployment {
  id: number;
  ref: string;
  environment: string;
  task: string;
  payload: unknown;
  statuses: Record<string, unknown>[];
}

export interface FakeIssue {
  number: number;
  title: string;
  body: string;
  state: "open" | "closed";
  login: string;
  labels: string[];
}

export interface FakePullRequest {
  number: number;
  head: { sha: string; ref: string; repository: string | null };
  base: { sha: string; ref: string };
  title?: string;
  body?: string;
  state?: "open" | "closed";
}

/** What the repository holds. A test reads and changes it at will. */
export interface Repository {
  comments: FakeComment[];
  checkRuns: FakeCheckRun[];
  deployments: FakeDeployment[];
  issues: FakeIssue[];
  dispatches: { event_type: string; client_payload?: unknown }[];
  pullRequests: FakePullRequest[];
  /** `<ref>:<path>` to content; a string array is a folder, `link` a symbolic link. */
  contents: Map<string, Uint8Array | readonly string[] | { link: string }>;
  /** Commits that exist. */
  commits: Set<string>;
  /** Sigstore bundles, in the order in which they came. */
  attestations: Body[];
}

interface Asked {
  parameters: Record<string, string>;
  query: URLSearchParams;
  body: unknown;
  raw: boolean;
  login: string;
}

type Body = Record<string, unknown>;

/** The repository's behaviour by operation: limits, states and orders as GitHub has them. */
export function repositoryOf(): Repository & { serve(operation: string, asked: Asked): Served } {
  let nextId = 1;
  const held: Repository = {
    comments: [],
    checkRuns: [],
    deployments: [],
    issues: [],
    dispatches: [],
    pullRequests: [],
    contents: new Map(),
    commits: new Set(["0123456789abcdef0123456789abcdef01234567"]),
    attestations: [],
  };
  const missing = (): never => {
    throw new Refusal(404, "Not Found");
  };
  const within = (body: unknown): void => {
    if (typeof body === "string" && body.length > 65_536)
      throw new Refusal(422, "Validation Failed: body is too long (maximum is 65536 characters)");
  };
  const knownCommit = (sha: unknown): void => {
    if (!held.commits.has(String(sha))) throw new Refusal(422, `No commit found for SHA: ${sha}`);
  };
  const commentAt = (id: unknown): FakeComment => held.comments.find((each) => each.id === Number(id)) ?? missing();
  const checkAt = (id: unknown): FakeCheckRun => held.checkRuns.find((each) => each.id === Number(id)) ?? missing();
  const deploymentAt = (id: unknown): FakeDeployment =>
    held.deployments.find((each) => each.id === Number(id)) ?? missing();

  const handlers: Record<string, (asked: Asked) => Served> = {
    "issues/list-comments": ({ parameters }) => ({
      list: held.comments.filter(({ issue }) => issue === Number(parameters["issue_number"])).map(commentBody),
    }),
    "issues/create-comment": ({ parameters, body, login }) => {
      const { body: text } = body as { body: string };
      within(text);
      const comment = { id: nextId++, issue: Number(parameters["issue_number"]), body: text, login };
      held.comments.push(comment);
      return { status: 201, body: commentBody(comment) };
    },
    "issues/update-comment": ({ parameters, body }) => {
      const comment = commentAt(parameters["comment_id"]);
      within((body as Body)["body"]);
      comment.body = String((body as Body)["body"]);
      return { body: commentBody(comment) };
    },
    "issues/delete-comment": ({ parameters }) => {
      held.comments.splice(held.comments.indexOf(commentAt(parameters["comment_id"])), 1);
      return { status: 204 };
    },
    "issues/list-for-repo": ({ query }) => ({
      list: held.issues
        .filter(({ state }) => query.get("state") === "all" || state === (query.get("state") ?? "open"))
        .filter(({ login }) => !query.has("creator") || query.get("creator") === login)
        .map(issueBody),
    }),
    "issues/create": ({ body, login }) => {
      const { title, body: text = "", labels = [] } = body as { title: string; body?: string; labels?: string[] };
      within(text);
      const issue: FakeIssue = { number: nextId++, title, body: text, state: "open", login, labels };
      held.issues.push(issue);
      return { status: 201, body: issueBody(issue) };
    },
    "issues/update": ({ parameters, body }) => {
      const issue = held.issues.find(({ number }) => number === Number(parameters["issue_number"])) ?? missing();
      within((body as Body)["body"]);
      Object.assign(issue, body);
      return { body: issueBody(issue) };
    },
    "checks/list-for-ref": ({ parameters, query }) => {
      const named = held.checkRuns.filter(
        ({ name, head_sha }) => head_sha === parameters["ref"] && name === (query.get("check_name") ?? name),
      );
      const newest = new Map(named.map((run) => [run.name, run]));
      const runs = (query.get("filter") ?? "latest") === "latest" ? [...newest.values()] : named;
      const wrap = (items: unknown[], total: number): unknown => ({ total_count: total, check_runs: items });
      return { list: runs.map(checkBody), wrap };
    },
    "checks/create": ({ body }) => {
      const given = body as Body & { head_sha: string; name: string };
      knownCommit(given.head_sha);
      const run: FakeCheckRun = {
        id: nextId++,
        name: given.name,
        head_sha: given.head_sha,
        status: "queued",
        conclusion: null,
        external_id: null,
        output: { title: null, summary: null, text: null },
        annotations: [],
      };
      changeCheck(run, given);
      held.checkRuns.push(run);
      return { status: 201, body: checkBody(run) };
    },
    "checks/update": ({ parameters, body }) => {
      const run = checkAt(parameters["check_run_id"]);
      changeCheck(run, body as Body);
      return { body: checkBody(run) };
    },
    "checks/list-annotations": ({ parameters }) => ({
      list: checkAt(parameters["check_run_id"]).annotations.map((annotation) => ({
        start_column: null,
        end_column: null,
        title: null,
        raw_details: null,
        ...annotation,
      })),
    }),
    "repos/list-deployments": ({ query }) => ({
      list: held.deployments
        .filter(({ ref, environment, task }) =>
          [
            [ref, "ref"],
            [environment, "environment"],
            [task, "task"],
          ].every(([value, name]) => !query.has(name as string) || query.get(name as string) === value),
        )
        .map(deploymentBody)
        .reverse(),
    }),
    "repos/create-deployment": ({ body }) => {
      const given = body as {
        ref: string;
        environment?: string;
        task?: string;
        payload?: unknown;
        required_contexts?: string[];
      };
      if (given.required_contexts === undefined)
        throw new Refusal(409, "Conflict: Commit status checks failed for this ref.");
      const { ref, environment = "production", task = "deploy", payload = {} } = given;
      const deployment = { id: nextId++, ref, environment, task, payload, statuses: [] };
      held.deployments.push(deployment);
      return { status: 201, body: deploymentBody(deployment) };
    },
    "repos/list-deployment-statuses": ({ parameters }) => ({
      list: deploymentAt(parameters["deployment_id"]).statuses.toReversed(),
    }),
    "repos/create-deployment-status": ({ parameters, body }) => {
      const given = body as Body;
      if (String(given["description"] ?? "").length > 140)
        throw new Refusal(422, "Validation Failed: description is too long (maximum is 140 characters)");
      const status = { id: nextId++, description: "", ...given };
      deploymentAt(parameters["deployment_id"]).statuses.push(status);
      return { status: 201, body: status };
    },
    "repos/create-dispatch-event": ({ body }) => {
      held.dispatches.push(body as { event_type: string });
      return { status: 204 };
    },
    "repos/get-content": ({ parameters, query, raw }) => {
      const path = parameters["path"] ?? "";
      const content = held.contents.get(`${query.get("ref")}:${path}`) ?? missing();
      if ("link" in content) return { body: { type: "symlink", target: content.link, path, name: path, size: 1 } };
      if (!(content instanceof Uint8Array))
        return { list: content.map((name) => ({ type: "file", name, path: name, size: 1 })) };
      if (raw) return { bytes: content };
      // over 1 MB GitHub gives the bytes only as raw media
      const small = content.length <= 1024 * 1024;
      const encoded = small ? Buffer.from(content).toString("base64").replace(/.{60}/g, "$&\n") : "";
      return {
        body: {
          type: "file",
          encoding: small ? "base64" : "none",
          content: encoded,
          size: content.length,
          path,
          name: path,
        },
      };
    },
    "repos/create-attestation": ({ body }) => {
      const { bundle } = body as { bundle: Body };
      if (subjectsOf(bundle).length === 0) throw new Refusal(422, "Invalid bundle: no subject");
      held.attestations.push(bundle);
      return { status: 201, body: { id: held.attestations.length } };
    },
    "repos/list-attestations": ({ parameters }) => ({
      body: {
        attestations: held.attestations
          .filter((bundle) => subjectsOf(bundle).includes(parameters["subject_digest"] ?? ""))
          .map((bundle) => ({ bundle, repository_id: 1, bundle_url: "" })),
      },
    }),
    "pulls/get": ({ parameters }) => ({
      body: pullBody(held.pullRequests.find(({ number }) => number === Number(parameters["pull_number"])) ?? missing()),
    }),
    "pulls/create": ({ body }) => {
      const { head, base, title = "", body: text = "" } = body as Record<"head" | "base" | "title" | "body", string>;
      within(text);
      const open = held.pullRequests.find((each) => each.head.ref === head && each.base.ref === base && isOpen(each));
      if (open) throw new Refusal(422, `Validation Failed: A pull request already exists for octo:${head}.`);
      const pull: FakePullRequest = {
        number: nextId++,
        head: { sha: "1".repeat(40), ref: head, repository: "octo/mail-triage" },
        base: { sha: "2".repeat(40), ref: base },
        title,
        body: text,
      };
      held.pullRequests.push(pull);
      return { status: 201, body: pullBody(pull) };
    },
    "pulls/update": ({ parameters, body }) => {
      const pull = held.pullRequests.find(({ number }) => number === Number(parameters["pull_number"])) ?? missing();
      within((body as Body)["body"]);
      Object.assign(pull, body);
      return { body: pullBody(pull) };
    },
    "pulls/list": ({ query }) => ({
      list: held.pullRequests
        .filter(
          (each) => (query.get("state") ?? "open") === "all" || isOpen(each) === (query.get("state") !== "closed"),
        )
        .filter(({ base }) => !query.has("base") || query.get("base") === base.ref)
        .filter(
          ({ head }) => !query.has("head") || query.get("head") === `${head.repository?.split("/")[0]}:${head.ref}`,
        )
        .map(pullBody),
    }),
  };

  return Object.assign(held, {
    serve(operation: string, asked: Asked): Served {
      const handler = handlers[operation];
      if (!handler) throw new Error(`no handler for ${operation}`);
      return handler(asked);
    },
  });
}

/** Digests that a bundle's statement is about, as GitHub files it under each of them. */
function subjectsOf({ dsseEnvelope }: Body): string[] {
  const { payload = "" } = (dsseEnvelope ?? {}) as { payload?: string };
  const { subject = [] } = JSON.parse(Buffer.from(payload, "base64").toString() || "{}") as {
    subject?: { digest: Record<string, string> }[];
  };
  return subject.map(({ digest }) => `sha256:${digest["sha256"]}`);
}

const commentBody = ({ id, body, login }: FakeComment): unknown => ({
  id,
  body,
  user: { login },
  html_url: `https://github.com/octo/mail-triage/pull/1#issuecomment-${id}`,
});

const issueBody = ({ number, title, body, state, login, labels }: FakeIssue): unknown => ({
  number,
  title,
  body,
  state,
  user: { login },
  labels: labels.map((name) => ({ name })),
  html_url: `https://github.com/octo/mail-triage/issues/${number}`,
});

function changeCheck(run: FakeCheckRun, given: Body): void {
  const { output, conclusion, status, external_id } = given as {
    output?: { title?: string; summary: string; text?: string; annotations?: Body[] };
    conclusion?: string;
    status?: string;
    external_id?: string;
  };
  if (output) {
    const { annotations = [], ...texts } = output;
    run.output = { ...run.output, ...texts };
    run.annotations.push(...annotations); // GitHub adds to what is there
  }
  run.external_id = external_id ?? run.external_id;
  run.conclusion = conclusion ?? run.conclusion;
  run.status = conclusion === undefined ? (status ?? run.status) : "completed";
}

const checkBody = ({ annotations, output, ...run }: FakeCheckRun): unknown => ({
  ...run,
  html_url: `https://github.com/octo/mail-triage/runs/${run.id}`,
  details_url: null,
  output: { ...output, annotations_count: annotations.length },
});

const deploymentBody = ({ statuses: _, ...deployment }: FakeDeployment): unknown => deployment;

const isOpen = ({ state = "open" }: FakePullRequest): boolean => state === "open";

function pullBody({ number, head, base, title, body, state = "open" }: FakePullRequest): unknown {
  return {
    number,
    state,
    html_url: `https://github.com/octo/mail-triage/pull/${number}`,
    ...(title !== undefined && { title }),
    ...(body !== undefined && { body }),
    head: { sha: head.sha, ref: head.ref, repo: head.repository === null ? null : { full_name: head.repository } },
    base: { sha: base.sha, ref: base.ref, repo: { full_name: "octo/mail-triage" } },
  };
}
