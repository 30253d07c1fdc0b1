import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { stepTimeOf } from "../../packages/tooling/src/act/step-times.ts";
import { callerOf, type Ran } from "./caller.ts";

/**
 * The reusable workflows, called from another repository as far as they come without a model: each ends where its input
 * is bad, with an error that names it. The whole line runs in `npm run pipeline`.
 */
const caller = callerOf("workflows");
const reports = mkdtempSync(join(tmpdir(), "chain-reports-"));
afterAll(() => {
  caller.dispose();
  rmSync(reports, { recursive: true, force: true });
});

const report = (job: string, name: string): string => readFileSync(join(reports, job, name), "utf8");

describe("reusable workflows called from another repository", () => {
  const words = [
    "alpha",
    "bravo",
    "cedar",
    "delta",
    "ember",
    "frost",
    "grove",
    "haven",
    "inlet",
    "jetty",
    "knoll",
    "larch",
  ];
  const rows = words.map((word, id) =>
    JSON.stringify({
      id: String(id),
      messages: [
        { role: "user", content: Array.from({ length: 9 }, (_, place) => `${word}${place}${id * 7}`).join(" ") },
        { role: "assistant", content: `{"label":"${id % 2 ? "spam" : "ham"}"}` },
      ],
      slice: { label: id % 2 ? "spam" : "ham" },
    }),
  );
  const split = "split: { seed: 1, train: 8, validation: 2, test: 2 }\n";
  const dataset = (path: string): string => `schemaVersion: 1\nsource: { kind: file, path: ${path} }\n${split}`;
  const files = {
    "data/good.yaml": dataset("rows.jsonl"),
    "data/rows.jsonl": rows.join("\n"),
    "data/broken.yaml": dataset("broken.jsonl"),
    "data/broken.jsonl": [rows[0], "{not JSON", rows[2], '{"id": "3"}'].join("\n"),
    "data/typo.yaml":
      "schemaVersion: 1\nsource: { kind: flie, path: rows.jsonl }\nsplit: { seed: 1, train: -8 }\nextra: 1\n",
    "configs/typo.yaml": "r: 8\nalhpa: 16\n",
  };
  const call = (workflow: string, job: string, given: object): object => ({
    uses: `genai-mlops/genai-mlops/.github/workflows/${workflow}.yml@v1`,
    with: { "report-dir": join(reports, job), language: "en", ...given },
  });
  /** An MLflow server without models; who asked it, by which header. */
  const asked: { path: string; authorization: string | undefined }[] = [];
  const mlflow = createServer(({ url = "", headers: { authorization } }, response) => {
    asked.push({ path: url, authorization });
    response.writeHead(404, { "content-type": "application/json" });
    response.end(JSON.stringify({ error_code: "RESOURCE_DOES_NOT_EXIST", message: "no such model" }));
  });
  afterAll(() => void mlflow.close());
  const training = { name: "triage", "model-id": "pypi:nowhere@1" };
  // act gives up the whole run when a called workflow fails, so each is called in a run of its own
  const ran: Record<string, Ran> = {};
  const logOf = (job: string): string => ran[job]?.log ?? "";

  beforeAll(async () => {
    await new Promise<void>((resolve) => mlflow.listen(0, "127.0.0.1", resolve));
    const { port } = mlflow.address() as AddressInfo;
    const champion = { "model-ref": "triage@champion", endpoint: "mail", "dataset-config": "data/good.yaml" };
    const jobs = {
      typo: call("train", "typo", { ...training, "dataset-config": "data/typo.yaml" }),
      rows: call("train", "rows", { ...training, "dataset-config": "data/broken.yaml" }),
      lora: call("train", "lora", { ...training, "dataset-config": "data/good.yaml", config: "configs/typo.yaml" }),
      release: call("release", "release", { ...training, endpoint: "mail", "dataset-config": "data/typo.yaml" }),
      deploy: call("deploy", "deploy", champion),
      mlflow: {
        ...call("deploy", "mlflow", { ...champion, registry: "mlflow", "registry-uri": `http://127.0.0.1:${port}` }),
        secrets: { MLFLOW_TRACKING_TOKEN: "token-of-the-server" },
      },
    };
    for (const [name, job] of Object.entries(jobs)) ran[name] = await caller.run({ jobs: { [name]: job } }, files);
  }, 300_000);

  it("fail the caller's run", () => {
    for (const { code, log } of Object.values(ran)) expect(code, log).not.toBe(0);
    expect(Object.keys(ran)).toHaveLength(6);
  });

  it("say everything that is wrong with a dataset's configuration, at once", () => {
    for (const problem of ["source.kind", "split.train", "split.test", '"extra"'])
      expect(logOf("typo")).toMatch(new RegExp(`::error::prepare-data: .*data/typo\\.yaml: .*${problem}`));
    // what the caller reads is set, and empty
    expect(logOf("typo")).toMatch(/set-output:: model-ref=$/m);
  });

  it("name file, line and reason of every bad row", () => {
    expect(logOf("rows")).toMatch(/::error::prepare-data: .*broken\.jsonl:2: .*broken\.jsonl:4: /);
  });

  it("come to the step that the input is bad for", () => {
    expect(JSON.parse(report("lora", "dataset.json"))).toMatchObject({ rows: 12 });
    expect(logOf("lora")).toMatch(/::error::fine-tune: .*configs\/typo\.yaml.*alhpa/);
  });

  it("leave in act's log how long each step took, which the bench reads", () => {
    const steps = logOf("lora")
      .split("\n")
      .flatMap((line) => stepTimeOf(line) ?? []);
    expect(steps.map(({ step }) => step)).toEqual(expect.arrayContaining(["prepare-data", "fine-tune", "train-model"]));
    for (const { seconds } of steps) expect(seconds).toBeGreaterThan(0);
  });

  it("release nothing after a training that failed", () => {
    expect(logOf("release")).toContain("::error::prepare-data: ");
    expect(logOf("release")).not.toMatch(/Run Main .*(deploy|release-model)@/);
  });

  it("put nothing into service that is not registered, and say so in their outputs", () => {
    expect(logOf("deploy")).toContain("::error::deploy: triage@champion is not registered [model-not-found]");
    expect(logOf("deploy")).toMatch(/set-output:: outcome=rolled-back$/m);
    expect(logOf("deploy")).not.toMatch(/Run Main .*(promote|canary-gate|rollback)@/);
  });

  it("look for a model in the registry that the caller names, by the secret that he hands over, which no log shows", () => {
    expect(logOf("mlflow")).toContain("::error::deploy: triage@champion is not registered [model-not-found]");
    expect(asked.length).toBeGreaterThan(0);
    for (const { path, authorization } of asked) {
      expect(path).toContain("/api/2.0/mlflow/");
      expect(authorization).toBe("Bearer token-of-the-server");
    }
    expect(logOf("mlflow")).not.toContain("token-of-the-server");
  });
});
