import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { root } from "../repository.ts";

const examples = join(root, "workflows/examples");
const configs = readdirSync(examples, { recursive: true, encoding: "utf8" }).filter(
  (path) => path.endsWith(".yaml") && !path.includes(".github/"),
);

/** What is wrong with a configuration by the schema that its first line names to editors. */
function problemsOf(text: string): string[] {
  const [, name] = /^# yaml-language-server: \$schema=\S+\/(packages\/contracts\/schemas\/\S+)\n/.exec(text) ?? [];
  if (name === undefined || !existsSync(join(root, name))) return ["its first line names no schema of ours"];
  const ajv = new Ajv2020({ allErrors: true, strict: false });
  ajv.validate(JSON.parse(readFileSync(join(root, name), "utf8")), parse(text));
  return (ajv.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

describe("configurations of the examples", () => {
  it.each(configs)("%s holds to the schema that it names", (path) => {
    expect(problemsOf(readFileSync(join(examples, path), "utf8"))).toEqual([]);
  });

  it("are those of training, data, smoke test and gate, at least", () => {
    expect(configs.map((path) => path.split("/").at(-1))).toEqual(
      expect.arrayContaining(["lora.yaml", "dataset.yaml", "smoke.yaml", "metrics.yaml"]),
    );
  });

  it("are refused with another field, and without a schema", () => {
    const text = readFileSync(join(examples, "mail-triage/configs/metrics.yaml"), "utf8");
    expect(problemsOf(`${text}typo: 1\n`).join()).toContain("must NOT have additional properties");
    expect(problemsOf(text.slice(text.indexOf("\n") + 1))).toEqual(["its first line names no schema of ours"]);
  });
});
