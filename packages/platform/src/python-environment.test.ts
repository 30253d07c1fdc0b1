import { join } from "node:path";
import { expect, it } from "vitest";
import { fakeDeps } from "#testing";
import { uvProgram } from "./python-environment.ts";

/** A pip that brings half of a package, then as told. */
async function withPip(exitCode: number) {
  const deps = await fakeDeps();
  const run = async (_command: string, parameters: readonly string[]) => {
    const target = parameters[parameters.indexOf("--target") + 1] ?? "";
    await deps.files.writeAtomic(join(target, "bin", "uv"), "#!/bin/sh\n");
    return { exitCode, stdout: "", stderr: "no space left" };
  };
  const exec = { ...deps.exec, which: async () => undefined, run } as typeof deps.exec;
  return { ...deps, exec, tools: join(deps.workspace, "tools") };
}

it("installs uv once into the state folder", async () => {
  const deps = await withPip(0);
  const program = await uvProgram(deps, deps.workspace);
  expect((await deps.files.stat(program))?.kind).toBe("file");
  expect(await uvProgram(deps, deps.workspace)).toBe(program);
  expect(await deps.files.list(deps.tools)).toHaveLength(1);
});

it("leaves nothing of an installation that failed", async () => {
  const deps = await withPip(1);
  await expect(uvProgram(deps, deps.workspace)).rejects.toThrow("no space left");
  expect(await deps.files.list(deps.tools)).toEqual([]);
});
