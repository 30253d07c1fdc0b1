import { describe, expect, it } from "vitest";
import { layerViolations } from "./layers.ts";

const problemsOf = (file: string, content: string): string[] =>
  layerViolations(new Map([[file, content]])).map(({ problem }) => problem);

describe("layerViolations", () => {
  it("finds each kind of forbidden import", () => {
    expect(problemsOf("packages/canary/src/look.ts", 'import { nodeHttp } from "#platform";')).toEqual([
      "canary (pure) imports #platform; it may import contracts, statistics",
    ]);
    expect(problemsOf("packages/registry/src/a.ts", 'const x = await import("#serving");')).toHaveLength(1);
    expect(problemsOf("packages/registry/src/a.ts", 'import * as core from "@actions/core";')).toHaveLength(1);
    expect(problemsOf("packages/registry/src/a.ts", 'import { readFile } from "node:fs/promises";')).toHaveLength(1);
    expect(problemsOf("packages/registry/src/a.ts", 'import { x } from "../../serving/src/x.ts";')).toHaveLength(1);
    expect(problemsOf("packages/wandb-ts/src/a/b.ts", 'import { x } from "../../../testing/src/x.ts";')).toHaveLength(
      1,
    );
    expect(problemsOf("actions/deploy/run.ts", 'import { fakeDeps } from "#testing";')).toHaveLength(1);
    expect(problemsOf("actions/deploy/run.ts", 'import { x } from "../rollback/run.ts";')).toHaveLength(1);
  });

  it("finds time, randomness, environment and network outside the platform", () => {
    for (const line of ["Date.now()", "new Date()", "Math.random()", "process.env.X", "await fetch(url)"]) {
      expect(problemsOf("packages/registry/src/a.ts", `const x = ${line};`)).toHaveLength(1);
      expect(problemsOf("packages/platform/src/node/a.ts", `const x = ${line};`)).toEqual([]);
    }
  });

  it("lets through what the table allows", () => {
    expect(problemsOf("packages/canary/src/look.ts", 'import { wilson } from "#statistics";')).toEqual([]);
    expect(problemsOf("packages/canary/src/look.test.ts", 'import { fakeDeps } from "#testing";')).toEqual([]);
    expect(problemsOf("packages/wandb-ts/src/a/b.test.ts", 'import { x } from "../../../testing/src/x.ts";')).toEqual(
      [],
    );
    expect(problemsOf("packages/router/src/serve.ts", 'import { createServer } from "node:http";')).toEqual([]);
    expect(problemsOf("packages/forge/src/providers/github/index.ts", 'await import("@actions/github");')).toEqual([]);
    expect(problemsOf("packages/registry/src/a.ts", "// Date.now() would be wrong here")).toEqual([]);
  });
});
