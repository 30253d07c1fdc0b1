import { createHash } from "node:crypto";
import { basename, join, resolve } from "node:path";
import { type ActionDeps, type Inputs, pullRequestInEvent } from "#action-kit";
import type { Evaluation } from "#contracts";
import { readAtBase } from "../read-at-base.ts";
import type { spec } from "./spec.ts";

/** Configurations are written by people, test sets by programs. */
const mostBytes = 100 * 1024 * 1024;

/** A file to read, and what to call it. */
export interface NamedFile {
  path: string;
  shown: string;
}

export interface Bar {
  config: NamedFile | undefined;
  testSet: NamedFile | undefined;
  record: Evaluation["bar"];
}

/**
 * What a model is held to: on a pull request as its base has it, so that it cannot lower its own bar. A file that the base
 * does not have is the workspace's.
 */
export async function barOf(inputs: Inputs<typeof spec>, deps: ActionDeps): Promise<Bar> {
  const given = { config: inputs.config, testSet: inputs["test-set"] };
  const named = (shown: string | undefined): NamedFile | undefined =>
    shown === undefined ? undefined : { path: resolve(deps.workspace, shown), shown };
  const workspace = { config: named(given.config), testSet: named(given.testSet) };
  if (pullRequestInEvent(deps.github, inputs["pull-request"]).kind === "none")
    return { ...workspace, record: undefined };

  const changed: string[] = [];
  let base: string | null = null;
  async function atBase(file: NamedFile | undefined): Promise<NamedFile | undefined> {
    if (!file) return undefined;
    const found = await readAtBase(deps, file.shown, {
      pullRequest: inputs["pull-request"],
      token: inputs["github-token"],
      limitBytes: mostBytes,
    });
    if (!found || found.base === null) return file;
    base = found.base;
    const digest = createHash("sha256").update(found.bytes).digest("hex");
    if ((await here(file, deps)) !== digest) changed.push(file.shown);
    const path = join(deps.tempFolder, `base-${digest.slice(0, 16)}`, basename(file.shown));
    await deps.files.writeAtomic(path, found.bytes);
    return { path, shown: file.shown };
  }
  const config = await atBase(workspace.config);
  const testSet = await atBase(workspace.testSet);
  for (const file of changed)
    deps.log.warning(`${file} is read from the base ${base}: what the pull request changes there has no effect here`);
  return { config, testSet, record: { source: base === null ? "workflow" : "base", ref: base, changed } };
}

async function here({ path }: NamedFile, { files }: ActionDeps): Promise<string | undefined> {
  return (await files.stat(path))?.kind === "file" ? await files.sha256(path) : undefined;
}
