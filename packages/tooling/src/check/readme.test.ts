import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { evaluationConfigSchema } from "#contracts";
import { loadSpecs } from "../load-specs.ts";
import { root } from "../repository.ts";

interface Step {
  uses?: string;
  with?: Record<string, unknown>;
}

interface Workflow {
  on: { workflow_call?: { secrets?: Record<string, unknown> } };
}

const text = (readme: string): string => readFileSync(join(root, readme), "utf8");

function workflowsOf(): Workflow[] {
  const folder = join(root, ".github/workflows");
  return readdirSync(folder).map((name) => parse(readFileSync(join(folder, name), "utf8")) as Workflow);
}

const snippets = (readme: string): string[] =>
  [...text(readme).matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, snippet]) => snippet as string);

describe.each(["README.md", "README.ru.md"])("%s", (readme) => {
  it("shows steps whose actions and inputs exist", async () => {
    const specs = await loadSpecs();
    const steps = snippets(readme)
      .map((snippet) => parse(snippet) as Step[])
      .filter(Array.isArray)
      .flat();
    expect(steps.length).toBeGreaterThanOrEqual(2);
    for (const { uses, with: given } of steps) {
      const name = /actions\/([\w-]+)@v1$/.exec(uses ?? "")?.[1] ?? "";
      const inputs = Object.keys(specs.get(name)?.inputs ?? {});
      expect(inputs, name).toEqual(expect.arrayContaining(Object.keys(given ?? {})));
    }
  });

  it("calls workflows with inputs that they have", () => {
    const jobs = snippets(readme)
      .map((snippet) => parse(snippet) as { jobs?: Record<string, Step> })
      .flatMap(({ jobs: found }) => Object.values(found ?? {}));
    expect(jobs.length).toBeGreaterThan(0);
    for (const { uses, with: given } of jobs) {
      const file = /workflows\/([\w-]+\.yml)@v1$/.exec(uses ?? "")?.[1] ?? "";
      const workflow = parse(readFileSync(join(root, ".github/workflows", file), "utf8")) as {
        on: { workflow_call: { inputs: Record<string, unknown> } };
      };
      expect(Object.keys(workflow.on.workflow_call.inputs)).toEqual(expect.arrayContaining(Object.keys(given ?? {})));
    }
  });

  it("names every secret that a workflow takes, and no other", () => {
    const taken = new Set(workflowsOf().flatMap(({ on }) => Object.keys(on.workflow_call?.secrets ?? {})));
    const [, security = ""] = /^## (?:Security|Безопасность)\n([\s\S]*?)(?=\n## )/m.exec(text(readme)) ?? [];
    const [, named = ""] = /(?:require none|не обязателен): (.*?)\. /.exec(security) ?? [];
    const secrets = [...named.matchAll(/`([\w-]+)`/g)].flatMap(([, name = ""]) =>
      /^[A-Z_]+$|-key$/.test(name) ? [name] : [],
    );
    expect(taken.size).toBeGreaterThan(1);
    expect(new Set(secrets)).toEqual(taken);
  });

  it("shows an evaluation.yaml that is one", () => {
    const configs = snippets(readme).filter((snippet) => snippet.startsWith("# evaluation.yaml"));
    expect(configs.length).toBeGreaterThan(0);
    for (const snippet of configs) evaluationConfigSchema.parse(parse(snippet));
  });

  it("links to files that are there", () => {
    const links = [...text(readme).matchAll(/\]\((?!https?:|#)([^)\s]+)\)/g)].map(([, path]) => path as string);
    for (const path of links) expect(existsSync(join(root, path)), path).toBe(true);
  });
});

it("README.md and README.ru.md keep step: the same headings and snippets", () => {
  const shape = (readme: string): number[] =>
    [...text(readme).matchAll(/^(#+) |^```(\w+)/gm)].map(
      ([, level, language]) => level?.length ?? -(language?.length ?? 0),
    );
  expect(shape("README.ru.md")).toEqual(shape("README.md"));
});
