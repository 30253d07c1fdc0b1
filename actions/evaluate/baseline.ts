import { join, resolve } from "node:path";
import type { ActionDeps, Inputs } from "#action-kit";
import { type Evaluation, evaluationSchema, InputError } from "#contracts";
import { declareUse } from "../declare-use.ts";
import { openRegistry } from "../open-registry.ts";
import { type AskedSource, fileSource } from "./sources.ts";
import type { spec } from "./spec.ts";

export interface BaselineSource {
  name: string;
  /** When it was evaluated or registered, ISO 8601; null where nothing says so. */
  time: string | null;
  /** Either something that answers the same rows, or a report of which only scores are left. */
  source: AskedSource | { kind: "report"; evaluation: Evaluation };
}

type Given = Inputs<typeof spec>;

/** The first baseline that exists; undefined when none was asked for. @throws InputError when all of them are missing */
export async function baselineSource(inputs: Given, deps: ActionDeps): Promise<BaselineSource | undefined> {
  const wanted = inputs.baseline ?? [];
  for (const text of wanted) {
    const found =
      (await reportSource(text, deps)) ??
      (await fromFile(text, deps)) ??
      (text.includes("@") && !text.includes("/") ? await fromRegistry(text, inputs, deps) : undefined);
    if (found) return found;
    deps.log.info(`baseline ${text} does not exist (yet)`);
  }
  if (wanted.length > 0)
    throw new InputError(
      [{ where: "baseline", problem: `none of these exists: ${wanted.join(", ")}` }],
      "missing-baseline",
    );
  return undefined;
}

/** An evaluation.json of an earlier run. @throws InputError `bad-baseline` for a JSON file that is none */
async function reportSource(text: string, { files, workspace }: ActionDeps): Promise<BaselineSource | undefined> {
  const path = resolve(workspace, text);
  if (!path.endsWith(".json") || (await files.stat(path))?.kind !== "file") return undefined;
  const parsed = evaluationSchema.safeParse(parseJson(await files.readText(path)));
  if (!parsed.success)
    throw new InputError(
      [{ where: `baseline: ${text}`, problem: "is no evaluation.json", mend: "give the report that evaluate wrote" }],
      "bad-baseline",
    );
  return { name: text, time: parsed.data.time, source: { kind: "report", evaluation: parsed.data } };
}

async function fromFile(text: string, deps: ActionDeps): Promise<BaselineSource | undefined> {
  const source = await fileSource(text, deps);
  return source && { name: text, time: null, source };
}

async function fromRegistry(selector: string, inputs: Given, deps: ActionDeps): Promise<BaselineSource | undefined> {
  const registry = await openRegistry(inputs, deps);
  const version = await registry.find(selector);
  if (!version) return undefined;
  const name = `${selector} (${version.version})`;
  const path = join(await registry.fetch(version), "model.gguf");
  await declareUse(registry, version, "evaluate", inputs, deps);
  return { name, time: version.createdAt, source: { kind: "gguf", path, name } };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
