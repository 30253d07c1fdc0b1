import { afterEach, describe, expect, it } from "vitest";
import { type Http, maskedSecrets, nodeHttp } from "#platform";
import {
  type FakeGithub,
  fakeClock,
  fakeGithub,
  forgeConformance,
  githubTokens,
  recordedLog,
  seededRandom,
} from "#testing";
import { github } from "./index.ts";

const servers: FakeGithub[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

async function serving(options: { enterprise?: boolean } = {}): Promise<FakeGithub> {
  const server = await fakeGithub(options);
  servers.push(server);
  return server;
}

const sha = "0123456789abcdef0123456789abcdef01234567";
const bot = "github-actions[bot]";

const client = (
  server: FakeGithub,
  { token = githubTokens.bot, http = nodeHttp() }: { token?: string; http?: Http } = {},
) =>
  github(
    { http, clock: fakeClock(), random: seededRandom(1), log: recordedLog(maskedSecrets()) },
    { repository: "octo/mail-triage", token, apiUrl: server.baseUrl },
  );

function dying(requests: number): Http {
  let left = requests;
  const http = nodeHttp();
  return {
    async send(request) {
      left -= 1;
      if (left <= 0) throw new Error("killed");
      return await http.send(request);
    },
  };
}

forgeConformance("github", async () => {
  const server = await serving();
  const failures: string[] = [];
  server.misbehave = (_request, response, operation) => {
    const kind = operation === "graphql" ? undefined : failures.shift();
    if (kind === undefined) return false;
    if (kind === "cut") response.destroy();
    else if (kind === "unavailable") response.writeHead(502).end("<html>");
    else if (kind === "secondary-limit")
      response
        .writeHead(403, { "retry-after": "30" })
        .end('{"message":"You have exceeded a secondary rate limit. Please wait a few minutes"}');
    else {
      const reset = String(fakeClock().now() / 1000 + 3600);
      response
        .writeHead(403, { "x-ratelimit-remaining": "0", "x-ratelimit-reset": reset })
        .end('{"message":"API rate limit exceeded for installation ID 1."}');
    }
    return true;
  };
  return {
    sha,
    open: () => client(server),
    openDying: (requests) => client(server, { http: dying(requests) }),
    openReader: () => client(server, { token: githubTokens.reader }),
    comment: (issue, author, body) =>
      void server.comments.push({
        id: 10_000 + server.comments.length,
        issue,
        body,
        login: author === "own" ? bot : "mallory",
      }),
    comments: (number) =>
      server.comments
        .filter(({ issue }) => issue === number)
        .toSorted((left, right) => left.id - right.id)
        .map(({ login, body }) => ({ author: login === bot ? "own" : "stranger", body })),
    checks: (commit) =>
      [
        ...new Map(
          server.checkRuns.filter(({ head_sha }) => head_sha === commit).map((run) => [run.name, run]),
        ).values(),
      ].map(({ name, status, conclusion, annotations }) => ({
        name,
        complete: status === "completed",
        conclusion,
        annotations: annotations.map(({ message }) => String(message)),
      })),
    issues: () => server.issues.map(({ title, body, state }) => ({ title, body, open: state === "open" })),
    pullRequests: () =>
      server.pullRequests.map(({ head, base, title = "", state = "open" }) => ({
        head: head.ref,
        base: base.ref,
        title,
        open: state === "open",
      })),
    closePullRequest: (number) => {
      for (const pull of server.pullRequests) if (pull.number === number) pull.state = "closed";
    },
    closeIssue(number) {
      const issue = server.issues.find((each) => each.number === number);
      if (issue) issue.state = "closed";
    },
    deployments: () =>
      server.deployments.map(({ environment, statuses }) => ({
        environment,
        states: statuses.map(({ state }) => String(state)),
      })),
    dispatches: () =>
      server.dispatches.map(({ event_type, client_payload }) => ({ type: event_type, payload: client_payload })),
    failNext: (...kinds) => void failures.push(...kinds),
    violations: () => server.violations,
  };
});

describe("GitHub", () => {
  const draft = { key: "k", number: 1, body: "b", more: "" };

  it("is spoken to on an Enterprise Server by its own addresses", async () => {
    const server = await serving({ enterprise: true });
    await (await client(server)).upsertComment(draft);
    expect(server.comments).toHaveLength(1);
    expect(server.requests).toContain("graphql");
    expect(server.violations).toEqual([]);
  });

  it("takes the comments of a person's token for that person's, and of a job's for the bot's where the viewer is closed", async () => {
    const server = await serving();
    server.misbehave = (_request, response, operation) => {
      if (operation !== "graphql") return false;
      response
        .writeHead(403, { "content-type": "application/json" })
        .end('{"message":"Resource not accessible by integration"}');
      return true;
    };
    await (await client(server)).upsertComment(draft);
    await (await client(server)).upsertComment({ ...draft, body: "again" });
    expect(server.comments).toMatchObject([{ login: bot, body: expect.stringContaining("again") }]);
    server.misbehave = undefined;
    await (await client(server, { token: githubTokens.person })).upsertComment(draft);
    expect(server.comments.map(({ login }) => login)).toEqual([bot, "octocat"]);
  });

  it("says that a token is wrong, and shows it nowhere", async () => {
    const server = await serving();
    const failed = await (await client(server, { token: "wrong-token-1234" }))
      .upsertComment(draft)
      .catch((error: unknown) => error);
    expect(failed).toMatchObject({ code: "forge-unauthorized", provider: "github", status: 401 });
    expect(JSON.stringify([failed, String(failed), (failed as Error).stack])).not.toContain("wrong-token-1234");
  });

  it("does not ask for a permission where none would help", async () => {
    const server = await serving();
    server.misbehave = (_request, response, operation) => {
      if (operation !== "issues/create-comment") return false;
      response.writeHead(403).end('{"message":"Unable to create comment because issue is locked."}');
      return true;
    };
    const failed = await (await client(server)).upsertComment(draft).catch((error: unknown) => error);
    expect(failed).toMatchObject({ code: "forge-refused", hint: undefined });
  });

  it("sends the token to no other server, whatever a page or a redirect points to", async () => {
    const [server, other] = [await serving(), await serving()];
    for (const headers of [
      { link: `<${other.baseUrl}/repos/octo/mail-triage/issues/1/comments?page=2>; rel="next"` },
      { location: `${other.baseUrl}/repos/octo/mail-triage/issues/1/comments` },
    ]) {
      server.misbehave = (_request, response, operation) => {
        if (operation !== "issues/list-comments") return false;
        response
          .writeHead("location" in headers ? 301 : 200, { "content-type": "application/json", ...headers })
          .end("[]");
        return true;
      };
      await expect((await client(server)).upsertComment(draft)).rejects.toMatchObject({ code: "forge-refused" });
    }
    expect(other.requests).toEqual([]);
  });

  it("takes a 409 for a failure, not for an empty page", async () => {
    const server = await serving();
    server.misbehave = (_request, response, operation) => {
      if (operation !== "issues/list-comments") return false;
      response.writeHead(409).end('{"message":"conflict"}');
      return true;
    };
    await expect((await client(server)).upsertComment(draft)).rejects.toMatchObject({
      code: "forge-failed",
      status: 409,
    });
    expect(server.comments).toEqual([]);
  });

  it("finds a pull request by its number or its head, also of a fork that is gone", async () => {
    const server = await serving();
    const base = { sha: "b".repeat(40), ref: "main" };
    server.pullRequests.push(
      { number: 3, head: { sha, ref: "fix", repository: "mallory/mail-triage" }, base },
      { number: 4, head: { sha, ref: "gone", repository: null }, base },
    );
    const reader = await client(server);
    expect(await reader.pullRequest(3)).toEqual({
      number: 3,
      headSha: sha,
      headRef: "fix",
      headRepository: "mallory/mail-triage",
      baseSha: base.sha,
      baseRef: "main",
    });
    expect(await reader.pullRequest(4)).toMatchObject({ headRepository: null });
    expect(await reader.pullRequest(5)).toBeUndefined();
    expect(await reader.pullRequestFrom({ owner: "mallory", branch: "fix", sha })).toMatchObject({ number: 3 });
    expect(await reader.pullRequestFrom({ owner: "mallory", branch: "fix", sha: "c".repeat(40) })).toBeUndefined();
    expect(server.violations).toEqual([]);
  });

  it("reads files of a commit to the byte, small and large; refuses folders, links and what is too large", async () => {
    const server = await serving();
    const reader = await client(server);
    const small = new Uint8Array([0xef, 0xbb, 0xbf, 0, 255, 10, 13, 10]);
    const large = new Uint8Array(1_500_000).map((_, index) => index % 251);
    server.contents.set(`${sha}:slo.yaml`, small).set(`${sha}:data/test.jsonl`, large);
    server.contents.set(`${sha}:data`, ["test.jsonl"]).set(`${sha}:link`, { link: "/etc/passwd" });
    const read = (path: string, limitBytes = 2_000_000) => reader.fileAt({ sha, path, limitBytes });
    expect(await read("slo.yaml")).toEqual(small);
    expect(Buffer.compare((await read("./data/test.jsonl")) ?? new Uint8Array(), large)).toBe(0);
    expect(await read("missing")).toBeUndefined();
    for (const path of ["data", "link"]) await expect(read(path)).rejects.toMatchObject({ code: "not-a-file" });
    await expect(read("data/test.jsonl", 1000)).rejects.toMatchObject({ code: "file-too-large" });
    for (const path of ["../x", "/etc/passwd", "a/../../b", "", ".git/config", "a\\b"])
      await expect(read(path)).rejects.toMatchObject({ code: "bad-path" });
    expect(server.violations).toEqual([]);
  });
});
