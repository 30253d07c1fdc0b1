import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import type { Inputs } from "#action-kit";
import { type FakeOpenAi, fakeDeps, fakeOpenAi } from "#testing";
import { run } from "./run.ts";
import type { spec } from "./spec.ts";

let server: FakeOpenAi;
afterEach(() => server?.close());

async function smoke(suite: string, reply = '{"label":"spam"}') {
  server = await fakeOpenAi({ reply: () => reply, model: "mail" });
  const deps = await fakeDeps();
  await writeFile(join(deps.workspace, "smoke.yaml"), suite);
  const inputs = {
    suite: "smoke.yaml",
    endpoint: server.baseUrl,
    model: "mail",
    "api-key": undefined,
    language: "en",
    "report-dir": "reports",
    "fail-on": "inconclusive",
    "warn-only": false,
  } as Inputs<typeof spec>;
  return await run(inputs, deps);
}

const suite = (expectation: string, more = ""): string =>
  `schemaVersion: 1\n${more}probes:\n  - name: probe\n    messages: [{ role: user, content: hi }]\n    expect: ${expectation}\n`;

describe("smoke-test", () => {
  it.each([
    ["{ contains: [spam, label] }", "{ contains: [ham] }"],
    [`{ equals: '{"label":"spam"}' }`, "{ equals: spam }"],
    [`{ regex: '"label":\\s*"(spam|ham)"' }`, "{ regex: ^spam }"],
    ["{ jsonSchema: { type: object, required: [label] } }", "{ jsonSchema: { type: object, required: [class] } }"],
    ["{ maxLatencySeconds: 60 }", "{ maxTokens: 1 }"],
    ["{ finishReason: stop }", "{ finishReason: length }"],
  ])("passes %s and fails %s", async (good, bad) => {
    expect((await smoke(suite(good))).verdict).toBe("pass");
    expect((await smoke(suite(bad))).verdict).toBe("fail");
  });

  it("asks the server who it is", async () => {
    expect((await smoke(suite("{ contains: [spam] }", "model: mail\n"))).verdict).toBe("pass");
    expect((await smoke(suite("{ contains: [spam] }", "model: other\n"))).verdict).toBe("fail");
  });

  it("does not hang on a pattern that backtracks for ever, and keeps hostile answers text", async () => {
    const { verdict, report } = await smoke(suite('{ regex: "^(a+)+$" }'), `${"a".repeat(40)}!<script>`);
    expect(verdict).toBe("fail");
    expect(report?.html).not.toContain("!<script>");
  });

  it("refuses a suite that checks nothing", async () => {
    await expect(smoke("schemaVersion: 1\nprobes: []\n")).rejects.toThrow(/probes/);
    await expect(smoke(suite("{}"))).rejects.toThrow(/checks nothing/);
  });
});
