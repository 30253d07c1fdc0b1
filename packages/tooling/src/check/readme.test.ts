import { existsSync, readFileSync } from "node:fs";
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

const snippets = (readme: string): string[] =>
  [...readFileSync(join(root, readme), "utf8").matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text]) => text as string);

describe.each(["README.md", "README.ru.md"])("%s", (readme) => {
  it("shows steps whose actions and inputs exist", async () => {
    const specs = await loadSpecs();
    const steps = snippets(readme)
      .map((text) => parse(text) as Step[])
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
      .map((text) => parse(text) as { jobs?: Record<string, Step> })
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

  it("shows an evaluation.yaml that is one", () => {
    const configs = snippets(readme).filter((text) => text.startsWith("# evaluation.yaml"));
    expect(configs.length).toBeGreaterThan(0);
    for (const text of configs) evaluationConfigSchema.parse(parse(text));
  });

  it("links to files that are there", () => {
    const links = [...readFileSync(join(root, readme), "utf8").matchAll(/\]\((?!https?:|#)([^)\s]+)\)/g)].map(
      ([, path]) => path as string,
    );
    for (const path of links) expect(existsSync(join(root, path)), path).toBe(true);
  });
});

it("README.md and README.ru.md keep step: the same headings and snippets", () => {
  const shape = (readme: string): number[] =>
    [...readFileSync(join(root, readme), "utf8").matchAll(/^(#+) |^```(\w+)/gm)].map(
      ([, level, language]) => level?.length ?? -(language?.length ?? 0),
    );
  expect(shape("README.ru.md")).toEqual(shape("README.md"));
});
