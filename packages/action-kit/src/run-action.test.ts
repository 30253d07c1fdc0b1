import { mkdtemp, readdir, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { InputError, ToolkitError } from "#contracts";
import { fakeEnvironment, fakeHost } from "#testing";
import { choice, decimal, integer, secret, text } from "./input.ts";
import { runAction } from "./run-action.ts";
import { defineAction } from "./spec.ts";

const spec = defineAction({
  name: "weigh",
  description: "Weighs a model",
  gate: true,
  inputs: {
    model: text("Model", { required: true }),
    engine: choice(["ray", "local"], "Engine", { default: "local" }),
    count: integer("Count", { default: 3, min: 1, max: 9 }),
    share: decimal("Share"),
    token: secret("Token"),
  },
  outputs: { weight: "In grams" },
});

const surroundings = (inputs: Record<string, string>) => ({ host: fakeHost(inputs), distFolder: "dist" });

describe("runAction", () => {
  it("parses the inputs, writes the outputs, the report files and the summary", async () => {
    const folder = await mkdtemp(join(tmpdir(), "kit-"));
    const given = surroundings({ model: "m", share: "0.5", "report-dir": folder });
    await runAction(
      spec,
      async (inputs) => {
        expect(inputs).toMatchObject({
          model: "m",
          engine: "local",
          count: 3,
          share: 0.5,
          token: undefined,
          language: "ru",
        });
        const report = { json: { weight: 7 }, markdown: "# Семь\n", html: "<h1>Семь</h1>" };
        return { outputs: { weight: 7 }, verdict: "pass", report };
      },
      given,
    );
    expect(given.host.failures).toEqual([]);
    expect(Object.fromEntries(given.host.outputs)).toEqual({
      verdict: "pass",
      weight: "7",
      "report-path": join(folder, "weigh.json"),
      "markdown-path": join(folder, "weigh.md"),
      "html-path": join(folder, "weigh.html"),
    });
    expect(given.host.summary).toEqual(["# Семь\n"]);
    expect(await readFile(join(folder, "weigh.json"), "utf8")).toBe('{\n  "weight": 7\n}\n');
  });

  it("reports every bad input at once, with what is legal, and starts nothing", async () => {
    const given = surroundings({ engine: "moon", count: "1h", share: "NaN" });
    let started = false;
    await runAction(
      spec,
      async () => {
        started = true;
        return { outputs: { weight: 0 } };
      },
      given,
    );
    expect(started).toBe(false);
    const [message] = given.host.failures;
    expect(message).toContain("model: is required");
    expect(message).toContain('engine: Invalid option: expected one of "ray"|"local" (got "moon"); legal: ray | local');
    expect(message).toContain('count: not a whole number (got "1h")');
    expect(message).toContain('share: not a decimal number (got "NaN")');
    expect(given.host.outputs.get("verdict")).toBe("error");
    expect(given.host.outputs.get("weight")).toBe("");
    expect(given.host.summary.join()).toContain("неверные входные данные");
  });

  it("calls post after a run that began, and only then", async () => {
    const ran: string[] = [];
    const start = async (inputs: Record<string, string>, phase: string) => {
      const host = { ...fakeHost(inputs), savedState: () => phase };
      const run = async () => {
        ran.push("main");
        return { outputs: { weight: 1 }, verdict: "pass" as const };
      };
      await runAction(spec, run, { host, distFolder: "dist", post: async () => void ran.push("post") });
      return host;
    };
    const refused = await start({ engine: "moon" }, "");
    const post = await start({ engine: "moon" }, refused.states.get("genai-mlops-phase") ?? "");
    expect([ran, post.failures, post.summary]).toEqual([[], [], []]);
    const began = await start({ model: "m" }, "");
    await start({ model: "m" }, began.states.get("genai-mlops-phase") ?? "");
    expect(ran).toEqual(["main", "post"]);
  });

  it.each([
    ["ends well", async () => ({ outputs: { weight: 1 }, verdict: "pass" as const })],
    ["breaks off", () => Promise.reject(new Error("broken"))],
  ])("leaves no temporary file behind when the run %s", async (_how, end) => {
    const home = await mkdtemp(join(tmpdir(), "kit-"));
    const given = {
      ...surroundings({ model: "m" }),
      platform: { environment: fakeEnvironment({ RUNNER_TEMP: home }) },
    };
    const seen: string[] = [];
    await runAction(
      spec,
      async (_inputs, { files, tempFolder }) => {
        await files.writeAtomic(join(tempFolder, "deep", "rows"), "1");
        seen.push(...(await readdir(home)));
        return await end();
      },
      given,
    );
    expect(seen).toEqual([expect.stringMatching(/^genai-mlops-/)]);
    expect(await readdir(home)).toEqual([]);
  });

  it("fails a gate that returns no verdict", async () => {
    const given = surroundings({ model: "m" });
    await runAction(spec, async () => ({ outputs: { weight: 1 } }), given);
    expect(given.host.outputs.get("verdict")).toBe("error");
    expect(given.host.failures).toEqual(["weigh: verdict error"]);
  });

  it("names code, provider, status and hint of a failure in the user's language", async () => {
    const given = surroundings({ model: "m", language: "en" });
    await runAction(
      spec,
      async () => {
        throw new ToolkitError({
          code: "quota",
          provider: "mlflow",
          status: 429,
          message: "no more",
          hint: "wait `a` bit",
        });
      },
      given,
    );
    expect(given.host.failures).toEqual(["weigh: no more [quota]"]);
    const summary = given.host.summary.join();
    for (const fact of ["quota", "mlflow", "429", "What to do: `` wait `a` bit ``"]) expect(summary).toContain(fact);
  });

  it("gives the stack of a bug, also of a thrown value that is no Error", async () => {
    const given = surroundings({ model: "m" });
    await runAction(
      spec,
      async () => {
        throw { odd: true };
      },
      given,
    );
    expect(given.host.failures[0]).toContain('thrown: {"odd":true} [bug]');
    expect(given.host.log.lines.join("\n")).toContain("at ");
    expect(given.host.outputs.get("verdict")).toBe("error");
  });

  it("lets a planted secret appear nowhere", async () => {
    const folder = await mkdtemp(join(tmpdir(), "kit-"));
    const token = 's3cr3t "tok€n"\nline-two';
    const given = surroundings({ model: "m", token, "report-dir": folder });
    await runAction(
      spec,
      async (inputs, deps) => {
        deps.log.info(`using ${inputs.token}`);
        const leaky = { json: { token }, markdown: token, html: encodeURIComponent(token) };
        return { outputs: { weight: Buffer.from(token).toString("base64") }, verdict: "pass", report: leaky };
      },
      given,
    );
    const files = await Promise.all(
      ["json", "md", "html"].map((ending) => readFile(join(folder, `weigh.${ending}`), "utf8")),
    );
    const everything = [...given.host.log.lines, ...given.host.outputs.values(), ...given.host.summary, ...files].join(
      "\n",
    );
    for (const part of ["s3cr3t", "line-two", Buffer.from(token).toString("base64")])
      expect(everything).not.toContain(part);
  });

  it("shows the problems of a file that the run itself finds", async () => {
    const given = surroundings({ model: "m" });
    await runAction(
      spec,
      async () => {
        throw new InputError([{ where: "slo.yaml: quality", problem: "is missing" }]);
      },
      given,
    );
    expect(given.host.failures).toEqual(["weigh: slo.yaml: quality: is missing"]);
  });
});
