import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type FakeGithub, fakeGithub, githubTokens } from "./fake-github.ts";

let server: FakeGithub;
beforeAll(async () => {
  server = await fakeGithub();
});
afterAll(() => server.close());

const ask = async (method: string, path: string, body?: unknown, token: string = githubTokens.bot) => {
  server.violations.length = 0;
  const { status } = await fetch(`${server.baseUrl}/repos/octo/mail-triage${path}`, {
    method,
    headers: { authorization: `token ${token}` },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status, violations: server.violations.length };
};

describe("fake GitHub", () => {
  it("takes what the published description has", async () => {
    const commit = "0123456789abcdef0123456789abcdef01234567";
    expect(await ask("POST", "/issues/1/comments", { body: "x" })).toEqual({ status: 201, violations: 0 });
    expect(await ask("GET", "/issues/1/comments?per_page=100")).toEqual({ status: 200, violations: 0 });
    expect(await ask("POST", "/check-runs", { name: "n", head_sha: commit })).toEqual({ status: 201, violations: 0 });
  });

  it.each([
    ["a field that the API does not know", "POST", "/issues/1/comments", { body: "x", text: "x" }],
    [
      "a field that it does not know within another",
      "POST",
      "/check-runs",
      {
        name: "n",
        head_sha: "x",
        output: { title: "t", summary: "s", annotation: [] },
      },
    ],
    ["a field of the wrong type", "POST", "/issues/1/comments", { body: 1 }],
    ["a body that lacks what is required", "POST", "/check-runs", { name: "n" }],
    ["a conclusion that there is not", "POST", "/check-runs", { name: "n", head_sha: "x", conclusion: "ok" }],
    [
      "51 annotations",
      "POST",
      "/check-runs",
      {
        name: "n",
        head_sha: "x",
        output: {
          title: "t",
          summary: "s",
          annotations: Array.from({ length: 51 }, () => ({
            path: "p",
            start_line: 1,
            end_line: 1,
            annotation_level: "notice",
            message: "m",
          })),
        },
      },
    ],
    ["a query that it does not know", "GET", "/issues/1/comments?perpage=100", undefined],
    ["a page that is no number", "GET", "/issues/1/comments?page=x", undefined],
  ])("refuses %s", async (_what, method, path, body) => {
    expect(await ask(method, path, body)).toEqual({ status: 422, violations: 1 });
  });

  it("knows no path beyond the description, no strange token, no comment over the limit, and no right that is not granted", async () => {
    expect(await ask("GET", "/comments/1")).toEqual({ status: 404, violations: 1 });
    expect(await ask("GET", "/issues/1/comments", undefined, "strange")).toMatchObject({ status: 401 });
    expect(await ask("POST", "/issues/1/comments", { body: "x".repeat(65_537) })).toMatchObject({ status: 422 });
    expect(await ask("POST", "/issues/1/comments", { body: "x" }, githubTokens.reader)).toMatchObject({ status: 403 });
  });
});
