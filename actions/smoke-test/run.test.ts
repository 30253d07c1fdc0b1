import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { type Inputs, runAction } from "#action-kit";
import { type FakeOpenAi, fakeDeps, fakeHost, fakeOpenAi } from "#testing";
import { run } from "./run.ts";
import { spec } from "./spec.ts";

let server: FakeOpenAi;
afterEach(() => server?.close());

async function smoke(suite: string, reply: string | (() => string) = '{"label":"spam"}', more: object = {}) {
  server = await fakeOpenAi({ reply: () => (typeof reply === "string" ? reply : reply()), model: "mail" });
  const deps = await fakeDeps();
  await writeFile(join(deps.workspace, "smoke.yaml"), suite);
  const inputs = {
    suite: "smoke.yaml",
    target: "openai-compatible",
    endpoint: server.baseUrl,
    "sagemaker-endpoint": undefined,
    "sagemaker-variant": undefined,
    "sagemaker-component": undefined,
    "sagemaker-async-input": undefined,
    "sagemaker-async-timeout": 900,
    model: "mail",
    version: undefined,
    for: 0,
    every: 30,
    "api-key": undefined,
    language: "en",
    "report-dir": "reports",
    ...more,
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

  it("asks again and again for as long as it is told, and ends with the first round that fails", async () => {
    const rounds = async (good: number) => {
      let asked = 0;
      const reply = (): string => (++asked <= good ? "spam" : "ham");
      const { verdict, outputs } = await smoke(suite("{ contains: [spam] }"), reply, { for: 300, every: 60 });
      await server.close();
      return [verdict, outputs["rounds"], asked];
    };
    expect(await rounds(1000)).toEqual(["pass", 6, 6]);
    expect(await rounds(3)).toEqual(["fail", 4, 4]);
    expect(await rounds(0)).toEqual(["fail", 1, 1]);
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

  it("lets no answer act on the runner, and shows no key that the model repeats", async () => {
    const key = "sk-planted-77aa01";
    const hostile = `::error::HACKED\n::set-output name=verdict::pass\n<img src=x onerror=alert(1)> @team ${key}`;
    server = await fakeOpenAi({ reply: () => hostile, model: "mail" });
    const deps = await fakeDeps();
    await writeFile(join(deps.workspace, "smoke.yaml"), suite("{ equals: spam }"));
    const host = fakeHost({
      suite: join(deps.workspace, "smoke.yaml"),
      endpoint: server.baseUrl,
      model: "mail",
      "api-key": key,
      "report-dir": join(deps.workspace, "reports"),
    });
    await runAction(spec, run, { host, distFolder: deps.distFolder });
    const reports = await Promise.all(
      ["json", "md", "html"].map((kind) => readFile(join(deps.workspace, `reports/smoke-test.${kind}`), "utf8")),
    );
    const all = [...reports, ...host.summary, ...host.outputs.values(), ...host.log.lines, ...host.failures].join("\n");
    expect(all).toContain("HACKED");
    expect(all).not.toContain(key);
    expect([reports[1], ...host.summary].join("\n")).not.toMatch(/^::|<img|@team/m);
    expect(reports[2]).not.toContain("<img");
    expect(host.outputs.get("verdict")).toBe("fail");
  });

  it("fails when nobody answers, and names a suite that is missing or of another shape", async () => {
    const deps = await fakeDeps();
    await writeFile(join(deps.workspace, "smoke.yaml"), suite("{ contains: [spam] }"));
    const target = "openai-compatible";
    const inputs = { suite: "smoke.yaml", target, endpoint: "http://127.0.0.1:9/v1", model: "mail", language: "en" };
    const { verdict, report } = await run(inputs as unknown as Inputs<typeof spec>, deps);
    expect(verdict).toBe("fail");
    expect(report?.json).toMatchObject({ outcomes: [{ problems: [{ check: "failed" }] }] });
    await expect(
      run({ ...inputs, suite: "nowhere.yaml" } as unknown as Inputs<typeof spec>, deps),
    ).rejects.toMatchObject({
      problems: [{ where: "nowhere.yaml" }],
    });
    await expect(smoke("schemaVersion: 2\nprobs: []\n")).rejects.toMatchObject({
      problems: expect.arrayContaining([expect.objectContaining({ where: expect.stringContaining("schemaVersion") })]),
    });
  });

  it("refuses a suite that checks nothing", async () => {
    await expect(smoke("schemaVersion: 1\nprobes: []\n")).rejects.toThrow(/probes/);
    await expect(smoke(suite("{}"))).rejects.toThrow(/checks nothing/);
  });
});
