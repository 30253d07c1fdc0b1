import { describe, expect, it } from "vitest";
import { pullRequestInEvent } from "./pull-request.ts";

const home = { full_name: "octo/mail-triage" };
const pull = (head: { full_name: string } | null) => ({
  number: 7,
  head: { sha: "h", ref: "fix", repo: head },
  base: { sha: "b", ref: "main", repo: home },
});
const whole = { number: 7, headSha: "h", baseSha: "b", baseRef: "main" };
const inEvent = (eventName: string, event: unknown, given?: number) => pullRequestInEvent({ eventName, event }, given);

describe("the pull request of an event", () => {
  it("is told whole by pull_request, a fork's with a token that only reads", () => {
    expect(inEvent("pull_request", { pull_request: pull(home) })).toEqual({
      kind: "whole",
      pullRequest: { ...whole, isFork: false },
      tokenReadsOnly: false,
    });
    for (const head of [{ full_name: "mallory/mail-triage" }, null])
      expect(inEvent("pull_request", { pull_request: pull(head) })).toEqual({
        kind: "whole",
        pullRequest: { ...whole, isFork: true },
        tokenReadsOnly: true,
      });
  });

  it("is a fork's with the base's own token in pull_request_target", () => {
    const event = { pull_request: pull({ full_name: "mallory/mail-triage" }) };
    expect(inEvent("pull_request_target", event)).toMatchObject({
      pullRequest: { isFork: true },
      tokenReadsOnly: false,
    });
  });

  it("is a number in a comment on a pull request, and nothing in one on an issue", () => {
    expect(inEvent("issue_comment", { issue: { number: 7, pull_request: { url: "x" } } })).toEqual({
      kind: "number",
      number: 7,
    });
    expect(inEvent("issue_comment", { issue: { number: 7 } })).toEqual({ kind: "none" });
  });

  it("is looked for by its head in workflow_run, whatever is listed there", () => {
    const run = {
      event: "pull_request",
      head_sha: "h",
      head_branch: "fix",
      head_repository: { full_name: "mallory/mail-triage", owner: { login: "mallory" } },
      pull_requests: [{ number: 99 }],
    };
    expect(inEvent("workflow_run", { workflow_run: run })).toEqual({
      kind: "head",
      owner: "mallory",
      branch: "fix",
      sha: "h",
    });
    expect(inEvent("workflow_run", { workflow_run: { ...run, event: "push" } })).toEqual({ kind: "none" });
    expect(inEvent("workflow_run", { workflow_run: { ...run, head_repository: null } })).toEqual({ kind: "none" });
  });

  it("is what the user says where the event has none, and the event's own where it has one", () => {
    expect(inEvent("workflow_dispatch", { inputs: {} }, 12)).toEqual({ kind: "number", number: 12 });
    expect(inEvent("pull_request", { pull_request: pull(home) }, 12)).toMatchObject({ pullRequest: { number: 7 } });
    expect(inEvent("push", {})).toEqual({ kind: "none" });
  });

  it("is none in a payload that is none", () => {
    for (const event of [undefined, null, [], "x", { pull_request: { number: "7" } }, { pull_request: null }])
      expect(inEvent("pull_request", event)).toEqual({ kind: "none" });
  });
});
