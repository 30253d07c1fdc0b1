import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse, stringify } from "yaml";
import { type Inputs, runAction } from "#action-kit";
import type { Evaluation, Problem } from "#contracts";
import { stateFolder } from "#platform";
import { type ModelVersion, registryProviders } from "#registry";
import {
  fakeClock,
  fakeDeps,
  fakeEnvironment,
  fakeHost,
  fakeHub,
  fakeMlflow,
  gitRegistryUnderTest,
  registerInputs,
  sampleMetadata,
  sampleModel,
} from "#testing";
import { run } from "./run.ts";
import { spec } from "./spec.ts";

const inputsFor = (folder: string): Inputs<typeof spec> => ({
  ...registerInputs,
  name: "mail",
  "model-path": folder,
});

describe("register", () => {
  it("gives a version and its alias once for the same bytes", async () => {
    const deps = await fakeDeps();
    const folder = await sampleModel("one");
    await writeFile(join(folder, "metadata.yaml"), stringify(sampleMetadata));
    const first = await run(inputsFor(folder), deps);
    expect(first.outputs).toMatchObject({
      version: "1.0.0",
      created: true,
      "model-ref": expect.stringMatching(/^mail#sha256:/),
    });
    expect(first.report?.markdown).toContain("Зарегистрирована новая версия 1.0.0");
    expect((await run(inputsFor(folder), deps)).outputs).toMatchObject({ version: "1.0.0", created: false });
  });

  it("says no alias where one only moves by somebody's merge, and proposes it once", async () => {
    const { deps: plain, clone, server, git } = await gitRegistryUnderTest(() => undefined as never);
    const deps = { ...plain, workspace: clone, random: { ...plain.random, uuid: () => crypto.randomUUID() } };
    const folder = await sampleModel("one");
    await writeFile(join(folder, "metadata.yaml"), stringify(sampleMetadata));
    const inputs = { ...inputsFor(folder), registry: "git", "git-mode": "pull-request" } as const;
    const proposed = "genai-mlops/promote/mail/challenger-1.0.0";
    const tips: string[] = [];
    for (const created of [true, false]) {
      const { outputs, report } = await run(inputs, deps);
      expect(outputs).toMatchObject({ version: "1.0.0", created });
      expect(report?.json).not.toHaveProperty("alias", "challenger");
      tips.push(await git("-C", server, "rev-parse", proposed));
    }
    expect(tips[1]).toBe(tips[0]);
    expect(deps.log.lines.join("\n")).toContain(`merge ${proposed} into genai-mlops/registry`);
  });

  it("refuses metadata that are not the specification's, all problems at once", async () => {
    const folder = await sampleModel("one");
    const metrics = { ...sampleMetadata.metrics, accuracy: 1 };
    const odd = { ...sampleMetadata, metrics, extra: 1, seeds: [1], seed: undefined, base_model: 7 };
    await writeFile(join(folder, "metadata.yaml"), stringify(odd));
    const deps = await fakeDeps();
    const refused = await run(inputsFor(folder), deps).catch((error) => error);
    expect(refused).toMatchObject({ code: "bad-input" });
    const told = refused.problems.map((problem: Problem) => `${problem.where}: ${problem.problem}`).join("\n");
    // each by its name: what nobody knows, what is missing, what is of another kind
    for (const part of [/"extra"/, /"seeds"/, /yaml: metrics: .*"accuracy"/, /yaml: seed: /, /yaml: base_model: /])
      expect(told).toMatch(part);
    expect(await readdir(deps.workspace)).toEqual([]);
  });

  it("refuses a name that could leave the registry", async () => {
    const folder = await sampleModel("one");
    await writeFile(join(folder, "metadata.yaml"), stringify(sampleMetadata));
    await expect(run({ ...inputsFor(folder), name: "../up" }, await fakeDeps())).rejects.toMatchObject({
      code: "bad-name",
    });
  });

  it("says all that is wrong with its inputs at once, and writes nothing", async () => {
    const deps = await fakeDeps();
    const model = join(deps.workspace, "model");
    await mkdir(model);
    await writeFile(join(deps.workspace, "evaluation.json"), "{}");
    const refused = await run(
      { ...inputsFor("model"), name: "Mail", alias: "v2", metadata: "absent.yaml", evaluation: "evaluation.json" },
      deps,
    ).catch((error) => error);
    expect(refused.code).toBe("bad-input");
    const where = refused.problems.map((problem: { where: string }) => problem.where).join("\n");
    for (const part of ["name", "alias", "model-path", "absent.yaml", "evaluation.json: scores"])
      expect(where).toContain(part);
    expect(await readdir(deps.workspace)).toEqual(["evaluation.json", "model"]);
  });

  it("keeps an evaluation of exactly this model as evidence, and takes its first score for custom_score", async () => {
    const deps = await fakeDeps();
    const folder = await sampleModel("one");
    await writeFile(join(folder, "metadata.yaml"), stringify(sampleMetadata));
    const digest = `sha256:${await deps.files.sha256(join(folder, "model.gguf"))}`;
    const path = join(folder, "evaluation.json");
    await writeFile(path, JSON.stringify(evaluationOf(digest)));
    const { outputs, report } = await run({ ...inputsFor(folder), evaluation: path }, deps);
    expect(report?.json).toMatchObject({ metadata: { model_version: "1.0.0", metrics: { custom_score: 0.9 } } });
    const registry = await registryProviders.file(deps, {
      folder: join(stateFolder(deps.environment), "registry"),
    });
    const version = await registry.find(String(outputs["model-ref"]));
    expect(version?.aliases).toEqual(["challenger"]);
    expect(JSON.parse((await registry.attached(version as ModelVersion, "evaluation.json")) ?? "")).toMatchObject({
      model: { digest },
    });

    const other = await sampleModel("two");
    await writeFile(join(other, "metadata.yaml"), stringify(sampleMetadata));
    await expect(run({ ...inputsFor(other), evaluation: path }, deps)).rejects.toMatchObject({ code: "other-model" });
    expect(await registry.list("mail")).toHaveLength(1);
  });

  it("keeps a model card beside the version, which tells of the evaluation as soon as there is one", async () => {
    const deps = await fakeDeps();
    const folder = await sampleModel("one");
    await writeFile(join(folder, "metadata.yaml"), stringify(sampleMetadata));
    const registry = await registryProviders.file(deps, { folder: join(stateFolder(deps.environment), "registry") });
    const cardAfter = async (more: object): Promise<string> => {
      const { outputs, report } = await run(
        { ...inputsFor(folder), license: "Apache-2.0", language: "en", ...more },
        deps,
      );
      expect(report?.json).toMatchObject({ evidence: { "model-card.md": expect.stringMatching(/^sha256:/) } });
      const version = await registry.find(String(outputs["model-ref"]));
      return (await registry.attached(version as ModelVersion, "model-card.md")) ?? "";
    };
    const first = await cardAfter({});
    expect(parse(/^---\n([\s\S]*?)^---\n/m.exec(first)?.[1] ?? "")).toMatchObject({ license: "apache-2.0" });
    expect(first).toContain("# mail 1.0.0");
    expect(first).toContain("has not been evaluated yet");
    const path = join(folder, "evaluation.json");
    await writeFile(
      path,
      JSON.stringify(evaluationOf(`sha256:${await deps.files.sha256(join(folder, "model.gguf"))}`)),
    );
    expect(await cardAfter({ evaluation: path })).toContain("model-index:");
  });

  it("tells the Hub of the licence in the front matter of the model's page", async () => {
    const hub = fakeHub();
    const deps = await fakeDeps({ http: hub.http });
    const environment = fakeEnvironment({ HF_ENDPOINT: hub.baseUrl, XDG_STATE_HOME: join(deps.workspace, "state") });
    const folder = await sampleModel("one");
    await writeFile(join(folder, "metadata.yaml"), stringify(sampleMetadata));
    const given = { registry: "huggingface", "hf-token": hub.token, license: "Apache-2.0" } as const;
    await run({ ...inputsFor(folder), ...given }, { ...deps, environment });
    const page = await hub.http.send({
      url: `${hub.baseUrl}/octo/mail/resolve/main/README.md`,
      headers: { authorization: `Bearer ${hub.token}` },
    });
    const [, frontMatter = ""] = /^---\n([\s\S]*?)^---\n/m.exec(await page.text()) ?? [];
    expect(parse(frontMatter)).toMatchObject({ license: "apache-2.0", tags: ["genai-mlops"] });
  });

  it("moves the alias to the newer version, in a registry folder of the workspace", async () => {
    const deps = await fakeDeps();
    for (const [weight, version] of [
      ["one", "1.0.0"],
      ["two", "2.0.0"],
    ] as const) {
      const folder = await sampleModel(weight);
      await writeFile(join(folder, "metadata.yaml"), stringify(sampleMetadata));
      const ran = await run({ ...inputsFor(folder), bump: "major", "registry-uri": "models" }, deps);
      expect(ran.outputs).toMatchObject({ version, created: true });
    }
    const registry = await registryProviders.file(deps, { folder: join(deps.workspace, "models") });
    expect((await registry.list("mail")).map(({ aliases }) => aliases)).toEqual([[], ["challenger"]]);
  });

  it("takes credentials by MLflow's own variables, and shows them nowhere", async () => {
    const users = { ci: "correct horse battery" };
    const folder = await sampleModel("one");
    await writeFile(join(folder, "metadata.yaml"), stringify(sampleMetadata));
    for (const [password, ends] of [
      ["correct horse battery", "registered"],
      ["wrong-wrong-wrong", "mlflow-unauthorized"],
    ] as const) {
      const { http, address } = fakeMlflow({ users });
      const variables = {
        MLFLOW_TRACKING_URI: address,
        MLFLOW_TRACKING_USERNAME: "ci",
        MLFLOW_TRACKING_PASSWORD: password,
        XDG_STATE_HOME: join(folder, "..", crypto.randomUUID()),
      };
      const reports = join(folder, "..", crypto.randomUUID());
      const given = { registry: "mlflow", name: "mail", "model-path": folder, "report-dir": reports };
      const host = fakeHost(given, variables);
      const platform = { http, clock: fakeClock(), environment: fakeEnvironment(variables) };
      await runAction(spec, run, { host, distFolder: "", platform });
      const said = [...host.log.lines, ...host.failures, ...host.summary, ...host.outputs.values()].join("\n");
      expect(said).toContain(ends);
      expect(said).not.toContain(password);
      expect(said).not.toContain(Buffer.from(`ci:${password}`).toString("base64"));
    }
  });
});

const evaluationOf = (digest: string): Evaluation => ({
  schemaVersion: 1,
  verdict: "pass",
  model: { name: "tuned", digest },
  testSet: { digest, rows: 200 },
  scores: { f1: { value: 0.9, low: 0.86, high: 0.93, n: 200 } },
  metrics: {},
  thresholds: [{ metric: "f1", operator: ">=", limit: 0.85, value: 0.9, ok: true }],
  errors: 0,
  reasons: [],
  time: "2026-01-02T03:04:05Z",
});
