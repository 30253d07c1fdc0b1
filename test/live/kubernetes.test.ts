import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseAllDocuments } from "yaml";
import { renderManifest } from "#infrastructure";
import { recordedSchemasFile, sampleService, sampleServices } from "#testing";
import { type Schema, trimmedSchema } from "../../packages/testing/src/kubernetes/strict-schema.ts";
import { kubeconform } from "../../packages/tooling/src/kubeconform.ts";
import { schemaFile, wholeSchemas } from "./kubernetes/modules.ts";

/** kubeconform with the schemas of the engines' own definitions. */
const folder = mkdtempSync(join(tmpdir(), "genai-live-kubernetes-"));
const program = kubeconform();
let schemas: Record<string, Schema>;

beforeAll(() => {
  schemas = wholeSchemas();
  mkdirSync(join(folder, "schemas"));
  for (const [name, schema] of Object.entries(schemas))
    writeFileSync(join(folder, "schemas", schemaFile(name)), JSON.stringify(schema));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function conforms(content: string): { exitCode: number | null; said: string } {
  const location = join(folder, "schemas", "{{.ResourceKind}}{{.KindSuffix}}.json");
  const { status, stdout, stderr } = spawnSync(
    program,
    ["-strict", "-summary", "-output", "text", "-schema-location", location, "-"],
    { input: content, encoding: "utf8" },
  );
  return { exitCode: status, said: `${stdout}${stderr}` };
}

describe("manifests by kubeconform", () => {
  it("are valid, every kind of them", () => {
    for (const service of sampleServices()) {
      const { exitCode, said } = conforms(renderManifest(service, "ru").content);
      const objects = service.engine === "kserve" ? 1 : 5;
      expect(said).toContain(`Valid: ${objects}, Invalid: 0, Errors: 0, Skipped: 0`);
      expect(exitCode).toBe(0);
    }
  });

  it("are not with a field that nobody knows, a value of another type, or without what is required", () => {
    const { content } = renderManifest(sampleService("argo-rollouts"), "en");
    const kserve = renderManifest(sampleService("kserve"), "en").content;
    for (const [good, from, to] of [
      [content, "setWeight: 5", "setWeigth: 5"],
      [content, "progressDeadlineAbort: true", 'progressDeadlineAbort: "yes"'],
      [content, "maxUnavailable: 1", "maxUnavailable: [1]"],
      [content, "stableService: mail-stable", "stable: mail-stable"],
      [content, "kind: HTTPRoute", "kind: HttpRouter"],
      [kserve, "canaryTrafficPercent: 0", "canaryTrafficPercentage: 0"],
      [kserve, "containerConcurrency: 16", "containerConcurrency: many"],
    ] as const) {
      expect(good).toContain(from);
      expect(conforms(good.replace(from, to)).exitCode, to).toBe(1);
    }
  });

  it("have schemas that are recorded as they are now", async () => {
    const objects = sampleServices().flatMap((service) =>
      parseAllDocuments(renderManifest(service, "en").content).map((document) => document.toJS() as object),
    );
    const recorded = Object.entries(schemas).map(([name, schema]) => {
      const samples = objects.filter((object) => nameOf(object) === name);
      return [name, trimmedSchema(schema, samples, ["status"])];
    });
    const text = `${JSON.stringify(Object.fromEntries(recorded), null, 1)}\n`;
    await expect(text).toMatchFileSnapshot(recordedSchemasFile);
  });
});

const nameOf = (object: object): string => {
  const { apiVersion, kind } = object as { apiVersion: string; kind: string };
  return `${apiVersion}/${kind}`;
};
