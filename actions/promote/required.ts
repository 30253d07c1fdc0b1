import { resolve } from "node:path";
import type { ActionDeps, Inputs } from "#action-kit";
import { InputError, type Problem } from "#contracts";
import {
  contentDigest,
  type ModelVersion,
  modelFiles,
  provenanceFiles,
  provenanceProblems,
  type Required,
  withDigests,
} from "#registry";
import type { NamedRegistry } from "../open-registries.ts";
import type { spec } from "./spec.ts";
import type { Target } from "./target.ts";

type Given = Pick<Inputs<typeof spec>, "require" | "signature-key">;

/**
 * Holds the version, as each registry has it, to what has to be attached; the bytes are hashed anew.
 * @throws InputError `bad-require` for words that name nothing, `provenance` with everything that is missing or of others
 */
export async function requireProvenance(
  inputs: Given,
  target: Target,
  registries: readonly NamedRegistry[],
  deps: ActionDeps,
): Promise<void> {
  const required = wordsOf(inputs);
  if (required.length === 0) return;
  const publicKey = await keyOf(inputs, deps);
  const problems: Problem[] = [];
  for (const [index, { name, registry }] of registries.entries()) {
    const version = target.versions[index] as ModelVersion;
    const folder = await registry.fetch(version);
    const files = await withDigests(deps.files, folder, await modelFiles(deps.files, folder));
    if (contentDigest(files) !== version.digest)
      problems.push({ where: `${name}: ${version.version}`, problem: "its bytes are not the registered ones" });
    for (const one of required) {
      const text = await registry.attached(version, provenanceFiles[one]);
      const found = provenanceProblems(one, text, { digest: version.digest, files, publicKey });
      problems.push(...found.map((problem) => ({ ...problem, where: `${name}: ${problem.where}` })));
    }
  }
  if (problems.length > 0) throw new InputError(problems, "provenance");
}

function wordsOf({ require: words = [] }: Given): Required[] {
  const legal = Object.keys(provenanceFiles);
  const problems = words
    .filter((word) => !legal.includes(word))
    .map((word) => ({ where: "require", problem: `"${word}" names nothing`, legal: legal.join(", ") }));
  if (problems.length > 0) throw new InputError(problems, "bad-require");
  return words as Required[];
}

async function keyOf({ "signature-key": path }: Given, { files, workspace }: ActionDeps): Promise<string | undefined> {
  if (path === undefined) return undefined;
  const whole = resolve(workspace, path);
  if ((await files.stat(whole))?.kind === "file") return await files.readText(whole);
  throw new InputError([{ where: "signature-key", problem: `there is no file ${path}` }], "missing-file");
}
