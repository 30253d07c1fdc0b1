import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { data, Evaluator, Lexer, Parser } from "@actions/expressions";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { thirdPartyActions, withoutThirdParty } from "../act/third-party.ts";
import { loadSpecs } from "../load-specs.ts";
import { root } from "../repository.ts";

interface Step {
  id?: string;
  if?: string;
  uses?: string;
  env?: Record<string, string>;
  with?: Record<string, string>;
}
interface Composite {
  inputs: Record<string, { default?: string; required?: boolean }>;
  runs: { steps: Step[] };
}
interface Workflow {
  on: {
    workflow_call: { inputs: Record<string, { default?: string }>; secrets: Record<string, { required: boolean }> };
    workflow_dispatch?: { inputs: object };
  };
  permissions?: object;
  jobs: Record<string, { permissions?: object; steps: Step[] }>;
}

const read = (path: string): string => readFileSync(join(root, path), "utf8");
const composite = (name: string): Composite => parse(read(`actions/${name}/action.yml`)) as Composite;
const workflow = (name: string): Workflow => parse(read(`workflows/${name}.yml`)) as Workflow;
const stepsOf = (name: string): Step[] => Object.values(workflow(name).jobs).flatMap(({ steps }) => steps);
const passed = (input: string): string => `\${{ inputs.${input} }}`;

const composites = ["train-model", "release-model"];
const workflows = ["train", "release", "deploy", "registry-event", "evaluate-pull-request"];
/** Those that log in by steps of their own, and not within a composite. */
const ownLogins = ["registry-event", "evaluate-pull-request"];
const vendors = [
  "MLFLOW_TRACKING_TOKEN",
  "MLFLOW_TRACKING_USERNAME",
  "MLFLOW_TRACKING_PASSWORD",
  "WANDB_API_KEY",
  "HF_TOKEN",
];

describe.each(composites)("%s", (name) => {
  const { inputs, runs } = composite(name);

  it("hands the registry to each of its steps that opens one, which is the file registry unless told", async () => {
    const specs = await loadSpecs();
    const opening = runs.steps.filter(
      // the end of a bake asks the engine alone
      ({ uses = "", with: given }) =>
        given?.["only"] !== "bake" && "registry" in (specs.get(uses.split("/").at(-1) ?? "")?.inputs ?? {}),
    );
    expect(opening.length).toBeGreaterThan(1);
    for (const { uses = "", with: given } of opening) {
      expect(given, uses).toMatchObject({ registry: passed("registry"), "registry-uri": passed("registry-uri") });
      const takes = specs.get(uses.split("/").at(-1) ?? "")?.inputs ?? {};
      for (const shared of ["registries", "lineage"])
        if (shared in takes) expect(given?.[shared], uses).toBe(passed(shared));
    }
    expect(inputs["registry"]?.default).toBe("file");
  });

  it("requires nothing that it did not require before there was a choice", () => {
    const required = Object.entries(inputs).flatMap(([input, { required: is }]) => (is ? [input] : []));
    expect(required).toEqual(name === "train-model" ? ["name", "model-id"] : ["model-ref", "endpoint"]);
  });
});

describe.each([
  ...composites.map((name) => [name, composite(name).runs.steps] as const),
  ...ownLogins.map((name) => [name, stepsOf(name)] as const),
])("logins of %s", (_, steps) => {
  const logins = steps.filter(({ uses = "" }) => /^(aws-actions|google-github-actions)\//.test(uses));

  it("are pinned, and happen for who gives a role or an identity, no one else", () => {
    expect(logins.length).toBeGreaterThanOrEqual(2);
    for (const { uses = "", if: condition = "" } of logins) {
      expect(uses).toMatch(/@[0-9a-f]{40}$/);
      const input = uses.startsWith("aws") ? "aws-role" : "google-identity-provider";
      expect(condition).toContain(`inputs.${input} != ''`);
      const status = { always: "true", success: "true" };
      const github = of("octo/mail");
      expect(evaluated(condition, { github, inputs: { [input]: "" } }, status)).toBe("false");
      expect(evaluated(condition, { github, inputs: { [input]: "arn:aws:iam::1:role/x" } }, status)).toBe("true");
    }
  });
});

it("a fork's pull request logs in nowhere", () => {
  const logins = stepsOf("evaluate-pull-request").filter(({ uses = "" }) => /^(aws-actions|google-git)/.test(uses));
  expect(logins).toHaveLength(2);
  const inputs = { "aws-role": "arn:aws:iam::1:role/x", "google-identity-provider": "projects/1" };
  for (const github of [of("stranger/mail"), of(null)])
    for (const { if: condition = "" } of logins) expect(evaluated(condition, { github, inputs })).toBe("false");
});

describe.each(workflows)("%s.yml", (name) => {
  const { on, permissions, jobs } = workflow(name);

  it("takes every vendor's secret by name, none of which is required, and hands it to the step that needs it", () => {
    const { secrets } = on.workflow_call;
    for (const vendor of vendors) expect(secrets[vendor], vendor).toMatchObject({ required: false });
    const opening = stepsOf(name).filter(({ with: given }) => given !== undefined && "registry-uri" in given);
    expect(opening.length).toBeGreaterThan(0);
    for (const { env } of opening)
      for (const vendor of vendors) expect(env?.[vendor]).toBe(`\${{ secrets.${vendor} }}`);
    expect(read(`workflows/${name}.yml`)).not.toContain("secrets: inherit");
  });

  it("hands on the identities that Azure and Google trust", () => {
    for (const { with: given, env } of stepsOf(name).filter(({ with: some }) => some && "registry-uri" in some)) {
      expect(env?.["AZURE_CLIENT_ID"]).toContain("inputs.azure-client-id");
      expect(env).toMatchObject({ AZURE_TENANT_ID: "${{ vars.AZURE_TENANT_ID }}" });
      if (ownLogins.includes(name)) continue;
      for (const input of ["aws-role", "aws-region", "google-identity-provider", "google-service-account"])
        expect(given?.[input]).toBe(passed(input));
    }
  });

  it("asks for no permission that its caller may not have granted, and says which are needed for what", () => {
    expect(permissions).toBeUndefined();
    for (const job of Object.values(jobs)) expect(job.permissions).toBeUndefined();
    const [comment = ""] = read(`workflows/${name}.yml`).split("\non:");
    const writes = name === "evaluate-pull-request" ? "pull-requests: write" : "contents: write";
    for (const permission of [writes, "id-token: write"]) expect(comment.replace(/\n# /g, " ")).toContain(permission);
  });

  it("can still be dispatched by hand: GitHub takes 25 inputs at most", () => {
    expect(Object.keys(on.workflow_dispatch?.inputs ?? {}).length).toBeLessThanOrEqual(25);
  });
});

it.each(["README.md", "README.ru.md"])("%s calls workflows with secrets that they take", (readme) => {
  const snippets = [...read(readme).matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text = ""]) => parse(text) as unknown);
  const calls = snippets.flatMap((snippet) =>
    Object.values((snippet as { jobs?: Record<string, { uses?: string; secrets?: object }> }).jobs ?? {}),
  );
  const withSecrets = calls.filter(({ secrets }) => secrets !== undefined);
  expect(withSecrets.length).toBeGreaterThan(0);
  for (const { uses = "", secrets = {} } of withSecrets) {
    const [, name = ""] = /workflows\/([\w-]+)\.yml@v1$/.exec(uses) ?? [];
    expect(Object.keys(workflow(name).on.workflow_call.secrets)).toEqual(expect.arrayContaining(Object.keys(secrets)));
  }
});

describe("what serves a release", () => {
  const { inputs, runs } = composite("release-model");
  const step = (id: string): Record<string, string> => runs.steps.find((each) => each.id === id)?.with ?? {};
  /** Given by the environment, or settled by the chain itself. */
  const settled = ["ray-address", "ray-token", "kubernetes-follow", "sagemaker-approved-aliases"];

  it("is told everything that deploy takes of a target", async () => {
    const taken = Object.keys((await loadSpecs()).get("deploy")?.inputs ?? {}).filter((name) =>
      /^(sagemaker|guardrail|ray|kubernetes)-|^(model-uri|manifests-dir|timeout|rolling-wait|data-plane|parallel)$/.test(
        name,
      ),
    );
    expect(taken.length).toBeGreaterThan(40);
    for (const name of taken.filter((each) => !settled.includes(each)))
      expect(step("deploy")[name], name).toBe(passed(name));
  });

  it("is found again by whoever gives it weight, promotes it or takes it back", () => {
    for (const id of ["canary", "promote", "end-bake", "rollback"])
      for (const name of ["target", "kubernetes-engine", "kubernetes-namespace", "kubernetes-context", "manifests-dir"])
        expect(step(id)[name], id).toBe(passed(name));
  });

  it("is asked of no input that there is not, and reads all that there are", () => {
    const text = JSON.stringify(runs.steps);
    const read = new Set([...text.matchAll(/inputs\.([a-z-]+)/g)].map(([, name = ""]) => name));
    expect([...read].sort()).toEqual(Object.keys(inputs).sort());
  });

  it.each(["deploy", "release"])("is chosen by %s.yml, which hands on what it takes", (name) => {
    const given = stepsOf(name).find(({ uses = "" }) => uses.endsWith("/release-model"))?.with ?? {};
    const takes = Object.keys(workflow(name).on.workflow_call.inputs).filter((each) => each in inputs);
    expect(takes).toEqual(expect.arrayContaining(["target", "model-uri", "sagemaker-image", "kubernetes-image"]));
    for (const each of takes.filter((input) =>
      /^(target|model-uri|look-interval|sagemaker|ray|kubernetes|prometheus)/.test(input),
    ))
      expect(given[each], each).toBe(passed(each));
  });
});

describe("where state is kept", () => {
  const store = composite("release-model").runs.steps.find(({ id }) => id === "promote")?.with?.["state-store"] ?? "";

  it.each([
    ["github-hosted", "", "git-ref"],
    ["self-hosted", "", "file"],
    ["github-hosted", "file", "file"],
    ["self-hosted", "git-ref", "git-ref"],
  ])("on a %s runner with state-store %j it is %s", (environment, said, kept) => {
    expect(evaluated(store, { runner: { environment }, inputs: { "state-store": said } })).toBe(kept);
  });

  it("is the same for the way back", () => {
    const back = composite("release-model").runs.steps.find(({ id }) => id === "rollback")?.with?.["state-store"];
    expect(back).toBe(store);
    expect(
      stepsOf("deploy")
        .concat(stepsOf("release"))
        .flatMap(({ with: given }) => given?.["state-store"] ?? []),
    ).toEqual([passed("state-store"), passed("state-store")]);
  });

  it("outlasts a look of registry-event unless told otherwise, in a checkout that keeps no credentials", () => {
    expect(workflow("registry-event").on.workflow_call.inputs["state-store"]?.default).toBe("git-ref");
    const [checkout, ...rest] = stepsOf("registry-event");
    expect(checkout?.uses).toMatch(/^actions\/checkout@/);
    expect(rest.at(-1)?.with?.["state-store"]).toBe(passed("state-store"));
  });
});

it.each([
  [{ number: 7 }, "", "pr.7"],
  [{ number: 7 }, "rc.1", "rc.1"],
  [null, "", ""],
  [null, "rc.1", "rc.1"],
])("a training of pull request %j with pre-release %j registers %j", (pullRequest, said, words) => {
  const given = stepsOf("train").find(({ id }) => id === "train")?.with?.["pre-release"] ?? "";
  const event = pullRequest ? { pull_request: pullRequest } : { ref: "refs/heads/main" };
  expect(evaluated(given, { github: { event }, inputs: { "pre-release": said } })).toBe(words);
});

describe("actions of others in act", () => {
  it("are not fetched, and fail where they are called", () => {
    const found = thirdPartyActions(root);
    expect(found.map((reference) => reference.split("@")[0])).toEqual([
      "aws-actions/configure-aws-credentials",
      "google-github-actions/auth",
    ]);
    const folder = mkdtempSync(join(tmpdir(), "others-"));
    const parameters = withoutThirdParty(root, folder);
    expect(parameters).toHaveLength(2 * found.length);
    for (const [index, reference] of found.entries()) {
      const [given, place = ""] = parameters[2 * index + 1]?.split("=") ?? [];
      expect(given).toBe(reference);
      expect(readFileSync(join(place, "action.yml"), "utf8")).toContain("exit 1");
    }
  });
});

/** A pull request of that repository; null: of one that was deleted. */
const of = (repository: string | null): { [name: string]: Value } => ({
  repository: "octo/mail",
  event: { pull_request: { head: { repo: repository === null ? null : { full_name: repository } } } },
});

type Value = string | number | null | { [name: string]: Value };

/** By GitHub's own evaluator. @param status what `always()` and `success()` are taken for */
function evaluated(
  expression: string,
  contexts: { [name: string]: Value },
  status: Record<string, string> = {},
): string {
  const [, inner = expression] = /^\$\{\{(.*)\}\}$/.exec(expression.trim()) ?? [];
  const known = Object.entries(status).reduce((text, [name, value]) => text.replaceAll(`${name}()`, value), inner);
  const { tokens } = new Lexer(known).lex();
  const parsed = new Parser(tokens, Object.keys(contexts), []).parse();
  return new Evaluator(parsed, dataOf(contexts) as data.Dictionary).evaluate().coerceString();
}

function dataOf(value: Value): data.ExpressionData {
  if (value === null) return new data.Null();
  if (typeof value === "string") return new data.StringData(value);
  if (typeof value === "number") return new data.NumberData(value);
  return new data.Dictionary(...Object.entries(value).map(([key, inner]) => ({ key, value: dataOf(inner) })));
}
